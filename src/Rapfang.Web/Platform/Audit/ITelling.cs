namespace Rapfang.Platform.Audit;

/// <summary>
/// A record that itself tells of a change: an event, a notice, a mail. It needs no event of its own, and what it says
/// to whom is not repeated in a table that is never cleared.
/// </summary>
public interface ITelling;

using Rapfang.Platform.Notifications;

namespace Rapfang.Modules.Office;

/// <summary>The latest calls to another system as a page lists them.</summary>
/// <param name="MayRepeat">What they carried is still there, to be sent again.</param>
public sealed record CallList(IReadOnlyList<OutgoingCall> Calls, bool MayRepeat);

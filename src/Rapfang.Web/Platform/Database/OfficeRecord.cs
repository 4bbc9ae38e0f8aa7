namespace Rapfang.Platform.Database;

/// <summary>A record that belongs to one office. Its key is (OfficeId, Id); the office is set when it is saved.</summary>
public abstract class OfficeRecord
{
    public int OfficeId { get; private set; }

    public Guid Id { get; private set; } = Guid.CreateVersion7();

    /// <summary>The record that this one is a part of; a change of the part is told by an event of the whole.</summary>
    public virtual Guid WholeId => Id;

    internal void BelongTo(int officeId) => OfficeId = officeId;
}

/// <summary>A span of days in which something holds; <see cref="UntilDate"/> is the last day, open when null.</summary>
public interface IEffective
{
    DateOnly FromDate { get; }

    DateOnly? UntilDate { get; }
}

public static class Effective
{
    public static bool IsInForce(this IEffective record, DateOnly day) =>
        record.FromDate <= day && (record.UntilDate is null || day <= record.UntilDate);
}

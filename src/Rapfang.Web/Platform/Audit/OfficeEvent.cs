using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;

namespace Rapfang.Platform.Audit;

/// <summary>One thing that happened in an office: who, when, what, why, before and after. Never changed, never deleted.</summary>
public sealed class OfficeEvent : OfficeRecord, ITelling
{
    internal OfficeEvent(string kind, OfficeRecord subject, Guid? actorUserId, Guid? actingFor, DateTimeOffset at, string reason)
    {
        Kind = kind;
        SubjectKind = kind.Split('.')[0];
        SubjectId = subject.WholeId;
        ActorUserId = actorUserId;
        ActingFor = actingFor;
        At = at;
        Reason = reason;
    }

    OfficeEvent()
    {
    }

    public DateTimeOffset At { get; private set; }

    /// <summary>The user who acted; null for the public and for the system itself.</summary>
    public Guid? ActorUserId { get; private set; }

    /// <summary>The absent person of the office for whom the actor acted: a right that was asked for came from them only.</summary>
    public Guid? ActingFor { get; private set; }

    public string Kind { get; private set; } = "";

    public string SubjectKind { get; private set; } = "";

    public Guid SubjectId { get; private set; }

    public string Reason { get; private set; } = "";

    /// <summary>Changed columns with their old values, as JSON; null where there were none.</summary>
    public string? Before { get; internal set; }

    /// <summary>Changed columns with their new values, as JSON.</summary>
    public string? After { get; internal set; }
}

sealed class OfficeEventConfiguration : IEntityTypeConfiguration<OfficeEvent>
{
    public void Configure(EntityTypeBuilder<OfficeEvent> entity)
    {
        entity.ToTable("events");
        entity.Property(e => e.Before).HasColumnType("jsonb");
        entity.Property(e => e.After).HasColumnType("jsonb");
    }
}

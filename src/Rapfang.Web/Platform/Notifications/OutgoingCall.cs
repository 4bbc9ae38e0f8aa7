using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;
using Rapfang.Platform.PersonalData;

namespace Rapfang.Platform.Notifications;

/// <summary>Why a call did not get through.</summary>
public enum CallTrouble
{
    /// <summary>No connection, it broke, or no answer in time.</summary>
    Unreachable,

    /// <summary>The receiver says: later.</summary>
    Busy,

    /// <summary>The receiver has a fault of its own.</summary>
    Fault,

    /// <summary>The receiver does not take it.</summary>
    Refused,

    /// <summary>The address leads into a network that is not called.</summary>
    NotAllowed,

    /// <summary>Where it was to go is no longer set up.</summary>
    NotSet,

    /// <summary>It would come too late to be of use.</summary>
    TooLate,

    /// <summary>Sending there was paused.</summary>
    Paused,
}

public enum CallState
{
    Waiting,
    Sent,
    GivenUp,
}

/// <summary>
/// A call to another system in the outbox: stored with the change it tells of, sent afterwards by <see cref="CallSender"/>.
/// Its id goes along with each attempt, so that the receiver knows a repetition.
/// </summary>
public sealed class OutgoingCall : OfficeRecord, ITelling
{
    /// <summary>What is sent may name somebody, or hold a secret code.</summary>
    public static PersonalField BodyField { get; } = new("outgoing_calls.body", _ => Masks.Hidden);

    OutgoingCall()
    {
    }

    /// <summary>The route it takes (<see cref="ICallRoute"/>).</summary>
    public string What { get; private set; } = "";

    /// <summary>The webhook or account that it goes through.</summary>
    public Guid TargetId { get; private set; }

    /// <summary>For the list at the desk; nobody's data.</summary>
    public string Title { get; private set; } = "";

    public Sealed? Body { get; private set; }

    public DateTimeOffset WrittenAt { get; private set; }

    public DateTimeOffset DueAt { get; private set; }

    public int Attempts { get; private set; }

    public DateTimeOffset? TakenAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public DateTimeOffset? GivenUpAt { get; private set; }

    public CallTrouble? Trouble { get; private set; }

    /// <summary>Status and words of the receiver, numbers in them masked.</summary>
    public string LastError { get; private set; } = "";

    public CallState State => SentAt is not null ? CallState.Sent : GivenUpAt is not null ? CallState.GivenUp : CallState.Waiting;

    /// <param name="body">Made when it is known under which id it goes.</param>
    public static OutgoingCall Write(Seals seals, string what, Guid target, string title, Func<Guid, string> body, DateTimeOffset at)
    {
        var call = new OutgoingCall { What = what, TargetId = target, Title = title, WrittenAt = at, DueAt = at };
        call.Body = seals.Seal(call, BodyField, body(call.Id));
        return call;
    }
}

sealed class OutgoingCallConfiguration : IEntityTypeConfiguration<OutgoingCall>
{
    public void Configure(EntityTypeBuilder<OutgoingCall> entity)
    {
        entity.ToTable("outgoing_calls");
        entity.Ignore(call => call.State);
    }
}

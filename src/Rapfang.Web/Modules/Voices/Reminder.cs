using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Office;
using Rapfang.Modules.Rules;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Voices;

/// <summary>That something due on a day was pointed out by one step. There is one such row, whichever node comes first.</summary>
public sealed class Reminder : OfficeRecord
{
    public Reminder(DueItem item, EscalationStep step, int told, DateTimeOffset at)
    {
        VoiceId = item.VoiceId;
        SubjectId = item.SubjectId;
        RuleCode = item.RuleCode;
        DueOn = item.DueOn;
        Days = step.Days;
        Role = step.Role;
        Told = told;
        At = at;
    }

    Reminder()
    {
    }

    public Guid VoiceId { get; private set; }

    public Guid SubjectId { get; private set; }

    public string RuleCode { get; private set; } = "";

    public DateOnly DueOn { get; private set; }

    public int Days { get; private set; }

    public Role Role { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>How many people were told.</summary>
    public int Told { get; private set; }

    public override Guid WholeId => VoiceId;

    public bool IsOf(DueItem item, EscalationStep step) =>
        SubjectId == item.SubjectId && RuleCode == item.RuleCode && DueOn == item.DueOn && Days == step.Days && Role == step.Role;
}

sealed class ReminderConfiguration : IEntityTypeConfiguration<Reminder>
{
    public void Configure(EntityTypeBuilder<Reminder> entity)
    {
        entity.ToTable("reminders");
        entity.HasOne<Voice>().WithMany().HasForeignKey(reminder => new { reminder.OfficeId, reminder.VoiceId });
    }
}

/// <summary>The people of the office by what they are to a case.</summary>
public sealed class Colleagues(IReadOnlyList<Colleague> all, Permissions permissions)
{
    /// <summary>
    /// The accounts that a step tells. Where nobody is what the step names, whoever stands next above is told; of a sealed
    /// case only those who may know of it.
    /// </summary>
    /// <param name="handler">The officer who has the case in hand; null when there is none.</param>
    public IReadOnlyList<Guid> Told(Role role, DueItem item, Guid? handler)
    {
        IEnumerable<IEnumerable<Colleague>> ladder = (item.IsSealed, role) switch
        {
            (true, _) => [all.Where(one => permissions.Holds(one.Roles, VoicesModule.Sealed))],
            (_, Role.Officer) => [Responsible(item, handler), HeadsOf(item, handler), With(Role.QualityCoordinator), With(Role.Director)],
            (_, Role.GroupHead) => [HeadsOf(item, handler), With(Role.Director)],
            _ => [With(Role.Director), With(Role.DeputyDirector)],
        };
        return [.. (ladder.Select(rung => rung.Where(one => one.Users.Count > 0).ToList()).FirstOrDefault(rung => rung.Count > 0) ?? []).SelectMany(one => one.Users).Distinct()];
    }

    IEnumerable<Colleague> With(Role role) => all.Where(one => one.Roles.Contains(role));

    IEnumerable<Colleague> Responsible(DueItem item, Guid? handler) =>
        item.GroupId is { } group ? With(Role.Officer).Where(one => one.GroupId == group)
        : Handler(handler) is { } officer ? [officer] : With(Role.QualityCoordinator);

    // Who takes the case in hand at first are the coordinators, so their head leads it until then.
    IEnumerable<Colleague> HeadsOf(DueItem item, Guid? handler)
    {
        List<Guid?> groups = item.GroupId is { } asked ? [asked] : Handler(handler) is { } officer ? [officer.GroupId] : [.. With(Role.QualityCoordinator).Select(one => one.GroupId)];
        return With(Role.GroupHead).Where(one => one.GroupId is not null && groups.Contains(one.GroupId));
    }

    // Somebody who left, or handles cases no more, has it no longer in hand.
    Colleague? Handler(Guid? person) => all.FirstOrDefault(one => one.PersonId == person && permissions.Holds(one.Roles, VoicesModule.Handle));
}

using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Rules;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Voices;

/// <summary>Something of a case that is due and not done: one of its clocks, or the report of a group.</summary>
public sealed class DueItem
{
    public Guid VoiceId { get; init; }

    /// <summary>The deadline, or the group's order to report; of a sealed case the case itself.</summary>
    public Guid SubjectId { get; init; }

    public string RuleCode { get; init; } = "";

    public DateOnly DueOn { get; init; }

    /// <summary>The group that is to report; null for what the desk owes.</summary>
    public Guid? GroupId { get; init; }

    public string Number { get; init; } = "";

    public VoiceText Subject { get; init; } = VoiceText.Nothing;

    public VoiceState State { get; init; }

    public bool IsSealed { get; init; }

    public bool IsLateOn(DateOnly today) => today > DueOn;
}

/// <summary>What is late and what will be. What stands still is neither.</summary>
public sealed class VoiceDue(RapfangDb db, VoiceClocks clocks)
{
    /// <summary>What the desk and the groups owe until a day, the earliest first; without the sealed cases.</summary>
    public IQueryable<DueItem> Until(DateOnly day)
    {
        var owed = from deadline in db.Set<Deadline>()
                   join voice in db.Set<Voice>() on deadline.SubjectId equals voice.Id
                   where deadline.SubjectKind == VoiceClocks.Subject && deadline.MetOn == null && deadline.PausedOn == null && deadline.DueOn <= day && !voice.IsSealed
                   select new DueItem
                   {
                       VoiceId = voice.Id, SubjectId = deadline.Id, RuleCode = deadline.RuleCode, DueOn = deadline.DueOn, GroupId = null,
                       Number = voice.Number, Subject = voice.Subject, State = voice.State, IsSealed = false,
                   };
        var reports = from assignment in db.Set<VoiceAssignment>()
                      join voice in db.Set<Voice>() on assignment.VoiceId equals voice.Id
                      where assignment.ReportedOn == null && assignment.DueOn <= day && voice.State == VoiceState.Assigned && !voice.IsSealed
                      select new DueItem
                      {
                          VoiceId = voice.Id, SubjectId = assignment.Id, RuleCode = DeadlineRule.VoiceReport, DueOn = assignment.DueOn, GroupId = assignment.GroupId,
                          Number = voice.Number, Subject = voice.Subject, State = voice.State, IsSealed = false,
                      };
        return owed.Concat(reports).OrderBy(item => item.DueOn).ThenBy(item => item.SubjectId);
    }

    /// <summary>The same of the sealed cases, for those who may know of them.</summary>
    public async Task<IReadOnlyList<DueItem>> SealedUntilAsync(DateOnly day)
    {
        var open = await db.Set<Voice>().AsNoTracking().Include(voice => voice.Steps)
            .Where(voice => voice.IsSealed && voice.State != VoiceState.Closed && voice.State != VoiceState.Withdrawn && voice.State != VoiceState.Transferred).ToListAsync();
        var items = new List<DueItem>();
        foreach (var voice in open)
        {
            items.AddRange((await clocks.OfAsync(voice)).Where(clock => clock.MetOn is null && clock.PausedOn is null && clock.DueOn <= day).Select(clock => new DueItem
            {
                VoiceId = voice.Id, SubjectId = voice.Id, RuleCode = clock.RuleCode, DueOn = clock.DueOn, Number = voice.Number, Subject = voice.Subject, State = voice.State, IsSealed = true,
            }));
        }

        return items;
    }
}

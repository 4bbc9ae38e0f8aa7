using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Office;
using Rapfang.Modules.Rules;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Voices;

/// <summary>Which cases wait for the person who looks.</summary>
public sealed class VoiceQueue(RapfangDb db, OfficeRoles roles, TimeProvider clock)
{
    /// <summary>Those whose next step is this person's: by their permissions, or because their group is to report.</summary>
    public async Task<IQueryable<Voice>> MineAsync(IQueryable<Voice> voices)
    {
        List<VoiceState> states = [];
        var handles = await roles.MayAsync(VoicesModule.Handle);
        if (handles)
        {
            states.AddRange([VoiceState.Received, VoiceState.Screened, VoiceState.Decided, VoiceState.Reported, VoiceState.Answered]);
        }

        if (await roles.MayAsync(VoicesModule.Decide))
        {
            states.Add(VoiceState.Proposed);
        }

        var me = await roles.PersonAsync();
        var group = await db.Set<Person>().Where(person => person.Id == me).Select(person => person.GroupId).SingleOrDefaultAsync();
        var today = clock.Today();
        // Whoever handles cases chases the groups that are late.
        // That they are open follows from the states; said, so that the database reads the few from their index.
        voices = voices.Where(voice => voice.State != VoiceState.Closed && voice.State != VoiceState.Withdrawn && voice.State != VoiceState.Transferred);
        return voices.Where(voice => states.Contains(voice.State) || (voice.State == VoiceState.Assigned && db.Set<VoiceAssignment>().Any(one =>
            one.VoiceId == voice.Id && one.ReportedOn == null && (one.GroupId == group || (handles && one.DueOn < today)))));
    }

    /// <summary>How many wait, and how many of them owe an answer that is overdue; sealed ones are not counted.</summary>
    public async Task<(int Waiting, int Late)> CountAsync()
    {
        var mine = await MineAsync(db.Set<Voice>().Where(voice => !voice.IsSealed));
        var today = clock.Today();
        var late = mine.Where(voice => db.Set<Deadline>().Any(due => due.SubjectId == voice.Id && due.RuleCode == DeadlineRule.ComplaintAnswer && due.MetOn == null && due.DueOn < today));
        return (await mine.CountAsync(), await late.CountAsync());
    }
}

using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rapfang.Modules.Office;
using Rapfang.Modules.Rules;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Notifications;
using Rapfang.Platform.Schedules;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices;

/// <summary>
/// Points out what will be late and what is, up the ladder of the office's steps. Each step is told once: its row, the
/// notices and the event are stored together, so a node that dies in the middle leaves the rest for the next day.
/// </summary>
public sealed class VoiceReminders(
    RapfangDb db, CurrentOffice office, OfficeCalendar calendar, VoiceDue due, Staff staff, NoticeBoard board, Permissions permissions, TimeProvider clock)
{
    public static Schedule Schedule { get; } = Schedule.InEachOffice("voice-reminders", new TimeOnly(9, 0), services => services.GetRequiredService<VoiceReminders>().RemindAsync());

    /// <summary>Tells what the current office's steps reach today; nothing outside office hours and on days off.</summary>
    /// <returns>How many cases' deadlines and reports were pointed out.</returns>
    public async Task<int> RemindAsync()
    {
        var now = clock.GetUtcNow();
        var today = ThaiDate.OnDay(now);
        var hour = TimeOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(7)).DateTime);
        var hours = await db.Set<Office.Office>().Where(one => one.Id == office.Id).Select(one => new { one.OpensAt, one.ClosesAt }).SingleAsync();
        if (hour < hours.OpensAt || hour >= hours.ClosesAt || !(await calendar.DaysAsync()).IsWorkingDay(today))
        {
            return 0;
        }

        var steps = (await db.Set<EscalationStep>().AsNoTracking().ToListAsync()).ToLookup(step => step.RuleCode, StringComparer.Ordinal);
        var ahead = today.AddDays(-Math.Min(0, steps.SelectMany(known => known).Select(step => step.Days).DefaultIfEmpty().Min()));
        List<DueItem> items = [.. await due.Until(ahead).ToListAsync(), .. await due.SealedUntilAsync(ahead)];
        var subjects = items.Select(item => item.SubjectId).ToList();
        var told = (await db.Set<Reminder>().AsNoTracking().Where(reminder => subjects.Contains(reminder.SubjectId)).ToListAsync()).ToLookup(reminder => reminder.SubjectId);
        var reached = items.Select(item => (Item: item, Steps: steps[item.RuleCode].Where(step => step.IsReached(item.DueOn, today) && !told[item.SubjectId].Any(reminder => reminder.IsOf(item, step))).ToList()))
            .Where(one => one.Steps.Count > 0).ToList();
        if (reached.Count == 0)
        {
            return 0;
        }

        var colleagues = new Colleagues(await staff.InForceAsync(), permissions);
        var handlers = await HandlersAsync(reached.Select(one => one.Item.VoiceId));
        var reminded = 0;
        foreach (var (item, its) in reached)
        {
            reminded += await TellAsync(item, its, colleagues, handlers.TryGetValue(item.VoiceId, out var handler) ? handler : null, today, now) ? 1 : 0;
        }

        return reminded;
    }

    async Task<bool> TellAsync(DueItem item, List<EscalationStep> steps, Colleagues colleagues, Guid? handler, DateOnly today, DateTimeOffset now)
    {
        // One node after the other: two that store the same steps at once would wait for each other for ever.
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync($"select from voices where office_id = {office.Id} and id = {item.VoiceId} for no key update");
        var users = new HashSet<Guid>();
        foreach (var step in steps)
        {
            var its = colleagues.Told(step.Role, item, handler);
            if (its.Count == 0)
            {
                continue; // Nobody is there who could be told; perhaps tomorrow.
            }

            users.UnionWith(its);
            var reminder = new Reminder(item, step, its.Count, now);
            db.Add(reminder);
            db.Tell("voice.reminded", reminder);
        }

        var (thai, english) = Words(item, today);
        foreach (var user in users)
        {
            await board.TellAsync(user, thai, english, $"/{office.Profile.Slug}/desk/voices/{item.VoiceId}");
        }

        try
        {
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return users.Count > 0;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "reminders_once" })
        {
            return false; // Another node has just told them.
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }

    // Number and day alone: a notice may go out as a mail.
    static (string Thai, string English) Words(DueItem item, DateOnly today)
    {
        var (thai, english) = item.RuleCode switch
        {
            DeadlineRule.ComplaintAcknowledge => ("แจ้งรับเรื่อง", "be acknowledged"),
            DeadlineRule.VoiceScreen => ("กลั่นกรอง", "be screened"),
            DeadlineRule.ComplaintAnswer => ("ตอบผู้แจ้ง", "be answered"),
            DeadlineRule.VoiceReport => ("รายงานผลการตรวจสอบ", "be reported on"),
            _ => ("ปิดเรื่อง", "be closed"),
        };
        var late = today.DayNumber - item.DueOn.DayNumber;
        return late > 0
            ? ($"เรื่องที่ {item.Number} เกินกำหนด{thai}มาแล้ว {late} วัน", $"Case {item.Number} should have been {english["be ".Length..]} {late} days ago")
            : ($"เรื่องที่ {item.Number} ครบกำหนด{thai}วันที่ {ThaiDate.Long(item.DueOn)}", $"Case {item.Number} is to {english} by {ThaiDate.Long(item.DueOn)}");
    }

    /// <summary>Who wrote last on screening or proposing it.</summary>
    async Task<Dictionary<Guid, Guid>> HandlersAsync(IEnumerable<Guid> voices)
    {
        var notes = await db.Set<VoiceNote>().AsNoTracking()
            .Where(note => voices.Contains(note.VoiceId) && note.WrittenBy != null && (note.Kind == VoiceNoteKind.Screening || note.Kind == VoiceNoteKind.Proposal))
            .Select(note => new { note.VoiceId, note.At, By = note.WrittenBy!.Value }).ToListAsync();
        return notes.GroupBy(note => note.VoiceId).ToDictionary(its => its.Key, its => its.MaxBy(note => note.At)!.By);
    }
}

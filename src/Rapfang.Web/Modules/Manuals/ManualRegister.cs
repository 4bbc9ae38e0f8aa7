using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Improvements;
using Rapfang.Modules.Office;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Manuals;

/// <summary>A version of a manual that waits for somebody's act.</summary>
public sealed record WaitingManual(Guid Id, string Title, int Number, ManualState State);

/// <summary>The manual of a work.</summary>
public sealed record WorkManual(Guid WorkId, Guid Id, string Title, bool IsInForce);

/// <summary>Manuals with their versions and readers: finds them whole, lets the three act, tells who is next.</summary>
public sealed class ManualRegister(RapfangDb db, ImprovementRegister improvements, Staff staff, OfficeRoles roles, CurrentActor actor, Permissions permissions, TimeProvider clock)
{
    public Task<StaffManual?> FindAsync(Guid id) => db.Set<StaffManual>()
        .Include(manual => manual.Editions.OrderBy(edition => edition.Number)).Include(manual => manual.Readings).AsSplitQuery().SingleOrDefaultAsync(manual => manual.Id == id);

    /// <summary>Takes it in and saves.</summary>
    public Task AddAsync(StaffManual manual)
    {
        db.Add(manual);
        db.Tell("staff-manual.begun", manual);
        return db.SaveChangesAsync();
    }

    /// <summary>Whether the next act at this version is the signed-in person's, or that of somebody for whom they act today.</summary>
    public async Task<bool> IsNextAsync(ManualEdition edition)
    {
        if (edition.Next is not { } named || await roles.PersonAsync() is not { } me)
        {
            return false;
        }

        var needed = edition.State switch { ManualState.InReview => ManualsModule.Review, ManualState.ForApproval => ManualsModule.Approve, _ => ManualsModule.Write };
        if (!await roles.MayAsync(needed))
        {
            return false;
        }

        if (named == me)
        {
            return true;
        }

        if (!await AbsentOf(me).ContainsAsync(named))
        {
            return false;
        }

        actor.ActingFor = named;
        return true;
    }

    // For whom they act today.
    IQueryable<Guid> AbsentOf(Guid? me)
    {
        var today = clock.Today();
        return db.Set<Substitution>().Where(one => one.SubstituteId == me && one.FromDate <= today && today <= one.UntilDate).Select(one => one.PersonId);
    }

    /// <summary>Versions that wait for the signed-in person's review or approval, their own or of somebody for whom they act today.</summary>
    public async Task<IReadOnlyList<WaitingManual>> WaitingAsync()
    {
        var (reviews, approves, me) = (await roles.MayAsync(ManualsModule.Review), await roles.MayAsync(ManualsModule.Approve), await roles.PersonAsync());
        if (!reviews && !approves)
        {
            return [];
        }

        var absent = AbsentOf(me);
        return await db.Set<StaffManual>().SelectMany(
            manual => manual.Editions.Where(edition =>
                (reviews && edition.State == ManualState.InReview && (edition.ReviewerId == me || absent.Any(one => one == edition.ReviewerId)))
                || (approves && edition.State == ManualState.ForApproval && (edition.ApproverId == me || absent.Any(one => one == edition.ApproverId)))),
            (manual, edition) => new WaitingManual(manual.Id, manual.Title, edition.Number, edition.State)).ToListAsync();
    }

    /// <summary>The manuals of the office's works; none for whom may not read manuals.</summary>
    public async Task<ILookup<Guid, WorkManual>> OfWorksAsync() => (await roles.MayAsync(ManualsModule.Read)
        ? await db.Set<StaffManual>().Where(manual => manual.WorkId != null).OrderBy(manual => manual.Code)
            .Select(manual => new WorkManual(manual.WorkId!.Value, manual.Id, manual.Title, manual.Editions.Any(edition => edition.State == ManualState.InForce))).ToListAsync()
        : []).ToLookup(manual => manual.WorkId);

    /// <summary>How many manuals in force the signed-in person must know and has not read.</summary>
    public async Task<int> UnreadAsync()
    {
        var me = await roles.PersonAsync();
        return await db.Set<ManualReading>().Where(reading => reading.PersonId == me && reading.ReadAt == null)
            .Join(db.Set<ManualEdition>().Where(edition => edition.State == ManualState.InForce), reading => reading.EditionId, edition => edition.Id, (reading, _) => reading.Id).CountAsync();
    }

    /// <summary>Throws the draft away, and with it a manual that has no other version. Saved with the next saved change.</summary>
    /// <returns>Whether the manual is gone.</returns>
    public bool Discard(StaffManual manual)
    {
        var draft = manual.Discard();
        db.RemoveRange(manual.Readings.Where(reading => reading.EditionId == draft.Id));
        db.Remove(draft);
        var isGone = manual.Editions.Count == 0;
        if (isGone)
        {
            db.Remove(manual);
        }

        db.Tell("staff-manual.draft-discarded", manual);
        return isGone;
    }

    /// <summary>The author's act; tells the reviewer. Saved with the next saved change.</summary>
    public async Task SubmitAsync(StaffManual manual)
    {
        var edition = manual.UnderWay!;
        manual.Submit(await SignatureAsync(edition.AuthorId), clock.Today());
        db.Tell("staff-manual.submitted", manual);
        await TellAsync(manual, edition.ReviewerId, $"คู่มือปฏิบัติงาน {edition.Contents.Title} รอการทบทวนของท่าน", $"The staff manual {edition.Contents.Title} waits for your review");
    }

    /// <summary>The reviewer's act; tells the approver. Saved with the next saved change.</summary>
    public async Task ReviewAsync(StaffManual manual)
    {
        var edition = manual.UnderWay!;
        manual.Review(await SignatureAsync(edition.ReviewerId), clock.Today());
        db.Tell("staff-manual.reviewed", manual);
        await TellAsync(manual, edition.ApproverId, $"คู่มือปฏิบัติงาน {edition.Contents.Title} รอการอนุมัติของท่าน", $"The staff manual {edition.Contents.Title} waits for your approval");
    }

    /// <summary>
    /// The approver's act: tells the author and who must read it, and notes at the improvement that made it necessary that the
    /// manual is mended. Saved with the next saved change.
    /// </summary>
    public async Task ApproveAsync(StaffManual manual)
    {
        var edition = manual.UnderWay!;
        var (today, known) = (clock.Today(), manual.Readings.ToHashSet());
        var owner = await db.Set<Group>().Where(group => group.Id == manual.GroupId).Select(group => group.Name).SingleOrDefaultAsync() ?? "";
        manual.Approve(await SignatureAsync(edition.ApproverId), owner, today);
        db.AddRange(manual.Readings.Except(known));
        db.Tell("staff-manual.approved", manual);
        if (edition.ImprovementId is { } id && await improvements.FindAsync(id) is { } improvement)
        {
            improvement.UpdateManual(today);
            db.Tell("improvement.manual-updated", improvement);
        }

        await TellAsync(manual, edition.AuthorId, $"คู่มือปฏิบัติงาน {manual.Title} ฉบับที่ {edition.Number} อนุมัติแล้ว", $"Version {edition.Number} of the staff manual {manual.Title} is approved");
        await TellUnreadAsync(manual, again: false);
    }

    /// <summary>Back to the author, who is told. Saved with the next saved change.</summary>
    public async Task ReturnAsync(StaffManual manual, VoiceText why)
    {
        var edition = manual.UnderWay!;
        manual.Return(why);
        db.Tell("staff-manual.returned", manual, why.Text);
        await TellAsync(manual, edition.AuthorId, $"คู่มือปฏิบัติงาน {edition.Contents.Title} ส่งกลับให้แก้ไข", $"The staff manual {edition.Contents.Title} came back to be mended");
    }

    /// <summary>Reminds those who have not read the version in force. Saved with the next saved change.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RemindAsync(StaffManual manual)
    {
        var unread = manual.ReadingsNow.Where(reading => reading.ReadAt is null).ToList();
        if (unread.Count == 0)
        {
            return 0;
        }

        var today = clock.Today();
        unread.ForEach(reading => reading.Remind(today));
        db.Tell("staff-manual.reminded", manual);
        await TellUnreadAsync(manual, again: true);
        return unread.Count;
    }

    /// <summary>Who must know it, anew. Saved with the next saved change; those named newly are told where a version is in force.</summary>
    public async Task TellToReadAsync(StaffManual manual, IReadOnlySet<Guid> people)
    {
        var known = manual.Readings.ToHashSet();
        manual.Tell(people);
        var now = manual.Readings.ToHashSet();
        db.RemoveRange(known.Except(now));
        db.AddRange(now.Except(known));
        db.Tell("staff-manual.readers-named", manual);
        if (manual.InForce is not null)
        {
            var added = now.Except(known).Select(reading => reading.PersonId).ToHashSet();
            await TellManyAsync(manual, added, again: false);
        }
    }

    Task TellUnreadAsync(StaffManual manual, bool again) => TellManyAsync(manual, manual.ReadingsNow.Where(reading => reading.ReadAt is null).Select(reading => reading.PersonId).ToHashSet(), again);

    Task TellManyAsync(StaffManual manual, HashSet<Guid> people, bool again) => staff.TellAsync(
        one => people.Contains(one.PersonId),
        again ? $"โปรดอ่านคู่มือปฏิบัติงาน {manual.Title} ที่ท่านยังไม่ได้ยืนยันว่าอ่านแล้ว" : $"โปรดอ่านคู่มือปฏิบัติงาน {manual.Title} ฉบับที่ {manual.InForce!.Number}",
        again ? $"Please read the staff manual {manual.Title}: you have not confirmed it yet" : $"Please read version {manual.InForce!.Number} of the staff manual {manual.Title}", $"/manuals/{manual.Id}");

    Task TellAsync(StaffManual manual, Guid? person, string thai, string english) => staff.TellAsync(one => one.PersonId == person, thai, english, $"/manuals/{manual.Id}");

    /// <summary>People of the office today who hold a permission, to choose from.</summary>
    /// <param name="kept">The one that is chosen already; stays though the permission ended.</param>
    public async Task<IReadOnlyList<SelectListItem>> PeopleItemsAsync(string permission, Guid? kept)
    {
        var colleagues = (await staff.InForceAsync()).Where(one => permissions.Holds(one.Roles, permission)).Select(one => one.PersonId).ToList();
        var people = await db.Set<Person>().AsNoTracking().Where(person => colleagues.Contains(person.Id) || person.Id == kept).ToListAsync();
        return [.. people.OrderBy(person => person.GivenName, Rapfang.Thai.ThaiText.Comparer).Select(person => new SelectListItem($"{person.FullName} ({person.Position})", person.Id.ToString()))];
    }

    // Who acts for an absent one signs with both names.
    async Task<string> SignatureAsync(Guid? named)
    {
        var me = await roles.PersonAsync() ?? named;
        var two = await db.Set<Person>().AsNoTracking().Where(person => person.Id == me || person.Id == named).ToListAsync();
        var signs = two.Find(person => person.Id == me);
        return signs is null ? "" : $"{signs.FullName}\n{signs.Position}{(me == named ? "" : $"\nปฏิบัติงานแทน {two.Find(person => person.Id == named)?.FullName}")}";
    }
}

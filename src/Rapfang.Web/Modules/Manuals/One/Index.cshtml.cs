using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Improvements;
using Rapfang.Modules.Office;
using Rapfang.Modules.Voices;
using Rapfang.Modules.Works;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Flow;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Manuals.One;

/// <summary>One manual: what it says, the next act, its versions, who has read it.</summary>
[Authorize(ManualsModule.Read)]
public sealed class IndexModel(RapfangDb db, ManualRegister register, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    /// <summary>The number of a version; without it the one in force, else the one that is worked on.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Edition { get; set; }

    /// <summary>The improvement that makes the next version necessary.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Improvement { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    public StaffManual Manual { get; private set; } = null!;

    public ManualEdition Shown { get; private set; } = null!;

    public ManualEdition? Before { get; private set; }

    public IReadOnlyDictionary<Guid, string> People { get; private set; } = new Dictionary<Guid, string>();

    public string? Group { get; private set; }

    public string? Work { get; private set; }

    /// <summary>The improvement behind the version that is shown, or that a next one is asked for.</summary>
    public (Guid Id, string Title)? Reason { get; private set; }

    public IReadOnlyList<FlowProblem> Problems { get; private set; } = [];

    public bool MayWrite { get; private set; }

    /// <summary>Whether the next act is that of who looks.</summary>
    public bool IsMine { get; private set; }

    /// <summary>Who looks at it must know the version in force; null where they need not.</summary>
    public ManualReading? MyReading { get; private set; }

    public string Here => $"/manuals/{Manual.Id}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _ = Guid.TryParse(RouteData.Values["id"] as string, out var id);
        if (!await LoadAsync(id))
        {
            context.Result = NotFound();
            return;
        }

        var may = context.HandlerMethod?.Name switch
        {
            "Submit" or "Review" or "Approve" or "Return" => IsMine,
            "Read" => MyReading is not null,
            _ => MayWrite,
        };
        if (!may && HttpMethods.IsPost(Request.Method))
        {
            context.Result = Forbid();
            return;
        }

        await next();
    }

    public void OnGet() => ModelState.Clear();

    public Task<IActionResult> OnPostSubmitAsync() => DoneAsync(() => register.SubmitAsync(Manual), t["Submitted. The reviewer has been told."]);

    public Task<IActionResult> OnPostReviewAsync() => DoneAsync(() => register.ReviewAsync(Manual), t["Reviewed. The approver has been told."]);

    public Task<IActionResult> OnPostApproveAsync() => DoneAsync(() => register.ApproveAsync(Manual), t["Approved and in force from today. All who must read it have been told."]);

    public Task<IActionResult> OnPostReturnAsync() => DoneAsync(() => register.ReturnAsync(Manual, VoiceText.Read(Words, nameof(Words))), t["Sent back. The author has been told."]);

    public Task<IActionResult> OnPostReadAsync() => DoneAsync(() =>
    {
        MyReading!.Read(clock.GetUtcNow());
        db.Tell("staff-manual.read", Manual);
        return Task.CompletedTask;
    }, t["Thank you. It is noted that you have read and understood it."]);

    public Task<IActionResult> OnPostReviseAsync() => DoneAsync(async () =>
    {
        db.Add(Manual.Revise(VoiceText.Read(Why, nameof(Why)), Reason?.Id, await roles.PersonAsync(), clock.Today()));
        db.Tell("staff-manual.revised", Manual);
        Edition = Manual.UnderWay!.Number;
    }, t["The next version begins as a copy of the one in force."]);

    public async Task<IActionResult> OnPostDiscardAsync()
    {
        var isGone = register.Discard(Manual);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Event.staff-manual.draft-discarded"].Value;
        return Redirect(isGone ? Request.Path.Value![..Request.Path.Value!.LastIndexOf('/')] : Request.Path.ToString());
    }

    async Task<IActionResult> DoneAsync(Func<Task> act, string said)
    {
        await act();
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = said;
        return Redirect(Edition is { } number && Manual.InForce?.Number != number ? $"{Request.Path}?edition={number}" : Request.Path.ToString());
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await register.FindAsync(id) is not { } manual || (Edition is { } asked && manual.Editions.TrueForAll(edition => edition.Number != asked)))
        {
            return false;
        }

        Manual = manual;
        Shown = Edition is { } number ? manual.Editions.Find(edition => edition.Number == number)! : manual.Shown;
        Before = manual.Editions.Find(edition => edition.Number == Shown.Number - 1);
        MayWrite = await roles.MayAsync(ManualsModule.Write);
        IsMine = Shown.IsUnderWay && await register.IsNextAsync(Shown);
        var me = await roles.PersonAsync();
        MyReading = manual.ReadingsNow.FirstOrDefault(reading => reading.PersonId == me);
        Problems = Shown.Contents.Steps.Count == 0 ? [] : FlowCheck.Problems(Shown.Flow);
        var named = new[] { Shown.AuthorId, Shown.ReviewerId, Shown.ApproverId }.OfType<Guid>().ToList();
        People = await db.Set<Person>().AsNoTracking().Where(person => named.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => $"{person.FullName} ({person.Position})");
        Group = await db.Set<Group>().Where(group => group.Id == manual.GroupId).Select(group => group.Name).SingleOrDefaultAsync();
        Work = await db.Set<Work>().Where(work => work.Id == manual.WorkId).Select(work => $"{work.Code} {work.Name}").SingleOrDefaultAsync();
        if ((Improvement ?? Shown.ImprovementId) is { } improvement && await db.Set<Improvement>().Where(one => one.Id == improvement).Select(one => one.Title).SingleOrDefaultAsync() is { } title)
        {
            Reason = (improvement, title);
        }

        return true;
    }
}

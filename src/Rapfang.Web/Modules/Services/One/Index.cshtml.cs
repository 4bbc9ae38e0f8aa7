using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Files;
using Rapfang.Modules.Office;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Services.One;

/// <summary>One service: what is in force, what is being written, its editions, and the next step.</summary>
[Authorize(ServicesModule.Read)]
[RequestSizeLimit(FileIntake.LargestSending + 1024 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = FileIntake.LargestSending + 1024 * 1024)]
public sealed class IndexModel(
    RapfangDb db, ServiceRegister register, RecordFiles files, FileUses uses, Staff staff, Permissions permissions, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const int MostSaid = 20;

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public List<IFormFile> Chosen { get; set; } = [];

    [BindProperty]
    public List<Guid> Parts { get; set; } = [];

    public Service Service { get; private set; } = null!;

    public IReadOnlyList<ServiceEdition> Editions { get; private set; } = [];

    /// <summary>What everybody reads; null before the first.</summary>
    public ServiceEdition? InForce => Editions.FirstOrDefault(edition => edition.Number == Service.InForce);

    /// <summary>What is being written or waits; null without one.</summary>
    public ServiceEdition? Open => Editions.FirstOrDefault(edition => edition.State != EditionState.Published);

    public ServiceEdition Shown => Open ?? InForce!;

    public string Group { get; private set; } = "";

    public ClearCount Clear { get; private set; } = new(0, 0);

    public IReadOnlyList<ServiceOpinion> Said { get; private set; } = [];

    public IReadOnlyList<UsedFile> Forms { get; private set; } = [];

    /// <summary>Officers of the edition in force who do not work here any more.</summary>
    public IReadOnlyList<ServiceOfficer> Gone { get; private set; } = [];

    public UploadForm Form { get; private set; } = new(null, []);

    public bool MayWrite { get; private set; }

    public bool MayPublish { get; private set; }

    public bool MayImprove { get; private set; }

    public AttachedFiles Attached => new(t["Forms to fetch"], Forms, MayWrite && Open?.State == EditionState.Draft);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _ = Guid.TryParse(RouteData.Values["id"] as string, out var id);
        if (!await LoadAsync(id))
        {
            context.Result = NotFound();
            return;
        }

        var may = context.HandlerMethod?.Name is "Publish" or "Return" or "Withdraw" or "Resume" ? MayPublish : MayWrite;
        if (!may && HttpMethods.IsPost(Request.Method))
        {
            context.Result = Forbid();
            return;
        }

        await next();
    }

    public void OnGet()
    {
        // All is loaded before.
    }

    public async Task<IActionResult> OnPostSubmitAsync()
    {
        var open = Opened();
        open.Submit(clock.Today());
        await staff.TellAsync(one => permissions.Holds(one.Roles, ServicesModule.Publish), $"บริการ “{open.Name}” ฉบับที่ {open.Number} รอเผยแพร่", $"Edition {open.Number} of {open.Name} waits to be published", $"/services/{Service.Id}");
        db.Tell("service.submitted", Service);
        return await SavedAsync(t["Event.service.submitted"]);
    }

    public async Task<IActionResult> OnPostReturnAsync()
    {
        var (open, why) = (Opened(), VoiceText.Read(Words, nameof(Words), 1000).Text);
        open.Return(why);
        await staff.TellAsync(one => one.PersonId == open.DraftedBy, $"บริการ “{open.Name}” ฉบับที่ {open.Number} ส่งกลับให้แก้ไข", $"Edition {open.Number} of {open.Name} came back", $"/services/{Service.Id}");
        db.Tell("service.returned", Service, why);
        return await SavedAsync(t["Event.service.returned"]);
    }

    public async Task<IActionResult> OnPostPublishAsync()
    {
        var open = Opened();
        open.Publish(await roles.PersonAsync(), clock.Today());
        Service.PutInForce(open);
        db.Tell("service.published", Service);
        return await SavedAsync(t["Edition {0} is published. Everybody reads it now.", open.Number]);
    }

    /// <summary>A new draft from the edition in force.</summary>
    public async Task<IActionResult> OnPostReviseAsync()
    {
        if (InForce is not { } edition || Open is not null)
        {
            throw new RuleBroken("มีฉบับที่กำลังจัดทำอยู่แล้ว", "There is an edition in the making already.");
        }

        var next = edition.Next(await roles.PersonAsync(), clock.Today());
        db.Add(next);
        db.Tell("service.revised", Service);
        foreach (var form in Forms)
        {
            await uses.AttachAsync(form.File, next.AsSubject());
        }

        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Edition {0} is begun as a copy. People read the one before until it is published.", next.Number].Value;
        return Redirect($"{Request.Path}/edit");
    }

    public async Task<IActionResult> OnPostDiscardAsync()
    {
        if (Open is not { State: EditionState.Draft, Number: > 1 } draft)
        {
            throw new RuleBroken("ลบได้เฉพาะร่างของฉบับแก้ไข", "Only the draft of a correction can be thrown away.");
        }

        foreach (var form in Forms)
        {
            await uses.DetachAsync(draft.AsSubject(), form.File.Id, t["The draft is thrown away"]);
        }

        db.Remove(draft);
        db.Tell("service.draft-discarded", Service);
        return await SavedAsync(t["Event.service.draft-discarded"]);
    }

    public async Task<IActionResult> OnPostWithdrawAsync()
    {
        Service.Withdraw(VoiceText.Read(Words, nameof(Words), 1000).Text, clock.Today());
        db.Tell("service.withdrawn", Service, Service.WithdrawnWhy);
        return await SavedAsync(t["Event.service.withdrawn"]);
    }

    public async Task<IActionResult> OnPostResumeAsync()
    {
        Service.Resume();
        db.Tell("service.resumed", Service);
        return await SavedAsync(t["Event.service.resumed"]);
    }

    public async Task<IActionResult> OnPostFilesAsync(CancellationToken cancellation)
    {
        if (Open is not { State: EditionState.Draft } draft)
        {
            throw ServiceEdition.Fixed();
        }

        var (taken, done) = await files.BringAsync(this, Chosen, Parts, nameof(Chosen), draft.AsSubject(), cancellation);
        if (done is not null)
        {
            return done;
        }

        await LoadAsync(Service.Id);
        Form = Form with { Taken = taken };
        return this.Invalid();
    }

    public async Task<IActionResult> OnPostDetachAsync(Guid file, string? reason) =>
        Open is { State: EditionState.Draft } draft ? await files.DetachAsync(this, draft.AsSubject(), file, reason) : throw ServiceEdition.Fixed();

    ServiceEdition Opened() => Open ?? throw new RuleBroken("ไม่มีฉบับที่กำลังจัดทำ", "There is no edition in the making.");

    async Task<IActionResult> SavedAsync(string done)
    {
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = done;
        return Redirect(Request.Path);
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await register.FindAsync(id) is not { } service)
        {
            return false;
        }

        (Service, Editions) = (service, await register.EditionsAsync(id));
        Group = await db.Set<Group>().Where(group => group.Id == Shown.GroupId).Select(group => group.Name).SingleAsync();
        Forms = await uses.OfAsync(Shown.AsSubject());
        if (InForce is { } edition)
        {
            Clear = await register.ClearAsync(id, edition.Number);
            Said = await db.Set<ServiceOpinion>().AsNoTracking().Where(opinion => opinion.ServiceId == id && !opinion.IsClear && opinion.Why != "").OrderByDescending(opinion => opinion.SaidOn).ThenByDescending(opinion => opinion.Id).Take(MostSaid).ToListAsync();
            var there = (await staff.InForceAsync()).Select(one => one.PersonId).ToHashSet();
            Gone = [.. edition.Officers.Where(officer => officer.PersonId is { } person && !there.Contains(person))];
        }

        MayWrite = await roles.MayAsync(ServicesModule.Write);
        MayPublish = await roles.MayAsync(ServicesModule.Publish);
        MayImprove = await roles.MayAsync(Improvements.ImprovementsModule.Write);
        Form = Attached.MayChange ? await files.FormAsync() : Form;
        return true;
    }
}

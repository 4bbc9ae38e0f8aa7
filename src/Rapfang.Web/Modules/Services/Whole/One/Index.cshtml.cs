using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Files;
using Rapfang.Modules.Office;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Jobs;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Services.Whole.One;

/// <summary>The public manual of the office: what it is put together from, the next act, its pictures, its editions.</summary>
[Authorize(ServicesModule.Read)]
public sealed class IndexModel(
    RapfangDb db, PublicManuals manuals, RecordFiles files, FileUses uses, JobRequests jobs, PdfPrinter printer, OfficeRoles roles, Permissions permissions, Staff staff, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public List<IFormFile> Chosen { get; set; } = [];

    [BindProperty]
    public List<Guid> Parts { get; set; } = [];

    /// <summary>The latest first.</summary>
    public IReadOnlyList<PublicManualEdition> Editions { get; private set; } = [];

    public PublicManualEdition? Open => Editions.FirstOrDefault(edition => edition.State != EditionState.Published);

    public PublicManualEdition? InForce => Editions.FirstOrDefault(edition => edition.State == EditionState.Published);

    public PublicManualEdition? Shown => Open ?? InForce;

    /// <summary>What stands in the one that is shown.</summary>
    public ManualFacts Facts { get; private set; } = null!;

    public IReadOnlyList<UsedFile> Pictures { get; private set; } = [];

    public UploadForm Form { get; private set; } = new(null, []);

    public bool MayWrite { get; private set; }

    public bool MayPublish { get; private set; }

    public AttachedFiles Attached => new(t["Pictures of the appendix"], Pictures, MayWrite && Open?.State == EditionState.Draft);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        await LoadAsync();
        if (HttpMethods.IsPost(Request.Method) && !(context.HandlerMethod?.Name is "Publish" or "Return" ? MayPublish : MayWrite))
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

    /// <summary>The first edition, or the next as a copy of the one in force.</summary>
    public async Task<IActionResult> OnPostBeginAsync()
    {
        if (Open is not null)
        {
            throw new RuleBroken("มีฉบับที่กำลังจัดทำอยู่แล้ว", "There is an edition in the making already.");
        }

        var me = await roles.PersonAsync();
        var edition = InForce is { } before ? before.Next(me, clock.Today()) : await manuals.FirstAsync(me);
        db.Add(edition);
        db.Tell("public-manual.begun", edition);
        foreach (var picture in Pictures)
        {
            await uses.AttachAsync(picture.File, edition.AsSubject(PublicManualEdition.Pictures));
        }

        await db.SaveUnlessChangedAsync();
        return Redirect($"{Request.Path}/edit");
    }

    public async Task<IActionResult> OnPostSubmitAsync()
    {
        var open = Opened();
        open.Submit();
        await staff.TellAsync(one => permissions.Holds(one.Roles, ServicesModule.Publish), $"คู่มือการให้บริการประชาชน ฉบับที่ {open.Number} รอเผยแพร่", $"Edition {open.Number} of the public manual waits to be published", "/services/manual");
        db.Tell("public-manual.submitted", open);
        return await SavedAsync(t["Event.public-manual.submitted"]);
    }

    public async Task<IActionResult> OnPostReturnAsync()
    {
        var (open, why) = (Opened(), VoiceText.Read(Words, nameof(Words), 1000).Text);
        open.Return(why);
        await staff.TellAsync(one => one.PersonId == open.DraftedBy, $"คู่มือการให้บริการประชาชน ฉบับที่ {open.Number} ส่งกลับให้แก้ไข", $"Edition {open.Number} of the public manual came back", "/services/manual");
        db.Tell("public-manual.returned", open, why);
        return await SavedAsync(t["Event.public-manual.returned"]);
    }

    public async Task<IActionResult> OnPostPublishAsync()
    {
        var open = Opened();
        open.Publish(Facts, await roles.PersonAsync(), clock.Today());
        db.Tell("public-manual.published", open);
        await db.SaveUnlessChangedAsync();
        if (printer.Browser is not null)
        {
            await jobs.AskAsync(PublicManualPdf.Kind, t["PDF: {0}", t["Public manual, edition {0}", open.Number].Value], Request.Path, open.Number);
        }

        TempData["Done"] = t["Edition {0} is published. Everybody reads it now.", open.Number].Value;
        return Redirect(Request.Path);
    }

    public async Task<IActionResult> OnPostDiscardAsync()
    {
        var draft = Draft();
        foreach (var picture in Pictures)
        {
            await uses.DetachAsync(draft.AsSubject(PublicManualEdition.Pictures), picture.File.Id, t["The draft is thrown away"]);
        }

        db.Remove(draft);
        db.Tell("public-manual.draft-discarded", draft);
        return await SavedAsync(t["Event.public-manual.draft-discarded"]);
    }

    public async Task<IActionResult> OnPostFilesAsync(CancellationToken cancellation)
    {
        var (taken, done) = await files.BringAsync(this, Chosen, Parts, nameof(Chosen), Draft().AsSubject(PublicManualEdition.Pictures), cancellation);
        if (done is not null)
        {
            return done;
        }

        await LoadAsync();
        Form = Form with { Taken = taken };
        return this.Invalid();
    }

    public async Task<IActionResult> OnPostDetachAsync(Guid file, string? reason) => await files.DetachAsync(this, Draft().AsSubject(PublicManualEdition.Pictures), file, reason);

    PublicManualEdition Opened() => Open ?? throw new RuleBroken("ไม่มีฉบับที่กำลังจัดทำ", "There is no edition in the making.");

    PublicManualEdition Draft() => Open is { State: EditionState.Draft } draft ? draft : throw ServiceEdition.Fixed();

    async Task<IActionResult> SavedAsync(string done)
    {
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = done;
        return Redirect(Request.Path);
    }

    async Task LoadAsync()
    {
        Editions = await manuals.AllAsync();
        Facts = Shown?.Facts ?? await manuals.FactsAsync();
        Pictures = Shown is { } shown ? await files.OfAsync(shown.AsSubject(PublicManualEdition.Pictures)) : [];
        MayWrite = await roles.MayAsync(ServicesModule.Write);
        MayPublish = await roles.MayAsync(ServicesModule.Publish);
        Form = await files.FormAsync();
    }
}

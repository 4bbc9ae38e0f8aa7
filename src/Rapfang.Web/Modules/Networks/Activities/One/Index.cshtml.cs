using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Files;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Networks.Activities.One;

/// <summary>One activity: what was done, what came of it, photographs.</summary>
[Authorize(NetworksModule.Read)]
[RequestSizeLimit(FileIntake.LargestSending + 1024 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = FileIntake.LargestSending + 1024 * 1024)]
public sealed class IndexModel(RapfangDb db, NetworkRegister register, RecordFiles files, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public NetworkActivity Activity { get; private set; } = null!;

    public Network Network { get; private set; } = null!;

    public ActivityForm Input { get; private set; } = new();

    [BindProperty]
    public List<IFormFile> Chosen { get; set; } = [];

    [BindProperty]
    public List<Guid> Parts { get; set; } = [];

    public IReadOnlyList<UsedFile> Photos { get; private set; } = [];

    public UploadForm Form { get; private set; } = new(null, []);

    public bool MayWrite { get; private set; }

    public AttachedFiles Attached => new(t["Photographs and papers"], Photos, MayWrite);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _ = Guid.TryParse(RouteData.Values["id"] as string, out var id);
        if (await db.Set<NetworkActivity>().SingleOrDefaultAsync(activity => activity.Id == id) is not { } activity)
        {
            context.Result = NotFound();
            return;
        }

        MayWrite = await roles.MayAsync(NetworksModule.Write);
        if (HttpMethods.IsPost(Request.Method) && !MayWrite)
        {
            context.Result = Forbid();
            return;
        }

        (Activity, Network) = (activity, (await register.FindAsync(activity.NetworkId))!);
        Input = ActivityForm.Of(activity);
        await LoadFilesAsync();
        await next();
    }

    public void OnGet()
    {
        // All is loaded before.
    }

    public async Task<IActionResult> OnPostSaveAsync()
    {
        if (!await TryUpdateModelAsync(Input, "Input"))
        {
            return this.Invalid();
        }

        if (Input.Seen != Activity.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }

        Activity.Write(Input.Read(), clock.Today());
        db.Tell("network-activity.changed", Activity);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path);
    }

    public async Task<IActionResult> OnPostFilesAsync(CancellationToken cancellation)
    {
        var (taken, done) = await files.BringAsync(this, Chosen, Parts, nameof(Chosen), Activity.AsSubject(), cancellation);
        if (done is not null)
        {
            return done;
        }

        await LoadFilesAsync();
        Form = Form with { Taken = taken };
        return this.Invalid();
    }

    public Task<IActionResult> OnPostDetachAsync(Guid file, string? reason) => files.DetachAsync(this, Activity.AsSubject(), file, reason);

    async Task LoadFilesAsync()
    {
        Photos = await files.OfAsync(Activity.AsSubject());
        Form = MayWrite ? await files.FormAsync() : Form;
    }
}

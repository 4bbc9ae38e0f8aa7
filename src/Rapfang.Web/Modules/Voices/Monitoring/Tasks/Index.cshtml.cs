using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Files;
using Rapfang.Modules.Office;
using Rapfang.Modules.Rules;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Monitoring.Tasks;

/// <summary>One task of monitoring: what was found, what follows from it, and the files that show it.</summary>
[Authorize(VoicesModule.Read)]
[RequestSizeLimit(FileIntake.LargestSending + 1024 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = FileIntake.LargestSending + 1024 * 1024)]
public sealed class IndexModel(
    RapfangDb db, Deadlines deadlines, RecordFiles files, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public string? Findings { get; set; }

    [BindProperty]
    public string? Proposal { get; set; }

    [BindProperty]
    public DateOnly DoneOn { get; set; }

    [BindProperty]
    public List<IFormFile> Chosen { get; set; } = [];

    [BindProperty]
    public List<Guid> Parts { get; set; } = [];

    public MonitoringTask Task { get; private set; } = null!;

    public MonitoringMethod Method { get; private set; } = null!;

    public string? Group { get; private set; }

    public DateOnly DueOn { get; private set; }

    public DateOnly Today => clock.Today();

    /// <summary>Those who handle cases, and whoever works in the group that does it.</summary>
    public bool MayRecord { get; private set; }

    public IReadOnlyList<UsedFile> Files { get; private set; } = [];

    public UploadForm Form { get; private set; } = new(null, []);

    public AttachedFiles Attached => new(t["Evidence"], Files, MayRecord);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _ = Guid.TryParse(RouteData.Values["id"] as string, out var id);
        if (!await LoadAsync(id))
        {
            context.Result = NotFound();
        }
        else if (!MayRecord && HttpMethods.IsPost(Request.Method))
        {
            context.Result = Forbid();
        }
        else
        {
            await next();
        }
    }

    public void OnGet()
    {
        (Findings, Proposal, DoneOn) = (Task.Findings, Task.Proposal, Task.DoneOn ?? Today);
        ModelState.Clear();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        Task.Record(VoiceText.Read(Findings, nameof(Findings)), VoiceText.Read(Proposal, nameof(Proposal), required: false), DoneOn, await roles.PersonAsync(), Today);
        db.Tell("monitoring-task.recorded", Task);
        await db.SaveChangesAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path);
    }

    public async Task<IActionResult> OnPostFilesAsync(CancellationToken cancellation)
    {
        var (taken, done) = await files.BringAsync(this, Chosen, Parts, nameof(Chosen), Task.AsSubject(), cancellation);
        if (done is not null)
        {
            return done;
        }

        Files = await files.OfAsync(Task.AsSubject());
        (Findings, Proposal, DoneOn) = (Task.Findings, Task.Proposal, Task.DoneOn ?? Today);
        Form = Form with { Taken = taken };
        return this.Invalid();
    }

    public Task<IActionResult> OnPostDetachAsync(Guid file, string? reason) => files.DetachAsync(this, Task.AsSubject(), file, reason);

    async Task<bool> LoadAsync(Guid id)
    {
        if (await db.Set<MonitoringTask>().SingleOrDefaultAsync(task => task.Id == id) is not { } task)
        {
            return false;
        }

        Task = task;
        Method = await db.Set<MonitoringMethod>().AsNoTracking().SingleAsync(method => method.Id == task.MethodId);
        Group = await db.Set<Group>().Where(group => group.Id == Method.GroupId).Select(group => group.Name).SingleOrDefaultAsync();
        DueOn = (await deadlines.DueByAsync(DeadlineRule.MonitoringRecord))(task.LastDay);
        var me = await roles.PersonAsync();
        MayRecord = await roles.MayAsync(VoicesModule.Handle)
            || (Method.GroupId is not null && await db.Set<Person>().AnyAsync(person => person.Id == me && person.GroupId == Method.GroupId));
        Files = await files.OfAsync(task.AsSubject());
        Form = MayRecord ? await files.FormAsync() : Form;
        return true;
    }
}

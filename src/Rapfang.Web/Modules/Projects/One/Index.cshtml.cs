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

namespace Rapfang.Modules.Projects.One;

/// <summary>One project: where it stands in its cycle, its parts, its calendar, what came of it.</summary>
[Authorize(ProjectsModule.Read)]
[RequestSizeLimit(FileIntake.LargestSending + 1024 * 1024)]
[RequestFormLimits(MultipartBodyLengthLimit = FileIntake.LargestSending + 1024 * 1024)]
public sealed class IndexModel(
    RapfangDb db, ProjectRegister register, RecordFiles files, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public string? Words { get; set; }

    /// <summary>Why it is stopped.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public DateOnly? DoneOn { get; set; }

    [BindProperty]
    public List<IFormFile> Chosen { get; set; } = [];

    [BindProperty]
    public List<Guid> Parts { get; set; } = [];

    public Project Project { get; private set; } = null!;

    public ProjectScore Score { get; private set; } = null!;

    public ProjectCalendar Calendar { get; private set; } = null!;

    public string? Group { get; private set; }

    public IReadOnlyDictionary<Guid, string> People { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlyList<UsedFile> Files { get; private set; } = [];

    public UploadForm Form { get; private set; } = new(null, []);

    public bool MayWrite { get; private set; }

    public bool MayDecide { get; private set; }

    public bool IsGate => ProjectCycle.IsGate(Project.Step);

    /// <summary>Whether who looks at it takes the next step.</summary>
    public bool IsMine => Project.State == ProjectState.UnderWay && (IsGate ? MayDecide : MayWrite);

    public DateOnly Today => clock.Today();

    public AttachedFiles Attached => new(t["Photographs and papers"], Files, MayWrite);

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
            "Pass" => IsGate ? MayDecide : MayWrite,
            "SendBack" => IsGate && MayDecide,
            "Stop" => MayDecide,
            _ => MayWrite,
        };
        if (!may && HttpMethods.IsPost(Request.Method))
        {
            context.Result = Forbid();
            return;
        }

        await next();
    }

    public void OnGet()
    {
        DoneOn = Today;
        ModelState.Clear();
    }

    public Task<IActionResult> OnPostPassAsync() => DoneAsync("project.step-passed", async () => Project.Pass(VoiceText.Read(Words, nameof(Words), required: false), await roles.PersonAsync(), Today));

    public Task<IActionResult> OnPostSendBackAsync() => DoneAsync("project.sent-back", async () => Project.SendBack(VoiceText.Read(Words, nameof(Words)), await roles.PersonAsync(), Today));

    public Task<IActionResult> OnPostStopAsync() => DoneAsync("project.stopped", async () => Project.Stop(VoiceText.Read(Reason, nameof(Reason)), await roles.PersonAsync(), Today));

    public async Task<IActionResult> OnPostDoneAsync(Guid activity)
    {
        if (Project.Activities.Find(one => one.Id == activity) is not { } done)
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        Project.Finish(done, DoneOn, Today);
        db.Tell("project.activity-done", Project, done.Title);
        return await SavedAsync();
    }

    public async Task<IActionResult> OnPostFilesAsync(CancellationToken cancellation)
    {
        var (taken, done) = await files.BringAsync(this, Chosen, Parts, nameof(Chosen), Project.AsSubject(), cancellation);
        if (done is not null)
        {
            return done;
        }

        await LoadAsync(Project.Id);
        Form = Form with { Taken = taken };
        return this.Invalid();
    }

    public Task<IActionResult> OnPostDetachAsync(Guid file, string? reason) => files.DetachAsync(this, Project.AsSubject(), file, reason);

    async Task<IActionResult> DoneAsync(string happening, Func<Task<ProjectMove>> move)
    {
        db.Add(await move());
        db.Tell(happening, Project);
        return await SavedAsync();
    }

    async Task<IActionResult> SavedAsync()
    {
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path);
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await register.FindAsync(id) is not { } project)
        {
            return false;
        }

        Project = project;
        Score = await register.ScoreAsync(project);
        Calendar = ProjectCalendar.Of(project);
        Group = await db.Set<Group>().Where(group => group.Id == project.GroupId).Select(group => group.Name).SingleOrDefaultAsync();
        var movers = project.Moves.Select(move => move.MovedBy).OfType<Guid>().ToList();
        People = await db.Set<Person>().AsNoTracking().Where(person => movers.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.FullName);
        Files = await files.OfAllAsync(id);
        MayWrite = project.State == ProjectState.UnderWay && await roles.MayAsync(ProjectsModule.Write);
        MayDecide = project.State == ProjectState.UnderWay && await roles.MayAsync(ProjectsModule.Decide);
        Form = MayWrite ? await files.FormAsync() : Form;
        return true;
    }
}

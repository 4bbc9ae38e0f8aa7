using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation.Consultations.Comments;

/// <summary>The comments of a consultation: read them, show or refuse them, many at once.</summary>
[Authorize(ConsultationsModule.Read)]
public sealed class IndexModel(RapfangDb db, ConsultationRegister register, ConsultationBox box, OfficeRoles roles, IStringLocalizer<Text> t) : PageModel
{
    const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public CommentView View { get; set; }

    /// <summary>The number of the last comment of the page before; 0 for the first.</summary>
    [BindProperty(SupportsGet = true)]
    public int After { get; set; }

    [BindProperty]
    public List<Guid> Ticked { get; set; } = [];

    [BindProperty]
    public CommentRefusal Why { get; set; }

    public Consultation Consultation { get; private set; } = null!;

    public IReadOnlyList<ConsultationComment> Comments { get; private set; } = [];

    public IReadOnlyDictionary<Guid, int> Supports { get; private set; } = new Dictionary<Guid, int>();

    public int? Next { get; private set; }

    public bool MayWrite { get; private set; }

    List<Guid> bursts = [];

    public IEnumerable<SelectListItem> RefusalItems => Enum.GetValues<CommentRefusal>().Select(why => new SelectListItem(t["CommentRefusal." + why], why.ToString()));

    /// <summary>A letter for a burst, in the order they came; after Z a number.</summary>
    public string LetterOf(Guid burst) => bursts.IndexOf(burst) is var n && n < 26 ? ((char)('A' + Math.Max(0, n))).ToString() : (n + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _ = Guid.TryParse(RouteData.Values["id"] as string, out var id);
        if (await register.FindAsync(id) is not { ApprovedAt: not null } consultation)
        {
            context.Result = NotFound();
            return;
        }

        Consultation = consultation;
        MayWrite = await roles.MayAsync(ConsultationsModule.Write);
        if (HttpMethods.IsPost(Request.Method) && !MayWrite)
        {
            context.Result = Forbid();
            return;
        }

        await LoadAsync();
        await next();
    }

    public void OnGet()
    {
        // All is loaded before.
    }

    public Task<IActionResult> OnPostShowAsync() => DecideAsync("consultation-comment.shown", comment => comment.Show(), n => t["{0} comments are shown to everybody.", n]);

    public Task<IActionResult> OnPostRefuseAsync() => DecideAsync("consultation-comment.refused", comment => comment.Refuse(Why), n => t["{0} comments are refused.", n]);

    async Task<IActionResult> DecideAsync(string happening, Action<ConsultationComment> decide, Func<int, string> message)
    {
        var comments = await db.Set<ConsultationComment>().Where(comment => comment.ConsultationId == Consultation.Id && Ticked.Contains(comment.Id)).ToListAsync();
        if (comments.Count == 0)
        {
            throw new RuleBroken("เลือกความเห็นอย่างน้อย 1 ความเห็น", "Choose at least one comment.");
        }

        comments.ForEach(decide);
        db.Tell(happening, Consultation);
        await db.SaveChangesAsync();
        TempData["Done"] = message(comments.Count);
        return Redirect($"{Request.Path}?View={View.ToString().ToLowerInvariant()}");
    }

    async Task LoadAsync()
    {
        var all = db.Set<ConsultationComment>().AsNoTracking().Where(comment => comment.ConsultationId == Consultation.Id);
        bursts = await all.Where(comment => comment.Burst != null).GroupBy(comment => comment.Burst!.Value).OrderBy(of => of.Min(comment => comment.Number)).Select(of => of.Key).ToListAsync();
        var asked = View switch
        {
            CommentView.Waiting => all.Where(comment => comment.State == CommentState.Waiting),
            CommentView.Burst => all.Where(comment => comment.Burst != null),
            CommentView.Refused => all.Where(comment => comment.State == CommentState.Refused),
            _ => all,
        };
        var found = await asked.Where(comment => comment.Number > After).OrderBy(comment => comment.Number).Take(PageSize + 1).ToListAsync();
        Comments = [.. found.Take(PageSize)];
        Next = found.Count > PageSize ? Comments[^1].Number : null;
        Supports = await box.SupportsAsync(Consultation.Id);
    }
}

/// <summary>Which comments a moderator looks at.</summary>
public enum CommentView
{
    Waiting,
    Burst,
    Refused,
    All,
}

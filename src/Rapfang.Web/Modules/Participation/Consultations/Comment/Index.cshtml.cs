using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Improvements;
using Rapfang.Modules.Voices;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation.Consultations.Comment;

/// <summary>One comment: show or refuse it, answer it, make an improvement of it.</summary>
[Authorize(ConsultationsModule.Read)]
public sealed class IndexModel(RapfangDb db, ConsultationRegister register, ConsultationBox box, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public string? Reply { get; set; }

    [BindProperty]
    public CommentRefusal Why { get; set; }

    public ConsultationComment Comment { get; private set; } = null!;

    public Consultation Consultation { get; private set; } = null!;

    public IReadOnlyList<Improvement> Improvements { get; private set; } = [];

    public int Support { get; private set; }

    public bool MayWrite { get; private set; }

    public bool MayImprove { get; private set; }

    /// <summary>Numbers of people in it.</summary>
    public IReadOnlyList<string> Found => PersonalNumbers.Find(Comment.Text.Text);

    public IEnumerable<SelectListItem> RefusalItems => Enum.GetValues<CommentRefusal>().Select(why => new SelectListItem(t["CommentRefusal." + why], why.ToString()));

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _ = Guid.TryParse(RouteData.Values["id"] as string, out var id);
        if (await db.Set<ConsultationComment>().SingleOrDefaultAsync(one => one.Id == id) is not { } comment)
        {
            context.Result = NotFound();
            return;
        }

        MayWrite = await roles.MayAsync(ConsultationsModule.Write);
        MayImprove = await roles.MayAsync(ImprovementsModule.Write);
        if (HttpMethods.IsPost(Request.Method) && !MayWrite)
        {
            context.Result = Forbid();
            return;
        }

        (Comment, Consultation) = (comment, (await register.FindAsync(comment.ConsultationId))!);
        Improvements = [.. (await register.ImprovementsAsync(Consultation.Id)).Where(one => one.Source.ReferenceId == id).Select(one => one.Improvement)];
        Support = (await box.SupportsAsync(Consultation.Id)).GetValueOrDefault(id);
        await next();
    }

    public void OnGet() => Reply = Comment.Reply;

    public Task<IActionResult> OnPostShowAsync()
    {
        Comment.Show();
        return DoneAsync("consultation-comment.shown");
    }

    public Task<IActionResult> OnPostRefuseAsync()
    {
        Comment.Refuse(Why);
        return DoneAsync("consultation-comment.refused");
    }

    public Task<IActionResult> OnPostHideAsync()
    {
        Comment.HideNumbers();
        return DoneAsync("consultation-comment.masked");
    }

    public Task<IActionResult> OnPostReplyAsync()
    {
        Comment.Answer(VoiceText.Read(Reply, nameof(Reply), required: false), clock.Today());
        return DoneAsync("consultation-comment.replied");
    }

    async Task<IActionResult> DoneAsync(string happening)
    {
        db.Tell(happening, Consultation);
        await db.SaveChangesAsync();
        TempData["Done"] = t["Event." + happening].Value;
        return Redirect(Request.Path);
    }
}

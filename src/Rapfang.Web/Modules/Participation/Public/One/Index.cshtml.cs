using System.Globalization;
using System.Data.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Improvements;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation.Public.One;

/// <summary>What became of a sending that was not taken.</summary>
public enum SendTrouble
{
    None,
    Closed,
    TooMany,
    SupportTooMany,
    NotStored,
}

/// <summary>Everybody reads, answers, comments and supports; later they read what came out. Looking writes nothing.</summary>
[AllowAnonymous]
[EnableRateLimiting(WebSetup.PublicForms)]
public sealed class IndexModel(
    RapfangDb db, ConsultationRegister register, ConsultationBox box, ConsultationSources sources, FileUses uses, FileStore store, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const int PageSize = 30;

    public int LongestName => 60;

    [BindProperty]
    public string? Comment { get; set; }

    [BindProperty]
    public string? SignedAs { get; set; }

    /// <summary>The writer was told that a number of somebody stands in it, and wishes it to stay.</summary>
    [BindProperty]
    public bool Sure { get; set; }

    public Guid Key { get; private set; }

    public Consultation Consultation { get; private set; } = null!;

    public ConsultationCounts Counts { get; private set; } = null!;

    public IReadOnlyList<QuestionResult> Results { get; private set; } = [];

    public IReadOnlyList<UsedFile> Files { get; private set; } = [];

    public IReadOnlyList<ConsultationComment> Comments { get; private set; } = [];

    public IReadOnlyDictionary<Guid, int> Supports { get; private set; } = new Dictionary<Guid, int>();

    public IReadOnlySet<Guid> Supported { get; private set; } = new HashSet<Guid>();

    /// <summary>Comments with smaller numbers than this; 0 for the latest.</summary>
    [BindProperty(SupportsGet = true)]
    public int Before { get; set; }

    public int? Next { get; private set; }

    public SendTrouble Trouble { get; private set; }

    public int WaitSeconds { get; private set; }

    /// <summary>Numbers of somebody in what is about to be sent.</summary>
    public IReadOnlyList<string> Found { get; private set; } = [];

    IReadOnlyList<(ImprovementSource Source, Improvement Improvement)> improvements = [];

    /// <summary>Improvements that everybody may read of.</summary>
    public IReadOnlyList<Improvement> Told => [.. improvements.Select(one => one.Improvement).DistinctBy(one => one.Id)];

    public IEnumerable<Improvement> ToldOf(ConsultationComment comment) => improvements.Where(one => one.Source.ReferenceId == comment.Id).Select(one => one.Improvement);

    public DateOnly Today => clock.Today();

    public int ShownCount => Counts.Shown + (Consultation.ModeratesFirst ? 0 : Counts.Waiting);

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await register.FindAsync(RouteData.Values["slug"] as string ?? "") is not { } consultation)
        {
            context.Result = NotFound();
            return;
        }

        Consultation = consultation;
        Key = Guid.TryParse(HttpMethods.IsPost(Request.Method) ? Request.Form["key"] : "", out var key) && key != Guid.Empty ? key : Guid.NewGuid();
        await LoadAsync();
        await next();
    }

    public void OnGet()
    {
        // All is loaded before.
    }

    /// <summary>A document of the consultation; no other file.</summary>
    public async Task<IActionResult> OnGetDocumentAsync(Guid file, CancellationToken cancellation)
    {
        if (Files.FirstOrDefault(used => used.File.Id == file) is not { } asked)
        {
            return NotFound();
        }

        return await store.FetchAsync(asked.File, asked.File.Name, Response, cancellation);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Consultation.StateOn(Today) != ConsultationState.Open || !Consultation.TakesAnswers)
        {
            return Refused(SendTrouble.Closed, StatusCodes.Status410Gone);
        }

        var sending = Read();
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        Found = PersonalNumbers.Find($"{sending.Comment.Text} {sending.SignedAs.Text}");
        if (Found.Count > 0 && !Sure)
        {
            ModelState.AddModelError(nameof(Comment), t["Not sent yet: look once more at what everybody would read."]);
            return this.Invalid();
        }

        var turn = sources.Take(Consultation.Id, HttpContext.Connection.RemoteIpAddress, Key);
        try
        {
            if (turn.Wait > TimeSpan.Zero)
            {
                await box.PutOffAsync(Consultation.Id);
                return PutOff(SendTrouble.TooMany, turn.Wait);
            }

            return await box.SendAsync(Consultation.Id, sending, turn) == Sent.NotOpen
                ? Refused(SendTrouble.Closed, StatusCodes.Status410Gone)
                : Redirect($"{Request.Path}/thanks");
        }
        catch (DbException)
        {
            return Refused(SendTrouble.NotStored, StatusCodes.Status503ServiceUnavailable);
        }
    }

    public Task<IActionResult> OnPostSupportAsync(Guid comment) => TurnAsync(comment, box.SupportAsync);

    public Task<IActionResult> OnPostStopSupportingAsync(Guid comment) => TurnAsync(comment, box.StopSupportingAsync);

    async Task<IActionResult> TurnAsync(Guid comment, Func<Consultation, Guid, Task<bool>> change)
    {
        ModelState.Clear();
        // A source has its turns for each comment anew; what it supports says nothing of bursts.
        if (sources.Take(comment, HttpContext.Connection.RemoteIpAddress, Guid.NewGuid()) is { Wait: var wait } && wait > TimeSpan.Zero)
        {
            return PutOff(SendTrouble.SupportTooMany, wait);
        }

        if (!await change(Consultation, comment))
        {
            return Refused(SendTrouble.Closed, StatusCodes.Status410Gone);
        }

        var number = await db.Set<ConsultationComment>().Where(one => one.Id == comment).Select(one => (int?)one.Number).SingleOrDefaultAsync();
        return Redirect(string.Create(CultureInfo.InvariantCulture, $"{Request.Path}{(Before > 0 ? $"?before={Before}" : "")}#c-{number}"));
    }

    PageResult PutOff(SendTrouble trouble, TimeSpan wait)
    {
        WaitSeconds = (int)wait.TotalSeconds;
        Response.Headers.RetryAfter = WaitSeconds.ToString(CultureInfo.InvariantCulture);
        return Refused(trouble, StatusCodes.Status429TooManyRequests);
    }

    PageResult Refused(SendTrouble trouble, int status)
    {
        Trouble = trouble;
        var page = Page();
        page.StatusCode = status;
        return page;
    }

    /// <summary>What was sent for a field; nothing on the first look.</summary>
    public string? Value(string field) => Request.HasFormContentType ? Request.Form[field].FirstOrDefault() : null;

    // Every mistake at once, so that nobody mends one to meet the next.
    Sending Read()
    {
        var answers = new List<(ConsultationQuestion, short?, string?)>();
        foreach (var question in Consultation.Asked)
        {
            var typed = Value(question.Field);
            if (string.IsNullOrWhiteSpace(typed))
            {
                continue;
            }

            if (!question.IsChoice)
            {
                answers.Add((question, null, Words(typed, question.Field, ConsultationRegister.LongestComment).Text));
            }
            else if (short.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var option) && option >= 1 && option <= question.Options.Length)
            {
                answers.Add((question, option, null));
            }
            else
            {
                ModelState.AddModelError(question.Field, t["Choose one answer"]);
            }
        }

        var comment = Words(Comment, nameof(Comment), ConsultationRegister.LongestComment);
        var signed = Words(SignedAs, nameof(SignedAs), LongestName);
        if (ModelState.IsValid && answers.Count == 0 && comment.IsEmpty)
        {
            ModelState.AddModelError(nameof(Comment), t["Answer a question or write a comment."]);
        }

        return new(Key, answers, comment, comment.IsEmpty ? VoiceText.Nothing : new(signed.Text.ReplaceLineEndings(" ")), Today);
    }

    VoiceText Words(string? typed, string field, int most)
    {
        try
        {
            return VoiceText.Read(typed, field, most, required: false);
        }
        catch (RuleBroken rule)
        {
            ModelState.AddModelError(field, rule.Text);
            return VoiceText.Nothing;
        }
    }

    async Task LoadAsync()
    {
        var state = Consultation.StateOn(Today);
        Files = await uses.OfAsync(Consultation.AsSubject());
        Counts = await register.CountAsync(Consultation.Id);
        if (state == ConsultationState.Approved)
        {
            return;
        }

        // Counts before the end would lead those who come later.
        Results = state == ConsultationState.Published ? await register.ResultsAsync(Consultation, withWords: false) : [];
        improvements = [.. (await register.ImprovementsAsync(Consultation.Id)).Where(one => one.Improvement.PublishedAt is not null)];
        var (id, before, first) = (Consultation.Id, Before > 0 ? Before : int.MaxValue, Consultation.ModeratesFirst);
        var found = await db.Set<ConsultationComment>().AsNoTracking()
            .Where(one => one.ConsultationId == id && one.Number < before && (one.State == CommentState.Shown || (one.State == CommentState.Waiting && !first)))
            .OrderByDescending(one => one.Number).Take(PageSize + 1).ToListAsync();
        Comments = [.. found.Take(PageSize)];
        Next = found.Count > PageSize ? Comments[^1].Number : null;
        Supports = await box.SupportsAsync(Consultation.Id);
        Supported = await box.SupportedAsync([.. Comments.Select(one => one.Id)]);
    }
}

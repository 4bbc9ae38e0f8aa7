using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Surveys.Answer;

/// <summary>A citizen answers. Looking writes nothing; the random key in the form makes sending twice one answer.</summary>
[AllowAnonymous]
[EnableRateLimiting(WebSetup.PublicForms)]
public sealed class IndexModel(OpenSurveys surveys, AnswerStore store, CurrentOffice office, TimeProvider clock) : PageModel
{
    public Survey Survey { get; private set; } = null!;

    public bool IsOpen { get; private set; }

    public bool NotStored { get; private set; }

    public Guid Key { get; private set; }

    /// <summary>Number of the group the link was made for; 0 when the form asks.</summary>
    public short Group { get; private set; }

    public bool AskGroup => Group == 0;

    public HashSet<string> Problems { get; } = new(StringComparer.Ordinal);

    public Words GroupQuestion { get; } = new("ท่านเป็นผู้รับบริการหรือผู้มีส่วนได้ส่วนเสียกลุ่มใด", "Which group do you belong to?");

    public async Task<IActionResult> OnGetAsync(string slug, short g)
    {
        if (await surveys.FindAsync(office.Profile, slug) is not { } survey)
        {
            return NotFound();
        }

        Show(survey, g);
        Key = Guid.NewGuid();
        if (!IsOpen)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
            return Page();
        }

        // The links of the page repeat what else stands in the address, so only the two usual addresses are shared.
        var asked = Request.QueryString.Value;
        return asked is null or "" || asked == string.Create(CultureInfo.InvariantCulture, $"?g={Group}")
            ? new SharedFormResult((Survey.Id, Group, asked), Key)
            : Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug, Guid key)
    {
        if (await surveys.FindAsync(office.Profile, slug) is not { } survey)
        {
            return NotFound();
        }

        _ = short.TryParse(Request.Form["g"], NumberStyles.None, CultureInfo.InvariantCulture, out var group);
        // The group of the link comes back hidden; the page asks for it again only if it had been asked.
        _ = short.TryParse(Request.Query["g"], NumberStyles.None, CultureInfo.InvariantCulture, out var linked);
        Show(survey, linked);
        Key = key == Guid.Empty ? Guid.NewGuid() : key;
        var (sheet, problems) = AnswerSheet.Read(survey.Questionnaire, Value);
        Problems.UnionWith(problems.Select(question => question.Field));
        if (sheet.IsEmpty)
        {
            Problems.Add(survey.Questionnaire.Coded[0].Field);
        }

        if (survey.Groups.TrueForAll(asked => asked.Number != group))
        {
            Problems.Add("g");
        }

        if (IsOpen && Problems.Count > 0)
        {
            return this.Invalid();
        }

        return IsOpen ? await SendAsync(survey, new(office.Id, survey.Id, group, Key, AnswerSource.Web, clock.Today(), survey.Questionnaire, sheet)) : Gone();
    }

    async Task<IActionResult> SendAsync(Survey survey, NewAnswer answer)
    {
        try
        {
            if (await store.StoreAsync(answer, HttpContext.RequestAborted) != Stored.NotOpen)
            {
                return Redirect($"/{office.Profile.Slug}/survey/{survey.Slug}/thanks");
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotStored = true;
            var page = Page();
            page.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return page;
        }

        return Gone();
    }

    PageResult Gone()
    {
        IsOpen = false;
        var page = Page();
        page.StatusCode = StatusCodes.Status410Gone;
        return page;
    }

    void Show(Survey survey, short group)
    {
        Survey = survey;
        IsOpen = survey.StateOn(clock.Today()) == SurveyState.Open;
        Group = survey.Groups.Count == 1 ? survey.Groups[0].Number : survey.Groups.Exists(asked => asked.Number == group) ? group : (short)0;
    }

    /// <summary>What was sent for a field; nothing on the first look.</summary>
    public string? Value(string field) => Request.HasFormContentType ? Request.Form[field].FirstOrDefault() : null;

    /// <summary>The number that the printed form shows before a question.</summary>
    public string NumberOf(Question question) => question.IsNumbered ? question.Code + (question.Code.Contains('.', StringComparison.Ordinal) ? " " : ". ") : "";

    public IEnumerable<(string Field, string Text)> ProblemTexts(IStringLocalizer<Text> t)
    {
        if (Problems.Contains("g"))
        {
            yield return ("g", GroupQuestion.ToString());
        }

        foreach (var question in Survey.Questionnaire.Sections.SelectMany(section => section.Questions).Where(question => Problems.Contains(question.Field)))
        {
            yield return (question.Field, NumberOf(question) + question.Text);
        }
    }

    public string WhyNotOpen(IStringLocalizer<Text> t) => Survey.StateOn(clock.Today()) == SurveyState.Approved
        ? t["This survey opens on {0}.", ThaiDate.Long(Survey.OpensOn)]
        : t["This survey is closed. It could be answered until {0}.", ThaiDate.Long(Survey.ClosedAt is { } at && ThaiDate.OnDay(at) < Survey.ClosesOn ? ThaiDate.OnDay(at) : Survey.ClosesOn)];
}

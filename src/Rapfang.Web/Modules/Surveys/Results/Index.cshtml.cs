using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Surveys.Results;

/// <summary>The results of a survey, live while it is open.</summary>
[Authorize(SurveysModule.Read)]
public sealed class IndexModel(RapfangDb db, ResultReader surveyResults, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const int CommentsAPage = 20;

    public SurveyResult Results { get; private set; } = null!;

    public SurveyResult? Before { get; private set; }

    public SurveyState State { get; private set; }

    public DateTimeOffset Now { get; } = clock.GetUtcNow();

    public IReadOnlyList<Comment> Comments { get; private set; } = [];

    public string? NextComments { get; private set; }

    public string? FirstComments { get; private set; }

    /// <param name="part"><c>numbers</c>: only the part that refreshes itself.</param>
    /// <param name="after">The last comment of the page before: its day and id.</param>
    public async Task<IActionResult> OnGetAsync(string slug, string? part, string? after)
    {
        if (await db.Set<Survey>().Include(survey => survey.Groups).AsNoTracking().SingleOrDefaultAsync(survey => survey.Slug == slug) is not { } survey)
        {
            return NotFound();
        }

        State = survey.StateOn(clock.Today());
        Results = await surveyResults.OfAsync(survey);
        Before = await surveyResults.YearBeforeAsync(survey);
        if (part == "numbers")
        {
            return Partial("_Numbers", this);
        }

        var comments = await surveyResults.CommentsAsync(survey, null, Cursor(after), CommentsAPage + 1);
        Comments = [.. comments.Take(CommentsAPage)];
        NextComments = comments.Count > CommentsAPage ? $"?after={Comments[^1].On:yyyyMMdd}_{Comments[^1].Id:N}#comments" : null;
        FirstComments = after is null ? null : Request.Path + "#comments";
        return Page();
    }

    static (DateOnly On, Guid Id)? Cursor(string? after) =>
        after?.Split('_') is [var day, var id]
        && DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on)
        && Guid.TryParse(id, out var guid)
            ? (on, guid)
            : null;

    public string QuestionText(string code) => Results.Survey.Questionnaire.Texts.First(question => question.Code == code).Text.ToString();

    public string GroupName(short number) => Results.Survey.Groups.Find(group => group.Number == number)?.Name ?? "";

    /// <summary>Items asked in both years: text, per cent not satisfied then and now.</summary>
    public IEnumerable<(string Text, decimal Was, decimal Now)> Trend()
    {
        var before = Before!.Ranking.ToDictionary(item => item.Question.Code, item => item.Spread.DissatisfiedPercent, StringComparer.Ordinal);
        return Results.Dimensions.SelectMany(dimension => dimension.Items)
            .Where(item => before.ContainsKey(item.Question.Code))
            .Select(item => (item.Question.Text.ToString(), before[item.Question.Code], item.Spread.DissatisfiedPercent));
    }

    public string GroupChart()
    {
        var colours = new[] { "good", "fair", "bad" };
        var shown = Results.Groups.Where(group => group.Spread is not null).ToList();
        return Chart(
            shown.Select(group => $"({group.Number}) {group.Name}"),
            Results.Survey.Questionnaire.Scale.Select((level, i) => new
            {
                name = level.Text.ToString(), colour = colours[level.Shade], left = !level.Satisfied,
                values = shown.Select(group => group.Spread!.Percentages[i]),
            }),
            stacked: true);
    }

    public string TrendChart()
    {
        var trend = Trend().ToList();
        return Chart(
            trend.Select(item => item.Text),
            new[]
            {
                new { name = t["Not satisfied, {0}", Before!.Survey.FiscalYear].Value, colour = "fair", left = false, values = trend.Select(item => item.Was) },
                new { name = t["Not satisfied, {0}", Results.Survey.FiscalYear].Value, colour = "bad", left = false, values = trend.Select(item => item.Now) },
            },
            stacked: false);
    }

    static string Chart(IEnumerable<string> names, object series, bool stacked) =>
        JsonSerializer.Serialize(new { names, series, stacked, diverging = stacked }); // The default encoder leaves no < or & in a page.
}

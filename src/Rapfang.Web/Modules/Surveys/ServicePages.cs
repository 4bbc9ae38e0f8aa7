using Rapfang.Platform.Database;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Surveys;

/// <summary>
/// "Was this page clear?" as a survey: each published service is an item, so results, ranking and report are those of any
/// survey, and what is said at a service's own page is an answer to its item.
/// </summary>
public sealed class ServicePages(OpenSurveys surveys, AnswerStore store, CurrentOffice office, TimeProvider clock)
{
    const string Template = "service-pages";
    const string Why = "why";

    /// <summary>The item of a service, the same in every year.</summary>
    public static Question Item(string slug, string name) => new("page-" + slug, QuestionKind.Rating, new(name, ""));

    /// <summary>
    /// Brings what somebody said at the page of a service into the survey that is open; without one, or where the service was published after
    /// its approval, nothing is to be done. The same key again is the same answer. Nobody says which group they belong to: it counts in the first one asked.
    /// </summary>
    /// <exception cref="Npgsql.NpgsqlException">The database could not take it; nothing was stored.</exception>
    public async Task SayAsync(Guid key, string slug, string name, bool isClear, string why)
    {
        var today = clock.Today();
        var field = Item(slug, name).Field;
        var asking = (await surveys.AllAsync(office.Profile, today)).FirstOrDefault(survey => survey.TemplateCode == Template && survey.Questionnaire.Coded.Any(question => question.Field == field));
        if (asking is null)
        {
            return;
        }

        var asked = asking.Questionnaire;
        var level = asked.Scale.First(one => one.Satisfied == isClear);
        var codes = string.Concat(asked.Coded.Select(question => question.Field == field ? level.Code : Questionnaire.NoAnswer));
        var sheet = new AnswerSheet(codes, why.Length > 0 ? [(Why, $"{name}: {why}")] : []);
        await store.StoreAsync(new(office.Id, asking.Id, asking.Groups.Min(group => group.Number), key, AnswerSource.Web, today, asked, sheet));
    }
}

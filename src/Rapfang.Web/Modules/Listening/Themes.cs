using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Surveys;
using Rapfang.Modules.Voices;
using Rapfang.Platform.Database;
using Rapfang.Thai;

namespace Rapfang.Modules.Listening;

/// <summary>A text that was read for themes.</summary>
/// <param name="Title">The number of the case, or the survey.</param>
/// <param name="Path">Its page, below <c>/{office}/desk</c>.</param>
public sealed record ThemeText(InsightSourceKind Kind, string Title, string Path, DateOnly On, string Text);

/// <summary>A word or two that many texts have.</summary>
/// <param name="Words">What counts as it, in the office's list; empty where nothing else does.</param>
public sealed record Theme(string Name, IReadOnlyList<string> Words, IReadOnlyList<ThemeText> Texts)
{
    public int Cases => Texts.Count(text => text.Kind == InsightSourceKind.Voice);

    public int Comments => Texts.Count - Cases;
}

/// <summary>What was read, of how many, and what many of it speak of.</summary>
public sealed record ThemesFound(FiscalYear Year, int CasesRead, int AllCases, int CommentsRead, long AllComments, IReadOnlyList<Theme> Themes)
{
    public int Read => CasesRead + CommentsRead;

    public bool IsPart => CasesRead < AllCases || CommentsRead < AllComments;
}

/// <summary>Reads the words of this office's cases and survey comments for themes. Sealed cases are never read.</summary>
public sealed class Themes(RapfangDb db, VoiceFigures voices, ResultReader surveys)
{
    /// <summary>Texts of each kind that are read, the latest ones: so that the page answers at once however many there are.</summary>
    public const int MostRead = 2_000;

    const int MostThemes = 30;

    // In what people say to an office these stand everywhere and tell nothing.
    static readonly string[] SayNothing = ["วัน", "ทาง", "สำนักงาน", "ถาม", "บ่อย"];

    public async Task<ThemesFound> OfAsync(FiscalYear year)
    {
        var merged = await db.Set<ThemeWord>().AsNoTracking().ToListAsync();
        var (allCases, said) = await voices.SaidAsync(year.First, year.Last, MostRead);
        var asked = await db.Set<Survey>().AsNoTracking().Where(survey => survey.FiscalYear == year.Year && survey.ApprovedAt != null).Select(survey => new { survey.Id, survey.Slug, survey.Title }).ToDictionaryAsync(survey => survey.Id);
        var (allComments, comments) = await surveys.LatestCommentsAsync([.. asked.Keys], MostRead);
        List<ThemeText> texts =
        [
            .. said.Select(one => new ThemeText(InsightSourceKind.Voice, one.Number, $"/voices/{one.Id}", one.On, one.Text)),
            .. comments.Select(one => new ThemeText(InsightSourceKind.SurveyComment, asked[one.Survey].Title, $"/surveys/{asked[one.Survey].Slug}/results#comments", one.Comment.On, one.Comment.Text)),
        ];
        return new(year, said.Count, allCases, comments.Count, allComments, Find(texts, merged));
    }

    /// <summary>The themes of some texts, the most frequent first.</summary>
    public static IReadOnlyList<Theme> Find(IReadOnlyList<ThemeText> texts, IReadOnlyCollection<ThemeWord> merged)
    {
        // What is put together must stay whole, or it is never met.
        var words = new ThaiWords(merged.SelectMany(one => new[] { one.Word, one.Theme }), SayNothing);
        var same = merged.ToDictionary(one => one.Word, one => one.Theme, StringComparer.Ordinal);
        return
        [
            .. Causes.Of(texts.Select(text => text.Text), words, MostThemes, same)
                .Select(cause => new Theme(cause.Words, [.. merged.Where(one => one.Theme == cause.Words).Select(one => one.Word).Order(ThaiText.Comparer)], [.. cause.Texts.Select(place => texts[place])])),
        ];
    }
}

using Rapfang.Thai;

namespace Rapfang.Modules.Surveys;

/// <summary>One person's answers, coded: what is stored of them, and all that is stored.</summary>
/// <param name="Codes">One character a coded question of the questionnaire; '-' where there is no answer.</param>
/// <param name="Comments">Question code and text, of the open questions that were answered.</param>
public sealed record AnswerSheet(string Codes, IReadOnlyList<(string Question, string Text)> Comments)
{
    /// <summary>Longest comment kept, in graphemes; the form says so.</summary>
    public const int LongestComment = 2000;

    public bool IsEmpty => Comments.Count == 0 && Codes.All(code => code == Questionnaire.NoAnswer);

    /// <summary>Reads a sheet from a form.</summary>
    /// <param name="questionnaire">What was asked.</param>
    /// <param name="field">The value of a form field, null when absent.</param>
    /// <param name="allowGaps">A paper sheet may leave required items open; the public form may not.</param>
    /// <returns>The sheet, and the questions that are not answered as they must be; it is only stored when there are none.</returns>
    public static (AnswerSheet Sheet, IReadOnlyList<Question> Problems) Read(
        Questionnaire questionnaire, Func<string, string?> field, bool allowGaps = false)
    {
        var problems = new List<Question>();
        var codes = questionnaire.Coded.Select(question =>
        {
            var value = field(question.Field);
            if (string.IsNullOrEmpty(value))
            {
                if (question.Required && !allowGaps)
                {
                    problems.Add(question);
                }

                return Questionnaire.NoAnswer;
            }

            if (value.Length != 1 || !questionnaire.CodesOf(question).Contains(value[0], StringComparison.Ordinal))
            {
                problems.Add(question);
                return Questionnaire.NoAnswer;
            }

            return value[0];
        }).ToArray();
        var comments = new List<(string, string)>();
        foreach (var question in questionnaire.Texts)
        {
            var text = Clean(field(question.Field) ?? "");
            if (text.Length > 4 * LongestComment || ThaiText.Length(text) > LongestComment)
            {
                problems.Add(question);
            }
            else if (text.Length > 0)
            {
                comments.Add((question.Code, text));
            }
        }

        return (new AnswerSheet(new string(codes), comments), problems);
    }

    // What PostgreSQL and XML refuse never gets in.
    static string Clean(string text) =>
        string.Concat(text.Where(c => c is '\n' or '\t' || !char.IsControl(c))).Trim();
}

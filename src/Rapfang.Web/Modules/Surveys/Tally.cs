namespace Rapfang.Modules.Surveys;

/// <summary>
/// Counts of the answers to a questionnaire: for every coded question one cell an allowed answer, in order, then one
/// cell an open question for its comments. A question's missing answers are the answers less its cells.
/// </summary>
public sealed class Tally
{
    readonly Questionnaire questionnaire;
    readonly int[] starts;

    public Tally(Questionnaire questionnaire)
    {
        this.questionnaire = questionnaire;
        starts = new int[questionnaire.Coded.Count];
        var cells = 0;
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = cells;
            cells += questionnaire.CodesOf(questionnaire.Coded[i]).Length;
        }

        Counts = new long[cells + questionnaire.Texts.Count];
    }

    public long Answers { get; private set; }

    public long[] Counts { get; }

    /// <summary>Counts one sheet.</summary>
    public void Add(AnswerSheet sheet)
    {
        Answers++;
        for (var i = 0; i < starts.Length; i++)
        {
            var cell = questionnaire.CodesOf(questionnaire.Coded[i]).IndexOf(sheet.Codes[i], StringComparison.Ordinal);
            if (cell >= 0)
            {
                Counts[starts[i] + cell]++;
            }
        }

        foreach (var (question, _) in sheet.Comments)
        {
            Counts[CommentCell(question)]++;
        }
    }

    /// <summary>Adds counts kept elsewhere.</summary>
    public void Add(long answers, IReadOnlyList<long> counts)
    {
        Answers += answers;
        for (var i = 0; i < counts.Count; i++)
        {
            Counts[i] += counts[i];
        }
    }

    /// <summary>How often each allowed answer of a coded question was given, in the order of its codes.</summary>
    public ArraySegment<long> Of(Question question)
    {
        for (var i = 0; i < starts.Length; i++)
        {
            if (questionnaire.Coded[i].Code == question.Code)
            {
                return new ArraySegment<long>(Counts, starts[i], questionnaire.CodesOf(question).Length);
            }
        }

        throw new ArgumentException($"{question.Code} is not a coded question of {questionnaire.Code}.", nameof(question));
    }

    public long CommentsOn(Question question) => Counts[CommentCell(question.Code)];

    int CommentCell(string question)
    {
        for (var i = 0; i < questionnaire.Texts.Count; i++)
        {
            if (questionnaire.Texts[i].Code == question)
            {
                return Counts.Length - questionnaire.Texts.Count + i;
            }
        }

        throw new ArgumentException($"{question} is not an open question of {questionnaire.Code}.", nameof(question));
    }
}

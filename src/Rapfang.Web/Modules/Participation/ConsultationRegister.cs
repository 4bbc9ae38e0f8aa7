using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Improvements;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Participation;

/// <summary>The answers to one question: how many chose each option, or what was written.</summary>
public sealed record QuestionResult(ConsultationQuestion Question, IReadOnlyList<long> Counts, IReadOnlyList<string> Words)
{
    /// <summary>How many answered it.</summary>
    public long Total => Question.IsChoice ? Counts.Sum() : Words.Count;

    /// <summary>By option; they sum to 100.</summary>
    public IReadOnlyList<decimal> Percentages { get; } = Thai.Percentages.Of(Counts, 1);
}

/// <summary>What came in: sendings, comments, and how much of it in bursts of one source.</summary>
/// <param name="Sheets">Sendings with or without a comment.</param>
/// <param name="PutOff">Sendings that were put off because one source sent too many at once.</param>
public sealed record ConsultationCounts(long Sheets, long SheetsInBursts, int Waiting, int Shown, IReadOnlyDictionary<CommentRefusal, int> Refused, int Bursts, int PutOff)
{
    public int AllRefused => Refused.Values.Sum();

    public int Comments => Waiting + Shown + AllRefused;
}

/// <summary>The register of consultations: takes in, finds, counts, stores.</summary>
public sealed class ConsultationRegister(RapfangDb db, CurrentOffice office, TimeProvider clock)
{
    /// <summary>Letters of a line that is typed.</summary>
    public const int LongestLine = 200;

    /// <summary>Letters of a comment or an answer in words.</summary>
    public const int LongestComment = 2000;

    public Task<Consultation?> FindAsync(Guid id) => Whole().SingleOrDefaultAsync(one => one.Id == id);

    /// <summary>One that the public may know of.</summary>
    public Task<Consultation?> FindAsync(string slug) => Whole().AsNoTracking().SingleOrDefaultAsync(one => one.Slug == slug && one.ApprovedAt != null);

    IQueryable<Consultation> Whole() => db.Set<Consultation>().Include(one => one.Groups).Include(one => one.Questions).AsSplitQuery();

    /// <summary>Those that can be taken part in today, the first to close first.</summary>
    public Task<List<Consultation>> OpenAsync()
    {
        var today = clock.Today();
        return db.Set<Consultation>().AsNoTracking().Where(one => one.ApprovedAt != null && one.ClosedAt == null && one.PublishedAt == null && one.OpensOn <= today && one.ClosesOn >= today)
            .OrderBy(one => one.ClosesOn).ThenBy(one => one.Slug).ToListAsync();
    }

    /// <summary>Takes it in under the next number of its fiscal year.</summary>
    public async Task<Consultation> AddAsync(ConsultationFacts facts)
    {
        await using var own = await OwnTransaction.OfAsync(db);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('consultation slugs'), {office.Id})");
        var year = FiscalYear.Of(facts.OpensOn).Year;
        var known = await db.Set<Consultation>().CountAsync(one => one.FiscalYear == year);
        var consultation = Consultation.Draft(string.Create(CultureInfo.InvariantCulture, $"{year % 100:00}-{known + 1}"), facts);
        db.Add(consultation);
        db.Tell("consultation.drafted", consultation);
        await db.SaveChangesAsync();
        await own.CommitAsync();
        return consultation;
    }

    /// <summary>How many comments wait to be read, by consultation.</summary>
    public Task<Dictionary<Guid, int>> WaitingAsync() => db.Set<ConsultationComment>().Where(comment => comment.State == CommentState.Waiting)
        .GroupBy(comment => comment.ConsultationId).Select(of => new { of.Key, Count = of.Count() }).ToDictionaryAsync(of => of.Key, of => of.Count);

    /// <summary>How many sendings came, by consultation.</summary>
    public async Task<IReadOnlyDictionary<Guid, long>> SheetsAsync() => (await db.Database.SqlQuery<SheetCount>(
        $"select consultation_id as \"Consultation\", count(*) as \"Count\" from consultation_sheets where office_id = {office.Id} group by consultation_id").ToListAsync()).ToDictionary(one => one.Consultation, one => one.Count);

    sealed record SheetCount(Guid Consultation, long Count);

    public async Task<ConsultationCounts> CountAsync(Guid consultation)
    {
        var states = await db.Set<ConsultationComment>().Where(comment => comment.ConsultationId == consultation)
            .GroupBy(comment => new { comment.State, comment.Refusal }).Select(of => new { of.Key.State, of.Key.Refusal, Count = of.Count() }).ToListAsync();
        var sheets = await db.Database.SqlQuery<Came>(
            $"""
            select count(*) as "Sheets", count(burst) as "InBursts", count(distinct burst)::int as "Bursts",
                   (select coalesce(sum(put_off), 0)::int from consultation_floods where office_id = {office.Id} and consultation_id = {consultation}) as "PutOff"
            from consultation_sheets where office_id = {office.Id} and consultation_id = {consultation}
            """).SingleAsync();
        return new(
            sheets.Sheets, sheets.InBursts, Of(CommentState.Waiting), Of(CommentState.Shown),
            states.Where(one => one.Refusal is not null).ToDictionary(one => one.Refusal!.Value, one => one.Count), sheets.Bursts, sheets.PutOff);

        int Of(CommentState state) => states.Where(one => one.State == state).Sum(one => one.Count);
    }

    sealed record Came(long Sheets, long InBursts, int Bursts, int PutOff);

    /// <summary>What was answered, question by question.</summary>
    /// <param name="withWords">Answers in words as well: the office alone reads them.</param>
    public async Task<IReadOnlyList<QuestionResult>> ResultsAsync(Consultation consultation, bool withWords)
    {
        var ids = consultation.Questions.Select(question => question.Id).ToArray();
        var counts = await db.Database.SqlQuery<Chosen>(
            $"""
            select question_id as "Question", coalesce(option, 0) as "Option", count(*) as "Count" from consultation_answers
            where office_id = {office.Id} and question_id = any({ids}) and option is not null group by question_id, option
            """).ToListAsync();
        var words = withWords
            ? await db.Database.SqlQuery<Said>($"select question_id as \"Question\", words as \"Words\" from consultation_answers where office_id = {office.Id} and question_id = any({ids}) and words is not null order by sheet_id").ToListAsync()
            : [];
        return
        [
            .. consultation.Asked.Where(question => question.IsChoice || withWords).Select(question => new QuestionResult(
                question,
                [.. question.Options.Select((_, n) => counts.Where(one => one.Question == question.Id && one.Option == n + 1).Sum(one => one.Count))],
                [.. words.Where(one => one.Question == question.Id).Select(one => one.Words)])),
        ];
    }

    sealed record Chosen(Guid Question, short Option, long Count);

    sealed record Said(Guid Question, string Words);

    /// <summary>Improvements that come from a consultation or from one of its comments; refused ones are not among them.</summary>
    public async Task<IReadOnlyList<(ImprovementSource Source, Improvement Improvement)>> ImprovementsAsync(Guid consultation)
    {
        var comments = db.Set<ConsultationComment>().Where(comment => comment.ConsultationId == consultation).Select(comment => (Guid?)comment.Id);
        var found = await (
            from source in db.Set<ImprovementSource>().AsNoTracking()
            join improvement in db.Set<Improvement>().AsNoTracking() on source.ImprovementId equals improvement.Id
            where source.Kind == SourceKind.Participation && (source.ReferenceId == consultation || comments.Contains(source.ReferenceId)) && improvement.State != ImprovementState.Refused
            orderby improvement.Id
            select new { source, improvement }).ToListAsync();
        return [.. found.Select(one => (one.source, one.improvement))];
    }
}

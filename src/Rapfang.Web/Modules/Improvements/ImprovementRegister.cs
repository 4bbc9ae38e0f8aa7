using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Office;
using Rapfang.Modules.Participation;
using Rapfang.Modules.Rules;
using Rapfang.Modules.Services;
using Rapfang.Modules.Surveys;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Thai;

namespace Rapfang.Modules.Improvements;

/// <summary>An item that people are dissatisfied with, and what stands before it in the ranking that nobody works on.</summary>
/// <param name="Skipped">More people are dissatisfied with these, and no improvement comes from them.</param>
public sealed record RankedItem(Survey Survey, ItemResult Item, int Rank, IReadOnlyList<ItemResult> Skipped);

/// <summary>The register of improvements: takes them in under a number, finds what they come from, stores changes.</summary>
public sealed class ImprovementRegister(RapfangDb db, RunningNumbers numbers, ResultReader results, VoiceAccess voices, Staff staff, Permissions permissions)
{
    public Task<Improvement?> FindAsync(Guid id) =>
        db.Set<Improvement>().Include(improvement => improvement.Sources).Include(improvement => improvement.Steps).AsSplitQuery().SingleOrDefaultAsync(improvement => improvement.Id == id);

    /// <summary>Takes it in, tells the head that it waits, and saves.</summary>
    public async Task ProposeAsync(Improvement improvement)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await AddAsync(improvement);
        await staff.TellAsync(
            one => permissions.Holds(one.Roles, ImprovementsModule.Decide), $"ข้อเสนอปรับปรุงบริการ เลขที่ {improvement.Number} รอการพิจารณา", $"Improvement {improvement.Number} waits for your decision", $"/improvements/{improvement.Id}");
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    /// <summary>Takes it in and saves.</summary>
    public async Task AddAsync(Improvement improvement)
    {
        await using var own = await OwnTransaction.OfAsync(db);
        var series = await NumberSeries.OfAsync(db, Improvement.Series);
        var year = series.YearOf(improvement.ProposedOn);
        improvement.Register(series.WithYear(await numbers.TakeAsync(series.Code, year, "improvement", improvement.Id), year));
        db.Add(improvement);
        db.Tell("improvement.proposed", improvement);
        await db.SaveChangesAsync();
        await own.CommitAsync();
    }

    /// <summary>A case as a source; null for one that is sealed or not there.</summary>
    public async Task<ImprovementSource?> OfVoiceAsync(Guid id) => await voices.FindAsync(id) is { IsSealed: false } voice ? OfVoice(voice) : null;

    /// <summary>A case by its number as people write it.</summary>
    public async Task<ImprovementSource?> OfVoiceAsync(string number) =>
        await db.Set<Voice>().AsNoTracking().SingleOrDefaultAsync(voice => voice.Number == number && !voice.IsSealed) is { } voice ? OfVoice(voice) : null;

    /// <summary>Something that was learnt, as a source; null when it is not there.</summary>
    public async Task<ImprovementSource?> OfInsightAsync(Guid id) => await db.Set<Insight>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id) is { } insight
        ? new(SourceKind.Insight, $"ข้อมูลจากการรับฟังที่ {insight.Number}: {VoiceText.Read(insight.What, "").InShort()}", insight.Id, path: $"/channels/insights/{insight.Id}")
        : null;

    static ImprovementSource OfVoice(Voice voice) => new(SourceKind.Voice, $"เรื่องที่ {voice.Number}", voice.Id, path: $"/voices/{voice.Id}");

    /// <summary>What people suggested when they took part, and its words; null when it is not there.</summary>
    public async Task<(ImprovementSource Source, string Words)?> OfSuggestionAsync(Guid id) =>
        await db.Set<Involvement>().AsNoTracking().Include(involvement => involvement.Suggestions).SingleOrDefaultAsync(involvement => involvement.Suggestions.Any(one => one.Id == id)) is { } involvement
        && involvement.Suggestions.Find(one => one.Id == id) is { } suggestion
            ? (new(SourceKind.Participation, $"ข้อเสนอแนะข้อ {suggestion.Number} – {involvement.Title}", suggestion.Id, path: involvement.AsSubject().Path), suggestion.Text)
            : null;
    /// <summary>A comment of a consultation that was not refused, with its words.</summary>
    public async Task<(ImprovementSource Source, string Said)?> OfCommentAsync(Guid id)
    {
        var found = await (
            from comment in db.Set<ConsultationComment>().AsNoTracking()
            join consultation in db.Set<Consultation>().AsNoTracking() on comment.ConsultationId equals consultation.Id
            where comment.Id == id && comment.State != CommentState.Refused
            select new { comment, consultation.Title }).SingleOrDefaultAsync();
        return found is null ? null
            : (new(SourceKind.Participation, $"ความเห็นที่ {found.comment.Number} ในการรับฟังความคิดเห็น “{found.Title}”", id, path: $"/consultations/comments/{id}"), PersonalNumbers.Hide(found.comment.Text.Text));
    }

    /// <summary>A service of the catalogue as a source, with its name; null when there is none such.</summary>
    public async Task<(ImprovementSource Source, string Name)?> OfServiceAsync(Guid id) =>
        await db.Set<Service>().AsNoTracking().SingleOrDefaultAsync(service => service.Id == id) is { } service
            ? (new(SourceKind.Service, $"บริการ “{service.Name}”", id, path: $"/services/{id}"), service.Name) : null;

    /// <summary>A consultation as a whole; null for a draft.</summary>
    public async Task<ImprovementSource?> OfConsultationAsync(Guid id) =>
        await db.Set<Consultation>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == id && one.ApprovedAt != null) is { } consultation
            ? new(SourceKind.Participation, $"การรับฟังความคิดเห็น “{consultation.Title}”", id, path: $"/consultations/{id}") : null;

    /// <summary>An item of a survey with its place among the dissatisfied ones; null when there is none such.</summary>
    public async Task<RankedItem?> ItemAsync(string survey, string code)
    {
        if (await db.Set<Survey>().AsNoTracking().Include(one => one.Groups).SingleOrDefaultAsync(one => one.Slug == survey && one.ApprovedAt != null) is not { } asked)
        {
            return null;
        }

        var ranking = (await results.OfAsync(asked)).Ranking;
        var place = ranking.Select((item, n) => (item, n)).FirstOrDefault(one => one.item.Question.Code == code);
        if (place.item is null)
        {
            return null;
        }

        var worked = await db.Set<ImprovementSource>().Where(source => source.ReferenceId == asked.Id && source.Kind == SourceKind.SurveyItem)
            .Join(db.Set<Improvement>().Where(improvement => improvement.State != ImprovementState.Refused), source => source.ImprovementId, improvement => improvement.Id, (source, _) => source.Item).ToListAsync();
        return new(asked, place.item, place.n + 1,
            [.. ranking.Take(place.n).Where(item => item.Spread.DissatisfiedShare > place.item.Spread.DissatisfiedShare && !worked.Contains(item.Question.Code))]);
    }

    public static ImprovementSource OfItem(RankedItem item) => new(
        SourceKind.SurveyItem, $"{item.Item.Question.Shown.Th} – {item.Survey.Title} ({item.Survey.FiscalYear})", item.Survey.Id, item.Item.Question.Code, $"/surveys/{item.Survey.Slug}/results");
}

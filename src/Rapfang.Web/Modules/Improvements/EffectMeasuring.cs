using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Surveys;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Improvements;

/// <summary>Measures what came of an improvement from what the office has: surveys, cases, times that were taken.</summary>
public sealed class EffectMeasuring(RapfangDb db, ResultReader results, TimeProvider clock)
{
    /// <summary>Single times of one side.</summary>
    const int MostTimes = 200;

    /// <summary>Later surveys that ask the same items as those the improvement comes from, by slug.</summary>
    public async Task<IReadOnlyList<(ImprovementSource Source, Survey Later)>> LaterSurveysAsync(Improvement improvement)
    {
        var sources = improvement.Sources.Where(source => source.Kind == SourceKind.SurveyItem).ToList();
        var surveys = await db.Set<Survey>().AsNoTracking().Where(survey => survey.ApprovedAt != null).OrderBy(survey => survey.OpensOn).ToListAsync();
        return
        [
            .. from source in sources
               let before = surveys.Find(survey => survey.Id == source.ReferenceId)
               where before is not null
               from later in surveys
               where later.TemplateCode == before.TemplateCode && later.OpensOn > before.OpensOn && later.ClosesOn >= improvement.BeganOn
               select (source, later),
        ];
    }

    /// <summary>An item asked again: dissatisfied answers of all.</summary>
    public async Task<ImprovementEffect> OfItemAsync(Improvement improvement, ImprovementSource source, Survey later)
    {
        var before = await db.Set<Survey>().AsNoTracking().Include(survey => survey.Groups).SingleAsync(survey => survey.Id == source.ReferenceId);
        var after = await db.Set<Survey>().AsNoTracking().Include(survey => survey.Groups).SingleAsync(survey => survey.Id == later.Id);
        var (then, now) = (await ItemAsync(before, source.Item), await ItemAsync(after, source.Item));
        if (now.Spread.Total == 0)
        {
            throw new RuleBroken("แบบสำรวจครั้งหลังยังไม่มีผู้ตอบข้อนี้", "Nobody has answered this item in the later survey yet.", "Later");
        }

        return new()
        {
            ImprovementId = improvement.Id, Kind = EffectKind.SurveyItem, Title = $"{source.Item} {now.Question.Text.Th}", BeforeFrom = Named(before), AfterFrom = Named(after),
            BeforeCount = then.Spread.Dissatisfied, BeforeOf = then.Spread.Total, AfterCount = now.Spread.Dissatisfied, AfterOf = now.Spread.Total, MeasuredOn = clock.Today(),
        };

        static string Named(Survey survey) => $"แบบสำรวจปีงบประมาณ {survey.FiscalYear}";
    }

    async Task<ItemResult> ItemAsync(Survey survey, string code) =>
        (await results.OfAsync(survey)).Ranking.FirstOrDefault(item => item.Question.Code == code)
        ?? throw new RuleBroken("แบบสำรวจครั้งหลังไม่มีข้อนี้", "The later survey does not ask this item.", "Later");

    /// <summary>Complaints of a type in as many months before and after the first day of the new way.</summary>
    /// <exception cref="RuleBroken">The months after are not over.</exception>
    public async Task<ImprovementEffect> OfCasesAsync(Improvement improvement, VoiceType type, int months)
    {
        var began = improvement.BeganOn ?? throw new RuleBroken("ต้องบันทึกวันเริ่มใช้แนวทางใหม่ก่อนวัดผล", "Say from when the new way is in place before measuring.");
        var (first, last) = (began.AddMonths(-months), began.AddMonths(months).AddDays(-1));
        if (last >= clock.Today())
        {
            throw new RuleBroken(
                $"ช่วงหลังปรับปรุงยังไม่ครบ นับได้ตั้งแต่วันที่ {ThaiDate.Long(last.AddDays(1))}",
                $"The months after are not over. They can be counted from {ThaiDate.Long(last.AddDays(1))}.", "Months");
        }

        return new()
        {
            ImprovementId = improvement.Id, Kind = EffectKind.Cases, Title = type.Name, BeforeFrom = ThaiDate.Range(first, began.AddDays(-1)), AfterFrom = ThaiDate.Range(began, last),
            BeforeCount = await CountAsync(first, began.AddDays(-1)), AfterCount = await CountAsync(began, last), MeasuredOn = clock.Today(),
        };

        Task<long> CountAsync(DateOnly from, DateOnly until) => db.Set<Voice>()
            .LongCountAsync(voice => !voice.IsSealed && voice.Kind == VoiceKind.Complaint && voice.TypeId == type.Id && voice.ReceivedOn >= from && voice.ReceivedOn <= until);
    }

    /// <summary>Times that were really taken, typed one after the other.</summary>
    public ImprovementEffect OfTimes(Improvement improvement, string? before, string? after) => new()
    {
        ImprovementId = improvement.Id, Kind = EffectKind.Times, Title = improvement.Service, BeforeTimes = Times(before, "TimesBefore"), AfterTimes = Times(after, "TimesAfter"), MeasuredOn = clock.Today(),
    };

    /// <summary>Numbers with blanks, commas with blanks, or line ends between them.</summary>
    static decimal[] Times(string? typed, string field)
    {
        var words = ThaiDigits.ToArabic(typed ?? "").Split([' ', '\t', '\r', '\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > MostTimes)
        {
            throw new RuleBroken($"กรอกเวลา 1 ถึง {MostTimes} ค่า คั่นด้วยเว้นวรรค", $"Give 1 to {MostTimes} times with blanks between them.", field);
        }

        return
        [
            .. words.Select(word => decimal.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var time) && time < 100_000 ? time
                : throw new RuleBroken($"“{ThaiText.Cut(word, 20)}” ไม่ใช่จำนวนเวลา", $"“{ThaiText.Cut(word, 20)}” is not an amount of time.", field)),
        ];
    }
}

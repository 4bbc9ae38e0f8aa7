using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform;
using Rapfang.Platform.Search;
using Rapfang.Platform.Database;
using Rapfang.Thai;

namespace Rapfang.Modules.Rules;

public enum DeadlineUnit
{
    WorkingDays,
    CalendarDays,
}

/// <summary>How long something may take, from a day on. A change is a new version; what began under the old one keeps it.</summary>
public sealed class DeadlineRule : VerifiedRecord, IEffective, ISearchable
{
    /// <summary>Reporting a survey to the director, counted from its closing.</summary>
    public const string SurveyReport = "survey-report";

    /// <summary>The first written answer to somebody who spoke, counted from the day it was received.</summary>
    public const string ComplaintAnswer = "complaint-answer";

    /// <summary>A group's report on a case, counted from the day it was asked.</summary>
    public const string VoiceReport = "voice-report";

    /// <summary>How long a person can say whether an answer helped, counted from the answer.</summary>
    public const string VoiceRating = "voice-rating";

    public string Code { get; init; } = "";

    public string Title { get; init; } = "";

    public int Amount { get; init; }

    public DeadlineUnit Unit { get; init; }

    /// <summary>A period of calendar days that would end on a day off ends on the next working day (domain 2.4, unverified, so the rule says).</summary>
    public bool MovesOffHoliday { get; init; }

    public DateOnly FromDate { get; init; }

    public DateOnly? UntilDate { get; private set; }

    public Guid? LegalReferenceId { get; init; }

    public string Note { get; init; } = "";

    public SearchEntry Searched() => new(Title, RulesModule.Read, $"/rules/deadlines/{Id}", FromDate) { Text = Note };

    /// <summary>The last day to do it; the day it starts is not counted (domain 2.4).</summary>
    public DateOnly DueOn(DateOnly started, WorkingDays days) => Unit == DeadlineUnit.WorkingDays
        ? days.AddWorkingDays(started, Amount)
        : days.AddCalendarDays(started, Amount, MovesOffHoliday);

    /// <summary>Gives way to a newer version, which begins on a day.</summary>
    /// <exception cref="RuleBroken">The newer one begins no later than this one.</exception>
    public void GiveWay(DateOnly newerFrom)
    {
        if (newerFrom <= FromDate)
        {
            throw new RuleBroken(
                $"ฉบับใหม่ต้องเริ่มใช้หลังวันที่ {ThaiDate.Long(FromDate)} ซึ่งเป็นวันเริ่มใช้ของฉบับล่าสุด",
                $"A new version begins after {ThaiDate.Long(FromDate)}, when the latest one began.", "Input.From");
        }

        UntilDate = newerFrom.AddDays(-1);
    }
}

public static class DeadlineRules
{
    /// <summary>The version of a rule that is in force on a day; null where there is none.</summary>
    public static DeadlineRule? On(this IEnumerable<DeadlineRule> rules, string code, DateOnly day) =>
        rules.FirstOrDefault(rule => rule.Code == code && rule.IsInForce(day));

    /// <summary>The version of a rule that came last.</summary>
    public static DeadlineRule? Latest(this IEnumerable<DeadlineRule> rules, string code) =>
        rules.Where(rule => rule.Code == code).MaxBy(rule => rule.FromDate);
}

sealed class DeadlineRuleConfiguration : IEntityTypeConfiguration<DeadlineRule>
{
    public void Configure(EntityTypeBuilder<DeadlineRule> entity)
    {
        entity.ToTable("deadline_rules");
        entity.Ignore(rule => rule.IsVerified);
        entity.HasOne<LegalReference>().WithMany().HasForeignKey(rule => new { rule.OfficeId, rule.LegalReferenceId });
    }
}

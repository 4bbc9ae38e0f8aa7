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

    /// <summary>Telling somebody that what they said has come in, counted from the day it came.</summary>
    public const string ComplaintAcknowledge = "complaint-acknowledge";

    /// <summary>Checking and classifying a case, counted from the day it was received.</summary>
    public const string VoiceScreen = "voice-screen";

    /// <summary>Closing a case, counted from the day it was received or came back.</summary>
    public const string VoiceClose = "voice-close";

    /// <summary>A group's report on a case, counted from the day it was asked.</summary>
    public const string VoiceReport = "voice-report";

    /// <summary>How long a person can say whether an answer helped, counted from the answer.</summary>
    public const string VoiceRating = "voice-rating";

    /// <summary>Reporting a year to the governor, counted from the last day of the fiscal year.</summary>
    public const string GovernorReport = "governor-report";

    /// <summary>Recording what monitoring found, counted from the last day of the period.</summary>
    public const string MonitoringRecord = "monitoring-record";

    /// <summary>Explaining in writing why a service is late, counted from the day it was due (act of 2558).</summary>
    public const string LateService = "service-late";

    public string Code { get; init; } = "";

    /// <summary>For what of its kind alone it holds, a word of the module that asks, such as <c>kind:compliment</c>; empty for everything.</summary>
    public string Scope { get; init; } = "";

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

    /// <summary>A rule for some things only ends; from then on the general one holds for them.</summary>
    /// <exception cref="RuleBroken">It is the general one, is over already, or would end before it begins.</exception>
    public void End(DateOnly lastDay)
    {
        if (Scope.Length == 0)
        {
            throw new RuleBroken("เกณฑ์ทั่วไปสิ้นสุดไม่ได้ ให้กำหนดฉบับใหม่แทน", "The general rule can not end; make a new version.", "Last");
        }

        if (UntilDate is not null || lastDay < FromDate)
        {
            throw new RuleBroken($"วันสุดท้ายต้องไม่ก่อนวันที่ {ThaiDate.Long(FromDate)} ซึ่งเป็นวันเริ่มใช้ และเกณฑ์ต้องยังไม่สิ้นสุด",
                $"The last day can not lie before {ThaiDate.Long(FromDate)}, when it began, and the rule must not be over.", "Last");
        }

        UntilDate = lastDay;
    }

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

        UntilDate = UntilDate < newerFrom ? UntilDate : newerFrom.AddDays(-1);
    }
}

/// <summary>Something that a rule can hold for alone.</summary>
/// <param name="Scope">The word that is stored.</param>
/// <param name="Label">What people read, in the language of the request.</param>
public sealed record RuleScope(string Scope, string Label);

/// <summary>A module says for what its rules can be set apart; this one knows only the words.</summary>
public interface IRuleScopes
{
    /// <summary>The rules that can be set apart so.</summary>
    IReadOnlySet<string> Codes { get; }

    Task<IReadOnlyList<RuleScope>> AllAsync();
}

public static class RuleScopes
{
    /// <summary>What people read for a scope; the stored word itself where no module knows it any more.</summary>
    public static async Task<string> LabelAsync(IEnumerable<IRuleScopes> modules, string scope)
    {
        foreach (var module in modules)
        {
            if ((await module.AllAsync()).FirstOrDefault(known => known.Scope == scope) is { } found)
            {
                return found.Label;
            }
        }

        return scope;
    }
}

public static class DeadlineRules
{
    /// <summary>The version of a rule that is in force on a day: the one set apart for the first of these scopes that has one, else the general one. Null where there is none.</summary>
    /// <param name="scopes">The closest first.</param>
    public static DeadlineRule? On(this IReadOnlyCollection<DeadlineRule> rules, string code, DateOnly day, params IEnumerable<string> scopes) =>
        scopes.Append("").Select(scope => rules.FirstOrDefault(rule => rule.Code == code && rule.Scope == scope && rule.IsInForce(day))).FirstOrDefault(rule => rule is not null);

    /// <summary>The version of a rule that came last.</summary>
    public static DeadlineRule? Latest(this IEnumerable<DeadlineRule> rules, string code, string scope) =>
        rules.Where(rule => rule.Code == code && rule.Scope == scope).MaxBy(rule => rule.FromDate);
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

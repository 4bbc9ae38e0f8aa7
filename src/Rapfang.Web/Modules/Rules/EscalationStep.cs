using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Rules;

/// <summary>Whom a deadline by a rule is pointed out to, and how many days before or after it is due.</summary>
public sealed class EscalationStep : OfficeRecord
{
    /// <summary>The furthest from the day it is due.</summary>
    public const int MostDays = 365;

    public string RuleCode { get; init; } = "";

    /// <summary>Calendar days after it is due; below zero before.</summary>
    public int Days { get; init; }

    /// <summary>Officer: who is responsible; group head: who leads them; director.</summary>
    public Role Role { get; init; }

    public static IReadOnlyList<Role> Ladder { get; } = [Role.Officer, Role.GroupHead, Role.Director];

    /// <summary>Whether its day has come.</summary>
    public bool IsReached(DateOnly due, DateOnly today) => today >= due.AddDays(Days);

    /// <summary>Refuses a step that stands there already.</summary>
    /// <exception cref="RuleBroken">The same rule, day and role.</exception>
    public void CheckAgainst(IEnumerable<EscalationStep> others)
    {
        if (others.Any(other => other.RuleCode == RuleCode && other.Days == Days && other.Role == Role))
        {
            throw new RuleBroken("มีขั้นนี้อยู่แล้ว", "This step is there already.", "Input.Days");
        }
    }
}

sealed class EscalationStepConfiguration : IEntityTypeConfiguration<EscalationStep>
{
    public void Configure(EntityTypeBuilder<EscalationStep> entity) => entity.ToTable("escalation_steps");
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Rules.DueRules;

/// <summary>What is typed of a version of a rule.</summary>
public sealed class RuleForm
{
    public DateOnly From { get; set; }

    [Range(0, 3650, ErrorMessage = "A number from 0 to 3,650.")]
    public int Amount { get; set; }

    public DeadlineUnit Unit { get; set; }

    public bool MovesOffHoliday { get; set; }

    public Guid? LegalReferenceId { get; set; }

    [StringLength(500)]
    public string? Note { get; set; }

    public static RuleForm Of(DeadlineRule rule) => new()
    {
        Amount = rule.Amount, Unit = rule.Unit, MovesOffHoliday = rule.MovesOffHoliday, LegalReferenceId = rule.LegalReferenceId, Note = rule.Note,
    };

    /// <summary>A version of the same rule as another, for what this says or for a part of it.</summary>
    public DeadlineRule Version(DeadlineRule of, string scope, string title) => new()
    {
        Code = of.Code, Scope = scope, Title = title, Amount = Amount, Unit = Unit, MovesOffHoliday = MovesOffHoliday,
        FromDate = From, LegalReferenceId = LegalReferenceId, Note = Note?.Trim() ?? "",
    };

    /// <summary>The laws that a rule can rest on.</summary>
    public static async Task<IReadOnlyList<SelectListItem>> LawsAsync(RapfangDb db)
    {
        var laws = await db.Set<LegalReference>().AsNoTracking().OrderBy(known => known.ShortName).ToListAsync();
        return [new("–", ""), .. laws.Select(known => new SelectListItem(known.Cited, known.Id.ToString()))];
    }

    /// <summary>Whether the law chosen is one of them.</summary>
    public bool RestsOn(IReadOnlyList<SelectListItem> laws) => LegalReferenceId is not { } law || laws.Any(known => known.Value == law.ToString());
}

using System.ComponentModel.DataAnnotations;

namespace Rapfang.Modules.Rules;

/// <summary>What is typed of a law.</summary>
public sealed class ReferenceForm
{
    [Required(ErrorMessage = "Fill in this field."), StringLength(500)]
    public string FullTitle { get; set; } = "";

    [StringLength(100)]
    public string? Section { get; set; }

    [StringLength(500)]
    public string? Link { get; set; }

    public DateOnly? EffectiveFrom { get; set; }

    public DateOnly? EffectiveUntil { get; set; }

    [StringLength(1000)]
    public string? Note { get; set; }

    public static ReferenceForm Of(LegalReference law) => new()
    {
        FullTitle = law.FullTitle, Section = law.Section, Link = law.Link, EffectiveFrom = law.EffectiveFrom, EffectiveUntil = law.EffectiveUntil, Note = law.Note,
    };

    public void WriteTo(LegalReference law) => law.Write(FullTitle, Section ?? "", Link ?? "", EffectiveFrom, EffectiveUntil, Note ?? "");
}

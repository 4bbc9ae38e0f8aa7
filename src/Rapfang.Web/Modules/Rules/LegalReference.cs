using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform;
using Rapfang.Platform.Search;

namespace Rapfang.Modules.Rules;

/// <summary>A law, decree or regulation that the office's rules rest on.</summary>
public sealed class LegalReference : VerifiedRecord, ISearchable
{
    public string ShortName { get; init; } = "";

    /// <summary>Its whole title, in Thai.</summary>
    public string FullTitle { get; private set; } = "";

    /// <summary>The section or clause, "มาตรา 38"; empty where the whole of it is meant.</summary>
    public string Section { get; private set; } = "";

    public string Link { get; private set; } = "";

    public DateOnly? EffectiveFrom { get; private set; }

    public DateOnly? EffectiveUntil { get; private set; }

    public string Note { get; private set; } = "";

    /// <summary>How it is cited: short name and section.</summary>
    public string Cited => $"{ShortName} {Section}".Trim();

    public SearchEntry Searched() => new(Cited, RulesModule.Read, $"/rules/references/{Id}", EffectiveFrom ?? DateOnly.MinValue) { Text = $"{FullTitle} {Note}" };

    /// <summary>Writes what it says. A change has to be verified again.</summary>
    /// <exception cref="RuleBroken">It would end before it begins, or the link is none.</exception>
    public void Write(string fullTitle, string section, string link, DateOnly? from, DateOnly? until, string note)
    {
        if (until < from)
        {
            throw new RuleBroken("วันสุดท้ายต้องไม่ก่อนวันเริ่ม", "The last day can not be before the first.", "Input.EffectiveUntil");
        }

        link = link.Trim();
        if (link.Length > 0 && !(Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"))
        {
            throw new RuleBroken("ลิงก์ต้องขึ้นต้นด้วย https:// หรือ http://", "A link starts with https:// or http://.", "Input.Link");
        }

        var before = (FullTitle, Section, Link, EffectiveFrom, EffectiveUntil, Note);
        (FullTitle, Section, Link, EffectiveFrom, EffectiveUntil, Note) = (fullTitle.Trim(), section.Trim(), link, from, until, note.Trim());
        if (before != (FullTitle, Section, Link, EffectiveFrom, EffectiveUntil, Note))
        {
            TakeBackVerification();
        }
    }
}

sealed class LegalReferenceConfiguration : IEntityTypeConfiguration<LegalReference>
{
    public void Configure(EntityTypeBuilder<LegalReference> entity)
    {
        entity.ToTable("legal_references");
        entity.Ignore(reference => reference.IsVerified);
        entity.Ignore(reference => reference.Cited);
    }
}

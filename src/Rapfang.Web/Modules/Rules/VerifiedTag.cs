using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Platform.Database;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Rules;

/// <summary>Who verified a rule and when, or that nobody has.</summary>
[HtmlTargetElement("verified", TagStructure = TagStructure.WithoutEndTag)]
public sealed class VerifiedTag(IStringLocalizer<Text> t) : TagHelper
{
    public required VerifiedRecord Of { get; set; }

    /// <summary>From <see cref="VerifiersAsync"/>.</summary>
    public required IReadOnlyDictionary<Guid, string> By { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        var tag = new TagBuilder("span");
        tag.AddCssClass(Of.IsVerified ? "tag good" : "tag warn");
        tag.InnerHtml.Append(Of.IsVerified ? t["Verified"] : t["Not verified yet"]);
        output.Content.AppendHtml(tag);
        if (Of.VerifiedOn is { } on)
        {
            var note = new TagBuilder("span");
            note.AddCssClass("note");
            note.InnerHtml.Append($" {ThaiDate.Short(on)} {Name(Of, By)}");
            output.Content.AppendHtml(note);
        }
    }

    /// <summary>The name of who verified it; null when nobody did.</summary>
    public static string? Name(VerifiedRecord record, IReadOnlyDictionary<Guid, string> verifiers) =>
        record.VerifiedBy is { } person ? verifiers.GetValueOrDefault(person) : null;

    /// <summary>The names of those who verified these.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> VerifiersAsync(RapfangDb db, IEnumerable<VerifiedRecord> records)
    {
        var people = records.Select(record => record.VerifiedBy).OfType<Guid>().Distinct().ToList();
        return people.Count == 0
            ? new Dictionary<Guid, string>()
            : await db.Set<Person>().AsNoTracking().Where(person => people.Contains(person.Id)).ToDictionaryAsync(person => person.Id, person => person.FullName);
    }
}

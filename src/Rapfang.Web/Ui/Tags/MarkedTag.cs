using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Rapfang.Thai;

namespace Rapfang.Ui.Tags;

/// <summary>A text in which what was searched for is marked; a long one is cut around the first place.</summary>
[HtmlTargetElement("marked", TagStructure = TagStructure.WithoutEndTag)]
public sealed class MarkedTag : TagHelper
{
    /// <summary>Letters shown before the first place.</summary>
    const int Before = 40;

    public required string Text { get; set; }

    /// <summary>As <see cref="ThaiText.Normalise"/> gives them.</summary>
    public required IReadOnlyList<string> Words { get; set; }

    /// <summary>The most letters (graphemes) shown.</summary>
    public int Most { get; set; } = int.MaxValue;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.TagMode = TagMode.StartTagAndEndTag;
        var text = Cut();
        var shown = 0;
        foreach (var place in ThaiText.Occurrences(text, Words))
        {
            output.Content.Append(text[shown..place.Start.Value]);
            var mark = new TagBuilder("mark");
            mark.InnerHtml.Append(text[place]);
            output.Content.AppendHtml(mark);
            shown = place.End.Value;
        }

        output.Content.Append(text[shown..]);
    }

    string Cut()
    {
        var letters = StringInfo.ParseCombiningCharacters(Text);
        if (letters.Length <= Most)
        {
            return Text;
        }

        var first = ThaiText.Occurrences(Text, Words) is [var place, ..] ? Array.BinarySearch(letters, place.Start.Value) : 0;
        var from = Math.Clamp(first - Before, 0, letters.Length - Most);
        var until = from + Most;
        return $"{(from > 0 ? "…" : "")}{Text[letters[from]..(until < letters.Length ? letters[until] : Text.Length)]}{(until < letters.Length ? "…" : "")}";
    }
}

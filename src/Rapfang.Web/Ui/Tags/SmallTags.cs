using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.AspNetCore.Components;
using Rapfang.Thai;

namespace Rapfang.Ui.Tags;

/// <summary>What is wrong with the form, on top of it; takes focus and links to the fields. Nothing when all is well.</summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorSummaryTag : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (ViewContext.ModelState.IsValid)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "error-summary");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute("data-focus", "");
        var heading = new TagBuilder("h2");
        heading.InnerHtml.Append(UiSetup.Say("ยังบันทึกไม่ได้", "Not saved yet"));
        output.Content.AppendHtml(heading);
        var list = new TagBuilder("ul");
        foreach (var (field, entry) in ViewContext.ModelState.Where(pair => pair.Value?.Errors.Count > 0))
        {
            var row = new TagBuilder("li");
            var text = new TagBuilder(field.Length > 0 ? "a" : "span");
            if (field.Length > 0)
            {
                text.Attributes["href"] = "#" + TagBuilder.CreateSanitizedId(field, "-");
            }

            text.InnerHtml.Append(entry!.Errors[0].ErrorMessage);
            row.InnerHtml.AppendHtml(text);
            list.InnerHtml.AppendHtml(row);
        }

        output.Content.AppendHtml(list);
    }
}

/// <summary>A list of facts: label left, fact right, an optional action.</summary>
[HtmlTargetElement("summary-list")]
public sealed class SummaryListTag : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "dl";
        output.Attributes.SetAttribute("class", "summary-list");
    }
}

[HtmlTargetElement("summary-row", ParentTag = "summary-list")]
public sealed class SummaryRowTag : TagHelper
{
    public required string Label { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        var label = new TagBuilder("dt");
        label.InnerHtml.Append(Label);
        var value = new TagBuilder("dd");
        value.InnerHtml.AppendHtml(content.IsEmptyOrWhiteSpace ? new HtmlContentBuilderWithDash() : content);
        output.Content.AppendHtml(label).AppendHtml(value);
    }

    sealed class HtmlContentBuilderWithDash : Microsoft.AspNetCore.Html.IHtmlContent
    {
        public void WriteTo(TextWriter writer, System.Text.Encodings.Web.HtmlEncoder encoder) => writer.Write('–');
    }
}

/// <summary>A state in a word: <c>good</c>, <c>warn</c>, <c>bad</c> or <c>plain</c>. The word says it; colour only helps.</summary>
[HtmlTargetElement("status-tag")]
public sealed class StatusTag : TagHelper
{
    public string Kind { get; set; } = "plain";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.Attributes.SetAttribute("class", $"tag {Kind}");
    }
}

/// <summary>A day in the Buddhist Era, readable by machines too.</summary>
[HtmlTargetElement("thai-date", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ThaiDateTag : TagHelper
{
    public DateOnly? Value { get; set; }

    /// <summary>A moment instead of a day; shown with its time in Thailand.</summary>
    public DateTimeOffset? Moment { get; set; }

    /// <summary><c>short</c> (1 ต.ค. 2569) or <c>long</c> (1 ตุลาคม 2569).</summary>
    public string Style { get; set; } = "short";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Moment is { } moment)
        {
            output.Attributes.SetAttribute("datetime", moment.ToUniversalTime().ToString("s", System.Globalization.CultureInfo.InvariantCulture) + "Z");
            output.Content.SetContent(ThaiDate.DateTime(ThaiDate.InBangkok(moment)));
        }
        else if (Value is { } day)
        {
            output.Attributes.SetAttribute("datetime", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            output.Content.SetContent(Style == "long" ? ThaiDate.Long(day) : ThaiDate.Short(day));
        }
        else
        {
            output.SuppressOutput();
        }
    }
}

/// <summary>
/// A table that turns into labelled blocks on a phone: give every cell but the first a <c>data-label</c>. The caption is
/// read out and, with <c>quiet</c>, not shown.
/// </summary>
[HtmlTargetElement("data-table")]
public sealed class DataTableTag : TagHelper
{
    public required string Caption { get; set; }

    public bool Quiet { get; set; }

    /// <summary>Stays a table on a phone too and scrolls sideways: for tables of figures.</summary>
    public bool Wide { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.Attributes.SetAttribute("class", Wide ? "table-wide" : "table-stack");
        if (Wide)
        {
            output.Attributes.SetAttribute("tabindex", "0");
            output.Attributes.SetAttribute("role", "region");
            output.Attributes.SetAttribute("aria-label", Caption);
        }

        var caption = new TagBuilder("caption");
        if (Quiet)
        {
            caption.AddCssClass("visually-hidden");
        }

        caption.InnerHtml.Append(Caption);
        var table = new TagBuilder("table");
        table.InnerHtml.AppendHtml(caption).AppendHtml(content);
        output.Content.SetHtmlContent(table);
    }
}

/// <summary>Links to the next and the first page of a list that is read by key, not by number.</summary>
[HtmlTargetElement("pager", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PagerTag : TagHelper
{
    /// <summary>Address of the next page; none when this is the last.</summary>
    public string? Next { get; set; }

    /// <summary>Address of the first page; none when this is it.</summary>
    public string? First { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        // An attribute of markup is never null, but empty.
        if (string.IsNullOrEmpty(Next) && string.IsNullOrEmpty(First))
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "pager");
        output.Attributes.SetAttribute("aria-label", UiSetup.Say("หน้าของรายการ", "Pages of the list"));
        foreach (var (address, text) in new[] { (First, UiSetup.Say("กลับไปหน้าแรก", "First page")), (Next, UiSetup.Say("หน้าถัดไป", "Next page")) })
        {
            if (!string.IsNullOrEmpty(address))
            {
                var link = new TagBuilder("a");
                link.AddCssClass("btn quiet");
                link.Attributes["href"] = address;
                link.InnerHtml.Append(text);
                output.Content.AppendHtml(link);
            }
        }
    }
}

/// <summary>An icon of the set; decoration only, the text beside it says what it means.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTag : TagHelper
{
    public required string Name { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var assets = ViewContext.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>();
        output.TagName = "svg";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "icon");
        output.Attributes.SetAttribute("aria-hidden", "true");
        output.Attributes.SetAttribute("focusable", "false");
        var use = new TagBuilder("use");
        use.Attributes["href"] = $"/{assets?["lib/icons.svg"] ?? "lib/icons.svg"}#{Name}";
        output.Content.SetHtmlContent(use);
    }
}

using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Rapfang.Platform.Flow;

namespace Rapfang.Ui.Tags;

/// <summary>
/// The chart of a process, drawn from its steps, and the same as a list for those who do not see it. Of a process nobody
/// stands in: for where a record stands, see <see cref="FlowChartTag"/>.
/// </summary>
[HtmlTargetElement("process-chart", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ProcessChartTag : TagHelper
{
    /// <summary>What it shows, read out before its steps.</summary>
    public required string Label { get; set; }

    public required IReadOnlyList<FlowStep> Steps { get; set; }

    public FlowLayout Layout { get; set; }

    /// <summary>With the five symbols and their words below.</summary>
    public bool Legend { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "figure";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Layout == FlowLayout.Vertical ? "process-chart" : "process-chart wide");

        // A chart wider than the window is scrolled; who has no touch screen needs the focus for that.
        output.Attributes.SetAttribute("tabindex", "0");
        output.Attributes.SetAttribute("role", "group");
        output.Attributes.SetAttribute("aria-label", Label);
        output.Content.AppendHtml(FlowSvg.Chart(Steps, Layout));
        var list = new TagBuilder("ol");
        list.AddCssClass("visually-hidden");
        foreach (var step in FlowReading.Of(Steps))
        {
            var row = new TagBuilder("li");
            row.InnerHtml.Append(step.Text);
            list.InnerHtml.AppendHtml(row);
        }

        output.Content.AppendHtml(list);
        if (Legend)
        {
            output.Content.AppendHtml(FlowSvg.Legend());
        }
    }
}

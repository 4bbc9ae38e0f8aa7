using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Rapfang.Ui.Tags;

/// <summary>Where a step of a <see cref="FlowChartTag"/> stands.</summary>
public enum FlowState
{
    Next,
    Now,
    Done,
}

/// <summary>Steps one after the other, with arrows between; an ordered list to those who do not see them. Phases hold their steps in a chart of their own.</summary>
[HtmlTargetElement("flow-chart")]
public sealed class FlowChartTag : TagHelper
{
    /// <summary>What it shows, read out before its steps.</summary>
    public required string Label { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "ol";
        output.Attributes.SetAttribute("class", "flow");
        output.Attributes.SetAttribute("aria-label", Label);
    }
}

/// <summary>A box of a <see cref="FlowChartTag"/>: its words, where it stands, and below it what the tag holds.</summary>
[HtmlTargetElement("flow-step", ParentTag = "flow-chart")]
public sealed class FlowStepTag : TagHelper
{
    public required string Label { get; set; }

    public FlowState State { get; set; } = FlowState.Next;

    /// <summary>Somebody decides here; the box says so.</summary>
    public string? Gate { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = "li";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", State.ToString().ToLowerInvariant());
        if (State == FlowState.Now)
        {
            output.Attributes.SetAttribute("aria-current", "step");
        }

        var words = new TagBuilder("span");
        words.AddCssClass("flow-words");
        words.InnerHtml.Append(Label);
        output.Content.AppendHtml(words);
        if (State == FlowState.Done)
        {
            output.Content.AppendHtml(Small("visually-hidden", UiSetup.Say("ทำแล้ว", "done")));
        }

        if (Gate is not null)
        {
            output.Content.AppendHtml(Small("flow-gate", Gate));
        }

        output.Content.AppendHtml(content);
    }

    static TagBuilder Small(string css, string words)
    {
        var small = new TagBuilder("span");
        small.AddCssClass(css);
        small.InnerHtml.Append(words);
        return small;
    }
}

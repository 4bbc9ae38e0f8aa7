using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Rapfang.Thai;

namespace Rapfang.Ui.Tags;

/// <summary>
/// One question of a form: label, hint, error, control, tied together for screen readers. What was typed stays after an
/// error. Types: text (default), textarea, number, password, date (B.E.), select (with <c>items</c>), checkbox, file, email, tel.
/// </summary>
[HtmlTargetElement("field", TagStructure = TagStructure.WithoutEndTag)]
public sealed class FieldTag : TagHelper
{
    public required ModelExpression For { get; set; }

    public required string Label { get; set; }

    public string? Hint { get; set; }

    public string Type { get; set; } = "text";

    /// <summary>Lines that a <c>textarea</c> shows.</summary>
    public int Rows { get; set; } = 4;

    public IEnumerable<SelectListItem>? Items { get; set; }

    /// <summary>Width of the box: <c>short</c> for dates and numbers, else the line.</summary>
    public string? Size { get; set; }

    public int? Maxlength { get; set; }

    public string? Autocomplete { get; set; }

    public string? Placeholder { get; set; }

    public bool Optional { get; set; }

    public string? Accept { get; set; }

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var name = ViewContext.ViewData.TemplateInfo.GetFullHtmlFieldName(For.Name);
        var id = TagBuilder.CreateSanitizedId(name, "-");
        ViewContext.ModelState.TryGetValue(name, out var entry);
        var error = entry?.Errors.Count > 0 ? entry.Errors[0].ErrorMessage : null;
        var described = string.Join(' ', new[] { Hint is null ? null : id + "-hint", error is null ? null : id + "-error" }.OfType<string>());

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", error is null ? "field" : "field has-error");
        var label = new TagBuilder("label");
        label.Attributes["for"] = id;
        label.InnerHtml.Append(Label);
        if (Optional)
        {
            var note = new TagBuilder("span");
            note.AddCssClass("optional");
            note.InnerHtml.Append(UiSetup.Say(" (ไม่บังคับ)", " (optional)"));
            label.InnerHtml.AppendHtml(note);
        }

        var control = Control(entry);
        control.Attributes["id"] = id;
        control.Attributes["name"] = name;
        if (described.Length > 0)
        {
            control.Attributes["aria-describedby"] = described;
        }

        if (error is not null)
        {
            control.Attributes["aria-invalid"] = "true";
        }

        if (Type == "checkbox")
        {
            output.Attributes.SetAttribute("class", "field field-check");
            output.Content.AppendHtml(control).AppendHtml(label);
            Append(output, "div", id + "-hint", "hint", Hint);
            Append(output, "p", id + "-error", "field-error", error);
            return;
        }

        output.Content.AppendHtml(label);
        Append(output, "div", id + "-hint", "hint", Hint);
        Append(output, "p", id + "-error", "field-error", error);
        output.Content.AppendHtml(control);
    }

    static void Append(TagHelperOutput output, string element, string id, string css, string? text)
    {
        if (text is null)
        {
            return;
        }

        var tag = new TagBuilder(element);
        tag.Attributes["id"] = id;
        tag.AddCssClass(css);
        tag.InnerHtml.Append(text);
        output.Content.AppendHtml(tag);
    }

    TagBuilder Control(ModelStateEntry? entry)
    {
        var value = entry?.AttemptedValue ?? For.Model switch
        {
            DateOnly date when date != default => ThaiDate.Numeric(date),
            DateOnly => "",
            IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            var other => other?.ToString() ?? "",
        };
        switch (Type)
        {
            case "select":
                return Select(value);
            case "textarea":
                var area = new TagBuilder("textarea");
                area.Attributes["rows"] = Rows.ToString(System.Globalization.CultureInfo.InvariantCulture);
                area.AddCssClass("input");
                Limit(area);
                area.InnerHtml.Append(value);
                return area;
            case "checkbox":
                var box = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
                box.Attributes["type"] = "checkbox";
                box.Attributes["value"] = "true";
                if (value.StartsWith("true", StringComparison.OrdinalIgnoreCase))
                {
                    box.Attributes["checked"] = "checked";
                }

                return box;
            default:
                var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
                input.AddCssClass("input");
                if (Size is not null || Type is "date" or "number")
                {
                    input.AddCssClass("input-" + (Size ?? "short"));
                }

                input.Attributes["type"] = Type is "date" or "number" ? "text" : Type;
                if (Type is "date" or "number")
                {
                    input.Attributes["inputmode"] = "numeric";
                }

                if (Type is not ("password" or "file"))
                {
                    input.Attributes["value"] = value;
                }

                Limit(input);
                return input;
        }
    }

    void Limit(TagBuilder control)
    {
        if (Maxlength is not null)
        {
            control.Attributes["maxlength"] = Maxlength.ToString();
        }

        foreach (var (attribute, text) in new[] { ("autocomplete", Autocomplete), ("placeholder", Placeholder), ("accept", Accept) })
        {
            if (text is not null)
            {
                control.Attributes[attribute] = text;
            }
        }
    }

    TagBuilder Select(string value)
    {
        var select = new TagBuilder("select");
        select.AddCssClass("input");
        foreach (var item in Items ?? [])
        {
            var option = new TagBuilder("option");
            option.Attributes["value"] = item.Value;
            if (item.Value == value || (value.Length == 0 && item.Selected))
            {
                option.Attributes["selected"] = "selected";
            }

            option.InnerHtml.Append(item.Text);
            select.InnerHtml.AppendHtml(option);
        }

        return select;
    }
}

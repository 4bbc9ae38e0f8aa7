using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Flow;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Services.Steps;

/// <summary>The steps of a service as a table: add, move, duplicate, remove, and see what comes of it. Each is a button of one form, so nothing typed is lost.</summary>
[Authorize(ServicesModule.Write)]
public sealed class IndexModel(RapfangDb db, ServiceRegister register, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public List<StepRow> Rows { get; set; } = [];

    /// <summary>A chart that somebody pastes.</summary>
    [BindProperty]
    public string? Mermaid { get; set; }

    /// <summary>How the chart is laid out; null for what the steps ask for.</summary>
    [BindProperty]
    public FlowLayout? Chart { get; set; }

    [BindProperty]
    public int Seen { get; set; }

    public ServiceEdition Edition { get; private set; } = null!;

    /// <summary>The row that was just made or moved.</summary>
    public int? Now { get; private set; }

    /// <summary>What the rows say so far; half written ones are in it as far as they go.</summary>
    public StepPreview Preview => StepPreview.Of(Rows, Edition) with { Chart = Chart };

    public IEnumerable<SelectListItem> SymbolItems => Enum.GetValues<StepSymbol>().Select(symbol => new SelectListItem(t["StepSymbol." + symbol], symbol.ToString()));

    public IEnumerable<SelectListItem> PhaseItems => Enum.GetValues<ServicePhase>().Select(phase => new SelectListItem(t["ServicePhase." + phase], phase.ToString()));

    public IEnumerable<SelectListItem> ChartItems =>
        Enum.GetValues<FlowLayout>().Select(layout => new SelectListItem(t["FlowLayout." + layout], layout.ToString())).Prepend(new(t["As the steps ask for"], ""));

    public IEnumerable<SelectListItem> StepItems(string none) =>
        Rows.Select((row, n) => new SelectListItem($"{n + 1}. {ThaiText.Cut(row.Text ?? "", 40)}", (n + 1).ToString(CultureInfo.InvariantCulture))).Prepend(new(none, ""));

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (await register.DraftAsync(id) is not { } draft)
        {
            return NotFound();
        }

        (Edition, Seen, Chart, Rows) = (draft, draft.Version, draft.Chart, [.. draft.Steps.Select(StepRow.Of)]);
        if (Rows.Count == 0)
        {
            Rows.AddRange([new(), new(), new()]);
        }

        return Page();
    }

    /// <param name="do">A button: what to do, and with which row from 0.</param>
    public async Task<IActionResult> OnPostAsync(Guid id, string? @do)
    {
        if (await register.DraftAsync(id) is not { } draft)
        {
            return NotFound();
        }

        Edition = draft;
        if (@do?.Split(':') is [var deed, var row] && int.TryParse(row, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n))
        {
            ModelState.Clear();
            Change(deed, n);
            return Page();
        }

        var steps = new StepTable(Rows).Read(rule => ModelState.AddModelError(rule.Field, rule.Text));
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        if (steps.Count == 0)
        {
            throw new RuleBroken("กรอกอย่างน้อยหนึ่งขั้นตอน", "Write at least one step.", "Rows[0].Text");
        }

        if (Seen != draft.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }

        draft.Draw(steps, Chart);
        db.Tell("service.steps-drawn", (await register.FindAsync(id))!);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path.Value![..^"/steps".Length]);
    }

    /// <summary>While somebody types: what comes of it.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(Guid id)
    {
        if (await register.DraftAsync(id) is not { } draft)
        {
            return NotFound();
        }

        Edition = draft;
        ModelState.Clear();
        return Partial("_Preview", Preview);
    }

    IReadOnlyList<FlowStep> Pasted()
    {
        try
        {
            return FlowMermaid.Read(Mermaid);
        }
        catch (RuleBroken rule)
        {
            throw new RuleBroken(rule.Thai, rule.Message, nameof(Mermaid));
        }
    }

    void Change(string deed, int n)
    {
        var table = new StepTable(Rows);
        Now = deed switch { "add" or "copy" => n + 1, "up" => n - 1, "down" => n + 1, "take" or "show" => null, _ => n };
        switch (deed)
        {
            case "add":
                table.Add(n);
                break;
            case "copy":
                table.Duplicate(n);
                break;
            case "up":
                table.Move(n, -1);
                break;
            case "down":
                table.Move(n, 1);
                break;
            case "take":
                table.Take(Pasted());
                Mermaid = null;
                break;
            case "show":
                break;
            default:
                table.Remove(n);
                break;
        }

        Now = Now is { } now && Rows.Count > 0 ? Math.Clamp(now, 0, Rows.Count - 1) : null;
    }
}

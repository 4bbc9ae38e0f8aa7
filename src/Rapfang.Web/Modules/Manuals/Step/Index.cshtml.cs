using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Flow;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Manuals.Step;

/// <summary>One step of a draft: its symbol, its time, where it leads, and what the table says of it.</summary>
[Authorize(ManualsModule.Write)]
public sealed class IndexModel(RapfangDb db, ManualRegister register, IStringLocalizer<Text> t) : PageModel
{
    public sealed class StepForm
    {
        public string? Text { get; set; }

        public StepSymbol Symbol { get; set; }

        public string? Amount { get; set; }

        public StepUnit Unit { get; set; } = StepUnit.CalendarDays;

        public string? Time { get; set; }

        public string? Responsible { get; set; }

        public int? Then { get; set; }

        public int? IfNot { get; set; }

        public string? Yes { get; set; }

        public string? No { get; set; }

        public bool Alongside { get; set; }

        public string? Detail { get; set; }

        public string? Standard { get; set; }

        public string? Monitoring { get; set; }

        public string? Form { get; set; }

        public string? Reference { get; set; }

        public string? Note { get; set; }
    }

    [BindProperty]
    public StepForm Input { get; set; } = new();

    /// <summary>Of a new step: the one above it; 0 for the top.</summary>
    [BindProperty]
    public int After { get; set; }

    [BindProperty]
    public int Seen { get; set; }

    public StaffManual Manual { get; private set; } = null!;

    /// <summary>Null for a new step.</summary>
    public int? Number { get; private set; }

    public ManualContents Contents => Manual.UnderWay!.Contents;

    ManualStep? Known => Number is { } number ? Contents.Steps[number - 1] : null;

    public IEnumerable<SelectListItem> StepItems => Contents.Steps.Where(step => step.Flow.Number != Number)
        .Select(step => new SelectListItem(t["Step {0}: {1}", step.Flow.Number, ThaiText.Cut(step.Flow.Text, 60)], step.Flow.Number.ToString(CultureInfo.InvariantCulture)));

    public IEnumerable<SelectListItem> NextItems => StepItems.Prepend(new(t["The next one in the table"], ""));

    public IEnumerable<SelectListItem> OtherItems => StepItems.Prepend(new(t["Not said yet"], ""));

    public IEnumerable<SelectListItem> AfterItems => StepItems.Prepend(new(t["At the top"], "0"));

    public async Task<IActionResult> OnGetAsync(Guid id, string step)
    {
        if (!await LoadAsync(id, step))
        {
            return NotFound();
        }

        if (Known is { } known)
        {
            var flow = known.Flow;
            Input = new()
            {
                Text = flow.Text, Symbol = flow.Symbol, Amount = flow.Amount?.ToString("0.##", CultureInfo.InvariantCulture), Unit = flow.Unit, Time = known.Time, Responsible = flow.Responsible, Then = flow.Then, IfNot = flow.IfNot,
                Yes = flow.Yes, No = flow.No, Alongside = flow.Alongside, Detail = known.Detail, Standard = known.Standard, Monitoring = known.Monitoring, Form = known.Form, Reference = known.Reference, Note = known.Note,
            };
        }

        (Seen, After) = (Manual.Version, Contents.Steps.Count);
        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string step)
    {
        if (!await LoadAsync(id, step))
        {
            return NotFound();
        }

        var amount = Amount();
        var decides = Input.Symbol == StepSymbol.Decision;
        var written = new ManualStep(new(Number ?? 0, Read(Input.Text, "Text", FlowCheck.LongestText, required: true))
        {
            Symbol = Input.Symbol, Amount = amount, Unit = Input.Unit, Responsible = Read(Input.Responsible, "Responsible", ManualView.LongestLine) is { Length: > 0 } who ? who : null,
            Then = Input.Symbol == StepSymbol.End ? null : KnownStep(Input.Then), IfNot = decides ? KnownStep(Input.IfNot) : null,
            Yes = Read(Input.Yes, "Yes", FlowCheck.LongestAnswer) is { Length: > 0 } yes ? yes : "ใช่", No = Read(Input.No, "No", FlowCheck.LongestAnswer) is { Length: > 0 } no ? no : "ไม่ใช่", Alongside = Input.Alongside,
        })
        {
            Time = Read(Input.Time, "Time", ManualView.LongestLine), Detail = Cell(Input.Detail, "Detail"), Standard = Cell(Input.Standard, "Standard"), Monitoring = Cell(Input.Monitoring, "Monitoring"),
            Form = Cell(Input.Form, "Form"), Reference = Cell(Input.Reference, "Reference"), Note = Cell(Input.Note, "Note"), Seed = Known?.Seed ?? "",
        };
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        if (Seen != Manual.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }

        Manual.Write(Number is { } number ? Contents.Write(number, written) : Contents.Insert(Math.Clamp(After, 0, Contents.Steps.Count), written));
        db.Tell("staff-manual.written", Manual);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path.Value![..(Request.Path.Value!.IndexOf("/steps/", StringComparison.Ordinal) + "/steps".Length)]);
    }

    static string Read(string? typed, string name, int most, bool required = false) => VoiceText.Read(typed, "Input." + name, most, required).Text;

    static string Cell(string? typed, string name) => Read(typed, name, ManualView.LongestCell);

    // A step leads to another one, not to itself and not to nowhere.
    int? KnownStep(int? number) => number is { } known && known != Number && known >= 1 && known <= Contents.Steps.Count ? known : null;

    decimal? Amount()
    {
        var text = ThaiDigits.ToArabic(Input.Amount ?? "").Trim();
        if (text.Length == 0)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && decimal.Round(amount, 2) > 0 && amount <= FlowCheck.LongestTime)
        {
            return decimal.Round(amount, 2);
        }

        ModelState.AddModelError("Input.Amount", t["A number above 0 and at most {0}; empty where no time is set.", FlowCheck.LongestTime.ToString("N0", CultureInfo.InvariantCulture)]);
        return null;
    }

    async Task<bool> LoadAsync(Guid id, string step)
    {
        if (await register.FindAsync(id) is not { UnderWay: { State: ManualState.Draft } draft } manual)
        {
            return false;
        }

        Manual = manual;
        Number = int.TryParse(step, CultureInfo.InvariantCulture, out var number) ? number : null;
        return Number is null ? step == "new" : number >= 1 && number <= draft.Contents.Steps.Count;
    }
}

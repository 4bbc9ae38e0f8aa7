using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Improvements.Process;

/// <summary>The steps and times of a service before and after, side by side; the sums are worked out.</summary>
[Authorize(ImprovementsModule.Write)]
public sealed class IndexModel(RapfangDb db, ImprovementRegister register, IStringLocalizer<Text> t) : PageModel
{
    /// <summary>Steps of one process.</summary>
    const int Most = 20;

    /// <summary>Empty lines below what is written.</summary>
    const int Spare = 3;

    const int LongestStep = 300;
    const decimal LongestTime = 99_999;

    public sealed class Line
    {
        public string? Before { get; set; }

        public string? BeforeTime { get; set; }

        public string? After { get; set; }

        public string? AfterTime { get; set; }
    }

    [BindProperty]
    public List<Line> Lines { get; set; } = [];

    [BindProperty]
    public TimeUnit Unit { get; set; }

    [BindProperty]
    public int Seen { get; set; }

    public Improvement Improvement { get; private set; } = null!;

    public IEnumerable<SelectListItem> UnitItems => Enum.GetValues<TimeUnit>().Select(unit => new SelectListItem(t["TimeUnit." + unit], unit.ToString()));

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        (Unit, Seen) = (Improvement.Unit, Improvement.Version);
        Lines = [.. Improvement.Process.Steps.Select(step => new Line { Before = step.Before, BeforeTime = Text(step.BeforeTime), After = step.After, AfterTime = Text(step.AfterTime) })];
        AddSpare();
        return Page();

        static string? Text(decimal? time) => time?.ToString("0.##", CultureInfo.InvariantCulture);
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        var steps = Lines.Take(Most).Select((line, n) => (Line: line, Step: new ProcessStep(Words(line.Before, n, "Before"), Time(line.BeforeTime, n, "BeforeTime"), Words(line.After, n, "After"), Time(line.AfterTime, n, "AfterTime"))))
            .Where(one => one.Step.Before.Length + one.Step.After.Length > 0 || one.Step.BeforeTime is not null || one.Step.AfterTime is not null).ToList();
        foreach (var (line, step) in steps)
        {
            var n = Lines.IndexOf(line);
            RefuseWithoutWords(step.Before, step.BeforeTime, $"Lines[{n}].Before");
            RefuseWithoutWords(step.After, step.AfterTime, $"Lines[{n}].After");
        }

        AddSpare();
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        if (Seen != Improvement.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }

        db.RemoveRange(Improvement.Steps);
        Improvement.Draw([.. steps.Select(one => one.Step)], Unit);
        db.AddRange(Improvement.Steps);
        db.Tell("improvement.process-drawn", Improvement);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path.Value![..^"/process".Length]);
    }

    // A time belongs to a step, and a step takes a time, be it 0.
    void RefuseWithoutWords(string words, decimal? time, string field)
    {
        if (words.Length == 0 && time is not null)
        {
            ModelState.AddModelError(field, t["Say which step takes this time."]);
        }
        else if (words.Length > 0 && time is null && !ModelState.ContainsKey(field + "Time"))
        {
            ModelState.AddModelError(field + "Time", t["How long does it take? 0 where it takes no time."]);
        }
    }

    static string Words(string? typed, int n, string name) => VoiceText.Read(typed, $"Lines[{n}].{name}", LongestStep, required: false).Text;

    decimal? Time(string? typed, int n, string name)
    {
        var text = ThaiDigits.ToArabic(typed ?? "").Trim();
        if (text.Length == 0)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var time) && time <= LongestTime)
        {
            return decimal.Round(time, 2);
        }

        ModelState.AddModelError($"Lines[{n}].{name}", t["Write a number, such as 5 or 0.5."]);
        return null;
    }

    void AddSpare()
    {
        for (var n = Lines.Count(line => !string.IsNullOrWhiteSpace(line.Before + line.After)) + Spare; Lines.Count < n && Lines.Count < Most;)
        {
            Lines.Add(new());
        }
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await register.FindAsync(id) is not { } improvement || improvement.State == ImprovementState.Refused)
        {
            return false;
        }

        Improvement = improvement;
        return true;
    }
}

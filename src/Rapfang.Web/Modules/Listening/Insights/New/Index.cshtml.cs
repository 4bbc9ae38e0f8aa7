using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Listening.Insights.New;

/// <summary>Something that was learnt comes into the register, by itself or from a theme of many texts.</summary>
[Authorize(ListeningModule.Write)]
public sealed class IndexModel(RapfangDb db, InsightRegister register, Themes themes, ChannelFigures figures, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Theme { get; set; }

    /// <summary>The fiscal year whose texts have the theme.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    public InsightForm Input { get; private set; } = new();

    public Theme? Found { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync())
        {
            return NotFound();
        }

        ModelState.Clear();
        if (Found is { } found)
        {
            Input.What = t["{0} of the texts speak of “{1}”.", found.Texts.Count, found.Name];
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync())
        {
            return NotFound();
        }

        if (!await TryUpdateModelAsync(Input, "Input") || !ModelState.IsValid)
        {
            return this.Invalid();
        }

        var insight = await register.AddAsync(Input.Read(), [.. Sources()]);
        TempData["Done"] = t["Saved. Now name the sources that show it."].Value;
        return Redirect($"{Request.Path.Value![..^"/new".Length]}/{insight.Id}");
    }

    // Counted anew from what is stored, not from what the form says.
    IEnumerable<InsightSource> Sources()
    {
        if (Found is not { } found)
        {
            yield break;
        }

        foreach (var (kind, count) in new[] { (InsightSourceKind.Voice, found.Cases), (InsightSourceKind.SurveyComment, found.Comments) }.Where(of => of.Item2 > 0))
        {
            yield return new(kind, $"คำที่พบบ่อย “{found.Name}” ปีงบประมาณ {Year}", count, path: $"/channels/themes?year={Year}&theme={Uri.EscapeDataString(found.Name)}");
        }
    }

    async Task<bool> LoadAsync()
    {
        Input = await InsightForm.OfAsync(db, t, null, clock.Today());
        if (string.IsNullOrEmpty(Theme))
        {
            return true;
        }

        if (!await roles.MayAsync(VoicesModule.Read))
        {
            return false;
        }

        var year = figures.YearAsked(Year);
        Year = year.Year;
        Found = (await themes.OfAsync(year)).Themes.FirstOrDefault(theme => theme.Name == Theme);
        return Found is not null;
    }
}

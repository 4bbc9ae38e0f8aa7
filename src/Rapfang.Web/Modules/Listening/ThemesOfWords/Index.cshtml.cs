using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Listening.ThemesOfWords;

/// <summary>What many cases and comments of a fiscal year speak of. It shows words of cases, so it opens to those who may read them.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(RapfangDb db, Themes themes, ChannelFigures figures, OfficeRoles roles, IStringLocalizer<Text> t) : PageModel
{
    public const int MostShown = 50;

    public sealed class Words
    {
        public string? Word { get; set; }

        public string? Theme { get; set; }
    }

    public ThemesFound Found { get; private set; } = null!;

    /// <summary>The theme whose texts are shown.</summary>
    public Theme? Opened { get; private set; }

    public IReadOnlyList<ThemeWord> Merged { get; private set; } = [];

    public Words Merge { get; } = new();

    public bool MayManage { get; private set; }

    public bool MayWrite { get; private set; }

    public IEnumerable<int> Choices => figures.Choices;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        MayManage = await roles.MayAsync(ListeningModule.Manage);
        if (HttpMethods.IsPost(Request.Method) && !MayManage)
        {
            context.Result = Forbid();
            return;
        }

        MayWrite = await roles.MayAsync(ListeningModule.Write);
        Merged = await db.Set<ThemeWord>().OrderBy(word => word.Theme).ThenBy(word => word.Word).ToListAsync();
        Found = await themes.OfAsync(figures.YearAsked(int.TryParse(Request.Query["year"], out var year) ? year : null));
        await next();
    }

    public IActionResult OnGet(string? theme, string? export)
    {
        Opened = Found.Themes.FirstOrDefault(one => one.Name == theme);
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Themes"], export!, [t["Theme"], t["Counts as it"], t["Texts, of {0}", Found.Read], t["In cases"], t["In comments"]],
                Found.Themes.Select(one => (object?[])[one.Name, string.Join(", ", one.Words), one.Texts.Count, one.Cases, one.Comments]).ToAsyncEnumerable())
            : Page();
    }

    public async Task<IActionResult> OnPostMergeAsync()
    {
        if (!await TryUpdateModelAsync(Merge, "Merge"))
        {
            return this.Invalid();
        }

        var merged = ThemeWord.Merge(Merge.Word ?? "", Merge.Theme ?? "", Merged);
        db.Add(merged);
        db.Tell("theme-word.merged", merged);
        return await SavedAsync();
    }

    public async Task<IActionResult> OnPostPartAsync(Guid word)
    {
        if (Merged.FirstOrDefault(one => one.Id == word) is not { } merged)
        {
            return NotFound();
        }

        db.Remove(merged);
        db.Tell("theme-word.parted", merged);
        return await SavedAsync();
    }

    async Task<IActionResult> SavedAsync()
    {
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect($"{Request.Path}?year={Found.Year.Year}");
    }
}

using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Works;
using Rapfang.Platform.Database;
using Rapfang.Platform.Flow;
using Rapfang.Ui;

namespace Rapfang.Modules.Manuals;

/// <summary>What the forms of manuals offer to choose from.</summary>
public static class ManualChoices
{
    public static IEnumerable<SelectListItem> Outlines(IStringLocalizer<Text> t) => Enum.GetValues<ManualOutline>().Select(one => new SelectListItem(t["ManualOutline." + one], one.ToString()));

    public static IEnumerable<SelectListItem> Columns(IStringLocalizer<Text> t) => Enum.GetValues<StepColumns>().Select(one => new SelectListItem(t["StepColumns." + one], one.ToString()));

    public static IEnumerable<SelectListItem> Symbols(IStringLocalizer<Text> t) => Enum.GetValues<StepSymbol>().Select(one => new SelectListItem(t["StepSymbol." + one], one.ToString()));

    public static IEnumerable<SelectListItem> Units(IStringLocalizer<Text> t) => Enum.GetValues<StepUnit>().Select(one => new SelectListItem(t["StepUnit." + one], one.ToString()));

    public static async Task<IReadOnlyList<SelectListItem>> WorkItemsAsync(this RapfangDb db) =>
        [.. (await db.Set<Work>().AsNoTracking().OrderBy(work => work.Code).ToListAsync()).Select(work => new SelectListItem($"{work.Code} {work.Name}", work.Id.ToString()))];

    /// <summary>Something that the list does not offer was sent.</summary>
    public static void RefuseUnlisted(this PageModel page, IEnumerable<SelectListItem> items, Guid? chosen, string field, IStringLocalizer<Text> t)
    {
        if (chosen is { } id && items.All(item => item.Value != id.ToString()))
        {
            page.ModelState.AddModelError(field, t["Choose one of the list."]);
        }
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Districts;

/// <summary>The districts that the office serves, typed in at once, one a line.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const int LongestName = 60;
    const int Most = 100;

    [BindProperty]
    public string? Names { get; set; }

    public IReadOnlyList<District> All { get; private set; } = [];

    public bool MayManage { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        MayManage = await roles.MayAsync(VoicesModule.Lists);
        All = await db.Set<District>().OrderBy(district => district.UntilDate != null).ThenBy(district => district.Number).ToListAsync();
        if (HttpMethods.IsPost(Request.Method) && !MayManage)
        {
            context.Result = Forbid();
            return;
        }

        await next();
    }

    public void OnGet()
    {
        // All is loaded before.
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var used = All.Where(district => district.UntilDate is null).Select(district => district.Name).ToHashSet(StringComparer.Ordinal);
        var added = VoiceText.Read(Names, nameof(Names)).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Short).Distinct(StringComparer.Ordinal).Where(name => !used.Contains(name)).ToList();
        if (added.Find(name => name.Length > LongestName) is { } tooLong)
        {
            throw new RuleBroken($"ชื่ออำเภอยาวเกิน {LongestName} ตัวอักษร: {tooLong}", $"Longer than {LongestName} letters: {tooLong}", nameof(Names));
        }

        if (used.Count + added.Count > Most)
        {
            throw new RuleBroken($"มีอำเภอได้ไม่เกิน {Most} แห่ง", $"At most {Most} districts.", nameof(Names));
        }

        var number = All.Select(known => known.Number).DefaultIfEmpty(0).Max();
        foreach (var name in added)
        {
            var district = new District { Number = ++number, Name = name, FromDate = clock.Today() };
            db.Add(district);
            db.Tell("district.added", district);
        }

        return await SavedAsync();
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id)
    {
        if (All.FirstOrDefault(known => known.Id == id) is not { UntilDate: null } district)
        {
            return NotFound();
        }

        district.UntilDate = clock.Today();
        db.Tell("district.ended", district);
        return await SavedAsync();
    }

    // อำเภอเมือง and เมือง are one.
    static string Short(string name) => name.StartsWith("อำเภอ", StringComparison.Ordinal) ? name["อำเภอ".Length..].Trim() : name;

    async Task<IActionResult> SavedAsync()
    {
        await db.SaveChangesAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path);
    }
}

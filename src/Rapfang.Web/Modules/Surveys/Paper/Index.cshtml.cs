using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Surveys.Paper;

/// <summary>An officer types in paper sheets, one after the other: digits and Enter.</summary>
[Authorize(SurveysModule.EnterPaper)]
public sealed class IndexModel(RapfangDb db, AnswerStore store, CurrentOffice office, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public Survey Survey { get; private set; } = null!;

    public bool MayEnter { get; private set; }

    public Guid Key { get; private set; }

    public short Group { get; private set; }

    public int Count { get; private set; }

    public HashSet<string> Wrong { get; } = new(StringComparer.Ordinal);

    public async Task<IActionResult> OnGetAsync(string slug, short g, int count)
    {
        if (!await LoadAsync(slug))
        {
            return NotFound();
        }

        Key = Guid.NewGuid();
        Group = g;
        Count = Math.Max(0, count);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug, Guid key, int count)
    {
        if (!await LoadAsync(slug))
        {
            return NotFound();
        }

        _ = short.TryParse(Request.Form["g"], NumberStyles.None, CultureInfo.InvariantCulture, out var group);
        (Key, Group, Count) = (key == Guid.Empty ? Guid.NewGuid() : key, group, count);
        var (sheet, problems) = AnswerSheet.Read(Survey.Questionnaire, Value, allowGaps: true);
        Wrong.UnionWith(problems.Select(question => question.Field));
        foreach (var question in problems)
        {
            ModelState.AddModelError(question.Field, t["{0}: this is not one of the answers.", question.Shown]);
        }

        if (sheet.Codes.All(code => code == Questionnaire.NoAnswer) && sheet.Comments.Count == 0)
        {
            ModelState.AddModelError("", t["The sheet is empty."]);
        }

        if (Survey.Groups.TrueForAll(asked => asked.Number != group))
        {
            ModelState.AddModelError("g", t["Choose the group."]);
        }

        if (!MayEnter || !ModelState.IsValid)
        {
            return this.Invalid();
        }

        var stored = await store.StoreAsync(new(office.Id, Survey.Id, group, Key, AnswerSource.Paper, clock.Today(), Survey.Questionnaire, sheet));
        return stored == Stored.NotOpen
            ? Redirect(Request.Path)
            : Redirect($"{Request.Path}?g={group}&count={(stored == Stored.Stored ? count + 1 : count)}");
    }

    public string? Value(string field) => Request.HasFormContentType ? Request.Form[field].FirstOrDefault() : null;

    async Task<bool> LoadAsync(string slug)
    {
        if (await db.Set<Survey>().Include(s => s.Groups).AsNoTracking().SingleOrDefaultAsync(s => s.Slug == slug) is not { } survey)
        {
            return false;
        }

        Survey = survey;
        MayEnter = survey.StateOn(clock.Today()) is SurveyState.Open or SurveyState.Closed;
        return true;
    }
}

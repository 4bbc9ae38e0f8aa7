using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Import;
using Rapfang.Platform.Jobs;
using Rapfang.Ui;

namespace Rapfang.Modules.Imports.One;

/// <summary>A file on its way into a register: match columns, check, explain unknown words, import all of it.</summary>
[Authorize(ImportsModule.Own)]
public sealed class IndexModel(
    RapfangDb db, Importer importer, JobRequests jobs, OfficeRoles roles, CurrentOffice office, CurrentActor actor, IStringLocalizer<Text> t) : PageModel
{
    const int SampleRows = 3;

    /// <summary>Before a meaning that every row has; else the value of a select is the number of a column.</summary>
    const char EveryRow = '=';

    public Platform.Import.Import Import { get; private set; } = null!;

    public ImportTarget Target { get; private set; } = null!;

    public StoredFile Brought { get; private set; } = null!;

    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>The check or import that runs as a job; null when there is none.</summary>
    public Guid? RunningJob { get; private set; }

    IReadOnlyList<string[]> sample = [];

    public async Task<IActionResult> OnGetAsync(Guid id) => await LoadAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostCheckAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        await importer.DecideAsync(Import, Target, PlanOfForm(), Header);
        await db.SaveChangesAsync();
        return await DoAsync(store: false, t["Check: {0}", Brought.Name]);
    }

    public async Task<IActionResult> OnPostImportAsync(Guid id) =>
        await LoadAsync(id) ? await DoAsync(store: true, t["Import: {0}", Brought.Name]) : NotFound();

    async Task<IActionResult> DoAsync(bool store, string title)
    {
        var here = $"/{office.Profile.Slug}/desk/imports/{Import.Id}";
        if (Brought.Size <= Importer.LargestAtOnce)
        {
            await importer.RunAsync(Import, store, new JobProgress(), HttpContext.RequestAborted);
            return Redirect(here);
        }

        return Redirect(await jobs.AskAsync(Importer.Kind, title, here, new Importer.Asked(Import.Id, store)));
    }

    ImportPlan PlanOfForm()
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var always = new Dictionary<string, string>(StringComparer.Ordinal);
        var values = Import.Plan.Values.ToDictionary(of => of.Key, of => new Dictionary<string, string>(of.Value, StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var field in Target.Fields)
        {
            var chosen = Request.Form["c-" + field.Key].ToString();
            if (chosen.StartsWith(EveryRow) && field.Choices.Any(choice => choice.Meaning == chosen[1..]))
            {
                always[field.Key] = chosen[1..];
            }
            else if (int.TryParse(chosen, NumberStyles.None, CultureInfo.InvariantCulture, out var column) && column < Header.Count)
            {
                columns[field.Key] = column;
            }
        }

        foreach (var (unknown, i) in Unknown.Select((unknown, i) => (unknown, i)))
        {
            var meaning = Request.Form["w-" + i.ToString(CultureInfo.InvariantCulture)].ToString();
            foreach (var field in unknown.Fields.Where(field => field.Choices.Any(choice => choice.Meaning == meaning)))
            {
                values.TryAdd(field.Key, new(StringComparer.Ordinal));
                values[field.Key][unknown.Words] = meaning;
            }
        }

        return new ImportPlan(columns, values, always);
    }

    /// <summary>Unknown words; once for all questions that are answered with the same choices.</summary>
    public IReadOnlyList<(string Words, IReadOnlyList<ImportField> Fields, int Count)> Unknown =>
    [
        .. (Import.Report?.Unknown ?? [])
            .Select(unknown => (unknown.Words, unknown.Count, Field: Target.Fields.First(one => one.Key == unknown.Field)))
            .GroupBy(unknown => (unknown.Words, string.Join('|', unknown.Field.Choices.Select(choice => choice.Words))))
            .Select(same => (same.Key.Words, (IReadOnlyList<ImportField>)[.. same.Select(one => one.Field)], same.Sum(one => one.Count))),
    ];

    /// <summary>The first values of a field's column, to see whether it is the right one.</summary>
    public string Sample(ImportField field) => Import.Plan.Columns.TryGetValue(field.Key, out var column)
        ? string.Join(" · ", sample.Select(cells => cells[column]?.Trim() ?? "").Where(cell => cell.Length > 0).Distinct().Select(cell => cell.Length > 40 ? Rapfang.Thai.ThaiText.Cut(cell, 40) + "…" : cell))
        : "";

    public IEnumerable<(string Value, string Text, bool Chosen)> Options(ImportField field)
    {
        var column = Import.Plan.Columns.TryGetValue(field.Key, out var number) ? number : -1;
        var always = Import.Plan.Fixed.GetValueOrDefault(field.Key);
        yield return ("", t["not in the file"], column < 0 && always is null);
        for (var i = 0; i < Header.Count; i++)
        {
            var heading = Header[i].Trim();
            yield return (i.ToString(CultureInfo.InvariantCulture), heading.Length > 0 ? heading : t["column {0}", i + 1], i == column);
        }

        // Many forms are made for one group alone and do not ask for it.
        foreach (var (meaning, words) in field.Required ? field.Choices.DistinctBy(choice => choice.Meaning) : [])
        {
            yield return (EveryRow + meaning, t["every row: {0}", words], meaning == always);
        }
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await db.Set<Platform.Import.Import>().SingleOrDefaultAsync(one => one.Id == id && one.CreatedBy == actor.UserId) is not { } import)
        {
            return false;
        }

        var register = importer.Register(import.Register);
        if (!await roles.MayAsync(register.Permission) || await register.TargetAsync(import.SubjectId) is not { } target)
        {
            return false;
        }

        (Import, Target) = (import, target);
        (Brought, Header, sample) = await importer.LookAsync(import, SampleRows);
        var path = $"/{office.Profile.Slug}/desk/imports/{import.Id}";
        RunningJob = (await db.Set<Job>().AsNoTracking().Where(job => job.Path == path && (job.State == JobState.Waiting || job.State == JobState.Running)).Select(job => (Guid?)job.Id).FirstOrDefaultAsync());
        return true;
    }
}

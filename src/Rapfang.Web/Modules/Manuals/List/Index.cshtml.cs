using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Modules.Works;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Manuals.List;

/// <summary>A line of the register.</summary>
/// <param name="InForce">The version in force; null before the first.</param>
/// <param name="UnderWay">The version that is worked on, its state and whose act is next.</param>
public sealed record ManualLine(Guid Id, string Code, string Title, Guid? GroupId, string Group, string Work, (int Number, DateOnly From)? InForce, (int Number, ManualState State, Guid? Next)? UnderWay, int MustRead, int HaveRead, bool IsMineToRead);

/// <summary>The register of staff manuals, by group and work.</summary>
[Authorize(ManualsModule.Read)]
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid? Group { get; set; }

    /// <summary>The improvement for which a manual is to be revised, carried to the manual that is chosen.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Improvement { get; set; }

    public IReadOnlyList<ManualLine> Manuals { get; private set; } = [];

    public int All { get; private set; }

    public IReadOnlyList<SelectListItem> GroupItems { get; private set; } = [];

    public bool MayWrite { get; private set; }

    public Guid? Me { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        MayWrite = await roles.MayAsync(ManualsModule.Write);
        Me = await roles.PersonAsync();
        GroupItems = [new(t["All groups"], ""), .. await db.GroupItemsAsync(clock.Today(), Group)];
        var lines = await LinesAsync();
        All = lines.Count;
        Manuals = [.. lines.Where(line => Group is null || line.GroupId == Group)];
        return ExportTable.Knows(export)
            ? new ExportTable(
                t["Staff manuals"], export!,
                [t["Document code"], t["Staff manual"], t["Work"], t["Group"], t["Version in force"], t["In force from"], t["Version being worked on"], t["State"], t["Must read"], t["Have read"]],
                Manuals.Select(line => (object?[])[
                    line.Code, line.Title, line.Work, line.Group, line.InForce?.Number, line.InForce?.From, line.UnderWay?.Number, line.UnderWay is { } next ? t["ManualState." + next.State].Value : "", line.MustRead, line.HaveRead]).ToAsyncEnumerable())
            : Page();
    }

    // Without what the versions say, which is long.
    async Task<List<ManualLine>> LinesAsync()
    {
        var groups = await db.Set<Group>().AsNoTracking().ToDictionaryAsync(group => group.Id, group => (group.Kind, group.Name));
        var works = await db.Set<Work>().AsNoTracking().ToDictionaryAsync(work => work.Id, work => work.Name);
        var editions = (await db.Set<ManualEdition>().Where(edition => edition.State != ManualState.Replaced)
            .Select(edition => new { edition.ManualId, edition.Id, edition.Number, edition.State, edition.InForceOn, Next = edition.State == ManualState.Draft ? edition.AuthorId : edition.State == ManualState.InReview ? edition.ReviewerId : edition.ApproverId }).ToListAsync())
            .ToLookup(edition => edition.ManualId);
        var readings = (await db.Set<ManualReading>().Select(reading => new { reading.EditionId, reading.PersonId, IsRead = reading.ReadAt != null }).ToListAsync()).ToLookup(reading => reading.EditionId);
        var manuals = await db.Set<StaffManual>().AsNoTracking().ToListAsync();
        return
        [
            .. manuals.OrderBy(manual => manual.GroupId is { } group ? (int)groups[group].Kind : int.MaxValue).ThenBy(manual => manual.Title, ThaiText.Comparer).Select(manual =>
            {
                var inForce = editions[manual.Id].FirstOrDefault(edition => edition.State == ManualState.InForce);
                var underWay = editions[manual.Id].FirstOrDefault(edition => edition.State != ManualState.InForce);
                var its = inForce is null ? [] : readings[inForce.Id].ToList();
                return new ManualLine(
                    manual.Id, manual.Code, manual.Title, manual.GroupId, manual.GroupId is { } group ? groups[group].Name : "", manual.WorkId is { } work ? works[work] : "",
                    inForce is { InForceOn: { } from } ? (inForce.Number, from) : null, underWay is null ? null : (underWay.Number, underWay.State, underWay.Next),
                    its.Count, its.Count(reading => reading.IsRead), its.Exists(reading => reading.PersonId == Me && !reading.IsRead));
            }),
        ];
    }
}

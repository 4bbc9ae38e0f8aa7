using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Manuals;
using Rapfang.Modules.Office;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Works.Hosts;

/// <summary>Which group is host of which work, since when.</summary>
[Authorize(WorksModule.Read)]
public sealed class IndexModel(RapfangDb db, FileUses uses, ManualRegister manuals, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public sealed class HostForm
    {
        public Guid WorkId { get; set; }

        public Guid GroupId { get; set; }

        public Host Host { get; set; } = Host.Secondary;

        public DateOnly From { get; set; }
    }

    public sealed class WorkForm
    {
        [Required(ErrorMessage = "Fill in this field."), StringLength(20)]
        public string Code { get; set; } = "";

        [Required(ErrorMessage = "Fill in this field."), StringLength(200)]
        public string Name { get; set; } = "";

        public Guid MainHost { get; set; }
    }

    public HostForm Input { get; private set; } = new();

    public WorkForm NewWork { get; private set; } = new();

    public List<Work> Works { get; private set; } = [];

    public bool MayManage { get; private set; }

    /// <summary>How many papers each work has.</summary>
    public IReadOnlyDictionary<Guid, int> Papers { get; private set; } = new Dictionary<Guid, int>();

    /// <summary>The staff manuals of each work, in force or on the way there.</summary>
    public ILookup<Guid, WorkManual> Manuals { get; private set; } = Enumerable.Empty<WorkManual>().ToLookup(manual => manual.WorkId);

    public bool MayWriteManuals { get; private set; }

    IReadOnlyList<Group> Groups { get; set; } = [];

    public string GroupName(Guid id) => Groups.FirstOrDefault(group => group.Id == id)?.Name ?? "";

    public IEnumerable<SelectListItem> WorkItems => Works.Select(work => new SelectListItem($"{work.Code} {work.Name}", work.Id.ToString()));

    public IEnumerable<SelectListItem> GroupItems =>
        Groups.Where(group => group.IsInForce(clock.Today())).OrderBy(group => group.Kind).Select(group => new SelectListItem(group.Name, group.Id.ToString()));

    public IEnumerable<SelectListItem> HostItems => Enum.GetValues<Host>().Select(host => new SelectListItem(t["Host." + host], host.ToString()));

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        await LoadAsync();
        return ExportTable.Knows(export)
            ? new ExportTable(t["Works and hosts"], export!, [t["Code"], t["Work"], t["Group"], t["Host"], t["From"], t["Until"]], Rows().ToAsyncEnumerable())
            : Page();
    }

    IEnumerable<object?[]> Rows() => Works.SelectMany(work => work.Hosts.Select(host => (object?[])
        [work.Code, work.Name, GroupName(host.GroupId), t["Host." + host.Host].Value, host.FromDate, host.UntilDate]));

    public async Task<IActionResult> OnPostHostAsync()
    {
        await LoadAsync();
        if (!MayManage)
        {
            return Forbid();
        }

        var valid = await TryUpdateModelAsync(Input, "Input");
        var work = Works.Find(known => known.Id == Input.WorkId);
        if (!valid || work is null || Groups.All(group => group.Id != Input.GroupId))
        {
            return this.Invalid();
        }

        if (Input.Host == Host.Main)
        {
            work.HostBy(Input.GroupId, Input.From);
        }
        else
        {
            work.SupportBy(Input.GroupId, Input.From);
        }

        return await DoneAsync("work.host-named", work);
    }

    public async Task<IActionResult> OnPostEndAsync(Guid work, Guid host)
    {
        await LoadAsync();
        if (!MayManage)
        {
            return Forbid();
        }

        if (Works.Find(known => known.Id == work) is not { } hosted || hosted.Hosts.TrueForAll(known => known.Id != host))
        {
            return NotFound();
        }

        hosted.EndHost(host, clock.Today());
        return await DoneAsync("work.host-ended", hosted);
    }

    public async Task<IActionResult> OnPostAddAsync()
    {
        await LoadAsync();
        if (!MayManage)
        {
            return Forbid();
        }

        var valid = await TryUpdateModelAsync(NewWork, "NewWork");
        if (Works.Exists(work => work.Code == NewWork.Code.Trim()))
        {
            ModelState.AddModelError("NewWork.Code", t["This code is taken."]);
            valid = false;
        }

        if (!valid || Groups.All(group => group.Id != NewWork.MainHost))
        {
            return this.Invalid();
        }

        var added = new Work { Code = NewWork.Code.Trim(), Name = NewWork.Name.Trim(), FromDate = clock.Today() };
        added.HostBy(NewWork.MainHost, clock.Today());
        db.Add(added);
        return await DoneAsync("work.added", added);
    }

    async Task<IActionResult> DoneAsync(string happening, Work work)
    {
        foreach (var host in work.Hosts.Where(host => db.Entry(host).State == EntityState.Detached))
        {
            db.Add(host);
        }

        db.Tell(happening, work);
        await db.SaveChangesAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path);
    }

    async Task LoadAsync()
    {
        MayManage = await roles.MayAsync(WorksModule.Manage);
        Works = await db.Set<Work>().Include(work => work.Hosts).OrderBy(work => work.Code).ToListAsync();
        Groups = await db.Set<Group>().AsNoTracking().ToListAsync();
        Papers = await uses.CountsAsync(Work.Papers);
        Manuals = await manuals.OfWorksAsync();
        MayWriteManuals = await roles.MayAsync(ManualsModule.Write);
        Input.From = clock.Today();
    }
}

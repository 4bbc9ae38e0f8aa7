using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Networks.Members;

/// <summary>The members of a network: masked; whole for who looks on purpose, which is stored before it is shown.</summary>
[Authorize(NetworksModule.Read)]
public sealed class IndexModel(RapfangDb db, NetworkRegister register, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public Network Network { get; private set; } = null!;

    public IReadOnlyList<NetworkMember> Members { get; private set; } = [];

    /// <summary>How many took their consent back.</summary>
    public int Forgotten { get; private set; }

    public MemberForm Input { get; } = new();

    [BindProperty]
    public DateOnly From { get; set; }

    /// <summary>The whole names are shown in this answer.</summary>
    public bool IsOpen { get; private set; }

    public bool MayWrite { get; private set; }

    public bool MayLook { get; private set; }

    public string NameOf(NetworkMember member) => IsOpen ? register.NameOf(member) : member.Shown;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _ = Guid.TryParse(RouteData.Values["id"] as string, out var id);
        if (await register.FindAsync(id) is not { } network)
        {
            context.Result = NotFound();
            return;
        }

        Network = network;
        MayWrite = network.UntilDate is null && await roles.MayAsync(NetworksModule.Write);
        MayLook = await roles.MayAsync(NetworksModule.Look);
        if (HttpMethods.IsPost(Request.Method) && !(context.HandlerMethod?.Name == "Add" ? MayWrite : MayLook))
        {
            context.Result = Forbid();
            return;
        }

        var all = await db.Set<NetworkMember>().AsNoTracking().Where(member => member.NetworkId == id).ToListAsync();
        Members = [.. register.InOrder(all.Where(member => member.Name is not null))];
        Forgotten = all.Count - Members.Count;
        await next();
    }

    public IActionResult OnGet(string? export)
    {
        From = clock.Today();
        ModelState.Clear();
        return ExportTable.Knows(export) ? Table(export!, member => (member.Shown, member.Phone?.Mask ?? "", member.Email?.Mask ?? "")) : Page();
    }

    public async Task<IActionResult> OnPostNamesAsync()
    {
        db.Tell("network.members-looked-at", Network);
        await db.SaveChangesAsync();
        From = clock.Today();
        ModelState.Clear();
        IsOpen = true;
        return Page();
    }

    /// <summary>The whole list with contacts as a file.</summary>
    public async Task<IActionResult> OnPostExportAsync(string? format)
    {
        db.Tell("network.members-exported", Network);
        await db.SaveChangesAsync();
        return Table(format == "csv" ? "csv" : "xlsx", member => (register.NameOf(member), register.PhoneOf(member), register.EmailOf(member)));
    }

    ExportTable Table(string format, Func<NetworkMember, (string Name, string Phone, string Email)> who) => new(
        $"{t["Members"]} {Network.Name}", format,
        [t["Full name"], t["Telephone"], t["E-mail"], t["Duty in the network"], t["Committee"], t["Consented on"], t["How consent was given"], t["Member from"], t["Until"]],
        Members.Select(member =>
        {
            var (name, phone, email) = who(member);
            return (object?[])
            [
                name, phone, email, member.Duty, member.OnCommittee ? t["Yes"].Value : "", member.ConsentedOn,
                member.ConsentWay is { } way ? t["ConsentWay." + way].Value : "", member.FromDate, member.UntilDate,
            ];
        }).ToAsyncEnumerable());

    public async Task<IActionResult> OnPostAddAsync()
    {
        if (!await TryUpdateModelAsync(Input, "Input") || !ModelState.IsValid)
        {
            return this.Invalid();
        }

        var member = new NetworkMember(Network.Id, From);
        Input.Write(member, register, clock.Today());
        if (register.Named(Network.Id, Members.Where(known => known.UntilDate is null), Input.Name!).Any(known => register.PhoneOf(known) == register.PhoneOf(member)))
        {
            throw new RuleBroken("มีสมาชิกชื่อและโทรศัพท์นี้อยู่แล้ว", "A member of this name and telephone is there already.", "Input.Name");
        }

        db.Add(member);
        db.Tell("network-member.added", member);
        await db.SaveChangesAsync();
        TempData["Done"] = t["Event.network-member.added"].Value;
        return Redirect(Request.Path);
    }
}

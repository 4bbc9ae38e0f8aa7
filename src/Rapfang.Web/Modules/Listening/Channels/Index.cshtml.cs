using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Listening.Channels;

/// <summary>The channels by which the office listens.</summary>
[Authorize(ListeningModule.Read)]
public sealed class IndexModel(RapfangDb db, ChannelRegister register, OfficeRoles roles, IStringLocalizer<Text> t) : PageModel
{
    public sealed class Form
    {
        [Required(ErrorMessage = "Fill in this field."), StringLength(100)]
        public string Name { get; set; } = "";

        public ChannelWay Way { get; set; } = ChannelWay.FieldVisit;
    }

    /// <param name="Groups">The groups in use that it serves.</param>
    public sealed record Line(Channel Channel, IReadOnlyList<string> Groups, string Owner);

    public Form Input { get; } = new();

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public int InUse => Lines.Count(line => line.Channel.UntilDate is null);

    public bool MayManage { get; private set; }

    public IEnumerable<SelectListItem> Ways => Enum.GetValues<ChannelWay>().Select(way => new SelectListItem(t["ChannelWay." + way], way.ToString()));

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        MayManage = await roles.MayAsync(ListeningModule.Manage);
        if (HttpMethods.IsPost(Request.Method) && !MayManage)
        {
            context.Result = Forbid();
            return;
        }

        var served = (await db.Set<GroupChannel>().Join(db.Set<StakeholderGroup>().Where(group => group.UntilDate == null), one => one.GroupId, group => group.Id, (one, group) => new { one.ChannelId, group.Number, group.Name })
            .ToListAsync()).OrderBy(one => one.Number).ToLookup(one => one.ChannelId, one => one.Name);
        var owners = await db.Set<Group>().Select(group => new { group.Id, group.Name }).ToDictionaryAsync(group => group.Id, group => group.Name);
        var named = db.Set<Channel>().Select(channel => channel.OwnerPersonId);
        foreach (var person in await db.Set<Person>().AsNoTracking().Where(person => named.Contains(person.Id)).ToListAsync())
        {
            owners.Add(person.Id, person.FullName);
        }

        Lines =
        [
            .. (await db.Set<Channel>().AsNoTracking().OrderBy(channel => channel.UntilDate != null).ThenBy(channel => channel.Number).ToListAsync())
                .Select(channel => new Line(channel, [.. served[channel.Id]], (channel.OwnerGroupId ?? channel.OwnerPersonId) is { } owner ? owners[owner] : "")),
        ];
        await next();
    }

    public IActionResult OnGet(string? export) => ExportTable.Knows(export)
        ? new ExportTable(
            t["Listening channels"], export!,
            [
                t["No."], t["Name"], t["How it comes in"], t["Formal or informal"], t["Groups served"], t["Owner"], t["Frequency"], t["Open hours"], t["Link"], t["Cost a year (baht)"], t["Use"], t["From"], t["Until"],
            ],
            Rows().ToAsyncEnumerable())
        : Page();

    IEnumerable<object?[]> Rows() => Lines.Select(line => (object?[])[
        line.Channel.Number, line.Channel.Name, t["ChannelWay." + line.Channel.Way].Value, t[line.Channel.IsFormal ? "Formal" : "Informal"].Value, string.Join(", ", line.Groups), line.Owner, line.Channel.Frequency,
        line.Channel.OpenHours, line.Channel.Link, line.Channel.YearlyCost, t[line.Channel.UntilDate is not null ? "Ended" : line.Channel.IsUnderUsed ? "Not fully used" : "Is used"].Value, line.Channel.FromDate, line.Channel.UntilDate]);

    public async Task<IActionResult> OnPostAddAsync()
    {
        if (!await TryUpdateModelAsync(Input, "Input"))
        {
            return this.Invalid();
        }

        var channel = await register.AddAsync(Input.Name.Trim(), Input.Way);
        TempData["Done"] = t["Added. Write down whom it serves and who looks after it."].Value;
        return Redirect($"{Request.Path}/{channel.Id}");
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Rules;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Search;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Inbox;

/// <summary>What waits for me first, by its deadline; all cases; the sealed ones for the few who may know of them.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, VoiceQueue queue, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const int PageSize = 30;
    static readonly DateOnly Never = new(9999, 12, 31);

    // Set by name, not by a constructor: so the database can order by what is in it.
    public sealed class Row
    {
        public Guid Id { get; init; }

        public string Number { get; init; } = "";

        public VoiceKind Kind { get; init; }

        public string Channel { get; init; } = "";

        public string? Type { get; init; }

        public VoiceState State { get; init; }

        public VoiceText Subject { get; init; } = VoiceText.Nothing;

        public DateOnly ReceivedOn { get; init; }

        public DateOnly? AnsweredOn { get; init; }

        public DateOnly? ClosedOn { get; init; }

        public bool? Satisfied { get; init; }

        public DateOnly? DueOn { get; init; }

        /// <summary>The day by which open cases are ordered; those that owe no answer come last.</summary>
        public DateOnly Rank { get; init; }

        public bool IsOver => State is VoiceState.Closed or VoiceState.Withdrawn;
    }

    /// <summary><c>mine</c>, <c>open</c>, <c>all</c> or <c>sealed</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string View { get; set; } = "mine";

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public VoiceKind? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Channel { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Type { get; set; }

    [BindProperty(SupportsGet = true)]
    public VoiceState? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Late { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public bool IsFirst { get; private set; }

    public bool MayReceive { get; private set; }

    public bool MaySeeSealed { get; private set; }

    public DateOnly Today => clock.Today();

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Q) || Kind is not null || Channel is not null || Type is not null || State is not null || Late;

    public IEnumerable<(string View, string Text)> Views
    {
        get
        {
            yield return ("mine", t["Waiting for me"]);
            yield return ("open", t["Not finished"]);
            yield return ("all", t["All cases"]);
            if (MaySeeSealed)
            {
                yield return ("sealed", t["Sealed"]);
            }
        }
    }

    public IEnumerable<SelectListItem> KindItems => Items<VoiceKind>("VoiceKind.", t["Every kind"]);

    public IReadOnlyList<SelectListItem> ChannelItems { get; private set; } = [];

    public IReadOnlyList<SelectListItem> TypeItems { get; private set; } = [];

    public IEnumerable<SelectListItem> StateItems => Items<VoiceState>("VoiceState.", t["All states"]);

    IEnumerable<SelectListItem> Items<T>(string stem, string all)
        where T : struct, Enum => Enum.GetValues<T>().Select(value => new SelectListItem(t[stem + value], value.ToString())).Prepend(new(all, ""));

    /// <param name="after">Rank and id of the last row of the page before.</param>
    public async Task<IActionResult> OnGetAsync(string? after, string? export)
    {
        MayReceive = await roles.MayAsync(VoicesModule.Receive);
        MaySeeSealed = await roles.MayAsync(VoicesModule.Sealed);
        if (View == "sealed" && !MaySeeSealed)
        {
            return NotFound();
        }

        var found = await FoundAsync();
        if (ExportTable.Knows(export))
        {
            return new ExportTable(
                t["Complaints and opinions"], export!,
                [t["Case number"], t["Received on"], t["Kind"], t["Channel"], t["Type"], t["About what, in short"], t["State"], t["First answer due"], t["Answered on"], t["Closed on"], t["Solved?"]],
                AllAsync(found));
        }

        ChannelItems = [new(t["All channels"], ""), .. (await db.Set<Channel>().AsNoTracking().OrderBy(channel => channel.Number).ToListAsync()).Select(channel => new SelectListItem(channel.Name, channel.Id.ToString()))];
        TypeItems = [new(t["All types"], ""), .. (await db.Set<VoiceType>().AsNoTracking().OrderBy(type => type.Number).ToListAsync()).Select(type => new SelectListItem(type.Name, type.Id.ToString()))];
        IsFirst = after is null;
        var rows = await Ordered(After(found, after)).Take(PageSize + 1).ToListAsync();
        Rows = [.. rows.Take(PageSize)];
        Next = rows.Count > PageSize ? string.Create(CultureInfo.InvariantCulture, $"{Rows[^1].Rank:yyyy-MM-dd}_{Rows[^1].Id}") : null;
        return Page();
    }

    bool ByDeadline => View is "mine" or "open";

    IQueryable<Row> Ordered(IQueryable<Row> rows) =>
        ByDeadline ? rows.OrderBy(row => row.Rank).ThenBy(row => row.Id) : rows.OrderByDescending(row => row.Id);

    IQueryable<Row> After(IQueryable<Row> rows, string? after)
    {
        if (after?.Split('_') is not [var day, var last] || !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var rank) || !Guid.TryParse(last, out var id))
        {
            return rows;
        }

        return ByDeadline
            ? rows.Where(row => row.Rank > rank || (row.Rank == rank && row.Id.CompareTo(id) > 0))
            : rows.Where(row => row.Id.CompareTo(id) < 0);
    }

    async Task<IQueryable<Row>> FoundAsync()
    {
        var isSealed = View == "sealed";
        // Sealed cases stand in no index.
        var voices = (isSealed ? db.Set<Voice>() : db.Holding<Voice>(Q)).AsNoTracking().Where(voice => voice.IsSealed == isSealed);
        if (ByDeadline)
        {
            voices = voices.Where(voice => voice.State != VoiceState.Closed && voice.State != VoiceState.Withdrawn);
        }

        if (View == "mine")
        {
            voices = await queue.MineAsync(voices);
        }

        voices = Kind is { } kind ? voices.Where(voice => voice.Kind == kind) : voices;
        voices = Channel is { } channel ? voices.Where(voice => voice.ChannelId == channel) : voices;
        voices = Type is { } type ? voices.Where(voice => voice.TypeId == type) : voices;
        voices = State is { } state ? voices.Where(voice => voice.State == state) : voices;
        var today = Today;
        var joined =
            from voice in voices
            join due in db.Set<Deadline>().Where(deadline => deadline.RuleCode == DeadlineRule.ComplaintAnswer) on voice.Id equals due.SubjectId into dues
            from due in dues.DefaultIfEmpty()
            select new { voice, due };
        if (Late)
        {
            joined = joined.Where(row => row.due != null && (row.due.MetOn == null ? row.due.DueOn < today : row.due.MetOn > row.due.DueOn));
        }

        return joined.Select(row => new Row
        {
            Id = row.voice.Id,
            Number = row.voice.Number,
            Kind = row.voice.Kind,
            Channel = db.Set<Channel>().First(channel => channel.Id == row.voice.ChannelId).Name,
            Type = db.Set<VoiceType>().Where(type => type.Id == row.voice.TypeId).Select(type => type.Name).FirstOrDefault(),
            State = row.voice.State,
            Subject = row.voice.Subject,
            ReceivedOn = row.voice.ReceivedOn,
            AnsweredOn = row.voice.AnsweredOn,
            ClosedOn = row.voice.ClosedOn,
            Satisfied = row.voice.Satisfied,
            DueOn = row.due == null ? null : row.due.DueOn,
            Rank = row.due != null && row.due.MetOn == null ? row.due.DueOn : Never,
        });
    }

    async IAsyncEnumerable<object?[]> AllAsync(IQueryable<Row> rows)
    {
        await foreach (var row in Ordered(rows).AsAsyncEnumerable())
        {
            yield return
            [
                row.Number, row.ReceivedOn, t["VoiceKind." + row.Kind].Value, row.Channel, row.Type, row.Subject.Text, t["VoiceState." + row.State].Value, row.DueOn, row.AnsweredOn, row.ClosedOn,
                row.Satisfied switch { true => t["Solved"].Value, false => t["Not solved"].Value, null => "" },
            ];
        }
    }
}

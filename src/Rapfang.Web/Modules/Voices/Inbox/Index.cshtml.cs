using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Rules;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Search;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Inbox;

/// <summary>What waits for me first, by its deadline; all cases; the sealed ones for the few who may know of them.</summary>
[Authorize(VoicesModule.Read)]
public sealed class IndexModel(RapfangDb db, OfficeRoles roles, CurrentActor actor, VoiceQueue queue, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
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

        public string? District { get; init; }

        public VoiceState State { get; init; }

        public VoiceText Subject { get; init; } = VoiceText.Nothing;

        public DateOnly ReceivedOn { get; init; }

        public DateOnly? AnsweredOn { get; init; }

        public DateOnly? ClosedOn { get; init; }

        public bool? Satisfied { get; init; }

        public DateOnly? DueOn { get; init; }

        /// <summary>The day by which open cases are ordered; those that owe no answer come last.</summary>
        public DateOnly Rank { get; init; }

        public bool IsOver => State is VoiceState.Closed or VoiceState.Withdrawn or VoiceState.Transferred;
    }

    // A case, and when its first answer is due.
    sealed class Found
    {
        public Voice Voice { get; init; } = null!;

        public Deadline? Due { get; init; }
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
    public Guid? District { get; set; }

    [BindProperty(SupportsGet = true)]
    public VoiceState? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Late { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public bool IsFirst { get; private set; }

    public bool MayReceive { get; private set; }

    public bool MaySeeSealed { get; private set; }

    /// <summary>May do something with several cases at once.</summary>
    public bool MayAct { get; private set; }

    public IReadOnlyList<ReplyTemplate> Replies { get; private set; } = [];

    /// <summary>The views that this person kept.</summary>
    public IReadOnlyList<SavedView> Saved { get; private set; } = [];

    /// <summary>The filters as they stand in the address, without the place in the list.</summary>
    public string Query => string.Join('&', Request.Query.Where(pair => pair.Key is not ("after" or "export") && pair.Value.ToString().Length > 0)
        .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value.ToString())}"));

    public DateOnly Today => clock.Today();

    public bool IsFiltered => !string.IsNullOrWhiteSpace(Q) || Kind is not null || Channel is not null || Type is not null || District is not null || State is not null || Late;

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

    public IEnumerable<SelectListItem> KindItems => Items<VoiceKind>("VoiceKind.", t["Every kind of case"]);

    public IReadOnlyList<SelectListItem> ChannelItems { get; private set; } = [];

    public IReadOnlyList<SelectListItem> TypeItems { get; private set; } = [];

    /// <summary>None where the office keeps no list of districts.</summary>
    public IReadOnlyList<SelectListItem> DistrictItems { get; private set; } = [];

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
                [t["Case number"], t["Received on"], t["Kind of case"], t["Channel"], t["Type"], t["District"], t["About what, in short"], t["State"], t["First answer due"], t["Answered on"], t["Closed on"], t["Solved?"]],
                AllAsync(found));
        }

        MayAct = View != "sealed" && await roles.MayAsync(VoicesModule.Handle);
        Replies = MayAct ? await db.Set<ReplyTemplate>().AsNoTracking().Where(reply => reply.UntilDate == null).OrderBy(reply => reply.Name).ToListAsync() : [];
        Saved = await db.Set<SavedView>().AsNoTracking().Where(saved => saved.UserId == actor.UserId && saved.Path == Path).OrderBy(saved => saved.Name).ToListAsync();
        ChannelItems = [new(t["All channels"], ""), .. (await db.Set<Channel>().AsNoTracking().OrderBy(channel => channel.Number).ToListAsync()).Select(channel => new SelectListItem(channel.Name, channel.Id.ToString()))];
        TypeItems = [new(t["All types"], ""), .. (await db.Set<VoiceType>().AsNoTracking().OrderBy(type => type.Number).ToListAsync()).Select(type => new SelectListItem(type.Name, type.Id.ToString()))];
        DistrictItems = await db.Set<District>().AsNoTracking().OrderBy(district => district.Number).ToListAsync() is { Count: > 0 } districts ? [.. VoiceForm.Items(districts, t["All districts"])] : [];
        IsFirst = after is null;
        var rows = await PageAsync(found, Position(after));
        Rows = [.. rows.Take(PageSize)];
        Next = rows.Count > PageSize ? string.Create(CultureInfo.InvariantCulture, $"{Rows[^1].Rank:yyyy-MM-dd}_{Rows[^1].Id}") : null;
        return Page();
    }

    const string Path = "/voices";
    const int MostViews = 20;
    const int LongestName = 60;
    const int LongestQuery = 500;

    /// <summary>Keeps the filters under a name; the same name again is replaced.</summary>
    public async Task<IActionResult> OnPostKeepAsync(string? name, string? query)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || query is null || query.Length > LongestQuery)
        {
            throw new RuleBroken($"ตั้งชื่อมุมมอง ไม่เกิน {LongestName} ตัวอักษร", $"Give the view a name of at most {LongestName} letters.", "name");
        }

        var mine = await db.Set<SavedView>().Where(saved => saved.UserId == actor.UserId && saved.Path == Path).ToListAsync();
        if (mine.Count >= MostViews && mine.TrueForAll(saved => saved.Name != name.Trim()))
        {
            throw new RuleBroken($"เก็บได้ไม่เกิน {MostViews} มุมมอง ลบมุมมองเดิมก่อน", $"At most {MostViews} views are kept; forget one first.", "name");
        }

        db.RemoveRange(mine.Where(saved => saved.Name == name.Trim()));
        await db.SaveChangesAsync();
        db.Add(new SavedView { UserId = actor.UserId!.Value, Path = Path, Name = name.Trim(), Query = query });
        await db.SaveChangesAsync();
        return Redirect($"{Request.Path}?{query}");
    }

    public async Task<IActionResult> OnPostForgetAsync(Guid id)
    {
        db.RemoveRange(await db.Set<SavedView>().Where(saved => saved.Id == id && saved.UserId == actor.UserId).ToListAsync());
        await db.SaveChangesAsync();
        return Redirect(Request.Path);
    }

    bool ByDeadline => View is "mine" or "open";

    async Task<List<Row>> PageAsync(IQueryable<Voice> voices, (DateOnly Rank, Guid Id)? after)
    {
        const int most = PageSize + 1;
        if (!ByDeadline)
        {
            return await Shown(WithDue(after is var (_, last) ? voices.Where(voice => voice.Id.CompareTo(last) < 0) : voices)).OrderByDescending(row => row.Id).Take(most).ToListAsync();
        }

        // Which ones first, from indexes alone, and only of one page all that is shown: no look sorts all cases that are open.
        var ids = await OwingAsync(voices, after, most);
        if (ids.Count < most)
        {
            var others = WithDue(voices).Where(row => row.Due == null || row.Due.MetOn != null).Select(row => row.Voice.Id);
            others = after is (var day, var last) && day == Never ? others.Where(id => id.CompareTo(last) > 0) : others;
            ids.AddRange(await others.OrderBy(id => id).Take(most - ids.Count).ToListAsync());
        }

        var rows = await Shown(WithDue(db.Set<Voice>().AsNoTracking().Where(voice => ids.Contains(voice.Id)))).ToListAsync();
        return [.. rows.OrderBy(row => ids.IndexOf(row.Id))];
    }

    // Those that still owe an answer, by the day it is due; the others come after all of them.
    async Task<List<Guid>> OwingAsync(IQueryable<Voice> voices, (DateOnly Rank, Guid Id)? after, int most)
    {
        var today = Today;
        var owing =
            from voice in voices
            join due in db.Set<Deadline>().Where(deadline => deadline.RuleCode == DeadlineRule.ComplaintAnswer && deadline.MetOn == null) on voice.Id equals due.SubjectId
            select new { voice.Id, due.DueOn };
        owing = Late ? owing.Where(row => row.DueOn < today) : owing;
        if (after is var (rank, id))
        {
            owing = owing.Where(row => row.DueOn >= rank && (row.DueOn > rank || row.Id.CompareTo(id) > 0));
        }

        return await owing.OrderBy(row => row.DueOn).ThenBy(row => row.Id).Take(most).Select(row => row.Id).ToListAsync();
    }

    IQueryable<Found> WithDue(IQueryable<Voice> voices)
    {
        var today = Today;
        var joined =
            from voice in voices
            join due in db.Set<Deadline>().Where(deadline => deadline.RuleCode == DeadlineRule.ComplaintAnswer) on voice.Id equals due.SubjectId into dues
            from due in dues.DefaultIfEmpty()
            select new Found { Voice = voice, Due = due };
        return Late ? joined.Where(row => row.Due != null && ((row.Due.MetOn == null && row.Due.DueOn < today) || row.Due.MetOn > row.Due.DueOn)) : joined;
    }

    static (DateOnly Rank, Guid Id)? Position(string? after) =>
        after?.Split('_') is [var day, var last] && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var rank) && Guid.TryParse(last, out var id)
            ? (rank, id)
            : null;

    async Task<IQueryable<Voice>> FoundAsync()
    {
        var isSealed = View == "sealed";
        // Sealed cases stand in no index.
        var voices = (isSealed ? db.Set<Voice>() : await db.HoldingAsync<Voice>(Q, VoicesModule.Read)).AsNoTracking().Where(voice => voice.IsSealed == isSealed);
        if (ByDeadline)
        {
            voices = voices.Where(voice => voice.State != VoiceState.Closed && voice.State != VoiceState.Withdrawn && voice.State != VoiceState.Transferred);
        }

        if (View == "mine")
        {
            voices = await queue.MineAsync(voices);
        }

        voices = Kind is { } kind ? voices.Where(voice => voice.Kind == kind) : voices;
        voices = Channel is { } channel ? voices.Where(voice => voice.ChannelId == channel) : voices;
        voices = Type is { } type ? voices.Where(voice => voice.TypeId == type) : voices;
        voices = District is { } district ? voices.Where(voice => voice.DistrictId == district) : voices;
        voices = State is { } state ? voices.Where(voice => voice.State == state) : voices;
        return voices;
    }

    IQueryable<Row> Shown(IQueryable<Found> found) => found.Select(row => new Row
    {
        Id = row.Voice.Id,
        Number = row.Voice.Number,
        Kind = row.Voice.Kind,
        Channel = db.Set<Channel>().First(channel => channel.Id == row.Voice.ChannelId).Name,
        Type = db.Set<VoiceType>().Where(type => type.Id == row.Voice.TypeId).Select(type => type.Name).FirstOrDefault(),
        District = db.Set<District>().Where(district => district.Id == row.Voice.DistrictId).Select(district => district.Name).FirstOrDefault(),
        State = row.Voice.State,
        Subject = row.Voice.Subject,
        ReceivedOn = row.Voice.ReceivedOn,
        AnsweredOn = row.Voice.AnsweredOn,
        ClosedOn = row.Voice.ClosedOn,
        Satisfied = row.Voice.Satisfied,
        DueOn = row.Due == null ? null : row.Due.DueOn,
        Rank = row.Due != null && row.Due.MetOn == null ? row.Due.DueOn : Never,
    });

    async IAsyncEnumerable<object?[]> AllAsync(IQueryable<Voice> found)
    {
        var rows = Shown(WithDue(found));
        await foreach (var row in (ByDeadline ? rows.OrderBy(row => row.Rank).ThenBy(row => row.Id) : rows.OrderByDescending(row => row.Id)).AsAsyncEnumerable())
        {
            yield return
            [
                row.Number, row.ReceivedOn, t["VoiceKind." + row.Kind].Value, row.Channel, row.Type, row.District, row.Subject.Text, t["VoiceState." + row.State].Value, row.DueOn, row.AnsweredOn, row.ClosedOn,
                row.Satisfied switch { true => t["Solved"].Value, false => t["Not solved"].Value, null => "" },
            ];
        }
    }
}

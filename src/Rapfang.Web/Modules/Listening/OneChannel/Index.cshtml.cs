using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Listening.OneChannel;

/// <summary>One channel: what it is, whom it serves, how often, what came by it outside the system, its reviews.</summary>
[Authorize(ListeningModule.Read)]
public sealed class IndexModel(RapfangDb db, ChannelRegister register, ChannelFigures figures, CurrentOffice office, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public sealed class Facts
    {
        public string? Name { get; set; }

        public bool IsFormal { get; set; }

        public string? Owner { get; set; }

        public string? OpenHours { get; set; }

        public string? Link { get; set; }

        public string? YearlyCost { get; set; }

        public bool IsUnderUsed { get; set; }

        public string? AlsoCounts { get; set; }

        /// <summary>The version that the form was filled from.</summary>
        public int Seen { get; set; }
    }

    public sealed class NewFrequency
    {
        public string? Frequency { get; set; }

        public string? Reason { get; set; }

        public DateOnly Day { get; set; }
    }

    public sealed class Count
    {
        public int Year { get; set; }

        public string? Number { get; set; }

        public string? Note { get; set; }
    }

    public sealed class Levels
    {
        public int Year { get; set; }

        public string? High { get; set; }

        public string? Medium { get; set; }

        public string? Low { get; set; }

        public string? People { get; set; }

        public string? Note { get; set; }
    }

    public sealed class Conclusion
    {
        public int Year { get; set; }

        public ReviewVerdict Verdict { get; set; }

        public string? Finding { get; set; }

        public string? Action { get; set; }
    }

    public Channel Channel { get; private set; } = null!;

    public Facts Input { get; private set; } = new();

    public NewFrequency Change { get; private set; } = new();

    public Count Manual { get; private set; } = new();

    public Levels Typed { get; private set; } = new();

    public Conclusion Review { get; private set; } = new();

    public IReadOnlyList<StakeholderGroup> Groups { get; private set; } = [];

    public IReadOnlyList<ChannelChange> Changes { get; private set; } = [];

    public IReadOnlyList<ManualCount> Counts { get; private set; } = [];

    public IReadOnlyList<TypedSatisfaction> Satisfactions { get; private set; } = [];

    public IReadOnlyList<ChannelReview> Reviews { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Owners { get; private set; } = [];

    /// <summary>Who entered and reviewed, by their id.</summary>
    public IReadOnlyDictionary<Guid, string> People { get; private set; } = new Dictionary<Guid, string>();

    public bool MayManage { get; private set; }

    public string Owner => Owners.FirstOrDefault(item => item.Value.Length > 0 && item.Value == ChannelRegister.OwnerOf(Channel))?.Text ?? "";

    public IEnumerable<SelectListItem> FormalItems => [new(t["Formal"], bool.TrueString), new(t["Informal"], bool.FalseString)];

    public IEnumerable<SelectListItem> UseItems => [new(t["Is used"], bool.FalseString), new(t["Not fully used"], bool.TrueString)];

    public IEnumerable<SelectListItem> AlsoItems => Enum.GetValues<AlsoCounted>().Select(also => new SelectListItem(t["AlsoCounted." + also], also.ToString())).Prepend(new(t["Nothing else"], ""));

    public IEnumerable<SelectListItem> YearItems => figures.Choices.Select(year => new SelectListItem(year.ToString(CultureInfo.InvariantCulture), year.ToString(CultureInfo.InvariantCulture)));

    public IEnumerable<SelectListItem> VerdictItems => Enum.GetValues<ReviewVerdict>().Select(verdict => new SelectListItem(t["ReviewVerdict." + verdict], verdict.ToString()));

    public bool IsServed(StakeholderGroup group) => group.Channels.Exists(served => served.ChannelId == Channel.Id);

    public string NameOf(Guid? person) => person is { } id ? People.GetValueOrDefault(id, "") : "";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        _ = Guid.TryParse(RouteData.Values["id"]?.ToString(), out var id);
        MayManage = await roles.MayAsync(ListeningModule.Manage);
        if (HttpMethods.IsPost(Request.Method) && !MayManage)
        {
            context.Result = Forbid();
            return;
        }

        if (await db.Set<Channel>().SingleOrDefaultAsync(channel => channel.Id == id) is not { } found)
        {
            context.Result = NotFound();
            return;
        }

        Channel = found;
        Groups = await db.Set<StakeholderGroup>().Include(group => group.Channels).Where(group => group.UntilDate == null).OrderBy(group => group.Number).ToListAsync();
        Changes = await db.Set<ChannelChange>().AsNoTracking().Where(change => change.ChannelId == id).OrderByDescending(change => change.Day).ThenByDescending(change => change.Id).ToListAsync();
        Counts = await db.Set<ManualCount>().Where(one => one.ChannelId == id).OrderByDescending(one => one.Year).ToListAsync();
        Satisfactions = await db.Set<TypedSatisfaction>().Where(one => one.ChannelId == id).OrderByDescending(one => one.Year).ToListAsync();
        Reviews = await db.Set<ChannelReview>().Where(one => one.ChannelId == id).OrderByDescending(one => one.Year).ToListAsync();
        Owners = await register.OwnersAsync(found);
        List<Guid> named = [.. Counts.Select(one => one.EnteredBy).Concat(Satisfactions.Select(one => one.EnteredBy)).Concat(Reviews.Select(one => one.ReviewedBy)).OfType<Guid>()];
        People = (await db.Set<Person>().AsNoTracking().Where(person => named.Contains(person.Id)).ToListAsync()).ToDictionary(person => person.Id, person => person.FullName);
        Fill();
        await next();
    }

    void Fill()
    {
        var year = FiscalYear.Of(clock.Today()).Year;
        Input = new()
        {
            Name = Channel.Name, IsFormal = Channel.IsFormal, Owner = ChannelRegister.OwnerOf(Channel), OpenHours = Channel.OpenHours, Link = Channel.Link, IsUnderUsed = Channel.IsUnderUsed,
            YearlyCost = Channel.YearlyCost?.ToString("0.##", CultureInfo.InvariantCulture), AlsoCounts = Channel.AlsoCounts?.ToString(), Seen = Channel.Version,
        };
        Change = new() { Day = clock.Today() };
        Manual = new() { Year = year - 1 };
        Typed = new() { Year = year };
        Review = new() { Year = year };
    }

    public void OnGet()
    {
        // All that is shown is loaded for every handler.
    }

    public async Task<IActionResult> OnPostSaveAsync()
    {
        if (!await TryUpdateModelAsync(Input, "Input"))
        {
            return this.Invalid();
        }

        if (Input.Seen != Channel.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }

        var (group, person) = ChannelRegister.Owner(Input.Owner, Owners);
        AlsoCounted? also = Enum.TryParse<AlsoCounted>(Input.AlsoCounts, out var known) && Enum.IsDefined(known) ? known : null;
        if (also is not null && await db.Set<Channel>().FirstOrDefaultAsync(other => other.AlsoCounts == also && other.UntilDate == null && other.Id != Channel.Id) is { } other)
        {
            throw new RuleBroken($"“{other.Name}” นับรายการนี้อยู่แล้ว นับสองช่องทางไม่ได้เพราะจะซ้ำ", $"“{other.Name}” counts these already; two channels would count them twice.", "Input.AlsoCounts");
        }

        var name = Channel.Name;
        Channel.Describe(new(
            VoiceText.Read(Input.Name, "Input.Name", 100), Input.IsFormal, group, person, VoiceText.Read(Input.OpenHours, "Input.OpenHours", ChannelRegister.LongestLine, required: false),
            VoiceText.Read(Input.Link, "Input.Link", 500, required: false), ChannelRegister.Number(Input.YearlyCost, "Input.YearlyCost"), Input.IsUnderUsed, also));
        if (name == Channel.Name)
        {
            db.Tell("channel.changed", Channel);
        }
        else
        {
            db.Tell("channel.renamed", Channel);
        }

        return await SavedAsync();
    }

    public async Task<IActionResult> OnPostGroupsAsync(List<Guid> chosen)
    {
        await register.ServeAsync(Channel, Groups, chosen);
        return await SavedAsync("#groups");
    }

    public async Task<IActionResult> OnPostFrequencyAsync()
    {
        if (!await TryUpdateModelAsync(Change, "Change"))
        {
            return this.Invalid();
        }

        db.Add(Channel.ChangeFrequency(
            VoiceText.Read(Change.Frequency, "Change.Frequency", ChannelRegister.LongestLine), VoiceText.Read(Change.Reason, "Change.Reason", 500, required: Channel.Frequency.Length > 0), Change.Day, clock.Today()));
        db.Tell("channel.frequency-changed", Channel, Change.Reason ?? "");
        return await SavedAsync("#frequency");
    }

    public async Task<IActionResult> OnPostCountAsync()
    {
        if (!await TryUpdateModelAsync(Manual, "Manual"))
        {
            return this.Invalid();
        }

        var count = Counts.FirstOrDefault(one => one.Year == Manual.Year) ?? new(Channel.Id, Year(Manual.Year, "Manual.Year"));
        count.Enter(
            ChannelRegister.Whole(Manual.Number, "Manual.Number") ?? throw new RuleBroken("กรอกช่องนี้", "Fill in this field.", "Manual.Number"),
            VoiceText.Read(Manual.Note, "Manual.Note", ChannelRegister.LongestLine), await roles.PersonAsync(), clock.Today());
        Keep(count, Counts.Contains(count));
        db.Tell("channel.count-entered", Channel);
        return await SavedAsync("#outside");
    }

    public async Task<IActionResult> OnPostRemoveCountAsync(Guid entry)
    {
        db.Tell("channel.count-removed", Channel);
        return await RemovedAsync(Counts.FirstOrDefault(one => one.Id == entry));
    }

    public async Task<IActionResult> OnPostTypedAsync()
    {
        if (!await TryUpdateModelAsync(Typed, "Typed"))
        {
            return this.Invalid();
        }

        var typed = Satisfactions.FirstOrDefault(one => one.Year == Typed.Year) ?? new(Channel.Id, Year(Typed.Year, "Typed.Year"));
        typed.Enter(
            [Typed.High, Typed.Medium, Typed.Low], ChannelRegister.Whole(Typed.People, "Typed.People"), VoiceText.Read(Typed.Note, "Typed.Note", ChannelRegister.LongestLine), await roles.PersonAsync(), clock.Today());
        Keep(typed, Satisfactions.Contains(typed));
        db.Tell("channel.satisfaction-entered", Channel);
        return await SavedAsync("#outside");
    }

    public async Task<IActionResult> OnPostRemoveTypedAsync(Guid entry)
    {
        db.Tell("channel.satisfaction-removed", Channel);
        return await RemovedAsync(Satisfactions.FirstOrDefault(one => one.Id == entry));
    }

    public async Task<IActionResult> OnPostReviewAsync()
    {
        if (!await TryUpdateModelAsync(Review, "Review"))
        {
            return this.Invalid();
        }

        var review = Reviews.FirstOrDefault(one => one.Year == Review.Year) ?? new(Channel.Id, Year(Review.Year, "Review.Year"));
        review.Conclude(Review.Verdict, VoiceText.Read(Review.Finding, "Review.Finding", 2000), VoiceText.Read(Review.Action, "Review.Action", 2000), await roles.PersonAsync(), clock.Today());
        Keep(review, Reviews.Contains(review));
        if (Channel.UntilDate is null && review.Year == figures.YearAsked(null).Year)
        {
            Channel.FindUsed(fully: review.Verdict != ReviewVerdict.UnderUsed);
        }

        db.Tell("channel.reviewed", Channel);
        return await SavedAsync("#reviews");
    }

    public async Task<IActionResult> OnPostEndAsync()
    {
        Channel.End(clock.Today(), await db.Set<Channel>().Where(other => other.Id != Channel.Id).ToListAsync());
        db.Tell("channel.ended", Channel);
        return await SavedAsync();
    }

    public async Task<IActionResult> OnPostDeleteAsync()
    {
        await register.DeleteAsync(Channel);
        TempData["Done"] = t["Event.channel.deleted"].Value;
        return Redirect($"/{office.Profile.Slug}/desk/channels");
    }

    // A year that nobody can know of yet, or that lies before the office kept anything, is a slip of the hand.
    int Year(int year, string field) => year <= FiscalYear.Of(clock.Today()).Year && year > FiscalYear.Of(clock.Today()).Year - 20 ? year
        : throw new RuleBroken("เลือกปีงบประมาณจากรายการ", "Choose a fiscal year of the list.", field);

    void Keep(OfficeRecord record, bool isKnown)
    {
        if (!isKnown)
        {
            db.Add(record);
        }
    }

    async Task<IActionResult> RemovedAsync(OfficeRecord? record)
    {
        if (record is null)
        {
            return NotFound();
        }

        db.Remove(record);
        return await SavedAsync("#outside");
    }

    async Task<IActionResult> SavedAsync(string anchor = "")
    {
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path + anchor);
    }
}

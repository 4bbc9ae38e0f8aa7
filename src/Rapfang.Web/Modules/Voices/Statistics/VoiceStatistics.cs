using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Improvements;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Office;
using Rapfang.Modules.Rules;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Surveys;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Statistics;

/// <summary>Counts the cases of the current office as they are stored now. Sealed cases are in none of the figures.</summary>
public sealed class VoiceStatistics(RapfangDb db, CurrentOffice office, ResultReader surveys, TimeProvider clock, IStringLocalizer<Text> t)
{
    /// <summary>Complaints whose words are read for causes: the latest ones of the last year.</summary>
    public const int MostRead = 1_000;

    const int MostCauses = 10;
    const int MostPlaces = 10;

    // What the rows of one query are counted by: which of the three columns it leaves out, as bits.
    const int ByType = 0b011;
    const int ByChannel = 0b101;
    const int BySpeaker = 0b110;
    const int ByMonth = 0b111;

    sealed record Cell(int By, int Year, string Kind, int? Month, Guid? Key, string? Rating, long Cases);

    sealed record Placed(int Year, string Place, long Cases);

    sealed record Grouped(int Year, Guid? GroupId, long Cases);

    /// <summary>The kind of its documents, for <see cref="PdfJob"/>; which one is <c>fiscal-2569</c> or <c>calendar-2569</c>.</summary>
    public const string Printed = "voice-statistics";

    public async Task<OfficialDocument?> ReportAsync(string which) =>
        which.Split('-') is [var by, var last] && int.TryParse(last, CultureInfo.InvariantCulture, out var year) ? await ReportAsync(ThreeYears.Until(clock.Today(), by == "calendar", year)) : null;

    /// <summary>The official tables.</summary>
    public async Task<OfficialDocument> ReportAsync(ThreeYears years) =>
        StatisticsReport.Write(await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == office.Id), await OfAsync(years, null), clock.Today());

    /// <param name="kind">Only cases of this kind; all when null.</param>
    /// <param name="inShort">Leaves out groups, districts, places and causes.</param>
    public async Task<StatisticsResult> OfAsync(ThreeYears years, VoiceKind? kind, bool inShort = false)
    {
        var cells = await CellsAsync(years);
        var alike = await AlikeAsync(years);
        var counted = cells.Where(cell => kind is null || cell.Kind == Stored(kind.Value)).ToList();
        var named = await NamedAsync();
        var (types, speakers, channels, groups) = (named[0].ToList(), named[1].ToList(), named[2].ToList(), named[3].ToList());
        var assigned = inShort ? [] : await GroupedAsync(years, kind);
        return new()
        {
            Years = years,
            All = [.. Enumerable.Range(0, ThreeYears.Count).Select(year => new CaseCounts(alike.Where(one => one.Year == year && (kind is null || one.Kind == kind))))],
            Complaints = [.. Enumerable.Range(0, ThreeYears.Count).Select(year => new CaseCounts(alike.Where(one => one.Year == year && one.Kind == VoiceKind.Complaint)))],
            Kinds = [.. Enum.GetValues<VoiceKind>().Where(one => kind is null || one == kind).Select(one => new CountLine(t["VoiceKind." + one], Counts(cells.Where(cell => cell.By == ByMonth && cell.Kind == Stored(one)))))],
            Months = [.. years.Months.Select(month => new CountLine(MonthName(month), Counts(counted.Where(cell => cell.By == ByMonth && cell.Month == month))))],
            Types = Lines(counted, ByType, types),
            ComplaintTypes = Lines(Complaints(cells), ByType, types),
            Speakers = Lines(counted, BySpeaker, speakers),
            ComplaintSpeakers = Lines(Complaints(cells), BySpeaker, speakers),
            Channels = Lines(counted, ByChannel, channels),
            AllChannels = Lines(cells, ByChannel, channels),
            Groups = Lines([.. assigned.Select(row => new Cell(0, row.Year, "", null, row.GroupId, null, row.Cases))], 0, groups),
            Districts = inShort ? [] : await DistrictsAsync(years, kind, [.. named[4]]),
            Places = inShort ? [] : await PlacesAsync(years, kind),
            Satisfaction = [.. channels.Select(channel => (channel.Name, Rated(cells.Where(cell => cell.By == ByChannel && cell.Key == channel.Item1)))).Where(row => row.Item2.Any(year => year.People > 0))],
            Surveys = years.IsCalendar ? [] : await SurveysAsync(years),
            Causes = inShort ? [] : await CausesAsync(years),
            Improved = await ImprovedAsync(years),
        };
    }

    // All that cases are counted by, in one query: types, speakers, channels, groups of the office, districts.
    async Task<ILookup<int, (Guid? Id, string Name, bool IsUsed)>> NamedAsync()
    {
        var all = await db.Set<VoiceType>().Select(type => new { List = 0, type.Number, type.Id, type.Name, IsUsed = type.UntilDate == null })
            .Concat(db.Set<StakeholderGroup>().Select(group => new { List = 1, group.Number, group.Id, group.Name, IsUsed = group.UntilDate == null }))
            .Concat(db.Set<Channel>().Select(channel => new { List = 2, channel.Number, channel.Id, channel.Name, IsUsed = channel.UntilDate == null }))
            .Concat(db.Set<Group>().Select(group => new { List = 3, Number = 0, group.Id, group.Name, IsUsed = false }))
            .Concat(db.Set<District>().Select(district => new { List = 4, district.Number, district.Id, district.Name, IsUsed = district.UntilDate == null }))
            .ToListAsync();
        return all.OrderBy(one => one.Number).ThenBy(one => one.Id).ToLookup(one => one.List, one => ((Guid?)one.Id, one.Name, one.IsUsed));
    }

    static IReadOnlyList<Cell> Complaints(List<Cell> cells) => [.. cells.Where(cell => cell.Kind == Stored(VoiceKind.Complaint))];

    static string Stored(VoiceKind kind) => RapfangDb.SnakeCase(kind.ToString());

    static string MonthName(int month) => ThaiDate.MonthYear(new DateOnly(2000, month, 1)).Split(' ')[0];

    static long[] Counts(IEnumerable<Cell> cells)
    {
        var counts = new long[ThreeYears.Count];
        foreach (var cell in cells)
        {
            counts[cell.Year] += cell.Cases;
        }

        return counts;
    }

    // What the office uses now, and what it used in these years; last, without a name, what belongs to none of them.
    static IReadOnlyList<CountLine> Lines(IReadOnlyList<Cell> cells, int by, IEnumerable<(Guid? Id, string Name, bool IsUsed)> known)
    {
        var found = cells.Where(cell => cell.By == by).ToLookup(cell => cell.Key);
        return [.. known.Append((null, "", false)).Where(one => one.IsUsed || found.Contains(one.Id)).Select(one => new CountLine(one.Name, Counts(found[one.Id])))];
    }

    static IReadOnlyList<ChannelSatisfaction> Rated(IEnumerable<Cell> cells)
    {
        var rated = cells.Where(cell => cell.Rating is not null).ToList();
        return
        [
            .. Enumerable.Range(0, ThreeYears.Count).Select(year => new ChannelSatisfaction(
                [.. Enum.GetValues<ChannelRating>().Select(rating => rated.Where(cell => cell.Year == year && cell.Rating == RapfangDb.SnakeCase(rating.ToString())).Sum(cell => cell.Cases))])),
        ];
    }

    // Two passes over the index that holds all that is counted (migration 0014): cases alike, which are few, and days, folded
    // into months; only then by each thing for itself.
    Task<List<Cell>> CellsAsync(ThreeYears years) => db.Database.SqlQuery<Cell>($"""
        with cases as materialized (
            select (received_on >= {years.Starts[1]})::int + (received_on >= {years.Starts[2]})::int as year, kind, type_id, channel_id, speaker_group_id, channel_rating, count(*) as cases
            from voices
            where office_id = {office.Id} and not is_sealed and received_on >= {years.Starts[0]} and received_on < {years.Starts[3]}
            group by 1, 2, 3, 4, 5, 6),
        days as materialized (
            select received_on, kind, count(*) as cases
            from voices
            where office_id = {office.Id} and not is_sealed and received_on >= {years.Starts[0]} and received_on < {years.Starts[3]}
            group by 1, 2)
        select grouping(type_id, channel_id, speaker_group_id) as "By", year as "Year", kind as "Kind", null::int as "Month",
            coalesce(type_id, channel_id, speaker_group_id) as "Key", channel_rating as "Rating", sum(cases)::bigint as "Cases"
        from cases
        group by grouping sets ((year, kind, type_id), (year, kind, channel_id, channel_rating), (year, kind, speaker_group_id))
        union all
        select {ByMonth}, (received_on >= {years.Starts[1]})::int + (received_on >= {years.Starts[2]})::int, kind, extract(month from received_on)::int, null, null, sum(cases)::bigint
        from days group by 2, 3, 4
        """).ToListAsync();

    async Task<List<AlikeCases>> AlikeAsync(ThreeYears years)
    {
        var (first, second, third, end) = (years.Starts[0], years.Starts[1], years.Starts[2], years.Starts[3]);
        var today = clock.Today();
        var cases = db.Set<Voice>().AsNoTracking().Where(voice => !voice.IsSealed && voice.ReceivedOn >= first && voice.ReceivedOn < end);
        var late = db.Set<Deadline>().AsNoTracking().Where(due => due.RuleCode == DeadlineRule.ComplaintAnswer && ((due.MetOn == null && due.DueOn < today) || due.MetOn > due.DueOn));
        var all = await Alike(cases).ToListAsync();
        // The late ones are few, and the register of deadlines knows them: quicker than asking it about every case.
        var past = await Alike(cases.Where(voice => late.Any(due => due.SubjectId == voice.Id))).ToListAsync();
        return AlikeCases.Parted(all, past);

        IQueryable<AlikeCases> Alike(IQueryable<Voice> voices) => voices
            .GroupBy(voice => new
            {
                Year = voice.ReceivedOn >= third ? 2 : voice.ReceivedOn >= second ? 1 : 0,
                voice.Kind,
                voice.State,
                voice.Satisfied,
                voice.Reopened,
                Days = voice.AnsweredOn == null ? null : (int?)(voice.AnsweredOn.Value.DayNumber - voice.ReceivedOn.DayNumber),
            })
            .Select(alike => new AlikeCases(alike.Key.Year, alike.Key.Kind, alike.Key.State, alike.Key.Satisfied, alike.Key.Reopened, alike.Key.Days, false, alike.LongCount()));
    }

    // A case that several groups looked into counts with each of them.
    Task<List<Grouped>> GroupedAsync(ThreeYears years, VoiceKind? kind) => db.Database.SqlQuery<Grouped>($"""
        select (v.received_on >= {years.Starts[1]})::int + (v.received_on >= {years.Starts[2]})::int as "Year", a.group_id as "GroupId", count(*) as "Cases"
        from voices v left join voice_assignments a on (a.office_id, a.voice_id) = (v.office_id, v.id)
        where v.office_id = {office.Id} and not v.is_sealed and v.received_on >= {years.Starts[0]} and v.received_on < {years.Starts[3]} and ({KindText(kind)}::text is null or v.kind = {KindText(kind)})
        group by 1, 2
        """).ToListAsync();

    static string? KindText(VoiceKind? kind) => kind is { } one ? Stored(one) : null;

    // Of cases whose district is known; nothing where the office keeps no list.
    async Task<IReadOnlyList<CountLine>> DistrictsAsync(ThreeYears years, VoiceKind? kind, IReadOnlyList<(Guid? Id, string Name, bool IsUsed)> known)
    {
        if (known.Count == 0)
        {
            return [];
        }

        var rows = await db.Database.SqlQuery<Grouped>($"""
            select (received_on >= {years.Starts[1]})::int + (received_on >= {years.Starts[2]})::int as "Year", district_id as "GroupId", count(*) as "Cases"
            from voices
            where office_id = {office.Id} and not is_sealed and district_id is not null and received_on >= {years.Starts[0]} and received_on < {years.Starts[3]} and ({KindText(kind)}::text is null or kind = {KindText(kind)})
            group by 1, 2
            """).ToListAsync();
        return Lines([.. rows.Select(row => new Cell(0, row.Year, "", null, row.GroupId, null, row.Cases))], 0, known);
    }

    // As people wrote them, but for blanks and letters that look alike. A place of one case alone says nothing of places.
    async Task<IReadOnlyList<CountLine>> PlacesAsync(ThreeYears years, VoiceKind? kind)
    {
        var rows = await db.Database.SqlQuery<Placed>($"""
            with places as (
                select (received_on >= {years.Starts[1]})::int + (received_on >= {years.Starts[2]})::int as year, place, count(*) as cases
                from voices
                where office_id = {office.Id} and not is_sealed and received_on >= {years.Starts[0]} and received_on < {years.Starts[3]} and place <> '' and ({KindText(kind)}::text is null or kind = {KindText(kind)})
                group by 1, 2)
            select year as "Year", place as "Place", cases as "Cases" from places
            where place in (select place from places group by place order by sum(cases) desc, place limit 200)
            """).ToListAsync();
        return
        [
            .. rows.GroupBy(row => ThaiText.Normalise(row.Place)).Where(place => place.Sum(row => row.Cases) > 1)
                .Select(place => new CountLine(place.MaxBy(row => row.Cases)!.Place, Counts(place.Select(row => new Cell(0, row.Year, "", null, null, null, row.Cases)))))
                .OrderByDescending(line => line.Counts.Sum()).ThenBy(line => line.Name, ThaiText.Comparer).Take(MostPlaces),
        ];
    }

    async Task<IReadOnlyList<(Share Satisfied, Share Dissatisfied)>> SurveysAsync(ThreeYears years)
    {
        var results = (await surveys.ReportedAsync([.. years.Years])).ToLookup(result => result.Survey.FiscalYear);
        return
        [
            .. years.Years.Select(year =>
            {
                var (total, not) = (results[year].Sum(result => result.Overall.Total), results[year].Sum(result => result.Overall.Dissatisfied));
                return (new Share(total - not, total), new Share(not, total));
            }),
        ];
    }

    // In the year it was proposed: what the head took up, and what of it is in place by now.
    async Task<IReadOnlyList<Share>> ImprovedAsync(ThreeYears years)
    {
        var (first, second, third, end) = (years.Starts[0], years.Starts[1], years.Starts[2], years.Starts[3]);
        var taken = await db.Set<Improvement>()
            .Where(one => one.ProposedOn >= first && one.ProposedOn < end && one.State != ImprovementState.Proposed && one.State != ImprovementState.Refused)
            .GroupBy(one => one.ProposedOn >= third ? 2 : one.ProposedOn >= second ? 1 : 0)
            .Select(year => new { year.Key, All = year.LongCount(), InPlace = year.LongCount(one => one.BeganOn != null) }).ToDictionaryAsync(year => year.Key);
        return [.. Enumerable.Range(0, ThreeYears.Count).Select(year => taken.TryGetValue(year, out var known) ? new Share(known.InPlace, known.All) : new Share(0, 0))];
    }

    async Task<IReadOnlyList<Cause>> CausesAsync(ThreeYears years)
    {
        var (from, until) = (years.Starts[^2], years.Starts[^1]);
        var said = await db.Set<Voice>().AsNoTracking().Where(voice => !voice.IsSealed && voice.Kind == VoiceKind.Complaint && voice.ReceivedOn >= from && voice.ReceivedOn < until)
            .OrderByDescending(voice => voice.ReceivedOn).ThenByDescending(voice => voice.Id).Take(MostRead).Select(voice => new { voice.Subject, voice.What }).ToListAsync();
        return Voices.Causes.Of(said.Select(one => $"{one.Subject}\n{one.What}"), ThaiWords.Default, MostCauses);
    }
}

/// <summary>The statistics of three years; the lists of a kind are of that kind only, those of complaints always of complaints.</summary>
public sealed class StatisticsResult
{
    public required ThreeYears Years { get; init; }

    /// <summary>What was counted in each year.</summary>
    public required IReadOnlyList<CaseCounts> All { get; init; }

    public required IReadOnlyList<CaseCounts> Complaints { get; init; }

    public required IReadOnlyList<CountLine> Kinds { get; init; }

    public required IReadOnlyList<CountLine> Months { get; init; }

    public required IReadOnlyList<CountLine> Types { get; init; }

    public required IReadOnlyList<CountLine> ComplaintTypes { get; init; }

    public required IReadOnlyList<CountLine> Speakers { get; init; }

    public required IReadOnlyList<CountLine> ComplaintSpeakers { get; init; }

    public required IReadOnlyList<CountLine> Channels { get; init; }

    /// <summary>Of every kind.</summary>
    public required IReadOnlyList<CountLine> AllChannels { get; init; }

    public required IReadOnlyList<CountLine> Groups { get; init; }

    /// <summary>By district, of the cases of which it is known; empty where the office keeps no list of districts.</summary>
    public required IReadOnlyList<CountLine> Districts { get; init; }

    /// <summary>The most frequent ones.</summary>
    public required IReadOnlyList<CountLine> Places { get; init; }

    /// <summary>Of each channel of which anybody said anything, each year.</summary>
    public required IReadOnlyList<(string Channel, IReadOnlyList<ChannelSatisfaction> Years)> Satisfaction { get; init; }

    /// <summary>What the reported surveys of each fiscal year say; none of calendar years, which surveys do not have.</summary>
    public required IReadOnlyList<(Share Satisfied, Share Dissatisfied)> Surveys { get; init; }

    public required IReadOnlyList<Cause> Causes { get; init; }

    /// <summary>Improvements that the head took up, and those of them that are in place.</summary>
    public required IReadOnlyList<Share> Improved { get; init; }

    /// <summary>The types that most complaints of the last year are of.</summary>
    public IReadOnlyList<CountLine> MostComplainedOf => [.. ComplaintTypes.Where(line => line.Counts[^1] > 0).OrderByDescending(line => line.Counts[^1]).Take(5)];

    /// <summary>The indicators of the guideline (S2-041); the surveys' only where one is reported.</summary>
    public IEnumerable<(Indicator Indicator, IReadOnlyList<Share> Years)> Indicators()
    {
        yield return (Indicator.Settled, [.. Complaints.Select(year => year.SettledShare)]);
        yield return (Indicator.Satisfied, [.. All.Select(year => year.Satisfied)]);
        yield return (Indicator.Dissatisfied, [.. All.Select(year => year.Dissatisfied)]);
        if (Surveys.Any(year => year.Satisfied.Whole > 0))
        {
            yield return (Indicator.SurveySatisfied, [.. Surveys.Select(year => year.Satisfied)]);
            yield return (Indicator.SurveyDissatisfied, [.. Surveys.Select(year => year.Dissatisfied)]);
        }

        yield return (Indicator.Improved, Improved);
    }
}

/// <summary>The indicators of how complaints are handled (seed S2-041).</summary>
public enum Indicator
{
    /// <summary>Complaints settled, of those received and neither withdrawn nor with another office.</summary>
    Settled,

    /// <summary>Ratings of answers that say solved.</summary>
    Satisfied,

    /// <summary>Ratings of answers that say not solved.</summary>
    Dissatisfied,

    /// <summary>Ratings of items in the surveys reported that year.</summary>
    SurveySatisfied,

    SurveyDissatisfied,

    /// <summary>Improvements of service processes in place, of those that the head took up.</summary>
    Improved,
}

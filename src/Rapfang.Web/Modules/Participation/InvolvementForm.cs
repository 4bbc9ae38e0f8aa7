using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation;

/// <summary>What is typed of a time at which people took part.</summary>
public sealed class InvolvementForm
{
    /// <summary>Options that can be voted on.</summary>
    public const int MostOptions = 6;

    public sealed class OptionLine
    {
        public string? Text { get; set; }

        public string? Votes { get; set; }
    }

    public sealed class GroupLine
    {
        public Guid Id { get; set; }

        public string? People { get; set; }
    }

    public InvolvementKind Kind { get; set; }

    public string? Title { get; set; }

    public Guid? ProcessOrigin { get; set; }

    public ParticipationTool? Tool { get; set; }

    public ParticipationLevel? Level { get; set; }

    public DateOnly Day { get; set; }

    public DateOnly? UntilDay { get; set; }

    public string? Place { get; set; }

    public string? OrderNumber { get; set; }

    /// <summary>Members by <see cref="Sector"/>, in its order, as they are typed.</summary>
    public List<string?> Sectors { get; set; } = [];

    public List<GroupLine> Groups { get; set; } = [];

    public string? Others { get; set; }

    public string? Said { get; set; }

    public string? Result { get; set; }

    public List<OptionLine> Options { get; set; } = [];

    public int Seen { get; set; }

    [BindNever]
    public IReadOnlyDictionary<Guid, string> GroupNames { get; private set; } = new Dictionary<Guid, string>();

    [BindNever]
    public IReadOnlyList<CoreProcess> Processes { get; private set; } = [];

    public IEnumerable<SelectListItem> ProcessItems(IStringLocalizer<Text> t) =>
        [new(t["Outside the core processes"], ""), .. Processes.Select(process => new SelectListItem(process.Name, process.Origin.ToString()))];

    public static IEnumerable<SelectListItem> KindItems(IStringLocalizer<Text> t) => Enum.GetValues<InvolvementKind>().Select(kind => new SelectListItem(t["InvolvementKind." + kind], kind.ToString()));

    /// <param name="one">Null for a new one.</param>
    public static async Task<InvolvementForm> OfAsync(RapfangDb db, Involvement? one)
    {
        var used = one?.People.Select(line => line.GroupId).OfType<Guid>().ToList() ?? [];
        var groups = await db.Set<StakeholderGroup>().AsNoTracking().Where(group => group.UntilDate == null || used.Contains(group.Id)).OrderBy(group => group.Number).ToListAsync();
        // By what it is called latest; the year is that of the day.
        var processes = (await db.Set<CoreProcess>().AsNoTracking().OrderByDescending(process => process.Year).ToListAsync()).DistinctBy(process => process.Origin).OrderBy(process => process.Number).ToList();
        var form = one is null ? new InvolvementForm() : new()
        {
            Kind = one.Kind, Title = one.Title, Tool = one.Tool, Level = one.Level, Day = one.Day, UntilDay = one.UntilDay, Place = one.Place, OrderNumber = one.OrderNumber, Said = one.Said, Result = one.Result, Seen = one.Version,
            ProcessOrigin = await db.Set<CoreProcess>().Where(process => process.Id == one.ProcessId).Select(process => (Guid?)process.Origin).SingleOrDefaultAsync(),
            Options = [.. one.Vote.Options.Select(option => new OptionLine { Text = option.Text, Votes = Whole(option.Votes) })],
        };
        form.Sectors = [.. Enum.GetValues<Sector>().Select(sector => Of(line => line.Sector == sector))];
        form.Groups = [.. groups.Select(group => new GroupLine { Id = group.Id, People = Of(line => line.GroupId == group.Id) })];
        form.Others = Of(line => line.Sector is null && line.GroupId is null);
        form.Options.AddRange(Enumerable.Range(0, Math.Max(0, MostOptions - form.Options.Count)).Select(_ => new OptionLine()));
        (form.GroupNames, form.Processes) = (groups.ToDictionary(group => group.Id, group => group.Name), processes);
        return form;

        string? Of(Func<InvolvementPeople, bool> which) => one?.People.Find(line => which(line)) is { } line ? Whole(line.People) : null;

        static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
    }

    /// <exception cref="RuleBroken">Something needed is missing.</exception>
    public async Task<InvolvementFacts> ReadAsync(ParticipationRegister register) => new(
        Kind, VoiceText.Read(Title, "Input.Title", ParticipationRegister.LongestLine), await register.ProcessAsync(ProcessOrigin, Day),
        Tool ?? throw new RuleBroken("เลือกเครื่องมือที่ใช้", "Choose the tool.", "Input.Tool"), Level ?? throw new RuleBroken("เลือกระดับการมีส่วนร่วม", "Choose the level.", "Input.Level"),
        Day, UntilDay, VoiceText.Read(Place, "Input.Place", ParticipationRegister.LongestLine), VoiceText.Read(OrderNumber, "Input.OrderNumber", ParticipationRegister.LongestLine, required: false),
        VoiceText.Read(Said, "Input.Said", required: false), VoiceText.Read(Result, "Input.Result", required: false), [.. People()], [.. Voted()]);

    IEnumerable<PeopleCount> People()
    {
        var sectors = Enum.GetValues<Sector>();
        var lines = sectors.Zip(Sectors, (sector, typed) => (Sector: (Sector?)sector, Group: (Guid?)null, Typed: typed, Field: $"Input.Sectors[{(int)sector}]"))
            .Concat(Groups.Where(line => GroupNames.ContainsKey(line.Id)).DistinctBy(line => line.Id).Select(line => ((Sector?)null, (Guid?)line.Id, line.People, $"Input.Groups[{Groups.IndexOf(line)}].People")))
            .Append((null, null, Others, "Input.Others"));
        foreach (var (sector, group, typed, field) in lines)
        {
            if (TypedNumber.Read(typed, field) is > 0 and var people)
            {
                yield return new(sector, group, people);
            }
        }
    }

    IEnumerable<VotedOption> Voted()
    {
        foreach (var (line, n) in Options.Take(MostOptions).Select((line, n) => (line, n)))
        {
            var votes = TypedNumber.Read(line.Votes, $"Input.Options[{n}].Votes");
            var text = VoiceText.Read(line.Text, $"Input.Options[{n}].Text", ParticipationRegister.LongestLine, required: votes is not null);
            if (!text.IsEmpty)
            {
                yield return new(text.Text, votes ?? 0);
            }
        }
    }
}

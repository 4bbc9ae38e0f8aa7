using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Search;
using Rapfang.Thai;

namespace Rapfang.Modules.Participation;

/// <summary>At what people took part (seed S2-073).</summary>
public enum InvolvementKind
{
    /// <summary>A forum of the people, such as on the plan of the province.</summary>
    Forum,

    /// <summary>The integrated administration board of the province (กบจ.).</summary>
    ProvinceBoard,

    /// <summary>A meeting with the people whom the office serves.</summary>
    PublicMeeting,

    Committee,
    Hearing,
    Other,
}

/// <summary>What part of society a member of a committee comes from.</summary>
public enum Sector
{
    Government,
    LocalGovernment,
    Business,
    CivilSociety,
    Academia,
    People,
}

/// <summary>How many took part of a sector or a group; of no group known when both are null.</summary>
public sealed record PeopleCount(Sector? Sector, Guid? GroupId, int People);

/// <summary>What was voted on, and the votes it got.</summary>
public sealed record VotedOption(string Text, int Votes);

/// <summary>What is written of an involvement.</summary>
/// <param name="Said">What people said, without names.</param>
/// <param name="Result">What came of it; empty until it is over.</param>
/// <param name="Options">What was voted on; empty where nothing was.</param>
public sealed record InvolvementFacts(
    InvolvementKind Kind, VoiceText Title, CoreProcess? Process, ParticipationTool Tool, ParticipationLevel Level, DateOnly Day, DateOnly? UntilDay, VoiceText Place,
    VoiceText OrderNumber, VoiceText Said, VoiceText Result, IReadOnlyList<PeopleCount> People, IReadOnlyList<VotedOption> Options);

/// <summary>
/// A time at which people took part in the work of the office: a committee, a forum, a hearing, a meeting (seeds S2-073, S2-076,
/// S2-081). Of people it keeps how many, not who: the order that appoints a committee is attached as a paper.
/// </summary>
public sealed class Involvement : OfficeRecord, ISearchable
{
    /// <summary>The kind of its file uses.</summary>
    public const string Papers = "involvement";

    /// <summary>Suggestions of one involvement.</summary>
    public const int MostSuggestions = 50;

    Involvement()
    {
    }

    /// <summary>Its running number in the office, from 1.</summary>
    public int Number { get; private set; }

    public InvolvementKind Kind { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>The core process of the fiscal year of <see cref="Day"/>; null for one outside of them.</summary>
    public Guid? ProcessId { get; private set; }

    public ParticipationTool Tool { get; private set; }

    public ParticipationLevel Level { get; private set; }

    public DateOnly Day { get; private set; }

    /// <summary>The last day of one that takes several.</summary>
    public DateOnly? UntilDay { get; private set; }

    public string Place { get; private set; } = "";

    public string OrderNumber { get; private set; } = "";

    public string Said { get; private set; } = "";

    public string Result { get; private set; } = "";

    public int Version { get; private set; }

    public List<InvolvementPeople> People { get; } = [];

    public List<InvolvementOption> Options { get; } = [];

    public List<InvolvementSuggestion> Suggestions { get; } = [];

    public string Days => UntilDay is { } until ? ThaiDate.Range(Day, until) : ThaiDate.Long(Day);

    /// <summary>Members by sector, those of the people too.</summary>
    public int Members => People.Where(line => line.Sector is not null).Sum(line => line.People);

    /// <summary>Who came, by group and without one.</summary>
    public int Came => People.Where(line => line.Sector is null).Sum(line => line.People);

    /// <summary>A committee whose members all come from the state.</summary>
    public bool LacksPeople => Members > 0 && People.TrueForAll(line => line.Sector is null or Sector.Government or Sector.LocalGovernment);

    public Vote Vote => new([.. Options.OrderBy(option => option.Number)], Math.Max(Members, Came));

    public static Involvement WriteDown(int number, InvolvementFacts facts, DateOnly today)
    {
        var involvement = new Involvement { Number = number };
        involvement.Write(facts, today);
        return involvement;
    }

    /// <exception cref="RuleBroken">It ends before it begins, has a result before it was, or its process is of another year.</exception>
    public void Write(InvolvementFacts facts, DateOnly today)
    {
        Refuse(facts.UntilDay < facts.Day, "วันสุดท้ายต้องไม่ก่อนวันเริ่ม", "The last day can not be before the first.", "Input.UntilDay");
        Refuse(
            facts.Day > today && (!facts.Said.IsEmpty || !facts.Result.IsEmpty || facts.Options.Any(option => option.Votes > 0) || facts.People.Any(line => line.Sector is null)),
            "ยังไม่ถึงวันจัด บันทึกผู้เข้าร่วม ความเห็น และผลได้ตั้งแต่วันจัด", "The day has not come yet; who came, what was said and the result are written from that day on.", "Input.Day");
        Refuse(
            facts.Process is { } process && process.Year != FiscalYear.Of(facts.Day).Year,
            $"กระบวนงานนี้ไม่ใช่ของปีงบประมาณ {FiscalYear.Of(facts.Day).Year} ซึ่งเป็นปีของวันที่จัด", $"This process is not of the fiscal year {FiscalYear.Of(facts.Day).Year}, in which the day lies.", "Input.ProcessOrigin");
        Refuse(facts.Options.Count == 1, "ทางเลือกที่ลงคะแนนต้องมีอย่างน้อย 2 ทาง", "A vote needs two options or more.", "Input.Options[1].Text");
        (Kind, Title, ProcessId, Tool, Level, Day) = (facts.Kind, facts.Title.Text, facts.Process?.Id, facts.Tool, facts.Level, facts.Day);
        (UntilDay, Place, OrderNumber) = (facts.UntilDay == facts.Day ? null : facts.UntilDay, facts.Place.Text, facts.OrderNumber.Text);
        (Said, Result) = (facts.Said.Text, facts.Result.Text);
        People.Clear();
        People.AddRange(facts.People.Select(line => new InvolvementPeople(Id, line)));
        Options.Clear();
        Options.AddRange(facts.Options.Select((option, n) => new InvolvementOption(Id, n + 1, option)));
        Version++;
    }

    /// <exception cref="RuleBroken">The day has not come, or there are as many as one record can have.</exception>
    public InvolvementSuggestion Suggest(VoiceText words, DateOnly today)
    {
        Refuse(Day > today, "ยังไม่ถึงวันจัด บันทึกข้อเสนอแนะได้ตั้งแต่วันจัด", "The day has not come yet; suggestions are written from that day on.", "Suggestion");
        Refuse(Suggestions.Count >= MostSuggestions, $"บันทึกข้อเสนอแนะได้ไม่เกิน {MostSuggestions} ข้อ", $"At most {MostSuggestions} suggestions.", "Suggestion");
        var suggestion = new InvolvementSuggestion(Id, Suggestions.Select(one => one.Number).DefaultIfEmpty().Max() + 1, words.Text);
        Suggestions.Add(suggestion);
        Version++;
        return suggestion;
    }

    public void TakeBack(InvolvementSuggestion suggestion)
    {
        Suggestions.Remove(suggestion);
        Version++;
    }

    static void Refuse(bool isBroken, string thai, string english, string field)
    {
        if (isBroken)
        {
            throw new RuleBroken(thai, english, field);
        }
    }

    public FileSubject AsSubject() => new(Papers, Id, Title, $"/participation/records/{Id}");

    public SearchEntry Searched() => new(Title, ParticipationModule.Read, $"/participation/records/{Id}", Day) { Text = $"{Place} {OrderNumber} {Said} {Result}" };
}

/// <summary>How many took part of a sector or a group.</summary>
public sealed class InvolvementPeople : OfficeRecord
{
    internal InvolvementPeople(Guid involvement, PeopleCount count) => (InvolvementId, Sector, GroupId, People) = (involvement, count.Sector, count.GroupId, count.People);

    InvolvementPeople()
    {
    }

    public Guid InvolvementId { get; private set; }

    public Sector? Sector { get; private set; }

    public Guid? GroupId { get; private set; }

    public int People { get; private set; }

    public override Guid WholeId => InvolvementId;
}

/// <summary>One of the options that were voted on.</summary>
public sealed class InvolvementOption : OfficeRecord
{
    internal InvolvementOption(Guid involvement, int number, VotedOption option) => (InvolvementId, Number, Text, Votes) = (involvement, number, option.Text, option.Votes);

    InvolvementOption()
    {
    }

    public Guid InvolvementId { get; private set; }

    /// <summary>From 1.</summary>
    public int Number { get; private set; }

    public string Text { get; private set; } = "";

    public int Votes { get; private set; }

    public override Guid WholeId => InvolvementId;
}

/// <summary>Something that people suggested; an improvement can come from it.</summary>
public sealed class InvolvementSuggestion : OfficeRecord
{
    internal InvolvementSuggestion(Guid involvement, int number, string text) => (InvolvementId, Number, Text) = (involvement, number, text);

    InvolvementSuggestion()
    {
    }

    public Guid InvolvementId { get; private set; }

    public int Number { get; private set; }

    public string Text { get; private set; } = "";

    public override Guid WholeId => InvolvementId;
}

/// <summary>Options with their votes; what won is worked out, never typed.</summary>
/// <param name="People">How many took part, the most that could vote; 0 where it is not written.</param>
public sealed record Vote(IReadOnlyList<InvolvementOption> Options, int People)
{
    public int Total => Options.Sum(option => option.Votes);

    /// <summary>In per cent with one decimal, summing to 100; all 0 without votes.</summary>
    public IReadOnlyList<decimal> Percents => Percentages.Of([.. Options.Select(option => (long)option.Votes)], 1);

    /// <summary>Those with the most votes: one, several alike, or none without votes.</summary>
    public IReadOnlyList<InvolvementOption> Won => Total == 0 ? [] : [.. Options.Where(option => option.Votes == Options.Max(one => one.Votes))];

    /// <summary>More votes than people: it is kept as it was typed, and pointed out.</summary>
    public bool IsTooMany => People > 0 && Total > People;
}

sealed class InvolvementConfiguration : IEntityTypeConfiguration<Involvement>
{
    public void Configure(EntityTypeBuilder<Involvement> entity)
    {
        entity.ToTable("involvements");
        entity.Ignore(one => one.Vote);
        entity.Ignore(one => one.Days);
        entity.Property(one => one.Version).IsConcurrencyToken();
        entity.HasOne<CoreProcess>().WithMany().HasForeignKey(one => new { one.OfficeId, one.ProcessId }).OnDelete(DeleteBehavior.Restrict);
        entity.HasMany(one => one.People).WithOne().HasForeignKey(line => new { line.OfficeId, line.InvolvementId });
        entity.HasMany(one => one.Options).WithOne().HasForeignKey(option => new { option.OfficeId, option.InvolvementId });
        entity.HasMany(one => one.Suggestions).WithOne().HasForeignKey(suggestion => new { suggestion.OfficeId, suggestion.InvolvementId });
    }
}

sealed class InvolvementPeopleConfiguration : IEntityTypeConfiguration<InvolvementPeople>
{
    public void Configure(EntityTypeBuilder<InvolvementPeople> entity)
    {
        entity.ToTable("involvement_people");
        entity.HasOne<StakeholderGroup>().WithMany().HasForeignKey(line => new { line.OfficeId, line.GroupId }).OnDelete(DeleteBehavior.Restrict);
    }
}

sealed class InvolvementOptionConfiguration : IEntityTypeConfiguration<InvolvementOption>
{
    public void Configure(EntityTypeBuilder<InvolvementOption> entity) => entity.ToTable("involvement_options");
}

sealed class InvolvementSuggestionConfiguration : IEntityTypeConfiguration<InvolvementSuggestion>
{
    public void Configure(EntityTypeBuilder<InvolvementSuggestion> entity) => entity.ToTable("involvement_suggestions");
}

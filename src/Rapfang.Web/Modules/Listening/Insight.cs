using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Search;

namespace Rapfang.Modules.Listening;

/// <summary>What shows that something was learnt.</summary>
public enum InsightSourceKind
{
    Voice,
    SurveyComment,
    NetworkMeeting,

    /// <summary>An expert or academic said so.</summary>
    Expert,

    /// <summary>Said at a meeting of the office or with others.</summary>
    Meeting,
    Other,
}

/// <summary>What is written of something that was learnt.</summary>
/// <param name="Action">What the office does with it; empty as long as nothing is decided.</param>
public sealed record InsightFacts(VoiceText What, Guid? ChannelId, Guid? GroupId, DateOnly LearntOn, VoiceText Note, VoiceText Action);

/// <summary>Something that the office learnt by listening (seed S2-023).</summary>
public sealed class Insight : OfficeRecord, ISearchable
{
    Insight()
    {
    }

    /// <summary>Its running number in the office, from 1.</summary>
    public int Number { get; private set; }

    public string What { get; private set; } = "";

    public Guid? ChannelId { get; private set; }

    public Guid? GroupId { get; private set; }

    public DateOnly LearntOn { get; private set; }

    public string Note { get; private set; } = "";

    public string Action { get; private set; } = "";

    /// <summary>Counts the changes, so that nobody writes over what another wrote meanwhile.</summary>
    public int Version { get; private set; }

    public List<InsightSource> Sources { get; } = [];

    /// <summary>How many say so, all sources together.</summary>
    public long SaidBy => Sources.Sum(source => (long)source.Count);

    /// <exception cref="RuleBroken">It lies in the future.</exception>
    public static Insight Learn(int number, InsightFacts facts, DateOnly today)
    {
        var insight = new Insight { Number = number };
        insight.Describe(facts, today);
        return insight;
    }

    /// <exception cref="RuleBroken">It lies in the future.</exception>
    public void Describe(InsightFacts facts, DateOnly today)
    {
        if (facts.LearntOn > today)
        {
            throw new RuleBroken("วันที่ได้รับข้อมูลต้องไม่อยู่หลังวันนี้", "The day it was learnt can not lie after today.", "Input.LearntOn");
        }

        (What, ChannelId, GroupId, LearntOn, Note, Action) = (facts.What.Text, facts.ChannelId, facts.GroupId, facts.LearntOn, facts.Note.Text, facts.Action.Text);
        Version++;
    }

    /// <exception cref="RuleBroken">The same record stands there already.</exception>
    public void Show(InsightSource source)
    {
        if (Sources.Exists(known => known.Kind == source.Kind && known.ReferenceId == source.ReferenceId && known.Title == source.Title))
        {
            throw new RuleBroken("แหล่งข้อมูลนี้มีอยู่แล้ว", "This source stands there already.", "Source.Reference");
        }

        source.Of(this);
        Sources.Add(source);
        Version++;
    }

    public void Unshow(InsightSource source)
    {
        Sources.Remove(source);
        Version++;
    }

    public SearchEntry Searched() => new(VoiceText.Read(What, "").InShort().Text, ListeningModule.Read, $"/channels/insights/{Id}", LearntOn) { Text = $"{What} {Note} {Action}".Trim() };
}

/// <summary>What shows that something was learnt: a record kept here, or words for one that is not.</summary>
public sealed class InsightSource : OfficeRecord
{
    const int MostPeople = 1_000_000;

    /// <param name="count">How many say so.</param>
    /// <exception cref="RuleBroken">It is less than one, or unbelievably many.</exception>
    public InsightSource(InsightSourceKind kind, string title, int count, Guid? referenceId = null, string path = "")
    {
        if (count is < 1 or > MostPeople)
        {
            throw new RuleBroken("จำนวนต้องเป็นเลขจำนวนเต็มตั้งแต่ 1 ถึง 1,000,000", "The number is a whole one from 1 to 1,000,000.", "Source.Count");
        }

        (Kind, Title, Count, ReferenceId, Path) = (kind, title, count, referenceId, path);
    }

    InsightSource()
    {
    }

    public Guid InsightId { get; private set; }

    public InsightSourceKind Kind { get; private set; }

    public string Title { get; private set; } = "";

    public int Count { get; private set; }

    public Guid? ReferenceId { get; private set; }

    /// <summary>Its page, below <c>/{office}/desk</c>; empty without one.</summary>
    public string Path { get; private set; } = "";

    public override Guid WholeId => InsightId;

    internal void Of(Insight insight) => InsightId = insight.Id;
}

/// <summary>A word that the office takes for another one, when it counts what many speak of.</summary>
public sealed class ThemeWord : OfficeRecord
{
    ThemeWord()
    {
    }

    public string Word { get; private set; } = "";

    /// <summary>The word it counts as.</summary>
    public string Theme { get; private set; } = "";

    /// <param name="known">All that the office has put together.</param>
    /// <exception cref="RuleBroken">It is put together already, is a theme itself, or denies what the theme says.</exception>
    public static ThemeWord Merge(string word, string theme, IReadOnlyCollection<ThemeWord> known)
    {
        var (one, whole) = (Plain(word, "Merge.Word"), Plain(theme, "Merge.Theme"));
        if (one == whole)
        {
            throw new RuleBroken("คำทั้งสองเหมือนกันอยู่แล้ว", "The two words are the same already.", "Merge.Word");
        }

        if (known.FirstOrDefault(other => other.Word == one) is { } there)
        {
            throw new RuleBroken($"คำนี้นับรวมกับ “{there.Theme}” อยู่แล้ว", $"This word counts as “{there.Theme}” already.", "Merge.Word");
        }

        if (known.Any(other => other.Theme == one) || known.Any(other => other.Word == whole))
        {
            throw new RuleBroken("คำที่มีคำอื่นนับรวมอยู่ จะนับเป็นคำที่สามไม่ได้ ใช้คำหลักเดียวกัน", "A word that others count as can not count as a third one; use one main word.", "Merge.Theme");
        }

        var all = known.Where(other => other.Theme == whole).Select(other => other.Word).Append(whole);
        if (all.FirstOrDefault(other => Thai.ThaiWords.AreOpposites(one, other)) is { } opposite)
        {
            throw new RuleBroken($"“{one}” กับ “{opposite}” มีความหมายตรงข้ามกัน นับรวมกันไม่ได้", $"“{one}” and “{opposite}” say the opposite; they are never counted as one.", "Merge.Word");
        }

        return new() { Word = one, Theme = whole };
    }

    static string Plain(string typed, string field)
    {
        const int longest = 60;
        var text = Thai.ThaiText.Normalise(VoiceText.Read(typed, field, longest).Text).Replace("\n", " ", StringComparison.Ordinal).Trim();
        return text.Length > 1 ? text : throw new RuleBroken("คำต้องยาวอย่างน้อยสองตัวอักษร", "A word has at least two letters.", field);
    }
}

sealed class InsightConfiguration : IEntityTypeConfiguration<Insight>
{
    public void Configure(EntityTypeBuilder<Insight> entity)
    {
        entity.ToTable("insights");
        entity.Property(insight => insight.Version).IsConcurrencyToken();
        entity.Ignore(insight => insight.SaidBy);
        entity.HasMany(insight => insight.Sources).WithOne().HasForeignKey(source => new { source.OfficeId, source.InsightId });
        entity.HasOne<Channel>().WithMany().HasForeignKey(insight => new { insight.OfficeId, insight.ChannelId });
        entity.HasOne<StakeholderGroup>().WithMany().HasForeignKey(insight => new { insight.OfficeId, insight.GroupId });
    }
}

sealed class InsightSourceConfiguration : IEntityTypeConfiguration<InsightSource>
{
    public void Configure(EntityTypeBuilder<InsightSource> entity) => entity.ToTable("insight_sources");
}

sealed class ThemeWordConfiguration : IEntityTypeConfiguration<ThemeWord>
{
    public void Configure(EntityTypeBuilder<ThemeWord> entity) => entity.ToTable("theme_words");
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Thai;

namespace Rapfang.Modules.Listening;

/// <summary>What came by a channel in a fiscal year without the system: counted by hand, and shown as that (seed S2-022).</summary>
public sealed class ManualCount : OfficeRecord
{
    public ManualCount(Guid channelId, int year) => (ChannelId, Year) = (channelId, year);

    public Guid ChannelId { get; private set; }

    /// <summary>Fiscal year, B.E.</summary>
    public int Year { get; private set; }

    public int Count { get; private set; }

    /// <summary>Where the number is from.</summary>
    public string Note { get; private set; } = "";

    public Guid? EnteredBy { get; private set; }

    public DateOnly EnteredOn { get; private set; }

    public override Guid WholeId => ChannelId;

    /// <exception cref="RuleBroken">It is less than none, or unbelievably many.</exception>
    public void Enter(int count, VoiceText note, Guid? by, DateOnly on)
    {
        if (count is < 0 or > 10_000_000)
        {
            throw new RuleBroken("จำนวนต้องเป็นเลขจำนวนเต็มตั้งแต่ 0 ถึง 10,000,000", "The number is a whole one from 0 to 10,000,000.", "Manual.Number");
        }

        (Count, Note, EnteredBy, EnteredOn) = (count, note.Text, by, on);
    }
}

/// <summary>Per cent of high, medium, low as somebody typed them of a channel that is measured outside (seed S2-051). What does not sum to 100 is kept and told.</summary>
public sealed class TypedSatisfaction : OfficeRecord
{
    const int MostDecimals = 2;

    public TypedSatisfaction(Guid channelId, int year) => (ChannelId, Year) = (channelId, year);

    public Guid ChannelId { get; private set; }

    /// <summary>Fiscal year, B.E.</summary>
    public int Year { get; private set; }

    /// <summary>Null where it was left empty: no data, which is not none.</summary>
    public decimal? High { get; private set; }

    public decimal? Medium { get; private set; }

    public decimal? Low { get; private set; }

    public int Decimals { get; private set; }

    /// <summary>How many were asked; null where nobody knows.</summary>
    public int? People { get; private set; }

    public string Note { get; private set; } = "";

    public Guid? EnteredBy { get; private set; }

    public DateOnly EnteredOn { get; private set; }

    public override Guid WholeId => ChannelId;

    public IReadOnlyList<decimal?> Levels => [High, Medium, Low];

    public decimal Sum => Levels.Sum() ?? 0;

    public bool IsWhole => Levels.All(level => level is not null);

    /// <summary>Three rounded numbers can miss 100 by one of their last digit; more is a mistake of somebody.</summary>
    public bool SumsUp => IsWhole && Math.Abs(Sum - 100) <= LastDigit;

    decimal LastDigit => Decimals switch { 0 => 1m, 1 => 0.1m, _ => 0.01m };

    /// <summary>As it was typed: <c>8</c>, <c>8.0</c>; a dash for none, nothing for no data.</summary>
    public string Show(decimal? level) => level?.ToString("F" + Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) ?? "";

    /// <param name="typed">High, medium, low. A dash is none, empty is no data.</param>
    /// <exception cref="RuleBroken">One is no percentage, or all are empty.</exception>
    public void Enter(IReadOnlyList<string?> typed, int? people, VoiceText note, Guid? by, DateOnly on)
    {
        var levels = typed.Select((text, n) => Read(text, ((string[])["Typed.High", "Typed.Medium", "Typed.Low"])[n])).ToList();
        if (levels.TrueForAll(level => level is null))
        {
            throw new RuleBroken("กรอกร้อยละอย่างน้อยหนึ่งระดับ", "Type at least one percentage.", "Typed.High");
        }

        if (people is < 1)
        {
            throw new RuleBroken("จำนวนผู้ให้ความเห็นต้องเป็นเลขจำนวนเต็มตั้งแต่ 1 ขึ้นไป หรือเว้นว่างไว้", "The number of people is 1 or more, or empty.", "Typed.People");
        }

        (High, Medium, Low) = (levels[0]?.Value, levels[1]?.Value, levels[2]?.Value);
        Decimals = levels.Max(level => level?.Decimals ?? 0);
        (People, Note, EnteredBy, EnteredOn) = (people, note.Text, by, on);
    }

    static (decimal Value, int Decimals)? Read(string? typed, string field)
    {
        var text = ThaiDigits.ToArabic(typed ?? "").Trim().TrimEnd('%').Trim();
        if (text.Length == 0)
        {
            return null;
        }

        if (text is "-" or "–")
        {
            return (0, 0);
        }

        var decimals = text.Contains('.', StringComparison.Ordinal) ? text.Length - text.IndexOf('.', StringComparison.Ordinal) - 1 : 0;
        return decimals <= MostDecimals && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= 100
            ? (value, decimals)
            : throw new RuleBroken("กรอกร้อยละเป็นตัวเลข 0 ถึง 100 ทศนิยมไม่เกินสองตำแหน่ง เว้นว่างเมื่อไม่มีข้อมูล", "Type a percentage from 0 to 100 with at most two decimals; leave it empty where there is no data.", field);
    }
}

/// <summary>What the office found of a channel in its yearly review.</summary>
public enum ReviewVerdict
{
    /// <summary>It communicates well; it goes on.</summary>
    WorksWell,

    /// <summary>It communicates well; more places, or more often.</summary>
    Extend,

    Improve,

    /// <summary>Not fully used.</summary>
    UnderUsed,

    End,
}

/// <summary>The review of a channel in a fiscal year (seeds S2-021, S2-050).</summary>
public sealed class ChannelReview : OfficeRecord
{
    public ChannelReview(Guid channelId, int year) => (ChannelId, Year) = (channelId, year);

    public Guid ChannelId { get; private set; }

    /// <summary>Fiscal year, B.E.</summary>
    public int Year { get; private set; }

    public ReviewVerdict Verdict { get; private set; }

    public string Finding { get; private set; } = "";

    public string Action { get; private set; } = "";

    public Guid? ReviewedBy { get; private set; }

    public DateOnly ReviewedOn { get; private set; }

    public override Guid WholeId => ChannelId;

    public void Conclude(ReviewVerdict verdict, VoiceText finding, VoiceText action, Guid? by, DateOnly on) =>
        (Verdict, Finding, Action, ReviewedBy, ReviewedOn) = (verdict, finding.Text, action.Text, by, on);
}

sealed class ManualCountConfiguration : IEntityTypeConfiguration<ManualCount>
{
    public void Configure(EntityTypeBuilder<ManualCount> entity)
    {
        entity.ToTable("manual_counts");
        entity.HasOne<Channel>().WithMany().HasForeignKey(one => new { one.OfficeId, one.ChannelId });
    }
}

sealed class TypedSatisfactionConfiguration : IEntityTypeConfiguration<TypedSatisfaction>
{
    public void Configure(EntityTypeBuilder<TypedSatisfaction> entity)
    {
        entity.ToTable("typed_satisfactions");
        entity.Property(one => one.High).HasColumnType("numeric(6,2)");
        entity.Property(one => one.Medium).HasColumnType("numeric(6,2)");
        entity.Property(one => one.Low).HasColumnType("numeric(6,2)");
        entity.HasOne<Channel>().WithMany().HasForeignKey(one => new { one.OfficeId, one.ChannelId });
        foreach (var worked in new[] { nameof(TypedSatisfaction.Sum), nameof(TypedSatisfaction.IsWhole), nameof(TypedSatisfaction.SumsUp), nameof(TypedSatisfaction.Levels) })
        {
            entity.Ignore(worked);
        }
    }
}

sealed class ChannelReviewConfiguration : IEntityTypeConfiguration<ChannelReview>
{
    public void Configure(EntityTypeBuilder<ChannelReview> entity)
    {
        entity.ToTable("channel_reviews");
        entity.HasOne<Channel>().WithMany().HasForeignKey(one => new { one.OfficeId, one.ChannelId });
    }
}

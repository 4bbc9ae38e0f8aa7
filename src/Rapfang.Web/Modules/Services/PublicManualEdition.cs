using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;

namespace Rapfang.Modules.Services;

/// <summary>What is written by hand in the public manual (seed S2-112); all else comes from the records of the office.</summary>
/// <param name="Preface">What the office promises with it; the director signs below.</param>
/// <param name="About">The office in a few lines.</param>
/// <param name="Duties">One on each line, as <paramref name="Mission"/> and <paramref name="Values"/>.</param>
public sealed record ManualWords(string Preface, string About, string Duties, string Vision, string Mission, string Values);

public sealed record ManualPerson(string Name, string Position, string Group);

/// <param name="Edition">The edition of the service that was in force.</param>
public sealed record ManualService(Guid Id, int Edition, string Group);

/// <summary>What the records of the office said when an edition was published.</summary>
public sealed record ManualFacts(
    string Office, string Address, string Phones, string Email, string Website, ManualPerson? Head, IReadOnlyList<string> Groups, IReadOnlyList<ManualPerson> Staff, IReadOnlyList<ManualService> Services);

/// <summary>
/// An edition of the manual that the office gives to the public (คู่มือการให้บริการประชาชน). A draft shows the records of today;
/// publishing fixes them, and from then on nothing of it changes (the database refuses too).
/// </summary>
public sealed class PublicManualEdition : OfficeRecord
{
    /// <summary>The kind of its file uses: the pictures of the appendix.</summary>
    public const string Pictures = "public-manual-picture";

    /// <summary>The kind of its file uses: what was printed when it was published.</summary>
    public const string Pdf = "public-manual-pdf";

    PublicManualEdition()
    {
    }

    public int Number { get; private set; }

    public EditionState State { get; private set; }

    /// <summary>In which of the two layouts the services stand in it.</summary>
    public ServiceLayout Layout { get; private set; }

    public ManualWords Words { get; private set; } = null!;

    /// <summary>Null until it is published.</summary>
    public ManualFacts? Facts { get; private set; }

    public string Why { get; private set; } = "";

    /// <summary>What the head said when sending it back.</summary>
    public string Returned { get; private set; } = "";

    public DateOnly DraftedOn { get; private set; }

    public Guid? DraftedBy { get; private set; }

    public DateOnly? PublishedOn { get; private set; }

    public Guid? PublishedBy { get; private set; }

    public int Version { get; private set; }

    public static PublicManualEdition First(ManualWords words, Guid? by, DateOnly on) => new() { Number = 1, Words = words, DraftedBy = by, DraftedOn = on };

    /// <summary>The next one as a copy of this, to be brought up to date.</summary>
    public PublicManualEdition Next(Guid? by, DateOnly on) => new() { Number = Number + 1, Layout = Layout, Words = Words, DraftedBy = by, DraftedOn = on };

    /// <exception cref="RuleBroken">It is no draft.</exception>
    public void Write(ManualWords words, ServiceLayout layout, string why)
    {
        if (State != EditionState.Draft)
        {
            throw ServiceEdition.Fixed();
        }

        (Words, Layout, Why) = (words, layout, why);
        Version++;
    }

    /// <summary>The parts that nobody has written yet, as names of <see cref="ManualWords"/>.</summary>
    public IReadOnlyList<string> Missing() =>
    [
        .. new[]
        {
            (nameof(Words.Preface), Words.Preface), (nameof(Words.About), Words.About), (nameof(Words.Duties), Words.Duties), (nameof(Words.Vision), Words.Vision), (nameof(Words.Mission), Words.Mission),
            (nameof(Words.Values), Words.Values),
        }.Where(part => part.Item2.Length == 0).Select(part => part.Item1),
    ];

    /// <exception cref="RuleBroken">It is no draft, or not whole.</exception>
    public void Submit()
    {
        if (State != EditionState.Draft)
        {
            throw ServiceEdition.Fixed();
        }

        if (Missing().Count > 0)
        {
            throw new RuleBroken("คู่มือยังเขียนไม่ครบทุกส่วน", "The manual is not written in all its parts yet.");
        }

        (State, Returned) = (EditionState.Submitted, "");
        Version++;
    }

    /// <exception cref="RuleBroken">Nobody submitted it.</exception>
    public void Return(string reason)
    {
        RefuseUnlessSubmitted();
        (State, Returned) = (EditionState.Draft, reason);
        Version++;
    }

    /// <exception cref="RuleBroken">Nobody submitted it, or the office has published no service.</exception>
    public void Publish(ManualFacts facts, Guid? by, DateOnly on)
    {
        RefuseUnlessSubmitted();
        if (facts.Services.Count == 0)
        {
            throw new RuleBroken("ยังไม่มีบริการที่เผยแพร่ คู่มือจึงยังไม่มีเรื่องที่ให้บริการ", "No service is published yet, so the manual has nothing to tell of.");
        }

        (State, Facts, PublishedBy, PublishedOn) = (EditionState.Published, facts, by, on);
        Version++;
    }

    public FileSubject AsSubject(string kind) => new(kind, Id, $"คู่มือการให้บริการประชาชน ฉบับที่ {Number}", "/services/manual");

    void RefuseUnlessSubmitted()
    {
        if (State != EditionState.Submitted)
        {
            throw new RuleBroken("ฉบับนี้ไม่ได้อยู่ระหว่างเสนอ", "This edition is not submitted.");
        }
    }
}

sealed class PublicManualEditionConfiguration : IEntityTypeConfiguration<PublicManualEdition>
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Configure(EntityTypeBuilder<PublicManualEdition> entity)
    {
        entity.ToTable("public_manual_editions");
        entity.Property(edition => edition.Version).IsConcurrencyToken();
        entity.Property(edition => edition.Words).HasColumnType("jsonb").HasConversion(words => JsonSerializer.Serialize(words, Json), stored => JsonSerializer.Deserialize<ManualWords>(stored, Json)!);
        entity.Property(edition => edition.Facts).HasColumnType("jsonb").HasConversion(
            facts => JsonSerializer.Serialize(facts, Json), stored => JsonSerializer.Deserialize<ManualFacts>(stored, Json),
            new ValueComparer<ManualFacts>((a, b) => ReferenceEquals(a, b), facts => facts.Services.Count, facts => facts));
    }
}

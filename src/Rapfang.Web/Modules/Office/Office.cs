using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Rapfang.Modules.Office;

public enum OfficeKind
{
    /// <summary>สำนักงานเขตพื้นที่การศึกษาประถมศึกษา (สพป.)</summary>
    PrimaryArea,

    /// <summary>สำนักงานเขตพื้นที่การศึกษามัธยมศึกษา (สพม.); it has no private-school group.</summary>
    SecondaryArea,
    ProvincialAgency,
    Other,
}

/// <summary>A public office with its own desk and its own public home.</summary>
public sealed class Office
{
    public int Id { get; private set; }

    /// <summary>Its word in addresses: 2 to 40 small Latin letters, digits and hyphens; never changed.</summary>
    public required string Slug { get; init; }

    public required OfficeKind Kind { get; set; }

    public string Code { get; set; } = "";

    public required string Name { get; set; }

    public string NameEn { get; set; } = "";

    public string Province { get; set; } = "";

    public string Address { get; set; } = "";

    public string Phones { get; set; } = "";

    public string Email { get; set; } = "";

    public string Website { get; set; } = "";

    /// <summary>What stands before the number of its letters, such as ศธ 04000.</summary>
    public string BookPrefix { get; set; } = "";

    /// <summary>Printed documents use Thai digits.</summary>
    public bool ThaiDigits { get; set; }

    /// <summary>Its hours on working days, told to people; its own people are reminded of work only then.</summary>
    public TimeOnly OpensAt { get; set; } = new(8, 30);

    public TimeOnly ClosesAt { get; set; } = new(16, 30);

    /// <summary>PNG or JPEG, at most 512 kB.</summary>
    public byte[]? Logo { get; set; }

    public string? LogoType { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateOnly? EndedOn { get; set; }

    /// <summary>First words of addresses that are taken by the installation itself.</summary>
    public static IReadOnlySet<string> ReservedSlugs { get; } =
        new HashSet<string>(StringComparer.Ordinal) { "account", "oversight", "health", "openapi", "lib", "api", "error", "language", "favicon" };
}

sealed class OfficeConfiguration : IEntityTypeConfiguration<Office>
{
    public void Configure(EntityTypeBuilder<Office> entity)
    {
        entity.ToTable("offices");
        entity.Property(o => o.Id).UseIdentityByDefaultColumn();
    }
}

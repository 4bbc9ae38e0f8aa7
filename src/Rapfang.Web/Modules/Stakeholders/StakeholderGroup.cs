using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;
using Rapfang.Platform.Search;

namespace Rapfang.Modules.Stakeholders;

/// <summary>Service recipients (ผู้รับบริการ), stakeholders (ผู้มีส่วนได้ส่วนเสีย) or both; seeds S0-005, S0-006.</summary>
public enum StakeholderKind
{
    Recipient,
    Stakeholder,
    Both,
}

/// <summary>A group of people that the office serves or that has a stake in its mission.</summary>
public sealed class StakeholderGroup : OfficeRecord, IEffective, ISearchable
{
    /// <summary>Its running number in the office, from 1; shown as กลุ่ม (1).</summary>
    public int Number { get; init; }

    public string Name { get; set; } = "";

    public StakeholderKind Kind { get; set; }

    /// <summary>How many people there are, as far as the office knows.</summary>
    public int? Size { get; set; }

    public DateOnly FromDate { get; init; }

    public DateOnly? UntilDate { get; set; }

    public SearchEntry Searched() => new(Name, StakeholdersModule.Read, $"/stakeholders#g-{Number}", FromDate);
}

sealed class StakeholderGroupConfiguration : IEntityTypeConfiguration<StakeholderGroup>
{
    public void Configure(EntityTypeBuilder<StakeholderGroup> entity) => entity.ToTable("stakeholder_groups");
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;
using Rapfang.Platform.Search;

namespace Rapfang.Modules.Voices;

/// <summary>A district (อำเภอ, เขต) that the office serves, by its own list: so it stays right when districts are parted or an office serves a part of a province.</summary>
public sealed class District : OfficeRecord, IEffective, ISearchable
{
    /// <summary>Its running number in the office, from 1; other systems name it by this.</summary>
    public int Number { get; init; }

    public string Name { get; init; } = "";

    public DateOnly FromDate { get; init; }

    public DateOnly? UntilDate { get; set; }

    public SearchEntry Searched() => new(Name, VoicesModule.Read, "/voices/districts", FromDate);
}

public static class DistrictQueries
{
    /// <summary>Those to choose from.</summary>
    public static IQueryable<District> Districts(this RapfangDb db) => db.Set<District>().AsNoTracking().Where(district => district.UntilDate == null).OrderBy(district => district.Number);
}

sealed class DistrictConfiguration : IEntityTypeConfiguration<District>
{
    public void Configure(EntityTypeBuilder<District> entity) => entity.ToTable("districts");
}

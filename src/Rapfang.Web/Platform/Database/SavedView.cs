using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Audit;

namespace Rapfang.Platform.Database;

/// <summary>A list of the desk with its filters, kept by one person under a name.</summary>
public sealed class SavedView : OfficeRecord, ITelling
{
    public Guid UserId { get; init; }

    /// <summary>The list, below <c>/{office}/desk</c>.</summary>
    public string Path { get; init; } = "";

    public string Name { get; init; } = "";

    /// <summary>The filters as they stand in the address, without the question mark.</summary>
    public string Query { get; init; } = "";
}

sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> entity) => entity.ToTable("saved_views");
}

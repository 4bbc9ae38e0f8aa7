using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Services;

/// <summary>What somebody said of a service's page: was it clear, and what was not. Nothing is kept of who.</summary>
public sealed class ServiceOpinion : OfficeRecord
{
    public Guid ServiceId { get; private set; }

    public int Edition { get; private set; }

    public DateOnly SaidOn { get; private set; }

    public bool IsClear { get; private set; }

    public string Why { get; private set; } = "";

    public override Guid WholeId => ServiceId;
}

sealed class ServiceOpinionConfiguration : IEntityTypeConfiguration<ServiceOpinion>
{
    public void Configure(EntityTypeBuilder<ServiceOpinion> entity) => entity.ToTable("service_opinions");
}

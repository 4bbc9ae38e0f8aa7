using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Search;

namespace Rapfang.Modules.Voices;

/// <summary>What a case is about, by the office's own list (seed S2-042); chosen when it is screened.</summary>
public sealed class VoiceType : OfficeRecord, IEffective, ISearchable
{
    sealed record Row(string Name);

    /// <summary>Its running number in the office, from 1.</summary>
    public int Number { get; init; }

    public string Name { get; set; } = "";

    public DateOnly FromDate { get; init; }

    public DateOnly? UntilDate { get; set; }

    /// <summary>What an office begins with.</summary>
    public static IEnumerable<VoiceType> Usual(DateOnly from) =>
        StandardList.Read<Row>("voice-types").Select((row, n) => new VoiceType { Number = n + 1, Name = row.Name, FromDate = from });

    public SearchEntry Searched() => new(Name, VoicesModule.Read, "/voices/types", FromDate);
}

sealed class VoiceTypeConfiguration : IEntityTypeConfiguration<VoiceType>
{
    public void Configure(EntityTypeBuilder<VoiceType> entity) => entity.ToTable("voice_types");
}

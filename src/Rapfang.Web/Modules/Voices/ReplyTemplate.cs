using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Voices;

/// <summary>Words that answers often begin with.</summary>
public sealed class ReplyTemplate : OfficeRecord, IEffective
{
    public string Name { get; set; } = "";

    /// <summary><c>{number}</c> and <c>{subject}</c> stand for those of the case.</summary>
    public string Text { get; set; } = "";

    public DateOnly FromDate { get; init; }

    public DateOnly? UntilDate { get; set; }

    public string For(Voice voice) => Text.Replace("{number}", voice.Number, StringComparison.Ordinal).Replace("{subject}", voice.Subject.Text, StringComparison.Ordinal);
}

sealed class ReplyTemplateConfiguration : IEntityTypeConfiguration<ReplyTemplate>
{
    public void Configure(EntityTypeBuilder<ReplyTemplate> entity) => entity.ToTable("reply_templates");
}

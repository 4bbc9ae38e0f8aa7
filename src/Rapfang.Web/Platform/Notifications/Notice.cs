using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;

namespace Rapfang.Platform.Notifications;

/// <summary>One thing that the desk tells somebody.</summary>
public sealed class Notice : OfficeRecord, ITelling
{
    internal Notice(Guid userId, string text, string textEn, string path, DateTimeOffset at)
    {
        UserId = userId;
        Text = text;
        TextEn = textEn;
        Path = path;
        At = at;
    }

    Notice()
    {
    }

    public Guid UserId { get; private set; }

    public string Text { get; private set; } = "";

    public string TextEn { get; private set; } = "";

    /// <summary>The page of this installation that it is about.</summary>
    public string Path { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public DateTimeOffset? ReadAt { get; private set; }

    public void Read(DateTimeOffset at) => ReadAt ??= at;
}

/// <summary>Whether somebody wants their notices by e-mail as well.</summary>
public sealed class NoticeWish(Guid userId) : OfficeRecord
{
    public Guid UserId { get; private set; } = userId;

    public bool ByMail { get; set; }
}

sealed class NoticeConfiguration : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> entity) => entity.ToTable("notices");
}

sealed class NoticeWishConfiguration : IEntityTypeConfiguration<NoticeWish>
{
    public void Configure(EntityTypeBuilder<NoticeWish> entity) => entity.ToTable("notice_wishes");
}

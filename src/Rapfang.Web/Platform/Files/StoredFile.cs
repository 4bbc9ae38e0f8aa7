using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;

namespace Rapfang.Platform.Files;

/// <summary>A file that an office keeps. What it is was found out from its bytes, not from its name.</summary>
public sealed class StoredFile : OfficeRecord
{
    internal StoredFile(string name, string contentType, long size, string sha256, DateTimeOffset keptAt, Guid? keptBy)
    {
        Name = name;
        ContentType = contentType;
        Size = size;
        Sha256 = sha256;
        KeptAt = keptAt;
        KeptBy = keptBy;
    }

    StoredFile()
    {
    }

    /// <summary>Without folders; what a download is called.</summary>
    public string Name { get; private set; } = "";

    public string ContentType { get; private set; } = "";

    /// <summary>Bytes.</summary>
    public long Size { get; private set; }

    /// <summary>64 small hexadecimal digits; where the bytes lie in the store.</summary>
    public string Sha256 { get; private set; } = "";

    public DateTimeOffset KeptAt { get; private set; }

    /// <summary>The user who brought it; null for the system and the public.</summary>
    public Guid? KeptBy { get; private set; }
}

sealed class StoredFileConfiguration : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> entity) => entity.ToTable("files");
}

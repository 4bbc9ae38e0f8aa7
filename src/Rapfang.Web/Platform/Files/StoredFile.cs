using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;
using Rapfang.Platform.Search;
using Rapfang.Thai;

namespace Rapfang.Platform.Files;

/// <summary>Whom a file is for.</summary>
public enum FilePurpose
{
    /// <summary>A job, an import or a record of a module; seen by those who may see that.</summary>
    Working,

    /// <summary>The office: all its staff find it under Files.</summary>
    Office,

    /// <summary>A form of the public that is not sent yet; gone after a day if it never is.</summary>
    Brought,
}

/// <summary>A file that an office keeps. What it is was found out from its bytes, not from its name.</summary>
public sealed class StoredFile : OfficeRecord, ISearchable
{
    /// <summary>The permission to see the files of the office.</summary>
    public const string ReadOffice = "files.read";

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

    public FilePurpose Purpose { get; private set; }

    /// <summary>What people call it; empty where its name says enough.</summary>
    public string Title { get; private set; } = "";

    public string Note { get; private set; } = "";

    /// <summary>What a list shows.</summary>
    public string Shown => Title.Length > 0 ? Title : Name;

    /// <summary>What stands below it in print: its title, or its name without the ending.</summary>
    public string Caption => Title.Length > 0 ? Title : Path.GetFileNameWithoutExtension(Name);

    public bool IsImage => ContentType is "image/png" or "image/jpeg" or "image/webp";

    public SearchEntry? Searched() => Purpose == FilePurpose.Office ? new(Shown, ReadOffice, $"/files/{Id}", ThaiDate.OnDay(KeptAt)) { Text = $"{Name} {Note}" } : null;

    /// <summary>Came with a form of the public.</summary>
    internal void WaitForForm() => Purpose = FilePurpose.Brought;

    /// <summary>The form was sent: it belongs to a record of a module.</summary>
    public void BelongToRecord() => Purpose = FilePurpose.Working;

    /// <summary>Makes it a file of the office, or describes it anew.</summary>
    public void KeepForOffice(string? title, string? note)
    {
        Purpose = FilePurpose.Office;
        Title = title?.Trim() ?? "";
        Note = note?.Trim() ?? "";
    }
}

sealed class StoredFileConfiguration : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> entity)
    {
        entity.ToTable("files");
        entity.Ignore(file => file.Shown);
        entity.Ignore(file => file.Caption);
        entity.Ignore(file => file.IsImage);
    }
}

using System.Globalization;
using Rapfang.Platform.Files;

namespace Rapfang.Modules.Files;

/// <summary>Kinds of files as people look for them.</summary>
public enum FileGroup
{
    Picture,
    Pdf,
    Document,
    Table,
    Slides,
}

/// <summary>The form that brings files, wherever it stands.</summary>
/// <param name="Taken">What became of the files just sent when not all were taken; null before.</param>
/// <param name="Waiting">Files of this person that stopped on their way.</param>
public sealed record UploadForm(Intake? Taken, IReadOnlyList<Upload> Waiting);

/// <summary>The files of something, as a list.</summary>
/// <param name="MayChange">Whether each has a button that takes it off.</param>
public sealed record AttachedFiles(string Caption, IReadOnlyList<UsedFile> Files, bool MayChange);

public static class FileView
{
    public static string Icon(string contentType) => GroupOf(contentType) switch
    {
        FileGroup.Picture => "image",
        FileGroup.Pdf => "file-earmark-pdf",
        FileGroup.Document => "file-earmark-word",
        FileGroup.Table => "file-earmark-excel",
        _ => "file-earmark-slides",
    };

    public static FileGroup GroupOf(string contentType) => Enum.GetValues<FileGroup>().First(group => TypesOf(group).Contains(contentType, StringComparer.Ordinal));

    public static IReadOnlyList<string> TypesOf(FileGroup group) => group switch
    {
        FileGroup.Picture => [FileKind.Jpeg.ContentType, FileKind.Png.ContentType, FileKind.Webp.ContentType],
        FileGroup.Pdf => [FileKind.Pdf.ContentType],
        FileGroup.Document => [FileKind.Docx.ContentType],
        FileGroup.Table => [FileKind.Xlsx.ContentType, FileKind.Csv.ContentType],
        _ => [FileKind.Pptx.ContentType],
    };

    /// <summary>A size in kB or MB of 1024, rounded up so that no file has none.</summary>
    public static string Size(long bytes) => bytes < 1024 * 1024
        ? Math.Max(1, (bytes + 1023) / 1024).ToString("N0", CultureInfo.InvariantCulture) + " kB"
        : (Math.Ceiling(bytes / 1024.0 / 1024 * 10) / 10).ToString("N1", CultureInfo.InvariantCulture) + " MB";
}

using Rapfang.Platform.Database;

namespace Rapfang.Platform.Files;

/// <summary>What became of the files of one sending.</summary>
public sealed record Intake(IReadOnlyList<StoredFile> Kept, IReadOnlyList<RefusedFile> Refused);

/// <param name="Why">In the language of the request.</param>
public sealed record RefusedFile(string Name, string Why);

/// <summary>Takes in the files of a form: those it carries and those that came before it in parts.</summary>
public sealed class FileIntake(FileStore store, Uploads uploads, RapfangDb db)
{
    /// <summary>Bytes of one file.</summary>
    public const long LargestFile = 50 * 1024 * 1024;

    /// <summary>Files of one sending.</summary>
    public const int MostFiles = 20;

    /// <summary>Bytes of one sending.</summary>
    public const long LargestSending = 100 * 1024 * 1024;

    /// <summary>What an office keeps: pictures, PDF, documents, text.</summary>
    public static IReadOnlyCollection<FileKind> Kinds { get; } =
        [FileKind.Pdf, FileKind.Jpeg, FileKind.Png, FileKind.Webp, FileKind.Docx, FileKind.Xlsx, FileKind.Pptx, FileKind.Csv];

    /// <summary>For the <c>accept</c> of a form's file box.</summary>
    public static string Accept => string.Join(",", Kinds.Select(kind => kind.Extension)) + ",.jpeg,.txt";

    /// <summary>Keeps files of a form of the public that is not sent yet, each by itself, under names that tell nothing.</summary>
    public async Task<(IReadOnlyList<(StoredFile File, string Name)> Kept, IReadOnlyList<RefusedFile> Refused)> BringAsync(IReadOnlyList<IFormFile> files, CancellationToken cancellation)
    {
        var (kept, refused) = (new List<(StoredFile, string)>(), new List<RefusedFile>());
        foreach (var file in files)
        {
            if (await RefusedAsync(file.FileName, "", KeepAsync) is { } why)
            {
                refused.Add(why);
            }

            async Task KeepAsync()
            {
                await using var content = file.OpenReadStream();
                var stored = await store.KeepAsync(content, "file" + Path.GetExtension(file.FileName), LargestFile, "", Kinds, cancellation);
                stored.WaitForForm();
                await db.SaveChangesAsync(cancellation);
                kept.Add((stored, file.FileName));
            }
        }

        return (kept, refused);
    }

    // One bad file does not take the others with it.
    static async Task<RefusedFile?> RefusedAsync(string name, string field, Func<Task> keep)
    {
        try
        {
            RefuseName(name, field);
            await keep();
            return null;
        }
        catch (RuleBroken rule)
        {
            return new(name, rule.Text);
        }
    }

    /// <summary>Keeps each file for the office by itself: the good ones are kept when others are refused.</summary>
    /// <param name="field">The form field that a refusal of the whole is about.</param>
    /// <param name="each">What else belongs to each file; saved with it.</param>
    /// <exception cref="RuleBroken">None was chosen, or too many; nothing was kept.</exception>
    public async Task<Intake> TakeAsync(
        IReadOnlyList<IFormFile> files, IReadOnlyList<Guid> parts, string field, string? title, string? note, Func<StoredFile, Task>? each = null, CancellationToken cancellation = default)
    {
        if (files.Count + parts.Count is 0 or > MostFiles)
        {
            throw files.Count + parts.Count == 0
                ? new RuleBroken("กรุณาเลือกไฟล์", "Choose a file.", field)
                : new RuleBroken($"ส่งได้ครั้งละไม่เกิน {MostFiles} ไฟล์ ยังไม่ได้เก็บไฟล์ใด", $"At most {MostFiles} files at a time. None was kept.", field);
        }

        var (kept, refused) = (new List<StoredFile>(), new List<RefusedFile>());
        foreach (var file in files)
        {
            await TakeOneAsync(file.FileName, () => Task.FromResult(file.OpenReadStream()));
        }

        foreach (var id in parts)
        {
            if (await uploads.FindAsync(id) is not { } upload || upload.At < upload.Size)
            {
                refused.Add(new("", new RuleBroken("ไฟล์หนึ่งมาไม่ครบ กรุณาเลือกไฟล์นั้นอีกครั้ง", "A file did not come whole. Choose it again.").Text));
                continue;
            }

            await TakeOneAsync(upload.Name, () => uploads.OpenAsync(upload, cancellation));
            await uploads.EndAsync(id);
        }

        return new(kept, refused);

        async Task TakeOneAsync(string name, Func<Task<Stream>> open)
        {
            if (await RefusedAsync(name, field, KeepAsync) is { } why)
            {
                refused.Add(why);
            }

            async Task KeepAsync()
            {
                await using var content = await open();
                var file = await store.KeepAsync(content, name, LargestFile, field, Kinds, cancellation);
                file.KeepForOffice(files.Count + parts.Count == 1 ? title : null, note); // One title does not fit many files.
                await (each?.Invoke(file) ?? Task.CompletedTask);
                await db.SaveChangesAsync(cancellation);
                kept.Add(file);
            }
        }
    }

    /// <exception cref="RuleBroken">The name leads through folders or is none.</exception>
    internal static void RefuseName(string name, string field)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 255 || name.AsSpan().ContainsAny("/\\\0"))
        {
            throw new RuleBroken(
                "ชื่อไฟล์ใช้ไม่ได้ ต้องไม่ว่าง ไม่มีเครื่องหมาย / หรือ \\ และยาวไม่เกิน 255 ตัวอักษร กรุณาเปลี่ยนชื่อแล้วส่งใหม่",
                "The file's name can not be used: it must not be empty, hold / or \\, or be longer than 255 characters. Rename it and send it again.",
                field);
        }
    }
}

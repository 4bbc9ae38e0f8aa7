using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Jobs;

namespace Rapfang.Platform.Import;

/// <summary>
/// Takes a file into a register: all of it or nothing. A check is the real import, taken back at its end, so what it
/// promises is what happens. Small files are done at once, large ones as a job.
/// </summary>
public sealed class Importer(RapfangDb db, FileStore files, IServiceProvider services, TimeProvider clock) : IJob
{
    /// <summary>The kind of its jobs.</summary>
    public const string Kind = "import";

    /// <summary>Larger files, in bytes, are checked and imported as jobs.</summary>
    public const long LargestAtOnce = 2 * 1024 * 1024;

    /// <summary>Bytes of a file.</summary>
    public const long LargestFile = 1024L * 1024 * 1024;

    public static IReadOnlyCollection<FileKind> Kinds { get; } = [FileKind.Csv, FileKind.Xlsx];

    public IImportRegister Register(string name) => services.GetRequiredKeyedService<IImportRegister>(name);

    /// <summary>Null when there is no such register.</summary>
    public IImportRegister? Find(string name) => services.GetKeyedService<IImportRegister>(name);

    /// <summary>Begins: keeps the file, reads its heading, proposes what its columns mean.</summary>
    /// <exception cref="RuleBroken">The file can not be read as a table.</exception>
    public async Task<Import> BeginAsync(string register, Guid? subject, StoredFile file, Guid? by)
    {
        var target = await Register(register).TargetAsync(subject) ?? throw new InvalidOperationException("There is nothing to import into.");
        if (target.Refusal is { } refusal)
        {
            throw refusal;
        }

        using var table = TableFile.Open(await files.OpenAsync(file), file.ContentType);
        var said = await db.Set<ImportChoice>().AsNoTracking().Where(choice => choice.Register == register).ToListAsync();
        var columns = ImportSheet.Guess(target.Fields, table.Header, said.Where(choice => choice.Meaning.Length == 0).ToLookup(choice => choice.Field, choice => choice.Words));
        var values = said.Where(choice => choice.Meaning.Length > 0 && target.Fields.Any(field => field.Key == choice.Field && field.Choices.Any(one => one.Meaning == choice.Meaning)))
            .GroupBy(choice => choice.Field).ToDictionary(of => of.Key, of => of.ToDictionary(choice => choice.Words, choice => choice.Meaning));
        var import = db.Add(new Import(register, subject, file, new ImportPlan(columns, values, []), by, clock.GetUtcNow())).Entity;
        db.Tell("import.begun", import);
        return import;
    }

    /// <summary>Keeps what was decided, for this file and as a proposal for the next.</summary>
    /// <param name="header">The headings of the file.</param>
    public async Task DecideAsync(Import import, ImportTarget target, ImportPlan plan, IReadOnlyList<string> header)
    {
        import.Decide(plan);
        var known = await db.Set<ImportChoice>().Where(choice => choice.Register == import.Register).ToListAsync();
        foreach (var field in target.Fields)
        {
            if (plan.Columns.TryGetValue(field.Key, out var column))
            {
                Remember(field.Key, "", header[column]);
            }

            foreach (var (words, meaning) in plan.Values.GetValueOrDefault(field.Key) ?? [])
            {
                Remember(field.Key, meaning, words);
            }
        }

        db.Tell("import.planned", import);

        void Remember(string field, string meaning, string words)
        {
            // The last word counts: the same value can not mean two things.
            foreach (var other in known.Where(choice => choice.Field == field && choice.Words == words && choice.Meaning != meaning && choice.Meaning.Length > 0 == meaning.Length > 0))
            {
                db.Tell("import-choice.changed", other);
                db.Remove(other);
            }

            if (!known.Exists(choice => choice.Field == field && choice.Words == words && choice.Meaning == meaning))
            {
                var choice = db.Add(new ImportChoice(import.Register, field, meaning, words)).Entity;
                known.Add(choice);
                db.Tell("import-choice.made", choice);
            }
        }
    }

    /// <summary>The file with its headings and the first rows below them, to look at.</summary>
    public async Task<(StoredFile File, IReadOnlyList<string> Header, IReadOnlyList<string[]> Sample)> LookAsync(Import import, int rows)
    {
        var file = await FileAsync(import);
        using var table = TableFile.Open(await files.OpenAsync(file), file.ContentType);
        return (file, table.Header, [.. table.Rows().Take(rows).Select(row => row.Cells)]);
    }

    Task<StoredFile> FileAsync(Import import) => db.Set<StoredFile>().AsNoTracking().SingleAsync(file => file.Id == import.FileId);

    /// <summary>Checks the file, or imports it if it is good; the report says what was found.</summary>
    /// <param name="store">False: all is taken back.</param>
    public async Task RunAsync(Import import, bool store, JobProgress progress, CancellationToken cancellation)
    {
        var register = Register(import.Register);
        var target = await register.TargetAsync(import.SubjectId) ?? throw new RuleBroken("ไม่พบทะเบียนที่จะนำเข้าแล้ว", "The register is no longer there.");
        if (target.Refusal is { } refusal)
        {
            throw refusal;
        }

        var file = await FileAsync(import);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        await transaction.CreateSavepointAsync("rows", cancellation);
        await using var content = await files.OpenAsync(file, cancellation);
        using var table = TableFile.Open(content, file.ContentType);
        var sheet = new ImportSheet(target.Fields, import.Plan, target.Check);
        progress.Total = file.Size;
        long rows = 0;
        var added = await register.StoreAsync((NpgsqlConnection)db.Database.GetDbConnection(), import.SubjectId, Good(), cancellation);
        progress.Done = file.Size;
        var report = new ImportReport(
            rows, added, rows - sheet.BadRows - added, sheet.BadRows, sheet.ProblemCount, sheet.Problems,
            [.. sheet.Unknown.Select(pair => new UnknownWords(pair.Key.Field, pair.Key.Words, pair.Value))]);
        if (store && report.IsGood)
        {
            import.Imported(report, clock.GetUtcNow());
            db.Tell("import.imported", import);
        }
        else
        {
            await transaction.RollbackToSavepointAsync("rows", CancellationToken.None);
            import.Checked(report);
            db.Tell("import.checked", import);
        }

        await db.SaveChangesAsync(CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);

        IEnumerable<ImportRow> Good()
        {
            foreach (var (number, cells) in table.Rows())
            {
                if (++rows > register.MostRows)
                {
                    throw new RuleBroken($"ไฟล์มีเกิน {register.MostRows:N0} แถว กรุณาแบ่งเป็นหลายไฟล์ ไม่มีข้อมูลใดถูกบันทึก", $"The file has more than {register.MostRows:N0} rows. Please split it. Nothing was stored.");
                }

                if (rows % 1000 == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress.Done = content.Position;
                }

                if (sheet.Read(number, cells) is { } row)
                {
                    yield return row;
                }
            }
        }
    }

    public async Task<JobResult> RunAsync(Job job, JobProgress progress, CancellationToken cancellation)
    {
        var asked = System.Text.Json.JsonSerializer.Deserialize<Asked>(job.Input)!;
        var import = await db.Set<Import>().SingleAsync(one => one.Id == asked.Import, cancellation);
        if (import.ImportedAt is null)
        {
            await RunAsync(import, asked.Store, progress, cancellation);
        }

        var report = import.Report!;
        return import.ImportedAt is not null
            ? new($"นำเข้าแล้ว {report.Added:N0} แถว มีอยู่ก่อนแล้ว {report.Already:N0} แถว", $"{report.Added:N0} rows imported, {report.Already:N0} had come before", Path: job.Path)
            : report.IsGood
                ? new($"ตรวจแล้ว {report.Rows:N0} แถว พร้อมนำเข้า", $"{report.Rows:N0} rows checked and ready", Path: job.Path)
                : new($"ตรวจแล้ว {report.Rows:N0} แถว ต้องแก้ {report.BadRows:N0} แถว ไม่มีข้อมูลใดถูกบันทึก", $"{report.BadRows:N0} of {report.Rows:N0} rows can not be taken; nothing was stored", Path: job.Path);
    }

    public sealed record Asked(Guid Import, bool Store);
}

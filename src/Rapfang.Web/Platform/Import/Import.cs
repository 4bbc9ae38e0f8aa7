using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;

namespace Rapfang.Platform.Import;

/// <summary>A file on its way into a register: brought, its columns matched, checked, then imported as a whole or not at all.</summary>
public sealed class Import : OfficeRecord
{
    /// <param name="register">Names the <see cref="IImportRegister"/>.</param>
    /// <param name="subject">What within the register it is for, such as a survey; null where the register is one.</param>
    public Import(string register, Guid? subject, StoredFile file, ImportPlan plan, Guid? by, DateTimeOffset at)
    {
        Register = register;
        SubjectId = subject;
        FileId = file.Id;
        Plan = plan;
        CreatedBy = by;
        CreatedAt = at;
    }

    Import()
    {
    }

    public string Register { get; private set; } = "";

    public Guid? SubjectId { get; private set; }

    public Guid FileId { get; private set; }

    public ImportPlan Plan { get; private set; } = ImportPlan.Empty;

    /// <summary>What the check of this plan found; null until it was checked.</summary>
    public ImportReport? Report { get; private set; }

    public DateTimeOffset? ImportedAt { get; private set; }

    public Guid? CreatedBy { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Decides what columns and values mean; an earlier check no longer holds.</summary>
    public void Decide(ImportPlan plan)
    {
        NotYetImported();
        Plan = plan;
        Report = null;
    }

    public void Checked(ImportReport report)
    {
        NotYetImported();
        Report = report;
    }

    public void Imported(ImportReport report, DateTimeOffset at)
    {
        NotYetImported();
        Report = report;
        ImportedAt = at;
    }

    void NotYetImported()
    {
        if (ImportedAt is not null)
        {
            throw new RuleBroken("ไฟล์นี้นำเข้าแล้ว", "This file has been imported already.");
        }
    }
}

/// <summary>What a check or an import of a file found.</summary>
/// <param name="Rows">Rows with anything in them.</param>
/// <param name="Added">Rows that are new; by a check: that would be new.</param>
/// <param name="Already">Rows that came before and are not stored again.</param>
/// <param name="BadRows">Rows that can not be taken as they are.</param>
/// <param name="ProblemCount">All problems; <paramref name="Problems"/> holds the first of them.</param>
/// <param name="Unknown">Words of which nobody said the meaning yet, and how often they came.</param>
public sealed record ImportReport(
    long Rows, long Added, long Already, long BadRows, long ProblemCount, IReadOnlyList<ImportProblem> Problems, IReadOnlyList<UnknownWords> Unknown) : IToldInParts
{
    public bool IsGood => BadRows == 0 && Rows > 0;

    /// <summary>An event tells the numbers, not the cells that were wrong: they may name people.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Parts() => new Dictionary<string, JsonNode?>(StringComparer.Ordinal)
    {
        ["rows"] = Rows, ["added"] = Added, ["already"] = Already, ["bad"] = BadRows,
    };
}

public sealed record UnknownWords(string Field, string Words, int Count);

/// <summary>A heading or a value that an officer explained; proposed for the next file.</summary>
public sealed class ImportChoice(string register, string field, string meaning, string words) : OfficeRecord
{
    public string Register { get; private set; } = register;

    public string Field { get; private set; } = field;

    /// <summary>Empty: <see cref="Words"/> are the heading of the field's column.</summary>
    public string Meaning { get; private set; } = meaning;

    public string Words { get; private set; } = words;
}

/// <summary>A register that takes rows of files. One importer serves them all.</summary>
public interface IImportRegister
{
    /// <summary>Who may import.</summary>
    string Permission { get; }

    /// <summary>Rows of a file; more are split by the officer. Registers that hold all rows at once are far smaller than this.</summary>
    int MostRows => 50_000;

    /// <summary>What is asked for; null when the subject does not exist in this office.</summary>
    Task<ImportTarget?> TargetAsync(Guid? subject);

    /// <summary>
    /// Stores rows in the transaction that is open on <paramref name="connection"/>; rows that came before are passed
    /// over. The caller commits, or takes all back after a check.
    /// </summary>
    /// <returns>How many rows were new.</returns>
    Task<long> StoreAsync(Npgsql.NpgsqlConnection connection, Guid? subject, IEnumerable<ImportRow> rows, CancellationToken cancellation);
}

/// <param name="Title">As the officer knows it.</param>
/// <param name="Path">Where the rows are seen afterwards.</param>
/// <param name="Lead">What a row of the file is, for the officer.</param>
/// <param name="Steps">How to get such a file; may be empty.</param>
/// <param name="Refusal">Why nothing can be imported now; null when it can.</param>
public sealed record ImportTarget(string Title, string Path, string Lead, IReadOnlyList<string> Steps, IReadOnlyList<ImportField> Fields, RuleBroken? Refusal = null)
{
    /// <summary>
    /// Why a row whose cells can all be read is refused all the same, such as a telephone number that is none or somebody who
    /// came in a row before; the field is a key of <see cref="Fields"/>. Asked once a row, from the first to the last.
    /// </summary>
    public Func<ImportRow, RuleBroken?>? Check { get; init; }
}

sealed class ImportConfiguration : IEntityTypeConfiguration<Import>
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Configure(EntityTypeBuilder<Import> entity)
    {
        entity.ToTable("imports");
        entity.Property(import => import.Plan).HasColumnType("jsonb").HasConversion(
            plan => JsonSerializer.Serialize(plan, Json), text => JsonSerializer.Deserialize<ImportPlan>(text, Json)!);
        entity.Property(import => import.Report).HasColumnType("jsonb").HasConversion(
            report => JsonSerializer.Serialize(report, Json), text => JsonSerializer.Deserialize<ImportReport>(text, Json));
    }
}

sealed class ImportChoiceConfiguration : IEntityTypeConfiguration<ImportChoice>
{
    public void Configure(EntityTypeBuilder<ImportChoice> entity) => entity.ToTable("import_choices");
}

namespace Rapfang.Platform.Backup;

/// <summary>What a backup holds, so that it can be checked to the last byte before anything is touched.</summary>
/// <param name="Format">The shape of the archive; a program reads the shapes it knows.</param>
/// <param name="PersonalKeys">The fingerprints of the keys that the rows need; none in an archive older than sealing.</param>
/// <param name="KeyFileSha256">Of the key file; null where the operator keeps the key and it is not in the archive.</param>
public sealed record Manifest(
    int Format,
    string Program,
    DateTimeOffset MadeAt,
    IReadOnlyList<AppliedMigration> Migrations,
    IReadOnlyList<TableContent> Tables,
    IReadOnlyList<SequenceState> Sequences,
    IReadOnlyList<FileContent> Files,
    IReadOnlyList<string>? PersonalKeys = null,
    string? KeyFileSha256 = null)
{
    public const int CurrentFormat = 1;

    /// <summary>The manifest's name in the archive; beside it lies its own SHA-256.</summary>
    public const string Entry = "manifest.json";

    public const string ChecksumEntry = "manifest.sha256";

    public const string KeyEntry = "personal.key";
}

public sealed record AppliedMigration(string Name, string Checksum);

/// <summary>A table: its rows as PostgreSQL's COPY writes them as text, columns in this order.</summary>
public sealed record TableContent(string Name, IReadOnlyList<string> Columns, long Rows, string Sha256)
{
    public string Entry => $"tables/{Name}.copy";
}

public sealed record SequenceState(string Name, long LastValue, bool IsCalled);

/// <summary>A kept file. <paramref name="Name"/> is its path below the folder of files, with slashes.</summary>
public sealed record FileContent(string Name, long Size, string Sha256)
{
    public string Entry => $"files/{Name}";
}

/// <summary>A backup or restore can not be done; the message says why, in Thai and in English. What was there is as it was.</summary>
public sealed class BackupException(string thai, string english, Exception? inner = null) : Exception($"{thai}\n{english}", inner);

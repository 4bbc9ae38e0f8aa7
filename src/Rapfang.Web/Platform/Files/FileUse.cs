using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;

namespace Rapfang.Platform.Files;

/// <summary>Something of a module that files are attached to.</summary>
/// <param name="Kind">A word of the module, such as <c>work</c>.</param>
/// <param name="Title">As people know it.</param>
/// <param name="Path">Its page, below <c>/{office}/desk</c>.</param>
public sealed record FileSubject(string Kind, Guid Id, string Title, string Path);

/// <summary>A file is used as evidence or as a paper of something; until that ends it can not be deleted.</summary>
public sealed class FileUse : OfficeRecord
{
    internal FileUse(Guid fileId, FileSubject subject, DateTimeOffset at, Guid? by)
    {
        FileId = fileId;
        Kind = subject.Kind;
        SubjectId = subject.Id;
        Title = subject.Title;
        Path = subject.Path;
        AttachedAt = at;
        AttachedBy = by;
    }

    FileUse()
    {
    }

    public Guid FileId { get; private set; }

    public string Kind { get; private set; } = "";

    public Guid SubjectId { get; private set; }

    public string Title { get; private set; } = "";

    public string Path { get; private set; } = "";

    public DateTimeOffset AttachedAt { get; private set; }

    public Guid? AttachedBy { get; private set; }

    public override Guid WholeId => FileId;
}

sealed class FileUseConfiguration : IEntityTypeConfiguration<FileUse>
{
    public void Configure(EntityTypeBuilder<FileUse> entity)
    {
        entity.ToTable("file_uses");
        entity.HasOne<StoredFile>().WithMany().HasForeignKey(use => new { use.OfficeId, use.FileId }).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>A file with the use that brought it into a list.</summary>
public sealed record UsedFile(FileUse Use, StoredFile File);

/// <summary>Attaches files to what modules have, and says where a file is used.</summary>
public sealed class FileUses(RapfangDb db, CurrentActor actor, TimeProvider clock)
{
    /// <summary>The files of something, the oldest first.</summary>
    public async Task<IReadOnlyList<UsedFile>> OfAsync(FileSubject subject)
    {
        return await Of(use => use.Kind == subject.Kind && use.SubjectId == subject.Id).ToListAsync();
    }

    IQueryable<UsedFile> Of(Expression<Func<FileUse, bool>> asked) =>
        from use in db.Set<FileUse>().AsNoTracking().Where(asked)
        join file in db.Set<StoredFile>().AsNoTracking() on use.FileId equals file.Id
        orderby use.Id
        select new UsedFile(use, file);

    /// <summary>The files of something under all its kinds.</summary>
    public async Task<IReadOnlyList<UsedFile>> OfAllAsync(Guid subject) => await Of(use => use.SubjectId == subject).ToListAsync();

    /// <summary>How many files each subject of a kind has.</summary>
    public Task<Dictionary<Guid, int>> CountsAsync(string kind) => db.Set<FileUse>().Where(use => use.Kind == kind)
        .GroupBy(use => use.SubjectId).Select(uses => new { uses.Key, Count = uses.Count() }).ToDictionaryAsync(uses => uses.Key, uses => uses.Count);

    /// <summary>The files of all subjects of a kind, the oldest first.</summary>
    public async Task<IReadOnlyList<UsedFile>> OfKindAsync(string kind) => await Of(use => use.Kind == kind).ToListAsync();

    /// <summary>What the files of each subject of a kind are called, the oldest first.</summary>
    public async Task<ILookup<Guid, string>> NamesAsync(string kind) => (await OfKindAsync(kind)).ToLookup(used => used.Use.SubjectId, used => used.File.Shown);

    /// <summary>Where files are used.</summary>
    public async Task<ILookup<Guid, FileUse>> ByFileAsync(IReadOnlyCollection<Guid> files) =>
        (await db.Set<FileUse>().AsNoTracking().Where(use => files.Contains(use.FileId)).OrderBy(use => use.Id).ToListAsync()).ToLookup(use => use.FileId);

    /// <summary>Attaches a file; saved with the next saved change. Nothing when it is attached there already.</summary>
    public async Task AttachAsync(StoredFile file, FileSubject subject)
    {
        if (!await db.Set<FileUse>().AnyAsync(use => use.FileId == file.Id && use.Kind == subject.Kind && use.SubjectId == subject.Id))
        {
            db.Add(new FileUse(file.Id, subject, clock.GetUtcNow(), actor.UserId));
            db.Tell("file.attached", file, subject.Title);
        }
    }

    /// <summary>Ends a use; saved with the next saved change. The file itself stays.</summary>
    /// <param name="reason">Told with the event.</param>
    /// <exception cref="RuleBroken">No reason is given.</exception>
    /// <returns>False when there is none such.</returns>
    public async Task<bool> DetachAsync(FileSubject subject, Guid fileId, string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new RuleBroken("กรอกเหตุผลที่นำออก", "Say why it is taken off.", $"why-{fileId}");
        }

        if (await db.Set<FileUse>().SingleOrDefaultAsync(use => use.FileId == fileId && use.Kind == subject.Kind && use.SubjectId == subject.Id) is not { } use)
        {
            return false;
        }

        db.Remove(use);
        db.Tell("file.detached", await db.Set<StoredFile>().SingleAsync(file => file.Id == fileId), $"{subject.Title}: {reason.Trim()}");
        return true;
    }

    /// <summary>Deletes the record of a file, and saves. The bytes go at night when no other record has the same.</summary>
    /// <exception cref="RuleBroken">It is used.</exception>
    public async Task DeleteAsync(StoredFile file, string reason)
    {
        if (await db.Set<FileUse>().Where(use => use.FileId == file.Id).Select(use => use.Title).ToListAsync() is { Count: > 0 } titles)
        {
            throw InUse(titles);
        }

        db.Remove(file);
        db.Tell("file.deleted", file, reason);
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation })
        {
            throw InUse([]); // Somebody attached it at this moment.
        }
    }

    static RuleBroken InUse(List<string> titles) => new(
        $"ลบไฟล์นี้ไม่ได้ เพราะใช้เป็นหลักฐานอยู่ {string.Join(", ", titles)}".TrimEnd(), $"This file can not be deleted: it is used as evidence. {string.Join(", ", titles)}".TrimEnd());
}

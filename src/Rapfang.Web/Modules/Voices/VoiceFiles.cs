using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices;

/// <summary>Files on their way with a form that is not sent yet.</summary>
/// <param name="Token">Goes with the form; nobody else can use the files with it or without it.</param>
/// <param name="Names">As they are called.</param>
public sealed record BroughtFiles(string Token, IReadOnlyList<string> Names)
{
    public static BroughtFiles None { get; } = new("", []);
}

/// <summary>Takes in the files of cases and gives them out.</summary>
public sealed class VoiceFiles(
    RapfangDb db, FileIntake intake, FileStore store, IDataProtectionProvider protection, CurrentOffice office, TimeProvider clock)
{
    /// <summary>Files that come with one form.</summary>
    public const int Most = 10;

    /// <summary>Bytes of files of forms not sent yet that an office holds at a time: a flood stops here.</summary>
    const long MostWaiting = 5L * 1024 * 1024 * 1024;

    static readonly TimeSpan Waits = TimeSpan.FromHours(20);

    ITimeLimitedDataProtector Protector => protection.CreateProtector("voice files", office.Id.ToString(CultureInfo.InvariantCulture)).ToTimeLimitedDataProtector();

    /// <summary>Keeps files of a form for as long as it takes to send it; with those that came with it before.</summary>
    /// <param name="token">Of the files that came before.</param>
    /// <param name="refused">What was not kept, in the language of the request.</param>
    public async Task<(BroughtFiles Brought, IReadOnlyList<RefusedFile> Refused)> BringAsync(string? token, IReadOnlyList<IFormFile> files, CancellationToken cancellation)
    {
        var before = Read(token);
        if (files.Count == 0)
        {
            return (Brought(before), []);
        }

        if (before.Count + files.Count > Most)
        {
            return (Brought(before), [new("", UiSetup.Say($"แนบได้ไม่เกิน {Most} ไฟล์ต่อเรื่อง เพิ่มภายหลังได้ที่หน้าติดตามเรื่อง", $"At most {Most} files with a case; more can be added where you follow it."))]);
        }

        if (await db.Set<StoredFile>().Where(file => file.Purpose == FilePurpose.Brought).SumAsync(file => file.Size, cancellation) > MostWaiting)
        {
            return (Brought(before), [new("", UiSetup.Say("ขณะนี้รับไฟล์ไม่ได้ชั่วคราว โปรดส่งเรื่องก่อน แล้วเพิ่มไฟล์ภายหลังที่หน้าติดตามเรื่อง", "Files can not be taken just now. Send the case first and add them later where you follow it."))]);
        }

        var taken = await intake.BringAsync(files, cancellation);
        return (Brought([.. before, .. taken.Kept.Select(kept => (kept.File.Id, Clean(kept.Name)))]), taken.Refused);
    }

    /// <summary>Makes files that came with a form files of its case; saved with the case.</summary>
    public async Task AttachAsync(Voice voice, string? token, VoiceFileKind kind, bool isPublic, Guid? by)
    {
        var brought = Read(token);
        var ids = brought.ConvertAll(one => one.Id);
        var waiting = await db.Set<StoredFile>().Where(file => ids.Contains(file.Id) && file.Purpose == FilePurpose.Brought).ToListAsync();
        foreach (var file in waiting)
        {
            file.BelongToRecord();
            db.Add(new VoiceFile(voice, file, kind, new(brought.Find(one => one.Id == file.Id).Name), isPublic, clock.GetUtcNow(), by));
            db.Tell("file.used", file);
        }
    }

    /// <summary>Files of the same case in another office of the installation; the bytes lie once.</summary>
    public void Copy(Voice voice, IReadOnlyList<KeptVoiceFile> files)
    {
        foreach (var (use, file) in files)
        {
            var copy = new StoredFile(file.Name, file.ContentType, file.Size, file.Sha256, clock.GetUtcNow(), null);
            db.Add(copy);
            db.Add(new VoiceFile(voice, copy, use.Kind, use.Name, use.IsPublic, clock.GetUtcNow(), null));
            db.Tell("file.kept", copy);
        }
    }

    public async Task<IReadOnlyList<KeptVoiceFile>> OfAsync(Guid voice, bool onlyPublic = false)
    {
        var found = from use in db.Set<VoiceFile>().AsNoTracking()
                    join file in db.Set<StoredFile>().AsNoTracking() on use.FileId equals file.Id
                    where use.VoiceId == voice && (use.IsPublic || !onlyPublic)
                    orderby use.Id
                    select new KeptVoiceFile(use, file);
        return await found.ToListAsync();
    }

    /// <summary>Always as a download, except a picture that is looked at: nothing that people brought is opened under this address.</summary>
    public async Task<IActionResult> FetchAsync(KeptVoiceFile kept, HttpResponse response, CancellationToken cancellation)
    {
        response.Headers.CacheControl = "private, no-store";
        return await store.FetchAsync(kept.File, kept.Use.Name.Text, response, cancellation);
    }

    static string Clean(string name) => VoiceText.Read(name, "", most: 255, required: false).Text.ReplaceLineEndings(" ");

    BroughtFiles Brought(List<(Guid Id, string Name)> files) => files.Count == 0 ? BroughtFiles.None
        : new(Protector.Protect(string.Join('\n', files.Select(file => $"{file.Id}\t{file.Name}")), Waits), files.ConvertAll(file => file.Name));

    List<(Guid Id, string Name)> Read(string? token)
    {
        try
        {
            return string.IsNullOrEmpty(token) ? []
                : [.. Protector.Unprotect(token).Split('\n').Select(line => line.Split('\t', 2)).Select(line => (Guid.Parse(line[0]), line[1]))];
        }
        catch (CryptographicException)
        {
            return []; // Too old, or made elsewhere.
        }
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;
using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.PersonalData;

namespace Rapfang.Platform.Backup;

/// <summary><c>rapfang backup FILE</c> and <c>rapfang restore FILE</c>; exit codes are in <c>docs/operations.md</c>.</summary>
public static class BackupCommands
{
    const string Backup = "backup";
    const string Restore = "restore";

    /// <summary>Whether the program was called for one of these and not to serve.</summary>
    public static bool Asked(string[] args) => args is [Backup or Restore, ..];

    /// <summary>Runs the command; Ctrl+C and SIGTERM stop it and leave everything as it was.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, IConfiguration configuration)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await RunAsync(args, configuration, Console.Out, stop.Token);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    /// <param name="output">Progress and messages.</param>
    public static async Task<int> RunAsync(string[] args, IConfiguration configuration, TextWriter output, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            switch (args)
            {
                case [Backup, var file] when IsFile(file):
                    await BackUpAsync(file, overwrite: false);
                    break;
                case [Backup, var file, "--overwrite"] when IsFile(file):
                    await BackUpAsync(file, overwrite: true);
                    break;
                case [Restore, var file] when IsFile(file):
                    await RestoreAsync(file, replace: false);
                    break;
                case [Restore, var file, "--replace"] when IsFile(file):
                    await RestoreAsync(file, replace: true);
                    break;
                default:
                    await output.WriteLineAsync("วิธีใช้ · Usage:\n  rapfang backup FILE [--overwrite]\n  rapfang restore FILE [--replace]");
                    return 2;
            }

            return 0;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return await FailAsync("หยุดตามคำสั่งแล้ว ทุกอย่างเหมือนเดิม\nStopped as asked; everything is as it was.", 130);
        }
        catch (DatabaseUnavailableException e)
        {
            return await FailAsync(e.Message, 3);
        }
        catch (NpgsqlException e)
        {
            return await FailAsync($"ฐานข้อมูลทำงานต่อไม่ได้ ทุกอย่างเหมือนเดิม\nThe database could not go on; everything is as it was: {e.Message}", 3);
        }
        catch (BackupException e)
        {
            return await FailAsync(e.Message, 4);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return await FailAsync(
                "อ่านหรือเขียนไฟล์ไม่ได้ ให้ตรวจเนื้อที่ และใช้บัญชีเดียวกับที่รับฟังทำงาน ทุกอย่างเหมือนเดิม\n"
                + $"A file could not be read or written. Look at the room on the disk, and use the account that Rapfang runs under. Everything is as it was: {e.Message}",
                4);
        }

        async Task BackUpAsync(string file, bool overwrite)
        {
            await using var database = await OpenedDatabase.OpenUnmigratedAsync(configuration, EmbeddedPostgres.JoinOrStartAsync);
            await output.WriteLineAsync("กำลังสำรองข้อมูล · Backing up");
            await BackupWriter.WriteAsync(database.Source, database.Keys, FilePlace.Of(configuration), file, overwrite, output, cancellation);
            await SayAsync(
                $"สำรองข้อมูลไว้ที่ {file} แล้ว ไฟล์นี้มีข้อมูลส่วนบุคคลและกุญแจของระบบ โปรดเก็บเป็นความลับ",
                $"Backed up to {file}. It holds personal data and the system's keys: keep it secret.");
        }

        async Task RestoreAsync(string file, bool replace)
        {
            await output.WriteLineAsync("กำลังตรวจไฟล์สำรอง · Checking the backup");
            await using var archive = await BackupArchive.OpenCheckedAsync(file, cancellation);
            Restorer.RefuseWithoutKeys(archive, PersonalKeys.Read(configuration));
            await using var database = await OpenedDatabase.OpenUnmigratedAsync(configuration, EmbeddedPostgres.StartAsync);
            await output.WriteLineAsync("กำลังคืนข้อมูล · Restoring");
            await Restorer.RestoreAsync(archive, database.Source, database.Keys, FilePlace.Of(configuration), FilePlace.FolderOf(configuration), replace, output, cancellation);
            await SayAsync($"คืนข้อมูลจาก {file} แล้ว", $"Restored from {file}.");
        }

        Task SayAsync(string thai, string english) =>
            output.WriteLineAsync($"{thai}\n{english} ({Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s)");

        async Task<int> FailAsync(string message, int code)
        {
            await output.WriteLineAsync(message);
            return code;
        }
    }

    static bool IsFile(string argument) => !argument.StartsWith('-');
}

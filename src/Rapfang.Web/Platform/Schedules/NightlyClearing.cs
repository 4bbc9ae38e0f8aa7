using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;

namespace Rapfang.Platform.Schedules;

/// <summary>
/// What has served its time goes: mail and calls that went out, notices that were read, files that never arrived whole, bytes that
/// no record points to.
/// </summary>
public static class NightlyClearing
{
    /// <summary>Days that a sent mail is kept, to answer questions about it.</summary>
    const int SentMailDays = 90;

    /// <summary>Days that a notice is kept after it was read; also the record of runs.</summary>
    const int ReadNoticeDays = 365;

    /// <summary>Days that words wait in a chat for their sending.</summary>
    const int UnsentChatDays = 7;

    /// <summary>Of what runs more often in a day than this, the runs of some days are kept.</summary>
    const int OftenADay = 2;
    const int OftenDays = 7;

    static readonly TimeSpan ArrivingTime = TimeSpan.FromDays(1);

    public static Schedule Schedule { get; } = new("nightly-clearing", new TimeOnly(2, 30), RunAsync);

    static async Task RunAsync(IServiceProvider services, CancellationToken stop)
    {
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var source = services.GetRequiredService<NpgsqlDataSource>();
        await using var command = source.CreateCommand("""
            with sent as (delete from outbox where sent_at < $1), seen as (delete from notices where read_at < $2),
                called as (delete from outgoing_calls where coalesce(sent_at, given_up_at) < $1),
                chats as (delete from line_chats where at < $3), told as (delete from line_events where at < $1)
            delete from schedule_runs r where due_at < $2 or (due_at < $4 and $5 < (
                select count(*) from schedule_runs one where one.name = r.name and one.due_at > r.due_at and one.due_at < r.due_at + interval '1 day'))
            """);
        command.Parameters.Fill(now.AddDays(-SentMailDays), now.AddDays(-ReadNoticeDays), now.AddDays(-UnsentChatDays), now.AddDays(-OftenDays), OftenADay);
        await command.ExecuteNonQueryAsync(stop);

        await Uploads.ClearAsync(source, now, stop);
        // What FileStore was taking in when the app died; nobody writes to it any more.
        var files = new DirectoryInfo(FilePlace.FolderOf(services.GetRequiredService<IConfiguration>()));
        if (files.Exists)
        {
            foreach (var left in files.EnumerateFiles("arriving-*").Where(file => file.LastWriteTimeUtc < (now - ArrivingTime).UtcDateTime))
            {
                left.Delete();
            }
        }

        await OrphanClearing.RunAsync(services.GetRequiredService<IFilePlace>(), source, now, stop);
    }
}

using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Rapfang.Platform.Database;

namespace Rapfang.Tests.Platform.Database;

/// <summary>The app's own server on a folder of its own: starts, restarts, and what a crash may leave behind.</summary>
public sealed class EmbeddedPostgresTests : IDisposable
{
    readonly string folder = Path.Combine(Path.GetTempPath(), "rapfang-pg-" + Guid.NewGuid().ToString("N")[..12]);

    string Cluster => Path.Combine(folder, "postgres");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    static async Task<object?> AskAsync(EmbeddedPostgres server, string sql, string database = "kept")
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString(database) + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    [Fact]
    public async Task Start_OnTheSameFolder_FindsWhatWasStored()
    {
        await using (var first = await EmbeddedPostgres.StartAsync(folder))
        {
            await first.EnsureDatabaseAsync("kept");
            await AskAsync(first, "create table t as select 42 as n");
        }

        await using var second = await EmbeddedPostgres.StartAsync(folder);
        await second.EnsureDatabaseAsync("kept");

        Assert.Equal(42, await AskAsync(second, "select n from t"));
    }

    [Fact]
    public async Task Start_WhileAnotherAppUsesTheFolder_SaysSoAndLeavesItAlone()
    {
        await using var first = await EmbeddedPostgres.StartAsync(folder);

        var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => EmbeddedPostgres.StartAsync(folder));

        Assert.Contains("Another Rapfang already works on the data", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await AskAsync(first, "select 1", "postgres"));
    }

    [Fact]
    public async Task Start_AfterAFirstStartWasCutOff_MakesTheClusterAnew()
    {
        Directory.CreateDirectory(Cluster + ".new");
        await File.WriteAllTextAsync(Path.Combine(Cluster + ".new", "PG_VERSION"), "half");

        await using var server = await EmbeddedPostgres.StartAsync(folder);

        Assert.Equal(1, await AskAsync(server, "select 1", "postgres"));
        Assert.False(Directory.Exists(Cluster + ".new"));
    }

    [Fact]
    public async Task Start_WhenTheStalePidBelongsToAnotherProgramNow_Starts()
    {
        await (await EmbeddedPostgres.StartAsync(folder)).DisposeAsync();

        // The other program runs under the server's own account, so PostgreSQL alone would take it for itself.
        var note = Path.Combine(folder, "run", "pid");
        var other = ServerAccount.ForThisProcess().RunAsync("sh", ["-c", $"echo $$ > {note}.new && mv {note}.new {note} && exec sleep 60"], "/");
        while (!File.Exists(note))
        {
            await Task.Yield();
        }

        var pid = int.Parse(await File.ReadAllTextAsync(note), CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(Path.Combine(Cluster, "postmaster.pid"), $"{pid}\n{Cluster}\n1\n5432\n{folder}/run\n\n");
        try
        {
            await using var server = await EmbeddedPostgres.StartAsync(folder);

            Assert.Equal(1, await AskAsync(server, "select 1", "postgres"));
        }
        finally
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
            await other;
        }
    }

    [Fact]
    public async Task Start_WhenAKilledAppLeftItsServerRunning_TakesItOver()
    {
        await (await EmbeddedPostgres.StartAsync(folder)).DisposeAsync();

        var sockets = Path.Combine(folder, "run");
        var left = await ServerAccount.ForThisProcess().RunAsync(
            Path.Combine(PostgresBinaries.Find(), "pg_ctl"),
            ["start", "-D", Cluster, "-w", "-s", "-l", Path.Combine(sockets, "server.log"), "-o", $"-c listen_addresses= -c unix_socket_directories='{sockets}'"],
            sockets);
        Assert.True(left.ExitCode == 0, left.Output);
        var running = File.ReadLines(Path.Combine(Cluster, "postmaster.pid")).First();

        await using var server = await EmbeddedPostgres.StartAsync(folder);

        Assert.Equal(running, File.ReadLines(Path.Combine(Cluster, "postmaster.pid")).First());
        Assert.Equal(1, await AskAsync(server, "select 1", "postgres"));
    }
}

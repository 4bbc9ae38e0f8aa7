using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Rapfang.Platform.Files;
using Rapfang.Platform.Schedules;

namespace Rapfang.Tests.Platform.Schedules;

/// <summary>Several nodes, one run; days off are made up for once.</summary>
public sealed class ScheduleRunnerTests(Server server) : IAsyncLifetime
{
    // 02:00 in Bangkok.
    readonly SetClock clock = new(DateTimeOffset.Parse("2026-11-30T19:00:00Z", CultureInfo.InvariantCulture));
    readonly string folder = Directory.CreateTempSubdirectory("rapfang-schedules-").FullName;
    NpgsqlDataSource database = null!;
    int runs;

    public async ValueTask InitializeAsync() => database = NpgsqlDataSource.Create(await server.NewDatabaseAsync(demo: true));

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    ScheduleRunner Node(params Schedule[] schedules)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("RAPFANG_DATA", folder)]).Build();
        var services = new ServiceCollection().AddSingleton(database).AddSingleton<TimeProvider>(clock)
            .AddSingleton<IConfiguration>(configuration).AddSingleton(FilePlace.Of(configuration))
            .BuildServiceProvider();
        return new(schedules, database, services.GetRequiredService<IServiceScopeFactory>(), clock, NullLogger<ScheduleRunner>.Instance);
    }

    Schedule Counting(TimeOnly at) => new("counting", at, (_, _) =>
    {
        Interlocked.Increment(ref runs);
        return Task.CompletedTask;
    });

    [Fact]
    public async Task TwoNodes_RunOnceADayAtTheTimeInThailand()
    {
        var counting = Counting(new TimeOnly(2, 30));
        ScheduleRunner[] nodes = [Node(counting), Node(counting), Node(counting)];
        Task AllAsync() => Task.WhenAll(nodes.Select(node => Task.Run(() => node.RunDueAsync())));

        await AllAsync(); // Yesterday's.
        Assert.Equal(1, runs);
        clock.Now += TimeSpan.FromMinutes(29);
        await AllAsync();
        Assert.Equal(1, runs);
        clock.Now += TimeSpan.FromMinutes(1);
        await AllAsync();
        await AllAsync();
        Assert.Equal(2, runs);

        for (var day = 0; day < 30; day++)
        {
            clock.Now += TimeSpan.FromDays(1);
            await AllAsync();
        }

        Assert.Equal(32, runs);
    }

    [Fact]
    public async Task DaysOff_AreMadeUpForOnce()
    {
        await Node(Counting(new TimeOnly(2, 30))).RunDueAsync();
        clock.Now += TimeSpan.FromDays(9);

        await Node(Counting(new TimeOnly(2, 30))).RunDueAsync();
        clock.Now -= TimeSpan.FromDays(1); // A node whose clock is behind.
        await Node(Counting(new TimeOnly(2, 30))).RunDueAsync();

        Assert.Equal(2, runs);
    }

    [Fact]
    public async Task WorkOfEveryFewMinutes_RunsOnceEachTime()
    {
        var often = Counting(TimeOnly.MinValue) with { Every = TimeSpan.FromMinutes(5) };
        ScheduleRunner[] nodes = [Node(often), Node(often), Node(often)];
        for (var minute = 0; minute < 30; minute++)
        {
            await Task.WhenAll(nodes.Select(node => Task.Run(() => node.RunDueAsync())));
            clock.Now += TimeSpan.FromMinutes(1);
        }

        Assert.Equal(6, runs);
    }

    [Fact]
    public async Task NightlyClearing_KeepsAFewDaysOfWhatRunsOften()
    {
        await ExecuteAsync($"""
            delete from schedule_runs;
            insert into schedule_runs (name, due_at, taken_at) select 'often', at, at from generate_series('{clock.Now:u}'::timestamptz - interval '9 days', '{clock.Now:u}', interval '1 hour') at;
            insert into schedule_runs (name, due_at, taken_at) select 'daily', at, at from generate_series('{clock.Now:u}'::timestamptz - interval '9 days', '{clock.Now:u}', interval '1 day') at
            """);

        await Node(NightlyClearing.Schedule).RunDueAsync();

        Assert.Equal("daily 10, often 169", await TextAsync("select string_agg(name || ' ' || n, ', ' order by name) from (select name, count(*) as n from schedule_runs where name in ('often', 'daily') group by name) r"));
    }

    [Fact]
    public async Task FailingWork_DoesNotKeepTheOthersFromRunning()
    {
        var failing = new Schedule("failing", new TimeOnly(1, 0), (_, _) => throw new InvalidOperationException("broken"));

        await Node(failing, Counting(new TimeOnly(1, 0))).RunDueAsync();

        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task NightlyClearing_TakesWhatHasServedItsTimeAndNothingElse()
    {
        await ExecuteAsync($"""
            delete from schedule_runs; -- The app that made the demo office ran it by the real clock.
            insert into outbox (office_id, id, what, address, subject, body, written_at, due_at, sent_at)
            select o.id, gen_random_uuid(), 'test', v.name, '', '', '{clock.Now:u}', '{clock.Now:u}', '{clock.Now:u}'::timestamptz - sent
            from offices o, (values ('sent old', interval '91 days'), ('sent young', interval '89 days'), ('waiting', null)) as v (name, sent);
            insert into notices (office_id, id, user_id, text, text_en, path, at, read_at)
            select p.office_id, gen_random_uuid(), p.user_id, v.name, '', '', '{clock.Now:u}', '{clock.Now:u}'::timestamptz - read
            from (select * from people where user_id is not null limit 1) p,
                (values ('read old', interval '366 days'), ('read young', interval '364 days'), ('unread', null)) as v (name, read)
            """);
        var files = Directory.CreateDirectory(Path.Combine(folder, "files")).FullName;
        foreach (var (name, hours) in new[] { ("arriving-old", 25), ("arriving-young", 23), ("kept", 99) })
        {
            await File.WriteAllTextAsync(Path.Combine(files, name), name);
            File.SetLastWriteTimeUtc(Path.Combine(files, name), clock.Now.UtcDateTime.AddHours(-hours));
        }

        await Node(NightlyClearing.Schedule).RunDueAsync();

        Assert.Equal("read young, sent young, unread, waiting", await TextAsync("select string_agg(name, ', ' order by name) from (select address as name from outbox union all select text from notices) n"));
        Assert.Equal(["arriving-young", "kept"], Directory.GetFiles(files).Select(Path.GetFileName).Order());
        Assert.Equal("1", await TextAsync("select count(*)::text from schedule_runs where ended_at is not null"));
    }

    async Task ExecuteAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    async Task<string> TextAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}

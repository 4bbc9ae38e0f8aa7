using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Rapfang.Modules.Office;
using Rapfang.Platform.Database;
using Rapfang.Platform.Notifications;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Schedules;

[assembly: AssemblyFixture(typeof(Rapfang.Tests.Server))]

namespace Rapfang.Tests;

/// <summary>One real PostgreSQL for all tests. A test class gets databases of its own, cloned from a migrated one or from one with the demo office.</summary>
public sealed class Server : IAsyncLifetime
{
    const string Memory = "/dev/shm";
    const long MemoryNeeded = 8L << 30;

    // Every test has a database of a thousand files: in memory it is there in a fifth of the time.
    readonly string folder = Path.Combine(
        Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > MemoryNeeded ? Memory : Path.GetTempPath(), "rapfang-tests-" + Guid.NewGuid().ToString("N")[..12]);
    EmbeddedPostgres postgres = null!;

    /// <summary>What personal data in every database of the tests are sealed with; a key for tests only.</summary>
    public const string PersonalKey = "dGVzdCBrZXkgb2YgMzIgYnl0ZXMsIG5vdCBzZWNyZXQ=";

    public static PersonalKeys Keys { get; } =
        PersonalKeys.Read(new ConfigurationBuilder().AddInMemoryCollection([new("RAPFANG_PERSONAL_KEY", PersonalKey)]).Build());

    public async ValueTask InitializeAsync()
    {
        postgres = await EmbeddedPostgres.StartAsync(folder);
        await NeedNotLastAsync();
        await postgres.EnsureDatabaseAsync("migrated");
        await using (var source = NpgsqlDataSource.Create(Unpooled("migrated")))
        {
            await Migrator.MigrateAsync(source, Keys);
        }

        await CloneAsync("migrated", "with_demo");
        await using var app = new App(Unpooled("with_demo"), demo: true);
        await app.Visit().UntilReadyAsync();
    }

    /// <summary>The address of a fresh database: empty, or with the demo office.</summary>
    public async Task<string> NewDatabaseAsync(bool demo)
    {
        var name = "t_" + Guid.NewGuid().ToString("N");
        await CloneAsync(demo ? "with_demo" : "migrated", name);
        return postgres.ConnectionString(name) + ";MaxPoolSize=20";
    }

    /// <summary>The address of a database without any table.</summary>
    public async Task<string> EmptyDatabaseAsync()
    {
        var name = "t_" + Guid.NewGuid().ToString("N");
        await CloneAsync("template1", name);
        return postgres.ConnectionString(name) + ";MaxPoolSize=20";
    }

    /// <summary>The app on a fresh database, with the demo office unless told otherwise. The database goes with it.</summary>
    public async Task<App> AppAsync(bool demo = true) => new(await NewDatabaseAsync(demo), demo) { Dropped = DropAsync };

    /// <summary>The app with the demo office and settings of its operator.</summary>
    public async Task<App> AppAsync(params (string Name, string Value)[] settings) => new(await NewDatabaseAsync(demo: true), demo: true, settings) { Dropped = DropAsync };

    async Task DropAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(Unpooled("postgres"));
        await using var drop = source.CreateCommand($"drop database \"{new NpgsqlConnectionStringBuilder(database).Database}\" with (force)");
        await drop.ExecuteNonQueryAsync();
    }

    // The machine may crash: these data are thrown away anyway. What a killed server keeps is tested on servers of their own.
    async Task NeedNotLastAsync()
    {
        await using var source = NpgsqlDataSource.Create(Unpooled("postgres"));
        foreach (var setting in new[] { "fsync = off", "synchronous_commit = off", "full_page_writes = off", "checkpoint_timeout = '1h'" })
        {
            await using var change = source.CreateCommand("alter system set " + setting);
            await change.ExecuteNonQueryAsync();
        }

        await using var reload = source.CreateCommand("select pg_reload_conf()");
        await reload.ExecuteNonQueryAsync();
    }

    async Task CloneAsync(string template, string name)
    {
        await using var source = NpgsqlDataSource.Create(Unpooled("postgres"));
        await using var clone = source.CreateCommand($"create database \"{name}\" template \"{template}\" strategy file_copy");
        await clone.ExecuteNonQueryAsync();
    }

    string Unpooled(string database) => postgres.ConnectionString(database) + ";Pooling=false";

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await postgres.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>One app with the demo office for all tests of a class, which only look, or are refused.</summary>
public sealed class SharedApp(Server server) : IAsyncLifetime
{
    public App App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await server.AppAsync();

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>The app in this process, reached over HTTP, on a database of its own.</summary>
public sealed class App(string database, bool demo, params (string Name, string Value)[] settings) : WebApplicationFactory<Program>
{
    readonly string files = Path.Combine(Path.GetTempPath(), "rapfang-files-" + Guid.NewGuid().ToString("N")[..12]);
    NpgsqlDataSource? source;

    /// <summary>What becomes of its database when it ends.</summary>
    public Func<string, Task>? Dropped { get; init; }

    /// <summary>Where its kept files lie.</summary>
    public string DataFolder => Path.Combine(files, "files");

    /// <summary>The database behind the app, to look at what was really stored.</summary>
    public NpgsqlDataSource Database => source ??= NpgsqlDataSource.Create(database + ";MaxPoolSize=5");

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("ConnectionStrings:Rapfang", database);
        builder.UseSetting("RAPFANG_DEMO", demo ? "true" : "false");
        builder.UseSetting("RAPFANG_DATA", files);
        builder.UseSetting("RAPFANG_PERSONAL_KEY", Rapfang.Tests.Server.PersonalKey);
        builder.UseSetting("Logging:LogLevel:Default", "Error");
        foreach (var (name, value) in settings)
        {
            builder.UseSetting(name, value);
        }

        builder.UseEnvironment("Production");
        // Tests send mail and run schedules themselves, when they want it.
        builder.ConfigureServices(services =>
        {
            services.Remove(services.Single(service => service.ImplementationType == typeof(MailSender)));
            services.Remove(services.Single(service => service.ImplementationType == typeof(CallSender)));
            services.Remove(services.Single(service => service.ImplementationType == typeof(ScheduleRunner)));
        });
    }

    /// <summary>Somebody with a browser: keeps cookies, follows redirects.</summary>
    public Visitor Visit() => new(CreateClient());

    /// <summary>A demo person at the desk.</summary>
    public async Task<Visitor> SignInAsync(string user)
    {
        var visitor = Visit();
        var page = await visitor.GetAsync("/account/sign-in");
        await visitor.SendAsync(page.Form("/account/demo"), ("user", user));
        return visitor;
    }

    /// <summary>Works as the app does inside a request to an office, or inside none.</summary>
    public async Task InScopeAsync(string? office, Func<IServiceProvider, Task> work)
    {
        await using var scope = Services.CreateAsyncScope();
        if (office is not null)
        {
            scope.ServiceProvider.GetRequiredService<CurrentOffice>().Set((await scope.ServiceProvider.GetRequiredService<OfficeDirectory>().FindAsync(office))!);
        }

        await work(scope.ServiceProvider);
    }

    /// <summary>Gives a person of the demo office an e-mail address, as the office administrator would.</summary>
    public Task KeepEmailAsync(string familyName, string email) => InScopeAsync("demo", async services =>
    {
        var db = services.GetRequiredService<RapfangDb>();
        var person = await db.Set<Person>().SingleAsync(person => person.FamilyName == familyName);
        person.Email = services.GetRequiredService<Seals>().Seal(person, PersonalField.StaffEmail, email);
        db.Tell("person.changed", person);
        await db.SaveChangesAsync();
    });

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The first column of every row, as text.</summary>
    public async Task<List<string>> ColumnAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (source is not null)
        {
            await source.DisposeAsync();
        }

        await base.DisposeAsync();
        if (Dropped is not null)
        {
            await Dropped(database);
        }

        if (Directory.Exists(files))
        {
            Directory.Delete(files, recursive: true);
        }
    }
}

using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Rapfang.Platform.Backup;
using Rapfang.Platform.Database;

namespace Rapfang.Tests.Platform.Backup;

/// <summary>The commands as an administrator gives them, on the demo office's database.</summary>
public sealed class BackupTests(Server server) : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("rapfang-backup-").FullName;
    readonly StringWriter said = new();

    string Archive => Path.Combine(folder, "office.backup");

    public void Dispose()
    {
        said.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    Task<int> RunAsync(string database, params string[] args) => RunAsync(database, "data", args, CancellationToken.None);

    Task<int> RunAsync(string database, string data, string[] args, CancellationToken cancellation) => BackupCommands.RunAsync(
        args,
        new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Rapfang", database), new("RAPFANG_DATA", Path.Combine(folder, data)), new("RAPFANG_PERSONAL_KEY", Server.PersonalKey)]).Build(),
        said,
        cancellation);

    /// <summary>Every row of every table of the catalogue, the sequences, and the rules that hold them.</summary>
    static async Task<Dictionary<string, List<string>>> EverythingAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var all = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var table in await ColumnAsync(source, "select relname::text from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"))
        {
            all.Add(table, await ColumnAsync(source, $"select t::text from {table} t order by 1"));
        }

        all.Add("(sequences)", await ColumnAsync(source, "select sequencename || ' ' || coalesce(last_value, 0) from pg_sequences order by 1"));
        all.Add("(rules)", await ColumnAsync(source, """
            select conrelid::regclass || ' ' || conname || ' ' || convalidated || ' ' || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
            union all select pg_get_triggerdef(oid) || tgenabled::text from pg_trigger where not tgisinternal
            union all select indexdef from pg_indexes where schemaname = 'public' order by 1
            """));
        return all;
    }

    static async Task<List<string>> ColumnAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    static Task ExecuteAsync(string database, string sql) => ColumnOnAsync(database, sql);

    static async Task<List<string>> ColumnOnAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        return await ColumnAsync(source, sql);
    }

    [Fact]
    public async Task Restore_IntoAnEmptyDatabase_BringsEveryRowBackAndTheAppWorksOnIt()
    {
        var from = await server.NewDatabaseAsync(demo: true);
        await ExecuteAsync(from, """
            update offices set logo = '\x00ff5c0a5c', address = E'บรรทัดหนึ่ง\nสอง\t\\N "อัญประกาศ"';
            insert into user_claims (user_id, claim_type) select id, 'x' from users;
            """);
        var before = await EverythingAsync(from);

        Assert.Equal(0, await RunAsync(from, "backup", Archive));
        var to = await server.EmptyDatabaseAsync();
        Assert.Equal(0, await RunAsync(to, "restore", Archive));

        Assert.NotEmpty(before["survey_answers"]);
        Assert.NotEmpty(before["events"]);
        Assert.Equal(before, await EverythingAsync(to));
        Assert.Equal(before, await EverythingAsync(from));
        await using var app = new App(to, demo: true);
        var director = await app.SignInAsync("demo.director");
        Assert.Equal(HttpStatusCode.OK, (await director.GetAsync("/demo/desk")).Status);
        await app.ExecuteAsync("insert into user_claims (user_id, claim_type) select id, 'y' from users limit 1"); // Its number is the next, not a taken one.
        Assert.Contains("survey_answers  ", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_IsForItsOwnersEyesOnly()
    {
        await RunAsync(await server.NewDatabaseAsync(demo: true), "backup", Archive);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Archive));
        }

        Assert.Contains("keep it secret", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_TakesKeptFilesAndRestorePutsThemBack()
    {
        var database = await server.NewDatabaseAsync(demo: true);
        Write("data/files/ab/cd/abcd", "เนื้อหา");
        Write("data/files/arriving-1", "half");
        Assert.Equal(0, await RunAsync(database, "backup", Archive));
        Write("other/files/ab/cd/abcd", "spoilt");
        Write("other/files/ef/gh/efgh", "of another life");

        Assert.Equal(0, await RunAsync(database, "other", ["restore", Archive, "--replace"], CancellationToken.None));

        Assert.Equal("เนื้อหา", File.ReadAllText(Path.Combine(folder, "other/files/ab/cd/abcd")));
        Assert.Equal([Path.Combine(folder, "other/files/ab/cd/abcd")], Directory.GetFiles(Path.Combine(folder, "other"), "*", SearchOption.AllDirectories));
    }

    void Write(string path, string text)
    {
        var whole = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
        File.WriteAllText(whole, text);
    }

    [Fact]
    public async Task Backup_WhenTheTargetIsThere_IsRefusedUnlessTold()
    {
        var database = await server.NewDatabaseAsync(demo: false);
        await File.WriteAllTextAsync(Archive, "the last good one");

        Assert.Equal(4, await RunAsync(database, "backup", Archive));

        Assert.Equal("the last good one", await File.ReadAllTextAsync(Archive));
        Assert.Contains("มีไฟล์", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync(database, "backup", Archive, "--overwrite"));
        Assert.Equal(0, await RunAsync(await server.EmptyDatabaseAsync(), "restore", Archive));
    }

    [Fact]
    public async Task Backup_WhenItFailsHalfWay_LeavesTheLastOneAndNoPiece()
    {
        var database = await server.NewDatabaseAsync(demo: true);
        await File.WriteAllTextAsync(Archive, "the last good one");
        using var stop = new CancellationTokenSource();
        await using var stopping = new StopAt("survey_answers", stop);

        var code = await BackupCommands.RunAsync(
            ["backup", Archive, "--overwrite"],
            new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Rapfang", database), new("RAPFANG_PERSONAL_KEY", Server.PersonalKey)]).Build(), stopping, stop.Token);

        Assert.Equal(130, code);
        Assert.Equal([Archive], Directory.GetFileSystemEntries(folder));
        Assert.Equal("the last good one", await File.ReadAllTextAsync(Archive));
    }

    [Fact]
    public async Task Restore_WhenItIsStoppedHalfWay_LeavesEverythingAsItWas()
    {
        await RunAsync(await server.NewDatabaseAsync(demo: true), "backup", Archive);
        var to = await server.NewDatabaseAsync(demo: true);
        await ExecuteAsync(to, "update offices set name = 'ยังอยู่'");
        var before = await EverythingAsync(to);
        using var stop = new CancellationTokenSource();
        await using var stopping = new StopAt("survey_answers", stop);

        var code = await BackupCommands.RunAsync(
            ["restore", Archive, "--replace"],
            new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Rapfang", to), new("RAPFANG_PERSONAL_KEY", Server.PersonalKey)]).Build(), stopping, stop.Token);

        Assert.Equal(130, code);
        Assert.Equal(before, await EverythingAsync(to));
    }

    /// <summary>A person at the keyboard who presses Ctrl+C when they read a word.</summary>
    sealed class StopAt(string word, CancellationTokenSource stop) : StringWriter
    {
        public override Task WriteLineAsync(string? value)
        {
            if (value!.Contains(word, StringComparison.Ordinal))
            {
                stop.Cancel();
            }

            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task Restore_WhenThereAreRows_IsRefusedUnlessTold()
    {
        var from = await server.NewDatabaseAsync(demo: true);
        await RunAsync(from, "backup", Archive);
        var to = await server.NewDatabaseAsync(demo: true);
        await ExecuteAsync(to, "update offices set name = 'อีกที่หนึ่ง'");
        var before = await EverythingAsync(to);

        Assert.Equal(4, await RunAsync(to, "restore", Archive));

        Assert.Equal(before, await EverythingAsync(to));
        Assert.Contains("add --replace", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync(to, "restore", Archive, "--replace"));
        Assert.Equal(await EverythingAsync(from), await EverythingAsync(to));
    }

    // Each is met by a database that would have been replaced.
    [Theory]
    [InlineData("flipped")]
    [InlineData("truncated")]
    [InlineData("missing table")]
    [InlineData("table not promised")]
    [InlineData("changed row")]
    [InlineData("changed manifest")]
    [InlineData("not an archive")]
    public async Task Restore_OfADamagedArchive_IsRefusedBeforeAnythingIsTouched(string damage)
    {
        var database = await server.NewDatabaseAsync(demo: true);
        await RunAsync(database, "backup", Archive);
        await ExecuteAsync(database, "update offices set name = 'ใหม่กว่าไฟล์สำรอง'");
        await DamageAsync(damage);
        var before = await EverythingAsync(database);

        var code = await RunAsync(database, "restore", Archive, "--replace");

        Assert.Equal(4, code);
        Assert.Contains("The backup is damaged or incomplete", said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Restoring", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await EverythingAsync(database));
    }

    async Task DamageAsync(string damage)
    {
        var bytes = await File.ReadAllBytesAsync(Archive);
        switch (damage)
        {
            case "flipped":
                // In the rows of a table: some bytes between the entries, such as their dates, mean nothing.
                bytes[bytes.AsSpan().IndexOf("tables/events.copy"u8) + 1000] ^= 1;
                await File.WriteAllBytesAsync(Archive, bytes);
                break;
            case "truncated":
                await File.WriteAllBytesAsync(Archive, bytes[..(bytes.Length * 9 / 10)]);
                break;
            case "missing table":
                await ChangeAsync(zip => zip.GetEntry("tables/survey_tallies.copy")!.Delete());
                break;
            case "table not promised":
                await ChangeAsync(zip => zip.CreateEntry("tables/other.copy"));
                break;
            case "changed row":
                await ChangeAsync(zip => Change(zip, "tables/groups.copy", text => text.Replace("2", "3", StringComparison.Ordinal)));
                break;
            case "changed manifest":
                await ChangeAsync(zip => Change(zip, "manifest.json", text => text.Replace("\"format\":1", "\"format\":0", StringComparison.Ordinal)));
                break;
            default:
                await File.WriteAllTextAsync(Archive, "hello");
                break;
        }
    }

    async Task ChangeAsync(Action<ZipArchive> change)
    {
        await using var zip = await ZipFile.OpenAsync(Archive, ZipArchiveMode.Update);
        change(zip);
    }

    static void Change(ZipArchive zip, string name, Func<string, string> change)
    {
        using var stream = zip.GetEntry(name)!.Open();
        using var reader = new StreamReader(stream, leaveOpen: true);
        var text = reader.ReadToEnd();
        Assert.NotEqual(text, change(text));
        stream.SetLength(0);
        stream.Write(Encoding.UTF8.GetBytes(change(text)));
    }

    // With a right checksum: made by a newer program, not damaged.
    [Fact]
    public async Task Restore_OfANewerBackup_IsRefusedInWords()
    {
        var database = await server.NewDatabaseAsync(demo: true);
        await ExecuteAsync(database, "insert into schema_migrations (name, checksum) values ('9999_later.sql', 'x')");
        await RunAsync(database, "backup", Archive);
        var before = await EverythingAsync(database);

        Assert.Equal(4, await RunAsync(database, "restore", Archive, "--replace"));

        Assert.Contains("ไฟล์สำรองใหม่กว่าโปรแกรม (9999_later.sql)", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await EverythingAsync(database));
    }

    [Fact]
    public async Task Restore_OfAnOlderBackup_AppliesTheMigrationsSince()
    {
        var old = await server.EmptyDatabaseAsync();
        await using (var source = NpgsqlDataSource.Create(old))
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(Migrator.RegisterSql, connection);
            await command.ExecuteNonQueryAsync();
            await Migrator.ApplyAsync(connection, Migrator.Files[0], Server.Keys);
        }

        await ExecuteAsync(old, "insert into offices (slug, kind, name, created_at) values ('old', 'other', 'เดิม', now())");
        Assert.Equal(0, await RunAsync(old, "backup", Archive));
        var to = await server.EmptyDatabaseAsync();

        Assert.Equal(0, await RunAsync(to, "restore", Archive));

        Assert.Equal(Migrator.Files.Select(file => file.Name), await ColumnOnAsync(to, "select name from schema_migrations order by name"));
        Assert.Equal(["เดิม"], await ColumnOnAsync(to, "select name from offices"));
        Assert.Empty(await ColumnOnAsync(to, "select title from surveys"));
    }

    [Fact]
    public async Task Restore_WhenRowsPointNowhere_IsRefused()
    {
        var from = await server.NewDatabaseAsync(demo: true);
        await ExecuteAsync(from, "alter table groups drop constraint groups_office_id_fkey; update groups set office_id = office_id + 0; insert into groups values (77, gen_random_uuid(), 'x', 'x', now())");
        await RunAsync(from, "backup", Archive);
        var to = await server.NewDatabaseAsync(demo: true);
        var before = await EverythingAsync(to);

        Assert.Equal(4, await RunAsync(to, "restore", Archive, "--replace"));

        Assert.Contains("refer to rows that are not in it (groups)", said.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await EverythingAsync(to));
    }

    [Fact]
    public async Task Backup_WhileTheAppWrites_IsOfOneMoment()
    {
        var from = await server.NewDatabaseAsync(demo: true);
        using var enough = new CancellationTokenSource();
        var writing = WriteAsync(from, enough.Token);
        var taken = new List<string>();
        for (var n = 0; n < 5; n++)
        {
            taken.Add($"{Archive}.{n}");
            Assert.Equal(0, await RunAsync(from, "backup", taken[n]));
        }

        await enough.CancelAsync();
        Assert.InRange(await writing, 5, int.MaxValue);
        foreach (var archive in taken)
        {
            var to = await server.EmptyDatabaseAsync();
            Assert.Equal(0, await RunAsync(to, "restore", archive));
            Assert.Equal(["equal"], await ColumnOnAsync(to, """
                select case when (select sum(answers) from survey_tallies) = (select count(*) from survey_answers) then 'equal'
                    else (select sum(answers) from survey_tallies) || ' counted, ' || (select count(*) from survey_answers) || ' stored' end
                """));
        }
    }

    // As the app stores an answer: the row and its count in one transaction.
    static async Task<int> WriteAsync(string database, CancellationToken enough)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var written = 0;
        while (!enough.IsCancellationRequested)
        {
            await using var command = source.CreateCommand("""
                with stored as (
                    insert into survey_answers (office_id, id, survey_id, group_number, source, answered_on, codes)
                    select office_id, gen_random_uuid(), survey_id, group_number, source, answered_on, codes from survey_answers limit 1
                    returning office_id, survey_id, group_number)
                update survey_tallies t set answers = answers + 1 from stored s
                where t.office_id = s.office_id and t.survey_id = s.survey_id and t.group_number = s.group_number
                """);
            await command.ExecuteNonQueryAsync(CancellationToken.None);
            written++;
        }

        return written;
    }

    [Theory]
    [InlineData("backup")]
    [InlineData("restore")]
    [InlineData("backup", "--overwrite")]
    [InlineData("restore", "a", "--overwrite")]
    [InlineData("backup", "a", "b")]
    public async Task Call_ThatIsNotUnderstood_SaysHow(params string[] args)
    {
        Assert.Equal(2, await RunAsync("Host=nowhere", args));
        Assert.Contains("rapfang restore FILE [--replace]", said.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backup_OfADatabaseThatIsNotRapfangs_IsRefused()
    {
        Assert.Equal(4, await RunAsync(await server.EmptyDatabaseAsync(), "backup", Archive));
        Assert.Contains("holds no data of Rapfang", said.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder));
    }
}

/// <summary>The same on the app's own server and its data folder.</summary>
public sealed class BackupOfEmbeddedTests : IDisposable
{
    readonly string folder = Path.Combine(Path.GetTempPath(), "rapfang-bk-" + Guid.NewGuid().ToString("N")[..12]);
    readonly StringWriter said = new();

    string Data(string name) => Path.Combine(folder, name);

    public void Dispose()
    {
        said.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    Task<int> RunAsync(string data, params string[] args) =>
        BackupCommands.RunAsync(args, Configuration(data), said, CancellationToken.None);

    IConfiguration Configuration(string data) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("RAPFANG_DATA", Data(data))]).Build();

    [Fact]
    public async Task Backup_WhileTheAppRuns_JoinsItsServerAndLeavesItRunning()
    {
        Directory.CreateDirectory(folder);
        var archive = Path.Combine(folder, "hot.backup");
        await using (var app = await OpenedDatabase.OpenAsync(Configuration("one")))
        {
            await using var insert = app.Source.CreateCommand("insert into offices (slug, kind, name, created_at) values ('kept', 'other', 'อยู่ครบ', now())");
            await insert.ExecuteNonQueryAsync();

            Assert.Equal(0, await RunAsync("one", "backup", archive));
            Assert.Equal(3, await RunAsync("one", "restore", archive, "--replace")); // Not under the feet of an app.

            Assert.Contains("Another Rapfang already works", said.ToString(), StringComparison.Ordinal);
            Assert.Equal("อยู่ครบ", await NameAsync(app)); // The server still runs.
        }

        Assert.Equal(0, await RunAsync("one", "backup", archive, "--overwrite")); // Cold.
        Assert.Equal(0, await RunAsync("two", "restore", archive));
        await using var restored = await OpenedDatabase.OpenAsync(Configuration("two"));
        Assert.Equal("อยู่ครบ", await NameAsync(restored));
    }

    [Fact]
    public async Task Backup_OfAFolderWithoutData_MakesNone()
    {
        Directory.CreateDirectory(folder);

        Assert.Equal(3, await RunAsync("nothing", "backup", Path.Combine(folder, "x.backup")));

        Assert.Contains("There are no data in", said.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    static async Task<string> NameAsync(OpenedDatabase database)
    {
        await using var command = database.Source.CreateCommand("select name from offices");
        return (string)(await command.ExecuteScalarAsync())!;
    }
}

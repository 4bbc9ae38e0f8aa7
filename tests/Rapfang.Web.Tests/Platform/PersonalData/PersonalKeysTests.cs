using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Rapfang.Platform.Backup;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.PersonalData;

namespace Rapfang.Tests.Platform.PersonalData;

/// <summary>Keys and seals: what they hold together, and what happens without the right key.</summary>
public sealed class PersonalKeysTests(Server server) : IDisposable
{
    static readonly SealedPlace Place = new(1, "people.phone", Guid.Parse("00000000-0000-7000-8000-000000000001"));
    static readonly string OtherKey = Convert.ToBase64String(new byte[32]);
    readonly string folder = Directory.CreateTempSubdirectory("rapfang-keys-").FullName;
    readonly StringWriter said = new();

    public void Dispose()
    {
        said.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    string KeyFile(string data) => Path.Combine(folder, data, PersonalKeys.FileName);

    IConfiguration Configuration(string? database, string data = "data", string? key = null) => new ConfigurationBuilder()
        .AddInMemoryCollection([new("ConnectionStrings:Rapfang", database), new("RAPFANG_DATA", Path.Combine(folder, data)), new("RAPFANG_PERSONAL_KEY", key)]).Build();

    async Task<DatabaseUnavailableException> RefusedAsync(string database, string data = "data", string? key = null) =>
        await Assert.ThrowsAsync<DatabaseUnavailableException>(async () => await OpenedDatabase.OpenAsync(Configuration(database, data, key)));

    [Theory]
    [InlineData("")]
    [InlineData("08 0000 0000")]
    [InlineData("ข้อความไทยยาว ๆ : มีเครื่องหมาย : ด้วย")]
    public void Open_OfWhatWasSealed_IsTheSame(string text)
    {
        var value = Server.Keys.Seal(Place, text, "ม:ส");

        Assert.Equal(text, Server.Keys.Open(Place, value));
        Assert.Equal("ม:ส", value.Mask);
        Assert.NotEqual(value, Server.Keys.Seal(Place, text, "ม:ส")); // The same text twice does not look the same.
    }

    [Fact]
    public void Open_OfAValueThatWasMovedOrChanged_IsRefused()
    {
        var value = Server.Keys.Seal(Place, "08 0000 0000", "•••");
        var parts = value.Stored.Split(':');
        var bytes = Convert.FromBase64String(parts[2]);
        bytes[15] ^= 1;

        foreach (var (place, other) in new[]
        {
            (Place with { Office = 2 }, value), (Place with { Field = "people.email" }, value), (Place with { Record = Guid.NewGuid() }, value),
            (Place, new Sealed(value.Stored + "0")), // Another mask.
            (Place, new Sealed($"{parts[0]}:{parts[1]}:{Convert.ToBase64String(bytes)}:{parts[3]}")),
        })
        {
            Assert.ThrowsAny<CryptographicException>(() => Server.Keys.Open(place, other));
        }
    }

    [Fact]
    public void Keys_AfterAChange_OpenWhatTheOldOneSealedAndSealWithTheNew()
    {
        var old = Server.Keys.Seal(Place, "เดิม");
        var both = PersonalKeys.Read(Configuration(null, key: OtherKey + ", " + Server.PersonalKey));
        var fresh = both.Seal(Place, "ใหม่");

        Assert.Equal("เดิม", both.Open(Place, old));
        Assert.Equal("ใหม่", PersonalKeys.Read(Configuration(null, key: OtherKey)).Open(Place, fresh));
        Assert.ThrowsAny<CryptographicException>(() => Server.Keys.Open(Place, fresh));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("c2hvcnQ=")]
    [InlineData(",")]
    public void Key_ThatIsNone_IsRefusedInWordsWithoutRepeatingIt(string key)
    {
        var refused = Assert.Throws<DatabaseUnavailableException>(() => PersonalKeys.Read(Configuration(null, key: key)));

        Assert.Contains("RAPFANG_PERSONAL_KEY ไม่ใช่กุญแจ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("openssl rand -base64 32", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2hvcnQ=", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OfANewInstallation_MakesAKeyFileForItsOwnersEyesOnly()
    {
        var database = await server.EmptyDatabaseAsync();
        await using (await OpenedDatabase.OpenAsync(Configuration(database)))
        {
            Assert.Equal(32, Convert.FromBase64String((await File.ReadAllTextAsync(KeyFile("data"))).Trim()).Length);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile("data")));
            }
        }

        await using var again = await OpenedDatabase.OpenAsync(Configuration(database));
        Assert.Single(await ColumnAsync(database, "select fingerprint from personal_keys"));
    }

    [Fact]
    public async Task Start_WithoutTheKeyOrWithAnother_IsRefusedInWordsAndMakesNone()
    {
        var database = await server.NewDatabaseAsync(demo: false);
        var before = await ColumnAsync(database, "select k::text from personal_keys k");

        var without = await RefusedAsync(database);
        var wrong = await RefusedAsync(database, key: OtherKey);

        Assert.All([without, wrong], refused =>
        {
            Assert.Contains("ไม่มีกุญแจที่ใช้เข้ารหัสข้อมูลส่วนบุคคลของฐานข้อมูลนี้", refused.Message, StringComparison.Ordinal);
            Assert.Contains("nothing was touched", refused.Message, StringComparison.Ordinal);
        });
        Assert.False(File.Exists(KeyFile("data")));
        Assert.Equal(before, await ColumnAsync(database, "select k::text from personal_keys k"));
    }

    [Fact]
    public async Task Upgrade_SealsWhatLayInPlainAndLeavesNoneInTheServersFiles()
    {
        var database = await OldDatabaseAsync();
        var filesBefore = await ColumnAsync(database, FilesOfTables);

        await using (var source = NpgsqlDataSource.Create(database))
        {
            await Migrator.MigrateAsync(source, Server.Keys);
        }

        var person = (await ColumnAsync(database, "select id::text from people")).Single();
        var kept = await ColumnAsync(database, "select unnest(array[phone, email]) from people");
        Assert.Equal("0 2000 0000 ต่อ 21", Server.Keys.Open(new(1, "people.phone", Guid.Parse(person)), new Sealed(kept[0])));
        Assert.Equal("somebody@office.example", Server.Keys.Open(new(1, "people.email", Guid.Parse(person)), new Sealed(kept[1])));
        Assert.Equal("s•••@office.example", new Sealed(kept[1]).Mask);
        var user = Guid.Parse((await ColumnAsync(database, "select id::text from users")).Single());
        Assert.Equal("APPSECRETAPPSECRET", Server.Keys.Open(UserStore.AppKeyOf(user), new Sealed((await ColumnAsync(database, "select value from user_tokens")).Single())));
        // The rows lie in new files; what was plain went with the old ones.
        var files = await ColumnAsync(database, FilesOfTables);
        Assert.Equal(2, files.Count);
        Assert.Empty(files.Intersect(filesBefore, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Upgrade_WithABadKey_TouchesNothingAndWorksAfterwards()
    {
        var database = await OldDatabaseAsync();

        await RefusedAsync(database, key: "bad");

        Assert.Equal(["0 2000 0000 ต่อ 21"], await ColumnAsync(database, "select phone from people"));
        await using var opened = await OpenedDatabase.OpenAsync(Configuration(database, key: Server.PersonalKey));
        Assert.StartsWith("1:", (await ColumnAsync(database, "select phone from people")).Single(), StringComparison.Ordinal);
    }

    const string FilesOfTables = "select pg_relation_filepath(name::regclass) from unnest(array['people', 'user_tokens']) name";

    // As it was before sealing, with somebody in it.
    async Task<string> OldDatabaseAsync()
    {
        var database = await server.EmptyDatabaseAsync();
        await using (var source = NpgsqlDataSource.Create(database))
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var register = new NpgsqlCommand(Migrator.RegisterSql, connection);
            await register.ExecuteNonQueryAsync();
            foreach (var file in Migrator.Files.TakeWhile(file => file.Name != PlainColumns.Migration))
            {
                await Migrator.ApplyAsync(connection, file, Server.Keys);
            }
        }

        await ExecuteAsync(database, """
            insert into offices (slug, kind, name, created_at) values ('old', 'other', 'เดิม', now());
            insert into people (office_id, id, given_name, family_name, phone, email, from_date)
            values (1, '00000000-0000-7000-8000-000000000009', 'ก', 'ข', '0 2000 0000 ต่อ 21', 'somebody@office.example', '2020-01-01');
            insert into users (id, user_name, normalized_user_name, email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count, display_name, installation_admin)
            values ('00000000-0000-7000-8000-000000000008', 'a', 'A', false, false, true, true, 0, 'ก', false);
            insert into user_tokens values ('00000000-0000-7000-8000-000000000008', '[AspNetUserStore]', 'AuthenticatorKey', 'APPSECRETAPPSECRET');
            """);
        return database;
    }

    [Fact]
    public async Task Backup_BringsTheKeyFileAlongSoThatAnOfficeWithItsBackupOnlyHasItsDataBack()
    {
        var from = await server.EmptyDatabaseAsync();
        Sealed sealedThere;
        await using (var opened = await OpenedDatabase.OpenAsync(Configuration(from, "one")))
        {
            sealedThere = opened.Keys.Seal(Place, "กลับมาครบ");
        }

        Assert.Equal(0, await RunAsync(Configuration(from, "one"), "backup"));
        Assert.Equal(0, await RunAsync(Configuration(await server.EmptyDatabaseAsync(), "two"), "restore"));

        Assert.Equal(await File.ReadAllTextAsync(KeyFile("one")), await File.ReadAllTextAsync(KeyFile("two")));
        Assert.Equal("กลับมาครบ", PersonalKeys.Read(Configuration(null, "two")).Open(Place, sealedThere));
    }

    [Fact]
    public async Task Restore_OverAnotherInstallation_KeepsItsKeyBehindTheOneThatCame()
    {
        var (from, to) = (await server.EmptyDatabaseAsync(), await server.EmptyDatabaseAsync());
        await using (await OpenedDatabase.OpenAsync(Configuration(from, "one")))
        await using (await OpenedDatabase.OpenAsync(Configuration(to, "two")))
        {
            // Each has made its key.
        }

        var own = await File.ReadAllTextAsync(KeyFile("two"));
        await RunAsync(Configuration(from, "one"), "backup");

        Assert.Equal(4, await RunAsync(Configuration(to, "two"), "restore")); // There are rows: nothing happens.
        Assert.Equal(own, await File.ReadAllTextAsync(KeyFile("two")));
        Assert.Equal(0, await RunAsync(Configuration(to, "two"), "restore", "--replace"));

        Assert.Equal(await File.ReadAllTextAsync(KeyFile("one")) + own, await File.ReadAllTextAsync(KeyFile("two")));
        await using var opened = await OpenedDatabase.OpenAsync(Configuration(to, "two"));
    }

    [Fact]
    public async Task Restore_WithoutTheOperatorsKey_IsRefusedBeforeAnythingIsTouched()
    {
        await RunAsync(Configuration(await server.NewDatabaseAsync(demo: false), key: Server.PersonalKey), "backup");
        Assert.Contains("the key of personal data is not in it", said.ToString(), StringComparison.Ordinal);
        var to = await server.EmptyDatabaseAsync();

        Assert.Equal(4, await RunAsync(Configuration(to, "two"), "restore"));
        Assert.Equal(4, await RunAsync(Configuration(to, "two", OtherKey), "restore"));

        Assert.Contains("ให้ตั้ง RAPFANG_PERSONAL_KEY เป็นกุญแจของระบบเดิม", said.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Restoring", said.ToString(), StringComparison.Ordinal);
        Assert.Empty(await ColumnAsync(to, "select relname::text from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace"));
        Assert.False(File.Exists(KeyFile("two")));
        Assert.Equal(0, await RunAsync(Configuration(to, "two", Server.PersonalKey), "restore"));
    }

    [Fact]
    public async Task CookieKeys_AreSealedAndThoseOfBeforeStayReadable()
    {
        var database = await server.NewDatabaseAsync(demo: true);
        await using var app = new App(database, demo: true);
        await app.SignInAsync("demo.reader");
        Assert.All(await app.ColumnAsync("select xml from data_protection_keys"), xml =>
        {
            Assert.Matches("<sealed[^>]*>1:", xml);
            Assert.DoesNotContain("<masterKey", xml, StringComparison.Ordinal);
        });

        // A key as the program wrote it before.
        await app.ExecuteAsync("""
            delete from data_protection_keys;
            insert into data_protection_keys values ('old', '<key id="d1c3b1a4-6d3b-4d52-9a39-0123456789ab" version="1"><creationDate>2020-01-01T00:00:00Z</creationDate><activationDate>2020-01-01T00:00:00Z</activationDate><expirationDate>2099-01-01T00:00:00Z</expirationDate><descriptor deserializerType="Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel.AuthenticatedEncryptorDescriptorDeserializer, Microsoft.AspNetCore.DataProtection"><descriptor><encryption algorithm="AES_256_CBC" /><validation algorithm="HMACSHA256" /><masterKey><value>AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+Pw==</value></masterKey></descriptor></descriptor></key>');
            """);
        await using var next = new App(database, demo: true);
        Assert.Equal("/demo/desk", (await (await next.SignInAsync("demo.reader")).GetAsync("/demo/desk")).Path);
        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from data_protection_keys")); // The old one was good enough.
    }

    async Task<int> RunAsync(IConfiguration configuration, params string[] command) => await BackupCommands.RunAsync(
        [command[0], Path.Combine(folder, "office.backup"), .. command[1..]], configuration, said, CancellationToken.None);

    static Task ExecuteAsync(string database, string sql) => ColumnAsync(database, sql);

    static async Task<List<string>> ColumnAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}

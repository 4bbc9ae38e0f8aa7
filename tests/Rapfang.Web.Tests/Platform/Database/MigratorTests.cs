using Npgsql;
using Rapfang.Platform.Database;

namespace Rapfang.Tests.Platform.Database;

public sealed class MigratorTests(Server server)
{
    static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task Migrate_WhenTwoNodesStartTogether_AppliesEachFileOnce()
    {
        await using var source = NpgsqlDataSource.Create(await server.EmptyDatabaseAsync());

        var done = await Task.WhenAll(Migrator.MigrateAsync(source, Server.Keys), Migrator.MigrateAsync(source, Server.Keys), Migrator.MigrateAsync(source, Server.Keys));

        Assert.Contains("0001_house.sql", Assert.Single(done, files => files.Count > 0));
        Assert.Empty(await Migrator.MigrateAsync(source, Server.Keys));
    }

    [Fact]
    public async Task Migrate_WhenAnAppliedFileWasChanged_IsRefused()
    {
        await using var source = NpgsqlDataSource.Create(await server.NewDatabaseAsync(demo: false));
        await RunAsync(source, "update schema_migrations set checksum = 'other' where name = '0001_house.sql'");

        var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => Migrator.MigrateAsync(source, Server.Keys));

        Assert.Contains("0001_house.sql was changed", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_WhenTheDatabaseIsNewer_IsRefused()
    {
        await using var source = NpgsqlDataSource.Create(await server.NewDatabaseAsync(demo: false));
        await RunAsync(source, "insert into schema_migrations (name, checksum) values ('9999_later.sql', '')");

        var refused = await Assert.ThrowsAsync<DatabaseUnavailableException>(() => Migrator.MigrateAsync(source, Server.Keys));

        Assert.Contains("ฐานข้อมูลใหม่กว่าโปรแกรม (9999_later.sql)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_AfterARefusal_LetsTheNextNodeIn()
    {
        await using var source = NpgsqlDataSource.Create(await server.NewDatabaseAsync(demo: false));
        await RunAsync(source, "insert into schema_migrations (name, checksum) values ('9999_later.sql', '')");
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => Migrator.MigrateAsync(source, Server.Keys));
        await RunAsync(source, "delete from schema_migrations where name = '9999_later.sql'");

        Assert.Empty(await Migrator.MigrateAsync(source, Server.Keys));
    }
}

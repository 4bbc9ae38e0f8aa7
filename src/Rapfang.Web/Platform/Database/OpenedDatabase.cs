using Npgsql;
using Rapfang.Platform.PersonalData;

namespace Rapfang.Platform.Database;

/// <summary>The database this app works on: its own embedded server, or the one that the connection string names.</summary>
public sealed class OpenedDatabase : IAsyncDisposable
{
    readonly EmbeddedPostgres? embedded;

    OpenedDatabase(NpgsqlDataSource source, EmbeddedPostgres? embedded, PersonalKeys keys)
    {
        Source = source;
        Keys = keys;
        this.embedded = embedded;
    }

    public NpgsqlDataSource Source { get; }

    /// <summary>What the personal data in it are sealed with.</summary>
    public PersonalKeys Keys { get; }

    /// <summary>Opens and migrates the database of the configuration.</summary>
    /// <param name="configuration">
    /// <c>ConnectionStrings:Rapfang</c> names a server; without it the embedded one keeps its data in
    /// <c>RAPFANG_DATA</c> (default <c>./data</c>).
    /// </param>
    public static async Task<OpenedDatabase> OpenAsync(IConfiguration configuration)
    {
        var opened = await OpenUnmigratedAsync(configuration, EmbeddedPostgres.StartAsync);
        try
        {
            await Migrator.MigrateAsync(opened.Source, opened.Keys);
            return opened;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens the database of the configuration as it is.</summary>
    /// <param name="reach">How the embedded server is reached, from its data folder.</param>
    public static async Task<OpenedDatabase> OpenUnmigratedAsync(IConfiguration configuration, Func<string, Task<EmbeddedPostgres>> reach)
    {
        var keys = PersonalKeys.Read(configuration);
        var named = configuration.GetConnectionString("Rapfang");
        EmbeddedPostgres? server = null;
        if (string.IsNullOrWhiteSpace(named))
        {
            server = await reach(DataFolder(configuration));
            await server.EnsureDatabaseAsync("rapfang");
            named = server.ConnectionString("rapfang");
        }

        // Nothing here changes a connection for good (no SET, no LISTEN), so there is nothing to reset when one is given back.
        var connection = new NpgsqlConnectionStringBuilder(named) { NoResetOnClose = true };
        return new OpenedDatabase(NpgsqlDataSource.Create(connection), server, keys);
    }

    /// <summary>The folder of the embedded server, of kept files and of the key.</summary>
    public static string DataFolder(IConfiguration configuration) => Path.GetFullPath(configuration["RAPFANG_DATA"] ?? "data");

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (embedded is not null)
        {
            await embedded.DisposeAsync();
        }
    }
}

using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Rapfang.Platform.Identity;

namespace Rapfang.Platform.Database;

/// <summary>
/// How records lie in tables: the same in every office and on every server, so it is made once in a process, without a
/// database. It takes longest of all that a start does; <c>Program</c> asks for it first and reaches the database meanwhile.
/// </summary>
public static class RecordMapping
{
    /// <summary>The version of Identity's tables that knows passkeys.</summary>
    public static readonly Version IdentityTables = IdentitySchemaVersions.Version3;

    static readonly Lazy<IModel> Once = new(() =>
    {
        // Identity asks the services of the app for the version of its tables.
        using var services = new ServiceCollection().Configure<IdentityOptions>(options => options.Stores.SchemaVersion = IdentityTables).BuildServiceProvider();
        var options = new DbContextOptionsBuilder<RapfangDb>().UseNpgsql().UseApplicationServiceProvider(services).Options;
        using var records = new RapfangDb(options, new CurrentOffice(), new CurrentActor(new HttpContextAccessor()), TimeProvider.System);
        return records.Model;
    });

    /// <summary>Waits while it is being made.</summary>
    public static IModel Made => Once.Value;
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Database;

namespace Rapfang.Platform.Clients;

/// <summary>What a client may do.</summary>
public static class ApiScope
{
    /// <summary>Bring cases, and read those it brought.</summary>
    public const string Bring = "cases.bring";

    /// <summary>Read all cases but the sealed ones; never who spoke.</summary>
    public const string ReadAll = "cases.read";

    public static IReadOnlyList<string> All { get; } = [Bring, ReadAll];
}

/// <summary>Another system that works with the office, known by its key.</summary>
public sealed class ApiClient : OfficeRecord, IEffective
{
    ApiClient()
    {
    }

    public string Name { get; private set; } = "";

    /// <summary>SHA-256 of the key, in hexadecimal.</summary>
    public string KeyHash { get; private set; } = "";

    public string[] Scopes { get; private set; } = [];

    public DateOnly FromDate { get; private set; }

    public DateOnly? UntilDate { get; private set; }

    /// <summary>A new client with a new key, which can not be read again.</summary>
    public static (ApiClient Client, string Key) Make(string name, IEnumerable<string> scopes, DateOnly from)
    {
        var key = "rf_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return (new ApiClient { Name = name.Trim(), KeyHash = HashOf(key), Scopes = [.. scopes], FromDate = from }, key);
    }

    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    public bool May(string scope) => Scopes.Contains(scope, StringComparer.Ordinal);

    /// <summary>Its key opens nothing from now on.</summary>
    public void End(DateOnly on) => UntilDate ??= on;
}

sealed class ApiClientConfiguration : IEntityTypeConfiguration<ApiClient>
{
    public void Configure(EntityTypeBuilder<ApiClient> entity) => entity.ToTable("api_clients");
}

/// <summary>Knows clients by their keys.</summary>
public sealed class ApiClients(RapfangDb db)
{
    /// <returns>Null when the current office has no such client, or it was ended.</returns>
    public Task<ApiClient?> FindAsync(string? key)
    {
        var hash = ApiClient.HashOf(key ?? "");
        return db.Set<ApiClient>().AsNoTracking().SingleOrDefaultAsync(client => client.KeyHash == hash && client.UntilDate == null);
    }
}

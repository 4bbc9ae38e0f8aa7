using System.Text.Json;

namespace Rapfang.Platform.Identity.Oidc;

/// <summary>What the provider publishes of itself: addresses and keys. Asked when first needed, and again after an hour.</summary>
public sealed class OidcProvider(OidcSettings settings, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    // An unknown key is asked for again, but nobody can make this app ask the provider without end.
    static readonly TimeSpan KeysAgain = TimeSpan.FromMinutes(1);

    readonly SemaphoreSlim one = new(1);
    (OidcAddresses Addresses, DateTimeOffset At)? addresses;
    (JsonElement Keys, DateTimeOffset At)? keys;

    public OidcSettings Settings => settings;

    public void Dispose() => one.Dispose();

    /// <exception cref="OidcException">The provider does not answer, or answers for somebody else.</exception>
    public async Task<OidcAddresses> AddressesAsync(HttpClient http, CancellationToken cancellation)
    {
        await one.WaitAsync(cancellation);
        try
        {
            if (addresses is not { } known || clock.GetUtcNow() - known.At > Kept)
            {
                addresses = known = (await FindAsync(http, cancellation), clock.GetUtcNow());
            }

            return known.Addresses;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Checks a token with the provider's keys; once more with fresh ones when the provider may have changed them.</summary>
    /// <exception cref="OidcException">It is not to be believed, or the keys can not be had.</exception>
    public async Task<JsonElement> CheckAsync(string token, string nonce, HttpClient http, CancellationToken cancellation)
    {
        var at = await AddressesAsync(http, cancellation);
        await one.WaitAsync(cancellation);
        try
        {
            var now = clock.GetUtcNow();
            if (keys is { } known && now - known.At < Kept)
            {
                try
                {
                    return IdToken.Check(token, known.Keys, at.Issuer, settings.ClientId, nonce, now);
                }
                catch (OidcException) when (now - known.At > KeysAgain)
                {
                    // Perhaps signed with a key that was published since.
                }
            }

            var fresh = await ReadAsync(http, at.Keys, cancellation);
            keys = (fresh, now);
            return IdToken.Check(token, fresh, at.Issuer, settings.ClientId, nonce, now);
        }
        finally
        {
            one.Release();
        }
    }

    async Task<OidcAddresses> FindAsync(HttpClient http, CancellationToken cancellation)
    {
        var issuer = settings.Authority;
        if (!settings.IsDiscovered)
        {
            return new(issuer, settings.AuthorizationEndpoint, settings.TokenEndpoint, settings.KeysEndpoint, settings.UserInfoEndpoint, TakesSecretInForm: false);
        }

        var document = await ReadAsync(http, issuer.TrimEnd('/') + "/.well-known/openid-configuration", cancellation);
        if (IdToken.Text(document, "issuer").TrimEnd('/') != issuer.TrimEnd('/'))
        {
            throw new OidcException($"{issuer} answers for another issuer: {IdToken.Text(document, "issuer")}.");
        }

        var methods = document.TryGetProperty("token_endpoint_auth_methods_supported", out var listed) && listed.ValueKind == JsonValueKind.Array
            ? listed.EnumerateArray().Select(method => method.ToString()).ToList()
            : [];
        return new(
            IdToken.Text(document, "issuer"), Of(settings.AuthorizationEndpoint, "authorization_endpoint"), Of(settings.TokenEndpoint, "token_endpoint"),
            Of(settings.KeysEndpoint, "jwks_uri"), settings.UserInfoEndpoint is { Length: > 0 } own ? own : IdToken.Text(document, "userinfo_endpoint"),
            methods.Contains("client_secret_post", StringComparer.Ordinal) && !methods.Contains("client_secret_basic", StringComparer.Ordinal));

        string Of(string setting, string name)
        {
            var address = setting.Length > 0 ? setting : IdToken.Text(document, name);
            try
            {
                OidcSettings.RefuseOpenLine(address);
            }
            catch (InvalidOperationException e)
            {
                throw new OidcException(e.Message, e);
            }

            return address.Length > 0 ? address : throw new OidcException($"The discovery document of {issuer} names no {name}.");
        }
    }

    /// <exception cref="OidcException">No answer, or none that can be read.</exception>
    public static async Task<JsonElement> ReadAsync(HttpClient http, string address, CancellationToken cancellation, string? accessToken = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new("application/json"));
        if (accessToken is not null)
        {
            request.Headers.Authorization = new("Bearer", accessToken);
        }

        try
        {
            using var answer = await http.SendAsync(request, cancellation);
            answer.EnsureSuccessStatusCode();
            await using var content = await answer.Content.ReadAsStreamAsync(cancellation);
            using var document = await JsonDocument.ParseAsync(content, cancellationToken: cancellation);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new OidcException($"{address} answers no JSON object.");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new OidcException($"{address} does not answer: {e.Message}", e);
        }
    }
}

/// <summary>Where the provider is asked for what.</summary>
/// <param name="TakesSecretInForm">It does not want the secret in the header, which is how the standard has it where nothing is said.</param>
public sealed record OidcAddresses(string Issuer, string Authorization, string Token, string Keys, string UserInfo, bool TakesSecretInForm);

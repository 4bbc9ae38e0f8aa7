using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Rapfang.Tests.Modules.Account;

/// <summary>A small OpenID Connect provider on loopback. Who comes is <see cref="Subject"/>; a test makes it err on purpose.</summary>
public sealed class OidcServer : IAsyncDisposable
{
    public const string Client = "rapfang-test";
    public const string Secret = "s3cret:with colon";
    readonly RSA rsa = RSA.Create(2048);
    readonly ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly WebApplication app;
    readonly Dictionary<string, (string Nonce, string Challenge, string RedirectUri)> codes = new(StringComparer.Ordinal);

    OidcServer(WebApplication app) => this.app = app;

    public string Address { get; private set; } = "";

    public string Subject { get; set; } = "1-person";

    public string Algorithm { get; set; } = "RS256";

    /// <summary>What is answered in place of a code.</summary>
    public string? Error { get; set; }

    /// <summary>Changes the claims of the next tokens.</summary>
    public Action<Dictionary<string, object>> Change { get; set; } = _ => { };

    /// <summary>Changes the whole token.</summary>
    public Func<string, string> Forge { get; set; } = token => token;

    /// <summary>Who the userinfo page says it is, with a claim that the token has not.</summary>
    public string UserInfoSubject { get; set; } = "1-person";

    public int TokensGiven { get; private set; }

    public static async Task<OidcServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new OidcServer(builder.Build());
        server.app.MapGet("/.well-known/openid-configuration", () => new
        {
            issuer = server.Address, authorization_endpoint = server.Address + "/authorize", token_endpoint = server.Address + "/token",
            jwks_uri = server.Address + "/keys", userinfo_endpoint = server.Address + "/userinfo",
        });
        server.app.MapGet("/authorize", server.Authorize);
        server.app.MapPost("/token", server.TokenAsync);
        server.app.MapGet("/keys", server.Keys);
        server.app.MapGet("/userinfo", () => new { sub = server.UserInfoSubject, pid = "pid-of-" + server.UserInfoSubject });
        await server.app.StartAsync();
        server.Address = server.app.Urls.Single();
        return server;
    }

    IResult Authorize(string client_id, string redirect_uri, string state, string nonce, string code_challenge, string code_challenge_method, string response_type, string scope)
    {
        if (client_id != Client || response_type != "code" || code_challenge_method != "S256" || !scope.Split(' ').Contains("openid", StringComparer.Ordinal))
        {
            return Results.BadRequest();
        }

        if (Error is not null)
        {
            return Results.Redirect(QueryHelpers.AddQueryString(redirect_uri, new Dictionary<string, string?>(StringComparer.Ordinal) { ["error"] = Error, ["state"] = state }));
        }

        var code = Guid.NewGuid().ToString("N");
        codes[code] = (nonce, code_challenge, redirect_uri);
        return Results.Redirect(QueryHelpers.AddQueryString(redirect_uri, new Dictionary<string, string?>(StringComparer.Ordinal) { ["code"] = code, ["state"] = state }));
    }

    async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var basic = "Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"{Client}:{System.Net.WebUtility.UrlEncode(Secret)}"));
        if (request.Headers.Authorization != basic || !codes.Remove(form["code"].ToString(), out var asked) || form["redirect_uri"] != asked.RedirectUri
            || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked.Challenge)
        {
            return Results.BadRequest(new { error = "invalid_grant" });
        }

        TokensGiven++;
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["iss"] = Address, ["aud"] = Client, ["sub"] = Subject, ["nonce"] = asked.Nonce, ["iat"] = now, ["exp"] = now + 300 };
        Change(claims);
        return Results.Ok(new { access_token = "access", token_type = "Bearer", id_token = Forge(Sign(claims)) });
    }

    string Sign(Dictionary<string, object> claims)
    {
        var content = $"{Part(new { alg = Algorithm, kid = Algorithm })}.{Part(claims)}";
        var bytes = Encoding.ASCII.GetBytes(content);
        var signature = Algorithm == "RS256" ? rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) : ec.SignData(bytes, HashAlgorithmName.SHA256);
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    public static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));

    IResult Keys()
    {
        var (one, other) = (rsa.ExportParameters(includePrivateParameters: false), ec.ExportParameters(includePrivateParameters: false));
        return Results.Ok(new
        {
            keys = new object[]
            {
                new { kty = "RSA", kid = "RS256", use = "sig", n = Base64Url.EncodeToString(one.Modulus), e = Base64Url.EncodeToString(one.Exponent) },
                new { kty = "EC", kid = "ES256", use = "sig", crv = "P-256", x = Base64Url.EncodeToString(other.Q.X), y = Base64Url.EncodeToString(other.Q.Y) },
            },
        });
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        rsa.Dispose();
        ec.Dispose();
    }
}

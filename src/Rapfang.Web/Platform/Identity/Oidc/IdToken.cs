using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Rapfang.Platform.Identity.Oidc;

/// <summary>What the provider said can not be believed, or it could not be asked. The message is for the operator's log.</summary>
public sealed class OidcException(string reason, Exception? inner = null) : Exception(reason, inner);

/// <summary>
/// Checks an ID token (OpenID Connect Core 3.1.3.7): signed by a key of the provider with RS256 or ES256, by this issuer, for
/// this client, in time, and made for this very sign-in.
/// </summary>
public static class IdToken
{
    /// <summary>How far clocks may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    /// <param name="token">The token as it came.</param>
    /// <param name="keys">The provider's key set (JWKS).</param>
    /// <param name="nonce">What was sent along when the sign-in began.</param>
    /// <returns>Its claims.</returns>
    /// <exception cref="OidcException">It is not to be believed; the message says why.</exception>
    public static JsonElement Check(string token, JsonElement keys, string issuer, string clientId, string nonce, DateTimeOffset now)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            throw new OidcException("The ID token has not three parts.");
        }

        var header = Json(parts[0]);
        var key = FindKey(header, keys) ?? throw new OidcException("The ID token is signed with a key that the provider does not publish.");
        if (!IsSigned(Text(header, "alg"), key, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Bytes(parts[2])))
        {
            throw new OidcException("The signature of the ID token is not right.");
        }

        var claims = Json(parts[1]);
        var audiences = Audiences(claims);
        Refuse(Text(claims, "iss") != issuer, $"The ID token is of another issuer: {Text(claims, "iss")}.");
        Refuse(!audiences.Contains(clientId, StringComparer.Ordinal), "The ID token is for another client.");
        Refuse(audiences.Count > 1 && Text(claims, "azp") != clientId, "The ID token is for several clients and not made for this one.");
        Refuse(Moment(claims, "exp") is not { } until || until + Skew <= now, "The ID token is too old.");
        Refuse(Moment(claims, "nbf") > now + Skew || Moment(claims, "iat") > now + Skew, "The ID token is of the future.");
        Refuse(
            nonce.Length == 0 || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Text(claims, "nonce")), Encoding.UTF8.GetBytes(nonce)),
            "The ID token was made for another sign-in (nonce).");
        Refuse(Text(claims, "sub").Length is 0 or > 255, "The ID token names nobody.");
        return claims;
    }

    /// <summary>A claim's text; empty when there is none.</summary>
    public static string Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>The key that the token names; the only one where it names none. One that is published for something else does not count.</summary>
    static JsonElement? FindKey(JsonElement header, JsonElement keys)
    {
        var type = Text(header, "alg") == "ES256" ? "EC" : "RSA";
        if (!keys.TryGetProperty("keys", out var set) || set.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var fitting = set.EnumerateArray().Where(key => Text(key, "kty") == type && Text(key, "use") is "" or "sig").ToList();
        var named = Text(header, "kid");
        return named.Length > 0 ? fitting.Where(key => Text(key, "kid") == named).Cast<JsonElement?>().FirstOrDefault()
            : fitting is [var only] ? only
            : null;
    }

    static bool IsSigned(string algorithm, JsonElement key, byte[] content, byte[] signature)
    {
        try
        {
            switch (algorithm)
            {
                case "RS256":
                    using (var rsa = RSA.Create(new RSAParameters { Modulus = Bytes(Text(key, "n")), Exponent = Bytes(Text(key, "e")) }))
                    {
                        return rsa.KeySize >= 2048 && rsa.VerifyData(content, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                    }

                case "ES256" when Text(key, "crv") == "P-256":
                    using (var ec = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = Bytes(Text(key, "x")), Y = Bytes(Text(key, "y")) } }))
                    {
                        return ec.VerifyData(content, signature, HashAlgorithmName.SHA256);
                    }

                default:
                    return false; // "none" above all.
            }
        }
        catch (CryptographicException e)
        {
            throw new OidcException("The provider's key is none.", e);
        }
    }

    static IReadOnlyList<string> Audiences(JsonElement claims) =>
        !claims.TryGetProperty("aud", out var audience) ? []
        : audience.ValueKind == JsonValueKind.Array ? [.. audience.EnumerateArray().Select(one => one.ToString())]
        : [audience.ToString()];

    static DateTimeOffset? Moment(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is > 0 and < 253_402_300_799
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    static void Refuse(bool broken, string why)
    {
        if (broken)
        {
            throw new OidcException(why);
        }
    }

    static JsonElement Json(string part)
    {
        try
        {
            using var document = JsonDocument.Parse(Bytes(part));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new OidcException("The ID token holds no claims.");
        }
        catch (JsonException e)
        {
            throw new OidcException("The ID token can not be read.", e);
        }
    }

    static byte[] Bytes(string part)
    {
        try
        {
            return Base64Url.DecodeFromChars(part);
        }
        catch (FormatException e)
        {
            throw new OidcException("The ID token can not be read.", e);
        }
    }
}

using System.Globalization;

namespace Rapfang.Platform.Identity.Oidc;

/// <summary>
/// Sign-in through an OpenID Connect provider, such as ThaiD or the agency's own. Off until <c>Oidc__ClientId</c> is set; see
/// <c>docs/operations.md</c>.
/// </summary>
public sealed record OidcSettings
{
    /// <summary>The scheme's name inside the app.</summary>
    public const string Scheme = "oidc";

    /// <summary>Where the provider sends people back; it wants to know this address beforehand.</summary>
    public const string CallbackPath = "/account/outside/callback";

    /// <summary>The issuer's address; what is not given below is read from its discovery document.</summary>
    public string Authority { get; init; } = "";

    public string AuthorizationEndpoint { get; init; } = "";

    public string TokenEndpoint { get; init; } = "";

    /// <summary>Where the provider's public keys are (JWKS).</summary>
    public string KeysEndpoint { get; init; } = "";

    public string UserInfoEndpoint { get; init; } = "";

    public string ClientId { get; init; } = "";

    /// <summary>Empty for a client that proves itself by PKCE alone.</summary>
    public string ClientSecret { get; init; } = "";

    /// <summary>With spaces between. No more than needed to know who it is: never religion or blood group.</summary>
    public string Scopes { get; init; } = "openid";

    /// <summary>The claim that tells a person from all others for good.</summary>
    public string SubjectClaim { get; init; } = "sub";

    /// <summary>What people call the provider.</summary>
    public string Name { get; init; } = "บัญชีของหน่วยงาน";

    public string NameEn { get; init; } = "the agency's account";

    public bool IsSet => ClientId.Length > 0;

    /// <summary>The provider's name in the language of the request.</summary>
    public string NameHere => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? NameEn : Name;

    public bool IsDiscovered => AuthorizationEndpoint.Length == 0 || TokenEndpoint.Length == 0 || KeysEndpoint.Length == 0;

    /// <exception cref="InvalidOperationException">What is given can not work, or would send people over an open line.</exception>
    public static OidcSettings Read(IConfiguration configuration)
    {
        var settings = configuration.GetSection("Oidc").Get<OidcSettings>() ?? new();
        if (!settings.IsSet)
        {
            return settings;
        }

        foreach (var address in new[] { settings.Authority, settings.AuthorizationEndpoint, settings.TokenEndpoint, settings.KeysEndpoint, settings.UserInfoEndpoint })
        {
            RefuseOpenLine(address);
        }

        return settings.Authority.Length == 0
            ? throw new InvalidOperationException("ต้องตั้ง Oidc__Authority ด้วย\nOidc__Authority is missing: the issuer that the provider's tokens name.")
            : settings;
    }

    internal static void RefuseOpenLine(string address)
    {
        if (address.Length > 0 && !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))))
        {
            throw new InvalidOperationException($"ผู้ให้บริการยืนยันตัวตนต้องใช้ที่อยู่ https: {address}\nThe address of an OpenID Connect provider begins with https: {address}");
        }
    }
}

using System.Buffers.Text;
using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;

namespace Rapfang.Platform.Identity.Oidc;

/// <summary>The framework's OAuth options for the one provider of this installation.</summary>
public sealed class OidcOptions : OAuthOptions
{
    public OidcProvider Provider { get; set; } = null!;

    // The addresses come from the provider when it is first asked; what is needed before is checked where settings are read.
    public override void Validate()
    {
        // Nothing that the settings have not been checked for.
    }
}

/// <summary>
/// OpenID Connect by the framework's OAuth handler, which keeps state, PKCE and the cookie that ties an answer to the browser
/// that asked. Added here: discovery, the nonce, and a checked ID token as the only word on who it is.
/// </summary>
public sealed class OidcHandler(IOptionsMonitor<OidcOptions> options, ILoggerFactory logger, UrlEncoder encoder) : OAuthHandler<OidcOptions>(options, logger, encoder)
{
    const string Nonce = "nonce";

    /// <exception cref="OidcException">The provider can not be asked where to send people.</exception>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Options.AuthorizationEndpoint = (await Options.Provider.AddressesAsync(Backchannel, Context.RequestAborted)).Authorization;
        properties.Items[Nonce] = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32)); // Kept in the sealed state.
        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri) =>
        $"{base.BuildChallengeUrl(properties, redirectUri)}&{Nonce}={properties.Items[Nonce]}";

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        var at = await Options.Provider.AddressesAsync(Backchannel, Context.RequestAborted);
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = context.Code,
            ["redirect_uri"] = context.RedirectUri,
            ["client_id"] = Options.ClientId,
            [OAuthConstants.CodeVerifierKey] = context.Properties.Items[OAuthConstants.CodeVerifierKey]!,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, at.Token);
        if (Options.ClientSecret.Length > 0 && at.TakesSecretInForm)
        {
            form["client_secret"] = Options.ClientSecret;
        }
        else if (Options.ClientSecret.Length > 0)
        {
            var pair = $"{WebUtility.UrlEncode(Options.ClientId)}:{WebUtility.UrlEncode(Options.ClientSecret)}";
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(pair)));
        }

        request.Headers.Accept.Add(new("application/json"));
        request.Content = new FormUrlEncodedContent(form);
        using var answer = await Backchannel.SendAsync(request, Context.RequestAborted);
        var text = await answer.Content.ReadAsStringAsync(Context.RequestAborted);
        return answer.IsSuccessStatusCode
            ? OAuthTokenResponse.Success(JsonDocument.Parse(text))
            : OAuthTokenResponse.Failed(new OidcException($"{at.Token} answers {(int)answer.StatusCode}."));
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        var settings = Options.Provider.Settings;
        var claims = await Options.Provider.CheckAsync(
            IdToken.Text(tokens.Response!.RootElement, "id_token"), properties.Items.TryGetValue(Nonce, out var nonce) ? nonce ?? "" : "", Backchannel, Context.RequestAborted);
        var subject = IdToken.Text(claims, settings.SubjectClaim);
        var at = await Options.Provider.AddressesAsync(Backchannel, Context.RequestAborted);
        if (subject.Length == 0 && at.UserInfo.Length > 0)
        {
            var info = await OidcProvider.ReadAsync(Backchannel, at.UserInfo, Context.RequestAborted, tokens.AccessToken);
            // Else the answer could be swapped for somebody else's.
            subject = IdToken.Text(info, "sub") == IdToken.Text(claims, "sub") ? IdToken.Text(info, settings.SubjectClaim) : "";
        }

        if (subject.Length == 0)
        {
            throw new OidcException($"The provider gives no claim {settings.SubjectClaim}.");
        }

        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, subject, ClaimValueTypes.String, at.Issuer));
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }
}

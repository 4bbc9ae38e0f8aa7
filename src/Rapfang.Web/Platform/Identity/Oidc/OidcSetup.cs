using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Identity;

namespace Rapfang.Platform.Identity.Oidc;

public static partial class OidcSetup
{
    /// <summary>Where people read why they are not signed in.</summary>
    public const string FailedPath = "/account/sign-in/outside?handler=failed&why=";

    public static void AddOidc(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = OidcSettings.Read(configuration);
        services.AddSingleton(settings);
        services.AddScoped<OutsideIdentity>();
        if (!settings.IsSet)
        {
            return;
        }

        services.AddSingleton<OidcProvider>();
        services.AddAuthentication().AddOAuth<OidcOptions, OidcHandler>(OidcSettings.Scheme, options =>
        {
            options.ClientId = settings.ClientId;
            options.ClientSecret = settings.ClientSecret;
            options.CallbackPath = OidcSettings.CallbackPath;
            options.SignInScheme = IdentityConstants.ExternalScheme;
            options.UsePkce = true;
            options.BackchannelTimeout = TimeSpan.FromSeconds(10);
            options.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(10);
            // The answer comes as a plain link, so the cookie need not travel with other sites' forms.
            options.CorrelationCookie.SameSite = SameSiteMode.Lax;
            options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            foreach (var scope in settings.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                options.Scope.Add(scope);
            }

            options.Events = new OAuthEvents
            {
                OnAccessDenied = context => Lead(context, "cancelled"),
                OnRemoteFailure = context =>
                {
                    var failure = context.Failure?.GetBaseException() ?? context.Failure;
                    LogRefused(context.HttpContext.RequestServices.GetRequiredService<ILogger<OidcHandler>>(), context.Failure?.Message ?? "");
                    return Lead(context, failure is HttpRequestException or TaskCanceledException or System.Net.Sockets.SocketException ? "unreachable" : "unverified");
                },
            };
        });
        services.AddOptions<OidcOptions>(OidcSettings.Scheme).Configure<OidcProvider>((options, provider) => options.Provider = provider);
    }

    static Task Lead<T>(HandleRequestContext<T> context, string why)
        where T : AuthenticationSchemeOptions
    {
        context.Response.Redirect(FailedPath + why);
        context.HandleResponse();
        return Task.CompletedTask;
    }

    /// <summary>Tells the operator why; people read only what they can do.</summary>
    [LoggerMessage(LogLevel.Warning, "A sign-in through the OpenID Connect provider was refused: {Reason}")]
    public static partial void LogRefused(ILogger logger, string reason);
}

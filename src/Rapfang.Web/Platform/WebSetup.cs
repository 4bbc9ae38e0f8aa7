using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using Npgsql;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Clients;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Identity.Oidc;
using Rapfang.Platform.Import;
using Rapfang.Platform.Jobs;
using Rapfang.Platform.Mail;
using Rapfang.Platform.Notifications;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Schedules;
using Rapfang.Platform.Search;
using IPNetwork = System.Net.IPNetwork;

namespace Rapfang.Platform;

/// <summary>What the whole house stands on: data, sign-in, language, safety.</summary>
public static class WebSetup
{
    /// <summary>Rate limit of public forms by address; see <c>docs/operations.md</c>.</summary>
    public const string PublicForms = "public-forms";

    /// <summary>Thai with the Gregorian calendar: Buddhist Era only ever comes from <c>ThaiDate</c> (domain 13.1).</summary>
    public static CultureInfo Thai { get; } = MakeThai();

    public static CultureInfo English { get; } = CultureInfo.GetCultureInfo("en");

    static CultureInfo MakeThai()
    {
        var thai = (CultureInfo)CultureInfo.GetCultureInfo("th-TH").Clone();
        thai.DateTimeFormat.Calendar = new GregorianCalendar();
        return CultureInfo.ReadOnly(thai);
    }

    public static void AddPlatform(this WebApplicationBuilder builder, OpenedDatabase database)
    {
        var services = builder.Services;
        services.AddSingleton(database.Source);
        services.AddSingleton(database.Keys);
        services.AddScoped<Seals>();
        services.AddSingleton(TimeProvider.System);
        services.AddMemoryCache();
        services.AddHttpContextAccessor();
        services.AddScoped<CurrentOffice>();
        services.AddScoped<CurrentActor>();
        services.AddScoped<CurrentSession>();
        services.AddSingleton<Sessions>();
        services.AddScoped<AccountLinks>();
        services.AddScoped<OfficeRoles>();
        services.AddScoped<RunningNumbers>();
        services.AddScoped<InstallationEvents>();
        services.AddSingleton<OfficeDirectory>();
        services.AddSingleton(FilePlace.Of(builder.Configuration));
        var clamd = VirusScanner.Read(builder.Configuration);
        services.AddSingleton(provider => new VirusScanner(clamd, provider.GetRequiredService<ILogger<VirusScanner>>()));
        services.AddScoped<FileStore>();
        services.AddScoped<FileUses>();
        services.AddScoped<Photographs>();
        services.AddScoped<Uploads>();
        services.AddScoped<FileIntake>();
        services.AddSingleton<PdfPrinter>();
        services.AddScoped<Importer>();
        services.AddKeyedScoped<IJob>(Importer.Kind, (provider, _) => provider.GetRequiredService<Importer>());
        services.AddScoped<Searcher>();
        services.AddKeyedScoped<IJob, PdfJob>(PdfJob.Kind);
        services.AddKeyedScoped<IJob, SearchRebuild>(SearchRebuild.Kind);
        services.AddSingleton<JobRunner>();
        services.AddScoped<JobRequests>();
        services.AddHostedService(provider => provider.GetRequiredService<JobRunner>());
        services.AddSingleton(MailSettings.Read(builder.Configuration));
        services.AddScoped<NoticeBoard>();
        services.AddHostedService<MailSender>();
        services.AddSingleton<OutsideNetwork>();
        services.AddHostedService<CallSender>();
        services.AddKeyedScoped<ICallRoute, WebhookRoute>(Webhook.Route);
        services.AddSingleton(LineSettings.Read(builder.Configuration));
        services.AddSingleton(MailboxSettings.Read(builder.Configuration));
        services.AddScoped<LineMessages>();
        services.AddKeyedScoped<ICallRoute, LineReplyRoute>(LineMessages.ReplyRoute);
        services.AddKeyedScoped<ICallRoute, LinePushRoute>(LineMessages.PushRoute);
        services.AddKeyedScoped<ICallRoute, SmsRoute>(SmsGateway.Route);
        services.AddSingleton(NightlyClearing.Schedule);
        services.AddHostedService<ScheduleRunner>();
        services.AddDbContext<RapfangDb>((provider, options) =>
            options.UseNpgsql(database.Source).UseModel(RecordMapping.Made).AddInterceptors(provider.GetServices<IInterceptor>()));
        Telemetry.Add(builder);
        AddSignIn(services);
        services.AddOidc(builder.Configuration);
        AddLanguages(services);
        AddSafety(builder);
    }

    static void AddSignIn(IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        services.AddIdentityCore<User>(options =>
            {
                options.Password.RequiredLength = 10;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.Password.RequiredUniqueChars = 5;
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
                options.User.RequireUniqueEmail = false;
                options.Stores.SchemaVersion = RecordMapping.IdentityTables;
            })
            .AddEntityFrameworkStores<RapfangDb>()
            .AddUserStore<UserStore>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<UserClaims>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<AppCodes>(TokenOptions.DefaultAuthenticatorProvider);
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            // The device asks for finger, face or PIN and knows whose key it is: two steps in one, without a user name.
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
        });
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));
        services.ConfigureApplicationCookie(options =>
        {
            options.LoginPath = "/account/sign-in";
            options.AccessDeniedPath = "/error/403";
            options.Cookie.Name = "rapfang";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.ExpireTimeSpan = Sessions.Idle;
            options.SlidingExpiration = true;
            options.Events.OnSigningIn = context => SessionsOf(context.HttpContext).SigningInAsync(context);
            options.Events.OnSigningOut = context => SessionsOf(context.HttpContext).SigningOutAsync(context.HttpContext);
            options.Events.OnValidatePrincipal = async context =>
            {
                await SessionsOf(context.HttpContext).ValidateAsync(context);
                if (context.Principal is not null)
                {
                    await SecurityStampValidator.ValidatePrincipalAsync(context);
                }
            };
        });
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options =>
            {
                options.XmlRepository = new KeysInDatabase(provider.GetRequiredService<NpgsqlDataSource>());
                options.XmlEncryptor = new CookieKeySealing(provider.GetRequiredService<PersonalKeys>());
            }));
        services.AddDataProtection().SetApplicationName("rapfang");
        services.AddScoped<IAuthorizationHandler, PermissionHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, OutsiderSeesNothing>();
    }

    static Sessions SessionsOf(HttpContext http) => http.RequestServices.GetRequiredService<Sessions>();

    static void AddLanguages(IServiceCollection services)
    {
        services.AddLocalization();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(Thai, Thai);
            options.SupportedCultures = [Thai, English];
            options.SupportedUICultures = [Thai, English];
            // Never from the browser's header: the language is Thai until somebody chooses (domain 13.1).
            options.RequestCultureProviders = [new ChosenLanguage()];
        });
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
    }

    static void AddSafety(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "rapfang-form";
            options.FormFieldName = "_form";
        });
        services.AddRateLimiter(options =>
        {
            var perMinute = builder.Configuration.GetValue("RAPFANG_ANSWERS_PER_MINUTE", 600);
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.AddPolicy<(IPAddress?, string)>(PublicForms, http => perMinute <= 0 || !HttpMethods.IsPost(http.Request.Method)
                ? RateLimitPartition.GetNoLimiter<(IPAddress?, string)>((null, ""))
                : RateLimitPartition.GetTokenBucketLimiter(
                    (http.Connection.RemoteIpAddress, $"{http.GetRouteValue("office")}/{http.GetRouteValue("slug")}".ToLowerInvariant()),
                    _ => new TokenBucketRateLimiterOptions
                    {
                        // A whole office or school behind one address fills forms at once; a flood does not get through.
                        TokenLimit = perMinute,
                        TokensPerPeriod = Math.Max(1, perMinute / 60),
                        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    }));
        });
        BelieveProxies(services, builder.Configuration["RAPFANG_PROXIES"] ?? "");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
        });
    }

    // Anybody can send the headers; they count only from a proxy that the administrator named, or from this machine when
    // none is named.
    static void BelieveProxies(IServiceCollection services, string named)
    {
        var proxies = named.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Network).ToList();
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            if (proxies.Count > 0)
            {
                options.KnownProxies.Clear();
                options.KnownIPNetworks.Clear();
                proxies.ForEach(options.KnownIPNetworks.Add);
            }
        });

        static IPNetwork Network(string proxy) =>
            IPNetwork.TryParse(proxy, out var network) ? network
            : IPAddress.TryParse(proxy, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : throw new InvalidOperationException(
                $"RAPFANG_PROXIES: {proxy} ไม่ใช่หมายเลขไอพีหรือช่วงไอพี\nRAPFANG_PROXIES: {proxy} is neither an address nor a network.");
    }

    public static IApplicationBuilder UseSafeHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
            + "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(self)";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next();
    });

    public static AuthorizationBuilder AddPolicies(this IServiceCollection services, Permissions permissions)
    {
        services.AddSingleton(permissions);
        var authorization = services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build())
            .AddPolicy(Policies.SignedIn, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(Policies.InstallationAdmin, policy => policy.RequireAuthenticatedUser().RequireClaim(Policies.InstallationAdmin, "true"));
        foreach (var permission in permissions.Names)
        {
            authorization.AddPolicy(permission, policy => policy.RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(permission)));
        }

        return authorization;
    }
}

/// <summary>The language of a request: <c>?lang=</c>, which is then remembered in a cookie, or that cookie.</summary>
sealed class ChosenLanguage : RequestCultureProvider
{
    const string Name = "lang";

    public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext)
    {
        var asked = httpContext.Request.Query[Name].ToString();
        if (asked is "th" or "en")
        {
            httpContext.Response.Cookies.Append(Name, asked, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(365), HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, Secure = httpContext.Request.IsHttps,
            });
        }
        else
        {
            asked = httpContext.Request.Cookies[Name];
        }

        return Task.FromResult(asked == "en" ? new ProviderCultureResult("en", "en") : null);
    }
}

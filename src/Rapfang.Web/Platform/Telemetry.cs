using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Rapfang.Platform;

/// <summary>
/// Tells an OpenTelemetry collector about requests, database calls and the state of the app, when
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one (HTTP, usually port 4318). What people write is never in it, nor the
/// addresses they opened: a one-time link is an address.
/// </summary>
public sealed class Telemetry(IConfiguration configuration) : IHostedService
{
    TracerProvider? traces;
    MeterProvider? meters;
    readonly Lock gate = new();
    Task? ending;

    public static void Add(WebApplicationBuilder builder)
    {
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            builder.Services.AddSingleton<Telemetry>();
            builder.Services.AddHostedService(provider => provider.GetRequiredService<Telemetry>());
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false); // Else a request says nothing of itself.
        var address = new Uri(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]!.TrimEnd('/') + "/");
        var who = ResourceBuilder.CreateDefault().AddService(configuration["OTEL_SERVICE_NAME"] ?? "rapfang", serviceInstanceId: configuration["RAPFANG_NODE"] ?? "0");
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(who)
            .AddSource("Microsoft.AspNetCore", "Npgsql")
            .AddOtlpExporter(options => To(options, "v1/traces")).Build();
        meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(who)
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Runtime", "Npgsql")
            .AddOtlpExporter(options => To(options, "v1/metrics")).Build();
        return Task.CompletedTask;

        void To(OtlpExporterOptions options, string path)
        {
            options.Protocol = OtlpExportProtocol.HttpProtobuf;
            options.Endpoint = new Uri(address, path);
        }
    }

    /// <summary>After routing: names requests by their route. What an error page is shown for keeps its first name.</summary>
    public static void Use(IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetService<Telemetry>() is not null)
        {
            app.Use((http, next) =>
            {
                if (Activity.Current is { } request && request.GetTagItem("http.route") is null)
                {
                    var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";
                    request.DisplayName = $"{http.Request.Method} {route}";
                    request.SetTag("http.route", route);
                    request.SetTag("url.path", null);
                }

                return next(http);
            });
        }
    }

    /// <summary>Sends what is left. The host may say stop twice at once; a provider does not bear that, and both wait for the one end.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            return ending ??= Task.Run(
                () =>
                {
                    traces?.Dispose();
                    meters?.Dispose();
                },
                CancellationToken.None);
        }
    }
}

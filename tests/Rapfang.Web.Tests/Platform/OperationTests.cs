using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Rapfang.Tests.Platform;

/// <summary>What an administrator sets: proxies, telemetry, logs.</summary>
public sealed class OperationTests(Server server) : IAsyncLifetime
{
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync(demo: false);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    WebApplicationFactory<Program> With(params (string Name, string Value)[] settings) => app.WithWebHostBuilder(host =>
    {
        foreach (var (name, value) in settings)
        {
            host.UseSetting(name, value);
        }

        host.ConfigureServices(services => services.AddSingleton<IStartupFilter, FromAddress>());
    });

    /// <summary>Says from which address a request came, and afterwards what the app took for it.</summary>
    sealed class FromAddress : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (http, rest) =>
            {
                http.Connection.RemoteIpAddress = IPAddress.Parse(http.Request.Headers["From-Address"].ToString());
                http.Response.OnStarting(() =>
                {
                    http.Response.Headers["Taken-For"] = $"{http.Request.Scheme} {http.Connection.RemoteIpAddress}";
                    return Task.CompletedTask;
                });
                await rest(http);
            });
            next(app);
        };
    }

    [Theory]
    [InlineData("", "127.0.0.1", "https 203.0.113.9")]
    [InlineData("", "10.0.0.5", "http 10.0.0.5")]
    [InlineData("10.0.0.5", "10.0.0.5", "https 203.0.113.9")]
    [InlineData("10.0.0.5", "::ffff:10.0.0.5", "https 203.0.113.9")]
    [InlineData("10.0.0.5", "10.0.0.6", "http 10.0.0.6")]
    [InlineData("10.0.0.5", "127.0.0.1", "http 127.0.0.1")]
    [InlineData("192.0.2.1, 10.1.0.0/16", "10.1.2.3", "https 203.0.113.9")]
    [InlineData("192.0.2.1, 10.1.0.0/16", "10.2.2.3", "http 10.2.2.3")]
    [InlineData("fd00::1", "fd00::1", "https 203.0.113.9")]
    public async Task ForwardedHeaders_AreBelievedOnlyFromANamedProxy(string proxies, string from, string takenFor)
    {
        await using var proxied = With(("RAPFANG_PROXIES", proxies));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live")
        {
            Headers = { { "From-Address", from }, { "X-Forwarded-For", "198.51.100.1, 203.0.113.9" }, { "X-Forwarded-Proto", "https" } },
        };

        using var answer = await proxied.CreateClient().SendAsync(request);

        Assert.Equal(takenFor, Assert.Single(answer.Headers.GetValues("Taken-For")));
    }

    [Fact]
    public async Task Proxies_ThatAreNoAddress_StopTheStart()
    {
        await using var proxied = With(("RAPFANG_PROXIES", "proxy.example"));

        var refused = Assert.ThrowsAny<Exception>(() => proxied.CreateClient());

        Assert.Contains("proxy.example is neither an address nor a network", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Telemetry_IsOffUntilAReceiverIsNamedAndThenReachesIt()
    {
        var received = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await using var receiver = await ReceiverAsync(received);
        var address = receiver.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var database = new ActivitySource("Npgsql");

        await AskAsync();
        Assert.False(database.HasListeners());
        Assert.Empty(received);

        await AskAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));

        Assert.Equal(["/v1/metrics", "/v1/traces"], received.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("Microsoft.AspNetCore", received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("Npgsql", received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("rapfang", received["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", received["/v1/metrics"], StringComparison.Ordinal);
        Assert.Contains("Npgsql", received["/v1/metrics"], StringComparison.Ordinal);

        async Task AskAsync(params (string, string)[] settings)
        {
            await using var told = With(settings);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/health/ready") { Headers = { { "From-Address", "127.0.0.1" } } };
            using var answer = await told.CreateClient().SendAsync(request);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        } // The stopping app sends what is waiting.
    }

    static async Task<WebApplication> ReceiverAsync(ConcurrentDictionary<string, string> received)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var receiver = builder.Build();
        receiver.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            received.AddOrUpdate(http.Request.Path, _ => Encoding.Latin1.GetString(body.ToArray()), (_, before) => before + Encoding.Latin1.GetString(body.ToArray()));
        });
        await receiver.StartAsync();
        return receiver;
    }

    [Fact]
    public async Task Logs_AreJsonWhenSet()
    {
        await using var told = With(("Logging:Console:FormatterName", "json"));

        Assert.Equal("json", told.Services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName);
    }
}

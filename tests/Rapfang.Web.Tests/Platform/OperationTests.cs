using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Rapfang.Tests.Platform;

/// <summary>What an administrator sets: proxies, logs.</summary>
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
    public async Task Logs_AreJsonWhenSet()
    {
        await using var told = With(("Logging:Console:FormatterName", "json"));

        Assert.Equal("json", told.Services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName);
    }
}

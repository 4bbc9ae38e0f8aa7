using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Rapfang.Tests.Platform;

/// <summary>Runs alone: what is told of is the whole process, and other tests' requests would crowd out this one's.</summary>
[Collection(nameof(Alone))]
public sealed class TelemetryTests(Server server) : IAsyncLifetime
{
    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;

    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync(demo: false);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Telemetry_WhenACollectorIsNamed_TellsItOfRequestsAndQueriesButNotOfTheirAddresses()
    {
        var told = new ConcurrentDictionary<string, string>();
        var collector = WebApplication.CreateSlimBuilder().Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/{**path}", async (HttpRequest request, string path) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            told.AddOrUpdate(path, Encoding.UTF8.GetString(body.ToArray()), (_, before) => before + Encoding.UTF8.GetString(body.ToArray()));
        });
        await collector.StartAsync();
        await using (collector)
        await using (var watched = app.WithWebHostBuilder(host => host
            .UseSetting("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Urls.First()).UseSetting("ASPNETCORE_URLS", "http://127.0.0.1:0")))
        {
            watched.UseKestrel(0); // Which waits for its requests when it stops; the usual server of tests does not.
            using var client = watched.CreateClient();
            Activity.Current = null; // The runner's own, which is not recorded, would be the request's parent.
            (await client.GetAsync(new Uri("/account/link/one-time-word?and-more", UriKind.Relative))).Dispose();
            await watched.Services.GetRequiredService<IHost>().StopAsync(); // The rest is sent before the end.

            Assert.Contains("GET account/link/{token}", told["v1/traces"], StringComparison.Ordinal);
            Assert.Contains("postgresql", told["v1/traces"], StringComparison.Ordinal);
            Assert.DoesNotContain("one-time-word", told["v1/traces"], StringComparison.Ordinal);
            Assert.DoesNotContain("and-more", told["v1/traces"], StringComparison.Ordinal);
            Assert.Contains("http.server.request.duration", told["v1/metrics"], StringComparison.Ordinal);
        }
    }
}

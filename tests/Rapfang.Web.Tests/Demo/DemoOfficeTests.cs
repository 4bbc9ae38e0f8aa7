using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Rapfang.Tests.Demo;

/// <summary>The demo office is made from the day of the first start on, whatever day that is.</summary>
public sealed class DemoOfficeTests(Server server)
{
    [Theory]
    [InlineData("2027-10-01")] // The fiscal year has one day.
    [InlineData("2028-02-29")]
    public async Task FirstStart_OnAnyDay_FillsTheOffice(string day)
    {
        await using var app = new App(await server.NewDatabaseAsync(demo: false), demo: true);
        await using var then = app.WithWebHostBuilder(builder => builder.ConfigureServices(services =>
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new SetClock(DateTimeOffset.Parse(day + "T03:00:00Z", System.Globalization.CultureInfo.InvariantCulture))))));

        var visitor = new Visitor(then.CreateClient());
        Assert.Contains("/survey/", (await visitor.GetAsync("/demo")).Html, StringComparison.Ordinal); // The first page does not wait for all of it.
        await visitor.UntilReadyAsync();

        Assert.NotEqual(0, await app.ScalarAsync<long>("select count(*) from yearly_reports"));
    }
}

using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Platform.Documents;

namespace Rapfang.Tests.Ui;

/// <summary>Pages to print: what is asked for as PDF is what the page shows.</summary>
public sealed class PrintedPageTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("'/demo/desk/networks/table?year=2569'")]
    [InlineData("'/demo/desk/stakeholders/forms/linkage?year=2569'")]
    [InlineData("'/demo/desk/channels/printed/statistics?year=2569'")]
    [InlineData("'/demo/desk/voices/statistics/report?By=calendar&Year=2569'")]
    [InlineData("'/demo/desk/monitoring/report?year=2570'")]
    [InlineData("'/demo/desk/networks/meetings/' || id || '/sheet' from network_meetings")]
    [InlineData("'/demo/desk/yearly-reports/2569/report'")]
    [InlineData("'/demo/desk/improvements/' || id || '/report' from improvements")]
    [InlineData("'/demo/desk/services/manual/print/1'")]
    [InlineData("'/demo/desk/services/' || service_id || '/print/1?layout=Act' from service_editions")]
    [InlineData("'/demo/desk/manuals/' || manual_id || '/printed?edition=1' from manual_editions where number = 2")]
    [InlineData("'/demo/desk/projects/' || id || '/report' from projects")]
    [InlineData("'/demo/desk/consultations/' || id || '/report' from consultations")]
    [InlineData("'/demo/desk/voices/' || id || '/read-back/print' from voices where not is_sealed")]
    public async Task Pdf_IsOfTheSheetsThatThePageShows(string path)
    {
        var app = shared.App;
        var director = await app.SignInAsync("demo.director");
        var page = await director.GetAsync(await app.ScalarAsync<string>($"select {path} limit 1"));

        var job = await director.SendAsync(page.Form("handler=Pdf"));

        Assert.Contains("/desk/jobs/", job.Path, StringComparison.Ordinal);
        var asked = JsonSerializer.Deserialize<PdfJob.Asked>(await app.ScalarAsync<string>($"select input::text from jobs where id = '{job.Path[^36..]}'"))!;
        await app.InScopeAsync("demo", async services =>
        {
            var document = await services.GetRequiredKeyedService<DocumentWriter>(asked.What)(asked.Which);
            Assert.Contains(PrintHtml.Render(document!, new PrintHtmlOptions()), page.Html, StringComparison.Ordinal);
        });
        Assert.Equal(page.Response.RequestMessage!.RequestUri!.PathAndQuery, await app.ScalarAsync<string>($"select path from jobs where id = '{job.Path[^36..]}'"));
    }
}

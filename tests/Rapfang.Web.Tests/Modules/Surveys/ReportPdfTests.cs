using System.Text;
using Microsoft.AspNetCore.Hosting;

namespace Rapfang.Tests.Modules.Surveys;

/// <summary>The report as PDF, printed by a job with the installed browser.</summary>
public sealed class ReportPdfTests(Server server) : IAsyncLifetime
{
    const string Report = "/demo/desk/surveys/69-1/report";
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Pdf_IsMadeByAJobAndFetchedOnlyByWhoAskedForIt()
    {
        var director = await app.SignInAsync("demo.director");
        var job = await director.SendAsync((await director.GetAsync(Report)).Form("handler=Pdf"));
        while (job.Document.QuerySelector("[hx-get]") is not null)
        {
            job = await director.GetAsync(job.Path);
        }

        var fetch = job.Document.QuerySelector("a[href$='handler=File']")?.GetAttribute("href");
        Assert.True(fetch is not null, job.Text);
        var pdf = await director.Http.GetAsync(new Uri(fetch!, UriKind.Relative));
        var bytes = await pdf.Content.ReadAsByteArrayAsync();
        Assert.Equal("application/pdf", pdf.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("%PDF-", Encoding.ASCII.GetString(bytes[..5]), StringComparison.Ordinal);
        // Sarabun of the app's own files is in it, so the Thai looks the same on every machine.
        Assert.Contains("Sarabun", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        var other = await app.SignInAsync("demo.quality");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await other.GetAsync(job.Path)).Status);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await other.GetAsync(fetch!)).Status);
    }

    [Fact]
    public async Task Pdf_WhenThereIsNoBrowser_SaysSoInsteadOfTheButton()
    {
        await using var without = app.WithWebHostBuilder(builder => builder.UseSetting("RAPFANG_BROWSER", "/nowhere/browser"));
        var director = new Visitor(without.CreateClient());
        await director.SendAsync((await director.GetAsync("/account/sign-in")).Form("/account/demo"), ("user", "demo.director"));

        var page = await director.GetAsync(Report);

        Assert.Null(page.Document.QuerySelector("form[action*='handler=Pdf']"));
        Assert.Contains("ไม่มีเบราว์เซอร์", page.Text, StringComparison.Ordinal);
    }
}

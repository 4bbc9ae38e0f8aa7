using System.Net;
using System.Text.RegularExpressions;

namespace Rapfang.BrowserTests;

[Collection(Browser.Walks)]
public sealed partial class PowerCutTests
{
    [GeneratedRegex("name=\"(_form|key)\"[^>]*value=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex HiddenField();

    [GeneratedRegex("name=\"(q-[0-9.]+)\" value=\"3\"", RegexOptions.None, 1000)]
    private static partial Regex RatedItem();

    [GeneratedRegex("ผู้ตอบ ([\\d,]+) คน", RegexOptions.None, 1000)]
    private static partial Regex Answers();

    [Fact]
    public async Task EveryThankedAnswer_IsThereAfterAppAndServerAreKilled()
    {
        await using var app = new RunningApp();
        await app.StartAsync();
        var before = await AnswersAsync(app);
        using var cutting = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 8).Select(_ => KeepAnsweringAsync(app, cutting.Token)).ToList();
        while (clients.TrueForAll(client => !client.IsFaulted) && thanked < 200)
        {
            await Task.Delay(20);
        }

        await app.CutPowerAsync();
        await cutting.CancelAsync();
        await Task.WhenAll(clients);

        await app.StartAsync();
        // An answer on its way when the power went may be there too, one a client; none that was thanked for is missing.
        Assert.InRange(await AnswersAsync(app) - before, thanked, thanked + clients.Count);
        Assert.True(thanked >= 200);
    }

    int thanked;

    async Task KeepAnsweringAsync(RunningApp app, CancellationToken cut)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(app.Address) };
        while (!cut.IsCancellationRequested)
        {
            try
            {
                var html = await http.GetStringAsync(new Uri("/demo/survey/70-1?g=4", UriKind.Relative), cut);
                var fields = HiddenField().Matches(html).Select(field => KeyValuePair.Create(field.Groups[1].Value, field.Groups[2].Value))
                    .Concat(RatedItem().Matches(html).Select(item => KeyValuePair.Create(item.Groups[1].Value, "3")))
                    .Append(KeyValuePair.Create("g", "4"));
                using var form = new FormUrlEncodedContent(fields);
                var response = await http.PostAsync(new Uri("/demo/survey/70-1?g=4", UriKind.Relative), form, cut);
                if (response.StatusCode == HttpStatusCode.Redirect)
                {
                    Interlocked.Increment(ref thanked);
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                return; // The power is cut.
            }
        }
    }

    static async Task<int> AnswersAsync(RunningApp app)
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Address) };
        var html = await http.GetStringAsync(new Uri("/account/sign-in", UriKind.Relative));
        using var form = new FormUrlEncodedContent(
        [
            new("_form", HiddenField().Match(html).Groups[2].Value), new("user", "demo.director"), new("returnUrl", "/demo/desk/surveys/70-1/results"),
        ]);
        var results = await (await http.PostAsync(new Uri("/account/demo", UriKind.Relative), form)).Content.ReadAsStringAsync();
        return int.Parse(Answers().Match(results).Groups[1].Value, System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);
    }
}

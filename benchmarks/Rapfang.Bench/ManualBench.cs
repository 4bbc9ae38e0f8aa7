using System.Diagnostics;
using System.Net;

namespace Rapfang.Bench;

/// <summary>The public manual of an office with 40 services and more: as the page to print, as Word, as PDF.</summary>
static class ManualBench
{
    const int Looks = 20;
    const string Printed = "/demo/desk/services/manual/print/2";

    public static async Task RunAsync(string folder, CancellationToken stop)
    {
        using var data = new DataFolder();
        var (app, _) = await RunningApp.StartAsync(folder, data.Path, "/health/ready", stop);
        await using var running = app;
        await using var database = await app.OpenDatabaseAsync();
        // The demo's services again and again, and a draft that tells of all.
        await using (var fill = database.CreateCommand())
        {
            fill.CommandText = """
                insert into services select office_id, gen_random_uuid(), number + 100 * k, slug || '-' || k, name, group_id, in_force, words, begun_on, null, '', version from services, generate_series(1, 4) k;
                insert into service_editions
                select e.office_id, gen_random_uuid(), copy.id, e.number, e.state, e.name, e.group_id, e.about, e.who_may_ask, e.conditions, e.law, e.under_act, e.ways, e.place, e.online, e.fee, e.no_documents,
                    e.declared_amount, e.declared_unit, e.cautions, e.notes, e.complaints, e.steps, e.documents, e.officers, e.why, e.returned, e.drafted_on, e.drafted_by, e.submitted_on, e.published_on, e.published_by, e.version
                from service_editions e join services s on s.id = e.service_id join services copy on copy.number > 100 and copy.number % 100 = s.number;
                insert into public_manual_editions select office_id, gen_random_uuid(), 2, 'draft', layout, words, null, why, returned, drafted_on, drafted_by, null, null, 0 from public_manual_editions;
                """;
            await fill.ExecuteNonQueryAsync(stop);
        }

        await using (var count = database.CreateCommand())
        {
            count.CommandText = "select count(*) from services where in_force is not null and withdrawn_on is null";
            Figures.AtLeast("services in the manual", Convert.ToDouble(await count.ExecuteScalarAsync(stop), System.Globalization.CultureInfo.InvariantCulture), "services", 40);
        }

        var cookie = await ResultsBench.SignInAsync(app, stop);
        await TimeAsync("page to print", Printed);
        await TimeAsync("Word file", Printed + "?as=docx");

        var page = await ImportBench.GetAsync(app, Printed, cookie, stop);
        var watch = Stopwatch.StartNew();
        using var request = new HttpRequestMessage(HttpMethod.Post, Printed + "?handler=Pdf");
        request.Headers.Add("Cookie", cookie);
        request.Content = new FormUrlEncodedContent([new("_form", ImportForm.Token(page))]);
        using var answer = await app.Client.SendAsync(request, stop);
        if (answer.StatusCode != HttpStatusCode.Redirect)
        {
            throw new BenchException($"The PDF came back with {answer.StatusCode}");
        }

        await ImportBench.EndAsync(database, answer.Headers.Location!.ToString()[^36..], stop);
        Figures.Below("public manual as PDF, printed twice for its contents", watch.Elapsed.TotalSeconds, "s", 10);
        Figures.Print("highest resident memory", app.Megabytes("VmHWM"), "MB");

        async Task TimeAsync(string name, string path)
        {
            var times = new List<double>();
            for (var n = 0; n < Looks + 3; n++)
            {
                var look = Stopwatch.StartNew();
                using var ask = new HttpRequestMessage(HttpMethod.Get, path);
                ask.Headers.Add("Cookie", cookie);
                using var got = await app.Client.SendAsync(ask, stop);
                _ = await got.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(stop);
                times.Add(look.Elapsed.TotalSeconds);
            }

            Figures.Print($"public manual, {name}, the first time", times[0], "s");
            Figures.Below($"public manual, {name}, p95", Figures.Percentile(times.Skip(3), 0.95), "s", 5);
        }
    }
}

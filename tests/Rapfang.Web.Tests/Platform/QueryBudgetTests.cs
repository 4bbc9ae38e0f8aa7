using System.Diagnostics;
using System.Net;
using Npgsql;

namespace Rapfang.Tests.Platform;

static class Queries
{
    /// <summary>The statements that reached this test's database while the page was made.</summary>
    internal static async Task<List<string>> ToAsync(App app, Visitor visitor, string path)
    {
        var database = new NpgsqlConnectionStringBuilder(app.Database.ConnectionString).Database;
        var queries = new List<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                var tags = activity.TagObjects.ToDictionary(tag => tag.Key, tag => tag.Value?.ToString());
                if (tags.ContainsValue(database) && (tags.GetValueOrDefault("db.query.text") ?? tags.GetValueOrDefault("db.statement")) is { } sql)
                {
                    lock (queries)
                    {
                        queries.Add(sql);
                    }
                }
            },
        };
        await visitor.GetAsync(path); // What is remembered is remembered now.
        ActivitySource.AddActivityListener(listener);
        var page = await visitor.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.NotEmpty(queries);
        return queries;
    }
}

/// <summary>The demo office with files that every work uses.</summary>
public sealed class OfficeWithFiles(Server server) : IAsyncLifetime
{
    public App App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        App = await server.AppAsync();
        await App.ExecuteAsync("""
            insert into file_contents values (repeat('0', 64), now());
            insert into files (office_id, id, name, content_type, size, sha256, kept_at, kept_by, purpose)
            select o.id, gen_random_uuid(), n || '.pdf', 'application/pdf', 1, repeat('0', 64), now(), u.id, 'office' from offices o, users u, generate_series(1, 3) n;
            insert into file_uses select f.office_id, gen_random_uuid(), f.id, 'work', w.id, 'work', '/works', now() from files f join works w using (office_id)
            """);
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>A page of the desk asks the database a handful of questions, however many rows it shows.</summary>
public sealed class QueryBudgetTests(OfficeWithFiles office) : IClassFixture<OfficeWithFiles>
{
    const int Most = 15;

    // Words, files, letters, visits, people: a case lies in many tables, each asked once.
    const int MostOfACase = 20;

    readonly App app = office.App;

    [Theory]
    [InlineData("")]
    [InlineData("/office")]
    [InlineData("/office/groups")]
    [InlineData("/office/people")]
    [InlineData("/office/history")]
    [InlineData("/office/mail")]
    [InlineData("/office/clients")]
    [InlineData("/office/messages")]
    [InlineData("/notices")]
    [InlineData("/works")]
    [InlineData("/stakeholders")]
    [InlineData("/stakeholders/missions")]
    [InlineData("/stakeholders/linkage")]
    [InlineData("/stakeholders/needs")]
    [InlineData("/stakeholders/groups")]
    [InlineData("/stakeholders/compare")]
    [InlineData("/stakeholders/forms/groups")]
    [InlineData("/stakeholders/forms/linkage")]
    [InlineData("/networks")]
    [InlineData("/networks/calendar")]
    [InlineData("/networks/table")]
    [InlineData("/networks/{network}")]
    [InlineData("/networks/{network}/members")]
    [InlineData("/networks/meetings/{meeting}")]
    [InlineData("/manuals")]
    [InlineData("/manuals/{manual}")]
    [InlineData("/manuals/{manual}/readers")]
    [InlineData("/manuals/{manual}/printed")]
    [InlineData("/projects")]
    [InlineData("/yearly-reports")]
    [InlineData("/yearly-reports/2569")]
    [InlineData("/projects/{project}")]
    [InlineData("/projects/{project}/report")]
    [InlineData("/participation")]
    [InlineData("/participation/records")]
    [InlineData("/participation/levels")]
    [InlineData("/participation/forms/processes")]
    [InlineData("/participation/forms/steps")]
    [InlineData("/participation/forms/levels")]
    [InlineData("/participation/processes/{process}")]
    [InlineData("/participation/records/{involvement}")]
    [InlineData("/consultations")]
    [InlineData("/consultations/{consultation}")]
    [InlineData("/consultations/{consultation}/comments?View=all")]
    [InlineData("/consultations/{consultation}/report")]
    [InlineData("/services")]
    [InlineData("/services/{service}")]
    [InlineData("/services/{service}/editions/1")]
    [InlineData("/services/{service}/print/1")]
    [InlineData("/services/requests")]
    [InlineData("/services/figures")]
    [InlineData("/rules")]
    [InlineData("/rules/holidays")]
    [InlineData("/rules/deadlines")]
    [InlineData("/rules/escalation")]
    [InlineData("/rules/numbers")]
    [InlineData("/rules/references")]
    [InlineData("/search?q=กลุ่ม")]
    [InlineData("/search?q=ไม่มีคำนี้เลย")]
    [InlineData("/surveys")]
    [InlineData("/files")]
    [InlineData("/voices")]
    [InlineData("/voices?View=all")]
    [InlineData("/voices?View=sealed")]
    [InlineData("/voices/{voice}")]
    [InlineData("/voices/{voice}/files")]
    [InlineData("/voices/{voice}/together")]
    [InlineData("/voices/replies")]
    [InlineData("/channels")]
    [InlineData("/channels/{channel}")]
    [InlineData("/channels/groups")]
    [InlineData("/channels/statistics")]
    [InlineData("/channels/effectiveness")]
    [InlineData("/channels/insights")]
    [InlineData("/channels/insights/{insight}")]
    [InlineData("/channels/themes")]
    [InlineData("/channels/printed/groups")]
    [InlineData("/channels/printed/statistics")]
    [InlineData("/channels/printed/effectiveness")]
    [InlineData("/channels/printed/insights")]
    [InlineData("/voices/statistics")]
    [InlineData("/voices/statistics/report")]
    [InlineData("/voices/board")]
    [InlineData("/monitoring")]
    [InlineData("/monitoring/plan")]
    [InlineData("/monitoring/tasks/{task}")]
    [InlineData("/monitoring/report")]
    [InlineData("/surveys/70-1")]
    [InlineData("/surveys/70-1/results")]
    [InlineData("/surveys/70-1/report")]
    public async Task DeskPage_KeepsToTheBudget(string path)
    {
        var queries = await Queries.ToAsync(app, await app.SignInAsync("demo.director"), "/demo/desk" + await FilledAsync(path));

        Assert.True(queries.Count <= (path.Contains('{', StringComparison.Ordinal) ? MostOfACase : Most), $"{queries.Count} queries:\n{string.Join("\n--\n", queries)}");
    }

    // The case with the longest way.
    async Task<string> FilledAsync(string path) => path
        .Replace("{manual}", (await app.ScalarAsync<Guid>("select manual_id from manual_editions where state = 'in_force'")).ToString(), StringComparison.Ordinal).Replace("{project}", (await app.ScalarAsync<Guid>("select id from projects where state = 'under_way'")).ToString(), StringComparison.Ordinal)
        .Replace("{channel}", (await app.ScalarAsync<Guid>("select id from channels where number = 6")).ToString(), StringComparison.Ordinal).Replace("{insight}", (await app.ScalarAsync<Guid>("select id from insights where number = 5")).ToString(), StringComparison.Ordinal)
        .Replace("{network}", (await app.ScalarAsync<Guid>("select id from networks where number = 1")).ToString(), StringComparison.Ordinal).Replace("{meeting}", (await app.ScalarAsync<Guid>("select id from network_meetings limit 1")).ToString(), StringComparison.Ordinal)
        .Replace("{process}", (await app.ScalarAsync<Guid>("select process_id from participation_steps limit 1")).ToString(), StringComparison.Ordinal).Replace("{involvement}", (await app.ScalarAsync<Guid>("select involvement_id from involvement_people limit 1")).ToString(), StringComparison.Ordinal)
        .Replace("{consultation}", (await app.ScalarAsync<Guid>("select consultation_id from consultation_comments where state = 'shown' limit 1")).ToString(), StringComparison.Ordinal)
        .Replace("{service}", (await app.ScalarAsync<Guid>("select id from services where slug = 'lost-certificate'")).ToString(), StringComparison.Ordinal).Replace("{task}", (await app.ScalarAsync<Guid>("select id from monitoring_tasks limit 1")).ToString(), StringComparison.Ordinal).Replace("{voice}", (await app.ScalarAsync<Guid>(
        "select voice_id from voice_assignments a join voices v on v.id = a.voice_id where not v.is_sealed group by voice_id order by count(*) desc limit 1")).ToString(), StringComparison.Ordinal);
}

/// <summary>A list asks no more questions when it is longer.</summary>
public sealed class LongListTests(Server server)
{
    // Looking over the cookie and the offices, which happens by the clock, is a few queries; one a row would be 60.
    const int ByTheClock = 5;

    // A row is one more like one that is there, with what must differ.
    [Theory]
    [InlineData("/office/people", "people", "'id', gen_random_uuid(), 'user_id', null", "role_assignments", "person_id")]
    [InlineData("/office/groups", "groups", "'id', gen_random_uuid()", null, null)]
    [InlineData("/channels", "channels", "'id', gen_random_uuid(), 'number', 100 + n, 'also_counts', null", "group_channels", "channel_id")]
    [InlineData("/channels/insights", "insights", "'id', gen_random_uuid(), 'number', 100 + n", "insight_sources", "insight_id")]
    [InlineData("/manuals", "staff_manuals", "'id', gen_random_uuid()", "manual_editions", "manual_id")]
    [InlineData("/works", "works", "'id', gen_random_uuid(), 'code', 'X' || n", "work_hosts", "work_id")]
    [InlineData("/stakeholders/groups", "stakeholder_groups", "'id', gen_random_uuid(), 'number', 100 + n", null, null)]
    [InlineData("/stakeholders/needs?year=2570", "stakeholder_needs", "'id', gen_random_uuid(), 'analysis_id', (select id from mission_analyses where state = 'draft'), 'mission_id', (select id from missions where analysis_id = (select id from mission_analyses where state = 'draft') and level = 'province' order by number limit 1)", null, null)]
    [InlineData("/rules/holidays?year=2590", "holidays", "'id', gen_random_uuid(), 'day', date '2047-01-01' + n", null, null)]
    [InlineData("/rules/references", "legal_references", "'id', gen_random_uuid(), 'short_name', 'X' || n", null, null)]
    [InlineData("/rules/deadlines", "deadlines", "'id', gen_random_uuid(), 'subject_id', gen_random_uuid(), 'met_on', null", null, null)]
    [InlineData("/voices/board", "deadlines", "'id', gen_random_uuid(), 'rule_code', 'x' || n, 'due_on', date '2026-01-01', 'started_on', date '2026-01-01', 'met_on', null, 'paused_on', null, 'subject_kind', 'voice', 'subject_id', (select id from voices where not is_sealed limit 1)", null, null)]
    [InlineData("/monitoring/plan", "monitoring_methods", "'id', gen_random_uuid(), 'number', 100 + n", null, null)]
    [InlineData("/services", "services", "'id', gen_random_uuid(), 'number', 100 + n, 'slug', 'x-' || n", "service_editions", "service_id")]
    [InlineData("/consultations", "consultations", "'id', gen_random_uuid(), 'slug', 'x-' || n", "consultation_groups", "consultation_id")]
    [InlineData("/surveys", "surveys", "'id', gen_random_uuid(), 'slug', 'x-' || n", "survey_groups", "survey_id")]
    public async Task List_WithSixtyRowsMore_AsksNoMoreQuestions(string path, string table, string differs, string? part, string? whole)
    {
        await using var app = await server.AppAsync();
        var director = await app.SignInAsync("demo.director");
        var few = await Queries.ToAsync(app, director, "/demo/desk" + path);
        await app.ExecuteAsync(
            $"insert into {table} select (jsonb_populate_record(r, jsonb_build_object({differs}))).* from {table} r, generate_series(1, 60) n where r.id = (select id from {table} limit 1)");
        if (part is not null)
        {
            await app.ExecuteAsync(
                $"insert into {part} select (jsonb_populate_record(p, jsonb_build_object('id', gen_random_uuid(), '{whole}', w.id))).* from {part} p, {table} w where p.id = (select id from {part} limit 1) and not exists (select from {part} x where x.{whole} = w.id)");
        }

        var many = await Queries.ToAsync(app, director, "/demo/desk" + path);

        Assert.True((await director.GetAsync("/demo/desk" + path)).Document.QuerySelectorAll("main tr, main section").Length > 60);
        Assert.True(many.Count <= few.Count + ByTheClock, $"{few.Count}, then {many.Count} queries:\n{string.Join("\n--\n", many)}");
    }
}

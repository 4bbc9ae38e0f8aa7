namespace Rapfang.Tests.Modules.Surveys;

/// <summary>What the history keeps of a changed questionnaire.</summary>
public sealed class SurveyEventTests(Server server) : IAsyncLifetime
{
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    // What is told of the questionnaire in the latest event of a kind.
    Task<List<string>> ToldAsync(string kind, string column) => app.ColumnAsync(
        $"select part.key || ' ' || part.value from (select {column} from events where kind = '{kind}' order by id desc limit 1) e, jsonb_array_elements({column}) r, jsonb_each(r -> 'values' -> 'questionnaire') part where r ->> 'table' = 'surveys' order by 1");

    [Fact]
    public async Task Change_TellsThePartsThatChangedAndNothingElse()
    {
        var quality = await app.SignInAsync("demo.quality");
        var director = await app.SignInAsync("demo.director");
        var edit = await quality.SendAsync((await quality.GetAsync("/demo/desk/surveys/new")).Form(), ("Input.Template", "guideline-1"), ("Input.Title", "แบบสำรวจทดลอง"));

        var draft = await quality.SendAsync(edit.Form(), ("Input.Matters", "งานทะเบียน"));

        Assert.Contains("\"options\": []", Assert.Single(await ToldAsync("survey.changed", "before")), StringComparison.Ordinal);
        var after = Assert.Single(await ToldAsync("survey.changed", "after"));
        Assert.StartsWith("question matter {", after, StringComparison.Ordinal);
        Assert.Contains("งานทะเบียน", after, StringComparison.Ordinal);

        await quality.SendAsync((await quality.GetAsync(edit.Path)).Form(), ("Input.Title", "ชื่อใหม่"));

        Assert.Empty(await ToldAsync("survey.changed", "after"));
        Assert.Equal(
            """{"title": "ชื่อใหม่"}""",
            await app.ScalarAsync<string>("select (after -> 0 -> 'values')::text from events where kind = 'survey.changed' order by id desc limit 1"));

        await quality.SendAsync((await quality.GetAsync(edit.Path)).Form(), ("Input.Matters", ""));
        await director.SendAsync((await director.GetAsync(draft.Path)).Form("handler=Approve"));

        Assert.Contains(await ToldAsync("survey.approved", "before"), part => part.StartsWith("question matter ", StringComparison.Ordinal));
        Assert.DoesNotContain(await ToldAsync("survey.approved", "after"), part => part.StartsWith("question ", StringComparison.Ordinal));
    }
}

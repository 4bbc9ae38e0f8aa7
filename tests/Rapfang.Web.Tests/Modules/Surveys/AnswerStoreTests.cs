using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Modules.Surveys;
using Rapfang.Platform.Database;

namespace Rapfang.Tests.Modules.Surveys;

public sealed class AnswerStoreTests(Server server) : IAsyncLifetime
{
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task StoreTogether_WhenAFormCameBeforeAndASurveyClosed_StoresAndCountsOnlyTheNewOne()
    {
        await app.ExecuteAsync("update surveys set closed_at = now() where slug = '70-2'");
        var (open, closed) = (await AnswerAsync("70-1"), await AnswerAsync("70-2"));
        var store = app.Services.GetRequiredService<AnswerStore>();
        Assert.Equal([Stored.Stored], await store.StoreTogetherAsync([open]));
        var before = await TotalsAsync();
        var fresh = open with { Key = Guid.NewGuid() };

        var outcomes = await store.StoreTogetherAsync([open, fresh, closed, fresh]);

        Assert.Equal([Stored.Already, Stored.Stored, Stored.NotOpen, Stored.Already], outcomes);
        Assert.Equal((before.Rows + 1, before.Counted + 1), await TotalsAsync());
    }

    async Task<(long Rows, long Counted)> TotalsAsync() =>
        (await app.ScalarAsync<long>("select count(*) from survey_answers"), await app.ScalarAsync<long>("select sum(answers)::bigint from survey_tallies"));

    async Task<NewAnswer> AnswerAsync(string slug)
    {
        Survey survey = null!;
        await app.InScopeAsync("demo", async services =>
            survey = await services.GetRequiredService<RapfangDb>().Set<Survey>().AsNoTracking().SingleAsync(s => s.Slug == slug));
        var asked = survey.Questionnaire;
        return new(survey.OfficeId, survey.Id, 1, Guid.NewGuid(), AnswerSource.Web, survey.OpensOn, asked,
            new AnswerSheet(string.Concat(asked.Coded.Select(question => asked.CodesOf(question)[0])), []));
    }
}

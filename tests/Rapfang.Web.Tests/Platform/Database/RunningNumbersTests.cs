using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Platform.Database;

namespace Rapfang.Tests.Platform.Database;

public sealed class RunningNumbersTests(Server server) : IAsyncLifetime
{
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task<int> TakeAsync(Guid subject, bool commit = true, int year = 2599)
    {
        var number = 0;
        await app.InScopeAsync("demo", async services =>
        {
            await using var transaction = await services.GetRequiredService<RapfangDb>().Database.BeginTransactionAsync();
            number = await services.GetRequiredService<RunningNumbers>().TakeAsync("memo", year, "survey", subject);
            if (commit)
            {
                await transaction.CommitAsync();
            }
        });
        return number;
    }

    [Fact]
    public async Task Take_WhenManyAskAtOnce_GivesEachTheirOwnWithoutGap()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => TakeAsync(Guid.NewGuid())));

        Assert.Equal(Enumerable.Range(1, 20), numbers.Order());
        Assert.Equal(20L, await app.ScalarAsync<long>("select count(*) from issued_numbers where year = 2599"));
    }

    [Fact]
    public async Task Take_WhenTheRecordIsNotSaved_LeavesNoGap()
    {
        await TakeAsync(Guid.NewGuid());
        var lost = await TakeAsync(Guid.NewGuid(), commit: false);

        Assert.Equal(lost, await TakeAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task Take_InAnotherYear_StartsAgainAtOne()
    {
        await TakeAsync(Guid.NewGuid());

        Assert.Equal(1, await TakeAsync(Guid.NewGuid(), year: 2600));
    }

    [Fact]
    public async Task Void_KeepsTheNumberWithItsReasonAndItIsNeverTakenAgain()
    {
        var subject = Guid.NewGuid();
        var number = await TakeAsync(subject);
        await app.InScopeAsync("demo", async services =>
        {
            await using var transaction = await services.GetRequiredService<RapfangDb>().Database.BeginTransactionAsync();
            await services.GetRequiredService<RunningNumbers>().VoidAsync("memo", subject, "พิมพ์ผิด");
            await transaction.CommitAsync();
        });

        Assert.Equal(number + 1, await TakeAsync(subject));
        Assert.Equal(
            [$"{number} พิมพ์ผิด", $"{number + 1}"],
            await app.ColumnAsync($"select concat_ws(' ', number, void_reason) from issued_numbers where subject_id = '{subject}' order by number"));
    }

    [Fact]
    public Task Take_OutsideATransaction_IsRefused() => app.InScopeAsync("demo", services =>
        Assert.ThrowsAsync<InvalidOperationException>(
            () => services.GetRequiredService<RunningNumbers>().TakeAsync("memo", 2599, "survey", Guid.NewGuid())));
}

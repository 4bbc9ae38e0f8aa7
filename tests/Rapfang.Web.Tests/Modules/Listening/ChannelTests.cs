using System.Net;

namespace Rapfang.Tests.Modules.Listening;

/// <summary>The list of channels, which every case names one of.</summary>
public sealed class ChannelTests(Server server) : IAsyncLifetime
{
    const string Channels = "/demo/desk/channels";
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Channel_AddedAndEnded_IsOfferedAtTheCounterOnlyMeanwhile()
    {
        var quality = await app.SignInAsync("demo.quality");
        await quality.SendAsync((await quality.GetAsync(Channels)).Form("handler=Add"), ("Input.Name", "วิทยุชุมชน"), ("Input.Way", "FieldVisit"));
        async Task<bool> IsOfferedAsync() => (await quality.GetAsync("/demo/desk/voices/new")).All("#Channel option").Contains("วิทยุชุมชน");
        Assert.True(await IsOfferedAsync());

        var id = await app.ScalarAsync<string>("select id::text from channels where name = 'วิทยุชุมชน'");
        await quality.SendAsync((await quality.GetAsync(Channels)).Form("handler=End"), ("id", id));

        Assert.False(await IsOfferedAsync());
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from events where kind = 'channel.ended' and subject_id = '{id}'"));
    }

    [Fact]
    public async Task TheLastChannelOfTheWeb_CanNotEnd()
    {
        var quality = await app.SignInAsync("demo.quality");
        var id = await app.ScalarAsync<string>("select id::text from channels where way = 'web'");

        var page = await quality.SendAsync((await quality.GetAsync(Channels)).Form("handler=End"), ("id", id));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("แบบฟอร์มบนเว็บไซต์", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reader_SeesTheListAndChangesNothing()
    {
        var reader = await app.SignInAsync("demo.reader");

        var page = await reader.GetAsync(Channels);

        Assert.Equal(9, page.All("main tbody tr").Length);
        Assert.Empty(page.All("main form[method=post]"));
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Modules.Office;
using Rapfang.Platform.Database;

namespace Rapfang.Tests.Ui;

/// <summary>Public pages that are made once for many: what they share, and what they must never share.</summary>
public sealed class SharedPagesTests(Server server) : IAsyncLifetime
{
    const string Service = "/demo/services/building";
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    // Past the app: no page is told of it. A published manual keeps the office's name, not its digits.
    async Task RenameAsync(string name)
    {
        await app.ExecuteAsync($"update offices set name = '{name}', thai_digits = not thai_digits");
        app.Services.GetRequiredService<OfficeDirectory>().Forget();
    }

    // A page is remembered for two seconds, and the machine may take longer than that between two looks, though not every time.
    [Theory]
    [InlineData("/demo")]
    [InlineData("/demo/services")]
    [InlineData("/demo/manual")]
    [InlineData(Service)]
    [InlineData(Service + "/print")]
    [InlineData("/demo/voice/new")]
    [InlineData("/demo/participate")]
    [InlineData("/demo/improvements")]
    [InlineData("/demo/yearly-reports")]
    public async Task Visitor_SeesThePageThatWasMadeForTheOneBefore(string path)
    {
        var isShared = false;
        for (var attempt = 0; attempt < 10 && !isShared; attempt++)
        {
            isShared = await StaysAsync(path, attempt);
        }

        Assert.True(isShared);
        Assert.False(await StaysAsync(path + "?from=poster", attempt: 10));
    }

    async Task<bool> StaysAsync(string path, int attempt)
    {
        await RenameAsync($"สำนักงานก่อน {attempt}");
        var first = await app.Visit().GetAsync(path);
        await RenameAsync($"สำนักงานหลัง {attempt}");
        return first.Text == (await app.Visit().GetAsync(path)).Text;
    }

    [Theory]
    [InlineData("/demo")]
    [InlineData(Service)]
    public async Task Visitor_SeesAtOnceWhatWasSaved(string path)
    {
        var before = await app.Visit().GetAsync(path);
        await app.InScopeAsync("demo", async services =>
        {
            var db = services.GetRequiredService<RapfangDb>();
            (await db.Set<Office>().SingleAsync()).Name = "สำนักงานชื่อใหม่";
            await db.SaveChangesAsync();
            services.GetRequiredService<OfficeDirectory>().Forget();
        });

        Assert.DoesNotContain("สำนักงานชื่อใหม่", before.Text, StringComparison.Ordinal);
        Assert.Contains("สำนักงานชื่อใหม่", (await app.Visit().GetAsync(path)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/demo")]
    [InlineData(Service)]
    public async Task SignedIn_HasAPageOfTheirOwnAndLeavesNoneToOthers(string path)
    {
        var officer = await app.SignInAsync("demo.officer");
        var open = await app.Visit().GetAsync(path);
        await RenameAsync("สำนักงานชื่อใหม่");
        Assert.Contains("สำนักงานชื่อใหม่", (await officer.GetAsync(path)).Text, StringComparison.Ordinal);

        await RenameAsync("สำนักงานชื่อสุดท้าย");
        Assert.DoesNotContain("สำนักงานชื่อใหม่", open.Text + (await app.Visit().GetAsync(path)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/demo")]
    [InlineData(Service)]
    public async Task Visitor_HasTheirOwnLanguageAndTheme(string path)
    {
        var other = app.Visit();
        await other.GetAsync(path + "?lang=en&theme=dark");
        var plain = (await app.Visit().GetAsync(path)).Document.DocumentElement;
        var chosen = (await other.GetAsync(path)).Document.DocumentElement;

        Assert.Equal(("th", "en"), (plain.GetAttribute("lang"), chosen.GetAttribute("lang")));
        Assert.Equal(("", "dark"), (plain.GetAttribute("data-theme"), chosen.GetAttribute("data-theme")));
    }

    [Fact]
    public async Task Service_WhenManyLookAtOnce_EachHasATokenAndAKeyOfTheirOwn()
    {
        var visitors = Enumerable.Range(0, 3).Select(_ => app.Visit()).ToList();
        var forms = new List<Dictionary<string, string>>();
        foreach (var visitor in visitors)
        {
            var form = (await visitor.GetAsync(Service)).Form();
            forms.Add(Visitor.Fields(form).Where(field => field.Key is "key" or "_form").ToDictionary());
            Assert.EndsWith("/thanks", (await visitor.SendAsync(form, ("Clear", "true"))).Path, StringComparison.Ordinal);
        }

        Assert.All(["key", "_form"], name => Assert.Equal(3, forms.Select(form => form[name]).Distinct().Count()));
    }
}

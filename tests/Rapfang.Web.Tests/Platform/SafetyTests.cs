using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Modules.Office;

namespace Rapfang.Tests.Platform;

/// <summary>Deny by default: who reaches what, and what a stranger sees.</summary>
public sealed class SafetyTests(Server server) : IAsyncLifetime
{
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    IEnumerable<RouteEndpoint> Endpoints => app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>().Where(endpoint => !IsAsset(endpoint));

    static bool IsAsset(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("lib/", StringComparison.Ordinal);

    [Fact]
    public void Endpoints_EachNameAPolicyOrAreOpenOnPurpose()
    {
        var without = Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Where(endpoint => !endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => data.Policy is { Length: > 0 }))
            .Select(endpoint => endpoint.RoutePattern.RawText);

        // The framework's own, only in a build folder, for assets that changed since; it stays behind the policy that lets nobody in.
        Assert.Equal(["{**path:file}"], without);
    }

    [Fact]
    public void Endpoints_OpenToEverybody_AreTheseFew() => Assert.Equal(
        [
            "", "account/demo", "account/first", "account/link/{token}", "account/sign-in", "account/sign-in/code", "account/sign-in/outside", "account/sign-in/passkey", "error/{code:int}", "health/live", "health/ready",
            "openapi/{documentName}.json", "{**path}", "{office}",
            // By a key of the client.
            "{office}/api/cases", "{office}/api/cases/{id:guid}", "{office}/api/cases/{id:guid}/steps",
            "{office}/improvements",
            // By LINE's signature.
            "{office}/line",
            "{office}/logo",
            "{office}/manual",
            "{office}/networks/attend/{code}", "{office}/networks/calendar.ics",
            "{office}/open311/v2/discovery.{format:regex(^(json|xml)$)}", "{office}/open311/v2/requests.{format:regex(^(json|xml)$)}", "{office}/open311/v2/requests/{id}.{format:regex(^(json|xml)$)}",
            "{office}/open311/v2/service_request_updates.{format:regex(^(json|xml)$)}", "{office}/open311/v2/services.{format:regex(^(json|xml)$)}", "{office}/open311/v2/services/{code}.{format:regex(^(json|xml)$)}",
            "{office}/open311/v2/tokens/{id}.{format:regex(^(json|xml)$)}",
            "{office}/participate", "{office}/participate/{slug}", "{office}/participate/{slug}/thanks",
            "{office}/services", "{office}/services/{slug}", "{office}/services/{slug}/print", "{office}/services/{slug}/queue", "{office}/services/{slug}/queue/{id:guid}", "{office}/services/{slug}/thanks",
            "{office}/survey/{slug}", "{office}/survey/{slug}/thanks",
            "{office}/voice/follow", "{office}/voice/follow/case", "{office}/voice/new", "{office}/voice/new/{kind}", "{office}/voice/receipt", "{office}/voice/receipt/print",
            "{office}/yearly-reports/{year:int?}",
        ],
        Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(endpoint => endpoint.RoutePattern.RawText!.Trim('/')).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Post_WithoutTheFormsToken_IsRefusedByEveryPage()
    {
        var answers = new List<string>();
        await app.ExecuteAsync("update users set installation_admin = true where user_name = 'demo.admin'");
        var surveys = await app.ScalarAsync<Guid>("select id from people limit 1");
        var visitors = new Dictionary<string, Visitor>(StringComparer.Ordinal) { ["demo.admin"] = await app.SignInAsync("demo.admin"), ["demo.quality"] = await app.SignInAsync("demo.quality") };
        foreach (var (user, path) in PostingPages(surveys))
        {
            var visitor = visitors[user];
            using var form = new FormUrlEncodedContent([]);
            var response = await visitor.Http.PostAsync(new Uri(path, UriKind.Relative), form);
            answers.Add($"{path} {(int)response.StatusCode}");
        }

        Assert.All(answers, answer => Assert.EndsWith(" 400", answer, StringComparison.Ordinal));
        Assert.True(answers.Count >= 14, $"{answers.Count} posting pages found");
    }

    // Every page with a post handler, with somebody who may use it.
    IEnumerable<(string User, string Path)> PostingPages(Guid person) => Endpoints
        .Select(endpoint => (endpoint.RoutePattern.RawText, Page: endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>() ?? Load(endpoint)))
        .Where(found => found.Page is not null && found.RawText is not ("error/{code:int}" or "/error/{code:int}"))
        .Where(found => found.Page!.HandlerMethods.Any(handler => handler.HttpMethod == "Post"))
        .Select(found => (
            found.RawText!.Contains("desk", StringComparison.Ordinal) && !found.RawText.Contains("/office/", StringComparison.Ordinal)
                && !found.RawText.Contains("/rules", StringComparison.Ordinal) ? "demo.quality" : "demo.admin",
            "/" + found.RawText.TrimStart('/')
                .Replace("{office}", "demo", StringComparison.Ordinal).Replace("{slug}", "70-1", StringComparison.Ordinal).Replace("{year:int}", "2569", StringComparison.Ordinal).Replace("{number:int}", "1", StringComparison.Ordinal)
                .Replace("{register}/{subject:guid?}", "people", StringComparison.Ordinal).Replace("{which:regex(^(processes|steps|levels)$)}", "levels", StringComparison.Ordinal)
                .Replace("/{id:guid?}", "", StringComparison.Ordinal).Replace("/{step:guid?}", "", StringComparison.Ordinal)
                .Replace("{id:guid}", person.ToString(), StringComparison.Ordinal).Replace("{letter:guid}", person.ToString(), StringComparison.Ordinal)))
        .Append(("demo.admin", "/account/demo"));

    CompiledPageActionDescriptor? Load(Endpoint endpoint) => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page
        ? app.Services.GetRequiredService<Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure.PageLoader>().LoadAsync(page, endpoint.Metadata).GetAwaiter().GetResult()
        : null;

    [Fact]
    public async Task Desk_OfAnotherOffice_DoesNotExistForAnOutsider()
    {
        await app.InScopeAsync(null, services => services.GetRequiredService<OfficeSetUp>().OpenAsync("other", OfficeKind.SecondaryArea, "สำนักงานอื่น"));
        var director = await app.SignInAsync("demo.director");

        foreach (var path in new[] { "/other/desk", "/other/desk/office", "/other/desk/office/people", "/other/desk/surveys", "/other/desk/works", "/other/desk/files", "/other/desk/voices", "/other/desk/voices/new", "/other/desk/office/history" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await director.GetAsync(path)).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await director.GetAsync("/other")).Status);
    }

    [Fact]
    public async Task Record_OfAnotherOffice_IsNotFoundUnderOnesOwn()
    {
        await app.ExecuteAsync("""
            insert into offices (slug, kind, name, created_at) values ('third', 'other', 'third', now());
            insert into people (office_id, id, given_name, family_name, from_date)
            select id, '00000000-0000-7000-8000-000000000001', 'a', 'b', '2020-01-01' from offices where slug = 'third'
            """);
        var admin = await app.SignInAsync("demo.admin");

        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync("/demo/desk/office/people/00000000-0000-7000-8000-000000000001")).Status);
    }

    [Fact]
    public async Task Office_WhenUnknown_IsNotFoundSignedInOrNot()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().GetAsync("/nowhere")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visit().GetAsync("/nowhere/desk")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignInAsync("demo.admin")).GetAsync("/nowhere/desk")).Status);
    }

    [Fact]
    public async Task Desk_WhenSignedOut_LeadsToSignInAndBack()
    {
        var visitor = app.Visit();

        var page = await visitor.GetAsync("/demo/desk/surveys");
        Assert.Equal("/account/sign-in", page.Path);

        var back = await visitor.SendAsync(page.Form("/account/demo"), ("user", "demo.reader"));
        Assert.Equal("/demo/desk/surveys", back.Path);
    }

    [Fact]
    public async Task ReturnUrl_WhenItLeadsElsewhere_IsNotFollowed()
    {
        var visitor = app.Visit();
        var page = await visitor.GetAsync("/account/sign-in?ReturnUrl=https://evil.example/");

        Assert.Equal("/demo/desk", (await visitor.SendAsync(page.Form("/account/demo"), ("user", "demo.reader"))).Path);
    }

    [Fact]
    public async Task Headers_AreOnEveryKindOfAnswer()
    {
        await app.ExecuteAsync("alter table works rename to works_gone"); // Makes one page fail.
        var admin = await app.SignInAsync("demo.admin");
        var redirecting = app.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

        var answers = new List<HttpResponseMessage> { await redirecting.GetAsync(new Uri("/demo/desk", UriKind.Relative)) };
        foreach (var path in new[] { "/demo", "/nowhere", "/health/live", "/lib/app.css", "/demo/desk", "/demo/desk/surveys/70-1/answers.csv", "/demo/desk/works" })
        {
            answers.Add(await admin.Http.GetAsync(new Uri(path, UriKind.Relative)));
        }

        Assert.Equal([302, 200, 404, 200, 200, 200, 200, 500], answers.Select(answer => (int)answer.StatusCode));
        Assert.All(answers, answer =>
        {
            Assert.StartsWith("default-src 'none'; script-src 'self';", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
            Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
            Assert.Equal("", Header(answer, "Server"));
        });

        static string Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : "";
    }

    [Fact]
    public async Task ErrorPage_TellsWhatToDoAndNothingOfTheInside()
    {
        await app.ExecuteAsync("alter table stakeholder_groups rename to groups_gone");

        var page = await (await app.SignInAsync("demo.admin")).GetAsync("/demo/desk/stakeholders");

        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.Contains("ระบบขัดข้อง", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("stakeholder_groups", page.Html, StringComparison.Ordinal);
    }
}

/// <summary>What a reader posts changes nothing, so that one app is enough.</summary>
public sealed class ReaderTests(SharedApp shared) : IClassFixture<SharedApp>
{
    [Theory]
    [InlineData("/demo/desk/office", "")]
    [InlineData("/demo/desk/office/groups", "?handler=Add")]
    [InlineData("/demo/desk/office/groups", "?handler=End")]
    [InlineData("/demo/desk/office/people", "")]
    [InlineData("/demo/desk/office/people/{person}", "?handler=Assign")]
    [InlineData("/demo/desk/office/people/{person}", "?handler=Link")]
    [InlineData("/demo/desk/office/people/{person}", "?handler=Look")]
    [InlineData("/demo/desk/office/people/{person}", "?handler=TwoStepOff")]
    [InlineData("/demo/desk/office/people/{person}", "?handler=Substitute")]
    [InlineData("/demo/desk/office/messages", "?handler=Line")]
    [InlineData("/demo/desk/office/clients/{person}", "?handler=Save")]
    [InlineData("/demo/desk/works", "?handler=Host")]
    [InlineData("/demo/desk/works", "?handler=Add")]
    [InlineData("/demo/desk/stakeholders", "?handler=Submit")]
    [InlineData("/demo/desk/stakeholders", "?handler=Approve")]
    [InlineData("/demo/desk/stakeholders/groups", "")]
    [InlineData("/demo/desk/stakeholders/groups/{group}", "?handler=Delete")]
    [InlineData("/demo/desk/stakeholders/missions", "?handler=Add")]
    [InlineData("/demo/desk/stakeholders/linkage", "?handler=Save")]
    [InlineData("/demo/desk/stakeholders/needs", "?handler=Save")]
    [InlineData("/demo/desk/files", "")]
    [InlineData("/demo/desk/surveys/70-1", "?handler=Close")]
    [InlineData("/demo/desk/surveys/70-1", "?handler=Report")]
    [InlineData("/demo/desk/surveys/new", "")]
    [InlineData("/demo/desk/improvements/new", "")]
    [InlineData("/demo/desk/networks/new", "")]
    [InlineData("/demo/desk/projects/new", "")]
    [InlineData("/demo/desk/yearly-reports", "")]
    [InlineData("/demo/desk/channels", "?handler=Add")]
    [InlineData("/demo/desk/channels/{person}", "?handler=Save")]
    [InlineData("/demo/desk/channels/insights/new", "")]
    [InlineData("/demo/desk/channels/insights/{person}", "?handler=Show")]
    [InlineData("/demo/desk/channels/themes", "?handler=Merge")]
    [InlineData("/demo/desk/networks/calendar", "?handler=Renew")]
    [InlineData("/demo/desk/voices/new", "")]
    [InlineData("/demo/desk/voices/{person}", "?handler=Note")]
    [InlineData("/demo/desk/surveys/70-1/paper", "")]
    public async Task Post_ByAReader_IsForbidden(string path, string handler)
    {
        var app = shared.App;
        var events = await app.ScalarAsync<long>("select count(*) from events");
        var reader = await app.SignInAsync("demo.reader");
        var desk = await reader.GetAsync("/demo/desk");
        var token = desk.Document.QuerySelector<IHtmlInputElement>("input[name=_form]")!.Value;
        var person = await app.ScalarAsync<Guid>("select id from people where family_name = 'ตั้งใจทำ'");
        var group = await app.ScalarAsync<Guid>("select id from stakeholder_groups limit 1");
        using var form = new FormUrlEncodedContent([new("_form", token)]);

        var response = await reader.Http.PostAsync(new Uri(path.Replace("{person}", person.ToString(), StringComparison.Ordinal).Replace("{group}", group.ToString(), StringComparison.Ordinal) + handler, UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(events, await app.ScalarAsync<long>("select count(*) from events"));
    }
}

using System.Net;
using AngleSharp.Html.Dom;

namespace Rapfang.Tests.Modules.Office;

/// <summary>Telephone and e-mail of staff: sealed where they are kept, masked where they are seen, shown on purpose.</summary>
public sealed class ContactTests(Server server) : IAsyncLifetime
{
    const string People = "/demo/desk/office/people";
    const string Phone = "08 0000 0456";
    const string Email = "somebody@office.example";
    App app = null!;
    Visitor admin = null!;
    string person = "";

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        admin = await app.SignInAsync("demo.admin");
        person = $"{People}/{await app.ScalarAsync<Guid>("select p.id from people p join users u on u.id = p.user_id where u.user_name = 'demo.officer'")}";
        await SaveAsync(("Input.Phone", Phone), ("Input.Email", Email));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task<ReadPage> SaveAsync(params (string, string?)[] fields) => await admin.SendAsync((await admin.GetAsync(person)).Form("handler=Save"), fields);

    static IHtmlFormElement Look(ReadPage page, string what) =>
        page.Document.QuerySelectorAll<IHtmlFormElement>("form[action*='handler=Look']").Single(form => form["what"] is IHtmlInputElement input && input.Value == what);

    [Fact]
    public async Task Contact_IsNowhereToBeReadWithoutALook()
    {
        await admin.SendAsync((await admin.GetAsync(People)).Form(), ("Input.GivenName", "ใหม่"), ("Input.FamilyName", "เพิ่งมา"), ("Input.Phone", Phone), ("Input.Email", Email));

        var stored = await app.ScalarAsync<string>("""
            select string_agg(p::text, '') || (select string_agg(e::text, '') from events e) || (select string_agg(e::text, '') from installation_events e) from people p
            """);
        Assert.Equal(2L, await app.ScalarAsync<long>("select count(*) from people where phone like '1:%:%•456' and email like '1:%'"));
        var director = await app.SignInAsync("demo.director");
        var seen = new List<string> { stored };
        foreach (var path in new[] { People, person, People + "?export=csv", "/demo/desk/office/history", "/demo/desk/office/history?export=csv" })
        {
            seen.Add((await director.GetAsync(path)).Html);
        }

        Assert.All(seen, text =>
        {
            Assert.DoesNotContain("0000 0", text, StringComparison.Ordinal);
            Assert.DoesNotContain("somebody@", text, StringComparison.Ordinal);
        });
        Assert.Contains("•• •••• •456", seen[2], StringComparison.Ordinal);
        Assert.Equal(["•• •••• •456 s•••@office.example"], await app.ColumnAsync(
            "select (after->0->'values'->>'phone') || ' ' || (after->0->'values'->>'email') from events where kind = 'person.changed'"));
        Assert.Contains("s•••@office.example", (await director.GetAsync("/demo/desk/office/history")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_ShowsOneThingOnceAndIsAnEventOfWhoWhatAndWhom()
    {
        var shown = await admin.SendAsync(Look(await admin.GetAsync(person), "people.phone"));

        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Contains(Phone, shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody@", shown.Html, StringComparison.Ordinal);
        Assert.True(shown.Response.Headers.CacheControl!.NoStore);
        Assert.Equal([$"demo.admin โทรศัพท์ {person[^36..]}"], await app.ColumnAsync(
            "select u.user_name || ' ' || e.reason || ' ' || e.subject_id from events e join users u on u.id = e.actor_user_id where e.kind = 'person.looked-at'"));
        Assert.DoesNotContain(Phone, (await admin.GetAsync(person)).Html, StringComparison.Ordinal);
        Assert.Contains("เปิดดูข้อมูลส่วนบุคคลของบุคลากร", (await admin.GetAsync("/demo/desk/office/history")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_WithoutTheRight_HasNoButtonAndIsForbidden()
    {
        var head = await app.SignInAsync("demo.head");
        var page = await head.GetAsync(person);
        Assert.Contains("•• •••• •456", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.All("form[action*='handler=Look'] button"));
        var token = page.Document.QuerySelector<IHtmlInputElement>("input[name=_form]")!.Value;
        using var form = new FormUrlEncodedContent([new("_form", token), new("what", "people.phone")]);

        var answer = await head.Http.PostAsync(new Uri(person + "?handler=Look", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from events where kind = 'person.looked-at'"));
    }

    [Fact]
    public async Task Look_AtWhatIsNotKept_IsNotFound()
    {
        var form = Look(await admin.GetAsync(person), "people.phone");
        await SaveAsync(("Input.RemovePhone", "true"));

        Assert.Equal(HttpStatusCode.NotFound, (await admin.SendAsync(form)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.SendAsync(form, ("what", "address"))).Status);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from events where kind = 'person.looked-at'"));
    }

    [Fact]
    public async Task Look_AtAValueMovedFromAnotherPerson_ShowsNothing()
    {
        await app.ExecuteAsync($"update people set phone = (select phone from people where id = '{person[^36..]}') where family_name = 'อ่านอย่างเดียว'");
        var other = $"{People}/{await app.ScalarAsync<Guid>("select id from people where family_name = 'อ่านอย่างเดียว'")}";

        var page = await admin.SendAsync(Look(await admin.GetAsync(other), "people.phone"));

        Assert.Equal(HttpStatusCode.InternalServerError, page.Status);
        Assert.DoesNotContain(Phone, page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Own_IsShownWholeOnTheAccountPageWithoutAnEvent()
    {
        var officer = await app.SignInAsync("demo.officer");

        var page = await officer.GetAsync("/account");

        Assert.Contains(Phone, page.Text, StringComparison.Ordinal);
        Assert.Contains(Email, page.Text, StringComparison.Ordinal);
        Assert.True(page.Response.Headers.CacheControl!.NoStore);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from events where kind = 'person.looked-at'"));
        Assert.DoesNotContain(Phone, (await (await app.SignInAsync("demo.reader")).GetAsync("/account")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Save_WithTheBoxesEmpty_KeepsWhatIsThere()
    {
        var before = await app.ColumnAsync($"select phone || email from people where id = '{person[^36..]}'");

        await SaveAsync(("Input.Position", "ตำแหน่งใหม่"), ("Input.Phone", ""), ("Input.Email", Email)); // The same typed again is no change.

        Assert.Equal(before, await app.ColumnAsync($"select phone || email from people where id = '{person[^36..]}'"));
        Assert.Equal(["{\"position\": \"ตำแหน่งใหม่\"}"], await app.ColumnAsync("select (after->0->'values')::text from events where kind = 'person.changed' order by id desc limit 1"));
        await SaveAsync(("Input.RemoveEmail", "true"));
        Assert.Equal(["true"], await app.ColumnAsync($"select (email is null and phone is not null)::text from people where id = '{person[^36..]}'"));
    }

    [Fact]
    public async Task Import_SealsWhatTheListHoldsAndRepeatedAddsNobody()
    {
        var file = System.Text.Encoding.UTF8.GetBytes($"ชื่อ-สกุล,โทรศัพท์,อีเมล\r\nนางนำเข้า ทดลองหนึ่ง,{Phone},{Email}\r\n");
        for (var time = 0; time < 2; time++)
        {
            var page = await admin.SendAsync((await admin.GetAsync("/demo/desk/imports/new/people")).Form(), "Table", "รายชื่อ.csv", file);
            page = await admin.SendAsync(page.Form("handler=Check"));
            if (time == 0)
            {
                await admin.SendAsync(page.Form("handler=Import"));
            }
            else
            {
                Assert.Contains("มีอยู่แล้ว 1 แถว", page.Text, StringComparison.Ordinal);
            }
        }

        var id = await app.ScalarAsync<Guid>("select id from people where family_name = 'ทดลองหนึ่ง' and phone like '1:%' and email like '1:%:s•••@office.example'");
        Assert.Contains(Phone, (await admin.SendAsync(Look(await admin.GetAsync($"{People}/{id}"), "people.phone"))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("somebody@", await app.ScalarAsync<string>("select string_agg(e::text, '') from events e"), StringComparison.Ordinal);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;

namespace Rapfang.Tests.Modules.Voices;

/// <summary>Other systems: Open311 and JSON, each by its key.</summary>
public sealed class MachineTests(Server server) : IAsyncLifetime
{
    const string Open311 = "/demo/open311/v2/";
    App app = null!;
    Visitor admin = null!;
    HttpClient http = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        admin = await app.SignInAsync("demo.admin");
        http = app.Visit().Http;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task<string> KeyAsync(bool readsAll = false)
    {
        var page = await admin.SendAsync((await admin.GetAsync("/demo/desk/office/clients")).Form("handler=Add"), ("Name", "ระบบเทศบาล"), ("ReadsAll", readsAll ? "true" : null));
        return page.All(".notice b").Single();
    }

    static Uri At(string path) => new(path, UriKind.Relative);

    async Task<HttpResponseMessage> BringAsync(string key, string format = "json", string? once = null, params (string, string)[] more)
    {
        using var form = new FormUrlEncodedContent([
            new("api_key", key), new("service_code", "4"), new("description", "ทางเท้าหน้าสำนักงานแตก"), new("address_string", "ถนนสมมติ"), new("lat", "14.1"), new("long", "100.2"),
            .. more.Select(field => KeyValuePair.Create(field.Item1, field.Item2))]);
        using var request = new HttpRequestMessage(HttpMethod.Post, At(Open311 + "requests." + format)) { Content = form };
        if (once is not null)
        {
            request.Headers.Add("Idempotency-Key", once);
        }

        return await http.SendAsync(request);
    }

    async Task<JsonElement> JsonAsync(string path) => (await http.GetFromJsonAsync<JsonElement>(At(path)))!;

    [Fact]
    public async Task Services_AreTheTypesOfTheOffice()
    {
        var services = await JsonAsync(Open311 + "services.json");
        Assert.Equal(8, services.GetArrayLength());
        var xml = XDocument.Parse(await http.GetStringAsync(At(Open311 + "services/4.xml")));
        Assert.Equal("complaint", xml.Root!.Element("attributes")!.Element("attribute")!.Element("values")!.Element("value")!.Element("key")!.Value);
        Assert.StartsWith("http", (await JsonAsync(Open311 + "discovery.json")).GetProperty("endpoints")[0].GetProperty("url").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(At(Open311 + "services/99.json"))).StatusCode);
    }

    [Fact]
    public async Task Request_BroughtReadAndAnswered_GoesFromOpenToClosed()
    {
        var key = await KeyAsync();
        var brought = await (await BringAsync(key)).Content.ReadFromJsonAsync<JsonElement>();
        var id = brought[0].GetProperty("service_request_id").GetString();

        var read = (await JsonAsync($"{Open311}requests/{id}.json?api_key={key}"))[0];
        Assert.Equal(("open", "4", "ถนนสมมติ 14.1, 100.2"), (read.GetProperty("status").GetString(), read.GetProperty("service_code").GetString(), read.GetProperty("address").GetString()));
        Assert.Equal(1L, await app.ScalarAsync<long>($"select count(*) from voices v join channels c on c.id = v.channel_id where v.id = '{id}' and c.way = 'machine'"));
        var quality = await app.SignInAsync("demo.quality");
        await quality.SendAsync((await quality.GetAsync("/demo/desk/voices/" + id)).Form("handler=Screen"), ("Kind", "Question"));
        await quality.SendAsync((await quality.GetAsync("/demo/desk/voices/" + id)).Form("handler=Answer"), ("Words", "ซ่อมแล้ว"));

        Assert.Equal("closed", (await JsonAsync($"{Open311}requests.json?api_key={key}&status=closed"))[0].GetProperty("status").GetString());
        Assert.Contains("ซ่อมแล้ว", (await JsonAsync($"{Open311}service_request_updates.json?api_key={key}")).ToString(), StringComparison.Ordinal);
        var xml = XDocument.Parse(await http.GetStringAsync(At($"{Open311}requests.xml?api_key={key}&updated_after=2026-01-01T00:00:00Z")));
        Assert.Equal(id, xml.Root!.Elements("request").Single().Element("service_request_id")!.Value);
        Assert.Empty((await JsonAsync($"{Open311}requests.json?api_key={key}&updated_after=2099-01-01T00:00:00Z")).EnumerateArray());
    }

    [Theory]
    [InlineData("GET", "requests.json")]
    [InlineData("GET", "requests.json?api_key=rf_wrong")]
    [InlineData("GET", "service_request_updates.xml")]
    [InlineData("POST", "requests.json")]
    public async Task WithoutAValidKey_NothingIsReadOrBrought(string method, string path)
    {
        var before = await app.ScalarAsync<long>("select count(*) from voices");
        using var form = new FormUrlEncodedContent([new("service_code", "4"), new("description", "ก")]);
        using var request = new HttpRequestMessage(new HttpMethod(method), At(Open311 + path)) { Content = method == "POST" ? form : null };

        Assert.Equal(HttpStatusCode.Forbidden, (await http.SendAsync(request)).StatusCode);
        Assert.Equal(before, await app.ScalarAsync<long>("select count(*) from voices"));
    }

    [Fact]
    public async Task Client_SeesItsOwnCasesOnlyAndNeverASealedOneOrWhoSpoke()
    {
        var (own, all) = (await KeyAsync(), await KeyAsync(readsAll: true));
        await BringAsync(own, "json", null, ("first_name", "สมมติ"), ("phone", "0812345678"));

        Assert.Equal(1, (await JsonAsync($"{Open311}requests.json?api_key={own}")).GetArrayLength());
        var everything = (await JsonAsync($"{Open311}requests.json?api_key={all}&page_size=200")).ToString();
        Assert.DoesNotContain("สมมติ", everything.Replace("ถนนสมมติ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("0812345678", everything, StringComparison.Ordinal);
        foreach (var hidden in await app.ColumnAsync("select id::text from voices where is_sealed"))
        {
            Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(At($"{Open311}requests/{hidden}.json?api_key={all}"))).StatusCode);
        }
    }

    [Fact]
    public async Task AddressOfAFile_IsRefusedInWordsAndNeverCalled()
    {
        var key = await KeyAsync();
        var before = await app.ScalarAsync<long>("select count(*) from voices");

        var refused = await BringAsync(key, more: ("media_url", "http://127.0.0.1:1/picture.png"));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("ช่องทางนี้ไม่รับและไม่ส่งไฟล์", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, await app.ScalarAsync<long>("select count(*) from voices"));
        Assert.Contains("ช่องทางนี้ไม่รับและไม่ส่งไฟล์", (await JsonAsync(Open311 + "services/4.json")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discovery_IsWrittenInTheLanguageAskedFor()
    {
        Assert.Contains("ขอคีย์", (await JsonAsync(Open311 + "discovery.json")).GetProperty("key_service").GetString(), StringComparison.Ordinal);
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");

        Assert.Contains("Ask the office", (await JsonAsync(Open311 + "discovery.json")).GetProperty("key_service").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task District_IsNamedByItsNumberAndReadByItsName()
    {
        var key = await KeyAsync();
        var brought = await (await BringAsync(key, more: ("attribute[district]", "2"))).Content.ReadFromJsonAsync<JsonElement>();

        Assert.EndsWith("บ้านตัวอย่าง", (await JsonAsync($"{Open311}requests/{brought[0].GetProperty("service_request_id").GetString()}.json?api_key={key}"))[0].GetProperty("address").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await BringAsync(key, more: ("attribute[district]", "99"))).StatusCode);
    }

    [Fact]
    public async Task AnotherClient_ReadsNeitherCaseNorSteps()
    {
        var (own, other) = (await KeyAsync(), await KeyAsync());
        var id = (await (await BringAsync(own)).Content.ReadFromJsonAsync<JsonElement>())[0].GetProperty("service_request_id").GetString();

        Assert.Contains(id!, (await JsonAsync($"{Open311}service_request_updates.json?api_key={own}")).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(id!, (await JsonAsync($"{Open311}service_request_updates.json?api_key={other}")).ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(At($"{Open311}requests/{id}.json?api_key={other}"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(At($"{Open311}tokens/{id}.json?api_key={other}"))).StatusCode);
        http.DefaultRequestHeaders.Authorization = new("Bearer", other);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(At("/demo/api/cases/" + id))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(At($"/demo/api/cases/{id}/steps"))).StatusCode);
    }

    [Theory]
    [InlineData("service_code", "99")]
    [InlineData("service_code", "ก")]
    [InlineData("description", "")]
    [InlineData("attribute[kind]", "joke")]
    public async Task Request_ThatCanNotBeTaken_IsRefusedAndNotKept(string field, string value)
    {
        var key = await KeyAsync();
        var before = await app.ScalarAsync<long>("select count(*) from voices");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["api_key"] = key, ["service_code"] = "4", ["description"] = "ทางเท้าแตก", [field] = value });

        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync(At(Open311 + "requests.xml"), form)).StatusCode);
        Assert.Equal(before, await app.ScalarAsync<long>("select count(*) from voices"));
    }

    [Fact]
    public async Task SentTwiceWithOneKey_IsOneCase()
    {
        var key = await KeyAsync();
        await BringAsync(key, once: "abc");
        var before = await app.ScalarAsync<long>("select count(*) from voices");

        Assert.Equal(HttpStatusCode.OK, (await BringAsync(key, once: "abc")).StatusCode);

        Assert.Equal(before, await app.ScalarAsync<long>("select count(*) from voices"));
    }

    [Fact]
    public async Task EndedKey_OpensNothing()
    {
        var key = await KeyAsync();
        await admin.SendAsync((await admin.GetAsync("/demo/desk/office/clients")).Form("handler=End"));

        Assert.Equal(HttpStatusCode.Forbidden, (await BringAsync(key)).StatusCode);
        Assert.Equal(0L, await app.ScalarAsync<long>($"select count(*) from api_clients where api_clients::text like '%{key}%'"));
    }

    [Fact]
    public async Task KeyThatMayNotBring_BringsNothing()
    {
        var key = await KeyAsync();
        await app.ExecuteAsync("update api_clients set scopes = '{cases.read}'");
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var body = JsonContent.Create(new { kind = "suggestion", what = "รายละเอียด" });

        Assert.Equal(HttpStatusCode.Forbidden, (await BringAsync(key)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.PostAsync(At("/demo/api/cases"), body)).StatusCode);
    }

    [Fact]
    public async Task Json_BringsReadsAndPages()
    {
        http.DefaultRequestHeaders.Authorization = new("Bearer", await KeyAsync());
        for (var n = 0; n < 3; n++)
        {
            using var body = JsonContent.Create(new { kind = "suggestion", subject = $"เรื่องที่ {n}", what = "รายละเอียด" });
            Assert.Equal(HttpStatusCode.Created, (await http.PostAsync(At("/demo/api/cases"), body)).StatusCode);
        }

        var first = await JsonAsync("/demo/api/cases?limit=2");
        var second = await JsonAsync("/demo/api/cases?limit=2&after=" + first.GetProperty("next").GetString());
        Assert.Equal(["เรื่องที่ 0", "เรื่องที่ 1", "เรื่องที่ 2"], first.GetProperty("cases").EnumerateArray().Concat(second.GetProperty("cases").EnumerateArray()).Select(one => one.GetProperty("subject").GetString()));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        var steps = await JsonAsync($"/demo/api/cases/{first.GetProperty("cases")[0].GetProperty("id").GetString()}/steps");
        Assert.Equal("received", steps[0].GetProperty("kind").GetString());
        using var empty = JsonContent.Create(new { kind = "suggestion" });
        Assert.Equal(HttpStatusCode.BadRequest, (await http.PostAsync(At("/demo/api/cases"), empty)).StatusCode);
        http.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync(At("/demo/api/cases"))).StatusCode);
    }

    [Fact]
    public async Task Description_NamesTheCasesApi() => Assert.Contains("/{office}/api/cases", await http.GetStringAsync(At("/openapi/v1.json")), StringComparison.Ordinal);
}

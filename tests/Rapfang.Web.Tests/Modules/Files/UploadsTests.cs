using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using AngleSharp.Html.Dom;
using Rapfang.Platform.Files;
using Rapfang.Tests.Platform.Files;

namespace Rapfang.Tests.Modules.Files;

/// <summary>A file that comes in parts over a line that breaks.</summary>
public sealed class UploadsTests(Server server) : IAsyncLifetime
{
    static readonly byte[] Large = [.. FilesDesk.Pdf, .. Enumerable.Range(0, 2_500_000).Select(n => (byte)(n * 7))];

    App app = null!;
    Visitor officer = null!;
    IHtmlFormElement form = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        officer = await app.SignInAsync("demo.officer");
        form = (await officer.GetAsync(FilesDesk.Path)).Form();
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    string Token => form.Elements.OfType<IHtmlInputElement>().Single(input => input.Name == "_form").Value;

    async Task<(HttpStatusCode Status, JsonElement Json)> AskAsync(HttpMethod method, string path, HttpContent? content = null, Visitor? by = null, bool token = true)
    {
        using var request = new HttpRequestMessage(method, FilesDesk.Path + "/uploads" + path) { Content = content };
        if (token)
        {
            request.Headers.Add("RequestVerificationToken", Token);
        }

        using var answer = await (by ?? officer).Http.SendAsync(request);
        var body = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, body.StartsWith('{') ? JsonSerializer.Deserialize<JsonElement>(body) : default);
    }

    async Task<(HttpStatusCode Status, JsonElement Json)> BeginAsync(string name, long size) =>
        await AskAsync(HttpMethod.Post, "", new FormUrlEncodedContent([new("name", name), new("size", size.ToString(CultureInfo.InvariantCulture))]));

    async Task<(HttpStatusCode Status, long At)> PutAsync(string id, int from, int length, Visitor? by = null, bool token = true)
    {
        using var part = new ByteArrayContent(Large, from, length) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        var (status, json) = await AskAsync(HttpMethod.Put, $"/{id}?from={from}", part, by, token);
        return (status, json.ValueKind == JsonValueKind.Object ? json.GetProperty("at").GetInt64() : -1);
    }

    async Task<string> BegunAsync()
    {
        var (status, begun) = await BeginAsync("แผน.pdf", Large.Length);
        Assert.Equal(HttpStatusCode.OK, status);
        return begun.GetProperty("id").GetString()!;
    }

    [Fact]
    public async Task File_WhoseLineBreaksInTheMiddle_GoesOnWhereItStoppedAndIsKeptWhole()
    {
        const int part = Uploads.LargestPart;
        var id = await BegunAsync();
        Assert.Equal((HttpStatusCode.OK, part), await PutAsync(id, 0, part));
        // The answer to the first part was lost on the way: it comes again, then one that overlaps, and one too far ahead.
        Assert.Equal((HttpStatusCode.OK, part), await PutAsync(id, 0, part));
        Assert.Equal((HttpStatusCode.Conflict, part), await PutAsync(id, 1000, part));
        Assert.Equal((HttpStatusCode.Conflict, part), await PutAsync(id, 2 * part, 1000));
        // The page is loaded again: it shows what stopped, and how far it was.
        var page = await officer.GetAsync(FilesDesk.Path);
        Assert.Contains("แผน.pdf 41%", page.Text, StringComparison.Ordinal);
        Assert.Equal(part, (await AskAsync(HttpMethod.Get, "/" + id)).Json.GetProperty("at").GetInt64());
        // Not whole, it is not taken.
        Assert.Contains("มาไม่ครบ", (await officer.SendAsync(form, ("Parts", id))).Text, StringComparison.Ordinal);

        Assert.Equal((HttpStatusCode.OK, 2 * part), await PutAsync(id, part, part));
        Assert.Equal((HttpStatusCode.OK, Large.Length), await PutAsync(id, 2 * part, Large.Length - 2 * part));
        page = await officer.SendAsync(form, ("Parts", id), ("FileTitle", "แผนปฏิบัติราชการ"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("เก็บไฟล์แล้ว: แผนปฏิบัติราชการ", page.Text, StringComparison.Ordinal);
        Assert.Equal(Large, await officer.FetchAsync(app, "แผน.pdf"));
        Assert.Equal(0L, await app.ScalarAsync<long>("select (select count(*) from uploads) + (select count(*) from upload_parts)"));
    }

    [Fact]
    public async Task Part_WhoseConnectionIsCut_LeavesNothingOfItself()
    {
        var id = await BegunAsync();
        using var cut = new StreamContent(new CutStream(Large.AsMemory(0, 600_000).ToArray())) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };

        await Assert.ThrowsAnyAsync<Exception>(() => AskAsync(HttpMethod.Put, $"/{id}?from=0", cut));

        Assert.Equal(0, (await AskAsync(HttpMethod.Get, "/" + id)).Json.GetProperty("at").GetInt64());
        Assert.Equal((HttpStatusCode.OK, 600_000), await PutAsync(id, 0, 600_000));
    }

    [Fact]
    public async Task Upload_OfAnother_DoesNotExist()
    {
        var id = await BegunAsync();
        var other = await app.SignInAsync("demo.quality");
        var its = (await other.GetAsync(FilesDesk.Path)).Form();

        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(HttpMethod.Get, "/" + id, by: other)).Status);
        Assert.Contains("มาไม่ครบ", (await other.SendAsync(its, ("Parts", id))).Text, StringComparison.Ordinal);
        await app.ExecuteAsync("update uploads set user_id = (select id from users where user_name = 'demo.quality')");
        Assert.Equal((HttpStatusCode.NotFound, -1), await PutAsync(id, 0, 10));
    }

    [Theory]
    [InlineData("ใหญ่.pdf", FileIntake.LargestFile + 1, "ไฟล์ใหญ่เกิน 50 เมกะไบต์")]
    [InlineData("ว่าง.pdf", 0L, "ไฟล์นี้ว่างเปล่า")]
    [InlineData("a/b.pdf", 10L, "ชื่อไฟล์ใช้ไม่ได้")]
    public async Task Begin_OfWhatIsNotTaken_IsRefusedInWords(string name, long size, string words)
    {
        var (status, json) = await BeginAsync(name, size);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(words, json.GetProperty("refused").GetString(), StringComparison.Ordinal);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from uploads"));
    }

    [Fact]
    public async Task Upload_TakesNoMoreThanItSaidAndGoesThroughTheSameChecks()
    {
        var id = (await BeginAsync("ภาพ.jpg", 8)).Json.GetProperty("id").GetString()!;
        Assert.Equal((HttpStatusCode.Conflict, 0), await PutAsync(id, 0, 9));
        using var program = new ByteArrayContent([.. "MZ\u0090\0\u0003\0\0"u8]);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(HttpMethod.Put, $"/{id}?from=0", program)).Status);

        Assert.Contains("ภาพ.jpg – ไฟล์นี้เป็นโปรแกรม", (await officer.SendAsync(form, ("Parts", id))).Text, StringComparison.Ordinal);
        Assert.Equal(0L, await app.ScalarAsync<long>("select (select count(*) from files) + (select count(*) from uploads)"));
    }

    [Fact]
    public async Task Part_WithoutTheFormsToken_IsRefused()
    {
        var id = await BegunAsync();

        Assert.Equal((HttpStatusCode.BadRequest, -1), await PutAsync(id, 0, 10, token: false));
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from upload_parts"));
    }

    [Fact]
    public async Task Uploads_NeverFinished_GoAfterADayOrWhenThereAreTooMany()
    {
        var first = await BegunAsync();
        await PutAsync(first, 0, 1000);
        for (var more = 0; more < 2 * FileIntake.MostFiles; more++)
        {
            await BegunAsync();
        }

        Assert.Equal(HttpStatusCode.NotFound, (await AskAsync(HttpMethod.Get, "/" + first)).Status);
        Assert.Equal(2L * FileIntake.MostFiles, await app.ScalarAsync<long>("select count(*) from uploads"));
        await Uploads.ClearAsync(app.Database, TimeProvider.System.GetUtcNow().AddHours(23), CancellationToken.None);
        Assert.Equal(2L * FileIntake.MostFiles, await app.ScalarAsync<long>("select count(*) from uploads"));
        await Uploads.ClearAsync(app.Database, TimeProvider.System.GetUtcNow().AddHours(25), CancellationToken.None);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from uploads"));
    }

    /// <summary>Bytes that stop in the middle with an error.</summary>
    sealed class CutStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position > 300_000 ? throw new IOException("The line broke.") : base.ReadAsync(buffer, cancellationToken);
    }
}

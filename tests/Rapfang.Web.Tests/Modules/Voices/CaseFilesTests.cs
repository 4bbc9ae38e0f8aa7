using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Platform.Files;
using Rapfang.Tests.Platform.Files;

namespace Rapfang.Tests.Modules.Voices;

/// <summary>Files that come with a case, and evidence that the office adds.</summary>
public sealed class CaseFilesTests(Server server) : IAsyncLifetime
{
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    async Task<IHtmlFormElement> FilledAsync(Visitor visitor, string kind = "complaint")
    {
        var form = (await visitor.GetAsync("/demo/voice/new/" + kind)).Form();
        ((IHtmlInputElement)form.Elements["Input.Subject"]!).Value = "ทางลาดชำรุด";
        ((IHtmlTextAreaElement)form.Elements["Input.What"]!).Value = "พื้นทางลาดแตก";
        return form;
    }

    async Task<(Visitor Visitor, string Desk)> SentAsync(string kind = "complaint")
    {
        var visitor = app.Visit();
        var check = await visitor.SendFilesAsync(await FilledAsync(visitor, kind), ("ภาพทางลาด.pdf", FilesDesk.Pdf));
        Assert.Contains("ภาพทางลาด.pdf", check.Text, StringComparison.Ordinal);
        var receipt = await visitor.SendToAsync(check.Form(), check.Path + "?handler=Send");
        var number = receipt.All(".receipt b")[0];
        return (visitor, "/demo/desk/voices/" + await app.ScalarAsync<Guid>($"select id from voices where number = '{number}'"));
    }

    static string FileOf(ReadPage page) => page.Document.QuerySelectorAll<IHtmlAnchorElement>("a[href*='handler=File']").Single().GetAttribute("href")!;

    [Fact]
    public async Task FileOfTheForm_IsFetchedBySpeakerAndDeskAndNobodyElse()
    {
        var (visitor, desk) = await SentAsync();
        var file = FileOf(await visitor.GetAsync("/demo/voice/follow/case"));

        var fetched = await visitor.Http.GetAsync(new Uri("/demo/voice/follow/case" + file, UriKind.Relative));
        Assert.Equal(FilesDesk.Pdf, await fetched.Content.ReadAsByteArrayAsync());
        Assert.Equal("attachment", fetched.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("/demo/voice/follow", (await app.Visit().GetAsync("/demo/voice/follow/case" + file)).Path);
        var officer = await app.SignInAsync("demo.officer");
        Assert.Equal(FilesDesk.Pdf, await officer.Http.GetByteArrayAsync(new Uri(FileOf(await officer.GetAsync(desk)), UriKind.Relative)));
        Assert.DoesNotContain("ภาพทางลาด", (await officer.GetAsync(FilesDesk.Path)).Text, StringComparison.Ordinal);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from events where events::text like '%ภาพทางลาด%'"));
    }

    [Fact]
    public async Task FileOfASealedCase_IsNotThereForOthers()
    {
        var (_, desk) = await SentAsync("corruption");
        var use = await app.ScalarAsync<Guid>("select id from voice_files");

        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignInAsync("demo.quality")).GetAsync($"{desk}/files?handler=File&file={use}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await app.SignInAsync("demo.auditor")).Http.GetAsync(new Uri($"{desk}/files?handler=File&file={use}", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Program_IsRefusedAndEverythingTypedStays()
    {
        var visitor = app.Visit();

        var page = await visitor.SendFilesAsync(await FilledAsync(visitor), ("รูป.jpg", [.. "MZ"u8, .. new byte[100]]), ("ดี.pdf", FilesDesk.Pdf));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("รูป.jpg ไฟล์นี้เป็นโปรแกรม", page.Text, StringComparison.Ordinal);
        Assert.Contains("ดี.pdf", page.Text, StringComparison.Ordinal);
        Assert.Equal("ทางลาดชำรุด", ((IHtmlInputElement)page.Form().Elements["Input.Subject"]!).Value);
        Assert.Contains("ดี.pdf", (await visitor.SendAsync(page.Form())).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FortyFiles_AreRefusedAndTheTextStays()
    {
        var visitor = app.Visit();

        var page = await visitor.SendFilesAsync(await FilledAsync(visitor), [.. Enumerable.Range(0, 40).Select(n => ($"{n}.pdf", FilesDesk.Pdf))]);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("ไม่เกิน 10 ไฟล์", page.Text, StringComparison.Ordinal);
        Assert.Equal("พื้นทางลาดแตก", ((IHtmlTextAreaElement)page.Form().Elements["Input.What"]!).Value);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from files"));
    }

    [Fact]
    public async Task FileOfAFormNeverSent_GoesAfterADayAndThatOfACaseStays()
    {
        await SentAsync();
        var visitor = app.Visit();
        await visitor.SendFilesAsync(await FilledAsync(visitor), ("ไม่ได้ส่ง.pdf", FilesDesk.Pdf));
        Assert.Equal(2L, await app.ScalarAsync<long>("select count(*) from files"));

        await OrphanClearing.RunAsync(app.Services.GetRequiredService<IFilePlace>(), app.Database, TimeProvider.System.GetUtcNow().AddHours(25), CancellationToken.None);

        Assert.Equal(["working"], await app.ColumnAsync("select purpose from files"));
    }

    [Fact]
    public async Task Evidence_IsSeenByTheSpeakerOnlyWhenTheOfficeSaysSo()
    {
        var (visitor, desk) = await SentAsync();
        var quality = await app.SignInAsync("demo.quality");
        var form = (await quality.GetAsync(desk + "/files")).Document.QuerySelectorAll<IHtmlFormElement>("form[enctype='multipart/form-data']").Single();
        await quality.SendFilesAsync(form, ("ภายใน.pdf", [.. FilesDesk.Pdf, 1]));
        ((IHtmlInputElement)form.Elements["IsPublic"]!).IsChecked = true;
        await quality.SendFilesAsync(form, ("ให้ผู้แจ้ง.pdf", [.. FilesDesk.Pdf, 2]));

        var page = (await visitor.GetAsync("/demo/voice/follow/case")).Text;
        Assert.Contains("ให้ผู้แจ้ง.pdf", page, StringComparison.Ordinal);
        Assert.DoesNotContain("ภายใน.pdf", page, StringComparison.Ordinal);
        var hidden = await app.ScalarAsync<Guid>("select id from voice_files where name = 'ภายใน.pdf'");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/demo/voice/follow/case?handler=File&file=" + hidden)).Status);
    }

    [Fact]
    public async Task Visit_TellsTheSpeakerThatSomebodyCameAndNoMore()
    {
        var (visitor, desk) = await SentAsync();
        var quality = await app.SignInAsync("demo.quality");

        await quality.SendAsync((await quality.GetAsync(desk + "/files")).Form("handler=Visit"), ("Place", "หน้าอาคาร"), ("Visitors", "เจ้าหน้าที่สองคน"), ("Findings", "พบรอยแตกจริง"));

        Assert.Contains("พบรอยแตกจริง", (await quality.GetAsync(desk)).Text, StringComparison.Ordinal);
        var seen = (await visitor.GetAsync("/demo/voice/follow/case")).Text;
        Assert.Contains("ลงพื้นที่", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("รอยแตกจริง", seen, StringComparison.Ordinal);
    }
}

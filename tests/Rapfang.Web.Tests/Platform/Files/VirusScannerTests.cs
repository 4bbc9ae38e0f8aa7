using System.Net;

namespace Rapfang.Tests.Platform.Files;

/// <summary>Files go past the real ClamAV; without its word nothing is taken.</summary>
public sealed class VirusScannerTests(Server server)
{
    [Fact]
    public async Task Upload_WithTheTestVirus_IsRefusedByNameAndACleanFileIsKept()
    {
        await using var clamd = await ClamDaemon.StartAsync();
        await using var app = await server.AppAsync(("RAPFANG_CLAMAV", "unix:" + clamd.Socket));
        var officer = await app.SignInAsync("demo.officer");

        var page = await officer.SendFilesAsync(("ประกาศ.txt", ClamDaemon.Eicar), ("คำสั่ง.pdf", FilesDesk.Pdf));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("ประกาศ.txt – พบไวรัสในไฟล์นี้ (Eicar-Test", page.Text, StringComparison.Ordinal);
        Assert.Equal(["คำสั่ง.pdf"], await app.ColumnAsync("select name from files"));
    }

    [Fact]
    public async Task Upload_OfMoreThanTheScannerTakes_IsRefused()
    {
        await using var clamd = await ClamDaemon.StartAsync();
        await using var app = await server.AppAsync(("RAPFANG_CLAMAV", "unix:" + clamd.Socket));
        var officer = await app.SignInAsync("demo.officer");

        var page = await officer.SendFilesAsync(("ยาว.pdf", [.. FilesDesk.Pdf, .. new byte[4 * ClamDaemon.LargestStream]]));

        Assert.Contains("โปรแกรมตรวจไวรัสตรวจไฟล์นี้ไม่ได้", page.Text, StringComparison.Ordinal);
        Assert.Empty(await app.ColumnAsync("select name from files"));
    }

    [Theory]
    [InlineData("unix:/nowhere/clamd.sock")]
    [InlineData("127.0.0.1:1")]
    public async Task Upload_WhenTheScannerIsAway_IsRefusedAndNothingIsLeft(string clamd)
    {
        await using var app = await server.AppAsync(("RAPFANG_CLAMAV", clamd));
        var officer = await app.SignInAsync("demo.officer");

        var page = await officer.SendFilesAsync(("คำสั่ง.pdf", FilesDesk.Pdf));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("โปรแกรมตรวจไวรัสไม่ตอบ", page.Text, StringComparison.Ordinal);
        Assert.Empty(await app.ColumnAsync("select name from files"));
        Assert.Empty(Directory.GetFiles(app.DataFolder, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("clamd.example")]
    [InlineData("unix:clamd.sock")]
    [InlineData("127.0.0.1:99999")]
    public async Task Scanner_ThatIsNoAddress_StopsTheStart(string clamd)
    {
        await using var app = await server.AppAsync(("RAPFANG_CLAMAV", clamd));

        var refused = Assert.ThrowsAny<Exception>(() => app.CreateClient());

        Assert.Contains("is neither host:port nor unix:/path", refused.ToString(), StringComparison.Ordinal);
    }
}

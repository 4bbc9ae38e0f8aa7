using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Rapfang.Platform.Backup;
using Rapfang.Platform.Files;

namespace Rapfang.Tests.Platform.Files;

/// <summary>Kept files in object storage instead of a folder.</summary>
public sealed class S3PlaceTests(Server server) : IAsyncLifetime
{
    S3Server store = null!;

    public async ValueTask InitializeAsync() => store = await S3Server.StartAsync();

    public ValueTask DisposeAsync() => store.DisposeAsync();

    static string NameOf(byte[] bytes) => FilePlace.NameOf(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    [Fact]
    public async Task File_LiesUnderItsHashInTheBucketAndNotOnTheDisk()
    {
        await using var app = await server.AppAsync(store.Settings);
        var officer = await app.SignInAsync("demo.officer");

        Assert.Equal(HttpStatusCode.OK, (await officer.SendFilesAsync(("คำสั่ง.pdf", FilesDesk.Pdf))).Status);

        Assert.Equal(FilesDesk.Pdf, store.Objects[NameOf(FilesDesk.Pdf)]);
        Assert.Equal(FilesDesk.Pdf, await officer.FetchAsync(app, "คำสั่ง.pdf"));
        Assert.Empty(Directory.GetFiles(app.DataFolder, "*", SearchOption.AllDirectories));
        Assert.Empty(store.Refused);
    }

    [Fact]
    public async Task Upload_WhenTheStoreRefuses_IsRefusedInWordsAndNoRecordIsKept()
    {
        await using var app = await server.AppAsync([.. store.Settings.SkipLast(1), ("RAPFANG_S3_SECRET_KEY", "another")]);
        var officer = await app.SignInAsync("demo.officer");

        var page = await officer.SendFilesAsync(("คำสั่ง.pdf", FilesDesk.Pdf));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("ที่เก็บไฟล์ของระบบไม่พร้อม", page.Text, StringComparison.Ordinal);
        Assert.Empty(await app.ColumnAsync("select name from files"));
        Assert.Empty(store.Objects);
        Assert.NotEmpty(store.Refused);
    }

    [Fact]
    public async Task Orphans_GoFromTheBucketPageByPage()
    {
        await using var app = await server.AppAsync(store.Settings);
        var officer = await app.SignInAsync("demo.officer");
        await officer.SendFilesAsync([.. Enumerable.Range(0, 5).Select(n => ($"{n}.pdf", (byte[])[.. FilesDesk.Pdf, (byte)n]))]);
        Assert.Equal(5, store.Objects.Count);
        await app.ExecuteAsync("delete from files where name <> '3.pdf'; delete from file_contents where sha256 not in (select sha256 from files)");
        using var place = new S3Place(Configuration(app.DataFolder, ""));

        Assert.Equal(0, await OrphanClearing.RunAsync(place, app.Database, TimeProvider.System.GetUtcNow(), CancellationToken.None));
        Assert.Equal(4, await OrphanClearing.RunAsync(place, app.Database, TimeProvider.System.GetUtcNow().AddHours(25), CancellationToken.None));

        Assert.Equal([NameOf([.. FilesDesk.Pdf, 3])], store.Objects.Keys);
    }

    [Fact]
    public async Task Backup_OfABucket_RestoresIntoAFolderAndBack()
    {
        var database = await server.NewDatabaseAsync(demo: true);
        await using var app = new App(database, demo: true, store.Settings);
        await (await app.SignInAsync("demo.officer")).SendFilesAsync(("คำสั่ง.pdf", FilesDesk.Pdf));
        var folder = Directory.CreateTempSubdirectory("rapfang-s3-").FullName;
        try
        {
            var said = new StringWriter();
            Task<int> RunAsync(IConfiguration configuration, params string[] args) => BackupCommands.RunAsync(args, configuration, said, CancellationToken.None);
            var (first, second) = (Path.Combine(folder, "1.backup"), Path.Combine(folder, "2.backup"));
            var onDisk = new ConfigurationBuilder().AddInMemoryCollection(
                [new("RAPFANG_DATA", folder), new("ConnectionStrings:Rapfang", await server.EmptyDatabaseAsync()), new("RAPFANG_PERSONAL_KEY", Server.PersonalKey)]).Build();

            Assert.Equal(0, await RunAsync(Configuration(folder, database), "backup", first));
            Assert.Equal(0, await RunAsync(onDisk, "restore", first));
            Assert.Equal(FilesDesk.Pdf, await File.ReadAllBytesAsync(Path.Combine(folder, "files", NameOf(FilesDesk.Pdf))));

            Assert.Equal(0, await RunAsync(onDisk, "backup", second));
            store.Objects.Clear();
            store.Objects["zz/zz/of-another-life"] = [1];
            NpgsqlConnection.ClearAllPools();
            Assert.Equal(0, await RunAsync(Configuration(folder, await server.EmptyDatabaseAsync()), "restore", second, "--replace"));
            Assert.Equal([NameOf(FilesDesk.Pdf)], store.Objects.Keys);
            Assert.Equal(FilesDesk.Pdf, store.Objects.Values.Single());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    IConfiguration Configuration(string data, string database) => new ConfigurationBuilder().AddInMemoryCollection(
    [
        .. store.Settings.Select(pair => KeyValuePair.Create(pair.Item1, (string?)pair.Item2)), new("RAPFANG_DATA", data), new("ConnectionStrings:Rapfang", database), new("RAPFANG_PERSONAL_KEY", Server.PersonalKey),
    ]).Build();
}

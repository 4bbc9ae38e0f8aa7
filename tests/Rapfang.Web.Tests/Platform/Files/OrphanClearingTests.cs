using Microsoft.Extensions.DependencyInjection;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;

namespace Rapfang.Tests.Platform.Files;

/// <summary>Bytes go when nothing points to them any more, and never before.</summary>
public sealed class OrphanClearingTests(Server server) : IAsyncLifetime
{
    App app = null!;
    Visitor officer = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        officer = await app.SignInAsync("demo.officer");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    IFilePlace Place => app.Services.GetRequiredService<IFilePlace>();

    Task<int> ClearAsync(double hours, IFilePlace? place = null) =>
        OrphanClearing.RunAsync(place ?? Place, app.Database, TimeProvider.System.GetUtcNow().AddHours(hours), CancellationToken.None);

    async Task<int> LyingAsync() => await Place.ListAsync(CancellationToken.None).CountAsync();

    [Fact]
    public async Task Bytes_GoADayAfterTheLastRecordOfThemIsDeleted()
    {
        await officer.SendFilesAsync(("หนึ่ง.pdf", FilesDesk.Pdf), ("สอง.pdf", FilesDesk.Pdf));
        Assert.Equal((2L, 1), (await app.ScalarAsync<long>("select count(*) from files"), await LyingAsync()));

        await app.ExecuteAsync("delete from files where name = 'หนึ่ง.pdf'");
        Assert.Equal(0, await ClearAsync(hours: 50));
        Assert.Equal(FilesDesk.Pdf, await officer.FetchAsync(app, "สอง.pdf"));

        await app.ExecuteAsync("delete from files");
        Assert.Equal(0, await ClearAsync(hours: 23));
        Assert.Equal(1, await ClearAsync(hours: 25));
        Assert.Equal(0, await LyingAsync());
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from file_contents"));
    }

    [Fact]
    public async Task Bytes_ThatNoRowKnowsOf_StayADayAndGo()
    {
        var name = FilePlace.NameOf(new string('a', 64));
        var stray = Path.Combine(app.DataFolder, "stray");
        Directory.CreateDirectory(app.DataFolder);
        await File.WriteAllTextAsync(stray, "stray");
        await Place.PutAsync(name, stray, CancellationToken.None);

        Assert.Equal(0, await ClearAsync(hours: 0));
        Assert.Equal(1, await ClearAsync(hours: 25));
        Assert.Equal(0, await LyingAsync());
    }

    [Fact]
    public async Task Bytes_KeptAgainWhileTheyAreTakenAway_AreThereAfterwards()
    {
        await officer.SendFilesAsync(("หนึ่ง.pdf", FilesDesk.Pdf));
        await app.ExecuteAsync("delete from files");
        var meeting = new MeetingPlace(Place, async () =>
        {
            var keeping = officer.SendFilesAsync(("สอง.pdf", FilesDesk.Pdf));
            // Until the other waits for the row, or has gone past it.
            while (!keeping.IsCompleted && await app.ScalarAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 0)
            {
                await Task.Yield();
            }

            return keeping;
        });

        Assert.Equal(1, await ClearAsync(hours: 25, meeting));
        await meeting.Met!;

        Assert.Equal(FilesDesk.Pdf, await officer.FetchAsync(app, "สอง.pdf"));
    }

    [Fact]
    public async Task Bytes_WhoseRecordIsNotSavedYet_StayForIt()
    {
        await app.InScopeAsync("demo", async services =>
        {
            var db = services.GetRequiredService<RapfangDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await services.GetRequiredService<FileStore>().KeepAsync(new MemoryStream(FilesDesk.Pdf), "ช้า.pdf", 1000, "", [FileKind.Pdf]);
            await db.SaveChangesAsync();

            Assert.Equal(0, await ClearAsync(hours: 25)); // The transaction is older than a day, and still open.
            await transaction.CommitAsync();
        });

        Assert.Equal(1, await LyingAsync());
    }

    /// <summary>A store where somebody comes in between when bytes are taken away.</summary>
    sealed class MeetingPlace(IFilePlace place, Func<Task<Task<ReadPage>>> meet) : IFilePlace
    {
        public Task? Met { get; private set; }

        public Task PutAsync(string name, string arrived, CancellationToken cancellation) => place.PutAsync(name, arrived, cancellation);

        public Task<Stream> OpenAsync(string name, CancellationToken cancellation) => place.OpenAsync(name, cancellation);

        public IAsyncEnumerable<string> ListAsync(CancellationToken cancellation) => place.ListAsync(cancellation);

        public async Task DeleteAsync(string name, CancellationToken cancellation)
        {
            Met = await meet();
            await place.DeleteAsync(name, cancellation);
        }
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Rapfang.Modules.Office;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Works;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Jobs;
using Rapfang.Platform.Search;

namespace Rapfang.Tests.Platform.Search;

/// <summary>The index follows every record by itself.</summary>
public sealed class SearchIndexTests(Server server) : IAsyncLifetime
{
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    // A new record is either found by searching or stands here, with why not.
    static readonly string[] NotSearched =
    [
        // Parts, found with the whole.
        "ChannelChange", "ChannelReview", "ConsultationGroup", "ConsultationQuestion", "FileUse", "InsightSource", "ManualCount", "Reminder", "RoleAssignment", "Substitution", "SurveyGroup", "TypedSatisfaction", "WorkHost",
        "ImprovementEffect", "ImprovementSource", "NetworkAttendance", "NetworkMember", "ProcessStep",
        "InvolvementOption", "InvolvementPeople", "InvolvementSuggestion", "ParticipationStep",
        "GroupChannel", "LinkageGroup", "Mission", "MissionLinkage", "MissionStrategy", "StakeholderNeed",
        "ServiceEdition", "ServiceOpinion", "ServiceRequest",
        // One in an office, under its own entry.
        "PublicManualEdition",
        "ManualReading", "StaffManual",
        "ProjectActivity", "ProjectIndicator", "ProjectMove", "ProjectRisk",
        "VoiceAssignment", "VoiceFile", "VoiceLetter", "VoiceLink", "VoiceNote", "VoiceReadBack", "VoiceReference", "VoiceSpeaker", "VoiceStep", "VoiceTransfer", "VoiceVisit",
        // Anonymous words that may not have been read yet; they are found on the page of their consultation.
        "ConsultationComment",
        // About a record, which is what people look for.
        "Deadline", "OfficeEvent",
        // How the house works; each has a short list of its own.
        "ApiClient", "EscalationStep", "Import", "ImportChoice", "Job", "LineAccount", "Mailbox", "MonitoringMethod", "MonitoringPlan", "NetworkFeed", "NumberSeries", "ReplyTemplate", "SmsGateway", "ThemeWord", "Webhook",
        // One person's own, or on its way out.
        "LineChat", "MailboxLetter", "Notice", "NoticeWish", "OutgoingCall", "OutgoingMail", "SavedView",
    ];

    [Fact]
    public void EveryRecord_IsFoundBySearchingOrNamedHere() => Assert.Equal(
        NotSearched.Order(StringComparer.Ordinal),
        typeof(OfficeRecord).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(OfficeRecord)) && !type.IsAbstract && !SearchIndex.Types.Contains(type))
            .Select(type => type.Name).Order(StringComparer.Ordinal));

    // The index hears of changes from EF Core alone.
    [Fact]
    public Task Searchable_IsNeverWrittenPastTheIndex() => app.InScopeAsync(null, services =>
    {
        var model = services.GetRequiredService<RapfangDb>().Model;
        // A migration of sealed columns, and files of forms never sent: neither is in the index.
        string[] apart = ["PlainColumns.cs", "OrphanClearing.cs"];
        var code = Sources.Files(".cs").Where(file => !apart.Contains(Path.GetFileName(file.Path), StringComparer.Ordinal)).ToList();
        Assert.Equal(SearchIndex.Types.Count, SearchIndex.Types.Count(type => model.FindEntityType(type) is not null));
        foreach (var type in SearchIndex.Types)
        {
            var table = model.FindEntityType(type)!.GetTableName();
            string[] past = [$"insert into {table} ", $"update {table} ", $"delete from {table} ", $"copy {table} ", $"Set<{type.Name}>().Execute"];
            Assert.Empty(code.Where(file => past.Any(words => file.Text.Contains(words, StringComparison.OrdinalIgnoreCase))).Select(file => $"{file.Path}: {table}"));
        }

        return Task.CompletedTask;
    });

    Task<List<string>> RowsAsync(string where = "true") => app.ColumnAsync(
        $"select concat_ws('|', office_id, id, kind, permission, title, path, text, day, until_day) from search_rows where {where} order by office_id, id");

    Task InDemoAsync(Func<RapfangDb, Task> work) => app.InScopeAsync("demo", services => work(services.GetRequiredService<RapfangDb>()));

    [Fact]
    public async Task Row_FollowsItsRecordFromComingToGoing()
    {
        var group = new StakeholderGroup { Number = 99, Name = "ชมรมใหม่เอี่ยม", FromDate = new(2026, 10, 1) };
        await InDemoAsync(db =>
        {
            db.Add(group);
            db.Tell("stakeholder-group.added", group);
            return db.SaveChangesAsync();
        });
        Assert.Single(await RowsAsync($"text like 'ชมรมใหม่เอี่ยม%' and until_day is null and permission = 'stakeholders.read' and path = '/stakeholders/groups/{group.Id}'"));

        await ChangeAsync(found => found.Name = "ชมรมเปลี่ยนชื่อ ๙");
        Assert.Empty(await RowsAsync("text like '%ใหม่เอี่ยม%'"));
        Assert.Single(await RowsAsync("title = 'ชมรมเปลี่ยนชื่อ ๙' and text like 'ชมรมเปลี่ยนชื่อ 9%'"));

        await ChangeAsync(found => found.UntilDate = new(2026, 10, 31));
        Assert.Single(await RowsAsync($"id = '{group.Id}' and until_day = '2026-10-31'"));

        await InDemoAsync(async db =>
        {
            var found = await db.Set<StakeholderGroup>().SingleAsync(one => one.Id == group.Id);
            db.Remove(found);
            db.Tell("stakeholder-group.removed", found);
            await db.SaveChangesAsync();
        });
        Assert.Empty(await RowsAsync($"id = '{group.Id}'"));

        Task ChangeAsync(Action<StakeholderGroup> change) => InDemoAsync(async db =>
        {
            var found = await db.Set<StakeholderGroup>().SingleAsync(one => one.Id == group.Id);
            change(found);
            db.Tell("stakeholder-group.changed", found);
            await db.SaveChangesAsync();
        });
    }

    [Fact]
    public async Task Save_WhenTheRowCanNotBeWritten_StoresNothing()
    {
        await app.ExecuteAsync("alter table search_rows rename to gone");

        await InDemoAsync(async db =>
        {
            var work = new Work { Code = "HALF", Name = "งานครึ่งเดียว" };
            db.Add(work);
            db.Tell("work.added", work);
            await Assert.ThrowsAsync<PostgresException>(() => db.SaveChangesAsync());
        });

        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from works where code = 'HALF'"));
    }

    [Fact]
    public async Task TakenBackTransaction_TakesTheRowBack()
    {
        var before = await RowsAsync();
        await InDemoAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var work = new Work { Code = "GONE", Name = "งานที่ไม่เกิดขึ้น" };
            db.Add(work);
            db.Tell("work.added", work);
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
        });

        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task Rebuild_GivesWhatTheChangesGave()
    {
        await app.InScopeAsync(null, services => services.GetRequiredService<OfficeSetUp>().OpenAsync("other", OfficeKind.SecondaryArea, "สำนักงานอื่น"));
        await app.InScopeAsync("demo", async services =>
        {
            using var content = new MemoryStream("ก,ข\n"u8.ToArray());
            (await services.GetRequiredService<FileStore>().KeepAsync(content, "แผน.csv", content.Length, "", [FileKind.Csv])).KeepForOffice("แผนงาน", null);
            await services.GetRequiredService<RapfangDb>().SaveChangesAsync();
        });
        var before = await RowsAsync();
        Assert.Equal(SearchIndex.Types.Count, before.Select(row => row.Split('|')[2]).Distinct().Count());
        await app.ExecuteAsync("""
            delete from search_rows where kind in ('survey', 'person') and office_id = 1;
            update search_rows set text = 'old', until_day = '2020-01-01' where office_id = 1;
            insert into search_rows select office_id, gen_random_uuid(), kind, permission, title, path, text, day from search_rows where kind = 'group' and office_id = 1;
            insert into search_rows select office_id, gen_random_uuid(), 'no_longer', permission, title, path, text, day from search_rows where kind = 'work' and office_id = 1;
            """);
        Assert.NotEqual(before, await RowsAsync());

        await app.InScopeAsync("demo", async services =>
            await services.GetRequiredKeyedService<IJob>(SearchRebuild.Kind).RunAsync(null!, new JobProgress(), CancellationToken.None));

        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task PersonalData_OfPeople_AreNotInIt()
    {
        await app.ExecuteAsync("update people set phone = '0 2999 8877', email = 'hidden@office.example'");

        await app.InScopeAsync("demo", async services =>
            await services.GetRequiredKeyedService<IJob>(SearchRebuild.Kind).RunAsync(null!, new JobProgress(), CancellationToken.None));

        Assert.Empty(await RowsAsync("text like '%2999%' or text like '%hidden@%'"));
        Assert.Equal(["office.find-people"], await app.ColumnAsync("select distinct permission from search_rows where kind = 'person'"));
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Rapfang.Modules.Works;
using Rapfang.Platform.Database;

namespace Rapfang.Tests.Platform.Database;

/// <summary>The migrated schema, read from the catalogue: offices kept apart, EF told the truth, nothing without an event.</summary>
public sealed class SchemaTests(Server server) : IAsyncLifetime
{
    App app = null!;

    public async ValueTask InitializeAsync() => app = await server.AppAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    const string OfOffices = """
        with own as (select oid, relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace),
        of_office as (select oid, relname, (select attnum from pg_attribute where attrelid = own.oid and attname = 'office_id') as office from own
                      where exists (select from pg_attribute where attrelid = own.oid and attname = 'office_id'))
        """;

    [Fact]
    public async Task Tables_WithoutOffice_AreTheFewAboveOffices() => Assert.Equal(
        ["account_links", "data_protection_keys", "file_contents", "installation_events", "offices", "personal_keys", "schedule_runs", "schema_migrations", "sessions", "user_claims", "user_logins", "user_passkeys", "user_tokens", "users"],
        await app.ColumnAsync(OfOffices + " select relname from own where oid not in (select oid from of_office) order by 1"));

    [Fact]
    public async Task Keys_AndUniqueRules_StartWithTheOffice()
    {
        Assert.Empty(await app.ColumnAsync(OfOffices + """
            select relname || ' has no primary key' from of_office t
            where not exists (select from pg_index where indrelid = t.oid and indisprimary)
            union all
            select indexrelid::regclass::text from pg_index i join of_office t on t.oid = i.indrelid
            where indisunique and indkey[0] <> t.office
            """));
    }

    [Fact]
    public async Task ForeignKeys_ToRecordsOfAnOffice_StartWithTheOffice()
    {
        var keys = await app.ColumnAsync(OfOffices + """
            select case when c.conkey[1] = t.office and c.confkey[1] = r.office then 'kept' else t.relname || ': ' || c.conname end
            from pg_constraint c join of_office t on t.oid = c.conrelid join of_office r on r.oid = c.confrelid
            where c.contype = 'f'
            """);

        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.Equal("kept", key));
    }

    // A number for an office, a group or a survey is not enough: without a foreign key a row could point anywhere.
    [Fact]
    public async Task Tables_OfAnOffice_AreTiedToIt() => Assert.Empty(await app.ColumnAsync(OfOffices + """
        select relname from of_office t where not exists (
            select from pg_constraint c where c.contype = 'f' and c.conrelid = t.oid and c.conkey[1] = t.office)
        """));

    [Fact]
    public Task Model_AgreesWithTheMigratedSchema() => app.InScopeAsync(null, async services =>
    {
        var model = services.GetRequiredService<RapfangDb>().GetService<IDesignTimeModel>().Model.GetRelationalModel();
        var mapped = model.Tables
            .SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name} {column.StoreType}{(column.IsNullable ? "" : " not null")}"))
            .Order(StringComparer.Ordinal);
        var names = model.Tables.Select(table => table.Name).ToHashSet();

        var migrated = (await app.ColumnAsync("""
            select relname || '.' || attname || ' ' || format_type(atttypid, atttypmod) || case when attnotnull then ' not null' else '' end
            from pg_attribute join pg_class c on c.oid = attrelid
            where relkind = 'r' and relnamespace = 'public'::regnamespace and attnum > 0 and not attisdropped
            """)).Where(column => names.Contains(column.Split('.')[0])).Order(StringComparer.Ordinal);

        Assert.Equal(migrated, mapped);
    });

    [Theory]
    [InlineData("update events set reason = 'x'")]
    [InlineData("delete from events")]
    [InlineData("truncate events")]
    [InlineData("update installation_events set detail = 'x'")]
    [InlineData("delete from installation_events")]
    [InlineData("truncate installation_events")]
    public async Task Events_CanNotBeAltered(string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => app.ExecuteAsync(sql));

        Assert.Contains("append-only", refused.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public Task Save_WhenAChangeIsNotTold_IsRefused() => app.InScopeAsync("demo", async services =>
    {
        var db = services.GetRequiredService<RapfangDb>();
        (await db.Set<Work>().SingleAsync()).Name = "ชื่อใหม่";

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());

        Assert.Contains("Work", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from works where name = 'ชื่อใหม่'"));
    });

    [Fact]
    public Task Save_WhenAnotherRecordIsTold_IsRefused() => app.InScopeAsync("demo", async services =>
    {
        var db = services.GetRequiredService<RapfangDb>();
        (await db.Set<Work>().SingleAsync()).Name = "ชื่อใหม่";
        db.Tell("work.changed", new Work());

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
    });

    [Fact]
    public async Task Event_HoldsBeforeAfterAndWho()
    {
        var admin = await app.SignInAsync("demo.admin");
        var id = await app.ScalarAsync<Guid>("select id from people where family_name = 'ตั้งใจทำ'");
        var page = await admin.GetAsync($"/demo/desk/office/people/{id}");

        await admin.SendAsync(page.Form("handler=Save"), ("Input.Position", "ผู้เชี่ยวชาญ <b>"));

        var told = await app.ColumnAsync($"""
            select u.user_name || '|' || e.before::text || '|' || e.after::text || '|' || (e.at > now() - interval '1 hour')
            from events e join users u on u.id = e.actor_user_id where kind = 'person.changed' and subject_id = '{id}'
            """);
        var parts = Assert.Single(told).Split('|');
        Assert.Equal("demo.admin", parts[0]);
        Assert.Equal("นักจัดการงานทั่วไปปฏิบัติการ", Values(parts[1]).GetProperty("position").GetString());
        Assert.Equal("ผู้เชี่ยวชาญ <b>", Values(parts[2]).GetProperty("position").GetString());
        Assert.Single(Values(parts[2]).EnumerateObject());
        Assert.Equal("true", parts[3]);

        static JsonElement Values(string json) => JsonSerializer.Deserialize<JsonElement>(json)[0].GetProperty("values");
    }
}

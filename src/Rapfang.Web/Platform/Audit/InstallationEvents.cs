using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;

namespace Rapfang.Platform.Audit;

/// <summary>What happens above offices: sign-ins, lock-outs, new offices, new administrators.</summary>
public sealed class InstallationEvents(NpgsqlDataSource source, CurrentActor actor, TimeProvider clock)
{
    /// <param name="kind">A kind of <c>docs/events.md</c>.</param>
    /// <param name="subject">What it happened to: a user name or an office's address word. Never a password.</param>
    public async Task TellAsync(string kind, string subject, string detail = "")
    {
        await using var command = source.CreateCommand(Insert);
        Fill(command, kind, subject, detail);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The same in the transaction that is open on <paramref name="db"/>.</summary>
    public async Task TellAsync(RapfangDb db, string kind, string subject, string detail = "")
    {
        await db.Database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(Insert, (NpgsqlConnection)db.Database.GetDbConnection());
        Fill(command, kind, subject, detail);
        await command.ExecuteNonQueryAsync();
        await db.Database.CloseConnectionAsync();
    }

    const string Insert = "insert into installation_events (id, at, actor_user_id, kind, subject, detail) values ($1, $2, $3, $4, $5, $6)";

    void Fill(NpgsqlCommand command, string kind, string subject, string detail)
    {
        command.Parameters.Fill(Guid.CreateVersion7(), clock.GetUtcNow(), (object?)actor.UserId ?? DBNull.Value, kind, subject, detail);
    }
}

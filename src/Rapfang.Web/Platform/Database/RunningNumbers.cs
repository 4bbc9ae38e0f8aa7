using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Rapfang.Platform.Database;

/// <summary>
/// Running numbers of an office's registers. A number is taken under a row lock in the caller's transaction, so there
/// are neither gaps nor doubles; a number once taken is never taken again, at most it is void with a reason.
/// Source: correspondence rules, domain 7.2.
/// </summary>
public sealed class RunningNumbers(RapfangDb db, NpgsqlDataSource source, CurrentOffice office, TimeProvider clock)
{
    /// <summary>Takes the next number, from 1, of a series in a year.</summary>
    /// <param name="series">The register, such as <c>memo</c>.</param>
    /// <param name="year">The year in B.E. that the register runs through.</param>
    /// <param name="subjectKind">The kind of record that bears the number.</param>
    /// <exception cref="InvalidOperationException">There is no transaction that would save both number and record.</exception>
    public async Task<int> TakeAsync(string series, int year, string subjectKind, Guid subject)
    {
        await using var command = Command("""
            with taken as (
                insert into counters (office_id, series, year, last_number) values ($1, $2, $3, 1)
                on conflict (office_id, series, year) do update set last_number = counters.last_number + 1
                returning last_number)
            insert into issued_numbers (office_id, series, year, number, subject_kind, subject_id, issued_at)
            select $1, $2, $3, last_number, $4, $5, $6 from taken
            returning number
            """);
        command.Parameters.Fill(office.Id, series, year, subjectKind, subject, clock.GetUtcNow());
        return (int)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Marks the numbers of a record in a series void. They stay in the register and are never issued again.</summary>
    /// <param name="reason">Why; shown in the register.</param>
    public async Task VoidAsync(string series, Guid subject, string reason)
    {
        await using var command = Command("""
            update issued_numbers set voided_at = $4, void_reason = $5
            where office_id = $1 and series = $2 and subject_id = $3 and voided_at is null
            """);
        command.Parameters.Fill(office.Id, series, subject, clock.GetUtcNow(), reason);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The number taken last of each series and year.</summary>
    public async Task<IReadOnlyDictionary<(string Series, int Year), int>> LastAsync()
    {
        await using var command = source.CreateCommand("select series, year, last_number from counters where office_id = $1");
        command.Parameters.Fill(office.Id);
        await using var reader = await command.ExecuteReaderAsync();
        var last = new Dictionary<(string, int), int>();
        while (await reader.ReadAsync())
        {
            last.Add((reader.GetString(0), reader.GetInt32(1)), reader.GetInt32(2));
        }

        return last;
    }

    NpgsqlCommand Command(string sql)
    {
        var transaction = db.Database.CurrentTransaction
            ?? throw new InvalidOperationException("A number is taken in the transaction that saves its record.");
        return new NpgsqlCommand(sql, (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)transaction.GetDbTransaction());
    }
}

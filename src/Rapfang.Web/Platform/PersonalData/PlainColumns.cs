using Npgsql;
using Rapfang.Platform.Database;

namespace Rapfang.Platform.PersonalData;

/// <summary>
/// The part of migration 0010 that SQL can not do: seals what lay in plain, in the migration's transaction. Afterwards the
/// tables are written anew, so that the files of the server do not keep the old rows.
/// </summary>
public static class PlainColumns
{
    public const string Migration = "0010_personal_data.sql";

    public static async Task SealAsync(NpgsqlConnection connection, PersonalKeys keys)
    {
        await using (var read = new NpgsqlCommand("select office_id, id, phone_plain, email_plain from people where phone_plain <> '' or email_plain <> ''", connection))
        {
            var rows = new List<(int Office, Guid Id, string Phone, string Email)>();
            await using (var reader = await read.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync())
                {
                    rows.Add((reader.GetInt32(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3)));
                }
            }

            foreach (var row in rows)
            {
                await using var write = new NpgsqlCommand("update people set phone = $3, email = $4 where (office_id, id) = ($1, $2)", connection);
                write.Parameters.Fill(row.Office, row.Id, Of(PersonalField.StaffPhone, row.Phone), Of(PersonalField.StaffEmail, row.Email));
                await write.ExecuteNonQueryAsync();

                object Of(PersonalField field, string text) =>
                    text.Length == 0 ? DBNull.Value : keys.Seal(new(row.Office, field.Name, row.Id), text, field.Mask(text)).Stored;
            }
        }

        await using (var read = new NpgsqlCommand($"select user_id, value from user_tokens where name = '{Identity.UserStore.AppKey}'", connection))
        {
            var rows = new List<(Guid User, string Key)>();
            await using (var reader = await read.ExecuteReaderAsync())
            {
                while (await reader.ReadAsync())
                {
                    rows.Add((reader.GetGuid(0), reader.GetString(1)));
                }
            }

            foreach (var (user, key) in rows)
            {
                await using var write = new NpgsqlCommand($"update user_tokens set value = $2 where user_id = $1 and name = '{Identity.UserStore.AppKey}'", connection);
                write.Parameters.Fill(user, keys.Seal(Identity.UserStore.AppKeyOf(user), key).Stored);
                await write.ExecuteNonQueryAsync();
            }
        }

        await using var rewrite = new NpgsqlCommand("""
            alter table people drop column phone_plain, drop column email_plain;
            alter table people alter column phone type text using phone || '';
            alter table user_tokens alter column value type text using value || '';
            """, connection);
        await rewrite.ExecuteNonQueryAsync();
    }
}

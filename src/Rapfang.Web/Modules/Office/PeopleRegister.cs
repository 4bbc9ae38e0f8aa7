using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Platform.Import;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Office;

/// <summary>People of the office come in from a list. Somebody of the same name who is here today is not added twice.</summary>
public sealed class PeopleRegister(RapfangDb db, CurrentOffice office, Seals seals, TimeProvider clock, IStringLocalizer<Text> t) : IImportRegister
{
    public const string Name = "people";

    public string Permission => OfficeModule.Manage;

    public async Task<ImportTarget?> TargetAsync(Guid? subject)
    {
        if (subject is not null)
        {
            return null;
        }

        var today = clock.Today();
        List<Group> groups = [.. (await db.Set<Group>().AsNoTracking().ToListAsync()).Where(group => group.IsInForce(today)).OrderBy(group => group.Kind)];
        return new(t["People and roles"], $"/{office.Profile.Slug}/desk/office/people", t["A list of the office's people: one row a person, the first row holds the headings."], [],
        [
            new("name", t["Full name"]) { Required = true, AlsoCalled = ["ชื่อ-สกุล", "ชื่อ สกุล", "ชื่อ–นามสกุล", "ชื่อและนามสกุล", "ชื่อ - สกุล", "ชื่อ", "Name", "Full name"] },
            new("position", t["Position"]) { AlsoCalled = ["ตำแหน่ง", "Position"] },
            new("group", t["Group"]) { AlsoCalled = ["กลุ่ม", "กลุ่มงาน", "สังกัด", "หน่วย", "Group"], Choices = [.. groups.Select(group => (group.Id.ToString(), group.Name))] },
            new("phone", t["Telephone"]) { AlsoCalled = ["โทรศัพท์", "เบอร์โทร", "หมายเลขโทรศัพท์", "Phone", "Telephone"], Longest = 60 },
            new("email", t["E-mail"]) { AlsoCalled = ["อีเมล", "E-mail", "Email"], Longest = 100 },
            new("from", t["From"]) { IsDate = true, AlsoCalled = ["ตั้งแต่วันที่", "วันที่เริ่ม", "From"] },
        ]);
    }

    public async Task<long> StoreAsync(NpgsqlConnection connection, Guid? subject, IEnumerable<ImportRow> rows, CancellationToken cancellation)
    {
        var today = clock.Today();
        var here = (await db.Set<Person>().AsNoTracking().ToListAsync(cancellation))
            .Where(person => person.UntilDate is null || person.UntilDate >= today)
            .Select(person => Known(person.GivenName, person.FamilyName)).ToHashSet(StringComparer.Ordinal);
        long added = 0;
        foreach (var row in rows)
        {
            var name = PersonName.Split(row.Values[0]);
            if (!here.Add(Known(name.Given, name.Family)))
            {
                continue;
            }

            var person = new Person
            {
                Title = name.Title, GivenName = name.Given, FamilyName = name.Family, Position = row.Values[1],
                GroupId = row.Values[2].Length > 0 ? Guid.Parse(row.Values[2]) : null,
                FromDate = row.Values[5].Length > 0 ? DateOnly.ParseExact(row.Values[5], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : today,
            };
            person.Phone = seals.Seal(person, PersonalField.StaffPhone, row.Values[3]);
            person.Email = seals.Seal(person, PersonalField.StaffEmail, row.Values[4]);
            db.Add(person);
            db.Tell("person.added", person);
            added++;
        }

        await db.SaveChangesAsync(cancellation);
        return added;
    }

    static string Known(string given, string family) => ThaiText.Normalise(given) + "\u001f" + ThaiText.Normalise(family);
}

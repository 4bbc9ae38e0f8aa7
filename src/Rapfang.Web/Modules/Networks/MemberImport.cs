using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Npgsql;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Import;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Networks;

/// <summary>Members of a network come in from a list. Somebody of the same name and telephone who belongs to it is not added twice; a double within the file is told.</summary>
public sealed class MemberImport(RapfangDb db, CurrentOffice office, NetworkRegister register, TimeProvider clock, IStringLocalizer<Text> t) : IImportRegister
{
    public const string Name = "network-members";

    // Places of the values in a row.
    const int FullName = 0;
    const int Phone = 1;
    const int Email = 2;
    const int Duty = 3;
    const int ConsentedOn = 4;
    const int Way = 5;
    const int From = 6;

    static readonly EmailAddressAttribute EmailAddress = new();

    public string Permission => NetworksModule.Write;

    public async Task<ImportTarget?> TargetAsync(Guid? subject)
    {
        if (subject is not { } id || await register.FindAsync(id) is not { } network)
        {
            return null;
        }

        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return new(network.Name, $"/{office.Profile.Slug}/desk/networks/{id}/members", t["A list of the members of this network: one row a person, the first row holds the headings."], [],
        [
            new("name", t["Full name"]) { Required = true, IsPersonal = true, AlsoCalled = ["ชื่อ-สกุล", "ชื่อ สกุล", "ชื่อ–นามสกุล", "ชื่อและนามสกุล", "ชื่อ - สกุล", "ชื่อ", "Name", "Full name"], Longest = 150 },
            new("phone", t["Telephone"]) { IsPersonal = true, AlsoCalled = ["โทรศัพท์", "เบอร์โทร", "หมายเลขโทรศัพท์", "มือถือ", "Phone", "Telephone"], Longest = 60 },
            new("email", t["E-mail"]) { IsPersonal = true, AlsoCalled = ["อีเมล", "E-mail", "Email"], Longest = 100 },
            new("duty", t["Duty in the network"]) { AlsoCalled = ["ตำแหน่ง", "หน้าที่", "ตำแหน่งในเครือข่าย", "Duty", "Position"], Longest = 100 },
            new("consented", t["Consented on"]) { IsDate = true, AlsoCalled = ["วันที่ให้ความยินยอม", "วันที่ยินยอม", "Consent"] },
            new("way", t["How consent was given"]) { AlsoCalled = ["วิธีให้ความยินยอม", "Consent way"], Choices = [.. Enum.GetValues<ConsentWay>().Select(way => (way.ToString(), t["ConsentWay." + way].Value))] },
            new("from", t["Member from"]) { IsDate = true, AlsoCalled = ["เป็นสมาชิกตั้งแต่", "ตั้งแต่วันที่", "From"] },
        ],
        network.UntilDate is null ? null : new("เครือข่ายนี้สิ้นสุดแล้ว นำเข้าสมาชิกไม่ได้", "This network has ended; no members can be imported."))
        {
            Check = row => Refusal(row, seen),
        };
    }

    RuleBroken? Refusal(ImportRow row, Dictionary<string, int> seen)
    {
        var values = row.Values;
        if (NetworkRegister.Plain(values[FullName]).Length == 0)
        {
            return new("ไม่มีชื่อในช่องนี้", "There is no name in this cell.", "name");
        }

        if (values[Phone].Length > 0 && ThaiPhone.Parse(values[Phone]) is null)
        {
            return new("ไม่ใช่หมายเลขโทรศัพท์ไทย เลขอาจขาดหรือเกิน หรือเลข 0 ตัวหน้าหาย", "Not a Thai telephone number: digits may be missing or too many, or the leading 0 is lost.", "phone");
        }

        if (values[Email].Length > 0 && !EmailAddress.IsValid(values[Email]))
        {
            return new("ไม่ใช่ที่อยู่อีเมล", "Not an e-mail address.", "email");
        }

        if (values[ConsentedOn].Length > 0 != values[Way].Length > 0)
        {
            return new("ระบุทั้งวันที่ให้ความยินยอมและวิธีให้ความยินยอม", "Give both the day of consent and how it was given.", values[Way].Length > 0 ? "consented" : "way");
        }

        if (values[ConsentedOn].Length > 0 && Day(values[ConsentedOn]) > clock.Today())
        {
            return new("วันที่ให้ความยินยอมอยู่หลังวันนี้", "The day of consent lies after today.", "consented");
        }

        return seen.TryAdd(Known(values[FullName], values[Phone]), row.Number) ? null
            : new($"ซ้ำกับแถวที่ {seen[Known(values[FullName], values[Phone])]}", $"The same person as in row {seen[Known(values[FullName], values[Phone])]}.", "name");
    }

    public async Task<long> StoreAsync(NpgsqlConnection connection, Guid? subject, IEnumerable<ImportRow> rows, CancellationToken cancellation)
    {
        var (network, today) = (subject!.Value, clock.Today());
        var here = (await db.Set<NetworkMember>().AsNoTracking().Where(member => member.NetworkId == network && member.Name != null && member.UntilDate == null).ToListAsync(cancellation))
            .Select(member => Known(register.NameOf(member), register.PhoneOf(member))).ToHashSet(StringComparer.Ordinal);
        long added = 0;
        foreach (var row in rows)
        {
            var values = row.Values;
            if (!here.Add(Known(values[FullName], values[Phone])))
            {
                continue;
            }

            var member = new NetworkMember(network, values[From].Length > 0 ? Day(values[From]) : today);
            member.Describe(
                values[Duty], onCommittee: values[Duty].Contains("กรรมการ", StringComparison.Ordinal) || values[Duty].Contains("ประธาน", StringComparison.Ordinal),
                values[ConsentedOn].Length > 0 ? Day(values[ConsentedOn]) : null, values[Way].Length > 0 ? Enum.Parse<ConsentWay>(values[Way]) : null, today);
            register.Write(member, values[FullName], values[Phone], values[Email]);
            db.Add(member);
            db.Tell("network-member.added", member);
            added++;
        }

        await db.SaveChangesAsync(cancellation);
        return added;
    }

    static string Known(string name, string phone) => NetworkRegister.Plain(name) + "\u001f" + ThaiPhone.Parse(phone)?.Number;

    static DateOnly Day(string value) => DateOnly.ParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

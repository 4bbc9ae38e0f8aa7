using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Npgsql;
using Rapfang.Modules.Listening;
using Rapfang.Platform.Database;
using Rapfang.Platform.Import;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices;

/// <summary>Cases come in from a list, such as the register an office kept in Excel. A row is known by all it says, so the same file imported again adds nothing.</summary>
public sealed class VoiceImport(RapfangDb db, CurrentOffice office, VoiceRegister register, TimeProvider clock, IStringLocalizer<Text> t) : IImportRegister
{
    public const string Name = "voices";

    /// <summary>Fields before the district, which is there only where the office keeps a list.</summary>
    const int BeforeDistrict = 8;

    /// <summary>B.E. 2540; an earlier day in a register of cases is a year mistyped or read in the wrong era.</summary>
    static readonly DateOnly Earliest = new(1997, 1, 1);

    List<Channel> channels = [];

    public string Permission => VoicesModule.Receive;

    public async Task<ImportTarget?> TargetAsync(Guid? subject)
    {
        if (subject is not null)
        {
            return null;
        }

        channels = await db.Set<Channel>().AsNoTracking().Where(channel => channel.UntilDate == null).OrderBy(channel => channel.Number).ToListAsync();
        var districts = await db.Districts().ToListAsync();
        return new(t["Complaints and opinions"], $"/{office.Profile.Slug}/desk/voices?View=all", t["A register of cases: one row a case, the first row holds the headings. Sealed cases do not come this way."], [],
        [
            new("received", t["Received on"]) { Required = true, IsDate = true, Between = (Earliest, clock.Today()), AlsoCalled = ["วันที่รับเรื่อง", "วันที่รับ", "วันที่", "Date"] },
            new("kind", t["Kind of case"]) { Required = true, AlsoCalled = ["ลักษณะเรื่อง", "ลักษณะ", "Kind"], Choices = [.. Enum.GetValues<VoiceKind>().Select(kind => (kind.ToString(), t["VoiceKind." + kind].Value))] },
            new("channel", t["Channel"]) { Required = true, AlsoCalled = ["ช่องทาง", "Channel"], Choices = [.. channels.Select(channel => (channel.Id.ToString(), channel.Name))] },
            new("what", t["What was said"]) { Required = true, AlsoCalled = ["เรื่อง", "รายละเอียด", "ข้อความ", "สาระของเรื่อง", "Details"], Longest = VoiceText.Longest },
            new("subject", t["About what, in short"]) { AlsoCalled = ["เรื่องโดยย่อ", "หัวข้อ", "Subject"], Longest = VoiceForm.LongestLine },
            new("place", t["Where it happened"]) { AlsoCalled = ["สถานที่", "Place"], Longest = VoiceForm.LongestLine },
            new("name", t["Name"]) { AlsoCalled = ["ชื่อผู้แจ้ง", "ผู้แจ้ง", "ชื่อ-สกุล", "Name"], Longest = VoiceForm.LongestLine },
            new("phone", t["Telephone"]) { AlsoCalled = ["โทรศัพท์", "เบอร์โทร", "Phone"], Longest = 60 },
            .. districts.Count == 0 ? [] : new ImportField[] { new("district", t["District"]) { AlsoCalled = ["อำเภอ", "เขต", "District"], Choices = [.. districts.Select(district => (district.Id.ToString(), district.Name))] } },
        ]);
    }

    public async Task<long> StoreAsync(NpgsqlConnection connection, Guid? subject, IEnumerable<ImportRow> rows, CancellationToken cancellation)
    {
        var before = await db.Set<Voice>().CountAsync(cancellation);
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            var values = row.Values;
            var what = VoiceText.Read(values[3], "what");
            var told = new Told(
                values[4].Length > 0 ? new(values[4]) : what.InShort(), what, new(values[5]), VoiceText.Nothing, VoiceText.Nothing);
            await register.ReceiveAsync(new NewVoice(
                FormOf(values, seen), Enum.Parse<VoiceKind>(values[1]), channels.Find(channel => channel.Id == Guid.Parse(values[2]))!, IsSealed: false, told, null,
                DateOnly.ParseExact(values[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), values[6], values[7])
            {
                IsQuiet = true, DistrictId = values.Length > BeforeDistrict && values[BeforeDistrict].Length > 0 ? Guid.Parse(values[BeforeDistrict]) : null,
            });
            // What is stored need not be kept in memory; the import itself goes on.
            foreach (var stored in db.ChangeTracker.Entries<OfficeRecord>().Where(entry => entry.Entity is not Import).ToList())
            {
                stored.State = EntityState.Detached;
            }
        }

        return await db.Set<Voice>().CountAsync(cancellation) - before;
    }

    // What the row says, and the how manieth of this file it is that says just this.
    Guid FormOf(string[] values, Dictionary<string, int> seen)
    {
        // A district that a row does not name says nothing: the same file is the same before the office had districts and after.
        var text = $"{office.Id}\u001f{string.Join('\u001f', values.Take(BeforeDistrict))}{string.Concat(values.Skip(BeforeDistrict))}";
        seen[text] = seen.GetValueOrDefault(text) + 1;
        return VoiceRegister.FormOf(string.Create(CultureInfo.InvariantCulture, $"{text}\u001f{seen[text]}"));
    }
}

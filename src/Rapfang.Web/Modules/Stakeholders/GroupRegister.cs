using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Platform.Import;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Stakeholders;

/// <summary>Groups come in from a list, with the headings that the list goes out with. One of the same name that is in use is not added twice.</summary>
public sealed class GroupRegister(RapfangDb db, CurrentOffice office, TimeProvider clock, IStringLocalizer<Text> t) : IImportRegister
{
    public const string Name = "stakeholder-groups";

    public string Permission => StakeholdersModule.Manage;

    public Task<ImportTarget?> TargetAsync(Guid? subject) => Task.FromResult(subject is not null ? null : new ImportTarget(
        t["Groups"], $"/{office.Profile.Slug}/desk/stakeholders/groups", t["A list of groups: one row a group, the first row holds the headings."], [],
        [
            new("name", t["Name"]) { Required = true, AlsoCalled = ["ชื่อกลุ่ม", "กลุ่ม", "กลุ่มผู้รับบริการ", "Name", "Group"] },
            new("kind", t["Kind"])
            {
                Required = true, AlsoCalled = ["ประเภท", "Kind"],
                Choices = [.. Enum.GetValues<StakeholderKind>().Select(kind => (kind.ToString(), t["StakeholderKind." + kind].Value))],
            },
            new("segment", t["Segment"]) { AlsoCalled = ["กลุ่มย่อย", "ลักษณะ", "Segment"] },
            new("size", t["People"]) { AlsoCalled = ["จำนวน", "จำนวนคน", "คน", "People", "Size"], Longest = 11 },
            new("place", t["Where they are"]) { AlsoCalled = ["ที่อยู่", "พื้นที่", "Where"], Longest = 500 },
            new("reach", t["How to reach them"]) { AlsoCalled = ["วิธีติดต่อ", "การติดต่อ", "How to reach"], Longest = 500 },
        ]));

    public async Task<long> StoreAsync(NpgsqlConnection connection, Guid? subject, IEnumerable<ImportRow> rows, CancellationToken cancellation)
    {
        var known = await db.Set<StakeholderGroup>().AsNoTracking().ToListAsync(cancellation);
        var here = known.Where(group => group.UntilDate is null).Select(group => ThaiText.Normalise(group.Name)).ToHashSet(StringComparer.Ordinal);
        var number = known.Select(group => group.Number).DefaultIfEmpty(0).Max();
        long added = 0;
        foreach (var row in rows.Where(row => here.Add(ThaiText.Normalise(row.Values[0]))))
        {
            var group = new StakeholderGroup
            {
                Number = ++number, Name = row.Values[0], Kind = Enum.Parse<StakeholderKind>(row.Values[1]), Segment = row.Values[2],
                Size = People(row.Values[3]), Place = row.Values[4], Reach = row.Values[5], FromDate = clock.Today(),
            };
            db.Add(group);
            db.Tell("stakeholder-group.added", group);
            added++;
        }

        await db.SaveChangesAsync(cancellation);
        return added;
    }

    // "1,480 คน", "๑๒๐": what is no number is not known.
    static int? People(string text) =>
        int.TryParse(string.Concat(ThaiDigits.ToArabic(text).Where(char.IsAsciiDigit)), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 ? size : null;
}

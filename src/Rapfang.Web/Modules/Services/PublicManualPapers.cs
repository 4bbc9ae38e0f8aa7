using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Files;
using Rapfang.Thai;

namespace Rapfang.Modules.Services;

/// <summary>The public manual on paper: cover, preface, contents, the office, each service, pictures (seed S2-112).</summary>
public sealed class PublicManualPapers(RapfangDb db, CurrentOffice current, PublicManuals manuals, FileUses uses, Photographs photographs)
{
    public const string Printed = "public-manual";

    /// <param name="which">The number of an edition.</param>
    public async Task<OfficialDocument?> OfAsync(string which) =>
        int.TryParse(which, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && await db.Set<PublicManualEdition>().AsNoTracking().SingleOrDefaultAsync(one => one.Number == number) is { } edition
            ? await OfAsync(edition) : null;

    /// <param name="pictures">Where a page takes the pictures from, without the file's id at the end; null to have their bytes in the document.</param>
    public async Task<OfficialDocument> OfAsync(PublicManualEdition edition, string? pictures = null)
    {
        var facts = edition.Facts ?? await manuals.FactsAsync();
        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == current.Id);
        var ids = facts.Services.Select(service => service.Id).ToList();
        var editions = (await db.Set<ServiceEdition>().AsNoTracking().Where(one => ids.Contains(one.ServiceId)).ToListAsync()).ToDictionary(one => (one.ServiceId, one.Number));
        var forms = await uses.NamesAsync(ServiceEdition.Forms);
        var standing = edition.PublishedOn is { } on ? $"ฉบับที่ {edition.Number} เผยแพร่วันที่ {ThaiDate.Long(on)}" : $"ฉบับที่ {edition.Number} (ร่าง ยังไม่เผยแพร่)";
        List<Block> blocks =
        [
            new Cover([facts.Office, .. new[] { facts.Address, Line("โทรศัพท์", facts.Phones), Line("อีเมล", facts.Email), facts.Website }.Where(line => line.Length > 0)], standing)
            {
                Emblem = office.Logo is { } logo ? new DocumentImage(logo, office.LogoType!, $"ตราของ{office.Name}") : null,
            },
            new Heading(1, "คำนำ"), .. Paragraphs(edition.Words.Preface), new SignatureBlock(facts.Head?.Name, facts.Head?.Position ?? "ผู้อำนวยการสำนักงาน"), new PageBreak(),
            new Contents("สารบัญ"), new PageBreak(),
            new Heading(1, "ข้อมูลเกี่ยวกับสำนักงาน"), .. Paragraphs(edition.Words.About),
            new Heading(2, "บทบาทหน้าที่"), .. Listed(edition.Words.Duties),
            new Heading(2, "วิสัยทัศน์"), .. Paragraphs(edition.Words.Vision), new Heading(2, "พันธกิจ"), .. Listed(edition.Words.Mission), new Heading(2, "ค่านิยมองค์การ"), .. Listed(edition.Words.Values),
            new PageBreak(), new Heading(1, "โครงสร้างองค์การ"), new StructureChart($"โครงสร้างของ{facts.Office}", Leads(facts.Head), facts.Groups),
            new Heading(1, "บุคลากรผู้ปฏิบัติงาน"),
            new Table("บัญชีรายชื่อผู้ปฏิบัติงาน", [new("ที่", 0.6, Align.Center), new("ชื่อ", 3), new("ตำแหน่ง", 3), new("กลุ่ม/หน่วย", 3)],
                [.. facts.Staff.Select((one, n) => new Row([Ordinal(n), new(one.Name), new(one.Position), new(one.Group)]))]),
            new PageBreak(), new Heading(1, "ขอบเขตการให้บริการ"),
            new Table("เรื่องที่ให้บริการ", [new("ที่", 0.6, Align.Center), new("เรื่อง", 5), new("ระยะเวลามาตรฐาน", 2), new("ผู้รับผิดชอบ", 3)],
                [.. Each().Select((one, n) => new Row([Ordinal(n), new(one.Edition.Name), new(one.Edition.DeclaredAmount is { } declared ? ServiceView.Thai(declared, one.Edition.DeclaredUnit) : "–"), new(one.Group)]))]),
        ];
        foreach (var (service, group) in Each())
        {
            blocks.AddRange([new PageBreak(), new Heading(1, $"เรื่อง {service.Name}"), .. ServicePapers.Blocks(edition.Layout, facts.Office, service, group, [.. forms[service.Id]])]);
        }

        blocks.AddRange([new PageBreak(), new Heading(1, "ภาคผนวก"), new Heading(2, "คำอธิบายสัญลักษณ์ในผังขั้นตอน"), new ProcessLegend(), .. await PicturesAsync(edition, pictures)]);
        return new OfficialDocument("คู่มือการให้บริการประชาชน", blocks, office.ThaiDigits ? DigitStyle.Thai : DigitStyle.Arabic)
        {
            FileName = string.Create(CultureInfo.InvariantCulture, $"public-manual-{edition.Number}"), FooterText = $"คู่มือการให้บริการประชาชน · {facts.Office} · {standing}",
        };

        IEnumerable<(ServiceEdition Edition, string Group)> Each() => facts.Services.Select(service => (editions[(service.Id, service.Edition)], service.Group));
    }

    async Task<IReadOnlyList<Block>> PicturesAsync(PublicManualEdition edition, string? url)
    {
        const string Title = "ภาพกิจกรรมการให้บริการ";
        var kept = (await uses.OfAsync(edition.AsSubject(PublicManualEdition.Pictures))).Where(used => used.File.IsImage).Select(used => used.File).ToList();
        return url is null ? await photographs.OfAsync(Title, kept.Select(file => (file, file.Caption)))
            : kept.Count > 0 ? [new Heading(2, Title), .. kept.Select(file => new Photograph(file.Caption, null, url + file.Id))]
            : [];
    }

    static string Leads(ManualPerson? head) => head is null ? "ผู้อำนวยการสำนักงาน" : $"{head.Position}\n{head.Name}";

    static string Line(string what, string text) => text.Length > 0 ? $"{what} {text}" : "";

    static IEnumerable<Block> Paragraphs(string text) => ServiceView.Lines(text) is { Count: > 0 } lines ? lines.Select(line => new Paragraph(line)) : [new Paragraph("–")];

    static IEnumerable<Block> Listed(string text) => ServiceView.Lines(text) is { Count: > 1 } lines ? [new BulletList(lines, Numbered: true)] : Paragraphs(text);

    static Cell Ordinal(int n) => new((n + 1).ToString(CultureInfo.InvariantCulture), n + 1, "0");
}

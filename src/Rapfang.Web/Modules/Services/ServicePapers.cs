using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Office;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Files;
using Rapfang.Platform.Flow;
using Rapfang.Thai;

namespace Rapfang.Modules.Services;

/// <summary>Which of the two layouts of a service's page.</summary>
public enum ServiceLayout
{
    /// <summary>Of the guideline (seeds S2-113 to S2-117).</summary>
    Guideline,

    /// <summary>Of the manual that the act of 2558 asks for (section 7).</summary>
    Act,
}

/// <summary>The page of a service on paper, from one edition.</summary>
public sealed class ServicePapers(RapfangDb db, CurrentOffice current, FileUses uses)
{
    public const string Printed = "service";

    /// <param name="which">Id of the service, number of the edition and layout, with colons.</param>
    public async Task<OfficialDocument?> OfAsync(string which) =>
        which.Split(':') is [var service, var number, var layout] && Guid.TryParse(service, out var id) && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var edition)
        && Enum.TryParse<ServiceLayout>(layout, out var laid) && await db.Set<ServiceEdition>().AsNoTracking().SingleOrDefaultAsync(one => one.ServiceId == id && one.Number == edition) is { } found
            ? await OfAsync(found, laid) : null;

    public async Task<OfficialDocument> OfAsync(ServiceEdition edition, ServiceLayout layout)
    {
        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == current.Id);
        var group = await db.Set<Group>().Where(one => one.Id == edition.GroupId).Select(one => one.Name).SingleAsync();
        var forms = (await uses.OfAsync(edition.AsSubject())).Select(used => used.File.Shown).ToList();
        return new OfficialDocument(layout == ServiceLayout.Act ? $"คู่มือสำหรับประชาชน: {edition.Name}" : $"เรื่อง {edition.Name}", [.. Blocks(layout, office.Name, edition, group, forms)],
            office.ThaiDigits ? DigitStyle.Thai : DigitStyle.Arabic)
        {
            FileName = string.Create(CultureInfo.InvariantCulture, $"service-{edition.Number}{(layout == ServiceLayout.Act ? "-2558" : "")}"), FooterText = $"{office.Name} · {Edition(edition)}",
        };
    }

    static string Edition(ServiceEdition edition) => $"ฉบับที่ {edition.Number} " + (edition.PublishedOn is { } on ? $"เผยแพร่วันที่ {ThaiDate.Long(on)}" : "(ร่าง ยังไม่เผยแพร่)");

    /// <summary>What is said of a service, without its heading.</summary>
    /// <param name="forms">Names of the forms to fetch.</param>
    internal static IEnumerable<Block> Blocks(ServiceLayout layout, string office, ServiceEdition edition, string group, IReadOnlyList<string> forms) =>
        layout == ServiceLayout.Act ? Act(office, edition, group, forms) : Guideline(office, edition, group, forms);

    static IEnumerable<Block> Guideline(string office, ServiceEdition edition, string group, IReadOnlyList<string> forms)
    {
        yield return new Paragraph($"{office}\n{group}", Indent: false);
        if (edition.About.Length > 0)
        {
            yield return new Paragraph(edition.About);
        }

        yield return new Paragraph($"ผู้มีสิทธิขอรับบริการ: {Dash(edition.WhoMayAsk)}", Indent: false);
        yield return new Paragraph($"สถานที่และช่องทาง: {Where(edition)}", Indent: false);
        yield return Steps(edition);
        yield return new Paragraph(Time(edition), Indent: false);
        if (edition.Steps.Count > 0)
        {
            yield return new ProcessChart("ผังขั้นตอนการให้บริการ", edition.Flow, ServiceView.Layout(edition.Steps, edition.Chart));
        }

        foreach (var block in Documents(edition))
        {
            yield return block;
        }

        yield return new Paragraph($"ค่าธรรมเนียม: {Dash(edition.Fee)}", Indent: false);
        foreach (var block in Listed("แบบฟอร์ม", forms).Concat(Listed("เจ้าหน้าที่ผู้รับผิดชอบ", Officers(edition), numbered: true)).Concat(Listed("ข้อพึงระวัง", ServiceView.Lines(edition.Cautions)))
                     .Concat(Listed("หมายเหตุ", ServiceView.Lines(edition.Notes))).Concat(Listed("กฎหมายที่เกี่ยวข้อง", ServiceView.Lines(edition.Law))))
        {
            yield return block;
        }
    }

    static IEnumerable<Block> Act(string office, ServiceEdition edition, string group, IReadOnlyList<string> forms)
    {
        (string Heading, Func<IEnumerable<Block>> Blocks)[] parts =
        [
            ("ชื่อกระบวนงานและหน่วยงานเจ้าของ", () => [Words(edition.Name), Words($"{group} {office}")]),
            ("กฎหมายที่ให้อำนาจหรือที่เกี่ยวข้อง", () => Paragraphs(edition.Law)),
            ("ช่องทางการให้บริการ", () => [Words(Where(edition))]),
            ("หลักเกณฑ์ วิธีการ และเงื่อนไขในการยื่นคำขอ", () => Paragraphs($"{edition.About}\nผู้มีสิทธิยื่นคำขอ: {Dash(edition.WhoMayAsk)}\n{edition.Conditions}")),
            ("ขั้นตอน ระยะเวลา และส่วนที่รับผิดชอบ", () =>
            [
                new Table(
                    null, [new("ลำดับ", 0.85, Align.Center), new("รายละเอียดของขั้นตอนการบริการ", 3.4), new("ระยะเวลา", 1.2), new("ส่วนที่รับผิดชอบ", 1.8), new("หมายเหตุ", 1.6)],
                    [.. edition.Steps.Select((step, n) => new Row([Ordinal(n), new(step.Text), new(StepTime(step)), new(Dash(step.Responsible)), new(Remark(edition, step))]))]),
                Words(Time(edition)),
            ]),
            ("รายการเอกสาร หลักฐานประกอบ", () => Documents(edition)),
            ("ค่าธรรมเนียม", () => [Words(Dash(edition.Fee))]),
            ("เจ้าหน้าที่ผู้รับผิดชอบ", () => Officers(edition) is { Count: > 0 } officers ? [new BulletList(officers, Numbered: true)] : [Words("–")]),
            ("ช่องทางการร้องเรียน แนะนำบริการ", () => Paragraphs(edition.Complaints)),
            ("ตัวอย่างแบบฟอร์ม", () => forms.Count > 0 ? [new BulletList(forms)] : [Words("–")]),
            ("หมายเหตุ", () => Paragraphs($"{edition.Cautions}\n{edition.Notes}")),
            ("วันที่เผยแพร่", () => [Words(Edition(edition))]),
        ];
        return parts.SelectMany((part, n) => part.Blocks().Prepend(new Heading(2, string.Create(CultureInfo.InvariantCulture, $"{n + 1}. {part.Heading}"))));
    }

    /// <summary>Steps before, while and after side by side where they are told so (seed S2-115); else steps, evidence, time (seed S2-113).</summary>
    static Table Steps(ServiceEdition edition)
    {
        var phases = new[] { ServicePhase.Before, ServicePhase.During, ServicePhase.After };
        if (edition.Steps.All(step => step.Phase != ServicePhase.None) && edition.Steps.Count > 0)
        {
            var columns = phases.Select((phase, p) => edition.Steps.Where(step => step.Phase == phase).Select((step, n) => string.Create(CultureInfo.InvariantCulture, $"{p + 1}.{n + 1} {step.Text}") + Behind(step)).ToList()).ToList();
            return new(
                "ขั้นตอนการให้บริการ", [new("ก่อนดำเนินการ"), new("ขณะดำเนินการ"), new("หลังดำเนินการ")],
                [.. Enumerable.Range(0, columns.Max(column => column.Count)).Select(n => new Row([.. columns.Select(column => new Cell(n < column.Count ? column[n] : ""))]))]);
        }

        return new(
            "ขั้นตอนการให้บริการ", [new("ขั้นตอน", 0.9, Align.Center), new("การดำเนินการ", 3), new("รายละเอียด/หลักฐาน", 2.6), new("ระยะเวลา", 1.2)],
            [.. edition.Steps.Select((step, n) => new Row([Ordinal(n), new(step.Text + Remarks(edition, step)), new(Dash(step.Evidence)), new(StepTime(step))]))])
        {
            Note = edition.Steps.Any(step => step.Outside) ? "* ขั้นตอนของหน่วยงานภายนอก ระยะเวลาขึ้นอยู่กับความยากง่ายของเรื่องและหน่วยงานนั้น" : null,
        };

        static string Behind(ServiceStep step) => (step.Amount is null ? "" : $" ({StepTime(step)})") + (step.Responsible.Length > 0 ? $"\nผู้รับผิดชอบ: {step.Responsible}" : "");
    }

    static string StepTime(ServiceStep step) => step.Outside ? (step.Amount is { } about ? $"ประมาณ {ServiceView.Thai(about, step.Unit)} *" : "*") : step.Amount is { } amount ? ServiceView.Thai(amount, step.Unit) : "–";

    static string Remarks(ServiceEdition edition, ServiceStep step) => Remark(edition, step) is { Length: > 0 } remark ? $"\n({remark})" : "";

    static string Remark(ServiceEdition edition, ServiceStep step) => string.Join("; ", new[]
    {
        step.Symbol == StepSymbol.Decision && step.IfNot is { } other ? $"หาก{(step.No.Length > 0 ? step.No : "ไม่ใช่")} ไปขั้นตอนที่ {other}" : "",
        step.Then is { } then && then <= edition.Steps.Count ? $"แล้วไปขั้นตอนที่ {then}" : "", step.Alongside ? "ทำพร้อมกับขั้นตอนก่อนหน้า" : "", step.Outside ? "หน่วยงานภายนอก" : "",
    }.Where(part => part.Length > 0));

    static string Time(ServiceEdition edition) =>
        $"ระยะเวลามาตรฐาน {(edition.DeclaredAmount is { } declared ? ServiceView.Thai(declared, edition.DeclaredUnit) : "ยังไม่กำหนด")}" + (edition.Totals.Most == FlowTime.None ? "" : $" · ตามขั้นตอน{edition.Totals.Words.Thai}");

    static IEnumerable<Block> Documents(ServiceEdition edition)
    {
        if (edition.Documents.Count == 0)
        {
            yield return new Paragraph(edition.NoDocuments ? "เอกสารหลักฐาน: ไม่ต้องใช้เอกสาร" : "เอกสารหลักฐาน: –", Indent: false);
            yield break;
        }

        yield return new Table(
            "เอกสารหลักฐานที่ต้องใช้", [new("ที่", 0.5, Align.Center), new("ชื่อเอกสาร", 3.2), new("ฉบับจริง", 0.8, Align.Right), new("สำเนา", 0.8, Align.Right), new("ผู้ออกเอกสาร", 1.3), new("หมายเหตุ", 1.6)],
            [.. edition.Documents.Select((one, n) => new Row([Ordinal(n), new(one.Name), Count(one.Originals), Count(one.Copies), new(one.ByState ? "ส่วนราชการ" : "เอกชนหรือผู้ขอ"), new(one.Note)]))])
        {
            Note = "เจ้าหน้าที่จะไม่เรียกเอกสารอื่นนอกจากรายการนี้",
        };

        static Cell Count(int copies) => new(copies == 0 ? "–" : copies.ToString(CultureInfo.InvariantCulture), copies, "0");
    }

    /// <summary>Where and by which ways, in one line.</summary>
    public static string Where(ServiceEdition edition) => string.Join(" · ", new[]
    {
        string.Join(", ", edition.WayList.Select(way => way switch { ServiceWay.Counter => "ติดต่อด้วยตนเอง", ServiceWay.Post => "ไปรษณีย์", ServiceWay.Email => "อีเมล", _ => "ออนไลน์" })), edition.Place, edition.Online,
    }.Where(part => part.Length > 0));

    static List<string> Officers(ServiceEdition edition) => [.. edition.Officers.Select(one => $"{one.Name} {one.Position}".Trim() + (one.Phone.Length > 0 ? $" โทรศัพท์ {ServiceView.Public(one.Phone)}" : ""))];

    static IEnumerable<Block> Listed(string heading, IReadOnlyList<string> lines, bool numbered = false) => lines.Count == 0 ? [] : [new Heading(3, heading), new BulletList(lines, numbered)];

    static IEnumerable<Block> Paragraphs(string text) => ServiceView.Lines(text) is { Count: > 0 } lines ? lines.Select(Words) : [Words("–")];

    static Paragraph Words(string text) => new(text, Indent: false);

    static Cell Ordinal(int n) => new((n + 1).ToString(CultureInfo.InvariantCulture), n + 1, "0");

    static string Dash(string text) => text.Length > 0 ? text : "–";
}

namespace Rapfang.Modules.Manuals;

/// <summary>The outlines of manuals, worded as the guidelines print them.</summary>
public static class ManualParts
{
    static readonly ManualPart[] Nine =
    [
        ManualPart.Name, ManualPart.Objective, ManualPart.Scope, ManualPart.Definitions, ManualPart.Steps, ManualPart.Flow, ManualPart.Forms, ManualPart.References, ManualPart.Standard,
    ];

    static readonly ManualPart[] Fifteen =
    [
        ManualPart.Preface, ManualPart.Objective, ManualPart.Scope, ManualPart.Goals, ManualPart.Definitions, ManualPart.Duties, ManualPart.Steps, ManualPart.Times, ManualPart.References,
        ManualPart.Forms, ManualPart.Responsible, ManualPart.Monitoring, ManualPart.Makers, ManualPart.Revisions, ManualPart.Laws,
    ];

    // Made of the steps, of who signed, of the versions; nobody writes them.
    static readonly HashSet<ManualPart> Made = [ManualPart.Name, ManualPart.Flow, ManualPart.Standard, ManualPart.Times, ManualPart.Responsible, ManualPart.Makers, ManualPart.Revisions];

    /// <summary>The parts of an outline in their order.</summary>
    public static IReadOnlyList<ManualPart> Of(ManualOutline outline) => outline == ManualOutline.Nine ? Nine : Fifteen;

    /// <summary>Whether somebody writes it; the others are made of the steps, the signatures, the versions.</summary>
    public static bool IsWritten(ManualPart part) => !Made.Contains(part);

    /// <summary>The printed heading.</summary>
    public static string Heading(ManualOutline outline, ManualPart part) => (outline, part) switch
    {
        (ManualOutline.Nine, ManualPart.Name) => "ชื่องาน",
        (ManualOutline.Nine, ManualPart.Objective) => "วัตถุประสงค์",
        (ManualOutline.Nine, ManualPart.Scope) => "ขอบเขตของงาน",
        (ManualOutline.Nine, ManualPart.Definitions) => "คำจำกัดความ",
        (ManualOutline.Nine, ManualPart.Steps) => "ขั้นตอนการปฏิบัติงาน",
        (ManualOutline.Nine, ManualPart.Flow) => "Flow Chart การปฏิบัติงาน",
        (ManualOutline.Nine, ManualPart.Forms) => "แบบฟอร์มที่ใช้",
        (ManualOutline.Nine, ManualPart.References) => "เอกสาร/หลักฐานอ้างอิง",
        (ManualOutline.Nine, ManualPart.Standard) => "สรุปมาตรฐานงาน",
        (_, ManualPart.Preface) => "คำนำ",
        (_, ManualPart.Objective) => "วัตถุประสงค์ของการจัดทำคู่มือการปฏิบัติงาน",
        (_, ManualPart.Scope) => "ขอบเขตลักษณะงาน/ข้อกำหนดสำคัญของงาน",
        (_, ManualPart.Goals) => "เป้าหมายของงาน",
        (_, ManualPart.Definitions) => "คำจำกัดความ/อธิบายคำย่อ",
        (_, ManualPart.Duties) => "หน้าที่ความรับผิดชอบ",
        (_, ManualPart.Steps) => "ขั้นตอนการปฏิบัติ/รายละเอียดที่ต้องดำเนินการในแต่ละกิจกรรม/คำอธิบายการใช้สัญลักษณ์ในกระบวนการ",
        (_, ManualPart.Times) => "มาตรฐานเวลาในแต่ละขั้นตอน",
        (_, ManualPart.References) => "กฎหมาย ระเบียบ เอกสารอ้างอิง",
        (_, ManualPart.Forms) => "แบบฟอร์มที่ใช้",
        (_, ManualPart.Responsible) => "ผู้รับผิดชอบในแต่ละขั้นตอน",
        (_, ManualPart.Monitoring) => "การติดตามประเมินผล",
        (_, ManualPart.Makers) => "ผู้จัดทำ/คณะผู้จัดทำ ผู้ทบทวน ผู้อนุมัติ",
        (_, ManualPart.Revisions) => "การปรับปรุงแก้ไขคู่มือปฏิบัติงาน",
        (_, ManualPart.Laws) => "กฎหมาย ระเบียบที่เกี่ยวข้อง",
        _ => "",
    };
}

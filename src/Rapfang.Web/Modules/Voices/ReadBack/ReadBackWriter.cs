using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Listening;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices.ReadBack;

/// <summary>Writes the paper that is read out and signed. Names are written by hand: who spoke stays sealed.</summary>
public sealed class ReadBackWriter(RapfangDb db, CurrentOffice current)
{
    /// <summary>The kind of its documents, for <see cref="PdfJob"/>; which one is the case's id.</summary>
    public const string Printed = "voice-read-back";

    public async Task<OfficialDocument?> WriteAsync(string which)
    {
        var id = Guid.Parse(which);
        var voice = await db.Set<Voice>().AsNoTracking().SingleAsync(known => known.Id == id);
        var channel = await db.Set<Channel>().AsNoTracking().SingleAsync(known => known.Id == voice.ChannelId);
        var office = await db.Set<Office.Office>().AsNoTracking().SingleAsync(known => known.Id == current.Id);
        var byTelephone = channel.Way == ChannelWay.Telephone;
        List<Block> blocks =
        [
            new Paragraph(office.Name, Indent: false),
            new Paragraph($"เลขที่เรื่อง {voice.Number}     วันที่รับเรื่อง {ThaiDate.Long(voice.ReceivedOn)}     ช่องทาง {channel.Name}", Indent: false),
            new Paragraph($"เรื่อง {voice.Subject}", Indent: false),
            .. Part("ถ้อยคำของผู้แจ้ง", voice.What),
            .. Part("สถานที่เกิดเหตุ", voice.Place),
            .. Part("วันเวลาที่เกิดเหตุ", voice.Happened),
            .. Part("ความประสงค์ของผู้แจ้ง", voice.Wish),
            new Paragraph(byTelephone
                ? "เจ้าหน้าที่อ่านข้อความข้างต้นให้ผู้แจ้งฟังทางโทรศัพท์แล้ว ผู้แจ้งรับว่าถูกต้องตรงตามที่แจ้งไว้"
                : "เจ้าหน้าที่อ่านข้อความข้างต้นให้ข้าพเจ้าฟังแล้ว ข้าพเจ้ารับว่าถูกต้องตรงตามที่แจ้งไว้ จึงลงลายมือชื่อไว้เป็นหลักฐาน"),
            .. byTelephone ? [] : new[] { new SignatureBlock(null, "ผู้แจ้งเรื่อง") },
            new SignatureBlock(null, "ผู้อ่าน"),
            new SignatureBlock(null, "เจ้าหน้าที่ผู้รับเรื่อง"),
        ];
        return new OfficialDocument("บันทึกการรับเรื่อง", blocks, office.ThaiDigits ? DigitStyle.Thai : DigitStyle.Arabic) { FileName = "read-back-" + voice.Id.ToString("N")[..8] };

        static IEnumerable<Block> Part(string heading, VoiceText text) => text.IsEmpty ? [] : [new Heading(3, heading), .. text.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new Paragraph(line))];
    }
}

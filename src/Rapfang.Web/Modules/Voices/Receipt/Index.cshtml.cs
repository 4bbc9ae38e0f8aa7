using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Documents;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices.Receipt;

/// <summary>Number and secret code, to write down or print. Shown for half an hour to whom sent the form, and to nobody else.</summary>
[AllowAnonymous]
public sealed class IndexModel(RapfangDb db, VoiceRegister register, SpeakerPass pass, CurrentOffice office) : PageModel
{
    public VoiceReceipt Receipt { get; private set; } = null!;

    public DateOnly ReceivedOn { get; private set; }

    public DateOnly? AnswerDue { get; private set; }

    /// <summary>The paper to print; it needs no script.</summary>
    public string Html => PrintHtml.Render(
        new(
            "ใบรับเรื่อง",
            [
                new Paragraph(office.Profile.Name, Indent: false),
                new Table(null, [new("รายการ", 2), new("", 4)],
                [
                    new([new("เลขที่เรื่อง"), new(Receipt.Number)]),
                    new([new("รหัสลับ"), new(Receipt.Code)]),
                    new([new("วันที่รับเรื่อง"), new(ThaiDate.Long(ReceivedOn))]),
                    .. AnswerDue is { } due ? [new Row([new("ได้รับคำตอบครั้งแรกภายใน"), new(ThaiDate.Long(due))])] : Array.Empty<Row>(),
                    new([new("ติดตามเรื่องที่"), new($"{Request.Scheme}://{Request.Host}/{office.Profile.Slug}/voice/follow")]),
                ]),
                new Paragraph("เก็บใบนี้ไว้กับตัว ผู้ที่ไม่มีรหัสลับเปิดดูเรื่องของท่านไม่ได้ และสำนักงานค้นรหัสลับให้ใหม่ไม่ได้", Indent: false),
            ]),
        new PrintHtmlOptions(office.Profile.HasLogo ? $"/{office.Profile.Slug}/logo" : null));

    public async Task<IActionResult> OnGetAsync()
    {
        Response.Headers.CacheControl = "no-store";
        if (pass.Read() is not { Code.Length: > 0 } receipt
            || await db.Set<Voice>().AsNoTracking().SingleOrDefaultAsync(voice => voice.Id == receipt.Id) is not { } voice)
        {
            return Redirect($"/{office.Profile.Slug}/voice/follow");
        }

        Receipt = receipt;
        ReceivedOn = voice.ReceivedOn;
        AnswerDue = await register.DueAsync(voice);
        return Page();
    }

    /// <summary>On a device that others use too.</summary>
    public IActionResult OnPostLeave()
    {
        pass.End();
        return Redirect("/" + office.Profile.Slug);
    }
}

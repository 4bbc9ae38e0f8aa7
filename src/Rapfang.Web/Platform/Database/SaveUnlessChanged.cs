using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Rapfang.Platform.Database;

public static class SaveUnlessChanged
{
    /// <summary>Saves; of two who changed the same record, or added the same, at once the second is told, and nothing of theirs is stored.</summary>
    /// <exception cref="RuleBroken">Somebody else changed it meanwhile.</exception>
    public static async Task SaveUnlessChangedAsync(this RapfangDb db)
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw ChangedMeanwhile();
        }
    }

    /// <summary>What the second one is told.</summary>
    public static RuleBroken ChangedMeanwhile() => new(
        "มีผู้อื่นแก้ไขรายการนี้ระหว่างที่ท่านเปิดหน้าอยู่ ยังไม่ได้บันทึกของท่าน สิ่งที่พิมพ์ไว้ยังอยู่ โปรดเปิดหน้านี้ใหม่ในอีกหน้าต่างหนึ่งเพื่อดูก่อน",
        "Somebody else changed this while you had it open. Nothing of yours was saved; what you typed is still here. Open the page in another window and look first.");
}

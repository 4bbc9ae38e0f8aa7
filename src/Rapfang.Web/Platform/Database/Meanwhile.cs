using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Rapfang.Platform.Database;

/// <summary>Two people at the same record: the second is told, and nothing of the first is lost.</summary>
public static class Meanwhile
{
    /// <exception cref="RuleBroken">Somebody else changed a record meanwhile, or stored the same at this moment.</exception>
    public static async Task SaveUnlessChangedAsync(this RapfangDb db)
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw Changed();
        }
    }

    public static RuleBroken Changed() => new(
        "มีผู้อื่นแก้ไขรายการนี้ระหว่างที่ท่านเปิดหน้าอยู่ ยังไม่ได้บันทึกของท่าน สิ่งที่พิมพ์ไว้ยังอยู่ โปรดเปิดหน้านี้ใหม่ในอีกหน้าต่างหนึ่งเพื่อดูก่อน",
        "Somebody else changed this while you had it open. Nothing of yours was saved; what you typed is still here. Open the page in another window and look first.");
}

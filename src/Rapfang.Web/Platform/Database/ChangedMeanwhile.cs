using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Rapfang.Platform.Database;

/// <summary>Nobody writes over what another wrote while a page was open.</summary>
public static class ChangedMeanwhile
{
    /// <summary>What the later one is told.</summary>
    public static RuleBroken Refusal() => new(
        "มีผู้อื่นแก้ไขรายการนี้ระหว่างที่ท่านเปิดหน้าอยู่ ยังไม่ได้บันทึกของท่าน สิ่งที่พิมพ์ไว้ยังอยู่ โปรดเปิดหน้านี้ใหม่ในอีกหน้าต่างหนึ่งเพื่อดูก่อน",
        "Somebody else changed this while you had it open. Nothing of yours was saved; what you typed is still here. Open the page in another window and look first.");

    /// <summary>Saves, unless a record with a version was changed since it was read, or another stored the same at this moment.</summary>
    /// <exception cref="RuleBroken">It was.</exception>
    public static async Task SaveUnlessChangedAsync(this RapfangDb db)
    {
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e) when (e is DbUpdateConcurrencyException || e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw Refusal();
        }
    }
}

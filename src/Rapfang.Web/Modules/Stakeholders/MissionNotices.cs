using Rapfang.Modules.Office;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Notifications;

namespace Rapfang.Modules.Stakeholders;

/// <summary>Tells those concerned that an analysis waits for them, or what became of theirs. Stored with the change it tells of.</summary>
public sealed class MissionNotices(Staff staff, CurrentOffice office, CurrentActor actor, Permissions permissions, NoticeBoard board)
{
    public Task TellSubmittedAsync(MissionAnalysis analysis) => TellAsync(
        analysis, one => permissions.Holds(one.Roles, StakeholdersModule.Approve),
        $"พันธกิจและกลุ่มผู้รับบริการ ปีงบประมาณ {analysis.Year} เสนอรอการอนุมัติ", $"Missions and stakeholders of fiscal year {analysis.Year} wait for your approval");

    public Task TellReturnedAsync(MissionAnalysis analysis) => TellAsync(
        analysis, one => one.PersonId == analysis.SubmittedBy,
        $"ผู้อำนวยการส่งพันธกิจและกลุ่มผู้รับบริการ ปีงบประมาณ {analysis.Year} กลับให้แก้ไข", $"Missions and stakeholders of fiscal year {analysis.Year} came back to be mended");

    public Task TellApprovedAsync(MissionAnalysis analysis) => TellAsync(
        analysis, one => one.PersonId == analysis.SubmittedBy,
        $"ผู้อำนวยการอนุมัติพันธกิจและกลุ่มผู้รับบริการ ปีงบประมาณ {analysis.Year} แล้ว", $"Missions and stakeholders of fiscal year {analysis.Year} are approved");

    async Task TellAsync(MissionAnalysis analysis, Func<Colleague, bool> isToldOf, string thai, string english)
    {
        foreach (var user in (await staff.InForceAsync()).Where(isToldOf).SelectMany(one => one.Users).Distinct().Where(user => user != actor.UserId))
        {
            await board.TellAsync(user, thai, english, $"/{office.Profile.Slug}/desk/stakeholders?year={analysis.Year}");
        }
    }
}

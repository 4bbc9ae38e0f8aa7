using Rapfang.Modules.Office;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Stakeholders;

/// <summary>Tells those concerned that an analysis waits for them, or what became of theirs. Stored with the change it tells of.</summary>
public sealed class MissionNotices(Staff staff, Permissions permissions)
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

    Task TellAsync(MissionAnalysis analysis, Func<Colleague, bool> who, string thai, string english) => staff.TellAsync(who, thai, english, $"/stakeholders?year={analysis.Year}");
}

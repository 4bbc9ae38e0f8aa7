using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Search;
using Rapfang.Platform;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Office;

/// <summary>The eight groups of an area office (seed S0-004), and a kind for what other offices have.</summary>
public enum GroupKind
{
    GeneralAffairs,
    Personnel,
    PolicyAndPlan,
    EducationPromotion,
    Supervision,
    FinanceAndAssets,
    InternalAudit,
    PrivateSchools,
    Other,
}

/// <summary>A group or unit (กลุ่ม/หน่วย) of an office.</summary>
public sealed class Group : OfficeRecord, IEffective, ISearchable
{
    public GroupKind Kind { get; private set; }

    public string Name { get; private set; } = "";

    public DateOnly FromDate { get; private set; }

    public DateOnly? UntilDate { get; private set; }

    /// <summary>Sets up a group.</summary>
    /// <exception cref="RuleBroken">A private-school group in a secondary area office (seed S0-003).</exception>
    public static Group SetUp(OfficeKind office, GroupKind kind, string name, DateOnly from)
    {
        if (office == OfficeKind.SecondaryArea && kind == GroupKind.PrivateSchools)
        {
            throw new RuleBroken(
                "สพม. ไม่มีกลุ่มส่งเสริมสถานศึกษาเอกชน", "A secondary area office has no private-school group.", "Input.Kind");
        }

        return new Group { Kind = kind, Name = name.Trim(), FromDate = from };
    }

    public void Rename(string name) => Name = name.Trim();

    /// <summary>Ends the group; what it did stays.</summary>
    public void End(DateOnly lastDay) => UntilDate = Ending.Check(FromDate, lastDay);

    public SearchEntry Searched() => new(Name, OfficeModule.Read, "/office/groups", FromDate);

    /// <summary>The groups that an office of this kind starts with, named as in the seeds.</summary>
    public static IEnumerable<(GroupKind Kind, string Name)> Usual(OfficeKind office) => office switch
    {
        OfficeKind.PrimaryArea => AreaGroups,
        OfficeKind.SecondaryArea => AreaGroups.Where(group => group.Kind != GroupKind.PrivateSchools),
        _ => [],
    };

    static readonly (GroupKind Kind, string Name)[] AreaGroups =
    [
        (GroupKind.GeneralAffairs, "กลุ่มอำนวยการ"),
        (GroupKind.Personnel, "กลุ่มบริหารงานบุคคล"),
        (GroupKind.PolicyAndPlan, "กลุ่มนโยบายและแผน"),
        (GroupKind.EducationPromotion, "กลุ่มส่งเสริมการจัดการศึกษา"),
        (GroupKind.Supervision, "กลุ่มนิเทศ ติดตามและประเมินผลการจัดการศึกษา"),
        (GroupKind.FinanceAndAssets, "กลุ่มบริหารงานการเงินและสินทรัพย์"),
        (GroupKind.InternalAudit, "หน่วยตรวจสอบภายใน"),
        (GroupKind.PrivateSchools, "กลุ่มส่งเสริมสถานศึกษาเอกชน"),
    ];
}

public static class GroupItems
{
    /// <summary>The groups to choose from on a day.</summary>
    /// <param name="kept">The one that is chosen already; it stays though it has ended.</param>
    public static async Task<IReadOnlyList<SelectListItem>> GroupItemsAsync(this RapfangDb db, DateOnly day, Guid? kept = null)
    {
        var groups = await db.Set<Group>().AsNoTracking().Where(group => group.FromDate <= day && (group.UntilDate == null || group.UntilDate >= day) || group.Id == kept).OrderBy(group => group.Kind).ToListAsync();
        return [.. groups.Select(group => new SelectListItem(group.Name, group.Id.ToString()))];
    }
}

/// <summary>The rule for the last day of something that has effective dates.</summary>
public static class Ending
{
    /// <exception cref="RuleBroken">The last day lies before the first.</exception>
    public static DateOnly Check(DateOnly from, DateOnly lastDay) => lastDay >= from
        ? lastDay
        : throw new RuleBroken("วันสุดท้ายต้องไม่ก่อนวันเริ่ม", "The last day can not be before the first.", "Until");
}

sealed class GroupConfiguration : IEntityTypeConfiguration<Group>
{
    public void Configure(EntityTypeBuilder<Group> entity) => entity.ToTable("groups");
}

using System.ComponentModel.DataAnnotations;

namespace Rapfang.Modules.Stakeholders;

/// <summary>What is filled in of a group.</summary>
public sealed class GroupForm
{
    [Required(ErrorMessage = "Fill in this field."), StringLength(200)]
    public string Name { get; set; } = "";

    public StakeholderKind Kind { get; set; }

    [Range(1, 100_000_000, ErrorMessage = "A number from 1 to 100,000,000.")]
    public int? Size { get; set; }

    [StringLength(200)]
    public string? Segment { get; set; }

    [StringLength(500)]
    public string? Place { get; set; }

    [StringLength(500)]
    public string? Reach { get; set; }

    public static GroupForm Of(StakeholderGroup group) =>
        new() { Name = group.Name, Kind = group.Kind, Size = group.Size, Segment = group.Segment, Place = group.Place, Reach = group.Reach };

    public StakeholderGroup WriteTo(StakeholderGroup group)
    {
        (group.Name, group.Kind, group.Size) = (Name.Trim(), Kind, Size);
        (group.Segment, group.Place, group.Reach) = (Segment?.Trim() ?? "", Place?.Trim() ?? "", Reach?.Trim() ?? "");
        return group;
    }
}

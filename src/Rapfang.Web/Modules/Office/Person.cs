using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Search;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.PersonalData;

namespace Rapfang.Modules.Office;

/// <summary>Somebody who works in the office; may have an account to sign in with.</summary>
public sealed class Person : OfficeRecord, IEffective, ISearchable
{
    public Guid? UserId { get; private set; }

    public string Title { get; set; } = "";

    public string GivenName { get; set; } = "";

    public string FamilyName { get; set; } = "";

    public string Position { get; set; } = "";

    public Guid? GroupId { get; set; }

    public Sealed? Phone { get; set; }

    public Sealed? Email { get; set; }

    public DateOnly FromDate { get; init; }

    public DateOnly? UntilDate { get; private set; }

    public List<RoleAssignment> Roles { get; } = [];

    public string FullName => $"{Title}{GivenName} {FamilyName}".Trim();

    /// <summary>Name and position, as the list of people shows them; never telephone or address.</summary>
    public SearchEntry Searched() => new(FullName, OfficeModule.FindPeople, $"/office/people/{Id}", FromDate) { Text = Position };

    public void GiveAccount(Guid userId)
    {
        if (UserId is not null)
        {
            throw new RuleBroken("ผู้นี้มีบัญชีเข้าใช้อยู่แล้ว", "This person already has an account.");
        }

        UserId = userId;
    }

    /// <summary>Gives a role from a day on, by an order (คำสั่ง) where there is one.</summary>
    /// <exception cref="RuleBroken">They hold the role already.</exception>
    public RoleAssignment Assign(Role role, DateOnly from, string orderNumber = "")
    {
        if (Roles.Exists(held => held.Role == role && (held.UntilDate is null || held.UntilDate >= from)))
        {
            throw new RuleBroken("ผู้นี้มีบทบาทนี้อยู่แล้ว", "This person holds that role already.", "NewRole.Role");
        }

        var assignment = new RoleAssignment(Id, role, from, orderNumber.Trim());
        Roles.Add(assignment);
        return assignment;
    }

    /// <summary>Ends the person's time in the office, and with it their roles.</summary>
    public void End(DateOnly lastDay)
    {
        UntilDate = Ending.Check(FromDate, lastDay);
        foreach (var role in Roles.Where(role => role.UntilDate is null))
        {
            role.End(lastDay < role.FromDate ? role.FromDate : lastDay);
        }
    }
}

/// <summary>A role that somebody holds for a time.</summary>
public sealed class RoleAssignment : OfficeRecord, IEffective
{
    internal RoleAssignment(Guid personId, Role role, DateOnly fromDate, string orderNumber)
    {
        PersonId = personId;
        Role = role;
        FromDate = fromDate;
        OrderNumber = orderNumber;
    }

    public Guid PersonId { get; private set; }

    public Role Role { get; private set; }

    public string OrderNumber { get; private set; }

    public DateOnly FromDate { get; private set; }

    public DateOnly? UntilDate { get; private set; }

    public override Guid WholeId => PersonId;

    public void End(DateOnly lastDay) => UntilDate = Ending.Check(FromDate, lastDay);
}

sealed class PersonConfiguration : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> entity)
    {
        entity.ToTable("people");
        entity.Ignore(p => p.FullName);
        entity.HasMany(p => p.Roles).WithOne().HasForeignKey(r => new { r.OfficeId, r.PersonId });
    }
}

sealed class RoleAssignmentConfiguration : IEntityTypeConfiguration<RoleAssignment>
{
    public void Configure(EntityTypeBuilder<RoleAssignment> entity) => entity.ToTable("role_assignments");
}

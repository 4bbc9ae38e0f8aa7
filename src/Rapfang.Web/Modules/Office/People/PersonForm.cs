using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Rapfang.Modules.Office.People;

/// <summary>What is typed of a person.</summary>
public sealed class PersonForm
{
    [StringLength(40)]
    public string? Title { get; set; }

    [Required(ErrorMessage = "Fill in this field."), StringLength(100)]
    public string GivenName { get; set; } = "";

    [Required(ErrorMessage = "Fill in this field."), StringLength(100)]
    public string FamilyName { get; set; } = "";

    [StringLength(150)]
    public string? Position { get; set; }

    public Guid? GroupId { get; set; }

    [StringLength(40)]
    public string? Phone { get; set; }

    [EmailAddress(ErrorMessage = "This is not an e-mail address."), StringLength(100)]
    public string? Email { get; set; }

    public DateOnly? From { get; set; }

    [BindNever]
    public IReadOnlyList<SelectListItem> Groups { get; set; } = [];

    public static PersonForm Of(Person person) => new()
    {
        Title = person.Title, GivenName = person.GivenName, FamilyName = person.FamilyName, Position = person.Position,
        GroupId = person.GroupId, Phone = person.Phone, Email = person.Email,
    };

    public void Write(Person person)
    {
        person.Title = Title?.Trim() ?? "";
        person.GivenName = GivenName.Trim();
        person.FamilyName = FamilyName.Trim();
        person.Position = Position?.Trim() ?? "";
        person.GroupId = GroupId;
        person.Phone = Phone?.Trim() ?? "";
        person.Email = Email?.Trim() ?? "";
    }
}

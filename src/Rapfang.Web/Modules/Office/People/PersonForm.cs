using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Rapfang.Platform.PersonalData;

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

    public bool RemovePhone { get; set; }

    public bool RemoveEmail { get; set; }

    /// <summary>The masks of what is kept; what is typed replaces it, and nothing typed leaves it as it is.</summary>
    [BindNever]
    public string? KeptPhone { get; private init; }

    [BindNever]
    public string? KeptEmail { get; private init; }

    public DateOnly? From { get; set; }

    [BindNever]
    public IReadOnlyList<SelectListItem> Groups { get; set; } = [];

    public static PersonForm Of(Person person) => new()
    {
        Title = person.Title, GivenName = person.GivenName, FamilyName = person.FamilyName, Position = person.Position,
        GroupId = person.GroupId, KeptPhone = person.Phone?.Mask, KeptEmail = person.Email?.Mask,
    };

    public void Write(Person person, Seals seals)
    {
        person.Title = Title?.Trim() ?? "";
        person.GivenName = GivenName.Trim();
        person.FamilyName = FamilyName.Trim();
        person.Position = Position?.Trim() ?? "";
        person.GroupId = GroupId;
        person.Phone = Changed(person.Phone, PersonalField.StaffPhone, Phone, RemovePhone);
        person.Email = Changed(person.Email, PersonalField.StaffEmail, Email, RemoveEmail);

        Sealed? Changed(Sealed? kept, PersonalField field, string? typed, bool remove) =>
            !string.IsNullOrWhiteSpace(typed) ? seals.Seal(person, field, typed, kept) : remove ? null : kept;
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Ui;

namespace Rapfang.Modules.Account;

/// <summary>What is typed to open an office: who administers it first, and the office.</summary>
public sealed class NewOffice
{
    [Required(ErrorMessage = "Fill in this field."), StringLength(100)]
    public string DisplayName { get; set; } = "";

    [Required(ErrorMessage = "Fill in this field."), StringLength(50)]
    public string UserName { get; set; } = "";

    [Required(ErrorMessage = "Fill in this field."), StringLength(200)]
    public string Password { get; set; } = "";

    public OfficeKind OfficeKind { get; set; }

    [Required(ErrorMessage = "Fill in this field."), StringLength(200)]
    public string OfficeName { get; set; } = "";

    [Required(ErrorMessage = "Fill in this field.")]
    public string Slug { get; set; } = "";

    public static IEnumerable<SelectListItem> Kinds(IStringLocalizer<Text> t) =>
        Enum.GetValues<OfficeKind>().Select(kind => new SelectListItem(t["OfficeKind." + kind], kind.ToString()));

    /// <summary>Why the account could not be made, at the field it is about.</summary>
    public static void Refuse(ModelStateDictionary state, IdentityResult made, IStringLocalizer<Text> t)
    {
        foreach (var error in made.Errors)
        {
            state.AddModelError(error.Code.Contains("Password", StringComparison.Ordinal) ? "Input.Password" : "Input.UserName", t[error.Code]);
        }
    }
}

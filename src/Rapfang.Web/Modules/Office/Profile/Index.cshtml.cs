using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Office.Profile;

/// <summary>Who the office is: what public pages and printed documents say of it.</summary>
[Authorize(OfficeModule.Read)]
public sealed class IndexModel(
    RapfangDb db, CurrentOffice current, OfficeDirectory directory, OfficeRoles roles, InstallationEvents events, IStringLocalizer<Text> t) : PageModel
{
    const int LargestLogo = 512 * 1024;

    // When the schedules that remind of work run.
    static readonly TimeOnly Reminders = new(9, 0);

    public sealed class Form
    {
        [Required(ErrorMessage = "Fill in this field."), StringLength(200)]
        public string Name { get; set; } = "";

        [StringLength(200)]
        public string? NameEn { get; set; }

        [StringLength(20)]
        public string? Code { get; set; }

        [StringLength(30)]
        public string? BookPrefix { get; set; }

        [StringLength(500)]
        public string? Address { get; set; }

        [StringLength(60)]
        public string? Province { get; set; }

        [StringLength(100)]
        public string? Phones { get; set; }

        [EmailAddress(ErrorMessage = "This is not an e-mail address."), StringLength(100)]
        public string? Email { get; set; }

        [StringLength(200)]
        public string? Website { get; set; }

        public TimeOnly OpensAt { get; set; }

        public TimeOnly ClosesAt { get; set; }

        public bool ThaiDigits { get; set; }

        public IFormFile? Logo { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public Office Office { get; private set; } = null!;

    public bool MayManage { get; private set; }

    public async Task OnGetAsync()
    {
        await LoadAsync();
        Input = new Form
        {
            Name = Office.Name, NameEn = Office.NameEn, Code = Office.Code, BookPrefix = Office.BookPrefix, Address = Office.Address,
            Province = Office.Province, Phones = Office.Phones, Email = Office.Email, Website = Office.Website, OpensAt = Office.OpensAt, ClosesAt = Office.ClosesAt, ThaiDigits = Office.ThaiDigits,
        };
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (!MayManage)
        {
            return Forbid();
        }

        if (Input.Logo is { } file)
        {
            await TakeLogoAsync(file);
        }

        if (Input.OpensAt > Reminders || Input.ClosesAt <= Reminders)
        {
            ModelState.AddModelError(Input.OpensAt > Reminders ? "Input.OpensAt" : "Input.ClosesAt", t["Reminders of work come at 09:00; the office is open then."]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        Office.Name = Input.Name.Trim();
        Office.NameEn = Input.NameEn?.Trim() ?? "";
        Office.Code = Input.Code?.Trim() ?? "";
        Office.BookPrefix = Input.BookPrefix?.Trim() ?? "";
        Office.Address = Input.Address?.Trim() ?? "";
        Office.Province = Input.Province?.Trim() ?? "";
        Office.Phones = Input.Phones?.Trim() ?? "";
        Office.Email = Input.Email?.Trim() ?? "";
        Office.Website = Input.Website?.Trim() ?? "";
        (Office.OpensAt, Office.ClosesAt) = (Input.OpensAt, Input.ClosesAt);
        Office.ThaiDigits = Input.ThaiDigits;
        var changed = string.Join(", ", db.Entry(Office).Properties.Where(property => property.IsModified).Select(property => property.Metadata.Name));
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.SaveChangesAsync();
        await events.TellAsync(db, "office.changed", Office.Slug, changed);
        await transaction.CommitAsync();
        directory.Forget();
        TempData["Done"] = t["Saved."].Value;
        return Redirect($"/{current.Profile.Slug}/desk/office");
    }

    async Task TakeLogoAsync(IFormFile file)
    {
        using var bytes = new MemoryStream();
        using var clean = new MemoryStream();
        if (file.Length <= LargestLogo)
        {
            await file.CopyToAsync(bytes);
        }

        try
        {
            bytes.Position = 0;
            var kind = FileKind.Of(bytes); // What the file is, not what it says it is.
            if (kind != FileKind.Png && kind != FileKind.Jpeg)
            {
                throw new InvalidDataException("Another kind of file.");
            }

            ImageMetadata.Clean(bytes, clean, kind); // Everybody may fetch it.
            Office.Logo = clean.ToArray();
            Office.LogoType = kind.ContentType;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            ModelState.AddModelError("Input.Logo", t["Choose a PNG or JPEG of at most 512 kB."]);
        }
    }

    async Task LoadAsync()
    {
        MayManage = await roles.MayAsync(OfficeModule.Manage);
        Office = await db.Set<Office>().SingleAsync(office => office.Id == current.Id);
    }
}

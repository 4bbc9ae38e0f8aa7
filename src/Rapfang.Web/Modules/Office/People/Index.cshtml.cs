using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;
using Rapfang.Platform.Identity;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Office.People;

/// <summary>The people of the office and what they are in it.</summary>
[Authorize(OfficeModule.Read)]
public sealed class IndexModel(RapfangDb db, CurrentOffice current, OfficeRoles roles, Seals seals, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public PersonForm Input { get; set; } = new();

    public IReadOnlyList<Person> People { get; private set; } = [];

    /// <summary>Who acts today for whom, by the absent one.</summary>
    public IReadOnlyDictionary<Guid, Substitution> Acting { get; private set; } = new Dictionary<Guid, Substitution>();

    public bool MayManage { get; private set; }

    public DateOnly Today { get; } = clock.Today();

    IReadOnlyDictionary<Guid, string> Groups { get; set; } = new Dictionary<Guid, string>();

    public string GroupName(Guid? id) => id is { } known && Groups.TryGetValue(known, out var name) ? name : "";

    public async Task<IActionResult> OnGetAsync(string? export)
    {
        await LoadAsync();
        ModelState.Clear();
        Input.From = Today;
        return ExportTable.Knows(export) ? new ExportTable(t["People and roles"], export!, Headings, Rows().ToAsyncEnumerable()) : Page();
    }

    IReadOnlyList<string> Headings => [t["Name"], t["Position"], t["Group"], t["Roles"], t["From"], t["Until"]];

    IEnumerable<object?[]> Rows() => People.Select(person => (object?[])
    [
        person.FullName, person.Position, GroupName(person.GroupId),
        string.Join(", ", person.Roles.Where(role => role.IsInForce(Today)).Select(role => t[role.Role.ToString()].Value)), person.FromDate, person.UntilDate,
    ]);

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (!MayManage)
        {
            return Forbid();
        }

        if (Input.GroupId is { } group && !Groups.ContainsKey(group))
        {
            ModelState.AddModelError("Input.GroupId", t["Choose one of the list."]);
        }

        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        var person = new Person { FromDate = Input.From ?? Today };
        Input.Write(person, seals);
        db.Add(person);
        db.Tell("person.added", person);
        await db.SaveChangesAsync();
        TempData["Done"] = t["Added. Give them a role, and an account if they are to sign in."].Value;
        return Redirect($"/{current.Profile.Slug}/desk/office/people/{person.Id}");
    }

    async Task LoadAsync()
    {
        MayManage = await roles.MayAsync(OfficeModule.Manage);
        var people = await db.Set<Person>().Include(person => person.Roles).AsNoTracking().ToListAsync();
        People = [.. people.OrderBy(person => !person.IsInForce(Today)).ThenBy(person => person.GivenName + " " + person.FamilyName, ThaiText.Comparer)];
        var substitutions = await db.Set<Substitution>().AsNoTracking().Where(substitution => substitution.UntilDate >= Today).ToListAsync();
        Acting = substitutions.Where(substitution => substitution.ActsFor(Today)).ToDictionary(substitution => substitution.PersonId);
        var groups = await db.Set<Group>().AsNoTracking().ToListAsync();
        Groups = groups.ToDictionary(group => group.Id, group => group.Name);
        Input.Groups = [new("–", ""), .. groups.Where(group => group.IsInForce(Today)).OrderBy(group => group.Kind).Select(group => new SelectListItem(group.Name, group.Id.ToString()))];
    }
}

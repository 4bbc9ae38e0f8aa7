using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Services.Edit;

/// <summary>What people need to know of a service: written into its draft.</summary>
[Authorize(ServicesModule.Write)]
public sealed class IndexModel(RapfangDb db, ServiceRegister register, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const int Spare = 2;
    const int MostRows = 40;

    [BindProperty]
    public ServiceForm Input { get; set; } = new();

    [BindProperty]
    public List<DocumentRow> Documents { get; set; } = [];

    [BindProperty]
    public List<OfficerRow> Officers { get; set; } = [];

    [BindProperty]
    public int Seen { get; set; }

    public ServiceEdition Edition { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> GroupItems { get; private set; } = [];

    public IReadOnlyList<Person> People { get; private set; } = [];

    public IEnumerable<SelectListItem> PeopleItems =>
        Edition.Officers.Where(officer => People.All(person => person.Id != officer.PersonId)).Select(officer => new SelectListItem(officer.Name, officer.PersonId.ToString()))
            .Concat(People.Select(person => new SelectListItem($"{person.FullName} ({person.Position})", person.Id.ToString()))).Prepend(new(t["Nobody"], ""));

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        (Input, Seen) = (ServiceForm.Of(Edition), Edition.Version);
        Documents = [.. Edition.Documents.Select(one => new DocumentRow { Name = one.Name, ByState = one.ByState, Originals = Count(one.Originals), Copies = Count(one.Copies), Note = one.Note })];
        Officers = [.. Edition.Officers.Select(one => new OfficerRow { PersonId = one.PersonId, Phone = one.Phone })];
        AddSpare();
        return Page();

        static string Count(int number) => number == 0 ? "" : number.ToString(CultureInfo.InvariantCulture);
    }

    /// <param name="more">More empty lines are asked for; nothing is saved yet.</param>
    public async Task<IActionResult> OnPostAsync(Guid id, string? more)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        if (more is not null)
        {
            ModelState.Clear();
            AddSpare(Spare + 3);
            return Page();
        }

        var facts = Input.Read(Tell);
        var documents = ServiceForm.Read(Documents, Tell);
        var officers = ServiceForm.Read(Officers, People, Edition.Officers, Tell);
        if (GroupItems.All(item => item.Value != Input.GroupId.ToString()))
        {
            ModelState.AddModelError("Input.GroupId", t["Choose one of the list."]);
        }

        if (documents.Count > 0 && facts.NoDocuments)
        {
            ModelState.AddModelError("Input.NoDocuments", t["There are documents in the list. Empty the list or take the tick away."]);
        }

        AddSpare();
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        if (Seen != Edition.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }

        Edition.Write(facts, documents, officers);
        db.Tell("service.written", (await register.FindAsync(id))!);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path.Value![..^"/edit".Length] + (Edition.Steps.Count == 0 ? "/steps" : ""));
    }

    void Tell(RuleBroken rule) => ModelState.AddModelError(rule.Field, rule.Text);

    void AddSpare(int spare = Spare)
    {
        for (var n = Documents.Count(row => !row.IsEmpty) + spare; Documents.Count < n && Documents.Count < MostRows;)
        {
            Documents.Add(new());
        }

        for (var n = Officers.Count(row => row.PersonId is not null) + spare - 1; Officers.Count < n && Officers.Count < MostRows;)
        {
            Officers.Add(new());
        }
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await register.DraftAsync(id) is not { } draft)
        {
            return false;
        }

        Edition = draft;
        var today = clock.Today();
        GroupItems = await db.GroupItemsAsync(today, draft.GroupId);
        People = await db.Set<Person>().AsNoTracking().Where(person => person.FromDate <= today && (person.UntilDate == null || person.UntilDate >= today)).OrderBy(person => person.GivenName).ToListAsync();
        return true;
    }
}

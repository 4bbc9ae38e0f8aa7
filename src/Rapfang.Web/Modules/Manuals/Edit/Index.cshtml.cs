using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Manuals.Edit;

/// <summary>Name, code, group and outline of a draft, and the three who make it.</summary>
[Authorize(ManualsModule.Write)]
public sealed class IndexModel(RapfangDb db, ManualRegister register, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public sealed class Form
    {
        public string? Title { get; set; }

        public string? Code { get; set; }

        public ManualOutline Outline { get; set; }

        public StepColumns Columns { get; set; }

        public Guid? GroupId { get; set; }

        public Guid? WorkId { get; set; }

        public Guid? AuthorId { get; set; }

        public Guid? ReviewerId { get; set; }

        public Guid? ApproverId { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public int Seen { get; set; }

    public StaffManual Manual { get; private set; } = null!;

    public ManualEdition Draft => Manual.UnderWay!;

    public IReadOnlyList<SelectListItem> GroupItems { get; private set; } = [];

    public IReadOnlyList<SelectListItem> WorkItems { get; private set; } = [];

    public IReadOnlyList<SelectListItem> AuthorItems { get; private set; } = [];

    public IReadOnlyList<SelectListItem> ReviewerItems { get; private set; } = [];

    public IReadOnlyList<SelectListItem> ApproverItems { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        var contents = Draft.Contents;
        Input = new()
        {
            Title = contents.Title, Code = contents.Code, Outline = contents.Outline, Columns = contents.Columns, GroupId = Manual.GroupId, WorkId = Manual.WorkId,
            AuthorId = Draft.AuthorId, ReviewerId = Draft.ReviewerId, ApproverId = Draft.ApproverId,
        };
        Seen = Manual.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        if (!await LoadAsync(id))
        {
            return NotFound();
        }

        this.RefuseUnlisted(GroupItems, Input.GroupId, "Input.GroupId", t);
        this.RefuseUnlisted(WorkItems, Input.WorkId, "Input.WorkId", t);
        this.RefuseUnlisted(AuthorItems, Input.AuthorId, "Input.AuthorId", t);
        this.RefuseUnlisted(ReviewerItems, Input.ReviewerId, "Input.ReviewerId", t);
        this.RefuseUnlisted(ApproverItems, Input.ApproverId, "Input.ApproverId", t);
        if (!ModelState.IsValid)
        {
            return this.Invalid();
        }

        if (Seen != Manual.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }

        Manual.Write(Draft.Contents with
        {
            Title = VoiceText.Read(Input.Title, "Input.Title", ManualView.LongestLine).Text, Code = VoiceText.Read(Input.Code, "Input.Code", 40, required: false).Text, Outline = Input.Outline, Columns = Input.Columns,
        });
        Manual.Name(Input.AuthorId, Input.ReviewerId, Input.ApproverId);
        Manual.Place(Input.GroupId, Input.WorkId);
        db.Tell("staff-manual.written", Manual);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect($"{Request.Path.Value![..^"/edit".Length]}?edition={Draft.Number}");
    }

    async Task<bool> LoadAsync(Guid id)
    {
        if (await register.FindAsync(id) is not { UnderWay.State: ManualState.Draft } manual)
        {
            return false;
        }

        Manual = manual;
        SelectListItem nobody = new(t["Not named yet"], "");
        GroupItems = [nobody, .. await db.GroupItemsAsync(clock.Today(), manual.GroupId)];
        WorkItems = [new(t["None of the works in the list"], ""), .. await db.WorkItemsAsync()];
        AuthorItems = [nobody, .. await register.PeopleItemsAsync(ManualsModule.Write, Draft.AuthorId)];
        ReviewerItems = [nobody, .. await register.PeopleItemsAsync(ManualsModule.Review, Draft.ReviewerId)];
        ApproverItems = [nobody, .. await register.PeopleItemsAsync(ManualsModule.Approve, Draft.ApproverId)];
        return true;
    }
}

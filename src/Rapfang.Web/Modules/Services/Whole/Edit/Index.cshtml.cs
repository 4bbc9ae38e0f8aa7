using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Ui;

namespace Rapfang.Modules.Services.Whole.Edit;

/// <summary>What is written by hand in the public manual.</summary>
[Authorize(ServicesModule.Write)]
public sealed class IndexModel(RapfangDb db, IStringLocalizer<Text> t) : PageModel
{
    const int LongestPart = 8000;

    public sealed class Form
    {
        public string? Preface { get; set; }

        public string? About { get; set; }

        public string? Duties { get; set; }

        public string? Vision { get; set; }

        public string? Mission { get; set; }

        public string? Values { get; set; }

        public ServiceLayout Layout { get; set; }

        public string? Why { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    [BindProperty]
    public int Seen { get; set; }

    public PublicManualEdition Edition { get; private set; } = null!;

    public IEnumerable<SelectListItem> LayoutItems =>
        [new(t["As in the guideline"], nameof(ServiceLayout.Guideline)), new(t["As the manual of the act of 2558"], nameof(ServiceLayout.Act))];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync())
        {
            return NotFound();
        }

        var words = Edition.Words;
        Input = new() { Preface = words.Preface, About = words.About, Duties = words.Duties, Vision = words.Vision, Mission = words.Mission, Values = words.Values, Layout = Edition.Layout, Why = Edition.Why };
        Seen = Edition.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync())
        {
            return NotFound();
        }

        var words = new ManualWords(
            Read(Input.Preface, nameof(Input.Preface)), Read(Input.About, nameof(Input.About)), Read(Input.Duties, nameof(Input.Duties)), Read(Input.Vision, nameof(Input.Vision)),
            Read(Input.Mission, nameof(Input.Mission)), Read(Input.Values, nameof(Input.Values)));
        var why = Read(Input.Why, nameof(Input.Why));
        if (Seen != Edition.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }

        Edition.Write(words, Input.Layout, why);
        db.Tell("public-manual.written", Edition);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect(Request.Path.Value![..^"/edit".Length]);
    }

    static string Read(string? typed, string field) => VoiceText.Read(typed, $"Input.{field}", LongestPart, required: false).Text;

    async Task<bool> LoadAsync()
    {
        var draft = await db.Set<PublicManualEdition>().SingleOrDefaultAsync(edition => edition.State == EditionState.Draft);
        Edition = draft!;
        return draft is not null;
    }
}

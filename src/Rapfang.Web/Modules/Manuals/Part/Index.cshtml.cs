using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Voices;
using Rapfang.Platform.Database;
using Rapfang.Ui;

namespace Rapfang.Modules.Manuals.Part;

/// <summary>One part of a draft: its words, paragraph by line; of the office's own parts the heading too.</summary>
[Authorize(ManualsModule.Write)]
public sealed class IndexModel(RapfangDb db, ManualRegister register, IStringLocalizer<Text> t) : PageModel
{
    [BindProperty]
    public string? Heading { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public int Seen { get; set; }

    public StaffManual Manual { get; private set; } = null!;

    /// <summary>A part of the outline; null for one of the office's own.</summary>
    public ManualPart? Of { get; private set; }

    /// <summary>Which of the office's own, from 1.</summary>
    public int Own { get; private set; }

    public ManualContents Contents => Manual.UnderWay!.Contents;

    public string Title => Of is { } part ? ManualParts.Heading(Contents.Outline, part) : IsNew ? t["Add a part of your own"] : Contents.Own[Own - 1].Heading;

    public bool IsNew => Own > Contents.Own.Count;

    public async Task<IActionResult> OnGetAsync(Guid id, string part)
    {
        if (!await LoadAsync(id, part))
        {
            return NotFound();
        }

        Words = Of is { } written ? Contents.Text(written) : IsNew ? "" : Contents.Own[Own - 1].Text;
        Heading = Of is null && !IsNew ? Contents.Own[Own - 1].Heading : "";
        Seen = Manual.Version;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string part)
    {
        if (!await LoadAsync(id, part))
        {
            return NotFound();
        }

        if (Seen != Manual.Version)
        {
            throw ChangedMeanwhile.Refusal();
        }

        if (Of is { } written)
        {
            Manual.Write(Contents.With(written, VoiceText.Read(Words, nameof(Words), ManualView.LongestPart, required: false).Text));
        }
        else
        {
            var text = VoiceText.Read(Words, nameof(Words), ManualView.LongestPart, required: false).Text;
            var heading = VoiceText.Read(Heading, nameof(Heading), ManualView.LongestLine, required: text.Length > 0).Text;
            List<OwnPart> kept = [.. Contents.Own.Take(Own - 1), .. heading.Length > 0 ? [new OwnPart(heading, text)] : Array.Empty<OwnPart>(), .. Contents.Own.Skip(Own)];
            Manual.Write(Contents with { Own = kept });
        }

        db.Tell("staff-manual.written", Manual);
        await db.SaveUnlessChangedAsync();
        TempData["Done"] = t["Saved."].Value;
        return Redirect($"{Request.Path.Value![..Request.Path.Value!.IndexOf("/parts/", StringComparison.Ordinal)]}?edition={Manual.UnderWay!.Number}");
    }

    async Task<bool> LoadAsync(Guid id, string part)
    {
        if (await register.FindAsync(id) is not { UnderWay.State: ManualState.Draft } manual)
        {
            return false;
        }

        Manual = manual;
        if (part.StartsWith("own", StringComparison.Ordinal) && int.TryParse(part["own".Length..], out var own))
        {
            Own = own;
            return own >= 1 && own <= Math.Min(Contents.Own.Count + 1, ManualContents.MostOwn);
        }

        Of = Enum.TryParse<ManualPart>(part, ignoreCase: true, out var of) && ManualParts.IsWritten(of) && ManualParts.Of(Contents.Outline).Contains(of) ? of : null;
        return Of is not null;
    }
}

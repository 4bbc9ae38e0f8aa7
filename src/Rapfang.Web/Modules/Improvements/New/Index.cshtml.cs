using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Improvements.New;

/// <summary>Proposes an improvement, from a case, an item of a survey, or what the office learnt otherwise.</summary>
[Authorize(ImprovementsModule.Write)]
public sealed class IndexModel(ImprovementRegister register, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    /// <summary>The case it comes from.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Voice { get; set; }

    /// <summary>What was learnt by listening that it comes from.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Insight { get; set; }

    /// <summary>The comment of a consultation, or the consultation as a whole, that it comes from.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Comment { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Consultation { get; set; }

    /// <summary>The survey, and the code of its item, that it comes from.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Survey { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Item { get; set; }

    /// <summary>What people suggested when they took part, that it comes from.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Suggestion { get; set; }

    /// <summary>The service of the catalogue that it makes better.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Offered { get; set; }

    /// <summary>Where it comes from, when the record is not kept here.</summary>
    [BindProperty(SupportsGet = true)]
    public SourceKind Kind { get; set; } = SourceKind.Meeting;

    [BindProperty(SupportsGet = true)]
    public string? Source { get; set; }

    [BindProperty]
    public string? Title { get; set; }

    [BindProperty]
    public string? Service { get; set; }

    [BindProperty]
    public string? Said { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    /// <summary>What is kept here and it comes from; null where it is written by hand.</summary>
    public ImprovementSource? Known { get; private set; }

    public RankedItem? Ranked { get; private set; }

    public IEnumerable<SelectListItem> KindItems => Enum.GetValues<SourceKind>().Where(kind => kind is not (SourceKind.Voice or SourceKind.SurveyItem))
        .Select(kind => new SelectListItem(t["SourceKind." + kind], kind.ToString()));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync())
        {
            return NotFound();
        }

        ModelState.Clear();
        (Said, Service) = (words, name);
        if (Ranked is { } ranked)
        {
            var spread = ranked.Item.Spread;
            Said = t["{0}% of {1} who answered are dissatisfied with “{2}”.", spread.DissatisfiedPercent, spread.Total, ranked.Item.Question.Text];
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync())
        {
            return NotFound();
        }

        var skips = Ranked is { Skipped.Count: > 0 };
        var improvement = Improvement.Propose(
            VoiceText.Read(Title, nameof(Title), ImprovementView.LongestLine), VoiceText.Read(Service, nameof(Service), ImprovementView.LongestLine), VoiceText.Read(Said, nameof(Said)),
            Known ?? new(Kind, VoiceText.Read(Source, nameof(Source), ImprovementView.LongestLine).Text), skips ? VoiceText.Read(Why, nameof(Why)) : VoiceText.Nothing, await roles.PersonAsync(), clock.Today());
        await register.ProposeAsync(improvement);
        TempData["Done"] = t["Proposed as {0}", improvement.Number].Value;
        return Redirect($"{Request.Path.Value![..^"/new".Length]}/{improvement.Id}");
    }

    /// <summary>What was said in the comment, to begin with.</summary>
    string? words;

    string? name;

    async Task<bool> LoadAsync()
    {
        if (Voice is { } voice)
        {
            Known = await register.OfVoiceAsync(voice);
            return Known is not null;
        }

        if (Suggestion is { } suggestion)
        {
            var found = await register.OfSuggestionAsync(suggestion);
            (Known, words) = (found?.Source, found?.Words);
            return Known is not null;
        }

        if (Insight is { } insight)
        {
            Known = await register.OfInsightAsync(insight);
            return Known is not null;
        }

        if (Comment is { } comment)
        {
            if (await register.OfCommentAsync(comment) is not { } found)
            {
                return false;
            }

            (Known, words) = found;
            return true;
        }

        if (Consultation is { } consultation)
        {
            Known = await register.OfConsultationAsync(consultation);
            return Known is not null;
        }

        if (Offered is { } offered)
        {
            var found = await register.OfServiceAsync(offered);
            (Known, name) = (found?.Source, found?.Name);
            return Known is not null;
        }

        if (Survey is { } survey)
        {
            Ranked = await register.ItemAsync(survey, Item ?? "");
            Known = Ranked is null ? null : ImprovementRegister.OfItem(Ranked);
            return Known is not null;
        }

        return true;
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Bulk;

/// <summary>What is done with several cases at once.</summary>
public enum BulkDeed
{
    /// <summary>Those just received are taken up.</summary>
    Screen,

    /// <summary>Those the officer may answer get the words of a template.</summary>
    Answer,

    /// <summary>Those answered are closed.</summary>
    Close,
}

/// <param name="Refused">Why the rules did not allow it, in the language of the request; null when it was done.</param>
public sealed record BulkOutcome(Guid Id, string Number, string? Refused);

/// <summary>One deed for several cases. Each goes by the rules on its own: what is refused stays as it was and is named.</summary>
[Authorize(VoicesModule.Handle)]
public sealed class IndexModel(RapfangDb db, VoiceAccess access, VoiceRegister register, OfficeRoles roles, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    const int Most = 100;

    public IReadOnlyList<BulkOutcome> Outcomes { get; private set; } = [];

    public void OnGet()
    {
        // Says where to begin.
    }

    public async Task<IActionResult> OnPostAsync(List<Guid> chosen, BulkDeed deed, Guid? reply)
    {
        if (chosen.Count is 0 or > Most)
        {
            ModelState.AddModelError("", chosen.Count == 0 ? t["Tick cases in the list first, then choose what to do with them."] : t["At most {0} cases at once.", Most]);
            return this.Invalid();
        }

        var template = reply is null ? null : await db.Set<ReplyTemplate>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == reply && one.UntilDate == null);
        if (deed == BulkDeed.Answer && template is null)
        {
            ModelState.AddModelError("", t["Choose the template to answer with."]);
            return this.Invalid();
        }

        var (by, until) = (await roles.PersonAsync(), await register.RateUntilAsync());
        var outcomes = new List<BulkOutcome>();
        foreach (var id in chosen.Distinct())
        {
            if (await access.FindAsync(id) is { IsSealed: false } voice)
            {
                outcomes.Add(await DoAsync(voice, deed, template, until, by));
            }

            db.ChangeTracker.Clear();
        }

        Outcomes = outcomes;
        return Page();
    }

    async Task<BulkOutcome> DoAsync(Voice voice, BulkDeed deed, ReplyTemplate? template, DateOnly? until, Guid? by)
    {
        try
        {
            var now = clock.GetUtcNow();
            switch (deed)
            {
                case BulkDeed.Screen:
                    var note = voice.Screen(Screening.Accepted, voice.Kind, await TypeAsync(voice), VoiceText.Nothing, by, now);
                    db.Tell("voice.screened", voice);
                    await register.SaveAsync(voice, note);
                    break;
                case BulkDeed.Answer:
                    await AnswerAsync(voice, new(template!.For(voice)), until, by);
                    break;
                default:
                    var closing = voice.Close(VoiceText.Nothing, by, now);
                    db.Tell("voice.closed", voice);
                    await register.SaveAsync(voice, closing);
                    break;
            }

            return new(voice.Id, voice.Number, null);
        }
        catch (RuleBroken rule)
        {
            return new(voice.Id, voice.Number, rule.Text);
        }
    }

    // What was chosen stays.
    Task<VoiceType?> TypeAsync(Voice voice) => db.Set<VoiceType>().SingleOrDefaultAsync(type => type.Id == voice.TypeId);

    async Task AnswerAsync(Voice voice, VoiceText words, DateOnly? until, Guid? by)
    {
        var note = voice.Answer(words, VoiceText.Nothing, until, by, clock.GetUtcNow());
        db.Tell("voice.answered", voice);
        await register.SaveAsync(voice, note);
    }
}

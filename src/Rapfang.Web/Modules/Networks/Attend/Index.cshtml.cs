using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Ui;

namespace Rapfang.Modules.Networks.Attend;

/// <summary>Members sign in at a meeting with the code of its sheet, on that day only and each once; no account is needed.</summary>
[AllowAnonymous]
[EnableRateLimiting(WebSetup.PublicForms)]
public sealed class IndexModel(NetworkRegister register, IStringLocalizer<Text> t) : PageModel
{
    const int LastDigits = 3;

    [BindProperty]
    public string? Name { get; set; }

    /// <summary>Null when the code opens nothing today.</summary>
    public NetworkMeeting? Meeting { get; private set; }

    public Network Network { get; private set; } = null!;

    public IReadOnlyList<NetworkMember> Members { get; private set; } = [];

    /// <summary>Who signed in just now, as everybody may see them.</summary>
    public string? Signed { get; private set; }

    public bool IsAgain { get; private set; }

    /// <summary>Names that look alike when masked are told apart by the last digits of the telephone; who still looks like another types the name.</summary>
    public IReadOnlyList<(NetworkMember Member, string Shown)> Listed =>
    [
        .. Members.GroupBy(member => member.Shown).SelectMany(alike => alike.Count() == 1 ? alike.Select(member => (member, alike.Key))
            : alike.Where(member => member.Phone is not null).Select(member => (member, $"{alike.Key} {member.Phone!.Mask[^LastDigits..]}")))
            .GroupBy(one => one.Item2).Where(alike => alike.Count() == 1).Select(alike => alike.First()),
    ];

    public async Task<IActionResult> OnGetAsync(string code)
    {
        if (!await LoadAsync(code))
        {
            return Shut();
        }

        Signed = TempData[nameof(Signed)] as string;
        IsAgain = TempData[nameof(IsAgain)] is true;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string code, Guid? member)
    {
        if (!await LoadAsync(code))
        {
            return Shut();
        }

        var found = member is { } tapped ? Listed.Select(one => one.Member).Where(one => one.Id == tapped).ToList() : [.. register.Named(Network.Id, Members, Name ?? "")];
        if (found.Count != 1)
        {
            ModelState.AddModelError(nameof(Name), found.Count == 0
                ? t["This name is not among the members. Look at the spelling, or tell the officer, who can write you down."]
                : t["Several members have this name. Please tell the officer, who can write you down."]);
            return this.Invalid();
        }

        TempData[nameof(IsAgain)] = !await register.SignAsync(Meeting!, found[0].Id);
        TempData[nameof(Signed)] = found[0].Shown;
        return Redirect(Request.Path);
    }

    async Task<bool> LoadAsync(string code)
    {
        Meeting = await register.OpenAsync(code);
        if (Meeting is null)
        {
            return false;
        }

        Network = (await register.FindAsync(Meeting.NetworkId))!;
        Members = await register.MembersAsync(Network.Id, Meeting.Day);
        return true;
    }

    PageResult Shut()
    {
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }
}

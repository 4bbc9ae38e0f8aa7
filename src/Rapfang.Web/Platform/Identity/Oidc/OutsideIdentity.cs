using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Rapfang.Platform.PersonalData;

namespace Rapfang.Platform.Identity.Oidc;

/// <summary>
/// Whom the provider says somebody is, and which account that is here. The provider's number of a person may be their id
/// number, so only a hash with a key of this installation is kept of it.
/// </summary>
public sealed class OutsideIdentity(UserManager<User> users, PersonalKeys keys, IHttpContextAccessor http)
{
    /// <summary>Who came back from the provider for this purpose a moment ago; it counts once. Null when nobody did.</summary>
    /// <param name="purpose">What the way to the provider was begun for: an answer to one question is none to another.</param>
    public async Task<OutsidePerson?> TakeAsync(string purpose)
    {
        var came = await http.HttpContext!.AuthenticateAsync(IdentityConstants.ExternalScheme);
        await http.HttpContext!.SignOutAsync(IdentityConstants.ExternalScheme);
        return came is { Succeeded: true, Properties: { } properties } && properties.Items.TryGetValue(nameof(purpose), out var begun) && begun == purpose
            && came.Principal.FindFirst(ClaimTypes.NameIdentifier) is { } subject
            ? new(subject.Issuer, keys.Index("user_logins", $"{subject.Issuer}\n{subject.Value}"))
            : null;
    }

    /// <summary>What goes along to the provider and comes back.</summary>
    public static AuthenticationProperties Begin(string purpose, string returnTo) => new(new Dictionary<string, string?>(StringComparer.Ordinal) { [nameof(purpose)] = purpose })
    {
        RedirectUri = returnTo,
    };

    /// <summary>The account that the identity is linked to; null when there is none.</summary>
    public async Task<(User User, string Key)?> FindAsync(OutsidePerson person)
    {
        foreach (var key in person.Keys)
        {
            if (await users.FindByLoginAsync(person.Issuer, key) is { } user)
            {
                return (user, key);
            }
        }

        return null;
    }

    /// <summary>Links an account with an identity that is linked with none.</summary>
    public async Task LinkAsync(User user, OutsidePerson person)
    {
        var linked = await users.AddLoginAsync(user, new UserLoginInfo(person.Issuer, person.Keys[0], null));
        if (!linked.Succeeded)
        {
            throw new RuleBroken("เชื่อมบัญชีไม่สำเร็จ กรุณาลองอีกครั้ง ไม่มีสิ่งใดเปลี่ยนแปลง", "The accounts could not be linked. Try again; nothing was changed.");
        }
    }
}

/// <summary>Somebody as the provider knows them.</summary>
/// <param name="Keys">The hash under which the identity is looked up, with the key of now first.</param>
public sealed record OutsidePerson(string Issuer, IReadOnlyList<string> Keys);

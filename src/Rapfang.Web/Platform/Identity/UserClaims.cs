using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Rapfang.Platform.Identity;

/// <summary>Puts the person's name and the right over the installation into the sign-in cookie.</summary>
public sealed class UserClaims(UserManager<User> users, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<User>(users, options)
{
    public const string DisplayName = "display-name";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(DisplayName, user.DisplayName));
        if (user.InstallationAdmin)
        {
            identity.AddClaim(new Claim(Policies.InstallationAdmin, "true"));
        }

        return identity;
    }
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.PersonalData;

namespace Rapfang.Platform.Identity;

/// <summary>
/// Users as Identity keeps them, but recovery codes as hashes and the secret of an app sealed: who reads the database can not
/// sign in with them.
/// </summary>
public sealed class UserStore(RapfangDb db, PersonalKeys keys, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<User, RapfangDb, Guid>(db, describer)
{
    /// <summary>The name under which Identity keeps the secret of an app.</summary>
    public const string AppKey = "AuthenticatorKey";

    public static SealedPlace AppKeyOf(Guid user) => new(0, "user_tokens.app_key", user);

    public override Task SetAuthenticatorKeyAsync(User user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(user, keys.Seal(AppKeyOf(user.Id), key).Stored, cancellationToken);

    public override async Task<string?> GetAuthenticatorKeyAsync(User user, CancellationToken cancellationToken) =>
        await base.GetAuthenticatorKeyAsync(user, cancellationToken) is { } kept ? keys.Open(AppKeyOf(user.Id), new Sealed(kept)) : null;

    public override Task ReplaceCodesAsync(User user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(Hash), cancellationToken);

    public override Task<bool> RedeemCodeAsync(User user, string code, CancellationToken cancellationToken) =>
        base.RedeemCodeAsync(user, Hash(code), cancellationToken);

    static string Hash(string code) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}

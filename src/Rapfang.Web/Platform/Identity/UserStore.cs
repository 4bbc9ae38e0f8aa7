using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Rapfang.Platform.Database;

namespace Rapfang.Platform.Identity;

/// <summary>Users as Identity keeps them, but recovery codes as hashes: who reads the database can not sign in with them.</summary>
public sealed class UserStore(RapfangDb db, IdentityErrorDescriber? describer = null) : UserOnlyStore<User, RapfangDb, Guid>(db, describer)
{
    public override Task ReplaceCodesAsync(User user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(Hash), cancellationToken);

    public override Task<bool> RedeemCodeAsync(User user, string code, CancellationToken cancellationToken) =>
        base.RedeemCodeAsync(user, Hash(code), cancellationToken);

    static string Hash(string code) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(code)));
}

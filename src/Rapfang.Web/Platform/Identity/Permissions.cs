using Microsoft.AspNetCore.Authorization;

namespace Rapfang.Platform.Identity;

/// <summary>What somebody is in an office; one person may hold several. Source: seeds S0, S1, S4 (inventory 6.5).</summary>
public enum Role
{
    Director,
    DeputyDirector,
    GroupHead,
    Officer,
    QualityCoordinator,
    RecordsOfficer,
    InternalAuditor,
    OfficeAdministrator,
    Reader,
}

/// <summary>Which roles hold which permission. Each module adds its own; a page names one as its policy.</summary>
public sealed class Permissions
{
    readonly Dictionary<string, HashSet<Role>> holders = new(StringComparer.Ordinal);

    /// <summary>Every role there is: for what all staff of an office may see.</summary>
    public static Role[] AllStaff { get; } = Enum.GetValues<Role>();

    public void Add(string permission, params Role[] roles) => holders.Add(permission, [.. roles]);

    public bool Holds(IReadOnlySet<Role> roles, string permission) => holders.TryGetValue(permission, out var held) && held.Overlaps(roles);

    public IEnumerable<string> Names => holders.Keys;
}

/// <summary>Policies that do not depend on an office.</summary>
public static class Policies
{
    public const string SignedIn = "signed-in";

    public const string InstallationAdmin = "installation-admin";
}

/// <summary>Asks that the signed-in person holds a permission in the office of the address.</summary>
public sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

public sealed class PermissionHandler(OfficeRoles roles) : AuthorizationHandler<PermissionRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (await roles.MayAsync(requirement.Permission))
        {
            context.Succeed(requirement);
        }
    }
}

using Microsoft.AspNetCore.Identity;

namespace Rapfang.Platform.Identity;

/// <summary>Somebody who signs in to this installation; what they may do in an office follows from their roles there.</summary>
public sealed class User : IdentityUser<Guid>
{
    public User() => Id = Guid.CreateVersion7();

    public string DisplayName { get; set; } = "";

    public bool InstallationAdmin { get; set; }

    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>Since when this account is closed; people who acted are ended, never deleted.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The half minute of the last code that was used from an app; a code of it or of an earlier one is refused.</summary>
    public long? LastCodeStep { get; set; }
}

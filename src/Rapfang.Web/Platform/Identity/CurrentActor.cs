using System.Security.Claims;

namespace Rapfang.Platform.Identity;

/// <summary>Who acts in this request or job.</summary>
public sealed class CurrentActor(IHttpContextAccessor http)
{
    Guid? acting;

    /// <summary>A job acts for the user who asked for it.</summary>
    public void ActFor(Guid? user) => acting = user;

    /// <summary>The signed-in user; null for the public and for the system's own work.</summary>
    public Guid? UserId => acting
        ?? (Guid.TryParse(http.HttpContext?.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null);

    /// <summary>The absent person of the office whose right this request needed; null when one's own rights were enough.</summary>
    public Guid? ActingFor { get; internal set; }
}

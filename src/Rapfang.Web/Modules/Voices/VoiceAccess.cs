using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Voices;

/// <summary>Which cases the person who is signed in may see and work on. A sealed case is not there for those who may not know of it.</summary>
public sealed class VoiceAccess(RapfangDb db, OfficeRoles roles)
{
    /// <returns>Null when there is none such, for this person.</returns>
    public async Task<Voice?> FindAsync(Guid id) =>
        await db.Set<Voice>().Include(voice => voice.Steps).Include(voice => voice.Assignments).SingleOrDefaultAsync(voice => voice.Id == id) is { } voice
        && (!voice.IsSealed || await roles.MayAsync(VoicesModule.Sealed)) ? voice : null;

    public async Task<bool> MayHandleAsync(Voice voice) => voice.IsSealed || await roles.MayAsync(VoicesModule.Handle);

    /// <summary>The case that a page's address names, for a page where only who handles it may post; what is refused is answered here.</summary>
    /// <returns>Null when the request is answered.</returns>
    public async Task<(Voice Voice, bool MayHandle)?> OpenAsync(PageHandlerExecutingContext context)
    {
        _ = Guid.TryParse(context.RouteData.Values["id"] as string, out var id);
        if (await FindAsync(id) is not { } voice)
        {
            context.Result = new NotFoundResult();
            return null;
        }

        var may = await MayHandleAsync(voice);
        if (!may && HttpMethods.IsPost(context.HttpContext.Request.Method))
        {
            context.Result = new ForbidResult();
            return null;
        }

        return (voice, may);
    }
}

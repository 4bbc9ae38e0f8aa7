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
}

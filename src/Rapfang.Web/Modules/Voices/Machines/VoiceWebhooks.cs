using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Clients;
using Rapfang.Platform.Database;
using Rapfang.Platform.PersonalData;

namespace Rapfang.Modules.Voices.Machines;

/// <summary>
/// Tells other systems that a case moved: those that may read it, of what they asked to hear. Stored with the change. Of a
/// sealed case nobody hears.
/// </summary>
public sealed class VoiceWebhooks(RapfangDb db, Seals seals, TimeProvider clock)
{
    public async Task TellAsync(Voice voice)
    {
        if (voice.IsSealed || KindOf(voice) is not { } kind)
        {
            return;
        }

        var hooks = await db.Set<Webhook>().AsNoTracking()
            .Where(hook => hook.PausedAt == null && hook.Kinds.Contains(kind) && db.Set<ApiClient>().Any(client =>
                client.Id == hook.ClientId && client.UntilDate == null && (client.Id == voice.ClientId || client.Scopes.Contains(ApiScope.ReadAll))))
            .ToListAsync();
        db.AddRange(hooks.Select(hook => hook.Tell(seals, kind, voice.Number, voice.Id, RapfangDb.SnakeCase(voice.State.ToString()), clock.GetUtcNow())));
    }

    // One deed is told once, by what says most of it.
    string? KindOf(Voice voice)
    {
        var entry = db.Entry(voice);
        if (entry.State is EntityState.Added or EntityState.Detached)
        {
            return WebhookKind.Received;
        }

        var steps = voice.Steps.Where(step => db.Entry(step).State == EntityState.Added).Select(step => step.Kind).ToHashSet();
        return steps.Contains(VoiceStepKind.Reopened) ? WebhookKind.Reopened
            : steps.Contains(VoiceStepKind.Answered) ? WebhookKind.Answered
            : steps.Overlaps([VoiceStepKind.Closed, VoiceStepKind.Withdrawn, VoiceStepKind.Transferred]) ? WebhookKind.Closed
            : entry.Property(known => known.State).IsModified ? WebhookKind.StatusChanged : null;
    }
}

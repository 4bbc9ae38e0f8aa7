using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Listening;
using Rapfang.Platform;
using Rapfang.Platform.Clients;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices.Machines;

/// <summary>A case as other systems may read it: its words and public steps, never who spoke.</summary>
public sealed record MachineCase(
    Guid Id, string Number, VoiceKind Kind, VoiceState State, int? Type, string? TypeName, string Subject, string What, string Place, string? District, DateOnly ReceivedOn,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string? Answer)
{
    public bool IsOpen => State is not (VoiceState.Answered or VoiceState.Closed or VoiceState.Withdrawn or VoiceState.Transferred);
}

/// <summary>What other systems ask for; empty means no limit.</summary>
/// <param name="Ids">Only these.</param>
public sealed record MachineQuery(
    IReadOnlyList<Guid>? Ids = null, int? Type = null, bool? IsOpen = null, DateTimeOffset? CreatedFrom = null, DateTimeOffset? CreatedUntil = null,
    DateTimeOffset? UpdatedFrom = null, DateTimeOffset? UpdatedUntil = null, Guid? After = null, int Skip = 0, int Take = MachineCases.PageSize);

/// <summary>A case that another system brings.</summary>
/// <param name="Key">Of the client's choice: the same key is the same case, however often it is sent.</param>
public sealed record MachineVoice(
    VoiceKind Kind, string? Subject, string? What, string? Place, string? Wish, string? Name, string? Phone, string? Email, int? Type, string? Key, int? District = null);

/// <summary>Cases for other systems: a client sees those it brought, and all but the sealed ones if its key says so.</summary>
public sealed class MachineCases(RapfangDb db, VoiceRegister register, TimeProvider clock)
{
    public const int PageSize = 50;
    public const int LargestPage = 200;

    IQueryable<Voice> Seen(ApiClient client)
    {
        var own = client.Id;
        var all = client.May(ApiScope.ReadAll);
        return db.Set<Voice>().AsNoTracking().Where(voice => !voice.IsSealed && (all || voice.ClientId == own));
    }

    public async Task<IReadOnlyList<MachineCase>> FindAsync(ApiClient client, MachineQuery asked)
    {
        var voices = Seen(client);
        if (asked.Ids is { } ids)
        {
            voices = voices.Where(voice => ids.Contains(voice.Id));
        }

        if (asked.Type is { } type)
        {
            voices = voices.Where(voice => db.Set<VoiceType>().Any(one => one.Id == voice.TypeId && one.Number == type));
        }

        if (asked.IsOpen is { } open)
        {
            voices = voices.Where(voice => open != (voice.State == VoiceState.Answered || voice.State == VoiceState.Closed || voice.State == VoiceState.Withdrawn || voice.State == VoiceState.Transferred));
        }

        if (asked.After is { } after)
        {
            voices = voices.Where(voice => voice.Id > after);
        }

        var rows = voices.Select(voice => new
        {
            Voice = voice,
            Type = db.Set<VoiceType>().FirstOrDefault(one => one.Id == voice.TypeId),
            District = db.Set<District>().Where(one => one.Id == voice.DistrictId).Select(one => one.Name).FirstOrDefault(),
            CreatedAt = voice.Steps.Min(step => (DateTimeOffset?)step.At),
            UpdatedAt = voice.Steps.Max(step => (DateTimeOffset?)step.At),
            Answer = voice.Steps.Where(step => step.Kind == VoiceStepKind.Answered).OrderByDescending(step => step.At).Select(step => step.Text).FirstOrDefault(),
        });
        rows = asked.CreatedFrom is { } from ? rows.Where(row => row.CreatedAt >= from) : rows;
        rows = asked.CreatedUntil is { } until ? rows.Where(row => row.CreatedAt <= until) : rows;
        rows = asked.UpdatedFrom is { } changed ? rows.Where(row => row.UpdatedAt >= changed) : rows;
        rows = asked.UpdatedUntil is { } last ? rows.Where(row => row.UpdatedAt <= last) : rows;
        rows = asked.After is null ? rows.OrderByDescending(row => row.Voice.Id) : rows.OrderBy(row => row.Voice.Id);
        var found = await rows.Skip(asked.Skip).Take(Math.Clamp(asked.Take, 1, LargestPage)).ToListAsync();
        return [.. found.Select(row => new MachineCase(
            row.Voice.Id, row.Voice.Number, row.Voice.Kind, row.Voice.State, row.Type?.Number, row.Type?.Name, row.Voice.Subject.Text, row.Voice.What.Text, row.Voice.Place.Text, row.District, row.Voice.ReceivedOn,
            row.CreatedAt ?? default, row.UpdatedAt ?? default, row.Answer?.Text))];
    }

    /// <summary>Public steps of the cases that the client sees, in a span of time.</summary>
    public async Task<IReadOnlyList<VoiceStep>> StepsAsync(ApiClient client, DateTimeOffset from, DateTimeOffset until, Guid? of = null) =>
        await db.Set<VoiceStep>().AsNoTracking().Where(step => step.At >= from && step.At <= until && (of == null || step.VoiceId == of) && Seen(client).Any(voice => voice.Id == step.VoiceId))
            .OrderBy(step => step.At).ThenBy(step => step.Id).Take(LargestPage).ToListAsync();

    /// <exception cref="RuleBroken">Something is missing or too long, or the type is not known.</exception>
    public async Task<VoiceReceipt> BringAsync(ApiClient client, MachineVoice brought)
    {
        var what = VoiceText.Read(brought.What, "description");
        var subject = string.IsNullOrWhiteSpace(brought.Subject) ? what.InShort() : VoiceText.Read(brought.Subject, "subject", VoiceForm.LongestLine);
        var type = brought.Type is not { } number ? null : await db.Set<VoiceType>().AsNoTracking().SingleOrDefaultAsync(one => one.Number == number && one.UntilDate == null)
            ?? throw new RuleBroken("ไม่มีประเภทเรื่องนี้", "There is no such service.", "service_code");
        var district = brought.District is not { } named ? null : await db.Districts().SingleOrDefaultAsync(one => one.Number == named)
            ?? throw new RuleBroken("ไม่มีอำเภอนี้ในรายการของสำนักงาน", "The office's list has no such district.", "district");
        var channel = await db.Set<Channel>().AsNoTracking().Where(one => one.Way == ChannelWay.Machine && one.UntilDate == null).OrderBy(one => one.Number).FirstOrDefaultAsync()
            ?? throw new RuleBroken("สำนักงานปิดช่องทางนี้แล้ว", "The office has closed this channel.");
        var form = brought.Key is { Length: > 0 } key ? VoiceRegister.FormOf($"{client.Id} {key}") : Guid.NewGuid();
        return await register.ReceiveAsync(new NewVoice(
            form, brought.Kind, channel, IsSealed: false,
            new(subject, what, Line(brought.Place, "address_string"), VoiceText.Nothing, VoiceText.Read(brought.Wish, "wish", required: false)), null, clock.Today(),
            Line(brought.Name, "name").Text, Line(brought.Phone, "phone").Text, Line(brought.Email, "email").Text)
        {
            ClientId = client.Id, TypeId = type?.Id, DistrictId = district?.Id,
        });

        static VoiceText Line(string? typed, string field) => VoiceText.Read(typed, field, VoiceForm.LongestLine, required: false);
    }
}

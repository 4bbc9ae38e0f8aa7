using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Listening;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Time;

namespace Rapfang.Modules.Voices;

/// <summary>A case went to another office, of this installation or outside.</summary>
public sealed class VoiceTransfer : OfficeRecord
{
    public Guid VoiceId { get; init; }

    public int? ToOfficeId { get; init; }

    public string ToName { get; init; } = "";

    /// <summary>Its number there; empty when that office has not said.</summary>
    public string ToNumber { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public override Guid WholeId => VoiceId;
}

sealed class VoiceTransferConfiguration : IEntityTypeConfiguration<VoiceTransfer>
{
    public void Configure(EntityTypeBuilder<VoiceTransfer> entity)
    {
        entity.ToTable("voice_transfers");
        entity.HasOne<Voice>().WithMany().HasForeignKey(transfer => new { transfer.OfficeId, transfer.VoiceId });
    }
}

/// <summary>Hands cases over. In an office of this installation the case is taken in at once, with its words, files, speaker and day of receipt.</summary>
public sealed class VoiceTransfers(
    RapfangDb db, CurrentOffice current, OfficeDirectory directory, VoiceRegister register, Seals seals, IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>The offices that a case can go to: none that it came through.</summary>
    public async Task<IReadOnlyList<OfficeProfile>> OfficesAsync(Voice voice) =>
        [.. (await directory.AllAsync()).Where(office => office.Id != current.Id && !voice.Passed.Contains(office.Id))];

    /// <param name="to">An office of this installation; null for one outside.</param>
    /// <param name="name">The office outside.</param>
    /// <exception cref="RuleBroken">The case is over, or came from there.</exception>
    public async Task TransferAsync(Voice voice, int? to, string? name)
    {
        var at = clock.GetUtcNow();
        var transfer = to is { } id ? await InsideAsync(voice, id, at) : new VoiceTransfer { VoiceId = voice.Id, ToName = VoiceText.Read(name, "ToName", VoiceForm.LongestLine).Text, At = at };
        voice.Transfer(new(transfer.ToNumber.Length > 0 ? $"{transfer.ToName} เลขที่ {transfer.ToNumber} (ใช้รหัสลับเดิม)" : transfer.ToName), at);
        db.Add(transfer);
        db.Tell("voice.transferred", voice);
        await register.SaveAsync(voice);
    }

    async Task<VoiceTransfer> InsideAsync(Voice voice, int to, DateTimeOffset at)
    {
        var target = (await directory.AllAsync()).FirstOrDefault(office => office.Id == to && office.Id != current.Id)
            ?? throw new RuleBroken("เลือกหน่วยงานจากรายการ", "Choose an office of the list.", "ToOffice");
        if (voice.Passed.Contains(to))
        {
            throw new RuleBroken(
                $"เรื่องนี้เคยผ่าน{target.Name}มาแล้ว จึงโอนกลับไม่ได้ โปรดหารือกันให้ได้ข้อยุติว่าอยู่ในอำนาจหน้าที่ของหน่วยงานใด",
                "The case came through that office before and can not go back; settle between you who is in charge.", "ToOffice");
        }

        if (voice.IsOver || voice.State == VoiceState.Merged)
        {
            throw new RuleBroken("โอนได้เฉพาะเรื่องที่ยังไม่สิ้นสุด", "Only a case that is not over can be transferred.");
        }

        var speaker = await db.Set<VoiceSpeaker>().AsNoTracking().SingleOrDefaultAsync(one => one.VoiceId == voice.Id);
        var files = await (from use in db.Set<VoiceFile>().AsNoTracking()
                           join file in db.Set<StoredFile>().AsNoTracking() on use.FileId equals file.Id
                           where use.VoiceId == voice.Id && use.Kind == VoiceFileKind.Brought
                           select new KeptVoiceFile(use, file)).ToListAsync();
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOffice>().Set(target);
        var there = scope.ServiceProvider.GetRequiredService<RapfangDb>();
        var channel = await there.Set<Channel>().AsNoTracking().Where(known => known.UntilDate == null && (known.Way == ChannelWay.Unit || known.Way == ChannelWay.Agency)).OrderBy(known => known.Number).FirstOrDefaultAsync()
            ?? throw new RuleBroken($"{target.Name}ไม่มีช่องทางรับเรื่องจากหน่วยงานอื่น", "That office has no channel for cases of other offices.", "ToOffice");
        // The same case to the same office is the same form, so that a second try finds the first one's number.
        var form = VoiceRegister.FormOf(string.Create(CultureInfo.InvariantCulture, $"{voice.Id} {to}"));
        var receipt = await scope.ServiceProvider.GetRequiredService<VoiceRegister>().ReceiveAsync(new NewVoice(
            form, voice.Kind, channel, voice.IsSealed, new(voice.Subject, voice.What, voice.Place, voice.Happened, voice.Wish), null, voice.ReceivedOn,
            Open(VoiceSpeaker.NameField, speaker?.Name), Open(VoiceSpeaker.PhoneField, speaker?.Phone), Open(VoiceSpeaker.EmailField, speaker?.Email))
        {
            WantsMail = speaker?.WantsMail ?? false, WantsSms = speaker?.WantsSms ?? false, CodeHash = voice.CodeHash, Passed = [.. voice.Passed, current.Id], Copies = files,
        });
        return new VoiceTransfer { VoiceId = voice.Id, ToOfficeId = to, ToName = target.Name, ToNumber = receipt.Number, At = at };

        string Open(PersonalField field, Sealed? kept) => kept is null ? "" : seals.Open(speaker!, field, kept);
    }
}

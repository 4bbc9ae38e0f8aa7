using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Npgsql;
using Rapfang.Modules.Office;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Listening;

/// <summary>The register of channels: whom they serve, who looks after them.</summary>
public sealed class ChannelRegister(RapfangDb db, TimeProvider clock, IStringLocalizer<Text> t)
{
    /// <summary>Letters of a line that is typed.</summary>
    public const int LongestLine = 200;

    const string OfGroup = "g";
    const string OfPerson = "p";

    public async Task<Channel> AddAsync(string name, ChannelWay way)
    {
        var channel = new Channel { Number = (await db.Set<Channel>().MaxAsync(known => (int?)known.Number) ?? 0) + 1, Name = name, Way = way, FromDate = clock.Today() };
        db.Add(channel);
        db.Tell("channel.added", channel);
        await db.SaveChangesAsync();
        return channel;
    }

    /// <summary>The groups that a channel serves from now on; only those of which it changes are written.</summary>
    /// <param name="groups">The groups of the office with their channels.</param>
    public async Task ServeAsync(Channel channel, IEnumerable<StakeholderGroup> groups, IReadOnlyCollection<Guid> chosen)
    {
        channel.RefuseEnded();
        var all = await db.Set<Channel>().ToListAsync();
        foreach (var group in groups.Where(group => group.UntilDate is null && group.Channels.Exists(served => served.ChannelId == channel.Id) != chosen.Contains(group.Id)))
        {
            var served = all.Where(one => group.Channels.Exists(known => known.ChannelId == one.Id) != (one.Id == channel.Id)).ToList();
            db.AddRange(group.ServeBy(served));
            db.Tell("stakeholder-group.channels-chosen", group);
        }
    }

    /// <summary>Takes away one that was added by mistake.</summary>
    /// <exception cref="RuleBroken">Something names it: then it ends.</exception>
    public async Task DeleteAsync(Channel channel)
    {
        var id = channel.Id;
        channel.RefuseLastOfWeb(await db.Set<Channel>().Where(other => other.Id != id).ToListAsync());
        db.Remove(channel);
        db.Tell("channel.deleted", channel);
        try
        {
            await db.SaveUnlessChangedAsync();
        }
        catch (Exception e) when ((e as PostgresException ?? e.InnerException as PostgresException)?.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            throw new RuleBroken("ลบไม่ได้ ช่องทางนี้ใช้งานแล้ว มีเรื่อง กลุ่ม หรือตัวเลขที่อ้างถึง ให้กด “เลิกใช้” แทน ข้อมูลเดิมยังอยู่ครบ", "It can not be deleted: cases, groups or figures name it. End it instead; all of it is kept.");
        }
    }

    /// <summary>Groups and people of the office that can look after a channel.</summary>
    public async Task<IReadOnlyList<SelectListItem>> OwnersAsync(Channel? kept = null)
    {
        var (today, ownerGroup, ownerPerson) = (clock.Today(), kept?.OwnerGroupId, kept?.OwnerPersonId);
        var groups = await db.Set<Group>().AsNoTracking().Where(group => group.UntilDate == null || group.Id == ownerGroup).ToListAsync();
        var people = await db.Set<Person>().AsNoTracking().Where(person => (person.FromDate <= today && (person.UntilDate == null || person.UntilDate >= today)) || person.Id == ownerPerson).ToListAsync();
        return
        [
            new(t["Nobody yet"], ""),
            .. groups.OrderBy(group => group.Name, ThaiText.Comparer).Select(group => new SelectListItem(group.Name, Code(OfGroup, group.Id))),
            .. people.OrderBy(person => person.GivenName, ThaiText.Comparer).Select(person => new SelectListItem(person.FullName, Code(OfPerson, person.Id))),
        ];
    }

    public static string OwnerOf(Channel channel) => channel.OwnerGroupId is { } group ? Code(OfGroup, group) : channel.OwnerPersonId is { } person ? Code(OfPerson, person) : "";

    /// <summary>The group and the person that a choice of <see cref="OwnersAsync"/> names; at most one of the two.</summary>
    public static (Guid? Group, Guid? Person) Owner(string? chosen, IEnumerable<SelectListItem> offered)
    {
        if (string.IsNullOrEmpty(chosen))
        {
            return (null, null);
        }

        if (offered.All(item => item.Value != chosen))
        {
            throw new RuleBroken("เลือกจากรายการ", "Choose one of the list.", "Input.Owner");
        }

        var id = Guid.Parse(chosen[1..]);
        return chosen.StartsWith(OfGroup, StringComparison.Ordinal) ? (id, null) : (null, id);
    }

    static string Code(string kind, Guid id) => $"{kind}{id:N}";

    /// <summary>A whole number as people type it, with Thai digits and commas; null for nothing.</summary>
    public static int? Whole(string? typed, string field) => Number(typed, field) is not { } number ? null
        : number == decimal.Truncate(number) && Math.Abs(number) <= int.MaxValue ? (int)number
        : throw new RuleBroken("กรอกเป็นเลขจำนวนเต็ม", "Enter a whole number.", field);

    /// <summary>A number as people type it, with Thai digits and commas; null for nothing.</summary>
    public static decimal? Number(string? typed, string field) => string.IsNullOrWhiteSpace(typed) ? null
        : decimal.TryParse(ThaiDigits.ToArabic(typed).Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : throw new RuleBroken("กรอกเป็นตัวเลข", "Enter a number.", field);
}

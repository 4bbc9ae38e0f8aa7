using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Office;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.PersonalData;
using Rapfang.Thai;

namespace Rapfang.Modules.Networks;

/// <summary>How a member said yes to being kept in the register.</summary>
public enum ConsentWay
{
    Written,
    Spoken,
    Online,
}

/// <summary>Somebody who belongs to a network. Who they are lies sealed; it goes when they take their consent back.</summary>
public sealed class NetworkMember : OfficeRecord, IEffective
{
    public NetworkMember(Guid networkId, DateOnly from)
    {
        NetworkId = networkId;
        FromDate = from;
    }

    NetworkMember()
    {
    }

    public static PersonalField NameField { get; } = new("network_members.name", Mask);

    public static PersonalField PhoneField { get; } = new("network_members.phone", Masks.Phone);

    public static PersonalField EmailField { get; } = new("network_members.email", Masks.Email);

    public Guid NetworkId { get; private set; }

    /// <summary>Null once consent was taken back.</summary>
    public Sealed? Name { get; private set; }

    /// <summary>A keyed hash of the name, to find it when it is typed.</summary>
    public string? NameHash { get; private set; }

    public Sealed? Phone { get; private set; }

    public Sealed? Email { get; private set; }

    /// <summary>What they are in the network, such as chair.</summary>
    public string Duty { get; private set; } = "";

    public bool OnCommittee { get; private set; }

    public DateOnly? ConsentedOn { get; private set; }

    public ConsentWay? ConsentWay { get; private set; }

    public DateOnly FromDate { get; private set; }

    public DateOnly? UntilDate { get; private set; }

    /// <summary>Where a committee's list has the duty: the chair, the vice chairs, the others, at its end the secretaries.</summary>
    public int Precedence => Duty switch
    {
        _ when Duty.StartsWith("ประธาน", StringComparison.Ordinal) => 0,
        _ when Duty.StartsWith("รองประธาน", StringComparison.Ordinal) => 1,
        _ when Duty.Contains("เลขานุการ", StringComparison.Ordinal) => 3,
        _ => 2,
    };

    /// <summary>What everybody may see of the name.</summary>
    public string Shown => Name?.Mask ?? "–";

    public void Call(Sealed name, string hash) => (Name, NameHash) = (name, hash);

    public void Reach(Sealed? phone, Sealed? email) => (Phone, Email) = (phone, email);

    /// <exception cref="RuleBroken">Consent lies in the future, or is told without its way.</exception>
    public void Describe(string duty, bool onCommittee, DateOnly? consentedOn, ConsentWay? way, DateOnly today)
    {
        if (consentedOn > today)
        {
            throw new RuleBroken("วันที่ให้ความยินยอมต้องไม่อยู่หลังวันนี้", "The day of consent can not lie after today.", "Input.ConsentedOn");
        }

        if (consentedOn is null != way is null)
        {
            throw new RuleBroken(
                "ระบุทั้งวันที่ให้ความยินยอมและวิธีให้ความยินยอม", "Give both the day of consent and how it was given.", consentedOn is null ? "Input.ConsentedOn" : "Input.ConsentWay");
        }

        (Duty, OnCommittee, ConsentedOn, ConsentWay) = (duty, onCommittee, consentedOn, way);
    }

    /// <summary>They leave; who they were stays for the records of meetings.</summary>
    public void End(DateOnly lastDay)
    {
        if (UntilDate is not null)
        {
            throw new RuleBroken("สมาชิกผู้นี้พ้นจากเครือข่ายแล้ว", "This member has left already.");
        }

        UntilDate = Ending.Check(FromDate, lastDay);
    }

    /// <summary>They take their consent back: who they are and how they are reached goes, that somebody was there stays.</summary>
    public void Forget(DateOnly on)
    {
        UntilDate ??= on < FromDate ? FromDate : on;
        (Name, NameHash, Phone, Email, Duty) = (null, null, null, null, "");
    }

    // Enough to know oneself by on a list, not enough to be known by: of the given name two letters, of the family name one.
    static string Mask(string text)
    {
        var name = PersonName.Split(text);
        return $"{Start(name.Given, 2)} {Start(name.Family, 1)}".Trim();

        static string Start(string part, int letters)
        {
            var length = ThaiText.Length(part);
            return length == 0 ? "" : First(part, Math.Min(letters, Math.Max(1, length - 1))) + Masks.Hidden;
        }

        static string First(string part, int letters)
        {
            var all = System.Globalization.StringInfo.ParseCombiningCharacters(part);
            return letters < all.Length ? part[..all[letters]] : part;
        }
    }
}

sealed class NetworkMemberConfiguration : IEntityTypeConfiguration<NetworkMember>
{
    public void Configure(EntityTypeBuilder<NetworkMember> entity)
    {
        entity.ToTable("network_members");
        entity.Ignore(member => member.Shown);
        entity.Ignore(member => member.Precedence);
        entity.HasOne<Network>().WithMany().HasForeignKey(member => new { member.OfficeId, member.NetworkId });
    }
}

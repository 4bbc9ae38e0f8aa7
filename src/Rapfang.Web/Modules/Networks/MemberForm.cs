using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Networks;

/// <summary>What is typed of a member. Of a member who is there, nothing typed leaves what is sealed as it is.</summary>
public sealed class MemberForm
{
    const int LongestName = 150;

    public string? Name { get; set; }

    public string? Phone { get; set; }

    [EmailAddress(ErrorMessage = "This is not an e-mail address."), StringLength(100)]
    public string? Email { get; set; }

    public bool RemovePhone { get; set; }

    public bool RemoveEmail { get; set; }

    public string? Duty { get; set; }

    public bool OnCommittee { get; set; }

    public DateOnly? ConsentedOn { get; set; }

    public ConsentWay? ConsentWay { get; set; }

    /// <summary>The masks of what is kept; null for a new member.</summary>
    [BindNever]
    public NetworkMember? Kept { get; private init; }

    public static IEnumerable<SelectListItem> WayItems(IStringLocalizer<Text> t) =>
        Enum.GetValues<ConsentWay>().Select(way => new SelectListItem(t["ConsentWay." + way], way.ToString())).Prepend(new(t["Not given yet"], ""));

    public static MemberForm Of(NetworkMember member) => new()
    {
        Kept = member, Duty = member.Duty, OnCommittee = member.OnCommittee, ConsentedOn = member.ConsentedOn, ConsentWay = member.ConsentWay,
    };

    /// <exception cref="RuleBroken">The name is missing, the telephone is none, consent is told by half.</exception>
    public void Write(NetworkMember member, NetworkRegister register, DateOnly today)
    {
        var name = VoiceText.Read(Name, "Input.Name", LongestName, required: Kept is null).Text;
        if (name.Length > 0 && NetworkRegister.Plain(name).Length == 0)
        {
            throw new RuleBroken("กรอกชื่อและนามสกุล", "Give the name and family name.", "Input.Name");
        }

        if (!string.IsNullOrWhiteSpace(Phone) && ThaiPhone.Parse(Phone) is null)
        {
            throw new RuleBroken("ไม่ใช่หมายเลขโทรศัพท์ไทย โปรดตรวจจำนวนหลัก", "Not a Thai telephone number; look at the number of digits.", "Input.Phone");
        }

        member.Describe(VoiceText.Read(Duty, "Input.Duty", 100, required: false).Text, OnCommittee, ConsentedOn, ConsentWay, today);
        register.Write(member, name.Length > 0 ? name : null, Changed(Phone, RemovePhone), Changed(Email, RemoveEmail));
    }

    static string? Changed(string? typed, bool remove) => !string.IsNullOrWhiteSpace(typed) ? typed : remove ? "" : null;
}

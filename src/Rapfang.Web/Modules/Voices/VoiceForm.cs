using System.Net.Mail;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices;

/// <summary>What is asked of somebody who speaks, on the public form and at the counter.</summary>
public sealed class VoiceForm
{
    public const int LongestLine = 150;
    const int LongestContact = 100;

    public string? Subject { get; set; }

    public string? What { get; set; }

    public string? Place { get; set; }

    public string? Happened { get; set; }

    public string? Wish { get; set; }

    public Guid? GroupId { get; set; }

    public Guid? DistrictId { get; set; }

    public string? Name { get; set; }

    public string? Phone { get; set; }

    public string? Email { get; set; }

    public bool WantsMail { get; set; }

    public bool WantsSms { get; set; }

    public bool IsAnonymous => string.IsNullOrWhiteSpace(Name + Phone + Email);

    public static IEnumerable<SelectListItem> Items(IEnumerable<StakeholderGroup> groups, IStringLocalizer<Text> t) =>
        groups.Select(group => new SelectListItem(group.Name, group.Id.ToString())).Prepend(new(t["I would rather not say"], ""));

    public static IEnumerable<SelectListItem> Items(IEnumerable<District> districts, string none) =>
        districts.Select(district => new SelectListItem(district.Name, district.Id.ToString())).Prepend(new(none, ""));

    /// <summary>The words as they would be kept; null when something is wrong, which then stands at its field.</summary>
    public Told? Read(ModelStateDictionary state, IEnumerable<StakeholderGroup> groups, IEnumerable<District> districts)
    {
        var told = new Told(
            Text(Subject, nameof(Subject), LongestLine), Text(What, nameof(What), VoiceText.Longest), Text(Place, nameof(Place), LongestLine, required: false),
            Text(Happened, nameof(Happened), LongestLine, required: false), Text(Wish, nameof(Wish), VoiceText.Longest, required: false));
        (Name, Phone, Email) = (Contact(Name, nameof(Name)), Contact(Phone, nameof(Phone)), Contact(Email, nameof(Email)));
        if (Email.Length > 0 && !MailAddress.TryCreate(Email, out _))
        {
            state.TryAddModelError("Input.Email", UiSetup.Say("อีเมลนี้ไม่ครบ เช่น ต้องมี @", "This is not a whole e-mail address; is there an @?"));
        }

        if (WantsMail && Email.Length == 0)
        {
            state.TryAddModelError("Input.Email", UiSetup.Say("กรอกอีเมล เพื่อรับแจ้งความคืบหน้า", "Give your e-mail address to be told of news."));
        }

        if (WantsSms && ThaiPhone.Parse(Phone) is not { IsMobile: true })
        {
            state.TryAddModelError("Input.Phone", UiSetup.Say("กรอกหมายเลขโทรศัพท์มือถือ เพื่อรับแจ้งความคืบหน้าทาง SMS", "Give a mobile number to be told of news by SMS."));
        }

        if (GroupId is { } id && groups.All(group => group.Id != id))
        {
            state.TryAddModelError("Input.GroupId", UiSetup.Say("เลือกจากรายการ", "Choose one of the list."));
        }

        if (DistrictId is { } asked && districts.All(district => district.Id != asked))
        {
            state.TryAddModelError("Input.DistrictId", UiSetup.Say("เลือกจากรายการ", "Choose one of the list."));
        }

        return state.IsValid ? told : null;

        static string Missing(string field) => field == nameof(Subject)
            ? UiSetup.Say("เขียนเรื่องโดยย่อ 1 บรรทัด", "Say in one line what it is about.") : UiSetup.Say("เล่าเรื่องที่ต้องการแจ้ง", "Tell us the matter.");

        string Contact(string? typed, string field) => Text(typed, field, LongestContact, required: false).Text;

        VoiceText Text(string? typed, string field, int most, bool required = true)
        {
            try
            {
                return VoiceText.Read(typed, "Input." + field, most, required);
            }
            catch (RuleBroken rule)
            {
                state.TryAddModelError(rule.Field, string.IsNullOrWhiteSpace(typed) ? Missing(field) : rule.Text);
                return new(typed ?? "");
            }
        }
    }
}

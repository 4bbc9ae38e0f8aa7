using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Voices;
using Rapfang.Ui;

namespace Rapfang.Modules.Networks;

/// <summary>What is typed of a meeting.</summary>
public sealed class MeetingForm
{
    public MeetingKind Kind { get; set; }

    public string? Title { get; set; }

    public DateOnly Day { get; set; }

    public TimeOnly From { get; set; } = new(9, 0);

    public TimeOnly? Until { get; set; }

    public string? Place { get; set; }

    public string? Agenda { get; set; }

    public int Seen { get; set; }

    public static IEnumerable<SelectListItem> KindItems(IStringLocalizer<Text> t) => Enum.GetValues<MeetingKind>().Select(kind => new SelectListItem(t["MeetingKind." + kind], kind.ToString()));

    public static MeetingForm Of(NetworkMeeting meeting) => new()
    {
        Kind = meeting.Kind, Title = meeting.Title, Day = meeting.Day, From = meeting.FromTime, Until = meeting.UntilTime, Place = meeting.Place, Agenda = meeting.Agenda.Text, Seen = meeting.Version,
    };

    public MeetingPlan Read() => new(
        Kind, VoiceText.Read(Title, "Input.Title", NetworkRegister.LongestLine), Day, From, Until,
        VoiceText.Read(Place, "Input.Place", NetworkRegister.LongestLine), VoiceText.Read(Agenda, "Input.Agenda", required: false));
}

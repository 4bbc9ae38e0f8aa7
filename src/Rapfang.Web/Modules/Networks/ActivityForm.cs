using System.Globalization;
using Rapfang.Modules.Voices;
using Rapfang.Platform;

namespace Rapfang.Modules.Networks;

/// <summary>What is typed of an activity.</summary>
public sealed class ActivityForm
{
    public string? Topic { get; set; }

    public string? Steps { get; set; }

    public DateOnly Day { get; set; }

    public DateOnly? UntilDay { get; set; }

    public string? Place { get; set; }

    /// <summary>As it was typed; Thai digits and separators do no harm.</summary>
    public string? Participants { get; set; }

    public string? Result { get; set; }

    public int Seen { get; set; }

    public static ActivityForm Of(NetworkActivity activity) => new()
    {
        Topic = activity.Topic, Steps = activity.Steps, Day = activity.Day, UntilDay = activity.UntilDay, Place = activity.Place, Participants = activity.Participants?.ToString(CultureInfo.InvariantCulture), Result = activity.Result, Seen = activity.Version,
    };

    public ActivityFacts Read() => new(
        VoiceText.Read(Topic, "Input.Topic", NetworkRegister.LongestLine), VoiceText.Read(Steps, "Input.Steps"), Day, UntilDay,
        VoiceText.Read(Place, "Input.Place", NetworkRegister.LongestLine), TypedNumber.Read(Participants, "Input.Participants"), VoiceText.Read(Result, "Input.Result", required: false));
}

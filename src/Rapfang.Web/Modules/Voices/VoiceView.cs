namespace Rapfang.Modules.Voices;

/// <summary>How cases are shown to the office.</summary>
public static class VoiceView
{
    const int SoonDays = 3;

    public static string TagKind(VoiceState state) => state switch
    {
        VoiceState.Answered or VoiceState.Closed => "good",
        VoiceState.Received or VoiceState.Proposed => "warn",
        VoiceState.Withdrawn => "quiet",
        _ => "plain",
    };

    /// <summary>A first answer that is still owed, or was given too late.</summary>
    public static bool IsLate(DateOnly? due, DateOnly? answered, bool isOver, DateOnly today) =>
        due is { } by && (answered is { } on ? on > by : !isOver && today > by);

    public static bool IsSoon(DateOnly? due, DateOnly? answered, bool isOver, DateOnly today) =>
        due is { } by && answered is null && !isOver && today <= by && by <= today.AddDays(SoonDays);
}

/// <summary>The clocks of a case as its page shows them.</summary>
/// <param name="Seen">The version of the case that the page shows.</param>
public sealed record CaseClocks(IReadOnlyList<Rules.Deadline> Clocks, Voice Voice, int Seen, bool MayHandle, DateOnly Today)
{
    public bool MayAcknowledge => MayHandle && Voice.AcknowledgedOn is null && !Voice.IsOver && Clocks.Any(clock => clock is { RuleCode: Rules.DeadlineRule.ComplaintAcknowledge, MetOn: null });
}

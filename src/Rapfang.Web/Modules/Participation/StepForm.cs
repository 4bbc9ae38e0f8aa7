using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation;

/// <summary>What is found of a step, as it is typed.</summary>
public sealed class StepForm
{
    public ProcessStage Stage { get; set; }

    public string? Task { get; set; }

    public bool? CanTakePart { get; set; }

    public LegalLimit Limit { get; set; }

    public string? Law { get; set; }

    public string? Reason { get; set; }

    public ParticipationTool? Tool { get; set; }

    public ParticipationLevel? Level { get; set; }

    public string? Form { get; set; }

    /// <summary>The version of the process that the form was filled from.</summary>
    public int Seen { get; set; }

    public static StepForm Of(ParticipationStep step, int seen) => new()
    {
        Stage = step.Stage, Task = step.Task, CanTakePart = step.CanTakePart, Limit = step.LegalLimit, Law = step.Law, Reason = step.Reason, Tool = step.Tool, Level = step.Level, Form = step.Form, Seen = seen,
    };

    /// <exception cref="RuleBroken">Something needed is missing.</exception>
    public StepFacts Read() => new(
        Stage, VoiceText.Read(Task, "Input.Task", ParticipationRegister.LongestLine), CanTakePart, Limit, VoiceText.Read(Law, "Input.Law", ParticipationRegister.LongestLine, required: false),
        VoiceText.Read(Reason, "Input.Reason", ParticipationRegister.LongestSuggestion, required: false), Tool, Level, VoiceText.Read(Form, "Input.Form", ParticipationRegister.LongestSuggestion, required: false));

    public static IEnumerable<SelectListItem> StageItems(IStringLocalizer<Text> t) => Enum.GetValues<ProcessStage>().Select(stage => new SelectListItem(t["ProcessStage." + stage], stage.ToString()));

    public static IEnumerable<SelectListItem> LimitItems(IStringLocalizer<Text> t) => Enum.GetValues<LegalLimit>().Select(limit => new SelectListItem(t["LegalLimit." + limit], limit.ToString()));

    public static IEnumerable<SelectListItem> CanItems(IStringLocalizer<Text> t) =>
        [new(t["Not looked at yet"], ""), new(t["They can"], bool.TrueString), new(t["They can not"], bool.FalseString)];
}

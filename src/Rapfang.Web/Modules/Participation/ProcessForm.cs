using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation;

/// <summary>What is typed of a core process.</summary>
public sealed class ProcessForm
{
    public string? Name { get; set; }

    public string? Mechanism { get; set; }

    public string? LegalBase { get; set; }

    public string? Note { get; set; }

    public ParticipationLevel? Target { get; set; }

    /// <summary>The version that the form was filled from.</summary>
    public int Seen { get; set; }

    public static ProcessForm Of(CoreProcess process) => new()
    {
        Name = process.Name, Mechanism = process.Mechanism, LegalBase = process.LegalBase, Note = process.Note, Target = process.TargetLevel, Seen = process.Version,
    };

    /// <exception cref="RuleBroken">Something needed is missing.</exception>
    public ProcessFacts Read() => new(
        VoiceText.Read(Name, "Input.Name", ParticipationRegister.LongestLine), VoiceText.Read(Mechanism, "Input.Mechanism"),
        VoiceText.Read(LegalBase, "Input.LegalBase", ParticipationRegister.LongestSuggestion, required: false), VoiceText.Read(Note, "Input.Note", ParticipationRegister.LongestSuggestion, required: false), Target);

    public static IEnumerable<SelectListItem> TargetItems(IStringLocalizer<Text> t) => [new(t["No target"], ""), .. Levels(t)];

    public static IEnumerable<SelectListItem> LevelItems(IStringLocalizer<Text> t) => [new(t["Not chosen yet"], ""), .. Levels(t)];

    static IEnumerable<SelectListItem> Levels(IStringLocalizer<Text> t) => Enum.GetValues<ParticipationLevel>().Select(level => new SelectListItem(t["ParticipationLevel." + level], level.ToString()));

    public static IEnumerable<SelectListItem> ToolItems(IStringLocalizer<Text> t) =>
        [new(t["Not chosen yet"], ""), .. Enum.GetValues<ParticipationTool>().Select(tool => new SelectListItem(t["ParticipationTool." + tool], tool.ToString()))];
}

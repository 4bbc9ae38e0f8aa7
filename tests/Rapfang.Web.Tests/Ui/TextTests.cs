using System.Text.RegularExpressions;
using System.Xml.Linq;
using Rapfang.Modules.Files;
using Rapfang.Modules.Improvements;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Manuals;
using Rapfang.Modules.Networks;
using Rapfang.Modules.Office;
using Rapfang.Modules.Participation;
using Rapfang.Modules.Participation.Consultations.Comments;
using Rapfang.Modules.Projects;
using Rapfang.Modules.Rules;
using Rapfang.Modules.Services;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Surveys;
using Rapfang.Modules.Voices;
using Rapfang.Modules.Voices.Monitoring;
using Rapfang.Modules.Voices.Statistics;
using Rapfang.Modules.Voices.Yearly;
using Rapfang.Modules.Works;
using Rapfang.Platform.Clients;
using Rapfang.Platform.Flow;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Jobs;
using Rapfang.Platform.Mail;
using Rapfang.Platform.Notifications;
using Rapfang.Platform.Search;

namespace Rapfang.Tests.Ui;

/// <summary>Every text of the interface has Thai; a key that is no English sentence has English too; none is left over.</summary>
public sealed partial class TextTests
{
    static readonly Dictionary<string, string> Thai = Read("Ui/Text.th.resx");
    static readonly Dictionary<string, string> English = Read("Ui/Text.resx");
    static readonly List<(string Path, string Text)> Code = [.. Sources.Files(".cs", ".cshtml")];

    static Dictionary<string, string> Read(string file) => XDocument.Load(Path.Combine(Sources.Root, file)).Root!.Elements("data")
        .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value, StringComparer.Ordinal);

    // T["…"], t["…"], but not the stem of a composed key.
    [GeneratedRegex("""\b[tT]\["((?:[^"\\]|\\.)+)"(?!\s*\+)""", RegexOptions.None, 1000)]
    private static partial Regex Asked();

    [GeneratedRegex("""ErrorMessage \??\??= ?"((?:[^"\\]|\\.)+)""", RegexOptions.None, 1000)]
    private static partial Regex Message();

    [GeneratedRegex("""Menu\.Add\(new\("([^"]+)""", RegexOptions.None, 1000)]
    private static partial Regex MenuText();

    // new(survey, "what", due, "state", …) of the desk.
    [GeneratedRegex("""new\(survey, "([^"]+)", [^"]+, "([^"]+)""", RegexOptions.None, 1000)]
    private static partial Regex ToDo();

    [GeneratedRegex("""\b(?:Tell|DoneAsync)\("([a-z-]+\.[a-z-]+)""", RegexOptions.None, 1000)]
    private static partial Regex Told();

    [GeneratedRegex("""\b[tT]\["([A-Za-z]+\.)" \+""", RegexOptions.None, 1000)]
    private static partial Regex Stem();

    [GeneratedRegex("""\{(\d+)[^}]*\}""", RegexOptions.None, 1000)]
    private static partial Regex Hole();

    static IEnumerable<string> Found(Regex pattern) =>
        Code.SelectMany(file => pattern.Matches(file.Text)).SelectMany(match => match.Groups.Values.Skip(1)).Select(group => group.Value);

    static readonly HashSet<string> Sentences = [.. Found(Asked()), .. Found(Message()), .. Found(MenuText()), .. Found(ToDo())];

    static IEnumerable<string> Of<T>(string stem)
        where T : struct, Enum => Enum.GetNames<T>().Select(name => stem + name);

    /// <summary>Keys put together in code, by their stem.</summary>
    static readonly Dictionary<string, IEnumerable<string>> ByStem = new()
    {
        ["OfficeKind."] = Of<OfficeKind>("OfficeKind."),
        ["GroupKind."] = Of<GroupKind>("GroupKind."),
        ["Host."] = Of<Host>("Host."),
        ["StakeholderKind."] = Of<StakeholderKind>("StakeholderKind."),
        ["AnalysisState."] = Of<AnalysisState>("AnalysisState."),
        ["MissionLevel."] = Of<MissionLevel>("MissionLevel."),
        ["MissionLevelMeans."] = Of<MissionLevel>("MissionLevelMeans."),
        ["Drive."] = Of<Drive>("Drive."),
        ["GroupPart."] = Of<GroupPart>("GroupPart."),
        ["NeedKind."] = Of<NeedKind>("NeedKind."),
        ["NeedPriority."] = Of<NeedPriority>("NeedPriority."),
        ["NeedSource."] = Of<NeedSource>("NeedSource."),
        ["Difference."] = Of<Rapfang.Modules.Stakeholders.Difference>("Difference."),
        ["ComparedPart."] = Of<ComparedPart>("ComparedPart."),
        ["GapKind."] = Of<GapKind>("GapKind."),
        ["JobState."] = Of<JobState>("JobState."),
        ["MailState."] = Of<MailState>("MailState."),
        ["MailTrouble."] = Of<MailTrouble>("MailTrouble."),
        ["MailboxTrouble."] = Of<MailboxTrouble>("MailboxTrouble."),
        ["LetterRefusal."] = Of<LetterRefusal>("LetterRefusal."),
        ["CallTrouble."] = Of<CallTrouble>("CallTrouble."),
        ["CallWhat."] = WebhookKind.All.Concat([WebhookKind.Test, LineMessages.ReplyRoute, LineMessages.PushRoute, SmsGateway.Route]).Select(what => "CallWhat." + what),
        ["FileGroup."] = Of<FileGroup>("FileGroup."),
        ["HolidayScope."] = Of<HolidayScope>("HolidayScope."),
        ["HolidayLineState."] = Of<HolidayLineState>("HolidayLineState."),
        ["DeadlineUnit."] = Of<DeadlineUnit>("DeadlineUnit."),
        ["EscalationRole."] = EscalationStep.Ladder.Select(role => "EscalationRole." + role),
        ["Frequency."] = Of<Frequency>("Frequency."),
        ["Clock."] = VoiceClocks.Codes.Select(code => "Clock." + code),
        ["Restarts."] = Of<Restarts>("Restarts."),
        ["VoiceKind."] = Of<VoiceKind>("VoiceKind."),
        ["VoiceAbout."] = Of<VoiceKind>("VoiceAbout."),
        ["VoiceWhat."] = Of<VoiceKind>("VoiceWhat."),
        ["VoicePublic."] = Of<VoiceState>("VoicePublic."),
        ["VoicePublicMeans."] = Of<VoiceState>("VoicePublicMeans."),
        ["ChannelWay."] = Of<ChannelWay>("ChannelWay."),
        ["AlsoCounted."] = Of<AlsoCounted>("AlsoCounted."),
        ["ReviewVerdict."] = Of<ReviewVerdict>("ReviewVerdict."),
        ["InsightSourceKind."] = Of<InsightSourceKind>("InsightSourceKind."),
        ["VoiceState."] = Of<VoiceState>("VoiceState."),
        ["VoiceNext."] = Of<VoiceState>("VoiceNext."),
        ["ReadBack."] = Of<ReadBackWay>("ReadBack."),
        ["ReadBackWay."] = Of<ReadBackWay>("ReadBackWay."),
        ["VoiceNoteKind."] = Of<VoiceNoteKind>("VoiceNoteKind."),
        ["Screening."] = Of<Screening>("Screening."),
        ["Branch."] = Of<Branch>("Branch."),
        ["ApiScope."] = ApiScope.All.Select(scope => "ApiScope." + scope),
        ["BulkDeed."] = Of<Rapfang.Modules.Voices.Bulk.BulkDeed>("BulkDeed."),
        ["VoiceFileKind."] = Of<VoiceFileKind>("VoiceFileKind."),
        ["VoiceLetterKind."] = Of<VoiceLetterKind>("VoiceLetterKind."),
        ["ChannelRating."] = Of<ChannelRating>("ChannelRating."),
        ["Indicator."] = Of<Indicator>("Indicator."),
        ["IndicatorMeans."] = Of<Indicator>("IndicatorMeans."),
        ["VoiceStepKind."] = Of<VoiceStepKind>("VoiceStepKind."),
        ["ImprovementState."] = Of<ImprovementState>("ImprovementState."),
        ["TimeUnit."] = Of<TimeUnit>("TimeUnit."),
        ["SourceKind."] = Of<SourceKind>("SourceKind."),
        ["EffectKind."] = Of<EffectKind>("EffectKind."),
        ["Verdict."] = Of<Verdict>("Verdict."),
        ["Shows."] = new[] { Improvement.PhotosBefore, Improvement.PhotosAfter, Improvement.Papers }.Select(kind => "Shows." + kind),
        ["ManualState."] = Of<ManualState>("ManualState."),
        ["ManualOutline."] = Of<ManualOutline>("ManualOutline."),
        ["ManualPart."] = Of<ManualPart>("ManualPart."),
        ["StepColumns."] = Of<StepColumns>("StepColumns."),
        ["StepSymbol."] = Of<StepSymbol>("StepSymbol."),
        ["StepUnit."] = Of<StepUnit>("StepUnit."),
        ["YearlyState."] = Of<YearlyState>("YearlyState."),
        ["YearlyPart."] = Of<YearlyPart>("YearlyPart."),
        ["ProjectState."] = Of<ProjectState>("ProjectState."),
        ["ProjectPhase."] = Of<ProjectPhase>("ProjectPhase."),
        ["ProjectStep."] = Of<ProjectStep>("ProjectStep."),
        ["ProjectStepMeans."] = Of<ProjectStep>("ProjectStepMeans."),
        ["ProjectPart."] = Of<ProjectPart>("ProjectPart."),
        ["Criterion."] = Of<Criterion>("Criterion."),
        ["MoveOutcome."] = Of<MoveOutcome>("MoveOutcome."),
        ["NetworkBasis."] = Of<NetworkBasis>("NetworkBasis."),
        ["ConsentWay."] = Of<ConsentWay>("ConsentWay."),
        ["MeetingKind."] = Of<MeetingKind>("MeetingKind."),
        ["MeetingState."] = Of<MeetingState>("MeetingState."),
        ["ParticipationLevel."] = Of<ParticipationLevel>("ParticipationLevel."),
        ["ParticipationTool."] = Of<ParticipationTool>("ParticipationTool."),
        ["ProcessStage."] = Of<ProcessStage>("ProcessStage."),
        ["LegalLimit."] = Of<LegalLimit>("LegalLimit."),
        ["InvolvementKind."] = Of<InvolvementKind>("InvolvementKind."),
        ["Sector."] = Of<Sector>("Sector."),
        ["ConsultationState."] = Of<ConsultationState>("ConsultationState."),
        ["ParticipationMeans."] = Of<ParticipationLevel>("ParticipationMeans."),
        ["CommentState."] = Of<CommentState>("CommentState."),
        ["CommentRefusal."] = Of<CommentRefusal>("CommentRefusal."),
        ["CommentView."] = Of<CommentView>("CommentView."),
        ["FlowLayout."] = Of<FlowLayout>("FlowLayout."),
        ["EditionState."] = Of<EditionState>("EditionState."),
        ["ManualWords."] = [.. typeof(ManualWords).GetProperties().Select(part => $"ManualWords.{part.Name}")],
        ["ServiceWay."] = Of<ServiceWay>("ServiceWay."),
        ["ServicePhase."] = Of<ServicePhase>("ServicePhase."),
        ["RequestState."] = Of<RequestState>("RequestState."),
        ["RequestSource."] = Of<RequestSource>("RequestSource."),
        ["SurveyState."] = Of<SurveyState>("SurveyState."),
        ["SearchKind."] = SearchIndex.Types.Select(type => "SearchKind." + SearchIndex.KindOf(type)),
        ["Event."] = Found(Told()).Select(kind => "Event." + kind),
    };

    // What ASP.NET Core Identity may answer under the rules of this app.
    static readonly string[] FromIdentity = ["DuplicateUserName", "InvalidUserName", "PasswordMismatch", "PasswordRequiresUniqueChars", "PasswordTooShort"];

    static readonly HashSet<string> Composed = [.. ByStem.Values.SelectMany(keys => keys), .. Of<Role>(""), .. FromIdentity];

    [Fact]
    public void Scan_FindsTheTextsItIsMeantToFind()
    {
        foreach (var known in new[] { "Sign in", "Fill in this field.", "At most {1} characters.", "Surveys", "Waits for you", "Closed: report the result to the director" })
        {
            Assert.Contains(known, Sentences);
        }

        Assert.Contains("Event.person.role-given", Composed);
        Assert.Contains("Event.survey.report-withdrawn", Composed);
    }

    [Fact]
    public void ComposedKeys_AreAllKnownHere() => Assert.Equal(ByStem.Keys.Order(), Found(Stem()).Distinct().Order());

    [Fact]
    public void EveryText_HasThai() => Assert.Empty(Sentences.Concat(Composed).Where(key => !Thai.TryGetValue(key, out var text) || text.Length == 0).Order());

    [Fact]
    public void EveryComposedKey_HasEnglish() => Assert.Empty(Composed.Where(key => !English.ContainsKey(key)).Order());

    [Fact]
    public void EveryKey_IsUsed() => Assert.Empty(Thai.Keys.Concat(English.Keys).Distinct().Where(key => !Sentences.Contains(key) && !Composed.Contains(key)).Order());

    [Fact]
    public void Holes_AreTheSameInBothLanguages() =>
        Assert.Empty(Thai.Where(pair => Holes(pair.Value) != Holes(English.GetValueOrDefault(pair.Key, pair.Key))).Select(pair => $"{pair.Key} = {pair.Value}"));

    static string Holes(string text) => string.Concat(Hole().Matches(text).Select(hole => hole.Groups[1].Value).Distinct().Order());
}

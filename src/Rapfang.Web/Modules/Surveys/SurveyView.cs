namespace Rapfang.Modules.Surveys;

/// <summary>How the pages show a survey's state.</summary>
public static class SurveyView
{
    public static string TagKind(SurveyState state) => state switch
    {
        SurveyState.Open => "good",
        SurveyState.Closed => "warn",
        SurveyState.Draft => "quiet",
        _ => "plain",
    };
}

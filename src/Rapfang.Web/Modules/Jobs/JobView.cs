using Rapfang.Platform.Jobs;

namespace Rapfang.Modules.Jobs;

/// <summary>How the state of long work is shown.</summary>
public static class JobView
{
    public static string TagKind(JobState state) => state switch
    {
        JobState.Running => "info",
        JobState.Done => "good",
        JobState.Failed => "bad",
        _ => "",
    };
}

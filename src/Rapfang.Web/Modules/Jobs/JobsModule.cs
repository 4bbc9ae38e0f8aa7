using Rapfang.Platform;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Jobs;

public static class JobsModule
{
    /// <summary>See one's own long work and its results.</summary>
    public const string Own = "jobs.own";

    public static void AddJobs(this ModuleSetup setup)
    {
        setup.Permissions.Add(Own, Permissions.AllStaff);
        setup.Menu.Add(new("My long work", "/jobs", "hourglass-split", Own, 95));
    }
}

using Rapfang.Platform;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Notices;

public static class NoticesModule
{
    /// <summary>See one's own notices.</summary>
    public const string Own = "notices.own";

    /// <summary>See what the office's mail does, and send it again.</summary>
    public const string Mail = "notices.mail";

    public static void AddNotices(this ModuleSetup setup)
    {
        setup.Permissions.Add(Own, Permissions.AllStaff);
        setup.Permissions.Add(Mail, Role.OfficeAdministrator, Role.Director);
    }
}

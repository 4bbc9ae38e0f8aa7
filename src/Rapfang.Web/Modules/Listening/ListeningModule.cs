using Rapfang.Platform;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Listening;

public static class ListeningModule
{
    public const string Read = "listening.read";

    public const string Manage = "listening.manage";

    public static void AddListening(this ModuleSetup setup)
    {
        setup.Permissions.Add(Read, Permissions.AllStaff);
        setup.Permissions.Add(Manage, Role.QualityCoordinator, Role.OfficeAdministrator, Role.Director);
        setup.Menu.Add(new("Listening channels", "/channels", "broadcast", Read, 22));
    }
}

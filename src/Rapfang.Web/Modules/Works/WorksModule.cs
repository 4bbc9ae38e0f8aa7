using Rapfang.Platform;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Works;

public static class WorksModule
{
    public const string Read = "works.read";

    public const string Manage = "works.manage";

    public static void AddWorks(this ModuleSetup setup)
    {
        setup.Permissions.Add(Read, Permissions.AllStaff);
        setup.Permissions.Add(Manage, Role.OfficeAdministrator, Role.Director, Role.QualityCoordinator);
        setup.Menu.Add(new("Works and hosts", "/works", "diagram-3", Read, 70));
    }
}

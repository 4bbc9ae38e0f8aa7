using Rapfang.Platform;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Stakeholders;

public static class StakeholdersModule
{
    public const string Read = "stakeholders.read";

    public const string Manage = "stakeholders.manage";

    public static void AddStakeholders(this ModuleSetup setup)
    {
        setup.Permissions.Add(Read, Permissions.AllStaff);
        setup.Permissions.Add(Manage, Role.QualityCoordinator, Role.OfficeAdministrator, Role.Director);
        setup.Menu.Add(new("Recipients and stakeholders", "/stakeholders", "people", Read, 20));
    }
}

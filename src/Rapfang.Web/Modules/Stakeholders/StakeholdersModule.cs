using Rapfang.Platform;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Import;

namespace Rapfang.Modules.Stakeholders;

public static class StakeholdersModule
{
    public const string Read = "stakeholders.read";

    public const string Manage = "stakeholders.manage";

    /// <summary>Approve the analysis of a fiscal year, or give it back.</summary>
    public const string Approve = "stakeholders.approve";

    public static void AddStakeholders(this ModuleSetup setup)
    {
        setup.Permissions.Add(Read, Permissions.AllStaff);
        setup.Permissions.Add(Manage, Role.QualityCoordinator, Role.OfficeAdministrator, Role.Director);
        setup.Permissions.Add(Approve, Role.Director, Role.DeputyDirector);
        setup.Menu.Add(new("Recipients and stakeholders", "/stakeholders", "people", Read, 20));
        setup.Services.AddScoped<MissionYears>();
        setup.Services.AddScoped<MissionNotices>();
        setup.Services.AddDocuments<MissionWriter>(MissionWriter.Printed, writer => writer.WriteAsync);
        setup.Services.AddKeyedScoped<IImportRegister, GroupRegister>(GroupRegister.Name);
    }
}

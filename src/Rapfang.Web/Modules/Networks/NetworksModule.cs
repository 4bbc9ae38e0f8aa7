using Rapfang.Platform;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Import;

namespace Rapfang.Modules.Networks;

public static class NetworksModule
{
    public const string Read = "networks.read";

    /// <summary>Keep the register: networks, members, meetings, activities.</summary>
    public const string Write = "networks.write";

    /// <summary>Look at who the members are and how they are reached.</summary>
    public const string Look = "networks.look";

    public static void AddNetworks(this ModuleSetup setup)
    {
        setup.Permissions.Add(Read, Permissions.AllStaff);
        setup.Permissions.Add(Write, Role.QualityCoordinator, Role.Officer, Role.GroupHead);
        setup.Permissions.Add(Look, Role.Director, Role.DeputyDirector, Role.QualityCoordinator, Role.Officer);
        setup.Menu.Add(new("Networks", "/networks", "diagram-2", Read, 21));
        setup.Services.AddScoped<NetworkRegister>();
        setup.Services.AddScoped<NetworkCalendar>();
        setup.Services.AddDocuments<NetworkWriter>(NetworkWriter.Printed, writer => writer.WriteAsync);
        setup.Services.AddDocuments<NetworkWriter>(NetworkWriter.Sheet, writer => writer.SheetAsync);
        setup.Services.AddKeyedScoped<IImportRegister, MemberImport>(MemberImport.Name);
    }
}

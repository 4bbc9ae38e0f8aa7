using Rapfang.Platform;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Import;

namespace Rapfang.Modules.Office;

public static class OfficeModule
{
    /// <summary>Come to the desk at all.</summary>
    public const string Desk = "desk";

    public const string Read = "office.read";

    /// <summary>Find a person by searching for their name or position.</summary>
    public const string FindPeople = "office.find-people";

    public const string Manage = "office.manage";

    /// <summary>Look at what is masked of the people of the office.</summary>
    public const string Look = "office.look";

    /// <summary>See what was done by whom.</summary>
    public const string History = "office.history";

    public static void AddOffice(this ModuleSetup setup)
    {
        setup.Permissions.Add(Desk, Permissions.AllStaff);
        setup.Permissions.Add(Read, Permissions.AllStaff);
        setup.Permissions.Add(FindPeople, [.. Permissions.AllStaff.Where(role => role != Role.Reader)]);
        setup.Permissions.Add(Manage, Role.OfficeAdministrator, Role.Director);
        setup.Permissions.Add(Look, Role.Director, Role.DeputyDirector, Role.OfficeAdministrator);
        setup.Permissions.Add(History, Role.Director, Role.DeputyDirector, Role.InternalAuditor, Role.OfficeAdministrator);
        setup.Services.AddScoped<OfficeSetUp>();
        setup.Services.AddScoped<Staff>();
        setup.Services.AddKeyedScoped<IImportRegister, PeopleRegister>(PeopleRegister.Name);
        setup.Menu.Add(new("Office", "/office", "building", Read, 80));
        setup.Menu.Add(new("History", "/office/history", "clock-history", History, 90));
    }
}

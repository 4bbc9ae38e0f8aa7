using Rapfang.Platform;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Rules;

public static class RulesModule
{
    public const string Read = "rules.read";

    public const string Manage = "rules.manage";

    public static void AddRules(this ModuleSetup setup)
    {
        setup.Permissions.Add(Read, Permissions.AllStaff);
        setup.Permissions.Add(Manage, Role.OfficeAdministrator);
        setup.Menu.Add(new("Rules and deadlines", "/rules", "calendar-event", Read, 75));
        setup.Services.AddSingleton<RuleDefaults>();
        setup.Services.AddScoped<OfficeCalendar>();
        setup.Services.AddScoped<Deadlines>();
    }
}

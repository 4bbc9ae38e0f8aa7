using Rapfang.Platform;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Search;

public static class SearchModule
{
    /// <summary>Search at all; what is found depends on the permission of each record.</summary>
    public const string Find = "search.find";

    public const string Rebuild = "search.rebuild";

    public static void AddSearch(this ModuleSetup setup)
    {
        setup.Permissions.Add(Find, Permissions.AllStaff);
        setup.Permissions.Add(Rebuild, Role.OfficeAdministrator);
    }
}

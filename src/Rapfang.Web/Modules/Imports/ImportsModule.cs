using Rapfang.Platform;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Imports;

public static class ImportsModule
{
    /// <summary>Go on with a file that one brought oneself; the register asks for its own permission too.</summary>
    public const string Own = "imports.own";

    public static void AddImports(this ModuleSetup setup) => setup.Permissions.Add(Own, Permissions.AllStaff);
}

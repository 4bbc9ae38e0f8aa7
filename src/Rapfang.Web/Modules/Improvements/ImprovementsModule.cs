using Rapfang.Platform;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Improvements;

public static class ImprovementsModule
{
    public const string Read = "improvements.read";

    /// <summary>Propose, plan, write down the process, measure again.</summary>
    public const string Write = "improvements.write";

    /// <summary>Approve, refuse, publish.</summary>
    public const string Decide = "improvements.decide";

    public static void AddImprovements(this ModuleSetup setup)
    {
        setup.Permissions.Add(Read, Permissions.AllStaff);
        setup.Permissions.Add(Write, Role.QualityCoordinator, Role.Officer, Role.GroupHead);
        setup.Permissions.Add(Decide, Role.Director, Role.DeputyDirector);
        setup.Menu.Add(new("Improvements", "/improvements", "arrow-up-right-circle", Read, 7));
        setup.Services.AddScoped<ImprovementRegister>();
        setup.Services.AddScoped<EffectMeasuring>();
        setup.Services.AddDocuments<ImprovementWriter>(ImprovementWriter.Printed, writer => writer.WriteAsync);
    }
}

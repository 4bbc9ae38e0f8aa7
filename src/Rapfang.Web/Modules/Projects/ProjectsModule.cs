using Rapfang.Platform;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Projects;

public static class ProjectsModule
{
    public const string Read = "projects.read";

    /// <summary>Write the parts of a project, take its steps, say what came of it.</summary>
    public const string Write = "projects.write";

    /// <summary>Let it pass a gate, send it back, stop it.</summary>
    public const string Decide = "projects.decide";

    public static void AddProjects(this ModuleSetup setup)
    {
        setup.Permissions.Add(Read, Permissions.AllStaff);
        setup.Permissions.Add(Write, Role.QualityCoordinator, Role.Officer, Role.GroupHead);
        setup.Permissions.Add(Decide, Role.Director, Role.DeputyDirector);
        setup.Menu.Add(new("Projects", "/projects", "kanban", Read, 24));
        setup.Services.AddDocuments<ProjectRegister>(ProjectRegister.Printed, register => which => register.PaperAsync(Guid.Parse(which)));
    }
}

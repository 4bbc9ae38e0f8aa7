using Rapfang.Platform;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Manuals;

public static class ManualsModule
{
    public const string Read = "manuals.read";

    /// <summary>Write a version, name its reviewer and approver, say who must know it.</summary>
    public const string Write = "manuals.write";

    /// <summary>Be named as reviewer.</summary>
    public const string Review = "manuals.review";

    /// <summary>Be named as approver.</summary>
    public const string Approve = "manuals.approve";

    public static void AddManuals(this ModuleSetup setup)
    {
        setup.Permissions.Add(Read, Permissions.AllStaff);
        setup.Permissions.Add(Write, Role.QualityCoordinator, Role.Officer, Role.GroupHead, Role.RecordsOfficer);
        setup.Permissions.Add(Review, Role.QualityCoordinator, Role.GroupHead, Role.DeputyDirector, Role.Director);
        setup.Permissions.Add(Approve, Role.Director, Role.DeputyDirector);
        setup.Menu.Add(new("Staff manuals", "/manuals", "journal-bookmark", Read, 9));
        setup.Services.AddSingleton<StandardWorks>();
        setup.Services.AddScoped<ManualRegister>();
        setup.Services.AddSingleton(ManualReminders.Schedule);
        setup.Services.AddScoped<ManualReminders>();
        setup.Services.AddDocuments<ManualPapers>(ManualPapers.Printed, papers => papers.OfAsync);
    }
}

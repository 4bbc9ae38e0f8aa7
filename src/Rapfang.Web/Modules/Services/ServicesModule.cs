using Rapfang.Platform;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Jobs;

namespace Rapfang.Modules.Services;

public static class ServicesModule
{
    public const string Read = "services.read";

    /// <summary>Write drafts and submit them.</summary>
    public const string Write = "services.write";

    /// <summary>Take in requests, serve them, explain late ones.</summary>
    public const string Serve = "services.serve";

    /// <summary>Publish, send back, withdraw.</summary>
    public const string Publish = "services.publish";

    public static void AddServices(this ModuleSetup setup)
    {
        setup.Permissions.Add(Read, Permissions.AllStaff);
        setup.Permissions.Add(Write, Role.QualityCoordinator, Role.Officer, Role.GroupHead);
        setup.Permissions.Add(Serve, Role.QualityCoordinator, Role.Officer, Role.GroupHead, Role.RecordsOfficer);
        setup.Permissions.Add(Publish, Role.Director, Role.DeputyDirector);
        setup.Menu.Add(new("Services", "/services", "card-checklist", Read, 8));
        setup.Services.AddScoped<ServiceRegister>();
        setup.Services.AddScoped<RequestRegister>();
        setup.Services.AddScoped<ServiceFigures>();
        setup.Services.AddScoped<PublicManuals>();
        setup.Services.AddDocuments<PublicManualPapers>(PublicManualPapers.Printed, papers => papers.OfAsync);
        setup.Services.AddKeyedScoped<IJob, PublicManualPdf>(PublicManualPdf.Kind);
        setup.Services.AddDocuments<ServicePapers>(ServicePapers.Printed, papers => papers.OfAsync);
    }
}

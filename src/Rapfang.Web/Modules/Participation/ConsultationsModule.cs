using Rapfang.Platform;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Participation;

public static class ConsultationsModule
{
    public const string Read = "consultations.read";

    /// <summary>Draft, read comments before they show, answer them.</summary>
    public const string Write = "consultations.write";

    /// <summary>Approve, and publish what came out.</summary>
    public const string Approve = "consultations.approve";

    public static void AddConsultations(this ModuleSetup setup)
    {
        setup.Permissions.Add(Read, Permissions.AllStaff);
        setup.Permissions.Add(Write, Role.QualityCoordinator, Role.Officer, Role.GroupHead);
        setup.Permissions.Add(Approve, Role.Director, Role.DeputyDirector);
        setup.Menu.Add(new("Consultations", "/consultations", "chat-square-text", Read, 22));
        setup.Services.AddScoped<ConsultationRegister>();
        setup.Services.AddScoped<SupportCookie>();
        setup.Services.AddScoped<ConsultationBox>();
        setup.Services.AddSingleton<ConsultationSources>();
        setup.Services.AddDocuments<ConsultationWriter>(ConsultationWriter.Printed, writer => writer.WriteAsync);
    }
}

using Rapfang.Platform;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Participation;

public static class ParticipationModule
{
    public const string Read = "participation.read";

    /// <summary>Keep the processes, analyse their steps, write down when people took part.</summary>
    public const string Write = "participation.write";

    public static void AddParticipation(this ModuleSetup setup)
    {
        setup.Permissions.Add(Read, Permissions.AllStaff);
        setup.Permissions.Add(Write, Role.QualityCoordinator, Role.Officer, Role.GroupHead);
        setup.Menu.Add(new("Participation", "/participation", "person-raised-hand", Read, 22));
        setup.Services.AddScoped<ParticipationRegister>();
        setup.Services.AddDocuments<ParticipationWriter>(ParticipationWriter.Printed, writer => writer.PrintedAsync);
    }
}

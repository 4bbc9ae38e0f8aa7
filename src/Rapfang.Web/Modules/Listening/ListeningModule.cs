using Rapfang.Platform;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Listening;

public static class ListeningModule
{
    public const string Read = "listening.read";

    /// <summary>Keep the register of channels, enter figures from outside, review.</summary>
    public const string Manage = "listening.manage";

    /// <summary>Write down what was learnt.</summary>
    public const string Write = "listening.write";

    public static void AddListening(this ModuleSetup setup)
    {
        setup.Permissions.Add(Read, Permissions.AllStaff);
        setup.Permissions.Add(Manage, Role.QualityCoordinator, Role.OfficeAdministrator, Role.Director);
        setup.Permissions.Add(Write, Role.QualityCoordinator, Role.Officer, Role.GroupHead);
        setup.Menu.Add(new("Listening channels", "/channels", "broadcast", Read, 22));
        setup.Services.AddScoped<ChannelRegister>();
        setup.Services.AddScoped<ChannelFigures>();
        setup.Services.AddScoped<InsightRegister>();
        setup.Services.AddScoped<Themes>();
        setup.Services.AddDocuments<ListeningPapers>(ListeningPapers.Printed, papers => papers.WriteAsync);
    }
}

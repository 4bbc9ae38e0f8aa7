using System.Globalization;
using Rapfang.Modules.Rules;
using Rapfang.Modules.Voices.ReadBack;
using Rapfang.Modules.Voices.Line;
using Rapfang.Modules.Voices.Machines;
using Rapfang.Modules.Voices.Monitoring;
using Rapfang.Modules.Voices.Statistics;
using Rapfang.Modules.Voices.Yearly;
using Rapfang.Platform;
using Rapfang.Platform.Clients;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Import;

namespace Rapfang.Modules.Voices;

public static class VoicesModule
{
    public const string Read = "voices.read";

    /// <summary>Take down what somebody says at the counter, by telephone, by letter.</summary>
    public const string Receive = "voices.receive";

    /// <summary>Screen, propose, assign, answer, close.</summary>
    public const string Handle = "voices.handle";

    public const string Decide = "voices.decide";

    /// <summary>Look at who spoke.</summary>
    public const string Look = "voices.look";

    /// <summary>Know of the sealed cases, which tell of corruption, and handle them.</summary>
    public const string Sealed = "voices.sealed";

    /// <summary>Change the lists that cases are classified by.</summary>
    public const string Lists = "voices.lists";

    /// <summary>Draw up the plan by which service quality is monitored.</summary>
    public const string Plan = "voices.monitoring-plan";

    public static void AddVoices(this ModuleSetup setup)
    {
        setup.Permissions.Add(Read, Role.Director, Role.DeputyDirector, Role.GroupHead, Role.Officer, Role.QualityCoordinator, Role.RecordsOfficer, Role.InternalAuditor);
        setup.Permissions.Add(Receive, Role.QualityCoordinator, Role.Officer, Role.GroupHead, Role.RecordsOfficer);
        setup.Permissions.Add(Handle, Role.QualityCoordinator, Role.Officer, Role.GroupHead);
        setup.Permissions.Add(Decide, Role.Director, Role.DeputyDirector);
        setup.Permissions.Add(Look, Role.Director, Role.DeputyDirector, Role.QualityCoordinator, Role.Officer);
        setup.Permissions.Add(Lists, Role.QualityCoordinator, Role.OfficeAdministrator, Role.Director);
        setup.Permissions.Add(Sealed, Role.Director, Role.InternalAuditor);
        setup.Permissions.Add(Plan, Role.QualityCoordinator, Role.Director, Role.DeputyDirector);
        setup.Menu.Add(new("Yearly reports", "/yearly-reports", "journal-text", Read, 26));
        setup.Menu.Add(new("Service-quality monitoring", "/monitoring", "eye", Read, 6));
        setup.Menu.Add(new("Complaints and opinions", "/voices", "megaphone", Read, 5));
        setup.Services.AddScoped<VoiceClocks>();
        setup.Services.AddScoped<IRuleScopes, VoiceScopes>();
        setup.Services.AddScoped<VoiceDue>();
        setup.Services.AddScoped<VoiceReminders>();
        setup.Services.AddSingleton(VoiceReminders.Schedule);
        setup.Services.AddScoped<VoiceRegister>();
        setup.Services.AddScoped<VoiceAccess>();
        setup.Services.AddScoped<VoiceFiles>();
        setup.Services.AddScoped<VoiceQueue>();
        setup.Services.AddScoped<VoiceNotices>();
        setup.Services.AddScoped<ApiClients>();
        setup.Services.AddScoped<MachineCases>();
        setup.Services.AddScoped<VoiceWebhooks>();
        setup.Services.AddScoped<LineChats>();
        setup.Services.AddScoped<MailIntake>();
        setup.Services.AddSingleton(MailIntake.Schedule);
        setup.Services.AddKeyedScoped<IImportRegister, VoiceImport>(VoiceImport.Name);
        setup.Services.AddDocuments<LetterWriter>(LetterWriter.Printed, writer => writer.PrintedAsync);
        setup.Services.AddDocuments<MonitoringYear>(MonitoringYear.Printed, year => year.ReportAsync);
        setup.Services.AddDocuments<VoiceStatistics>(VoiceStatistics.Printed, statistics => statistics.ReportAsync);
        setup.Services.AddDocuments<ReadBackWriter>(ReadBackWriter.Printed, writer => writer.WriteAsync);
        setup.Services.AddScoped<SimilarVoices>();
        setup.Services.AddScoped<VoiceTransfers>();
        setup.Services.AddScoped<SpeakerPass>();
        setup.Services.AddDocuments<YearlyRegister>(YearlyRegister.Printed, register => which => register.PaperAsync(int.Parse(which, CultureInfo.InvariantCulture)));
        setup.Services.AddScoped<VoiceFigures>();
    }
}

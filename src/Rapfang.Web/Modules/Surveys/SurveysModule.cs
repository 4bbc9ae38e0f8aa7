using Rapfang.Platform;
using Rapfang.Platform.Documents;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Import;
using Rapfang.Platform.Jobs;

namespace Rapfang.Modules.Surveys;

public static class SurveysModule
{
    public const string Read = "surveys.read";

    public const string Manage = "surveys.manage";

    public const string Approve = "surveys.approve";

    public const string EnterPaper = "surveys.enter-paper";

    public static void AddSurveys(this ModuleSetup setup)
    {
        setup.Permissions.Add(Read, Permissions.AllStaff);
        setup.Permissions.Add(Manage, Role.QualityCoordinator, Role.Officer, Role.GroupHead);
        setup.Permissions.Add(Approve, Role.Director, Role.DeputyDirector);
        setup.Permissions.Add(EnterPaper, Role.QualityCoordinator, Role.Officer, Role.GroupHead, Role.RecordsOfficer);
        setup.Menu.Add(new("Surveys", "/surveys", "clipboard-check", Read, 10));
        setup.Services.AddSingleton<SurveyTemplates>();
        setup.Services.AddSingleton<AnswerStore>();
        setup.Services.AddHostedService(services => services.GetRequiredService<AnswerStore>());
        setup.Services.AddSingleton<OpenSurveys>();
        setup.Services.AddScoped<ServicePages>();
        setup.Services.AddKeyedScoped<IImportRegister, AnswerRegister>(AnswerRegister.Name);
        setup.Services.AddScoped<ResultReader>();
        setup.Services.AddDocuments<ReportWriter>(ReportWriter.Printed, writer => writer.WriteAsync);
    }
}

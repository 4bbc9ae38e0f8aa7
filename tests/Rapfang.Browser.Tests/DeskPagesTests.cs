namespace Rapfang.BrowserTests;

/// <summary>Pages of the desk about what people say and what is promised to them.</summary>
public sealed class VoicePagesTests(Browser browser)
{
    public static TheoryData<string, string, string> Pages => new()
    {
        { "desk", "demo.quality", "/demo/desk" },
        { "voices", "demo.quality", "/demo/desk/voices" },
        { "voices-sealed", "demo.director", "/demo/desk/voices?View=sealed" },
        { "voices-board", "demo.director", "/demo/desk/voices/board" },
        { "monitoring", "demo.quality", "/demo/desk/monitoring" },
        { "monitoring-plan", "demo.director", "/demo/desk/monitoring/plan" },
        { "monitoring-report", "demo.director", "/demo/desk/monitoring/report" },
        { "voice-intake", "demo.quality", "/demo/desk/voices/new" },
        { "voice-slips", "demo.officer", "/demo/desk/voices/slips" },
        { "voice-replies", "demo.quality", "/demo/desk/voices/replies" },
        { "voice-types", "demo.quality", "/demo/desk/voices/types" },
        { "voice-districts", "demo.quality", "/demo/desk/voices/districts" },
        { "channels", "demo.quality", "/demo/desk/channels" },
        { "channel-groups", "demo.quality", "/demo/desk/channels/groups" },
        { "channel-statistics", "demo.quality", "/demo/desk/channels/statistics" },
        { "channel-effectiveness", "demo.quality", "/demo/desk/channels/effectiveness" },
        { "insights", "demo.quality", "/demo/desk/channels/insights" },
        { "insight-new", "demo.quality", "/demo/desk/channels/insights/new" },
        { "themes", "demo.quality", "/demo/desk/channels/themes" },
        { "channel-print", "demo.director", "/demo/desk/channels/printed/effectiveness" },
        { "clients", "demo.admin", "/demo/desk/office/clients" },
        { "messages", "demo.admin", "/demo/desk/office/messages" },
        { "voice-statistics", "demo.quality", "/demo/desk/voices/statistics" },
        { "voice-statistics-report", "demo.director", "/demo/desk/voices/statistics/report" },
        { "improvements", "demo.quality", "/demo/desk/improvements" },
        { "services-desk", "demo.quality", "/demo/desk/services" },
        { "public-manual", "demo.officer", "/demo/desk/services/manual" },
        { "service-new", "demo.quality", "/demo/desk/services/new" },
        { "service-requests", "demo.officer", "/demo/desk/services/requests" },
        { "service-figures", "demo.director", "/demo/desk/services/figures" },
        { "yearly", "demo.director", "/demo/desk/yearly-reports" },
        { "yearly-one", "demo.quality", "/demo/desk/yearly-reports/2569" },
        { "projects", "demo.quality", "/demo/desk/projects" },
        { "manuals", "demo.quality", "/demo/desk/manuals" },
        { "manual-new", "demo.quality", "/demo/desk/manuals/new" },
        { "manual-from", "demo.quality", "/demo/desk/manuals/new?from=service-quality" },
        { "improvement-new", "demo.quality", "/demo/desk/improvements/new?Survey=70-1&Item=1.1" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task DeskPage_AtEverySize_CanBeUsedByEverybody(string name, string user, string path) =>
        await EverySize.CheckAsync(name, path, await browser.DeskOfAsync(user, EverySize.Telephone));
}

/// <summary>The other pages of the desk; a class of their own, so that they run beside the first.</summary>
public sealed class OfficePagesTests(Browser browser)
{
    public static TheoryData<string, string, string> Pages => new()
    {
        { "networks", "demo.quality", "/demo/desk/networks" },
        { "network-new", "demo.quality", "/demo/desk/networks/new" },
        { "network-calendar", "demo.quality", "/demo/desk/networks/calendar" },
        { "network-table", "demo.director", "/demo/desk/networks/table" },
        { "participation", "demo.quality", "/demo/desk/participation" },
        { "participation-process-new", "demo.quality", "/demo/desk/participation/processes/write" },
        { "participation-records", "demo.quality", "/demo/desk/participation/records" },
        { "participation-record-new", "demo.quality", "/demo/desk/participation/records/write" },
        { "participation-levels", "demo.quality", "/demo/desk/participation/levels" },
        { "participation-form", "demo.director", "/demo/desk/participation/forms/processes" },
        { "consultations", "demo.quality", "/demo/desk/consultations" },
        { "consultation-new", "demo.quality", "/demo/desk/consultations/new" },
        { "surveys", "demo.quality", "/demo/desk/surveys" },
        { "survey-new", "demo.quality", "/demo/desk/surveys/new" },
        { "survey-overview", "demo.quality", "/demo/desk/surveys/70-1" },
        { "survey-reported", "demo.quality", "/demo/desk/surveys/69-1" },
        { "results", "demo.director", "/demo/desk/surveys/70-1/results" },
        { "paper", "demo.officer", "/demo/desk/surveys/70-1/paper" },
        { "report", "demo.director", "/demo/desk/surveys/70-1/report" },
        { "poster", "demo.quality", "/demo/desk/surveys/70-1/poster" },
        { "stakeholders", "demo.quality", "/demo/desk/stakeholders" },
        { "stakeholders-missions", "demo.quality", "/demo/desk/stakeholders/missions" },
        { "stakeholders-linkage", "demo.quality", "/demo/desk/stakeholders/linkage" },
        { "stakeholders-needs", "demo.quality", "/demo/desk/stakeholders/needs" },
        { "stakeholders-groups", "demo.quality", "/demo/desk/stakeholders/groups" },
        { "stakeholders-compare", "demo.director", "/demo/desk/stakeholders/compare" },
        { "stakeholders-form-groups", "demo.director", "/demo/desk/stakeholders/forms/groups" },
        { "stakeholders-form-linkage", "demo.director", "/demo/desk/stakeholders/forms/linkage" },
        { "works", "demo.quality", "/demo/desk/works" },
        { "files", "demo.officer", "/demo/desk/files" },
        { "rules", "demo.admin", "/demo/desk/rules" },
        { "rules-holidays", "demo.admin", "/demo/desk/rules/holidays" },
        { "rules-import", "demo.admin", "/demo/desk/rules/holidays/import" },
        { "rules-deadlines", "demo.admin", "/demo/desk/rules/deadlines" },
        { "rules-escalation", "demo.admin", "/demo/desk/rules/escalation" },
        { "rules-numbers", "demo.admin", "/demo/desk/rules/numbers" },
        { "rules-references", "demo.admin", "/demo/desk/rules/references" },
        { "rules-defaults", "demo.admin", "/demo/desk/rules/defaults" },
        { "office", "demo.admin", "/demo/desk/office" },
        { "groups", "demo.admin", "/demo/desk/office/groups" },
        { "people", "demo.admin", "/demo/desk/office/people" },
        { "history", "demo.auditor", "/demo/desk/office/history" },
        { "import", "demo.admin", "/demo/desk/imports/new/people" },
        { "jobs", "demo.officer", "/demo/desk/jobs" },
        { "notices", "demo.officer", "/demo/desk/notices" },
        { "mail", "demo.admin", "/demo/desk/office/mail" },
        { "account", "demo.reader", "/account" },
        { "account-password", "demo.reader", "/account/password" },
        { "account-two-step", "demo.reader", "/account/two-step" },
        { "account-passkeys", "demo.reader", "/account/passkeys" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task DeskPage_AtEverySize_CanBeUsedByEverybody(string name, string user, string path) =>
        await EverySize.CheckAsync(name, path, await browser.DeskOfAsync(user, EverySize.Telephone));
}

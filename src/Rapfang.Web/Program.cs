using System.Text.Json;
using System.Text.Json.Serialization;
using Rapfang.Demo;
using Rapfang.Modules.Account;
using Rapfang.Modules.Files;
using Rapfang.Modules.Imports;
using Rapfang.Modules.Improvements;
using Rapfang.Modules.Jobs;
using Rapfang.Modules.Listening;
using Rapfang.Modules.Manuals;
using Rapfang.Modules.Networks;
using Rapfang.Modules.Notices;
using Rapfang.Modules.Office;
using Rapfang.Modules.Participation;
using Rapfang.Modules.Projects;
using Rapfang.Modules.Rules;
using Rapfang.Modules.Search;
using Rapfang.Modules.Services;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Surveys;
using Rapfang.Modules.Voices;
using Rapfang.Modules.Voices.Line;
using Rapfang.Modules.Voices.Machines;
using Rapfang.Modules.Works;
using Rapfang.Platform;
using Rapfang.Platform.Backup;
using Rapfang.Platform.Database;
using Rapfang.Ui;

_ = Task.Run(() => RecordMapping.Made); // The longest part of a start goes beside all others.
var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets(); // In a build folder the compressed files lie elsewhere; a published app has no such list.
builder.WebHost.UseUrls(builder.Configuration["ASPNETCORE_URLS"] ?? builder.Configuration["urls"] ?? "http://localhost:5080");
builder.Host.UseDefaultServiceProvider(options => options.ValidateOnBuild = options.ValidateScopes = true);
if (BackupCommands.Asked(args))
{
    return await BackupCommands.RunAsync(args, builder.Configuration);
}

OpenedDatabase database;
try
{
    database = await OpenedDatabase.OpenAsync(builder.Configuration);
}
catch (DatabaseUnavailableException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 3;
}

await using var opened = database;
builder.AddPlatform(database);
builder.Services.AddUi();
builder.Services.AddOpenApi();
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower)));
var setup = new ModuleSetup(builder.Services);
setup.AddAccount();
setup.AddOffice();
setup.AddRules();
setup.AddStakeholders();
setup.AddListening();
setup.AddWorks();
setup.AddFiles();
setup.AddSurveys();
setup.AddVoices();
setup.AddServices();
setup.AddImprovements();
setup.AddManuals();
setup.AddNetworks();
setup.AddProjects();
setup.AddParticipation();
setup.AddConsultations();
setup.AddJobs();
setup.AddImports();
setup.AddNotices();
setup.AddSearch();
builder.Services.AddPolicies(setup.Permissions);
builder.Services.AddSingleton(setup.Menu.OrderBy(entry => entry.Order).ToList());
builder.AddDemo();

await using var app = builder.Build();
app.UseForwardedHeaders();
app.UseExceptionHandler("/error/500");
app.UseStatusCodePagesWithReExecute("/error/{0}");
app.UseSafeHeaders(); // After those two, for they begin the answer anew.
app.UseRequestLocalization();
app.UseRouting();
Telemetry.Use(app);
app.UseMiddleware<CurrentOfficeMiddleware>();
app.UseRateLimiter();
app.UseAuthentication();
app.UseAuthorization();
app.UseOutputCache();
app.MapStaticAssets().AllowAnonymous();
app.MapRazorPages().WithStaticAssets();
app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
app.MapOpen311();
app.MapCaseApi();
app.MapLine();
app.MapHealth();
// Else an unknown address would ask for a sign-in. As a RequestDelegate, for the generator forgets the address of any other fallback.
app.MapFallback("{**path}", context =>
{
    context.Response.StatusCode = StatusCodes.Status404NotFound;
    return Task.CompletedTask;
}).AllowAnonymous();
await app.UseDemoAsync();
await app.RunAsync();
return 0;

/// <summary>The entry point, named so that tests can start the app.</summary>
public partial class Program
{
    Program()
    {
    }
}

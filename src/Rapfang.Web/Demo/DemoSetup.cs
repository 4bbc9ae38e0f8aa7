using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Npgsql;
using Rapfang.Modules.Account;
using Rapfang.Platform;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;

namespace Rapfang.Demo;

/// <summary>
/// Demo mode (<c>RAPFANG_DEMO=true</c>): an empty database gets the demo office, and its invented people can be signed
/// in as with one click. Without it neither the endpoint nor the buttons exist.
/// </summary>
public static class DemoSetup
{
    public static void AddDemo(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<DemoOffice>();
        builder.Services.AddScoped<DemoVoices>();
        builder.Services.AddScoped<DemoImprovements>();
        builder.Services.AddScoped<DemoManuals>();
        builder.Services.AddScoped<DemoStakeholders>();
        builder.Services.AddScoped<DemoNetworks>();
        builder.Services.AddScoped<DemoProjects>();
        builder.Services.AddScoped<DemoYearlyReports>();
        builder.Services.AddScoped<DemoParticipation>();
        builder.Services.AddScoped<DemoListening>();
        builder.Services.AddScoped<DemoConsultations>();
        builder.Services.AddScoped<DemoServices>();
        var isDemo = IsDemo(builder.Configuration);
        builder.Services.AddSingleton(new DemoStaff(isDemo ? DemoOffice.Staff : []));
        builder.Services.AddSingleton(new Preparation(isDemo));
        if (isDemo)
        {
            builder.Services.AddHostedService<DemoFilling>();
        }
    }

    public static async Task UseDemoAsync(this WebApplication app)
    {
        if (!IsDemo(app.Configuration))
        {
            return;
        }

        app.MapPost("/account/demo", SignInAsync).AllowAnonymous();
        await using var scope = app.Services.CreateAsyncScope();
        await using var isEmpty = scope.ServiceProvider.GetRequiredService<NpgsqlDataSource>()
            .CreateCommand("select not exists (select from offices) and not exists (select from users)");
        if ((bool)(await isEmpty.ExecuteScalarAsync())!)
        {
            await scope.ServiceProvider.GetRequiredService<DemoOffice>().OpenAsync();
        }
    }

    static bool IsDemo(IConfiguration configuration) => configuration.GetValue("RAPFANG_DEMO", false);

    internal static async Task<IResult> SignInAsync(
        HttpContext http, IAntiforgery antiforgery, UserManager<User> users, SignInManager<User> signIn, InstallationEvents events, DemoStaff staff)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Microsoft.AspNetCore.Http.Results.BadRequest();
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        string user = form["user"].ToString(), returnUrl = form["returnUrl"].ToString();
        if (staff.People.All(person => person.UserName != user) || await users.FindByNameAsync(user) is not { EndedAt: null } found)
        {
            return Microsoft.AspNetCore.Http.Results.NotFound();
        }

        await signIn.SignInAsync(found, isPersistent: false);
        await events.TellAsync("account.signed-in", user, "demo");
        return Microsoft.AspNetCore.Http.Results.LocalRedirect(
            returnUrl is { Length: > 1 } && returnUrl[0] == '/' && returnUrl[1] is not ('/' or '\\') ? returnUrl : $"/{DemoOffice.Slug}/desk");
    }
}

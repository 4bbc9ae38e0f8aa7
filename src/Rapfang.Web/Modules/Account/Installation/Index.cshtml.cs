using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Platform;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.Time;
using Rapfang.Ui;

namespace Rapfang.Modules.Account.Installation;

/// <summary>Above offices: opens another one, names and ends those who administer the installation.</summary>
[Authorize(Policies.InstallationAdmin)]
public sealed class IndexModel(
    RapfangDb db, UserManager<User> users, OfficeDirectory directory, InstallationEvents events, OfficeSetUp setUp, TimeProvider clock,
    IStringLocalizer<Text> t) : PageModel
{
    // Two who end each other at the same moment would leave nobody.
    const long OneAfterTheOther = 7_218_364_503;

    public NewOffice Input { get; private set; } = new();

    public string? NewAdmin { get; private set; }

    public IReadOnlyList<OfficeProfile> Offices { get; private set; } = [];

    public IReadOnlyList<User> Admins { get; private set; } = [];

    // The cookie knows for up to a minute of a right that was ended; here it counts at once.
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({OneAfterTheOther})");
        Offices = await directory.AllAsync();
        var now = clock.GetUtcNow();
        Admins = await db.Set<User>().Where(user => user.InstallationAdmin && (user.EndedAt == null || user.EndedAt > now)).OrderBy(user => user.UserName).ToListAsync();
        if (!Admins.Any(admin => admin.Id.ToString() == users.GetUserId(User)))
        {
            context.Result = Forbid();
            return;
        }

        var executed = await next();
        if (executed.Result is RedirectResult)
        {
            await transaction.CommitAsync();
            directory.Forget(); // Somebody may have asked for the offices before this one was there to be read.
        }
    }

    public async Task<IActionResult> OnPostOpenAsync()
    {
        if (!await TryUpdateModelAsync(Input, "Input"))
        {
            return this.Invalid();
        }

        var user = new User { UserName = Input.UserName.Trim(), DisplayName = Input.DisplayName.Trim() };
        var made = await users.CreateAsync(user, Input.Password);
        if (!made.Succeeded)
        {
            NewOffice.Refuse(ModelState, made, t);
            return this.Invalid();
        }

        var office = await setUp.OpenAsync(Input.Slug, Input.OfficeKind, Input.OfficeName);
        var words = user.DisplayName.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var person = new Person { GivenName = string.Join(' ', words[..Math.Max(1, words.Length - 1)]), FamilyName = words.Length > 1 ? words[^1] : "", FromDate = clock.Today() };
        person.GiveAccount(user.Id);
        person.Assign(Role.OfficeAdministrator, clock.Today());
        db.Add(person);
        db.Tell("person.added", person);
        await db.SaveChangesAsync();
        await events.TellAsync(db, "account.opened", user.UserName);
        return Done(t["{0} is open. {1} can sign in now.", office.Name, user.UserName]);
    }

    public async Task<IActionResult> OnPostNameAsync(string? newAdmin)
    {
        NewAdmin = newAdmin;
        var named = await users.FindByNameAsync(newAdmin?.Trim() ?? "");
        if (named is null || named.EndedAt <= clock.GetUtcNow())
        {
            throw new RuleBroken("ไม่พบบัญชีที่ใช้ชื่อผู้ใช้นี้", "There is no account with this user name.", nameof(NewAdmin));
        }

        if (named.InstallationAdmin)
        {
            throw new RuleBroken("ผู้นี้เป็นผู้ดูแลระบบกลางอยู่แล้ว", "This person is an administrator of the installation already.", nameof(NewAdmin));
        }

        named.InstallationAdmin = true;
        await db.SaveChangesAsync();
        await events.TellAsync(db, "installation.administrator-named", named.UserName!);
        return Done(t["{0} is now an administrator of the installation.", named.DisplayName]);
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id)
    {
        if (Admins.FirstOrDefault(admin => admin.Id == id) is not { } ending)
        {
            return NotFound();
        }

        if (Admins.Count == 1)
        {
            throw new RuleBroken(
                "ต้องมีผู้ดูแลระบบกลางอย่างน้อย 1 คน แต่งตั้งผู้อื่นก่อนจึงสิ้นสุดผู้นี้ได้",
                "At least one administrator of the installation must remain; name another first.");
        }

        ending.InstallationAdmin = false;
        await db.SaveChangesAsync();
        await events.TellAsync(db, "installation.administrator-ended", ending.UserName!);
        var self = ending.Id.ToString() == users.GetUserId(User);
        return Done(t["{0} is no longer an administrator of the installation.", ending.DisplayName], self ? "/account" : "/account/installation");
    }

    RedirectResult Done(string message, string next = "/account/installation")
    {
        TempData["Done"] = message;
        return Redirect(next);
    }
}

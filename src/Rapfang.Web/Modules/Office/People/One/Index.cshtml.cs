using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Time;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Office.People.One;

/// <summary>One person: details, roles with their days, account, leaving.</summary>
[Authorize(OfficeModule.Read)]
public sealed class IndexModel(
    RapfangDb db, CurrentOffice current, OfficeRoles roles, UserManager<User> users, Sessions sessions, AccountLinks links, InstallationEvents events, Seals seals, TimeProvider clock, IStringLocalizer<Text> t) : PageModel
{
    public sealed class RoleForm
    {
        public Role Role { get; set; } = Role.Officer;

        public string? OrderNumber { get; set; }

        public DateOnly From { get; set; }
    }

    public sealed class SubstituteForm
    {
        public Guid? PersonId { get; set; }

        [System.ComponentModel.DataAnnotations.StringLength(40)]
        public string? OrderNumber { get; set; }

        public DateOnly From { get; set; }

        public DateOnly Until { get; set; }
    }

    public PersonForm Input { get; private set; } = new();

    public RoleForm NewRole { get; private set; } = new();

    public SubstituteForm NewSubstitute { get; private set; } = new();

    public IReadOnlyList<Substitution> Substitutions { get; private set; } = [];

    /// <summary>The others of the office, to choose from and to name.</summary>
    public IReadOnlyList<Person> Colleagues { get; private set; } = [];

    public string Colleague(Guid id) => Colleagues.First(colleague => colleague.Id == id).FullName;

    public IEnumerable<SelectListItem> CanAct => Colleagues.Where(colleague => colleague.UserId is not null && colleague.IsInForce(clock.Today()))
        .Select(colleague => new SelectListItem(colleague.FullName, colleague.Id.ToString())).Prepend(new("–", ""));

    /// <summary>Who leaves names a substitute themselves, or the office administrator does.</summary>
    public bool MayName { get; private set; }

    public DateOnly Today => clock.Today();

    public string? NewUserName { get; private set; }

    public DateOnly? Until { get; private set; }

    public Person Person { get; private set; } = null!;

    public string? UserName { get; private set; }

    public DateTimeOffset? LastSignIn { get; private set; }

    public bool TwoStep { get; private set; }

    /// <summary>The account has no password yet: its link is an invitation.</summary>
    public bool IsInvited { get; private set; }

    /// <summary>Where the person sets their password; shown once.</summary>
    public string? OneTimeLink { get; private set; }

    public string LinkGoodFor => IsInvited ? t["3 days"] : t["2 hours"];

    public bool MayManage { get; private set; }

    public bool MayLook { get; private set; }

    /// <summary>What is kept of the person to reach them by.</summary>
    public MaskedData Contacts { get; private set; } = MaskedData.Of(mayLook: false);

    public IEnumerable<SelectListItem> AllRoles => Permissions.AllStaff.Select(role => new SelectListItem(t[role.ToString()], role.ToString()));

    // Every handler starts from the person; a stranger's id is 404, and only those who manage the office may act.
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        MayManage = await roles.MayAsync(OfficeModule.Manage);
        MayLook = await roles.MayAsync(OfficeModule.Look);
        _ = Guid.TryParse(RouteData.Values["id"] as string, out var id);
        if (await db.Set<Person>().Include(person => person.Roles).SingleOrDefaultAsync(person => person.Id == id) is not { } found)
        {
            context.Result = NotFound();
            return;
        }

        MayName = MayManage || await roles.PersonAsync() == id;
        var may = context.HandlerMethod?.Name switch
        {
            "Substitute" or "EndSubstitute" => MayName,
            "Look" => MayLook,
            _ => MayManage,
        };
        if (!may && HttpMethods.IsPost(Request.Method))
        {
            context.Result = Forbid();
            return;
        }

        Person = found;
        Contacts = MaskedData.Of(MayLook, (PersonalField.StaffPhone, t["Telephone"], found.Phone), (PersonalField.StaffEmail, t["E-mail"], found.Email));
        NewRole.From = clock.Today();
        Until = clock.Today();
        NewSubstitute.From = NewSubstitute.Until = clock.Today();
        Substitutions = await db.Set<Substitution>().Where(substitution => substitution.PersonId == id).OrderByDescending(substitution => substitution.FromDate).ToListAsync();
        var colleagues = await db.Set<Person>().AsNoTracking().Where(person => person.Id != id).ToListAsync();
        Colleagues = [.. colleagues.OrderBy(person => person.GivenName + " " + person.FamilyName, ThaiText.Comparer)];
        Input = PersonForm.Of(found);
        Input.Groups = await GroupsAsync();
        if (found.UserId is { } userId && await users.FindByIdAsync(userId.ToString()) is { } user)
        {
            UserName = user.UserName;
            LastSignIn = user.LastSignInAt;
            IsInvited = user.PasswordHash is null;
            TwoStep = user.TwoFactorEnabled;
        }

        await next();
    }

    public void OnGet() => OneTimeLink = TempData["OneTimeLink"] as string;

    /// <summary>Shows one thing that is masked, once; that it was looked at is stored before.</summary>
    public async Task<IActionResult> OnPostLookAsync(string what)
    {
        if (Contacts.Fields.FirstOrDefault(one => one.Field.Name == what) is not { } asked)
        {
            return NotFound();
        }

        db.Tell("person.looked-at", Person, asked.Label);
        await db.SaveChangesAsync();
        Contacts = Contacts with { Looked = asked, Content = seals.Open(Person, asked.Field, asked.Kept) };
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync()
    {
        if (!await TryUpdateModelAsync(Input, "Input") || (Input.GroupId is { } group && Input.Groups.All(known => known.Value != group.ToString())))
        {
            return this.Invalid();
        }

        Input.Write(Person, seals);
        return await DoneAsync("person.changed", t["Saved."]);
    }

    public async Task<IActionResult> OnPostAssignAsync()
    {
        if (!await TryUpdateModelAsync(NewRole, "NewRole"))
        {
            return this.Invalid();
        }

        db.Add(Person.Assign(NewRole.Role, NewRole.From, NewRole.OrderNumber ?? ""));
        return await DoneAsync("person.role-given", t["The role is given."]);
    }

    public async Task<IActionResult> OnPostEndRoleAsync(Guid roleId)
    {
        if (Person.Roles.Find(role => role.Id == roleId) is not { } ending)
        {
            return NotFound();
        }

        // A role ends with the day before, so that it stops at once; one that began today or later is taken back.
        if (ending.FromDate < clock.Today())
        {
            ending.End(clock.Today().AddDays(-1));
        }
        else
        {
            db.Remove(ending);
        }

        return await DoneAsync("person.role-ended", t["The role is ended."]);
    }

    public async Task<IActionResult> OnPostSubstituteAsync()
    {
        if (!await TryUpdateModelAsync(NewSubstitute, "NewSubstitute"))
        {
            return this.Invalid();
        }

        if (Colleagues.FirstOrDefault(colleague => colleague.Id == NewSubstitute.PersonId) is not { } substitute)
        {
            ModelState.AddModelError("NewSubstitute.PersonId", t["Choose one of the list."]);
            return this.Invalid();
        }

        db.Add(Substitution.Make(Person, substitute, NewSubstitute.From, NewSubstitute.Until, NewSubstitute.OrderNumber ?? "", Substitutions));
        return await DoneAsync("person.substitute-named", t["{0} acts for {1} on these days.", substitute.FullName, Person.FullName]);
    }

    public async Task<IActionResult> OnPostEndSubstituteAsync(Guid substitutionId)
    {
        if (Substitutions.FirstOrDefault(one => one.Id == substitutionId) is not { } ending)
        {
            return NotFound();
        }

        if (!ending.EndBefore(Today))
        {
            db.Remove(ending);
        }

        return await DoneAsync("person.substitute-ended", t["Ended. Nobody acts any more."]);
    }

    public async Task<IActionResult> OnPostAccountAsync(string? newUserName)
    {
        NewUserName = newUserName;
        var user = new User { UserName = newUserName?.Trim(), DisplayName = Person.FullName };
        await using var transaction = await db.Database.BeginTransactionAsync();
        var made = await users.CreateAsync(user);
        if (!made.Succeeded)
        {
            ModelState.AddModelError("NewUserName", t[made.Errors.First().Code]);
            return this.Invalid();
        }

        Person.GiveAccount(user.Id);
        await events.TellAsync(db, "account.opened", user.UserName!);
        TempData["OneTimeLink"] = await links.MakeAsync(user);
        var done = await DoneAsync("person.account-given", t["The account is ready."]);
        await transaction.CommitAsync();
        return done;
    }

    public async Task<IActionResult> OnPostLinkAsync()
    {
        if (await users.FindByIdAsync(Person.UserId.ToString()!) is not { } user)
        {
            return NotFound();
        }

        TempData["OneTimeLink"] = await links.MakeAsync(user);
        await sessions.EndAllAsync(user.Id);
        return Redirect(Request.Path);
    }

    /// <summary>For somebody whose telephone is lost.</summary>
    public async Task<IActionResult> OnPostTwoStepOffAsync()
    {
        if (await users.FindByIdAsync(Person.UserId.ToString()!) is not { } user)
        {
            return NotFound();
        }

        await users.SetTwoFactorEnabledAsync(user, false);
        await users.ResetAuthenticatorKeyAsync(user);
        await sessions.EndAllAsync(user.Id);
        await events.TellAsync("account.two-step-off", user.UserName!);
        TempData["Done"] = t["The second step is off."].Value;
        return Redirect(Request.Path);
    }

    public async Task<IActionResult> OnPostEndAsync(DateOnly? until)
    {
        if (until is not { } lastDay)
        {
            ModelState.TryAddModelError(nameof(Until), t["Fill in this field."]);
            return this.Invalid();
        }

        Person.End(lastDay);
        if (Person.UserId is { } userId && await users.FindByIdAsync(userId.ToString()) is { } user)
        {
            if (user.InstallationAdmin)
            {
                // Else an office could close the last account that administers the installation.
                throw new RuleBroken(
                    "ผู้นี้เป็นผู้ดูแลระบบกลาง ให้สิ้นสุดการเป็นผู้ดูแลระบบกลางก่อน", "This person administers the installation; end that first.");
            }

            user.EndedAt = new DateTimeOffset(lastDay.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(7)).ToUniversalTime();
        }

        var done = await DoneAsync("person.ended", t["Ended. What the person did stays."]);
        if (Person.UserId is { } ended)
        {
            await sessions.EndAllAsync(ended); // Until the last day they can sign in again.
        }

        return done;
    }

    public async Task<IActionResult> OnPostDeleteAsync()
    {
        // Only an account can act, and it is never taken away again.
        if (Person.UserId is not null || Person.Roles.Count > 0 || Substitutions.Count > 0)
        {
            throw new RuleBroken(
                "ผู้นี้มีบทบาท มีบัญชี หรือเคยทำงานในระบบแล้ว ลบไม่ได้ ให้ใช้ “สิ้นสุด” แทน",
                "This person has a role, an account or has acted; they can not be deleted. End them instead.");
        }

        db.Remove(Person);
        db.Tell("person.deleted", Person);
        await db.SaveChangesAsync();
        return Redirect($"/{current.Profile.Slug}/desk/office/people");
    }

    async Task<IActionResult> DoneAsync(string happening, string message)
    {
        db.Tell(happening, Person);
        await db.SaveChangesAsync();
        TempData["Done"] = message;
        return Redirect(Request.Path);
    }

    async Task<IReadOnlyList<SelectListItem>> GroupsAsync()
    {
        var groups = await db.Set<Group>().AsNoTracking().ToListAsync();
        return
        [
            new("–", ""),
            .. groups.Where(group => group.IsInForce(clock.Today()) || group.Id == Person.GroupId).OrderBy(group => group.Kind)
                .Select(group => new SelectListItem(group.Name, group.Id.ToString())),
        ];
    }
}

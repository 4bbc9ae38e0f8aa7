using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Rapfang.Platform.Identity;

namespace Rapfang.Modules.Account.SignOut;

[Authorize(Policies.SignedIn)]
public sealed class IndexModel(SignInManager<User> signIn) : PageModel
{
    public RedirectResult OnGet() => Redirect("/");

    public async Task<IActionResult> OnPostAsync()
    {
        await signIn.SignOutAsync();
        return Redirect("/");
    }
}

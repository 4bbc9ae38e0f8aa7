using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Speak;

/// <summary>What do you want to tell us? Each kind has its own short form.</summary>
[AllowAnonymous]
[OutputCache(PolicyName = SharedPages.Policy)]
public sealed class IndexModel : PageModel;

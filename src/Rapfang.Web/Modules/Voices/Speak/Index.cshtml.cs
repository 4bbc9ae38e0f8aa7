using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Rapfang.Modules.Voices.Speak;

/// <summary>What do you want to tell us? Each kind has its own short form.</summary>
[AllowAnonymous]
public sealed class IndexModel : PageModel;

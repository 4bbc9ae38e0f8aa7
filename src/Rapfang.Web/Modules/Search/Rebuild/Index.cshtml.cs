using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Rapfang.Platform.Jobs;
using Rapfang.Platform.Search;
using Rapfang.Ui;

namespace Rapfang.Modules.Search.Rebuild;

/// <summary>Writes the search index anew when something is not found that should be.</summary>
[Authorize(SearchModule.Rebuild)]
public sealed class IndexModel(JobRequests requests, IStringLocalizer<Text> t) : PageModel
{
    public async Task<IActionResult> OnPostAsync() =>
        Redirect(await requests.AskAsync(SearchRebuild.Kind, t["Write the search index anew"], Request.Path, new { }));
}

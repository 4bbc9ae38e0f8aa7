using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Rapfang.Platform;
using UploadsInParts = Rapfang.Platform.Files.Uploads;

namespace Rapfang.Modules.Files.Uploads.New;

/// <summary>Begins a file that comes in parts; asked by files.js, which then sends the parts and at last the form.</summary>
[Authorize(FilesModule.Bring)]
public sealed class IndexModel(UploadsInParts uploads) : PageModel
{
    public IActionResult OnGet() => NotFound();

    public async Task<IActionResult> OnPostAsync(string? name, long size)
    {
        try
        {
            return new JsonResult(await uploads.BeginAsync(name ?? "", size));
        }
        catch (RuleBroken rule)
        {
            return new JsonResult(new { refused = rule.Text }) { StatusCode = StatusCodes.Status400BadRequest };
        }
    }
}

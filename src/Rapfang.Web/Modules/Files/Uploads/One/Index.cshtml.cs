using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Rapfang.Platform.Files;
using UploadsInParts = Rapfang.Platform.Files.Uploads;

namespace Rapfang.Modules.Files.Uploads.One;

/// <summary>How far a file has come, and its next part. Only for the person who began it.</summary>
[Authorize(FilesModule.Bring)]
[RequestSizeLimit(UploadsInParts.LargestPart + 1024)]
public sealed class IndexModel(UploadsInParts uploads) : PageModel
{
    public async Task<IActionResult> OnGetAsync(Guid id) => Told(await uploads.FindAsync(id));

    /// <param name="from">Where the part begins; when it is not where the last one ended, 409 tells where to go on.</param>
    public async Task<IActionResult> OnPutAsync(Guid id, long from, CancellationToken cancellation)
    {
        using var part = new MemoryStream();
        await Request.Body.CopyToAsync(part, cancellation);
        var upload = await uploads.AppendAsync(id, from, part.GetBuffer().AsMemory(0, (int)part.Length));
        var told = Told(upload);
        if (upload is not null && upload.At != from + part.Length && told is JsonResult answer)
        {
            answer.StatusCode = StatusCodes.Status409Conflict;
        }

        return told;
    }

    ActionResult Told(Upload? upload)
    {
        Response.Headers.CacheControl = "no-store";
        return upload is null ? NotFound() : new JsonResult(upload);
    }
}

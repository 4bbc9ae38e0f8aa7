using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Rapfang.Ui;

/// <summary>
/// A form that is too long or has too many files answers so. Without this the search for its token would fail first and
/// say that the form had expired.
/// </summary>
sealed class TooLargeFilter : IAsyncAuthorizationFilter
{
    /// <summary>After the limits of the page are set (900), before the token is checked (1000).</summary>
    public const int BeforeTheTokenIsLookedFor = 950;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (!http.Request.HasFormContentType || http.Features.Get<IStatusCodeReExecuteFeature>() is not null)
        {
            return;
        }

        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
        }
    }
}

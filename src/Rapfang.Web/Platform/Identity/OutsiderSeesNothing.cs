using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Rapfang.Platform.Database;

namespace Rapfang.Platform.Identity;

/// <summary>Somebody signed in who has no role in the office of the address gets 404: the desk of another office does not exist for them.</summary>
public sealed class OutsiderSeesNothing : IAuthorizationMiddlewareResultHandler
{
    readonly AuthorizationMiddlewareResultHandler usual = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden
            && context.RequestServices.GetRequiredService<CurrentOffice>().IsSet
            && !await context.RequestServices.GetRequiredService<OfficeRoles>().IsMemberAsync())
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await usual.HandleAsync(next, context, policy, authorizeResult);
    }
}

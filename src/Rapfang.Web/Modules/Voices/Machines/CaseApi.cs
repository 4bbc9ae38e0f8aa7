using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Rapfang.Platform;
using Rapfang.Platform.Clients;
using Rapfang.Platform.Database;

namespace Rapfang.Modules.Voices.Machines;

/// <summary>A page of cases.</summary>
/// <param name="Next">Goes as <c>after</c> with the next request; null at the end.</param>
public sealed record CasePage(IReadOnlyList<MachineCase> Cases, Guid? Next);

/// <summary>A public step of a case.</summary>
public sealed record CaseStep(Guid Id, DateTimeOffset At, VoiceStepKind Kind, string Text);

/// <summary>What the speaker needs to follow the case.</summary>
public sealed record CaseReceipt(Guid Id, string Number, string SecretCode);

/// <summary>Cases as JSON, for other systems with a key in the <c>Authorization</c> header (<c>Bearer rf_…</c>).</summary>
public static class CaseApi
{
    public static void MapCaseApi(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/{office}/api/cases").AllowAnonymous().WithTags("Cases");
        api.MapGet("", ListAsync).WithSummary("Cases the key may read, the oldest first; page on with `after`.");
        api.MapGet("/{id:guid}", OneAsync).WithSummary("One case.");
        api.MapGet("/{id:guid}/steps", StepsAsync).WithSummary("Its public steps.");
        api.MapPost("", BringAsync).WithSummary("Brings a case. The same Idempotency-Key is the same case.").RequireRateLimiting(WebSetup.PublicForms);
    }

    internal static async Task<Results<Ok<CasePage>, ProblemHttpResult>> ListAsync(
        HttpContext http, string office, ApiClients clients, MachineCases cases, [FromQuery] Guid? after, [FromQuery(Name = "updated_after")] DateTimeOffset? updatedAfter, [FromQuery] int limit = MachineCases.PageSize)
    {
        _ = office; // Read by the middleware.
        if (await KnownAsync(http, clients) is not { } client)
        {
            return Unknown();
        }

        var take = Math.Clamp(limit, 1, MachineCases.LargestPage);
        var found = await cases.FindAsync(client, new MachineQuery(UpdatedFrom: updatedAfter?.ToUniversalTime(), After: after ?? Guid.Empty, Take: take));
        return TypedResults.Ok(new CasePage(found, found.Count == take ? found[^1].Id : null));
    }

    internal static async Task<Results<Ok<MachineCase>, NotFound, ProblemHttpResult>> OneAsync(HttpContext http, string office, Guid id, ApiClients clients, MachineCases cases)
    {
        _ = office;
        if (await KnownAsync(http, clients) is not { } client)
        {
            return Unknown();
        }

        return await cases.FindAsync(client, new MachineQuery([id])) is [var found] ? TypedResults.Ok(found) : TypedResults.NotFound();
    }

    internal static async Task<Results<Ok<IReadOnlyList<CaseStep>>, NotFound, ProblemHttpResult>> StepsAsync(HttpContext http, string office, Guid id, ApiClients clients, MachineCases cases)
    {
        _ = office;
        if (await KnownAsync(http, clients) is not { } client)
        {
            return Unknown();
        }

        if (await cases.FindAsync(client, new MachineQuery([id])) is not [_])
        {
            return TypedResults.NotFound();
        }

        var steps = await cases.StepsAsync(client, DateTimeOffset.MinValue, DateTimeOffset.MaxValue, id);
        return TypedResults.Ok<IReadOnlyList<CaseStep>>([.. steps.Select(step => new CaseStep(step.Id, step.At, step.Kind, step.Text.Text))]);
    }

    internal static async Task<Results<Created<CaseReceipt>, ProblemHttpResult>> BringAsync(
        HttpContext http, string office, ApiClients clients, MachineCases cases, [FromBody] MachineVoice brought, [FromHeader(Name = "Idempotency-Key")] string? key)
    {
        if (await KnownAsync(http, clients) is not { } client || !client.May(ApiScope.Bring))
        {
            return Unknown();
        }

        try
        {
            var receipt = await cases.BringAsync(client, brought with { Key = key ?? brought.Key });
            return TypedResults.Created($"/{office}/api/cases/{receipt.Id}", new CaseReceipt(receipt.Id, receipt.Number, receipt.Code));
        }
        catch (RuleBroken rule)
        {
            return TypedResults.Problem(rule.Message, statusCode: StatusCodes.Status400BadRequest, title: rule.Thai, extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["field"] = rule.Field });
        }
    }

    static async Task<ApiClient?> KnownAsync(HttpContext http, ApiClients clients) =>
        http.Request.Headers.Authorization.ToString() is { } header && header.StartsWith("Bearer ", StringComparison.Ordinal) ? await clients.FindAsync(header["Bearer ".Length..].Trim()) : null;

    static ProblemHttpResult Unknown() => TypedResults.Problem("The key is missing, not valid, or may not do this.", statusCode: StatusCodes.Status401Unauthorized, title: "คีย์ไม่ถูกต้องหรือไม่มีสิทธิ");
}

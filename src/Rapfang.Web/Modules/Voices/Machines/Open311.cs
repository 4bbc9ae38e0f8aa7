using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Platform;
using Rapfang.Platform.Clients;
using Rapfang.Platform.Database;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Voices.Machines;

/// <summary>
/// Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2): services are the office's types of cases, requests its cases. A key
/// is needed for requests, also for reading them: what people told the office is not public. There are no files either way: those of
/// a case are for the speaker, who fetches them with the secret code, so <c>media_url</c> stays empty; and an address that somebody
/// sends is never called, for it could name a machine that only this server reaches.
/// </summary>
public static class Open311
{
    const string Json = "json";
    const int MostDays = 90;
#pragma warning disable S5332 // A name that clients compare, not an address that is called.
    const string Specification = "http://wiki.open311.org/GeoReport_v2";
#pragma warning restore S5332
    static readonly JsonSerializerOptions Written = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapOpen311(this IEndpointRouteBuilder app)
    {
        var open = app.MapGroup("/{office}/open311/v2").AllowAnonymous().ExcludeFromDescription();
        // People choose their language on a page; a program says it with each request.
        open.AddEndpointFilter(async (context, next) =>
        {
            if (context.HttpContext.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(asked => asked.Quality ?? 1).Select(asked => asked.Value.ToString().Split('-')[0]).FirstOrDefault(asked => asked is "th" or "en") is { } language)
            {
                CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            }

            return await next(context);
        });
        open.MapGet("/discovery.{format:regex(^(json|xml)$)}", Discovery);
        open.MapGet("/services.{format:regex(^(json|xml)$)}", ServicesAsync);
        open.MapGet("/services/{code}.{format:regex(^(json|xml)$)}", DefinitionAsync);
        open.MapGet("/requests.{format:regex(^(json|xml)$)}", RequestsAsync);
        open.MapGet("/requests/{id}.{format:regex(^(json|xml)$)}", RequestAsync);
        open.MapGet("/tokens/{id}.{format:regex(^(json|xml)$)}", TokenAsync);
        open.MapGet("/service_request_updates.{format:regex(^(json|xml)$)}", UpdatesAsync);
        open.MapPost("/requests.{format:regex(^(json|xml)$)}", BringAsync).RequireRateLimiting(WebSetup.PublicForms);
    }

    internal static IResult Discovery(string format, HttpContext http, CurrentOffice office, IStringLocalizer<Text> t)
    {
        var address = $"{http.Request.Scheme}://{http.Request.Host}/{office.Profile.Slug}/open311/v2";
        return Answer(format, "discovery", new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["changeset"] = "2026-11-21T00:00:00+07:00",
            ["contact"] = office.Profile.Name,
            ["key_service"] = t["Ask the office for a key. Files are neither taken nor given here."].Value,
            ["endpoints"] = new[]
            {
                new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["specification"] = Specification, ["url"] = address, ["changeset"] = "2026-11-21T00:00:00+07:00", ["type"] = "production",
                    ["formats"] = new[] { "text/xml", "application/json" },
                },
            },
        });
    }

    internal static async Task<IResult> ServicesAsync(string format, RapfangDb db)
    {
        var types = await db.Set<VoiceType>().AsNoTracking().Where(type => type.UntilDate == null).OrderBy(type => type.Number).ToListAsync();
        return Answer(format, "services", types.Select(type => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["service_code"] = Code(type), ["service_name"] = type.Name, ["description"] = type.Name, ["metadata"] = true, ["type"] = "realtime", ["keywords"] = "", ["group"] = "",
        }));
    }

    internal static async Task<IResult> DefinitionAsync(string format, string code, RapfangDb db, IStringLocalizer<Text> t) =>
        await db.Set<VoiceType>().AsNoTracking().Where(type => type.UntilDate == null).ToListAsync() is var types && types.Find(type => Code(type) == code) is not { } found
            ? Refused(format, StatusCodes.Status404NotFound, "service_code was not found")
            : Answer(format, "service_definition", new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["service_code"] = Code(found),
                ["attributes"] = (Dictionary<string, object?>[])
                [
                    new Dictionary<string, object?>(StringComparer.Ordinal)
                    {
                        ["variable"] = true, ["code"] = "kind", ["datatype"] = "singlevaluelist", ["required"] = false, ["datatype_description"] = "", ["order"] = 1, ["description"] = t["Kind of case"].Value,
                        ["values"] = Enum.GetValues<VoiceKind>().Select(kind => new Dictionary<string, object?>(StringComparer.Ordinal) { ["key"] = Word(kind), ["name"] = t["VoiceKind." + kind].Value }).ToArray(),
                    },
                    .. await DistrictsAsync(db, t),
                    new Dictionary<string, object?>(StringComparer.Ordinal)
                    {
                        ["variable"] = false, ["code"] = "media_url", ["datatype"] = "text", ["required"] = false, ["datatype_description"] = "", ["order"] = 3, ["description"] = NoFiles(t),
                    },
                ],
            });

    static string NoFiles(IStringLocalizer<Text> t) => t["Files can not be sent or fetched here, and addresses of files are never called. The speaker adds files where they follow the case, with its number and secret code."];

    // Only where the office keeps a list of them.
    static async Task<IEnumerable<Dictionary<string, object?>>> DistrictsAsync(RapfangDb db, IStringLocalizer<Text> t) => await db.Districts().ToListAsync() is { Count: > 0 } districts
        ?
        [
            new(StringComparer.Ordinal)
            {
                ["variable"] = true, ["code"] = "district", ["datatype"] = "singlevaluelist", ["required"] = false, ["datatype_description"] = "", ["order"] = 2, ["description"] = t["District"].Value,
                ["values"] = districts.Select(district => new Dictionary<string, object?>(StringComparer.Ordinal) { ["key"] = district.Number, ["name"] = district.Name }).ToArray(),
            },
        ]
        : [];

    internal static Task<IResult> RequestsAsync(string format, HttpContext http, ApiClients clients, MachineCases cases, TimeProvider clock, IStringLocalizer<Text> t) => KnownAsync(format, http.Request.Query["api_key"], clients, null, async client =>
    {
        var query = http.Request.Query;
        var ids = query["service_request_id"].ToString() is { Length: > 0 } listed ? listed.Split(',').Select(one => Guid.TryParse(one, out var id) ? id : Guid.Empty).ToList() : null;
        if (!Moment(query, "start_date", out var from) || !Moment(query, "end_date", out var until) || !Moment(query, "updated_after", out var after) || !Moment(query, "updated_before", out var before)
            || !Whole(query, "page", 1, out var page) || !Whole(query, "page_size", MachineCases.PageSize, out var size) || (query["service_code"].ToString() is { Length: > 0 } code && !int.TryParse(code, CultureInfo.InvariantCulture, out _)))
        {
            return Refused(format, StatusCodes.Status400BadRequest, "dates are ISO 8601, page, page_size and service_code are numbers");
        }

        if (ids is null && after is null && before is null)
        {
            // As the specification asks: without ids at most 90 days, the latest by default.
            until ??= clock.GetUtcNow();
            from = from is null || from < until.Value.AddDays(-MostDays) ? until.Value.AddDays(-MostDays) : from;
        }

        var found = await cases.FindAsync(client, new MachineQuery(
            ids, query["service_code"].ToString() is { Length: > 0 } type ? int.Parse(type, CultureInfo.InvariantCulture) : null,
            query["status"].ToString() switch { "open" => true, "closed" => false, _ => null }, from, until, after, before, Skip: (page - 1) * Math.Min(size, MachineCases.LargestPage), Take: size));
        return Answer(format, "service_requests", found.Select(one => Row(one, t)));
    });

    internal static Task<IResult> RequestAsync(string format, string id, HttpContext http, ApiClients clients, MachineCases cases, IStringLocalizer<Text> t) => KnownAsync(format, http.Request.Query["api_key"], clients, null, async client =>
        Guid.TryParse(id, out var asked) && await cases.FindAsync(client, new MachineQuery([asked])) is [var found]
            ? Answer(format, "service_requests", new[] { Row(found, t) }) : Refused(format, StatusCodes.Status404NotFound, "service_request_id was not found"));

    // Cases have their id at once, so a token is the id.
    internal static Task<IResult> TokenAsync(string format, string id, HttpContext http, ApiClients clients, MachineCases cases) => KnownAsync(format, http.Request.Query["api_key"], clients, null, async client =>
        Guid.TryParse(id, out var asked) && await cases.FindAsync(client, new MachineQuery([asked])) is [var found]
            ? Answer(format, "service_requests", new[] { new Dictionary<string, object?>(StringComparer.Ordinal) { ["service_request_id"] = found.Id, ["token"] = found.Id } })
            : Refused(format, StatusCodes.Status404NotFound, "token was not found"));

    internal static Task<IResult> UpdatesAsync(string format, HttpContext http, ApiClients clients, MachineCases cases, TimeProvider clock, IStringLocalizer<Text> t) => KnownAsync(format, http.Request.Query["api_key"], clients, null, async client =>
    {
        if (!Moment(http.Request.Query, "start_date", out var from) || !Moment(http.Request.Query, "end_date", out var until))
        {
            return Refused(format, StatusCodes.Status400BadRequest, "start_date and end_date are ISO 8601");
        }

        var now = clock.GetUtcNow();
        return Answer(format, "service_request_updates", (await cases.StepsAsync(client, from ?? now.AddDays(-1), until ?? now)).Select(step => new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["update_id"] = step.Id, ["service_request_id"] = step.VoiceId, ["status"] = step.Kind is VoiceStepKind.Answered or VoiceStepKind.Closed or VoiceStepKind.Withdrawn or VoiceStepKind.Transferred ? "closed" : "open",
            ["updated_datetime"] = At(step.At), ["description"] = $"{t["VoiceStepKind." + step.Kind].Value} {step.Text}".Trim(), ["media_url"] = "",
        }));
    });

    internal static async Task<IResult> BringAsync(string format, HttpContext http, ApiClients clients, MachineCases cases, IStringLocalizer<Text> t)
    {
        if (!http.Request.HasFormContentType)
        {
            return Refused(format, StatusCodes.Status400BadRequest, "send a form");
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        return await KnownAsync(format, form["api_key"], clients, ApiScope.Bring, async client =>
        {
            if (!int.TryParse(form["service_code"], CultureInfo.InvariantCulture, out var type))
            {
                return Refused(format, StatusCodes.Status400BadRequest, "service_code was not provided");
            }

            var kind = VoiceKind.Complaint;
            if (form["attribute[kind]"].ToString() is { Length: > 0 } word && !Enum.TryParse(word, ignoreCase: true, out kind))
            {
                return Refused(format, StatusCodes.Status400BadRequest, "attribute[kind] is not one of the list");
            }

            if (form["media_url"].ToString().Length > 0 || form.Files.Count > 0)
            {
                return Refused(format, StatusCodes.Status400BadRequest, $"media_url: {NoFiles(t)}");
            }

            int? district = null;
            if (form["attribute[district]"].ToString() is { Length: > 0 } named)
            {
                if (!int.TryParse(named, CultureInfo.InvariantCulture, out var number))
                {
                    return Refused(format, StatusCodes.Status400BadRequest, "attribute[district] is not one of the list");
                }

                district = number;
            }

            var place = string.Join(" ", new[] { form["address_string"].ToString(), form["lat"].ToString() is { Length: > 0 } lat ? $"{lat}, {form["long"]}" : "" }.Where(part => part.Length > 0));
            try
            {
                var receipt = await cases.BringAsync(client, new MachineVoice(
                    kind, null, form["description"], place, null, $"{form["first_name"]} {form["last_name"]}".Trim(), form["phone"], form["email"], type, http.Request.Headers["Idempotency-Key"], district));
                return Answer(format, "service_requests", new[]
                {
                    new Dictionary<string, object?>(StringComparer.Ordinal) { ["service_request_id"] = receipt.Id, ["service_notice"] = $"เลขที่ {receipt.Number} รหัสลับ {receipt.Code}", ["account_id"] = "" },
                });
            }
            catch (RuleBroken rule)
            {
                return Refused(format, StatusCodes.Status400BadRequest, $"{rule.Field}: {rule.Message}");
            }
        });
    }

    static async Task<IResult> KnownAsync(string format, string? key, ApiClients clients, string? scope, Func<ApiClient, Task<IResult>> work) => await clients.FindAsync(key) switch
    {
        null => Refused(format, StatusCodes.Status403Forbidden, "api_key is missing or not valid"),
        var client when scope is not null && !client.May(scope) => Refused(format, StatusCodes.Status403Forbidden, "this key may not do that"),
        var client => await work(client),
    };

    static Dictionary<string, object?> Row(MachineCase one, IStringLocalizer<Text> t) => new(StringComparer.Ordinal)
    {
        ["service_request_id"] = one.Id, ["status"] = one.IsOpen ? "open" : "closed", ["status_notes"] = one.Answer ?? t["VoicePublic." + one.State].Value,
        ["service_name"] = one.TypeName ?? "", ["service_code"] = one.Type?.ToString(CultureInfo.InvariantCulture) ?? "", ["description"] = one.What, ["agency_responsible"] = "", ["service_notice"] = one.Number,
        ["requested_datetime"] = At(one.CreatedAt), ["updated_datetime"] = At(one.UpdatedAt), ["address"] = one.District is { } district ? $"{one.Place} {district}".Trim() : one.Place, ["media_url"] = "",
    };

    static string At(DateTimeOffset at) => ThaiDate.InBangkok(at).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + "+07:00";

    static string Code(VoiceType type) => type.Number.ToString(CultureInfo.InvariantCulture);

    static string Word(VoiceKind kind) => RapfangDb.SnakeCase(kind.ToString());

    static bool Moment(IQueryCollection query, string name, out DateTimeOffset? at)
    {
        at = null;
        if (query[name].ToString() is not { Length: > 0 } typed)
        {
            return true;
        }

        // A plus sign that was not escaped arrives as a blank.
        var read = DateTimeOffset.TryParse(typed.Replace(' ', '+'), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment);
        at = read ? moment.ToUniversalTime() : null;
        return read;
    }

    static bool Whole(IQueryCollection query, string name, int usual, out int number)
    {
        number = usual;
        return query[name].ToString() is not { Length: > 0 } typed || (int.TryParse(typed, CultureInfo.InvariantCulture, out number) && number is >= 1 and <= 100_000);
    }

    static IResult Refused(string format, int status, string why) => Answer(format, "errors", new[] { new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = status, ["description"] = why } }, status);

    static IResult Answer(string format, string root, object content, int status = StatusCodes.Status200OK) => format == Json
        ? Microsoft.AspNetCore.Http.Results.Text(JsonSerializer.Serialize(content, Written), "application/json", Encoding.UTF8, status)
        : Microsoft.AspNetCore.Http.Results.Text(new XDocument(Xml(root, content)).ToString(), "text/xml", Encoding.UTF8, status);

    // Lists are wrapped by the plural, their entries are the singular, as the specification writes them.
    static XElement Xml(string name, object? content) => content switch
    {
        IReadOnlyDictionary<string, object?> row => new XElement(name, row.Select(field => Xml(field.Key, field.Value))),
        string text => new XElement(name, Clean(text)),
        System.Collections.IEnumerable rows => new XElement(name, rows.Cast<object?>().Select(row => Xml(name == "service_requests" ? "request" : name == "service_request_updates" ? "request_update" : name.TrimEnd('s'), row))),
        bool yes => new XElement(name, yes ? "true" : "false"),
        null => new XElement(name),
        var other => new XElement(name, Convert.ToString(other, CultureInfo.InvariantCulture)),
    };

    // Tabs and line ends are the only control characters that XML knows.
    static string Clean(string text) => string.Concat(text.Where(System.Xml.XmlConvert.IsXmlChar));
}

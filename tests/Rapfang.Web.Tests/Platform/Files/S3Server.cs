using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace Rapfang.Tests.Platform.Files;

/// <summary>
/// A small object store on loopback that speaks as much S3 as is asked of it, with one bucket, and that believes only a
/// right signature (version 4) over the very bytes.
/// </summary>
sealed class S3Server : IAsyncDisposable
{
    const string Bucket = "kept-files", Key = "office", Secret = "a secret of this test";
    const int PageSize = 2; // So that a list has several pages.
    readonly WebApplication app;

    S3Server(WebApplication app) => this.app = app;

    public ConcurrentDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    public List<string> Refused { get; } = [];

    public (string, string)[] Settings =>
    [
        ("RAPFANG_S3_BUCKET", Bucket), ("RAPFANG_S3_ADDRESS", app.Urls.Single()), ("RAPFANG_S3_REGION", "th-1"), ("RAPFANG_S3_ACCESS_KEY", Key), ("RAPFANG_S3_SECRET_KEY", Secret),
    ];

    public static async Task<S3Server> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new S3Server(builder.Build());
        server.app.Run(server.AnswerAsync);
        await server.app.StartAsync();
        return server;
    }

    async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        if (!IsSigned(http.Request, body.ToArray()))
        {
            Refused.Add(http.Request.GetEncodedPathAndQuery());
            await FailAsync(http, HttpStatusCode.Forbidden, "SignatureDoesNotMatch");
            return;
        }

        var path = http.Request.Path.Value!.TrimStart('/').Split('/', 2);
        var name = path.ElementAtOrDefault(1) ?? "";
        switch (http.Request.Method)
        {
            case var _ when path[0] != Bucket:
                await FailAsync(http, HttpStatusCode.NotFound, "NoSuchBucket");
                break;
            case "GET" when name.Length == 0:
                await ListAsync(http);
                break;
            case "PUT":
                Objects[name] = body.ToArray();
                http.Response.Headers.ETag = "\"stored\"";
                break;
            case "GET" when Objects.TryGetValue(name, out var found):
                http.Response.ContentLength = found.Length;
                await http.Response.Body.WriteAsync(found, http.RequestAborted);
                break;
            case "DELETE":
                Objects.TryRemove(name, out _);
                http.Response.StatusCode = 204;
                break;
            default:
                await FailAsync(http, HttpStatusCode.NotFound, "NoSuchKey");
                break;
        }
    }

    async Task ListAsync(HttpContext http)
    {
        Assert.Equal("2", http.Request.Query["list-type"]);
        var after = http.Request.Query["continuation-token"].ToString();
        var names = Objects.Keys.Order(StringComparer.Ordinal).Where(name => string.CompareOrdinal(name, after) > 0).ToList();
        XNamespace s3 = "http://s3.amazonaws.com/doc/2006-03-01/";
        var list = new XElement(s3 + "ListBucketResult", new XElement(s3 + "IsTruncated", names.Count > PageSize),
            names.Take(PageSize).Select(name => new XElement(s3 + "Contents", new XElement(s3 + "Key", name), new XElement(s3 + "Size", Objects[name].Length))));
        if (names.Count > PageSize)
        {
            list.Add(new XElement(s3 + "NextContinuationToken", names[PageSize - 1]));
        }

        http.Response.ContentType = "application/xml";
        await http.Response.WriteAsync(list.ToString(), http.RequestAborted);
    }

    static Task FailAsync(HttpContext http, HttpStatusCode status, string code)
    {
        http.Response.StatusCode = (int)status;
        http.Response.ContentType = "application/xml";
        return http.Response.WriteAsync($"<Error><Code>{code}</Code><Message>{code}</Message></Error>", http.RequestAborted);
    }

    static bool IsSigned(HttpRequest request, byte[] body)
    {
        var parts = request.Headers.Authorization.ToString().Replace("AWS4-HMAC-SHA256 ", "", StringComparison.Ordinal).Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        if (!parts.TryGetValue("Credential", out var credential) || !credential.StartsWith(Key + "/", StringComparison.Ordinal)
            || request.Headers["x-amz-content-sha256"] != Convert.ToHexStringLower(SHA256.HashData(body)))
        {
            return false;
        }

        var scope = credential[(Key.Length + 1)..];
        var query = string.Join('&', request.Query.SelectMany(pair => pair.Value, (pair, value) => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(value ?? "")}").Order(StringComparer.Ordinal));
        var signed = parts["SignedHeaders"].Split(';').Select(name => $"{name}:{request.Headers[name].ToString().Trim()}\n");
        var canonical = $"{request.Method}\n{request.Path.Value}\n{query}\n{string.Concat(signed)}\n{parts["SignedHeaders"]}\n{request.Headers["x-amz-content-sha256"]}";
        var text = $"AWS4-HMAC-SHA256\n{request.Headers["x-amz-date"]}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope.Split('/').Aggregate(Encoding.UTF8.GetBytes("AWS4" + Secret), (last, part) => HMACSHA256.HashData(last, Encoding.UTF8.GetBytes(part)));
        return parts["Signature"] == Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

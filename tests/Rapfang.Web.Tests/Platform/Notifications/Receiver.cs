using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Rapfang.Tests.Platform.Notifications;

/// <summary>A call as it arrived.</summary>
public sealed record ReceivedCall(string Path, string Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>Another system on loopback: a real server that keeps what it is sent.</summary>
public sealed class Receiver : IAsyncDisposable
{
    readonly WebApplication app;
    readonly List<ReceivedCall> calls = [];

    Receiver(WebApplication app) => this.app = app;

    /// <summary>What an app of the tests is allowed to call.</summary>
    public static (string Name, string Value) Loopback { get; } = ("RAPFANG_CALLS_INSIDE", "127.0.0.0/8");

    public string Address { get; private set; } = "";

    /// <summary>Status and words of the next answers.</summary>
    public (int Status, string Words) Answer { get; set; } = (200, "{}");

    /// <summary>The end of a path that is always refused; empty: none.</summary>
    public string Refuses { get; set; } = "";

    /// <summary>What came so far.</summary>
    public IReadOnlyList<ReceivedCall> Calls
    {
        get
        {
            lock (calls)
            {
                return [.. calls];
            }
        }
    }

    /// <param name="address">Where another one was before; empty: a free one.</param>
    public static async Task<Receiver> StartAsync(string address = "")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.Length > 0 ? address : "http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver.app.Run(receiver.TakeAsync);
        await receiver.app.StartAsync();
        receiver.Address = receiver.app.Urls.Single();
        return receiver;
    }

    async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(http.RequestAborted);
        lock (calls)
        {
            calls.Add(new(http.Request.Path, body, http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
        }

        http.Response.StatusCode = Refuses.Length > 0 && http.Request.Path.Value!.EndsWith(Refuses, StringComparison.Ordinal) ? StatusCodes.Status400BadRequest : Answer.Status;
        await http.Response.WriteAsync(Answer.Words, http.RequestAborted);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

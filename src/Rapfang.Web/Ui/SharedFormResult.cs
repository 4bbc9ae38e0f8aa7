using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Caching.Memory;

namespace Rapfang.Ui;

/// <summary>
/// A public form that is the same for everybody but for its token and its random key: it is drawn once in two seconds, and
/// each visitor gets it with a token and a key of their own. A thousand people who scan a poster at once then cost little
/// more than one.
/// </summary>
/// <param name="about">What the page is about besides its <see cref="SharedPages.Visit"/>, equal for equal pages; a value with few kinds, for each is remembered.</param>
/// <param name="key">The form's random key, as the page writes it.</param>
public sealed class SharedFormResult(object about, Guid key) : PageResult
{
    /// <summary>The page as it was drawn for somebody else; null where it is to be made. To be asked before anything is loaded.</summary>
    public static IActionResult? Remembered(HttpContext http, object about) =>
        SharedPages.IsShared(http) && Memory(http).TryGetValue(Name(http, about), out Drawn? drawn) ? new RememberedForm(drawn!) : null;

    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        if (http.User.Identity?.IsAuthenticated == true)
        {
            await base.ExecuteResultAsync(context); // The page may show more to them.
            return;
        }

        var name = Name(http, about);
        if (!Memory(http).TryGetValue(name, out Drawn? drawn))
        {
            drawn = Memory(http).Set(name, Drawn.Of(await DrawAsync(context), Token(http), key), SharedPages.Remembered);
        }

        await drawn!.WriteAsync(http, key);
    }

    static IMemoryCache Memory(HttpContext http) => http.RequestServices.GetRequiredService<IMemoryCache>();

    static object Name(HttpContext http, object about) => (nameof(SharedFormResult), about, SharedPages.Visit(http));

    static string Token(HttpContext http) => http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http).RequestToken!;

    async Task<byte[]> DrawAsync(ActionContext context)
    {
        var features = context.HttpContext.Features;
        var wire = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        using var page = new MemoryStream();
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(page));
        try
        {
            await base.ExecuteResultAsync(context);
            await context.HttpContext.Response.BodyWriter.FlushAsync();
        }
        finally
        {
            features.Set(wire);
        }

        return page.ToArray();
    }

    sealed class RememberedForm(Drawn drawn) : IActionResult
    {
        public Task ExecuteResultAsync(ActionContext context) => drawn.WriteAsync(context.HttpContext, Guid.NewGuid());
    }

    /// <summary>A page cut at its token and its key.</summary>
    sealed record Drawn(byte[] Page, Range[] Parts, bool TokenFirst)
    {
        /// <exception cref="InvalidOperationException">The page does not hold both, each once.</exception>
        public static Drawn Of(byte[] page, string token, Guid key)
        {
            var (t, k) = (Encoding.ASCII.GetBytes(token), Encoding.ASCII.GetBytes(key.ToString()));
            var (atToken, atKey) = (Only(page, t), Only(page, k));
            return atToken < atKey
                ? new(page, [0..atToken, (atToken + t.Length)..atKey, (atKey + k.Length)..page.Length], TokenFirst: true)
                : new(page, [0..atKey, (atKey + k.Length)..atToken, (atToken + t.Length)..page.Length], TokenFirst: false);
        }

        static int Only(ReadOnlySpan<byte> page, ReadOnlySpan<byte> what) =>
            page.IndexOf(what) is >= 0 and var at && page.LastIndexOf(what) == at ? at
            : throw new InvalidOperationException("A shared form must hold its token and its key, each once.");

        public async Task WriteAsync(HttpContext http, Guid key)
        {
            var token = Token(http);
            var (first, second) = TokenFirst ? (token, key.ToString()) : (key.ToString(), token);
            var response = http.Response;
            response.ContentType = "text/html; charset=utf-8";
            response.ContentLength = Parts.Sum(part => part.End.Value - part.Start.Value) + first.Length + second.Length;
            var body = response.BodyWriter;
            body.Write(Page.AsSpan(Parts[0]));
            Encoding.ASCII.GetBytes(first, body);
            body.Write(Page.AsSpan(Parts[1]));
            Encoding.ASCII.GetBytes(second, body);
            body.Write(Page.AsSpan(Parts[2]));
            await body.FlushAsync(http.RequestAborted);
        }
    }
}

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
/// <param name="about">What the page is about besides language and theme, equal for equal pages; a value with few kinds, for each is remembered.</param>
/// <param name="key">The form's random key, as the page writes it.</param>
public sealed class SharedFormResult(object about, Guid key) : PageResult
{
    static readonly TimeSpan Remembered = TimeSpan.FromSeconds(2);

    public override async Task ExecuteResultAsync(ActionContext context)
    {
        var http = context.HttpContext;
        var here = http.RequestServices.GetRequiredService<Page>();
        if (http.User.Identity?.IsAuthenticated == true)
        {
            await base.ExecuteResultAsync(context); // The page may show more to them.
            return;
        }

        var token = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http).RequestToken!;
        var memory = http.RequestServices.GetRequiredService<IMemoryCache>();
        var name = (nameof(SharedFormResult), about, here.IsEnglish, here.Theme);
        if (!memory.TryGetValue(name, out Drawn? drawn))
        {
            drawn = memory.Set(name, Drawn.Of(await DrawAsync(context), token, key), Remembered);
        }

        http.Response.ContentType = "text/html; charset=utf-8";
        drawn!.Write(http.Response, token, key);
        await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
    }

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

        public void Write(HttpResponse response, string token, Guid key)
        {
            var (first, second) = TokenFirst ? (token, key.ToString()) : (key.ToString(), token);
            response.ContentLength = Parts.Sum(part => part.End.Value - part.Start.Value) + first.Length + second.Length;
            var body = response.BodyWriter;
            body.Write(Page.AsSpan(Parts[0]));
            Encoding.ASCII.GetBytes(first, body);
            body.Write(Page.AsSpan(Parts[1]));
            Encoding.ASCII.GetBytes(second, body);
            body.Write(Page.AsSpan(Parts[2]));
        }
    }
}

using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Rapfang.Tests;

/// <summary>A person with a browser that runs no scripts: reads pages and sends the forms found on them.</summary>
public sealed class Visitor(HttpClient http)
{
    static readonly HtmlParser Parser = new();

    public HttpClient Http => http;

    public async Task<ReadPage> GetAsync(string path) => await ReadAsync(await http.GetAsync(new Uri(path, UriKind.Relative)));

    /// <summary>Until the demo office is full; pages are there before.</summary>
    public async Task UntilReadyAsync()
    {
        while (!(await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode)
        {
            await Task.Delay(50);
        }
    }

    /// <summary>Sends a form as it stands, with some fields set; a null takes a field out.</summary>
    public Task<ReadPage> SendAsync(IHtmlFormElement form, params (string Name, string? Value)[] fields) => SendToAsync(form, Target(form), fields);

    /// <summary>Sends a form as it stands with a file chosen.</summary>
    public async Task<ReadPage> SendAsync(IHtmlFormElement form, string field, string name, byte[] file)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (key, value) in Fields(form))
        {
            content.Add(new StringContent(value), key);
        }

        content.Add(new ByteArrayContent(file), field, name);
        return await ReadAsync(await http.PostAsync(new Uri(Target(form), UriKind.Relative), content));
    }

    static string Target(IHtmlFormElement form) => form.GetAttribute("action") is { Length: > 0 } action ? action : new Uri(form.BaseUri!).PathAndQuery;

    /// <summary>Sends a form by a button that sends it elsewhere (<c>formaction</c>).</summary>
    public async Task<ReadPage> SendToAsync(IHtmlFormElement form, string target, params (string Name, string? Value)[] fields)
    {
        var values = Fields(form);
        foreach (var (name, value) in fields)
        {
            values.RemoveAll(pair => pair.Key == name);
            if (value is not null)
            {
                values.Add(new(name, value));
            }
        }

        using var content = new FormUrlEncodedContent(values);
        return await ReadAsync(await http.PostAsync(new Uri(target, UriKind.Relative), content));
    }

    /// <summary>What a browser would send of a form: hidden, typed, chosen.</summary>
    public static List<KeyValuePair<string, string>> Fields(IHtmlFormElement form)
    {
        var values = new List<KeyValuePair<string, string>>();
        foreach (var element in form.Elements.OfType<IElement>())
        {
            var name = element.GetAttribute("name");
            switch (element)
            {
                case var _ when string.IsNullOrEmpty(name):
                    break;
                case IHtmlInputElement { Type: "radio" or "checkbox" } choice when choice.IsChecked:
                    values.Add(new(name, choice.Value));
                    break;
                case IHtmlInputElement { Type: not ("radio" or "checkbox" or "file" or "submit") } input:
                    values.Add(new(name, input.Value));
                    break;
                case IHtmlTextAreaElement area:
                    values.Add(new(name, area.Value));
                    break;
                case IHtmlSelectElement select:
                    values.Add(new(name, select.Value ?? ""));
                    break;
            }
        }

        return values;
    }

    /// <summary>An answer as the page it is.</summary>
    public static async Task<ReadPage> ReadAsync(HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync();
        var document = await Parser.ParseDocumentAsync(html);
        document.Location.Href = response.RequestMessage!.RequestUri!.ToString();
        return new ReadPage(response, document, html);
    }
}

/// <summary>A page as a person reads it.</summary>
public sealed record ReadPage(HttpResponseMessage Response, IHtmlDocument Document, string Html)
{
    public HttpStatusCode Status => Response.StatusCode;

    /// <summary>The path that was arrived at.</summary>
    public string Path => Response.RequestMessage!.RequestUri!.AbsolutePath;

    /// <summary>The visible text, white space folded.</summary>
    public string Text => string.Join(' ', Document.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The form that posts to an address, or to a handler of this page; without either the only posting one of the main part.</summary>
    public IHtmlFormElement Form(string? action = null) => Document.QuerySelectorAll<IHtmlFormElement>(action is null ? "main form[method=post]" : $"form[action*='{action}']").First();

    public string[] All(string selector) => [.. Document.QuerySelectorAll(selector).Select(element => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
}

using AngleSharp.Html.Dom;

namespace Rapfang.Tests.Platform.Files;

/// <summary>What a person does on the page of files.</summary>
static class FilesDesk
{
    public const string Path = "/demo/desk/files";

    public static byte[] Pdf { get; } = "%PDF-1.4\nคำสั่ง"u8.ToArray();

    public static async Task<ReadPage> SendFilesAsync(this Visitor visitor, params (string Name, byte[] Bytes)[] files) =>
        await visitor.SendFilesAsync((await visitor.GetAsync(Path)).Form(), files);

    /// <summary>Sends a form with several files chosen, the names as they are.</summary>
    public static async Task<ReadPage> SendFilesAsync(this Visitor visitor, IHtmlFormElement form, params (string Name, byte[] Bytes)[] files)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (key, value) in Visitor.Fields(form))
        {
            content.Add(new StringContent(value), key);
        }

        foreach (var (name, bytes) in files)
        {
            content.Add(new ByteArrayContent(bytes), "Chosen", name);
        }

        return await Visitor.ReadAsync(await visitor.Http.PostAsync(new Uri(new Uri(form.BaseUri!).PathAndQuery, UriKind.Relative), content));
    }

    /// <summary>The bytes that the page of a file gives.</summary>
    public static async Task<byte[]> FetchAsync(this Visitor visitor, App app, string name) =>
        await visitor.Http.GetByteArrayAsync(new Uri($"{Path}/{await app.ScalarAsync<Guid>($"select id from files where name = '{name}'")}?handler=Bytes", UriKind.Relative));
}

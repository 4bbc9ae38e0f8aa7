using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace Rapfang.Platform.Files;

public static class FileFetch
{
    /// <summary>Hands out the bytes of a file so that nothing somebody brought runs under this address. A download that broke off goes on where it stopped.</summary>
    /// <param name="name">As a download under this name; null for a picture that is looked at.</param>
    public static async Task<FileStreamResult> FetchAsync(this FileStore store, StoredFile file, string? name, HttpResponse response, CancellationToken cancellation)
    {
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; sandbox";
        return new(await store.OpenAsync(file, cancellation), file.ContentType)
        {
            FileDownloadName = name, EnableRangeProcessing = true, EntityTag = new EntityTagHeaderValue($"\"{file.Sha256}\""),
        };
    }
}

using Microsoft.AspNetCore.Mvc;

namespace Rapfang.Platform.Documents;

public static class DocumentFile
{
    /// <summary>The document as a file to take away.</summary>
    /// <param name="kind"><c>docx</c> or <c>xlsx</c>.</param>
    /// <returns>Null for any other kind: it is a page to print.</returns>
    public static FileContentResult? As(this OfficialDocument document, string? kind) => kind switch
    {
        "docx" => new(Docx.Render(document), Docx.ContentType) { FileDownloadName = document.FileName + ".docx" },
        "xlsx" => new(Xlsx.Render(document), Xlsx.ContentType) { FileDownloadName = document.FileName + ".xlsx" },
        _ => null,
    };
}

using Rapfang.Platform.Files;

namespace Rapfang.Platform.Documents;

/// <summary>Pictures that are kept with a record, for its printed page.</summary>
public sealed class Photographs(FileStore store)
{
    /// <summary>Bytes of the pictures in one document. What comes after is counted, not printed: a page must come up and a file must be mailed.</summary>
    public const long MostBytes = 12_000_000;

    /// <summary>The pictures among these files under a heading; nothing where there is none.</summary>
    public async Task<IReadOnlyList<Block>> OfAsync(string heading, IEnumerable<(StoredFile File, string Caption)> files)
    {
        List<Block> blocks = [];
        var (left, more) = (MostBytes, 0);
        foreach (var (file, caption) in files.Where(one => one.File.IsImage))
        {
            if (file.Size > left)
            {
                more++;
                continue;
            }

            left -= file.Size;
            await using var bytes = await store.OpenAsync(file);
            using var all = new MemoryStream();
            await bytes.CopyToAsync(all);
            blocks.Add(new Photograph(caption, new DocumentImage(all.ToArray(), file.ContentType, caption)));
        }

        if (more > 0)
        {
            blocks.Add(new Paragraph($"อีก {more} ภาพมีขนาดใหญ่เกินกว่าจะพิมพ์ในเอกสารนี้ ดูได้ในระบบ", Indent: false));
        }

        return blocks.Count > 0 ? [new Heading(2, heading), .. blocks] : [];
    }
}

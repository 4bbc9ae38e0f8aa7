using System.Security.Cryptography;

namespace Rapfang.Platform.Backup;

/// <summary>What went through a copy.</summary>
/// <param name="Lines">Rows, when it was a table: COPY's text ends each with the only line feed in it.</param>
readonly record struct Content(long Size, long Lines, string Sha256)
{
    /// <summary>Copies to the end, counting and hashing on the way, with a buffer of its own however much there is.</summary>
    public static async Task<Content> CopyAsync(Stream from, Stream to, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 17];
        long size = 0, lines = 0;
        int read;
        while ((read = await from.ReadAsync(buffer, cancellation)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            size += read;
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
            await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        return new Content(size, lines, Convert.ToHexString(hash.GetHashAndReset()));
    }
}

using Rapfang.Platform.Database;

namespace Rapfang.Platform.Files;

/// <summary>
/// Where the bytes of kept files lie: a folder, or object storage. Names are relative, with slashes; a name stands for
/// the same bytes for ever.
/// </summary>
public interface IFilePlace
{
    /// <summary>Puts a finished file of this machine there; it is gone from where it was, or may be deleted.</summary>
    /// <exception cref="IOException">The place does not take it.</exception>
    Task PutAsync(string name, string arrived, CancellationToken cancellation);

    /// <summary>The bytes, to read from any position.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    /// <exception cref="IOException">The place does not answer.</exception>
    Task<Stream> OpenAsync(string name, CancellationToken cancellation);

    /// <summary>The names of all that lies there, in no order.</summary>
    IAsyncEnumerable<string> ListAsync(CancellationToken cancellation);

    /// <summary>Takes it away; nothing when it is not there.</summary>
    Task DeleteAsync(string name, CancellationToken cancellation);
}

public static class FilePlace
{
    /// <summary>The place of the configuration: object storage when <c>RAPFANG_S3_BUCKET</c> is set, else the folder <see cref="FolderOf"/>.</summary>
    public static IFilePlace Of(IConfiguration configuration) =>
        string.IsNullOrWhiteSpace(configuration["RAPFANG_S3_BUCKET"]) ? new FolderPlace(FolderOf(configuration)) : new S3Place(configuration);

    /// <summary>The folder of kept files below the data folder. With object storage it holds only what is arriving.</summary>
    public static string FolderOf(IConfiguration configuration) => Path.Combine(OpenedDatabase.DataFolder(configuration), "files");

    /// <summary>Where the bytes with a hash lie: two levels of folders, so that none gets too full.</summary>
    public static string NameOf(string sha256) => $"{sha256[..2]}/{sha256[2..4]}/{sha256}";

    /// <summary>Makes a folder that only the account of the app may open.</summary>
    internal static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>A file of its own in the folder, for bytes on their way; the nightly clearing takes what a crash left.</summary>
    internal static string Arriving(string folder)
    {
        MakeFolder(folder);
        return Path.Combine(folder, $"arriving-{Guid.NewGuid():N}");
    }
}

/// <summary>Kept files in a folder; several nodes share it.</summary>
public sealed class FolderPlace(string folder) : IFilePlace
{
    public Task PutAsync(string name, string arrived, CancellationToken cancellation)
    {
        var place = PathOf(name);
        FilePlace.MakeFolder(Path.GetDirectoryName(place)!);
        File.Move(arrived, place, overwrite: true); // The same bytes may be there already.
        return Task.CompletedTask;
    }

    public Task<Stream> OpenAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return Task.FromResult<Stream>(new FileStream(
                PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan));
        }
        catch (DirectoryNotFoundException e)
        {
            throw new FileNotFoundException(e.Message, name, e);
        }
    }

    // What lies in the folder itself is still arriving; kept files have folders of their own.
    public IAsyncEnumerable<string> ListAsync(CancellationToken cancellation) =>
        (Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [])
            .SelectMany(inner => Directory.EnumerateFiles(inner, "*", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'))
            .ToAsyncEnumerable();

    public Task DeleteAsync(string name, CancellationToken cancellation)
    {
        var path = PathOf(name);
        if (File.Exists(path))
        {
            File.Delete(path);
        }

        return Task.CompletedTask;
    }

    string PathOf(string name) => Path.GetFullPath(Path.Combine(folder, name));
}

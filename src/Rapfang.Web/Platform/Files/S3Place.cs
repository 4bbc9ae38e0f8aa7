using System.Net;
using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Rapfang.Platform.Files;

/// <summary>Kept files in a bucket of object storage that speaks S3; settings are in <c>docs/operations.md</c>.</summary>
public sealed class S3Place : IFilePlace, IDisposable
{
    readonly AmazonS3Client client;
    readonly string bucket;
    readonly string folder;

    /// <exception cref="InvalidOperationException">The address is none.</exception>
    public S3Place(IConfiguration configuration)
    {
        bucket = configuration["RAPFANG_S3_BUCKET"]!;
        folder = FilePlace.FolderOf(configuration);
        var region = configuration["RAPFANG_S3_REGION"] ?? "us-east-1";
        var settings = new AmazonS3Config
        {
            AuthenticationRegion = region,
            MaxErrorRetry = 2,
            Timeout = TimeSpan.FromMinutes(2),
            // Other stores than Amazon's need not know checksums of later years; the signature covers the bytes anyway.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (configuration["RAPFANG_S3_ADDRESS"] is { Length: > 0 } address)
        {
            settings.ServiceURL = Uri.TryCreate(address, UriKind.Absolute, out _)
                ? address
                : throw new InvalidOperationException($"RAPFANG_S3_ADDRESS: {address} is no address such as https://storage.office.example.");
            settings.ForcePathStyle = true; // A store of one's own has no name of its own for every bucket.
        }
        else
        {
            settings.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        client = configuration["RAPFANG_S3_ACCESS_KEY"] is { Length: > 0 } key
            ? new AmazonS3Client(new BasicAWSCredentials(key, configuration["RAPFANG_S3_SECRET_KEY"]), settings)
            : new AmazonS3Client(settings);
    }

    public Task PutAsync(string name, string arrived, CancellationToken cancellation) => AskAsync(async () =>
    {
        await client.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = name, FilePath = arrived, UseChunkEncoding = false }, cancellation);
        return true;
    }, name);

    // Through a file of this machine: who reads may go back and forth, and a slow reader holds no connection to the store.
    public Task<Stream> OpenAsync(string name, CancellationToken cancellation) => AskAsync<Stream>(async () =>
    {
        using var found = await client.GetObjectAsync(bucket, name, cancellation);
        var copy = new FileStream(
            FilePlace.Arriving(folder), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        try
        {
            await found.ResponseStream.CopyToAsync(copy, cancellation);
            copy.Position = 0;
            return copy;
        }
        catch
        {
            await copy.DisposeAsync();
            throw;
        }
    }, name);

    public async IAsyncEnumerable<string> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ListObjectsV2Request { BucketName = bucket };
        ListObjectsV2Response page;
        do
        {
            page = await AskAsync(() => client.ListObjectsV2Async(request, cancellation), "");
            foreach (var one in page.S3Objects ?? [])
            {
                yield return one.Key;
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    public Task DeleteAsync(string name, CancellationToken cancellation) =>
        AskAsync(() => client.DeleteObjectAsync(bucket, name, cancellation), name);

    public void Dispose() => client.Dispose();

    async Task<T> AskAsync<T>(Func<Task<T>> ask, string name)
    {
        try
        {
            return await ask();
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != "NoSuchBucket")
        {
            throw new FileNotFoundException($"{name} is not in the bucket {bucket}.", name, e);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            throw new IOException($"The object storage does not serve the bucket {bucket}: {e.Message}", e);
        }
    }
}

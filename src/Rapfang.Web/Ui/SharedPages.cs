using System.Collections.Concurrent;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Primitives;
using Rapfang.Platform.Database;
using Rapfang.Platform.Time;

namespace Rapfang.Ui;

/// <summary>
/// A public page without a form is the same for everybody: it is made once in two seconds, and anew as soon as a record of its
/// office is saved. A thousand readers at once then cost the database and the memory little more than one.
/// </summary>
sealed class SharedPages : IOutputCachePolicy
{
    /// <summary>The name for <see cref="OutputCacheAttribute.PolicyName"/>.</summary>
    public const string Policy = "shared-pages";

    /// <summary>How long a page is remembered at most; what changes without a saved record, such as the hour, is seen after it.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(2);

    const int Megabyte = 1024 * 1024;

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<SavedOffices>();
        services.AddSingleton<IInterceptor>(provider => provider.GetRequiredService<SavedOffices>());
        services.AddOutputCache(options =>
        {
            (options.SizeLimit, options.MaximumBodySize) = (8 * Megabyte, Megabyte);
            options.AddPolicy(Policy, new SharedPages());
        });
    }

    /// <summary>Whether what this request asks for is the same for everybody.</summary>
    // A page may show more to those who are signed in. What an address asks for besides has no end, and the memory has.
    public static bool IsShared(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method) && http.User.Identity?.IsAuthenticated != true && !http.Request.QueryString.HasValue;

    /// <summary>What makes two visits of one address get different pages.</summary>
    public static (int Office, long Saved, DateOnly Day, bool IsEnglish, string Theme) Visit(HttpContext http)
    {
        var services = http.RequestServices;
        var here = services.GetRequiredService<Page>();
        var office = services.GetRequiredService<CurrentOffice>().Id;
        return (office, services.GetRequiredService<SavedOffices>().Times(office), services.GetRequiredService<TimeProvider>().Today(), here.IsEnglish, here.Theme);
    }

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var isShared = IsShared(context.HttpContext);
        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = context.AllowLocking = isShared;
        if (isShared)
        {
            context.CacheVaryByRules.VaryByValues["visit"] = Visit(context.HttpContext).ToString();
            context.ResponseExpirationTimeSpan = Remembered;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        context.AllowCacheStorage &= response.StatusCode == StatusCodes.Status200OK && StringValues.IsNullOrEmpty(response.Headers.SetCookie);
        return ValueTask.CompletedTask;
    }
}

/// <summary>
/// How often records of an office were saved since the start. A page that is made between a saving and the end of its transaction
/// tells the old state for the two seconds that it is remembered.
/// </summary>
sealed class SavedOffices : SaveChangesInterceptor
{
    readonly ConcurrentDictionary<int, long> times = [];

    public long Times(int office) => times.GetValueOrDefault(office);

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        times.AddOrUpdate(((RapfangDb)eventData.Context!).OfficeId, 1, (_, before) => before + 1);
        return ValueTask.FromResult(result);
    }
}

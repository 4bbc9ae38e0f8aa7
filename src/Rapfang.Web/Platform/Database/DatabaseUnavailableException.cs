namespace Rapfang.Platform.Database;

/// <summary>The database can not serve; the message says why and what to do, in Thai and in English.</summary>
public sealed class DatabaseUnavailableException(string thai, string english, Exception? inner = null)
    : Exception($"{thai}\n{english}", inner);

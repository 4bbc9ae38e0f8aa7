using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rapfang.Platform;

/// <summary>Lists as data in <c>Templates</c>: what an office begins with, and may change all of.</summary>
public static class StandardList
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <param name="name">The file without its ending.</param>
    /// <param name="folder">Below <c>Templates</c>.</param>
    /// <exception cref="JsonException">It holds no list of such rows.</exception>
    public static IReadOnlyList<T> Read<T>(string name, string folder = "lists") => ReadFile<List<T>>(Path.Combine(AppContext.BaseDirectory, "Templates", folder, name + ".json"));

    /// <summary>A folder in which each file holds one record, in the order of their names.</summary>
    /// <param name="folder">Below <c>Templates</c>.</param>
    /// <exception cref="JsonException">A file holds no such record; the message names it.</exception>
    public static IReadOnlyList<T> ReadEach<T>(string folder) =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Templates", folder), "*.json").Order(StringComparer.Ordinal).Select(ReadFile<T>)];

    static T ReadFile<T>(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(file), Json) ?? throw new JsonException("it is empty");
        }
        catch (JsonException e)
        {
            throw new JsonException($"{file} can not be read: {e.Message}", e);
        }
    }
}

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
    public static IReadOnlyList<T> Read<T>(string name, string folder = "lists")
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Templates", folder, name + ".json");
        return JsonSerializer.Deserialize<List<T>>(File.ReadAllText(file), Json) ?? throw new JsonException($"{file} holds no list.");
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rapfang.Platform;

/// <summary>What an office begins with, as data in <c>Templates/lists</c>; it may change all of it.</summary>
public static class StandardList
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <param name="name">The file without its ending.</param>
    /// <exception cref="JsonException">It holds no list of such rows.</exception>
    public static IReadOnlyList<T> Read<T>(string name)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Templates", "lists", name + ".json");
        return JsonSerializer.Deserialize<List<T>>(File.ReadAllText(file), Json) ?? throw new JsonException($"{file} holds no list.");
    }
}

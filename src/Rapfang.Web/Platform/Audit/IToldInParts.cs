using System.Text.Json.Nodes;

namespace Rapfang.Platform.Audit;

/// <summary>A column that holds a whole document. An event tells of it only the parts that changed, by their names.</summary>
public interface IToldInParts
{
    IReadOnlyDictionary<string, JsonNode?> Parts();
}

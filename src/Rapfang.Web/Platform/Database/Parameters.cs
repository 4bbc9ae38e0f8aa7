using Npgsql;

namespace Rapfang.Platform.Database;

public static class Parameters
{
    /// <summary>Adds the values of $1, $2, … in order. A null needs a type: add it by hand.</summary>
    public static void Fill(this NpgsqlParameterCollection parameters, params ReadOnlySpan<object> values)
    {
        foreach (var value in values)
        {
            parameters.Add(new NpgsqlParameter { Value = value });
        }
    }
}

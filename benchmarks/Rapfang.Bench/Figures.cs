namespace Rapfang.Bench;

/// <summary>The app did not do what the measurement needs; the message says what.</summary>
public sealed class BenchException(string message) : Exception(message);

/// <summary>Prints the figures, one a line. A missed budget is told beside them, on the error stream.</summary>
static class Figures
{
    public static void Print(string name, double value, string unit) => Console.WriteLine($"{name}: {Text(value)} {unit}");

    public static void AtLeast(string name, double value, string unit, double budget)
    {
        Print(name, value, unit);
        Tell(name, value >= budget, $"at least {Text(budget)} {unit}");
    }

    public static void Below(string name, double value, string unit, double budget)
    {
        Print(name, value, unit);
        Tell(name, value <= budget, $"at most {Text(budget)} {unit}");
    }

    public static double Median(IEnumerable<double> values) => Percentile(values, 0.5);

    /// <param name="share">0 to 1: the share of the values that are no greater.</param>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * share) - 1)];
    }

    static void Tell(string name, bool held, string budget)
    {
        if (!held)
        {
            Console.Error.WriteLine($"budget missed: {name}, {budget}");
        }
    }

    static string Text(double value) => value.ToString(value >= 100 ? "0" : "0.##");
}

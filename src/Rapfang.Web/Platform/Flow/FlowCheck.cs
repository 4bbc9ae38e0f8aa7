using System.Globalization;
using Rapfang.Thai;

namespace Rapfang.Platform.Flow;

/// <summary>A sentence about a process, in both languages.</summary>
public record FlowWords(string Thai, string English)
{
    /// <summary>The sentence in the language of this request.</summary>
    public string Text => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? English : Thai;
}

/// <summary>What is wrong with a process.</summary>
/// <param name="Step">The number of the step it is about; null when it is about the whole.</param>
/// <param name="Thai">What is wrong and what to do.</param>
/// <param name="English">The same in English.</param>
public sealed record FlowProblem(int? Step, string Thai, string English) : FlowWords(Thai, English);

/// <summary>Finds what makes a process impossible to follow. A list without problems has one beginning and reaches an end from every step.</summary>
public static class FlowCheck
{
    /// <summary>The longest text of a step, in characters.</summary>
    public const int LongestText = 300;

    /// <summary>The longest word or two at a way out of a decision, in characters.</summary>
    public const int LongestAnswer = 40;

    /// <summary>The longest time of a step, in its unit.</summary>
    public const decimal LongestTime = 3650;

    /// <summary>All problems, those of the whole first, then by step; empty when it is sound.</summary>
    public static IReadOnlyList<FlowProblem> Problems(IReadOnlyList<FlowStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        if (steps.Count == 0)
        {
            return [new(null, "ยังไม่มีขั้นตอน ให้เพิ่มอย่างน้อย 1 ขั้น", "There is no step yet. Add at least one.")];
        }

        var ways = new FlowWays(steps);
        return [.. Numbers(ways).Concat(ways.Steps.SelectMany((_, place) => OfStep(ways, place))).Concat(Whole(ways)).OrderBy(problem => problem.Step ?? 0)];
    }

    static IEnumerable<FlowProblem> Numbers(FlowWays ways)
    {
        foreach (var twice in ways.Steps.GroupBy(step => step.Number).Where(same => same.Count() > 1))
        {
            yield return new(twice.Key, $"เลขขั้นที่ {twice.Key} ซ้ำกัน {twice.Count()} ขั้น", $"The number {twice.Key} belongs to {twice.Count()} steps.");
        }

        foreach (var below in ways.Steps.Where(step => step.Number < 1))
        {
            yield return new(below.Number, $"เลขขั้น {below.Number} ใช้ไม่ได้ เลขขั้นเริ่มที่ 1", $"The number {below.Number} can not be used: steps count from 1.");
        }

        var starts = ways.Steps.Where(step => step.Symbol == StepSymbol.Start).Select(step => step.Number).ToList();
        if (starts.Count > 1)
        {
            yield return new(starts[1], $"มีจุดเริ่มต้น {starts.Count} จุด (ขั้นที่ {string.Join(", ", starts)}) ให้เหลือจุดเดียว", $"The process starts {starts.Count} times (steps {string.Join(", ", starts)}). Keep one start.");
        }
    }

    static IEnumerable<FlowProblem> OfStep(FlowWays ways, int place)
    {
        var step = ways.Steps[place];
        var n = step.Number;
        if (string.IsNullOrWhiteSpace(step.Text))
        {
            yield return new(n, $"ขั้นที่ {n} ยังไม่มีข้อความ", $"Step {n} has no text.");
        }
        else if (step.Text.Length > LongestText)
        {
            yield return new(n, $"ข้อความของขั้นที่ {n} ยาว {step.Text.Length} ตัวอักษร ย่อให้ไม่เกิน {LongestText} ตัวอักษร", $"The text of step {n} has {step.Text.Length} characters. Shorten it to {LongestText}.");
        }

        if (step.Amount is <= 0 or > LongestTime)
        {
            yield return new(n, $"เวลาของขั้นที่ {n} ต้องมากกว่า 0 และไม่เกิน 3,650 หรือเว้นว่างเมื่อไม่กำหนดเวลา", $"The time of step {n} must be above 0 and at most 3,650. Leave it empty when there is none.");
        }

        foreach (var problem in OfWays(ways, place))
        {
            yield return problem;
        }

        if (step.Alongside && (place == 0 || ways.Together(place).Any(one => ways.Steps[one].Symbol != StepSymbol.Activity)))
        {
            yield return new(n, $"ขั้นที่ {n} ทำพร้อมขั้นก่อนหน้าไม่ได้ เฉพาะกิจกรรมเท่านั้นที่ทำพร้อมกันได้", $"Step {n} can not be done alongside the one above it: only activities can.");
        }
        else if (step.Then is not null && ways.Together(place).Count > 1)
        {
            yield return new(n, $"ขั้นที่ {n} ทำพร้อมกับขั้นอื่น จึงไปต่อพร้อมกัน ให้เอาการไปขั้นที่ {step.Then} ออก", $"Step {n} is done alongside others and goes on with them. Remove its jump to step {step.Then}.");
        }
    }

    static IEnumerable<FlowProblem> OfWays(FlowWays ways, int place)
    {
        var step = ways.Steps[place];
        var n = step.Number;
        foreach (var jump in new[] { step.Then, step.Symbol == StepSymbol.Decision ? step.IfNot : null }.OfType<int>().Distinct())
        {
            if (ways.PlaceOf(jump) is null)
            {
                yield return new(n, $"ขั้นที่ {n} ไปขั้นที่ {jump} ซึ่งไม่มีอยู่", $"Step {n} leads to step {jump}, which is not there.");
            }
            else if (jump == n)
            {
                yield return new(n, $"ขั้นที่ {n} วนกลับมาที่ตัวเอง", $"Step {n} leads to itself.");
            }
        }

        if (step.Symbol == StepSymbol.End && step.Then is { } after)
        {
            yield return new(n, $"ขั้นที่ {n} เป็นจุดสิ้นสุด จึงไปขั้นที่ {after} ต่อไม่ได้", $"Step {n} is an end and can not lead on to step {after}.");
        }

        if (step.Symbol != StepSymbol.Decision)
        {
            yield break;
        }

        var ahead = ways.Ways.Where(way => way.From == place).ToList();
        var isDangling = (step.Then is { } yes && ways.PlaceOf(yes) is null) || (step.IfNot is { } no && ways.PlaceOf(no) is null);
        if (!isDangling && ahead.Select(way => ways.Together(way.To)[0]).Distinct().Count() < 2)
        {
            var missing = step.IfNot is null ? step.No : step.Yes;
            yield return step.IfNot is not null && ahead.Select(way => way.Label).Distinct().Count() > 1
                ? new(n, $"ขั้นที่ {n} เป็นการตัดสินใจ แต่ทั้ง “{step.Yes}” และ “{step.No}” ไปขั้นเดียวกัน", $"Step {n} is a decision, but both its answers lead to one step.")
                : new(n, $"ขั้นที่ {n} เป็นการตัดสินใจ แต่มีทางออกทางเดียว ให้บอกว่าเมื่อ “{missing}” ไปขั้นใด", $"Step {n} is a decision with one way out. Say where “{missing}” leads.");
        }

        if (new[] { step.Yes, step.No }.Any(answer => answer.Length > LongestAnswer))
        {
            yield return new(n, $"คำตอบของขั้นที่ {n} ยาวเกิน {LongestAnswer} ตัวอักษร", $"An answer of step {n} is longer than {LongestAnswer} characters.");
        }
    }

    static IEnumerable<FlowProblem> Whole(FlowWays ways)
    {
        var reached = ways.Reached(ways.Starts);
        for (var place = 0; place < ways.Steps.Count; place++)
        {
            var n = ways.Steps[place].Number;
            if (!reached.Contains(place))
            {
                yield return ways.Steps[place].Symbol == StepSymbol.End
                    ? new(n, $"ไม่มีทางไปถึงจุดสิ้นสุดที่ขั้นที่ {n}", $"Nothing leads to the end at step {n}.")
                    : new(n, $"ไม่มีทางไปถึงขั้นที่ {n}", $"Nothing leads to step {n}.");
            }
        }

        var named = new HashSet<int>();
        var endless = reached.Where(place => !ways.Reached([place]).Any(one => !ways.Out[one].Any())).Order().ToList();
        foreach (var place in endless)
        {
            // The loop itself: what can be reached from here and leads back here. Steps that only run into it are not named.
            var loop = ways.Reached(ways.Out[place]).Where(one => ways.Reached(ways.Out[one]).Contains(place)).Order().ToList();
            if (loop.Count > 0 && loop.TrueForAll(named.Add))
            {
                var steps = string.Join(", ", loop.Select(one => ways.Steps[one].Number));
                yield return new(ways.Steps[place].Number, $"ขั้นที่ {steps} วนซ้ำโดยไม่มีทางออก ให้มีการตัดสินใจที่พาออกจากวง", $"Steps {steps} go round without a way out. Let a decision lead out of the loop.");
            }
        }
    }
}

using System.Globalization;

namespace Rapfang.Platform.Flow;

/// <summary>A length of time in its three kinds, which are never added together.</summary>
/// <param name="Minutes">Minutes and hours, in minutes.</param>
/// <param name="WorkingDays">วันทำการ.</param>
/// <param name="CalendarDays">วัน.</param>
public sealed record FlowTime(decimal Minutes, decimal WorkingDays, decimal CalendarDays)
{
    /// <summary>No time at all.</summary>
    public static FlowTime None { get; } = new(0, 0, 0);

    /// <summary>Which of two is longer: only to choose between ways, never shown. Five working days are a week.</summary>
    internal decimal Length => Minutes + 1440 * (CalendarDays + WorkingDays * 7 / 5);

    /// <summary>The time of one step; <see cref="None"/> without one.</summary>
    public static FlowTime Of(FlowStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return Of(step.Amount ?? 0, step.Unit);
    }

    /// <summary>An amount in its unit.</summary>
    public static FlowTime Of(decimal amount, StepUnit unit) => unit switch
    {
        StepUnit.Minutes => new(amount, 0, 0),
        StepUnit.Hours => new(amount * 60, 0, 0),
        StepUnit.WorkingDays => new(0, amount, 0),
        _ => new(0, 0, amount),
    };

    /// <summary>Each kind by itself.</summary>
    public static FlowTime operator +(FlowTime left, FlowTime right) =>
        new(left.Minutes + right.Minutes, left.WorkingDays + right.WorkingDays, left.CalendarDays + right.CalendarDays);

    /// <summary>1 ชั่วโมง 30 นาที และ 2 วันทำการ; empty when there is none.</summary>
    public FlowWords Words
    {
        get
        {
            var (hours, minutes) = (Math.Floor(Minutes / 60), Minutes % 60);
            (decimal Amount, string Thai, string English)[] parts =
            [
                (CalendarDays, "วัน", "day"), (WorkingDays, "วันทำการ", "working day"), (hours, "ชั่วโมง", "hour"), (minutes, "นาที", "minute"),
            ];
            var said = parts.Where(part => part.Amount > 0).ToList();
            return new(
                string.Join(" ", said.Select(part => $"{Number(part.Amount)} {part.Thai}")),
                string.Join(" ", said.Select(part => $"{Number(part.Amount)} {part.English}{(part.Amount == 1 ? "" : "s")}")));
        }
    }

    internal static string Number(decimal amount) => amount.ToString("#,0.##", CultureInfo.InvariantCulture);
}

/// <summary>What one more round costs.</summary>
/// <param name="From">The number of the step that leads back.</param>
/// <param name="BackTo">The number of the step it leads back to.</param>
/// <param name="Adds">The time from that step to the one that leads back, both with it.</param>
public sealed record FlowRepeat(int From, int BackTo, FlowTime Adds);

/// <summary>How long a process takes, worked out from its steps.</summary>
/// <param name="Least">Along its shortest way, no step twice.</param>
/// <param name="Most">Along its longest way, no step twice; of steps done together only the longest is counted.</param>
/// <param name="Repeats">What each round back adds; how often nobody knows.</param>
/// <param name="Steps">How many steps there are, mere start and end signs left out.</param>
/// <param name="Untimed">How many of them say no time.</param>
public sealed record FlowTotals(FlowTime Least, FlowTime Most, IReadOnlyList<FlowRepeat> Repeats, int Steps, int Untimed)
{
    static readonly HashSet<string> Signs = new(["เริ่ม", "เริ่มต้น", "จุดเริ่มต้น", "สิ้นสุด", "จุดสิ้นสุด", "จบ", "start", "end", "stop"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The totals of any list, also of one with problems: what can not be reached is not counted.</summary>
    public static FlowTotals Of(IReadOnlyList<FlowStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var ways = new FlowWays(steps);
        var counted = ways.Steps.Where(step => !IsSign(step)).ToList();
        var (least, most) = ways.Steps.Count == 0 ? (FlowTime.None, FlowTime.None) : new Walk(ways).Span();
        return new(least, most, Repeated(ways), counted.Count, counted.Count(step => step.Amount is null));
    }

    /// <summary>All of it in words: รวม 18 วัน; หากขั้นที่ 2 “ไม่ใช่” แต่ละรอบเพิ่ม 3 วัน; อีก 2 ใน 5 ขั้นไม่ได้กำหนดเวลา.</summary>
    public FlowWords Words
    {
        get
        {
            var (least, most) = (Least.Words, Most.Words);
            List<FlowWords> said = [Least == Most ? Sum(most) : new($"อย่างน้อย {Or(least.Thai, "ไม่กี่นาที")} อย่างมาก {Or(most.Thai, "ไม่กี่นาที")}", $"at least {Or(least.English, "a few minutes")}, at most {Or(most.English, "a few minutes")}")];
            said.AddRange(Repeats.Where(repeat => repeat.Adds != FlowTime.None).Select(repeat => new FlowWords(
                $"หากย้อนจากขั้นที่ {repeat.From} ไปขั้นที่ {repeat.BackTo} แต่ละรอบเพิ่ม {repeat.Adds.Words.Thai}",
                $"each return from step {repeat.From} to step {repeat.BackTo} adds {repeat.Adds.Words.English}")));
            if (Untimed > 0 && Most != FlowTime.None)
            {
                said.Add(new($"ไม่ได้กำหนดเวลา {Untimed} จาก {Steps} ขั้น", $"{Untimed} of {Steps} steps have no time"));
            }

            return new(string.Join("; ", said.Select(one => one.Thai)), string.Join("; ", said.Select(one => one.English)));
        }
    }

    /// <summary>How the steps differ from the time that is promised.</summary>
    /// <param name="amount">The promised time, in <paramref name="unit"/>.</param>
    /// <returns>Null when the longest way takes just that time.</returns>
    public FlowWords? Difference(decimal amount, StepUnit unit)
    {
        var declared = FlowTime.Of(amount, unit);
        if (declared == Most)
        {
            return null;
        }

        var (promised, summed) = (declared.Words, Most.Words);
        if (Most == FlowTime.None)
        {
            return new($"ประกาศไว้ {promised.Thai} แต่ยังไม่มีขั้นใดกำหนดเวลา", $"{promised.English} are declared, but no step has a time");
        }

        if (Apart(declared) is not { } apart)
        {
            return new($"ประกาศไว้ {promised.Thai} แต่ขั้นตอนรวม {summed.Thai} นับคนละหน่วย จึงเทียบกันไม่ได้", $"{promised.English} are declared, the steps take {summed.English}: different units, which can not be compared");
        }

        var (more, difference) = (apart > 0, FlowTime.Of(Math.Abs(apart), unit is StepUnit.Hours ? StepUnit.Minutes : unit).Words);
        return new(
            $"ขั้นตอนรวม {summed.Thai} {(more ? "มากกว่า" : "น้อยกว่า")}ที่ประกาศไว้ {promised.Thai} อยู่ {difference.Thai}",
            $"the steps take {summed.English}, {difference.English} {(more ? "more" : "less")} than the declared {promised.English}");
    }

    decimal? Apart(FlowTime declared) => (Most, declared) switch
    {
        ({ WorkingDays: 0, CalendarDays: 0 }, { WorkingDays: 0, CalendarDays: 0 }) => Most.Minutes - declared.Minutes,
        ({ Minutes: 0, CalendarDays: 0 }, { Minutes: 0, CalendarDays: 0 }) => Most.WorkingDays - declared.WorkingDays,
        ({ Minutes: 0, WorkingDays: 0 }, { Minutes: 0, WorkingDays: 0 }) => Most.CalendarDays - declared.CalendarDays,
        _ => null,
    };

    /// <summary>Whether the step is only the sign of a start or an end, with no work in it.</summary>
    internal static bool IsSign(FlowStep step) => step.Amount is null && Signs.Contains(step.Text.Trim());

    static FlowWords Sum(FlowWords time) => time.Thai.Length == 0 ? new("ยังไม่มีขั้นใดกำหนดเวลา", "no step has a time") : new($"รวม {time.Thai}", $"{time.English} in total");

    static string Or(string words, string without) => words.Length > 0 ? words : without;

    static List<FlowRepeat> Repeated(FlowWays ways)
    {
        var walk = new Walk(ways);
        return [.. walk.Back.Select(back => new FlowRepeat(ways.Steps[back.From].Number, ways.Steps[back.To].Number, walk.Longest(back.To, back.From)))];
    }

    /// <summary>Ways through the process that never go back, so that they end. Steps done together are one place, named by the first.</summary>
    sealed class Walk
    {
        readonly FlowWays ways;
        readonly Dictionary<(int From, int? To, bool IsLongest), FlowTime?> known = [];
        readonly SortedSet<(int From, int To)> back = [];

        internal Walk(FlowWays ways)
        {
            this.ways = ways;
            var done = new HashSet<int>();
            if (ways.Steps.Count > 0)
            {
                Look(ways.Starts[0], [], done);
            }
        }

        /// <summary>The ways that lead back to where one has been.</summary>
        internal IReadOnlyCollection<(int From, int To)> Back => back;

        internal (FlowTime Least, FlowTime Most) Span()
        {
            var start = ways.Starts[0];
            return (Best(start, null, false) ?? FlowTime.None, Best(start, null, true) ?? FlowTime.None);
        }

        internal FlowTime Longest(int from, int to) => Best(from, to, true) ?? FlowTime.None;

        IEnumerable<int> Next(int place) => ways.Together(place).SelectMany(one => ways.Out[one]).Select(next => ways.Together(next)[0]).Distinct().Order();

        // Down the list first, so that what leads up the list is the way back.
        void Look(int place, List<int> way, HashSet<int> done)
        {
            way.Add(place);
            foreach (var next in Next(place).OrderBy(next => next <= place))
            {
                if (way.Contains(next))
                {
                    back.Add((place, next));
                }
                else if (!done.Contains(next))
                {
                    Look(next, way, done);
                }
            }

            way.RemoveAt(way.Count - 1);
            done.Add(place);
        }

        // Null when the way does not lead there: to the step asked for, or to an end.
        FlowTime? Best(int place, int? to, bool isLongest)
        {
            if (known.TryGetValue((place, to, isLongest), out var before))
            {
                return before;
            }

            var own = ways.Together(place).Select(one => FlowTime.Of(ways.Steps[one])).MaxBy(time => time.Length)!;
            var rest = Next(place).Where(next => !back.Contains((place, next)) && place != to).Select(next => Best(next, to, isLongest)).OfType<FlowTime>().ToList();
            var chosen = isLongest ? rest.MaxBy(time => time.Length) : rest.MinBy(time => time.Length);
            var isThere = to is null ? !Next(place).Any() : place == to;
            var best = isThere ? own : chosen is null ? null : own + chosen;
            known[(place, to, isLongest)] = best;
            return best;
        }
    }
}

using System.Globalization;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Flow;
using Rapfang.Thai;

namespace Rapfang.Modules.Services;

/// <summary>A row of the table of steps as it is typed; nothing of it is lost when it does not fit.</summary>
public sealed class StepRow
{
    public string? Text { get; set; }

    public StepSymbol Symbol { get; set; }

    public string? Amount { get; set; }

    public StepUnit Unit { get; set; } = StepUnit.Minutes;

    public string? Responsible { get; set; }

    public string? Evidence { get; set; }

    /// <summary>The numbers of steps, from 1.</summary>
    public int? Then { get; set; }

    public int? IfNot { get; set; }

    public string? Yes { get; set; }

    public string? No { get; set; }

    public bool Alongside { get; set; }

    public bool Outside { get; set; }

    public ServicePhase Phase { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && string.IsNullOrWhiteSpace(Amount) && string.IsNullOrWhiteSpace(Responsible) && string.IsNullOrWhiteSpace(Evidence);

    public StepRow Copy() => (StepRow)MemberwiseClone();

    /// <summary>A step of a chart that was made elsewhere.</summary>
    public static StepRow Of(FlowStep step) => new()
    {
        Text = step.Text, Symbol = step.Symbol, Amount = step.Amount?.ToString("0.##", CultureInfo.InvariantCulture), Unit = step.Unit, Responsible = step.Responsible, Then = step.Then, IfNot = step.IfNot,
        Yes = step.Symbol == StepSymbol.Decision ? step.Yes : null, No = step.Symbol == StepSymbol.Decision ? step.No : null, Alongside = step.Alongside,
    };

    public static StepRow Of(ServiceStep step) => new()
    {
        Text = step.Text, Symbol = step.Symbol, Amount = step.Amount?.ToString("0.##", CultureInfo.InvariantCulture), Unit = step.Unit, Responsible = step.Responsible, Evidence = step.Evidence, Then = step.Then,
        IfNot = step.IfNot, Yes = step.Yes, No = step.No, Alongside = step.Alongside, Outside = step.Outside, Phase = step.Phase,
    };
}

/// <summary>
/// The table of steps while somebody works on it: add, move, duplicate, remove. Steps that lead to another one keep leading to
/// it, wherever it moves; what led to a removed one leads on to the next.
/// </summary>
public sealed class StepTable(List<StepRow> rows)
{
    /// <summary>Steps of one service.</summary>
    public const int Most = 60;

    public const int LongestResponsible = 200;

    public const int LongestEvidence = 1000;

    /// <summary>Of what stands at the ways of a decision.</summary>
    public const int LongestWay = 30;

    public IReadOnlyList<StepRow> Rows => rows;

    /// <param name="n">The row below which it comes, from 0; -1 for the top.</param>
    public void Add(int n)
    {
        if (rows.Count < Most && n >= -1 && n < rows.Count)
        {
            Insert(n + 1, new StepRow { Unit = n >= 0 ? rows[n].Unit : StepUnit.Minutes, Phase = n >= 0 ? rows[n].Phase : ServicePhase.None, Responsible = n >= 0 ? rows[n].Responsible : null });
        }
    }

    public void Duplicate(int n)
    {
        if (rows.Count < Most && IsRow(n))
        {
            Insert(n + 1, rows[n].Copy());
        }
    }

    public void Remove(int n)
    {
        if (IsRow(n))
        {
            rows.RemoveAt(n);
            Renumber(old => old == n ? null : old > n ? old - 1 : old);
        }
    }

    /// <param name="by">-1 a row up, 1 a row down.</param>
    public void Move(int n, int by)
    {
        if (IsRow(n) && IsRow(n + by))
        {
            (rows[n], rows[n + by]) = (rows[n + by], rows[n]);
            Renumber(old => old == n ? n + by : old == n + by ? n : old);
        }
    }

    /// <summary>Puts the steps of a chart below what is written; empty rows go.</summary>
    /// <exception cref="RuleBroken">They are too many.</exception>
    public void Take(IReadOnlyList<FlowStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        RemoveEmpty();
        var above = rows.Count;
        if (above + steps.Count > Most)
        {
            throw new RuleBroken($"ผังนี้มี {steps.Count} ขั้นตอน รวมแล้วเกิน {Most} ขั้นตอน", $"The chart has {steps.Count} steps; together they are more than {Most}.", "Mermaid");
        }

        foreach (var row in steps.Select(StepRow.Of))
        {
            (row.Then, row.IfNot) = (row.Then + above, row.IfNot + above);
            rows.Add(row);
        }
    }

    void RemoveEmpty()
    {
        while (rows.FindIndex(row => row.IsEmpty) is >= 0 and var empty)
        {
            Remove(empty);
        }
    }

    bool IsRow(int n) => n >= 0 && n < rows.Count;

    void Insert(int at, StepRow row)
    {
        // Before the new row comes in, so that what a copy leads to moves as well.
        rows.Insert(at, row);
        Renumber(old => old >= at ? old + 1 : old);
    }

    void Renumber(Func<int, int?> place)
    {
        foreach (var row in rows)
        {
            (row.Then, row.IfNot) = (Moved(row.Then), Moved(row.IfNot));
        }

        int? Moved(int? number) => number is { } known && place(known - 1) is { } now ? now + 1 : null;
    }

    /// <summary>What is typed, as steps; empty rows are left out. Every mistake is told, not only the first.</summary>
    /// <param name="tell">The field and what is wrong with it, in Thai and English.</param>
    public IReadOnlyList<ServiceStep> Read(Action<RuleBroken> tell)
    {
        ArgumentNullException.ThrowIfNull(tell);
        RemoveEmpty();
        return [.. rows.Select((row, n) => Read(row, n, tell))];
    }

    ServiceStep Read(StepRow row, int n, Action<RuleBroken> tell)
    {
        var decides = row.Symbol == StepSymbol.Decision;
        return new(Words(row.Text, nameof(row.Text), ServiceStep.LongestText, required: true))
        {
            Symbol = row.Symbol, Amount = Time(row.Amount, $"Rows[{n}].Amount", tell), Unit = row.Unit, Responsible = Words(row.Responsible, nameof(row.Responsible), LongestResponsible),
            Evidence = Words(row.Evidence, nameof(row.Evidence), LongestEvidence), Then = Known(row.Then), IfNot = decides ? Known(row.IfNot) : null,
            Yes = decides ? Words(row.Yes, nameof(row.Yes), LongestWay) : "", No = decides ? Words(row.No, nameof(row.No), LongestWay) : "", Alongside = row.Alongside && n > 0, Outside = row.Outside, Phase = row.Phase,
        };

        string Words(string? typed, string name, int most, bool required = false)
        {
            try
            {
                return VoiceText.Read(typed, $"Rows[{n}].{name}", most, required).Text;
            }
            catch (RuleBroken rule)
            {
                tell(rule);
                return "";
            }
        }
    }

    int? Known(int? number) => number >= 1 && number <= rows.Count ? number : null;

    /// <summary>A time above 0 and at most ten years; null where none is typed.</summary>
    public static decimal? Time(string? typed, string field, Action<RuleBroken> tell)
    {
        ArgumentNullException.ThrowIfNull(tell);
        var text = ThaiDigits.ToArabic(typed ?? "").Trim();
        if (text.Length == 0)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var time) && decimal.Round(time, 2) > 0 && time <= ServiceStep.LongestTime)
        {
            return decimal.Round(time, 2);
        }

        tell(new(
            string.Create(CultureInfo.InvariantCulture, $"กรอกเวลาเป็นตัวเลขมากกว่า 0 ไม่เกิน {ServiceStep.LongestTime:N0} หรือเว้นว่างหากไม่กำหนด"),
            string.Create(CultureInfo.InvariantCulture, $"Give a time above 0 and at most {ServiceStep.LongestTime:N0}, or leave it empty where none is set."), field));
        return null;
    }
}

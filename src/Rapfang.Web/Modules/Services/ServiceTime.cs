using System.Globalization;
using Rapfang.Platform.Flow;

namespace Rapfang.Modules.Services;

/// <summary>What the steps sum up to. Minutes and days are never added to each other; of steps side by side the longest counts.</summary>
/// <param name="Minutes">Hours are in it, 60 each.</param>
/// <param name="HasOutside">Another agency has a part whose time nobody here can promise.</param>
public sealed record ServiceTotal(decimal Minutes, decimal WorkingDays, decimal CalendarDays, bool HasOutside)
{
    const decimal MinutesAnHour = 60;

    public bool IsNone => Minutes == 0 && WorkingDays == 0 && CalendarDays == 0;

    public static ServiceTotal Of(IReadOnlyList<ServiceStep> steps)
    {
        decimal minutes = 0, working = 0, calendar = 0;
        for (var n = 0; n < steps.Count;)
        {
            var beside = steps.Skip(n + 1).TakeWhile(step => step.Alongside).Prepend(steps[n]).ToList();
            minutes += Longest(StepUnit.Minutes);
            working += Longest(StepUnit.WorkingDays);
            calendar += Longest(StepUnit.CalendarDays);
            n += beside.Count;

            decimal Longest(StepUnit family) => beside.Where(step => Family(step.Unit) == family).Select(step => In(step.Amount ?? 0, step.Unit)).DefaultIfEmpty().Max();
        }

        return new(minutes, working, calendar, steps.Any(step => step.Outside));
    }

    /// <summary>What a unit is summed up in.</summary>
    static StepUnit Family(StepUnit unit) => unit == StepUnit.Hours ? StepUnit.Minutes : unit;

    static decimal In(decimal amount, StepUnit unit) => unit == StepUnit.Hours ? amount * MinutesAnHour : amount;

    /// <summary>What the steps need more (above 0) or less than what is declared, in the unit of the sum; null where the two can not be compared.</summary>
    public (decimal More, StepUnit Unit)? Against(decimal? declared, StepUnit unit)
    {
        var (family, others) = Family(unit) switch
        {
            StepUnit.Minutes => (Minutes, WorkingDays + CalendarDays),
            StepUnit.WorkingDays => (WorkingDays, CalendarDays),
            _ => (CalendarDays, WorkingDays),
        };
        return declared is null || family == 0 || others > 0 ? null : (family - In(declared.Value, unit), Family(unit));
    }

    /// <summary>In Thai: <c>48 นาที</c>, <c>2 วันทำการ 30 นาที</c>; <c>–</c> for none.</summary>
    public string Thai => IsNone ? "–" : string.Join(
        ' ', new[] { (CalendarDays, StepUnit.CalendarDays), (WorkingDays, StepUnit.WorkingDays), (Minutes, StepUnit.Minutes) }.Where(part => part.Item1 > 0).Select(part => ServiceView.Thai(part.Item1, part.Item2)));
}

/// <summary>How services are shown.</summary>
public static class ServiceView
{
    /// <summary>Letters of a line that is typed.</summary>
    public const int LongestLine = 300;

    public static string Colour(EditionState state) => state switch
    {
        EditionState.Draft => "quiet",
        EditionState.Submitted => "warn",
        _ => "good",
    };

    public static string Number(decimal value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    public static string Thai(StepUnit unit) => unit switch
    {
        StepUnit.Minutes => "นาที",
        StepUnit.Hours => "ชั่วโมง",
        StepUnit.WorkingDays => "วันทำการ",
        _ => "วัน",
    };

    public static string Thai(decimal amount, StepUnit unit) => $"{Number(amount)} {Thai(unit)}";

    /// <summary>As everybody may read it: of a mobile number, which is somebody's own, the last digits only.</summary>
    public static string Public(string phone) => Rapfang.Thai.ThaiPhone.Parse(phone) is { IsMobile: true } ? Platform.PersonalData.Masks.Phone(phone) : phone;

    /// <summary>The lines of what was typed, without dashes and numbers that people put before them.</summary>
    public static IReadOnlyList<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.TrimStart('-', '•', ' '))];
}

using Microsoft.Extensions.Localization;
using Rapfang.Platform.Flow;
using Rapfang.Ui;

namespace Rapfang.Modules.Services;

/// <summary>Times in the language of the request.</summary>
public static class ServiceTexts
{
    public static string Time(decimal amount, StepUnit unit, IStringLocalizer<Text> t) => $"{ServiceView.Number(amount)} {t["StepUnit." + unit].Value}";

    public static string Total(ServiceTotal total, IStringLocalizer<Text> t) => total.IsNone ? "–" : string.Join(
        ' ', new[] { (total.CalendarDays, StepUnit.CalendarDays), (total.WorkingDays, StepUnit.WorkingDays), (total.Minutes, StepUnit.Minutes) }.Where(part => part.Item1 > 0).Select(part => Time(part.Item1, part.Item2, t)));

    /// <summary>How long a finished request took.</summary>
    public static string Taken(ServiceRequest request, IStringLocalizer<Text> t) => request.Taken is { } taken ? Taken(taken, request.StandardUnit is StepUnit.WorkingDays or StepUnit.CalendarDays, t) : "–";

    /// <summary>Of the day it was asked for, a time in days is 0.</summary>
    public static string Taken(int taken, bool inDays, IStringLocalizer<Text> t) => !inDays ? $"{ServiceView.Number(taken)} {t["StepUnit." + StepUnit.Minutes].Value}" : taken == 0 ? t["the same day"].Value : $"{ServiceView.Number(taken)} {t["StepUnit." + StepUnit.CalendarDays].Value}";
}

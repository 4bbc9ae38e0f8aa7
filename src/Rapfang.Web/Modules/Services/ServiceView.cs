using System.Globalization;
using Rapfang.Platform.Flow;
using Rapfang.Ui;

namespace Rapfang.Modules.Services;

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

    /// <summary>A time in Thai, for paper.</summary>
    public static string Thai(decimal amount, StepUnit unit) => FlowTime.Of(amount, unit).Words.Thai;

    /// <summary>A time in the language of the request.</summary>
    public static string Time(decimal amount, StepUnit unit) => FlowTime.Of(amount, unit).Words.Text;

    /// <summary>The longest way through the steps, in the language of the request; a dash where none says a time.</summary>
    public static string Longest(FlowTotals totals) => totals.Most == FlowTime.None ? "–" : totals.Most.Words.Text;

    /// <summary>How the steps are drawn: as chosen; else in columns where they are told as before, while and after.</summary>
    public static FlowLayout Layout(IReadOnlyList<ServiceStep> steps, FlowLayout? chosen)
    {
        var phased = steps.Count > 0 && steps.All(step => step.Phase != ServicePhase.None);
        return chosen is { } layout && (layout != FlowLayout.Phases || phased) ? layout : phased ? FlowLayout.Phases : FlowLayout.Vertical;
    }

    /// <summary>How long a finished request took.</summary>
    public static string Taken(ServiceRequest request) => request.Taken is { } taken ? Taken(taken, request.StandardUnit is StepUnit.WorkingDays or StepUnit.CalendarDays) : "–";

    /// <summary>Minutes, or days, of which the first is not counted.</summary>
    public static string Taken(int taken, bool inDays) => inDays && taken == 0 ? UiSetup.Say("ภายในวันเดียวกัน", "the same day") : Time(taken, inDays ? StepUnit.CalendarDays : StepUnit.Minutes);

    /// <summary>As everybody may read it: of a mobile number, which is somebody's own, the last digits only.</summary>
    public static string Public(string phone) => Rapfang.Thai.ThaiPhone.Parse(phone) is { IsMobile: true } ? Platform.PersonalData.Masks.Phone(phone) : phone;

    /// <summary>The lines of what was typed, without dashes and numbers that people put before them.</summary>
    public static IReadOnlyList<string> Lines(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.TrimStart('-', '•', ' '))];
}

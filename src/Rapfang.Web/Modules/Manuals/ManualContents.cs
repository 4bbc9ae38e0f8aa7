using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Rapfang.Platform;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Flow;

namespace Rapfang.Modules.Manuals;

/// <summary>Which parts a manual has.</summary>
public enum ManualOutline
{
    /// <summary>The nine parts of a work (seed S0-001).</summary>
    Nine,

    /// <summary>The fifteen parts of the guideline (seed S2-120).</summary>
    Fifteen,
}

/// <summary>A part of a manual, of either outline.</summary>
public enum ManualPart
{
    Name,
    Preface,
    Objective,
    Scope,
    Goals,
    Definitions,
    Duties,
    Steps,
    Flow,
    Standard,
    Times,
    References,
    Forms,
    Responsible,
    Monitoring,
    Makers,
    Revisions,
    Laws,
}

/// <summary>The columns of the table of steps, as the guidelines print it.</summary>
public enum StepColumns
{
    /// <summary>Step and standard alone (seed S3).</summary>
    Three,

    /// <summary>Of the four-year plan (seed S2-121).</summary>
    Five,

    /// <summary>As seven, without remarks (seed S1, table of work 8).</summary>
    Six,

    /// <summary>The standard of a work (seed S0-018).</summary>
    Seven,

    /// <summary>As nine, form and reference in one (inventory, table 3.L).</summary>
    Eight,

    /// <summary>With monitoring, form and reference (seed S2-122).</summary>
    Nine,
}

/// <summary>A part that the office adds after those of the outline.</summary>
public sealed record OwnPart(string Heading, string Text);

/// <summary>A step of the work: its place in the chart and what the table says of it.</summary>
public sealed record ManualStep(FlowStep Flow)
{
    /// <summary>The time in words where the amount alone does not say it, such as "by the calendar"; else empty.</summary>
    public string Time { get; init; } = "";

    public string Detail { get; init; } = "";

    public string Standard { get; init; } = "";

    public string Monitoring { get; init; } = "";

    public string Form { get; init; } = "";

    public string Reference { get; init; } = "";

    public string Note { get; init; } = "";

    /// <summary>The row of the guideline that it comes from; empty for the office's own.</summary>
    public string Seed { get; init; } = "";
}

/// <summary>
/// All that a version of a manual says, kept as one document: a version in force is never touched again, and the next one
/// begins as its copy. Events tell the parts that changed.
/// </summary>
public sealed record ManualContents(string Code, string Title, ManualOutline Outline, StepColumns Columns) : IToldInParts
{
    /// <summary>Steps of one work.</summary>
    public const int MostSteps = 60;

    /// <summary>Parts of the office's own.</summary>
    public const int MostOwn = 12;

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public IReadOnlyDictionary<ManualPart, string> Parts { get; init; } = new Dictionary<ManualPart, string>();

    public IReadOnlyList<OwnPart> Own { get; init; } = [];

    public IReadOnlyList<ManualStep> Steps { get; init; } = [];

    /// <summary>The words of a part; empty where none are written.</summary>
    public string Text(ManualPart part) => Parts.GetValueOrDefault(part, "");

    /// <summary>The parts of its outline that somebody writes and nobody has yet.</summary>
    public IReadOnlyList<ManualPart> Missing() => [.. ManualParts.Of(Outline).Where(part => ManualParts.IsWritten(part) && Text(part).Length == 0)];

    /// <summary>What must stand there before anybody reviews it.</summary>
    /// <exception cref="RuleBroken">Something is missing.</exception>
    public void RefuseUnready()
    {
        if (Text(ManualPart.Objective).Length == 0)
        {
            throw new RuleBroken("ยังไม่ได้เขียนวัตถุประสงค์ของงาน เขียนก่อนส่งทบทวน", "The objective is not written yet. Write it before you submit the manual.");
        }

        if (Steps.Count == 0)
        {
            throw new RuleBroken("ยังไม่มีขั้นตอนการปฏิบัติงาน เพิ่มอย่างน้อย 1 ขั้นก่อนส่งทบทวน", "There is no step yet. Add at least one before you submit the manual.");
        }
    }

    public ManualContents With(ManualPart part, string text) => this with { Parts = new Dictionary<ManualPart, string>(Parts) { [part] = text } };

    /// <summary>A step after another; steps that lead to one behind it keep leading there.</summary>
    /// <param name="after">The number of the step above; 0 for the top.</param>
    /// <exception cref="RuleBroken">There are as many as there may be.</exception>
    public ManualContents Insert(int after, ManualStep step) => Steps.Count >= MostSteps
        ? throw new RuleBroken($"มีได้ไม่เกิน {MostSteps} ขั้นตอน หากงานยาวกว่านี้ให้แยกเป็นสองคู่มือ", $"At most {MostSteps} steps. Split a longer work into two manuals.")
        : Ordered([.. Steps.Take(after), step, .. Steps.Skip(after)]);

    public ManualContents Write(int number, ManualStep step) => Ordered([.. Steps.Select(known => known.Flow.Number == number ? step : known)]);

    /// <summary>A copy right below.</summary>
    public ManualContents Duplicate(int number) => Insert(number, Steps[number - 1] with { Flow = Steps[number - 1].Flow with { Number = 0 } });

    /// <param name="by">-1 one up, 1 one down.</param>
    public ManualContents Move(int number, int by)
    {
        var (from, to) = (number - 1, number - 1 + by);
        if (to < 0 || to >= Steps.Count)
        {
            return this;
        }

        var moved = Steps.ToList();
        (moved[from], moved[to]) = (moved[to], moved[from]);
        return Ordered(moved);
    }

    /// <summary>Takes a step out; what led to it leads on to the next row.</summary>
    public ManualContents Remove(int number) => Ordered([.. Steps.Where(step => step.Flow.Number != number)]);

    // The steps still carry the numbers they had; a new one carries 0. A way that leads to nowhere now is taken off.
    ManualContents Ordered(List<ManualStep> steps)
    {
        var now = steps.Select((step, n) => (Old: step.Flow.Number, New: n + 1)).Where(pair => pair.Old > 0).ToDictionary(pair => pair.Old, pair => pair.New);
        return this with { Steps = [.. steps.Select((step, n) => step with { Flow = step.Flow with { Number = n + 1, Then = Moved(step.Flow.Then), IfNot = Moved(step.Flow.IfNot), Alongside = step.Flow.Alongside && n > 0 } })] };

        int? Moved(int? number) => number is { } known && now.TryGetValue(known, out var place) ? place : null;
    }

    /// <summary>What one version says differently from another: of each part, and of the steps by their text.</summary>
    public IReadOnlyList<ManualPart> PartsUnlike(ManualContents other) => [.. Enum.GetValues<ManualPart>().Where(part => Text(part) != other.Text(part))];

    /// <summary>Of each step that differs what it said before and says now; null where it was not there.</summary>
    public IReadOnlyList<(ManualStep? Before, ManualStep? Now)> StepsUnlike(ManualContents other)
    {
        var before = other.Steps.ToLookup(step => step.Flow.Text, StringComparer.Ordinal);
        var now = Steps.ToLookup(step => step.Flow.Text, StringComparer.Ordinal);
        return
        [
            .. Steps.Where(step => before[step.Flow.Text].FirstOrDefault() is not { } same || Told(same) != Told(step)).Select(step => (before[step.Flow.Text].FirstOrDefault(), (ManualStep?)step)),
            .. other.Steps.Where(step => !now[step.Flow.Text].Any()).Select(step => ((ManualStep?)step, (ManualStep?)null)),
        ];

        // A step that merely stands at another place is the same.
        static ManualStep Told(ManualStep step) => step with { Flow = step.Flow with { Number = 0, Then = null, IfNot = null } };
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="JsonException">It is no such document.</exception>
    public static ManualContents FromJson(string json) => JsonSerializer.Deserialize<ManualContents>(json, Json) ?? throw new JsonException("The document is empty.");

    IReadOnlyDictionary<string, JsonNode?> IToldInParts.Parts()
    {
        var told = new Dictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["code"] = Code, ["title"] = Title, ["outline"] = Outline.ToString(), ["columns"] = Columns.ToString(),
        };
        foreach (var (part, text) in Parts)
        {
            told[JsonNamingPolicy.CamelCase.ConvertName(part.ToString())] = text;
        }

        foreach (var (own, n) in Own.Select((own, n) => (own, n)))
        {
            told[$"own {n + 1}"] = JsonSerializer.SerializeToNode(own, Json);
        }

        foreach (var step in Steps)
        {
            told[$"step {step.Flow.Number}"] = JsonSerializer.SerializeToNode(step, Json);
        }

        return told;
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Rapfang.Platform.Audit;

namespace Rapfang.Modules.Surveys;

/// <summary>A text in Thai, which is what gets printed, and in English for the interface.</summary>
public sealed record Words(string Th, string En)
{
    /// <summary>The text in the language of this request.</summary>
    public override string ToString() => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" && En.Length > 0 ? En : Th;

    public Words With(string placeholder, string th, string en) => new(Th.Replace(placeholder, th, StringComparison.Ordinal), En.Replace(placeholder, en, StringComparison.Ordinal));
}

/// <summary>One level of the scale; <paramref name="Value"/> is what an answer stores (3, 2, 1; a scale of two levels has 3 and 1).</summary>
public sealed record Level(int Value, Words Text, bool Satisfied)
{
    [JsonIgnore]
    public char Code => (char)('0' + Value);

    /// <summary>Its colour in charts and its place among three: 0 the best, 2 the worst.</summary>
    [JsonIgnore]
    public int Shade => 3 - Value;
}

[JsonConverter(typeof(JsonStringEnumConverter<SectionKind>))]
public enum SectionKind
{
    About,
    Dimension,
    Open,
}

[JsonConverter(typeof(JsonStringEnumConverter<QuestionKind>))]
public enum QuestionKind
{
    Rating,
    Choice,
    Text,
}

public sealed record Question(string Code, QuestionKind Kind, Words Text)
{
    public bool Required { get; init; }

    public IReadOnlyList<Words> Options { get; init; } = [];

    /// <summary>The office writes the options itself (the four blanks of the guideline's forms).</summary>
    public bool OfficeOptions { get; init; }

    [JsonIgnore]
    public string Field => "q-" + Code;

    /// <summary>Whether its code is the number that the printed form shows before it.</summary>
    [JsonIgnore]
    public bool IsNumbered => char.IsAsciiDigit(Code[0]);

    /// <summary>Its text, after its number where it has one.</summary>
    [JsonIgnore]
    public Words Shown => IsNumbered ? new($"{Code} {Text.Th}", Text.En.Length > 0 ? $"{Code} {Text.En}" : "") : Text;
}

public sealed record Section(string Code, SectionKind Kind, Words Title, IReadOnlyList<Question> Questions)
{
    /// <summary>Its items are the services that the office has published.</summary>
    public bool EachService { get; init; }
}

/// <summary>
/// The questions of a survey: a template's, with the office's own options filled in. A survey keeps its own copy, so
/// its results stay bound to the exact wording that people answered.
/// </summary>
public sealed record Questionnaire(
    string Code, int Version, string Source, Words Name, Words Title, Words Ask, Words Thanks,
    IReadOnlyList<Level> Scale, IReadOnlyList<Section> Sections) : IToldInParts
{
    /// <summary>Stands for "no answer" in <see cref="AnswerSheet.Codes"/>.</summary>
    public const char NoAnswer = '-';

    const string OptionCodes = "123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>The questions that an answer row holds one character of, in this order.</summary>
    [JsonIgnore]
    public IReadOnlyList<Question> Coded => coded ??= [.. Sections.SelectMany(section => section.Questions).Where(question => question.Kind != QuestionKind.Text)];

    [JsonIgnore]
    public IReadOnlyList<Question> Texts => texts ??= [.. Sections.SelectMany(section => section.Questions).Where(question => question.Kind == QuestionKind.Text)];

    [JsonIgnore]
    public IEnumerable<Section> Dimensions => Sections.Where(section => section.Kind == SectionKind.Dimension);

    IReadOnlyList<Question>? coded;
    IReadOnlyList<Question>? texts;
    string? ratingCodes;

    /// <summary>The characters that a coded question may be answered with, best level or first option first.</summary>
    public string CodesOf(Question question) => question.Kind == QuestionKind.Rating
        ? ratingCodes ??= string.Concat(Scale.Select(level => level.Code))
        : OptionCodes[..question.Options.Count];

    /// <summary>What the answers to a coded question are called, in the order of <see cref="CodesOf"/>.</summary>
    public IEnumerable<Words> AnswersOf(Question question) => question.Kind == QuestionKind.Rating ? Scale.Select(level => level.Text) : question.Options;

    /// <summary>This questionnaire with the office's own options; a question left without any is taken out.</summary>
    public Questionnaire WithOptions(string questionCode, IEnumerable<string> options)
    {
        var own = options.Select(option => option.Trim()).Where(option => option.Length > 0).Select(option => new Words(option, "")).ToList();
        return this with
        {
            coded = null,
            texts = null,
            Sections =
            [
                .. Sections.Select(section => section with
                {
                    Questions = [.. section.Questions.Select(q => q.Code == questionCode && q.OfficeOptions ? q with { Options = own } : q)],
                }),
            ],
        };
    }

    /// <summary>What its satisfied levels, or the others, are called together.</summary>
    public Words Called(bool satisfied)
    {
        var levels = Scale.Where(level => level.Satisfied == satisfied).Select(level => level.Text).ToList();
        return new(string.Join("และ", levels.Select(text => text.Th)), string.Join(" or ", levels.Select(text => text.En)));
    }

    /// <summary>Whether each published service is an item of it.</summary>
    [JsonIgnore]
    public bool AsksEachService => Sections.Any(section => section.EachService);

    /// <summary>This questionnaire with an item for each of these services.</summary>
    public Questionnaire WithServices(IEnumerable<(string Slug, string Name)> services) => this with
    {
        coded = null,
        texts = null,
        Sections = [.. Sections.Select(section => section.EachService ? section with { Questions = [.. services.Select(service => ServicePages.Item(service.Slug, service.Name))] } : section)],
    };

    /// <summary>What people see: questions without options, and sections left empty, are not shown.</summary>
    public Questionnaire Asked() => this with
    {
        coded = null,
        texts = null,
        Sections =
        [
            .. Sections
                .Select(section => section with { Questions = [.. section.Questions.Where(q => q.Kind != QuestionKind.Choice || q.Options.Count > 0)] })
                .Where(section => section.Questions.Count > 0),
        ],
    };

    /// <summary>Each question and each section by its code, a section with the codes of its questions, and what stands above them.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Parts()
    {
        var parts = JsonSerializer.SerializeToNode(this, Json)!.AsObject().ToDictionary(StringComparer.Ordinal);
        parts.Remove("sections");
        foreach (var section in Sections)
        {
            parts.Add("section " + section.Code, JsonSerializer.SerializeToNode(
                new { section.Kind, section.Title, Questions = section.Questions.Select(question => question.Code) }, Json));
            foreach (var question in section.Questions)
            {
                parts.Add("question " + question.Code, JsonSerializer.SerializeToNode(question, Json));
            }
        }

        return parts;
    }

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static Questionnaire FromJson(string json) => JsonSerializer.Deserialize<Questionnaire>(json, Json)
        ?? throw new JsonException("A questionnaire is an object.");
}

/// <summary>The survey templates shipped with the product, read from <c>Templates/surveys</c>.</summary>
public sealed class SurveyTemplates
{
    readonly Dictionary<string, Questionnaire> byCode;

    public SurveyTemplates()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Templates", "surveys");
        byCode = Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(file => Questionnaire.FromJson(File.ReadAllText(file)))
            .GroupBy(template => template.Code, StringComparer.Ordinal)
            .ToDictionary(versions => versions.Key, versions => versions.MaxBy(template => template.Version)!, StringComparer.Ordinal);
    }

    /// <summary>The newest version of each template.</summary>
    public IReadOnlyCollection<Questionnaire> All => byCode.Values;

    public Questionnaire? Find(string code) => byCode.GetValueOrDefault(code);
}

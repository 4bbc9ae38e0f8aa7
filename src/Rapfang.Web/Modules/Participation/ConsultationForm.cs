using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Ui;

namespace Rapfang.Modules.Participation;

/// <summary>What is typed of a consultation.</summary>
public sealed class ConsultationForm
{
    const int MostQuestions = 20;
    const int MostOptions = 12;

    /// <summary>Empty questions below what is written.</summary>
    const int Spare = 2;

    public sealed class Line
    {
        public string? Text { get; set; }

        /// <summary>One a line.</summary>
        public string? Options { get; set; }
    }

    public string? Title { get; set; }

    public string? Asks { get; set; }

    public string? Why { get; set; }

    public ParticipationLevel Level { get; set; } = ParticipationLevel.Consult;

    public DateOnly OpensOn { get; set; }

    public DateOnly ClosesOn { get; set; }

    public bool ModeratesFirst { get; set; } = true;

    public List<Guid> Chosen { get; set; } = [];

    public List<Line> Lines { get; set; } = [];

    /// <summary>The version that the form was filled from.</summary>
    public int Seen { get; set; }

    [BindNever]
    public IReadOnlyList<StakeholderGroup> Groups { get; private set; } = [];

    public static IEnumerable<SelectListItem> LevelItems(IStringLocalizer<Text> t) =>
        Enum.GetValues<ParticipationLevel>().Select(level => new SelectListItem(t["ParticipationLevel." + level], level.ToString()));

    public static IEnumerable<SelectListItem> ModerationItems(IStringLocalizer<Text> t) =>
        [new(t["The office reads them first, then they show"], bool.TrueString), new(t["They show at once, the office reads them afterwards"], bool.FalseString)];

    /// <param name="consultation">Null for a new one.</param>
    public static async Task<ConsultationForm> OfAsync(RapfangDb db, Consultation? consultation, DateOnly today)
    {
        List<Guid> kept = consultation is null ? [] : [.. consultation.Groups.Select(group => group.GroupId)];
        var groups = await db.Set<StakeholderGroup>().AsNoTracking().Where(group => group.UntilDate == null || kept.Contains(group.Id)).OrderBy(group => group.Number).ToListAsync();
        return consultation is null ? new() { Groups = groups, OpensOn = today.AddDays(7), ClosesOn = today.AddDays(37) } : new()
        {
            Groups = groups, Title = consultation.Title, Asks = consultation.Asks, Why = consultation.Why, Level = consultation.Level, OpensOn = consultation.OpensOn, ClosesOn = consultation.ClosesOn,
            ModeratesFirst = consultation.ModeratesFirst, Chosen = kept, Seen = consultation.Version,
            Lines = [.. consultation.Asked.Select(question => new Line { Text = question.Text, Options = string.Join('\n', question.Options) })],
        };
    }

    /// <summary>Empty questions to write the next ones in; the page grows with what is written.</summary>
    public void AddSpare()
    {
        for (var n = Lines.Count(line => !string.IsNullOrWhiteSpace(line.Text + line.Options)) + Spare; Lines.Count < n && Lines.Count < MostQuestions;)
        {
            Lines.Add(new());
        }
    }

    /// <exception cref="RuleBroken">Something needed is missing.</exception>
    public ConsultationFacts Read() => new(
        VoiceText.Read(Title, "Input.Title", ConsultationRegister.LongestLine), VoiceText.Read(Asks, "Input.Asks"), VoiceText.Read(Why, "Input.Why"),
        Level, OpensOn, ClosesOn, ModeratesFirst, [.. Groups.Where(group => Chosen.Contains(group.Id))],
        [.. Lines.Take(MostQuestions).Select((line, n) => (Line: line, Field: $"Input.Lines[{n}]")).Where(one => !string.IsNullOrWhiteSpace(one.Line.Text + one.Line.Options)).Select(one => Question(one.Line, one.Field))]);

    static (VoiceText, IReadOnlyList<string>) Question(Line line, string field)
    {
        var options = VoiceText.Read(line.Options, field + ".Options", required: false).Text
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        if (options.Count is 1 or > MostOptions)
        {
            throw new RuleBroken(
                $"ใส่ตัวเลือก 2 ถึง {MostOptions} ข้อ บรรทัดละ 1 ข้อ หรือเว้นว่างเพื่อให้ตอบเป็นข้อความ", $"Give 2 to {MostOptions} options, one a line, or none to be answered in words.", field + ".Options");
        }

        foreach (var option in options)
        {
            VoiceText.Read(option, field + ".Options", ConsultationRegister.LongestLine);
        }

        return (VoiceText.Read(line.Text, field + ".Text", 500), options);
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Search;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices.Yearly;

public enum YearlyState
{
    Draft,

    /// <summary>Waits for the head.</summary>
    Submitted,
    Approved,
}

/// <summary>The parts of the report, in their order.</summary>
public enum YearlyPart
{
    Opening,
    Opinions,
    Suggestions,
    Complaints,
    Done,
    Ahead,
}

/// <summary>A table of a report as it is read: texts, none of them to be counted on.</summary>
public sealed record YearlyTable(string Caption, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string Note = "");

/// <summary>What was counted for a part: a sentence and its tables.</summary>
public sealed record YearlySection(YearlyPart Part, string Sentence, IReadOnlyList<YearlyTable> Tables);

/// <summary>What was counted of a year, and on which day.</summary>
public sealed record YearlyFigures(DateOnly CountedOn, IReadOnlyList<YearlySection> Sections);

/// <summary>
/// The report to the governor on what people said in a fiscal year and what was done about it, once a year (seed S2-072).
/// Figures are counted anew until the head approves it; from then on they stay as they were.
/// </summary>
public sealed class YearlyReport : OfficeRecord, ISearchable
{
    YearlyReport()
    {
    }

    /// <summary>B.E.</summary>
    public int FiscalYear { get; private set; }

    public string Opening { get; private set; } = "";

    public string Opinions { get; private set; } = "";

    public string Suggestions { get; private set; } = "";

    public string Complaints { get; private set; } = "";

    public string Done { get; private set; } = "";

    public string Ahead { get; private set; } = "";

    public YearlyState State { get; private set; }

    /// <summary>Why it came back.</summary>
    public string ReturnWords { get; private set; } = "";

    public Guid? SubmittedBy { get; private set; }

    public DateOnly? ApprovedOn { get; private set; }

    /// <summary>What was counted when it was approved; null before.</summary>
    public YearlyFigures? Figures { get; private set; }

    /// <summary>Of the letter that carried it.</summary>
    public string Number { get; private set; } = "";

    public DateOnly? SentOn { get; private set; }

    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>Counts the changes, so that nobody writes over what another wrote meanwhile.</summary>
    public int Version { get; private set; }

    /// <exception cref="RuleBroken">The year has not begun.</exception>
    public static YearlyReport Begin(FiscalYear year, DateOnly today) => year.First <= today
        ? new() { FiscalYear = year.Year }
        : throw new RuleBroken("ปีงบประมาณนี้ยังไม่เริ่ม", "This fiscal year has not begun.");

    /// <summary>The office's own words to a part.</summary>
    public string Words(YearlyPart part) => part switch
    {
        YearlyPart.Opening => Opening,
        YearlyPart.Opinions => Opinions,
        YearlyPart.Suggestions => Suggestions,
        YearlyPart.Complaints => Complaints,
        YearlyPart.Done => Done,
        _ => Ahead,
    };

    public void Write(IReadOnlyDictionary<YearlyPart, VoiceText> words)
    {
        RefuseUnless(YearlyState.Draft);
        (Opening, Opinions, Suggestions) = (words[YearlyPart.Opening].Text, words[YearlyPart.Opinions].Text, words[YearlyPart.Suggestions].Text);
        (Complaints, Done, Ahead) = (words[YearlyPart.Complaints].Text, words[YearlyPart.Done].Text, words[YearlyPart.Ahead].Text);
        Version++;
    }

    public void Submit(Guid? by)
    {
        RefuseUnless(YearlyState.Draft);
        (State, SubmittedBy, ReturnWords) = (YearlyState.Submitted, by, "");
        Version++;
    }

    public void Return(VoiceText reason)
    {
        RefuseUnless(YearlyState.Submitted);
        (State, ReturnWords) = (YearlyState.Draft, reason.Text);
        Version++;
    }

    public void Approve(YearlyFigures figures, DateOnly on)
    {
        RefuseUnless(YearlyState.Submitted);
        (State, ApprovedOn, Figures) = (YearlyState.Approved, on, figures);
        Version++;
    }

    public void Send(string number, DateOnly on)
    {
        RefuseUnless(YearlyState.Approved);
        Refuse(SentOn is not null, "ส่งรายงานแล้ว", "The report was sent already.");
        (Number, SentOn) = (number, on);
        Version++;
    }

    public void Publish(DateTimeOffset at)
    {
        RefuseUnless(YearlyState.Approved);
        PublishedAt = PublishedAt ?? at;
        Version++;
    }

    public void TakeBack()
    {
        Refuse(PublishedAt is null, "ยังไม่ได้เผยแพร่", "It is not published.");
        PublishedAt = null;
        Version++;
    }

    void RefuseUnless(YearlyState state) => Refuse(State != state, "สถานะของรายงานเปลี่ยนไปแล้ว โปรดเปิดหน้านี้ใหม่", "The report has moved on; open the page anew.");

    static void Refuse(bool isBroken, string thai, string english)
    {
        if (isBroken)
        {
            throw new RuleBroken(thai, english);
        }
    }

    public SearchEntry Searched() => new($"รายงานประจำปีต่อผู้ว่าราชการจังหวัด {FiscalYear}", VoicesModule.Read, $"/yearly-reports/{FiscalYear}", new FiscalYear(FiscalYear).Last) { Text = $"{Opening} {Opinions} {Suggestions} {Complaints} {Done} {Ahead}" };
}

sealed class YearlyReportConfiguration : IEntityTypeConfiguration<YearlyReport>
{
    public void Configure(EntityTypeBuilder<YearlyReport> entity)
    {
        entity.ToTable("yearly_reports");
        entity.Property(report => report.Version).IsConcurrencyToken();
        entity.Property(report => report.Figures).HasColumnType("jsonb").HasConversion(
            figures => JsonSerializer.Serialize(figures, JsonSerializerOptions.Web), stored => JsonSerializer.Deserialize<YearlyFigures>(stored, JsonSerializerOptions.Web)!);
    }
}

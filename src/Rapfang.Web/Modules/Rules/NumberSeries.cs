using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Thai;

namespace Rapfang.Modules.Rules;

/// <summary>When the numbers of a register begin again at 1.</summary>
public enum Restarts
{
    CalendarYear,
    FiscalYear,
}

/// <summary>How the numbers of a register are written and when they begin anew (domain 7.2). The numbers themselves come from <see cref="RunningNumbers"/>.</summary>
public sealed partial class NumberSeries : OfficeRecord
{
    /// <summary>Memos (บันทึกข้อความ).</summary>
    public const string Memo = "memo";

    public string Code { get; init; } = "";

    public string Title { get; private set; } = "";

    /// <summary>Words with <c>{prefix}</c>, <c>{number}</c> and <c>{year}</c> in them.</summary>
    public string Pattern { get; private set; } = "";

    public Restarts Restarts { get; private set; }

    /// <summary>A series of the office; where it has not set one up, by calendar year, "prefix/number".</summary>
    public static async Task<NumberSeries> OfAsync(RapfangDb db, string code) =>
        await db.Set<NumberSeries>().AsNoTracking().SingleOrDefaultAsync(series => series.Code == code)
        ?? new NumberSeries { Code = code, Pattern = "{prefix}/{number}" };

    /// <exception cref="RuleBroken">The pattern has no number in it, or a hole that nothing fills.</exception>
    public void Write(string title, string pattern, Restarts restarts)
    {
        pattern = pattern.Trim();
        if (!pattern.Contains("{number}", StringComparison.Ordinal))
        {
            throw new RuleBroken("รูปแบบต้องมี {number} ซึ่งเป็นที่ของเลขลำดับ", "The pattern needs {number}, where the running number goes.", "Input.Pattern");
        }

        if (Hole().Replace(pattern, "").AsSpan().ContainsAny('{', '}'))
        {
            throw new RuleBroken("ในวงเล็บปีกกาใช้ได้เฉพาะ {prefix} {number} {year}", "Only {prefix}, {number} and {year} can stand in braces.", "Input.Pattern");
        }

        Title = title.Trim();
        Pattern = pattern;
        Restarts = restarts;
    }

    /// <summary>The year in B.E. that the register runs through on a day.</summary>
    public int YearOf(DateOnly day) => Restarts == Restarts.FiscalYear ? FiscalYear.Of(day).Year : CalendarYear.Of(day).Year;

    /// <summary>A number as it is written, such as ศธ 04000/12.</summary>
    /// <param name="prefix">What stands before the office's letters; where it is empty, so is what parts it from the number.</param>
    public string Text(string prefix, int number, int year) =>
        Hole().Replace(Pattern, hole => hole.Value switch
        {
            "{prefix}" => prefix,
            "{number}" => number.ToString(),
            _ => year.ToString(),
        }).TrimStart('/', ' ');

    /// <summary>A number that stands alone, with its year: without it the next year would begin with the same numbers.</summary>
    public string WithYear(int number, int year)
    {
        var text = Text("", number, year);
        return Pattern.Contains("{year}", StringComparison.Ordinal) ? text : $"{text}/{year}";
    }

    [GeneratedRegex(@"\{(prefix|number|year)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Hole();
}

sealed class NumberSeriesConfiguration : IEntityTypeConfiguration<NumberSeries>
{
    public void Configure(EntityTypeBuilder<NumberSeries> entity) => entity.ToTable("number_series");
}

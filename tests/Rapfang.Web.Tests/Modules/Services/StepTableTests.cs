using Rapfang.Modules.Services;
using Rapfang.Platform;
using Rapfang.Platform.Flow;

namespace Rapfang.Tests.Modules.Services;

/// <summary>The table of steps while it is written: steps keep leading to the step they mean, wherever it stands.</summary>
public sealed class StepTableTests
{
    static List<StepRow> Rows(params (string Text, int? IfNot)[] rows) =>
        [.. rows.Select(row => new StepRow { Text = row.Text, IfNot = row.IfNot, Symbol = row.IfNot is null ? StepSymbol.Activity : StepSymbol.Decision })];

    static string Shown(List<StepRow> rows) => string.Join(' ', rows.Select(row => row.Text + (row.IfNot is { } other ? $">{rows[other - 1].Text}" : "")));

    [Fact]
    public void Move_OfTheStepThatIsLedTo_IsFollowed()
    {
        var rows = Rows(("a", null), ("b", null), ("c", 1));

        new StepTable(rows).Move(0, 1);

        Assert.Equal("b a c>a", Shown(rows));
    }

    [Fact]
    public void Add_AboveTheStepThatIsLedTo_IsFollowed()
    {
        var rows = Rows(("a", null), ("b", 2));

        new StepTable(rows).Add(-1);

        Assert.Equal(" a b>b", Shown(rows));
    }

    [Fact]
    public void Remove_OfTheStepThatIsLedTo_LeadsOn()
    {
        var rows = Rows(("a", null), ("b", null), ("c", 1), ("d", 2));

        new StepTable(rows).Remove(0);

        Assert.Equal("b c d>b", Shown(rows));
    }

    [Fact]
    public void Duplicate_LeadsWhereTheOriginalLeads()
    {
        var rows = Rows(("a", null), ("b", 1), ("c", 3));

        new StepTable(rows).Duplicate(1);

        Assert.Equal("a b>a b>a c>c", Shown(rows));
    }

    [Theory]
    [InlineData("up", 0)]
    [InlineData("down", 9)]
    [InlineData("remove", 9)]
    public void Buttons_OfRowsThatAreNotThere_DoNothing(string deed, int n)
    {
        var rows = Rows(("a", null), ("b", null));
        var table = new StepTable(rows);

        if (deed == "remove")
        {
            table.Remove(n);
        }
        else
        {
            table.Move(n, deed == "up" ? -1 : 1);
        }

        Assert.Equal("a b", Shown(rows));
    }

    [Theory]
    [InlineData("๓๐", 30.0)]
    [InlineData("0.5", 0.5)]
    [InlineData("", null)]
    public void Time_ReadsWhatPeopleType(string typed, double? time) => Assert.Equal((decimal?)time, StepTable.Time(typed, "f", rule => Assert.Fail(rule.Text)));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("10000")]
    [InlineData("สามวัน")]
    public void Time_ThatIsNone_IsToldWithItsField(string typed)
    {
        RuleBroken? told = null;

        Assert.Null(StepTable.Time(typed, "Rows[2].Amount", rule => told = rule));

        Assert.Equal("Rows[2].Amount", told!.Field);
    }
}

using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;
using Rapfang.Platform.Flow;
using Rapfang.Thai;

namespace Rapfang.Tests.Platform.Flow;

public class FlowDrawingTests
{
    static string Folder => Path.Combine(Sources.Root, "../../tests/Rapfang.Web.Tests/Platform/Flow/Golden");

    public static TheoryData<string> Goldens => ["vertical", "lanes", "snake", "phases", "legend", "cell-2", "cell-5"];

    static string Drawn(string name) => name switch
    {
        "vertical" => FlowSvg.Chart(FlowSamples.Quality),
        "lanes" => FlowSvg.Chart(FlowSamples.Quality, FlowLayout.Lanes),
        "snake" => FlowSvg.Chart([.. new[] { "เริ่มต้น", "รับคำขอ", "ตรวจเอกสาร", "บันทึกข้อมูล", "เสนอผู้มีอำนาจ", "ลงนาม", "แจ้งผล", "จัดเก็บ", "สิ้นสุด" }.Select((text, i) =>
            new FlowStep(i + 1, text) { Symbol = i == 0 ? StepSymbol.Start : i == 8 ? StepSymbol.End : StepSymbol.Activity, Amount = i is > 0 and < 8 ? i * 5 : null, Unit = StepUnit.Minutes })], FlowLayout.Snake),
        "phases" => FlowSvg.Chart([.. Enumerable.Range(0, 9).Select(i => new FlowStep(i + 1, $"งานย่อย {i + 1}") { Phase = new[] { "ก่อนดำเนินการ", "ขณะดำเนินการ", "หลังดำเนินการ" }[i / 3] })], FlowLayout.Phases),
        "legend" => FlowSvg.Legend(),
        "cell-2" => FlowTable.Cells(FlowSamples.Quality)[1].Svg(),
        _ => FlowTable.Cells(FlowSamples.Quality, rowsPerPage: 4)[4].Svg(),
    };

    // To take a changed drawing over, look at it and run once with RAPFANG_GOLDEN=write.
    [Theory]
    [MemberData(nameof(Goldens))]
    public void Svg_IsAsDrawnBefore(string name)
    {
        var file = Path.Combine(Folder, $"{name}.svg");
        if (Environment.GetEnvironmentVariable("RAPFANG_GOLDEN") == "write")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(file, Drawn(name) + "\n");
        }

        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n").TrimEnd(), Drawn(name).TrimEnd());
    }

    static IEnumerable<FlowPicture> Pictures(List<FlowStep> steps) =>
        [.. Enum.GetValues<FlowLayout>().SelectMany(layout => FlowDrawing.Pages(steps, layout, 700)), .. Enum.GetValues<FlowLayout>().Select(layout => FlowDrawing.Draw(steps, layout))];

    [Fact]
    public void Charts_WhateverTheSteps_DrawEachOnce() => Prop.ForAll(FlowSamples.Any, steps =>
        Enum.GetValues<FlowLayout>().All(layout => FlowDrawing.Pages(steps, layout, 700).SelectMany(page => page.Nodes).Select(node => node.Step).OfType<int>().Order()
            .SequenceEqual(Enumerable.Range(1, steps.Count)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Charts_WhateverTheSteps_LetNoTwoSymbolsOverlap() => Prop.ForAll(FlowSamples.Any, steps =>
        Pictures(steps).All(picture => picture.Nodes.All(one => picture.Nodes.All(other => ReferenceEquals(one, other)
            || one.Right <= other.Left || other.Right <= one.Left || one.Bottom <= other.Top || other.Bottom <= one.Top)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Charts_WhateverTheSteps_KeepAllTextInsideItsSymbol() => Prop.ForAll(FlowSamples.Any, steps =>
        Pictures(steps).SelectMany(picture => picture.Nodes).All(IsInside) && FlowTable.Cells(steps).All(cell => IsInside(cell.Placed))).QuickCheckThrowOnFailure();

    [Fact]
    public void Cells_WithManyWaysBeside_KeepTheRoomThatWordsNeed()
    {
        // Each of the first ten leads to one of the last ten: ten ways run beside each other.
        List<FlowStep> steps = [.. Enumerable.Range(1, 20).Select(n => new FlowStep(n, "ตรวจสอบเอกสาร") { Then = n <= 10 ? n + 10 : null })];

        Assert.All(FlowTable.Cells(steps), cell => Assert.True(cell.Node.Width >= 84 && IsInside(cell.Placed)));
    }

    [Fact]
    public void Charts_WhateverTheSteps_StayInsideTheirPicture() => Prop.ForAll(FlowSamples.Any, steps =>
        Pictures(steps).All(picture => picture.Nodes.All(node => node.Left >= 0 && node.Top >= 0 && node.Right <= picture.Width && node.Bottom <= picture.Height)
            && picture.Lines.SelectMany(line => line.Points).All(point => point.X >= 0 && point.Y >= 0 && point.X <= picture.Width && point.Y <= picture.Height))).QuickCheckThrowOnFailure();

    [Fact]
    public void Charts_WhateverTheSteps_LoseNoLetter() => Prop.ForAll(FlowSamples.Any, steps =>
        FlowTable.Cells(steps).Zip(steps).All(pair => Squeezed(string.Concat(pair.First.Node.Lines)) == Squeezed(pair.Second.Text))).QuickCheckThrowOnFailure();

    static string Squeezed(string text) => text.Replace(" ", "", StringComparison.Ordinal);

    // Of a diamond the corners of each line are looked at.
    static bool IsInside(FlowNode node) => node.Texts().All(line =>
    {
        var (half, top, bottom) = (FlowText.Width(line.Text, line.Size) / 2, Math.Abs(line.Y - node.Y - line.Size * 0.9), Math.Abs(line.Y - node.Y + line.Size * 0.2));
        return node.Sign == FlowSign.Decision
            ? half / (node.Width / 2) + Math.Max(top, bottom) / (node.Height / 2) <= 1.02
            : half <= node.Width / 2 && Math.Max(top, bottom) <= node.Height / 2;
    });

    [Fact]
    public void Svg_OfHostileText_IsHarmlessAndWellFormed()
    {
        List<FlowStep> steps = [new(1, "<script>alert(1)</script>\" onload=\"x") { Responsible = "<b>" }, new(2, "ข") { Symbol = StepSymbol.Decision, IfNot = 1, No = "<i>" }, new(3, "ค")];

        foreach (var svg in Enum.GetValues<FlowLayout>().Select(layout => FlowSvg.Chart(steps, layout)).Append($"<div>{FlowTable.Cells(steps)[0].Svg()}</div>"))
        {
            System.Xml.Linq.XElement.Parse(svg);
            Assert.Empty(new HtmlParser().ParseDocument(svg).QuerySelectorAll("script, b, i, [onload], [style]"));
        }
    }

    [Fact]
    public void Svg_OfNoStep_IsAnEmptyPicture() => Assert.All(Enum.GetValues<FlowLayout>(), layout => Assert.DoesNotContain("<text", FlowSvg.Chart([], layout), StringComparison.Ordinal));

    [Fact]
    public void Legend_HasTheFiveSymbolsOfTheOfficialTable()
    {
        var legend = new HtmlParser().ParseDocument(FlowSvg.Legend());

        Assert.Equal(["sign terminal", "sign activity", "sign decision", "sign connector"], legend.QuerySelectorAll(".sign").Select(one => one.ClassName));
        Assert.Single(legend.QuerySelectorAll(".way"));
        Assert.Equal(5, legend.QuerySelectorAll("text").Length);
    }

    [Fact]
    public void Cells_WhereAPageEnds_CarryTheSameConnectorOnBothSides()
    {
        var cells = FlowTable.Cells(FlowSamples.Quality, rowsPerPage: 3);

        Assert.Equal([false, false, false, true, false, false, true, false], cells.Select(cell => cell.StartsPage));
        Assert.Equal(("ก", "ก"), (cells[2].LetterBelow, cells[3].LetterAbove));
        Assert.False(cells[2].LineBelow);
        Assert.Contains(cells[5].Circles, circle => circle is { IsEntry: false } && cells[7].Circles.Any(other => other.IsEntry && other.Letter == circle.Letter));
    }

    [Fact]
    public void Cells_WithoutPages_LetTheLineRunThroughEveryRow()
    {
        var cells = FlowTable.Cells(FlowSamples.Quality);

        Assert.All(cells, cell => Assert.Empty(cell.Circles));
        Assert.All(cells.Skip(1).Take(3), cell => Assert.True(cell.LineAbove));
        Assert.Equal([FlowLevel.Entry, FlowLevel.Top], cells.Take(2).Select(cell => Assert.Single(cell.Rails).From));
        Assert.Equal([FlowLevel.Bottom, FlowLevel.Middle], cells.Take(2).Select(cell => Assert.Single(cell.Rails).To));
    }

    [Fact]
    public void Reading_SaysInWordsWhatTheChartShows() => Assert.Equal(
        ["เริ่มต้น: วิเคราะห์กำหนดกลุ่มผู้รับบริการและผู้มีส่วนได้ส่วนเสีย (3 วัน)", "ตัดสินใจ: ผอ.สพป./สพม. พิจารณา (2 วัน) เห็นชอบ ไปขั้นที่ 3 ไม่เห็นชอบ ไปขั้นที่ 1"],
        FlowReading.Of(FlowSamples.Quality).Take(2).Select(words => words.Thai));

    [Fact]
    public void Lines_BreakBetweenWords_AndNeverInsideALetter()
    {
        Assert.SkipUnless(ThaiWords.KnowsThai, "This system has no Thai dictionary.");

        Assert.Equal(["วิเคราะห์กำหนดกลุ่ม", "ผู้รับบริการและผู้มีส่วนได้", "ส่วนเสีย"], FlowText.Fit("วิเคราะห์กำหนดกลุ่มผู้รับบริการและผู้มีส่วนได้ส่วนเสีย", 15, 9, _ => 170));
        Assert.DoesNotContain(FlowText.Wrap(FlowSamples.Long, 15, 20), line => line.Length > 0 && char.GetUnicodeCategory(line[0]) == System.Globalization.UnicodeCategory.NonSpacingMark);
    }
}

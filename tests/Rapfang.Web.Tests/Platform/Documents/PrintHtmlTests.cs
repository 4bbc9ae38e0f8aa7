using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Rapfang.Platform.Documents;
using Rapfang.Thai;
using Xunit;

namespace Rapfang.Tests.Platform.Documents;

public class PrintHtmlTests
{
    [Fact]
    public void Render_Memo_ShowsItsHeadUnderTheThaiTerms()
    {
        var sheet = Read(Samples.Full());

        Assert.Equal("บันทึกข้อความ", sheet.QuerySelector("h1")!.TextContent);
        Assert.Equal(["ส่วนราชการ", "ที่", "วันที่", "เรื่อง", "เรียน"], sheet.QuerySelectorAll("dt").Select(term => term.TextContent));
        Assert.Equal("ศธ 04001/125", sheet.QuerySelector(".number dd")!.TextContent);
        Assert.Single(sheet.QuerySelectorAll("h1"));
    }

    [Fact]
    public void Render_WithoutAHead_ShowsTheTitleAndHeadingsBelowIt()
    {
        var sheet = Read(new OfficialDocument("รายงานประจำปี", [new Heading(1, "ก"), new Heading(2, "ข"), new Heading(3, "ค")]));

        Assert.Equal("รายงานประจำปี|ก|ข|ค", string.Join('|', sheet.QuerySelectorAll("h1, h2, h3, h4").Select(one => one.TextContent)));
    }

    [Fact]
    public void Render_Letter_ShowsReferenceAndEnclosures()
    {
        var sheet = Read(Samples.Mail);

        Assert.Equal("ที่ ศธ ๐๔๐๐๑/ว ๘๘", sheet.QuerySelector(".letter-from p")!.TextContent);
        Assert.Contains("จังหวัดตัวอย่าง ๑๐๒๐๐", sheet.QuerySelector("address")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("๑ ตุลาคม ๒๕๖๙", sheet.QuerySelector(".letter-date")!.TextContent);
        Assert.Equal(2, sheet.QuerySelectorAll(".enclosures li").Length);
        Assert.StartsWith("หนังสือสำนักงาน", sheet.QuerySelector(".reference dd")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Table_NamesColumnsGroupsRowsAndSections()
    {
        var table = Read(Samples.Full()).QuerySelector("table")!;

        Assert.StartsWith("ตารางที่ 1", table.QuerySelector("caption")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["7", "50", "12", "15", "16"], table.QuerySelectorAll("col").Select(col => col.ClassName![2..]));
        Assert.Equal("พึงพอใจ", table.QuerySelector("thead th[scope=colgroup][colspan='2']")!.TextContent);
        Assert.Equal(["มาก", "ปานกลาง"], table.QuerySelectorAll("thead tr:nth-child(2) th[scope=col]").Select(th => th.TextContent));
        Assert.Equal(3, table.QuerySelectorAll("thead th[rowspan='2']").Length);
        Assert.Equal(["สะดวกเข้าใจง่าย", "มีประกาศขั้นตอนและระยะเวลาแล้วเสร็จอย่างชัดเจน", "ตรงต่อเวลา", "เฉลี่ย"],
            table.QuerySelectorAll("th[scope=row]").Select(th => th.TextContent));
        Assert.Equal(2, table.QuerySelectorAll("tbody > tr:first-child > th[scope=rowgroup][colspan='5']").Length);
        Assert.Equal(["18.67", "36.67", "44.66"], table.QuerySelectorAll("tr.total td.right").Select(td => td.TextContent));
    }

    [Fact]
    public void Render_EmptyTable_SaysSoAcrossAllColumns()
    {
        var sheet = Read(new OfficialDocument("ก", [new Table(null, [new Column("ก"), new Column("ข")], [])]));

        Assert.Equal("ไม่มีข้อมูล", sheet.QuerySelector("tbody td[colspan='2']")!.TextContent);
    }

    [Fact]
    public void Render_RowWithFewerCells_IsFilledUp()
    {
        var sheet = Read(new OfficialDocument("ก", [new Table(null, [new Column("ก"), new Column("ข")], [new Row([new Cell("1")])])]));

        Assert.Equal(2, sheet.QuerySelectorAll("tbody tr > *").Length);
    }

    [Fact]
    public void Render_Figure_IsAnImageWithWordsAndValueLabels()
    {
        var svg = Read(Samples.Full()).QuerySelector("figure svg")!;
        var texts = svg.QuerySelectorAll("text").Select(text => text.TextContent).ToList();

        Assert.Equal("img", svg.GetAttribute("role"));
        Assert.Equal(Samples.Chart.AltText, svg.GetAttribute("aria-label"));
        Assert.Contains("พึงพอใจมาก", texts);
        Assert.Contains("กลุ่ม 4 ประชาชนทั่วไป", texts);
        Assert.Contains("65", texts);
        Assert.Equal(3, svg.QuerySelectorAll("pattern").Select(pattern => pattern.LastElementChild!.OuterHtml).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Render_TwoFigures_ShareNoPatternIds()
    {
        var ids = Read(new OfficialDocument("ก", [Samples.Chart, Samples.Chart])).QuerySelectorAll("[id]").Select(one => one.Id).ToList();

        Assert.Equal(6, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(6, ids.Count);
    }

    [Fact]
    public void Render_WithThaiDigits_ChangesAllTextButAddresses()
    {
        var text = Read(Samples.Full(DigitStyle.Thai)).TextContent;

        Assert.Contains("๑ ตุลาคม ๒๕๖๙", text, StringComparison.Ordinal);
        Assert.Contains("๑๘.๖๗", text, StringComparison.Ordinal);
        Assert.Contains("info2@example.go.th", text, StringComparison.Ordinal);
        Assert.DoesNotContain(text.Replace("info2@example.go.th", "", StringComparison.Ordinal).Replace("https://example.go.th/s/12", "", StringComparison.Ordinal), char.IsAsciiDigit);
    }

    [Fact]
    public void Render_HostileText_StaysText()
    {
        var html = PrintHtml.Render(Samples.Nasty);
        var sheet = new HtmlParser().ParseDocument(html);

        Assert.Empty(sheet.QuerySelectorAll("script"));
        Assert.DoesNotContain(html, c => c < ' ' && c != '\n');
        Assert.Equal("<script>alert(1)</script> &amp; \"x\" 'y' ]]> _x0041_", sheet.QuerySelector("caption")!.TextContent);
        Assert.Equal("<script>alert(1)</script> &amp; \"x\" 'y' ]]> _x0041_", sheet.QuerySelector("svg")!.GetAttribute("aria-label"));
    }

    [Fact]
    public void Render_ObeysAStrictContentPolicy()
    {
        var sheet = new HtmlParser().ParseDocument(PrintHtml.Render(Samples.Full()) + PrintHtml.Render(Samples.Mail));

        Assert.Empty(sheet.QuerySelectorAll("style, script, [style], [onclick]"));
    }

    [Fact]
    public void Render_Signature_HasNameAndPosition_WithALineWhereNoFormulaClosesTheLetter()
    {
        var lines = Read(Samples.Mail).QuerySelectorAll(".signature p").Select(line => line.TextContent).ToList();

        Assert.Equal("ขอแสดงความนับถือ", lines[0]);
        Assert.Empty(lines[1]);
        Assert.StartsWith("(....", lines[2], StringComparison.Ordinal);
        Assert.Equal("ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษา", lines[3]);
        Assert.StartsWith("(ลงชื่อ) ....", Read(Samples.Full()).QuerySelector(".signature p")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Emblem_ComesFromTheAddressGiven()
    {
        var served = new HtmlParser().ParseDocument(PrintHtml.Render(Samples.Full(), new PrintHtmlOptions("/o/1/emblem")));

        Assert.Equal("/o/1/emblem", served.QuerySelector(".emblem img")!.GetAttribute("src"));
        Assert.Equal("ตราสำนักงาน", served.QuerySelector(".emblem img")!.GetAttribute("alt"));
        Assert.StartsWith("data:image/png;base64,", Read(Samples.Full()).QuerySelector(".emblem img")!.GetAttribute("src"), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_LineBreaks_AreKept()
    {
        var sheet = Read(new OfficialDocument("ก", [new Paragraph("ก\r\nข")]));

        Assert.Equal("ก<br>ข", sheet.QuerySelector("p.indent")!.InnerHtml);
    }

    static IElement Read(OfficialDocument document) => new HtmlParser().ParseDocument(PrintHtml.Render(document)).QuerySelector("article.sheet")!;

    [Fact]
    public void You_IsNotTakenApartAtTheEndOfALine()
    {
        var html = PrintHtml.Render(new OfficialDocument("", [new Paragraph("จะแจ้งให้ท่านทราบ เท่านั้น")]));

        Assert.Contains("จะแจ้งให้<wbr>ท่าน<wbr>ทราบ เท่านั้น", html, StringComparison.Ordinal);
    }
}

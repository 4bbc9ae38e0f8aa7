using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Rapfang.Ui.Tags;

namespace Rapfang.Tests.Ui;

/// <summary>The tag kit's HTML, word for word.</summary>
public sealed class TagsTests
{
    const string Hostile = "\"><script>alert(1)</script>";
    const string Harmless = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;";
    static readonly EmptyModelMetadataProvider Metadata = new();
    readonly ViewContext view = new() { ViewData = new ViewDataDictionary(Metadata, new ModelStateDictionary()) };

    public TagsTests() => CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("th-TH");

    static async Task<string> HtmlAsync(TagHelper tag, string element, string content = "")
    {
        var context = new TagHelperContext([], new Dictionary<object, object>(), "1");
        var output = new TagHelperOutput(element, [], (_, _) => Task.FromResult(new DefaultTagHelperContent().SetHtmlContent(content)));
        await tag.ProcessAsync(context, output);
        if (!output.IsContentModified && output.TagName is not null)
        {
            output.Content.SetHtmlContent(content);
        }

        await using var writer = new StringWriter();
        output.WriteTo(writer, HtmlEncoder.Create(UnicodeRanges.All));
        return writer.ToString();
    }

    static ModelExpression For<T>(string name, T value) => new(name, Metadata.GetModelExplorerForType(typeof(T), value));

    Task<string> FieldAsync(FieldTag field)
    {
        field.ViewContext = view;
        return HtmlAsync(field, "field");
    }

    [Fact]
    public async Task Field_IsLabelAndBox() => Assert.Equal(
        "<div class=\"field\"><label for=\"Input-Name\">ชื่อ</label>"
        + "<input class=\"input\" id=\"Input-Name\" name=\"Input.Name\" type=\"text\" value=\"สมมติ\" /></div>",
        await FieldAsync(new() { For = For("Input.Name", "สมมติ"), Label = "ชื่อ" }));

    [Fact]
    public async Task Field_WhenWrong_TiesHintAndErrorToTheBoxAndKeepsWhatWasTyped()
    {
        view.ModelState.SetModelValue("Input.From", "21/11/2026", "21/11/2026");
        view.ModelState.AddModelError("Input.From", "ปีนี้เป็น ค.ศ.");

        Assert.Equal(
            "<div class=\"field has-error\"><label for=\"Input-From\">วันที่</label>"
            + "<div class=\"hint\" id=\"Input-From-hint\">วัน/เดือน/ปี</div><p class=\"field-error\" id=\"Input-From-error\">ปีนี้เป็น ค.ศ.</p>"
            + "<input aria-describedby=\"Input-From-hint Input-From-error\" aria-invalid=\"true\" class=\"input input-short\" id=\"Input-From\" "
            + "inputmode=\"numeric\" name=\"Input.From\" type=\"text\" value=\"21/11/2026\" /></div>",
            await FieldAsync(new() { For = For("Input.From", new DateOnly(2026, 11, 21)), Label = "วันที่", Hint = "วัน/เดือน/ปี", Type = "date" }));
    }

    [Fact]
    public async Task Field_OfADate_IsInTheBuddhistEra() => Assert.Contains(
        " value=\"21/11/2569\"", await FieldAsync(new() { For = For("D", new DateOnly(2026, 11, 21)), Label = "วันที่", Type = "date" }), StringComparison.Ordinal);

    [Fact]
    public async Task Field_OfAPassword_NeverSendsItBack()
    {
        view.ModelState.SetModelValue("P", "secret", "secret");

        Assert.Equal(
            "<div class=\"field\"><label for=\"P\">รหัสผ่าน</label><input autocomplete=\"new-password\" class=\"input\" id=\"P\" name=\"P\" type=\"password\" /></div>",
            await FieldAsync(new() { For = For("P", "secret"), Label = "รหัสผ่าน", Type = "password", Autocomplete = "new-password" }));
    }

    [Fact]
    public async Task Field_OfAList_MarksWhatIsChosen() => Assert.Equal(
        "<div class=\"field\"><label for=\"K\">ประเภท</label><select class=\"input\" id=\"K\" name=\"K\">"
        + "<option value=\"a\">ก</option><option selected=\"selected\" value=\"b\">ข</option></select></div>",
        await FieldAsync(new() { For = For("K", "b"), Label = "ประเภท", Type = "select", Items = [new("ก", "a"), new("ข", "b")] }));

    [Fact]
    public async Task Field_OfAChoice_PutsTheBoxFirst() => Assert.Equal(
        "<div class=\"field field-check\"><input checked=\"checked\" id=\"C\" name=\"C\" type=\"checkbox\" value=\"true\" /><label for=\"C\">เลขไทย</label></div>",
        await FieldAsync(new() { For = For("C", true), Label = "เลขไทย", Type = "checkbox" }));

    [Fact]
    public async Task Field_OfALongText_SaysWhenItMayBeEmpty() => Assert.Equal(
        "<div class=\"field\"><label for=\"A\">ที่อยู่<span class=\"optional\"> (ไม่บังคับ)</span></label>"
        + "<textarea class=\"input\" id=\"A\" maxlength=\"500\" name=\"A\" rows=\"4\">1 หมู่ 2</textarea></div>",
        await FieldAsync(new() { For = For("A", "1 หมู่ 2"), Label = "ที่อยู่", Type = "textarea", Optional = true, Maxlength = 500 }));

    [Theory]
    [InlineData("text")]
    [InlineData("textarea")]
    [InlineData("select")]
    public async Task Field_EncodesEverythingItIsGiven(string type)
    {
        view.ModelState.AddModelError("X", Hostile);

        var html = await FieldAsync(new() { For = For("X", Hostile), Label = Hostile, Hint = Hostile, Placeholder = Hostile, Type = type, Items = [new(Hostile, Hostile)] });

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains(Harmless, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ErrorSummary_LinksToTheFields()
    {
        view.ModelState.AddModelError("Input.Name", "กรอกช่องนี้");
        view.ModelState.AddModelError("", Hostile);

        var html = await HtmlAsync(new ErrorSummaryTag { ViewContext = view }, "error-summary");

        Assert.Equal(
            "<div class=\"error-summary\" role=\"alert\" tabindex=\"-1\" data-focus=\"\"><h2>ยังบันทึกไม่ได้</h2><ul>"
            + $"<li><span>{Harmless}</span></li><li><a href=\"#Input-Name\">กรอกช่องนี้</a></li></ul></div>",
            html);
    }

    [Fact]
    public async Task ErrorSummary_WhenAllIsWell_IsNothing() => Assert.Equal("", await HtmlAsync(new ErrorSummaryTag { ViewContext = view }, "error-summary"));

    [Fact]
    public async Task SummaryList_IsADefinitionList()
    {
        Assert.Equal("<dl class=\"summary-list\">x</dl>", await HtmlAsync(new SummaryListTag(), "summary-list", "x"));
        Assert.Equal($"<div><dt>{Harmless}</dt><dd><b>x</b></dd></div>", await HtmlAsync(new SummaryRowTag { Label = Hostile }, "summary-row", "<b>x</b>"));
        Assert.Equal("<div><dt>ที่อยู่</dt><dd>–</dd></div>", await HtmlAsync(new SummaryRowTag { Label = "ที่อยู่" }, "summary-row", " \n"));
    }

    [Fact]
    public async Task FlowChart_IsAnOrderedListThatSaysWhereItStands()
    {
        Assert.Equal("<ol class=\"flow\" aria-label=\"วงจร\">x</ol>", await HtmlAsync(new FlowChartTag { Label = "วงจร" }, "flow-chart", "x"));
        Assert.Equal($"<li class=\"next\"><span class=\"flow-words\">{Harmless}</span></li>", await HtmlAsync(new FlowStepTag { Label = Hostile }, "flow-step"));
        Assert.Equal(
            "<li class=\"done\"><span class=\"flow-words\">วางแผน</span><span class=\"visually-hidden\">ทำแล้ว</span><ol>x</ol></li>",
            await HtmlAsync(new FlowStepTag { Label = "วางแผน", State = FlowState.Done }, "flow-step", "<ol>x</ol>"));
        Assert.Equal(
            "<li class=\"now\" aria-current=\"step\"><span class=\"flow-words\">อนุมัติ</span><span class=\"flow-gate\">ผู้บริหารพิจารณา</span></li>",
            await HtmlAsync(new FlowStepTag { Label = "อนุมัติ", State = FlowState.Now, Gate = "ผู้บริหารพิจารณา" }, "flow-step"));
    }

    [Fact]
    public async Task ProcessChart_IsAPictureAndTheSameAsAList()
    {
        var html = await HtmlAsync(new ProcessChartTag { Label = "ขั้นตอน", Steps = [new(1, Hostile), new(2, "จบ")], Legend = true }, "process-chart");

        Assert.StartsWith("<figure class=\"process-chart\" tabindex=\"0\" role=\"group\" aria-label=\"ขั้นตอน\"><svg class=\"process\"", html, StringComparison.Ordinal);
        Assert.Contains($"</svg><ol class=\"visually-hidden\"><li>เริ่มต้น: {Harmless}</li><li>สิ้นสุด: จบ</li></ol><svg", html, StringComparison.Ordinal);
        Assert.EndsWith("</svg></figure>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StatusTag_IsAWord() => Assert.Equal(
        "<span class=\"tag warn\">ใกล้ปิด</span>", await HtmlAsync(new StatusTag { Kind = "warn" }, "status-tag", "ใกล้ปิด"));

    [Fact]
    public async Task ThaiDate_IsReadByPeopleAndMachines()
    {
        var day = new DateOnly(2026, 10, 1);
        Assert.Equal("<time datetime=\"2026-10-01\">1 ต.ค. 2569</time>", await HtmlAsync(new ThaiDateTag { Value = day }, "thai-date"));
        Assert.Equal("<time datetime=\"2026-10-01\">1 ตุลาคม 2569</time>", await HtmlAsync(new ThaiDateTag { Value = day, Style = "long" }, "thai-date"));
        Assert.StartsWith(
            "<time datetime=\"2026-09-30T17:30:00Z\">1 ต.ค. 2569",
            await HtmlAsync(new ThaiDateTag { Moment = new DateTimeOffset(2026, 9, 30, 17, 30, 0, TimeSpan.Zero) }, "thai-date"),
            StringComparison.Ordinal);
        Assert.Equal("", await HtmlAsync(new ThaiDateTag(), "thai-date"));
    }

    [Fact]
    public async Task DataTable_StacksOrScrolls()
    {
        Assert.Equal(
            $"<div class=\"table-stack\"><table><caption class=\"visually-hidden\">{Harmless}</caption><tbody></tbody></table></div>",
            await HtmlAsync(new DataTableTag { Caption = Hostile, Quiet = true }, "data-table", "<tbody></tbody>"));
        Assert.Equal(
            $"<div class=\"table-wide\" tabindex=\"0\" role=\"region\" aria-label=\"{Harmless}\"><table><caption>{Harmless}</caption></table></div>",
            await HtmlAsync(new DataTableTag { Caption = Hostile, Wide = true }, "data-table"));
    }

    [Fact]
    public async Task Pager_LinksToTheNextAndTheFirstPage()
    {
        Assert.Equal(
            "<nav class=\"pager\" aria-label=\"หน้าของรายการ\"><a class=\"btn quiet\" href=\"/x?a=1&amp;b=2\">กลับไปหน้าแรก</a>"
            + $"<a class=\"btn quiet\" href=\"{Harmless}\">หน้าถัดไป</a></nav>",
            await HtmlAsync(new PagerTag { First = "/x?a=1&b=2", Next = Hostile }, "pager"));
        Assert.Equal("", await HtmlAsync(new PagerTag(), "pager"));
    }
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Rapfang.Platform.Flow;
using Rapfang.Thai;

namespace Rapfang.Platform.Documents;

/// <summary>How <see cref="PrintHtml"/> fits into the page around it.</summary>
/// <param name="EmblemUrl">The address the emblem is served from; without one its bytes stand in the page as a data: address.</param>
/// <param name="Pages">On which page each heading of the first level stands, for <see cref="Contents"/>; null where nobody knows.</param>
public sealed record PrintHtmlOptions(string? EmblemUrl = null, IReadOnlyList<int>? Pages = null);

/// <summary>Makes the A4 sheet of a document: markup without styles or scripts, to be read with <c>document.css</c>.</summary>
public static partial class PrintHtml
{
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The <c>article</c> element of the document, all text encoded.</summary>
    /// <exception cref="ArgumentException">A table row has more cells than its table has columns.</exception>
    public static string Render(OfficialDocument document, PrintHtmlOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new Sheet(document, options ?? new PrintHtmlOptions()).Write();
    }

    /// <summary>Text for an element or a quoted attribute.</summary>
    // Browsers break lines by a dictionary that takes ท่านทราบ apart as ท่า นท ราบ, in the most frequent sentence of official
    // letters. Not in เท่านั้น.
    [GeneratedRegex("(?<![เแโใไ])ท่าน(?![\u0E30-\u0E3A\u0E47-\u0E4E])", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex You();

    internal static string Encode(string text) => Encoder.Encode(text);

    sealed class Sheet(OfficialDocument document, PrintHtmlOptions options)
    {
        readonly StringBuilder html = new();
        int figures;
        int parts;

        internal string Write()
        {
            var thai = document.Digits == DigitStyle.Thai ? " digits-thai" : "";
            var lies = document.Landscape ? " landscape" : "";
            html.Append($"<article class=\"sheet{thai}{lies}\" lang=\"th\">");
            if (!document.Blocks.Any(block => block is MemoHead or LetterHead or Cover))
            {
                html.Append($"<h1>{Text(document.Title)}</h1>");
            }

            foreach (var block in document.Blocks)
            {
                WriteBlock(block);
            }

            if (document.FooterText is { } footer)
            {
                html.Append($"<footer>{Text(footer)}</footer>");
            }

            return html.Append("</article>").ToString();
        }

        void WriteBlock(Block block)
        {
            switch (block)
            {
                case Heading heading:
                    var tag = $"h{Math.Clamp(heading.Level, 1, 3) + 1}";
                    html.Append($"<{tag}{(heading.Level <= 1 ? $" id=\"part-{++parts}\"" : "")}>{Text(heading.Text)}</{tag}>");
                    break;
                case Contents contents:
                    WriteContents(contents);
                    break;
                case Paragraph paragraph:
                    html.Append($"<p{(paragraph.Indent ? " class=\"indent\"" : "")}>{Text(paragraph.Text)}</p>");
                    break;
                case BulletList list:
                    var kind = list.Numbered ? "ol" : "ul";
                    html.Append($"<{kind}>{string.Concat(list.Items.Select(item => $"<li>{Text(item)}</li>"))}</{kind}>");
                    break;
                case MemoHead memo:
                    WriteMemo(memo);
                    break;
                case LetterHead letter:
                    WriteLetter(letter);
                    break;
                case Table table:
                    WriteTable(table);
                    break;
                case SignatureBlock signature:
                    WriteSignature(signature);
                    break;
                case Figure figure:
                    html.Append("<figure tabindex=\"0\">");
                    BarChartSvg.Write(html, figure, document.Digits, ++figures);
                    html.Append($"<figcaption>{Text(figure.Caption)}</figcaption></figure>");
                    break;
                case ProcessChart process:
                    WriteProcess(process);
                    break;
                case ProcessLegend:
                    html.Append($"<figure class=\"legend\">{FlowSvg.Legend()}</figure>");
                    break;
                case Cover cover:
                    html.Append("<header class=\"cover\">");
                    WriteEmblem(cover.Emblem);
                    html.Append($"<h1>{Text(document.Title)}</h1>{string.Concat(cover.Lines.Select(line => $"<p>{Text(line)}</p>"))}<p class=\"cover-foot\">{Text(cover.Foot)}</p></header>");
                    break;
                case Photograph photograph:
                    var source = photograph.Image is { } image ? $"data:{image.ContentType};base64,{Convert.ToBase64String(image.Bytes)}" : photograph.Url ?? "";
                    html.Append($"<figure class=\"photograph\"><img src=\"{Encode(source)}\" alt=\"{Label(photograph.Caption)}\"><figcaption>{Text(photograph.Caption)}</figcaption></figure>");
                    break;
                case StructureChart structure:
                    html.Append($"<figure tabindex=\"0\">{FlowSvg.Of(structure.Picture, Shown)}</figure><p class=\"caption\">{Text(structure.Caption)}</p><p class=\"unseen\">{Text(structure.Reading)}</p>");
                    break;
                case PageBreak:
                    html.Append("<div class=\"page-break\"></div>");
                    break;
            }
        }

        void WriteContents(Contents contents)
        {
            html.Append($"<nav class=\"contents\"><p class=\"contents-title\">{Text(contents.Title)}</p><ul>");
            foreach (var (heading, n) in document.Blocks.OfType<Heading>().Where(heading => heading.Level <= 1).Select((heading, n) => (heading, n)))
            {
                var page = options.Pages is { } pages && n < pages.Count ? $"<span class=\"page\">{Text(pages[n].ToString(System.Globalization.CultureInfo.InvariantCulture))}</span>" : "";
                html.Append($"<li><a href=\"#part-{n + 1}\"><span>{Text(heading.Text)}</span>{page}</a></li>");
            }

            html.Append("</ul></nav>");
        }

        void WriteMemo(MemoHead memo)
        {
            html.Append("<header class=\"memo-head\"><div class=\"memo-title\">");
            WriteEmblem(memo.Emblem);
            html.Append("<h1>บันทึกข้อความ</h1></div><dl>");
            WriteTerm("agency", "ส่วนราชการ", memo.Agency);
            WriteTerm("number", "ที่", memo.Number);
            WriteTerm("date", "วันที่", memo.Date);
            WriteTerm("subject", "เรื่อง", memo.Subject);
            WriteTerm("to", "เรียน", memo.To);
            html.Append("</dl></header>");
        }

        void WriteLetter(LetterHead letter)
        {
            html.Append($"<header class=\"letter-head\"><h1 class=\"unseen\">{Text(document.Title)}</h1>");
            WriteEmblem(letter.Emblem);
            html.Append($"<div class=\"letter-from\"><p>ที่ {Text(letter.Number)}</p><address>{Text(letter.Office)}");
            foreach (var line in letter.Address)
            {
                html.Append($"<br>{Text(line)}");
            }

            html.Append($"</address></div><p class=\"letter-date\">{Text(letter.Date)}</p><dl>");
            WriteTerm("subject", "เรื่อง", letter.Subject);
            WriteTerm("to", "เรียน", letter.To);
            if (letter.Reference is { } reference)
            {
                WriteTerm("reference", "อ้างถึง", reference);
            }

            if (letter.Enclosures.Count > 0)
            {
                var items = letter.Enclosures.Count == 1
                    ? Text(letter.Enclosures[0])
                    : $"<ol>{string.Concat(letter.Enclosures.Select(one => $"<li>{Text(one)}</li>"))}</ol>";
                html.Append($"<div class=\"enclosures\"><dt>สิ่งที่ส่งมาด้วย</dt><dd>{items}</dd></div>");
            }

            html.Append("</dl></header>");
        }

        void WriteProcess(ProcessChart process)
        {
            foreach (var (n, picture) in process.Pictures.Index())
            {
                html.Append($"<figure{(n > 0 ? " class=\"page-start\"" : "")} tabindex=\"0\">{FlowSvg.Of(picture, Shown)}</figure>");
            }

            html.Append($"<p class=\"caption\">{Text(process.Caption)}</p><ol class=\"unseen\">");
            html.Append($"{string.Concat(FlowReading.Of(process.Steps).Select(step => $"<li>{Text(step.Thai)}</li>"))}</ol>");
        }

        void WriteTerm(string name, string term, string? text) =>
            html.Append($"<div class=\"{name}\"><dt>{term}</dt><dd>{Text(text)}</dd></div>");

        void WriteEmblem(DocumentImage? emblem)
        {
            if (emblem is null)
            {
                html.Append("<div class=\"emblem\"></div>");
                return;
            }

            var address = options.EmblemUrl ?? $"data:{emblem.ContentType};base64,{Convert.ToBase64String(emblem.Bytes)}";
            html.Append($"<div class=\"emblem\"><img src=\"{Encode(address)}\" alt=\"{Label(emblem.AltText)}\"></div>");
        }

        void WriteTable(Table table)
        {
            // A phone scrolls a wide table sideways; who has no touch screen needs the focus for that.
            html.Append($"<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"{Label(table.Caption ?? document.Title)}\"><table>");
            if (table.Caption is { } caption)
            {
                html.Append($"<caption>{Text(caption)}</caption>");
            }

            html.Append("<colgroup>");
            foreach (var width in TableShape.Widths(table, 100))
            {
                html.Append($"<col class=\"w-{width}\">");
            }

            html.Append("</colgroup><thead>");
            WriteHead(table);
            html.Append("</thead><tbody>");
            WriteRows(table);
            html.Append("</tbody></table>");
            if (table.Note is { } note)
            {
                html.Append($"<p class=\"note\">{Text(note)}</p>");
            }

            html.Append("</div>");
        }

        void WriteHead(Table table)
        {
            var grouped = TableShape.HasGroups(table);
            html.Append("<tr>");
            foreach (var cell in TableShape.HeadCells(table))
            {
                var reach = cell.IsGroup ? $"scope=\"colgroup\" colspan=\"{cell.Span}\"" : grouped ? "scope=\"col\" rowspan=\"2\"" : "scope=\"col\"";
                html.Append($"<th {reach}>{Text(cell.Text)}</th>");
            }

            html.Append("</tr>");
            if (grouped)
            {
                var below = table.Columns.Where(column => column.Group is not null);
                html.Append($"<tr>{string.Concat(below.Select(column => $"<th scope=\"col\">{Text(column.Header)}</th>"))}</tr>");
            }
        }

        void WriteRows(Table table)
        {
            if (table.Rows.Count == 0)
            {
                html.Append($"<tr><td class=\"nothing\" colspan=\"{table.Columns.Count}\">{DocumentText.Nothing}</td></tr>");
            }

            var naming = TableShape.NamingColumn(table);
            var first = true;
            for (var n = 0; n < table.Rows.Count; n++)
            {
                var row = table.Rows[n];
                if (row.Kind == RowKind.Section)
                {
                    // A heading over rows holds for its own tbody.
                    html.Append(first ? "" : "</tbody><tbody>");
                    html.Append($"<tr class=\"section\"><th scope=\"rowgroup\" colspan=\"{table.Columns.Count}\">{Text(TableShape.SectionText(row))}</th></tr>");
                }
                else
                {
                    html.Append(row.Kind == RowKind.Total ? "<tr class=\"total\">" : row.Cells.Any(cell => cell.Flow is { StartsPage: true }) ? "<tr class=\"page-start\">" : "<tr>");
                    WriteCells(table, n, naming);
                    html.Append("</tr>");
                }

                first = false;
            }
        }

        void WriteCells(Table table, int row, int naming)
        {
            var cells = TableShape.Cells(table, table.Rows[row]);
            for (var i = 0; i < cells.Count; i++)
            {
                if (cells[i].IsAsAbove)
                {
                    continue;
                }

                var tag = i == naming ? "th" : "td";
                var side = cells[i].Flow is not null ? " class=\"flow-cell\"" : table.Columns[i].Align switch { Align.Right => " class=\"right\"", Align.Center => " class=\"center\"", _ => "" };
                var reach = TableShape.Reach(table, row, i) is > 1 and var rows ? $" rowspan=\"{rows}\"" : "";
                html.Append($"<{tag}{(i == naming ? " scope=\"row\"" : "")}{reach}{side}>{cells[i].Flow?.Svg(Shown) ?? Text(cells[i].Text)}</{tag}>");
            }
        }

        void WriteSignature(SignatureBlock signature)
        {
            html.Append("<div class=\"signature\">");
            if (signature.Closing is { } closing)
            {
                html.Append($"<p>{Text(closing)}</p>");
            }

            html.Append($"<p class=\"line\">{SignatureText.Line(signature)}</p><p>{Text(SignatureText.Name(signature))}</p><p>{Text(signature.Position)}</p></div>");
        }

        string Shown(string text) => DocumentText.Show(text, document.Digits);

        string Label(string text) => Encode(DocumentText.Show(text, document.Digits));

        string Text(string? text) => You().Replace(Encode(DocumentText.Show(text, document.Digits)), "<wbr>ท่าน<wbr>").Replace("&#xA;", "<br>", StringComparison.Ordinal);
    }
}

/// <summary>The words of a place to sign, the same for every renderer.</summary>
static class SignatureText
{
    /// <summary>A letter that closes with its formula leaves room for the hand; elsewhere a line is drawn for it (domain 7.1).</summary>
    internal static string Line(SignatureBlock signature) => signature.Closing is null ? "(ลงชื่อ) ........................................" : "";

    internal static string Name(SignatureBlock signature) => $"({signature.Name ?? "........................................"})";
}

using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using Rapfang.Platform.Flow;
using Rapfang.Thai;
using A = DocumentFormat.OpenXml.Drawing;
using C = DocumentFormat.OpenXml.Drawing.Charts;
using D = DocumentFormat.OpenXml.Drawing.Wordprocessing;
using P = DocumentFormat.OpenXml.Drawing.Pictures;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Rapfang.Platform.Documents;

/// <summary>Makes the Word file of a document, with styles, tables and charts an officer can go on editing.</summary>
public static class Docx
{
    /// <summary>The media type of the file.</summary>
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>The bytes of the .docx file.</summary>
    /// <exception cref="ArgumentException">A table row has more cells than its table has columns.</exception>
    /// <exception cref="InvalidOperationException">An emblem is neither PNG nor JPEG.</exception>
    public static byte[] Render(OfficialDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        using var stream = new MemoryStream();
        using (var file = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            file.PackageProperties.Title = DocumentText.Show(document.Title, document.Digits);
            file.PackageProperties.Language = "th-TH";
            new Writer(document, file.AddMainDocumentPart()).Write();
        }

        return stream.ToArray();
    }

    sealed class Writer(OfficialDocument document, MainDocumentPart main)
    {
        const long EmuPerCentimetre = 360_000;

        // Emblems stand in a column of this width; the same width free on the other side keeps the title in the middle.
        const int EmblemColumn = 1134;

        readonly W.Body body = new();
        readonly int textWidth = (document.Landscape ? DocxStyles.PageHeight : DocxStyles.PageWidth) - DocxStyles.Left - DocxStyles.Right;
        int numberedLists;
        int parts;
        uint drawings;

        internal void Write()
        {
            main.Document = new W.Document(body);
            if (!document.Blocks.Any(block => block is MemoHead or LetterHead or Cover))
            {
                body.Append(Styled("Title", document.Title));
            }

            for (var i = 0; i < document.Blocks.Count; i++)
            {
                WriteBlock(document.Blocks[i], i + 1 < document.Blocks.Count ? document.Blocks[i + 1] : null);
            }

            WriteParts();
        }

        void WriteBlock(Block block, Block? next)
        {
            switch (block)
            {
                case Heading heading:
                    body.Append(HeadingOf(heading));
                    break;
                case Contents contents:
                    WriteContents(contents);
                    break;
                case Paragraph paragraph:
                    var text = Styled("OfficialText", paragraph.Text);
                    text.ParagraphProperties!.KeepNext = next is SignatureBlock ? new W.KeepNext() : null;
                    text.ParagraphProperties.Indentation = paragraph.Indent ? new W.Indentation { FirstLine = $"{DocxStyles.FirstLine}" } : null;
                    body.Append(text);
                    break;
                case BulletList list:
                    WriteList(list);
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
                    var chart = new W.Paragraph(new W.ParagraphProperties(new W.KeepNext()), new W.Run(Chart(figure)));
                    body.Append(chart, Styled("FigureCaption", figure.Caption));
                    break;
                case ProcessChart process:
                    var reading = string.Join('\n', FlowReading.Of(process.Steps).Select(step => step.Thai));
                    foreach (var (n, picture) in process.Pictures.Index())
                    {
                        var drawn = Drawn(picture, reading, process.PageHeight);
                        drawn.ParagraphProperties!.PageBreakBefore = n > 0 ? new W.PageBreakBefore() : null;
                        body.Append(drawn);
                    }

                    body.Append(Styled("FigureCaption", process.Caption));
                    break;
                case ProcessLegend:
                    body.Append(Drawn(FlowPicture.Legend(), "คำอธิบายสัญลักษณ์", ProcessChart.Standing));
                    break;
                case Cover cover:
                    WriteCover(cover);
                    break;
                case Photograph { Image: { } image } photograph:
                    body.Append(
                        new W.Paragraph(
                            new W.ParagraphProperties { KeepNext = new W.KeepNext(), Justification = new W.Justification { Val = W.JustificationValues.Center } },
                            new W.Run(Picture(image, 11 * EmuPerCentimetre))),
                        Styled("FigureCaption", photograph.Caption));
                    break;
                case StructureChart structure:
                    body.Append(Drawn(structure.Picture, structure.Reading, ProcessChart.Standing), Styled("FigureCaption", structure.Caption));
                    break;
                case PageBreak:
                    body.Append(new W.Paragraph(new W.Run(new W.Break { Type = W.BreakValues.Page })));
                    break;
            }
        }

        void WriteCover(Cover cover)
        {
            var emblem = EmblemParagraph(cover.Emblem, 3, "Title");
            emblem.ParagraphProperties!.SpacingBetweenLines = new W.SpacingBetweenLines { Before = "2800", After = "600" };
            body.Append(emblem, Styled("Title", document.Title));
            foreach (var line in cover.Lines.Append(cover.Foot))
            {
                var paragraph = Styled("Normal", line);
                paragraph.ParagraphProperties!.SpacingBetweenLines = ReferenceEquals(line, cover.Foot) ? new W.SpacingBetweenLines { Before = "1200" } : null;
                paragraph.ParagraphProperties.Justification = new W.Justification { Val = W.JustificationValues.Center };
                body.Append(paragraph);
            }

            body.Append(new W.Paragraph(new W.Run(new W.Break { Type = W.BreakValues.Page })));
        }

        // The list of contents finds its pages by these marks.
        W.Paragraph HeadingOf(Heading heading)
        {
            var paragraph = Styled($"Heading{Math.Clamp(heading.Level, 1, 3)}", heading.Text);
            if (heading.Level <= 1 && document.Blocks.Any(block => block is Contents))
            {
                parts++;
                paragraph.InsertAfter(new W.BookmarkStart { Id = $"{parts}", Name = $"_Toc{parts}" }, paragraph.ParagraphProperties);
                paragraph.Append(new W.BookmarkEnd { Id = $"{parts}" });
            }

            return paragraph;
        }

        // A field of Word's own, which counts the pages and which an officer can refresh after a change.
        void WriteContents(Contents contents)
        {
            body.Append(Styled("ContentsTitle", contents.Title));
            var entries = document.Blocks.OfType<Heading>().Where(heading => heading.Level <= 1).Select((heading, n) =>
            {
                var entry = Styled("TOC1", "");
                entry.ParagraphProperties!.Tabs = new W.Tabs(new W.TabStop { Val = W.TabStopValues.Right, Position = textWidth, Leader = W.TabStopLeaderCharValues.Dot });
                entry.Append(new W.Hyperlink(Run(heading.Text), Tab(), Field($"PAGEREF _Toc{n + 1} \\h")) { Anchor = $"_Toc{n + 1}", History = true });
                return entry;
            }).ToList();
            if (entries.Count == 0)
            {
                return;
            }

            var begin = entries[0].ParagraphProperties!;
            entries[0].InsertAfter(new W.Run(new W.FieldChar { FieldCharType = W.FieldCharValues.Separate }), begin);
            entries[0].InsertAfter(new W.Run(new W.FieldCode(" TOC \\o \"1-1\" \\h \\z \\u ") { Space = SpaceProcessingModeValues.Preserve }), begin);
            entries[0].InsertAfter(new W.Run(new W.FieldChar { FieldCharType = W.FieldCharValues.Begin }), begin);
            entries[^1].Append(new W.Run(new W.FieldChar { FieldCharType = W.FieldCharValues.End }));
            body.Append(entries);
        }

        W.Paragraph Drawn(FlowPicture picture, string altText, double pageHeight) => new(
            new W.ParagraphProperties { KeepNext = new W.KeepNext(), Justification = new W.Justification { Val = W.JustificationValues.Center } },
            new W.Run(DocxFlow.Inline(picture, textWidth * DocxFlow.UnitsPerTwip, pageHeight, ++drawings, altText, document.Digits)));

        void WriteList(BulletList list)
        {
            var number = list.Numbered ? DocxStyles.Numbers + numberedLists++ : DocxStyles.Bullets;
            foreach (var item in list.Items)
            {
                var paragraph = Styled("ListParagraph", item);
                paragraph.ParagraphProperties!.NumberingProperties =
                    new W.NumberingProperties(new W.NumberingLevelReference { Val = 0 }, new W.NumberingId { Val = number });
                body.Append(paragraph);
            }
        }

        void WriteMemo(MemoHead memo)
        {
            var title = Frame([EmblemColumn, textWidth - 2 * EmblemColumn, EmblemColumn]);
            title.Append(new W.TableRow(
                new W.TableRowProperties(new W.TableRowHeight { Val = EmblemColumn, HeightType = W.HeightRuleValues.AtLeast }),
                Framed(EmblemColumn, EmblemParagraph(memo.Emblem, 1.5m, "Normal")),
                Framed(textWidth - 2 * EmblemColumn, Styled("MemoTitle", "บันทึกข้อความ")),
                Framed(EmblemColumn, Styled("Normal", ""))));
            body.Append(title);

            // A dotted line fills what a text leaves free, as on the printed form.
            body.Append(HeadLine(Label("ส่วนราชการ"), Run($"  {memo.Agency} "), Tab()));
            body.Append(HeadLine(Label("ที่"), Run($"  {memo.Number} "), Tab(), Label("วันที่"), Run($"  {memo.Date} "), Tab()));
            body.Append(HeadLine(Label("เรื่อง"), Run($"  {memo.Subject} "), Tab()));
            body.Append(Termed("เรียน", memo.To, 160));
        }

        void WriteLetter(LetterHead letter)
        {
            var emblem = EmblemParagraph(letter.Emblem, 3, "HeadLine");
            emblem.ParagraphProperties!.Justification = new W.Justification { Val = W.JustificationValues.Center };
            if (letter.Emblem is null)
            {
                emblem.ParagraphProperties.SpacingBetweenLines =
                    new W.SpacingBetweenLines { Line = "1701", LineRule = W.LineSpacingRuleValues.Exact };
            }

            var right = textWidth / 2;
            var from = Frame([textWidth - right, right]);
            from.Append(new W.TableRow(
                Framed(textWidth - right, Styled("Normal", $"ที่ {letter.Number}")),
                Framed(right, Styled("Normal", string.Join('\n', [letter.Office, .. letter.Address])))));
            var date = Styled("HeadLine", letter.Date);
            date.ParagraphProperties!.SpacingBetweenLines = new W.SpacingBetweenLines { Before = "120", After = "120" };
            date.ParagraphProperties.Indentation = new W.Indentation { Left = $"{textWidth / 2}" };
            body.Append(emblem, from, date, Termed("เรื่อง", letter.Subject, 0), Termed("เรียน", letter.To, 0));
            if (letter.Reference is { } reference)
            {
                body.Append(Termed("อ้างถึง", reference, 0));
            }

            if (letter.Enclosures.Count > 0)
            {
                var enclosures = letter.Enclosures.Count == 1
                    ? letter.Enclosures[0]
                    : string.Join('\n', letter.Enclosures.Select((one, i) => $"{i + 1}. {one}"));
                body.Append(Termed("สิ่งที่ส่งมาด้วย", enclosures, 0));
            }
        }

        void WriteTable(Table table)
        {
            if (table.Caption is { } caption)
            {
                body.Append(Styled("Caption", caption));
            }

            var widths = TableShape.Widths(table, textWidth);
            var grid = new W.Table(
                new W.TableProperties(
                    new W.TableStyle { Val = "TableGrid" },
                    new W.TableWidth { Width = $"{textWidth}", Type = W.TableWidthUnitValues.Dxa },
                    new W.TableLayout { Type = W.TableLayoutValues.Fixed },
                    new W.TableLook { FirstRow = true }),
                new W.TableGrid(widths.Select(width => new W.GridColumn { Width = $"{width}" })));
            grid.Append(HeadRows(table, widths));
            if (table.Rows.Count == 0)
            {
                grid.Append(BodyRow(GridCell(DocumentText.Nothing, textWidth, "TableText", W.JustificationValues.Center, table.Columns.Count)));
            }

            for (var n = 0; n < table.Rows.Count; n++)
            {
                grid.Append(table.Rows[n].Kind == RowKind.Section ? SectionRow(table, table.Rows[n])
                    : table.Rows[n].Cells.Any(cell => cell.Flow is not null) ? FlowRow(table, n, widths) : BodyRow(BodyCells(table, n, widths)));
            }

            // Word joins two tables that touch; the note, or an empty line, keeps them apart.
            body.Append(grid, Styled("TableNote", table.Note ?? ""));
        }

        IEnumerable<W.TableRow> HeadRows(Table table, int[] widths)
        {
            var grouped = TableShape.HasGroups(table);
            var top = new W.TableRow(HeadRowProperties());
            foreach (var head in TableShape.HeadCells(table))
            {
                var cell = GridCell(head.Text, widths.Skip(head.Start).Take(head.Span).Sum(), "TableHead", null, head.Span, "ECEFF0");
                if (grouped && !head.IsGroup)
                {
                    cell.TableCellProperties!.VerticalMerge = new W.VerticalMerge { Val = W.MergedCellValues.Restart };
                }

                top.Append(cell);
            }

            yield return top;
            if (!grouped)
            {
                yield break;
            }

            var below = new W.TableRow(HeadRowProperties());
            for (var i = 0; i < widths.Length; i++)
            {
                var column = table.Columns[i];
                var cell = GridCell(column.Group is null ? "" : column.Header, widths[i], "TableHead", null, 1, "ECEFF0");
                cell.TableCellProperties!.VerticalMerge = column.Group is null ? new W.VerticalMerge() : null;
                below.Append(cell);
            }

            yield return below;
        }

        W.TableRow SectionRow(Table table, Row row)
        {
            var cell = GridCell(TableShape.SectionText(row), textWidth, "TableHead", W.JustificationValues.Left, table.Columns.Count, "F6F7F7");
            return BodyRow(cell);
        }

        IEnumerable<W.TableCell> BodyCells(Table table, int place, int[] widths)
        {
            var row = table.Rows[place];
            var cells = TableShape.Cells(table, row);
            for (var i = 0; i < cells.Count; i++)
            {
                var side = table.Columns[i].Align switch
                {
                    Align.Right => W.JustificationValues.Right,
                    Align.Center => W.JustificationValues.Center,
                    _ => (W.JustificationValues?)null,
                };
                var cell = GridCell(cells[i].IsAsAbove ? "" : cells[i].Text, widths[i], "TableText", side);
                cell.TableCellProperties!.VerticalMerge = cells[i].IsAsAbove ? new W.VerticalMerge()
                    : TableShape.Reach(table, place, i) > 1 ? new W.VerticalMerge { Val = W.MergedCellValues.Restart } : null;
                if (row.Kind == RowKind.Total)
                {
                    foreach (var run in cell.Descendants<W.Run>())
                    {
                        run.RunProperties = new W.RunProperties(new W.Bold(), new W.BoldComplexScript());
                    }

                    cell.TableCellProperties.TableCellBorders =
                        new W.TableCellBorders(new W.TopBorder { Val = W.BorderValues.Single, Size = 10, Color = "000000" });
                }

                yield return cell;
            }
        }

        /// <summary>A row of the official table: as high as its texts will need, so that the lines of its drawing meet those of the next.</summary>
        W.TableRow FlowRow(Table table, int place, int[] widths)
        {
            var given = TableShape.Cells(table, table.Rows[place]);
            var height = given.Select((cell, i) => cell.Flow?.Height ?? DocxFlow.TextHeight(DocumentText.Show(cell.Text, document.Digits), widths[i])).Max();
            var row = BodyRow(BodyCells(table, place, widths));
            row.TableRowProperties!.Append(new W.TableRowHeight { Val = (uint)(height / DocxFlow.UnitsPerTwip), HeightType = W.HeightRuleValues.AtLeast });
            for (var i = 0; i < given.Count; i++)
            {
                if (given[i].Flow is { } flow)
                {
                    var cell = row.Elements<W.TableCell>().ElementAt(i);
                    cell.TableCellProperties!.TableCellMargin = new W.TableCellMargin(new W.LeftMargin { Width = "0" }, new W.RightMargin { Width = "0" });
                    cell.RemoveAllChildren<W.Paragraph>();

                    // In the smallest letters, else the line leaves room below the drawing for what hangs under a letter.
                    var width = widths[i] * DocxFlow.UnitsPerTwip;
                    cell.Append(new W.Paragraph(
                        new W.ParagraphProperties(new W.ParagraphMarkRunProperties(new W.FontSize { Val = "2" }, new W.FontSizeComplexScript { Val = "2" })),
                        new W.Run(
                            new W.RunProperties(new W.FontSize { Val = "2" }, new W.FontSizeComplexScript { Val = "2" }),
                            DocxFlow.Inline(flow.Picture(Math.Max(FlowTable.Column, width), height), width, height, ++drawings, flow.Reading.Thai, document.Digits))));
                    if (flow.StartsPage)
                    {
                        var first = row.Descendants<W.Paragraph>().First();
                        (first.ParagraphProperties ??= new W.ParagraphProperties()).PageBreakBefore = new W.PageBreakBefore();
                    }
                }
            }

            return row;
        }

        static W.TableRow BodyRow(params IEnumerable<W.TableCell> cells) =>
            new([new W.TableRowProperties(new W.CantSplit()), .. cells]);

        static W.TableRowProperties HeadRowProperties() => new(new W.CantSplit(), new W.TableHeader());

        W.TableCell GridCell(string text, int width, string style, W.JustificationValues? side, int span = 1, string? fill = null)
        {
            var paragraph = Styled(style, text);
            paragraph.ParagraphProperties!.Justification = side is { } value ? new W.Justification { Val = value } : null;
            return new W.TableCell(
                new W.TableCellProperties
                {
                    TableCellWidth = new W.TableCellWidth { Width = $"{width}", Type = W.TableWidthUnitValues.Dxa },
                    GridSpan = span > 1 ? new W.GridSpan { Val = span } : null,
                    Shading = fill is null ? null : new W.Shading { Val = W.ShadingPatternValues.Clear, Color = "auto", Fill = fill },
                    TableCellVerticalAlignment = fill is null ? null : new W.TableCellVerticalAlignment { Val = W.TableVerticalAlignmentValues.Center },
                },
                paragraph);
        }

        void WriteSignature(SignatureBlock signature)
        {
            string[] lines = ["", "", SignatureText.Line(signature), SignatureText.Name(signature), signature.Position];
            var first = true;
            foreach (var line in signature.Closing is { } closing ? lines.Prepend(closing) : lines)
            {
                var paragraph = Styled("Signature", line);
                paragraph.ParagraphProperties!.SpacingBetweenLines = first ? new W.SpacingBetweenLines { Before = "240" } : null;
                paragraph.ParagraphProperties.Indentation = new W.Indentation { Left = $"{textWidth / 2}" };
                body.Append(paragraph);
                first = false;
            }

            // The last line has nothing below it to be kept with.
            ((W.Paragraph)body.LastChild!).ParagraphProperties!.KeepNext = new W.KeepNext { Val = false };
        }

        /// <summary>A table without lines, to place the parts of a head.</summary>
        W.Table Frame(int[] widths) => new(
            new W.TableProperties(
                new W.TableWidth { Width = $"{textWidth}", Type = W.TableWidthUnitValues.Dxa },
                new W.TableLayout { Type = W.TableLayoutValues.Fixed },
                new W.TableCellMarginDefault(
                    new W.TableCellLeftMargin { Width = 0, Type = W.TableWidthValues.Dxa },
                    new W.TableCellRightMargin { Width = 0, Type = W.TableWidthValues.Dxa })),
            new W.TableGrid(widths.Select(width => new W.GridColumn { Width = $"{width}" })));

        static W.TableCell Framed(int width, W.Paragraph paragraph) => new(
            new W.TableCellProperties(new W.TableCellWidth { Width = $"{width}", Type = W.TableWidthUnitValues.Dxa }),
            paragraph);

        /// <summary>A line whose first tab, when there are two, reaches the middle and whose last reaches the right margin.</summary>
        W.Paragraph HeadLine(params OpenXmlElement[] runs)
        {
            var tabs = new W.Tabs(new W.TabStop { Val = W.TabStopValues.Right, Leader = W.TabStopLeaderCharValues.Dot, Position = textWidth });
            if (runs.Count(run => run.FirstChild is W.TabChar) == 2)
            {
                tabs.PrependChild(new W.TabStop { Val = W.TabStopValues.Left, Leader = W.TabStopLeaderCharValues.Dot, Position = textWidth / 2 });
            }

            return new W.Paragraph([new W.ParagraphProperties(new W.ParagraphStyleId { Val = "HeadLine" }, tabs), .. runs]);
        }

        W.Paragraph Termed(string term, string text, int before)
        {
            // Wide enough for the term even in the wider letters of a substitute font.
            var hanging = 240 + DocumentText.Letters(term) * 160;
            var paragraph = Styled("HeadLine", "");
            paragraph.ParagraphProperties!.Tabs = new W.Tabs(new W.TabStop { Val = W.TabStopValues.Left, Position = hanging });
            paragraph.ParagraphProperties.SpacingBetweenLines = new W.SpacingBetweenLines { Before = $"{before}", After = "120" };
            paragraph.ParagraphProperties.Indentation = new W.Indentation { Left = $"{hanging}", Hanging = $"{hanging}" };
            paragraph.Append(Run(term), Tab(), Run(text));
            return paragraph;
        }

        static W.Run Tab() => new(new W.TabChar());

        static W.Run Label(string text) => new(
            new W.RunProperties(new W.Bold(), new W.BoldComplexScript(), new W.FontSize { Val = "40" }, new W.FontSizeComplexScript { Val = "40" }),
            new W.Text(text));

        W.Paragraph Styled(string style, string text)
        {
            var paragraph = new W.Paragraph(new W.ParagraphProperties(new W.ParagraphStyleId { Val = style }));
            if (text.Length > 0)
            {
                paragraph.Append(Run(text));
            }

            return paragraph;
        }

        W.Run Run(string text)
        {
            var run = new W.Run();
            foreach (var line in DocumentText.Lines(DocumentText.Show(text, document.Digits)))
            {
                if (run.HasChildren)
                {
                    run.Append(new W.Break());
                }

                run.Append(new W.Text(line) { Space = SpaceProcessingModeValues.Preserve });
            }

            return run;
        }

        W.Paragraph EmblemParagraph(DocumentImage? emblem, decimal centimetres, string style)
        {
            var paragraph = Styled(style, "");
            if (emblem is not null)
            {
                paragraph.Append(new W.Run(Picture(emblem, (long)(centimetres * EmuPerCentimetre))));
            }

            return paragraph;
        }

        W.Drawing Picture(DocumentImage image, long box)
        {
            var (width, height) = image.PixelSize();
            var (wide, high) = width >= height ? (box, box * height / width) : (box * width / height, box);
            var part = main.AddImagePart(image.ContentType == "image/jpeg" ? ImagePartType.Jpeg : ImagePartType.Png);
            part.FeedData(new MemoryStream(image.Bytes));
            return Inline(wide, high, image.AltText, new A.GraphicData(
                new P.Picture(
                    new P.NonVisualPictureProperties(
                        new P.NonVisualDrawingProperties { Id = 0, Name = "emblem" }, new P.NonVisualPictureDrawingProperties()),
                    new P.BlipFill(new A.Blip { Embed = main.GetIdOfPart(part) }, new A.Stretch(new A.FillRectangle())),
                    new P.ShapeProperties(
                        new A.Transform2D(new A.Offset { X = 0, Y = 0 }, new A.Extents { Cx = wide, Cy = high }),
                        new A.PresetGeometry(new A.AdjustValueList()) { Preset = A.ShapeTypeValues.Rectangle })))
            { Uri = "http://schemas.openxmlformats.org/drawingml/2006/picture" });
        }

        W.Drawing Chart(Figure figure)
        {
            var part = main.AddNewPart<ChartPart>();
            DocxChart.Write(part, figure, document.Digits);
            var high = (long)((1.6m + 0.95m * Math.Max(1, figure.Categories.Count)) * EmuPerCentimetre);
            return Inline(16 * EmuPerCentimetre, Math.Min(high, 22 * EmuPerCentimetre), figure.AltText, new A.GraphicData(
                new C.ChartReference { Id = main.GetIdOfPart(part) })
            { Uri = "http://schemas.openxmlformats.org/drawingml/2006/chart" });
        }

        W.Drawing Inline(long wide, long high, string altText, A.GraphicData data)
        {
            drawings++;
            return new W.Drawing(new D.Inline(
                new D.Extent { Cx = wide, Cy = high },
                new D.EffectExtent { LeftEdge = 0, TopEdge = 0, RightEdge = 0, BottomEdge = 0 },
                new D.DocProperties { Id = drawings, Name = $"drawing {drawings}", Description = DocumentText.Show(altText, document.Digits) },
                new D.NonVisualGraphicFrameDrawingProperties(),
                new A.Graphic(data))
            { DistanceFromTop = 0, DistanceFromBottom = 0, DistanceFromLeft = 0, DistanceFromRight = 0 });
        }

        void WriteParts()
        {
            main.AddNewPart<StyleDefinitionsPart>().Styles = DocxStyles.Styles();
            main.AddNewPart<NumberingDefinitionsPart>().Numbering = DocxStyles.Numberings(document.Digits, numberedLists);
            var settings = main.AddNewPart<DocumentSettingsPart>().Settings = new W.Settings(
                new W.Compatibility(new W.CompatibilitySetting
                {
                    Name = W.CompatSettingNameValues.CompatibilityMode,
                    Uri = "http://schemas.microsoft.com/office/word",
                    Val = "15",
                }),
                new W.ThemeFontLanguages { Val = "th-TH", Bidi = "th-TH" });
            if (document.Blocks.Any(block => block is Contents))
            {
                settings.PrependChild(new W.UpdateFieldsOnOpen { Val = true });
            }

            var footer = main.AddNewPart<FooterPart>();
            footer.Footer = new W.Footer(Foot());
            body.Append(new W.SectionProperties(
                new W.FooterReference { Type = W.HeaderFooterValues.Default, Id = main.GetIdOfPart(footer) },
                document.Landscape
                    ? new W.PageSize { Width = DocxStyles.PageHeight, Height = DocxStyles.PageWidth, Orient = W.PageOrientationValues.Landscape }
                    : new W.PageSize { Width = DocxStyles.PageWidth, Height = DocxStyles.PageHeight },
                new W.PageMargin { Top = DocxStyles.Top, Right = DocxStyles.Right, Bottom = DocxStyles.Bottom, Left = DocxStyles.Left, Header = 709, Footer = 510, Gutter = 0 },
                new W.PageNumberType { Format = document.Digits == DigitStyle.Thai ? W.NumberFormatValues.ThaiNumbers : W.NumberFormatValues.Decimal }));
        }

        W.Paragraph Foot()
        {
            var foot = Styled("Footer", document.FooterText ?? "");
            foot.ParagraphProperties!.Tabs = new W.Tabs(new W.TabStop { Val = W.TabStopValues.Right, Position = textWidth });
            foot.Append(Tab(), Run("หน้า "), Field("PAGE"));

            // The number of pages has Thai digits in Word only by a switch that LibreOffice takes for Thai letters.
            if (document.Digits == DigitStyle.Arabic)
            {
                foot.Append(Run("/"), Field("NUMPAGES"));
            }

            return foot;
        }

        W.SimpleField Field(string instruction) => new(Run("1")) { Instruction = $" {instruction} " };
    }
}

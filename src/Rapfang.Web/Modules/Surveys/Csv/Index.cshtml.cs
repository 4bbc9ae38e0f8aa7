using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Rapfang.Platform.Database;
using Rapfang.Platform.Export;

namespace Rapfang.Modules.Surveys.Csv;

/// <summary>All answers as CSV (UTF-8 with BOM, so that Excel reads the Thai), streamed row by row: constant memory. Who is in a small group stays untold here too.</summary>
[Authorize(SurveysModule.Read)]
public sealed class IndexModel(RapfangDb db, NpgsqlDataSource source, ResultReader results, CurrentOffice office) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string slug)
    {
        if (await db.Set<Survey>().Include(s => s.Groups).AsNoTracking().SingleOrDefaultAsync(s => s.Slug == slug) is not { } survey)
        {
            return NotFound();
        }

        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = $"attachment; filename=\"{survey.Slug}.csv\"";
        await using var writer = new StreamWriter(Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 16);
        await WriteAsync(writer, survey);
        return new EmptyResult();
    }

    async Task WriteAsync(StreamWriter writer, Survey survey)
    {
        var asked = survey.Questionnaire;
        var header = new[] { "วันที่", "กลุ่ม", "ช่องทาง" }.Concat(asked.Coded.Select(q => q.Shown.Th)).Concat(asked.Texts.Select(q => q.Text.Th));
        await writer.WriteLineAsync(string.Join(',', header.Select(ExportTable.Quote)));
        var texts = asked.Coded.Select(q => asked.CodesOf(q).Zip(asked.AnswersOf(q), (code, words) => (code, ExportTable.Quote(words.Th))).ToDictionary(pair => pair.code, pair => pair.Item2)).ToList();
        var groups = (await results.OfAsync(survey)).Groups.ToDictionary(group => group.Number, group => group.Spread is null ? SmallGroups.NotShown : ExportTable.Quote(group.Name));
        var sources = new[] { "เว็บ", "กระดาษ", "นำเข้า" };
        await using var command = source.CreateCommand("""
            select a.answered_on, a.group_number, a.source, a.codes, c.comments
            from survey_answers a
            left join (
                select answer_id, array_agg(question || chr(31) || comment) as comments
                from survey_comments where office_id = $1 and survey_id = $2 group by answer_id) c on c.answer_id = a.id
            where a.office_id = $1 and a.survey_id = $2 order by a.answered_on
            """);
        command.CommandTimeout = 0;
        command.Parameters.Fill(office.Id, survey.Id);
        await using var reader = await command.ExecuteReaderAsync(HttpContext.RequestAborted);
        var row = new StringBuilder();
        while (await reader.ReadAsync(HttpContext.RequestAborted))
        {
            row.Clear().Append(reader.GetFieldValue<DateOnly>(0).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                .Append(',').Append(groups.GetValueOrDefault(reader.GetInt16(1))).Append(',').Append(sources[reader.GetInt16(2)]);
            var codes = reader.GetString(3);
            for (var i = 0; i < texts.Count; i++)
            {
                row.Append(',').Append(texts[i].GetValueOrDefault(codes[i]));
            }

            var comments = await reader.IsDBNullAsync(4) ? [] : reader.GetFieldValue<string[]>(4).Select(c => c.Split('\u001f', 2)).ToDictionary(c => c[0], c => c[1], StringComparer.Ordinal);
            foreach (var question in asked.Texts)
            {
                row.Append(',').Append(comments.TryGetValue(question.Code, out var comment) ? ExportTable.Quote(comment) : "");
            }

            await writer.WriteLineAsync(row, HttpContext.RequestAborted);
        }
    }
}

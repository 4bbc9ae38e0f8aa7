using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Rapfang.Platform.Database;
using Rapfang.Platform.Identity;
using Rapfang.Thai;

namespace Rapfang.Modules.Rules;

/// <summary>A national default that an office does not have yet.</summary>
/// <param name="Key">Names it among the defaults, the same each time.</param>
/// <param name="Record">As it would be stored.</param>
public sealed record MissingDefault(string Key, OfficeRecord Record);

/// <summary>
/// What every office starts with, from <c>Templates/rules</c>. Nothing of it is verified until a person of the office says
/// so, and taking newer defaults only adds: what an office has written stays.
/// </summary>
public sealed class RuleDefaults
{
    sealed record HolidayRow(DateOnly Day, string Name, string Source);

    sealed record SeriesRow(string Code, string Title, string Pattern, Restarts Restarts);

    sealed record ReferenceRow(string ShortName, string FullTitle, string Section, string Link, DateOnly? EffectiveFrom, string Note);

    sealed record RuleRow(string Code, string Title, int Amount, DeadlineUnit Unit, DateOnly From, string? Reference, string Note, string Scope = "");

    sealed record StepRow(string Rule, int Days, Role Role);

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    readonly List<HolidayRow> holidays = Read<HolidayRow>("holidays");
    readonly List<SeriesRow> series = Read<SeriesRow>("series");
    readonly List<ReferenceRow> references = Read<ReferenceRow>("references");
    readonly List<RuleRow> rules = Read<RuleRow>("deadlines");
    readonly List<StepRow> steps = Read<StepRow>("escalation");

    static List<T> Read<T>(string name)
    {
        var file = Path.Combine(AppContext.BaseDirectory, "Templates", "rules", name + ".json");
        return JsonSerializer.Deserialize<List<T>>(File.ReadAllText(file), Json) ?? throw new JsonException($"{file} holds no list.");
    }

    /// <summary>What the current office does not have, in the order of the overview.</summary>
    public async Task<IReadOnlyList<MissingDefault>> MissingAsync(RapfangDb db)
    {
        var days = await db.Set<OfficeHoliday>().Select(day => day.Day).ToListAsync();
        var codes = await db.Set<NumberSeries>().Select(known => known.Code).ToListAsync();
        var versions = await db.Set<DeadlineRule>().ToListAsync();
        var named = await db.Set<LegalReference>().ToDictionaryAsync(reference => reference.ShortName, StringComparer.Ordinal);

        List<MissingDefault> missing =
        [
            .. holidays.Where(row => !days.Contains(row.Day))
                .Select(row => new MissingDefault($"holiday {row.Day:O}", new OfficeHoliday { Day = row.Day, Name = row.Name, Source = row.Source })),
        ];
        foreach (var row in series.Where(row => !codes.Contains(row.Code)))
        {
            var added = new NumberSeries { Code = row.Code };
            added.Write(row.Title, row.Pattern, row.Restarts);
            missing.Add(new($"series {row.Code}", added));
        }

        foreach (var row in references.Where(row => !named.ContainsKey(row.ShortName)))
        {
            var added = new LegalReference { ShortName = row.ShortName };
            added.Write(row.FullTitle, row.Section, row.Link, row.EffectiveFrom, null, row.Note);
            named.Add(row.ShortName, added);
            missing.Add(new($"reference {row.ShortName}", added));
        }

        // A default from a day on which the office's own newer version is in force would only undo it.
        missing.AddRange(rules.Where(row => versions.Latest(row.Code, row.Scope) is not { } latest || latest.FromDate < row.From).Select(row =>
            new MissingDefault($"rule {row.Code} {row.Scope}".Trim(), new DeadlineRule
            {
                Code = row.Code, Scope = row.Scope, Title = row.Title, Amount = row.Amount, Unit = row.Unit, FromDate = row.From, Note = row.Note,
                LegalReferenceId = row.Reference is null ? null : named[row.Reference].Id,
            })));

        // A rule with steps of the office's own keeps them alone.
        var pointed = await db.Set<EscalationStep>().Select(step => step.RuleCode).Distinct().ToListAsync();
        missing.AddRange(steps.Where(row => !pointed.Contains(row.Rule)).Select(row =>
            new MissingDefault($"step {row.Rule} {row.Days} {row.Role}", new EscalationStep { RuleCode = row.Rule, Days = row.Days, Role = row.Role })));
        return missing;
    }

    /// <summary>Adds the chosen ones to the context and tells of them; a law that a chosen rule rests on comes with it.</summary>
    public static void Take(RapfangDb db, IReadOnlyList<MissingDefault> missing, Func<string, bool> isChosen)
    {
        var chosen = missing.Where(one => isChosen(one.Key)).Select(one => one.Record).ToList();
        var needed = chosen.OfType<DeadlineRule>().Select(rule => rule.LegalReferenceId).ToHashSet();
        chosen.AddRange(missing.Select(one => one.Record).Where(record => record is LegalReference && needed.Contains(record.Id) && !chosen.Contains(record)).ToList());
        db.AddRange(chosen);
        foreach (var year in chosen.OfType<OfficeHoliday>().DistinctBy(day => day.WholeId))
        {
            db.Tell("holiday.added", year);
        }

        foreach (var record in chosen.Where(record => record is not OfficeHoliday))
        {
            switch (record)
            {
                case NumberSeries:
                    db.Tell("number-series.added", record);
                    break;
                case LegalReference:
                    db.Tell("legal-reference.added", record);
                    break;
                case EscalationStep:
                    db.Tell("escalation-step.added", record);
                    break;
                case DeadlineRule rule:
                    Add(db, rule);
                    break;
            }
        }
    }

    static void Add(RapfangDb db, DeadlineRule rule)
    {
        if (db.Set<DeadlineRule>().Local.Where(other => other != rule).Latest(rule.Code, rule.Scope) is { } before)
        {
            before.GiveWay(rule.FromDate);
            db.Tell("deadline-rule.ended", before);
        }

        db.Tell("deadline-rule.added", rule);
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Office;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Flow;
using Rapfang.Thai;
using Rapfang.Ui;

namespace Rapfang.Modules.Services;

/// <summary>A document as it is typed.</summary>
public sealed class DocumentRow
{
    public string? Name { get; set; }

    public bool ByState { get; set; }

    public string? Originals { get; set; }

    public string? Copies { get; set; }

    public string? Note { get; set; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Name) && string.IsNullOrWhiteSpace(Originals) && string.IsNullOrWhiteSpace(Copies) && string.IsNullOrWhiteSpace(Note);
}

/// <summary>An officer as they are chosen.</summary>
public sealed class OfficerRow
{
    public Guid? PersonId { get; set; }

    public string? Phone { get; set; }
}

/// <summary>What is typed of a service.</summary>
public sealed class ServiceForm
{
    public string? Name { get; set; }

    public Guid GroupId { get; set; }

    public string? About { get; set; }

    public string? WhoMayAsk { get; set; }

    public string? Conditions { get; set; }

    public string? Law { get; set; }

    public bool UnderAct { get; set; }

    public List<ServiceWay> Ways { get; set; } = [];

    public string? Place { get; set; }

    public string? Online { get; set; }

    public string? Fee { get; set; }

    public bool NoDocuments { get; set; }

    public string? DeclaredAmount { get; set; }

    public StepUnit DeclaredUnit { get; set; }

    public string? Cautions { get; set; }

    public string? Notes { get; set; }

    public string? Complaints { get; set; }

    public string? Why { get; set; }

    public static IEnumerable<SelectListItem> UnitItems(IStringLocalizer<Text> t) => Enum.GetValues<StepUnit>().Select(unit => new SelectListItem(t["StepUnit." + unit], unit.ToString()));

    public static ServiceForm Of(ServiceEdition one) => new()
    {
        Name = one.Name, GroupId = one.GroupId, About = one.About, WhoMayAsk = one.WhoMayAsk, Conditions = one.Conditions, Law = one.Law, UnderAct = one.UnderAct, Ways = [.. one.WayList], Place = one.Place, Online = one.Online,
        Fee = one.Fee, NoDocuments = one.NoDocuments, DeclaredAmount = one.DeclaredAmount?.ToString("0.##", CultureInfo.InvariantCulture), DeclaredUnit = one.DeclaredUnit, Cautions = one.Cautions, Notes = one.Notes,
        Complaints = one.Complaints, Why = one.Why,
    };

    /// <param name="tell">Hears of every mistake.</param>
    public ServiceFacts Read(Action<RuleBroken> tell)
    {
        return new(
            Words(Name, nameof(Name), ServiceView.LongestLine, required: true), GroupId, Words(About, nameof(About)), Words(WhoMayAsk, nameof(WhoMayAsk)), Words(Conditions, nameof(Conditions)), Words(Law, nameof(Law)), UnderAct,
            [.. Ways.Distinct().Order()], Words(Place, nameof(Place)), Words(Online, nameof(Online), ServiceView.LongestLine), Words(Fee, nameof(Fee), ServiceView.LongestLine), NoDocuments,
            StepTable.Time(DeclaredAmount, "Input.DeclaredAmount", tell), DeclaredUnit, Words(Cautions, nameof(Cautions)), Words(Notes, nameof(Notes)), Words(Complaints, nameof(Complaints)), Words(Why, nameof(Why), ServiceView.LongestLine));

        string Words(string? typed, string field, int most = VoiceText.Longest, bool required = false) => Told(() => VoiceText.Read(typed, "Input." + field, most, required).Text, tell) ?? "";
    }

    public static IReadOnlyList<ServiceDocument> Read(List<DocumentRow> rows, Action<RuleBroken> tell)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return
        [
            .. rows.Select((row, n) => (row, n)).Where(one => !one.row.IsEmpty).Select(one => new ServiceDocument(
                Told(() => VoiceText.Read(one.row.Name, $"Documents[{one.n}].Name", ServiceView.LongestLine).Text, tell) ?? "", one.row.ByState,
                Count(one.row.Originals, $"Documents[{one.n}].Originals"), Count(one.row.Copies, $"Documents[{one.n}].Copies"),
                Told(() => VoiceText.Read(one.row.Note, $"Documents[{one.n}].Note", ServiceView.LongestLine, required: false).Text, tell) ?? "")),
        ];

        int Count(string? typed, string field) => Told(() => TypedNumber.Read(typed, field, 99), tell) ?? 0;
    }

    /// <param name="people">Who works in the office today.</param>
    /// <param name="kept">Who stood there before; they stay though they have left.</param>
    public static IReadOnlyList<ServiceOfficer> Read(List<OfficerRow> rows, IReadOnlyList<Person> people, IReadOnlyList<ServiceOfficer> kept, Action<RuleBroken> tell)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(tell);
        var officers = new List<ServiceOfficer>();
        foreach (var (row, n) in rows.Select((row, n) => (row, n)).Where(one => one.row.PersonId is not null))
        {
            var phone = (row.Phone ?? "").Trim();
            if (phone.Length > 0 && ThaiPhone.Parse(phone) is null)
            {
                tell(new("ไม่ใช่หมายเลขโทรศัพท์ไทย โปรดตรวจจำนวนหลัก", "Not a Thai telephone number; look at the number of digits.", $"Officers[{n}].Phone"));
            }
            else if (people.FirstOrDefault(person => person.Id == row.PersonId) is { } person)
            {
                officers.Add(new(person.Id, person.FullName, person.Position, phone));
            }
            else if (kept.FirstOrDefault(officer => officer.PersonId == row.PersonId) is { } before)
            {
                officers.Add(before with { Phone = phone });
            }
        }

        return [.. officers.DistinctBy(officer => officer.PersonId)];
    }

    static T? Told<T>(Func<T> read, Action<RuleBroken> tell)
    {
        try
        {
            return read();
        }
        catch (RuleBroken rule)
        {
            tell(rule);
            return default;
        }
    }
}

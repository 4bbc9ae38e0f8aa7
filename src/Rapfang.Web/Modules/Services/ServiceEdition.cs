using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Files;
using Rapfang.Platform.Flow;

namespace Rapfang.Modules.Services;

public enum EditionState
{
    Draft,

    /// <summary>The head has it.</summary>
    Submitted,

    /// <summary>Approved and read by everybody; never changes any more.</summary>
    Published,
}

/// <summary>How a service is asked for.</summary>
public enum ServiceWay
{
    Counter,
    Post,
    Email,
    Online,
}

/// <summary>What is written of a service apart from steps, documents and officers.</summary>
/// <param name="Ways">By which it can be asked for.</param>
/// <param name="Place">The counter, room and hours, or the address for letters.</param>
/// <param name="Online">The address on the net or of e-mail.</param>
/// <param name="NoDocuments">None is needed; said on purpose, for an empty list may be a forgotten one.</param>
public sealed record ServiceFacts(
    string Name, Guid GroupId, string About, string WhoMayAsk, string Conditions, string Law, bool UnderAct, IReadOnlyList<ServiceWay> Ways, string Place, string Online, string Fee,
    bool NoDocuments, decimal? DeclaredAmount, StepUnit DeclaredUnit, string Cautions, string Notes, string Complaints, string Why);

/// <summary>A whole description of a service. A draft is written, submitted and published; from then on it never changes (the database refuses too).</summary>
public sealed class ServiceEdition : OfficeRecord
{
    /// <summary>The kind of its file uses: forms to fetch.</summary>
    public const string Forms = "service-form";

    ServiceEdition()
    {
    }

    public Guid ServiceId { get; private set; }

    /// <summary>From 1; the edition number that is printed.</summary>
    public int Number { get; private set; }

    public EditionState State { get; private set; }

    public string Name { get; private set; } = "";

    public Guid GroupId { get; private set; }

    public string About { get; private set; } = "";

    public string WhoMayAsk { get; private set; } = "";

    /// <summary>Criteria, method and conditions (act of 2558, section 7).</summary>
    public string Conditions { get; private set; } = "";

    public string Law { get; private set; } = "";

    /// <summary>Under the act of 2558 on facilitating permissions.</summary>
    public bool UnderAct { get; private set; }

    /// <summary>Names of <see cref="ServiceWay"/>.</summary>
    public string[] Ways { get; private set; } = [];

    public string Place { get; private set; } = "";

    public string Online { get; private set; } = "";

    public string Fee { get; private set; } = "";

    public bool NoDocuments { get; private set; }

    /// <summary>The standard that the office declares, in <see cref="DeclaredUnit"/>.</summary>
    public decimal? DeclaredAmount { get; private set; }

    public StepUnit DeclaredUnit { get; private set; }

    public string Cautions { get; private set; } = "";

    public string Notes { get; private set; } = "";

    public string Complaints { get; private set; } = "";

    public IReadOnlyList<ServiceStep> Steps { get; private set; } = [];

    /// <summary>How the chart is laid out; null for what the steps ask for.</summary>
    public FlowLayout? Chart { get; private set; }

    public IReadOnlyList<ServiceDocument> Documents { get; private set; } = [];

    public IReadOnlyList<ServiceOfficer> Officers { get; private set; } = [];

    public string Why { get; private set; } = "";

    /// <summary>What the head said when sending it back.</summary>
    public string Returned { get; private set; } = "";

    public DateOnly DraftedOn { get; private set; }

    public Guid? DraftedBy { get; private set; }

    public DateOnly? SubmittedOn { get; private set; }

    public DateOnly? PublishedOn { get; private set; }

    public Guid? PublishedBy { get; private set; }

    public int Version { get; private set; }

    public override Guid WholeId => ServiceId;

    public IReadOnlyList<FlowStep> Flow => ServiceStep.AsFlow(Steps);

    public FlowTotals Totals => FlowTotals.Of(Flow);

    public IEnumerable<ServiceWay> WayList => Ways.Select(Enum.Parse<ServiceWay>);

    public static ServiceEdition First(Service service, Guid? by, DateOnly on) => new()
    {
        ServiceId = service.Id, Number = 1, Name = service.Name, GroupId = service.GroupId, Ways = [nameof(ServiceWay.Counter)], DeclaredUnit = StepUnit.WorkingDays, DraftedBy = by, DraftedOn = on,
    };

    /// <summary>The next one as a copy of this, to be corrected.</summary>
    public ServiceEdition Next(Guid? by, DateOnly on) => new()
    {
        ServiceId = ServiceId, Number = Number + 1, Name = Name, GroupId = GroupId, About = About, WhoMayAsk = WhoMayAsk, Conditions = Conditions, Law = Law, UnderAct = UnderAct, Ways = Ways, Place = Place,
        Online = Online, Fee = Fee, NoDocuments = NoDocuments, DeclaredAmount = DeclaredAmount, DeclaredUnit = DeclaredUnit, Cautions = Cautions, Notes = Notes, Complaints = Complaints,
        Steps = Steps, Chart = Chart, Documents = Documents, Officers = Officers, DraftedBy = by, DraftedOn = on,
    };

    /// <exception cref="RuleBroken">It is no draft.</exception>
    public void Write(ServiceFacts facts, IReadOnlyList<ServiceDocument> documents, IReadOnlyList<ServiceOfficer> officers)
    {
        RefuseUnlessDraft();
        (Name, GroupId, About, WhoMayAsk, Conditions, Law, UnderAct) = (facts.Name, facts.GroupId, facts.About, facts.WhoMayAsk, facts.Conditions, facts.Law, facts.UnderAct);
        (Ways, Place, Online, Fee, NoDocuments) = ([.. facts.Ways.Select(way => way.ToString())], facts.Place, facts.Online, facts.Fee, facts.NoDocuments);
        (DeclaredAmount, DeclaredUnit, Cautions, Notes, Complaints, Why) = (facts.DeclaredAmount, facts.DeclaredUnit, facts.Cautions, facts.Notes, facts.Complaints, facts.Why);
        (Documents, Officers) = (documents, officers);
        Version++;
    }

    /// <exception cref="RuleBroken">It is no draft.</exception>
    public void Draw(IReadOnlyList<ServiceStep> steps, FlowLayout? chart)
    {
        RefuseUnlessDraft();
        (Steps, Chart) = (steps, chart);
        Version++;
    }

    /// <summary>What a person who asks for the service would miss, and what is wrong with the steps, in Thai and English; whether the page of the steps mends it.</summary>
    public IReadOnlyList<(string Thai, string English, bool OfSteps)> Missing()
    {
        var missing = new List<(string, string, bool)>();
        Ask(About.Length > 0, "บริการนี้คืออะไร", "what the service is");
        Ask(WhoMayAsk.Length > 0, "ผู้มีสิทธิขอรับบริการ", "who may ask for it");
        Ask(Ways.Length > 0, "ช่องทางการขอรับบริการ", "by which ways it is asked for");
        Ask(Place.Length > 0 || Online.Length > 0, "สถานที่หรือที่อยู่สำหรับขอรับบริการ", "where to ask for it");
        Ask(Documents.Count > 0 || NoDocuments, "รายการเอกสาร หรือระบุว่าไม่ต้องใช้เอกสาร", "the documents, or that none is needed");
        Ask(Fee.Length > 0, "ค่าธรรมเนียม (ไม่มีก็ให้ระบุว่าไม่มี)", "the fee, also when there is none");
        Ask(DeclaredAmount is not null, "ระยะเวลามาตรฐาน", "the standard time");
        Ask(Officers.Count > 0, "เจ้าหน้าที่ผู้รับผิดชอบ", "the officers responsible");
        Ask(!UnderAct || Law.Length > 0, "กฎหมายที่ให้อำนาจ (บริการตามพระราชบัญญัติฯ พ.ศ. 2558)", "the law (a service under the act of 2558)");
        if (Steps.Count == 0)
        {
            missing.Add(("ขั้นตอนการให้บริการ", "the steps", true));
        }
        else
        {
            missing.AddRange(FlowCheck.Problems(Flow).Select(problem => (problem.Thai, problem.English, true)));
        }

        return missing;

        void Ask(bool there, string thai, string english)
        {
            if (!there)
            {
                missing.Add((thai, english, false));
            }
        }
    }

    /// <exception cref="RuleBroken">It is no draft, or not whole.</exception>
    public void Submit(DateOnly on)
    {
        RefuseUnlessDraft();
        if (Missing() is { Count: > 0 } missing)
        {
            throw new RuleBroken($"ยังไม่ครบ ต้องเพิ่ม: {string.Join(", ", missing.Select(one => one.Thai))}", $"Not whole yet. Add: {string.Join(", ", missing.Select(one => one.English))}.");
        }

        (State, SubmittedOn, Returned) = (EditionState.Submitted, on, "");
        Version++;
    }

    /// <exception cref="RuleBroken">Nobody submitted it.</exception>
    public void Return(string reason)
    {
        RefuseUnlessSubmitted();
        (State, SubmittedOn, Returned) = (EditionState.Draft, null, reason);
        Version++;
    }

    /// <exception cref="RuleBroken">Nobody submitted it.</exception>
    public void Publish(Guid? by, DateOnly on)
    {
        RefuseUnlessSubmitted();
        (State, PublishedBy, PublishedOn) = (EditionState.Published, by, on);
        Version++;
    }

    public FileSubject AsSubject() => new(Forms, Id, $"{Name} (ฉบับที่ {Number})", $"/services/{ServiceId}");

    public static RuleBroken Fixed() => new("ฉบับนี้เผยแพร่หรือเสนอแล้ว แก้ไขไม่ได้ หากต้องแก้ไขให้จัดทำฉบับใหม่", "This edition is submitted or published and does not change. Make a new edition to correct it.");

    void RefuseUnlessDraft()
    {
        if (State != EditionState.Draft)
        {
            throw Fixed();
        }
    }

    void RefuseUnlessSubmitted()
    {
        if (State != EditionState.Submitted)
        {
            throw new RuleBroken("ฉบับนี้ไม่ได้อยู่ระหว่างเสนอ", "This edition is not submitted.");
        }
    }
}

sealed class ServiceEditionConfiguration : IEntityTypeConfiguration<ServiceEdition>
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) }, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public void Configure(EntityTypeBuilder<ServiceEdition> entity)
    {
        entity.ToTable("service_editions");
        entity.Property(edition => edition.Version).IsConcurrencyToken();
        entity.Ignore(edition => edition.Flow);
        entity.Ignore(edition => edition.Totals);
        entity.Ignore(edition => edition.WayList);
        entity.HasOne<Service>().WithMany().HasForeignKey(edition => new { edition.OfficeId, edition.ServiceId });
        List(entity.Property(edition => edition.Steps));
        List(entity.Property(edition => edition.Documents));
        List(entity.Property(edition => edition.Officers));
    }

    static void List<T>(PropertyBuilder<IReadOnlyList<T>> property) => property.HasColumnType("jsonb").HasConversion(
        list => JsonSerializer.Serialize(list, Json), stored => JsonSerializer.Deserialize<List<T>>(stored, Json)!,
        new ValueComparer<IReadOnlyList<T>>((a, b) => ReferenceEquals(a, b) || a!.SequenceEqual(b!), list => list.Count, list => list));
}

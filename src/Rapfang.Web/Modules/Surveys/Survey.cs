using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Stakeholders;
using Rapfang.Platform.Search;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Thai;

namespace Rapfang.Modules.Surveys;

/// <summary>Where a survey stands. It follows from what was done and from the day; nothing has to be switched at midnight.</summary>
public enum SurveyState
{
    Draft,
    Approved,
    Open,
    Closed,
    Reported,
}

/// <summary>A questionnaire put to groups of people in a fiscal year, open from a day to a day.</summary>
public sealed class Survey : OfficeRecord, ISearchable
{
    Survey()
    {
    }

    /// <summary>Its word in addresses; never changed, for it is printed on posters.</summary>
    public string Slug { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string TemplateCode { get; private set; } = "";

    public int TemplateVersion { get; private set; }

    public Questionnaire Questionnaire { get; private set; } = null!;

    /// <summary>Fiscal year in B.E.</summary>
    public int FiscalYear { get; private set; }

    public DateOnly OpensOn { get; private set; }

    public DateOnly ClosesOn { get; private set; }

    public DateTimeOffset? ApprovedAt { get; private set; }

    public Guid? ApprovedBy { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public DateTimeOffset? ReportedAt { get; private set; }

    /// <summary>Number of the memo (บันทึกข้อความ) that carried the report, such as ศธ 04000/12.</summary>
    public string? ReportNumber { get; private set; }

    public List<SurveyGroup> Groups { get; } = [];

    /// <summary>Found by what it asks as well; the answers are nobody's to be searched.</summary>
    public SearchEntry Searched() => new(Title, SurveysModule.Read, $"/surveys/{Slug}", OpensOn)
    {
        Text = string.Join(' ', Questionnaire.Sections.SelectMany(section => section.Questions).SelectMany(question => question.Options.Prepend(question.Text))
            .Select(words => words.Th).Prepend($"{Slug} {ReportNumber} {FiscalYear}")),
    };

    public static Survey Draft(string slug, string title, Questionnaire template, DateOnly opens, DateOnly closes)
    {
        var survey = new Survey { Slug = slug, TemplateCode = template.Code, TemplateVersion = template.Version, Questionnaire = template };
        survey.Plan(title, opens, closes);
        return survey;
    }

    public SurveyState StateOn(DateOnly today) => this switch
    {
        { ReportedAt: not null } => SurveyState.Reported,
        { ApprovedAt: null } => SurveyState.Draft,
        { ClosedAt: not null } => SurveyState.Closed,
        _ when today > ClosesOn => SurveyState.Closed,
        _ when today < OpensOn => SurveyState.Approved,
        _ => SurveyState.Open,
    };

    /// <summary>Sets title and period while it is a draft.</summary>
    public void Plan(string title, DateOnly opens, DateOnly closes)
    {
        RefuseUnlessDraft();
        if (closes < opens)
        {
            throw new RuleBroken("วันปิดต้องไม่ก่อนวันเปิด", "The last day can not be before the first.", "Input.Closes");
        }

        Title = title.Trim();
        OpensOn = opens;
        ClosesOn = closes;
        FiscalYear = Thai.FiscalYear.Of(opens).Year;
    }

    /// <summary>Fills in what people may come about (the blanks of the form).</summary>
    public void OfferMatters(string questionCode, IEnumerable<string> options)
    {
        RefuseUnlessDraft();
        Questionnaire = Questionnaire.WithOptions(questionCode, options);
    }

    /// <summary>Makes each published service an item, where the questionnaire asks of each.</summary>
    public void AskServices(IEnumerable<(string Slug, string Name)> services)
    {
        RefuseUnlessDraft();
        Questionnaire = Questionnaire.WithServices(services);
    }

    /// <summary>Asks a group, with the number of answers hoped for.</summary>
    public void Ask(StakeholderGroup group, int target)
    {
        RefuseUnlessDraft();
        if (Groups.Find(asked => asked.GroupId == group.Id) is { } asked)
        {
            asked.Target = target;
        }
        else
        {
            Groups.Add(new SurveyGroup(Id, group, (short)group.Number, target));
        }
    }

    public void StopAsking(Guid groupId)
    {
        RefuseUnlessDraft();
        Groups.RemoveAll(asked => asked.GroupId == groupId);
    }

    /// <summary>The director approves; from the opening day on people can answer, and the questions are fixed.</summary>
    public void Approve(Guid? by, DateTimeOffset at)
    {
        RefuseUnlessDraft();
        if (Groups.Count == 0)
        {
            throw new RuleBroken("เลือกกลุ่มผู้ตอบอย่างน้อย 1 กลุ่มก่อน", "Choose at least one group to ask first.");
        }

        if (!Questionnaire.Dimensions.Any(dimension => dimension.Questions.Count > 0))
        {
            throw new RuleBroken("ยังไม่มีบริการที่เผยแพร่ จึงไม่มีข้อให้ตอบ เผยแพร่บริการก่อน แล้วบันทึกร่างนี้ใหม่", "No service is published yet, so there is nothing to answer; publish one, then save this draft again.");
        }

        if (ThaiDate.OnDay(at) > ClosesOn)
        {
            throw new RuleBroken("วันปิดรับคำตอบผ่านไปแล้ว แก้ช่วงเวลาก่อนอนุมัติ", "The last day has passed; change the period before approving.");
        }

        Questionnaire = Questionnaire.Asked();
        ApprovedAt = at;
        ApprovedBy = by;
    }

    /// <summary>Closes before its last day.</summary>
    public void Close(DateTimeOffset at)
    {
        if (StateOn(ThaiDate.OnDay(at)) is not (SurveyState.Open or SurveyState.Approved))
        {
            throw new RuleBroken("แบบสำรวจนี้ไม่ได้เปิดอยู่", "This survey is not open.");
        }

        ClosedAt = at;
    }

    /// <summary>The report went to the director under this number.</summary>
    public void Report(string number, DateTimeOffset at)
    {
        if (StateOn(ThaiDate.OnDay(at)) != SurveyState.Closed)
        {
            throw new RuleBroken("รายงานได้เมื่อปิดรับคำตอบแล้ว", "A survey is reported once it is closed.");
        }

        ReportedAt = at;
        ReportNumber = number;
    }

    /// <summary>Takes the report back, to mend it; its number stays void in the register.</summary>
    public void WithdrawReport()
    {
        if (ReportedAt is null)
        {
            throw new RuleBroken("ยังไม่มีรายงานให้ถอน", "There is no report to take back.");
        }

        ReportedAt = null;
        ReportNumber = null;
    }

    void RefuseUnlessDraft()
    {
        if (ApprovedAt is not null)
        {
            throw new RuleBroken("อนุมัติแล้ว แก้ไขไม่ได้ ทำชุดใหม่จากแม่แบบแทน", "It is approved and can not be changed; make a new one from the template.");
        }
    }
}

/// <summary>A group that a survey asks. Number and name are those of the day it was asked.</summary>
public sealed class SurveyGroup : OfficeRecord
{
    internal SurveyGroup(Guid surveyId, StakeholderGroup group, short number, int target)
    {
        SurveyId = surveyId;
        GroupId = group.Id;
        Name = group.Name;
        Number = number;
        Target = target;
    }

    SurveyGroup()
    {
    }

    public Guid SurveyId { get; private set; }

    public Guid GroupId { get; private set; }

    public short Number { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>How many answers are hoped for; 0 when none is set.</summary>
    public int Target { get; internal set; }

    public override Guid WholeId => SurveyId;
}

sealed class SurveyConfiguration : IEntityTypeConfiguration<Survey>
{
    public void Configure(EntityTypeBuilder<Survey> entity)
    {
        entity.ToTable("surveys");
        entity.Property(s => s.Questionnaire).HasColumnType("jsonb")
            .HasConversion(
                q => q.ToJson(), json => Questionnaire.FromJson(json),
                // By what it says: the same options typed again are no change.
                new ValueComparer<Questionnaire>((a, b) => ReferenceEquals(a, b) || a!.ToJson() == b!.ToJson(), q => q.ToJson().GetHashCode(StringComparison.Ordinal)));
        entity.HasMany(s => s.Groups).WithOne().HasForeignKey(g => new { g.OfficeId, g.SurveyId });
    }
}

sealed class SurveyGroupConfiguration : IEntityTypeConfiguration<SurveyGroup>
{
    public void Configure(EntityTypeBuilder<SurveyGroup> entity) => entity.ToTable("survey_groups");
}

using FsCheck;
using FsCheck.Fluent;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Surveys;
using Rapfang.Platform;

namespace Rapfang.Tests.Modules.Surveys;

/// <summary>The rules of a survey, without a database.</summary>
public sealed class SurveyTests
{
    static readonly DateOnly First = new(2026, 10, 1);
    static readonly DateOnly Last = new(2026, 12, 31);
    static readonly SurveyTemplates Templates = new();

    static Survey Draft() => Survey.Draft("70-1", "แบบสำรวจ", Templates.Find("guideline-1")!, First, Last);

    static Survey Approved()
    {
        var survey = Draft();
        survey.Ask(new StakeholderGroup { Number = 1, Name = "ประชาชน" }, 100);
        survey.Approve(null, At(First));
        return survey;
    }

    // Ten in the morning in Thailand.
    static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(new TimeOnly(3, 0)), TimeSpan.Zero);

    [Fact]
    public void State_FollowsFromWhatWasDoneAndFromTheDay()
    {
        Assert.Equal(SurveyState.Draft, Draft().StateOn(First));
        Assert.Equal(SurveyState.Approved, Approved().StateOn(First.AddDays(-1)));
        Assert.Equal(SurveyState.Open, Approved().StateOn(First));
        Assert.Equal(SurveyState.Open, Approved().StateOn(Last));
        Assert.Equal(SurveyState.Closed, Approved().StateOn(Last.AddDays(1)));
    }

    [Fact]
    public void FiscalYear_IsThatOfTheFirstDay()
    {
        Assert.Equal(2570, Draft().FiscalYear);
        Assert.Equal(2569, Survey.Draft("x", "x", Templates.Find("guideline-2")!, First.AddDays(-1), Last).FiscalYear);
    }

    [Fact]
    public void Approve_WhenNoGroupIsAsked_IsRefused() => Assert.Throws<RuleBroken>(() => Draft().Approve(null, At(First)));

    [Fact]
    public void Approve_WhenTheLastDayHasPassed_IsRefused()
    {
        var survey = Draft();
        survey.Ask(new StakeholderGroup { Number = 1, Name = "ประชาชน" }, 100);

        Assert.Throws<RuleBroken>(() => survey.Approve(null, At(Last.AddDays(1))));
    }

    [Fact]
    public void Plan_WhenApproved_IsRefused() => Assert.Throws<RuleBroken>(() => Approved().Plan("อื่น", First, Last));

    [Fact]
    public void Plan_WhenItEndsBeforeItBegins_IsRefusedAtTheLastDay() =>
        Assert.Equal("Input.Closes", Assert.Throws<RuleBroken>(() => Draft().Plan("ก", Last, First)).Field);

    [Fact]
    public void Close_WhenOpen_ClosesAtOnceAndOnlyOnce()
    {
        var survey = Approved();
        survey.Close(At(First.AddDays(3)));

        Assert.Equal(SurveyState.Closed, survey.StateOn(First.AddDays(3)));
        Assert.Throws<RuleBroken>(() => survey.Close(At(First.AddDays(4))));
    }

    [Fact]
    public void Report_WhenStillOpen_IsRefused() => Assert.Throws<RuleBroken>(() => Approved().Report("ศธ 04999/1", At(First)));

    [Fact]
    public void Approve_TakesOutAQuestionThatTheOfficeLeftWithoutOptions()
    {
        var survey = Approved();

        Assert.DoesNotContain(survey.Questionnaire.Coded, question => question.Code == "matter");
        Assert.DoesNotContain(survey.Questionnaire.Sections, section => section.Questions.Count == 0);
    }

    [Theory]
    [InlineData("guideline-1", 17, 5, 5, 1)]
    [InlineData("guideline-2", 27, 5, 6, 2)]
    public void Template_HasTheItemsOfTheGuideline(string code, int rated, int dimensions, int choices, int texts)
    {
        var template = Templates.Find(code)!;

        Assert.Equal(rated, template.Coded.Count(question => question.Kind == QuestionKind.Rating));
        Assert.Equal(dimensions, template.Dimensions.Count());
        Assert.Equal(choices, template.Coded.Count(question => question.Kind == QuestionKind.Choice));
        Assert.Equal(texts, template.Texts.Count);
        Assert.Equal(["พึงพอใจมาก", "พึงพอใจ", "ไม่พึงพอใจ"], template.Scale.Select(level => level.Text.Th));
        Assert.All(template.Sections.SelectMany(section => section.Questions), question => Assert.NotEmpty(question.Text.En));
    }

    [Fact]
    public void Questionnaire_SurvivesStorageAsJson()
    {
        foreach (var template in Templates.All)
        {
            var read = Questionnaire.FromJson(template.ToJson());

            Assert.Equal(template.ToJson(), read.ToJson());
            Assert.Equal(template.Coded.Select(question => question.Code), read.Coded.Select(question => question.Code));
        }
    }

    [Fact]
    public void Tally_OfAnySheets_CountsEachAnswerOnceAndNothingElse() =>
        Prop.ForAll(
            Gen.ListOf(Gen.ArrayOf(Gen.Elements('3', '2', '1', '-'), 17)).ToArbitrary(),
            sheets =>
            {
                var questionnaire = Templates.Find("guideline-1")!.Asked() with { Sections = [.. Templates.Find("guideline-1")!.Dimensions] };
                var tally = new Tally(questionnaire);
                foreach (var sheet in sheets)
                {
                    tally.Add(new AnswerSheet(new string(sheet), []));
                }

                return tally.Answers == sheets.Count
                    && tally.Counts.Sum() == sheets.Sum(sheet => sheet.Count(code => code != '-'))
                    && questionnaire.Coded.Select((question, i) => (question, i)).All(one =>
                        tally.Of(one.question).SequenceEqual(new[] { '3', '2', '1' }.Select(code => (long)sheets.Count(sheet => sheet[one.i] == code))));
            }).QuickCheckThrowOnFailure();
}

using Rapfang.Modules.Listening;
using Rapfang.Modules.Voices;
using Rapfang.Platform;

namespace Rapfang.Tests.Modules.Voices;

/// <summary>The way of a case, without I/O: which step follows which, and what is refused.</summary>
public sealed class VoiceTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 21, 3, 0, 0, TimeSpan.Zero);
    static readonly DateOnly Today = new(2026, 11, 21);
    static readonly DateOnly Until = Today.AddDays(30);
    static readonly VoiceText Words = new("ถ้อยคำ");
    static readonly Channel Web = new() { Way = ChannelWay.Web };
    static readonly Guid Group = Guid.NewGuid();
    static readonly Guid Other = Guid.NewGuid();

    static Voice Received(VoiceKind kind = VoiceKind.Complaint, bool isSealed = false) => Voice.Receive(
        kind, Web, isSealed, new(Words, Words, VoiceText.Nothing, VoiceText.Nothing, VoiceText.Nothing), null, Today, Now);

    static Voice Proposed(Branch branch = Branch.General, bool isSealed = false)
    {
        var voice = Received(isSealed: isSealed);
        voice.Screen(Screening.Accepted, VoiceKind.Complaint, null, Words, null, Now);
        voice.Propose(branch, Words, null, Now);
        return voice;
    }

    static Voice Decided(Branch branch)
    {
        var voice = Proposed(branch);
        voice.Decide(branch, Words, null, Now);
        return voice;
    }

    static Voice Answered()
    {
        var voice = Decided(Branch.Urgent);
        voice.ReportAtOnce(Words, null, Now);
        voice.Answer(Words, Words, Until, null, Now);
        return voice;
    }

    [Fact]
    public void Case_OfSeveralAgencies_IsReportedWithTheLastReport()
    {
        var voice = Decided(Branch.Several);
        voice.Assign(Group, Today.AddDays(7), Today);
        voice.Report(Group, Words, null, Now);
        Assert.Equal(VoiceState.Assigned, voice.State); // One group is not several.
        voice.Assign(Other, Today.AddDays(7), Today);

        voice.Report(Other, Words, null, Now);

        Assert.Equal(VoiceState.Reported, voice.State);
        voice.Answer(Words, Words, Until, null, Now);
        voice.Close(VoiceText.Nothing, null, Now);
        Assert.Equal((VoiceState.Closed, Today, Today), (voice.State, voice.AnsweredOn, voice.ClosedOn));
    }

    [Theory]
    [InlineData(VoiceKind.Complaint, Screening.Accepted, false)]
    [InlineData(VoiceKind.Suggestion, Screening.Accepted, false)]
    [InlineData(VoiceKind.Compliment, Screening.Accepted, true)]
    [InlineData(VoiceKind.Question, Screening.Accepted, true)]
    [InlineData(VoiceKind.Complaint, Screening.InCourt, true)]
    public void Answer_WithoutTheHeadsDecision_IsForLightMattersAndThoseNotTakenUp(VoiceKind kind, Screening outcome, bool allowed)
    {
        var voice = Received(kind);
        voice.Screen(outcome, kind, null, Words, null, Now);

        if (allowed)
        {
            voice.Answer(Words, VoiceText.Nothing, Until, null, Now);
            Assert.Equal(VoiceState.Answered, voice.State);
        }
        else
        {
            Assert.Throws<RuleBroken>(() => voice.Answer(Words, Words, Until, null, Now));
        }
    }

    [Fact]
    public void Facts_WhenGiven_BringTheCaseBackToTheOfficer()
    {
        var voice = Received();
        voice.Screen(Screening.MoreFacts, VoiceKind.Complaint, null, Words, null, Now);
        Assert.Equal(VoiceState.Returned, voice.State);

        voice.Write(Words, Now);

        Assert.Equal((VoiceState.Received, VoiceStepKind.FactsGiven), (voice.State, voice.Steps[^1].Kind));
    }

    [Fact]
    public void Screen_WhenNotTakenUp_NeedsAReason() =>
        Assert.Throws<RuleBroken>(() => Received().Screen(Screening.AlreadyDecided, VoiceKind.Complaint, null, VoiceText.Nothing, null, Now));

    public static TheoryData<string, Action> IllegalSteps => new()
    {
        { "screen twice", () => Proposed().Screen(Screening.Accepted, VoiceKind.Complaint, null, Words, null, Now) },
        { "propose what was not screened", () => Received().Propose(Branch.General, Words, null, Now) },
        { "decide what was not proposed", () => Received().Decide(Branch.General, Words, null, Now) },
        { "assign before the decision", () => Proposed().Assign(Group, Today, Today) },
        { "assign what is checked at once", () => Decided(Branch.Urgent).Assign(Group, Today, Today) },
        { "due before today", () => Decided(Branch.General).Assign(Group, Today.AddDays(-1), Today) },
        { "report by a stranger", () => Decided(Branch.General).Report(Group, Words, null, Now) },
        { "close without an answer", () => Proposed().Close(Words, null, Now) },
        { "withdraw after the answer", () => Answered().Withdraw(Now) },
        { "rate without an answer", () => Proposed().Rate(true, Words, Now) },
        { "not solved without a reason", () => Answered().Rate(false, VoiceText.Nothing, Now) },
        { "rate after the time for it", () => Answered().Rate(true, Words, Now.AddDays(31)) },
        { "a sealed case for a group", () => Proposed(Branch.General, isSealed: true) },
        { "received tomorrow", () => Voice.Receive(VoiceKind.Opinion, Web, false, new(Words, Words, Words, Words, Words), null, Today.AddDays(1), Now) },
    };

    [Theory, MemberData(nameof(IllegalSteps))]
    public void Step_WhereItDoesNotBelong_IsRefusedWithAReason(string step, Action deed)
    {
        Assert.NotEmpty(step);
        var refused = Assert.Throws<RuleBroken>(deed);
        Assert.NotEqual(refused.Thai, refused.Message);
    }

    [Fact]
    public void Rate_WhenNotSolved_GoesToTheHeadAgainAndKeepsTheDayOfTheFirstAnswer()
    {
        var voice = Answered();
        voice.Close(VoiceText.Nothing, null, Now);

        voice.Rate(false, Words, Now.AddDays(3));

        Assert.Equal((VoiceState.Proposed, 1, null), (voice.State, voice.Reopened, voice.ClosedOn));
        voice.Decide(Branch.Urgent, Words, null, Now.AddDays(4));
        voice.ReportAtOnce(Words, null, Now.AddDays(4));
        voice.Answer(Words, Words, Until, null, Now.AddDays(5));
        Assert.Equal((Today, null), (voice.AnsweredOn, voice.Satisfied));
        voice.Rate(true, VoiceText.Nothing, Now.AddDays(6));
        Assert.True(voice.Satisfied);
    }

    [Theory]
    [InlineData("  ก​ข\u202Eค\0ง\r\nจ ", "กขคง\nจ")]
    [InlineData("👨‍👩‍👧 ดีมาก 😀", "👨‍👩‍👧 ดีมาก 😀")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    public void Text_KeepsWhatPeopleSeeAndLosesWhatTheyCanNot(string typed, string kept) => Assert.Equal(kept, VoiceText.Read(typed, "x").Text);

    [Theory]
    [InlineData("")]
    [InlineData(" \u200B\uFEFF ")]
    [InlineData("\u200D")]
    public void Text_WithNothingToSee_IsAskedForAgain(string typed) => Assert.Throws<RuleBroken>(() => VoiceText.Read(typed, "x"));

    [Fact]
    public void Text_OfAHundredThousandLetters_IsRefusedInWords() =>
        Assert.Contains("100,000", Assert.Throws<RuleBroken>(() => VoiceText.Read(new string('ก', 100_000), "x")).Thai, StringComparison.Ordinal);

    [Theory]
    [InlineData("7kq4 m2xd 9pth")]
    [InlineData("๗KQ๔-M๒XD-๙PTH")]
    public void Code_IsReadHoweverItIsTyped(string typed) => Assert.Equal(SecretCode.Plain("7KQ4-M2XD-9PTH"), SecretCode.Plain(typed));

    [Fact]
    public void Rate_WithoutTheChannel_KeepsWhatWasSaidOfItBefore()
    {
        var voice = Answered();
        voice.Rate(false, Words, Now, ChannelRating.Low);
        voice.Decide(Branch.Urgent, Words, null, Now);
        voice.ReportAtOnce(Words, null, Now);
        voice.Answer(Words, Words, Until, null, Now);

        voice.Rate(true, VoiceText.Nothing, Now);

        Assert.Equal(ChannelRating.Low, voice.ChannelRating);
    }
}

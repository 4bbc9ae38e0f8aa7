using Rapfang.Modules.Listening;
using Rapfang.Modules.Rules;
using Rapfang.Modules.Voices;
using Rapfang.Platform;

namespace Rapfang.Tests.Modules.Voices;

/// <summary>What a case says of its clocks, without I/O.</summary>
public sealed class VoiceClocksTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 2, 3, 0, 0, TimeSpan.Zero);
    static readonly DateOnly Today = new(2026, 11, 2);
    static readonly VoiceText Words = new("ถ้อยคำ");

    static Voice Received(ChannelWay way, VoiceKind kind = VoiceKind.Complaint) => Voice.Receive(
        kind, new Channel { Way = way }, isSealed: false, new(Words, Words, VoiceText.Nothing, VoiceText.Nothing, VoiceText.Nothing), null, Today, Now);

    static DateTimeOffset After(int days) => Now.AddDays(days);

    static Clock Clock(Voice voice, string code, ChannelWay way = ChannelWay.Web) => VoiceClocks.Of(voice, way).Single(clock => clock.Rule == code);

    [Fact]
    public void Acknowledge_IsMetAtOnceWhereTheSpeakerGotTheCode_AndByALetterLater()
    {
        Assert.Equal(Today, Clock(Received(ChannelWay.Telephone), DeadlineRule.ComplaintAcknowledge, ChannelWay.Telephone).MetOn);
        var letter = Received(ChannelWay.Letter);
        Assert.Null(Clock(letter, DeadlineRule.ComplaintAcknowledge, ChannelWay.Letter).MetOn);

        letter.Acknowledge(After(2));

        Assert.Equal(Today.AddDays(2), Clock(letter, DeadlineRule.ComplaintAcknowledge, ChannelWay.Letter).MetOn);
        Assert.Throws<RuleBroken>(() => letter.Acknowledge(After(3)));
        Assert.DoesNotContain(VoiceClocks.Of(Received(ChannelWay.Box), ChannelWay.Box), clock => clock.Rule == DeadlineRule.ComplaintAcknowledge);
    }

    [Fact]
    public void FactsAsked_StopScreeningAndClosing_NeverTheAnswer()
    {
        var voice = Received(ChannelWay.Web);
        voice.Screen(Screening.MoreFacts, VoiceKind.Complaint, null, Words, null, After(1));

        Assert.Equal((Today.AddDays(1), VoiceClocks.FactsAsked), (Clock(voice, DeadlineRule.VoiceScreen).PausedOn, Clock(voice, DeadlineRule.VoiceScreen).PauseReason));
        Assert.Equal(Today.AddDays(1), Clock(voice, DeadlineRule.VoiceClose).PausedOn);
        Assert.Equal(new(DeadlineRule.ComplaintAnswer, Today, null), Clock(voice, DeadlineRule.ComplaintAnswer));

        voice.Write(Words, After(6));

        Assert.Equal((null, 5), (Clock(voice, DeadlineRule.VoiceScreen).PausedOn, Clock(voice, DeadlineRule.VoiceScreen).PausedDays));
        voice.Screen(Screening.Accepted, VoiceKind.Compliment, null, Words, null, After(7));
        Assert.Equal(Today.AddDays(7), Clock(voice, DeadlineRule.VoiceScreen).MetOn);
        Assert.Equal(0, Clock(voice, DeadlineRule.ComplaintAnswer).PausedDays);
    }

    [Fact]
    public void NotSolved_StartsTheClosingAnewAndLeavesTheFirstAnswer()
    {
        var voice = Received(ChannelWay.Web);
        voice.Screen(Screening.Accepted, VoiceKind.Question, null, Words, null, Now);
        voice.Answer(Words, Words, Today.AddDays(30), null, After(3));
        voice.Close(VoiceText.Nothing, null, After(4));
        Assert.Equal(Today.AddDays(4), Clock(voice, DeadlineRule.VoiceClose).MetOn);

        voice.Rate(satisfied: false, Words, After(9));

        Assert.Equal((Today.AddDays(9), null), (Clock(voice, DeadlineRule.VoiceClose).StartedOn, Clock(voice, DeadlineRule.VoiceClose).MetOn));
        Assert.Equal(Today.AddDays(3), Clock(voice, DeadlineRule.ComplaintAnswer).MetOn);
    }

    [Fact]
    public void Withdraw_EndsEveryClock()
    {
        var voice = Received(ChannelWay.Letter);
        voice.Withdraw(After(2));

        Assert.All(VoiceClocks.Of(voice, ChannelWay.Letter), clock => Assert.Equal(Today.AddDays(2), clock.MetOn));
    }

    [Fact]
    public void Scopes_AreTypeThenChannelThenKind()
    {
        var voice = Received(ChannelWay.FieldVisit, VoiceKind.Compliment);
        Assert.Equal(["channel:field_visit", "kind:compliment"], VoiceClocks.Scopes(voice, ChannelWay.FieldVisit));
        var type = new VoiceType();
        voice.Screen(Screening.Accepted, VoiceKind.Opinion, type, Words, null, Now);
        Assert.Equal([$"type:{type.Id}", "channel:field_visit", "kind:opinion"], VoiceClocks.Scopes(voice, ChannelWay.FieldVisit));
    }
}

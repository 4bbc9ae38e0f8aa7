using System.Net;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Configuration;
using Rapfang.Modules.Participation;

namespace Rapfang.Tests.Modules.Participation;

/// <summary>What one source may send: at once, by and by, and from when it is called a burst.</summary>
public sealed class ConsultationSourcesTests : IDisposable
{
    readonly MemoryCache memory = new(new MemoryCacheOptions());
    readonly SetClock clock = new(new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero));
    readonly Guid asked = Guid.NewGuid();

    public void Dispose() => memory.Dispose();

    ConsultationSources Sources(int atOnce) => new(memory, clock, new ConfigurationBuilder().AddInMemoryCollection([new("RAPFANG_CONSULTATION_AT_ONCE", $"{atOnce}")]).Build());

    [Fact]
    public void Turn_ComesBackEveryFiveSeconds()
    {
        var sources = Sources(2);
        Assert.Equal(TimeSpan.Zero, Take("192.0.2.1").Wait);
        Assert.Equal(TimeSpan.Zero, Take("192.0.2.1").Wait);
        Assert.Equal(TimeSpan.FromSeconds(5), Take("192.0.2.1").Wait);

        clock.Now += TimeSpan.FromSeconds(4);
        Assert.Equal(TimeSpan.FromSeconds(1), Take("192.0.2.1").Wait);
        clock.Now += TimeSpan.FromSeconds(1);
        Assert.Equal(TimeSpan.Zero, Take("192.0.2.1").Wait);

        SourceTurn Take(string address) => sources.Take(asked, IPAddress.Parse(address), Guid.NewGuid());
    }

    [Theory]
    [InlineData("192.0.2.2", true)]
    [InlineData("::ffff:192.0.2.1", false)] // The same, written otherwise.
    [InlineData("2001:db8::1", true)]
    public void Another_WaitsForNobody(string other, bool isAnother)
    {
        var sources = Sources(1);
        sources.Take(asked, IPAddress.Parse("192.0.2.1"), Guid.NewGuid());

        Assert.Equal(isAnother, sources.Take(asked, IPAddress.Parse(other), Guid.NewGuid()).Wait == TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, sources.Take(Guid.NewGuid(), IPAddress.Parse("192.0.2.1"), Guid.NewGuid()).Wait); // Nor for another consultation.
    }

    [Fact]
    public void Addresses_OfOneHouse_AreOneSource()
    {
        var sources = Sources(1);
        sources.Take(asked, IPAddress.Parse("2001:db8:0:1::5"), Guid.NewGuid());

        Assert.NotEqual(TimeSpan.Zero, sources.Take(asked, IPAddress.Parse("2001:db8:0:1:abcd::9"), Guid.NewGuid()).Wait);
        Assert.Equal(TimeSpan.Zero, sources.Take(asked, IPAddress.Parse("2001:db8:0:2::5"), Guid.NewGuid()).Wait);
    }

    [Fact]
    public void SameForm_CostsOneTurn()
    {
        var (sources, key) = (Sources(1), Guid.NewGuid());

        Assert.Equal(TimeSpan.Zero, sources.Take(asked, IPAddress.Loopback, key).Wait);
        Assert.Equal(TimeSpan.Zero, sources.Take(asked, IPAddress.Loopback, key).Wait);
    }

    [Fact]
    public void Burst_BeginsWithTheSixthAndNamesTheFiveBefore()
    {
        var sources = Sources(60);
        var keys = Enumerable.Range(0, ConsultationSources.BurstFrom + 1).Select(_ => Guid.NewGuid()).ToList();
        var turns = keys.ConvertAll(key => sources.Take(asked, IPAddress.Loopback, key));

        Assert.All(turns[..5], turn => Assert.Null(turn.Burst));
        Assert.Equal(keys[..5].Order(), turns[5].Earlier.Order());
        Assert.Equal(turns[5].Burst, turns[6].Burst);
        Assert.Empty(turns[6].Earlier);
    }
}

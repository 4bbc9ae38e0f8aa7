using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Caching.Memory;

namespace Rapfang.Modules.Participation;

/// <summary>What a source may do now.</summary>
/// <param name="Wait">How long to wait before sending again; zero where it is taken at once.</param>
/// <param name="Burst">What these sendings have in common; null while there are few of them.</param>
/// <param name="Earlier">Forms of the same burst that came before it was known as one.</param>
public readonly record struct SourceTurn(TimeSpan Wait, Guid? Burst, IReadOnlyList<Guid> Earlier);

/// <summary>
/// Knows for some minutes how much one source sends to a consultation, so that a flood is slowed and seen. All of it lies
/// in the memory of this node and is forgotten when the source was quiet; an address is never written down, nor a hash of one.
/// </summary>
public sealed class ConsultationSources(IMemoryCache memory, TimeProvider clock, IConfiguration configuration)
{
    /// <summary>So many sendings without <see cref="Forgotten"/> between them are called a burst.</summary>
    public const int BurstFrom = 6;

    /// <summary>A source that was quiet for so long is not known any more.</summary>
    static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(10);

    /// <summary>One more may be sent after each such time.</summary>
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    // A class or a meeting behind one address sends all at once.
    readonly int atOnce = Math.Max(1, configuration.GetValue("RAPFANG_CONSULTATION_AT_ONCE", 60));

    sealed class Source(DateTimeOffset now)
    {
        readonly HashSet<Guid> sent = [];
        double used;
        DateTimeOffset at = now;
        Guid? burst;

        public SourceTurn Take(Guid key, int atOnce, DateTimeOffset now)
        {
            (used, at) = (Math.Max(0, used - ((now - at) / Pace)), now);
            if (sent.Contains(key))
            {
                return new(TimeSpan.Zero, burst, []);
            }

            if (used > atOnce - 1)
            {
                return new(TimeSpan.FromSeconds(Math.Ceiling(((used - atOnce + 1) * Pace).TotalSeconds)), burst, []);
            }

            used++;
            sent.Add(key);
            if (burst is not null || sent.Count < BurstFrom)
            {
                return new(TimeSpan.Zero, burst, []);
            }

            burst = Guid.NewGuid();
            return new(TimeSpan.Zero, burst, [.. sent.Where(earlier => earlier != key)]);
        }
    }

    /// <summary>Asks for a turn. The same form sent again costs nothing.</summary>
    public SourceTurn Take(Guid consultation, IPAddress? address, Guid key)
    {
        var source = memory.GetOrCreate((nameof(ConsultationSources), consultation, Whole(address)), entry =>
        {
            entry.SlidingExpiration = Forgotten;
            return new Source(clock.GetUtcNow());
        })!;
        lock (source)
        {
            return source.Take(key, atOnce, clock.GetUtcNow());
        }
    }

    // A house has a whole /64 of IPv6, so one of its addresses is no source of its own.
    static IPAddress Whole(IPAddress? address)
    {
        if (address is null || address.IsIPv4MappedToIPv6)
        {
            return address?.MapToIPv4() ?? IPAddress.None;
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new(bytes);
    }
}

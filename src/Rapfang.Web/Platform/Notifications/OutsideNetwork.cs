using System.Net;
using System.Net.Sockets;

namespace Rapfang.Platform.Notifications;

/// <summary>
/// Which addresses may be called. An address that somebody typed must not become a way into the office's own network: only
/// public ones are called, by https, and what the operator named in <c>RAPFANG_CALLS_INSIDE</c>. It is looked at again when
/// the connection is made, since a name may lead elsewhere by then.
/// </summary>
public sealed class OutsideNetwork : IDisposable
{
    const int LongestAddress = 500;
    const int LongestName = 253;
    static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            // Those of version 6 that hold one of version 4, or are for examples.
            "2001::/32", "2001:db8::/32", "2002::/16",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    static readonly IPNetwork PublicV6 = IPNetwork.Parse("2000::/3");

    readonly IPNetwork[] inside;

    /// <exception cref="InvalidOperationException">What is named inside is no network.</exception>
    public OutsideNetwork(IConfiguration configuration)
    {
        inside = [.. (configuration["RAPFANG_CALLS_INSIDE"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(named =>
            IPNetwork.TryParse(named, out var network) ? network
                : throw new InvalidOperationException($"RAPFANG_CALLS_INSIDE: {named} ไม่ใช่ช่วงไอพี\nRAPFANG_CALLS_INSIDE: {named} is no network such as 10.1.0.0/16."))];
        Http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = Kept, ConnectCallback = (context, cancellation) => ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellation), MaxResponseHeadersLength = 16,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // Each call has its own.
        };
    }

    /// <summary>Goes nowhere else.</summary>
    public HttpClient Http { get; }

    /// <summary>Reads an address as somebody typed it.</summary>
    /// <exception cref="RuleBroken">It is none, not https, or leads inside.</exception>
    public string Read(string? typed, string field)
    {
        if (!Uri.TryCreate(typed?.Trim(), UriKind.Absolute, out var address) || typed.Length > LongestAddress || address.UserInfo.Length > 0 || address.Fragment.Length > 0
            || address.Scheme is not ("https" or "http"))
        {
            throw new RuleBroken("กรอกที่อยู่เว็บให้ครบ เช่น https://example.go.th/hook", "Give a whole address such as https://example.go.th/hook.", field);
        }

        var host = Number(address.IdnHost);
        RefuseInside(host, field);
        return address.Scheme == "https" || (host is not null && IsInside(host)) ? address.AbsoluteUri
            : throw new RuleBroken("ที่อยู่ต้องขึ้นต้นด้วย https://", "The address must begin with https://.", field);
    }

    /// <summary>Reads the name of a server as somebody typed it.</summary>
    /// <exception cref="RuleBroken">It is none, or leads inside.</exception>
    public string ReadHost(string? typed, string field)
    {
        var host = typed?.Trim() ?? "";
        if (host.Length > LongestName || Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
        {
            throw new RuleBroken("กรอกชื่อเครื่องเซิร์ฟเวอร์ เช่น mail.example.go.th", "Give the name of the server such as mail.example.go.th.", field);
        }

        RefuseInside(Number(host), field);
        return host;
    }

    // Of a name nothing is known before it is called; a number is looked at now.
    static IPAddress? Number(string host) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var number) ? number : host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback : null;

    void RefuseInside(IPAddress? host, string field)
    {
        if (host is not null && !MayCall(host))
        {
            throw new RuleBroken(
                "ที่อยู่นี้อยู่ในเครือข่ายภายใน ระบบไม่เรียก เว้นแต่ผู้ดูแลเครื่องอนุญาตช่วงไอพีนั้นไว้", "This address lies inside a private network, which is not called unless the operator allows it.", field);
        }
    }

    /// <summary>Whether a host is written as a number that the operator named.</summary>
    public bool IsInside(string host) => Number(host) is { } number && IsInside(number);

    bool IsInside(IPAddress address) => Array.Exists(inside, network => network.Contains(Plain(address)));

    bool MayCall(IPAddress address) => IsInside(address) || IsPublic(address);

    /// <summary>Whether an address belongs to the whole internet.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = Plain(address);
        return (plain.AddressFamily == AddressFamily.InterNetwork || PublicV6.Contains(plain)) && !Array.Exists(NotPublic, network => network.Contains(plain));
    }

    static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>Connects to a server that may be called; nothing is encrypted yet.</summary>
    /// <exception cref="NotAllowedException">It leads into a network that is not called.</exception>
    public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken cancellation)
    {
        var found = IPAddress.TryParse(host, out var number) ? [number] : await Dns.GetHostAddressesAsync(host, cancellation);
        var allowed = Array.FindAll(found, MayCall);
        if (allowed.Length == 0)
        {
            throw new NotAllowedException($"{host} leads into a private network.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => Http.Dispose();
}

/// <summary>The address leads into a network that is not called.</summary>
public sealed class NotAllowedException(string message) : IOException(message);

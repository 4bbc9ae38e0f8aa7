using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Rapfang.Platform.Identity;

/// <summary>
/// Codes of an app on the telephone (TOTP, RFC 6238: six digits, half a minute, SHA-1). The framework's own provider takes
/// a code again while its time lasts; here each counts once.
/// </summary>
public sealed class AppCodes(TimeProvider clock) : AuthenticatorTokenProvider<User>
{
    const int StepSeconds = 30;

    /// <summary>The code of a moment.</summary>
    /// <param name="key">The secret in Base32, as apps take it.</param>
    /// <param name="step">Half minutes since 1970.</param>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "What apps compute; its weakness does not matter here.")]
    public static string Code(string key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var hash = HMACSHA1.HashData(Bytes(key), counter);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    public static long StepOf(DateTimeOffset moment) => moment.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>Takes a code of now or of half a minute before or after, for clocks differ, and never a second time.</summary>
    public override async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user)
    {
        var now = StepOf(clock.GetUtcNow());
        if (await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key)
        {
            return false;
        }

        for (var step = Math.Max(now - 1, (user.LastCodeStep ?? 0) + 1); step <= now + 1; step++)
        {
            if (Code(key, step) == token)
            {
                user.LastCodeStep = step;
                // Of two uses at the same moment the second finds the record changed.
                return (await manager.UpdateAsync(user)).Succeeded;
            }
        }

        return false;
    }

    static byte[] Bytes(string base32)
    {
        var bytes = new byte[base32.Length * 5 / 8];
        int bits = 0, held = 0, at = 0;
        foreach (var letter in base32)
        {
            bits = (bits << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal);
            held += 5;
            if (held >= 8)
            {
                held -= 8;
                bytes[at++] = (byte)(bits >> held);
                bits &= (1 << held) - 1;
            }
        }

        return bytes;
    }
}

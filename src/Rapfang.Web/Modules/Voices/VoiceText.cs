using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Rapfang.Platform;
using Rapfang.Platform.Audit;
using Rapfang.Thai;

namespace Rapfang.Modules.Voices;

/// <summary>
/// What somebody said or wrote about a case. Events tell how long it is, not the words: words hold names, and an event is
/// never deleted and is read by more people than a case.
/// </summary>
public sealed record VoiceText(string Text) : IToldInParts
{
    /// <summary>The most letters of a long text: a typed page and a half.</summary>
    public const int Longest = 5000;

    public static VoiceText Nothing { get; } = new("");

    public bool IsEmpty => Text.Length == 0;

    public override string ToString() => Text;

    /// <summary>What stands in lists for words that came without a subject: their first line's worth.</summary>
    public VoiceText InShort() => new(ThaiText.Cut(Text.ReplaceLineEndings(" "), 80));

    /// <summary>
    /// Takes in what was typed: line ends become one kind, what can not be seen (control characters, zero-width blanks, marks
    /// that turn the direction of writing) goes. Markup stays what it is, letters.
    /// </summary>
    /// <param name="field">The form field, for the message.</param>
    /// <exception cref="RuleBroken">It is too long, or empty where it must not be.</exception>
    public static VoiceText Read(string? typed, string field, int most = Longest, bool required = true)
    {
        var text = Clean(typed ?? "");
        if (required && ThaiText.Normalise(text).Length == 0)
        {
            throw new RuleBroken("กรอกช่องนี้", "Fill in this field.", field);
        }

        var length = ThaiText.Length(text);
        return length <= most ? new(text) : throw new RuleBroken(
            string.Create(CultureInfo.InvariantCulture, $"เขียนได้ไม่เกิน {most:N0} ตัวอักษร ขณะนี้มี {length:N0} ข้อความยังอยู่ครบ โปรดตัดให้สั้นลง"),
            string.Create(CultureInfo.InvariantCulture, $"At most {most:N0} characters; now it is {length:N0}. Nothing is lost, please shorten it."), field);
    }

    static string Clean(string typed)
    {
        var clean = new StringBuilder(typed.Length);
        foreach (var c in typed.ReplaceLineEndings("\n"))
        {
            // U+200D and U+200C join and part letters and emoji, so they are not mere blanks.
            var unseen = char.IsControl(c) ? c is not ('\n' or '\t') : char.GetUnicodeCategory(c) == UnicodeCategory.Format && c is not ('\u200D' or '\u200C');
            if (!unseen)
            {
                clean.Append(c);
            }
        }

        return clean.ToString().Trim();
    }

    public IReadOnlyDictionary<string, JsonNode?> Parts() =>
        new Dictionary<string, JsonNode?>(StringComparer.Ordinal) { ["letters"] = Text.Length };
}

using System.Text.RegularExpressions;

namespace Rapfang.Thai;

/// <summary>A person's name. Sorted by <paramref name="Given"/>, as in Thailand (domain 11).</summary>
/// <param name="Title">คำนำหน้า such as "นางสาว", "ดร.", "ว่าที่ ร.ต."; empty when there is none.</param>
/// <param name="Given">ชื่อ; may also hold a whole foreign or single name.</param>
/// <param name="Family">นามสกุล; empty for people without one.</param>
public sealed partial record PersonName(string Title, string Given, string Family)
{
  private static readonly string[] JoinedTitles =
  [
    "นาย", "นาง", "นางสาว", "น.ส.", "เด็กชาย", "เด็กหญิง", "ด.ช.", "ด.ญ.", "คุณ",
    "นายแพทย์", "แพทย์หญิง", "นพ.", "พญ.", "ทันตแพทย์", "ทันตแพทย์หญิง", "ทพ.", "ทพญ.", "เภสัชกร", "เภสัชกรหญิง", "ภก.", "ภญ.",
    "คุณหญิง", "ท่านผู้หญิง", "พระครู", "พระมหา", "สามเณร", "แม่ชี",
    "หม่อมเจ้า", "หม่อมราชวงศ์", "หม่อมหลวง", "ม.จ.", "ม.ร.ว.", "ม.ล.",
  ];

  /// <summary>"นางสาวสมหญิง ใจดี": civil titles stand close to the name; after ranks and degrees, and before Latin letters, comes a blank, "ดร. สมหญิง ใจดี".</summary>
  public string Display
  {
    get
    {
      var isJoined = JoinedTitles.Contains(Title) && !Given.Any(char.IsAsciiLetter);
      return $"{Title}{(isJoined ? "" : " ")}{Given} {Family}".Trim();
    }
  }

  /// <summary>
  /// Takes a name written in one line apart: known title, first word, rest ("ณ ป่าฝัน" stays with the surname). A guess to be
  /// confirmed by a person: a given name may itself begin like a title (นางนวล). Blanks are shrunk to one. Never throws on
  /// any text; an empty one gives three empty parts.
  /// </summary>
  public static PersonName Split(string text)
  {
    ArgumentNullException.ThrowIfNull(text);
    var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    var title = line.Length <= 200 ? TitleForm().Match(line).Value.TrimEnd() : "";
    var name = line[title.Length..].TrimStart();
    var blank = name.IndexOf(' ', StringComparison.Ordinal);
    return blank < 0
      ? new PersonName(title, name, "")
      : new PersonName(title, name[..blank], name[(blank + 1)..]);
  }

  // What follows must be able to begin a name, so that นายิกา keeps its first syllable.
  [GeneratedRegex("""
    ^(
      (ว่าที่\ ?)?
      (พล\.(ต|ร|อ)\.(อ|ท|ต)\.|พล\.(อ|ท|ต)\.|น\.(อ|ท|ต)\.|(พ|ร)\.ต\.(อ|ท|ต)\.|(พ|ร)\.(อ|ท|ต)\.|จ\.ส\.(อ|ท|ต)\.|ส\.ต\.(อ|ท|ต)\.|ส\.(อ|ท|ต)\.|ด\.ต\.
      |(พล|พัน|ร้อย|สิบ)ตำรวจ(เอก|โท|ตรี)|จ่าสิบตำรวจ|ดาบตำรวจ|(พัน|ร้อย|สิบ|จ่าสิบ)(เอก|โท|ตรี)
      |พล(เรือ|อากาศ)?(เอก|โท|ตรี)|นาวา(อากาศ)?(เอก|โท|ตรี)|เรือ(อากาศ)?(เอก|โท|ตรี)|(พัน)?จ่า(อากาศ)?(เอก|โท|ตรี))
      (\ ?หญิง(?=\ ?[ก-ฮเ-ไA-Za-z]))?\ ?
      (ดร\.\ ?)?
    | ((ผู้ช่วยศาสตราจารย์|รองศาสตราจารย์|ศาสตราจารย์|ผศ\.|รศ\.|ศ\.)\ ?)(ดร\.\ ?|นพ\.\ ?|พญ\.\ ?)?
    | ดร\.\ ?|ด็อกเตอร์\ ?
    | (?i:mr|mrs|ms|dr)(\.\ ?|\ )|(?i:miss)[ ]
    | ทันตแพทย์(หญิง)?|เภสัชกร(หญิง)?|ทพ\.|ทพญ\.|ภก\.|ภญ\.|คุณหญิง|ท่านผู้หญิง|พระครู|พระมหา|สามเณร|แม่ชี
    | นายแพทย์|แพทย์หญิง|นพ\.|พญ\.|นางสาว|นาง|นาย|น\.ส\.|เด็กชาย|เด็กหญิง|ด\.ช\.|ด\.ญ\.|คุณ|หม่อมเจ้า|หม่อมราชวงศ์|หม่อมหลวง|ม\.จ\.|ม\.ร\.ว\.|ม\.ล\.
    )(?=\ ?[ก-ฮเ-ไA-Za-z])
    """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, matchTimeoutMilliseconds: 1000)]
  private static partial Regex TitleForm();
}

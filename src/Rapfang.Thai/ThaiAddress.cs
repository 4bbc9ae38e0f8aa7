using System.Text.RegularExpressions;

namespace Rapfang.Thai;

/// <summary>A Thai postal address in its parts (domain 11); what there is not is empty. Digits are Arabic, names without their marks.</summary>
/// <param name="House">บ้านเลขที่, "99/1".</param>
/// <param name="Moo">หมู่ที่, the number only: "4".</param>
/// <param name="Soi">ซอย, "สุขใจ 5" or "5".</param>
/// <param name="Road">ถนน.</param>
/// <param name="Subdistrict">ตำบล; แขวง in Bangkok.</param>
/// <param name="District">อำเภอ; เขต in Bangkok.</param>
/// <param name="Province">จังหวัด, a name of <see cref="ThaiProvinces.All"/>.</param>
/// <param name="Postcode">รหัสไปรษณีย์, five digits.</param>
public sealed partial record ThaiAddress(
  string House, string Moo, string Soi, string Road, string Subdistrict, string District, string Province, string Postcode)
{
  private const int LongestText = 300;

  private bool IsInBangkok => Province == ThaiProvinces.Bangkok;

  /// <summary>
  /// "99/1 หมู่ที่ 4 ถนนสุขใจ ตำบลช้างเผือก อำเภอเมืองเชียงใหม่ จังหวัดเชียงใหม่ 50300", the form of letters; in Bangkok
  /// "99 ซอยสุขใจ 5 แขวงดุสิต เขตดุสิต กรุงเทพมหานคร 10300".
  /// </summary>
  public string Full(DigitStyle digits = DigitStyle.Arabic) => Joined(
    digits, "หมู่ที่ ", "ซอย", "ถนน", IsInBangkok ? ("แขวง", "เขต", "", Province) : ("ตำบล", "อำเภอ", "จังหวัด", Province));

  /// <summary>
  /// "99/1 ม.4 ถ.สุขใจ ต.ช้างเผือก อ.เมืองเชียงใหม่ จ.เชียงใหม่ 50300", for lists and labels; in Bangkok
  /// "99 ซ.สุขใจ 5 แขวงดุสิต เขตดุสิต กทม. 10300".
  /// </summary>
  public string Short(DigitStyle digits = DigitStyle.Arabic) => Joined(
    digits, "ม.", "ซ.", "ถ.", IsInBangkok ? ("แขวง", "เขต", "", "กทม.") : ("ต.", "อ.", "จ.", Province));

  /// <summary>
  /// Takes an address written in one line apart, in the full or short form, in any order of its marked parts, with the house
  /// number first and the province last but for the postcode; commas and Thai digits are taken, and กทม., กรุงเทพฯ and a
  /// province without จ. too. "อ.เมือง" becomes the district's whole name. Null when it could be read in two ways or holds
  /// more than an address: no known province, a part twice or without name, parts not separated by a blank, a building or
  /// village name, ต./อ. in Bangkok or แขวง/เขต elsewhere. Then a person has to fill in the parts. That the district
  /// belongs to the province and has that postcode is not checked. Never throws.
  /// </summary>
  public static ThaiAddress? Parse(string? text)
  {
    if (text is null or { Length: > LongestText } || Tail().Match(ThaiText.Tidy(text.Replace(',', ' '))) is not { Success: true } tail
      || ThaiProvinces.Find(tail.Groups["province"].Value) is not { } province)
    {
      return null;
    }

    var parts = new Dictionary<string, string>(StringComparer.Ordinal);
    var rest = tail.Groups["rest"].Value;
    var marks = Mark().Matches(rest);
    for (var i = 0; i < marks.Count; i++)
    {
      var start = marks[i].Index + marks[i].Length;
      var value = rest[start..(i + 1 < marks.Count ? marks[i + 1].Index : rest.Length)].Trim();
      var kind = marks[i].Groups.Values.Skip(1).Single(group => group.Success).Name;
      if (!ValueForm(kind).IsMatch(value) || !parts.TryAdd(kind, value))
      {
        return null;
      }
    }

    var isBangkok = province == ThaiProvinces.Bangkok;
    var house = HouseForm().Match(marks.Count == 0 ? rest : rest[..marks[0].Index]);
    return house.Success && !parts.Keys.Any(kind => isBangkok ? kind is "tambon" or "amphoe" : kind is "khwaeng" or "khet")
      ? new ThaiAddress(
        house.Groups["number"].Value, Part("moo"), Part("soi"), Part("road"), Part("tambon") + Part("khwaeng"),
        WholeName(Part("amphoe") + Part("khet"), province), province, tail.Groups["postcode"].Value)
      : null;

    string Part(string kind) => parts.GetValueOrDefault(kind, "");
  }

  // The district of a provincial town bears the province's name, only Ayutthaya's bears nothing else.
  private static string WholeName(string name, string province) => (name, province) switch
  {
    ("เมือง", ThaiProvinces.Bangkok) => name,
    ("เมือง", "พระนครศรีอยุธยา") => province,
    ("เมือง", _) => name + province,
    _ => name,
  };

  private static Regex ValueForm(string kind) => kind switch
  {
    "moo" => Number(),
    "soi" or "road" => Anything(),
    _ => Name(),
  };

  private string Joined(DigitStyle digits, string moo, string soi, string road, (string Subdistrict, string District, string Province, string Name) area)
  {
    string[] parts =
    [
      House, Marked(moo, Moo), Marked(soi, Soi), Marked(road, Road), Marked(area.Subdistrict, Subdistrict), Marked(area.District, District),
      Province.Length == 0 ? "" : area.Province + area.Name, Postcode,
    ];
    return ThaiDigits.Format(string.Join(' ', parts.Where(part => part.Length > 0)), digits);
  }

  // "ซอย 5" has a blank, "ซอยสุขใจ" and "ซ.5" have none.
  private static string Marked(string mark, string name) => name switch
  {
    "" => "",
    [>= '0' and <= '9', ..] when mark is not [.., '.' or ' '] => $"{mark} {name}",
    _ => mark + name,
  };

  [GeneratedRegex("^(?<rest>.*?)(^| )((จังหวัด|จ\\.) ?)?(?<province>[^ 0-9]+?)( ?(รหัสไปรษณีย์ ?)?(?<postcode>[1-9][0-9]{4}))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
  private static partial Regex Tail();

  [GeneratedRegex("(?<= |^)((?<moo>(หมู่ที่|หมู่|ม\\.)(?= ?[0-9]))|(?<soi>ซอย|ซ\\.)|(?<road>ถนน|ถ\\.)|(?<tambon>ตำบล|ต\\.)|(?<khwaeng>แขวง)|(?<amphoe>อำเภอ|อ\\.)|(?<khet>เขต))", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
  private static partial Regex Mark();

  [GeneratedRegex("^(((บ้านเลขที่|เลขที่) ?)?(?<number>[0-9]+([/-][0-9]+)*))? ?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
  private static partial Regex HouseForm();

  [GeneratedRegex("^[0-9]{1,3}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
  private static partial Regex Number();

  [GeneratedRegex("^.+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
  private static partial Regex Anything();

  [GeneratedRegex("^[^ 0-9]+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
  private static partial Regex Name();
}

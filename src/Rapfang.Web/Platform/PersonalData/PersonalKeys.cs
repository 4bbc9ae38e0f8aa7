using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Rapfang.Platform.Database;

namespace Rapfang.Platform.PersonalData;

/// <summary>
/// The keys that personal data are sealed with (AES-256-GCM). The first of them seals; the others only open what was
/// sealed before a change of keys. They come from <c>RAPFANG_PERSONAL_KEY</c>, else from a file in the data folder that
/// the first start makes. The database keeps a fingerprint of each, so that a wrong one is refused before it seals anything.
/// </summary>
public sealed class PersonalKeys
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "personal.key";

    const int KeyBytes = 32;
    const int NonceBytes = 12;
    const int TagBytes = 16;
    const string Version = "1";

    readonly string file;
    List<Key> keys;

    PersonalKeys(string file, bool fromSetting, List<Key> keys)
    {
        this.file = file;
        FromSetting = fromSetting;
        this.keys = keys;
    }

    sealed record Key(string Fingerprint, byte[] Bytes)
    {
        public static Key Of(byte[] bytes) => new(
            Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, 16, info: "rapfang personal key: fingerprint"u8.ToArray())), bytes);

        public static Key New() => Of(RandomNumberGenerator.GetBytes(KeyBytes));

        /// <summary>Stands in each sealed value, so that the right key is found.</summary>
        public string Id => Fingerprint[..8];
    }

    /// <summary>Whether the operator keeps the key; else it lies in the data folder and goes into backups.</summary>
    public bool FromSetting { get; }

    /// <summary>Of the keys at hand, the one that seals first. They tell nothing of the keys.</summary>
    public IReadOnlyList<string> Fingerprints => [.. keys.Select(key => key.Fingerprint)];

    /// <summary>Reads the keys of the configuration; there may be none yet.</summary>
    /// <exception cref="DatabaseUnavailableException">What is given is no key.</exception>
    public static PersonalKeys Read(IConfiguration configuration)
    {
        var path = Path.Combine(OpenedDatabase.DataFolder(configuration), FileName);
        return configuration["RAPFANG_PERSONAL_KEY"] is { } setting && !string.IsNullOrWhiteSpace(setting)
            ? new(path, fromSetting: true, Parse(setting, "RAPFANG_PERSONAL_KEY"))
            : new(path, fromSetting: false, File.Exists(path) ? Parse(File.ReadAllText(path), path) : []);
    }

    // One key, or several separated by commas or line breaks; 32 bytes each, in Base64.
    static List<Key> Parse(string text, string where)
    {
        var found = new List<Key>();
        foreach (var word in text.Split([',', '\n', '\r', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var bytes = new byte[KeyBytes];
            if (!Convert.TryFromBase64String(word, bytes, out var length) || length != KeyBytes)
            {
                throw NoKey(where);
            }

            found.Add(Key.Of(bytes));
        }

        return found.Count > 0 ? found : throw NoKey(where);
    }

    static DatabaseUnavailableException NoKey(string where) => new(
        $"{where} ไม่ใช่กุญแจข้อมูลส่วนบุคคล กุญแจคือข้อมูลสุ่ม 32 ไบต์ในรูป Base64 (สร้างด้วย openssl rand -base64 32) ไม่มีข้อมูลใดถูกแตะต้อง",
        $"{where} holds no key for personal data: 32 random bytes in Base64 (made by: openssl rand -base64 32). Nothing was touched.");

    /// <summary>
    /// Compares the keys with those that the database was sealed with, and puts down the one that seals from now on. A database
    /// that was never sealed gets a key made if there is none.
    /// </summary>
    /// <param name="connection">Holds the lock of the migrations.</param>
    /// <exception cref="DatabaseUnavailableException">A key is missing: what it sealed could not be read.</exception>
    public async Task ConfirmAsync(NpgsqlConnection connection)
    {
        var known = await KnownAsync(connection);
        if (keys.Count == 0 && known.Count == 0)
        {
            var made = Key.New();
            Write(file, [made]);
            keys = [made];
        }

        RefuseWithout(known);
        await using var note = new NpgsqlCommand("insert into personal_keys (fingerprint, since) values ($1, now()) on conflict do nothing", connection);
        note.Parameters.Fill(keys[0].Fingerprint);
        await note.ExecuteNonQueryAsync();
    }

    /// <summary>The fingerprints that the database knows; none in one that is older than sealing.</summary>
    public static async Task<IReadOnlyList<string>> KnownAsync(NpgsqlConnection connection)
    {
        await using var there = new NpgsqlCommand("select to_regclass('personal_keys') is not null", connection);
        if (!(bool)(await there.ExecuteScalarAsync())!)
        {
            return [];
        }

        await using var command = new NpgsqlCommand("select coalesce(array_agg(fingerprint order by since, fingerprint), '{}') from personal_keys", connection);
        return (string[])(await command.ExecuteScalarAsync())!;
    }

    void RefuseWithout(IEnumerable<string> known)
    {
        if (known.FirstOrDefault(fingerprint => Fingerprints.All(at => at != fingerprint)) is { } missing)
        {
            var where = FromSetting ? "RAPFANG_PERSONAL_KEY" : file;
            throw new DatabaseUnavailableException(
                $"ไม่มีกุญแจที่ใช้เข้ารหัสข้อมูลส่วนบุคคลของฐานข้อมูลนี้ (ลายนิ้วมือ {missing}) ให้นำกุญแจเดิมกลับมาไว้ที่ {where} แล้วเริ่มใหม่ "
                + "ห้ามสร้างกุญแจใหม่แทน ข้อมูลทั้งหมดยังอยู่ครบ ไม่มีสิ่งใดถูกแตะต้อง",
                $"The key that the personal data of this database are sealed with (fingerprint {missing}) is not in {where}. Put the old key back and start again; "
                + "a new key can not replace it. All data are still there, nothing was touched.");
        }
    }

    /// <summary>Whether everything sealed with these keys can be opened.</summary>
    public bool Have(IEnumerable<string> fingerprints) => fingerprints.All(Fingerprints.Contains);

    /// <summary>The fingerprints of the keys in the text of a key file.</summary>
    public static IReadOnlyList<string> FingerprintsIn(string text) => [.. Parse(text, FileName).Select(key => key.Fingerprint)];

    /// <summary>The text of the key file, to go into a backup; null where the operator keeps the key or there is none yet.</summary>
    public string? FileText => FromSetting || keys.Count == 0 ? null : Text(keys);

    /// <summary>
    /// Takes the keys of a restored backup into the file, before the ones that are there: no key is ever lost.
    /// </summary>
    /// <returns>Puts the file back as it was.</returns>
    public Action Adopt(string text)
    {
        var (before, beforeText) = (keys, File.Exists(file) ? File.ReadAllText(file) : null);
        var brought = Parse(text, FileName);
        keys = [.. brought, .. keys.Where(key => brought.TrueForAll(other => other.Fingerprint != key.Fingerprint))];
        Write(file, keys);
        return () =>
        {
            keys = before;
            if (beforeText is null)
            {
                File.Delete(file);
            }
            else
            {
                Write(file, before);
            }
        };
    }

    static string Text(IEnumerable<Key> keys) => string.Concat(keys.Select(key => Convert.ToBase64String(key.Bytes) + "\n"));

    // Whole and on the disk before anything is sealed with it, and for nobody else's eyes.
    static void Write(string path, IEnumerable<Key> keys)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var half = path + ".part";
        File.Delete(half);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(half, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(Text(keys)));
            stream.Flush(flushToDisk: true);
        }

        File.Move(half, path, overwrite: true);
    }

    /// <summary>Seals a text for one place; its mask stays readable.</summary>
    public Sealed Seal(SealedPlace place, string text, string mask = "")
    {
        var key = keys[0];
        var plain = Encoding.UTF8.GetBytes(text);
        var whole = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = whole.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key.Bytes, TagBytes);
        cipher.Encrypt(nonce, plain, whole.AsSpan(NonceBytes, plain.Length), whole.AsSpan(NonceBytes + plain.Length), Bound(key.Id, place, mask));
        return new Sealed($"{Version}:{key.Id}:{Convert.ToBase64String(whole)}:{mask}");
    }

    /// <summary>Opens what was sealed for this very place.</summary>
    /// <exception cref="CryptographicException">It was sealed for another place, was changed, or its key is not at hand.</exception>
    public string Open(SealedPlace place, Sealed value)
    {
        var parts = value.Stored.Split(':', 4);
        if (parts is not [Version, var id, var content, var mask] || keys.Find(key => key.Id == id) is not { } key
            || Convert.FromBase64String(content) is not { Length: >= NonceBytes + TagBytes } whole)
        {
            throw new CryptographicException($"What is kept in {place.Field} of {place.Record} is not sealed with a key at hand.");
        }

        var plain = new byte[whole.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key.Bytes, TagBytes);
        cipher.Decrypt(
            whole.AsSpan(0, NonceBytes), whole.AsSpan(NonceBytes, plain.Length), whole.AsSpan(NonceBytes + plain.Length), plain, Bound(id, place, mask));
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>
    /// A hash that only who has the keys can make, to find something again without keeping it. One for each key, the present
    /// one first: what was put down before a change of keys is found by the older.
    /// </summary>
    public IReadOnlyList<string> Index(string purpose, string text) =>
    [
        .. keys.Select(key => Convert.ToHexStringLower(HMACSHA256.HashData(
            HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Bytes, KeyBytes, info: Encoding.ASCII.GetBytes($"rapfang personal key: index of {purpose}")),
            Encoding.UTF8.GetBytes(text)))),
    ];

    // What the seal is bound to: moved to another office, column or row, or with another mask, it does not open.
    static byte[] Bound(string keyId, SealedPlace place, string mask) =>
        Encoding.UTF8.GetBytes($"rapfang:{Version}:{keyId}:{place.Office}:{place.Field}:{place.Record:N}:{mask}");
}

/// <summary>Where a sealed value belongs.</summary>
/// <param name="Office">0 above offices.</param>
/// <param name="Field">A name for good, such as <c>people.phone</c>: renamed, nothing sealed under it would open.</param>
public readonly record struct SealedPlace(int Office, string Field, Guid Record);

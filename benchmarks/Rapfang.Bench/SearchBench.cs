using System.Diagnostics;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Rapfang.Thai;

namespace Rapfang.Bench;

/// <summary>The search page of an office with 1 million records, over HTTP, by one person after the other.</summary>
static class SearchBench
{
    const int Rows = 1_000_000;
    const int Looks = 600;
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);

    // What citizens come about, in words that any office hears; all of it invented.
    static readonly string[] Phrases =
    [
        "ขอสอบถามเรื่อง", "ขอร้องเรียนเรื่อง", "ขอเสนอแนะเรื่อง", "ขอชมเชยเจ้าหน้าที่", "ขอทราบความคืบหน้าของ", "การย้ายข้าราชการครู", "การบรรจุและแต่งตั้ง",
        "การเลื่อนเงินเดือน", "การเบิกค่าเช่าบ้าน", "เงินวิทยฐานะ", "การขอมีบัตรประจำตัว", "การลาศึกษาต่อ", "การรับนักเรียน", "การจัดสรรงบประมาณ", "อาหารกลางวัน",
        "การซ่อมแซมอาคารเรียน", "ถนนหน้าโรงเรียน", "น้ำประปาไม่ไหล", "ไฟฟ้าดับบ่อย", "ห้องน้ำไม่สะอาด", "ที่จอดรถไม่เพียงพอ", "รอคิวนาน", "พูดจาสุภาพ",
        "ให้บริการรวดเร็ว", "ไม่ได้รับหนังสือตอบ", "เอกสารสูญหาย", "เว็บไซต์เข้าไม่ได้", "โทรศัพท์ไม่มีผู้รับ", "อินเทอร์เน็ตช้า", "ครูไม่ครบชั้น", "ทุนการศึกษา",
        "ชุดนักเรียน", "รถรับส่งนักเรียน", "ความปลอดภัยในสถานศึกษา", "การประเมินผล", "ใบแสดงผลการเรียน", "การเทียบโอน", "โรงเรียนขนาดเล็ก", "กลุ่มบริหารงานบุคคล",
        "หน่วยตรวจสอบภายใน", "คณะกรรมการสถานศึกษา", "ผู้ปกครอง", "ชุมชนใกล้เคียง", "เมื่อวันที่", "ยังไม่ได้รับแจ้งผล", "จึงขอให้เร่งดำเนินการ", "โปรดตรวจสอบและแก้ไข",
        "ขอขอบคุณที่ให้บริการ", "ได้ติดต่อหลายครั้งแล้ว", "ต้องเดินทางไกล", "เสียค่าใช้จ่ายเพิ่ม", "ควรมีป้ายบอกทาง", "ควรเปิดช่องทางออนไลน์", "ขั้นตอนซับซ้อน", "ใช้เอกสารมาก",
    ];

    static readonly string[] Syllables =
        "บาง หนอง ห้วย โคก ดอน ท่า บ้าน นา วัง คลอง สระ โนน เขา ป่า ทุ่ง ไผ่ แก้ว ทอง ยาง หวาย พลวง ตาล มะขาม สะแก ประดู่ กระบก เสือ ช้าง ควาย ปลา กุ้ง เพชร เงิน คำ แดง ขาว ดำ เหลือง ใหญ่ น้อย กลาง เหนือ ใต้ ใน นอก ลึก ตื้น สูง ต่ำ".Split(' ');

    /// <returns>Whether every search found what it had to.</returns>
    public static async Task<bool> RunAsync(string folder, CancellationToken stop)
    {
        using var data = new DataFolder();
        var (app, _) = await RunningApp.StartAsync(folder, data.Path, "/health/ready", stop);
        await using var running = app;
        await using var database = await app.OpenDatabaseAsync();
        await FillAsync(database, stop);
        var cookie = await ResultsBench.SignInAsync(app, stop);

        using var connection = new RawConnection(app.Address);
        Random random = new(7);
        var kinds = Searches(random);
        var times = kinds.ToDictionary(kind => kind.Name, _ => new List<double>());
        var right = true;
        for (var warm = Stopwatch.StartNew(); warm.Elapsed < WarmUp;)
        {
            Array.ForEach(kinds, kind => Look(kind));
        }

        for (var n = 0; n < Looks; n++)
        {
            stop.ThrowIfCancellationRequested();
            var kind = kinds[n % kinds.Length];
            times[kind.Name].Add(Look(kind));
            await Task.Delay(5, stop);
        }

        foreach (var (name, taken) in times)
        {
            Figures.Print($"search for {name} at 1 million, p50", Figures.Median(taken), "ms");
            Figures.Print($"search for {name} at 1 million, p95", Figures.Percentile(taken, 0.95), "ms");
        }

        var all = times.Values.SelectMany(taken => taken).ToList();
        Figures.Print("search at 1 million, p50", Figures.Median(all), "ms");
        Figures.Below("search at 1 million, p95", Figures.Percentile(all, 0.95), "ms", 150);
        Figures.Print("highest resident memory", app.Megabytes("VmHWM"), "MB");
        Console.WriteLine($"found what was there: {(right ? "yes" : "no")}");
        return right;

        double Look((string Name, Func<string> Words, bool Finds) kind)
        {
            var words = kind.Words();
            var request = Encoding.ASCII.GetBytes($"GET /demo/desk/search?q={Uri.EscapeDataString(words)} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n");
            var watch = Stopwatch.StartNew();
            connection.Send(request);
            var taken = watch.Elapsed.TotalMilliseconds;
            if (connection.Status != 200)
            {
                throw new BenchException($"the search for {words} came with {connection.Status}");
            }

            if (connection.Body.IndexOf("class=\"found\""u8) >= 0 != kind.Finds)
            {
                right = false;
                Console.Error.WriteLine($"the search for {words} {(kind.Finds ? "found nothing" : "found something")}");
            }

            return taken;
        }
    }

    static (string Name, Func<string> Words, bool Finds)[] Searches(Random random) =>
    [
        ("a frequent word", () => Phrase(random), true),
        ("a rare word", () => "รหัส" + Code(random.Next(Rows)), true),
        ("two words", () => $"{Phrase(random)} {Place(random)}", true),
        ("a number", () => Number(random.Next(Rows)), true),
        ("two letters", () => random.GetItems(["รถ", "ไฟ", "ครู", "น้ำ", "มา"], 1)[0], true),
        ("a typing mistake", () => random.GetItems(["การเลือนเงินเดือน", "อาหารกลางวัณ", "ห้องน้ำไม่สอาด", "โรงเรียนหนองหวายกุง"], 1)[0], true),
        ("nothing", () => random.GetItems(["ทุเรียนหมอนทอง", "เรือดำน้ำ", "ปฏิทินจันทรคติ", "qwertyuiop"], 1)[0], false),
    ];

    static string Number(int n) => $"ศธ 04{n % 245:000}/{n}";

    /// <summary>Letters that stand for a row's number, each once.</summary>
    public static string Code(int n)
    {
        const string letters = "กขคงจฉชซ";
        return string.Concat(Enumerable.Range(0, 7).Select(place => letters[(n >> (3 * place)) & 7]));
    }

    /// <summary>What something is about, in one line.</summary>
    public static string Title(Random random) => $"{Phrase(random)}{Phrase(random)} โรงเรียน{Place(random)}";

    /// <summary>A text of some hundred letters; its number and code occur in no other.</summary>
    public static string Body(Random random, int n)
    {
        var body = new StringBuilder().Append($"{Number(n)} รหัส{Code(n)} ");
        for (var phrases = random.Next(4, 14); phrases > 0; phrases--)
        {
            body.Append(Phrase(random)).Append(random.Next(3) == 0 ? " " : "").Append(random.Next(6) == 0 ? Place(random) : "");
        }

        return body.ToString();
    }

    /// <summary>A phrase that many texts hold.</summary>
    public static string Phrase(Random random) => random.GetItems(Phrases, 1)[0];

    public static string Place(Random random) => string.Concat(random.GetItems(Syllables, 2));

    static async Task FillAsync(NpgsqlConnection database, CancellationToken stop)
    {
        Random random = new(1);
        var index = await ScalarAsync<string>("select pg_get_indexdef('search_rows_text'::regclass)");
        var office = await ScalarAsync<int>("select id from offices where slug = 'demo'");
        await DoAsync("drop index search_rows_text");
        var letters = 0L;
        await using (var copy = await database.BeginBinaryImportAsync(
            "copy search_rows (office_id, id, kind, permission, title, path, text, day) from stdin (format binary)", stop))
        {
            var first = new DateOnly(2020, 1, 1);
            for (var n = 0; n < Rows; n++)
            {
                var title = Title(random);
                var body = Body(random, n);
                letters += title.Length + body.Length;
                var day = first.AddDays(n / 400);
                await copy.StartRowAsync(stop);
                await copy.WriteAsync(office, NpgsqlDbType.Integer, stop);
                await copy.WriteAsync(Guid.CreateVersion7(new DateTimeOffset(day.ToDateTime(default), TimeSpan.Zero).AddSeconds(n % 400)), NpgsqlDbType.Uuid, stop);
                await copy.WriteAsync("work", NpgsqlDbType.Text, stop);
                await copy.WriteAsync("works.read", NpgsqlDbType.Text, stop);
                await copy.WriteAsync(title, NpgsqlDbType.Text, stop);
                await copy.WriteAsync("/works", NpgsqlDbType.Text, stop);
                await copy.WriteAsync($"{ThaiText.Normalise(title)}\n{ThaiText.Normalise(body)}", NpgsqlDbType.Text, stop);
                await copy.WriteAsync(day, NpgsqlDbType.Date, stop);
            }

            await copy.CompleteAsync(stop);
        }

        Figures.Print("letters of a record", (double)letters / Rows, "letters");
        await DoAsync("set maintenance_work_mem = '512MB'");
        var watch = Stopwatch.StartNew();
        await DoAsync(index);
        Figures.Print("making the trigram index", watch.Elapsed.TotalSeconds, "s");
        Figures.Print("size of the trigram index", await ScalarAsync<long>("select pg_relation_size('search_rows_text')") / 1e6, "MB");
        Figures.Print("size of the rows and all indexes", await ScalarAsync<long>("select pg_total_relation_size('search_rows')") / 1e6, "MB");
        await DoAsync("vacuum analyze search_rows");
        await DoAsync("checkpoint");

        async Task DoAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, database);
            await command.ExecuteNonQueryAsync(stop);
        }

        async Task<T> ScalarAsync<T>(string sql)
        {
            await using var command = new NpgsqlCommand(sql, database);
            return (T)(await command.ExecuteScalarAsync(stop))!;
        }
    }
}

using System.Diagnostics;
using System.Text;
using Npgsql;
using Rapfang.Thai;

namespace Rapfang.Bench;

/// <summary>The cases of an office that has had a million of them in three years: lists, search, statistics, and new ones coming in.</summary>
static class VoicesBench
{
    public const int Cases = 1_000_000;
    const int LooksAKind = 60;
    const int LooksAtStatistics = 20;
    const int Clients = 8;
    const string List = "/demo/desk/voices";
    const string Form = "/demo/voice/new/complaint";
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    static readonly TimeSpan IntakeTime = TimeSpan.FromSeconds(10);

    /// <returns>Whether the pages showed what they had to, and every case that was acknowledged is stored.</returns>
    public static async Task<bool> RunAsync(string folder, int cases, CancellationToken stop)
    {
        using var data = new DataFolder();
        var (app, _) = await RunningApp.StartAsync(folder, data.Path, "/health/ready", stop);
        await using var running = app;
        await using var database = await app.OpenDatabaseAsync();
        var lists = await FillAsync(database, cases, stop);
        var cookie = await ResultsBench.SignInAsync(app, stop);
        using var connection = new RawConnection(app.Address);
        var right = true;
        var listed = Measure(Looks(lists, cases), LooksAKind, "case list");
        Figures.Below($"case list at {cases:N0}, p95", Figures.Percentile(listed, 0.95), "ms", 150);
        var searched = Measure(Searches(cases), LooksAKind, "desk search");
        Figures.Below($"desk search at {cases:N0} cases, p95", Figures.Percentile(searched, 0.95), "ms", 150);
        Measure([("what waits", () => "/demo/desk", "<main")], LooksAtStatistics, "desk");
        Measure(
            [
                ("three fiscal years", () => List + "/statistics", "id=\"outcome\""), ("complaints only", () => List + "/statistics?Kind=Complaint", "id=\"outcome\""),
                ("report", () => List + "/statistics/report", "<article"),
            ],
            LooksAtStatistics, "statistics");
        right &= await IntakeAsync(app, database, stop);
        Figures.Print("highest resident memory", app.Megabytes("VmHWM"), "MB");
        Console.WriteLine($"showed what it had to, kept what it acknowledged: {(right ? "yes" : "no")}");
        return right;

        // One client, the kinds in turn.
        List<double> Measure((string Name, Func<string> Path, string Holds)[] kinds, int looks, string what)
        {
            for (var warm = Stopwatch.StartNew(); warm.Elapsed < WarmUp;)
            {
                Array.ForEach(kinds, kind => Look(kind.Path(), kind.Holds));
            }

            var times = kinds.ToDictionary(kind => kind.Name, _ => new List<double>());
            for (var n = 0; n < looks; n++)
            {
                stop.ThrowIfCancellationRequested();
                foreach (var (name, path, holds) in kinds)
                {
                    times[name].Add(Look(path(), holds));
                }
            }

            foreach (var (name, taken) in times)
            {
                Figures.Print($"{what}, {name}, p50", Figures.Median(taken), "ms");
                Figures.Print($"{what}, {name}, p95", Figures.Percentile(taken, 0.95), "ms");
            }

            return [.. times.Values.SelectMany(taken => taken)];
        }

        double Look(string path, string holds)
        {
            var watch = Stopwatch.StartNew();
            connection.Send(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n"));
            var taken = watch.Elapsed.TotalMilliseconds;
            if (connection.Status != 200)
            {
                throw new BenchException($"{path} came with {connection.Status}");
            }

            if (connection.Body.IndexOf(Encoding.UTF8.GetBytes(holds)) < 0)
            {
                right = false;
                Console.Error.WriteLine($"{path} does not hold {holds}");
            }

            return taken;
        }
    }

    // As officers look: whole views, each filter, several of them, words.
    static (string Name, Func<string> Path, string Holds)[] Looks(Lists lists, int cases)
    {
        const string row = "<td data-label";
        Random random = new(5);
        return
        [
            ("waiting for me", () => List, row),
            ("not finished", () => List + "?View=open", row),
            ("all", () => List + "?View=all", row),
            ("a later page of all", () => $"{List}?View=all&after=9999-12-31_{IdOf(random.Next(cases / 2, cases), cases)}", row),
            ("kind", () => List + "?View=all&Kind=Compliment", row),
            ("rare state", () => List + "?View=all&State=Withdrawn", row),
            ("channel", () => $"{List}?View=all&Channel={Of(lists.Channels)}", row),
            ("type", () => $"{List}?View=all&Type={Of(lists.Types)}", row),
            ("late", () => List + "?View=all&Late=true", row),
            ("late and not finished", () => List + "?View=open&Late=true", row),
            ("all filters", () => $"{List}?View=all&Kind=Complaint&Channel={Of(lists.Channels)}&Type={Of(lists.Types)}&State=Withdrawn", "<main"),
            ("frequent word", () => $"{List}?View=all&Q={Uri.EscapeDataString(SearchBench.Phrase(random))}", row),
            ("rare word", () => $"{List}?View=all&Q={Uri.EscapeDataString("รหัส" + SearchBench.Code(random.Next(cases)))}", row),
            ("two words", () => $"{List}?View=all&Q={Uri.EscapeDataString($"{SearchBench.Phrase(random)} {SearchBench.Place(random)}")}", "<main"),
            ("word, not finished", () => $"{List}?View=open&Q={Uri.EscapeDataString(SearchBench.Phrase(random))}", row),
            ("word and filters", () => $"{List}?View=all&Kind=Question&Channel={Of(lists.Channels)}&Q={Uri.EscapeDataString(SearchBench.Phrase(random))}", "<main"),
            ("word that is nowhere", () => $"{List}?View=all&Q={Uri.EscapeDataString("ทุเรียนหมอนทอง")}", "<main"),
        ];

        Guid Of(Guid[] ids) => random.GetItems(ids, 1)[0];
    }

    static (string Name, Func<string> Path, string Holds)[] Searches(int cases)
    {
        Random random = new(6);
        return
        [
            ("frequent word", () => Find(SearchBench.Phrase(random)), "class=\"found\""),
            ("rare word", () => Find("รหัส" + SearchBench.Code(random.Next(cases))), "class=\"found\""),
            ("number", () => Find(Number(random.Next(cases))), "class=\"found\""),
            ("two words", () => Find($"{SearchBench.Phrase(random)} {SearchBench.Place(random)}"), "<main"),
        ];

        static string Find(string words) => "/demo/desk/search?q=" + Uri.EscapeDataString(words);
    }

    static string Number(int n) => $"ท{n}/2570";

    // In the order of the days, so that a later case has a later id.
    static Guid IdOf(int n, int cases)
    {
        var at = Start.AddSeconds((double)n / cases * (End - Start).TotalSeconds).ToUnixTimeMilliseconds();
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, at << 16);
        bytes[6] = 0x70;
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes[8..], n);
        bytes[8] = 0x80;
        return new Guid(bytes, bigEndian: true);
    }

    static readonly DateTimeOffset End = TimeProvider.System.GetUtcNow().AddDays(-1);
    static readonly DateTimeOffset Start = new(FiscalYear.Of(ThaiDate.OnDay(End)).Previous.Previous.First.ToDateTime(default), TimeSpan.Zero);

    sealed record Lists(int Office, Guid[] Channels, Guid[] Types, Guid[] Speakers, Guid[] Groups);

    static async Task<Lists> FillAsync(NpgsqlConnection database, int cases, CancellationToken stop)
    {
        var lists = new Lists(
            await ScalarAsync<int>("select id from offices where slug = 'demo'"), await ScalarAsync<Guid[]>("select array_agg(id order by number) from channels"),
            await ScalarAsync<Guid[]>("select array_agg(id order by number) from voice_types"), await ScalarAsync<Guid[]>("select array_agg(id order by number) from stakeholder_groups"),
            await ScalarAsync<Guid[]>("select array_agg(id order by id) from groups"));
        var words = await ScalarAsync<string>("select pg_get_indexdef('search_rows_text'::regclass)");
        var watch = Stopwatch.StartNew();
        await DoAsync("drop index search_rows_text");
        await CopyAsync(
            "copy voices (office_id, id, number, kind, channel_id, type_id, is_sealed, state, screening, branch, speaker_group_id, subject, what, place, happened, wish, received_on, answered_on, rate_until, closed_on, satisfied, channel_rating, reopened, version, code_hash, form_hash) from stdin",
            n => new Made(n, cases, lists).Voice());
        await CopyAsync("copy search_rows (office_id, id, kind, permission, title, path, text, day) from stdin", n => new Made(n, cases, lists).SearchRow());
        await CopyAsync(
            "copy deadlines (office_id, id, subject_kind, subject_id, title, path, rule_code, started_on, due_on, met_on) from stdin", n => new Made(n, cases, lists).Deadline());
        await CopyAsync("copy voice_assignments (office_id, id, voice_id, group_id, assigned_on, due_on, reported_on) from stdin", n => new Made(n, cases, lists).Assignment());
        await DoAsync("set maintenance_work_mem = '512MB'");
        await DoAsync(words);
        foreach (var table in new[] { "voices", "search_rows", "deadlines", "voice_assignments" })
        {
            await DoAsync("vacuum analyze " + table);
            Figures.Print($"size of {table} and its indexes", await ScalarAsync<long>($"select pg_total_relation_size('{table}')") / 1e6, "MB");
        }

        await DoAsync("checkpoint");
        Figures.Print($"making {cases:N0} cases", watch.Elapsed.TotalSeconds, "s");
        return lists;

        // As text: every column is written as the server reads it.
        async Task CopyAsync(string sql, Func<int, object?[]?> row)
        {
            await using var copy = await database.BeginTextImportAsync(sql, stop);
            for (var n = 0; n < cases; n++)
            {
                if (row(n) is { } values)
                {
                    await copy.WriteAsync(string.Join('\t', values.Select(Field)) + "\n");
                }
            }
        }

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

    static string Field(object? value) => value switch
    {
        null => "\\N",
        bool truth => truth ? "t" : "f",
        DateOnly day => day.ToString("yyyy-MM-dd"),
        string text => text.Replace("\\", "\\\\").Replace("\t", " ").Replace("\n", "\\n"),
        _ => value.ToString()!,
    };

    /// <summary>One made-up case: the same again for the same number, so that each table can be written by itself.</summary>
    sealed class Made
    {
        const int Recent = 20;
        static readonly string[] Kinds = ["complaint", "complaint", "complaint", "suggestion", "suggestion", "opinion", "compliment", "question"];
        static readonly string[] OpenStates = ["received", "received", "returned", "screened", "proposed", "decided", "assigned", "assigned", "reported", "answered"];
        static readonly DateOnly Today = ThaiDate.OnDay(End);
        readonly Random random;
        readonly Lists lists;
        readonly int n;
        readonly Guid id;
        readonly string title;
        readonly string body;
        readonly DateOnly on;
        readonly DateOnly? answered;
        readonly string state;

        public Made(int n, int cases, Lists lists)
        {
            (this.n, this.lists, random, id) = (n, lists, new(n), IdOf(n, cases));
            (title, body) = (SearchBench.Title(random), SearchBench.Body(random, n));
            on = ThaiDate.OnDay(Start.AddSeconds((double)n / cases * (End - Start).TotalSeconds));
            // Nearly all of those that are not over came of late.
            var isOpen = random.Next(100) < (Today.DayNumber - on.DayNumber < Recent ? 70 : 2);
            state = isOpen ? random.GetItems(OpenStates, 1)[0] : random.Next(40) == 0 ? "withdrawn" : "closed";
            answered = state is "answered" or "closed" ? Min(on.AddDays(random.Next(1, 13) + (random.Next(12) == 0 ? 12 : 0))) : null;
        }

        static DateOnly Min(DateOnly day) => day < Today ? day : Today;

        public object?[] Voice()
        {
            var rated = answered is not null && random.Next(3) == 0;
            return
            [
                lists.Office, id, Number(n), random.GetItems(Kinds, 1)[0], random.GetItems(lists.Channels, 1)[0], state is "received" ? null : random.GetItems(lists.Types, 1)[0], random.Next(200) == 0, state,
                state is "received" ? null : "accepted", state is "received" or "screened" or "returned" ? null : "general", random.Next(3) == 0 ? null : random.GetItems(lists.Speakers, 1)[0],
                title, body, random.Next(2) == 0 ? "" : "โรงเรียน" + SearchBench.Place(random), "", "", on, answered, answered?.AddDays(30), state is "closed" or "withdrawn" ? Min(on.AddDays(30)) : null,
                rated ? true : null, rated ? random.GetItems(["high", "medium", "low"], 1)[0] : null, random.Next(30) == 0 ? 1 : 0, 5, $"c{n}", $"f{n}",
            ];
        }

        // That a sealed one stands in the index here does not matter to the time.
        public object?[] SearchRow() => [lists.Office, id, "voice", "voices.read", title, $"/voices/{id}", $"{ThaiText.Normalise(title)}\n{ThaiText.Normalise($"{Number(n)} {body}")}", on];

        public object?[] Deadline() =>
            [lists.Office, Guid.NewGuid(), "voice", id, Number(n), $"/voices/{id}", "complaint-answer", on, on.AddDays(15), answered ?? (state == "withdrawn" ? Min(on.AddDays(5)) : null)];

        public object?[]? Assignment() => state is "assigned" or "reported" or "answered" or "closed" && random.Next(3) > 0
            ? [lists.Office, Guid.NewGuid(), id, random.GetItems(lists.Groups, 1)[0], on, on.AddDays(7), state == "assigned" ? null : on.AddDays(6)] : null;
    }

    // Form, check, send, as a citizen without a script does it; eight at once.
    static async Task<bool> IntakeAsync(RunningApp app, NpgsqlConnection database, CancellationToken stop)
    {
        var before = await CountAsync();
        List<Speaking> people = [.. Enumerable.Range(0, Clients).Select(n => new Speaking(app.Address, n))];
        var (sent, perSecond) = Load.Run(IntakeTime, [.. people.Select<Speaking, Action>(person => person.Speak)], stop);
        people.ForEach(person => person.Dispose());
        Figures.Print($"cases taken in a second, {Clients} at once, each form, check and send", perSecond, "cases/s");
        var stored = await CountAsync() - before;
        if (stored != sent)
        {
            await Console.Error.WriteLineAsync($"acknowledged {sent}, stored {stored}");
        }

        return stored == sent;

        async Task<long> CountAsync()
        {
            await using var count = new NpgsqlCommand("select count(*) from voices where what like 'วัดผล%'", database);
            return (long)(await count.ExecuteScalarAsync(stop))!;
        }
    }

    sealed class Speaking(Uri server, int number) : IDisposable
    {
        readonly RawConnection connection = new(server);
        readonly Random random = new(number);

        public void Speak()
        {
            connection.Send(Encoding.ASCII.GetBytes($"GET {Form} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));
            var cookie = RawConnection.Between(connection.Head, "Set-Cookie: "u8, ";"u8);
            var token = RawConnection.Between(connection.Body, "name=\"_form\" type=\"hidden\" value=\""u8, "\""u8);
            var key = RawConnection.Between(connection.Body, "name=\"key\" value=\""u8, "\""u8);
            var body = $"_form={token}&key={key}&Input.Subject={Uri.EscapeDataString(SearchBench.Title(random))}&Input.What={Uri.EscapeDataString("วัดผล " + SearchBench.Body(random, number))}";
            Post(Form, 200);
            Post(Form + "?handler=Send", 302);

            void Post(string path, int status)
            {
                connection.Send(Encoding.ASCII.GetBytes(
                    $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
                if (connection.Status != status)
                {
                    throw new BenchException($"{path} came back with {connection.Status}");
                }
            }
        }

        public void Dispose() => connection.Dispose();
    }
}

using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Rapfang.Platform.Time;
using Rapfang.Thai;

namespace Rapfang.Tests.Modules.Networks;

/// <summary>Networks from the empty register to the printed table; members sealed, masked and shown on purpose.</summary>
public sealed class NetworkTests(Server server) : IAsyncLifetime
{
    const string Register = "/demo/desk/networks";
    App app = null!;
    Visitor quality = null!;

    public async ValueTask InitializeAsync()
    {
        app = await server.AppAsync();
        await app.ExecuteAsync("delete from network_attendances; delete from network_meetings; delete from network_activities; delete from network_members; delete from networks");
        quality = await app.SignInAsync("demo.quality");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    DateOnly Today => app.Services.GetRequiredService<TimeProvider>().Today();

    async Task<ReadPage> BeginAsync(string name = "เครือข่ายตลาดนัด", params (string, string?)[] more) => await quality.SendAsync(
        (await quality.GetAsync(Register + "/new")).Form(),
        [("Input.Name", name), ("Input.Form", "จัดตั้งตามอาชีพ\n- ระดับอำเภอ"), ("Input.Communication", "ประชุมทุกเดือน\nโทรศัพท์มือถือ"), ("Input.Committee", "มีคณะกรรมการบริหาร"), .. more]);

    async Task<ReadPage> AddAsync(string network, string name, params (string, string?)[] more) =>
        await quality.SendAsync((await quality.GetAsync(network + "/members")).Form("handler=Add"), [("Input.Name", name), .. more]);

    static Task<ReadPage> PressAsync(Visitor visitor, ReadPage page, string handler, params (string, string?)[] fields) =>
        visitor.SendToAsync((IHtmlFormElement)page.Document.QuerySelector($"[formaction*='handler={handler}']")!.Closest("form")!, $"{page.Path}?handler={handler}", fields);

    [Fact]
    public async Task Network_FromTheEmptyRegisterToThePrintedTable_AndItsEnd()
    {
        Assert.Contains("ยังไม่มีเครือข่ายในทะเบียน", (await quality.GetAsync(Register)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await BeginAsync(name: " ")).Status);
        var network = await BeginAsync("เครือข่ายตลาดนัด", ("From", ThaiDate.Numeric(Today.AddDays(-3))), ("Input.Bases", "Occupation"));
        Assert.Contains("ปีนี้ยังไม่มีกำหนดการหรือกิจกรรม", (await quality.GetAsync(Register)).Text, StringComparison.Ordinal);

        var table = await quality.GetAsync(Register + "/table");
        Assert.Equal(["กลุ่มผู้รับบริการ", "ลักษณะรูปแบบของเครือข่าย", "ช่องทางการติดต่อสื่อสารกับเครือข่าย"], table.All("thead th"));
        Assert.Equal(4, table.All("tbody tr").Length); // The groups without a network stand there too.
        Assert.Contains("- จัดตั้งตามอาชีพ- ระดับอำเภอ- มีคณะกรรมการบริหาร", table.Text, StringComparison.Ordinal);
        foreach (var kind in new[] { "docx", "xlsx" })
        {
            Assert.Equal(HttpStatusCode.OK, (await quality.GetAsync($"{Register}/table?as={kind}")).Status);
            Assert.Equal(HttpStatusCode.OK, (await quality.GetAsync($"{Register}?export={(kind == "xlsx" ? kind : "csv")}")).Status);
        }

        var (first, second) = (await quality.GetAsync(network.Path + "/edit"), await quality.GetAsync(network.Path + "/edit"));
        Assert.Contains("โครงสร้างใหม่", (await quality.SendAsync(first.Form(), ("Input.Structure", "โครงสร้างใหม่"))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await quality.SendAsync(second.Form(), ("Input.Structure", "ของคนที่สอง"))).Status);

        Assert.Equal(HttpStatusCode.BadRequest, (await quality.SendAsync((await quality.GetAsync(network.Path)).Form("handler=End"))).Status); // Without a reason.
        await quality.SendAsync((await quality.GetAsync(network.Path)).Form("handler=End"), ("Reason", "รวมกับเครือข่ายอื่น"));
        Assert.Equal(HttpStatusCode.NotFound, (await quality.GetAsync(network.Path + "/meetings/new")).Status);
        Assert.Contains("รวมกับเครือข่ายอื่น", (await quality.GetAsync(network.Path)).Text, StringComparison.Ordinal);
        Assert.Contains("จัดตั้งตามอาชีพ", (await quality.GetAsync(Register + "/table")).Text, StringComparison.Ordinal);
        Assert.Equal(["network.begun", "network.changed", "network.ended"], (await app.ColumnAsync("select kind from events where subject_kind = 'network' and subject_id = (select id from networks)")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Member_IsNowhereToBeReadWithoutALook()
    {
        var network = (await BeginAsync()).Path;
        Assert.Contains("ไม่ใช่หมายเลขโทรศัพท์ไทย", (await AddAsync(network, "นางสาวลับเฉพาะ มิดชิด", ("Input.Phone", "08 0000"))).Text, StringComparison.Ordinal);
        Assert.Contains("ระบุทั้งวันที่ให้ความยินยอม", (await AddAsync(network, "นางสาวลับเฉพาะ มิดชิด", ("Input.ConsentWay", "Written"))).Text, StringComparison.Ordinal);
        (string, string?)[] known = [("Input.Phone", "08 0000 0789"), ("Input.Email", "secret@net.example"), ("Input.ConsentWay", "Written"), ("Input.ConsentedOn", ThaiDate.Numeric(Today))];
        await AddAsync(network, "นางสาวลับเฉพาะ มิดชิด", known);
        Assert.Contains("มีสมาชิกชื่อและโทรศัพท์นี้อยู่แล้ว", (await AddAsync(network, "ลับเฉพาะ  มิดชิด", known)).Text, StringComparison.Ordinal);

        var list = await quality.GetAsync(network + "/members");
        var member = list.Document.QuerySelector("th a")!.GetAttribute("href")!;
        Assert.Contains("ลับ••• มิ•••", list.Text, StringComparison.Ordinal);
        var seen = new List<string> { await app.ScalarAsync<string>("select (select string_agg(m::text, '') from network_members m) || (select string_agg(e::text, '') from events e) || (select string_agg(s::text, '') from search_rows s)"), list.Html };
        foreach (var path in new[] { member, network, network + "/members?export=csv", "/demo/desk/office/history", "/demo/desk/search?q=ลับเฉพาะ" })
        {
            seen.Add((await (await app.SignInAsync("demo.director")).GetAsync(path)).Html.Replace("q=ลับเฉพาะ", "", StringComparison.Ordinal).Replace("value=\"ลับเฉพาะ\"", "", StringComparison.Ordinal));
        }

        Assert.All(seen.SkipLast(1), text => Assert.DoesNotContain("เฉพาะ มิดชิด", text, StringComparison.Ordinal));
        Assert.All(seen, text =>
        {
            Assert.DoesNotContain("0000 0789", text, StringComparison.Ordinal);
            Assert.DoesNotContain("secret@", text, StringComparison.Ordinal);
            Assert.DoesNotContain("มิดชิด", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Looking_IsAnEventBeforeAnythingIsShown_AndForTheFew()
    {
        var network = (await BeginAsync()).Path;
        await AddAsync(network, "นางสาวลับเฉพาะ มิดชิด", ("Input.Phone", "08 0000 0789"));
        var list = await quality.GetAsync(network + "/members");
        var member = await quality.GetAsync(list.Document.QuerySelector("th a")!.GetAttribute("href")!);

        Assert.Contains("นางสาวลับเฉพาะ มิดชิด", (await PressAsync(quality, list, "Names")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("มิดชิด", (await quality.GetAsync(network + "/members")).Text, StringComparison.Ordinal);
        Assert.Contains("08 0000 0789", (await PressAsync(quality, list, "Export", ("format", "csv"))).Html, StringComparison.Ordinal);
        var look = member.Document.QuerySelectorAll<IHtmlFormElement>("form[action*='handler=Look']").Single(form => ((IHtmlInputElement)form["what"]!).Value == "network_members.phone");
        Assert.Contains("08 0000 0789", (await quality.SendAsync(look)).Text, StringComparison.Ordinal);
        string[] looked = ["network-member.looked-at", "network.members-exported", "network.members-looked-at"];
        Assert.Equal(looked, (await app.ColumnAsync("select kind from events where kind like 'network%looked-at' or kind like 'network%exported'")).Order(StringComparer.Ordinal));

        var head = await app.SignInAsync("demo.head"); // Writes, but does not look.
        var heads = await head.GetAsync(network + "/members");
        Assert.Null(heads.Document.QuerySelector("[formaction*='handler=Names']"));
        foreach (var path in new[] { network + "/members?handler=Names", network + "/members?handler=Export", member.Path + "?handler=Look" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await head.SendToAsync(heads.Form("handler=Add"), path, ("what", "network_members.phone"))).Status);
        }

        Assert.Equal(3L, await app.ScalarAsync<long>("select count(*) from events where kind like 'network%looked-at' or kind like 'network%exported'"));
    }

    [Fact]
    public async Task ConsentTakenBack_LeavesNothingOfWhoItWas()
    {
        var network = (await BeginAsync()).Path;
        await AddAsync(network, "นางสาวลับเฉพาะ มิดชิด", ("Input.Phone", "08 0000 0789"), ("Input.Duty", "ประธาน"));
        var member = (await quality.GetAsync(network + "/members")).Document.QuerySelector("th a")!.GetAttribute("href")!;

        await quality.SendAsync((await quality.GetAsync(member)).Form("handler=Forget"));

        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from network_members where name is null and name_hash is null and phone is null and duty = '' and until_date is not null"));
        Assert.Contains("มีอดีตสมาชิก 1 คนถอนความยินยอม", (await quality.GetAsync(network + "/members")).Text, StringComparison.Ordinal);
        Assert.Contains("สมาชิกถอนความยินยอมแล้ว", (await quality.GetAsync(member)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_TellsBadRowsByRowAndColumn_AndThenTakesAll()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var network = (await BeginAsync()).Path;
        const string Head = "ชื่อ-สกุล,เบอร์โทร,ตำแหน่ง,วันที่ยินยอม,วิธีให้ความยินยอม\r\n";
        const string Good = "นายนำเข้า ทดลองหนึ่ง,08 0000 0201,ประธาน,1/10/2569,เป็นหนังสือ\r\nนางนำเข้า ทดลองสอง,,,,\r\n";
        var page = await BringAsync(Head + Good + "นายเลขขาด เบอร์เสีย,812345678,,,\r\nนำเข้า ทดลองหนึ่ง,080-000-0201,,,\r\nนางครึ่งเดียว ยินยอม,,,1/10/2569,\r\n", Encoding.GetEncoding(874));

        var problems = page.All("section[aria-labelledby=problems] tbody tr");
        Assert.Contains(problems, row => row.Contains("4 โทรศัพท์", StringComparison.Ordinal) && row.Contains("เลข 0 ตัวหน้าหาย", StringComparison.Ordinal));
        Assert.Contains(problems, row => row.Contains("5 ชื่อ-สกุล", StringComparison.Ordinal) && row.Contains("ซ้ำกับแถวที่ 2", StringComparison.Ordinal));
        Assert.Contains(problems, row => row.Contains("6 วิธีให้ความยินยอม", StringComparison.Ordinal));
        Assert.DoesNotContain("812345678", await app.ScalarAsync<string>("select report::text from imports"), StringComparison.Ordinal);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from network_members"));

        page = await BringAsync(Head + Good, new UTF8Encoding(true));
        await quality.SendAsync(page.Form("handler=Import"));
        Assert.Equal(2, (await quality.GetAsync(network + "/members")).All("tbody tr").Length);
        Assert.Contains("มีอยู่แล้ว 2 แถว", (await BringAsync(Head + Good, Encoding.Unicode)).Text, StringComparison.Ordinal);
        Assert.Equal(0L, await app.ScalarAsync<long>("select count(*) from network_members m where m::text like '%ทดลอง%'"));
        Assert.Equal(HttpStatusCode.NotFound, (await (await app.SignInAsync("demo.reader")).GetAsync("/demo/desk/imports/new/network-members/" + network[^36..])).Status);

        async Task<ReadPage> BringAsync(string text, Encoding encoding)
        {
            var brought = await quality.SendAsync((await quality.GetAsync("/demo/desk/imports/new/network-members/" + network[^36..])).Form(), "Table", "สมาชิก.csv", [.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);
            return await quality.SendAsync(brought.Form("handler=Check"));
        }
    }

    [Fact]
    public async Task Activity_HasItsResultOnlyAfterwards_AndItsPhotos()
    {
        var network = (await BeginAsync()).Path;
        (string, string?)[] facts = [("Input.Topic", "สานสัมพันธ์"), ("Input.Steps", "ประชุม\nกีฬา"), ("Input.Place", "หอประชุม")];
        var form = (await quality.GetAsync(network + "/activities/new")).Form();
        Assert.Contains("ยังไม่ถึงวันจัดกิจกรรม", (await quality.SendAsync(form, [.. facts, ("Input.Day", ThaiDate.Numeric(Today.AddDays(2))), ("Input.Participants", "10")])).Text, StringComparison.Ordinal);
        Assert.Contains("วันสุดท้ายต้องไม่ก่อนวันเริ่ม", (await quality.SendAsync(form, [.. facts, ("Input.UntilDay", ThaiDate.Numeric(Today.AddDays(-2)))])).Text, StringComparison.Ordinal);
        var activity = await quality.SendAsync(form, [.. facts, ("Input.Participants", "๘๖")]);
        Assert.Equal(["ประชุม", "กีฬา"], activity.All("main ol li"));

        byte[] png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
        Assert.Contains("ภาพ.png", (await quality.SendAsync(activity.Form("handler=Files"), "Chosen", "ภาพ.png", png)).Text, StringComparison.Ordinal);
        Assert.Contains("ได้ข้อเสนอแนะ", (await quality.SendAsync((await quality.GetAsync(activity.Path)).Form("handler=Save"), ("Input.Result", "ได้ข้อเสนอแนะ"))).Text, StringComparison.Ordinal);
        Assert.Contains("เรื่อง สานสัมพันธ์", (await quality.GetAsync(Register + "/table")).Text, StringComparison.Ordinal);
    }
}

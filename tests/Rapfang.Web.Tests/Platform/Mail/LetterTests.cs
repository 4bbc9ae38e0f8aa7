using System.Diagnostics;
using System.Text;
using Rapfang.Platform.Mail;

namespace Rapfang.Tests.Platform.Mail;

/// <summary>Letters as mail programs write them, as bad programs write them, and as nobody should.</summary>
public sealed class LetterTests
{
    static LetterTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    static Letter Read(string letter) => Letter.Read(Encoding.UTF8.GetBytes(letter.ReplaceLineEndings("\r\n")));

    static string Base64(string text, string charset = "utf-8") => Convert.ToBase64String(Encoding.GetEncoding(charset).GetBytes(text));

    [Theory]
    [InlineData("=?UTF-8?B?4LmE4Lif4LiU4Lix4Lia?=", "ไฟดับ")]
    [InlineData("=?utf-8?q?=E0=B9=84=E0=B8=9F?= =?UTF-8?Q?=E0=B8=94_=E0=B8=B1?=", "ไฟด ั")]
    [InlineData("=?utf-8?B?4LmE4Lif4Lg=?= =?utf-8?B?lOC4seC4mg==?=", "ไฟดับ")] // A letter cut in two.
    [InlineData("=?tis-620?B?5L+0ore6?=", "ไฟดขท\u0E1A")]
    [InlineData("=?windows-874?Q?=E4=BF=B4=D1=BA?= abc", "ไฟดับ abc")]
    [InlineData("=?iso-8859-1?Q?caf=E9?= and =?us-ascii*en?Q?tea?=", "café and tea")]
    [InlineData("=?nonsense?B?YWJj?=", "abc")]
    [InlineData("=?utf-8?X?abc?= =?utf-8?B", "=?utf-8?X?abc?= =?utf-8?B")]
    public void Header_IsDecoded(string written, string read) => Assert.Equal(read, LetterHeaders.Decode(written));

    [Theory]
    [InlineData("somchai@example.org", "somchai@example.org", "")]
    [InlineData("Somchai <somchai@example.org>", "somchai@example.org", "Somchai")]
    [InlineData("\"Doe, John (x) <a@b>\" <john@example.org>", "john@example.org", "Doe, John (x) <a@b>")]
    [InlineData("Doe, John <john@example.org>", "john@example.org", "Doe, John")]
    [InlineData("=?UTF-8?B?4LmE4Lif?= <a@example.org>, b@example.org", "a@example.org", "ไฟ")]
    [InlineData("a@example.org (Somchai)", "a@example.org", "Somchai")]
    public void From_TellsAddressAndName(string from, string address, string name) => Assert.Equal(new LetterSender(address, name), Read($"From: {from}\n\nx").Headers.Sender());

    [Theory]
    [InlineData("")]
    [InlineData("undisclosed-recipients:;")]
    [InlineData("<>")]
    [InlineData("a b@example.org")]
    [InlineData("\"")]
    public void From_WithoutAnAddress_IsNobody(string from) => Assert.Null(Read($"From: {from}\n\nx").Headers.Sender());

    [Fact]
    public void Headers_AreUnfoldedAndFoundWhateverTheirCase()
    {
        var headers = Read("SUBJECT: one\n\ttwo\n  three\nX: y\n\nbody").Headers;

        Assert.Equal("one two three", headers.Text("Subject"));
        Assert.True(headers.Has("x"));
    }

    [Theory]
    [InlineData("attachment; filename*=UTF-8''%E0%B9%84%E0%B8%9F.pdf", "ไฟ.pdf")]
    [InlineData("attachment; filename*0*=utf-8'th'%E0%B9%84; filename*1*=%E0%B8%9F; filename*2=\".pdf\"", "ไฟ.pdf")]
    [InlineData("attachment; filename=\"=?UTF-8?B?4LmE4Lif?=.pdf\"", "ไฟ.pdf")]
    [InlineData("attachment; filename=\"a;b\\\"c.pdf\"", "a;b\"c.pdf")]
    [InlineData("attachment; filename=\"..\\..\\x/evil.pdf\"", "evil.pdf")]
    [InlineData("attachment", "file-1.pdf")]
    public void File_IsCalledAsItsSenderCallsIt(string disposition, string name)
    {
        var letter = Read($"Content-Type: application/pdf\nContent-Disposition: {disposition}\nContent-Transfer-Encoding: base64\n\nJVBE\nRi0=\n");

        var file = Assert.Single(letter.Files);
        Assert.Equal(name, file.Name);
        Assert.Equal("%PDF-"u8.ToArray(), file.Bytes);
    }

    public static TheoryData<string, string> Charsets() => new()
    {
        { "text/plain; charset=tis-620", "tis-620" }, { "text/plain; charset=\"windows-874\"", "windows-874" }, { "text/plain; charset=iso-8859-11", "windows-874" },
        { "text/plain; charset=us-ascii", "windows-874" }, { "text/plain", "windows-874" }, { "text/plain", "utf-8" }, { "text/plain; charset=UTF-8", "utf-8" },
        { "text/plain; charset=nobody-knows", "utf-8" },
    };

    [Theory]
    [MemberData(nameof(Charsets))]
    public void Thai_IsReadWhateverItsCharsetIsCalled(string type, string really) =>
        Assert.Equal("น้ำท่วม กำปั้น", Read($"Content-Type: {type}\nContent-Transfer-Encoding: base64\n\n{Base64("น้ำท่วม กำปั้น", really)}").Text);

    [Fact]
    public void QuotedPrintable_IsReadAsFarAsItGoes() =>
        Assert.Equal("ไฟดับ=ZZ 100%=\nจบ", Read("Content-Transfer-Encoding: quoted-printable\n\n=E0=B9=84=E0=B8=\n=9F=E0=B8=94=  \n=E0=B8=B1=E0=B8=9A=ZZ 100%=3D\nจบ").Text.ReplaceLineEndings("\n"));

    [Fact]
    public void PlainText_IsPreferredAndPicturesAreFiles()
    {
        var letter = Read("""
            Content-Type: multipart/mixed; boundary="out"

            for old programs
            --out
            Content-Type: multipart/alternative; boundary=in

            --in
            Content-Type: text/plain; charset=utf-8

            ไฟดับ
            --in
            Content-Type: multipart/related; boundary=deep

            --deep
            Content-Type: text/html

            <p>ไฟดับ <img src="cid:1"></p>
            --deep
            Content-Type: image/png; name=lamp.png
            Content-Disposition: inline
            Content-Transfer-Encoding: base64

            iVBORw==
            --deep--
            --in--
            --out
            Content-Type: text/plain

            ส่งจากโทรศัพท์
            --out--
            after the end
            """);

        Assert.Equal("ไฟดับ\n\nส่งจากโทรศัพท์", letter.Text.ReplaceLineEndings("\n"));
        Assert.Equal("lamp.png", Assert.Single(letter.Files).Name);
        Assert.True(letter.IsWhole);
    }

    [Theory]
    [InlineData("<p>one</p><p>two &amp; &#3652;</p>", "one\n\ntwo & ไ")]
    [InlineData("<style>p{}</style><script>alert('x')</script>a<br>b<!-- <p>no</p> -->c", "a\nbc")]
    [InlineData("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\n\nc")]
    [InlineData("1 < 2 and 3 > 2 <b>bold</b>", "1 < 2 and 3 > 2 bold")]
    [InlineData("a &lt;script&gt; b <script", "a <script> b <script")]
    [InlineData("<title>t</title>x&nbsp;y", "x y")]
    public void WebPage_BecomesItsWords(string html, string words) => Assert.Equal(words, Read($"Content-Type: text/html\n\n{html}").Text);

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("no header at all, only words")]
    [InlineData("Content-Type: multipart/mixed\n\nno boundary")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\n\nno such line")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\ncut off")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\n\n--x")]
    [InlineData("Content-Type: multipart/mixed; boundary=\"\n\n--\n")]
    [InlineData("Content-Type: ; ; = ;charset\nContent-Disposition: =;*=\n\nx")]
    [InlineData("Content-Type: a/b; name*0*=; name*1*=%; name*2*=%E; name**=x\n\nx")]
    [InlineData(": no name\n : folded\nSubject\n\nx")]
    [InlineData("Content-Transfer-Encoding: base64\n\n====!!!!A")]
    [InlineData("Content-Transfer-Encoding: quoted-printable\n\n=\n=")]
    [InlineData("Subject: \0\0\0\nFrom: \0@\0\n\n\0\0")]
    public void BrokenLetter_IsReadAsFarAsItGoes(string letter)
    {
        var read = Read(letter);

        Assert.True(read.IsWhole);
        Assert.Null(read.Headers.Sender());
        Assert.Equal("", read.Headers.Text("Nothing"));
    }

    [Theory]
    [InlineData("Content-Type: multipart/mixed\n\nwords", "words")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\n\nwords", "words")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\n\n--x\n\nwords", "words")]
    [InlineData("only words, no header", "only words, no header")]
    [InlineData("Subject: x\nno colon here, so words", "no colon here, so words")]
    public void BrokenLetter_KeepsItsWords(string letter, string words) => Assert.Equal(words, Read(letter).Text);

    [Fact]
    public void HundredNestedParts_AreNotFollowedToTheEnd()
    {
        var letter = new StringBuilder();
        for (var n = 0; n < 100; n++)
        {
            letter.Append($"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n");
        }

        Assert.False(Read(letter + "\nwords").IsWhole);
    }

    [Fact]
    public void ThousandParts_AreNotAllRead()
    {
        var read = Read("Content-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat("--b\nContent-Type: image/png\n\nx\n", 1000)) + "--b--");

        Assert.False(read.IsWhole);
        Assert.InRange(read.Files.Count, 1, 200);
    }

    public static TheoryData<string> Endless() => new()
    {
        "Subject: " + new string('x', 5_000_000),
        string.Concat(Enumerable.Repeat("X: y\n", 500_000)),
        "From: " + new string(',', 5_000_000) + "\n\nx",
        "From: " + new string('(', 5_000_000) + "\n\nx",
        "Subject: " + string.Concat(Enumerable.Repeat("=?utf-8?B?", 500_000)) + "\n\nx",
        "Content-Type: text/html\n\n" + new string('<', 3_000_000) + ">",
        "Content-Type: text/html\n\n" + string.Concat(Enumerable.Repeat("<script>", 300_000)),
        "Content-Type: multipart/mixed; boundary=b\n\n" + string.Concat(Enumerable.Repeat("--b\n", 1_000_000)),
        "Received: x;" + new string('(', 5_000_000) + "\n\nx",
        "\n" + new string('\n', 5_000_000),
    };

    [Theory]
    [MemberData(nameof(Endless), DisableDiscoveryEnumeration = true)]
    public void EndlessLetter_IsReadInSeconds(string letter)
    {
        var time = Stopwatch.StartNew();

        var headers = Letter.Read(Encoding.UTF8.GetBytes(letter)).Headers;

        Assert.Null(headers.Sender());
        Assert.Null(headers.ReceivedAt());
        Assert.InRange(headers.Text("Subject").Length, 0, 40_000);
        Assert.InRange(time.Elapsed.TotalSeconds, 0, 20);
    }

    // Whatever comes in, something comes out.
    [Fact]
    public void AnyBytes_AreReadWithoutAnError()
    {
        var random = new Random(20261122);
        var good = Encoding.UTF8.GetBytes("From: a <a@example.org>\r\nSubject: =?utf-8?B?4LmE4Lif?=\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=tis-620\r\n"
            + "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E4=BF</p>\r\n--b\r\nContent-Disposition: attachment; filename*0*=utf-8''%E0; filename*1=x\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n--b--\r\n");
        for (var n = 0; n < 5000; n++)
        {
            var letter = good.ToArray();
            for (var change = random.Next(1, 20); change > 0; change--)
            {
                letter[random.Next(letter.Length)] = (byte)(random.Next(3) == 0 ? "\r\n\0;=\"<>?*%-:"[random.Next(13)] : random.Next(256));
            }

            var read = Letter.Read(letter.AsMemory(random.Next(20), random.Next(letter.Length - 20)));
            Assert.NotNull(read.Text + read.Headers.Text("Subject"));
            Assert.True(read.Headers.Sender() is not null || MailLoops.Refusal(read.Headers, []) is not null);
        }
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("Auto-Submitted: no", null)]
    [InlineData("Auto-Submitted: auto-replied (vacation)", LetterRefusal.Automatic)]
    [InlineData("AUTO-SUBMITTED: Auto-Generated; owner=x", LetterRefusal.Automatic)]
    [InlineData("Precedence: Bulk", LetterRefusal.Bulk)]
    [InlineData("Precedence: list", LetterRefusal.Bulk)]
    [InlineData("Precedence: junk", LetterRefusal.Bulk)]
    [InlineData("List-Id: <news.example.org>", LetterRefusal.Bulk)]
    [InlineData("Return-Path: <>", LetterRefusal.Bounce)]
    [InlineData("Return-Path: <a@example.org>", null)]
    public void WhatMachinesWrite_IsNotAnswered(string header, LetterRefusal? why) =>
        Assert.Equal(why, MailLoops.Refusal(Read($"From: a@example.org\n{header}\n\nx").Headers, ["office@example.go.th"]));

    [Theory]
    [InlineData("MAILER-DAEMON@example.org", LetterRefusal.Bounce)]
    [InlineData("Postmaster <postmaster@example.org>", LetterRefusal.Bounce)]
    [InlineData("Office@Example.go.th", LetterRefusal.Own)]
    [InlineData("", LetterRefusal.NoSender)]
    public void SomeSenders_AreNotAnswered(string from, LetterRefusal why) => Assert.Equal(why, MailLoops.Refusal(Read($"From: {from}\n\nx").Headers, ["office@example.go.th"]));
}

using System.Text;

namespace Rapfang.Bench;

/// <summary>A person with a browser: one connection, and the token and cookie of the page last looked at.</summary>
sealed class Answering : IDisposable
{
    readonly RawConnection connection;
    readonly string path;
    readonly byte[] look;
    readonly string[] forms;
    string token = "";
    string cookie = "";
    int sent;

    public Answering(Uri server, AskedSurvey survey)
    {
        connection = new RawConnection(server);
        path = $"/demo/survey/{survey.Slug}";
        look = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
        forms = [.. Enumerable.Range(0, 50).Select(_ => survey.Form())];
    }

    /// <summary>Looks at the form, new to the site, and answers it.</summary>
    public void Pair()
    {
        connection.Send(look);
        if (connection.Status != 200)
        {
            throw new BenchException($"the form came with {connection.Status}");
        }

        cookie = RawConnection.Between(connection.Head, "Set-Cookie: "u8, ";"u8);
        token = RawConnection.Between(connection.Body, "name=\"_form\" type=\"hidden\" value=\""u8, "\""u8);
        Send(RawConnection.Between(connection.Body, "name=\"key\" value=\""u8, "\""u8));
    }

    /// <summary>Answers again without looking.</summary>
    public void Post() => Send(Guid.NewGuid().ToString());

    public void Dispose() => connection.Dispose();

    void Send(string key)
    {
        var body = $"_form={token}&key={key}&{forms[sent++ % forms.Length]}";
        connection.Send(Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        if (connection.Status != 302 || connection.Head.IndexOf("/thanks\r\n"u8) < 0)
        {
            throw new BenchException($"an answer came back with {connection.Status}");
        }
    }
}

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Rapfang.Platform.Search;

namespace Rapfang.Modules.Search.Find;

/// <summary>Everything of the office that the person may see, by words.</summary>
[Authorize(SearchModule.Find)]
public sealed class IndexModel(Searcher searcher) : PageModel
{
    // A text this short says more about a record than a piece of a long one.
    const int ShortText = 120;

    public SearchWords Words { get; private set; } = new(null);

    public string Typed { get; private set; } = "";

    /// <summary>The kinds to choose from.</summary>
    public IReadOnlyList<string> Kinds { get; private set; } = [];

    /// <summary>The kind chosen; null for all.</summary>
    public string? Kind { get; private set; }

    public SearchPage Found { get; private set; } = new([], null, false, false);

    public bool IsFirst { get; private set; }

    /// <summary>What is marked: the words, or the pieces of them by which near rows were found.</summary>
    public IReadOnlyList<string> Marks => Found.AreNear ? Words.Pieces : Words.All;

    public async Task OnGetAsync(string? q, string? kind, string? after)
    {
        Typed = q?.Trim() ?? "";
        Words = new SearchWords(q);
        IsFirst = string.IsNullOrEmpty(after);
        if (Words.All.Count == 0)
        {
            return;
        }

        Kinds = await searcher.KindsAsync();
        Kind = Kinds.FirstOrDefault(known => known == kind);
        Found = await searcher.FindAsync(Words, Kind, IsFirst ? null : after, HttpContext.RequestAborted);
    }

    /// <summary>This search among one kind, or all.</summary>
    public string Among(string? kind)
    {
        var query = new QueryBuilder { { "q", Typed } };
        if (kind is not null)
        {
            query.Add("kind", kind);
        }

        return query.ToQueryString().Value!;
    }

    /// <summary>What the record says besides its title, where that tells why it was found or what it is.</summary>
    public string? TextOf(Found row)
    {
        var text = row.Text[(row.Text.IndexOf('\n', StringComparison.Ordinal) + 1)..].Trim();
        return text.Length > 0 && (text.Length <= ShortText || Marks.Any(word => text.Contains(word, StringComparison.Ordinal))) ? text : null;
    }
}

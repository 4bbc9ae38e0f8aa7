using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Office;
using Rapfang.Platform.Database;
using Rapfang.Platform.Search;
using Rapfang.Ui;

namespace Rapfang.Modules.Services.Public.List;

/// <summary>Everybody looks up a service, also with a typing mistake.</summary>
[AllowAnonymous]
[OutputCache(PolicyName = SharedPages.Policy)]
public sealed class IndexModel(RapfangDb db, ServiceRegister register, PublicManuals manuals) : PageModel
{
    /// <summary>What is looked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public bool IsSearch => new SearchWords(Q).All.Count > 0;

    public IReadOnlyList<PublicService> Found { get; private set; } = [];

    public bool AreNear { get; private set; }

    public bool HasManual { get; private set; }

    public IReadOnlyDictionary<Guid, string> Groups { get; private set; } = new Dictionary<Guid, string>();

    public async Task OnGetAsync()
    {
        (Found, AreNear) = await register.SearchAsync(Q);
        HasManual = await manuals.InForceAsync() is not null;
        Groups = await db.Set<Group>().AsNoTracking().ToDictionaryAsync(group => group.Id, group => group.Name);
    }
}

using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Ui;

namespace Rapfang.Modules.Networks;

/// <summary>What is typed of a network.</summary>
public sealed class NetworkForm
{
    public string? Name { get; set; }

    public Guid GroupId { get; set; }

    public string? Form { get; set; }

    public string? Structure { get; set; }

    public string? Committee { get; set; }

    public bool IsFormal { get; set; } = true;

    public string? Communication { get; set; }

    public List<NetworkBasis> Bases { get; set; } = [];

    /// <summary>The version that the form was filled from.</summary>
    public int Seen { get; set; }

    [BindNever]
    public IReadOnlyList<StakeholderGroup> Groups { get; private set; } = [];

    public IEnumerable<SelectListItem> GroupItems => Groups.Select(group => new SelectListItem(group.Name, group.Id.ToString()));

    public static IEnumerable<SelectListItem> FormalItems(IStringLocalizer<Text> t) => [new(t["Formal"], bool.TrueString), new(t["Informal"], bool.FalseString)];

    /// <param name="network">Null for a new one.</param>
    public static async Task<NetworkForm> OfAsync(RapfangDb db, Network? network)
    {
        var kept = network?.GroupId;
        var groups = await db.Set<StakeholderGroup>().AsNoTracking().Where(group => group.UntilDate == null || group.Id == kept).OrderBy(group => group.Number).ToListAsync();
        return network is null ? new() { Groups = groups } : new()
        {
            Groups = groups, Name = network.Name, GroupId = network.GroupId, Form = network.Form, Structure = network.Structure, Committee = network.Committee,
            IsFormal = network.IsFormal, Communication = network.Communication, Bases = [.. network.Bases.Select(Enum.Parse<NetworkBasis>)], Seen = network.Version,
        };
    }

    /// <exception cref="RuleBroken">Something needed is missing.</exception>
    public NetworkFacts Read() => new(
        VoiceText.Read(Name, "Input.Name", NetworkRegister.LongestLine),
        Groups.Any(group => group.Id == GroupId) ? GroupId : throw new RuleBroken("เลือกจากรายการ", "Choose one of the list.", "Input.GroupId"),
        VoiceText.Read(Form, "Input.Form"), VoiceText.Read(Structure, "Input.Structure", required: false), VoiceText.Read(Committee, "Input.Committee", required: false),
        IsFormal, VoiceText.Read(Communication, "Input.Communication"), Bases);
}

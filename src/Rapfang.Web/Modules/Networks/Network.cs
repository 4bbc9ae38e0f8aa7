using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Modules.Office;
using Rapfang.Modules.Stakeholders;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Search;

namespace Rapfang.Modules.Networks;

/// <summary>By what a network is formed: networks differ by these nine (seed S2-060).</summary>
public enum NetworkBasis
{
    Work,
    Goal,
    Area,
    Trait,
    Convenience,
    Season,
    Time,
    Distance,
    Occupation,
}

/// <summary>What is written of a network.</summary>
/// <param name="GroupId">The group of recipients or stakeholders that it joins.</param>
/// <param name="Form">Its form, one trait a line.</param>
/// <param name="Structure">Levels and parts, without names.</param>
/// <param name="Committee">What the committee is made of and does, without names; empty where there is none.</param>
/// <param name="Communication">The ways by which the office and the network keep in touch, one a line.</param>
public sealed record NetworkFacts(
    VoiceText Name, Guid GroupId, VoiceText Form, VoiceText Structure, VoiceText Committee, bool IsFormal, VoiceText Communication, IReadOnlyList<NetworkBasis> Bases);

/// <summary>A network of recipients or stakeholders (seed S2-062). It is ended, never deleted.</summary>
public sealed class Network : OfficeRecord, IEffective, ISearchable
{
    Network()
    {
    }

    /// <summary>Its running number in the office, from 1.</summary>
    public int Number { get; private set; }

    public string Name { get; private set; } = "";

    public Guid GroupId { get; private set; }

    public string Form { get; private set; } = "";

    public string Structure { get; private set; } = "";

    public string Committee { get; private set; } = "";

    public bool IsFormal { get; private set; }

    public string Communication { get; private set; } = "";

    /// <summary>Names of <see cref="NetworkBasis"/>.</summary>
    public string[] Bases { get; private set; } = [];

    public DateOnly FromDate { get; private set; }

    public DateOnly? UntilDate { get; private set; }

    public string EndReason { get; private set; } = "";

    /// <summary>Counts the changes, so that nobody writes over what another wrote meanwhile.</summary>
    public int Version { get; private set; }

    public static Network Begin(int number, NetworkFacts facts, DateOnly from)
    {
        var network = new Network { Number = number, FromDate = from };
        network.Describe(facts);
        return network;
    }

    /// <exception cref="RuleBroken">It has ended.</exception>
    public void Describe(NetworkFacts facts)
    {
        RefuseEnded();
        (Name, GroupId, Form, Structure, Committee) = (facts.Name.Text, facts.GroupId, facts.Form.Text, facts.Structure.Text, facts.Committee.Text);
        (IsFormal, Communication, Bases) = (facts.IsFormal, facts.Communication.Text, [.. facts.Bases.Distinct().Order().Select(basis => basis.ToString())]);
        Version++;
    }

    /// <exception cref="RuleBroken">It has ended already, or the day lies before its first or after today.</exception>
    public void End(DateOnly lastDay, VoiceText reason, DateOnly today)
    {
        RefuseEnded();
        if (lastDay > today)
        {
            throw new RuleBroken("วันสุดท้ายต้องไม่อยู่หลังวันนี้", "The last day can not lie after today.", "Until");
        }

        UntilDate = Ending.Check(FromDate, lastDay);
        EndReason = reason.Text;
        Version++;
    }

    /// <exception cref="RuleBroken">It has ended: nothing new is written of it.</exception>
    public void RefuseEnded()
    {
        if (UntilDate is not null)
        {
            throw new RuleBroken("เครือข่ายนี้สิ้นสุดแล้ว ข้อมูลเดิมยังอยู่ครบ แต่แก้ไขหรือเพิ่มไม่ได้", "This network has ended. All of it is kept, but nothing can be changed or added.");
        }
    }

    public SearchEntry Searched() => new(Name, NetworksModule.Read, $"/networks/{Id}", FromDate) { Text = $"{Form} {Structure} {Committee} {Communication}" };
}

sealed class NetworkConfiguration : IEntityTypeConfiguration<Network>
{
    public void Configure(EntityTypeBuilder<Network> entity)
    {
        entity.ToTable("networks");
        entity.Property(network => network.Version).IsConcurrencyToken();
        entity.HasOne<StakeholderGroup>().WithMany().HasForeignKey(network => new { network.OfficeId, network.GroupId });
    }
}

using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform;
using Rapfang.Platform.Database;
using Rapfang.Platform.Search;
using Rapfang.Thai;

namespace Rapfang.Modules.Services;

/// <summary>A service of the office. What is said of it lies in its editions; it is withdrawn, never deleted.</summary>
public sealed partial class Service : OfficeRecord, ISearchable
{
    Service()
    {
    }

    /// <summary>Its running number in the office, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The last part of its public address.</summary>
    public string Slug { get; private set; } = "";

    public string Name { get; private set; } = "";

    public Guid GroupId { get; private set; }

    /// <summary>The number of the edition that everybody reads.</summary>
    public int? InForce { get; private set; }

    public string Words { get; private set; } = "";

    public DateOnly BegunOn { get; private set; }

    public DateOnly? WithdrawnOn { get; private set; }

    public string WithdrawnWhy { get; private set; } = "";

    public int Version { get; private set; }

    /// <summary>Whether everybody can look it up.</summary>
    public bool IsPublic => InForce is not null && WithdrawnOn is null;

    /// <param name="slug">Small Latin letters, digits and hyphens; its number where it is empty.</param>
    /// <exception cref="RuleBroken">The address has other letters.</exception>
    public static Service Begin(int number, string name, Guid group, string slug, DateOnly on)
    {
        if (slug.Length > 0 && !SlugForm().IsMatch(slug))
        {
            throw new RuleBroken(
                "ใช้อักษรอังกฤษตัวเล็ก ตัวเลข และขีดกลาง ไม่เกิน 60 ตัว เช่น salary-certificate", "Use small Latin letters, digits and hyphens, at most 60, such as salary-certificate.", "Slug");
        }

        return new() { Number = number, Name = name, GroupId = group, Slug = slug.Length > 0 ? slug : $"{number}", BegunOn = on };
    }

    /// <summary>Everybody reads this edition from now on.</summary>
    public void PutInForce(ServiceEdition edition)
    {
        (InForce, Name, GroupId) = (edition.Number, edition.Name, edition.GroupId);
        Words = ThaiText.Normalise($"{edition.Name} {edition.About} {edition.WhoMayAsk} {string.Join(' ', edition.Documents.Select(document => document.Name))}");
        Version++;
    }

    /// <exception cref="RuleBroken">It is withdrawn.</exception>
    public void Withdraw(string why, DateOnly on)
    {
        if (WithdrawnOn is not null)
        {
            throw new RuleBroken("ยกเลิกบริการนี้ไปแล้ว", "This service is withdrawn already.");
        }

        (WithdrawnOn, WithdrawnWhy) = (on, why);
        Version++;
    }

    /// <summary>It is offered again.</summary>
    public void Resume()
    {
        (WithdrawnOn, WithdrawnWhy) = (null, "");
        Version++;
    }

    public SearchEntry Searched() => new(Name, ServicesModule.Read, $"/services/{Id}", BegunOn) { Text = Words };

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?$", RegexOptions.None, 1000)]
    private static partial Regex SlugForm();
}

sealed class ServiceConfiguration : IEntityTypeConfiguration<Service>
{
    public void Configure(EntityTypeBuilder<Service> entity)
    {
        entity.ToTable("services");
        entity.Property(service => service.Version).IsConcurrencyToken();
        entity.Ignore(service => service.IsPublic);
    }
}

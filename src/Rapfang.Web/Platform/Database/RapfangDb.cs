using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Rapfang.Platform.Audit;
using Rapfang.Platform.Identity;
using Rapfang.Platform.PersonalData;
using Rapfang.Platform.Search;

namespace Rapfang.Platform.Database;

/// <summary>
/// The records of the installation and of the current office. Modules bring their own mappings; office records are
/// filtered by the current office, and a change without an event is refused.
/// </summary>
public sealed class RapfangDb(DbContextOptions<RapfangDb> options, CurrentOffice office, CurrentActor actor, TimeProvider clock)
    : IdentityUserContext<User, Guid>(options)
{
    readonly List<OfficeEvent> told = [];

    /// <summary>The office whose records this context reads and writes; 0 when none is chosen.</summary>
    public int OfficeId => office.Id;

    /// <summary>
    /// Tells what happened to a record. It is stored, with what changed, in the transaction of the next
    /// <see cref="SaveChangesAsync(bool, CancellationToken)"/>.
    /// </summary>
    /// <param name="kind">A kind of <c>docs/events.md</c>, such as <c>survey.approved</c>.</param>
    /// <param name="subject">The record it happened to; a change of its parts is told with it.</param>
    /// <param name="reason">Why, in the actor's words; empty where the act speaks for itself.</param>
    public void Tell(string kind, OfficeRecord subject, string reason = "") =>
        told.Add(new OfficeEvent(kind, subject, actor.UserId, actor.ActingFor, clock.GetUtcNow(), reason));

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        foreach (var added in ChangeTracker.Entries<OfficeRecord>().Where(entry => entry.State == EntityState.Added))
        {
            added.Entity.BelongTo(office.Id);
        }

        WriteEvents();
        var searched = ChangeTracker.Entries<OfficeRecord>()
            .Where(entry => entry.Entity is ISearchable && entry.State is (EntityState.Added or EntityState.Modified or EntityState.Deleted)).ToList();
        return searched.Count == 0
            ? await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken)
            : await SaveWithSearchAsync(searched, acceptAllChangesOnSuccess, cancellationToken);
    }

    // In the transaction of the change itself, so that nothing is found that is not there, and nothing is there unfound.
    async Task<int> SaveWithSearchAsync(List<EntityEntry<OfficeRecord>> changed, bool accept, CancellationToken cancellation)
    {
        var gone = changed.Where(entry => entry.State == EntityState.Deleted).Select(entry => entry.Entity.Id).ToList();
        var kept = changed.Where(entry => entry.State != EntityState.Deleted).Select(entry => entry.Entity).ToList();
        await using var own = await OwnTransaction.OfAsync(this, cancellation);
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess: false, cancellation);
        await SearchIndex.RemoveAsync(this, gone, cancellation);
        await SearchIndex.WriteAsync(this, kept, cancellation);
        await own.CommitAsync(cancellation);
        if (accept)
        {
            ChangeTracker.AcceptAllChanges();
        }

        return saved;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Use SaveChangesAsync.");

    void WriteEvents()
    {
        var changed = ChangeTracker.Entries<OfficeRecord>()
            .Where(entry => entry.Entity is not ITelling && entry.State is (EntityState.Added or EntityState.Modified or EntityState.Deleted))
            .ToList();
        foreach (var happening in told)
        {
            var its = changed.Where(entry => entry.Entity.WholeId == happening.SubjectId).ToList();
            happening.Before = Values(its, entry => entry.State != EntityState.Added, property => (property.OriginalValue, property.CurrentValue));
            happening.After = Values(its, entry => entry.State != EntityState.Deleted, property => (property.CurrentValue, property.OriginalValue));
            changed.RemoveAll(its.Contains);
            Add(happening).Entity.BelongTo(office.Id);
        }

        told.Clear();
        if (changed.Count > 0)
        {
            throw new InvalidOperationException($"A change without an event: {string.Join(", ", changed.Select(entry => entry.Metadata.ShortName()))}");
        }
    }

    // Of each changed record the columns that changed, by table; a record's own id only where the event is of its whole.
    static string? Values(List<EntityEntry<OfficeRecord>> entries, Func<EntityEntry, bool> takes, Func<PropertyEntry, (object? Value, object? Other)> value)
    {
        var rows = entries.Where(entry => takes(entry)).Select(entry => new
        {
            table = entry.Metadata.GetTableName(),
            id = entry.Entity.Id,
            values = entry.Properties
                .Where(property => entry.State != EntityState.Modified || property.IsModified)
                .Where(property => property.Metadata.Name is not (nameof(OfficeRecord.OfficeId) or nameof(OfficeRecord.Id)))
                .ToDictionary(property => property.Metadata.GetColumnName(), property => AsTold(entry, property, value(property)), StringComparer.Ordinal),
        }).ToList();
        return rows.Count == 0 ? null : JsonSerializer.Serialize(rows, EventJson);
    }

    static object? AsTold(EntityEntry entry, PropertyEntry property, (object? Value, object? Other) two)
    {
        if (two.Value is not IToldInParts value)
        {
            return AsStored(property, two.Value);
        }

        var others = entry.State == EntityState.Modified && two.Other is IToldInParts other ? other.Parts() : new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        return value.Parts().Where(part => !others.TryGetValue(part.Key, out var same) || !JsonNode.DeepEquals(part.Value, same))
            .ToDictionary(part => part.Key, part => part.Value, StringComparer.Ordinal);
    }

    // As the column holds it: an enum by its words, so that no later order of its names changes what happened. Of personal
    // data only the mask: an event is never deleted.
    static object? AsStored(PropertyEntry property, object? value) =>
        value is Sealed personal ? personal.Mask
        : value is null || property.Metadata.GetValueConverter() is not { } converter ? value : converter.ConvertToProvider(value);

    static readonly JsonSerializerOptions EventJson = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Sealed>().HaveConversion<SealedColumn>();
        foreach (var type in typeof(RapfangDb).Assembly.GetTypes().Where(type => type.IsEnum))
        {
            configurationBuilder.Properties(type).HaveConversion(typeof(SnakeCaseEnum<>).MakeGenericType(type));
        }
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<User>(user =>
        {
            user.ToTable("users");
            user.Property(u => u.UserName).IsRequired();
            user.Property(u => u.NormalizedUserName).IsRequired();
        });
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
        builder.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("user_passkeys");
            passkey.OwnsOne(p => p.Data).ToJson("data");
            passkey.Navigation(p => p.Data).IsRequired();
        });
        // Keys first: a module's mapping may refer to a record whose own mapping comes later.
        foreach (var record in typeof(RapfangDb).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(OfficeRecord)) && !type.IsAbstract))
        {
            BelongsToOffice(builder.Entity(record));
        }

        builder.ApplyConfigurationsFromAssembly(typeof(RapfangDb).Assembly);
        foreach (var entity in builder.Model.GetEntityTypes().Where(entity => !entity.IsMappedToJson()))
        {
            NameAsInSql(entity);
        }
    }

    void BelongsToOffice(EntityTypeBuilder entity)
    {
        entity.HasKey(nameof(OfficeRecord.OfficeId), nameof(OfficeRecord.Id));
        entity.Property(nameof(OfficeRecord.OfficeId)).ValueGeneratedNever();
        entity.Property(nameof(OfficeRecord.Id)).ValueGeneratedNever();
        entity.Ignore(nameof(OfficeRecord.WholeId));
        var record = Expression.Parameter(entity.Metadata.ClrType);
        entity.HasQueryFilter(Expression.Lambda(
            Expression.Equal(
                Expression.Property(record, nameof(OfficeRecord.OfficeId)),
                Expression.Property(Expression.Constant(this), nameof(OfficeId))),
            record));
    }

    static void NameAsInSql(IMutableEntityType entity)
    {
        foreach (var property in entity.GetProperties())
        {
            property.SetColumnName(SnakeCase(property.Name));
            property.SetMaxLength(null); // Lengths are held by forms and checks, not by column types.
        }
    }

    internal static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}

/// <summary>Stores an enum as the words of its name: <c>PrimaryArea</c> as <c>primary_area</c>.</summary>
sealed class SnakeCaseEnum<T>() : Microsoft.EntityFrameworkCore.Storage.ValueConversion.ValueConverter<T, string>(
    value => RapfangDb.SnakeCase(value.ToString()),
    text => Enum.Parse<T>(text.Replace("_", "", StringComparison.Ordinal), true))
    where T : struct, Enum;

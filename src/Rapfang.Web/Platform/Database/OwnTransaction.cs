using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Rapfang.Platform.Database;

/// <summary>A transaction for work that may be part of a larger one: where one is under way, whoever began that ends it.</summary>
sealed class OwnTransaction : IAsyncDisposable
{
    readonly IDbContextTransaction? own;

    OwnTransaction(IDbContextTransaction? own) => this.own = own;

    internal static async Task<OwnTransaction> OfAsync(DbContext db, CancellationToken cancellation = default) =>
        new(db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(cancellation) : null);

    internal bool IsOwn => own is not null;

    internal Task CommitAsync(CancellationToken cancellation = default) => own?.CommitAsync(cancellation) ?? Task.CompletedTask;

    internal Task RollbackAsync() => own?.RollbackAsync() ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => own?.DisposeAsync() ?? ValueTask.CompletedTask;
}

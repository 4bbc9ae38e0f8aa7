using Microsoft.EntityFrameworkCore;
using Rapfang.Modules.Voices;
using Rapfang.Platform;
using Rapfang.Platform.Database;

namespace Rapfang.Demo;

/// <summary>Fills the demo office while its first pages are already there; until then the installation does not call itself ready.</summary>
sealed class DemoFilling(IServiceScopeFactory scopes, Preparation preparation) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield(); // Else the first page would wait for it after all.
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<OfficeDirectory>().FindAsync(DemoOffice.Slug) is { } office)
        {
            scope.ServiceProvider.GetRequiredService<CurrentOffice>().Set(office);
            if (!await scope.ServiceProvider.GetRequiredService<RapfangDb>().Set<Voice>().AnyAsync(stoppingToken))
            {
                await scope.ServiceProvider.GetRequiredService<DemoOffice>().FillAsync(stoppingToken);
            }
        }

        preparation.End();
    }
}

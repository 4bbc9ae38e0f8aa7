using Rapfang.Platform;

namespace Rapfang.Modules.Account;

public static class AccountModule
{
    public static void AddAccount(this ModuleSetup setup) => setup.Services.AddScoped<Arrival>();
}

using Rapfang.Platform.Identity;

namespace Rapfang.Platform;

/// <summary>An entry of the desk's menu; shown to those who hold the permission.</summary>
/// <param name="Text">Its text, as a key of the resources.</param>
/// <param name="Path">Below <c>/{office}/desk</c>, starting with a slash.</param>
/// <param name="Icon">A name of the icon set.</param>
public sealed record MenuEntry(string Text, string Path, string Icon, string Permission, int Order);

/// <summary>What modules bring when the app is put together: services, permissions, menu entries.</summary>
public sealed class ModuleSetup(IServiceCollection services)
{
    public IServiceCollection Services { get; } = services;

    public Permissions Permissions { get; } = new();

    public List<MenuEntry> Menu { get; } = [];
}

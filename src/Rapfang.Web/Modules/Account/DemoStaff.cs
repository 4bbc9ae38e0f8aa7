namespace Rapfang.Modules.Account;

/// <summary>One of the demo office's invented people, to sign in as with one click.</summary>
public sealed record DemoPerson(string UserName, string Name, string Role);

/// <summary>Who can be signed in as without a password: nobody, outside demo mode.</summary>
public sealed record DemoStaff(IReadOnlyList<DemoPerson> People);

namespace Rapfang.Platform.Database;

/// <summary>The office named in the address of this request (or chosen by a job). Unset: no office record can be read.</summary>
public sealed class CurrentOffice
{
    OfficeProfile? profile;

    public int Id => profile?.Id ?? 0;

    public bool IsSet => profile is not null;

    /// <exception cref="InvalidOperationException">The request names no office.</exception>
    public OfficeProfile Profile => profile ?? throw new InvalidOperationException("This address names no office.");

    public void Set(OfficeProfile office) => profile = office;
}

/// <summary>What every page of an office shows of it.</summary>
public sealed record OfficeProfile(int Id, string Slug, string Name, string NameEn, bool ThaiDigits, bool HasLogo);

using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Rapfang.Platform.PersonalData;

/// <summary>
/// Personal data as it is kept: sealed, with a mask that lists, exports and events may show. Only
/// <see cref="Seals"/> gets at the content. In a column it is text: version, key, content, mask.
/// </summary>
public sealed record Sealed(string Stored)
{
    /// <summary>What everybody may see, such as <c>•••••••456</c>.</summary>
    public string Mask => Stored.Split(':', 4) is [_, _, _, var mask] ? mask : Masks.Hidden;

    public override string ToString() => Mask;
}

/// <summary>How sealed values lie in their columns.</summary>
public sealed class SealedColumn() : ValueConverter<Sealed, string>(value => value.Stored, text => new Sealed(text));

/// <summary>A kind of personal data, and what of it may be seen by everybody.</summary>
/// <param name="Name">For good; see <see cref="SealedPlace"/>.</param>
public sealed record PersonalField(string Name, Func<string, string> Mask)
{
    /// <summary>How the office reaches somebody who works there.</summary>
    public static PersonalField StaffPhone { get; } = new("people.phone", Masks.Phone);

    public static PersonalField StaffEmail { get; } = new("people.email", Masks.Email);
}

using Rapfang.Platform.Database;

namespace Rapfang.Platform.PersonalData;

/// <summary>Seals and opens the personal data in records of the current office.</summary>
public sealed class Seals(PersonalKeys keys, CurrentOffice office)
{
    /// <summary>Seals what was typed. The same as before stays as it is, so that no event tells of a change.</summary>
    /// <returns>Null for nothing but blanks.</returns>
    public Sealed? Seal(OfficeRecord record, PersonalField field, string? text, Sealed? before = null)
    {
        text = text?.Trim() ?? "";
        return text.Length == 0 ? null
            : before is not null && Open(record, field, before) == text ? before
            : keys.Seal(Place(record.Id, field), text, field.Mask(text));
    }

    /// <summary>
    /// The content, for the system's own use or for the person themselves; empty for null. Who shows it to somebody else first
    /// saves an event that tells of the look.
    /// </summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was changed or moved here from another record.</exception>
    public string Open(OfficeRecord record, PersonalField field, Sealed? value) => Open(record.Id, field, value);

    /// <summary>The same of a row that was read without its record.</summary>
    public string Open(Guid record, PersonalField field, Sealed? value) => value is null ? "" : keys.Open(Place(record, field), value);

    SealedPlace Place(Guid record, PersonalField field) => new(office.Id, field.Name, record);
}

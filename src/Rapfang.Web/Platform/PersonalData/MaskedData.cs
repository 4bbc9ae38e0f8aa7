namespace Rapfang.Platform.PersonalData;

/// <summary>Personal data of a record as its page shows them: masks, each with a button to look, and what was looked at in this answer only.</summary>
public sealed record MaskedData(IReadOnlyList<MaskedField> Fields, bool MayLook, MaskedField? Looked = null, string Content = "")
{
    /// <summary>Those that are kept, in this order.</summary>
    public static MaskedData Of(bool mayLook, params (PersonalField Field, string Label, Sealed? Kept)[] fields) =>
        new([.. fields.Where(one => one.Kept is not null).Select(one => new MaskedField(one.Field, one.Label, one.Kept!))], mayLook);
}

/// <param name="Label">What people call it, in the language of the request.</param>
public sealed record MaskedField(PersonalField Field, string Label, Sealed Kept);

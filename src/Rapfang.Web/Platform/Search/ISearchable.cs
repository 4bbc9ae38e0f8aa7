namespace Rapfang.Platform.Search;

/// <summary>
/// An office's record that staff find by searching. <c>RapfangDb</c> keeps its row of the index with every change; nothing
/// else is to be done.
/// </summary>
public interface ISearchable
{
    /// <summary>
    /// What is found of it; null while it is not to be found. Made of the record's own columns only: its parts need not be
    /// loaded when it is saved.
    /// </summary>
    SearchEntry? Searched();
}

/// <summary>What is found of a record.</summary>
/// <param name="Title">Its name, as people know it; shown, and searched with <see cref="Text"/>.</param>
/// <param name="Permission">
/// Who does not hold it does not find the record. Personal data need the permission that they are read with.
/// </param>
/// <param name="Path">Its page below <c>/{office}/desk</c>, starting with a slash.</param>
/// <param name="Day">The day it happened or begins; the latest come first. <see cref="DateOnly.MinValue"/> where there is none.</param>
public sealed record SearchEntry(string Title, string Permission, string Path, DateOnly Day)
{
    /// <summary>All else that it is found by: numbers, words, the text itself. A part of it is shown when it matched.</summary>
    public string Text { get; init; } = "";
}

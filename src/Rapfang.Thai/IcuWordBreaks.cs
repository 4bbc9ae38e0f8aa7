using System.Runtime.InteropServices;

namespace Rapfang.Thai;

/// <summary>
/// ICU's word break iterator with its Thai dictionary, called in the library that .NET itself uses for cultures:
/// icu.dll of Windows 10 and later, libicucore of macOS, libicuuc of Linux distributions (docs/adr/0007).
/// </summary>
internal sealed unsafe class IcuWordBreaks
{
  // UBRK_WORD of unicode/ubrk.h. A positive UErrorCode is an error, a negative one a remark.
  private const int Words = 1;

  // Names on Linux bear the version; the newest installed is taken. .NET needs 50 or later.
  private const int NewestVersion = 150;
  private const int OldestVersion = 50;

  private readonly delegate* unmanaged[Cdecl]<int, byte*, char*, int, int*, nint> open;
  private readonly delegate* unmanaged[Cdecl]<nint, int> next;
  private readonly delegate* unmanaged[Cdecl]<nint, void> close;

  private IcuWordBreaks(nint openAddress, nint nextAddress, nint closeAddress)
  {
    open = (delegate* unmanaged[Cdecl]<int, byte*, char*, int, int*, nint>)openAddress;
    next = (delegate* unmanaged[Cdecl]<nint, int>)nextAddress;
    close = (delegate* unmanaged[Cdecl]<nint, void>)closeAddress;
  }

  /// <summary>Null when there is no ICU, or one without the Thai dictionary.</summary>
  public static IcuWordBreaks? Load() =>
    Candidates().Select(candidate => Bind(candidate.Library, candidate.Suffix)).FirstOrDefault(icu => icu is not null && icu.KnowsThai());

  /// <summary>Marks where words begin and end: <paramref name="cuts"/> has one place more than the text has characters.</summary>
  /// <exception cref="InvalidOperationException">ICU refuses, for want of memory.</exception>
  public void Mark(string text, bool[] cuts)
  {
    var error = 0;
    fixed (byte* thai = "th\0"u8)
    fixed (char* characters = text)
    {
      // An iterator belongs to one thread and to this text; making one takes microseconds.
      var iterator = open(Words, thai, characters, text.Length, &error);
      if (error > 0)
      {
        throw new InvalidOperationException($"ICU could not cut the text: error {error}.");
      }

      for (var at = next(iterator); at >= 0; at = next(iterator))
      {
        cuts[at] = true;
      }

      close(iterator);
    }
  }

  private static IEnumerable<(string Library, string Suffix)> Candidates()
  {
    if (OperatingSystem.IsWindows())
    {
      return [("icu.dll", ""), ("icuuc.dll", "")];
    }

    return OperatingSystem.IsMacOS()
      ? [("/usr/lib/libicucore.dylib", "")]
      : Enumerable.Range(OldestVersion, NewestVersion - OldestVersion + 1).Reverse()
        .SelectMany(version => new[] { ($"libicuuc.so.{version}", $"_{version}"), ($"libicuuc.so.{version}", "") });
  }

  private static IcuWordBreaks? Bind(string library, string suffix) =>
    NativeLibrary.TryLoad(library, out var handle)
      && NativeLibrary.TryGetExport(handle, $"ubrk_open{suffix}", out var open)
      && NativeLibrary.TryGetExport(handle, $"ubrk_next{suffix}", out var next)
      && NativeLibrary.TryGetExport(handle, $"ubrk_close{suffix}", out var close)
        ? new IcuWordBreaks(open, next, close)
        : null;

  private bool KnowsThai()
  {
    const string twoWords = "การให้บริการ";
    var cuts = new bool[twoWords.Length + 1];
    Mark(twoWords, cuts);
    return cuts["การ".Length];
  }
}

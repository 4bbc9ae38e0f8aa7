using System.Globalization;

namespace Rapfang.Modules.Participation;

/// <summary>How consultations are shown.</summary>
public static class ConsultationView
{
    public static string Colour(ConsultationState state) => state switch
    {
        ConsultationState.Draft => "quiet",
        ConsultationState.Open => "good",
        ConsultationState.Closed => "warn",
        _ => "plain",
    };

    public static string Colour(CommentState state) => state switch { CommentState.Waiting => "warn", CommentState.Shown => "good", _ => "quiet" };

    public static string Number(decimal value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}

namespace Rapfang.Modules.Participation;

/// <summary>How far people take part, from being told to deciding.</summary>
public enum ParticipationLevel
{
    Inform,
    Consult,
    Involve,
    Collaborate,
    Empower,
}

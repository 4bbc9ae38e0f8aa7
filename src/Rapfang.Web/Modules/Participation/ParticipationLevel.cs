namespace Rapfang.Modules.Participation;

/// <summary>How far people take part, from the lowest on (seed S2-081, domain 9.4).</summary>
public enum ParticipationLevel
{
    Inform,
    Consult,
    Involve,
    Collaborate,
    Empower,
}

/// <summary>By what people take part: the seven tools of the guideline (seed S2-081).</summary>
public enum ParticipationTool
{
    /// <summary>They are told through channels.</summary>
    Told,

    Meeting,

    /// <summary>On a committee or in a working group.</summary>
    Committee,

    /// <summary>They look after the work together with the office.</summary>
    Monitoring,

    Volunteer,

    /// <summary>They do a part of the work without pay.</summary>
    FreeWork,

    /// <summary>They give property to the state.</summary>
    Gift,
}

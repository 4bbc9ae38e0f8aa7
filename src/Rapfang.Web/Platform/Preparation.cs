namespace Rapfang.Platform;

/// <summary>Whether something is still being made ready behind pages that are already there, such as the data of the demo office.</summary>
/// <param name="isGoingOn">Whether it is at the start.</param>
public sealed class Preparation(bool isGoingOn)
{
    volatile bool isGoingOn = isGoingOn;

    /// <summary>True until <see cref="End"/>; <c>/health/ready</c> and the desk say so.</summary>
    public bool IsGoingOn => isGoingOn;

    /// <summary>Everything is there now.</summary>
    public void End() => isGoingOn = false;
}

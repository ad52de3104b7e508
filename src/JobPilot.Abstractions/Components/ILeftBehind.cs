namespace JobPilot;

/// <summary>
/// Ability of a sink with marks to look at a place where it wrote before: where an interrupted run goes on at another place, what stands there behind its last commit
/// comes again at the new one. The old place is only looked at: that nobody else has written there since cannot be known.
/// </summary>
public interface ILeftBehind
{
    /// <summary>Looks what stands behind a mark. Called before the sink is opened; changes nothing and makes nothing.</summary>
    /// <param name="location">The place, as <see cref="ISink.Location"/> was when the mark was made.</param>
    /// <param name="mark">The mark of the last commit there.</param>
    /// <param name="cancellationToken">Cancels the look.</param>
    /// <returns>What is there; null where it cannot be told.</returns>
    ValueTask<LeftBehind?> FindLeftBehindAsync(string location, string mark, CancellationToken cancellationToken);
}

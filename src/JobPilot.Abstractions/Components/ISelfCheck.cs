namespace JobPilot;

/// <summary>
/// Ability of a collector or processor to say, for <c>doctor</c>, whether it could work: key present and of the right shop, server answers, files
/// are there. A sink has <see cref="ISink.CheckAsync"/>.
/// </summary>
public interface ISelfCheck
{
    /// <summary>Checks without collecting or writing anything; costs nothing of a budget where that can be avoided.</summary>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>Findings, each with its mend; empty where all is well.</returns>
    ValueTask<IReadOnlyList<Diagnostic>> CheckAsync(CancellationToken cancellationToken);
}

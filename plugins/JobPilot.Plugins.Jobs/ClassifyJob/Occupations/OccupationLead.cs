namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>How far another taxonomy leads to an occupation of this one. Each counts by the belief in the occupation there that leads here.</summary>
/// <param name="Likeness">Likeness of all titles there to all titles here.</param>
/// <param name="Best">The greatest single likeness.</param>
/// <param name="OfFirst">Likeness to the likeliest occupation there, whatever the belief in it.</param>
/// <param name="Votes">Share of single titles there that are closest to a title here.</param>
internal readonly record struct OccupationLead(float Likeness, float Best, float OfFirst, float Votes)
{
    /// <summary>What the candidates that are added are chosen by.</summary>
    public float Strength => Likeness + (3 * Votes);
}

namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>A title of an occupation, in the index.</summary>
/// <param name="Occupation">Number of the occupation.</param>
/// <param name="Entry">Which of its titles, 0 for the preferred label; the forms of one title share a number.</param>
/// <param name="Words">Its words, each once.</param>
/// <param name="Head">The word that its head is.</param>
internal sealed record IndexedTitle(int Occupation, int Entry, int[] Words, int Head);

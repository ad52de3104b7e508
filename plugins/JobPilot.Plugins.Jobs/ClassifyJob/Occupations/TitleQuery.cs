namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>A form of the title that is asked for.</summary>
/// <param name="Words">Its words with their weights, unknown ones left out.</param>
/// <param name="Groups">Its groups of letters.</param>
/// <param name="AllWords">Its words, each once, -1 for an unknown one.</param>
/// <param name="Head">The word that its head is; -1 where it is unknown.</param>
internal sealed record TitleQuery(TermWeight[] Words, TermWeight[] Groups, int[] AllWords, int Head);

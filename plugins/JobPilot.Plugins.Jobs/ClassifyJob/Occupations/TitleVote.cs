namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>A title of another taxonomy and a title of this one that is close to it.</summary>
/// <param name="Title">Stems of the title there.</param>
/// <param name="Occupation">Number of the occupation here.</param>
/// <param name="Entry">Place of the title among its titles.</param>
/// <param name="Likeness">0..1.</param>
internal readonly record struct TitleVote(string Title, int Occupation, int Entry, float Likeness);

namespace JobPilot.Plugins.Jobs.Teacher;

/// <summary>How vectors of words are trained.</summary>
/// <param name="Steps">Steps, each over some titles of each list.</param>
/// <param name="Rate">Length of the first step (Adam); steps shrink to a fiftieth of it.</param>
/// <param name="Penalty">What a word's own correction costs.</param>
/// <param name="Sharpness">What likeness, -1 to 1, is multiplied by before it is made a likelihood.</param>
internal sealed record VectorSettings(int Steps, double Rate, double Penalty, double Sharpness);

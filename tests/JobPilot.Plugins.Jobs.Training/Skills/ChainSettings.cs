namespace JobPilot.Plugins.Jobs.Training.Skills;

/// <summary>How a chain is trained.</summary>
/// <param name="Epochs">Passes over the sentences.</param>
/// <param name="KeptEpochs">How many of the last passes the mean is taken over.</param>
/// <param name="Rate">Length of a step.</param>
/// <param name="Penalty">Penalty on the square of a weight.</param>
/// <param name="Dropout">Share of features that a step leaves out, 0..1.</param>
internal sealed record ChainSettings(int Epochs, int KeptEpochs, float Rate, float Penalty, float Dropout);

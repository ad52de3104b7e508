namespace JobPilot.Plugins.Jobs.DetectLanguage;

/// <summary>A language that a text is in.</summary>
/// <param name="Language">ISO 639-1; Norwegian is nb.</param>
/// <param name="Confidence">0.5..0.99, by how far the next language lies behind.</param>
internal readonly record struct LanguageFinding(string Language, double Confidence);

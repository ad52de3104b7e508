namespace JobPilot.Host.Output;

/// <summary>Prints findings for people: one a line, <c>file:line:column code pointer message fix</c>.</summary>
internal static class FindingsPrinter
{
    public static void Print(TextWriter writer, IEnumerable<Diagnostic> findings)
    {
        foreach (var finding in findings)
        {
            writer.WriteLine($"{JsonOutput.Name(finding.Severity)}: {TerminalText.Clean(finding.ToString())}");
        }
    }
}

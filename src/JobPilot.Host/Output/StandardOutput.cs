using JobPilot.Host.Commands;

namespace JobPilot.Host.Output;

/// <summary>
/// Keeps standard output for the one document of <c>--format json</c>: what a sink or a plugin writes to the console goes to standard error meanwhile.
/// </summary>
internal sealed class StandardOutput : IDisposable
{
    private readonly TextWriter _before = Console.Out;

    private StandardOutput() => Console.SetOut(Console.Error);

    /// <summary>Sends the console's output to standard error until disposed.</summary>
    public static StandardOutput Reserve() => new();

    /// <summary>Where the sink's rows really go.</summary>
    public static string LocationOf(ISink sink, HostRequest request) => request.Json && sink.Location == "stdout" ? "stderr" : sink.Location;

    public void Dispose() => Console.SetOut(_before);
}

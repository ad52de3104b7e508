using JobPilot.Host.Output;

namespace JobPilot.Host;

/// <summary>The streams and surroundings of the process, so that tests can give their own.</summary>
internal sealed record HostConsole
{
    private static readonly Lazy<StreamWriter> ProcessOut = new(() => new StreamWriter(Console.OpenStandardOutput(), new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true });
    private static readonly Lazy<WatchedWriter> WatchedOut = new(() => new WatchedWriter(TextWriter.Synchronized(ProcessOut.Value)));

    /// <summary>Standard output: results only.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Standard error: progress, logs, findings.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Whether progress may be drawn: standard error is a terminal, and no <c>CI</c> is set.</summary>
    public bool Interactive { get; init; }

    /// <summary>Asks a question on the terminal, and says whether the answer is yes; null where nobody can be asked.</summary>
    public Func<string, bool>? Confirm { get; init; }

    /// <summary>Standard input, for documents that are piped in; asked for only where one is.</summary>
    public Func<TextReader> In { get; init; } = () => TextReader.Null;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Absolute working directory.</summary>
    public string WorkingDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>Directory of the host.</summary>
    public string HostDirectory { get; init; } = AppContext.BaseDirectory;

    /// <summary>The process's own.</summary>
    public static HostConsole OfProcess()
    {
        var utf8 = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new HostConsole
        {
            Out = WatchedOut.Value,
            Error = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true }),
            In = () => Console.In,
            Confirm = Console.IsInputRedirected || Console.IsErrorRedirected ? null : Ask,
            Interactive = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("CI") is null or "" && Environment.GetEnvironmentVariable("TERM") != "dumb",
        };
    }

    /// <summary>Takes the process's standard output away from whatever is under way; null where something was written there before.</summary>
    public static TextWriter? TakeOut() => WatchedOut.Value.TryClose() ? ProcessOut.Value : null;

    private static bool Ask(string question)
    {
        Console.Error.Write(question);
        return string.Equals(Console.ReadLine()?.Trim(), "yes", StringComparison.OrdinalIgnoreCase);
    }
}

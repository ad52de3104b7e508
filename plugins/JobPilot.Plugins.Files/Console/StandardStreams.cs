namespace JobPilot.Plugins.Files;

/// <summary>The one place of this plugin that touches the console: showing records there is what its console sink is for.</summary>
internal static class StandardStreams
{
    public static TextWriter Of(ConsoleStream stream) => stream == ConsoleStream.Stderr ? System.Console.Error : System.Console.Out;
}

using System.Text.Json.Nodes;
using JobPilot.Host.Output;
using JobPilot.Host.Plugins;

namespace JobPilot.Host.Commands;

/// <summary>Pins the installed plugins by their hashes, and compares them with what is pinned.</summary>
internal static class PluginsLockCommand
{
    /// <summary>Writes <c>plugins.lock</c> over all that is installed; nothing of a plugin is run.</summary>
    public static int Lock(HostRequest request)
    {
        var catalog = PluginCatalog.Discover(PipelineSession.Directories(request));
        var pins = PluginLock.Of(PluginLock.PathFor(request.Console), catalog.Plugins.Select(plugin => plugin.Assembly));
        try
        {
            pins.Write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Tell(pins.Path, [], verified: false, [PluginProblems.Unreadable(pins.Path, exception.Message)], request);
        }

        return Tell(pins.Path, [.. catalog.Plugins.Select(plugin => Describe(plugin, pins, verified: true))], verified: true, [], request);
    }

    /// <summary>Compares every installed plugin with its pins.</summary>
    public static int Verify(HostRequest request)
    {
        var path = PluginLock.PathFor(request.Console);
        if (PluginLock.Read(request.Console) is not { } pins)
        {
            return Tell(path, [], verified: false, [PluginProblems.LockUnreadable(path, "it does not exist")], request);
        }

        var catalog = PluginCatalog.Discover(PipelineSession.Directories(request));
        var checks = catalog.Plugins.Select(plugin => (Plugin: plugin, Problem: pins.Check(plugin.Assembly))).ToList();
        var missing = pins.Names.Except(catalog.Plugins.Select(plugin => plugin.Assembly.Name), StringComparer.Ordinal)
            .Select(name => PluginProblems.LockedMissing(name, path));
        var problems = checks.Select(check => check.Problem).OfType<Diagnostic>().DistinctBy(problem => problem.Message).ToList();
        return Tell(
            path, [.. checks.Select(check => Describe(check.Plugin, pins, check.Problem is null))], problems.Count == 0, [.. problems, .. missing], request);
    }

    private static JsonObject Describe(PluginHandle plugin, PluginLock pins, bool verified) => new()
    {
        ["name"] = plugin.Assembly.Name,
        ["version"] = plugin.Assembly.Version,
        ["path"] = plugin.Assembly.Path,
        ["files"] = pins.FilesOf(plugin.Assembly.Name),
        ["verified"] = verified,
    };

    private static int Tell(string path, IReadOnlyList<JsonObject> plugins, bool verified, IReadOnlyList<Diagnostic> diagnostics, HostRequest request)
    {
        FindingsPrinter.Print(request.Console.Error, diagnostics);
        if (request.Json)
        {
            JsonOutput.Write(request.Console.Out, new JsonObject
            {
                ["lock"] = path,
                ["verified"] = verified,
                ["plugins"] = new JsonArray([.. plugins]),
                ["diagnostics"] = JsonOutput.Of(diagnostics),
            });
        }
        else
        {
            foreach (var plugin in plugins)
            {
                request.Console.Out.WriteLine(TerminalText.Clean(
                    $"{((bool)plugin["verified"]! ? "pinned" : "NOT as pinned")}  {plugin["name"]} {plugin["version"]}  {plugin["files"]} files"));
            }

            request.Console.Out.WriteLine(TerminalText.Clean($"{path}: {(verified ? "only these plugins load" : "what is not as pinned does not load")}."));
        }

        return verified ? ExitCode.Done : ExitCode.Environment;
    }
}

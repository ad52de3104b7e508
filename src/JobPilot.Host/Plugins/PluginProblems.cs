using System.Reflection;
using JobPilot.Configuration;

namespace JobPilot.Host.Plugins;

/// <summary>Words for what can be wrong with a plugin: each names the file, the reason and the mend.</summary>
internal static class PluginProblems
{
    public static Diagnostic DirectoryMissing(string path) => Note(
        PluginCodes.DirectoryMissing,
        $"The plugin directory '{path}' does not exist.",
        $"Correct --plugins or {PluginDirectories.Variable}, or create the directory.");

    public static Diagnostic NoMainAssembly(string folder) => Note(
        PluginCodes.NoMainAssembly,
        $"The plugin folder '{folder}' holds assemblies, but not '{Path.GetFileName(folder)}.dll', which would be its plugin.",
        "Give the folder the name of the plugin's assembly.");

    public static Diagnostic Native(string path) => Refusal(
        PluginCodes.NativeLibrary,
        $"'{path}' is a native library, not a .NET assembly.",
        "Put native libraries into the folder of the plugin that uses them, and the plugin's own assembly here.");

    public static Diagnostic Corrupt(string path, string reason) => Refusal(
        PluginCodes.CorruptFile,
        $"'{path}' is damaged or no .NET assembly: {Clause(reason)}.",
        "Copy or build the plugin again.");

    public static Diagnostic Unreadable(string path, string reason) => Refusal(
        PluginCodes.Unreadable, $"'{path}' cannot be read: {Clause(reason)}.", "Check that the file exists and that its permissions allow reading.");

    public static Diagnostic NotAPlugin(string path) => Note(
        PluginCodes.NotAPlugin,
        $"'{path}' is a .NET assembly, but not a plugin: it carries no [assembly: JobPilotPlugin(...)], and no plugin beside it refers to it.",
        "Remove it, or add the attribute to the plugin and build it again.");

    public static Diagnostic NoComponent(string path) => Note(
        PluginCodes.NoComponent,
        $"The plugin '{path}' has no class with [Collector], [Processor] or [Sink].",
        "Mark its component classes with one of these attributes.");

    public static Diagnostic ContractNewer(string path, Version contract, Version host) => Refusal(
        PluginCodes.ContractNewer,
        $"The plugin '{path}' was built for contract {contract}; this host implements {host}.",
        $"Update jobpilot-host, or build the plugin against JobPilot.Abstractions {host}.");

    public static Diagnostic ContractMajor(string path, Version contract, Version host) => Refusal(
        PluginCodes.ContractMajor,
        $"The plugin '{path}' was built for contract {contract}; this host implements {host}, and the first number must be the same.",
        $"Use a version of the plugin that was built for contract {host.Major}.x, or a host for contract {contract.Major}.x.");

    public static Diagnostic ContractCopy(string path) => Note(
        PluginCodes.ContractCopy,
        $"'{path}' is the plugin's own copy of the contract; it is ignored, and the host's is used.",
        "Reference JobPilot.Abstractions with ExcludeAssets=\"runtime\", so that it is not copied.");

    public static Diagnostic SharedNewer(string path, AssemblyName reference, Version host) => Refusal(
        PluginCodes.SharedNewer,
        $"'{path}' refers to {reference.Name} {reference.Version}; plugins share this assembly with the host, which has {host}.",
        $"Build the plugin against {reference.Name} {host.Major}.x, or use a newer jobpilot-host.");

    public static Diagnostic FrameworkNewer(string path, AssemblyName reference, Version host) => Refusal(
        PluginCodes.FrameworkNewer,
        $"'{path}' was built for .NET {reference.Version!.Major}.{reference.Version.Minor}; this host runs on .NET {host.Major}.{host.Minor}.",
        $"Build the plugin for net{host.Major}.0.");

    public static Diagnostic DependencyMissing(string path, AssemblyName reference) => Refusal(
        PluginCodes.DependencyMissing,
        $"The plugin '{path}' refers to {reference.Name} {reference.Version}, which is not in its folder.",
        "Build it with <EnableDynamicLoading>true</EnableDynamicLoading> and copy the whole output folder, not the one DLL.");

    public static Diagnostic DependencyIncomplete(string path, AssemblyName reference) => Note(
        PluginCodes.DependencyIncomplete,
        $"'{path}' refers to {reference.Name} {reference.Version}, which is not in the plugin's folder; what needs it will fail.",
        $"Add the package of {reference.Name} to the plugin, unless it is known to work without.");

    public static Diagnostic DepsJsonMissing(string path) => Refusal(
        PluginCodes.DepsJsonMissing,
        $"The plugin '{path}' has native libraries under 'runtimes', but no '{Path.GetFileNameWithoutExtension(path)}.deps.json', without which they are not found.",
        "Copy the .deps.json file of the plugin's build beside its assembly.");

    public static Diagnostic TypeClaimedTwice(ComponentKind kind, string type, IEnumerable<string> claims) => Refusal(
        PluginCodes.TypeClaimedTwice,
        $"The {Word(kind)} type '{type}' is claimed more than once: {string.Join(" and ", claims)}; none of them is used.",
        "Remove all but one of them.");

    public static Diagnostic TypeName(string path, PluginComponent component) => Refusal(
        PluginCodes.TypeName,
        $"The class {component.TypeName} of '{path}' calls its type '{component.Type}', which is not lower_snake_case.",
        "Use a name of lower-case letters, digits and single underscores that begins with a letter.");

    public static Diagnostic Unusable(string path, ComponentKind kind, string type, string className, string flaw) => Refusal(
        PluginCodes.ComponentUnusable,
        $"The {Word(kind)} '{type}' of '{path}' cannot be used: its class {className} {flaw}.",
        $"Make it a public, non-abstract, non-generic class that implements {Interfaces(kind)}.");

    public static Diagnostic Constructor(string path, ComponentKind kind, string type, Type component, Type options) => Refusal(
        PluginCodes.Constructor,
        $"The {Word(kind)} '{type}' of '{path}' cannot be made: its class {component.FullName} needs exactly one public constructor ({options.Name}, ComponentContext).",
        "Give it that constructor and no other public one.");

    public static Diagnostic OptionsUnusable(string path, ComponentKind kind, string type, string optionsName, string flaw) => Refusal(
        PluginCodes.OptionsUnusable,
        $"The options of the {Word(kind)} '{type}' of '{path}' cannot be used: {optionsName} {flaw}.",
        "Make it a public, non-generic class with a public constructor without parameters, and init properties with defaults.");

    public static Diagnostic LoadFailed(string path, Exception exception) => Refusal(
        PluginCodes.LoadFailed,
        $"The plugin '{path}' could not be loaded: {Clause(Innermost(exception).Message)}.",
        "Build the plugin again against this host's contract, and copy its whole output folder.");

    public static Diagnostic ConstructorFailed(string path, string type, Exception exception) => Refusal(
        PluginCodes.ConstructorFailed,
        $"The component '{type}' of '{path}' could not be made; its constructor failed: {Clause(Innermost(exception).Message)}.",
        "Check the component's options; if they are right, this is a mistake in the plugin, to be reported to its author.");

    /// <summary>The exception that says what happened: wrappers of reflection and of static constructors are taken off.</summary>
    public static Exception Innermost(Exception exception) => exception switch
    {
        TargetInvocationException { InnerException: { } inner } => Innermost(inner),
        TypeInitializationException { InnerException: { } inner } => Innermost(inner),
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Innermost(first),
        _ => exception,
    };

    private static string Clause(string sentence) => sentence.ReplaceLineEndings(" ").TrimEnd('.', ' ');

    private static string Word(ComponentKind kind) => kind.ToString().ToLowerInvariant();

    public static Diagnostic NotLocked(string path, string lockFile) => Refusal(
        PluginCodes.NotLocked,
        $"The plugin '{path}' is not pinned in '{lockFile}', and only pinned plugins load.",
        "Remove it, or pin it with `jobpilot-host plugins lock` after a look at where it comes from.");

    public static Diagnostic LockMismatch(string plugin, string file, string lockFile, string? expected, string? found) => Refusal(
        PluginCodes.LockMismatch,
        $"The plugin '{plugin}' is not the one that is pinned in '{lockFile}': '{file}' should be {expected ?? "absent"} and is {found ?? "absent"}.",
        "Put the pinned plugin back, or pin this one with `jobpilot-host plugins lock` if the change is yours.");

    public static Diagnostic LockUnreadable(string lockFile, string reason) => Refusal(
        PluginCodes.LockUnreadable,
        $"The list of pinned plugins '{lockFile}' cannot be read, so no plugin loads: {Clause(reason)}.",
        "Put it back from where it is kept, write it anew with `jobpilot-host plugins lock`, or remove it to pin nothing.");

    public static Diagnostic LockedMissing(string plugin, string lockFile) => Note(
        PluginCodes.LockedMissing,
        $"The plugin '{plugin}' is pinned in '{lockFile}', and is not installed.",
        "Install it, or pin what is there with `jobpilot-host plugins lock`.");

    private static string Interfaces(ComponentKind kind) => kind switch
    {
        ComponentKind.Collector => nameof(ICollector),
        ComponentKind.Sink => $"{nameof(ISink)} or {nameof(ICommittingSink)}",
        _ => $"exactly one of {nameof(IProcessor)}, {nameof(IBatchProcessor)} and {nameof(IStatefulProcessor)}",
    };

    private static Diagnostic Refusal(string code, string message, string fix) => new(code, message) { Fix = fix };

    private static Diagnostic Note(string code, string message, string fix) =>
        new(code, message) { Fix = fix, Severity = DiagnosticSeverity.Warning };
}

using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>Checks one component: its type is installed and loads, its options fit the schema of its class, bind, and meet their own rules.</summary>
internal sealed class ComponentReader(LoadRequest request, ISet<string> secrets, FindingList findings)
{
    private static readonly ConcurrentDictionary<Type, SchemaCheck> Schemas = new();

    /// <summary>Whether a plugin is missing or does not load.</summary>
    public bool PluginMissing { get; private set; }

    /// <summary>Whether a file that an option names is missing or cannot be read, and a finding says so.</summary>
    public bool FileMissing { get; private set; }

    /// <summary>Reads a component; null where anything is wrong, with findings.</summary>
    public ComponentParts? Read(ConfigMapping entry, ComponentKind kind, string pointer)
    {
        if (entry["type"] is not ConfigScalar { Kind: ScalarKind.Text, Unknown: false } type || Find(type, kind, pointer) is not { } descriptor)
        {
            return null;
        }

        var load = request.Catalog.Load(descriptor);
        var place = JsonPointer.Append(pointer, "type");
        if (load.Problem is not null || load.OptionsType is null || load.ComponentType is null)
        {
            PluginMissing = true;
            var problem = load.Problem ?? new Diagnostic(ErrorCodes.ComponentBadOptionsClass, $"{descriptor.AssemblyPath} holds no usable component `{descriptor.Type}`.");
            findings.Add(problem.Code, type.Location, problem.Message, problem.Fix, place, problem.Severity);
            return null;
        }

        try
        {
            return Read(entry, descriptor, load, pointer);
        }
        catch (Exception error) when (error is NotSupportedException or TargetInvocationException)
        {
            var reason = (error.InnerException ?? error).Message;
            findings.Error(ErrorCodes.ComponentBadOptionsClass, type.Location, $"The options class of `{descriptor.Type}` in {descriptor.AssemblyName} is not usable: {reason}", "Use another version of the plugin, or mend the class.", place);
            return null;
        }
    }

    private ComponentParts? Read(ConfigMapping entry, ComponentDescriptor descriptor, ComponentLoad load, string pointer)
    {
        if (entry["options"] is not (null or ConfigMapping))
        {
            return null;
        }

        var errors = findings.Errors;
        var model = OptionsModel.For(load.OptionsType!);
        var schema = Schemas.GetOrAdd(load.OptionsType!, type => new SchemaCheck(OptionsSchema.Generate(type, descriptor.Type, descriptor.Description)));
        var place = entry["type"]!.Location;
        var written = OptionSecrets.Hide(entry["options"] as ConfigMapping ?? new ConfigMapping([], place), model, secrets);
        var options = schema.Coerce(written);
        var optionsPointer = JsonPointer.Append(pointer, "options");
        if (!schema.Check(options, optionsPointer, place, CheckCodes.Options, findings) || options.HasUnknown())
        {
            return null;
        }

        var json = (JsonObject)options.ToJson()!;
        var binding = OptionsBinder.Bind(json, load.OptionsType!);
        Place(binding.Findings, options, optionsPointer);
        Place(OptionTexts.Check(json, model, request.Expressions), options, optionsPointer);
        if (binding.Options is IValidatedOptions validated)
        {
            Place([.. Asked(validated.Validate, descriptor, out var broken), .. broken], options, optionsPointer);
        }

        if (binding.Options is null || findings.Errors != errors)
        {
            return null;
        }

        var files = Files(binding.Options as IFileOptions, descriptor, options, optionsPointer);
        return findings.Errors == errors ? new ComponentParts(descriptor, load.ComponentType!, load.OptionsType!, json, binding.Options, files) : null;
    }

    /// <summary>Checks the files that options name; those that can be read, with the hash of each.</summary>
    private IReadOnlyList<ComponentFile> Files(IFileOptions? named, ComponentDescriptor descriptor, ConfigNode options, string pointer)
    {
        if (named is null)
        {
            return [];
        }

        var errors = findings.Errors;
        var paths = Asked(named.ListFiles, descriptor, out var broken);
        Place(broken, options, pointer);
        if (paths.Count == 0)
        {
            return [];
        }

        Place([.. Asked(() => named.CheckFiles(path => Path.GetFullPath(path, request.WorkingDirectory)), descriptor, out broken), .. broken], options, pointer);
        var files = paths.Select(path => FileHash.Of(path, request.WorkingDirectory)).ToList();
        FileMissing |= findings.Errors > errors && files.Contains(null);
        return [.. files.OfType<ComponentFile>()];
    }

    /// <summary>What code of a plugin lists. Whatever it throws is a finding against the plugin.</summary>
    private static IReadOnlyList<T> Asked<T>(Func<IEnumerable<T>> list, ComponentDescriptor descriptor, out IReadOnlyList<Diagnostic> broken)
    {
        try
        {
            broken = [];
            return [.. list()];
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            broken = [new Diagnostic(ErrorCodes.ComponentBadOptionsClass, $"The check of the options of `{descriptor.Type}` in {descriptor.AssemblyName} failed: {error.Message}")];
            return [];
        }
    }

    private void Place(IEnumerable<Diagnostic> found, ConfigNode options, string pointer)
    {
        foreach (var item in found)
        {
            var (place, where) = item.File is { } file ? (new SourceLocation(file, item.Line, item.Column), item.Pointer) : (options.Locate(item.Pointer), pointer + item.Pointer);
            findings.Add(item.Code, place, item.Message, item.Fix, where, item.Severity);
        }
    }

    private ComponentDescriptor? Find(ConfigScalar type, ComponentKind kind, string pointer)
    {
        if (request.Catalog.Find(kind, type.Text) is { } descriptor)
        {
            return descriptor;
        }

        var kindName = kind.ToString().ToLowerInvariant();
        var place = JsonPointer.Append(pointer, "type");
        var other = request.Catalog.Components.FirstOrDefault(component => component.Type == type.Text);
        var names = request.Catalog.Components.Where(component => component.Kind == kind).Select(component => component.Type).ToList();
        var near = NearMiss.Find(type.Text, names);
        if (other is not null)
        {
            findings.Error(ErrorCodes.ComponentUnknownType, type.Location, $"`{type.Text}` is a {other.Kind.ToString().ToLowerInvariant()}, not a {kindName}.", $"Move it to `{other.Kind.ToString().ToLowerInvariant()}s`, or use one of {Wording.OneOf(names)}.", place);
        }
        else if (near is not null)
        {
            findings.Error(ErrorCodes.ComponentUnknownType, type.Location, $"There is no {kindName} `{type.Text}`; did you mean `{near}`?", $"Write `{near}`.", place);
        }
        else
        {
            PluginMissing = true;
            findings.Error(ErrorCodes.PluginMissing, type.Location, $"No installed plugin has a {kindName} `{type.Text}`.", $"Put its plugin into a plugins folder{(names.Count > 0 ? $", or use one of {Wording.OneOf(names)}" : "")}.", place);
        }

        return null;
    }
}

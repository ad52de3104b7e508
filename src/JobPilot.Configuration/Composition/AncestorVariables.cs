namespace JobPilot.Configuration;

/// <summary>
/// Environment variables that keep the meaning they had before there were pipeline files. They beat the file; <c>--set</c> beats them.
/// </summary>
internal sealed class AncestorVariables(IComponentCatalog catalog, Func<string, string?> variable)
{
    /// <summary>Names the overlay where <c>--env</c> is absent.</summary>
    public const string Mode = "ETL_MODE";

    /// <summary>Anything that means no takes fallbacks to invented data away.</summary>
    public const string DemoFallback = "USE_DEMO_FALLBACK";

    private static readonly (string Variable, string Setting)[] ToSettings = [("ETL_BATCH_SIZE", "batch_size")];

    private static readonly (string Variable, string Option)[] ToCollectors =
        [("ETL_REQUESTS_PER_MINUTE", "requests_per_minute"), ("ETL_MAX_RETRIES", "max_retries")];

    public ConfigMapping Apply(ConfigMapping root)
    {
        foreach (var (name, setting) in ToSettings)
        {
            if (Value(name) is { } value)
            {
                var settings = root[Sections.Settings] as ConfigMapping ?? new ConfigMapping([], value.Location);
                root = root.With(Sections.Settings, settings.With(setting, value));
            }
        }

        if (variable(DemoFallback)?.Trim().ToUpperInvariant() is "FALSE" or "0" or "NO" or "OFF")
        {
            root = EachCollector(root, collector =>
                Find((collector["fallback"] as ConfigMapping)?.Text("type")) is { Demo: true } ? collector.Without("fallback") : collector);
        }

        foreach (var (name, option) in ToCollectors)
        {
            if (Value(name) is { } value)
            {
                root = EachCollector(root, collector => WithOption(
                    collector["fallback"] is ConfigMapping fallback ? collector.With("fallback", WithOption(fallback, option, value)) : collector,
                    option,
                    value));
            }
        }

        return root;
    }

    private static ConfigMapping EachCollector(ConfigMapping root, Func<ConfigMapping, ConfigMapping> change) =>
        root[Sections.Collectors] is ConfigSequence collectors
            ? root.With(Sections.Collectors, new ConfigSequence(
                [.. collectors.Items.Select(item => item is ConfigMapping collector ? change(collector) : item)], collectors.Location))
            : root;

    private ConfigMapping WithOption(ConfigMapping component, string option, ConfigScalar value)
    {
        if (Find(component.Text("type")) is not { } descriptor || catalog.Load(descriptor).OptionsType is not { } type || !Has(type, option))
        {
            return component;
        }

        var options = component["options"] switch
        {
            null => new ConfigMapping([], value.Location),
            ConfigMapping mapping => mapping,
            _ => null,
        };
        return options is null ? component : component.With("options", options.With(option, value));
    }

    private static bool Has(Type optionsType, string option)
    {
        try
        {
            return OptionsModel.For(optionsType).Find(option) is not null;
        }
        catch (NotSupportedException)
        {
            // The check of the component itself reports the class.
            return false;
        }
    }

    private ComponentDescriptor? Find(string? type) => type is null ? null : catalog.Find(ComponentKind.Collector, type);

    private ConfigScalar? Value(string name) => variable(name) is { Length: > 0 } text
        ? new ConfigScalar(text, ConfigScalar.Resolve(text), new SourceLocation($"environment variable {name}", 1, 1)) { Origin = ScalarOrigin.Given, Plain = true }
        : null;
}

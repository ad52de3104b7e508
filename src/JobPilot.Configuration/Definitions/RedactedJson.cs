using System.Text.Json;
using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>Writes a definition without secrets.</summary>
internal static class RedactedJson
{
    public static JsonObject Write(PipelineDefinition definition)
    {
        var secrets = definition.SecretValues;
        var json = new JsonObject
        {
            ["version"] = definition.Version,
            ["name"] = definition.Name,
            ["description"] = definition.Description,
            ["environment"] = definition.Environment,
            ["settings"] = Settings(definition.Settings),
            ["schedule"] = definition.Schedule is { } schedule ? Schedule(schedule) : null,
            ["collectors"] = new JsonArray([.. definition.Collectors.Select(collector => Collector(collector, secrets))]),
            ["processors"] = new JsonArray([.. definition.Processors.Select(processor => Component(processor, secrets))]),
            ["sinks"] = new JsonArray([.. definition.Sinks.Select(sink => Sink(sink, secrets))]),
        };
        return (JsonObject)SecretMask.Apply(json, secrets)!;
    }

    /// <summary>Apart from the rest: whom a run tells is no part of what it does.</summary>
    public static JsonArray WriteNotifications(PipelineDefinition definition) => (JsonArray)SecretMask.Apply(
        new JsonArray([.. definition.Notifications.Select(target => OptionJson.Write(OptionsModel.For(typeof(NotificationSettings)), target))]), definition.SecretValues)!;

    private static JsonObject Component(ComponentDefinition component, IReadOnlySet<string> secrets)
    {
        var json = Plain(component, secrets);
        if (component.Files.Count > 0)
        {
            json["files"] = new JsonArray([.. component.Files.Select(file => new JsonObject { ["path"] = file.Path, ["sha256"] = file.Sha256 })]);
        }

        return json;
    }

    private static JsonObject Plain(ComponentDefinition component, IReadOnlySet<string> secrets) => new()
    {
        ["id"] = component.Id,
        ["type"] = component.Type,
        ["enabled"] = component.Enabled,
        ["when"] = component.When?.Source,
        ["on_error"] = component.OnError is { } action ? Name(action) : null,
        ["options"] = SecretMask.Scalars(OptionJson.Write(OptionsModel.For(component.OptionsType), component.BoundOptions), secrets),
    };

    private static JsonObject Collector(CollectorDefinition collector, IReadOnlySet<string> secrets)
    {
        var json = Component(collector, secrets);
        json["weight"] = collector.Weight;
        json["lag"] = DurationText.Format(collector.Lag);
        json["demo"] = collector.Descriptor.Demo;
        json["contract"] = collector.Contract is { } contract ? Contract(contract) : null;
        json["fallback"] = collector.Fallback is { } fallback ? Collector(fallback, secrets) : null;
        return json;
    }

    private static JsonObject Contract(ContractDefinition contract) => new()
    {
        ["new_fields"] = Name(contract.NewFields),
        ["retyped"] = Name(contract.Retyped),
        ["vanished"] = Name(contract.Vanished),
        ["fields"] = new JsonObject(contract.Fields.Select(field => KeyValuePair.Create(field.Pattern, (JsonNode?)Name(field.Action)))),
    };

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static JsonObject Sink(SinkDefinition sink, IReadOnlySet<string> secrets)
    {
        var json = Component(sink, secrets);
        json["required"] = sink.Required;
        json["takes"] = sink.TakesDeadLetters ? "dead_letters" : "rows";
        return json;
    }

    private static JsonObject Settings(PipelineSettings settings) => OptionJson.Write(OptionsModel.For(typeof(PipelineSettings)), settings);

    private static JsonObject Schedule(PipelineSchedule schedule) => new()
    {
        ["cron"] = schedule.Cron,
        ["interval"] = schedule.Interval is { } interval ? DurationText.Format(interval) : null,
        ["time_zone"] = schedule.TimeZone.Id,
    };
}

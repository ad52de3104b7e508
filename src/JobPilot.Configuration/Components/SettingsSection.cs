using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>Binds the section <c>settings</c>.</summary>
internal static class SettingsSection
{
    /// <summary>The other name of <c>write_timeout</c>.</summary>
    public const string TimeoutAlias = "transaction_timeout";

    /// <summary>Settings of a tree that the skeleton accepted.</summary>
    public static PipelineSettings Bind(ConfigMapping root)
    {
        var json = root[Sections.Settings]?.ToJson() as JsonObject ?? [];
        if (json[TimeoutAlias] is { } timeout)
        {
            json.Remove(TimeoutAlias);
            json["write_timeout"] = timeout;
        }

        var binding = OptionsBinder.Bind(json, typeof(PipelineSettings));
        return (PipelineSettings?)binding.Options
            ?? throw new InvalidOperationException($"The skeleton schema and the settings disagree: {binding.Findings[0]}");
    }
}

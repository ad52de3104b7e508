using System.Text.Json.Nodes;

namespace JobPilot.Configuration;

/// <summary>Reads the section <c>notifications</c> of a tree that the skeleton accepted.</summary>
internal static class NotificationSection
{
    /// <summary>The entries; what they hold of secrets is added to these.</summary>
    public static IReadOnlyList<NotificationSettings> Read(ConfigMapping root, ISet<string> secrets, FindingList findings)
    {
        var entries = new List<NotificationSettings>();
        foreach (var entry in (root[Sections.Notifications] as ConfigSequence)?.Items.OfType<ConfigMapping>() ?? [])
        {
            var pointer = JsonPointer.Append(JsonPointer.Append("", Sections.Notifications), entries.Count);
            if (entry.Has("webhook") == entry.Has("command"))
            {
                findings.Error(ErrorCodes.NotificationInvalid, entry.Location, "A notification has either `webhook` or `command`.", "Write for instance `{ webhook: \"${env:HOOK}\" }`.", pointer);
            }

            if (!entry.HasUnknown() && OptionsBinder.Bind((JsonObject)entry.ToJson()!, typeof(NotificationSettings)).Options is NotificationSettings settings)
            {
                entries.Add(settings);
                secrets.UnionWith(settings.Headers.Values.Append(settings.Webhook).Where(secret => !secret.IsEmpty).Select(secret => secret.Reveal()));
            }
        }

        return entries;
    }
}

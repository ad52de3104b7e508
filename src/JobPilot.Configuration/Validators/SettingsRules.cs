namespace JobPilot.Configuration;

/// <summary>Rules across settings.</summary>
internal static class SettingsRules
{
    public static void Check(ConfigMapping root, FindingList findings)
    {
        if (root[Sections.Settings] is ConfigMapping settings && settings.Has("write_timeout") && settings.Entry(SettingsSection.TimeoutAlias) is { } alias)
        {
            findings.Error(ErrorCodes.SettingsConflict, alias.KeyLocation, "`transaction_timeout` is another name of `write_timeout`, which stands here too.", "Remove one of the two.", "/settings/transaction_timeout");
        }
    }
}

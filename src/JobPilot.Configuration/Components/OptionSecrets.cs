namespace JobPilot.Configuration;

/// <summary>Hides what fills options of type <see cref="Secret"/>, whatever it is, and remembers it.</summary>
internal static class OptionSecrets
{
    public static ConfigMapping Hide(ConfigMapping options, OptionsModel model, ISet<string> secrets) =>
        new([.. options.Entries.Select(e => model.Find(e.Key) is { } property ? e with { Value = Hide(e.Value, property.Shape, secrets) } : e)], options.Location);

    private static ConfigNode Hide(ConfigNode node, OptionShape shape, ISet<string> secrets) => (node, shape.Kind) switch
    {
        (_, OptionKind.Secret) => HideAll(node, secrets),
        (ConfigSequence list, OptionKind.List) => new ConfigSequence([.. list.Items.Select(item => Hide(item, shape.Element!, secrets))], list.Location),
        (ConfigMapping map, OptionKind.Map) => new ConfigMapping([.. map.Entries.Select(e => e with { Value = Hide(e.Value, shape.Element!, secrets) })], map.Location),
        (ConfigMapping section, OptionKind.Section) => Hide(section, shape.Section, secrets),
        (ConfigScalar scalar, _) => HideUser(scalar, secrets),
        _ => node,
    };

    /// <summary>Who stands before the <c>@</c> of an address lets its holder in, whatever the type of the option.</summary>
    private static ConfigScalar HideUser(ConfigScalar scalar, ISet<string> secrets)
    {
        if (scalar.Text.Contains('@') && Uri.TryCreate(scalar.Text, UriKind.Absolute, out var address) && address.UserInfo.Split(':', 2) is [_, { Length: > 0 } password])
        {
            secrets.UnionWith([password, Uri.UnescapeDataString(password)]);
        }

        return scalar;
    }

    private static ConfigNode HideAll(ConfigNode node, ISet<string> secrets)
    {
        switch (node)
        {
            case ConfigScalar scalar:
                if (!string.IsNullOrWhiteSpace(scalar.Text))
                {
                    secrets.Add(scalar.Text);
                }

                return new ConfigScalar(scalar.Text, scalar.Kind, scalar.Location) { Origin = scalar.Origin, Plain = scalar.Plain, Unknown = scalar.Unknown, Hidden = true };
            case ConfigSequence list:
                return new ConfigSequence([.. list.Items.Select(item => HideAll(item, secrets))], list.Location);
            default:
                return node;
        }
    }
}

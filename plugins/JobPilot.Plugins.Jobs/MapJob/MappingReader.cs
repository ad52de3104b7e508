namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>Compiles a mapping. Every mistake names its line.</summary>
internal static class MappingReader
{
    /// <summary>Compiles the text's root.</summary>
    /// <param name="root">The root.</param>
    /// <param name="dates">What reads relative dates where the user's files change it; null for the shipped words.</param>
    /// <exception cref="MappingException">The text is no mapping.</exception>
    public static JobMapping Read(MappingNode root, Lazy<RelativeDate>? dates = null)
    {
        MappingNode? externalId = null;
        MappingNode? fields = null;
        foreach (var (key, value) in root.Fields ?? [])
        {
            switch (key.Scalar("a name"))
            {
                case "version" when value.Scalar("the version") != "1":
                    throw value.Wrong("this plugin reads version 1 of the mapping language");
                case "version" or "name" or "description":
                    break;
                case "external_id":
                    externalId = value;
                    break;
                case "fields":
                    fields = value.Fields is not null ? value : throw value.Wrong("'fields' is a table of target fields and their rules");
                    break;
                case var other:
                    throw key.Wrong($"unknown key '{other}'; known are version, name, description, external_id, fields");
            }
        }

        if (externalId is null || fields is null)
        {
            throw root.Wrong($"'{(externalId is null ? "external_id" : "fields")}' is missing");
        }

        var compiler = new MappingCompiler(dates);
        var mapped = fields.Fields!.Select(field => Field(field.Key, field.Value, compiler)).ToArray();
        return mapped.Any(field => field.Target.Text == "title")
            ? new JobMapping(compiler.Compile(externalId, ""), mapped)
            : throw fields.Wrong("the field 'title' is missing");
    }

    private static MappedField Field(MappingNode key, MappingNode rule, MappingCompiler compiler)
    {
        var text = key.Scalar("a target field");
        if (text.Contains('[', StringComparison.Ordinal) || !FieldPath.TryParse(text, out var target, out _))
        {
            throw key.Wrong($"'{text}' is no target field; write names joined by dots, and lists by 'list' or 'each'");
        }

        if (text is "id" or "source" || (text.StartsWith("source.", StringComparison.Ordinal) && text is not ("source.publisher" or "source.url")))
        {
            throw key.Wrong($"'{text}' is filled in by map_job itself");
        }

        return new MappedField(target, compiler.Compile(rule, ""));
    }
}

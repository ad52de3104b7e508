namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>Finds the mapping that the options name.</summary>
internal static class MappingSource
{
    /// <summary>Name of the mapping that comes with the plugin.</summary>
    public const string Jsearch = "jsearch";

    private const int MostBytes = 1024 * 1024;

    /// <summary>Loads it.</summary>
    /// <param name="options">Options of the processor.</param>
    /// <param name="context">Its context.</param>
    /// <param name="dates">What reads relative dates where the user's files change it; null for the shipped words.</param>
    /// <exception cref="FaultException">It cannot be read, or is wrong.</exception>
    public static JobMapping Load(MapJobOptions options, ComponentContext context, Lazy<RelativeDate>? dates = null)
    {
        if (options.Inline.Length > 0)
        {
            return Read(options.Inline, "options.inline", dates);
        }

        return options.Mapping == Jsearch ? MappingReader.Read(MappingText.ReadJson(Embedded()), dates) : ReadFile(context.ResolvePath(options.Mapping), dates);
    }

    /// <summary>What is wrong with the text of a mapping; null where nothing is.</summary>
    public static string? Check(string text)
    {
        try
        {
            MappingReader.Read(MappingText.ReadYaml(text));
            return null;
        }
        catch (MappingException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>What is wrong with a mapping file; null where nothing is.</summary>
    /// <param name="path">Path as the author of the pipeline wrote it.</param>
    /// <param name="resolvePath">Makes it absolute.</param>
    public static FaultException? CheckFile(string path, Func<string, string> resolvePath)
    {
        try
        {
            ReadFile(resolvePath(path), null);
            return null;
        }
        catch (FaultException fault)
        {
            return fault;
        }
    }

    private static JobMapping ReadFile(string path, Lazy<RelativeDate>? dates)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
            {
                throw Wrong($"{path}: a mapping is at most 1 MB.", null);
            }

            return Read(File.ReadAllText(path), path, dates);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(FaultKind.Fatal, $"The mapping file {path} cannot be read: {exception.Message}", exception)
            {
                Code = "map_job.mapping_unreadable",
                Fix = "Give the path of a mapping file relative to the working directory, or 'jsearch'.",
            };
        }
    }

    private static JobMapping Read(string text, string place, Lazy<RelativeDate>? dates)
    {
        try
        {
            return MappingReader.Read(MappingText.ReadYaml(text), dates);
        }
        catch (MappingException exception)
        {
            throw Wrong($"{place}: {exception.Message}", exception);
        }
    }

    private static FaultException Wrong(string message, Exception? cause) => new(FaultKind.Fatal, message, cause)
    {
        Code = "map_job.mapping_invalid",
        Fix = "Mend the mapping; the plugin's README describes the language.",
    };

    private static byte[] Embedded()
    {
        using var stream = typeof(MappingSource).Assembly.GetManifestResourceStream($"mappings/{Jsearch}.json")!;
        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        return json;
    }
}

namespace JobPilot.Evaluation;

/// <summary>What the command line asks for.</summary>
internal sealed class EvaluationArguments
{
    /// <summary>Text of <c>--help</c>.</summary>
    public const string Help = """
        dotnet run -c Release --project tests/JobPilot.Evaluation [-- OPTIONS]
        Measures the shipped job processors, default options, over labelled files, and prints one table.
          --data DIR        root of the labelled files; ../shared/data beside the checkout by default
          --split SPLIT     dev (default) or test: files that end so
          --taxonomies DIR  root of the folders occupations, esco and onet-technology; that of the labelled files by default
          --format FORMAT   table (default) or json
          --write FILE      also writes the table as Markdown; results/DATE.md of the project where only --misses is given, too; 'none' writes nothing
          --only WORD       only rows whose processor, metric or file holds the word
          --misses          prints the rows that were answered wrongly
        Exit code: 0; 2 where an option is wrong.
        """;

    public string Data { get; private set; } = DataFolder.Beside;

    public string Split { get; private set; } = "dev";

    public string? Taxonomies { get; private set; }

    public string Format { get; private set; } = "table";

    public string? Write { get; private set; }

    public string Only { get; private set; } = "";

    public bool Misses { get; private set; }

    public bool IsHelp { get; private set; }

    /// <summary>Whether everything that ships was measured over the usual files, so that the result is written beside the earlier ones.</summary>
    public bool IsPlain { get; private set; } = true;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">An option is unknown or lacks its value; the message is for the user.</exception>
    public static EvaluationArguments Parse(string[] args)
    {
        var parsed = new EvaluationArguments();
        for (var i = 0; i < args.Length; i++)
        {
            parsed.IsPlain &= args[i] == "--misses";
            switch (args[i])
            {
                case "--misses":
                    parsed.Misses = true;
                    break;
                case "--help" or "-h":
                    parsed.IsHelp = true;
                    break;
                default:
                    parsed.Set(args[i], i + 1 < args.Length ? args[++i] : null);
                    break;
            }
        }

        return parsed;
    }

    private void Set(string option, string? value)
    {
        if (!option.StartsWith("--", StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{option}' is no option; --help names them.");
        }

        string Given(params string[] allowed) => value is null || (allowed.Length > 0 && !allowed.Contains(value))
            ? throw new ArgumentException($"'{option}' needs {(allowed.Length > 0 ? "one of " + string.Join(", ", allowed) : "a value")}.")
            : value;
        switch (option)
        {
            case "--data":
                Data = Folder(option, Given());
                break;
            case "--taxonomies":
                Taxonomies = Folder(option, Given());
                break;
            case "--split":
                Split = Given("dev", "test");
                break;
            case "--format":
                Format = Given("table", "json");
                break;
            case "--write":
                Write = Given();
                break;
            case "--only":
                Only = Given();
                break;
            default:
                throw new ArgumentException($"'{option}' is no option; --help names them.");
        }
    }

    private static string Folder(string option, string path) =>
        Directory.Exists(path) ? Path.GetFullPath(path) : throw new ArgumentException($"'{option}': there is no folder '{path}'.");
}

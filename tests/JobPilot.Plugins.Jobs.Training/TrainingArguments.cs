using System.Globalization;

namespace JobPilot.Plugins.Jobs.Training;

/// <summary>The command, and options as pairs of <c>--name value</c>.</summary>
internal sealed class TrainingArguments
{
    private readonly Dictionary<string, string> _options = [];

    public TrainingArguments(string[] args)
    {
        Command = args.Length > 0 ? args[0] : "";
        for (var i = 1; i + 1 < args.Length; i += 2)
        {
            _options[args[i]] = args[i + 1];
        }
    }

    public string Command { get; }

    public string Text(string name, string otherwise) => _options.GetValueOrDefault(name, otherwise);

    public double Number(string name, double otherwise) => _options.TryGetValue(name, out var value) ? double.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    public int Whole(string name, int otherwise) => (int)Number(name, otherwise);
}

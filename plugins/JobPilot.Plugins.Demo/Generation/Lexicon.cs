using System.Globalization;

namespace JobPilot.Plugins.Demo;

/// <summary>All words, read once from the word lists inside the assembly, when first needed.</summary>
internal sealed class Lexicon
{
    private static readonly Lazy<Lexicon> Loaded = new(() => new Lexicon());
    private readonly Dictionary<string, string[]> _names;

    private Lexicon()
    {
        _names = ReadLists(ReadLines("names.txt")).ToDictionary(list => list.Key, list => list.Value.SelectMany(line => line.Split('|')).ToArray());
        var places = ReadLines("places.txt").Select(ReadPlace).ToList();
        English = ReadLanguage("en", places);
        Others = [ReadLanguage("de", places), ReadLanguage("fr", places), ReadLanguage("es", places)];
        OddLocations = [.. _names["odd_location"].Select(Phrase.Parse)];
        TitleNoise = [.. _names["title_noise"].Select(Phrase.Parse)];
    }

    public static Lexicon Instance => Loaded.Value;

    public Language English { get; }

    public Language[] Others { get; }

    public Phrase[] OddLocations { get; }

    public Phrase[] TitleNoise { get; }

    public string[] Names(string list) => _names[list];

    private static IEnumerable<string> ReadLines(string name)
    {
        using var stream = typeof(Lexicon).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The word list {name} is missing in the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && !line.StartsWith('#'))
            {
                yield return line;
            }
        }
    }

    private static Dictionary<string, List<string>> ReadLists(IEnumerable<string> lines)
    {
        var lists = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string>? current = null;
        foreach (var line in lines)
        {
            if (line.StartsWith("= ", StringComparison.Ordinal) || line.StartsWith("@ ", StringComparison.Ordinal))
            {
                lists[line.StartsWith('@') ? line : line[2..]] = current = [];
            }
            else
            {
                current!.Add(line);
            }
        }

        return lists;
    }

    private static Place ReadPlace(string line)
    {
        var parts = line[6..].Split('|');
        return new Place(
            line[..2], line[3..5], parts[0], parts[1], parts[2],
            double.Parse(parts[3], CultureInfo.InvariantCulture), double.Parse(parts[4], CultureInfo.InvariantCulture));
    }

    private static Domain ReadDomain(string header, IReadOnlyList<string> lines)
    {
        var head = header.Split(' ');
        var pay = head[4].Split('-');
        string[] Words(string key) => lines.First(line => line.StartsWith($"{key}: ", StringComparison.Ordinal))[(key.Length + 2)..].Split('|');
        return new Domain
        {
            Name = head[1],
            Soc = head[2],
            Zone = head[3],
            LowestPay = int.Parse(pay[0], CultureInfo.InvariantCulture),
            HighestPay = int.Parse(pay[1], CultureInfo.InvariantCulture),
            Industry = head[5],
            Heads = Words("heads"),
            Areas = Words("areas"),
            Skills = Words("skills"),
            Things = Words("things"),
            Tools = Words("tools"),
        };
    }

    private Language ReadLanguage(string code, IEnumerable<Place> places)
    {
        var lists = ReadLists(ReadLines($"{code}.txt"));

        // Words stand in one line, divided by bars; phrases stand one a line.
        string[] phraseLists = ["intro", "duty", "requirement", "benefit", "closing", "pay_text", "work_mode"];
        var phrases = lists.Where(list => !list.Key.StartsWith('@') && list.Key is not ("headings" or "level")).ToDictionary(
            list => list.Key,
            list => list.Value.SelectMany(line => phraseLists.Contains(list.Key) ? [line] : line.Split('|')).Select(Phrase.Parse).ToArray());
        return new Language(
            code,
            [.. lists.Where(list => list.Key.StartsWith('@')).Select(list => ReadDomain(list.Key, list.Value))],
            phrases,
            [.. places.Where(place => place.Language == code)],
            _names[$"suffix_{code}"])
        {
            Headings = [.. lists["headings"].Select(line => line.Split('|'))],
            Levels = [.. lists["level"].SelectMany(line => line.Split('|'))],
        };
    }
}

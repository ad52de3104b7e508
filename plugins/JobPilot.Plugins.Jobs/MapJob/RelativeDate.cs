using System.Collections.Frozen;
using System.Globalization;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>
/// Reads "7 days ago" and its kin, in the languages in which search engines show them, by the words of <c>relative-dates.tsv</c>. Finer than the unit named nothing
/// is known, so the result is cut to whole days (or hours, minutes). Thread-safe.
/// </summary>
internal sealed class RelativeDate
{
    /// <summary>The shipped table.</summary>
    public const string File = "relative-dates.tsv";

    private const int MostCharacters = 80;
    private static readonly Lazy<RelativeDate> Loaded = new(() => new RelativeDate(RuleSet.Shipped));
    private readonly FrozenDictionary<string, Unit> _units;

    /// <summary>Words that name a day by themselves, and how many days ago it was.</summary>
    private readonly FrozenDictionary<string, int> _days;

    private readonly FrozenSet<string> _ones;

    private RelativeDate(RuleSet rules)
    {
        var units = new Dictionary<string, Unit>(StringComparer.Ordinal);
        var days = new Dictionary<string, int>(StringComparer.Ordinal);
        var ones = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in rules.Rows(File))
        {
            switch (row[0])
            {
                case "unit":
                    units.TryAdd(row[1], Enum.Parse<Unit>(row[2], ignoreCase: true));
                    break;
                case "day":
                    days.TryAdd(row[1], int.Parse(row[2], CultureInfo.InvariantCulture));
                    break;
                default:
                    ones.Add(row[1]);
                    break;
            }
        }

        _units = units.ToFrozenDictionary(StringComparer.Ordinal);
        _days = days.ToFrozenDictionary(StringComparer.Ordinal);
        _ones = ones.ToFrozenSet(StringComparer.Ordinal);
    }

    private enum Unit
    {
        None = 0,
        Minute,
        Hour,
        Day,
        Week,
        Month,
        Year,
    }

    /// <summary>The reader, loaded on first use.</summary>
    public static RelativeDate Instance => Loaded.Value;

    /// <summary>The reader with what the user's files change.</summary>
    public static RelativeDate Of(RuleSet rules) => rules.Changes(File) ? new RelativeDate(rules) : Instance;

    /// <summary>Counts back from the moment at which the source said it.</summary>
    /// <param name="text">"30+ days ago", "vor 3 Tagen", "hier".</param>
    /// <param name="from">When the source gave it.</param>
    /// <param name="moment">The moment meant, cut to the unit.</param>
    /// <param name="confidence">How exact it can be, 0..1.</param>
    public bool TryParse(string? text, DateTimeOffset from, out DateTimeOffset moment, out double confidence)
    {
        moment = default;
        confidence = 0;
        if (string.IsNullOrWhiteSpace(text) || text.Length > MostCharacters)
        {
            return false;
        }

        int? number = null;
        var unit = Unit.None;
        var more = text.Contains('+', StringComparison.Ordinal);
        foreach (var word in Tokens(text.ToLowerInvariant()))
        {
            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
            {
                number = digits;
            }
            else if (unit == Unit.None && number is not null && _units.TryGetValue(word, out var named))
            {
                unit = named;
            }
            else if (number is null && _days.TryGetValue(word, out var days))
            {
                number = days;
                unit = Unit.Day;
                break;
            }
            else if (number is null && _ones.Contains(word))
            {
                number = 1;
            }
        }

        if (unit == Unit.None || number is not { } count || count > 10_000)
        {
            return false;
        }

        moment = Back(from.ToUniversalTime(), count, unit);
        confidence = more ? 0.3 : unit switch { Unit.Minute or Unit.Hour => 0.9, Unit.Day => 0.8, Unit.Week => 0.6, Unit.Month => 0.5, _ => 0.3 };
        return moment.Year > 1970;
    }

    private static DateTimeOffset Back(DateTimeOffset from, int count, Unit unit)
    {
        var day = new DateTimeOffset(from.Date, TimeSpan.Zero);
        return unit switch
        {
            Unit.Minute => Cut(from.AddMinutes(-count), TimeSpan.FromMinutes(1)),
            Unit.Hour => Cut(from.AddHours(-count), TimeSpan.FromHours(1)),
            Unit.Day => day.AddDays(-count),
            Unit.Week => day.AddDays(-7L * count),
            Unit.Month => count > 1200 ? DateTimeOffset.UnixEpoch : day.AddMonths(-count),
            _ => count > 100 ? DateTimeOffset.UnixEpoch : day.AddYears(-count),
        };
    }

    private static DateTimeOffset Cut(DateTimeOffset moment, TimeSpan to) => new(moment.Ticks - (moment.Ticks % to.Ticks), TimeSpan.Zero);

    /// <summary>Runs of letters and runs of digits; "3d" is two words.</summary>
    private static IEnumerable<string> Tokens(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var from = i;
            if (char.IsAsciiDigit(text[i]))
            {
                while (i < text.Length && char.IsAsciiDigit(text[i]))
                {
                    i++;
                }
            }
            else
            {
                while (i < text.Length && (char.IsLetter(text[i]) || (i > from && text[i] is '\'' or '’' or '-')))
                {
                    i++;
                }
            }

            if (i > from)
            {
                yield return text[from..i];
            }
            else
            {
                i++;
            }
        }
    }
}

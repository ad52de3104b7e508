using System.Collections.Frozen;
using System.Globalization;

namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>
/// Reads "7 days ago" and its kin, in the languages in which search engines show them. Finer than the unit named nothing is known, so the
/// result is cut to whole days (or hours, minutes).
/// </summary>
internal static class RelativeDate
{
    private const int MostCharacters = 80;
    private static readonly FrozenDictionary<string, Unit> Units = Words(
        (Unit.Minute, "s sec second seconds sekunden secondes segundos min mins minute minutes minuten minuto minutos minuti"
                + " minuter minut"),
        (Unit.Hour, "h hr hrs hour hours stunde stunden std heure heures hora horas ora ore uur uren timmar timme timer"
                + " godzin godziny"),
        (Unit.Day, "d day days tag tage tagen jour jours día días dia dias giorno giorni dag dagen dagar dage dager dni"
                + " dzień"),
        (Unit.Week, "w wk week weeks woche wochen semaine semaines semana semanas settimana settimane weken vecka veckor"
                + " uge uger tydzień tygodnie tygodni"),
        (Unit.Month, "mo month months monat monate monaten mois mes meses mês mese mesi maand maanden månad månader måneder"
                + " miesiąc miesiące miesięcy"),
        (Unit.Year, "y yr year years jahr jahre jahren an ans año años ano anos anno anni jaar år"));

    /// <summary>Words that name a day by themselves, and how many days ago it was.</summary>
    private static readonly FrozenDictionary<string, int> Days = Words(
        (0, "today heute aujourd'hui aujourd’hui hoy oggi hoje vandaag idag now just gerade dzisiaj dziś"),
        (1, "yesterday gestern hier ayer ieri ontem gisteren igår wczoraj"),
        (2, "vorgestern anteayer avant-hier"));

    private static readonly FrozenSet<string> Ones = new[]
    {
        "a", "an", "one", "ein", "eine", "einem", "einer", "un", "une", "una", "uno", "um", "uma", "een", "en", "ett", "et", "last", "letzte",
    }.ToFrozenSet(StringComparer.Ordinal);

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

    /// <summary>Counts back from the moment at which the source said it.</summary>
    /// <param name="text">"30+ days ago", "vor 3 Tagen", "hier".</param>
    /// <param name="from">When the source gave it.</param>
    /// <param name="moment">The moment meant, cut to the unit.</param>
    /// <param name="confidence">How exact it can be, 0..1.</param>
    public static bool TryParse(string? text, DateTimeOffset from, out DateTimeOffset moment, out double confidence)
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
            else if (unit == Unit.None && number is not null && Units.TryGetValue(word, out var named))
            {
                unit = named;
            }
            else if (number is null && Days.TryGetValue(word, out var days))
            {
                number = days;
                unit = Unit.Day;
                break;
            }
            else if (number is null && Ones.Contains(word))
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

    private static FrozenDictionary<string, T> Words<T>(params ReadOnlySpan<(T Meaning, string Words)> groups)
    {
        var meanings = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (meaning, words) in groups)
        {
            foreach (var word in words.Split(' '))
            {
                meanings[word] = meaning;
            }
        }

        return meanings.ToFrozenDictionary(StringComparer.Ordinal);
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

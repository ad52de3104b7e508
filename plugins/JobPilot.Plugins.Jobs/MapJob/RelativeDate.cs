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
    private static readonly FrozenDictionary<string, Unit> Units = new Dictionary<string, Unit>(StringComparer.Ordinal)
    {
        ["s"] = Unit.Minute, ["sec"] = Unit.Minute, ["second"] = Unit.Minute, ["seconds"] = Unit.Minute, ["sekunden"] = Unit.Minute, ["secondes"] = Unit.Minute, ["segundos"] = Unit.Minute,
        ["min"] = Unit.Minute, ["mins"] = Unit.Minute, ["minute"] = Unit.Minute, ["minutes"] = Unit.Minute, ["minuten"] = Unit.Minute, ["minuto"] = Unit.Minute, ["minutos"] = Unit.Minute, ["minuti"] = Unit.Minute, ["minuter"] = Unit.Minute, ["minut"] = Unit.Minute,
        ["h"] = Unit.Hour, ["hr"] = Unit.Hour, ["hrs"] = Unit.Hour, ["hour"] = Unit.Hour, ["hours"] = Unit.Hour, ["stunde"] = Unit.Hour, ["stunden"] = Unit.Hour, ["std"] = Unit.Hour, ["heure"] = Unit.Hour, ["heures"] = Unit.Hour, ["hora"] = Unit.Hour, ["horas"] = Unit.Hour, ["ora"] = Unit.Hour, ["ore"] = Unit.Hour, ["uur"] = Unit.Hour, ["uren"] = Unit.Hour, ["timmar"] = Unit.Hour, ["timme"] = Unit.Hour, ["timer"] = Unit.Hour, ["godzin"] = Unit.Hour, ["godziny"] = Unit.Hour,
        ["d"] = Unit.Day, ["day"] = Unit.Day, ["days"] = Unit.Day, ["tag"] = Unit.Day, ["tage"] = Unit.Day, ["tagen"] = Unit.Day, ["jour"] = Unit.Day, ["jours"] = Unit.Day, ["día"] = Unit.Day, ["días"] = Unit.Day, ["dia"] = Unit.Day, ["dias"] = Unit.Day, ["giorno"] = Unit.Day, ["giorni"] = Unit.Day, ["dag"] = Unit.Day, ["dagen"] = Unit.Day, ["dagar"] = Unit.Day, ["dage"] = Unit.Day, ["dager"] = Unit.Day, ["dni"] = Unit.Day, ["dzień"] = Unit.Day,
        ["w"] = Unit.Week, ["wk"] = Unit.Week, ["week"] = Unit.Week, ["weeks"] = Unit.Week, ["woche"] = Unit.Week, ["wochen"] = Unit.Week, ["semaine"] = Unit.Week, ["semaines"] = Unit.Week, ["semana"] = Unit.Week, ["semanas"] = Unit.Week, ["settimana"] = Unit.Week, ["settimane"] = Unit.Week, ["weken"] = Unit.Week, ["vecka"] = Unit.Week, ["veckor"] = Unit.Week, ["uge"] = Unit.Week, ["uger"] = Unit.Week, ["tydzień"] = Unit.Week, ["tygodnie"] = Unit.Week, ["tygodni"] = Unit.Week,
        ["mo"] = Unit.Month, ["month"] = Unit.Month, ["months"] = Unit.Month, ["monat"] = Unit.Month, ["monate"] = Unit.Month, ["monaten"] = Unit.Month, ["mois"] = Unit.Month, ["mes"] = Unit.Month, ["meses"] = Unit.Month, ["mês"] = Unit.Month, ["mese"] = Unit.Month, ["mesi"] = Unit.Month, ["maand"] = Unit.Month, ["maanden"] = Unit.Month, ["månad"] = Unit.Month, ["månader"] = Unit.Month, ["måneder"] = Unit.Month, ["miesiąc"] = Unit.Month, ["miesiące"] = Unit.Month, ["miesięcy"] = Unit.Month,
        ["y"] = Unit.Year, ["yr"] = Unit.Year, ["year"] = Unit.Year, ["years"] = Unit.Year, ["jahr"] = Unit.Year, ["jahre"] = Unit.Year, ["jahren"] = Unit.Year, ["an"] = Unit.Year, ["ans"] = Unit.Year, ["año"] = Unit.Year, ["años"] = Unit.Year, ["ano"] = Unit.Year, ["anos"] = Unit.Year, ["anno"] = Unit.Year, ["anni"] = Unit.Year, ["jaar"] = Unit.Year, ["år"] = Unit.Year,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int> Days = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        ["today"] = 0, ["heute"] = 0, ["aujourd'hui"] = 0, ["aujourd’hui"] = 0, ["hoy"] = 0, ["oggi"] = 0, ["hoje"] = 0, ["vandaag"] = 0, ["idag"] = 0, ["now"] = 0, ["just"] = 0, ["gerade"] = 0, ["dzisiaj"] = 0, ["dziś"] = 0,
        ["yesterday"] = 1, ["gestern"] = 1, ["hier"] = 1, ["ayer"] = 1, ["ieri"] = 1, ["ontem"] = 1, ["gisteren"] = 1, ["igår"] = 1, ["wczoraj"] = 1, ["vorgestern"] = 2, ["anteayer"] = 2, ["avant-hier"] = 2,
    }.ToFrozenDictionary(StringComparer.Ordinal);

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
        foreach (var word in Words(text.ToLowerInvariant()))
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
    private static IEnumerable<string> Words(string text)
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

using System.Buffers;
using System.Globalization;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>The transforms that a mapping may name under <c>as</c>.</summary>
internal static class Transforms
{
    private const string RelativeName = "relative_date";
    private const string TextName = "text";

    /// <summary>Digits of an O*NET-SOC code.</summary>
    private const int SocDigits = 8;
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>By name, with what the README says of each.</summary>
    public static readonly IReadOnlyDictionary<string, Transform> All = new Dictionary<string, Transform>(StringComparer.Ordinal)
    {
        [TextName] = static (value, _) => value.Kind == MappedKind.Text ? value : MappedValue.Of(value.AsText()),
        ["lower"] = static (value, _) => MappedValue.Of(value.AsText()?.ToLowerInvariant()),
        ["upper"] = static (value, _) => MappedValue.Of(value.AsText()?.ToUpperInvariant()),
        ["number"] = static (value, _) => Number(value),
        ["boolean"] = static (value, _) => Boolean(value),
        ["money"] = static (value, _) => Money(value),
        ["years"] = static (value, _) => InRange(value, static number => number is >= 0 and <= 60),
        ["months_to_years"] = static (value, _) => InRange(value, static number => number is >= 0 and <= 720) is { IsNone: false } months
            ? MappedValue.Of(Math.Round(months.Number / 12, 2)) : default,
        ["latitude"] = static (value, _) => InRange(value, static number => Math.Abs(number) <= 90),
        ["longitude"] = static (value, _) => InRange(value, static number => Math.Abs(number) <= 180),
        ["language"] = static (value, _) => Code(value, 2, 3, '-', upper: false),
        ["country"] = static (value, _) => value.AsText() is { Length: 2 } ? Code(value, 2, 2, '\0', upper: true) : default,
        ["currency"] = static (value, _) => value.AsText() is { Length: 3 } ? Code(value, 3, 3, '\0', upper: true) : default,
        ["onet_soc"] = static (value, _) => OnetSoc(value),
        ["date"] = static (value, _) => Date(value),
        ["unix_seconds"] = static (value, _) => Unix(value, 1),
        ["unix_milliseconds"] = static (value, _) => Unix(value, 1000),
        [RelativeName] = static (value, retrievedAt) => Relative(value, retrievedAt, RelativeDate.Instance),
    };

    /// <summary>A moment as listings write it: ISO 8601, UTC, whole seconds.</summary>
    public static string Iso(DateTimeOffset moment) => IsoMoment.Text(moment);

    /// <summary>The name under which a mapping knows a transform; one that is none of <see cref="All"/> is that of relative dates.</summary>
    public static string NameOf(Transform transform) => All.FirstOrDefault(one => one.Value == transform).Key ?? RelativeName;

    /// <summary>A transform by its name; null where there is none.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="dates">What reads relative dates where the user's files change it; null for the shipped words.</param>
    public static Transform? Find(string name, Lazy<RelativeDate>? dates) =>
        name == RelativeName && dates is not null ? (value, retrievedAt) => Relative(value, retrievedAt, dates.Value) : All.GetValueOrDefault(name);

    /// <summary>Whether a transform gives texts back as they are.</summary>
    public static bool KeepsTexts(Transform transform) => transform == All[TextName];

    private static MappedValue Relative(MappedValue value, DateTimeOffset retrievedAt, RelativeDate dates) =>
        dates.TryParse(value.AsText(), retrievedAt, out var moment, out var confidence) ? MappedValue.Of(Iso(moment)).Derived(confidence) : default;

    private static MappedValue Number(MappedValue value) => value.Kind switch
    {
        MappedKind.Number => value,
        MappedKind.Text when double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) =>
            MappedValue.Of(number),
        _ => default,
    };

    /// <summary>A number as it is; a text where it is one amount for sure.</summary>
    private static MappedValue Money(MappedValue value) =>
        value.Kind == MappedKind.Text ? MoneyText.TryRead(value.Text, out var amount) && amount > 0 ? MappedValue.Of(amount) : default : InRange(value, static number => number > 0);

    private static MappedValue InRange(MappedValue value, Func<double, bool> isAllowed) =>
        Number(value) is { IsNone: false } number && isAllowed(number.Number) ? number : default;

    private static MappedValue Boolean(MappedValue value) => value.AsText()?.ToLowerInvariant() switch
    {
        "true" or "yes" or "1" => MappedValue.Of(true),
        "false" or "no" or "0" => MappedValue.Of(false),
        _ => default,
    };

    /// <summary>A code of letters, cut at the separator: <c>en-US</c> is <c>en</c>.</summary>
    private static MappedValue Code(MappedValue value, int shortest, int longest, char separator, bool upper)
    {
        var text = value.AsText() ?? "";
        var end = separator == '\0' ? -1 : text.AsSpan().IndexOfAny(separator, '_');
        var code = end < 0 ? text : text[..end];
        return code.Length >= shortest && code.Length <= longest && !code.AsSpan().ContainsAnyExcept(Letters)
            ? MappedValue.Of(upper ? code.ToUpperInvariant() : code.ToLowerInvariant())
            : default;
    }

    /// <summary>O*NET-SOC as it is published: <c>15113400</c> is <c>15-1134.00</c>.</summary>
    private static MappedValue OnetSoc(MappedValue value)
    {
        Span<char> digits = stackalloc char[SocDigits];
        var length = 0;
        foreach (var letter in value.AsText() ?? "")
        {
            if (char.IsAsciiDigit(letter) && length++ < SocDigits)
            {
                digits[length - 1] = letter;
            }
        }

        return length switch
        {
            SocDigits => MappedValue.Of($"{digits[..2]}-{digits[2..6]}.{digits[6..]}"),
            6 => MappedValue.Of($"{digits[..2]}-{digits[2..6]}.00"),
            _ => default,
        };
    }

    private static MappedValue Date(MappedValue value) => value.Kind != MappedKind.Text ? default
        : MappedValue.Of(IsoMoment.Canonical(NumericDate.Is(value.Text, out var date) ? date ?? "" : value.Text, IsPlausible));

    private static MappedValue Unix(MappedValue value, double perSecond)
    {
        if (Number(value) is not { IsNone: false } number || Math.Abs(number.Number / perSecond) > 1e11)
        {
            return default;
        }

        var moment = DateTimeOffset.FromUnixTimeSeconds((long)(number.Number / perSecond));
        return IsPlausible(moment) ? MappedValue.Of(Iso(moment)) : default;
    }

    /// <summary>A zero or a year of five digits is a mistake of the source, no date.</summary>
    private static bool IsPlausible(DateTimeOffset moment) => moment.Year is > 1970 and < 2200;
}

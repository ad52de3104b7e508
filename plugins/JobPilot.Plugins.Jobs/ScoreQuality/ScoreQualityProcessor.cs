using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.ScoreQuality;

/// <summary>
/// Scores a listing from 0 to 1 and says what each loss is for. The result follows from the listing alone: age is counted up to the moment of
/// retrieval, not to now.
/// </summary>
[Processor("score_quality", typeof(ScoreQualityOptions), Description = "Scores a listing's quality and flags what is missing or suspicious, each with its reason.")]
public sealed class ScoreQualityProcessor : IProcessor, IFieldExplainer
{
    private const string Rule = "quality.flags/1";
    private const int LongestTitle = 150;

    /// <summary>Who writes in capitals does so from the beginning.</summary>
    private const int CapsSample = 500;

    [ThreadStatic]
    private static List<QualityFlag>? _found;

    private readonly ScoreQualityOptions _options;
    private readonly string _stale;
    private readonly Lazy<QualityFlags> _flags;
    private readonly Lazy<ScamSignals> _signals;

    /// <summary>Creates it.</summary>
    /// <param name="options">Options.</param>
    /// <param name="context">Context.</param>
    /// <exception cref="FaultException">A rule file cannot be read, or is wrong.</exception>
    public ScoreQualityProcessor(ScoreQualityOptions options, ComponentContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        _options = options;
        _stale = $"It was posted more than {options.StaleAfterDays} days before it was retrieved.";
        var rules = RuleBook.Open("score_quality", options.Rules, context);
        _flags = new Lazy<QualityFlags>(() => QualityFlags.Of(rules));
        _signals = new Lazy<ScamSignals>(() => ScamSignals.Of(rules));
    }

    /// <inheritdoc />
    public Outcome Process(Record record, CancellationToken cancellationToken)
    {
        if (ListingShape.Fault(record, ListingPaths.Quality, ListingPaths.Provenance) is { } fault)
        {
            return Outcome.Reject(fault);
        }

        var flags = Check(record);
        var score = 1.0;
        foreach (var flag in flags)
        {
            score -= flag.Cost;
        }

        score = Math.Round(Math.Max(0, score), 2);
        QualityWriter.Write(record, score, flags);
        Provenance.Add(record, "/quality", "listing", Rule, 1);
        return score < _options.MinScore ? Outcome.Drop("quality score below min_score") : Outcome.Keep;
    }

    /// <inheritdoc />
    public FieldExplanation? ExplainField(FieldQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return QualityExplainer.Explain(Rule, question, Check);
    }

    private void CheckTitle(Record record, List<QualityFlag> flags)
    {
        var title = record.GetString(ListingPaths.TitleRaw) ?? record.GetString(ListingPaths.Title) ?? "";
        if (title.Length > LongestTitle)
        {
            _flags.Value.Raise(flags, "title_too_long", $"The title has {title.Length} characters; over {LongestTitle} it is an advert.");
        }

        if (IsShouted(title, 8))
        {
            _flags.Value.Raise(flags, "title_all_caps", "The title is written in capitals.");
        }

        if (title.Contains("!!", StringComparison.Ordinal) || title.Contains("$$", StringComparison.Ordinal))
        {
            _flags.Value.Raise(flags, "title_shouts", "The title holds repeated exclamation or dollar signs.");
        }
    }

    /// <summary>Whether nearly all of a text's letters are capitals; a few letters say nothing.</summary>
    private static bool IsShouted(ReadOnlySpan<char> text, int fewest)
    {
        int upper = 0, lower = 0, most = text.Length / 5;
        if (HasMoreSmall(text, most))
        {
            return false;
        }

        foreach (var value in text)
        {
            if (char.IsAsciiLetterUpper(value) || (value > 0x7F && char.IsUpper(value)))
            {
                upper++;
            }
            else if (char.IsAsciiLetterLower(value) || (value > 0x7F && char.IsLower(value)))
            {
                // So many small letters cannot be outweighed.
                if (++lower > most)
                {
                    return false;
                }
            }
        }

        return upper + lower >= fewest && upper > 4 * lower;
    }

    /// <summary>Whether a text has more than so many small letters of ASCII; looks at sixteen letters at once, and nearly every text is decided by its first third.</summary>
    private static bool HasMoreSmall(ReadOnlySpan<char> text, int most)
    {
        var small = 0;
        for (var letters = MemoryMarshal.Cast<char, ushort>(text); letters.Length >= Vector256<ushort>.Count; letters = letters[Vector256<ushort>.Count..])
        {
            var isSmall = Vector256.LessThan(Vector256.Create(letters) - Vector256.Create((ushort)'a'), Vector256.Create((ushort)26));
            small += BitOperations.PopCount(isSmall.ExtractMostSignificantBits());
            if (small > most)
            {
                return true;
            }
        }

        return false;
    }

    private void CheckFields(Record record, List<QualityFlag> flags)
    {
        if (!record.Has(ListingPaths.CompanyName))
        {
            _flags.Value.Raise(flags, "no_company", "No employer is named.");
        }

        if (!record.Has(ListingPaths.SalaryMin) && !record.Has(ListingPaths.SalaryMax) && !record.Has(ListingPaths.SalaryRaw))
        {
            _flags.Value.Raise(flags, "no_salary", "No salary is given.");
        }
        else if (record.GetNumber(ListingPaths.SalaryMin) is { } min && record.GetNumber(ListingPaths.SalaryMax) is { } max && min > max)
        {
            _flags.Value.Raise(flags, "salary_reversed", "The lowest salary is above the highest.");
        }

        if (record.GetCount(ListingPaths.Locations) == 0 && record.GetString(ListingPaths.WorkMode) != "remote")
        {
            _flags.Value.Raise(flags, "no_location", "Neither a place nor remote work is given.");
        }

        if (!record.Has(ListingPaths.ApplyUrl))
        {
            _flags.Value.Raise(flags, "no_apply_url", "There is no address to apply at.");
        }

        if (record.GetBoolean(ListingPaths.SourceDemo) == true)
        {
            _flags.Value.Raise(flags, "demo", "The posting is invented.");
        }
    }

    private static DateTimeOffset? Moment(Record record, FieldPath path) =>
        record.GetString(path) is { } text && IsoMoment.TryParse(text, out var moment) ? moment : null;

    /// <summary>What is wrong with a listing; the list is theirs until the next call of the thread.</summary>
    private List<QualityFlag> Check(Record record)
    {
        var flags = _found ??= new List<QualityFlag>(16);
        flags.Clear();
        CheckTitle(record, flags);
        CheckDescription(record, flags);
        CheckFields(record, flags);
        CheckDates(record, flags);
        return flags;
    }

    private void CheckDescription(Record record, List<QualityFlag> flags)
    {
        var text = record.GetString(ListingPaths.DescriptionText) ?? "";
        if (text.Length == 0)
        {
            _flags.Value.Raise(flags, "no_description", "There is no description.");
            return;
        }

        if (text.Length < _options.ShortDescription)
        {
            _flags.Value.Raise(flags, "short_description", $"The description has {text.Length} characters, fewer than {_options.ShortDescription}.");
        }

        if (IsShouted(text.AsSpan(0, Math.Min(text.Length, CapsSample)), 100))
        {
            _flags.Value.Raise(flags, "description_all_caps", "The description is written in capitals.");
        }

        _signals.Value.Find(text, flags);
    }

    private void CheckDates(Record record, List<QualityFlag> flags)
    {
        var posted = Moment(record, ListingPaths.DatePosted);
        var retrieved = Moment(record, ListingPaths.SourceRetrievedAt);
        if (posted is not { } from)
        {
            _flags.Value.Raise(flags, "no_date", "It is not said when it was posted.");
        }
        else if (retrieved is { } at && (at - from).TotalDays > _options.StaleAfterDays)
        {
            _flags.Value.Raise(flags, "stale", _stale);
        }
        else if (retrieved is { } now && from > now.AddDays(2))
        {
            _flags.Value.Raise(flags, "posted_in_future", "It was posted after it was retrieved.");
        }

        if (Moment(record, ListingPaths.ValidThrough) is { } until && retrieved is { } moment && until < moment)
        {
            _flags.Value.Raise(flags, "expired", "It had expired when it was retrieved.");
        }
    }
}

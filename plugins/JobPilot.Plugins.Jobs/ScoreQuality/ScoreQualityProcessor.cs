using JobPilot.Plugins.Jobs.Listing;

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
    private readonly ScoreQualityOptions _options;

    /// <summary>Creates it.</summary>
    /// <param name="options">Options.</param>
    /// <param name="context">Context.</param>
    public ScoreQualityProcessor(ScoreQualityOptions options, ComponentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        _options = options;
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
        Write(record, score, flags);
        return score < _options.MinScore ? Outcome.Drop("quality score below min_score") : Outcome.Keep;
    }

    /// <inheritdoc />
    public FieldExplanation? ExplainField(FieldQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return QualityExplainer.Explain(Rule, question, Check);
    }

    private static void CheckTitle(Record record, List<QualityFlag> flags)
    {
        var title = record.GetString(ListingPaths.TitleRaw) ?? record.GetString(ListingPaths.Title) ?? "";
        if (title.Length > LongestTitle)
        {
            flags.Add(new QualityFlag("title_too_long", $"The title has {title.Length} characters; over {LongestTitle} it is an advert.", 0.1));
        }

        if (IsShouted(title, 8))
        {
            flags.Add(new QualityFlag("title_all_caps", "The title is written in capitals.", 0.05));
        }

        if (title.Contains("!!", StringComparison.Ordinal) || title.Contains("$$", StringComparison.Ordinal))
        {
            flags.Add(new QualityFlag("title_shouts", "The title holds repeated exclamation or dollar signs.", 0.1));
        }
    }

    /// <summary>Whether nearly all of a text's letters are capitals; a few letters say nothing.</summary>
    private static bool IsShouted(ReadOnlySpan<char> text, int fewest)
    {
        int upper = 0, lower = 0, most = text.Length / 5;
        foreach (var value in text)
        {
            if (char.IsAsciiLetterUpper(value) || (value > 0x7F && char.IsUpper(value)))
            {
                upper++;
            }
            else if (char.IsAsciiLetterLower(value) || (value > 0x7F && char.IsLower(value)))
            {
                // So many small letters cannot be outweighed: nearly every text is decided in its first fifth.
                if (++lower > most)
                {
                    return false;
                }
            }
        }

        return upper + lower >= fewest && upper > 4 * lower;
    }

    private static void CheckFields(Record record, List<QualityFlag> flags)
    {
        if (!record.Has(ListingPaths.CompanyName))
        {
            flags.Add(new QualityFlag("no_company", "No employer is named.", 0.15));
        }

        if (!record.Has(ListingPaths.SalaryMin) && !record.Has(ListingPaths.SalaryMax) && !record.Has(ListingPaths.SalaryRaw))
        {
            flags.Add(new QualityFlag("no_salary", "No salary is given.", 0.1));
        }
        else if (record.GetNumber(ListingPaths.SalaryMin) is { } min && record.GetNumber(ListingPaths.SalaryMax) is { } max && min > max)
        {
            flags.Add(new QualityFlag("salary_reversed", "The lowest salary is above the highest.", 0.1));
        }

        if (record.GetCount(ListingPaths.Locations) == 0 && record.GetString(ListingPaths.WorkMode) != "remote")
        {
            flags.Add(new QualityFlag("no_location", "Neither a place nor remote work is given.", 0.1));
        }

        if (!record.Has(ListingPaths.ApplyUrl))
        {
            flags.Add(new QualityFlag("no_apply_url", "There is no address to apply at.", 0.2));
        }

        if (record.GetBoolean(ListingPaths.SourceDemo) == true)
        {
            flags.Add(new QualityFlag("demo", "The posting is invented.", 0));
        }
    }

    private static DateTimeOffset? Moment(Record record, FieldPath path) =>
        record.GetString(path) is { } text && IsoMoment.TryParse(text, out var moment) ? moment : null;

    private static void Write(Record record, double score, List<QualityFlag> flags)
    {
        record.Set(ListingPaths.QualityScore, score);
        var scratch = JsonScratch.Rent();
        scratch.Writer.WriteStartArray();
        foreach (var flag in flags)
        {
            scratch.Writer.WriteStartObject();
            scratch.Writer.WriteString("flag"u8, flag.Name);
            scratch.Writer.WriteString("reason"u8, flag.Reason);
            scratch.Writer.WriteEndObject();
        }

        scratch.Writer.WriteEndArray();
        record.SetUtf8(ListingPaths.QualityFlags, scratch.Finish());
        Provenance.Add(record, "/quality", "listing", Rule, 1);
    }

    private List<QualityFlag> Check(Record record)
    {
        var flags = new List<QualityFlag>(8);
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
            flags.Add(new QualityFlag("no_description", "There is no description.", 0.4));
            return;
        }

        if (text.Length < _options.ShortDescription)
        {
            flags.Add(new QualityFlag("short_description", $"The description has {text.Length} characters, fewer than {_options.ShortDescription}.", 0.2));
        }

        if (IsShouted(text.AsSpan(0, Math.Min(text.Length, CapsSample)), 100))
        {
            flags.Add(new QualityFlag("description_all_caps", "The description is written in capitals.", 0.1));
        }

        ScamSignals.Find(text, flags);
    }

    private void CheckDates(Record record, List<QualityFlag> flags)
    {
        var posted = Moment(record, ListingPaths.DatePosted);
        var retrieved = Moment(record, ListingPaths.SourceRetrievedAt);
        if (posted is not { } from)
        {
            flags.Add(new QualityFlag("no_date", "It is not said when it was posted.", 0.05));
        }
        else if (retrieved is { } at && (at - from).TotalDays > _options.StaleAfterDays)
        {
            flags.Add(new QualityFlag("stale", $"It was posted more than {_options.StaleAfterDays} days before it was retrieved.", 0.1));
        }
        else if (retrieved is { } now && from > now.AddDays(2))
        {
            flags.Add(new QualityFlag("posted_in_future", "It was posted after it was retrieved.", 0.1));
        }

        if (Moment(record, ListingPaths.ValidThrough) is { } until && retrieved is { } moment && until < moment)
        {
            flags.Add(new QualityFlag("expired", "It had expired when it was retrieved.", 0.2));
        }
    }
}

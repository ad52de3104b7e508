using System.Security.Cryptography;
using System.Text;
using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>
/// Makes a canonical listing of the source's record: every field as given, with the posting's identity and where it comes from. The other
/// processors refine it.
/// </summary>
[Processor("map_job", typeof(MapJobOptions), Description = "Maps the source's record (JSearch by default) to the canonical job listing.")]
public sealed class MapJobProcessor : IProcessor, IFieldExplainer
{
    private const string Version = "/1";
    private const string Rule = "map_job" + Version;
    private readonly MapJobOptions _options;
    private readonly RuleSet _rules;
    private readonly JobMapping _mapping;

    /// <summary>The mapping with the shipped words of dates, where the user's files change them: to tell which of the two a date is of.</summary>
    private readonly JobMapping? _shipped;

    /// <summary>Makes the processor.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="context">What the host hands out.</param>
    /// <exception cref="FaultException">The mapping or a rule file cannot be read, or is wrong.</exception>
    public MapJobProcessor(MapJobOptions options, ComponentContext context)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(context);
        _options = options;
        _rules = RuleBook.Open("map_job", options.Rules, context);
        var isChanged = _rules.Changes(RelativeDate.File);
        _mapping = MappingSource.Load(options, context, isChanged ? new Lazy<RelativeDate>(() => RelativeDate.Of(_rules)) : null);
        _shipped = isChanged ? MappingSource.Load(options, context) : null;
    }

    /// <inheritdoc />
    public Outcome Process(Record record, CancellationToken cancellationToken)
    {
        var origin = record.Origin;
        if (_mapping.ExternalId.Read(record, origin.RetrievedAt).AsText() is not { } externalId)
        {
            return Outcome.Reject("map_job: the record has no id (external_id of the mapping yields nothing).");
        }

        var id = IdOf(origin.Collector, externalId);
        var listing = Record.Create(id);
        listing.Set(ListingPaths.Id, id);
        listing.Set(ListingPaths.SourceCollector, origin.Collector);
        listing.Set(ListingPaths.SourceExternalId, externalId);
        listing.Set(ListingPaths.SourceRetrievedAt, Transforms.Iso(origin.RetrievedAt));
        listing.Set(ListingPaths.SourceDemo, origin.Demo);
        for (var i = 0; i < _mapping.Fields.Length; i++)
        {
            var field = _mapping.Fields[i];
            var value = field.Rule.Read(record, origin.RetrievedAt);
            if (value.IsNone)
            {
                continue;
            }

            value.SetOn(listing, field.Target);
            if (value.Confidence > 0)
            {
                Provenance.Add(listing, field.Pointer, value.From ?? "", RuleOf(record, i, value), value.Confidence);
            }
        }

        if (string.IsNullOrWhiteSpace(listing.GetString(ListingPaths.Title)))
        {
            return Outcome.Reject("map_job: the record has no title.");
        }

        if (_options.KeepRaw)
        {
            listing.SetUtf8(ListingPaths.Raw, record.ToUtf8());
        }

        return Outcome.Replace(listing);
    }

    /// <inheritdoc />
    public FieldExplanation? ExplainField(FieldQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return MappingExplainer.Explain(_mapping, Rule, question);
    }

    /// <summary>The user's rule where the shipped words would have read another date.</summary>
    private string RuleOf(Record source, int field, MappedValue value) =>
        _shipped is null || value.From is null || _shipped.Fields[field].Rule.Read(source, source.Origin.RetrievedAt).AsText() == value.AsText()
            ? Rule
            : _rules.Responsible(source.GetString(FieldPath.Parse(value.From)) ?? "", RelativeDate.File) + Version;

    /// <summary>The identity of a posting: the same in every run.</summary>
    private static string IdOf(string collector, string externalId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> utf8 = stackalloc byte[512];
        if (Encoding.UTF8.TryGetBytes(collector, utf8[..^1], out var named) && Encoding.UTF8.TryGetBytes(externalId, utf8[(named + 1)..], out var written))
        {
            utf8[named] = (byte)'\n';
            SHA256.HashData(utf8[..(named + 1 + written)], hash);
        }
        else
        {
            SHA256.HashData(Encoding.UTF8.GetBytes($"{collector}\n{externalId}"), hash);
        }

        return Convert.ToHexStringLower(hash);
    }
}

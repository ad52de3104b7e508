using System.Security.Cryptography;
using System.Text;
using JobPilot.Plugins.Jobs.Listing;

namespace JobPilot.Plugins.Jobs.MapJob;

/// <summary>
/// Makes a canonical listing of the source's record: every field as given, with the posting's identity and where it comes from. The other
/// processors refine it.
/// </summary>
/// <param name="options">Options.</param>
/// <param name="context">Context.</param>
[Processor("map_job", typeof(MapJobOptions), Description = "Maps the source's record (JSearch by default) to the canonical job listing.")]
public sealed class MapJobProcessor(MapJobOptions options, ComponentContext context) : IProcessor, IFieldExplainer
{
    private const string Rule = "map_job/1";
    private readonly JobMapping _mapping = MappingSource.Load(options, context);

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
        foreach (var field in _mapping.Fields)
        {
            var value = field.Rule.Read(record, origin.RetrievedAt);
            if (value.IsNone)
            {
                continue;
            }

            value.SetOn(listing, field.Target);
            if (value.Confidence > 0)
            {
                Provenance.Add(listing, field.Pointer, value.From ?? "", Rule, value.Confidence);
            }
        }

        if (string.IsNullOrWhiteSpace(listing.GetString(ListingPaths.Title)))
        {
            return Outcome.Reject("map_job: the record has no title.");
        }

        if (options.KeepRaw)
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

    /// <summary>The identity of a posting: the same in every run.</summary>
    private static string IdOf(string collector, string externalId)
    {
        var text = $"{collector}\n{externalId}";
        Span<byte> utf8 = stackalloc byte[512];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (Encoding.UTF8.TryGetBytes(text, utf8, out var written))
        {
            SHA256.HashData(utf8[..written], hash);
        }
        else
        {
            SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        }

        return Convert.ToHexStringLower(hash);
    }
}

using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.Taxonomies;

namespace JobPilot.Plugins.Jobs.ClassifyJob.Occupations;

/// <summary>Fills <c>occupation</c> from the title, by the taxonomies that the user keeps. What the source says itself stays.</summary>
internal sealed class OccupationWriter
{
    private const string Component = "classify_job";
    private const string Rule = "occupation.title/2";
    private const string GroupRule = "occupation.group/1";
    private readonly Lazy<OccupationFinder>? _esco;
    private readonly Lazy<OccupationFinder>? _onet;
    private readonly int _most;
    private readonly double _least;

    /// <summary>Makes the writer; the indexes are built with the first title.</summary>
    /// <param name="options">Options of the processor; their taxonomies are there.</param>
    /// <param name="resolve">Makes a path absolute.</param>
    /// <exception cref="FaultException">A folder does not hold what it should.</exception>
    public OccupationWriter(ClassifyJobOptions options, Func<string, string> resolve)
    {
        (_most, _least) = (options.Candidates + 1, options.MinConfidence);
        _esco = Finder("esco", options.Taxonomies!.Esco, OccupationFiles.Esco, resolve);
        _onet = Finder("onet", options.Taxonomies.Onet, OccupationFiles.Onet, resolve);
    }

    /// <summary>Writes the occupation of a title.</summary>
    public void Write(Record record, string title)
    {
        var esco = Likely(_esco, title);
        var onet = Likely(_onet, title);
        if (esco.Length == 0 && onet.Length == 0)
        {
            return;
        }

        if (esco.Length > 0 && !record.Has(ListingPaths.OccupationEsco))
        {
            record.Set(ListingPaths.OccupationEsco, esco[0].Occupation.Code);
            record.Set(ListingPaths.OccupationIsco, esco[0].Occupation.Group);
            Provenance.Add(record, "/occupation/esco", "title", Rule, esco[0].Confidence);
            Provenance.Add(record, "/occupation/isco", "occupation.esco", GroupRule, esco[0].Confidence);
        }

        if (onet.Length > 0 && !record.Has(ListingPaths.OccupationSoc))
        {
            record.Set(ListingPaths.OccupationSoc, onet[0].Occupation.Code);
            Provenance.Add(record, "/occupation/soc", "title", Rule, onet[0].Confidence);
        }

        var best = esco.Length > 0 ? esco[0] : onet[0];
        if (!record.Has(ListingPaths.OccupationLabel))
        {
            record.Set(ListingPaths.OccupationLabel, best.Occupation.Label);
            record.Set(ListingPaths.OccupationConfidence, best.Confidence);
            Provenance.Add(record, "/occupation/label", "title", Rule, best.Confidence);
            Provenance.Add(record, "/occupation/confidence", "title", Rule, best.Confidence);
        }

        if (_most > 1)
        {
            WriteCandidates(record, esco, onet);
        }
    }

    private static Lazy<OccupationFinder>? Finder(string taxonomy, string? path, Func<TaxonomyFolder, List<Occupation>> read, Func<string, string> resolve)
    {
        if (path is null)
        {
            return null;
        }

        // Files that cannot be read are told before anything is collected; the index waits for the first title.
        var occupations = read(new TaxonomyFolder(Component, "taxonomies." + taxonomy, resolve(path)));
        return new Lazy<OccupationFinder>(() => new OccupationFinder(new OccupationIndex(occupations), OccupationRanking.Load(taxonomy)));
    }

    private static void WriteCandidates(Record record, OccupationMatch[] esco, OccupationMatch[] onet)
    {
        var scratch = JsonScratch.Rent();
        var writer = scratch.Writer;
        writer.WriteStartArray();
        foreach (var (match, isEsco) in esco.Skip(1).Select(match => (match, true)).Concat(onet.Skip(1).Select(match => (match, false))))
        {
            writer.WriteStartObject();
            if (isEsco)
            {
                writer.WriteString("isco"u8, match.Occupation.Group);
                writer.WriteString("esco"u8, match.Occupation.Code);
            }
            else
            {
                writer.WriteString("soc"u8, match.Occupation.Code);
            }

            writer.WriteString("label"u8, match.Occupation.Label);
            writer.WriteNumber("confidence"u8, match.Confidence);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        record.SetUtf8(ListingPaths.OccupationCandidates, scratch.Finish());
        Provenance.Add(record, "/occupation/candidates", "title", Rule, esco.Concat(onet).First().Confidence);
    }

    private OccupationMatch[] Likely(Lazy<OccupationFinder>? finder, string title) =>
        finder is null ? [] : finder.Value.Find(title, _most) is var found && found.Length > 0 && found[0].Confidence >= _least ? found : [];
}

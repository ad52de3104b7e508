using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace JobPilot.Plugins.Demo;

/// <summary>Writes the posting of a record as JSearch would give it. Used by one thread.</summary>
internal sealed class PostingWriter(DemoOptions options, DateTimeOffset retrievedAt)
{
    private static readonly Dictionary<string, Dictionary<string, string>> EmploymentWords = new()
    {
        ["en"] = new() { ["FULLTIME"] = "Full-time", ["PARTTIME"] = "Part-time", ["CONTRACTOR"] = "Contractor", ["INTERN"] = "Internship" },
        ["de"] = new() { ["FULLTIME"] = "Vollzeit", ["PARTTIME"] = "Teilzeit", ["CONTRACTOR"] = "Freie Mitarbeit", ["INTERN"] = "Praktikum" },
        ["fr"] = new() { ["FULLTIME"] = "À plein temps", ["PARTTIME"] = "À temps partiel", ["CONTRACTOR"] = "Prestataire", ["INTERN"] = "Stage" },
        ["es"] = new() { ["FULLTIME"] = "A tiempo completo", ["PARTTIME"] = "A tiempo parcial", ["CONTRACTOR"] = "Contratista", ["INTERN"] = "Prácticas" },
    };

    private readonly DescriptionComposer _description = new();
    private readonly StringBuilder _title = new(128);

    /// <summary>When the posting that was written last was posted, though it may not say so itself.</summary>
    public DateTimeOffset PostedAt { get; private set; }

    /// <summary>Writes one posting.</summary>
    /// <returns>Its id.</returns>
    public string Write(Utf8JsonWriter writer, long index)
    {
        var advert = Advert.Of(options.Seed, index, options.Dirt);
        var opening = new Opening(Lexicon.Instance, options.Dirt, options.Seed, advert.Opening);
        var dice = new Dice(options.Seed, advert.Index, 3);
        var id = IdOf(dice.Next(), dice.Next());
        var legacy = dice.Chance(0.5);
        legacy = options.Era switch { "legacy" => true, "mixed" => legacy, _ => false };
        var firstPublisher = new Dice(options.Seed, advert.Opening, 4);
        var publishers = Lexicon.Instance.Names("publisher");
        var first = firstPublisher.Below(publishers.Length);

        // A repeated record is told by the advert that it repeats.
        var kind = Advert.Of(options.Seed, advert.Index, options.Dirt).Kind;
        var publisher = kind == AdvertKind.Duplicate
            ? publishers[(first + 1 + dice.Below(publishers.Length - 1)) % publishers.Length]
            : publishers[first];
        var html = dice.Chance(options.Dirt.Html);
        var details = new PostingDetails
        {
            Id = id,
            Title = TitleOf(opening, ref dice),
            Publisher = publisher,
            Description = _description.Compose(opening, html, ref dice),
            PostedAt = retrievedAt - TimeSpan.FromMinutes(dice.Between(30, 60 * 24 * (kind == AdvertKind.Repost ? 3 : 45))),
            Employer = dice.Chance(0.7) ? $"{opening.CompanyName}{opening.CompanySuffix}" : opening.CompanyName,
            EmploymentWord = EmploymentWords[opening.Language.Code][opening.EmploymentType],
            ApplyLink = $"https://{publisher.ToLowerInvariant().Replace(" ", "", StringComparison.Ordinal)}.example/{opening.Language.Code}/job/{opening.Reference.ToLowerInvariant()}-{id.AsSpan(0, 8)}",
        };

        PostedAt = details.PostedAt;
        writer.WriteStartObject();
        if (legacy)
        {
            new LegacyPosting(opening, details, _description, options.Dirt).Write(writer, ref dice);
        }
        else
        {
            new CurrentPosting(opening, details, _description, options.Dirt, retrievedAt).Write(writer, ref dice);
        }

        writer.WriteEndObject();
        return id;
    }

    private static string IdOf(ulong first, ulong second)
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, first);
        BitConverter.TryWriteBytes(bytes[8..], (uint)second);
        bytes[12..].Clear();
        return Base64Url.EncodeToString(bytes) + "==";
    }

    private string TitleOf(Opening opening, ref Dice dice)
    {
        if (!dice.Chance(options.Dirt.NoisyTitles))
        {
            return opening.Title;
        }

        if (dice.Chance(0.25))
        {
            return opening.Title.ToUpper(CultureInfo.InvariantCulture);
        }

        _title.Clear();
        new TextComposer(opening, ref dice, _title).Append(Lexicon.Instance.TitleNoise);
        return _title.ToString();
    }
}

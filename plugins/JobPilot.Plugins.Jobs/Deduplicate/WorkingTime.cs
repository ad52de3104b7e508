using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>Whether an opening is for full or part time, as far as the posting says one of the two.</summary>
internal static class WorkingTime
{
    /// <summary>Neither or both are said.</summary>
    public const char Unknown = '-';

    /// <summary>Full time.</summary>
    public const char Full = 'f';

    /// <summary>Part time.</summary>
    public const char Part = 'p';
    private const int MostTypes = 8;
    private static readonly FieldPath Borrowed = FieldPath.Parse("duplicates.merged.employment_types");
    private static readonly FieldPath[] Types = [.. Enumerable.Range(0, MostTypes).Select(index => FieldPath.Parse($"employment_types[{index}]"))];

    /// <summary>The time that the title says, else that of the posting's own field: what its row borrowed is not its own.</summary>
    /// <param name="record">The posting.</param>
    /// <param name="words">The words by which postings are written in one way.</param>
    public static char Of(Record record, DuplicateWords words)
    {
        var raw = record.GetString(ListingPaths.TitleRaw) ?? record.GetString(ListingPaths.Title);
        var said = string.IsNullOrWhiteSpace(raw) ? Unknown : words.Titles.Of(raw).Time;
        return said != Unknown || record.Has(Borrowed) ? said : OfTypes(record);
    }

    /// <summary>The time that a title says.</summary>
    /// <param name="title">The title.</param>
    /// <param name="words">The words by which postings are written in one way.</param>
    public static char Of(string title, DuplicateWords words)
    {
        var folded = Folding.Fold(title);
        return Of(Array.Exists(words.FullTime, phrase => Folding.FindPhrase(folded, phrase) >= 0), Array.Exists(words.PartTime, phrase => Folding.FindPhrase(folded, phrase) >= 0));
    }

    private static char OfTypes(Record record)
    {
        var (full, part) = (false, false);
        var count = Math.Min(record.GetCount(ListingPaths.EmploymentTypes), MostTypes);
        for (var i = 0; i < count; i++)
        {
            var type = record.GetString(Types[i]);
            full |= type == "full_time";
            part |= type == "part_time";
        }

        return Of(full, part);
    }

    private static char Of(bool full, bool part) => full == part ? Unknown : full ? Full : Part;
}

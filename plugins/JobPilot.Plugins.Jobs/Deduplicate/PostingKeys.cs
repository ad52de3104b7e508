using JobPilot.Plugins.Jobs.Listing;
using JobPilot.Plugins.Jobs.NormalizeTitle;

namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>What joins a posting to others, and how closely its place is known.</summary>
/// <param name="Keys">See <see cref="Member.Keys"/>.</param>
/// <param name="Level">See <see cref="OpeningArea.Level"/>.</param>
internal readonly record struct PostingKeys(string[] Keys, int Level)
{
    /// <summary>Words of a title that stand beside a number: the longest, which say most.</summary>
    public const int MostNumberWords = 2;

    private static readonly FieldPath BorrowedMode = FieldPath.Parse("duplicates.merged.work_mode");

    /// <summary>What the posting says that may contradict another (see <see cref="Claim.SaidIn"/>).</summary>
    public int Said => Array.Find(Keys, static key => key[0] == 'm') is { } key ? Claim.SaidIn(key.AsSpan(key.IndexOf(Family.Stroke) + 1)) : 0;

    /// <summary>Finds them.</summary>
    /// <param name="record">The posting.</param>
    /// <param name="options">Which kinds join.</param>
    /// <param name="words">The words by which postings are written in one way.</param>
    public static PostingKeys Of(Record record, DeduplicateOptions options, DuplicateWords words)
    {
        var room = default(KeyList.Room);
        var keys = new KeyList(room);
        var area = OpeningPlace.Of(record, words);
        var place = area.Key;
        var title = OpeningTitle.Of(record, ref place, words);
        var named = new Named(MatchKey.Employer(record, words), title, area, place);
        var level = options.ByContent ? AddContentKeys(record, words, named, ref keys) : area.Level;
        if (options.ByApplyUrl)
        {
            AddAddressKeys(record, words, named, ref keys);
        }

        return new PostingKeys(keys.ToArray(), level);
    }

    private static int AddContentKeys(Record record, DuplicateWords words, in Named named, ref KeyList keys)
    {
        var (employer, title, area, place) = named;
        var office = area.Key;
        area = (place == office ? area : new OpeningArea(OpeningArea.OfCountry, place, place)) with { Mode = ModeOf(record) };
        if (employer.Length == 0)
        {
            // Without an employer the same title says nothing, unless nearly the same text stands under it.
            if (title.Length > 0 && NearText.Of(record.GetString(ListingPaths.DescriptionText)) is { } mark)
            {
                keys.Add(MatchKey.Of("t:", 16, title, place, mark));
            }

            return area.Level;
        }

        var requisition = Requisition.Of(record, words);
        if (title.Length > 0)
        {
            var (time, own) = (WorkingTime.Of(record, words), requisition is { IsOwn: true } ? requisition.Value.Number : null);
            keys.Add(Claim.Key(MatchKey.Of("m:", 16, title, employer, place), area.Level, time, own));
            if (area.IsKnown && record.GetString(ListingPaths.DescriptionText) is { } text && NearText.OfBeginning(text, out var end) is { } beginning)
            {
                // Of two openings under one introduction the numbers differ, where it names them.
                keys.Add(Family.Key(title, employer, Requisition.Find(text.AsSpan(0, end), words)?.Number, beginning, area, Claim.Write(time, own, stackalloc char[Claim.LongestText])));
            }
        }

        if (requisition is { } number)
        {
            AddNumberKeys(number, named, ref keys);
        }

        return area.Level;
    }

    /// <summary>The employer's own number is of one opening, whatever boards call that. Another number joins only titles that share a word: boards and agencies count as they like.</summary>
    private static void AddNumberKeys(Requisition requisition, in Named named, ref KeyList keys)
    {
        if (requisition.IsOwn)
        {
            keys.Add(MatchKey.Of("r:", 7, named.Employer, named.Place, requisition.Number));
        }

        var words = named.Title.Split(' ').Where(static word => !TitleWords.Instance.Grades.Contains(word)).OrderByDescending(static word => word.Length).ThenBy(static word => word, StringComparer.Ordinal);
        foreach (var word in words.Take(MostNumberWords).DefaultIfEmpty(named.Title))
        {
            keys.Add(MatchKey.Of("r:", 7, named.Employer, named.Place, requisition.Number, word));
        }
    }

    /// <summary>An address that may be of many openings (a form, a messenger, a page of jobs) joins only postings of one employer under one title.</summary>
    private static void AddAddressKeys(Record record, DuplicateWords words, in Named named, ref KeyList keys)
    {
        var count = ApplyUrl.CountOf(record);
        for (var i = 0; i < count; i++)
        {
            if (ApplyUrl.At(record, i, words) is { IsEmpty: false } address)
            {
                var key = ApplyUrl.IsShared(address, words) ? MatchKey.Of("u:", 10, address.ToString(), named.Employer, named.Title) : MatchKey.Of("u:", 10, address);
                keys.AddOnce(key);
            }
        }
    }

    /// <summary>Where the work is done by the posting's own words: what its row borrowed is not its own.</summary>
    private static char ModeOf(Record record) => record.Has(BorrowedMode) ? '-' : record.GetString(ListingPaths.WorkMode) switch
    {
        "remote" => 'r',
        "on_site" => 'o',
        _ => '-',
    };

    /// <summary>How a posting is named, written in one way, and where it is; the place may be that of the title.</summary>
    private readonly record struct Named(string Employer, string Title, OpeningArea Area, string Place);
}

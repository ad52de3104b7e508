using System.Globalization;

namespace JobPilot.Plugins.Demo;

/// <summary>A job that somebody wants to fill: what all its adverts have in common. Follows from the seed and its index.</summary>
internal sealed class Opening
{
    public Opening(Lexicon lexicon, DemoDirt dirt, long seed, long index)
    {
        var dice = new Dice(seed, index, 1);
        Language = dice.Chance(dirt.OtherLanguages) ? dice.Of(lexicon.Others) : lexicon.English;
        Domain = dice.Of(Language.Domains);
        Place = dice.Of(Language.Places);
        Head = dice.Of(Domain.Heads);
        Area = dice.Of(Domain.Areas);
        Level = dice.Chance(0.45) ? dice.Of(Language.Levels) : null;
        Title = MakeTitle(ref dice);
        CompanyName = $"{dice.Of(lexicon.Names("company_first"))}{dice.Of(lexicon.Names("company_second"))} {dice.Of(lexicon.Names("company_kind"))}";
        CompanySuffix = dice.Of(Language.Suffixes);
        EmploymentType = dice.Below(100) switch { < 70 => "FULLTIME", < 84 => "PARTTIME", < 95 => "CONTRACTOR", _ => "INTERN" };
        WorkMode = dice.Below(100) switch { < 12 => WorkMode.Remote, < 28 => WorkMode.Hybrid, < 60 => WorkMode.OnSite, _ => WorkMode.Unsaid };
        Reference = string.Create(CultureInfo.InvariantCulture, $"{Domain.Name[0]}{Domain.Name[1]}-{dice.Below(100_000):00000}").ToUpperInvariant();
        Salary = dice.Chance(dirt.Salaries) ? Salary.Make(ref dice, Domain, Place.Country, Language.Code) : null;
        TextSeed = (long)dice.Next();
    }

    public Language Language { get; }

    public Domain Domain { get; }

    public Place Place { get; }

    public string Head { get; }

    public string Area { get; }

    public string? Level { get; }

    public string Title { get; }

    public string CompanyName { get; }

    public string CompanySuffix { get; }

    public string EmploymentType { get; }

    public WorkMode WorkMode { get; }

    public string Reference { get; }

    public Salary? Salary { get; }

    /// <summary>All adverts of the opening say the same sentences.</summary>
    public long TextSeed { get; }

    private string MakeTitle(ref Dice dice)
    {
        var head = Level is null ? Head : $"{Level} {Head}";
        return dice.Below(10) switch
        {
            < 3 => head,
            < 6 => $"{head}, {Area}",
            < 8 => $"{head} - {Area}",
            8 => $"{head} ({Area})",
            _ => dice.Chance(0.5) ? $"{head} {(dice.Chance(0.5) ? "II" : "III")}" : $"{Area} {head}",
        };
    }
}

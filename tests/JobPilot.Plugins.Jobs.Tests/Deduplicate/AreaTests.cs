using System.Text.Json.Nodes;

namespace JobPilot.Plugins.Jobs.Tests.Deduplicate;

/// <summary>A posting that names only a country, a region or no place, beside one of the same text that names the city.</summary>
public class AreaTests
{
    private const string Text = "We bake bread and rolls in the old mill by the river since many years and we look for a person who likes to rise early and to work with the hands in a small team "
        + "that laughs much while the town still sleeps and the ovens glow so come by and have a coffee with us when the first loaves are done";

    private static readonly JsonObject Germany = new() { ["country"] = "DE" };
    private static readonly JsonObject Remote = new() { ["raw"] = "Remote" };
    private static readonly JsonObject Rhineland = new() { ["region"] = "DE-NW", ["country"] = "DE" };
    private static readonly JsonObject Bonn = new() { ["city"] = "Bonn", ["region"] = "DE-NW", ["country"] = "DE" };
    private static readonly JsonObject Ulm = new() { ["city"] = "Ulm", ["region"] = "DE-BW", ["country"] = "DE" };
    private static readonly JsonObject Graz = new() { ["city"] = "Graz", ["region"] = "AT-6", ["country"] = "AT" };
    private static readonly JsonObject Elsewhere = new() { ["raw"] = "Freeport" };
    private readonly DedupeBench _bench = new();

    public static TheoryData<string, string, bool> Places => new()
    {
        { "Germany", "Bonn", true },
        { "Remote", "Bonn", true },
        { "Remote", "Graz", true },
        { "Rhineland", "Bonn", true },
        { "Rhineland", "Ulm", false },
        { "Germany", "Graz", false },
        { "Elsewhere", "Bonn", false },
        { "Ulm", "Bonn", false },
        { "Germany", "Remote", false },
        { "Germany", "Rhineland", false },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Process_AreaAndPlace_AreOneWhereTheAreaHoldsTheCity(string area, string place, bool expected)
    {
        foreach (var isAreaFirst in new[] { true, false })
        {
            var bench = new DedupeBench();
            JsonObject[] postings = [Posting(1, Named(area)), Posting(2, Named(place))];
            foreach (var posting in isAreaFirst ? postings : [.. postings.Reverse()])
            {
                bench.Process(posting);
            }

            Assert.Equal(expected ? [Id(2)] : [Id(1), Id(2)], bench.Rows.Keys.OrderBy(id => id == Id(2)));
            if (expected)
            {
                var other = Assert.Single(bench.Rows[Id(2)]["duplicates"]!["other_sources"]!.AsArray())!;
                Assert.Equal((Id(1), "area", 0.85), ((string?)other["id"], (string?)other["evidence"], (double)other["confidence"]!));
            }
        }
    }

    [Theory]
    [InlineData("title")]
    [InlineData("company")]
    [InlineData("text")]
    [InlineData("short")]
    [InlineData("number")]
    [InlineData("mode")]
    [InlineData("continent")]
    public void Process_AnotherOpening_StaysApart(string other)
    {
        var area = Posting(1, Germany);
        var city = Posting(2, Bonn);
        switch (other)
        {
            case "number":
                area["description"]!["text"] = $"Requisition ID: R-10422. {Text}";
                city["description"]!["text"] = $"Requisition ID: R-10423. {Text}";
                break;
            case "mode":
                area["work_mode"] = "remote";
                city["work_mode"] = "on_site";
                break;
            case "continent":
                area["locations"] = new JsonArray(new JsonObject { ["raw"] = "Europe" });
                break;
            case "title":
                area["title"] = "Miller";
                break;
            case "company":
                area["hiring_organization"]!["name"] = "Crumb";
                break;
            case "text":
                area["description"]!["text"] = string.Join(' ', Text.Split(' ').Reverse());
                break;
            default:
                area["description"]!["text"] = "We bake.";
                break;
        }

        _bench.Process(area);
        _bench.Process(city);

        Assert.Equal(2, _bench.Rows.Count);
    }

    [Theory]
    [InlineData("Germany, EU / DACH\tor\nso")]
    [InlineData("a country whose name is very long, since somebody wrote a sentence into the field where a code should stand")]
    public void Process_CountryThatIsAnyText_IsReadBackFromTheMemory(string country)
    {
        _bench.Process(Posting(1, new JsonObject { ["country"] = country }));
        _bench.Process(Posting(2, new JsonObject { ["city"] = "Bonn", ["region"] = "one, two / three", ["country"] = country }));
        _bench.Process(Posting(3, new JsonObject { ["country"] = country }));

        Assert.Equal(Id(2), Assert.Single(_bench.Rows).Key);
        Assert.Equal(2, Others(2).Count());
    }

    [Theory]
    [InlineData("and so on")]
    [InlineData("Requisition ID: R-10422")]
    public void Process_TextThatABoardCutOff_BeginsAlike(string end)
    {
        var whole = Posting(1, Germany);
        whole["description"]!["text"] = $"{Text} {Text.ToUpperInvariant()} {end}";
        var cut = Posting(2, Bonn);
        cut["description"]!["text"] = $"{Text} {Text.ToUpperInvariant()}"[..510];
        _bench.Process(whole);
        _bench.Process(cut);

        Assert.Equal(Id(2), Assert.Single(_bench.Rows).Key);
    }

    [Fact]
    public void Process_MorePostingsOfAnAreaThanAreListed_AreOneOpeningAndFindTheirCity()
    {
        for (var number = 10; number < 80; number++)
        {
            _bench.Process(Posting(number, Germany));
        }

        Assert.Single(_bench.Rows);
        foreach (var number in Enumerable.Range(10, 70))
        {
            _bench.Process(Posting(number, Germany));
            Assert.Single(_bench.Rows);
        }

        _bench.Process(Posting(1, Bonn));

        Assert.Equal(Id(1), Assert.Single(_bench.Rows).Key);
        Assert.InRange(_bench.LargestValue, 1, 64 * 1024);
    }

    [Fact]
    public void Restore_RowOfAnotherHand_SaysNothingOfAreasThatItDoesNotHold()
    {
        _bench.Process(Posting(1, Germany));
        _bench.Process(Posting(2, Bonn));
        var row = Assert.Single(_bench.Rows).Value;
        row["_duplicates"] = System.Text.RegularExpressions.Regex.Replace((string)row["_duplicates"]!, "(f:[0-9a-f]+)/[^,\t]+", "$1/3");
        _bench.RestoreFromRows(new Random(1));

        _bench.Process(Posting(3, Bonn));
        _bench.Process(Posting(1, Germany));

        Assert.Equal(Id(2), Assert.Single(_bench.Rows).Key);
    }

    [Fact]
    public void Process_BetterPostingOfAnArea_NeitherTakesTheRowNorLends()
    {
        var area = Posting(1, Germany);
        area["apply"] = new JsonArray(new JsonObject { ["url"] = "https://crust.example/jobs/1001", ["direct"] = true });
        area["base_salary"] = new JsonObject { ["min"] = 40_000, ["currency"] = "EUR", ["period"] = "year" };
        _bench.Process(Posting(2, Bonn));
        _bench.Process(area);

        var row = Assert.Single(_bench.Rows);
        Assert.Equal(Id(2), row.Key);
        Assert.Null(row.Value["base_salary"]);
    }

    [Fact]
    public void Process_SeveralCities_TheFirstInOrderHasTheArea()
    {
        _bench.Process(Posting(2, Ulm));
        _bench.Process(Posting(1, Germany));
        Assert.Equal([Id(1)], Others(2));

        _bench.Process(Posting(3, Bonn));

        Assert.Equal(2, _bench.Rows.Count);
        Assert.Empty(Others(2));
        Assert.Equal([Id(1)], Others(3));
    }

    [Fact]
    public void Process_AreaWithTheAddressOfAnotherCity_BelongsThere()
    {
        JsonArray Address() => [new JsonObject { ["url"] = "https://crust.example/jobs/1001" }];
        _bench.Process(Posting(1, Germany));
        _bench.Process(Posting(3, Bonn));
        var second = Posting(4, Germany);
        second["apply"] = Address();
        _bench.Process(second);
        Assert.Equal(2, Others(3).Count());

        var ulm = Posting(2, Ulm);
        ulm["apply"] = Address();
        _bench.Process(ulm);

        Assert.Empty(Others(3));
        Assert.Equal(2, Others(2).Count());
    }

    [Fact]
    public void Process_CityOfSeveralAreasBecomesAnotherOpening_TheyFindOthersEachByItself()
    {
        _bench.Process(Posting(1, Germany));
        _bench.Process(Posting(2, Remote));
        _bench.Process(Posting(3, Bonn));
        BecomeAnotherOpening(3, Bonn);
        _bench.Process(Posting(4, Graz));
        _bench.Process(Posting(1, Germany));
        _bench.Process(Posting(2, Remote));

        Assert.Equal([Id(2)], Others(4));
        Assert.Empty(Others(1));
        Assert.Equal(3, _bench.Rows.Count);
    }

    [Fact]
    public void Process_FirstCityOfARegionBecomesAnotherOpening_TheNextTakesItsPlaceWithItsNextDelivery()
    {
        var cologne = new JsonObject { ["city"] = "Köln", ["region"] = "DE-NW", ["country"] = "DE" };
        _bench.Process(Posting(2, Bonn));
        _bench.Process(Posting(3, cologne));
        BecomeAnotherOpening(2, Bonn);
        _bench.Process(Posting(3, cologne));

        _bench.Process(Posting(1, Germany));

        Assert.Equal([Id(1)], Others(3));
    }

    [Fact]
    public void Process_AreasOfTwoTitlesInOneCity_StayWhereTheyAreWhenTheyRepeat()
    {
        JsonObject Of(int number, string title, JsonObject place, bool hasAddress)
        {
            var posting = Posting(number, place);
            posting["title"] = title;
            posting["apply"] = hasAddress ? new JsonArray(new JsonObject { ["url"] = "https://crust.example/jobs/1001" }) : [];
            return posting;
        }

        JsonObject[] postings = [Of(1, "Baker", Bonn, false), Of(2, "Miller", Bonn, false), Of(3, "Baker", Germany, true), Of(4, "Miller", Germany, true)];
        foreach (var posting in postings)
        {
            _bench.Process(posting);
        }

        var before = _bench.Rows.Select(row => row.Value.ToJsonString()).ToList();
        foreach (var posting in postings.Reverse().Concat(postings))
        {
            _bench.Process(posting);
            Assert.Equal(before, _bench.Rows.Select(row => row.Value.ToJsonString()));
        }
    }

    [Fact]
    public void Process_Worldwide_HoldsEveryCity()
    {
        _bench.Process(Posting(1, new JsonObject { ["raw"] = "Remote, Worldwide" }));
        _bench.Process(Posting(2, Bonn));

        Assert.Single(_bench.Rows);
    }

    [Fact]
    public void Process_PostingThatBoreTheNameOfAGroup_LeavesItToTheOthers()
    {
        JsonObject At(int number, JsonObject place, params string[] addresses)
        {
            var posting = Posting(number, place);
            posting["apply"] = new JsonArray([.. addresses.Select(address => new JsonObject { ["url"] = $"https://crust.example/jobs/{address}1001" })]);
            return posting;
        }

        var link = At(3, Elsewhere, "a", "b");
        _bench.Process(At(1, Germany, "a"));
        _bench.Process(At(2, Remote, "b"));
        _bench.Process(link);
        Assert.Equal(Id(1), Assert.Single(_bench.Rows).Key);
        _bench.Process(At(3, Elsewhere)); // The group bears the smaller id of the two that are left.
        Assert.True(string.CompareOrdinal(Id(2), Id(1)) < 0);

        _bench.Process(At(2, Remote, "b"));

        Assert.Empty(Others(1));
        Assert.Empty(Others(2));
    }

    [Fact]
    public void Process_AreaMoves_TheOpeningsKeepTheirIds()
    {
        _bench.Process(Posting(1, Germany));
        _bench.Process(Posting(2, Ulm));
        _bench.Process(Posting(3, Bonn));

        Assert.Equal([Id(2), Id(3)], _bench.Rows.OrderBy(row => row.Key == Id(3)).Select(row => (string?)row.Value["duplicates"]!["opening_id"]));
    }

    [Fact]
    public void Process_AreaJoinedByWayOfAnother_SaysWhatJoinsItToTheCity()
    {
        JsonArray Address(string name) => [new JsonObject { ["url"] = $"https://crust.example/jobs/{name}1001" }];
        var link = Posting(1, Germany);
        link["apply"] = new JsonArray([.. Address("a").Concat(Address("b")).Select(one => one!.DeepClone())]);
        var city = Posting(2, Bonn);
        city["apply"] = Address("a");
        var third = Posting(3, Remote);
        third["title"] = "Bread maker";
        third["apply"] = Address("b");
        _bench.Process(link);
        _bench.Process(third);
        _bench.Process(city);

        Assert.Equal([("apply_url", 0.99), ("apply_url", 0.99)], _bench.Rows[Id(2)]["duplicates"]!["other_sources"]!.AsArray().Select(other => ((string)other!["evidence"]!, (double)other["confidence"]!)));
    }

    [Fact]
    public void Process_CityBecomesAnotherOpening_TheAreasRowComesBackWithItsNextDelivery()
    {
        _bench.Process(Posting(1, Germany));
        _bench.Process(Posting(2, Bonn));
        BecomeAnotherOpening(2, Bonn);
        _bench.Process(Posting(1, Germany));

        Assert.Equal([Id(1), Id(2)], _bench.Rows.Keys.OrderBy(id => id == Id(2)));
        Assert.Empty(Others(1));
    }

    [Fact]
    public void Process_PostingsThatChange_AreEachInOneRow()
    {
        JsonObject[] places = [Germany, Remote, Rhineland, Bonn, Ulm, Graz, Elsewhere];
        for (var seed = 0; seed < 120; seed++)
        {
            var random = new Random(seed);
            var bench = new DedupeBench();
            var last = new Dictionary<int, JsonObject>();
            for (var step = 0; step < 40; step++)
            {
                var number = random.Next(10);
                last[number] = Posting(number, places[random.Next(places.Length)]);
                last[number]["description"]!["text"] = random.Next(3) switch
                {
                    0 => Text,
                    1 => string.Join(' ', Text.Split(' ').Reverse()),
                    _ => "We bake.",
                };
                last[number]["work_mode"] = random.Next(4) == 0 ? "remote" : random.Next(4) == 0 ? "on_site" : null;
                last[number]["title"] = random.Next(4) == 0 ? "Miller" : "Baker";
                last[number]["apply"] = random.Next(3) == 0 ? new JsonArray(new JsonObject { ["url"] = $"https://crust.example/jobs/{1000 + random.Next(4)}" }) : [];
                bench.Process(last[number]);
                if (random.Next(12) == 0)
                {
                    bench.RestoreFromRows(random);
                }
            }

            // Rows of openings that lost the posting that had it come back with the next delivery.
            for (var round = 0; round < 2; round++)
            {
                foreach (var posting in last.Values)
                {
                    bench.Process(posting);
                }
            }

            var told = bench.Rows.SelectMany(row => row.Value["duplicates"]!["other_sources"]!.AsArray().Select(other => (string)other!["id"]!).Append(row.Key)).Order(StringComparer.Ordinal).ToList();
            Assert.True(last.Keys.Select(Id).Order(StringComparer.Ordinal).SequenceEqual(told), $"seed {seed}: {last.Count} postings, {told.Count} told of");
        }
    }

    private static string Id(int number) => (string)DedupeBench.Posting(number, "", null, "", [], 0)["id"]!;

    private static JsonObject Named(string place) => place switch
    {
        "Germany" => Germany,
        "Remote" => Remote,
        "Rhineland" => Rhineland,
        "Bonn" => Bonn,
        "Ulm" => Ulm,
        "Graz" => Graz,
        _ => Elsewhere,
    };

    private static JsonObject Posting(int number, JsonObject place)
    {
        var posting = DedupeBench.Posting(number, "Baker", "Crust", "", [], 0);
        posting["description"]!["text"] = Text;
        posting["locations"] = new JsonArray(place.DeepClone());
        return posting;
    }

    private void BecomeAnotherOpening(int number, JsonObject place)
    {
        var other = Posting(number, place);
        other["title"] = "Miller";
        _bench.Process(other);
    }

    private IEnumerable<string?> Others(int number) => _bench.Rows[Id(number)]["duplicates"]!["other_sources"]!.AsArray().Select(other => (string?)other!["id"]);
}

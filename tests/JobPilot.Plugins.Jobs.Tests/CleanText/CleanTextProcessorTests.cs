using JobPilot.Plugins.Jobs.CleanText;
using JobPilot.Plugins.Jobs.Tests.Listing;
using JobPilot.Testing;
using JobPilot.Tests;

namespace JobPilot.Plugins.Jobs.Tests.CleanText;

public class CleanTextProcessorTests
{
    [Theory]
    [InlineData("today", Postings.Today)]
    [InlineData("legacy", Postings.Legacy)]
    public void Process_Listing_IsClean(string name, string json)
    {
        var listing = Postings.Cleaned(json).ToNode();
        var cleaned = new System.Text.Json.Nodes.JsonObject
        {
            ["title"] = listing["title"]!.DeepClone(),
            ["title_raw"] = listing["title_raw"]!.DeepClone(),
            ["description"] = listing["description"]!.DeepClone(),
            ["provenance"] = listing["provenance"]?.DeepClone(),
        };

        Snapshot.MatchJson(cleaned, name);
    }

    [Fact]
    public void Process_TooLong_IsCutAndSaysSo()
    {
        var record = Record.Create("k");
        record.Set(FieldPath.Parse("description.text"), new string('x', 5000));

        new CleanTextProcessor(new CleanTextOptions { MaxCharacters = 1000 }, TestContext.Create()).Process(record, default);

        Assert.Equal(1000, record.GetString(FieldPath.Parse("description.text"))!.Length);
        Assert.True(record.Has(FieldPath.Parse("provenance['/description/text']")));
    }

    [Theory]
    [InlineData("\"\"", "\"\"", false)]
    [InlineData("\"Clean already.\\nYes\"", "\"Clean already.\\nYes\"", false)]
    [InlineData("\" \\u00a0\"", "null", true)]
    [InlineData("\"a \\u0026amp; b\"", "\"a & b\"", true)]
    [InlineData("7", "7", false)]
    public void Process_Description_IsNotedWhereItChanged(string text, string expected, bool isNoted)
    {
        var record = Record.FromUtf8(System.Text.Encoding.UTF8.GetBytes($$$"""{"description":{"text":{{{text}}}}}"""), "k");

        new CleanTextProcessor(new CleanTextOptions(), TestContext.Create()).Process(record, default);

        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(record.GetUtf8(FieldPath.Parse("description.text")).Span));
        Assert.Equal(isNoted, record.Has(FieldPath.Parse("provenance['/description/text']")));
    }

    [Fact]
    public void Process_EmptyRecord_Keeps() =>
        Assert.Equal(OutcomeKind.Keep, new CleanTextProcessor(new CleanTextOptions(), TestContext.Create()).Process(Record.Create("k"), default).Kind);

    [Theory]
    [InlineData("Aufgaben\n- Kochen\n\nIhr Profil:\n- Erfahrung\n\nWir bieten\n- Essen", "Kochen", "Erfahrung", "Essen")]
    [InlineData("Vos missions\nCuisiner\n\nProfil recherché :\nDix ans\n\nAvantages\nRepas", "Cuisiner", "Dix ans", "Repas")]
    [InlineData("Funciones:\n• Cocinar\nRequisitos\n• Diez años\nQué ofrecemos\n• Comida\nSobre nosotros\nFin", "Cocinar", "Diez años", "Comida")]
    [InlineData("What you’ll do\nCook\nWho you are\nCalm\nPerks & Benefits:\nFood", "Cook", "Calm", "Food")]
    public void Find_Headings_FindSections(string text, string responsibility, string requirement, string benefit)
    {
        var found = SectionFinder.Find(text, SectionHeadings.Instance)!;

        Assert.Equal([responsibility], found.Responsibilities.Items);
        Assert.Equal([requirement], found.Requirements.Items);
        Assert.Equal([benefit], found.Benefits.Items);
        Assert.Contains(responsibility, text[found.Responsibilities.Start..found.Responsibilities.End], StringComparison.Ordinal);
    }
}

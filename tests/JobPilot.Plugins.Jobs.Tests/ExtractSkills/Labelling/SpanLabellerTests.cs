using JobPilot.Plugins.Jobs.ExtractSkills;
using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.Tests.ExtractSkills.Labelling;

public class SpanLabellerTests
{
    private static readonly SkillExtractor Names = new(SkillVocabulary.Load(RuleSet.Shipped), SkillUnits.Of(RuleSet.Shipped));

    [Theory]
    [InlineData("Experience with Java and SQL", "Knowledge", "Java")]
    [InlineData("Experience with Java and SQL", "Knowledge", "SQL")]
    [InlineData("You work independently .", "Ability", "work independently")]
    public void Label_Sentence_MarksSkills(string text, string kind, string span) => Assert.Contains((kind, span), Label(text));

    [Fact]
    public void Label_SectionOnWhatTheEmployerOffers_IsLeftOut()
    {
        var marked = Label("Requirements:\n- Experience with Java\nBenefits:\n- Experience with SQL\n");

        Assert.Contains(("Knowledge", "Java"), marked);
        Assert.DoesNotContain(("Knowledge", "SQL"), marked);
    }

    [Fact]
    public void Label_Comma_IsNoPartOfASkill() => Assert.DoesNotContain(Label("Experience with Java, SQL, and Docker, is required. Work independently, quickly."), span => span.Text[^1] == ',');

    [Theory]
    [InlineData("Our office is in Yakima .")]
    [InlineData("- - - * * *")]
    [InlineData("")]
    public void Label_TextWithoutSkills_MarksNothing(string text) => Assert.Empty(Label(text));

    [Fact]
    public void Label_TextsInAnyOrder_AreMarkedTheSame()
    {
        // Words that were seen before come from a table; whether they do must make no difference.
        var random = new Random(5);
        string[] words = ["Python", "experience", "with", "communication", "skills", "lead", "a", "team", "of", "x1", "résumé", "C++", "and", ",", "."];
        string[] texts = [.. Enumerable.Range(0, 400).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(1, 20)).Select(_ => random.Next(5) == 0 ? $"w{random.Next(20_000)}" : words[random.Next(words.Length)])))];
        var first = Array.ConvertAll(texts, text => Label(text));

        // A labeller of its own has seen nothing yet.
        var other = SpanLabeller.Load();
        var again = texts.Reverse().Select(text => Label(text, other)).Reverse();
        Assert.Equal(first, again);
        Assert.Equal(first, Array.ConvertAll(texts, text => Label(text)));
    }

    [Fact]
    public void Label_SentenceSeenElsewhere_SpansStandWhereItStandsNow()
    {
        const string sentence = "Experience with Java and SQL, work independently.";
        var alone = Label(sentence);
        Assert.Contains(("Knowledge", "SQL"), alone);

        Assert.Equal(alone, Label($"Our office is in Yakima.\n{sentence}"));
        Assert.Equal([.. alone, .. alone], Label($"{sentence}\n\n   {sentence}"));
        Assert.Equal(alone, Label(sentence));
    }

    [Fact]
    public void Label_AnyText_GivesSpansInsideOfIt()
    {
        var random = new Random(9);
        const string letters = "ab Z0\n.+#,-/é’<>(";
        for (var round = 0; round < 2000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(200)).Select(_ => letters[random.Next(letters.Length)]));
            var spans = new List<LabelledSpan>();
            SpanLabeller.Shipped.Label(text, Names.FindNames(text, out var cues), cues, spans);

            Assert.All(spans, span => Assert.True(span.Start >= 0 && span.Length > 0 && span.Start + span.Length <= text.Length && float.IsFinite(span.Margin)));
        }
    }

    [Fact]
    public void Read_OtherFile_IsRefused() => Assert.Throws<InvalidDataException>(() => LabelModel.Read(new MemoryStream(new byte[64])));

    private static List<(string Kind, string Text)> Label(string text, SpanLabeller? labeller = null)
    {
        var spans = new List<LabelledSpan>();
        (labeller ?? SpanLabeller.Shipped).Label(text, Names.FindNames(text, out var cues), cues, spans);
        return spans.ConvertAll(span => (span.Kind.ToString(), text.Substring(span.Start, span.Length)));
    }
}

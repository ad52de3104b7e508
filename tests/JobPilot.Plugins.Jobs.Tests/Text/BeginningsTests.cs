using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.Tests.Text;

public class BeginningsTests
{
    private const int Rounds = 3000;
    private const string Letters = "abcdeABCDE  é–ß€";

    /// <summary>What is asked of the places: that none is missed, in order, each once.</summary>
    [Fact]
    public void In_AnyText_NamesEachPlaceWhereAPhraseStands()
    {
        var random = new Random(11);
        var found = 0;
        for (var round = 0; round < Rounds; round++)
        {
            string[] phrases = [.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => Make(random, random.Next(1, 7)))];
            var text = Make(random, random.Next(0, 200));
            var places = new List<int>();
            foreach (var at in new Beginnings(phrases).In(text))
            {
                places.Add(at);
            }

            Assert.Equal(places.Distinct().Order(), places);
            for (var at = 0; at < text.Length; at++)
            {
                if (Array.Exists(phrases, phrase => text.AsSpan(at).StartsWith(phrase, StringComparison.Ordinal)))
                {
                    found++;
                    Assert.True(places.Contains(at), $"'{text}' from {at}: none of {string.Join('|', phrases)}");
                }
            }
        }

        Assert.True(found > Rounds, $"only {found} places were asked for");
    }

    [Fact]
    public void In_TextWithoutPhrases_PassesItOver()
    {
        var places = 0;
        foreach (var unused in new Beginnings(["remote", "hybrid"]).In(string.Concat(Enumerable.Repeat("We are looking for a person to be of use. ", 20))))
        {
            places++;
        }

        Assert.Equal(0, places);
    }

    private static string Make(Random random, int length) => string.Concat(Enumerable.Range(0, length).Select(_ => Letters[random.Next(Letters.Length)]));
}

using System.Diagnostics;
using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.CleanText;
using JobPilot.Tests;

namespace JobPilot.Plugins.Jobs.Tests.CleanText;

public class HtmlTextTests
{
    [SkippableFact]
    public void Clean_LabelledCases_AllAsWritten()
    {
        var file = SharedData.Require("html/dev.jsonl");
        var wrong = new List<string>();
        foreach (var line in File.ReadLines(file))
        {
            var labelled = JsonNode.Parse(line)!;
            var html = (string)labelled["html"]!;
            var clean = HtmlText.Clean(html) ?? html;
            if (clean != (string)labelled["text"]!)
            {
                wrong.Add($"{labelled["id"]}: {labelled["html"]} => {JsonValue.Create(clean)}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("a < b, x > y and R&D", "a < b, x > y and R&D")]
    [InlineData("List<int> stays", "List<int> stays")]
    [InlineData("one\r\ntwo\n\n\n\nthree  \n four", "one\ntwo\n\nthree\nfour")]
    [InlineData("AT&amp;T &amp;amp; more", "AT&T & more")]
    [InlineData("<p>one</p><p>two</p>", "one\n\ntwo")]
    [InlineData("one<br>two<br/><br />three<br><br><br><br>four", "one\ntwo\n\nthree\n\nfour")]
    [InlineData("<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul><p>e</p>", "- a\n- b\n  - c\n- d\n\ne")]
    [InlineData("<ol><li>a<li>b</ol>", "1. a\n2. b")]
    [InlineData("<ol start=\"3\"><li>a</li></ol>", "3. a")]
    [InlineData("<ul><li></li><li>a</li></ul>", "- a")]
    [InlineData("<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "- a\n  b\n- c")]
    [InlineData("<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td><p>2</p></td></tr></table>", "A | B\n1 | 2")]
    [InlineData("<table><tr><td><p>We bake.</p><ul><li>a</li><li>b</li></ul></td></tr><tr><td>c</td><td>d</td></tr></table>", "We bake.\n\n- a\n- b\nc | d")]
    [InlineData("<table><tr><td>Week</td><td><pre>Mon\nTue</pre></td><td>Hours</td></tr></table>", "Week\n\nMon\nTue\n\nHours")]
    [InlineData("<table><tr><td><p>one</p><p>two</p></td></tr></table>three", "one\n\ntwo\n\nthree")]
    [InlineData("<table><tr><td></td><td>x</td><td></td></tr></table>after", "x\nafter")]
    [InlineData("a<script>if (a < b) { '</p>' }</script>b<style>p { }</style>", "ab")]
    [InlineData("a<!-- <p>no</p> -->b", "ab")]
    [InlineData("<p>a<!-- not closed</p>", "a")]
    [InlineData("<div hidden>no</div><div data-hidden='x'>yes</div>", "yes")]
    [InlineData("<div style='visibility : hidden'><div>no</div>no</div>yes", "yes")]
    [InlineData("<p style='display:none'>no<p>yes", "yes")]
    [InlineData("<pre>a\n  b</pre>c", "a\nb\n\nc")]
    [InlineData("<a href=\"https://example.org/?a=1&b=2\">link</a> text", "link text")]
    [InlineData("<a title='x > y'>link</a>", "link")]
    [InlineData("<p title=don't>it's</p>", "it's")]
    [InlineData("<p>&#8217;&#x2019;&#146;&rsquo;&nbsp;&lpar;x&rpar;&unknown;</p>", "’’’’ (x)&unknown;")]
    [InlineData("<p>We\u0092re</p>", "We’re")]
    [InlineData("GroÃŸe StraÃŸe â€“ fÃ¼r 50â‚¬", "Große Straße – für 50€")]
    [InlineData("„ÜBER“ – SÃO PAULO, Â§ 5", "„ÜBER“ – SÃO PAULO, § 5")]
    [InlineData("cafe\u0301 a\u0323\u0302 \u1112\u1161\u11AB", "café ậ 한")]
    [InlineData("zero\u200Bwidth\uFEFF soft\u00ADhyphen 👩\u200D💻", "zerowidth softhyphen 👩\u200D💻")]
    public void Clean_Text_ComesOut(string html, string expected) => Assert.Equal(expected, HtmlText.Clean(html) ?? html);

    [Theory]
    [InlineData("  Senior\n Developer&amp;Architect ", "Senior Developer&Architect")]
    [InlineData("<b>Nurse</b><br>(m/f)", "Nurse (m/f)")]
    [InlineData("<ul><li>Cook</li></ul>", "Cook")]
    public void CleanLine_Title_StandsOnOneLine(string title, string expected) => Assert.Equal(expected, HtmlText.CleanLine(title));

    [Fact]
    public void Clean_CleanText_IsTheSameString()
    {
        const string text = "Nothing to do here.\n\n- one\n- two";

        Assert.Null(HtmlText.Clean(text));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void IsClean_AnyText_NeedsNothing(bool oneLine)
    {
        const string Letters = "ab  \n\n-•é\tÃ©<p>&amp;\u0301\u00A0";
        var random = new Random(42);
        var clean = 0;
        for (var i = 0; i < 50_000; i++)
        {
            var alphabet = i % 2 == 0 ? Letters[..6] : Letters;
            var text = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            var isUnchanged = HtmlText.Rewrite(text, oneLine) is null;
            var isClean = HtmlText.IsClean(text, oneLine);
            clean += isClean ? 1 : 0;

            Assert.True(!isClean || isUnchanged, $"'{text}'");
            Assert.True(alphabet == Letters || isClean == isUnchanged, $"'{text}'");
        }

        Assert.InRange(clean, 5_000, 45_000);
    }

    [Theory]
    [InlineData("<p>A &amp; B</p><ul><li>x</li></ul>")]
    [InlineData("plain  text\n\n\n• a\n• b")]
    [InlineData("GroÃŸe")]
    public void Clean_Twice_ChangesNothingMore(string html)
    {
        var once = HtmlText.Clean(html) ?? html;

        Assert.Null(HtmlText.Clean(once));
    }

    [Theory]
    [InlineData("<div>")]
    [InlineData("<ul><li>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<a \"")]
    [InlineData("<a href='")]
    [InlineData("<a ")]
    [InlineData("<a \"\"")]
    [InlineData("<a \">\"")]
    [InlineData("\u0301\u0323")]
    [InlineData("<!--")]
    [InlineData("<!x")]
    [InlineData("</")]
    [InlineData("&amp;")]
    [InlineData("&#")]
    [InlineData("<script>")]
    [InlineData("<p style='display:none'>")]
    [InlineData("a\u0301\u0323")]
    [InlineData("Ã©")]
    public void Clean_ManyOfOneThing_TakeLinearTimeAndSpace(string unit)
    {
        var bomb = "<p>" + string.Concat(Enumerable.Repeat(unit, 400_000 / unit.Length));
        var watch = Stopwatch.StartNew();

        var clean = HtmlText.Clean(bomb) ?? bomb;

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"took {watch.Elapsed}");
        Assert.True(clean.Length <= 4 * bomb.Length, $"{clean.Length} characters");
    }
}

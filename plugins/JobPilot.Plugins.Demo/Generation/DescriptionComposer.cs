using System.Net;
using System.Text;

namespace JobPilot.Plugins.Demo;

/// <summary>Composes the description of an opening, as plain text or as the HTML that publishers really send.</summary>
internal sealed class DescriptionComposer
{
    private static readonly string[] Bullets = ["• ", "- ", "* ", "· ", "– "];
    private readonly StringBuilder _text = new(4096);
    private readonly List<string> _duties = [];
    private readonly List<string> _requirements = [];
    private readonly List<string> _benefits = [];

    /// <summary>Tasks, as the highlights list them too.</summary>
    public IReadOnlyList<string> Duties => _duties;

    /// <summary>Demands, as the highlights list them too.</summary>
    public IReadOnlyList<string> Requirements => _requirements;

    /// <summary>Benefits, as the highlights list them too.</summary>
    public IReadOnlyList<string> Benefits => _benefits;

    public string Compose(Opening opening, bool html, ref Dice style)
    {
        var dice = new Dice(opening.TextSeed, 0, 2);
        var sentence = new StringBuilder(256);
        var composer = new TextComposer(opening, ref dice, sentence);
        var language = opening.Language;
        var intro = $"{Take(ref composer, language["intro"])} {Take(ref composer, language["intro"])}";
        Fill(_duties, ref composer, language["duty"], dice.Between(4, 7));
        Fill(_requirements, ref composer, language["requirement"], dice.Between(3, 6));
        Fill(_benefits, ref composer, language["benefit"], dice.Between(1, 2));
        var closing = Take(ref composer, language["closing"]);
        var mode = opening.WorkMode == WorkMode.Unsaid ? null : Take(ref composer, language["work_mode"][(int)opening.WorkMode - 1]);
        var pay = opening.Salary?.Place == SalaryPlace.Description ? Take(ref composer, dice.Of(language["pay_text"])) : null;
        var headings = dice.Of(language.Headings);

        _text.Clear();
        var form = new Form(html, style.Of(Bullets), style.Chance(0.3), style.Below(4));
        Paragraph(form, headings[0], intro);
        if (mode is not null)
        {
            Paragraph(form, null, mode);
        }

        List(form, headings[1], _duties);
        List(form, headings[2], _requirements);
        List(form, headings[3], _benefits);
        if (pay is not null)
        {
            Paragraph(form, null, pay);
        }

        Paragraph(form, headings[4], closing);
        return _text.ToString();

        string Take(ref TextComposer from, object phrases)
        {
            sentence.Clear();
            if (phrases is Phrase phrase)
            {
                from.Append(phrase);
            }
            else
            {
                from.Append((Phrase[])phrases);
            }

            return sentence.ToString();
        }

        void Fill(List<string> list, ref TextComposer from, Phrase[] phrases, int count)
        {
            list.Clear();
            for (var i = 0; i < count; i++)
            {
                list.Add(Take(ref from, phrases));
            }
        }
    }

    private void Paragraph(Form form, string? heading, string words)
    {
        if (!form.Html)
        {
            if (heading is not null)
            {
                _text.Append(heading).Append(form.Colon ? ":\n" : "\n");
            }

            _text.Append(words).Append("\n\n");
            return;
        }

        if (heading is not null)
        {
            _text.Append(form.Sloppy switch { 0 => "<h3>", 1 => "<p><strong>", 2 => "<b>", _ => "<p style=\"font-weight:bold\">" })
                .Append(WebUtility.HtmlEncode(heading))
                .Append(form.Sloppy switch { 0 => "</h3>", 1 => "</strong></p>", 2 => "</b><br>", _ => "</p>" });
        }

        _text.Append(form.Sloppy == 2 ? "" : "<p>").Append(Encode(words, form)).Append(form.Sloppy == 2 ? "<br/><br/>" : "</p>\n");
    }

    private void List(Form form, string heading, List<string> items)
    {
        if (!form.Html)
        {
            _text.Append(heading).Append(form.Colon ? ":\n" : "\n");
            foreach (var item in items)
            {
                _text.Append(form.Bullet).Append(item).Append('\n');
            }

            _text.Append('\n');
            return;
        }

        _text.Append(form.Sloppy == 2 ? "<b>" : "<h3>").Append(WebUtility.HtmlEncode(heading)).Append(form.Sloppy == 2 ? "</b><br>" : "</h3>\n<ul>");
        foreach (var item in items)
        {
            // Some publishers write bullets by hand, and some never close their items.
            _text.Append(form.Sloppy == 2 ? "&bull;&nbsp;" : "<li>").Append(Encode(item, form))
                .Append(form.Sloppy switch { 2 => "<br>", 3 => "", _ => "</li>" });
        }

        _text.Append(form.Sloppy == 2 ? "<br>" : "</ul>\n");
    }

    private static string Encode(string words, Form form)
    {
        var encoded = WebUtility.HtmlEncode(words);
        return form.Sloppy == 1 ? encoded.Replace(", ", ",&nbsp;", StringComparison.Ordinal) : encoded;
    }

    private readonly record struct Form(bool Html, string Bullet, bool Colon, int Sloppy);
}

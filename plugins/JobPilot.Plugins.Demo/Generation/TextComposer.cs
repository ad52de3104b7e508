using System.Globalization;
using System.Text;

namespace JobPilot.Plugins.Demo;

/// <summary>Fills phrases with the words of one opening. Used for one text.</summary>
internal ref struct TextComposer(Opening opening, ref Dice dice, StringBuilder text)
{
    private readonly ref Dice _dice = ref dice;
    private int _lastThing = -1;
    private int _lastSkill = -1;
    private int _lastPerk = -1;

    public void Append(Phrase[] phrases) => Append(_dice.Of(phrases));

    public void Append(Phrase phrase)
    {
        foreach (ref readonly var part in phrase.Parts.AsSpan())
        {
            if (part.Text is { } literal)
            {
                text.Append(literal);
            }
            else
            {
                Fill(part.Slot);
            }
        }
    }

    private void Fill(Slot slot)
    {
        var domain = opening.Domain;
        switch (slot)
        {
            case Slot.Company: text.Append(opening.CompanyName); break;
            case Slot.City: text.Append(opening.Place.City); break;
            case Slot.City2: text.Append(_dice.Of(opening.Language.Places).City); break;
            case Slot.Region: text.Append(opening.Place.RegionCode.Length > 0 ? opening.Place.RegionCode : opening.Place.Region); break;
            case Slot.Country: text.Append(opening.Place.Country); break;
            case Slot.Zip: Number(_dice.Between(10_000, 99_999)); break;
            case Slot.Head: text.Append(opening.Head); break;
            case Slot.Title: text.Append(opening.Title); break;
            case Slot.Area: text.Append(opening.Area); break;
            case Slot.Skill or Slot.Skill2: text.Append(Pick(domain.Skills, ref _lastSkill)); break;
            case Slot.Thing or Slot.Thing2: text.Append(Pick(domain.Things, ref _lastThing)); break;
            case Slot.Tool: text.Append(_dice.Of(domain.Tools)); break;
            case Slot.VerbL:
                var start = text.Length;
                Append(opening.Language["verb"]);
                text[start] = char.ToLowerInvariant(text[start]);
                break;
            case Slot.Perk or Slot.Perk2:
                Append(Pick(opening.Language["perk"], ref _lastPerk));
                break;
            default:
                if (!FillNumber(slot))
                {
                    var from = text.Length;
                    Append(opening.Language[ListOf(slot)]);
                    MendArticle(from);
                }

                break;
        }
    }

    /// <summary>English says "an award-winning", not "a award-winning".</summary>
    private readonly void MendArticle(int from)
    {
        if (opening.Language.Code == "en" && from >= 3 && text[from - 1] == ' ' && text[from - 2] is 'a' && text[from - 3] == ' '
            && text[from] is ('a' or 'e' or 'i' or 'o'))
        {
            text.Insert(from - 1, 'n');
        }
    }

    private static string ListOf(Slot slot) => slot switch
    {
        Slot.Verb or Slot.Verb2 => "verb",
        Slot.Adverb => "adverb",
        Slot.Purpose => "purpose",
        Slot.Partner => "partner",
        Slot.Adjective => "adjective",
        Slot.Trait => "trait",
        Slot.Degree => "degree",
        _ => throw new InvalidOperationException($"The slot {slot} has no words."),
    };

    private bool FillNumber(Slot slot)
    {
        switch (slot)
        {
            case Slot.Years: Number(_dice.Between(1, 12)); return true;
            case Slot.Small: Number(_dice.Between(2, 14)); return true;
            case Slot.Percent: Number(_dice.Between(1, 12) * 5); return true;
            case Slot.Headcount: Number(_dice.Between(3, 180) * 5); return true;
            case Slot.Founded: Number(_dice.Between(5, 120)); return true;
            case Slot.Year: Number(_dice.Between(1952, 2024)); return true;
            case Slot.Days: Number(_dice.Between(10, 34)); return true;
            case Slot.Hundreds: Number(_dice.Between(2, 19) * 100); return true;
            case Slot.Thousands: Number(_dice.Between(1, 9) * 1000); return true;
            case Slot.Weight: Number(_dice.Between(4, 16) * 5); return true;
            case Slot.Others: Number(_dice.Between(2, 30)); return true;
            case Slot.Reference: text.Append(opening.Reference); return true;
            case Slot.Pay: text.Append(opening.Salary?.Text); return true;
            default: return false;
        }
    }

    /// <summary>Picks another item than the last time, so that a sentence does not name the same thing twice.</summary>
    private readonly T Pick<T>(T[] items, ref int last)
    {
        last = last < 0 ? _dice.Below(items.Length) : (last + 1 + _dice.Below(items.Length - 1)) % items.Length;
        return items[last];
    }

    private readonly void Number(int value) => text.Append(CultureInfo.InvariantCulture, $"{value}");
}

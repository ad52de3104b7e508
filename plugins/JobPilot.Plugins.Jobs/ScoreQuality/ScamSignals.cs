using JobPilot.Plugins.Jobs.Text;

namespace JobPilot.Plugins.Jobs.ScoreQuality;

/// <summary>Phrases by which invented postings give themselves away: they ask for money, or lead the applicant to a messenger.</summary>
internal static class ScamSignals
{
    private const int LongestWarning = 240;

    /// <summary>Words that make a warning of what follows them in the sentence.</summary>
    private static readonly string[] Denials = [" never ", "never ", " not ", "n't ", "n’t ", " nor ", "beware", "cautious", "fraudulent", " niemals ", " nie ", " nicht ", " jamais ", " nunca "];

    private static readonly string[] PaymentPhrases =
    [
        "registration fee", "application fee", "training fee", "processing fee", "refundable deposit", "security deposit", "pay a fee", "upfront payment",
        "send us money", "send the money", "send money to us", "wire transfer fee", "purchase your own starter", "starter kit fee", "bitcoin payment", "buy gift cards",
        "purchase gift cards", "cash the check", "deposit the check", "send a money order", "by money order",
        "bearbeitungsgebühr", "vorauszahlung", "frais de dossier", "frais d'inscription", "cuota de inscripción", "pago por adelantado",
    ];

    private static readonly string[] MessengerPhrases =
    [
        "write on whatsapp", "text on whatsapp", "message on whatsapp", "contact on whatsapp", "us on whatsapp", "me on whatsapp", "us via whatsapp", "me via whatsapp", "interview on whatsapp", "interview via whatsapp", "us on telegram",
        "me on telegram", "us via telegram", "me via telegram", "interview on telegram", "interview via telegram", "interview on signal", "add me on telegram", "t.me/", "wa.me/", "text us at",
        "via google hangouts", "on google hangouts", "hangouts interview", "wechat id",
    ];

    private static readonly string[] PromisePhrases =
    [
        "no experience needed and earn", "earn up to $", "be your own boss", "unlimited earning", "unlimited earnings", "unlimited income", "get rich", "easy money", "quick money",
        "guaranteed income", "work from home and earn", "passive income", "schnelles geld", "argent facile", "dinero fácil",
    ];

    private static readonly string[] IdentityPhrases =
        ["social security number", "bank account number", "copy of your passport", "bank details before", "credit card number", "online banking login"];

    private static readonly (string[] Phrases, string Name, string What, double Cost)[] Kinds =
    [
        (PaymentPhrases, "scam_payment", "asks for money", 0.4),
        (MessengerPhrases, "scam_messenger", "leads to a messenger", 0.2),
        (PromisePhrases, "scam_promise", "promises easy income", 0.15),
        (IdentityPhrases, "scam_identity", "asks for what identity thieves need", 0.3),
    ];

    // Phrases by the low five bits of their first three letters, which are the same for capitals.
    private static readonly Dictionary<int, (string Phrase, int Kind)[]> ByStart = Kinds
        .SelectMany(static (kind, at) => kind.Phrases.Select(phrase => (Phrase: phrase, Kind: at)))
        .GroupBy(static entry => Start(entry.Phrase))
        .ToDictionary(static group => group.Key, static group => group.ToArray());

    private static readonly Beginnings Starts = AllStarts();

    /// <summary>Adds a flag for each kind of signal that the text holds, with the place of its first phrase.</summary>
    public static void Find(string text, List<QualityFlag> flags)
    {
        Span<int> found = stackalloc int[Kinds.Length];
        found.Fill(-1);
        for (var at = Starts.Next(text, 0); at >= 0; at = Starts.Next(text, at + 1))
        {
            if (at + 2 < text.Length)
            {
                Check(text, at, Start(text.AsSpan(at)), found);
            }
        }

        for (var kind = 0; kind < found.Length; kind++)
        {
            if (found[kind] >= 0)
            {
                flags.Add(new QualityFlag(Kinds[kind].Name, $"The description {Kinds[kind].What}, at character {found[kind]}.", Kinds[kind].Cost));
            }
        }
    }

    private static void Check(string text, int at, int code, Span<int> found)
    {
        foreach (var (phrase, kind) in ByStart[code])
        {
            if (found[kind] < 0 && text.AsSpan(at).StartsWith(phrase, StringComparison.OrdinalIgnoreCase)
                && !(char.IsLetter(phrase[^1]) && Folding.IsWordAt(text, at + phrase.Length)) && !IsWarning(text.AsSpan(0, at)))
            {
                found[kind] = at;
            }
        }
    }

    /// <summary>Whether the sentence denies what follows: "We will never ask you to pay a fee".</summary>
    private static bool IsWarning(ReadOnlySpan<char> before)
    {
        var sentence = before[Math.Max(0, before.Length - LongestWarning)..];
        sentence = sentence[(sentence.LastIndexOfAny(".!?\n") + 1)..];
        foreach (var word in Denials)
        {
            if (sentence.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static int Start(ReadOnlySpan<char> phrase) => ((phrase[0] & 31) << 10) | ((phrase[1] & 31) << 5) | (phrase[2] & 31);

    private static Beginnings AllStarts()
    {
        var starts = new Beginnings();
        foreach (var (phrase, _) in ByStart.Values.SelectMany(static entries => entries))
        {
            starts.Add(phrase);
        }

        return starts;
    }
}

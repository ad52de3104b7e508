using System.Buffers;

namespace JobPilot.Plugins.Jobs.ScoreQuality;

/// <summary>Phrases by which invented postings give themselves away: they ask for money, or lead the applicant to a messenger.</summary>
internal static class ScamSignals
{
    /// <summary>So many phrases, all of them ASCII, the vectorised search tells apart at once; with more it is several times slower.</summary>
    private const int MostAtOnce = 8;

    private static readonly string[] PaymentPhrases =
    [
    "registration fee", "application fee", "training fee", "processing fee", "refundable deposit", "security deposit", "pay a fee", "upfront payment",
    "send money", "wire transfer fee", "purchase your own starter", "starter kit fee", "bitcoin payment", "gift card", "cash the check", "deposit the check",
    "money order", "bearbeitungsgeb", "vorauszahlung", "frais de dossier", "frais d'inscription", "cuota de inscripci", "pago por adelantado",
];

    private static readonly string[] MessengerPhrases =
    ["whatsapp", "telegram", "t.me/", "wa.me/", "text us at", "google hangouts", "hangouts interview", "signal app", "wechat id"];

    private static readonly string[] PromisePhrases =
    [
    "no experience needed and earn", "earn up to $", "be your own boss", "unlimited earning", "unlimited income", "get rich", "easy money", "quick money",
    "guaranteed income", "work from home and earn", "financial freedom", "passive income", "schnelles geld", "argent facile", "ganar dinero f",
];

    private static readonly string[] IdentityPhrases =
    ["social security number", "bank account number", "copy of your passport", "bank details before", "credit card number", "online banking login"];

    private static readonly SearchValues<string>[] Payment = Create(PaymentPhrases);
    private static readonly SearchValues<string>[] Messenger = Create(MessengerPhrases);
    private static readonly SearchValues<string>[] Promise = Create(PromisePhrases);
    private static readonly SearchValues<string>[] Identity = Create(IdentityPhrases);

    /// <summary>Adds a flag for each kind of signal that the text holds, with where the first phrase stands.</summary>
    public static void Find(string text, List<QualityFlag> flags)
    {
        Add(text, Payment, "scam_payment", "asks for money", 0.4, flags);
        Add(text, Messenger, "scam_messenger", "leads to a messenger", 0.2, flags);
        Add(text, Promise, "scam_promise", "promises easy income", 0.15, flags);
        Add(text, Identity, "scam_identity", "asks for what identity thieves need", 0.3, flags);
    }

    private static SearchValues<string>[] Create(string[] phrases) =>
        [.. phrases.Chunk(MostAtOnce).Select(static some => SearchValues.Create(some, StringComparison.OrdinalIgnoreCase))];

    private static void Add(string text, SearchValues<string>[] phrases, string name, string what, double cost, List<QualityFlag> flags)
    {
        var first = -1;
        foreach (var some in phrases)
        {
            var at = text.AsSpan().IndexOfAny(some);
            first = at >= 0 && (first < 0 || at < first) ? at : first;
        }

        if (first >= 0)
        {
            flags.Add(new QualityFlag(name, $"The description {what}, at character {first}.", cost));
        }
    }
}

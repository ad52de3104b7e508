using System.Buffers;

namespace JobPilot.Plugins.Jobs.ScoreQuality;

/// <summary>Phrases by which invented postings give themselves away: they ask for money, or lead the applicant to a messenger.</summary>
internal static class ScamSignals
{
    private static readonly SearchValues<string> Payment = SearchValues.Create(
        [
            "registration fee", "application fee", "training fee", "processing fee", "refundable deposit", "security deposit", "pay a fee", "upfront payment",
            "send money", "wire transfer fee", "purchase your own starter", "starter kit fee", "bitcoin payment", "gift card", "cash the check", "deposit the check",
            "money order", "bearbeitungsgebühr", "vorauszahlung", "frais de dossier", "frais d'inscription", "cuota de inscripción", "pago por adelantado",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Messenger = SearchValues.Create(
        ["whatsapp", "telegram", "t.me/", "wa.me/", "text us at", "google hangouts", "hangouts interview", "signal app", "wechat id"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Promise = SearchValues.Create(
        [
            "no experience needed and earn", "earn up to $", "be your own boss", "unlimited earning", "unlimited income", "get rich", "easy money", "quick money",
            "guaranteed income", "work from home and earn", "financial freedom", "passive income", "schnelles geld", "argent facile", "dinero fácil",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Identity = SearchValues.Create(
        ["social security number", "bank account number", "copy of your passport", "bank details before", "credit card number", "online banking login"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds a flag for each kind of signal that the text holds, with the phrase found.</summary>
    public static void Find(string text, List<QualityFlag> flags)
    {
        Add(text, Payment, "scam_payment", "asks for money", 0.4, flags);
        Add(text, Messenger, "scam_messenger", "leads to a messenger", 0.2, flags);
        Add(text, Promise, "scam_promise", "promises easy income", 0.15, flags);
        Add(text, Identity, "scam_identity", "asks for what identity thieves need", 0.3, flags);
    }

    private static void Add(string text, SearchValues<string> phrases, string name, string what, double cost, List<QualityFlag> flags)
    {
        var at = text.AsSpan().IndexOfAny(phrases);
        if (at >= 0)
        {
            flags.Add(new QualityFlag(name, $"The description {what}, at character {at}.", cost));
        }
    }
}

using System.Globalization;
using System.Text.Json;
using JobPilot.Plugins.JSearch.Wire;

namespace JobPilot.Plugins.JSearch;

/// <summary>
/// Judges the API's answers: one row of the table in this plugin's README each. Remembers when it was last told to slow down, because the
/// gateway's limiter then refuses with the very text of a missing subscription. Safe on every thread.
/// </summary>
internal sealed class JSearchVerdict(JSearchAccess access, JSearchEndpoint endpoint, TimeProvider time)
{
    private static readonly TimeSpan LimiterMemory = TimeSpan.FromHours(1);

    private long _slowDownAt;

    /// <summary>How long the source asks to be left alone; null where it does not.</summary>
    public TimeSpan? HoldBack(SourceResponse response)
    {
        if (response.Status == 429)
        {
            Interlocked.Exchange(ref _slowDownAt, time.GetUtcNow().UtcTicks);
        }

        return Number(response, "x-ratelimit-remaining") <= 0 && Number(response, "x-ratelimit-reset") is > 0 and { } reset
            ? Until(reset)
            : null;
    }

    public FaultException? Classify(SourceResponse response) => response.Status switch
    {
        200 => ClassifyBody(response),
        400 or 422 => Fault(
            FaultKind.Permanent, JSearchErrorCodes.BadParameter, response, "a parameter of this search is wrong", "Correct the search; the README lists what each parameter allows."),
        401 => BadKey(response),
        403 => Forbidden(response),
        404 => Fault(
            FaultKind.Unavailable, JSearchErrorCodes.EndpointGone, response, $"the endpoint of {Name(endpoint)} does not exist there",
            endpoint == JSearchEndpoint.Search
                ? "Set endpoint: search_v2; search is retired at most hosts."
                : "Check base_url, or set endpoint: search if this host still pages by number."),
        429 => TooMany(response),
        408 or >= 500 => Fault(FaultKind.Transient, JSearchErrorCodes.ServerError, response, "the source has a problem of its own", "Wait, then run the pipeline again."),
        _ => Fault(FaultKind.Unavailable, JSearchErrorCodes.UnexpectedStatus, response, "this is not documented", "Check base_url and the plan at the shop."),
    };

    private static FaultException? ClassifyBody(SourceResponse response)
    {
        var start = response.Body.Span.TrimStart(" \t\r\n"u8);
        if (start.Length > 0 && start[0] == (byte)'<')
        {
            return new FaultException(FaultKind.Transient, "JSearch answered with a web page instead of JSON.")
            {
                Code = JSearchErrorCodes.NotJson,
                Fix = "Check base_url and the network: a proxy or a login page may stand between.",
            };
        }

        try
        {
            var answer = SearchAnswer.Read(response.Body);
            if (!answer.Status.Equals("OK", StringComparison.OrdinalIgnoreCase))
            {
                return Fault(FaultKind.Transient, JSearchErrorCodes.ErrorAnswer, response, "it calls its own answer an error", "Wait, then run the pipeline again.");
            }

            return answer.Problem is null ? null : new FaultException(FaultKind.Transient, $"JSearch answered in another shape than documented: {answer.Problem}.")
            {
                Code = JSearchErrorCodes.WrongShape,
                Fix = "Check base_url and endpoint; if they are right, the API has changed and this plugin needs an update.",
            };
        }
        catch (JsonException exception)
        {
            return new FaultException(FaultKind.Transient, "JSearch answered with JSON that is broken or not whole.", exception)
            {
                Code = JSearchErrorCodes.BrokenJson,
                Fix = "Wait, then run the pipeline again.",
            };
        }
    }

    private FaultException BadKey(SourceResponse response) => Fault(
        FaultKind.Unavailable, JSearchErrorCodes.BadKey, response, "the key is refused",
        access.KeyLooksForeign
            ? $"The key does not look like one of {Name(access.Shop)}: set shop to where it comes from, or copy the right key."
            : $"Copy the key of {Name(access.Shop)} again, or make a new one there.");

    private FaultException Forbidden(SourceResponse response)
    {
        if (!ErrorText.Of(response.Body).Contains("not subscribed", StringComparison.OrdinalIgnoreCase))
        {
            return BadKey(response);
        }

        if (time.GetUtcNow().UtcTicks - Interlocked.Read(ref _slowDownAt) < LimiterMemory.Ticks)
        {
            return Fault(
                FaultKind.Unavailable, JSearchErrorCodes.Limited, response,
                "after so many calls in a short time this is the gateway's limiter, not a missing subscription",
                "Wait from 30 minutes to some hours, and lower requests_per_minute.", TimeSpan.FromMinutes(30));
        }

        return Fault(
            FaultKind.Unavailable, JSearchErrorCodes.NotSubscribed, response, "the key has no subscription to JSearch",
            access.KeyLooksForeign
                ? $"The key does not look like one of {Name(access.Shop)}: set shop to where it comes from, or copy the right key."
                : "Subscribe to JSearch with this key's account (there is a free plan). If it worked before, the gateway may limit it: wait from 30 minutes to some hours.");
    }

    private FaultException TooMany(SourceResponse response)
    {
        var text = ErrorText.Of(response.Body);
        if (text.Contains("quota", StringComparison.OrdinalIgnoreCase) || Number(response, "x-ratelimit-requests-remaining") <= 0)
        {
            var period = new[] { "month", "dai", "hour" }.FirstOrDefault(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)) switch
            {
                "dai" => "day",
                "hour" => "hour",
                _ => "month",
            };
            return Fault(
                FaultKind.Unavailable, JSearchErrorCodes.QuotaSpent, response, $"the plan's requests of this {period} are used up",
                $"Wait for the next {period}, or take a larger plan at {Name(access.Shop)}.",
                Number(response, "x-ratelimit-requests-reset") is > 0 and { } reset ? Until(reset) : null);
        }

        return Fault(
            FaultKind.Transient, JSearchErrorCodes.TooManyRequests, response, "too many requests in a short time", "Lower requests_per_minute.",
            Number(response, "x-ratelimit-reset") is > 0 and { } wait && !response.Headers.ContainsKey("Retry-After") ? Until(wait) : null);
    }

    private static FaultException Fault(
        FaultKind kind, string code, SourceResponse response, string meaning, string fix, TimeSpan? retryAfter = null)
    {
        var text = ErrorText.Of(response.Body);
        var quoted = text.Length == 0 ? "" : $" It said: \"{text}\"";
        return new FaultException(kind, $"JSearch answered {response.Status}: {meaning}.{quoted}") { Code = code, Fix = fix, RetryAfter = retryAfter };
    }

    private static long? Number(SourceResponse response, string header) =>
        response.Headers.TryGetValue(header, out var text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The gateway counts in seconds from now; a moment of the Unix clock is understood too.</summary>
    private TimeSpan Until(long reset)
    {
        var seconds = reset > 1_000_000_000 ? reset - time.GetUtcNow().ToUnixTimeSeconds() : reset;
        return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, 31 * 86_400));
    }

    private static string Name(JSearchShop shop) => shop == JSearchShop.Openwebninja ? "OpenWeb Ninja" : "RapidAPI";

    private static string Name(JSearchEndpoint endpoint) => endpoint == JSearchEndpoint.Search ? "search" : "search_v2";
}

namespace JobPilot.Plugins.JSearch;

/// <summary>Codes of the faults that this collector raises.</summary>
internal static class JSearchErrorCodes
{
    public const string NoKey = "jsearch.no_key";
    public const string WrongShop = "jsearch.wrong_shop";
    public const string NotSubscribed = "jsearch.not_subscribed";
    public const string Limited = "jsearch.limited";
    public const string BadKey = "jsearch.bad_key";
    public const string QuotaSpent = "jsearch.quota_spent";
    public const string TooManyRequests = "jsearch.too_many_requests";
    public const string EndpointGone = "jsearch.endpoint_gone";
    public const string BadParameter = "jsearch.bad_parameter";
    public const string CursorExpired = "jsearch.cursor_expired";
    public const string BadPosition = "jsearch.bad_position";
    public const string ServerError = "jsearch.server_error";
    public const string UnexpectedStatus = "jsearch.unexpected_status";
    public const string NotJson = "jsearch.not_json";
    public const string BrokenJson = "jsearch.broken_json";
    public const string WrongShape = "jsearch.wrong_shape";
    public const string ErrorAnswer = "jsearch.error_answer";
    public const string NoAnswer = "jsearch.no_answer";
}

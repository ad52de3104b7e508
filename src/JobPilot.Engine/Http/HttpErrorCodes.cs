namespace JobPilot.Engine.Http;

/// <summary>Codes of the faults that the engine's HTTP client itself raises.</summary>
internal static class HttpErrorCodes
{
    public const string BadAddress = "http.bad_address";
    public const string BadSecret = "http.bad_secret";
    public const string NoHost = "http.no_host";
    public const string NoConnection = "http.no_connection";
    public const string Certificate = "http.certificate";
    public const string Cut = "http.cut";
    public const string BadResponse = "http.bad_response";
    public const string BadEncoding = "http.bad_encoding";
    public const string WrongCharset = "http.wrong_charset";
    public const string TooLarge = "http.too_large";
    public const string Redirect = "http.redirect_refused";
    public const string AttemptTimeout = "http.timeout";
    public const string TotalTimeout = "http.total_timeout";
    public const string CircuitOpen = "http.circuit_open";
    public const string BudgetSpent = "http.budget_spent";
    public const string TooManyRequests = "http.too_many_requests";
    public const string ServerError = "http.server_error";
    public const string Refused = "http.refused";
    public const string NotFound = "http.not_found";
    public const string NotLanded = "http.not_landed";
    public const string Status = "http.status";
}

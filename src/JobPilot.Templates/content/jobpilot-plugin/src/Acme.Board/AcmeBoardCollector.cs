using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using JobPilot;

[assembly: JobPilotPlugin(1, 0)]

namespace AcmeNamespace;

/// <summary>
/// Reads a board that answers <c>{"jobs": [{"id": ...}], "next": 2}</c>, page by page. Retries, time limits, rate limit and redirects are the host's;
/// this class says where to go on after each page, and what it means when the answer is not as expected.
/// </summary>
[Collector("acme_board", typeof(AcmeBoardOptions), Description = "Postings of the job board Acme.Board.")]
public sealed class AcmeBoardCollector : ICollector
{
    private const string End = "end";

    private readonly AcmeBoardOptions _options;
    private readonly SourceHttpClient _http;

    /// <summary>Called by the host with validated options; opens and calls nothing.</summary>
    public AcmeBoardCollector(AcmeBoardOptions options, ComponentContext context)
    {
        _options = options;
        _http = context.Http.WithPolicy(new HttpPolicy { RequestsPerMinute = options.RequestsPerMinute });
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<Split>> PlanAsync(CancellationToken cancellationToken) =>
        new(_options.Queries.Distinct().Select(query => new Split(query)).ToList());

    /// <inheritdoc />
    public async IAsyncEnumerable<Page> ReadAsync(SplitRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = read.After?.Value ?? "1";
        while (position != End)
        {
            var answer = await GetAsync(read.Split.Id, position, cancellationToken);
            position = answer.Next?.ToString(CultureInfo.InvariantCulture) ?? End;
            yield return new Page(answer.Records, new Position(position));
        }
    }

    private async Task<(IReadOnlyList<Record> Records, int? Next)> GetAsync(string query, string page, CancellationToken cancellationToken)
    {
        var request = new SourceRequest(new Uri($"{_options.BaseUrl}?query={Uri.EscapeDataString(query)}&page={page}"))
        {
            SecretHeaders = _options.ApiKey.IsEmpty
                ? new Dictionary<string, Secret>()
                : new Dictionary<string, Secret> { ["x-api-key"] = _options.ApiKey },
        };
        var response = await _http.SendAsync(request, cancellationToken);
        try
        {
            var body = JsonNode.Parse(response.Body.Span)!.AsObject();
            var jobs = body["jobs"]!.AsArray();
            var records = jobs.Select(job => Record.FromJson((JsonObject)job!.DeepClone(), job["id"]?.ToString())).ToList();
            return (records, (int?)body["next"]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or InvalidCastException or NullReferenceException or FormatException)
        {
            throw new FaultException(FaultKind.Unavailable, $"The answer of {_options.BaseUrl} is not a page of jobs.", exception)
            {
                Code = "acme_board.wrong_shape",
                Fix = "Check base_url; if it is right, the API has changed and the plugin must follow.",
            };
        }
    }
}

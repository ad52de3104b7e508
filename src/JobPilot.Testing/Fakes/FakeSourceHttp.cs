using System.Text;

namespace JobPilot.Testing;

/// <summary>
/// An HTTP client that gives scripted answers and records the requests. It applies <see cref="HttpPolicy.Classify"/> as the engine does once its
/// retries are used up (so a transient fault comes as unavailable), and counts no time. Safe on every thread.
/// </summary>
public sealed class FakeSourceHttp : SourceHttpClient
{
    private readonly Script _script;

    /// <summary>Makes a client without answers: any call is a fatal fault that names the address.</summary>
    public FakeSourceHttp()
        : this(new Script(), new HttpPolicy())
    {
    }

    private FakeSourceHttp(Script script, HttpPolicy policy)
    {
        _script = script;
        Policy = policy;
    }

    /// <inheritdoc />
    public override HttpPolicy Policy { get; }

    /// <summary>What was sent so far, in order; shared by all clients made by <see cref="WithPolicy"/>.</summary>
    public IReadOnlyList<SourceRequest> Requests => _script.Requests;

    /// <summary>Policies that components declared, in order.</summary>
    public IReadOnlyList<HttpPolicy> Policies => _script.Policies;

    /// <summary>Time of the answers; 2026-01-15 at noon, UTC, by default.</summary>
    public DateTimeOffset RetrievedAt { get; init; } = new(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Scripts an answer. Several for one address come one after the other, and the last one stays. An address without a query answers for all
    /// queries that have no answer of their own.
    /// </summary>
    /// <param name="url">Absolute address.</param>
    /// <param name="body">Body; JSON as a rule.</param>
    /// <param name="status">Status; 200 by default.</param>
    /// <param name="headers">Headers; none by default.</param>
    /// <returns>The client.</returns>
    public FakeSourceHttp Answer(string url, string body, int status = 200, IReadOnlyDictionary<string, string>? headers = null) =>
        Answer(url, _ => new SourceResponse(
            status, new Dictionary<string, string>(headers ?? new Dictionary<string, string>(), StringComparer.OrdinalIgnoreCase), Encoding.UTF8.GetBytes(body), RetrievedAt));

    /// <summary>Scripts an answer that depends on the request, or throws.</summary>
    /// <param name="url">Absolute address.</param>
    /// <param name="answer">Makes the answer.</param>
    /// <returns>The client.</returns>
    public FakeSourceHttp Answer(string url, Func<SourceRequest, SourceResponse> answer)
    {
        _script.Add(new Uri(url).AbsoluteUri, answer);
        return this;
    }

    /// <summary>Scripts a fault in place of an answer.</summary>
    /// <param name="url">Absolute address.</param>
    /// <param name="fault">What is thrown.</param>
    /// <returns>The client.</returns>
    public FakeSourceHttp Fail(string url, FaultException fault) => Answer(url, _ => throw fault);

    /// <inheritdoc />
    public override SourceHttpClient WithPolicy(HttpPolicy policy)
    {
        _script.Declare(policy);
        return new FakeSourceHttp(_script, policy) { RetrievedAt = RetrievedAt };
    }

    /// <inheritdoc />
    public override async ValueTask<SourceResponse> SendAsync(SourceRequest request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        var response = _script.Next(request)(request);
        var fault = Policy.Classify is { } classify ? classify(response) : ClassifyByStatus(request, response);
        return fault switch
        {
            null => response,
            { Kind: FaultKind.Transient } => throw new FaultException(FaultKind.Unavailable, fault.Message, fault)
            {
                Code = fault.Code,
                Fix = fault.Fix,
                SkipTo = fault.SkipTo,
                RetryAfter = fault.RetryAfter,
            },
            _ => throw fault,
        };
    }

    private static FaultException? ClassifyByStatus(SourceRequest request, SourceResponse response) => response.Status is >= 200 and < 300
        ? null
        : new FaultException(
            response.Status is 408 or 429 or >= 500 ? FaultKind.Transient : FaultKind.Unavailable,
            $"{request.Url.GetLeftPart(UriPartial.Path)} answers {response.Status}.")
        {
            Code = "http.status",
        };

    private sealed class Script
    {
        private readonly Dictionary<string, List<Func<SourceRequest, SourceResponse>>> _answers = new(StringComparer.Ordinal);
        private readonly List<SourceRequest> _requests = [];
        private readonly List<HttpPolicy> _policies = [];
        private readonly Lock _lock = new();

        public IReadOnlyList<SourceRequest> Requests
        {
            get
            {
                lock (_lock)
                {
                    return [.. _requests];
                }
            }
        }

        public IReadOnlyList<HttpPolicy> Policies
        {
            get
            {
                lock (_lock)
                {
                    return [.. _policies];
                }
            }
        }

        public void Add(string url, Func<SourceRequest, SourceResponse> answer)
        {
            lock (_lock)
            {
                if (!_answers.TryGetValue(url, out var answers))
                {
                    _answers[url] = answers = [];
                }

                answers.Add(answer);
            }
        }

        public void Declare(HttpPolicy policy)
        {
            lock (_lock)
            {
                _policies.Add(policy);
            }
        }

        public Func<SourceRequest, SourceResponse> Next(SourceRequest request)
        {
            lock (_lock)
            {
                _requests.Add(request);
                var answers = _answers.GetValueOrDefault(request.Url.AbsoluteUri)
                    ?? _answers.GetValueOrDefault(request.Url.GetLeftPart(UriPartial.Path))
                    ?? throw new FaultException(FaultKind.Fatal, $"This test scripted no answer for {request.Url.AbsoluteUri}.");
                var answer = answers[0];
                if (answers.Count > 1)
                {
                    answers.RemoveAt(0);
                }

                return answer;
            }
        }
    }
}

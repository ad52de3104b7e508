namespace JobPilot.Plugins.JSearch;

public sealed partial class JSearchCollector
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    /// <remarks>Looks at the key, and asks the address without it whether anybody answers: that costs nothing, and any status is an answer.</remarks>
    public async ValueTask<IReadOnlyList<Diagnostic>> CheckAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Diagnostic>();
        if (_access.Problem() is { } problem)
        {
            findings.Add(new Diagnostic(problem.Code, problem.Message) { Fix = problem.Fix });
        }

        try
        {
            var client = _http.WithPolicy(new HttpPolicy { AttemptTimeout = CheckTimeout, TotalTimeout = CheckTimeout, MaxRetries = 0, Classify = _ => null });
            await client.SendAsync(new SourceRequest(_access.BaseUrl) { Cost = 0 }, cancellationToken);
        }
        catch (FaultException fault)
        {
            findings.Add(new Diagnostic(JSearchErrorCodes.NoAnswer, $"{_access.BaseUrl} does not answer: {fault.Message}")
            {
                Fix = "Check the network, a proxy, and base_url.",
            });
        }

        return findings;
    }
}

using System.Diagnostics;
using System.Text.Json.Nodes;
using JobPilot.Host.Notifications;
using JobPilot.Tests.Http;

namespace JobPilot.Host.Tests.Commands;

public sealed class NotificationTests : IDisposable
{
    private const string Token = "hook0token0planted";
    private readonly HostRun _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Run_KeyRefusedAndFallbackUsed_TellsTheWebhookWithoutTheKey()
    {
        await using var jsearch = new FakeJSearchServer(FakeJobs.Pages(1));
        await using var hook = new StubServer(StubAnswer.Json("{}"));
        _host.Variables["KEY"] = "wrong0key0planted";
        _host.Variables["HOOK"] = $"{hook.Url}hooks/{Token}";

        var code = await RunAsync(jsearch.BaseUrl, "{ webhook: \"${env:HOOK}\", headers: { X-Token: \"${env:HOOK}\" } }");

        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
        var told = hook.Requests.Select(request => JsonNode.Parse(request.Body)!).ToDictionary(json => (string)json["event"]!);
        Assert.Equal(["fallback_used", "key_refused"], told.Keys.Order());
        Assert.All(hook.Requests, request => Assert.Equal(("POST", $"/hooks/{Token}", _host.Variables["HOOK"]), (request.Method, request.Target, request.Headers["X-Token"])));
        Assert.All(hook.Requests, request => Assert.DoesNotContain("planted", request.Body, StringComparison.Ordinal));
        Assert.Equal((string)_host.Document("run")["run_id"]!, (string)told["key_refused"]["run_id"]!);
        Assert.Equal("board", (string)told["key_refused"]["pipeline"]!);
    }

    [Fact]
    public async Task Run_BudgetNearlyUsed_TellsTheCommandOnItsInput()
    {
        await using var jsearch = new FakeJSearchServer(FakeJobs.Pages(1));
        _host.Variables["KEY"] = FakeJSearchServer.RapidKey;

        var code = await RunAsync(jsearch.BaseUrl, "{ on: [budget_low], command: [tee, \"told by; me $HOME.json\"] }", budget: 1);

        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
        var json = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_host.WorkingDirectory, "told by; me $HOME.json")))!;
        Assert.Equal(("budget_low", "succeeded"), ((string)json["event"]!, (string)json["outcome"]!));
    }

    [Fact]
    public async Task Run_Failed_TellsTheHostsWebhook()
    {
        await using var jsearch = new FakeJSearchServer(FakeJobs.Pages(1));
        await using var hook = new StubServer(StubAnswer.Json("{}"));
        _host.Variables["KEY"] = FakeJSearchServer.RapidKey;
        _host.Variables[NotificationSender.Variable] = hook.Url.ToString();

        var code = await RunAsync(jsearch.BaseUrl, "{ on: [budget_low], command: [never] }", where: "fail_here(record)");

        Assert.NotEqual(ExitCode.Done, code);
        Assert.Empty(hook.Requests); // Refused before its run began.
        _host.Write("data/board.db", "no database, but a text that is long enough to be looked at");
        code = await RunAsync(jsearch.BaseUrl, "{ on: [budget_low], command: [never] }");
        Assert.NotEqual(ExitCode.Done, code);
        Assert.Equal("run_failed", (string)JsonNode.Parse(Assert.Single(hook.Requests).Body)!["event"]!);
    }

    [Theory]
    [InlineData("{ webhook: \"http://127.0.0.1:9/hook0token0planted\" }")]
    [InlineData("{ command: [no-such-program-at-all] }")]
    [InlineData("{ command: [\"false\"] }")]
    [InlineData("{ webhook: \"REFUSING\" }")]
    public async Task Run_TargetThatFails_IsAWarningAndNothingElse(string target)
    {
        await using var jsearch = new FakeJSearchServer(FakeJobs.Pages(1));
        await using var hook = new StubServer(StubAnswer.Json("{}", 500));
        _host.Variables["KEY"] = "wrong0key0planted";

        var code = await RunAsync(jsearch.BaseUrl, target.Replace("REFUSING", hook.Url.ToString(), StringComparison.Ordinal));

        Assert.True(code == ExitCode.Done, _host.Error + _host.Out);
        var warnings = _host.Document("run")["diagnostics"]!.AsArray().Where(one => (string)one!["code"]! == "notifications.failed").ToList();
        Assert.All(warnings, warning => Assert.Equal("warning", (string)warning!["severity"]!));
        Assert.Single(warnings);
        Assert.DoesNotContain("planted", _host.Out + _host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_CommandThatHangs_IsEndedAtItsLimit()
    {
        var sender = new NotificationSender(
            [new Configuration.NotificationSettings { Command = ["sleep", "600"] }], text => text, _host.WorkingDirectory)
        { Limit = TimeSpan.FromMilliseconds(300) };
        var clock = Stopwatch.StartNew();

        var warnings = await sender.SendAsync(Report(), [new Notification(Configuration.NotificationEvent.RunFailed, "It broke.", null)], TimeProvider.System);

        Assert.Contains("longer than 0.3 s", Assert.Single(warnings).Message, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
    }

    private static Output.RunReport Report() => new()
    {
        Run = new RunInfo("r", "board", DateTimeOffset.UnixEpoch),
        Result = new Engine.RunResult { Outcome = Engine.RunOutcome.Failed, Totals = new Engine.RunTotals(), Components = [], Fallbacks = [] },
        ExitCode = 1,
        Elapsed = TimeSpan.Zero,
        Outputs = [],
        DeadLetters = "",
        Diagnostics = [],
    };

    private Task<int> RunAsync(string jsearch, string notification, int budget = 200, string where = "true") => _host.InvokeAsync("run", _host.Write("board.yaml", $$"""
        version: 1
        name: board
        notifications:
          - {{notification}}
        collectors:
          - type: jsearch
            options:
              api_key: ${env:KEY}
              base_url: {{jsearch}}
              monthly_budget: {{budget}}
              searches: [{ query: bicycle mechanic }]
            fallback: { type: demo, options: { records: 5 } }
        processors:
          - { type: map_job }
          - { type: filter, options: { where: "{{where}}" } }
        sinks:
          - { type: litedb, options: { path: data/board.db } }
        """), "--format", "json", "--no-progress");
}

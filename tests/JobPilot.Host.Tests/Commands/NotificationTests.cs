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
        Assert.Equal(("budget_low", "running"), ((string)json["event"]!, (string)json["outcome"]!));
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

        var warnings = await sender.SendAsync(new RunInfo("r", "board", DateTimeOffset.UnixEpoch), NotificationSender.Running, [new Notification(Configuration.NotificationEvent.RunFailed, "It broke.", null)], TimeProvider.System);

        Assert.Contains("longer than 0.3 s", Assert.Single(warnings).Message, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Run_KeyRefused_IsToldBeforeTheRunEnds()
    {
        await using var jsearch = new FakeJSearchServer(FakeJobs.Pages(1));
        var told = new TaskCompletionSource();
        await using var hook = new StubServer(_ =>
        {
            told.TrySetResult();
            return StubAnswer.Json("{}");
        });
        _host.Variables["KEY"] = "wrong0key0planted";

        var running = RunAsync(jsearch.BaseUrl, $"{{ on: [fallback_used, key_refused], webhook: \"{hook.Url}\" }}", demo: "records: 2000, delay: 50ms, page_size: 10");
        await told.Task.WaitAsync(TimeSpan.FromSeconds(60));

        Assert.False(running.IsCompleted);
        Assert.Equal(ExitCode.Done, await running);
        var bodies = hook.Requests.Select(request => JsonNode.Parse(request.Body)!).ToList();
        Assert.Equal(["fallback_used", "key_refused"], bodies.Select(body => (string)body["event"]!).Order());
        Assert.All(bodies, body => Assert.Equal("running", (string)body["outcome"]!));
    }

    [Fact]
    public async Task Plan_Notifications_AreShownWithoutAddressesAndOverlaysReplaceThem()
    {
        _host.Variables["KEY"] = "key";
        _host.Variables["HOOK"] = $"https://hooks.example/{Token}";
        const string Overlay = """
            environments:
              quiet: { notifications: [{ on: [run_failed], command: [tell, me] }] }
            """;

        await PlanAsync("json");
        var target = Assert.Single(_host.Document("plan")["notifications"]!.AsArray())!;
        Assert.Equal(("***", "***"), ((string)target["webhook"]!, (string)target["headers"]!["X-Token"]!));
        await PlanAsync("text");
        Assert.Contains("notifications", _host.Out, StringComparison.Ordinal);
        Assert.Contains("  key_refused, budget_low: webhook ***", _host.Out, StringComparison.Ordinal);
        await PlanAsync("text", "--env", "quiet");
        Assert.Contains("  run_failed: command [\"tell\",\"me\"]", _host.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("webhook", _host.Out, StringComparison.Ordinal);

        async Task PlanAsync(string format, params string[] more)
        {
            var code = await _host.InvokeAsync(["plan", Write("https://jsearch.example", "{ on: [key_refused, budget_low], webhook: \"${env:HOOK}\", headers: { X-Token: \"${env:HOOK}\" } }", more: Overlay), "--format", format, .. more]);
            Assert.True(code == ExitCode.Done, _host.Error);
            Assert.DoesNotContain(Token, _host.Out + _host.Error, StringComparison.Ordinal);
        }
    }

    private Task<int> RunAsync(string jsearch, string notification, int budget = 200, string where = "true", string demo = "records: 5") =>
        _host.InvokeAsync("run", Write(jsearch, notification, budget, where, demo), "--format", "json", "--no-progress");

    private string Write(string jsearch, string notification, int budget = 200, string where = "true", string demo = "records: 5", string more = "") => _host.Write("board.yaml", $$"""
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
            fallback: { type: demo, options: { {{demo}} } }
        processors:
          - { type: map_job }
          - { type: filter, options: { where: "{{where}}" } }
        sinks:
          - { type: litedb, options: { path: data/board.db } }
        {{more}}
        """);
}

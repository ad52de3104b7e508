using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.NormalizeSalary;
using JobPilot.Plugins.Jobs.Tests.Listing;
using JobPilot.Plugins.Jobs.Tests.Rules;
using JobPilot.Plugins.Jobs.ValidateJob;
using JobPilot.Testing;
using Microsoft.Extensions.Logging;

namespace JobPilot.Plugins.Jobs.Tests.NormalizeSalary.Conversion;

public sealed class SalaryConversionTests : IDisposable
{
    private const string Rates = "date,currency,rate,base\n2026-01-05,USD,1.25,EUR\n2026-01-01,USD,1.2,EUR\n2026-01-03,GBP,0.8,EUR\n\n2026-01-04,CHF,0.5,USD\n";
    private readonly RuleFolder _folder = new();
    private readonly LogLines _log = new();

    [Theory]
    [InlineData("USD", "2026-01-04T23:00:00Z", "EUR", 10000.0, 0.83333333, "2026-01-01")]
    [InlineData("USD", "2026-01-05T00:00:00Z", "EUR", 9600.0, 0.8, "2026-01-05")]
    [InlineData("EUR", "2026-01-10T00:00:00Z", "USD", 15000.0, 1.25, "2026-01-05")]
    [InlineData("GBP", "2026-01-10T00:00:00Z", "USD", 18750.0, 1.5625, "2026-01-03")]
    [InlineData("CHF", "2026-01-10T00:00:00Z", "USD", 24000.0, 2.0, "2026-01-04")]
    [InlineData("EUR", "2026-01-10T00:00:00Z", "EUR", 12000.0, 1.0, null)]
    public void Process_PayWithARate_IsConvertedByTheNewestOfItsDay(string currency, string posted, string wanted, double annual, double rate, string? day)
    {
        using var processor = Processor(wanted);
        var listing = Process(processor, currency, posted);

        var converted = listing["base_salary"]!["converted"]!;
        Assert.Equal(wanted, (string?)converted["currency"]);
        Assert.Equal(annual, (double)converted["annual_min"]!);
        Assert.Equal(annual * 2, (double)converted["annual_max"]!);
        Assert.Equal((rate, day), ((double)converted["rate"]!, (string?)converted["rate_date"]));
        Assert.Equal((1000.0, currency, 12000.0), ((double)listing["base_salary"]!["min"]!, (string?)listing["base_salary"]!["currency"], (double)listing["base_salary"]!["annual_min"]!));
        Assert.Equal(day is null ? "salary.converted/1" : $"rates.csv#{currency}-{wanted}/1", (string?)listing["provenance"]!["/base_salary/converted"]!["rule"]);
    }

    [Fact]
    public void Process_ListingWithoutDate_TakesTheDayOfRetrieval()
    {
        using var processor = Processor("EUR");

        Assert.Equal("2026-01-05", (string?)Process(processor, "USD", null, "2026-01-08T00:00:00Z")["base_salary"]!["converted"]!["rate_date"]);
        Assert.Null(Process(processor, "USD", null)["base_salary"]!["converted"]);
    }

    [Fact]
    public void Process_CurrencyOrDayWithoutRate_LeavesTheFieldOutAndIsCounted()
    {
        using (var processor = Processor("EUR"))
        {
            Assert.Null(Process(processor, "USD", "2025-12-31T00:00:00Z")["base_salary"]!["converted"]);
            Assert.Null(Process(processor, "XQL", "2026-01-05T00:00:00Z")["base_salary"]!["converted"]);
            Assert.Null(Process(processor, "XQL", "2026-01-05T00:00:00Z")["base_salary"]!["converted"]);
            Assert.Empty(_log.Lines);
        }

        Assert.Equal("rates.csv: 3 listings were not converted, since there is no rate on or before their day: XQL 2, USD 1.", Assert.Single(_log.Lines));
    }

    [Fact]
    public void Process_RateThatIsTooOld_IsUsedAndWarnedOfOnce()
    {
        using (var processor = Processor("EUR", maxAge: 10))
        {
            Assert.NotNull(Process(processor, "USD", "2026-01-15T00:00:00Z")["base_salary"]!["converted"]);
            Assert.Empty(_log.Lines);
            Assert.NotNull(Process(processor, "USD", "2026-01-16T00:00:00Z")["base_salary"]!["converted"]);
            Process(processor, "USD", "2026-01-17T00:00:00Z");
            Assert.Contains("more than 10 days older than the listing", Assert.Single(_log.Lines), StringComparison.Ordinal);
        }

        Assert.Contains("2 listings were converted by rates more than 10 days older", _log.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_TableThatIsTooOld_Warns()
    {
        using var current = Processor("EUR", now: "2026-02-05T00:00:00Z");
        Assert.Empty(await current.CheckAsync(CancellationToken.None));
        using var old = Processor("EUR", now: "2026-02-06T00:00:00Z");
        var finding = Assert.Single(await old.CheckAsync(CancellationToken.None));

        Assert.Equal(("normalize_salary.rates_old", DiagnosticSeverity.Warning), (finding.Code, finding.Severity));
        Assert.Contains("2026-01-05", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Process_ConvertedListing_IsValid()
    {
        using var processor = Processor("EUR");
        var record = Record(processor, "USD", "2026-01-05T00:00:00Z", null);

        Assert.DoesNotContain("base_salary", new ValidateJobProcessor(new ValidateJobOptions(), TestContext.Create()).Process(record, CancellationToken.None).Reason ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1, "holds no rate")]
    [InlineData("date,currency,rate\n", 1, "no column `base`")]
    [InlineData("date,currency,rate,base\n", 1, "holds no rate")]
    [InlineData("date,currency,rate,base\n2026-01-05,USD,1.2,EUR\n05.01.2026,USD,1.2,EUR\n", 3, "`05.01.2026` is no date")]
    [InlineData("date,currency,rate,base\n2026-01-05,usd,1.2,EUR\n", 2, "`usd` is no currency's code")]
    [InlineData("date,currency,rate,base\n2026-01-05,USD,1.2,\n", 2, "`` is no currency's code")]
    [InlineData("date,currency,rate,base\n2026-01-05,USD,\"1,2\",EUR\n", 2, "`1,2` is no rate")]
    [InlineData("date,currency,rate,base\n2026-01-05,USD,0,EUR\n", 2, "`0` is no rate")]
    [InlineData("date,currency,rate,base\n2026-01-05,USD,1.2,EUR\n2026-01-05,USD,1.3,EUR\n", 3, "a second time")]
    public void CheckFiles_WrongTable_SaysWhereAndHow(string table, int line, string says)
    {
        _folder.Write("rates.csv", table);

        var finding = Assert.Single(Findings(new NormalizeSalaryOptions { ConvertTo = "USD", Rates = "rates.csv" }));

        Assert.Equal(("normalize_salary.rates_invalid", "rates.csv", line), (finding.Code, finding.File, finding.Line));
        Assert.Contains(says, finding.Message, StringComparison.Ordinal);
        Assert.NotNull(finding.Fix);
        Assert.Equal("normalize_salary.rates_invalid", Assert.Throws<FaultException>(() => Processor("USD", write: false)).Code);
    }

    [Fact]
    public void CheckFiles_MissingTableOrUselessOne_IsToldAtTheOption()
    {
        _folder.Write("rates.csv", Rates);

        var missing = Assert.Single(Findings(new NormalizeSalaryOptions { ConvertTo = "USD", Rates = "nowhere.csv" }));
        Assert.Equal(("normalize_salary.rates_unreadable", "/rates"), (missing.Code, missing.Pointer));
        var useless = Assert.Single(Findings(new NormalizeSalaryOptions { ConvertTo = "XQL", Rates = "rates.csv" }));
        Assert.Equal(("normalize_salary.no_rate", "/convert_to"), (useless.Code, useless.Pointer));
        Assert.Empty(Findings(new NormalizeSalaryOptions { ConvertTo = "USD", Rates = "rates.csv" }));
        Assert.Equal(["my.yaml", "rates.csv"], ((IFileOptions)new NormalizeSalaryOptions { ConvertTo = "USD", Rates = "rates.csv", Rules = ["my.yaml"] }).ListFiles());
    }

    [Fact]
    public void Validate_OneWithoutTheOther_IsRefused()
    {
        Assert.Equal("normalize_salary.no_rates", Assert.Single(new NormalizeSalaryOptions { ConvertTo = "EUR" }.Validate()).Code);
        Assert.Equal("normalize_salary.no_currency", Assert.Single(new NormalizeSalaryOptions { Rates = "rates.csv" }.Validate()).Code);
        Assert.Empty(new NormalizeSalaryOptions().Validate());
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<Diagnostic> Findings(NormalizeSalaryOptions options) => [.. ((IFileOptions)options).CheckFiles(_folder.Context.ResolvePath)];

    private NormalizeSalaryProcessor Processor(string wanted, int maxAge = 31, string now = "2026-01-06T00:00:00Z", bool write = true)
    {
        if (write)
        {
            _folder.Write("rates.csv", Rates);
        }

        var time = new StoppedTime(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        return new NormalizeSalaryProcessor(
            new NormalizeSalaryOptions { ConvertTo = wanted, Rates = "rates.csv", MaxRateAgeDays = maxAge }, TestContext.Create(time: time, logger: _log, workingDirectory: _folder.Root));
    }

    private static Record Record(NormalizeSalaryProcessor processor, string currency, string? posted, string? retrieved)
    {
        var record = JobPilot.Record.FromJson(new JsonObject
        {
            ["base_salary"] = new JsonObject { ["min"] = 1000, ["max"] = 2000, ["currency"] = currency, ["period"] = "month" },
            ["date_posted"] = posted,
            ["source"] = new JsonObject { ["retrieved_at"] = retrieved },
        }).WithOrigin();
        Assert.Equal(OutcomeKind.Keep, processor.Process(record, CancellationToken.None).Kind);
        return record;
    }

    private static JsonNode Process(NormalizeSalaryProcessor processor, string currency, string? posted, string? retrieved = null) => Record(processor, currency, posted, retrieved).ToNode();

    private sealed class StoppedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private sealed class LogLines : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add(formatter(state, exception));
    }
}

using System.Globalization;
using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.NormalizeSalary;
using Contexts = JobPilot.Testing.TestContext;

namespace JobPilot.Plugins.Jobs.Tests.NormalizeSalary;

public class NormalizeSalaryProcessorTests
{
    [Theory]
    [InlineData("""{"min":50000,"max":60000,"currency":"USD","period":"HOUR"}""", "50000 60000 year, a year 50000 60000, salary.field_other_period/1")]
    [InlineData("""{"min":50000,"max":60000,"currency":"USD","period":"MONTH"}""", "50000 60000 year, a year 50000 60000, salary.field_other_period/1")]
    [InlineData("""{"min":2500,"currency":"USD","period":"HOUR"}""", "2500 - hour, a year - -, salary.field_unclear/1")]
    [InlineData("""{"min":15,"max":18,"currency":"USD","period":"YEAR"}""", "15 18 year, a year - -, salary.field_unclear/1")]
    [InlineData("""{"min":15,"max":18,"currency":"USD","period":"MONTH"}""", "15 18 month, a year - -, salary.field_unclear/1")]
    [InlineData("""{"max":1e308,"currency":"USD","period":"YEAR"}""", "- 1E+308 year, a year - -, salary.field_unclear/1")]
    [InlineData("""{"min":1,"max":1e308,"currency":"USD","period":"YEAR"}""", "1E+308 - year, a year - -, salary.field_unclear/1")]
    [InlineData("""{"max":1e308,"period":"HOUR"}""", "- 1E+308 hour, a year - -, salary.field_unclear/1")]
    [InlineData("""{"min":5000000,"currency":"EUR","period":"YEAR"}""", "5000000 - year, a year - -, salary.field_unclear/1")]
    [InlineData("""{"min":45,"max":90000,"currency":"USD","period":"YEAR"}""", "45000 90000 year, a year 45000 90000, salary.field_thousands/1")]
    [InlineData("""{"min":19,"max":52000,"currency":"USD","period":"HOUR"}""", "19 - hour, a year 39520 -, salary.field_one_side/1")]
    [InlineData("""{"min":25,"max":31,"currency":"USD","period":"HOUR"}""", "25 31 hour, a year 52000 64480, salary.field/1")]
    public void Process_FieldPay_IsReckonedWhereItIsPlausible(string salary, string expected) => Assert.Equal(expected, Shown(Run(salary)));

    [Theory]
    [InlineData("""{"min":2000,"currency":"USD","period":"BIWEEKLY"}""", "2000 - -, a year 52000 -, salary.field/1")]
    [InlineData("""{"min":2000,"currency":"USD","period":"every two weeks"}""", "2000 - -, a year 52000 -, salary.field/1")]
    [InlineData("""{"min":2000,"currency":"AUD","period":"FORTNIGHT"}""", "2000 - -, a year 52000 -, salary.field/1")]
    [InlineData("""{"min":2000,"currency":"GBP","period":"4-weekly"}""", "2000 - -, a year 26000 -, salary.field/1")]
    [InlineData("""{"min":2000,"currency":"USD","period":"SEMI_MONTHLY"}""", "2000 - -, a year 48000 -, salary.field/1")]
    [InlineData("""{"min":2000,"currency":"USD","period":"twice a month"}""", "2000 - -, a year 48000 -, salary.field/1")]
    [InlineData("""{"min":2000,"currency":"USD","period":"BIMONTHLY"}""", "2000 - -, a year - -, salary.field_unclear/1")]
    [InlineData("""{"min":2000,"currency":"USD","raw":"2,000 bi-weekly"}""", "2000 - -, a year 52000 -, salary.field/1")]
    [InlineData("""{"min":2000,"currency":"USD","raw":"2,000 bi-monthly"}""", "2000 - -, a year - -, salary.field_unclear/1")]
    [InlineData("""{"raw":"$2,000 bi-weekly"}""", "2000 2000 -, a year 52000 52000, salary.single/1")]
    public void Process_PeriodWithoutANameInListings_IsLeftOpenAndReckoned(string salary, string expected)
    {
        var once = Run(salary);
        var twice = Run(once);

        Assert.Equal(expected, Shown(once));
        Assert.Equal(once.ToJsonString(), twice.ToJsonString());
    }

    [Fact]
    public void Process_TwoWeeksInText_SaysHowTheYearWasReckoned()
    {
        var listing = Run(new JsonObject { ["description"] = new JsonObject { ["text"] = "The miller pays $2,000 every two weeks." } });

        Assert.Equal("2000 2000 -, a year 52000 52000, salary.single/1", Shown(listing));
        Assert.Equal("salary.per_year_two_weeks/1", (string?)listing["provenance"]!["/base_salary/annual_min"]!["rule"]);
    }

    private static JsonObject Run(string salary) => Run(new JsonObject { ["base_salary"] = JsonNode.Parse(salary) });

    private static JsonObject Run(JsonObject listing)
    {
        var record = Record.FromJson(listing.DeepClone().AsObject());
        Assert.Equal(OutcomeKind.Keep, new NormalizeSalaryProcessor(new NormalizeSalaryOptions(), Contexts.Create()).Process(record, CancellationToken.None).Kind);
        return record.Json;
    }

    private static string Shown(JsonObject listing)
    {
        var pay = listing["base_salary"]!;
        string Number(string field) => ((double?)pay[field])?.ToString(CultureInfo.InvariantCulture) ?? "-";
        return $"{Number("min")} {Number("max")} {(string?)pay["period"] ?? "-"}, a year {Number("annual_min")} {Number("annual_max")}, {(string?)listing["provenance"]!["/base_salary"]!["rule"]}";
    }
}

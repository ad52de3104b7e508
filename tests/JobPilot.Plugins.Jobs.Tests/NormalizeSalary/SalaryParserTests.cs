using System.Globalization;
using JobPilot.Plugins.Jobs.NormalizeSalary;

namespace JobPilot.Plugins.Jobs.Tests.NormalizeSalary;

public class SalaryParserTests
{
    private static readonly SalaryParser Parser = new(SalaryWords.Instance);

    [Theory]
    [InlineData("Pay: $21.50 - $24.75 per hour", "US", "21.5 24.75 USD hour")]
    [InlineData("$21 an hour", "CA", "21 21 CAD hour")]
    [InlineData("salary of £41,500 per annum plus bonus", null, "41500 41500 GBP year")]
    [InlineData("Gehalt: 52.000 € bis 61.500 € brutto im Jahr", "DE", "52000 61500 EUR year")]
    [InlineData("up to 88k EUR", null, "- 88000 EUR year")]
    [InlineData("Salary from $67,000", "US", "67000 - USD year")]
    [InlineData("Tagessatz 640 €", "DE", "640 640 EUR day")]
    [InlineData("12-14 lakh per annum", "IN", "1200000 1400000 INR year")]
    [InlineData("38-44K€ brut annuel", "FR", "38000 44000 EUR year")]
    [InlineData("CHF 7'800 pro Monat", "CH", "7800 7800 CHF month")]
    [InlineData("45 000 kr per månad", "SE", "45000 45000 SEK month")]
    public void Find_PayText_ReadsIt(string text, string? country, string expected)
    {
        var pay = Parser.Find(text, country);

        Assert.NotNull(pay);
        string Amount(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";
        Assert.Equal(expected, $"{Amount(pay.Min)} {Amount(pay.Max)} {pay.Currency} {pay.Period}");
    }

    [Theory]
    [InlineData("We raised $40 million in 2024.")]
    [InlineData("A €1,200 learning budget and a 60 € Gutschein every month")]
    [InlineData("$5,000 sign-on bonus, 401k and 24 days of leave")]
    [InlineData("Our stack: PHP 5-7 and MySQL 8")]
    [InlineData("Competitive salary, founded in 1998, 30000 members")]
    public void Find_OtherMoney_IsNull(string text) => Assert.Null(Parser.Find(text, "US"));
}

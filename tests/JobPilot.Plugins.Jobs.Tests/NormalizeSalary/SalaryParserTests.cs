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
    [InlineData("Salaris: €2.710 - €3.120 Werkuren: 38-38 uur per week", "NL", "2710 3120 EUR month")]
    [InlineData("Pay £31,250. Working hours: 41 hrs per week", "GB", "31250 31250 GBP year")]
    [InlineData("Horaire de 13,40 Euros sur 12 mois", "FR", "13.4 13.4 EUR hour")]
    [InlineData("32000-41000", "US", "32000 41000 USD year")]
    [InlineData("Sueldo base: S/ 1250 + comisiones", "PE", "1250 1250 PEN month")]
    [InlineData("Pay range: $61,000 per year - $72,500 per year", "US", "61000 72500 USD year")]
    [InlineData("Salary:\n\nMinimum:\n$81,300.00\n\nMaximum:\n$97,900.00", "US", "81300 97900 USD year")]
    [InlineData("A salary between 41 and 52k a year", "DE", "41000 52000 EUR year")]
    [InlineData("Stawka: 910 - 1040 PLN netto/MD", "PL", "910 1040 PLN day")]
    [InlineData("13K-18K RMB, glass blower", "CN", "13000 18000 CNY month")]
    [InlineData("Monthly awards. OTE £58k - £71k", "GB", "58000 71000 GBP year")]
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
    [InlineData("Du bekommst vermögenswirksame Leistungen von 440 € pro Jahr")]
    [InlineData("We add up to $2100 per year for your evening classes")]
    [InlineData("Kinderbetreuung bezahlen wir mit bis zu 180 € monatlich")]
    [InlineData("Du hast Werbebudgets von mindestens 150.000 € pro Monat verantwortet")]
    [InlineData("Gestionamos más de COP $310.000 millones en beneficios")]
    [InlineData("We look for a carver with a steady hand, and the day rate is somewhere near £4…")]
    public void Find_OtherMoney_IsNull(string text) => Assert.Null(Parser.Find(text, "US"));

    [Theory]
    [InlineData("SE", "SEK")]
    [InlineData("NO", "NOK")]
    [InlineData("DK", "DKK")]
    [InlineData(null, null)]
    public void Find_Kroner_AreOfTheCountryOrOfNone(string? country, string? currency) => Assert.Equal(currency, Parser.Find("From 31 000 kr per month", country)!.Currency);
}

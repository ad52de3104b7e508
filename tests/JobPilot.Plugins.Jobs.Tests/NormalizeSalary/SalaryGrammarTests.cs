using System.Globalization;
using JobPilot.Plugins.Jobs.NormalizeSalary;

namespace JobPilot.Plugins.Jobs.Tests.NormalizeSalary;

public class SalaryGrammarTests
{
    private static readonly SalaryParser Parser = new(SalaryWords.Instance);

    [Theory]
    [InlineData("Pay starts at $18.25 an hour", "US", "18.25 - USD hour")]
    [InlineData("Starting wage: $21.00 per hour", "US", "21 - USD hour")]
    [InlineData("The minimum base salary for bakers is $61,000 in Ohio", "US", "61000 - USD year")]
    [InlineData("KV-Mindestgehalt für Gerber beträgt EUR 2.411,00 brutto pro Monat", "AT", "2411 - EUR month")]
    [InlineData("will not be less than $61,000 annually", "US", "61000 - USD year")]
    [InlineData("Data Analyst, Leeds, to £72k + benefits", "GB", "- 72000 GBP year")]
    [InlineData("Saddler, under £55k, Leeds", "GB", "- 55000 GBP year")]
    [InlineData("Gehaltsband €52k+ OTE", "DE", "52000 - EUR year")]
    [InlineData("Salary: 52k€+", "DE", "52000 - EUR year")]
    [InlineData("£40,000+ bonus", "GB", "40000 40000 GBP year")]
    [InlineData("月給 280,000円以上", "JP", "280000 - JPY month")]
    public void Find_OneSided_TellsLeastFromMost(string text, string country, string expected) => Assert.Equal(expected, Read(text, country));

    [Theory]
    [InlineData("Salary will begin at $91,000 and up to $128,000", "US", "91000 128000 USD year")]
    [InlineData("£28,500 rising to £31,000 after probation", "GB", "28500 31000 GBP year")]
    [InlineData("$135,000 per year to $160,000 per year", "US", "135000 160000 USD year")]
    [InlineData("Pay rate: £61/hr. – £74/hr.", "GB", "61 74 GBP hour")]
    [InlineData("EUR 45.000 brutto bis EUR 55.000 brutto", "DE", "45000 55000 EUR year")]
    [InlineData("USD $142,000 per year - USD $159,000 per year", "US", "142000 159000 USD year")]
    [InlineData("CAD $98,000 to CAD $121,000 per year", "CA", "98000 121000 CAD year")]
    [InlineData("Pay range of $6-to- $65 per hour", "US", "6 65 USD hour")]
    [InlineData("tussen de € 45.000 en € 60.000 per jaar", "NL", "45000 60000 EUR year")]
    [InlineData("Min: $70,000 Max: $90,000", "US", "70000 90000 USD year")]
    [InlineData("$64 K-79K/yr", "US", "64000 79000 USD year")]
    [InlineData("with experience, between 70-85K OTE", "DE", "70000 85000 EUR year")]
    [InlineData("48k - 50k per annum, a mill town where everybody knows the miller", "GB", "48000 50000 GBP year")]
    [InlineData("Salary Range: $95,000-125,000k base salary annually", "US", "95000 125000 USD year")]
    [InlineData("That is what we pay a cooper: $84,000 $108,000 a year", "US", "84000 108000 USD year")]
    [InlineData("3100-3300", "US", "3100 3300 USD month")]
    [InlineData("14 € / Stunde bis zu 280,-€ pro Woche", "DE", "14 14 EUR hour")]
    [InlineData("Up to 90 PLN/h (B2B contract), a room with a view", "PL", "- 90 PLN hour")]
    public void Find_Range_JoinsBothEnds(string text, string country, string expected) => Assert.Equal(expected, Read(text, country));

    [Theory]
    [InlineData("OTE £80k (base £40k)", "40000 40000 GBP year")]
    [InlineData("£40k base, £80k OTE", "40000 40000 GBP year")]
    [InlineData("£80k OTE, £40k base", "40000 40000 GBP year")]
    [InlineData("base salary 40k plus commission, OTE 80k", "40000 40000 GBP year")]
    [InlineData("OTE 80k, base salary 40k plus commission", "40000 40000 GBP year")]
    [InlineData("£40k base £80k OTE", "40000 40000 GBP year")]
    [InlineData("£40k base - £80k OTE", "40000 40000 GBP year")]
    [InlineData("£40k base / £80k OTE", "40000 40000 GBP year")]
    [InlineData("£40k base to £80k OTE", "40000 40000 GBP year")]
    [InlineData("£40,000 basic rising to £80,000 OTE", "40000 40000 GBP year")]
    [InlineData("Base: £40,000 OTE: £80,000", "40000 40000 GBP year")]
    [InlineData("OTE: £80,000 Base: £40,000", "40000 40000 GBP year")]
    [InlineData("Base salary of up to £40k with an OTE of circa £80k", "- 40000 GBP year")]
    [InlineData("OTE £80k - £100k, base £40k - £50k", "40000 50000 GBP year")]
    [InlineData("£40k - £50k base, £80k - £100k OTE", "40000 50000 GBP year")]
    [InlineData("Salary: £80,000 per annum OTE (£40,000 per annum basic salary)", "40000 40000 GBP year")]
    [InlineData("On target earnings: £80k\nYou sell ovens to bakers in the north.\nBase salary: £40k", "40000 40000 GBP year")]
    [InlineData("OTE £80k", "80000 80000 GBP year")]
    [InlineData("£80k OTE", "80000 80000 GBP year")]
    [InlineData("£40k-£80k OTE", "40000 80000 GBP year")]
    [InlineData("£40k to £80k base", "40000 80000 GBP year")]
    public void Find_FixedPayAndOnTarget_TakesTheFixed(string text, string expected) => Assert.Equal(expected, Read(text, "GB"));

    [Theory]
    [InlineData("Lohn: CHF 5’100.– bis 5’900.– brutto pro Monat", "CH", "5100 5900 CHF month")]
    [InlineData("Jahreslohn ab Fr. 81'000", "CH", "81000 - CHF year")]
    [InlineData("CHF 85'000.- bis CHF 95'000.-", "CH", "85000 95000 CHF year")]
    [InlineData("salary starting at $98, 500 plus super", "AU", "98500 - AUD year")]
    [InlineData("50–60 T€ fix p.a.", "DE", "50000 60000 EUR year")]
    [InlineData("60-70 TEUR und ein Fahrrad, das der Chef im Winter selbst geflickt hat", "DE", "60000 70000 EUR year")]
    [InlineData("Taux horaire : 13,40e, prime de panier 7€/jour", "FR", "13.4 13.4 EUR hour")]
    [InlineData("₹12L – ₹16L per annum", "IN", "1200000 1600000 INR year")]
    [InlineData("₹12-16L", "IN", "1200000 1600000 INR year")]
    [InlineData("kr 550 000 per år", "NO", "550000 550000 NOK year")]
    [InlineData("28 000 - 32 000 kr/mån", "SE", "28000 32000 SEK month")]
    [InlineData("Månedsløn: 39.000 kr. + pension", "DK", "39000 39000 DKK month")]
    [InlineData("年収600万円〜750万円", "JP", "6000000 7500000 JPY year")]
    [InlineData("時給1,050円", "JP", "1050 1050 JPY hour")]
    [InlineData("薪资：5000～6500 元/月", "CN", "5000 6500 CNY month")]
    [InlineData("45.000 - 60.000 TL", "TR", "45000 60000 TRY month")]
    [InlineData("от 150 000 до 200 000 руб.", "RU", "150000 200000 RUB month")]
    [InlineData("Hourly rate: 17-19 in the mill by the river, with a bus that comes every morning", "US", "17 19 USD hour")]
    [InlineData("Du lundi au jeudi TAUX HORAIRE : 14.20", "FR", "14.2 14.2 EUR hour")]
    [InlineData("Experience : 5-8 years Day rate : upto£410 inside IR35", "GB", "- 410 GBP day")]
    public void Find_FiguresAndCurrencies_AreReadAsWritten(string text, string country, string expected) => Assert.Equal(expected, Read(text, country));

    [Theory]
    [InlineData("Salary: Up to £71,000 Bonus Car Allowance", "GB", "- 71000 GBP year")]
    [InlineData("Salary £23,900 per annum Paid Training", "GB", "23900 23900 GBP year")]
    [InlineData("Base: 41.000€ - 47.000€ 30 days of paid time off", "DE", "41000 47000 EUR year")]
    [InlineData("Competitive salary plus bonus incentives $120,000-140,000", "US", "120000 140000 USD year")]
    [InlineData("$26.50 - $31.00 Hourly with potential bonus", "US", "26.5 31 USD hour")]
    [InlineData("The Oven Bay Area: $88,000 - $97,000 USD Canadian employees too", "US", "88000 97000 USD year")]
    [InlineData("Hourly pay: $29.00 Annual Cash Bonus", "US", "29 29 USD hour")]
    [InlineData("Work on revenue every month. 💰 £41,000-£47,000", "GB", "41000 47000 GBP year")]
    [InlineData("£500 sign on bonus, £12.50 per hour", "GB", "12.5 12.5 GBP hour")]
    [InlineData("Remote tasting, $7 USD per hour of approved bread Bonus for the first loaf", "US", "7 7 USD hour")]
    [InlineData("We have earned the trust of the bakers in town. The band of pay is $71,300 - $90,380", "US", "71300 90380 USD year")]
    [InlineData("Charity Bakery Manager £24,000 per annum", "GB", "24000 24000 GBP year")]
    [InlineData("Pricing Analyst £40,000 per annum", "GB", "40000 40000 GBP year")]
    [InlineData("Weekly pay via direct deposit: $22 - $25 per hour", "US", "22 25 USD hour")]
    public void Find_OtherMoneyBeside_IsStillPay(string text, string country, string expected) => Assert.Equal(expected, Read(text, country));

    [Theory]
    [InlineData("<b>Pay</b>: <i>&#36;22</i> &ndash; <i>&#36;25</i> per hour", "US", "22 25 USD hour")]
    [InlineData("&lt;div&gt;&lt;span&gt;€61.000&lt;/span&gt;&lt;span&gt;&amp;mdash;&lt;/span&gt;€75.000", "DE", "61000 75000 EUR year")]
    [InlineData("**Salary:** £41k \\- £47k \\+ Pension", "GB", "41000 47000 GBP year")]
    [InlineData("Salary: Â£22 - Â£24 per hour", "GB", "22 24 GBP hour")]
    [InlineData("Pay: $40â\u0080\u009344/hr", "US", "40 44 USD hour")]
    [InlineData("SalÃ¡rio: R$ 1.940,50 + Vale", "BR", "1940.5 1940.5 BRL month")]
    [InlineData("on siteRate: £310 per dayStart: now", "GB", "310 310 GBP day")]
    [InlineData("open 7AM - 3PMStarting pay $22/HrBenefits: boots", "US", "22 - USD hour")]
    public void Find_MarksOfTheSource_AreReadOver(string text, string country, string expected) => Assert.Equal(expected, Read(text, country));

    [Fact]
    public void Find_MarksOfTheSource_PlaceIsTheSources()
    {
        const string Text = "<p>Wir &amp; ihr: <b>Gehalt&nbsp;</b>61.000&nbsp;&euro; bis 72.000&nbsp;&euro; im Jahr</p>";

        var pay = Parser.Find(Text, "DE");

        Assert.Equal("61.000&nbsp;&euro; bis 72.000&nbsp;&euro;", Text.Substring(pay!.Start, pay.Length));
    }

    [Theory]
    [InlineData("closing enterprise deals ($80K+), twice a year")]
    [InlineData("a pipe with ACVs typically in the $20k–$30k range")]
    [InlineData("Abschluss von Verträgen mit Volumina von 38.000€-70.000€")]
    [InlineData("Typical sales will be £20k to £200k")]
    [InlineData("deal cycles from € 10k to € 300k for a small town")]
    [InlineData("Jahresumsatz von 80.000 € verantworten")]
    [InlineData("quota of $900,000 per year")]
    [InlineData("Coverage Amount: ₹7 lakhs annually for the whole family")]
    [InlineData("life insurance coverage of $50,000")]
    [InlineData("$55,000 in life insurance for every miller")]
    [InlineData("Generous referral bonuses, offering up to PLN5,000 for bakers")]
    [InlineData("Compensation: $1,400–$1,900 per completed task")]
    [InlineData("Compensation $60 per tasting session, tea included")]
    [InlineData("30 € pro Auftrag, bar auf die Hand")]
    [InlineData("$500,000 per unit")]
    [InlineData("every hammer wants $12-15/month from you")]
    [InlineData("loaves from €3 in ten minutes")]
    [InlineData("500 € Fitnesszuschuss und 300 € Gesundheitsprämie")]
    [InlineData("Zusätzlich zu deinem Gehalt erhältst du monatlich bis zu 60 €")]
    [InlineData("In addition to your salary up to $10,000 for a boat")]
    [InlineData("Salary: 40 hours per week, good coffee")]
    [InlineData("Wir bieten 19.000 Lernenden einen Platz am Ofen")]
    [InlineData("Austin, Texas 78701 Hourly Rate: posted in the bakery")]
    [InlineData("a quarterly report of 20k lines, read by 30-40 people per week")]
    [InlineData("You carry containers of 5l water")]
    public void Find_MoneyOfOtherKinds_IsNull(string text) => Assert.Null(Parser.Find(text, "US"));

    [Theory]
    [InlineData("$2,000 bi-weekly", "US", "2000 2000 USD two_weeks")]
    [InlineData("Pay: $1,900 - $2,300 biweekly", "US", "1900 2300 USD two_weeks")]
    [InlineData("Bi-weekly pay: $2,000", "US", "2000 2000 USD two_weeks")]
    [InlineData("The cooper earns $2,000 every two weeks", "US", "2000 2000 USD two_weeks")]
    [InlineData("Wage $1,200 / 2 weeks", "US", "1200 1200 USD two_weeks")]
    [InlineData("Pay of $3,200 fortnightly, gross", "AU", "3200 3200 AUD two_weeks")]
    [InlineData("Wage: £1,600 per fortnight", "GB", "1600 1600 GBP two_weeks")]
    [InlineData("Lohn: 900 € alle zwei Wochen", "DE", "900 900 EUR two_weeks")]
    [InlineData("Lohn 900 € 14-tägig", "DE", "900 900 EUR two_weeks")]
    [InlineData("Salaire : 950 € toutes les deux semaines", "FR", "950 950 EUR two_weeks")]
    [InlineData("Salario: 900 € cada dos semanas", "ES", "900 900 EUR two_weeks")]
    [InlineData("Loon: € 2.300 per 4 weken", "NL", "2300 2300 EUR four_weeks")]
    [InlineData("Wage £1,600 every four weeks", "GB", "1600 1600 GBP four_weeks")]
    [InlineData("$1500 semi-monthly", "US", "1500 1500 USD half_month")]
    [InlineData("Salary $3000 twice a month", "US", "3000 3000 USD half_month")]
    [InlineData("Twice a month you are paid $3000", "US", "3000 3000 USD half_month")]
    [InlineData("Gehalt: 1.500 € halbmonatlich", "DE", "1500 1500 EUR half_month")]
    [InlineData("Lohn: 1.500 € zweimal im Monat", "AT", "1500 1500 EUR half_month")]
    [InlineData("Salaire 1 100 € par quinzaine", "FR", "1100 1100 EUR half_month")]
    [InlineData("Salaire de 1 200 € bimensuel", "FR", "1200 1200 EUR half_month")]
    [InlineData("Salario: 800 € quincenales", "ES", "800 800 EUR half_month")]
    [InlineData("Salario: 800 € dos veces al mes", "ES", "800 800 EUR half_month")]
    public void Find_PeriodOfWeeksOrHalfAMonth_IsNamed(string text, string country, string expected) => Assert.Equal(expected, Read(text, country));

    [Theory]
    [InlineData("$25 per hour, paid bi-weekly", "US", "25 25 USD hour")]
    [InlineData("Salary: $61,000, paid bi-weekly", "US", "61000 61000 USD year")]
    [InlineData("Salary: $61,000, paid bi-monthly", "US", "61000 61000 USD year")]
    [InlineData("Salary of $3,000 per month. Bi-weekly lunches in the mill", "US", "3000 3000 USD month")]
    [InlineData("Salary €2,500. Bi-weekly lunches in the mill", "DE", "2500 2500 EUR month")]
    [InlineData("Pay $21, 80 hours bi-weekly", "US", "21 21 USD hour")]
    [InlineData("Wage £14.50 (76 hours per fortnight)", "GB", "14.5 14.5 GBP hour")]
    public void Find_PeriodOfSomethingElse_IsNotThatOfPay(string text, string country, string expected) => Assert.Equal(expected, Read(text, country));

    [Theory]
    [InlineData("450 000 Ft bruttó", "HU", "450000 450000 HUF month")]
    [InlineData("45 000 Kč", "CZ", "45000 45000 CZK month")]
    [InlineData("NT$40,000以上", "TW", "40000 - TWD month")]
    [InlineData("2.500.000 - 3.500.000 COP", "CO", "2500000 3500000 COP month")]
    [InlineData("₺45.000", "TR", "45000 45000 TRY month")]
    [InlineData("AED 10,000", "AE", "10000 10000 AED month")]
    [InlineData("12 000 - 18 000 PLN", "PL", "12000 18000 PLN month")]
    [InlineData("Lön 35 000 kr", "SE", "35000 35000 SEK month")]
    [InlineData("薪资20k-35k", "CN", "20000 35000 CNY month")]
    [InlineData("時給1,800円", "JP", "1800 1800 JPY hour")]
    [InlineData("시급 10,030원", "KR", "10030 10030 KRW hour")]
    [InlineData("1 800 000 Kč", "CZ", "1800000 1800000 CZK year")]
    [InlineData("AED 240,000", "AE", "240000 240000 AED year")]
    [InlineData("₹12,00,000", "IN", "1200000 1200000 INR year")]
    [InlineData("Salary: PHP 700", "PH", "700 700 PHP hour")]
    [InlineData("Salary: PHP 2,500", "PH", "none")]
    public void Find_AmountWithoutPeriod_IsOfTheSizeOfItsCurrency(string text, string country, string expected) => Assert.Equal(expected, Read(text, country));

    [Theory]
    [InlineData("$25,000 a $30,000 mensuales", "MX", "25000 30000 MXN month")]
    [InlineData("MXN $25,000 - $30,000 mensuales", "MX", "25000 30000 MXN month")]
    [InlineData("$25,000 - $30,000 MXN mensuales", "MX", "25000 30000 MXN month")]
    [InlineData("Sueldo: $900.000 mensuales", "AR", "900000 900000 ARS month")]
    [InlineData("Renta: $850.000 mensual", "CL", "850000 850000 CLP month")]
    [InlineData("Salario: $2.500.000 mensuales", "CO", "2500000 2500000 COP month")]
    [InlineData("US$2,000 a US$3,000 mensuales", "MX", "2000 3000 USD month")]
    [InlineData("$2,000 - $3,000 USD mensuales", "MX", "2000 3000 USD month")]
    [InlineData("Sueldo: 3.000 dólares mensuales", "AR", "3000 3000 USD month")]
    [InlineData("Salary: $3,000 - $5,000 per month", "CO", "3000 5000 USD month")]
    [InlineData("Salary: $20 per hour", "CL", "20 20 USD hour")]
    [InlineData("Pay: $3,000 a month", "US", "3000 3000 USD month")]
    public void Find_DollarSign_IsThePesoOfTheCountryWhereItCanBe(string text, string country, string expected) => Assert.Equal(expected, Read(text, country));

    [Theory]
    [InlineData("Per diem $60/day. Salary: $70k.", "US", "70000 70000 USD year")]
    [InlineData("Per Diem RN: $45 - $55 per hour", "US", "45 55 USD hour")]
    [InlineData("Pay: $25/hr plus $2.50/hr weekend shift differential", "US", "25 25 USD hour")]
    [InlineData("$24.50 an hour + shift differential", "US", "24.5 24.5 USD hour")]
    [InlineData("$24.50 an hour with a night premium", "US", "24.5 24.5 USD hour")]
    [InlineData("Shift differential of $2, base pay $24 an hour", "US", "24 24 USD hour")]
    [InlineData("Stundenlohn 16,50 € zzgl. Nachtzuschlag", "DE", "16.5 16.5 EUR hour")]
    [InlineData("Payroll Manager £40,000 per annum", "GB", "40000 40000 GBP year")]
    [InlineData("Car Rental Agent $18 - $20 per hour", "US", "18 20 USD hour")]
    public void Find_PayBesideAPremium_IsThePay(string text, string country, string expected) => Assert.Equal(expected, Read(text, country));

    [Theory]
    [InlineData("shift differentials of $3.50 an hour")]
    [InlineData("Night differential is up to $4 per hour")]
    [InlineData("$1.50/hr night premium")]
    [InlineData("1,50 €/Std. Nachtzuschlag")]
    [InlineData("You will bill clients at $300 per hour.")]
    [InlineData("Our charge-out rate is £150 an hour")]
    [InlineData("Clients pay us $250 an hour.")]
    [InlineData("Unsere Kunden zahlen uns 120 € pro Stunde")]
    [InlineData("Rent in the area is $1,800 a month.")]
    [InlineData("Die Miete liegt bei 900 € im Monat")]
    [InlineData("You will process payroll of £40,000 a month for our clients.")]
    [InlineData("The median household income here is $75,000 a year.")]
    public void Find_WhatOthersPayAndWhatComesOnTop_IsNull(string text) => Assert.Null(Parser.Find(text, "US"));

    [Theory]
    [InlineData("Salary: $2,400 bi-monthly")]
    [InlineData("Gehalt: 2.400 € zweimonatlich")]
    [InlineData("Salaire de 2 400 € bimestriel")]
    [InlineData("Salary of $9,000 semi-annually")]
    public void Find_UnclearPeriod_IsNull(string text) => Assert.Null(Parser.Find(text, "US"));

    private static string Read(string text, string country)
    {
        var pay = Parser.Find(text, country);
        static string Amount(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";
        return pay is null ? "none" : $"{Amount(pay.Min)} {Amount(pay.Max)} {pay.Currency} {pay.Period}";
    }
}

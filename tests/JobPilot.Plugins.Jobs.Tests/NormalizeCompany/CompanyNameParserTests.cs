using JobPilot.Plugins.Jobs.NormalizeCompany;

namespace JobPilot.Plugins.Jobs.Tests.NormalizeCompany;

public class CompanyNameParserTests
{
    [Theory]
    [InlineData("Lindenhof Mühlen GmbH & Co. KG", "Lindenhof Mühlen", "GmbH & Co. KG")]
    [InlineData("Blue Kettle, Inc.", "Blue Kettle", "Inc.")]
    [InlineData("Osterwald Verlags-GmbH", "Osterwald Verlags", "GmbH")]
    [InlineData("Tamarind Foods Pvt. Ltd.", "Tamarind Foods", "Pvt. Ltd.")]
    [InlineData("Fabryka Okien Sp. z o.o.", "Fabryka Okien", "Sp. z o.o.")]
    [InlineData("Kestrel® Group", "Kestrel Group", null)]
    [InlineData("Marble Row\n4.1", "Marble Row", null)]
    [InlineData("The Paper Company", "The Paper Company", null)]
    [InlineData("Thorn &amp; Reed Ltd", "Thorn & Reed", "Ltd")]
    [InlineData("PÃ¢tisserie CÃ´te d'Ambre SARL", "Pâtisserie Côte d'Ambre", "SARL")]
    [InlineData(". Tidewater UK Limited", "Tidewater UK", "Limited")]
    public void Parse_Name_SplitsTheLegalForm(string raw, string name, string? form)
    {
        var company = CompanyNameParser.Instance.Parse(raw);

        Assert.Equal((name, form), (company.Name, company.LegalForm));
    }

    [Theory]
    [InlineData("Quillon Recruitment Ltd", true)]
    [InlineData("Nordlicht Personaldienstleistungen GmbH", true)]
    [InlineData("Quillon Bakery Ltd", false)]
    [InlineData("Au Temps des Lilas", false)]
    [InlineData("Mirabel Travail Temporaire", true)]
    public void Parse_Name_KnowsAgencies(string raw, bool isAgency) => Assert.Equal(isAgency, CompanyNameParser.Instance.Parse(raw).IsAgency);

    [Fact]
    public void Parse_WordOfMillions_IsANameAndNothingOnTheStack()
    {
        var name = new string('x', 8_000_000) + " y";

        Assert.Equal((name, null), (CompanyNameParser.Instance.Parse(name).Name, CompanyNameParser.Instance.Parse(name).LegalForm));
    }
}

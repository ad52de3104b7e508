using JobPilot.Plugins.Jobs.NormalizeCompany;

namespace JobPilot.Plugins.Jobs.Tests.NormalizeCompany;

public class CompanyNameParserTests
{
    [Theory]
    [InlineData("Lindenhof Mühlen GmbH & Co. KG", "Lindenhof Mühlen", "GmbH & Co. KG")]
    [InlineData("Blue Kettle, Inc.", "Blue Kettle", "Inc.")]
    [InlineData("Blue%20Kettle%20Inc", "Blue Kettle", "Inc")]
    [InlineData("100% Kettle GmbH", "100% Kettle", "GmbH")]
    [InlineData("100%Baecker GmbH", "100%Baecker", "GmbH")]
    [InlineData("Blue%00%0AKettle%3Cb%3E GmbH", "Blue Kettle", "GmbH")]
    [InlineData("Osterwald Verlags-GmbH", "Osterwald Verlags", "GmbH")]
    [InlineData("Tamarind Foods Pvt. Ltd.", "Tamarind Foods", "Pvt. Ltd.")]
    [InlineData("Fabryka Okien Sp. z o.o.", "Fabryka Okien", "Sp. z o.o.")]
    [InlineData("Kelmwald EU", "Kelmwald EU", null)]
    [InlineData("Kelmwald e.U.", "Kelmwald", "e.U.")]
    [InlineData("Oakmead PS", "Oakmead PS", null)]
    [InlineData("Kestrel® Group", "Kestrel Group", null)]
    [InlineData("Marble Row\n4.1", "Marble Row", null)]
    [InlineData("The Paper Company", "The Paper Company", null)]
    [InlineData("Thorn &amp; Reed Ltd", "Thorn & Reed", "Ltd")]
    [InlineData("PÃ¢tisserie CÃ´te d'Ambre SARL", "Pâtisserie Côte d'Ambre", "SARL")]
    [InlineData(". Tidewater UK Limited", "Tidewater UK", "Limited")]
    [InlineData("Kelmwald UG (haftungsbeschränkt)", "Kelmwald", "UG (haftungsbeschränkt)")]
    [InlineData("Kelmwald Foods (Pty) Ltd", "Kelmwald Foods", "(Pty) Ltd")]
    [InlineData("KELMWALD (GmbH)", "KELMWALD", "GmbH")]
    [InlineData("Kelmwald GmbH (Ein Teil von Thorn)", "Kelmwald", "GmbH")]
    [InlineData("Kelmwald SE (AT)", "Kelmwald", "SE")]
    [InlineData("Kelmwald GmbH - Möbel mit Herz", "Kelmwald", "GmbH")]
    [InlineData("Kelmwald Ltd., York, Branch Porto", "Kelmwald", "Ltd.")]
    [InlineData("Kelmwald Inc.- Chairs for All", "Kelmwald", "Inc.")]
    [InlineData("Turnerbund Kelmwald e.V. Ulm", "Turnerbund Kelmwald Ulm", "e.V.")]
    [InlineData("Kelmwald gmbh Steuerberatung", "Kelmwald Steuerberatung", "gmbh")]
    [InlineData("Kelmwald GmbH & Co. KG Mühlenbau", "Kelmwald Mühlenbau", "GmbH & Co. KG")]
    [InlineData("Kelmwald Mill Co", "Kelmwald Mill", "Co")]
    [InlineData("Kelmwald Co", "Kelmwald Co", null)]
    [InlineData("Kelmwald GmbH | Karriere", "Kelmwald", "GmbH")]
    [InlineData("Kelmwald | GmbH", "Kelmwald", "GmbH")]
    [InlineData("Kelmwald GmbH Teil der Lindow Gruppe", "Kelmwald", "GmbH")]
    [InlineData("Kelmwald & Co.", "Kelmwald & Co.", null)]
    [InlineData("Kelmwald Law, P.A.", "Kelmwald Law", "P.A.")]
    [InlineData("Kelmwald Bakery PA", "Kelmwald Bakery PA", null)]
    [InlineData("Kelmwald Bank N.A.", "Kelmwald Bank", "N.A.")]
    [InlineData("Kelmwald B.V. & Co. KG", "Kelmwald", "B.V. & Co. KG")]
    [InlineData("Kelmwald spółka z ograniczoną odpowiedzialnością", "Kelmwald", "spółka z ograniczoną odpowiedzialnością")]
    [InlineData("Sarl Kelmwald", "Kelmwald", "Sarl")]
    [InlineData("Lindow (Kelmwald GmbH)", "Lindow (Kelmwald)", "GmbH")]
    [InlineData("Sia Kelmwald", "Sia Kelmwald", null)]
    [InlineData("Known as Kelmwald - Chairs", "Known as Kelmwald - Chairs", null)]
    [InlineData("Kelmwald AS/400 Services", "Kelmwald AS/400 Services", null)]
    [InlineData("Kelmwald Limited Editions", "Kelmwald Limited Editions", null)]
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

using JobPilot.Plugins.Jobs.ClassifyJob;

namespace JobPilot.Plugins.Jobs.Tests.ClassifyJob;

public class ClassifyJobTests
{
    [Theory]
    [InlineData("Junior Cartographer", "entry")]
    [InlineData("Glazier II", "mid")]
    [InlineData("Sr. Cartographer", "senior")]
    [InlineData("Staff Firmware Engineer", "lead")]
    [InlineData("Brewery Manager", "manager")]
    [InlineData("Senior Account Manager", "senior")]
    [InlineData("Head of Forestry", "director")]
    [InlineData("VP of Orchards", "executive")]
    [InlineData("Assistant to the CEO", null)]
    [InlineData("Senior Intern Beekeeping", "intern")]
    [InlineData("Lead Generation Agent", null)]
    [InlineData("Potter", null)]
    [InlineData("Gerente de panadería", "manager")]
    [InlineData("Gerente de Proyectos", null)]
    [InlineData("Jefa de ventas", "manager")]
    [InlineData("Kierownik sklepu", "manager")]
    [InlineData("Kierownik projektu", null)]
    [InlineData("Responsable de magasin", "manager")]
    [InlineData("Coordinatore di magazzino", null)]
    [InlineData("Jardineiro Pleno", "mid")]
    [InlineData("Medior Tuinman", "mid")]
    [InlineData("Estagiária de Jardinagem", "intern")]
    [InlineData("Stażystka w ogrodzie", "intern")]
    [InlineData("Młodszy Kierowca", "entry")]
    [InlineData("Starszy Kierowca", "senior")]
    [InlineData("Produktionsleiter", "director")]
    [InlineData("Teamleider Bakkerij", "lead")]
    [InlineData("Toimitusjohtaja", "executive")]
    [InlineData("Founder & CEO", "executive")]
    [InlineData("Co-Founder - Robotics", "executive")]
    [InlineData("Founder Relations Lead", "lead")]
    [InlineData("Founder's Associate", null)]
    [InlineData("Finance Director / CFO - Porto", "executive")]
    [InlineData("CEO - Bakery", "executive")]
    [InlineData("JR-204511 Glazier", null)]
    [InlineData("Glazier Manager-1st Shift", "manager")]
    [InlineData("Assistant to Head of Music", null)]
    [InlineData("Assistenz der Geschäftsleitung", null)]
    [InlineData("Geschäftsleitung", "executive")]
    [InlineData("Junior High Music Teacher", null)]
    [InlineData("Junior College Librarian", null)]
    [InlineData("Junior High-Voltage Fitter", "entry")]
    [InlineData("Senior Living Gardener", null)]
    [InlineData("Senior Center Director", "director")]
    [InlineData("Senior Citizen Driver", null)]
    [InlineData("Lead Paint Remover", null)]
    [InlineData("Secretary to the Managing Director", null)]
    [InlineData("Assistenz der Geschäftsführung", null)]
    [InlineData("Director's Assistant", null)]
    [InlineData("Vice President's Executive Assistant", null)]
    [InlineData("Senior Assistant to the Director of Music", "senior")]
    [InlineData("Assistant Director", "director")]
    [InlineData("Music Director, Assistant to the Mayor", "director")]
    [InlineData("Mitglied der Geschäftsführung", "executive")]
    public void Seniority_Title_IsFound(string title, string? level) => Assert.Equal(level, SeniorityRules.Instance.Find(title)?.Level);

    [Theory]
    [InlineData("You bring 4-6 years of experience in pottery.", 4.0, 6.0)]
    [InlineData("At least three (3) years' experience.", 3.0, null)]
    [InlineData("Mindestens zwei Jahre Berufserfahrung", 2.0, null)]
    [InlineData("7+ years building kilns", 7.0, null)]
    [InlineData("For the past 20 years we have made kilns.", null, null)]
    [InlineData("A 2 year contract", null, null)]
    [InlineData("With 25 years of experience in ceramics, we help museums.", null, null)]
    [InlineData("Vous avez minimum 1 an d'expérience en poterie.", 1.0, null)]
    [InlineData("Glazing of 6 years or more.Free kiln", 6.0, null)]
    [InlineData("Experience 2 years to less than 5 years", 2.0, 5.0)]
    [InlineData("2 to 4 years or more of kiln experience", 2.0, null)]
    [InlineData("6-9+ yrs firing; 2+ yrs leading a pottery", 6.0, null)]
    [InlineData("Requirements5+ years ceramics", 5.0, null)]
    [InlineData("2\\+ years of kiln experience", 2.0, null)]
    [InlineData("A diploma in glazing. 4 years of", 4.0, null)]
    [InlineData("at minimum 0-3 years full-time pottery", 0.0, 3.0)]
    [InlineData("3 years glazing - Required", 3.0, null)]
    [InlineData("We are a pottery with over 15 years' experience, loved by museums.", null, null)]
    [InlineData("We are a pottery looking for a potter with 4 years' experience.", 4.0, null)]
    [InlineData("We have been glazing for 12+ years now", null, null)]
    [InlineData("4-year college degree preferred", null, null)]
    [InlineData("3+ years solid baking", 3.0, null)]
    [InlineData("3 years nursing experience required", 3.0, null)]
    [InlineData("Join our team with 5 years of baking experience", 5.0, null)]
    [InlineData("Behind it stands a team with 20 years of baking experience", null, null)]
    public void Experience_Text_IsFound(string text, double? min, double? max)
    {
        var found = RequirementReader.Instance.Read(text).Experience;

        Assert.Equal((min, max), (found?.Value.Min, found?.Value.Max));
    }

    /// <summary>Postings are anyone's text: neither depth nor time may grow with what it repeats.</summary>
    [Theory]
    [InlineData(" plus")]
    [InlineData(" or more")]
    [InlineData("%_bachelor_bachelor")]
    public async Task Read_WordsWithoutEnd_EndsSoon(string word)
    {
        var text = string.Concat(Enumerable.Repeat(word, 100_000)) + " years";

        await Task.Run(() => RequirementReader.Instance.Read(text)).WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("Bachelor's or Master's degree in botany", "bachelor")]
    [InlineData("Abgeschlossene Ausbildung als Tischler oder ein Studium", "vocational")]
    [InlineData("High school diploma or GED", "high_school")]
    [InlineData("Titulaire d'un CAP ou d'un BEP en ébénisterie", "vocational")]
    [InlineData("Niveau Bac Pro en poterie", "vocational")]
    [InlineData("Abgeschlossene Lehre als Schreinerin", "vocational")]
    [InlineData("Je hebt een hbo-diploma", "bachelor")]
    [InlineData("We run Management by Objectives (MBO) and HBO shows", null)]
    [InlineData("Ensino superior completo em Botânica", "bachelor")]
    [InlineData("Übernahme nach deinem Studienabschluss", null)]
    [InlineData("PhD in physics", "doctorate")]
    [InlineData("A high degree of care; no degree needed", null)]
    [InlineData("A Master`s degree in ceramics", "master")]
    [InlineData("Work beside PhD level chemists? No: a team of PhDs advises us", null)]
    [InlineData("We fund leading PhD programs", null)]
    [InlineData("Maintain vendor master's for clay", null)]
    [InlineData("Analysis of data. Master's degree or PhD", "master")]
    [InlineData("Staff can obtain a degree tuition free", null)]
    [InlineData("Our potters (12% PhD, 30% MSc, 58% BSc) fire daily", null)]
    [InlineData("Completed apprenticeship or equivalent", "vocational")]
    [InlineData("Join our apprenticeship programme", null)]
    [InlineData("City & Guilds in pottery", "vocational")]
    [InlineData("BS, MS or PhD in ceramics", "bachelor")]
    [InlineData("MS or PhD in ceramics", "master")]
    [InlineData("Knowledge of MS Office", null)]
    [InlineData("Dein Profil Abgeschlossenes Studium der Keramik", "bachelor")]
    [InlineData("Allgemeine Hochschulreife", "high_school")]
    [InlineData("You do not need a degree. A PhD is a plus.", null)]
    [InlineData("You don't need a bachelor's degree", null)]
    [InlineData("Universitätsabschluss nicht nötig.", null)]
    [InlineData("Degree required and a PhD is a plus", "bachelor")]
    [InlineData("No doubts: a degree in botany", "bachelor")]
    [InlineData("You will support the MBA programme office.", null)]
    [InlineData("You will teach Bachelor and Master students.", null)]
    [InlineData("You supervise Bachelor theses and hold a PhD", "doctorate")]
    public void Education_Text_IsTheLowestThatIsAccepted(string text, string? level)
    {
        var found = RequirementReader.Instance.Read(text).Education;

        Assert.Equal(level, found is { } education ? EducationRule.Levels[education.Value] : null);
    }

    [Theory]
    [InlineData("FULLTIME", "full_time")]
    [InlineData("Part-time", "part_time")]
    [InlineData("CONTRACTOR", "contract")]
    [InlineData("Vollzeit", "full_time")]
    [InlineData("per_diem", "per_diem")]
    [InlineData("unheard-of", null)]
    public void EmploymentType_Value_IsTheCanonicalOne(string value, string? type) => Assert.Equal(type, EmploymentTypes.Instance.OfValue(value)?.Name);

    [Theory]
    [InlineData("Töpfer in Voll- oder Teilzeit", "full_time|part_time")]
    [InlineData("Afstudeeropdracht: klei bakken", "internship")]
    [InlineData("Pottery Internship", "internship")]
    [InlineData("Internship Coordinator", "")]
    [InlineData("Volunteer Manager", "")]
    [InlineData("Contract Administrator", "")]
    [InlineData("Contract Potter", "contract")]
    public void EmploymentType_Title_IsEachThatItNames(string title, string types) => Assert.Equal(types.Split('|', StringSplitOptions.RemoveEmptyEntries), EmploymentTypes.Instance.OfTitle(title).Select(type => type.Name).Order());

    [Theory]
    [InlineData("This is not a full-time job. You work weekends only.", "")]
    [InlineData("This is a full-time job.", "full_time")]
    [InlineData("Not a full-time job yet, full-time from May", "full_time")]
    [InlineData("Keine Vollzeit, sondern Teilzeit", "part_time")]
    public void EmploymentType_Text_IsOneThatIsNotDenied(string text, string types) =>
        Assert.Equal(types.Split('|', StringSplitOptions.RemoveEmptyEntries), RequirementReader.Instance.Read(text).Types.Select(type => type.Value));
}

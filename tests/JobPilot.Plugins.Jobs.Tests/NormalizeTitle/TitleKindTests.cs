using JobPilot.Plugins.Jobs.NormalizeTitle;

namespace JobPilot.Plugins.Jobs.Tests.NormalizeTitle;

public class TitleKindTests
{
    [Theory]
    [InlineData("Stellenangebot: Glaser (m/w/d)", "Glaser")]
    [InlineData("Need a gardener to design my garden", "gardener")]
    [InlineData("Urgently Required Roofer", "Roofer")]
    [InlineData("Offre d'emploi Soudeur H/F", "Soudeur")]
    [InlineData("Vacature: Tuinman Medewerker", "Tuinman Medewerker")]
    [InlineData("Baker/Pastry Chef Position Available", "Baker/Pastry Chef")]
    [InlineData("Lamp Fitter Jobs", "Lamp Fitter")]
    [InlineData("Roofer Vacancy", "Roofer")]
    [InlineData("Maurer gesucht!", "Maurer")]
    [InlineData("Guest Service Position", "Guest Service")]
    [InlineData("Job Coach", "Job Coach")]
    [InlineData("Position Control Technician", "Position Control Technician")]
    [InlineData("Vacancy Analyst", "Vacancy Analyst")]
    public void Normalize_WordsOfAnAdvert_GoWithWhatBelongsToThem(string raw, string core) => Assert.Equal(core, TitleNormalizer.Instance.Normalize(raw));

    [Theory]
    [InlineData("Head Baker at Thornbury Mills", "Head Baker")]
    [InlineData("Koch (m/w/d) bei der Seewiese", "Koch")]
    [InlineData("Dachdecker am Standort Zeven", "Dachdecker")]
    [InlineData("Glaser für Altbauten im Raum Ulm", "Glaser für Altbauten")]
    [InlineData("Konsult till Tallbacken", "Konsult")]
    [InlineData("Gardener in Porto or Braga", "Gardener")]
    [InlineData("Koch (m/w/d) in Zeven", "Koch")]
    [InlineData("Leipzig - Stuhlbauer", "Stuhlbauer")]
    [InlineData("Nurse at Sea", "Nurse at Sea")]
    [InlineData("Director at Large", "Director at Large")]
    [InlineData("Engineer in Training", "Engineer in Training")]
    public void Normalize_EmployerOrPlaceBehindARole_Goes(string raw, string core) => Assert.Equal(core, TitleNormalizer.Instance.Normalize(raw));

    [Theory]
    [InlineData("Welder 88-1204", "Welder")]
    [InlineData("Welder 88-1204 with Security Clearance", "Welder")]
    [InlineData("Potter #3381", "Potter")]
    [InlineData("Roofer KX2041", "Roofer")]
    [InlineData("Roofer ref20417", "Roofer")]
    [InlineData("004417-Roofer", "Roofer")]
    [InlineData("Pipe Fitter-EPS1", "Pipe Fitter")]
    [InlineData("Night_Welder_R7", "Night Welder")]
    [InlineData("Sattler Ref.Nr. 4233", "Sattler")]
    [InlineData("Auditor ISO 14001", "Auditor ISO 14001")]
    [InlineData("Dynamics 365 Trainer", "Dynamics 365 Trainer")]
    [InlineData("Potter..$300 Weekly", "Potter")]
    [InlineData("Potters $80-$130,000/yr", "Potter")]
    [InlineData("Potter up to 30 €/h", "Potter")]
    [InlineData("Potter - $25/hr", "Potter")]
    public void Normalize_FiguresOfABoard_Go(string raw, string core) => Assert.Equal(core, TitleNormalizer.Instance.Normalize(raw));

    [Theory]
    [InlineData("Tischler ab August 2031", "Tischler")]
    [InlineData("Tischler ab 1. September 2031", "Tischler")]
    [InlineData("Roofer from September/October", "Roofer")]
    [InlineData("Tischler ab sofort", "Tischler")]
    [InlineData("Jardinier à partir de mai 2031", "Jardinier")]
    [InlineData("Praktikant ab 4 Monaten", "Praktikant ab 4 Monaten")]
    [InlineData("Lehrer im Sommercamp", "Lehrer im Sommercamp")]
    [InlineData("Umschulung zum Maurer", "Umschulung zum Maurer")]
    public void Normalize_StartOfWork_Goes(string raw, string core) => Assert.Equal(core, TitleNormalizer.Instance.Normalize(raw));

    [Theory]
    [InlineData("Roofer-----Need Own Van", "Roofer")]
    [InlineData("Roofer- Slate, Tile", "Roofer")]
    [InlineData("Garten- und Landschaftsbauer", "Garten- und Landschaftsbauer")]
    [InlineData("Dach-, Wand- und Fassadenmonteur", "Dach-, Wand- und Fassadenmonteur")]
    [InlineData("Gärtner für Planung und -pflege", "Gärtner für Planung und -pflege")]
    [InlineData("Roofer /. Tiler Helper", "Roofer / Tiler Helper")]
    [InlineData("Parks, Woods, & Rivers Warden", "Parks, Woods, & Rivers Warden")]
    [InlineData("Remote Parks, Woods and Rivers Advocate", "Parks, Woods and Rivers Advocate")]
    [InlineData("Roofer, Slate and Tile", "Roofer")]
    [InlineData("London, Parks and Rivers Warden", "Parks and Rivers Warden")]
    public void Normalize_SignsBetweenParts_Part(string raw, string core) => Assert.Equal(core, TitleNormalizer.Instance.Normalize(raw));

    [Theory]
    [InlineData("Internship - Bridge Surveyor", "Bridge Surveyor")]
    [InlineData("Praktikum - Brückenbau", "Praktikum")]
    [InlineData("Designer II, Garden Design", "Garden Designer")]
    [InlineData("Consultant, Roof Consulting", "Roof Consultant")]
    [InlineData("Manager, Baker Managers", "Baker Manager")]
    [InlineData("Orchards, Senior Manager", "Orchards Manager")]
    [InlineData("Optane, Senior Orchard Manager", "Orchard Manager")]
    public void Normalize_HeadOrInternshipInFront_FindsTheRole(string raw, string core) => Assert.Equal(core, TitleNormalizer.Instance.Normalize(raw));

    [Theory]
    [InlineData("Staff+ Bridge Engineer", "Bridge Engineer")]
    [InlineData("Staff/Senior Staff Bridge Engineer", "Bridge Engineer")]
    [InlineData("Welder II/III", "Welder")]
    [InlineData("Welder Level III", "Welder")]
    [InlineData("Baker/Senior Baker", "Baker")]
    [InlineData("Senior-Gärtner", "Gärtner")]
    [InlineData("Młodszy Kierowca", "Kierowca")]
    [InlineData("Starszy Kierowca", "Kierowca")]
    [InlineData("Analista de Jardins Pleno", "Analista de Jardins")]
    [InlineData("Medior Tuinman", "Tuinman")]
    [InlineData("Desarrollador Semi Senior", "Desarrollador")]
    [InlineData("Remote Full-time Senior Baker", "Baker")]
    [InlineData("Baker Vollzeit / Remote", "Baker")]
    [InlineData("Staff Canteen", "Staff Canteen")]
    public void Normalize_Grade_Goes(string raw, string core) => Assert.Equal(core, TitleNormalizer.Instance.Normalize(raw));

    [Theory]
    [InlineData("GärtnerInnen", "Gärtner")]
    [InlineData("LinkedIn Coach", "LinkedIn Coach")]
    [InlineData("Technische:r Zeichner Assistent", "Technische Zeichner Assistent")]
    [InlineData("Tischler* gesucht", "Tischler")]
    [InlineData("Glaser m w d", "Glaser")]
    [InlineData("Chargé de projets clients", "Chargé de projets clients")]
    public void Normalize_GenderOrNumberOfAWord_GivesOneForm(string raw, string core) => Assert.Equal(core, TitleNormalizer.Instance.Normalize(raw));
}

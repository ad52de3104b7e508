using JobPilot.Plugins.Jobs.ExtractSkills.Labelling;
using JobPilot.Plugins.Jobs.Teacher.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace JobPilot.Plugins.Jobs.Teacher;

/// <summary>A BERT encoder of six layers (MiniLM) with a layer on top that scores the labels of each word.</summary>
internal sealed class SentenceEncoder
{
    /// <summary>Numbers a piece.</summary>
    public const int Wide = 384;

    private const int Heads = 12;
    private const int Layers = 6;
    private const double Dropout = 0.1;
    private const double Tiny = 1e-12;
    private readonly Dictionary<string, Parameter> _weights = new(StringComparer.Ordinal);

    /// <summary>Takes the weights of a model; those of the layer on top are drawn.</summary>
    /// <param name="model">The model.</param>
    /// <param name="kinds">How many kinds of span are labelled.</param>
    public SentenceEncoder(OnnxModel model, int kinds)
    {
        foreach (var (name, values) in model.Tensors.Where(pair => pair.Key.StartsWith("encoder.", StringComparison.Ordinal) || pair.Key.StartsWith("embeddings.", StringComparison.Ordinal)))
        {
            var isProduct = values.Sides.Length == 2 && name.StartsWith("encoder.", StringComparison.Ordinal);
            var whole = tensor(values.Values, values.Sides);

            // What stands for words as such stays as it was learnt from far more text.
            _weights[name] = new Parameter(isProduct ? whole.t().contiguous() : whole, !name.EndsWith("_embeddings.weight", StringComparison.Ordinal));
        }

        Outputs = kinds * LabelModel.Labels;
        _weights["top.weight"] = new Parameter(randn(Outputs, Wide) * 0.02f, true);
        _weights["top.bias"] = new Parameter(zeros(Outputs), true);
    }

    /// <summary>Scores a word gets.</summary>
    public int Outputs { get; }

    /// <summary>Whether values are dropped by chance.</summary>
    public bool IsTraining { get; set; }

    /// <summary>The weights that training moves.</summary>
    public IEnumerable<Parameter> Trained => _weights.Values.Where(weight => weight.requires_grad);

    /// <summary>What the encoder makes of each piece.</summary>
    /// <param name="pieces">Numbers of pieces, a row a sentence.</param>
    /// <param name="isThere">Where a row has a piece.</param>
    public Tensor Encode(Tensor pieces, Tensor isThere)
    {
        var (rows, length) = (pieces.shape[0], pieces.shape[1]);
        var words = _weights["embeddings.word_embeddings.weight"].index_select(0, pieces.reshape(-1)).reshape(rows, length, Wide);
        var places = _weights["embeddings.position_embeddings.weight"].narrow(0, 0, length).unsqueeze(0);
        var values = Drop(Norm(words + places + _weights["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm"));
        var hidden = zeros(rows, 1, 1, length).masked_fill(isThere.logical_not().reshape(rows, 1, 1, length), -1e9f);
        for (var layer = 0; layer < Layers; layer++)
        {
            values = Layer(values, hidden, $"encoder.layer.{layer}.");
        }

        return values;
    }

    /// <summary>Scores of the labels.</summary>
    /// <param name="pieces">Numbers of pieces, a row a sentence.</param>
    /// <param name="isThere">Where a row has a piece.</param>
    /// <param name="words">Where the first piece of each word stands, counted over all rows.</param>
    /// <returns>A row a word, <see cref="Outputs"/> wide.</returns>
    public Tensor Scores(Tensor pieces, Tensor isThere, Tensor words) => Linear(Drop(Encode(pieces, isThere).reshape(-1, Wide).index_select(0, words)), "top");

    private Tensor Layer(Tensor values, Tensor hidden, string name)
    {
        var (rows, length) = (values.shape[0], values.shape[1]);
        Tensor Part(string part) => Linear(values, $"{name}attention.self.{part}").reshape(rows, length, Heads, Wide / Heads).transpose(1, 2);
        var (query, key, value) = (Part("query"), Part("key"), Part("value"));
        var shares = Drop(((matmul(query, key.transpose(2, 3)) * (1 / MathF.Sqrt((float)Wide / Heads))) + hidden).softmax(-1));
        var seen = matmul(shares, value).transpose(1, 2).reshape(rows, length, Wide);
        var middle = Norm(Drop(Linear(seen, name + "attention.output.dense")) + values, name + "attention.output.LayerNorm");
        return Norm(Drop(Linear(nn.functional.gelu(Linear(middle, name + "intermediate.dense")), name + "output.dense")) + middle, name + "output.LayerNorm");
    }

    private Tensor Norm(Tensor values, string name) => nn.functional.layer_norm(values, [Wide], _weights[name + ".weight"], _weights[name + ".bias"], Tiny);

    private Tensor Linear(Tensor values, string name) => nn.functional.linear(values, _weights[name + ".weight"], _weights[name + ".bias"]);

    private Tensor Drop(Tensor values) => IsTraining ? nn.functional.dropout(values, Dropout, true) : values;
}

using System.Runtime.InteropServices;
using System.Text;

namespace JobPilot.Plugins.Jobs.Teacher.Onnx;

/// <summary>
/// The weights of a network that was exported to ONNX. Matrices that the export turned over have lost their names there: what is added to their product
/// tells whose they are.
/// </summary>
internal sealed class OnnxModel
{
    private const int FloatType = 1;
    private const string Bias = ".bias";
    private readonly Dictionary<string, OnnxTensor> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _factors = new(StringComparer.Ordinal);

    /// <summary>The tensors by their names in the network; those of products of matrices have inputs as rows, outputs as columns.</summary>
    public IReadOnlyDictionary<string, OnnxTensor> Tensors => _tensors;

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static OnnxModel Read(ReadOnlyMemory<byte> bytes)
    {
        var model = new OnnxModel();
        foreach (var graph in ProtobufField.Of(bytes).Where(field => field.Number == 7))
        {
            // Tensors before nodes, whichever way they are written: nodes name tensors.
            var fields = ProtobufField.Of(graph.Bytes).ToList();
            fields.Where(field => field.Number == 5).ToList().ForEach(field => model.AddTensor(field.Bytes));
            fields.Where(field => field.Number == 1).ToList().ForEach(field => model.AddNode(field.Bytes));
        }

        return model;
    }

    private void AddTensor(ReadOnlyMemory<byte> bytes)
    {
        var fields = ProtobufField.Of(bytes).ToList();
        if (fields.Any(field => field.Number == 2 && field.Value == FloatType))
        {
            var name = Text(fields.Single(field => field.Number == 8));
            var sides = fields.Where(field => field.Number == 1).Select(field => field.Value).ToArray();
            _tensors[name] = new OnnxTensor(sides, MemoryMarshal.Cast<byte, float>(fields.Single(field => field.Number == 9).Bytes.Span).ToArray());
        }
    }

    private void AddNode(ReadOnlyMemory<byte> bytes)
    {
        var fields = ProtobufField.Of(bytes).ToList();
        string[] inputs = [.. fields.Where(field => field.Number == 1).Select(Text)];
        var kind = fields.Where(field => field.Number == 4).Select(Text).FirstOrDefault();
        if (kind == "MatMul" && _tensors.ContainsKey(inputs[1]))
        {
            _factors[Text(fields.First(field => field.Number == 2))] = inputs[1];
        }

        if (kind == "Add" && inputs.FirstOrDefault(input => input.EndsWith(Bias, StringComparison.Ordinal)) is { } bias && inputs.FirstOrDefault(_factors.ContainsKey) is { } product)
        {
            _tensors[bias[..^Bias.Length] + ".weight"] = _tensors[_factors[product]];
        }
    }

    private static string Text(ProtobufField field) => Encoding.UTF8.GetString(field.Bytes.Span);
}

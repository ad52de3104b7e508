namespace JobPilot.Plugins.Jobs.Teacher.Onnx;

/// <summary>A tensor of a network.</summary>
/// <param name="Sides">Lengths of its sides.</param>
/// <param name="Values">Its values in row order.</param>
internal sealed record OnnxTensor(long[] Sides, float[] Values);

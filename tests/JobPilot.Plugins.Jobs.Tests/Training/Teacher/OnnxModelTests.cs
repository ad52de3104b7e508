using System.Runtime.InteropServices;
using System.Text;
using JobPilot.Plugins.Jobs.Teacher.Onnx;

namespace JobPilot.Plugins.Jobs.Tests.Training.Teacher;

public sealed class OnnxModelTests
{
    [Fact]
    public void Read_MatrixWithoutAName_HasThatOfWhatIsAddedToItsProduct()
    {
        byte[] graph =
        [
            .. Node("MatMul", ["x", "927"], "product"),
            .. Node("Add", ["layer.query.bias", "product"], "sum"),
            .. Tensor("layer.query.bias", [2], [5, 6]),
            .. Tensor("927", [1, 2], [1.5f, -2]),
        ];

        var model = OnnxModel.Read(Field(7, graph));

        Assert.Equal([5f, 6f], model.Tensors["layer.query.bias"].Values);
        Assert.Equal([1L, 2L], model.Tensors["layer.query.weight"].Sides);
        Assert.Equal([1.5f, -2f], model.Tensors["layer.query.weight"].Values);
    }

    [Fact]
    public void Read_WhatIsNoMessage_IsRefused() => Assert.Throws<InvalidDataException>(() => OnnxModel.Read(new byte[] { 0x0B, 0 }));

    [Fact]
    public void Of_FieldsOfEachForm_AreRead()
    {
        // 300 as field 1, eight and four bytes that are passed over, two bytes as field 4.
        byte[] message = [0x08, 0xAC, 0x02, 0x11, 1, 2, 3, 4, 5, 6, 7, 8, 0x1D, 1, 2, 3, 4, 0x22, 2, 7, 9];

        var fields = ProtobufField.Of(message).ToList();

        Assert.Equal([(1, 300L), (4, 0L)], fields.Select(field => (field.Number, field.Value)));
        Assert.Equal([7, 9], fields[1].Bytes.ToArray());
    }

    private static byte[] Node(string kind, string[] inputs, string output) => Field(1, [.. inputs.SelectMany(input => Text(1, input)), .. Text(2, output), .. Text(4, kind)]);

    private static byte[] Tensor(string name, byte[] sides, float[] values) =>
        Field(5, [.. sides.SelectMany(side => new byte[] { 0x08, side }), 0x10, 1, .. Text(8, name), .. Field(9, MemoryMarshal.AsBytes<float>(values).ToArray())]);

    private static byte[] Text(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, byte[] bytes) => bytes.Length < 128 ? [(byte)((number << 3) | 2), (byte)bytes.Length, .. bytes] : [(byte)((number << 3) | 2), (byte)(bytes.Length | 128), (byte)(bytes.Length >> 7), .. bytes];
}

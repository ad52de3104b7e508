using System.Buffers.Binary;
using System.Text;

namespace JobPilot.Plugins.Jobs.Teacher;

/// <summary>
/// Lets TorchSharp's binding load where the C++ library is older than that of GCC 13, as in Debian 12. All that the binding wants of the newer one is
/// a mark that says that its streams are set up, which older ones do by themselves; the demand for that version is made one that may go unmet.
/// </summary>
internal static class NativeBinding
{
    private const string Newer = "GLIBCXX_3.4.32";
    private const ushort MayGoUnmet = 2;
    private const int SectionSize = 64;

    /// <summary>Mends the binding beside the program; one that was mended stays as it is.</summary>
    public static void Mend(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var sections = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(0x28));
        int Section(int number) => (int)sections + (number * SectionSize);
        int Number(int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
        int Offset(int section) => (int)BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(section + 0x18));

        var count = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(0x3C));
        const int needs = 0x6FFFFFFE;
        var demands = Enumerable.Range(0, count).Select(Section).First(section => Number(section + 4) == needs);
        var names = Offset(Section(Number(demands + 0x28)));
        var file = Offset(demands);
        for (var next = -1; next != 0; file += next)
        {
            next = Number(file + 12);
            var version = file + Number(file + 8);
            for (var further = -1; further != 0; version += further)
            {
                further = Number(version + 12);
                var name = bytes.AsSpan(names + Number(version + 8));
                if (name[..name.IndexOf((byte)0)].SequenceEqual(Encoding.ASCII.GetBytes(Newer)))
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(version + 4), MayGoUnmet);
                }
            }
        }

        File.WriteAllBytes(path, bytes);
    }
}

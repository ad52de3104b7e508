namespace JobPilot.Plugins.Jobs.CleanText;

/// <summary>The code page in which browsers read what calls itself Latin-1.</summary>
internal static class Cp1252
{
    private const string Upper = "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F"
        + "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    /// <summary>The character of a byte from 0x80 to 0x9F.</summary>
    public static char OfControl(int value) => Upper[value - 0x80];

    /// <summary>The byte of a character, 0x80 to 0xFF; -1 where it has none. A C1 control stands for its own byte (read as Latin-1).</summary>
    public static int ByteOf(char value)
    {
        if (value is >= '\u0080' and <= '\u00FF')
        {
            return value;
        }

        return value is '\u0152' or '\u0153' or '\u0160' or '\u0161' or '\u0178' or '\u017D' or '\u017E' or '\u0192' or '\u02C6' or '\u02DC'
            or (>= '\u2013' and <= '\u203A') or '\u20AC' or '\u2122'
            && Upper.IndexOf(value, StringComparison.Ordinal) is >= 0 and var at
                ? at + 0x80
                : -1;
    }
}

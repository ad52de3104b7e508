using System.Globalization;
using JobPilot.Plugins.Jobs.MapJob;

namespace JobPilot.Plugins.Jobs.Tests.MapJob;

public class MoneyTextTests
{
    [Theory]
    [InlineData("50000", "50000")]
    [InlineData("50.000", "50000")]
    [InlineData("50,000", "50000")]
    [InlineData("50 000", "50000")]
    [InlineData("50\u00A0000", "50000")]
    [InlineData("50'000", "50000")]
    [InlineData("1.234", "1234")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1.234,50", "1234.5")]
    [InlineData("1,234.5", "1234.5")]
    [InlineData("15,00,000", "1500000")]
    [InlineData("17,50", "17.5")]
    [InlineData("17.50", "17.5")]
    [InlineData("17.5", "17.5")]
    [InlineData("50000.0000", "50000")]
    [InlineData("50000.000", "50000")]
    [InlineData("3.500,-", "3500")]
    [InlineData("50k", "50000")]
    [InlineData("62.5K", "62500")]
    [InlineData("$50,000", "50000")]
    [InlineData("$ 50k", "50000")]
    [InlineData("CAD $50,000.00", "50000")]
    [InlineData("50000 EUR", "50000")]
    [InlineData("EUR 50.000", "50000")]
    [InlineData("50k €", "50000")]
    [InlineData("45 000 Kč", "45000")]
    [InlineData("Rs. 50,000", "50000")]
    [InlineData(" 50000 ", "50000")]
    public void Money_OneAmount_IsRead(string text, string expected) => Assert.Equal(expected, Read(MappedValue.Of(text)));

    [Theory]
    [InlineData("")]
    [InlineData("competitive")]
    [InlineData("50000-60000")]
    [InlineData("50000 per year")]
    [InlineData("50,00,0")]
    [InlineData("1,234.567")]
    [InlineData("1.23.456")]
    [InlineData("1 234 56")]
    [InlineData("1234,567")]
    [InlineData("0,500")]
    [InlineData("50.")]
    [InlineData("50.000k")]
    [InlineData("-5")]
    [InlineData("0")]
    [InlineData("5%")]
    [InlineData("12 apples")]
    public void Money_AnythingElse_IsNothing(string text) => Assert.Null(Read(MappedValue.Of(text)));

    [Theory]
    [InlineData(50, "50")]
    [InlineData(1.234, "1.234")]
    [InlineData(-1, null)]
    public void Money_Number_StaysWhatItIs(double number, string? expected) => Assert.Equal(expected, Read(MappedValue.Of(number)));

    private static string? Read(MappedValue value) =>
        Transforms.All["money"](value, DateTimeOffset.UnixEpoch) is { IsNone: false } amount ? amount.Number.ToString(CultureInfo.InvariantCulture) : null;
}

namespace JobPilot.Configuration.Tests.Options;

public sealed class SizeTextTests
{
    [Theory]
    [InlineData("512", 512)]
    [InlineData("512B", 512)]
    [InlineData("3KB", 3L << 10)]
    [InlineData("3MB", 3L << 20)]
    [InlineData("2GB", 2L << 30)]
    [InlineData("1TB", 1L << 40)]
    public void Bytes_Size_IsRead(string text, long bytes) => Assert.Equal(bytes, SizeText.Bytes(text));
}

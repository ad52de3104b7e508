namespace Acme.Good;

public sealed class BoardOptions
{
    public string Name { get; init; } = "acme";
}

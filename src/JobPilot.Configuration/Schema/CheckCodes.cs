namespace JobPilot.Configuration;

/// <summary>Codes of the findings of one schema, and what its keys are called.</summary>
internal sealed class CheckCodes
{
    public static CheckCodes Pipeline { get; } = new()
    {
        Key = "key",
        Unknown = ErrorCodes.PipelineUnknownKey,
        Missing = ErrorCodes.PipelineMissingKey,
        WrongType = ErrorCodes.PipelineWrongType,
        NotAllowed = ErrorCodes.PipelineNotAllowed,
        OutOfRange = ErrorCodes.PipelineOutOfRange,
        Pattern = ErrorCodes.PipelinePattern,
        Length = ErrorCodes.PipelineLength,
        NotUnique = ErrorCodes.PipelineNotAllowed,
    };

    public static CheckCodes Options { get; } = new()
    {
        Key = "option",
        Unknown = ErrorCodes.OptionUnknown,
        Missing = ErrorCodes.OptionMissing,
        WrongType = ErrorCodes.OptionWrongType,
        NotAllowed = ErrorCodes.OptionNotAllowed,
        OutOfRange = ErrorCodes.OptionOutOfRange,
        Pattern = ErrorCodes.OptionPattern,
        Length = ErrorCodes.OptionLength,
        NotUnique = ErrorCodes.OptionNotUnique,
    };

    public required string Key { get; init; }

    public required string Unknown { get; init; }

    public required string Missing { get; init; }

    public required string WrongType { get; init; }

    public required string NotAllowed { get; init; }

    public required string OutOfRange { get; init; }

    public required string Pattern { get; init; }

    public required string Length { get; init; }

    public required string NotUnique { get; init; }
}

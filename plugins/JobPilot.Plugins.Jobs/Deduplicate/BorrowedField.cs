namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>A field that the row of an opening has from another of its postings.</summary>
/// <param name="Name">The field.</param>
/// <param name="Path">Its path.</param>
/// <param name="Json">Its value.</param>
/// <param name="From">Id of the posting that says so.</param>
/// <param name="Confidence">How sure it is that both are one opening, 0..1.</param>
internal readonly record struct BorrowedField(string Name, FieldPath Path, string Json, string From, double Confidence);

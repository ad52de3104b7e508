namespace JobPilot.Plugins.Jobs.Deduplicate;

/// <summary>What came of a posting that joined.</summary>
/// <param name="Group">Its group.</param>
/// <param name="Text">What the memory holds of it.</param>
/// <param name="Rows">Ids of the rows that existed of what is one group now.</param>
/// <param name="IsChanged">Whether what the row says of the group has changed.</param>
/// <param name="Told">The group as its row was last told of it; null where the row is new or the newcomer's, or nothing has changed.</param>
/// <param name="Patches">What the rows of groups that lost members are to say.</param>
internal readonly record struct JoinedGroup(Group Group, string Text, IReadOnlyList<string> Rows, bool IsChanged, Group? Told, Record[] Patches);

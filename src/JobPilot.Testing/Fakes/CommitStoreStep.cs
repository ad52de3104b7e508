namespace JobPilot.Testing;

/// <summary>Where <see cref="CommitStoreFake.OnStep"/> is called, so that a test can fail there.</summary>
public enum CommitStoreStep
{
    /// <summary>Before a claim: nothing has happened.</summary>
    BeforeClaim = 0,

    /// <summary>After a claim: epochs are raised, the answer is lost when this throws.</summary>
    AfterClaim = 1,

    /// <summary>Before a commit: nothing has happened.</summary>
    BeforeCommit = 2,

    /// <summary>After a commit: it is durable, the answer is lost when this throws.</summary>
    AfterCommit = 3,
}

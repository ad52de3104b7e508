namespace JobPilot.Host.Plugins;

/// <summary>Codes of what can be wrong with a plugin. Each has a test with an assembly that shows it.</summary>
internal static class PluginCodes
{
    public const string DirectoryMissing = "plugin.directory_missing";
    public const string NoMainAssembly = "plugin.no_main_assembly";
    public const string CorruptFile = "plugin.corrupt_file";
    public const string NativeLibrary = "plugin.native_library";
    public const string Unreadable = "plugin.unreadable";
    public const string NotAPlugin = "plugin.not_a_plugin";
    public const string NoComponent = "plugin.no_component";
    public const string ContractNewer = "plugin.contract_newer";
    public const string ContractMajor = "plugin.contract_major";
    public const string ContractCopy = "plugin.contract_copy";
    public const string SharedNewer = "plugin.shared_newer";
    public const string FrameworkNewer = "plugin.framework_newer";
    public const string DependencyMissing = "plugin.dependency_missing";
    public const string DependencyIncomplete = "plugin.dependency_incomplete";
    public const string DepsJsonMissing = "plugin.deps_json_missing";
    public const string TypeClaimedTwice = "plugin.type_claimed_twice";
    public const string TypeName = "plugin.type_name";
    public const string ComponentUnusable = "plugin.component_unusable";
    public const string Constructor = "plugin.constructor";
    public const string OptionsUnusable = "plugin.options_unusable";
    public const string LoadFailed = "plugin.load_failed";
    public const string ConstructorFailed = "plugin.constructor_failed";
    public const string NotLocked = "plugin.not_locked";
    public const string LockMismatch = "plugin.lock_mismatch";
    public const string LockUnreadable = "plugin.lock_unreadable";
    public const string LockedMissing = "plugin.locked_missing";
}

namespace JobPilot.Host.Commands;

/// <summary>Prints the script that connects a shell's completion with the program's own <c>[suggest]</c> directive.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        # eval "$(jobpilot-host completion bash)"
        _jobpilot_host() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(jobpilot-host "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _jobpilot_host jobpilot-host
        """;

    private const string Zsh = """
        # eval "$(jobpilot-host completion zsh)"
        _jobpilot_host() {
          local completions=("${(@f)$(jobpilot-host "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
          compadd -a completions
          _files
        }
        compdef _jobpilot_host jobpilot-host
        """;

    private const string Fish = """
        # jobpilot-host completion fish | source
        complete -c jobpilot-host -a '(jobpilot-host "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
        """;

    private const string PowerShell = """
        # jobpilot-host completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName jobpilot-host -ScriptBlock {
          param($word, $line, $position)
          jobpilot-host "[suggest:$position]" "$line" 2>$null | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;

    public static int Execute(string shell, HostConsole console)
    {
        console.Out.WriteLine(shell switch { "bash" => Bash, "zsh" => Zsh, "fish" => Fish, _ => PowerShell });
        return ExitCode.Done;
    }
}

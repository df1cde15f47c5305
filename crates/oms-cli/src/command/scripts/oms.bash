# Completion of oms in bash. The command itself says what may stand where.
_oms() {
    local offer program=${COMP_WORDS[0]}
    # A word comes as it was typed, and only the shell knows `~`.
    if [[ $program == \~/* ]]; then
        program=$HOME/${program#'~/'}
    fi
    COMPREPLY=()
    # A line is an offer as it stands: nothing in it is a pattern for files. The bash of macOS has no `mapfile`.
    while IFS= read -r offer; do
        COMPREPLY+=("$offer")
    done < <("$program" __complete bash "$COMP_CWORD" -- "${COMP_WORDS[@]}" 2>/dev/null </dev/null)
    # Behind a directory, a path goes on.
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -F _oms oms

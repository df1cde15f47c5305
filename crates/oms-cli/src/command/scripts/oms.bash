# Completion of oms in bash. The command itself says what may stand where.
_oms() {
    local words=("${COMP_WORDS[@]}") line=${COMP_LINE:0:COMP_POINT}
    local offer at='' program=${words[0]} word=${words[COMP_CWORD]}
    # A word comes as it was typed, and only the shell knows `~`.
    if [[ $program == \~/* ]]; then
        program=$HOME/${program#'~/'}
    fi
    # It comes whole, and what stands behind the cursor stays there: only what is before it is completed.
    while [[ -n $word && $line != *"$word" ]]; do
        word=${word%?}
    done
    words[COMP_CWORD]=$word
    # Where bash completes names of hosts, it replaces the `@` before a word as well.
    if shopt -q hostcomplete && [[ $word == @ || $line == *@"$word" ]]; then
        at=@
    fi
    COMPREPLY=()
    # A line is an offer as it stands: nothing in it is a pattern for files. The bash of macOS has no `mapfile`.
    while IFS= read -r offer; do
        COMPREPLY+=("$at$offer")
    done < <("$program" __complete bash "$COMP_CWORD" -- "${words[@]}" 2>/dev/null </dev/null)
    # Behind a directory, a path goes on.
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -F _oms oms

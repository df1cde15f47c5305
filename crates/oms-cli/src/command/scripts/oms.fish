# Completion of oms in fish. The command itself says what may stand where.
function __oms_complete
    set -l words (commandline -opc)
    set -l program $words[1]
    # Only the shell knows `~`.
    if string match -q '~/*' -- $program
        set program $HOME/(string sub -s 3 -- $program)
    end
    # An unknown command would be told of in the middle of the line.
    type -q $program; or return
    # The other words come without their quotes.
    set -l word (commandline -ct)
    set -l plain (string unescape -- $word); or set plain $word
    $program __complete fish (count $words) -- $words $plain 2>/dev/null </dev/null
end
complete -c oms -f -a '(__oms_complete)'

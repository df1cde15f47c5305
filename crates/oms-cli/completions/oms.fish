# Completion of oms in fish. The command itself says what may stand where.
function __oms_complete
    set -l words (commandline -opc)
    $words[1] __complete fish (count $words) -- $words (commandline -ct) 2>/dev/null </dev/null
end
complete -c oms -f -a '(__oms_complete)'

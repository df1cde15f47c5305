# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_oms_global_optspecs
    string join \n profile= endpoint= simulator cacert= proxy= allow-plaintext assume-no-intermediary timeout= user= password-file= password-stdin auth-token-file= json= tz= journal= o/output= query= color= h/help V/version
end

function __fish_oms_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_oms_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_oms_using_subcommand
    set -l cmd (__fish_oms_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c oms -n "__fish_oms_needs_command" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_needs_command" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_needs_command" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_needs_command" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_needs_command" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_needs_command" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_needs_command" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_needs_command" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_needs_command" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_needs_command" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_needs_command" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_needs_command" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_needs_command" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_needs_command" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_needs_command" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_needs_command" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_needs_command" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_needs_command" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oms -n "__fish_oms_needs_command" -s V -l version -d 'Print version'
complete -c oms -n "__fish_oms_needs_command" -f -a "rewind" -d 'Moves a position and does what belongs to it: stops the task, watches the checkpoint, and lets the task go on'
complete -c oms -n "__fish_oms_needs_command" -f -a "batch" -d 'Moves the positions of many tasks, as a file says'
complete -c oms -n "__fish_oms_needs_command" -f -a "apply" -d 'Sends exactly what a saved plan says'
complete -c oms -n "__fish_oms_needs_command" -f -a "runs" -d 'Lists the runs that did not end, goes on with one, or gives it up'
complete -c oms -n "__fish_oms_needs_command" -f -a "journal" -d 'Shows and settles what was sent: the journal of this machine'
complete -c oms -n "__fish_oms_needs_command" -f -a "config" -d 'Tells where settings come from, and keeps passwords'
complete -c oms -n "__fish_oms_needs_command" -f -a "doctor" -d 'Checks the way to the OMS, and changes nothing'
complete -c oms -n "__fish_oms_needs_command" -f -a "sim" -d 'Simulates an OMS on this machine, to try things out'
complete -c oms -n "__fish_oms_needs_command" -f -a "completions" -d 'Prints a script with which a shell completes this command\'s words'
complete -c oms -n "__fish_oms_needs_command" -f -a "man" -d 'Prints or writes the manual pages'
complete -c oms -n "__fish_oms_needs_command" -f -a "version" -d 'Prints the version of the command and of the spec that it was generated from'
complete -c oms -n "__fish_oms_needs_command" -f -a "cancel-project-modify-record" -d 'Cancels a change of a task\'s objects before it is worked on'
complete -c oms -n "__fish_oms_needs_command" -f -a "create-label" -d 'Creates a label that tasks can carry'
complete -c oms -n "__fish_oms_needs_command" -f -a "create-mysql-data-source" -d 'Creates a data source for a MySQL database (known in part)'
complete -c oms -n "__fish_oms_needs_command" -f -a "create-oceanbase-data-source" -d 'Creates a data source for an OceanBase tenant (known in part)'
complete -c oms -n "__fish_oms_needs_command" -f -a "create-oceanbase-odp-data-source" -d 'Creates a data source for an OceanBase database proxy (ODP) (known in part)'
complete -c oms -n "__fish_oms_needs_command" -f -a "create-project" -d 'Creates a migration or synchronization task (known in part)'
complete -c oms -n "__fish_oms_needs_command" -f -a "create-project-modify-records" -d 'Adds objects to a task or removes them from it (known in part)'
complete -c oms -n "__fish_oms_needs_command" -f -a "delete-data-source" -d 'Deletes a data source'
complete -c oms -n "__fish_oms_needs_command" -f -a "delete-project" -d 'Deletes a migration, synchronization or verification task'
complete -c oms -n "__fish_oms_needs_command" -f -a "describe-project" -d 'Reads a task with its whole configuration (known in part)'
complete -c oms -n "__fish_oms_needs_command" -f -a "describe-project-components" -d 'Lists the components that do the work of a task (known in part)'
complete -c oms -n "__fish_oms_needs_command" -f -a "describe-project-progress" -d 'Reads how far a task is, and the positions that its incremental synchronization has reached (known in part)'
complete -c oms -n "__fish_oms_needs_command" -f -a "describe-project-steps" -d 'Lists the steps of a task with their state (known in part)'
complete -c oms -n "__fish_oms_needs_command" -f -a "list-all-labels" -d 'Lists all labels (known in part)'
complete -c oms -n "__fish_oms_needs_command" -f -a "list-data-source" -d 'Lists data sources page by page (known in part)'
complete -c oms -n "__fish_oms_needs_command" -f -a "list-project-full-verify-result" -d 'Lists what the full verification of a task found, table by table (known in part)'
complete -c oms -n "__fish_oms_needs_command" -f -a "list-projects" -d 'Lists tasks page by page, with filters (known in part)'
complete -c oms -n "__fish_oms_needs_command" -f -a "release-project" -d 'Ends a task for good (known in part)'
complete -c oms -n "__fish_oms_needs_command" -f -a "reset-incr-start-timestamp" -d 'Moves the position from which the forward or the reverse incremental synchronization of a task continues'
complete -c oms -n "__fish_oms_needs_command" -f -a "resume-project" -d 'Resumes a paused task (known in part)'
complete -c oms -n "__fish_oms_needs_command" -f -a "retry-project-modify-records" -d 'Works again on a change of a task\'s objects that has failed (known in part)'
complete -c oms -n "__fish_oms_needs_command" -f -a "start-project" -d 'Starts a migration, synchronization or verification task'
complete -c oms -n "__fish_oms_needs_command" -f -a "start-projects-by-label" -d 'Starts every task that carries a label and has not been started'
complete -c oms -n "__fish_oms_needs_command" -f -a "stop-project" -d 'Pauses a running task (known in part)'
complete -c oms -n "__fish_oms_needs_command" -f -a "stop-project-modify-records" -d 'Stops a change of a task\'s objects that is being worked on'
complete -c oms -n "__fish_oms_needs_command" -f -a "submit-pre-check" -d 'Starts a check of what a task is to be, before it is created or its objects are changed (known in part)'
complete -c oms -n "__fish_oms_needs_command" -f -a "update-project-config" -d 'Replaces the settings of a task (known in part)'
complete -c oms -n "__fish_oms_needs_command" -f -a "plan" -d 'Saves what an action would send, to be read, approved and sent later'
complete -c oms -n "__fish_oms_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c oms -n "__fish_oms_using_subcommand rewind" -l id -d 'The task' -r
complete -c oms -n "__fish_oms_using_subcommand rewind" -l reverse -d 'Which synchronization is moved: `true` the reverse one, from the target back to the source; `false` the forward one' -r
complete -c oms -n "__fish_oms_using_subcommand rewind" -l to -d 'The new position. RFC 3339 with a zone (2025-03-19T14:18:38+08:00), Unix time in seconds (1742365118) or with a unit (1742365118s, 1742365118000ms), relative to now (-2h, "2h ago", -1d12h, now), or a date and time in the zone of --tz; sent as whole seconds, UTC' -r
complete -c oms -n "__fish_oms_using_subcommand rewind" -l wait-timeout -d 'Longest time for each wait, in seconds or with a unit (90s, 10m). Where it runs out, the exit code is 8' -r
complete -c oms -n "__fish_oms_using_subcommand rewind" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand rewind" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand rewind" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand rewind" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand rewind" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand rewind" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand rewind" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand rewind" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand rewind" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand rewind" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand rewind" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand rewind" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand rewind" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand rewind" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand rewind" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand rewind" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand rewind" -l wait -d 'Wait also until the task has moved on from the new position. Ctrl-C ends the wait and nothing else'
complete -c oms -n "__fish_oms_using_subcommand rewind" -l leave-paused -d 'Where the move has no effect, leave the task paused that was paused for it, instead of letting it go on'
complete -c oms -n "__fish_oms_using_subcommand rewind" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand rewind" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand rewind" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand rewind" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand rewind" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand rewind" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand rewind" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand rewind" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand rewind" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand rewind" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand rewind" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand batch" -l max -d 'The most tasks that a file may have' -r
complete -c oms -n "__fish_oms_using_subcommand batch" -l rate -d 'How many lines are sent a second, one after the other; less than one is taken, too (0.2)' -r
complete -c oms -n "__fish_oms_using_subcommand batch" -l canary -d 'Send so many lines first, wait until their positions have moved, and ask before the rest. With --yes, nobody is asked' -r
complete -c oms -n "__fish_oms_using_subcommand batch" -l wait-timeout -d 'Longest wait for each position of the canary, and for each step of --pause, in seconds or with a unit (90s, 10m)' -r
complete -c oms -n "__fish_oms_using_subcommand batch" -l yes -d 'Confirm without being asked, by the number of tasks in the file' -r
complete -c oms -n "__fish_oms_using_subcommand batch" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand batch" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand batch" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand batch" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand batch" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand batch" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand batch" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand batch" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand batch" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand batch" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand batch" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand batch" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand batch" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand batch" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand batch" -l keep-going -d 'Go on behind a line that was rejected. Whatever else goes wrong stops the rest'
complete -c oms -n "__fish_oms_using_subcommand batch" -l pause -d 'Do the whole loop for each task: stop it if it is at work, move its position, wait until the checkpoint shows it, and let it go on. Without it, a batch only moves positions'
complete -c oms -n "__fish_oms_using_subcommand batch" -l execute -d 'Send what is left of the file. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand batch" -l again -d 'Send although the same was accepted within a day, or all of the file before. A file that was sent in part is gone on with'
complete -c oms -n "__fish_oms_using_subcommand batch" -l no-preflight -d 'Do not look the tasks up first. The plan then says that their state is unknown'
complete -c oms -n "__fish_oms_using_subcommand batch" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand batch" -l allow-skip -d 'Allow positions later than the present ones. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand batch" -l i-know-logs-exist -d 'Allow positions older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand batch" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand batch" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand batch" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand batch" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand batch" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand apply" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand apply" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand apply" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand apply" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand apply" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand apply" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand apply" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand apply" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand apply" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand apply" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand apply" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand apply" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand apply" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand apply" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand apply" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand apply" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand apply" -l no-preflight -d 'Do not look the task up first. Whether its position has moved since the plan is then unknown'
complete -c oms -n "__fish_oms_using_subcommand apply" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand apply" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand apply" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand apply" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand apply" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand apply" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand apply" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand apply" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -l all -d 'List those that ended, too'
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -f -a "show" -d 'Shows a run with every step'
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -f -a "resume" -d 'Goes on with a run: shows the steps that are left, or takes them'
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -f -a "abandon" -d 'Gives a run up. It sends nothing, and says in what state the task is left'
complete -c oms -n "__fish_oms_using_subcommand runs; and not __fish_seen_subcommand_from show resume abandon help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from show" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from show" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from show" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from show" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from show" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from show" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from show" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from show" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from show" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from show" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from show" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from show" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from show" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from show" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from show" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from show" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from show" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from show" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l wait-timeout -d 'Longest time for each wait, in seconds or with a unit (90s, 10m)' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from resume" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from abandon" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from abandon" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from abandon" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from abandon" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from abandon" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from abandon" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from abandon" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from abandon" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from abandon" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from abandon" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from abandon" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from abandon" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from abandon" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from abandon" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from abandon" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from abandon" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from abandon" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from abandon" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from abandon" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from help" -f -a "show" -d 'Shows a run with every step'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from help" -f -a "resume" -d 'Goes on with a run: shows the steps that are left, or takes them'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from help" -f -a "abandon" -d 'Gives a run up. It sends nothing, and says in what state the task is left'
complete -c oms -n "__fish_oms_using_subcommand runs; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -f -a "list" -d 'Lists what was sent, the newest last'
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -f -a "show" -d 'Shows one entry whole'
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -f -a "resolve" -d 'Says what an entry came to whose outcome is unknown'
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -f -a "verify" -d 'Checks that nobody changed or removed an entry or put one in, and says what it cannot tell'
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -f -a "export" -d 'Writes every entry to standard output, a line of JSON each, with the hashes that tie it to the one before'
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -f -a "prune" -d 'Removes old entries'
complete -c oms -n "__fish_oms_using_subcommand journal; and not __fish_seen_subcommand_from list show resolve verify export prune help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l since -d 'Only requests from this time on (-7d, or any time as for an action)' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l until -d 'Only requests before this time' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l of-profile -d 'Only requests of this profile, which need not be there any more' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l to-endpoint -d 'Only requests to this endpoint, however it was spelled' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l action -d 'Only requests of this action, by the name of its command or of the API' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l id -d 'Only requests about this ID' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l run -d 'Only requests of this run' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l outcome -d 'Only requests that came to this' -r -f -a "accepted\t'The service accepted it'
rejected\t'The service refused it'
not-sent\t'It did not leave'
unknown\t'Nobody knows what became of it'
unanswered\t'Its process ended before it wrote down what became of it'
aborted\t'A person left before it was sent'
took-effect\t'A person found out that it took effect'
no-effect\t'A person found out that it had no effect'"
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l open -d 'Only requests whose outcome is unknown'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from show" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from show" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from show" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from show" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from show" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from show" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from show" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from show" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from show" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from show" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from show" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from show" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from show" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from show" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from show" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from show" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from show" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from show" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l note -d 'How that was found out' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l took-effect -d 'It took effect: the present state shows it'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l no-effect -d 'It took no effect, and will not any more'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l early -d 'Say so although the request may still arrive: a network or a gateway can hold one back for minutes'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from resolve" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from verify" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from verify" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from verify" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from verify" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from verify" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from verify" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from verify" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from verify" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from verify" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from verify" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from verify" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from verify" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from verify" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from verify" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from verify" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from verify" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from verify" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from verify" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from export" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from export" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from export" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from export" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from export" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from export" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from export" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from export" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from export" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from export" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from export" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from export" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from export" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from export" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from export" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from export" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from export" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from export" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -l before -d 'Remove what is older than this time (-90d, or any time as for an action)' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from prune" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from help" -f -a "list" -d 'Lists what was sent, the newest last'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from help" -f -a "show" -d 'Shows one entry whole'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from help" -f -a "resolve" -d 'Says what an entry came to whose outcome is unknown'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from help" -f -a "verify" -d 'Checks that nobody changed or removed an entry or put one in, and says what it cannot tell'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from help" -f -a "export" -d 'Writes every entry to standard output, a line of JSON each, with the hashes that tie it to the one before'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from help" -f -a "prune" -d 'Removes old entries'
complete -c oms -n "__fish_oms_using_subcommand journal; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -f -a "explain" -d 'Shows each setting, and where it comes from'
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -f -a "path" -d 'Prints where the configuration stands'
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -f -a "profiles" -d 'Lists the profiles'
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -f -a "keys" -d 'Lists what the configuration may hold'
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -f -a "set-password" -d 'Reads a password from standard input and keeps it for a profile'
complete -c oms -n "__fish_oms_using_subcommand config; and not __fish_seen_subcommand_from explain path profiles keys set-password help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from explain" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from explain" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from explain" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from explain" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from explain" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from explain" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from explain" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from explain" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from explain" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from explain" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from explain" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from explain" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from explain" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from explain" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from explain" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from explain" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from explain" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from explain" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from explain" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from path" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from path" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from path" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from path" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from path" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from path" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from path" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from path" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from path" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from path" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from path" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from path" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from path" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from path" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from path" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from path" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from path" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from path" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from profiles" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from profiles" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from profiles" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from profiles" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from profiles" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from profiles" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from profiles" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from profiles" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from profiles" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from profiles" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from profiles" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from profiles" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from profiles" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from profiles" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from profiles" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from profiles" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from profiles" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from profiles" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from profiles" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from keys" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from keys" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from keys" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from keys" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from keys" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from keys" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from keys" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from keys" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from keys" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from keys" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from keys" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from keys" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from keys" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from keys" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from keys" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from keys" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from keys" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from keys" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from keys" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from set-password" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from set-password" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from set-password" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from set-password" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from set-password" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from set-password" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from set-password" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from set-password" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from set-password" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from set-password" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from set-password" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from set-password" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from set-password" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from set-password" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from set-password" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from set-password" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from set-password" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from set-password" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from set-password" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "explain" -d 'Shows each setting, and where it comes from'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "path" -d 'Prints where the configuration stands'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "profiles" -d 'Lists the profiles'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "keys" -d 'Lists what the configuration may hold'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "set-password" -d 'Reads a password from standard input and keeps it for a profile'
complete -c oms -n "__fish_oms_using_subcommand config; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c oms -n "__fish_oms_using_subcommand doctor" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand doctor" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand doctor" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand doctor" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand doctor" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand doctor" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand doctor" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand doctor" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand doctor" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand doctor" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand doctor" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand doctor" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand doctor" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand doctor" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand doctor" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand doctor" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand doctor" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand doctor" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand doctor" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand sim" -l bind -d 'Address to listen on. Whoever reaches it can call the simulated API' -r
complete -c oms -n "__fish_oms_using_subcommand sim" -l port -d 'Port to listen on; 0 is a free one' -r
complete -c oms -n "__fish_oms_using_subcommand sim" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand sim" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand sim" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand sim" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand sim" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand sim" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand sim" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand sim" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand sim" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand sim" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand sim" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand sim" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand sim" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand sim" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand sim" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand sim" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand sim" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand sim" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand sim" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand completions" -l dir -d 'Write the scripts of bash, zsh and fish to this directory, instead of printing one' -r -F
complete -c oms -n "__fish_oms_using_subcommand completions" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand completions" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand completions" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand completions" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand completions" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand completions" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand completions" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand completions" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand completions" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand completions" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand completions" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand completions" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand completions" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand completions" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand completions" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand completions" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand completions" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand completions" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand completions" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand man" -l dir -d 'Write a page for each command to this directory, instead of printing the first' -r -F
complete -c oms -n "__fish_oms_using_subcommand man" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand man" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand man" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand man" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand man" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand man" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand man" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand man" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand man" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand man" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand man" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand man" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand man" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand man" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand man" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand man" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand man" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand man" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand man" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand version" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand version" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand version" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand version" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand version" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand version" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand version" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand version" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand version" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand version" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand version" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand version" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand version" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand version" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand version" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand version" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand version" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand version" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand version" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l id -d 'The record of the change' -r
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand cancel-project-modify-record" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand create-label" -l name -d 'Name of the label' -r
complete -c oms -n "__fish_oms_using_subcommand create-label" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand create-label" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand create-label" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand create-label" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand create-label" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-label" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand create-label" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand create-label" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand create-label" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-label" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-label" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand create-label" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand create-label" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-label" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand create-label" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand create-label" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand create-label" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand create-label" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand create-label" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand create-label" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand create-label" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand create-label" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand create-label" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand create-label" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand create-label" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand create-label" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand create-label" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l name -d 'Name of the data source' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l type -d 'Kind of the database, such as `VPC`; the values are not listed' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l user-name -d 'Database user' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l password-from -d 'Password of the database user. The SDK does not say that it is Base64 text; that it is one is assumed, because it is where other data sources are created. It is read from a file of your own that only you can read.' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l instance-id -d 'ID of the instance, such as `rm-t4n81f0x`' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l dg-instance-id -d 'ID of a database gateway, such as `dg-x2v7k0ab`' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l vpc-id -d 'ID of the virtual private cloud' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l ip -d 'Host' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l port -d 'Port' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l schema -d 'The one database that the data source is for, where it is for one only' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l use-ssl -d 'Whether the database is reached over TLS' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l description -d 'What the data source is for, in words' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand create-mysql-data-source" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l name -d 'Name of the data source' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l type -d 'Kind of the tenant' -r -f -a "OB_MYSQL\t''
OB_MYSQL_CE\t''
OB_ORACLE\t''
OB_MYSQL_TENANT\t''
OB_ORACLE_TENANT\t''
OB_MYSQL_VPC\t''
OB_ORACLE_VPC\t''"
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l tenant -d 'Tenant' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l cluster -d 'Cluster of the tenant' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l schema -d 'The one database that the data source is for, where it is for one only' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l vpc-id -d 'ID of the virtual private cloud; hosted edition only' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l ip -d 'Host' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l port -d 'Port' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l log-proxy-ip -d 'Host of the log proxy' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l log-proxy-port -d 'Port of the log proxy' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l user-name -d 'Database user' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l password-from -d 'Password of the database user. It is read from a file of your own that only you can read.' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l region -d 'Region' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l description -d 'What the data source is for, in words' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l ocp-name -d 'OCP that the data source is linked to' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l config-url -d 'Value of the cluster\'s parameter `obconfig_url`' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l drc-user-name -d 'User of the tenant `sys` who reads the logs' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l drc-password-from -d 'Password of that user. It is read from a file of your own that only you can read.' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l inner-drc-password-from -d 'A password whose user the other clients do not tell. It is read from a file of your own that only you can read.' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-data-source" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l name -d 'Name of the data source' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l url -d 'Address of the gateway, or of its JSON file' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l ob-proxy -d 'Address of the proxy as host and port, such as `192.0.2.10:2883`' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l route -d 'Name of the route, such as `MiddleWareCluster-ODP`' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l access-key-from -d 'Access key of the caller. It is read from a file of your own that only you can read.' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l instance-id -d 'ID of the instance of the proxy\'s node, such as `odp-5f2c81`' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l middleware-instance-id -d 'ID of the middleware, such as `000001`; leading zeros matter' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l secret-key-from -d 'Secret that belongs to the access key. It is read from a file of your own that only you can read.' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l user-name -d 'Database user. The sibling actions for PolarDB, for a MySQL master with its slave and for Kafka spell it `username`' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l password-from -d 'Password of the database user. It is read from a file of your own that only you can read.' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l region -d 'Region' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l description -d 'What the data source is for, in words' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l drc-user-name -d 'User of the tenant `sys` who reads the logs' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l drc-password-from -d 'Password of that user. The page does not say that it is Base64 text, as it does of the other password; that it is one is assumed. It is read from a file of your own that only you can read.' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand create-oceanbase-odp-data-source" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oms -n "__fish_oms_using_subcommand create-project" -l name -d 'Name of the task, without spaces' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l type -d 'Kind of the task: a migration or a synchronization' -r -f -a "MIGRATION\t''
SYNC\t''
VERIFY\t''"
complete -c oms -n "__fish_oms_using_subcommand create-project" -l label-ids -d 'Labels that the task carries' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l source-endpoint-id -d 'The source, as `ListDataSource` lists it' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l sink-endpoint-id -d 'The target, as `ListDataSource` lists it' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l transfer-mapping -d 'The objects of the task' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l common-transfer-config -d 'Settings that the steps share' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l enable-struct-transfer -d 'Whether schemas are migrated' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l struct-transfer-config -d 'Settings of the schema migration' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l enable-full-transfer -d 'Whether there is a full transfer' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l enable-full-verify -d 'Whether there is a full verification' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l full-transfer-config -d 'Settings of the full transfer and of the full verification' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l enable-incr-transfer -d 'Whether there is incremental synchronization' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l enable-reverse-incr-transfer -d 'Whether there is reverse incremental synchronization, from the target back to the source' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l incr-transfer-config -d 'Settings of incremental synchronization' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l reverse-incr-transfer-config -d 'Settings of reverse incremental synchronization' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l id -d 'ID of the task, which the hosted edition requires and private OMS does not: OceanBase Developer Center sends null' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l worker-grade-id -d 'ID of the instance that does the work, which the hosted edition requires; hosted edition only' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l use-oss -d 'Whether an object store is used; hosted edition only' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l oss-key -d 'Key of an object in that store; hosted edition only' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l uid -d 'ID of the main account of the hosted edition. OceanBase Developer Center sends it with every request' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-project" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-project" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-project" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-project" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand create-project" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand create-project" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand create-project" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand create-project" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand create-project" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand create-project" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand create-project" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand create-project" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand create-project" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand create-project" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand create-project" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand create-project" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l id -d 'The task' -r
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l databases -d 'Databases with the objects that change' -r
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand create-project-modify-records" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l id -d 'The data source' -r
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand delete-data-source" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l id -d 'The task' -r
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand delete-project" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand delete-project" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand delete-project" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand describe-project" -l id -d 'The task' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand describe-project" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand describe-project" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand describe-project" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand describe-project" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand describe-project" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand describe-project" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand describe-project" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand describe-project" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand describe-project" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -l id -d 'The task' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand describe-project-components" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -l id -d 'The task' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand describe-project-progress" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -l id -d 'The task' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand describe-project-steps" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand list-all-labels" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand list-all-labels" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand list-all-labels" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand list-all-labels" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand list-all-labels" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand list-all-labels" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand list-all-labels" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand list-all-labels" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand list-all-labels" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand list-all-labels" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand list-all-labels" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand list-all-labels" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand list-all-labels" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand list-all-labels" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand list-all-labels" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand list-all-labels" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand list-all-labels" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand list-all-labels" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand list-all-labels" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l search-key -d 'Name or ID of a data source' -r
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l types -d 'Kinds of the data sources' -r -f -a "MYSQL\t''
OB_ORACLE\t''
OB_MYSQL\t''
ORACLE\t''
TIDB\t''
KAFKA\t''
ADB\t''
DATAHUB\t''
ROCKETMQ\t''
DB2_LUW\t''
POSTGRESQL\t''
IDB\t''
DBP_OP_ROUTE\t''"
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l sort-field -d 'What the list is sorted by. The page lists no values; these are OceanBase Developer Center\'s' -r -f -a "gmtCreate\t''
gmtModified\t''"
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l order -d 'Direction in which the list is sorted' -r -f -a "asc\t''
descend\t''"
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l page-number -d 'Number of the page, from 1. The hosted edition\'s SDK sends text' -r
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l page-size -d 'Greatest number of data sources on a page. The hosted edition\'s SDK sends text' -r
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand list-data-source" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l project-id -d 'The task' -r
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l source-schemas -d 'Databases of the source' -r
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l dest-schemas -d 'Databases of the target' -r
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l status -d 'States of the tables' -r -f -a "RUNNING\t''
ERROR\t''
FINISHED\t''
SUSPEND\t''"
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l page-number -d 'Number of the page, from 1' -r
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l page-size -d 'Greatest number of tables on a page' -r
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand list-project-full-verify-result" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l search-key -d 'Name or ID of a task' -r
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l type -d 'Kind of the tasks' -r -f -a "MIGRATION\t''
SYNC\t''
VERIFY\t''"
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l status -d 'States of the tasks' -r -f -a "INIT\t''
RUNNING\t''
SUSPEND\t''
FAILED\t''
FINISHED\t''
RELEASING\t''
RELEASED\t''
DELETED\t''
RUNNING_MODIFYING\t''
RUNNING_MERGING\t''
RUNNING_ALARMING\t''"
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l label-ids -d 'Labels that the tasks carry' -r
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l source-endpoint-types -d 'Kinds of the sources' -r -f -a "MYSQL\t''
OB_ORACLE\t''
OB_MYSQL\t''
ORACLE\t''
TIDB\t''
KAFKA\t''
ADB\t''
DATAHUB\t''
ROCKETMQ\t''
DB2_LUW\t''
POSTGRESQL\t''
IDB\t''
DBP_OP_ROUTE\t''"
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l sink-endpoint-types -d 'Kinds of the targets' -r -f -a "MYSQL\t''
OB_ORACLE\t''
OB_MYSQL\t''
ORACLE\t''
TIDB\t''
KAFKA\t''
ADB\t''
DATAHUB\t''
ROCKETMQ\t''
DB2_LUW\t''
POSTGRESQL\t''
IDB\t''
DBP_OP_ROUTE\t''"
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l visible-sub-project -d 'Whether subtasks are listed as well' -r
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l sort-field -d 'What the list is sorted by' -r -f -a "gmtCreate\t''
gmtModified\t''"
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l order -d 'Direction in which the list is sorted' -r -f -a "asc\t''
descend\t''"
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l page-number -d 'Number of the page, from 1' -r
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l page-size -d 'Greatest number of tasks on a page' -r
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l need-related-info -d 'Whether what belongs to a task is given as well; hosted edition only' -r
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand list-projects" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand list-projects" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand list-projects" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oms -n "__fish_oms_using_subcommand release-project" -l id -d 'The task' -r
complete -c oms -n "__fish_oms_using_subcommand release-project" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand release-project" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand release-project" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand release-project" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand release-project" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand release-project" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand release-project" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand release-project" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand release-project" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand release-project" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand release-project" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand release-project" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand release-project" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand release-project" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand release-project" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand release-project" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand release-project" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand release-project" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand release-project" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand release-project" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand release-project" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand release-project" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand release-project" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand release-project" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand release-project" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand release-project" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand release-project" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l id -d 'The task' -r
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l reverse -d 'Which synchronization is moved: `true` the reverse one, from the target back to the source; `false` the forward one' -r
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l start-timestamp -d 'The new position. RFC 3339 with a zone (2025-03-19T14:18:38+08:00), Unix time in seconds (1742365118) or with a unit (1742365118s, 1742365118000ms), relative to now (-2h, "2h ago", -1d12h, now), or a date and time in the zone of --tz; sent as whole seconds, UTC' -r
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand reset-incr-start-timestamp" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l id -d 'The task' -r
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand resume-project" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand resume-project" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand resume-project" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l id -d 'The record of the change' -r
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand retry-project-modify-records" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand start-project" -l id -d 'The task' -r
complete -c oms -n "__fish_oms_using_subcommand start-project" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand start-project" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand start-project" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand start-project" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand start-project" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand start-project" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand start-project" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand start-project" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand start-project" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand start-project" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand start-project" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand start-project" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand start-project" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand start-project" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand start-project" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand start-project" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand start-project" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand start-project" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand start-project" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand start-project" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand start-project" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand start-project" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand start-project" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand start-project" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand start-project" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand start-project" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand start-project" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l id -d 'The label' -r
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand start-projects-by-label" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l id -d 'The task' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand stop-project" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand stop-project" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand stop-project" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l id -d 'The record of the change. It is a number, sent as text' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand stop-project-modify-records" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l name -d 'Name of the task, without spaces' -r
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l project-id -d 'The task, where there is one already. The page of the community edition lacks it' -r
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l sub-project -d 'Whether the check belongs to a change of the task\'s objects. The page of the community edition lacks it' -r
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l type -d 'Kind of the task' -r -f -a "MIGRATION\t''
SYNC\t''
VERIFY\t''"
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l label-ids -d 'Labels that the task carries' -r
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l source-endpoint-id -d 'The source, as `ListDataSource` lists it' -r
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l sink-endpoint-id -d 'The target, as `ListDataSource` lists it' -r
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l transfer-mapping -d 'The objects of the task' -r
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l common-transfer-config -d 'Settings that the steps share' -r
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand submit-pre-check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l id -d 'The task' -r
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l common-transfer-config -d 'Settings that the steps share' -r
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l struct-transfer-config -d 'Settings of the schema migration. Only the newer pages have them' -r
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l full-transfer-config -d 'Settings of the full transfer and of the full verification' -r
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l incr-transfer-config -d 'Settings of incremental synchronization' -r
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l reverse-incr-transfer-config -d 'Settings of reverse incremental synchronization' -r
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l yes -d 'Confirm without being asked, by the ID that would have to be typed' -r
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l expect-current -d 'Act only while the present position is this one (a time, as for the new position)' -r
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l execute -d 'Send the request. Without it, the plan is printed and nothing is sent'
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l again -d 'Send it although the same was accepted a few minutes ago. It takes effect a second time'
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l no-preflight -d 'Do not look the task up first. The plan then says that its state is unknown'
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l no-lock -d 'Do not refuse while another process changes the same thing. Only for a lock that nobody holds any more'
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l allow-skip -d 'Allow a position later than the present one. The changes between them are SKIPPED, and may be lost'
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l i-know-logs-exist -d 'Allow a position older than 365 days, for which no service keeps logs unless told to'
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand update-project-config" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "rewind" -d 'Plans to move a position with what belongs to it'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "batch" -d 'Plans to move the positions of many tasks, as a file says'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "cancel-project-modify-record" -d 'Cancels a change of a task\'s objects before it is worked on'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "create-label" -d 'Creates a label that tasks can carry'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "create-mysql-data-source" -d 'Creates a data source for a MySQL database (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "create-oceanbase-data-source" -d 'Creates a data source for an OceanBase tenant (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "create-oceanbase-odp-data-source" -d 'Creates a data source for an OceanBase database proxy (ODP) (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "create-project" -d 'Creates a migration or synchronization task (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "create-project-modify-records" -d 'Adds objects to a task or removes them from it (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "delete-data-source" -d 'Deletes a data source'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "delete-project" -d 'Deletes a migration, synchronization or verification task'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "describe-project" -d 'Reads a task with its whole configuration (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "describe-project-components" -d 'Lists the components that do the work of a task (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "describe-project-progress" -d 'Reads how far a task is, and the positions that its incremental synchronization has reached (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "describe-project-steps" -d 'Lists the steps of a task with their state (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "list-all-labels" -d 'Lists all labels (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "list-data-source" -d 'Lists data sources page by page (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "list-project-full-verify-result" -d 'Lists what the full verification of a task found, table by table (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "list-projects" -d 'Lists tasks page by page, with filters (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "release-project" -d 'Ends a task for good (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "reset-incr-start-timestamp" -d 'Moves the position from which the forward or the reverse incremental synchronization of a task continues'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "resume-project" -d 'Resumes a paused task (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "retry-project-modify-records" -d 'Works again on a change of a task\'s objects that has failed (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "start-project" -d 'Starts a migration, synchronization or verification task'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "start-projects-by-label" -d 'Starts every task that carries a label and has not been started'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "stop-project" -d 'Pauses a running task (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "stop-project-modify-records" -d 'Stops a change of a task\'s objects that is being worked on'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "submit-pre-check" -d 'Starts a check of what a task is to be, before it is created or its objects are changed (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "update-project-config" -d 'Replaces the settings of a task (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and not __fish_seen_subcommand_from rewind batch cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from rewind" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from rewind" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from rewind" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from rewind" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from rewind" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from rewind" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from rewind" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from rewind" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from rewind" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from rewind" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from rewind" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from rewind" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from rewind" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from rewind" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from rewind" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from rewind" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from rewind" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from rewind" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from rewind" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from batch" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from batch" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from batch" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from batch" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from batch" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from batch" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from batch" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from batch" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from batch" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from batch" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from batch" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from batch" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from batch" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from batch" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from batch" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from batch" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from batch" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from batch" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from batch" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from cancel-project-modify-record" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from cancel-project-modify-record" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from cancel-project-modify-record" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from cancel-project-modify-record" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from cancel-project-modify-record" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from cancel-project-modify-record" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from cancel-project-modify-record" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from cancel-project-modify-record" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from cancel-project-modify-record" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from cancel-project-modify-record" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from cancel-project-modify-record" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from cancel-project-modify-record" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from cancel-project-modify-record" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from cancel-project-modify-record" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from cancel-project-modify-record" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from cancel-project-modify-record" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from cancel-project-modify-record" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from cancel-project-modify-record" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from cancel-project-modify-record" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-label" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-label" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-label" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-label" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-label" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-label" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-label" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-label" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-label" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-label" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-label" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-label" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-label" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-label" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-label" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-label" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-label" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-label" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-label" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-mysql-data-source" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-mysql-data-source" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-mysql-data-source" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-mysql-data-source" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-mysql-data-source" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-mysql-data-source" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-mysql-data-source" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-mysql-data-source" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-mysql-data-source" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-mysql-data-source" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-mysql-data-source" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-mysql-data-source" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-mysql-data-source" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-mysql-data-source" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-mysql-data-source" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-mysql-data-source" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-mysql-data-source" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-mysql-data-source" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-mysql-data-source" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-data-source" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-data-source" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-data-source" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-data-source" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-data-source" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-data-source" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-data-source" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-data-source" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-data-source" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-data-source" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-data-source" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-data-source" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-data-source" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-data-source" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-data-source" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-data-source" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-data-source" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-data-source" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-data-source" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-odp-data-source" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-odp-data-source" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-odp-data-source" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-odp-data-source" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-odp-data-source" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-odp-data-source" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-odp-data-source" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-odp-data-source" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-odp-data-source" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-odp-data-source" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-odp-data-source" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-odp-data-source" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-odp-data-source" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-odp-data-source" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-odp-data-source" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-odp-data-source" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-odp-data-source" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-odp-data-source" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-oceanbase-odp-data-source" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project-modify-records" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project-modify-records" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project-modify-records" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project-modify-records" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project-modify-records" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project-modify-records" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project-modify-records" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project-modify-records" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project-modify-records" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project-modify-records" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project-modify-records" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project-modify-records" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project-modify-records" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project-modify-records" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project-modify-records" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project-modify-records" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project-modify-records" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project-modify-records" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from create-project-modify-records" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-data-source" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-data-source" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-data-source" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-data-source" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-data-source" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-data-source" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-data-source" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-data-source" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-data-source" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-data-source" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-data-source" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-data-source" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-data-source" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-data-source" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-data-source" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-data-source" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-data-source" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-data-source" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-data-source" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-project" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-project" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-project" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-project" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-project" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-project" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-project" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-project" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-project" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-project" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-project" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-project" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-project" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-project" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-project" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-project" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-project" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-project" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from delete-project" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-components" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-components" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-components" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-components" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-components" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-components" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-components" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-components" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-components" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-components" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-components" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-components" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-components" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-components" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-components" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-components" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-components" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-components" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-components" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-progress" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-progress" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-progress" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-progress" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-progress" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-progress" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-progress" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-progress" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-progress" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-progress" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-progress" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-progress" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-progress" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-progress" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-progress" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-progress" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-progress" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-progress" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-progress" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-steps" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-steps" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-steps" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-steps" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-steps" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-steps" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-steps" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-steps" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-steps" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-steps" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-steps" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-steps" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-steps" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-steps" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-steps" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-steps" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-steps" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-steps" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from describe-project-steps" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-all-labels" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-all-labels" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-all-labels" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-all-labels" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-all-labels" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-all-labels" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-all-labels" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-all-labels" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-all-labels" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-all-labels" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-all-labels" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-all-labels" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-all-labels" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-all-labels" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-all-labels" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-all-labels" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-all-labels" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-all-labels" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-all-labels" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-data-source" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-data-source" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-data-source" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-data-source" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-data-source" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-data-source" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-data-source" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-data-source" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-data-source" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-data-source" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-data-source" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-data-source" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-data-source" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-data-source" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-data-source" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-data-source" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-data-source" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-data-source" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-data-source" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-project-full-verify-result" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-project-full-verify-result" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-project-full-verify-result" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-project-full-verify-result" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-project-full-verify-result" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-project-full-verify-result" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-project-full-verify-result" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-project-full-verify-result" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-project-full-verify-result" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-project-full-verify-result" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-project-full-verify-result" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-project-full-verify-result" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-project-full-verify-result" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-project-full-verify-result" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-project-full-verify-result" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-project-full-verify-result" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-project-full-verify-result" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-project-full-verify-result" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-project-full-verify-result" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-projects" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-projects" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-projects" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-projects" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-projects" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-projects" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-projects" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-projects" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-projects" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-projects" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-projects" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-projects" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-projects" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-projects" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-projects" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-projects" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-projects" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-projects" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from list-projects" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from release-project" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from release-project" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from release-project" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from release-project" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from release-project" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from release-project" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from release-project" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from release-project" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from release-project" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from release-project" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from release-project" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from release-project" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from release-project" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from release-project" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from release-project" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from release-project" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from release-project" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from release-project" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from release-project" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from reset-incr-start-timestamp" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from reset-incr-start-timestamp" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from reset-incr-start-timestamp" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from reset-incr-start-timestamp" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from reset-incr-start-timestamp" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from reset-incr-start-timestamp" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from reset-incr-start-timestamp" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from reset-incr-start-timestamp" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from reset-incr-start-timestamp" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from reset-incr-start-timestamp" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from reset-incr-start-timestamp" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from reset-incr-start-timestamp" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from reset-incr-start-timestamp" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from reset-incr-start-timestamp" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from reset-incr-start-timestamp" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from reset-incr-start-timestamp" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from reset-incr-start-timestamp" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from reset-incr-start-timestamp" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from reset-incr-start-timestamp" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from resume-project" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from resume-project" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from resume-project" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from resume-project" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from resume-project" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from resume-project" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from resume-project" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from resume-project" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from resume-project" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from resume-project" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from resume-project" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from resume-project" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from resume-project" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from resume-project" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from resume-project" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from resume-project" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from resume-project" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from resume-project" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from resume-project" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from retry-project-modify-records" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from retry-project-modify-records" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from retry-project-modify-records" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from retry-project-modify-records" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from retry-project-modify-records" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from retry-project-modify-records" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from retry-project-modify-records" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from retry-project-modify-records" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from retry-project-modify-records" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from retry-project-modify-records" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from retry-project-modify-records" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from retry-project-modify-records" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from retry-project-modify-records" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from retry-project-modify-records" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from retry-project-modify-records" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from retry-project-modify-records" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from retry-project-modify-records" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from retry-project-modify-records" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from retry-project-modify-records" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-project" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-project" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-project" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-project" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-project" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-project" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-project" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-project" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-project" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-project" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-project" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-project" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-project" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-project" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-project" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-project" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-project" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-project" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-project" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-projects-by-label" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-projects-by-label" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-projects-by-label" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-projects-by-label" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-projects-by-label" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-projects-by-label" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-projects-by-label" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-projects-by-label" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-projects-by-label" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-projects-by-label" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-projects-by-label" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-projects-by-label" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-projects-by-label" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-projects-by-label" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-projects-by-label" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-projects-by-label" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-projects-by-label" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-projects-by-label" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from start-projects-by-label" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project-modify-records" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project-modify-records" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project-modify-records" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project-modify-records" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project-modify-records" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project-modify-records" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project-modify-records" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project-modify-records" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project-modify-records" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project-modify-records" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project-modify-records" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project-modify-records" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project-modify-records" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project-modify-records" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project-modify-records" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project-modify-records" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project-modify-records" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project-modify-records" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from stop-project-modify-records" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from submit-pre-check" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from submit-pre-check" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from submit-pre-check" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from submit-pre-check" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from submit-pre-check" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from submit-pre-check" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from submit-pre-check" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from submit-pre-check" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from submit-pre-check" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from submit-pre-check" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from submit-pre-check" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from submit-pre-check" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from submit-pre-check" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from submit-pre-check" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from submit-pre-check" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from submit-pre-check" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from submit-pre-check" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from submit-pre-check" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from submit-pre-check" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from update-project-config" -l profile -d 'Profile of the configuration; or the variable `OMS_PROFILE`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from update-project-config" -l endpoint -d 'Base URL of the OMS, such as `https://oms.example.com:8089`; or the variable `OMS_ENDPOINT`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from update-project-config" -l cacert -d 'PEM file with certificates to trust beside those of the system' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from update-project-config" -l proxy -d 'Proxy through which an https endpoint is reached, instead of the environment\'s' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from update-project-config" -l timeout -d 'Longest time for a whole call, in seconds or with a unit (90s, 1500ms, 2m); 60s unless given' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from update-project-config" -l user -d 'User; or the variable `OMS_USER`. The password comes from one of the next two, from the profile, or last from the variable `OMS_PASSWORD`' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from update-project-config" -l password-file -d 'File with the password. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from update-project-config" -l auth-token-file -d 'File with the Base64 of `user:password`, as other clients configure it. It must belong to you alone (mode 0600)' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from update-project-config" -l json -d 'Parameters of the action as one JSON object, or - to read it from standard input; instead of the action\'s own flags' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from update-project-config" -l tz -d 'Zone of times that name none, such as Asia/Shanghai. Without it, such a time is refused' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from update-project-config" -l journal -d 'Directory of the journal; or the variable `OMS_JOURNAL`' -r -F
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from update-project-config" -s o -l output -d 'How to print: table, json, jsonl or csv; for `oms plan`, the file to save to' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from update-project-config" -l query -d 'Print only the part of the JSON that this pointer names, such as /data/status. Nothing there is an error' -r
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from update-project-config" -l color -d 'When to use colours: auto, always or never' -r -f -a "auto\t'On a terminal that can, unless `NO_COLOR` is set'
always\t'Always'
never\t'Never'"
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from update-project-config" -l simulator -d 'Start a simulator for this one command, and call that'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from update-project-config" -l allow-plaintext -d 'Allow http:// to a host that is not this machine. The credentials then travel in the clear'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from update-project-config" -l assume-no-intermediary -d 'Take a bare 401, 403, 404 or 429 for an answer of the service: nothing on the way answers in its place. Without it, such a write counts as unknown. Or the variable `OMS_ASSUME_NO_INTERMEDIARY`'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from update-project-config" -l password-stdin -d 'Read the password from standard input, up to its end'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from update-project-config" -s h -l help -d 'Print help'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "rewind" -d 'Plans to move a position with what belongs to it'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "batch" -d 'Plans to move the positions of many tasks, as a file says'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "cancel-project-modify-record" -d 'Cancels a change of a task\'s objects before it is worked on'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "create-label" -d 'Creates a label that tasks can carry'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "create-mysql-data-source" -d 'Creates a data source for a MySQL database (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "create-oceanbase-data-source" -d 'Creates a data source for an OceanBase tenant (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "create-oceanbase-odp-data-source" -d 'Creates a data source for an OceanBase database proxy (ODP) (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "create-project" -d 'Creates a migration or synchronization task (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "create-project-modify-records" -d 'Adds objects to a task or removes them from it (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "delete-data-source" -d 'Deletes a data source'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "delete-project" -d 'Deletes a migration, synchronization or verification task'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "describe-project" -d 'Reads a task with its whole configuration (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "describe-project-components" -d 'Lists the components that do the work of a task (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "describe-project-progress" -d 'Reads how far a task is, and the positions that its incremental synchronization has reached (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "describe-project-steps" -d 'Lists the steps of a task with their state (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "list-all-labels" -d 'Lists all labels (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "list-data-source" -d 'Lists data sources page by page (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "list-project-full-verify-result" -d 'Lists what the full verification of a task found, table by table (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "list-projects" -d 'Lists tasks page by page, with filters (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "release-project" -d 'Ends a task for good (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "reset-incr-start-timestamp" -d 'Moves the position from which the forward or the reverse incremental synchronization of a task continues'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "resume-project" -d 'Resumes a paused task (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "retry-project-modify-records" -d 'Works again on a change of a task\'s objects that has failed (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "start-project" -d 'Starts a migration, synchronization or verification task'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "start-projects-by-label" -d 'Starts every task that carries a label and has not been started'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "stop-project" -d 'Pauses a running task (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "stop-project-modify-records" -d 'Stops a change of a task\'s objects that is being worked on'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "submit-pre-check" -d 'Starts a check of what a task is to be, before it is created or its objects are changed (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "update-project-config" -d 'Replaces the settings of a task (known in part)'
complete -c oms -n "__fish_oms_using_subcommand plan; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "rewind" -d 'Moves a position and does what belongs to it: stops the task, watches the checkpoint, and lets the task go on'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "batch" -d 'Moves the positions of many tasks, as a file says'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "apply" -d 'Sends exactly what a saved plan says'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "runs" -d 'Lists the runs that did not end, goes on with one, or gives it up'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "journal" -d 'Shows and settles what was sent: the journal of this machine'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "config" -d 'Tells where settings come from, and keeps passwords'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "doctor" -d 'Checks the way to the OMS, and changes nothing'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "sim" -d 'Simulates an OMS on this machine, to try things out'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "completions" -d 'Prints a script with which a shell completes this command\'s words'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "man" -d 'Prints or writes the manual pages'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "version" -d 'Prints the version of the command and of the spec that it was generated from'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "cancel-project-modify-record" -d 'Cancels a change of a task\'s objects before it is worked on'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "create-label" -d 'Creates a label that tasks can carry'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "create-mysql-data-source" -d 'Creates a data source for a MySQL database (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "create-oceanbase-data-source" -d 'Creates a data source for an OceanBase tenant (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "create-oceanbase-odp-data-source" -d 'Creates a data source for an OceanBase database proxy (ODP) (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "create-project" -d 'Creates a migration or synchronization task (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "create-project-modify-records" -d 'Adds objects to a task or removes them from it (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "delete-data-source" -d 'Deletes a data source'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "delete-project" -d 'Deletes a migration, synchronization or verification task'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "describe-project" -d 'Reads a task with its whole configuration (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "describe-project-components" -d 'Lists the components that do the work of a task (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "describe-project-progress" -d 'Reads how far a task is, and the positions that its incremental synchronization has reached (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "describe-project-steps" -d 'Lists the steps of a task with their state (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "list-all-labels" -d 'Lists all labels (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "list-data-source" -d 'Lists data sources page by page (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "list-project-full-verify-result" -d 'Lists what the full verification of a task found, table by table (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "list-projects" -d 'Lists tasks page by page, with filters (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "release-project" -d 'Ends a task for good (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "reset-incr-start-timestamp" -d 'Moves the position from which the forward or the reverse incremental synchronization of a task continues'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "resume-project" -d 'Resumes a paused task (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "retry-project-modify-records" -d 'Works again on a change of a task\'s objects that has failed (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "start-project" -d 'Starts a migration, synchronization or verification task'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "start-projects-by-label" -d 'Starts every task that carries a label and has not been started'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "stop-project" -d 'Pauses a running task (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "stop-project-modify-records" -d 'Stops a change of a task\'s objects that is being worked on'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "submit-pre-check" -d 'Starts a check of what a task is to be, before it is created or its objects are changed (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "update-project-config" -d 'Replaces the settings of a task (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "plan" -d 'Saves what an action would send, to be read, approved and sent later'
complete -c oms -n "__fish_oms_using_subcommand help; and not __fish_seen_subcommand_from rewind batch apply runs journal config doctor sim completions man version cancel-project-modify-record create-label create-mysql-data-source create-oceanbase-data-source create-oceanbase-odp-data-source create-project create-project-modify-records delete-data-source delete-project describe-project describe-project-components describe-project-progress describe-project-steps list-all-labels list-data-source list-project-full-verify-result list-projects release-project reset-incr-start-timestamp resume-project retry-project-modify-records start-project start-projects-by-label stop-project stop-project-modify-records submit-pre-check update-project-config plan help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from runs" -f -a "show" -d 'Shows a run with every step'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from runs" -f -a "resume" -d 'Goes on with a run: shows the steps that are left, or takes them'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from runs" -f -a "abandon" -d 'Gives a run up. It sends nothing, and says in what state the task is left'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from journal" -f -a "list" -d 'Lists what was sent, the newest last'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from journal" -f -a "show" -d 'Shows one entry whole'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from journal" -f -a "resolve" -d 'Says what an entry came to whose outcome is unknown'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from journal" -f -a "verify" -d 'Checks that nobody changed or removed an entry or put one in, and says what it cannot tell'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from journal" -f -a "export" -d 'Writes every entry to standard output, a line of JSON each, with the hashes that tie it to the one before'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from journal" -f -a "prune" -d 'Removes old entries'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "explain" -d 'Shows each setting, and where it comes from'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "path" -d 'Prints where the configuration stands'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "profiles" -d 'Lists the profiles'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "keys" -d 'Lists what the configuration may hold'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from config" -f -a "set-password" -d 'Reads a password from standard input and keeps it for a profile'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "rewind" -d 'Plans to move a position with what belongs to it'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "batch" -d 'Plans to move the positions of many tasks, as a file says'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "cancel-project-modify-record" -d 'Cancels a change of a task\'s objects before it is worked on'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "create-label" -d 'Creates a label that tasks can carry'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "create-mysql-data-source" -d 'Creates a data source for a MySQL database (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "create-oceanbase-data-source" -d 'Creates a data source for an OceanBase tenant (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "create-oceanbase-odp-data-source" -d 'Creates a data source for an OceanBase database proxy (ODP) (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "create-project" -d 'Creates a migration or synchronization task (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "create-project-modify-records" -d 'Adds objects to a task or removes them from it (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "delete-data-source" -d 'Deletes a data source'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "delete-project" -d 'Deletes a migration, synchronization or verification task'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "describe-project" -d 'Reads a task with its whole configuration (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "describe-project-components" -d 'Lists the components that do the work of a task (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "describe-project-progress" -d 'Reads how far a task is, and the positions that its incremental synchronization has reached (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "describe-project-steps" -d 'Lists the steps of a task with their state (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "list-all-labels" -d 'Lists all labels (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "list-data-source" -d 'Lists data sources page by page (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "list-project-full-verify-result" -d 'Lists what the full verification of a task found, table by table (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "list-projects" -d 'Lists tasks page by page, with filters (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "release-project" -d 'Ends a task for good (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "reset-incr-start-timestamp" -d 'Moves the position from which the forward or the reverse incremental synchronization of a task continues'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "resume-project" -d 'Resumes a paused task (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "retry-project-modify-records" -d 'Works again on a change of a task\'s objects that has failed (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "start-project" -d 'Starts a migration, synchronization or verification task'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "start-projects-by-label" -d 'Starts every task that carries a label and has not been started'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "stop-project" -d 'Pauses a running task (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "stop-project-modify-records" -d 'Stops a change of a task\'s objects that is being worked on'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "submit-pre-check" -d 'Starts a check of what a task is to be, before it is created or its objects are changed (known in part)'
complete -c oms -n "__fish_oms_using_subcommand help; and __fish_seen_subcommand_from plan" -f -a "update-project-config" -d 'Replaces the settings of a task (known in part)'

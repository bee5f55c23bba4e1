# fish completion for smtpcode(1): codes, statuses and causes from its own -l.
function __smtpcode_replies
    set -l command (commandline -opc)[1]
    $command -l 2>/dev/null | awk '!seen[$1]++' | string replace -r ' +' \t
end

complete -c smtpcode -f
complete -c smtpcode -n 'not __fish_seen_argument -s k -l search' \
    -a '(__smtpcode_replies)'
complete -c smtpcode -s 1 -l oneline -d 'one line for each distinct problem'
complete -c smtpcode -s a -l annotate -d 'copy the input and add to its failures'
complete -c smtpcode -l color -x -a 'always auto never' -d 'colour the answer'
complete -c smtpcode -s f -l file -r -F -d 'read a file'
complete -c smtpcode -s h -l help -d 'show the usage'
complete -c smtpcode -s j -l json -d 'one JSON object a line'
complete -c smtpcode -s k -l search -d 'rows that hold all the words'
complete -c smtpcode -s l -l list -d 'the table or the rows that match'
complete -c smtpcode -l metrics -d 'with -s, the tally for Prometheus'
complete -c smtpcode -s q -l quiet -d 'only the exit status'
complete -c smtpcode -s s -l summary -d 'only the tally'
complete -c smtpcode -s t -l threads -x -d 'read ahead with n threads'
complete -c smtpcode -s v -l verbose -d 'add sources and what decided'
complete -c smtpcode -s V -l version -d 'show the version'

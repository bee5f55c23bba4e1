# bash completion for smtpcode(1): codes, statuses and causes from its own -l,
# options from its own -h.
_smtpcode()
{
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
	local IFS=$'\n'

	COMPREPLY=()
	if [[ $cur == = ]]; then		# --color= is split at the =
		cur=
	elif [[ $prev == = ]]; then
		prev=${COMP_WORDS[COMP_CWORD-2]}
	fi
	case $prev in
	--color)
		COMPREPLY=($(compgen -W $'always\nauto\nnever' -- "$cur"))
		return ;;
	-f | --file)
		compopt -o filenames
		COMPREPLY=($(compgen -f -- "$cur"))
		return ;;
	-k | --search | -t | --threads)
		return ;;
	esac
	case $cur in
	-*)
		COMPREPLY=($(compgen -W "$("$1" -h 2>/dev/null |
		    grep -oE -e '--[a-z]+=?')" -- "$cur"))
		[[ ${COMPREPLY[0]} != *= ]] || compopt -o nospace ;;
	*)
		COMPREPLY=($(compgen -W "$("$1" -l 2>/dev/null |
		    cut -d ' ' -f 1)" -- "$cur")) ;;
	esac
}
complete -F _smtpcode smtpcode

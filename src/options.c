/*
 * options.c - the command line to what is wanted.
 */
#include <err.h>
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "smtpcode.h"

static const struct slice	 none;

#define USAGE								\
	"usage: smtpcode [-ajqsv1] [-t n] [--color=when] [--metrics]\n"	\
	"                [-f file] [reply ...]\n"			\
	"       smtpcode [-jq] -l [pattern ...]\n"			\
	"       smtpcode [-jq] -k word ...\n"

/* A text of our own, and the end.  A stdio stream costs a relocation. */
static void __attribute__((noreturn))
say(int fd, const char *text, int status)
{
	static struct output	 o;

	o.fd = fd;
	output_string(&o, text);
	output_flush(&o);
	if (o.error != 0 && fd == STDOUT_FILENO) {
		errno = o.error;
		err(2, "standard output");
	}
	exit(status);
}

static void __attribute__((noreturn))
usage(void)
{
	say(STDERR_FILENO, USAGE, 2);
}

static void __attribute__((noreturn))
help(void)
{
	static const char	text[] = USAGE
	    "\n"
	    "A reply is a code (451), a status (5.7.26), both, a pattern (4xx,"
	    " 5.7.x), a\n"
	    "cause (mailbox-full), or the words of a server.  None: standard"
	    " input is read,\n"
	    "be it a delivery log, a dialogue, a bounce or a list of replies."
	    "\n\n"
	    "  -1, --oneline       one line for each distinct problem\n"
	    "  -a, --annotate      copy the input, a line under each failure\n"
	    "  -f, --file file     read file; `-' is standard input\n"
	    "  -j, --json          one JSON object a line\n"
	    "  -k, --search word   rows of the table that hold all the words\n"
	    "  -l, --list          the table, or the rows that match\n"
	    "  -q, --quiet         only the exit status\n"
	    "  -s, --summary       only the tally\n"
	    "      --metrics       with -s: as OpenMetrics text\n"
	    "  -t, --threads n     read ahead where n is more than one\n"
	    "  -v, --verbose       sources, what decided, the words\n"
	    "      --color when    always, never or auto\n"
	    "  -h, --help  -V, --version\n";

	say(STDOUT_FILENO, text, 0);
}

static void __attribute__((noreturn))
version(void)
{
	say(STDOUT_FILENO, "smtpcode " VERSION "\n", 0);
}

static enum options_color
parse_color(const struct options *o, const char *when)
{
	if (strcmp(when, "always") == 0)
		return OPTIONS_ALWAYS;
	if (strcmp(when, "never") == 0)
		return OPTIONS_NEVER;
	if (strcmp(when, "auto") == 0)
		return OPTIONS_AUTO;
	message_operand(o->stream, slice_of(when),
	    "--color is always, never or auto", none);
	usage();
}

/* A second mode is an error, but for -j and -s together. */
static void
set_mode(struct options *o, enum mode mode)
{
	o->json |= mode == MODE_JSON;
	o->summary |= mode == MODE_SUMMARY;
	if (o->mode != MODE_EXPLAIN && o->mode != mode &&
	    !(o->json && o->summary && (mode == MODE_JSON ||
	    mode == MODE_SUMMARY)))
		o->several = true;
	o->mode = mode;
}

static void
set_action(struct options *o, enum action action)
{
	if (o->action != ACTION_READ && o->action != action) {
		warnx("-l and -k do not go together");
		usage();
	}
	o->action = action;
}

static unsigned
parse_threads(const struct options *o, const char *n)
{
	const char	*wrong;
	unsigned	 threads;

	threads = (unsigned)strtonum(n, 1, 64, &wrong);
	if (wrong != NULL) {
		message_operand(o->stream, slice_of(n),
		    "-t wants 1 to 64 threads", none);
		usage();
	}
	return threads;
}

static void
add_file(struct options *o, const char *name)
{
	o->files = realloc(o->files, (o->nfiles + 1) * sizeof(*o->files));
	if (o->files == NULL)
		err(2, NULL);
	o->files[o->nfiles++] = name;
}

static void
option(struct options *o, int ch)
{
	switch (ch) {
	case '1':
		set_mode(o, MODE_ONELINE);
		break;
	case 'a':
		set_mode(o, MODE_ANNOTATE);
		break;
	case 'f':
		add_file(o, optarg);
		break;
	case 'h':
		help();
	case 'j':
		set_mode(o, MODE_JSON);
		break;
	case 'k':
		set_action(o, ACTION_SEARCH);
		o->word = optarg;
		break;
	case 'l':
		set_action(o, ACTION_LIST);
		break;
	case 'M':
		o->metrics = true;
		break;
	case 'q':
		set_mode(o, MODE_QUIET);
		break;
	case 's':
		set_mode(o, MODE_SUMMARY);
		break;
	case 't':
		o->threads = parse_threads(o, optarg);
		break;
	case 'V':
		version();
	case 'v':
		o->verbose = true;
		break;
	case 'C':
		o->color = parse_color(o, optarg);
		break;
	}
}

/* What cannot go together, after all options are known. */
static void
check_options(struct options *o, bool operands)
{
	if (o->json && o->summary)
		o->mode = MODE_SUMMARY;
	if (o->several) {
		warnx("only one of -1, -a, -j, -q and -s, or -js");
		usage();
	}
	if (o->metrics && (o->json || !o->summary)) {
		warnx("--metrics goes with -s alone");
		usage();
	}
	if (o->action != ACTION_READ && (o->nfiles > 0 ||
	    (o->mode != MODE_EXPLAIN && o->mode != MODE_JSON &&
	    o->mode != MODE_QUIET))) {
		warnx("-l and -k go with -j and -q only");
		usage();
	}
	if (o->nfiles > 0 && operands) {
		warnx("-f and operands do not go together: operands are "
		    "replies, never files");
		usage();
	}
	if (operands && (o->mode == MODE_ANNOTATE ||
	    o->mode == MODE_SUMMARY) && o->action == ACTION_READ) {
		warnx("-a and -s read standard input or -f, not operands");
		usage();
	}
	if (o->nfiles == 0 && !operands && o->action == ACTION_READ &&
	    isatty(STDIN_FILENO))
		usage();
}

static const struct option	 longopts[] = {
	{ "annotate",	no_argument,		NULL, 'a' },
	{ "color",	required_argument,	NULL, 'C' },
	{ "file",	required_argument,	NULL, 'f' },
	{ "help",	no_argument,		NULL, 'h' },
	{ "json",	no_argument,		NULL, 'j' },
	{ "list",	no_argument,		NULL, 'l' },
	{ "metrics",	no_argument,		NULL, 'M' },
	{ "oneline",	no_argument,		NULL, '1' },
	{ "quiet",	no_argument,		NULL, 'q' },
	{ "search",	required_argument,	NULL, 'k' },
	{ "summary",	no_argument,		NULL, 's' },
	{ "threads",	required_argument,	NULL, 't' },
	{ "verbose",	no_argument,		NULL, 'v' },
	{ "version",	no_argument,		NULL, 'V' },
	{ NULL,		0,			NULL, 0 }
};

/* What is wrong with an option, and what may be meant. */
static void __attribute__((noreturn))
wrong_option(const struct options *o, const char *arg, const char *why)
{
	const struct option	*l;

	message_operand(o->stream, slice_of(arg), why, none);
	if (strncmp(arg, "--", 2) == 0)
		for (l = longopts; l->name != NULL; l++)
			if (slip_distance(slice_of(arg + 2), slice_of(l->name))
			    <= 2)
				warnx("did you mean --%s?", l->name);
	usage();
}

/* Not a pasted line that begins with a hyphen or an arrow. */
static bool
is_option(const char *arg)
{
	if (arg[0] != '-')
		return false;
	while (*arg == '-')
		arg++;
	return *arg != ' ' && *arg != '\t' && *arg != '>';
}

int
options_parse(struct options *o, int argc, char *argv[])
{
	const char	*arg;
	int		 ch;

	while (optind < argc && is_option(arg = argv[optind]) &&
	    (ch = getopt_long(argc, argv, "+:1af:hjk:lqst:Vv", longopts,
	    NULL)) != -1) {
		if (ch == ':')
			wrong_option(o, arg, "it wants an argument");
		if (ch == '?')
			wrong_option(o, arg, "not an option");
		option(o, ch);
	}
	check_options(o, optind < argc);
	return optind;
}

bool
options_color(const struct options *o)
{
	const char	*s;
	bool		 force;

	if (o->color != OPTIONS_AUTO)
		return o->color == OPTIONS_ALWAYS;
	s = getenv("CLICOLOR_FORCE");
	force = s != NULL && *s != '\0' && strcmp(s, "0") != 0;
	if (!force && !isatty(STDOUT_FILENO))
		return false;
	s = getenv("NO_COLOR");
	if (s != NULL && *s != '\0')
		return false;
	s = getenv("TERM");
	return force || (s != NULL && *s != '\0' && strcmp(s, "dumb") != 0);
}

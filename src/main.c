/*
 * smtpcode - say what an SMTP reply means, and what to do.
 */
#include <sys/stat.h>

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "smtpcode.h"

#define OPEN_FIRST	64	/* files opened before the first is read */

enum action { ACTION_READ, ACTION_LIST, ACTION_SEARCH };

struct options {
	const struct stream *stream;	/* for messages */
	enum action	 action;
	enum mode	 mode;
	bool		 json, summary;
	bool		 verbose, metrics;
	unsigned	 threads;	/* 0: as many as there are processors */
	int		 color;		/* -1: look at the terminal */
	const char	*word;		/* of -k */
	const char	**files;
	size_t		 nfiles;
	int		 fds[OPEN_FIRST];	/* of the first files */
	size_t		 nfds;
	bool		 several;	/* more than one mode was asked for */
};

static volatile sig_atomic_t	 interrupted, report_wanted;

static void
interrupt(int signo)
{
	interrupted = signo;
}

static void
report(int signo)
{
	report_wanted = signo;
}

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

static const struct slice	 none;

static int
parse_color(const struct options *o, const char *when)
{
	if (strcmp(when, "always") == 0)
		return (1);
	if (strcmp(when, "never") == 0)
		return (0);
	if (strcmp(when, "auto") == 0)
		return (-1);
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
	return (threads);
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
		return (false);
	while (*arg == '-')
		arg++;
	return (*arg != ' ' && *arg != '\t' && *arg != '>');
}

static void
parse_options(struct options *o, int argc, char *argv[])
{
	const char	*arg;
	int		 ch;

	o->color = -1;
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
}

/* --color, then NO_COLOR, CLICOLOR_FORCE, then what the terminal can do. */
static bool
want_color(const struct options *o)
{
	const char	*s;
	bool		 force;

	if (o->color != -1)
		return (o->color == 1);
	s = getenv("CLICOLOR_FORCE");
	force = s != NULL && *s != '\0' && strcmp(s, "0") != 0;
	if (!force && !isatty(STDOUT_FILENO))
		return (false);
	s = getenv("NO_COLOR");
	if (s != NULL && *s != '\0')
		return (false);
	s = getenv("TERM");
	return (force || (s != NULL && *s != '\0' && strcmp(s, "dumb") != 0));
}

#define LOOKS "; a code looks like 550, a status like 5.1.1"

/* The words of the table are indexed only where there are any to look up. */
static void
know_words(struct stream *s)
{
	s->phrase = phrase_new();
	if (s->phrase == NULL)
		err(2, NULL);
}

/* The operands joined by blanks, as if they had been quoted. */
static bool
ask_joined(struct stream *s, int argc, char *argv[], enum cause meant)
{
	struct slice	 text;
	size_t		 n;
	char		*p;
	int		 i;
	bool		 found;

	for (n = 0, i = 0; i < argc; i++)
		n += strlen(argv[i]) + 1;
	/* As typed, and behind it cleaned. */
	p = malloc(2 * n + 1);
	if (p == NULL)
		err(2, NULL);
	know_words(s);
	p[0] = '\0';
	for (n = 0, i = 0; i < argc; i++) {
		memcpy(p + n, argv[i], strlen(argv[i]));
		n += strlen(argv[i]);
		p[n++] = ' ';
	}
	text.p = p;
	text.n = n - 1;
	found = ask_text(s, paste_clean(text, p + n));
	if (!found && argc == 1 && meant != CAUSE_NONE)
		message_operand(s, text, "no reply; did you mean ",
		    slice_of(table_text(table_causes[meant].word)));
	else if (!found && argc == 1 && strchr(argv[0], '/') != NULL &&
	    strchr(argv[0], ' ') == NULL)
		message_operand(s, text, "no reply; to read a file: -f ",
		    slice_of(argv[0]));
	else if (!found && s->mode != MODE_JSON)
		message_operand(s, text, "no reply in it, and the words are not known",
		    slice_of(LOOKS));
	free(p);
	return (found);
}

/* Each operand a query, when none of them is a word of a text. */
static bool
ask_operands(struct stream *s, int argc, char *argv[])
{
	struct query	 q, next;
	const char	*why;
	bool		 found, two;
	int		 i;

	for (i = 0; i < argc; i++) {
		query_parse(slice_of(argv[i]), &q);
		if (q.kind == QUERY_WORDS)
			return (ask_joined(s, argc, argv, q.cause));
	}
	found = false;
	for (i = 0; i < argc; i += two ? 2 : 1) {
		why = query_parse(slice_of(argv[i]), &q);
		two = q.kind == QUERY_CODE && i + 1 < argc;
		if (two) {
			query_parse(slice_of(argv[i + 1]), &next);
			two = next.kind == QUERY_STATUS;
		}
		if (why != NULL)
			message_operand(s, q.operand, why, slice_of(LOOKS));
		message_mended(s, argv[i], &q);
		if (two)
			message_mended(s, argv[i + 1], &next);
		found |= ask_query(s, &q, two ? &next : NULL);
	}
	return (found);
}

struct searching {
	struct stream	*s;		/* NULL: rows are only counted */
	char		**words;	/* patterns of -l, words of -k */
	size_t		 n, found;
	int		 place;		/* of -k: where the words stand */
};

static void
show_row(struct searching *l, const struct list_row *row)
{
	l->found++;
	if (l->s == NULL)
		return;
	if (l->s->mode == MODE_JSON)
		list_json(l->s->out, row);
	else if (l->s->mode != MODE_QUIET)
		list_line(l->s->out, row);
}

static void
list_row(void *arg, const struct list_row *row)
{
	struct searching	*l = arg;
	struct slice		 name;
	size_t			 i;

	name.p = row->operand;
	name.n = row->n;
	for (i = 0; i < l->n; i++)
		if (query_match(slice_of(l->words[i]), name))
			break;
	if (l->n == 0 ? !row->unusual : i < l->n)
		show_row(l, row);
}

static void
search_row(void *arg, const struct list_row *row)
{
	struct searching	*l = arg;
	size_t			 i;
	int			 place, worst;

	worst = 1;
	for (i = 0; i < l->n; i++) {
		place = search_place(row, slice_of(l->words[i]));
		if (place == 0 || row->unusual)
			return;
		if (place > worst)
			worst = place;
	}
	if (worst == l->place)
		show_row(l, row);
}

/* -k's words: its argument and all operands, each cut at blanks. */
static char **
split_words(const char *first, int argc, char *argv[], size_t *n)
{
	char	**words, *copy, *word;
	size_t	  len;
	int	  i;

	len = strlen(first) + 1;
	for (i = 0; i < argc; i++)
		len += strlen(argv[i]) + 1;
	/* The pointers, and behind them the bytes that they point to. */
	words = calloc(len + 1, sizeof(*words) + 1);
	if (words == NULL)
		err(2, NULL);
	copy = (char *)(words + len + 1);
	len = strlen(first) + 1;
	memcpy(copy, first, len);
	for (i = 0; i < argc; i++) {
		copy[len - 1] = ' ';
		memcpy(copy + len, argv[i], strlen(argv[i]) + 1);
		len += strlen(argv[i]) + 1;
	}
	*n = 0;
	while ((word = strsep(&copy, " \t\n")) != NULL)
		if (*word != '\0')
			words[(*n)++] = word;
	return (words);
}

/* A word that no row holds may be a slip of one that some do.  False: none. */
static bool
suggest(struct stream *s, struct slice word)
{
	struct search	 near;

	memset(&near, 0, sizeof(near));
	near.word = word;
	near.distance = word.n < 4 ? 0 : word.n < 8 ? 2 : 3;
	list_each(search_nearest, &near);
	if (near.n > 0)
		message_operand(s, word, "in no row; did you mean ",
		    (struct slice){ near.buf, near.n });
	return (near.n > 0);
}

/* The rows that fit a pattern; one that no row fits is named. */
static bool
list_table(struct searching *l)
{
	struct searching	 one = *l;
	size_t			 i;

	list_each(list_row, l);
	one.s = NULL;
	one.n = 1;
	for (i = 0; i < l->n; i++, one.words++) {
		one.found = 0;
		list_each(list_row, &one);
		if (one.found == 0)
			message_operand(l->s, slice_of(*one.words),
			    **one.words == '-' ?
			    "no row is named so; options come first" :
			    "no row is named so; -k searches their words",
			    none);
	}
	return (l->found > 0);
}

/* The rows that hold all words, those with the words in their titles first. */
static bool
search_table(struct searching *l)
{
	size_t	 i;
	bool	 said;

	for (l->place = 1; l->place <= 3 && l->n > 0; l->place++)
		list_each(search_row, l);
	said = false;
	for (i = 0; i < l->n && l->found == 0; i++)
		said |= suggest(l->s, slice_of(l->words[i]));
	if (l->found == 0 && !said)
		message_operand(l->s, none, l->n == 0 ?
		    "-k: a word is wanted" : l->n == 1 ?
		    "no row holds that word" :
		    "no row holds all these words", none);
	return (l->found > 0);
}

static bool
show_table(struct stream *s, const struct options *o, int argc, char *argv[])
{
	struct searching	 l;
	bool			 found;

	memset(&l, 0, sizeof(l));
	l.s = s;
	if (o->action == ACTION_LIST) {
		l.words = argv;
		l.n = (size_t)argc;
		return (list_table(&l));
	}
	l.words = split_words(o->word, argc, argv, &l.n);
	found = search_table(&l);
	free(l.words);
	return (found);
}

static void
flush_before_read(void *arg)
{
	output_flush(arg);
}

/* The lines of one file.  Returns as input_next() did last. */
static int
read_lines(struct stream *s, struct input *in, struct progress *p)
{
	struct input_line	 l;
	int			 n = 0;

	while (!interrupted && s->out->error == 0 &&
	    ((n = input_next(in, &l)) == 1 || (n == -1 && errno == EINTR))) {
		if (report_wanted) {
			report_wanted = 0;
			progress_report(p, input_offset(in));
		}
		if (n != 1)
			continue;
		stream_line(s, &l);
		stream_pass(s, in);
		progress_tick(p, input_offset(in));
		if (s->mode == MODE_QUIET && s->totals.found > 0)
			return (0);
	}
	return (interrupted || s->out->error != 0 ? 0 : n);
}

/* A mail that reports nothing is named as such; the status is 1 by itself. */
static void
complain_letters(struct stream *s, const char *name)
{
	unsigned long	 mails, silent;

	mails = mail_count(s->mail, &silent);
	if (mails == 0 || silent < mails || s->totals.found > 0 ||
	    s->mode == MODE_QUIET)
		return;
	message_file(s, name, mails == 1 ? "a mail, but not a bounce" :
	    "mails, but no bounce among them");
}

/*
 * One file, to its end, to an interrupt or until -q knows.  False: it could
 * not be read; that is said, and what was read stands.
 */
static bool
read_stream(struct stream *s, int fd, const char *name)
{
	const struct input_coding	*coding;
	struct progress			 p;
	struct input			*in;
	int				 error, n;

	in = input_new(fd, flush_before_read, s->out);
	if (in == NULL) {
		message_file(s, name, strerror(errno));
		return (false);
	}
	coding = input_coding(in);
	if (coding != NULL) {
		message_coded(s, name, fd != STDIN_FILENO, coding);
		input_free(in);
		return (false);
	}
	input_ahead(in, s->threads, s->mode != MODE_JSON, s->phrase);
	progress_begin(&p, fd, name);
	n = read_lines(s, in, &p);
	error = errno;
	progress_end(&p);
	stream_end(s);
	if (n == -1)
		message_file(s, name, strerror(error));
	else
		complain_letters(s, name);
	input_free(in);
	return (n != -1);
}

/*
 * A descriptor, or the error as a negative number.  One of a standard stream
 * that was closed at the start is not used: `-' must not mean another file.
 */
static int
open_file(const char *name)
{
	int	 fd, low;

	if (strcmp(name, "-") == 0)
		return (STDIN_FILENO);
	fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd >= 0 && fd <= STDERR_FILENO) {
		low = fd;
		fd = fcntl(low, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
		close(low);
	}
	return (fd == -1 ? -errno : fd);
}

/*
 * Open the files before a byte of them is read, and give up the right to open
 * more.  Those that find no descriptor are opened in their turn, as are a
 * named pipe, for its writer may wait until we have read the file before, and
 * what comes after it.
 */
static void
open_files(struct options *o)
{
	const char	*name;
	struct stat	 st;
	int		 fd;

	sandbox_read();
	for (; o->nfds < o->nfiles && o->nfds < OPEN_FIRST; o->nfds++) {
		name = o->files[o->nfds];
		if (stat(name, &st) == 0 && S_ISFIFO(st.st_mode))
			break;
		fd = open_file(name);
		if (fd == -EMFILE || fd == -ENFILE)
			break;
		o->fds[o->nfds] = fd;
	}
	if (o->nfds == o->nfiles)
		sandbox_close();
}

/* The file of that number. */
static bool
read_file(struct stream *s, const struct options *o, size_t i)
{
	const char	*name;
	bool		 ok;
	int		 fd;

	name = o->files[i];
	fd = i < o->nfds ? o->fds[i] : open_file(name);
	if (i >= o->nfds && i == o->nfiles - 1)
		sandbox_close();
	if (fd == STDIN_FILENO)
		return (read_stream(s, fd, "standard input"));
	if (fd < 0) {
		message_file(s, name, strerror(-fd));
		return (false);
	}
	s->view.file = name;
	ok = read_stream(s, fd, name);
	s->view.file = NULL;
	close(fd);
	return (ok);
}

/*
 * Who looks at a terminal is told that nothing was found; a pipe or a job that
 * runs by night is not.
 */
static void
complain_silence(const struct stream *s)
{
	unsigned long	 silent;

	if (s->totals.found > 0 || mail_count(s->mail, &silent) > 0 ||
	    (s->mode != MODE_EXPLAIN && s->mode != MODE_ONELINE) ||
	    !isatty(STDERR_FILENO))
		return;
	if (s->totals.silent > 0)
		warnx("no reply found; lines read: %lu, of a mail program and "
		    "not understood: %lu", s->totals.lines, s->totals.silent);
	else
		warnx("no reply found; lines read: %lu", s->totals.lines);
}

/* The tally, where something was counted that has not been shown. */
static void
print_tally(struct stream *s, const struct options *o)
{
	if (o->json && o->summary)
		summary_json(s->out, s->tally, &s->totals);
	else if (o->metrics)
		metrics_text(s->out, s->tally, &s->totals);
	else if (s->mode == MODE_SUMMARY)
		summary_text(s->out, &s->view, s->tally, &s->totals,
		    isatty(STDOUT_FILENO));
	else if (s->mode == MODE_EXPLAIN && s->hidden > 0) {
		if (s->shown != SHOWN_NOTHING)
			output_char(s->out, '\n');
		summary_text(s->out, &s->view, s->tally, &s->totals,
		    isatty(STDOUT_FILENO));
	}
}

/* A seed that the writers of logs cannot know. */
static uint64_t
seed(void)
{
	struct timespec	 ts;
	uint64_t	 n;

	if (getentropy(&n, sizeof(n)) == 0)
		return (n);
	clock_gettime(CLOCK_REALTIME, &ts);
	return ((uint64_t)ts.tv_nsec * 0x9e3779b97f4a7c15u +
	    (uint64_t)ts.tv_sec + (uint64_t)getpid());
}

/* 0: a reply was found; 1: none; 2: something could not be read. */
static int
read_all(struct stream *s, const struct options *o)
{
	struct sigaction	 sa;
	size_t			 i;
	bool			 ok;

	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = interrupt;
	sa.sa_flags = (int)SA_RESETHAND;	/* the second ends all */
	sigaction(SIGINT, &sa, NULL);
	sa.sa_handler = report;
	sa.sa_flags = 0;
	sigaction(SIGUSR1, &sa, NULL);
#ifdef SIGINFO
	sigaction(SIGINFO, &sa, NULL);
#endif
	s->view.stream = true;
	s->view.several = o->nfiles > 1;
	know_words(s);
	s->tally = tally_new(seed());
	s->again = explain_again_new();
	s->log = log_new();
	s->mail = mail_new();
	if (s->tally == NULL || s->again == NULL || s->log == NULL ||
	    s->mail == NULL)
		err(2, NULL);
	ok = true;
	if (o->nfiles == 0)
		ok = read_stream(s, STDIN_FILENO, "standard input");
	for (i = 0; i < o->nfiles && !interrupted && s->out->error == 0; i++)
		ok &= read_file(s, o, i);
	print_tally(s, o);
	if (ok)
		complain_silence(s);
	tally_free(s->tally);
	explain_again_free(s->again);
	log_free(s->log);
	mail_free(s->mail);
	return (!ok ? 2 : s->totals.found > 0 ? 0 : 1);
}

int
main(int argc, char *argv[])
{
	static struct output	 out;
	static struct stream	 s;
	struct options		 o;
	int			 status;

	s.program = argc > 0 ? argv[0] : "";
	if (sandbox_foreign())
		errx(2, "set-uid or set-gid: refused, for it needs no rights "
		    "but its caller's");
	memset(&o, 0, sizeof(o));
	o.stream = &s;
	parse_options(&o, argc, argv);
	if (o.nfiles > 0)
		open_files(&o);
	else
		sandbox_close();
	argc -= optind;
	argv += optind;
	out.fd = STDOUT_FILENO;
	s.out = &out;
	s.mode = o.mode;
	s.threads = o.threads;
	s.view.color = want_color(&o);
	s.view.terminal = o.mode == MODE_ANNOTATE && isatty(STDOUT_FILENO);
	s.view.verbose = o.verbose;
	s.note.fd = -1;
	if (o.action != ACTION_READ)
		status = !show_table(&s, &o, argc, argv);
	else if (argc > 0)
		status = !ask_operands(&s, argc, argv);
	else
		status = read_all(&s, &o);
	output_flush(&out);
	if (s.phrase != NULL)
		phrase_free(s.phrase);
	if (o.files != NULL)
		free(o.files);
	if (out.error != 0) {
		errno = out.error;
		err(2, "standard output");
	}
	return (status);
}

/*
 * smtpcode - say what an SMTP reply means, and what to do: what is wanted, the
 * tally at the end, the exit status.
 */
#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "smtpcode.h"

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
		return n;
	clock_gettime(CLOCK_REALTIME, &ts);
	return (uint64_t)ts.tv_nsec * 0x9e3779b97f4a7c15u +
	    (uint64_t)ts.tv_sec + (uint64_t)getpid();
}

/* 0: a reply was found; 1: none; 2: something could not be read. */
static int
read_all(struct stream *s, const struct options *o, const struct files *f)
{
	bool	 ok;

	s->phrase = phrase_new();
	s->tally = tally_new(seed());
	s->again = explain_again_new();
	s->log = log_new();
	s->mail = mail_new();
	if (s->phrase == NULL || s->tally == NULL || s->again == NULL ||
	    s->log == NULL || s->mail == NULL)
		err(2, NULL);
	ok = files_read(s, f);
	print_tally(s, o);
	if (ok)
		complain_silence(s);
	tally_free(s->tally);
	explain_again_free(s->again);
	log_free(s->log);
	mail_free(s->mail);
	return !ok ? 2 : s->totals.found > 0 ? 0 : 1;
}

static int
run(struct stream *s, const struct options *o, struct files *f, int argc,
    char *argv[])
{
	if (o->action == ACTION_LIST)
		return !rows_list(s, argc, argv);
	if (o->action == ACTION_SEARCH)
		return !rows_search(s, o->word, argc, argv);
	if (argc > 0)
		return !ask_operands(s, argc, argv);
	return read_all(s, o, f);
}

int
main(int argc, char *argv[])
{
	static struct output	 out;
	static struct stream	 s;
	static struct files	 f;
	static struct options	 o;
	int			 first, status;

	s.program = argc > 0 ? argv[0] : "";
	if (sandbox_foreign())
		errx(2, "set-uid or set-gid: refused, for it needs no rights "
		    "but its caller's");
	o.stream = &s;
	first = options_parse(&o, argc, argv);
	f.names = o.files;
	f.n = o.nfiles;
	files_open(&f);
	out.fd = STDOUT_FILENO;
	s.out = &out;
	s.mode = o.mode;
	s.threads = o.threads;
	s.view.color = options_color(&o);
	s.view.terminal = o.mode == MODE_ANNOTATE && isatty(STDOUT_FILENO);
	s.view.verbose = o.verbose;
	s.note.fd = -1;
	status = run(&s, &o, &f, argc - first, argv + first);
	output_flush(&out);
	if (s.phrase != NULL)
		phrase_free(s.phrase);
	if (o.files != NULL)
		free(o.files);
	if (out.error != 0) {
		errno = out.error;
		err(2, "standard output");
	}
	return status;
}

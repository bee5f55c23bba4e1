/*
 * log_wrap.c - a log's line that was broken into several when it was shown or
 * pasted: at some column, or at the blank before it (fold -w, fold -s).
 */
#include <string.h>

#include "log.h"

#define SHORTEST	40	/* columns of what lines are broken at */
#define LONGEST		140
#define WORD		40	/* columns by which pieces may differ */

/* Are there more quotes, or more brackets that open, than that close? */
static bool
open_at_end(struct slice s)
{
	long depth = 0;
	bool quoted = false;
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] == '"')
			quoted = !quoted;
		else if (s.p[i] == '(' || s.p[i] == '<')
			depth++;
		else if (s.p[i] == ')' || s.p[i] == '>')
			depth -= depth > 0;
	return quoted || depth > 0;
}

/*
 * Postfix's deliveries end with a bracket, Sendmail's with what became of them,
 * Exim's failures have their reason behind a colon.
 */
static bool
unfinished(const struct log_line *l)
{
	struct slice s = l->msg, exim = log_behind_exim_id(l->line);

	if (exim.n > 0)
		return (log_begins(exim, "** ") || log_begins(exim, "== ")) &&
		    (!log_has(exim, ": ") || open_at_end(exim));
	if (log_has(l->program, "sendmail") || log_has(l->program, "sm-mta"))
		return log_has(s, ": to=") && !log_has(s, "stat=");
	if (log_has(l->program, "postfix"))
		return log_at(s, ":") + 1 == slice_trim(s).n ||
		    (log_has(s, ": to=<") && !log_ends(s, ")")) ||
		    (log_has(s, "reject: ") && !log_has(s, "proto="));
	/* OpenSMTPD's too. */
	return l->mail && (open_at_end(s) || (log_has(s, " mta delivery ") &&
	    !log_has(s, " stat=\"")));
}

bool
log_broken(struct log *l, const struct log_line *ln, unsigned long number)
{
	struct log_wrap *w = &l->wrap;

	if (ln->line.n < SHORTEST || ln->line.n > LONGEST ||
	    ln->time.n == 0 || ln->line.p + ln->line.n != ln->msg.p +
	    ln->msg.n || !unfinished(ln))
		return false;
	w->n = log_copy(w->text, sizeof(w->text), ln->line).n;
	w->first = w->n;
	w->line = w->end = number;
	return true;
}

/* The pieces as one: at one column all, or else at blanks that may be lost. */
static struct slice
joined(struct log_wrap *w, char *out)
{
	struct slice rest = { w->text, w->n };
	size_t i, n = 0;
	bool column = true;

	for (; (i = log_at(rest, "\n")) < rest.n;
	    rest = slice_skip(rest, i + 1))
		column = column && i == w->first;
	/* Of two lines the first tells. */
	if (w->end == w->line + 1)
		column = w->first % 10 == 0 || w->first == 78 ||
		    w->first == 72 || w->first == 76 || w->first == 132;
	for (i = 0; i < w->n; i++)
		if (w->text[i] != '\n')
			out[n++] = w->text[i];
		else if (!column && w->text[i - 1] != ' ')
			out[n++] = ' ';
	return (struct slice){ out, n };
}

bool
log_goes_on(struct log *l, struct slice line, unsigned long number)
{
	struct log_wrap *w = &l->wrap;
	struct log_line	 ln;

	if (line.n == 0 || number != w->end + 1 || line.n > w->first + WORD ||
	    w->n + 1 + line.n > sizeof(w->text))
		return false;
	memset(&ln, 0, sizeof(ln));
	ln.line = line;
	log_prefix(&ln);
	if (ln.time.n > 0)
		return false;
	w->text[w->n++] = '\n';
	w->n += log_copy(w->text + w->n, sizeof(w->text) - w->n, line).n;
	w->end = number;
	/* A short one is the last, and so is what ends Postfix's. */
	w->full = line.n < w->first / 3 || (log_ends(line, ")") &&
	    log_has((struct slice){ w->text, w->first }, "postfix") &&
	    !open_at_end((struct slice){ w->text, w->n }));
	return true;
}

/* What is found in the pieces goes on to the last. */
struct whole {
	log_emit	*emit;
	void		*arg;
	unsigned long	 line, end;
};

static void
whole_found(void *arg, const struct found *f)
{
	struct whole	*w = arg;
	struct found	 g = *f;

	if (g.line == w->line)
		g.end = w->end;
	w->emit(w->arg, &g);
}

void
log_mend(struct log *l, log_emit *emit, void *arg)
{
	struct log_wrap *w = &l->wrap;
	struct whole	 to = { emit, arg, w->line, w->end };
	struct slice	 line;

	if (w->n == 0)
		return;
	line = joined(w, l->mended);
	w->n = 0;
	w->full = false;
	log_one(l, line, w->line, whole_found, &to);
}

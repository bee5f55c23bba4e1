/*
 * summary.c - the tally: causes and their problems, commonest first.
 */
#include <string.h>

#include "smtpcode.h"

#define BAR	10	/* columns of a full bar */
#define WIDE	9	/* columns of a number */
#define CODES	14	/* columns of a problem's code and status */
#define PLACES	(WIDE + 2 + CODES)	/* column where its places begin */

/* A number, right-aligned. */
static void
number(struct output *o, unsigned long n, size_t width)
{
	unsigned long	 m;
	size_t		 len;

	for (len = 1, m = n; m >= 10; m /= 10)
		len++;
	output_blanks(o, len < width ? width - len : 0);
	output_number(o, n);
}

/* "12.3%" of all, in seven columns. */
static void
share(struct output *o, unsigned long n, unsigned long all)
{
	unsigned long	 mille;

	mille = all == 0 ? 0 :
	    (unsigned long)(1000.0 * (double)n / (double)all + 0.5);
	number(o, mille / 10, 4);
	output_char(o, '.');
	output_number(o, mille % 10);
	output_char(o, '%');
}

static void
bar(struct output *o, unsigned long n, unsigned long all)
{
	size_t	 full;

	full = all == 0 ? 0 :
	    (size_t)(BAR * (double)n / (double)all + 0.5);
	output_string(o, "  ");
	output_blanks(o, BAR - full);
	while (full-- > 0)
		output_char(o, '#');
}

/* "12 lines" */
static void
counted(struct output *o, unsigned long n, const char *one, const char *many)
{
	output_number(o, n);
	output_char(o, ' ');
	output_string(o, n == 1 ? one : many);
}

/* 550 5.1.1; returns its columns. */
static size_t
codes(struct output *o, const struct tally_key *k)
{
	char	 text[RENDER_CODE_MAX];
	struct slice s;
	size_t	 n;

	n = 0;
	if (k->reply != 0) {
		s = render_code(k->reply, text);
		output_bytes(o, s.p, s.n);
		output_char(o, ' ');
		n = s.n + 1;
	}
	if (k->status.class != 0) {
		s = render_status(&k->status, text);
		output_bytes(o, s.p, s.n);
		n += s.n;
	} else if (k->reply == 0) {
		output_string(o, "no code");
		n = 7;
	}
	return n;
}

/* Words that are filled as one, being gathered. */
struct words {
	size_t	 n;
	char	 p[512];
};

static void
add(struct words *w, const char *s)
{
	size_t	 n;

	n = strlen(s);
	if (n > sizeof(w->p) - w->n)
		n = sizeof(w->p) - w->n;
	memcpy(w->p + w->n, s, n);
	w->n += n;
}

static void
add_number(struct words *w, unsigned long n)
{
	char	 digits[3 * sizeof(n) + 1];
	size_t	 i;

	i = sizeof(digits) - 1;
	digits[i] = '\0';
	do
		digits[--i] = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	add(w, digits + i);
}

/* The first and the last time; the lines, of one file, where it has no time. */
static void
span(struct words *w, const struct tally_problem *p, const struct view *view)
{
	if (!view->several && (view->verbose || p->first_time[0] == '\0')) {
		add(w, p->first == p->last ? "line " : "lines ");
		add_number(w, p->first);
		if (p->first != p->last) {
			add(w, "-");
			add_number(w, p->last);
		}
		add(w, p->first_time[0] == '\0' ? "" : ", ");
	}
	add(w, p->first_time);
	if (p->last_time[0] != '\0' &&
	    strcmp(p->first_time, p->last_time) != 0) {
		add(w, " to ");
		add(w, p->last_time);
	}
}

/* The provider, the commonest domains, when. */
static void
places(struct words *w, const struct tally_problem *p, const struct view *view)
{
	size_t	 i, shown = 0;

	if (p->key.provider != PROVIDER_NONE) {
		add(w, "[");
		add(w, table_text(table_providers[p->key.provider].name));
		add(w, "] ");
	}
	for (i = 0; i < TALLY_NAMES && p->names[i].count > 0; i++) {
		/* Mostly error: none of many is common. */
		if (!view->verbose && p->names[i].error > p->names[i].count / 2)
			continue;
		add(w, shown++ == 0 ? "" : ", ");
		add(w, p->names[i].name);
		add(w, " ");
		add_number(w, p->names[i].count);
		if (view->verbose && p->names[i].error > 0) {
			add(w, " (at least ");
			add_number(w, p->names[i].count - p->names[i].error);
			add(w, ")");
		}
	}
	if (view->several && p->first_time[0] == '\0')
		return;
	add(w, shown == 0 ? "" : "; ");
	span(w, p, view);
}

static void
problem(struct output *o, const struct view *view,
    const struct tally_problem *p)
{
	struct words	 w;
	size_t		 n;

	number(o, p->count, WIDE);
	output_string(o, "  ");
	n = codes(o, &p->key);
	w.n = 0;
	places(&w, p, view);
	if (w.n > 0) {
		output_blanks(o, n < CODES ? CODES - n : 1);
		output_fill(o, (struct slice){ w.p, w.n }, PLACES, PLACES);
	}
	output_char(o, '\n');
}

/* A cause with the sum of its problems, then each of them. */
static void
group(struct output *o, const struct view *view,
    const struct tally_problem *const *list, size_t n, enum cause c,
    unsigned long sum, unsigned long all, bool tty)
{
	struct words	 w;
	size_t		 at, i;

	number(o, sum, WIDE);
	share(o, sum, all);
	if (tty)
		bar(o, sum, all);
	output_string(o, "  ");
	w.n = 0;
	add(&w, c == CAUSE_NONE ? "no cause" :
	    table_text(table_causes[c].word));
	if (c != CAUSE_NONE) {
		add(&w, ": ");
		add(&w, table_text(table_causes[c].title));
	}
	at = WIDE + 6 + 2 + (tty ? BAR + 2 : 0);
	output_fill(o, (struct slice){ w.p, w.n }, at, at);
	output_char(o, '\n');
	for (i = 0; i < n; i++)
		if (list[i]->key.cause == c && !list[i]->key.hung_up)
			problem(o, view, list[i]);
}

/* Apart from the failures: mostly bots, and there are many. */
static void
hang_ups(struct output *o, const struct view *view,
    const struct tally_problem *const *list, size_t n, unsigned long sum)
{
	size_t	 i;

	if (sum == 0)
		return;
	output_char(o, '\n');
	number(o, sum, WIDE);
	output_string(o, "  clients that hung up\n");
	for (i = 0; i < n; i++)
		if (list[i]->key.hung_up)
			problem(o, view, list[i]);
}

/* The cause with the greatest sum that is not done yet; false: none. */
static bool
next_cause(const unsigned long sums[CAUSE_COUNT], bool done[CAUSE_COUNT],
    enum cause *c)
{
	size_t	 best, i;

	best = CAUSE_COUNT;
	for (i = 0; i < CAUSE_COUNT; i++)
		if (!done[i] && sums[i] > 0 &&
		    (best == CAUSE_COUNT || sums[i] > sums[best]))
			best = i;
	if (best == CAUSE_COUNT)
		return false;
	done[best] = true;
	*c = (enum cause)best;
	return true;
}

static void
totals(struct output *o, const struct stream_totals *n)
{
	counted(o, n->lines, "line", "lines");
	output_string(o, ", ");
	counted(o, n->found, "reply", "replies");
	output_string(o, ": ");
	output_number(o, n->success);
	output_string(o, " accepted, ");
	output_number(o, n->failed);
	output_string(o, " failed");
	if (n->no_reply > 0) {
		output_string(o, " (");
		output_number(o, n->no_reply);
		output_string(o, " without a reply code)");
	}
	if (n->follows > 0) {
		output_string(o, ", ");
		output_number(o, n->follows);
		output_string(o, " following from a refusal");
	}
	if (n->hung_up > 0) {
		output_string(o, ", ");
		counted(o, n->hung_up, "client", "clients");
		output_string(o, " hung up");
	}
	if (n->silent > 0) {
		output_string(o, "; ");
		output_number(o, n->silent);
		output_string(o, " of a mail program not understood");
	}
	output_char(o, '\n');
}

void
summary_text(struct output *o, const struct view *w, struct tally *t,
    const struct stream_totals *n, bool tty)
{
	const struct tally_problem	**list;
	unsigned long			  sums[CAUSE_COUNT];
	bool				  done[CAUSE_COUNT];
	enum cause			  c;
	size_t				  count, i;

	memset(sums, 0, sizeof(sums));
	memset(done, 0, sizeof(done));
	list = tally_sorted(t, &count);
	for (i = 0; i < count; i++)
		if (!list[i]->key.hung_up)
			sums[list[i]->key.cause] += list[i]->count;
	done[CAUSE_SUCCESS] = true;
	totals(o, n);
	while (next_cause(sums, done, &c)) {
		output_char(o, '\n');
		group(o, w, list, count, c, sums[c], n->failed, tty);
	}
	if (tally_other(t) > 0) {
		output_char(o, '\n');
		number(o, tally_other(t), WIDE);
		share(o, tally_other(t), n->failed);
		output_string(o, "  other problems, too many to keep apart\n");
	}
	hang_ups(o, w, list, count, n->hung_up);
}

static void
problem_json(struct output *o, const struct tally_problem *p)
{
	size_t	 i;

	output_char(o, '{');
	json_number(o, "count", p->count);
	if (p->key.hung_up)
		output_string(o, ",\"hung_up\":true");
	json_problem(o, p->key.reply, &p->key.status, p->key.provider,
	    p->key.cause);
	json_number(o, "first_line", p->first);
	json_number(o, "last_line", p->last);
	json_text(o, "first_time", p->first_time);
	json_text(o, "last_time", p->last_time);
	json_text(o, "text", p->text);
	if (p->names[0].count > 0) {
		output_string(o, ",\"names\":[");
		for (i = 0; i < TALLY_NAMES && p->names[i].count > 0; i++) {
			output_string(o, i == 0 ? "{" : ",{");
			json_text(o, "name", p->names[i].name);
			json_number(o, "count", p->names[i].count);
			if (p->names[i].error > 0)
				json_number(o, "error", p->names[i].error);
			output_char(o, '}');
		}
		output_char(o, ']');
	}
	output_string(o, "}\n");
}

void
summary_json(struct output *o, struct tally *t, const struct stream_totals *n)
{
	const struct tally_problem	**list;
	size_t				  count, i;

	list = tally_sorted(t, &count);
	for (i = 0; i < count; i++)
		if (list[i]->key.cause != CAUSE_SUCCESS)
			problem_json(o, list[i]);
	output_string(o, "{\"total\":true");
	json_number(o, "lines", n->lines);
	json_number(o, "found", n->found);
	json_number(o, "success", n->success);
	json_number(o, "failed", n->failed);
	json_number(o, "follows", n->follows);
	json_number(o, "retold", n->retold);
	json_number(o, "hung_up", n->hung_up);
	json_number(o, "no_reply", n->no_reply);
	json_number(o, "not_understood", n->silent);
	json_number(o, "tls", n->tls);
	json_number(o, "other", tally_other(t));
	output_string(o, "}\n");
}

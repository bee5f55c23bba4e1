/*
 * ask.c - operands to answers: codes, patterns, causes, words of a reply.
 */
#include <string.h>

#include "smtpcode.h"

/* A blank line before all answers but the first. */
static void
separate(struct stream *s)
{
	if (s->shown != SHOWN_NOTHING)
		output_char(s->out, '\n');
	s->shown = SHOWN_ANSWER;
}

static void
answer(struct stream *s, const struct found *f, const struct verdict *v)
{
	if (s->mode == MODE_JSON) {
		json_answer(s->out, NULL, f, v);
		return;
	}
	if (s->mode == MODE_ONELINE) {
		render_line(s->out, &s->view, f, v);
		output_char(s->out, '\n');
		return;
	}
	if (s->mode != MODE_EXPLAIN)
		return;
	separate(s);
	render_answer(s->out, &s->view, f, v);
}

static void
ask_reply(struct stream *s, int code, const struct status *st)
{
	struct verdict	 v;
	struct found	 f;

	memset(&f, 0, sizeof(f));
	f.reply.code = code;
	if (st != NULL)
		f.reply.status = *st;
	explain(s->phrase, &f, &v);
	answer(s, &f, &v);
}

static void
ask_cause(struct stream *s, enum cause c)
{
	if (s->mode == MODE_EXPLAIN)
		separate(s);
	if (s->mode == MODE_JSON)
		json_cause(s->out, c);
	else if (s->mode != MODE_QUIET)
		render_cause(s->out, &s->view, c, s->mode == MODE_ONELINE);
}

struct matching {
	struct stream	*s;
	struct slice	 pattern;
	size_t		 n;
};

static void
match(void *arg, const struct list_row *row)
{
	struct matching	*m = arg;
	struct slice	 operand;

	operand.p = row->operand;
	operand.n = row->n;
	if (!query_match(m->pattern, operand) || row->unusual ||
	    memchr(row->operand, 'x', row->n) != NULL)
		return;
	m->n++;
	if (m->s->mode == MODE_JSON)
		list_json(m->s->out, row);
	else if (m->s->mode != MODE_QUIET)
		list_line(m->s->out, row);
}

/* What the digits mean that all these have in common, then each of them. */
static bool
ask_pattern(struct stream *s, const struct query *q)
{
	struct matching	 m;

	m.s = s;
	m.pattern = q->operand;
	m.n = 0;
	if (s->mode == MODE_EXPLAIN) {
		separate(s);
		render_pattern(s->out, &s->view, q);
		output_char(s->out, '\n');
	}
	list_each(match, &m);
	if (s->mode == MODE_EXPLAIN)
		render_pattern_hints(s->out, &s->view, q);
	return (m.n > 0);
}

/* A first digit that no reply has: the number as it was typed. */
static void
ask_outside(struct stream *s, const struct query *q)
{
	if (s->mode == MODE_EXPLAIN)
		separate(s);
	if (s->mode == MODE_JSON)
		json_outside(s->out, q->operand);
	else if (s->mode != MODE_QUIET)
		render_outside(s->out, &s->view, q->operand,
		    s->mode == MODE_ONELINE);
}

/* One that breaks the grammar: what can be said all the same. */
static bool
ask_bad(struct stream *s, const struct query *q)
{
	bool	 dots;
	char	 d;

	d = q->operand.n > 0 ? q->operand.p[0] : '\0';
	dots = memchr(q->operand.p, '.', q->operand.n) != NULL;
	if (d < '2' || d > '5') {
		if (q->operand.n == 3 && !dots)
			ask_outside(s, q);
		return (false);
	}
	if (dots && d == '3')
		return (false);
	if (s->mode == MODE_EXPLAIN) {
		separate(s);
		render_bad(s->out, &s->view, q);
	}
	return (true);
}

bool
ask_query(struct stream *s, const struct query *q, const struct query *next)
{
	switch (q->kind) {
	case QUERY_CODE:
		ask_reply(s, q->code, next == NULL ? NULL : &next->status);
		return (true);
	case QUERY_STATUS:
		ask_reply(s, 0, &q->status);
		return (true);
	case QUERY_PATTERN:
		return (ask_pattern(s, q));
	case QUERY_CAUSE:
		ask_cause(s, q->cause);
		return (true);
	case QUERY_BAD:
	case QUERY_WORDS:
		break;
	}
	return (ask_bad(s, q));
}

/* What stands behind the last blank, or the last `=' of dsn=5.1.1. */
static struct slice
last_word(struct slice text)
{
	size_t	 i;

	text = slice_trim(text);
	for (i = text.n; i > 0 && text.p[i - 1] != ' ' &&
	    text.p[i - 1] != '='; i--)
		;
	return (slice_skip(text, i));
}

bool
ask_text(struct stream *s, struct slice text)
{
	char		 buf[LOG_TEXT_MAX];
	struct verdict	 v;
	struct found	 f;
	bool		 known;

	log_operand(text, buf, &f);
	explain(s->phrase, &f, &v);
	known = f.reply.code != 0 || verdict_status(&f)->class != 0 ||
	    (v.cause != CAUSE_NONE && v.cause != CAUSE_UNKNOWN);
	/* Of "error 550", which says no more, the code; "port 587" has none. */
	if (!known) {
		log_operand(last_word(text), buf, &f);
		known = table_reply(f.reply.code) != NULL ||
		    f.reply.status.class != 0;
		if (!known)
			log_operand(text, buf, &f);
		explain(s->phrase, &f, &v);
	}
	if (known || s->mode == MODE_JSON)
		answer(s, &f, &v);
	return (known);
}

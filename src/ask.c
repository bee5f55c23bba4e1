/*
 * ask.c - operands to answers: codes, patterns, causes, words of a reply.
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"

#define LOOKS "; a code looks like 550, a status like 5.1.1"

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
	if (m->n++ == 0 && m->s->mode == MODE_EXPLAIN)
		output_char(m->s->out, '\n');
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
	}
	list_each(match, &m);
	if (s->mode == MODE_EXPLAIN)
		render_pattern_hints(s->out, &s->view, q);
	return m.n > 0;
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
		return false;
	}
	if (dots && d == '3')
		return false;
	if (s->mode == MODE_EXPLAIN) {
		separate(s);
		render_bad(s->out, &s->view, q);
	}
	return true;
}

/*
 * Answer one operand; next is a status that belongs to it, or NULL.  False:
 * there was nothing to explain.
 */
static bool
ask_query(struct stream *s, const struct query *q, const struct query *next)
{
	switch (q->kind) {
	case QUERY_CODE:
		ask_reply(s, q->code, next == NULL ? NULL : &next->status);
		return true;
	case QUERY_STATUS:
		ask_reply(s, 0, &q->status);
		return true;
	case QUERY_PATTERN:
		return ask_pattern(s, q);
	case QUERY_CAUSE:
		ask_cause(s, q->cause);
		return true;
	case QUERY_BAD:
	case QUERY_WORDS:
		break;
	}
	return ask_bad(s, q);
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
	return slice_skip(text, i);
}

/* Answer the words of a reply.  False: no code in them, and not known. */
static bool
ask_text(struct stream *s, struct slice text)
{
	char		 buf[LOG_TEXT_MAX];
	struct verdict	 v;
	struct found	 f;
	bool		 known, coded;

	log_operand(text, buf, &f);
	explain(s->phrase, &f, &v);
	coded = f.reply.code != 0 || verdict_status(&f)->class != 0;
	known = coded || (v.cause != CAUSE_NONE && v.cause != CAUSE_UNKNOWN);
	/* Of "error 550", "rejected: 550", which say no more, the code; "port
	 * 587" has none. */
	if (!coded && v.basis <= BASIS_CLUE) {
		log_operand(last_word(text), buf, &f);
		coded = table_reply(f.reply.code) != NULL ||
		    f.reply.status.class != 0;
		if (!coded)
			log_operand(text, buf, &f);
		known = known || coded;
		explain(s->phrase, &f, &v);
	}
	if (known || s->mode == MODE_JSON)
		answer(s, &f, &v);
	return known;
}

/* A path, or a name as files with logs and mails have. */
static bool
is_file_name(struct slice s)
{
	static const char	 ends[] = ".log\0.eml\0.txt\0.mbox\0.json\0"
				    ".gz\0.1\0";
	const char		*end;

	if (memchr(s.p, ' ', s.n) != NULL || !slice_has_words(s))
		return false;
	for (end = ends; *end != '\0'; end = slice_next(end))
		if (s.n > strlen(end) &&
		    slice_is(slice_skip(s, s.n - strlen(end)), end))
			return true;
	return memchr(s.p, '/', s.n) != NULL;
}

/* The operands joined by blanks, as if they had been quoted. */
static bool
joined(struct stream *s, int argc, char *argv[], enum cause meant)
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
	if ((s->phrase = phrase_new()) == NULL)
		err(2, NULL);
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
	else if (!found && argc == 1 && is_file_name(slice_of(argv[0])))
		message_operand(s, text, "no reply; to read a file: -f ",
		    slice_of(argv[0]));
	else if (!found && s->mode != MODE_JSON)
		message_operand(s, text,
		    "no reply in it, and the words are not known",
		    slice_of(LOOKS));
	free(p);
	return found;
}

#define LIST_MAX	64	/* bytes of an operand that is a list */

/* "550,551": codes, statuses or patterns; each is asked for. */
static bool
listed(struct stream *s, const char *operand, bool *found)
{
	char		 text[LIST_MAX], *part[LIST_MAX / 2 + 1];
	struct query	 q;
	size_t		 i;
	int		 n = 0;

	part[0] = text;
	for (i = 0; i < sizeof(text); i++) {
		text[i] = operand[i];
		if (text[i] != ',' && text[i] != '/' && text[i] != '\0')
			continue;
		text[i] = '\0';
		(void)query_parse(slice_of(part[n]), &q);
		if (q.kind != QUERY_CODE && q.kind != QUERY_STATUS &&
		    q.kind != QUERY_PATTERN)
			return false;
		part[++n] = text + i + 1;
		if (operand[i] == '\0')
			break;
	}
	if (n < 2 || i == sizeof(text))
		return false;
	*found = ask_operands(s, n, part);
	return true;
}

bool
ask_operands(struct stream *s, int argc, char *argv[])
{
	struct query	 q, next;
	const char	*why;
	bool		 found, two;
	int		 i;

	for (i = 0; i < argc; i++) {
		query_parse(slice_of(argv[i]), &q);
		if (q.kind == QUERY_WORDS)
			return (argc == 1 && listed(s, argv[0], &found)) ?
			    found : joined(s, argc, argv, q.cause);
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
	return found;
}

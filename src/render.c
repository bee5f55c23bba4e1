/*
 * render.c - an explanation as text: in full, or on one line.
 */
#include <string.h>

#include "smtpcode.h"

/* A number, without a NUL; its length. */
static size_t
digits(char *p, unsigned int n)
{
	char	 d[12];
	size_t	 i, len;

	i = sizeof(d);
	do
		d[--i] = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	len = sizeof(d) - i;
	memcpy(p, d + i, len);
	return len;
}

struct slice
render_code(int code, char text[RENDER_CODE_MAX])
{
	return (struct slice){ text, digits(text, (unsigned int)code) };
}

struct slice
render_status(const struct status *st, char text[RENDER_CODE_MAX])
{
	size_t	 n;

	n = digits(text, st->class);
	text[n++] = '.';
	n += digits(text + n, st->subject);
	text[n++] = '.';
	n += digits(text + n, st->detail);
	return (struct slice){ text, n };
}

/* "451 4.7.1" or what there is of it. */
static void
codes(struct output *o, const struct found *f)
{
	const struct status	*st = verdict_status(f);
	char			 text[RENDER_CODE_MAX];
	struct slice		 s;

	if (f->reply.code != 0) {
		s = render_code(f->reply.code, text);
		output_bytes(o, s.p, s.n);
		if (st->class != 0)
			output_char(o, ' ');
	}
	if (st->class != 0) {
		s = render_status(st, text);
		output_bytes(o, s.p, s.n);
	} else if (f->reply.code == 0)
		output_string(o, "no code");
}

/* CODE [STATUS]  title: class */
static void
headline(struct output *o, const struct view *w, const struct found *f,
    const struct verdict *v)
{
	static const char	 sgr[][8] = { "1", "1", "1;32", "1", "1;33",
	    "1;31" };
	char			 buf[TABLE_PROSE_MAX];
	const struct table_digit *d;
	int			  class;

	class = verdict_class(f);
	para_color(o, w, class >= 2 && class <= 5 ? sgr[class] : "1");
	codes(o, f);
	para_color(o, w, "0");
	output_string(o, "  ");
	output_string(o, verdict_title(f, v, buf));
	d = class == 0 ? NULL : table_digit(1, class);
	if (d != NULL) {
		output_string(o, ": ");
		output_string(o, table_prose(d->title, buf));
	}
}

static void
notes(struct output *o, const struct view *w, const struct found *f,
    const struct verdict *v)
{
	const struct table_cause	*c;
	const struct status		*st;
	int				 class;

	c = &table_causes[v->cause];
	class = verdict_class(f);
	st = verdict_status(f);
	if (v->class_differs)
		para_note(o, w, NOTE_CLASS_DIFFERS);
	if (f->reply.code == 0 && f->reply.text.n > 0)
		para_note(o, w, NOTE_NO_CODE);
	if (st->class != 0 && st->subject == 0 && st->detail == 0 &&
	    f->reply.text.n > 0 && class != 2)
		para_note(o, w, NOTE_SAYS_NOTHING);
	if (verdict_ended(f) &&
	    (c->retry == RETRY_YES || c->retry == RETRY_SLOW))
		para_note(o, w, NOTE_MAY_PASS);
	if (verdict_fault(v) == FAULT_RECIPIENT && c->retry == RETRY_NO)
		para_note(o, w, class == 4 ? NOTE_BAD_ADDRESS :
		    NOTE_DROP_ADDRESS);
}

/* "13 minutes 20 seconds" */
static size_t
duration(struct output *o, unsigned long seconds, size_t at)
{
	static const struct {
		unsigned long	 seconds;
		char		 one[8], many[8];
	} units[] = {
		{ 86400, "day", "days" }, { 3600, "hour", "hours" },
		{ 60, "minute", "minutes" }, { 1, "second", "seconds" }
	};
	unsigned long	 n;
	size_t		 i;
	char		 text[24];

	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		n = seconds / units[i].seconds;
		seconds %= units[i].seconds;
		if (n == 0)
			continue;
		text[digits(text, (unsigned int)n)] = '\0';
		at = para_add(o, text, at);
		at = para_add(o, n == 1 ? units[i].one : units[i].many, at);
	}
	return at;
}

static void
cause(struct output *o, const struct view *w, const struct found *f,
    const struct verdict *v)
{
	const struct table_cause	*c;
	size_t				 at, i;

	c = &table_causes[v->cause];
	at = para_label(o, w, "cause", table_text(c->word));
	at = para_sign(o, ':', at);
	at = para_prose(o, c->meaning, at);
	for (i = 0; i < VERDICT_ALSO && v->also[i] != CAUSE_NONE; i++) {
		at = para_add(o, i == 0 ? "Or" : "or", at);
		at = para_add(o, table_text(table_causes[v->also[i]].word), at);
		at = para_sign(o, ':', at);
		at = para_add(o, table_text(table_causes[v->also[i]].title),
		    at);
		if (i + 1 == VERDICT_ALSO || v->also[i + 1] == CAUSE_NONE)
			at = para_sign(o, '.', at);
	}
	output_char(o, '\n');
	if (verdict_fault(v) != FAULT_NOBODY) {
		para_label(o, w, "fault",
		    table_text(table_faults[verdict_fault(v)].title));
		output_char(o, '\n');
	}
	at = para_label(o, w, "retry",
	    table_text(table_retries[verdict_retry(f, v)].title));
	if (v->wait != 0) {
		at = para_sign(o, ';', at);
		at = para_add(o, "the server asks to wait", at);
		duration(o, v->wait, at);
	}
	output_char(o, '\n');
}

/* What the provider makes of it, and the list that refused. */
static void
provider(struct output *o, const struct view *w, const struct found *f,
    const struct verdict *v)
{
	const struct table_blocklist	*b;
	const struct table_provider	*p;
	struct slice			 zone;
	enum page			 page;
	size_t				 at;

	if (v->provider != PROVIDER_NONE) {
		p = &table_providers[v->provider];
		page = p->page;
		at = para_label(o, w, "provider", table_text(p->name));
		at = para_sign(o, ':', at);
		if (v->rule != NULL) {
			at = para_prose(o, v->rule->meaning, at);
			at = para_prose(o, v->rule->remedy, at);
			if (v->rule->page != PAGE_NONE)
				page = v->rule->page;
		}
		if (v->own_meaning && table_status(&f->reply.status) != NULL)
			at = para_add(o,
			    "(The registry says otherwise, below.)", at);
		para_prose(o, table_pages[page].url, at);
		output_char(o, '\n');
	}
	if (v->blocklist != BLOCKLIST_NONE) {
		b = &table_blocklists[v->blocklist];
		at = para_label(o, w, "list", table_text(b->name));
		at = para_sign(o, ':', at);
		at = para_prose(o, b->note, at);
		para_prose(o, table_pages[b->page].url, at);
		output_char(o, '\n');
	} else if ((zone = zone_find(f, v)).n > 0) {
		(void)para_label(o, w, "list", "");
		output_foreign(o, zone);
		output_char(o, '\n');
	}
}

/* Where the reply stands in the input, and what the log says besides. */
static void
where(struct output *o, const struct view *w, const struct found *f)
{
	struct slice	 parts[6];
	size_t		 at, i;

	at = para_label(o, w, "line", "");
	output_number(o, f->line);
	at += 8;
	if (w->file != NULL) {
		at = para_add(o, "of", at);
		at = para_add(o, w->file, at);
	}
	memset(parts, 0, sizeof(parts));
	parts[0] = f->time;
	if (f->format != NULL)
		parts[1] = slice_of(f->format);
	parts[2] = f->host;
	parts[3] = f->recipient;
	if (f->command != COMMAND_NONE)
		parts[4] = slice_of(table_text(
		    table_commands[f->command].title));
	if (f->outcome != NULL)
		parts[5] = slice_of(f->outcome);
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (parts[i].n != 0) {
			at = para_sign(o, ',', at);
			at = output_fill(o, parts[i], PARA_INDENT, at);
		}
	output_char(o, '\n');
}

static void
words(struct output *o, const struct view *w, struct slice text)
{
	size_t	 at;

	if (text.n == 0)
		return;
	at = para_label(o, w, "words", "");
	at = output_fill(o, text, PARA_INDENT, at);
	output_char(o, '\n');
}

static void
hints(struct output *o, const struct view *w, const struct found *f,
    const struct verdict *v)
{
	char		 buf[HINT_MAX];
	struct hints	 all[WHO_COUNT], *h;
	size_t		 i;

	hints_find(f, v, all, WHO_COUNT);
	for (h = all; h < all + WHO_COUNT; h++) {
		if (h->n == 0)
			continue;
		output_char(o, '\n');
		para_color(o, w, "1");
		output_string(o, table_text(table_whos[h->who].title));
		para_color(o, w, "0");
		output_string(o, ":\n");
		for (i = 0; i < h->n; i++) {
			output_string(o, "  -");
			output_prose(o, hints_text(h, i, buf), 4, 3);
			output_char(o, '\n');
		}
	}
}

void
render_answer(struct output *o, const struct view *w, const struct found *f,
    const struct verdict *v)
{
	headline(o, w, f, v);
	output_string(o, "\n\n");
	if (w->stream)
		where(o, w, f);
	if (w->stream || w->verbose)
		words(o, w, f->reply.text);
	if (!verdict_unsaid(f, v->cause) && v->cause != CAUSE_SUCCESS)
		cause(o, w, f, v);
	if (w->verbose && v->cause != CAUSE_NONE)
		basis_write(o, w, f, v);
	provider(o, w, f, v);
	notes(o, w, f, v);
	if (f->reply.code != 0)
		meaning_code(o, w, f);
	meaning_status(o, w, f);
	meaning_stated(o, w, f);
	if (v->cause != CAUSE_SUCCESS)
		hints(o, w, f, v);
	if (w->verbose && !w->stream)
		meaning_ports(o, w, v->cause);
}

void
render_line(struct output *o, const struct view *w, const struct found *f,
    const struct verdict *v)
{
	const struct table_cause	*c;

	headline(o, w, f, v);
	if (f->follows)
		output_string(o, " (follows from the refusal above)");
	c = &table_causes[v->cause];
	if (verdict_unsaid(f, v->cause) || v->cause == CAUSE_SUCCESS)
		return;
	output_string(o, " [");
	output_string(o, table_text(c->word));
	if (v->provider != PROVIDER_NONE) {
		output_string(o, ", ");
		output_string(o, table_text(table_providers[v->provider].name));
	}
	output_string(o, "; fault: ");
	output_string(o, table_text(table_faults[verdict_fault(v)].word));
	output_string(o, "; retry: ");
	output_string(o, table_text(table_retries[verdict_retry(f, v)].word));
	output_char(o, ']');
}

void
render_cause(struct output *o, const struct view *w, enum cause c,
    bool one_line)
{
	struct found			 f;
	struct verdict			 v;
	const struct table_cause	*row_of;

	memset(&f, 0, sizeof(f));
	memset(&v, 0, sizeof(v));
	v.cause = c;
	row_of = &table_causes[c];
	para_color(o, w, "1");
	output_string(o, table_text(row_of->word));
	para_color(o, w, "0");
	output_string(o, "  ");
	output_string(o, table_text(row_of->title));
	output_char(o, '\n');
	if (one_line)
		return;
	output_char(o, '\n');
	cause(o, w, &f, &v);
	meaning_causes(o, w, c);
	hints(o, w, &f, &v);
	meaning_ports(o, w, c);
}

/* What is common to all that a pattern stands for. */
void
render_pattern(struct output *o, const struct view *w, const struct query *q)
{
	const char	*dot, *p;
	bool		 subject;

	output_foreign(o, q->operand);
	output_string(o, "  every code of this form\n");
	p = q->operand.p;
	dot = memchr(p, '.', q->operand.n);
	if (dot != NULL) {
		subject = slice_digit(dot[1]);
		if (subject || q->status.class != 0)
			output_char(o, '\n');
		meaning_status_parts(o, w, &q->status, subject);
		return;
	}
	if (slice_digit(p[0]) || slice_digit(p[1]))
		output_char(o, '\n');
	if (slice_digit(p[0]))
		meaning_digit(o, w, 1, p[0] - '0');
	if (slice_digit(p[1]))
		meaning_digit(o, w, 2, p[1] - '0');
}

void
render_pattern_hints(struct output *o, const struct view *w,
    const struct query *q)
{
	const struct verdict	 v = { .cause = CAUSE_NONE };
	struct found		 f;

	memset(&f, 0, sizeof(f));
	if (q->operand.p[0] < '2' || q->operand.p[0] > '5')
		return;
	f.verdict.class = (uint8_t)(q->operand.p[0] - '0');
	hints(o, w, &f, &v);
}

void
render_bad(struct output *o, const struct view *w, const struct query *q)
{
	output_foreign(o, (struct slice){ q->operand.p,
	    q->operand.n < 16 ? q->operand.n : 16 });
	output_string(o, q->operand.n > 16 ? "..." : "");
	output_string(o, "  what its first digits say\n\n");
	if (q->parts > 0)
		meaning_status_parts(o, w, &q->status, q->parts > 1);
	else
		meaning_digit(o, w, 1, q->operand.p[0] - '0');
	render_pattern_hints(o, w, q);
}

void
render_outside(struct output *o, const struct view *w, struct slice number,
    bool one_line)
{
	char				 label[4] = "";
	char				 buf[TABLE_PROSE_MAX];
	const struct table_digit	*d;

	memcpy(label, number.p, 3);
	para_color(o, w, "1");
	output_string(o, label);
	para_color(o, w, "0");
	output_string(o, "  " VERDICT_UNDEFINED);
	d = table_digit(1, label[0] - '0');
	if (d != NULL) {
		output_string(o, ": ");
		output_string(o, table_prose(d->title, buf));
	}
	output_char(o, '\n');
	if (one_line)
		return;
	output_char(o, '\n');
	meaning_digit(o, w, 1, label[0] - '0');
	para_begin(o, w, label, table_notes[NOTE_NO_DOCUMENT].words);
	output_char(o, '\n');
	para_note(o, w, NOTE_OUTSIDE);
}

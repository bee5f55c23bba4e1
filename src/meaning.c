/*
 * meaning.c - what the table says of a code and of a status, digit by digit.
 */
#include <string.h>

#include "smtpcode.h"

/* "May answer MAIL FROM, RCPT TO." */
static size_t
answers(struct output *o, int code, size_t at)
{
	const struct table_answer	*a, *end;
	bool				 any;

	any = false;
	end = table_answers + table_answers_count;
	for (a = table_answers; a < end; a++) {
		if (a->code != code)
			continue;
		at = any ? para_sign(o, ',', at) :
		    para_add(o, "May answer", at);
		at = para_add(o,
		    table_text(table_commands[a->command].title), at);
		any = true;
	}
	return any ? para_sign(o, '.', at) : at;
}

void
meaning_digit(struct output *o, const struct view *w, int position, int d)
{
	char				 label[] = "xxx";
	const struct table_digit	*row;

	row = table_digit(position, d);
	if (row == NULL)
		return;
	label[position - 1] = (char)('0' + d);
	para_row(o, w, label, row->title, row->meaning, row->source);
}

/* The meanings that further documents give to the code. */
static void
also(struct output *o, const struct view *w, int code)
{
	const struct table_reply	*r, *end;
	const char			*kind;
	size_t				 at;

	end = table_replies + table_replies_count;
	for (r = table_replies; r < end; r++) {
		if (r->code != code || !r->also)
			continue;
		at = para_begin(o, w, "also", r->title);
		kind = table_text(table_kinds[r->kind].title);
		if (r->kind >= KIND_EXPERIMENTAL && kind[0] != '\0') {
			at = para_sign(o, ',', at);
			at = para_add(o, kind, at);
		}
		if (w->verbose) {
			at = para_sign(o, ':', at);
			at = para_prose(o, r->meaning, at);
		}
		para_source(o, r->source, at);
	}
}

/* What an unregistered number is, and which status it stands for. */
static void
stray(struct output *o, const struct view *w, const struct table_stray *s,
    const char *label)
{
	const struct table_status	*twin;
	struct status			 st;
	char				 text[RENDER_CODE_MAX + 1];
	struct slice			 name;

	para_row(o, w, label, s->title, s->meaning, s->source);
	if (table_reply(s->code) == NULL) {
		para_begin(o, w, "",
		    table_notes[NOTE_NO_DOCUMENT].words);
		output_char(o, '\n');
	}
	st.class = s->class;
	st.subject = s->subject;
	st.detail = s->detail;
	twin = s->class == 0 ? NULL : table_status(&st);
	if (twin == NULL)
		return;
	name = render_status(&st, text);
	text[name.n] = '\0';
	para_row(o, w, text, twin->title, twin->meaning, twin->source);
}

/* What its document says of the code: the REPLY row, and what it answers. */
static void
registered(struct output *o, const struct view *w, const struct table_reply *r,
    const char *label)
{
	size_t	 at;

	at = para_begin(o, w, label, r->title);
	at = para_sign(o, ':', at);
	at = para_prose(o, r->meaning, at);
	if (!w->brief || w->verbose)
		at = answers(o, r->code, at);
	if (r->kind != KIND_STANDARD) {
		at = para_add(o, "Status:", at);
		at = para_add(o, table_text(table_kinds[r->kind].title), at);
		at = para_sign(o, '.', at);
	}
	para_source(o, r->source, at);
}

void
meaning_code(struct output *o, const struct view *w, const struct found *f)
{
	const struct table_stray	*s;
	const struct table_reply	*r;
	char				 label[RENDER_CODE_MAX + 1];
	struct slice			 name;
	int				 code;

	code = f->reply.code;
	if (!w->brief || w->verbose) {
		meaning_digit(o, w, 1, code / 100);
		meaning_digit(o, w, 2, code / 10 % 10);
	}
	name = render_code(code, label);
	label[name.n] = '\0';
	r = table_reply(code);
	s = table_stray(code);
	if (r != NULL) {
		registered(o, w, r, label);
		if ((!w->brief && f->reply.text.n == 0) || w->verbose)
			also(o, w, code);
	}
	if (s != NULL && (r == NULL || f->reply.text.n == 0))
		stray(o, w, s, r == NULL ? label : "seen as");
	if (r == NULL && s == NULL) {
		para_begin(o, w, label, table_notes[NOTE_NOT_DEFINED].words);
		output_char(o, '\n');
	}
	if (code < 200 || code > 599 || code / 10 % 10 > 5)
		para_note(o, w, NOTE_OUTSIDE);
}

void
meaning_status_parts(struct output *o, const struct view *w,
    const struct status *st, bool subject)
{
	char				 label[RENDER_CODE_MAX + 8];
	const struct table_part		*p;
	size_t				 n;

	p = table_class(st->class);
	if (p != NULL) {
		label[0] = (char)('0' + st->class);
		memcpy(label + 1, ".x.x", 5);
		para_row(o, w, label, p->title, p->meaning, p->source);
	}
	p = subject ? table_subject(st->subject) : NULL;
	if (p != NULL) {
		memcpy(label, "x.", 2);
		n = 2 + render_code(st->subject, label + 2).n;
		memcpy(label + n, ".x", 3);
		para_row(o, w, label, p->title, p->meaning, p->source);
	}
}

void
meaning_status(struct output *o, const struct view *w, const struct found *f)
{
	const struct table_status	*here, *any;
	const struct status		*st;
	char				 label[RENDER_CODE_MAX + 1];
	struct slice			 name;

	st = verdict_status(f);
	if (st->class == 0)
		return;
	here = table_status(st);
	if (!w->brief || w->verbose || here == NULL)
		meaning_status_parts(o, w, st, true);
	name = render_status(st, label);
	label[name.n] = '\0';
	if (here == NULL) {
		para_begin(o, w, label,
		    table_notes[NOTE_NOT_REGISTERED].words);
		output_char(o, '\n');
		return;
	}
	para_row(o, w, label, here->title, here->meaning, here->source);
	any = here->class == 0 ? NULL : table_status_any(st);
	if (any != NULL)
		para_row(o, w, "registry", any->title, any->meaning,
		    any->source);
}

void
meaning_stated(struct output *o, const struct view *w, const struct found *f)
{
	const struct table_status	*row;
	const struct status		*st;
	char				 text[RENDER_CODE_MAX + 1];
	size_t				 at;

	st = verdict_stated(f);
	if (st->class == 0)
		return;
	text[render_status(st, text).n] = '\0';
	at = para_label(o, w, "log", text);
	row = table_status(st);
	if (row == NULL) {
		output_char(o, '\n');
		return;
	}
	at = para_sign(o, ',', at);
	at = para_prose(o, row->title, at);
	at = para_sign(o, ':', at);
	at = para_prose(o, row->meaning, at);
	para_source(o, row->source, at);
}

void
meaning_ports(struct output *o, const struct view *w, enum cause c)
{
	const struct table_port	*p;
	char			 label[5 + RENDER_CODE_MAX + 1] = "port ";

	if (c != CAUSE_CONNECTION_FAILED && c != CAUSE_TLS_FAILURE)
		return;
	output_char(o, '\n');
	for (p = table_ports; p < table_ports + table_ports_count; p++) {
		label[5 + render_code(p->port, label + 5).n] = '\0';
		para_row(o, w, label, p->title, p->meaning, p->source);
	}
}

void
meaning_causes(struct output *o, const struct view *w, enum cause c)
{
	char				 text[RENDER_CODE_MAX];
	const struct table_status	*t;
	const char			*classes;
	struct status			 st;
	size_t				 at, i;

	at = para_label(o, w, "codes", "");
	for (i = 0; i < table_replies_count; i++)
		if (table_replies[i].cause == c && !table_replies[i].also)
			at = output_fill(o, render_code(table_replies[i].code,
			    text), PARA_INDENT, at);
	for (i = 0; i < table_statuses_count; i++) {
		t = &table_statuses[i];
		st.subject = t->subject;
		st.detail = t->detail;
		classes = table_text(t->classes);
		for (; t->cause == c && *classes != '\0'; classes++) {
			st.class = (uint8_t)(*classes - '0');
			at = output_fill(o, render_status(&st, text),
			    PARA_INDENT, at);
		}
	}
	if (at == PARA_INDENT)
		para_add(o, "none by itself: the words tell", at);
	output_char(o, '\n');
}

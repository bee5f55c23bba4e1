/*
 * render.c - an explanation as text: in full, or on one line.
 */
#include <string.h>

#include "smtpcode.h"

#define LABEL	9	/* columns before the text of a labelled line */

static void
color(struct output *o, const struct view *w, const char *sgr)
{
	if (w->color) {
		output_string(o, "\033[");
		output_string(o, sgr);
		output_char(o, 'm');
	}
}

/* "451" or "4.7.1" into text, which holds STATUS_TEXT_MAX bytes. */
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
	return (len);
}

struct slice
render_code(int code, char text[RENDER_CODE_MAX])
{
	return ((struct slice){ text, digits(text, (unsigned int)code) });
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
	return ((struct slice){ text, n });
}

int
render_class(const struct found *f)
{
	if (f->reply.code != 0)
		return (f->reply.code / 100);
	if (f->reply.status.class != 0)
		return (f->reply.status.class);
	return (f->verdict.class);
}

const struct status *
render_which_status(const struct found *f)
{
	if (f->reply.code == 0 && f->reply.status.class == 0)
		return (&f->verdict);
	return (&f->reply.status);
}

/* Nothing is known of the cause, and there were no words to tell it. */
static bool
unsaid(const struct found *f, enum cause c)
{
	return (c == CAUSE_NONE || (c == CAUSE_UNKNOWN &&
	    f->reply.text.n == 0 && f->words.n == 0));
}

enum fault
render_fault(const struct verdict *v)
{
	return ((enum fault)(v->topic != TOPIC_NONE ?
	    table_topics[v->topic].fault : table_causes[v->cause].fault));
}

static bool
outcome_is(const struct found *f, const char *word)
{
	return (f->outcome != NULL && strcmp(f->outcome, word) == 0);
}

/*
 * Was the mail given back, whatever the code?  Not after a 5yz that the log
 * says is tried again, nor for certain after one at a greeting: there may be
 * another MX (RFC 5321 5.1).
 */
static bool
has_ended(const struct found *f)
{
	if (f->outcome != NULL && !outcome_is(f, "rejected"))
		return (outcome_is(f, "bounced") || outcome_is(f, "expired"));
	return (render_class(f) == 5 && (f->command != COMMAND_CONNECT ||
	    f->direction == DIRECTION_IN));
}

enum retry
render_retry(const struct found *f, const struct verdict *v)
{
	enum retry	 r;

	r = (enum retry)table_causes[v->cause].retry;
	if (v->cause == CAUSE_UNKNOWN && render_class(f) == 4)
		r = RETRY_YES;
	if (v->topic != TOPIC_NONE && (render_fault(v) == FAULT_LOCAL ||
	    render_fault(v) == FAULT_RECEIVER))
		r = RETRY_FIX;
	return (r == RETRY_YES && has_ended(f) ? RETRY_AGAIN : r);
}


const char *
render_title(const struct found *f, const struct verdict *v,
    char buf[TABLE_PROSE_MAX])
{
	const struct table_status	*st;
	const struct table_stray	*stray;
	const struct table_reply	*r;

	if (v->basis >= BASIS_CLUE && v->cause != CAUSE_UNKNOWN)
		return (table_text(table_causes[v->cause].title));
	st = table_status(render_which_status(f));
	if (st != NULL && render_class(f) != 2)
		return (table_prose(st->title, buf));
	r = table_reply(f->reply.code);
	if (r != NULL)
		return (table_prose(r->title, buf));
	stray = table_stray(f->reply.code);
	if (stray != NULL)
		return (table_prose(stray->title, buf));
	if (!unsaid(f, v->cause))
		return (table_text(table_causes[v->cause].title));
	return (f->reply.code != 0 ? RENDER_UNDEFINED :
	    "a status that is not registered");
}

/* "451 4.7.1" or what there is of it. */
static void
codes(struct output *o, const struct found *f)
{
	char	 text[RENDER_CODE_MAX];
	struct slice s;

	if (f->reply.code != 0) {
		s = render_code(f->reply.code, text);
		output_bytes(o, s.p, s.n);
		if (f->reply.status.class != 0)
			output_char(o, ' ');
	}
	if (render_which_status(f)->class != 0) {
		s = render_status(render_which_status(f), text);
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

	class = render_class(f);
	color(o, w, class >= 2 && class <= 5 ? sgr[class] : "1");
	codes(o, f);
	color(o, w, "0");
	output_string(o, "  ");
	output_string(o, render_title(f, v, buf));
	d = class == 0 ? NULL : table_digit(1, class);
	if (d != NULL) {
		output_string(o, ": ");
		output_string(o, table_prose(d->title, buf));
	}
}

/* Label, text filled behind it. */
static size_t
labelled(struct output *o, const struct view *w, const char *label,
    const char *text)
{
	size_t	 n;

	n = strlen(label);
	color(o, w, "1");
	output_string(o, label);
	color(o, w, "0");
	output_blanks(o, n < LABEL ? LABEL - n : 1);
	return (output_prose(o, text, LABEL, n < LABEL ? LABEL : n + 1));
}

static size_t
more(struct output *o, const char *text, size_t at)
{
	return (output_prose(o, text, LABEL, at));
}

/* The same of packed prose. */
static size_t
prose(struct output *o, prose_ref ref, size_t at)
{
	char	 buf[TABLE_PROSE_MAX];

	return (output_prose(o, table_prose(ref, buf), LABEL, at));
}

static size_t
labelled_prose(struct output *o, const struct view *w, const char *label,
    prose_ref ref)
{
	char	 buf[TABLE_PROSE_MAX];

	return (labelled(o, w, label, table_prose(ref, buf)));
}

/* A source in parentheses. */
static void
source(struct output *o, prose_ref ref, size_t at)
{
	char	 text[1 + TABLE_PROSE_MAX + 1];
	size_t	 n;

	text[0] = '(';
	n = strlen(table_prose(ref, text + 1)) + 1;
	text[n] = ')';
	text[n + 1] = '\0';
	more(o, text, at);
	output_char(o, '\n');
}

/* A sign right behind the last word. */
static size_t
sign(struct output *o, char c, size_t at)
{
	output_char(o, c);
	return (at + 1);
}

/* Title, meaning, source: one labelled paragraph. */
static void
row(struct output *o, const struct view *w, const char *label,
    prose_ref title, prose_ref meaning, prose_ref src)
{
	size_t	 at;

	at = labelled_prose(o, w, label, title);
	at = sign(o, ':', at);
	at = prose(o, meaning, at);
	source(o, src, at);
}

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
		at = any ? sign(o, ',', at) : more(o, "May answer", at);
		at = more(o, table_text(table_commands[a->command].title), at);
		any = true;
	}
	return (any ? sign(o, '.', at) : at);
}

/* "5xx" for 5 in the first place; "x5x" for the second. */
static void
digit(struct output *o, const struct view *w, int position, int d)
{
	char				 label[] = "xxx";
	const struct table_digit	*row_of;

	row_of = table_digit(position, d);
	if (row_of == NULL)
		return;
	label[position - 1] = (char)('0' + d);
	row(o, w, label, row_of->title, row_of->meaning, row_of->source);
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
		at = labelled_prose(o, w, "also", r->title);
		kind = table_text(table_kinds[r->kind].title);
		if (r->kind >= KIND_EXPERIMENTAL && kind[0] != '\0') {
			at = sign(o, ',', at);
			at = more(o, kind, at);
		}
		if (w->verbose) {
			at = sign(o, ':', at);
			at = prose(o, r->meaning, at);
		}
		source(o, r->source, at);
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

	row(o, w, label, s->title, s->meaning, s->source);
	if (table_reply(s->code) == NULL) {
		labelled_prose(o, w, "",
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
	row(o, w, text, twin->title, twin->meaning, twin->source);
}

/* A note on a line of its own. */
static void
note(struct output *o, const struct view *w, enum note n)
{
	labelled_prose(o, w, "note",
	    table_notes[n].words);
	output_char(o, '\n');
}

static void
code_rows(struct output *o, const struct view *w, const struct found *f)
{
	const struct table_stray	*s;
	const struct table_reply	*r;
	char				 label[RENDER_CODE_MAX + 1];
	struct slice			 name;
	int				 code;
	size_t				 at;

	code = f->reply.code;
	if (!w->brief || w->verbose) {
		digit(o, w, 1, code / 100);
		digit(o, w, 2, code / 10 % 10);
	}
	name = render_code(code, label);
	label[name.n] = '\0';
	r = table_reply(code);
	s = table_stray(code);
	if (r != NULL) {
		at = labelled_prose(o, w, label, r->title);
		at = sign(o, ':', at);
		at = prose(o, r->meaning, at);
		if (!w->brief || w->verbose)
			at = answers(o, code, at);
		if (r->kind != KIND_STANDARD) {
			at = more(o, "Status:", at);
			at = more(o,
			    table_text(table_kinds[r->kind].title), at);
			at = sign(o, '.', at);
		}
		source(o, r->source, at);
		if ((!w->brief && f->reply.text.n == 0) || w->verbose)
			also(o, w, code);
	}
	if (s != NULL && (r == NULL || f->reply.text.n == 0))
		stray(o, w, s, r == NULL ? label : "seen as");
	if (r == NULL && s == NULL) {
		labelled_prose(o, w, label,
	    table_notes[NOTE_NOT_DEFINED].words);
		output_char(o, '\n');
	}
	if (code < 200 || code > 599 || code / 10 % 10 > 5)
		note(o, w, NOTE_OUTSIDE);
}

void
render_status_parts(struct output *o, const struct view *w,
    const struct status *st, bool subject)
{
	char				 label[RENDER_CODE_MAX + 8];
	const struct table_part		*p;
	size_t				 n;

	p = table_class(st->class);
	if (p != NULL) {
		label[0] = (char)('0' + st->class);
		memcpy(label + 1, ".x.x", 5);
		row(o, w, label, p->title, p->meaning, p->source);
	}
	p = subject ? table_subject(st->subject) : NULL;
	if (p != NULL) {
		memcpy(label, "x.", 2);
		n = 2 + digits(label + 2, st->subject);
		memcpy(label + n, ".x", 3);
		row(o, w, label, p->title, p->meaning, p->source);
	}
}

static void
status_rows(struct output *o, const struct view *w, const struct found *f)
{
	const struct table_status	*here, *any;
	const struct status		*st;
	char				 label[RENDER_CODE_MAX + 1];
	struct slice			 name;

	st = render_which_status(f);
	if (st->class == 0)
		return;
	here = table_status(st);
	if (!w->brief || w->verbose || here == NULL)
		render_status_parts(o, w, st, true);
	name = render_status(st, label);
	label[name.n] = '\0';
	if (here == NULL) {
		labelled_prose(o, w, label,
		    table_notes[NOTE_NOT_REGISTERED].words);
		output_char(o, '\n');
		return;
	}
	row(o, w, label, here->title, here->meaning, here->source);
	any = here->class == 0 ? NULL : table_status_any(st);
	if (any != NULL)
		row(o, w, "registry", any->title, any->meaning, any->source);
}

static void
notes(struct output *o, const struct view *w, const struct found *f,
    const struct verdict *v)
{
	const struct table_cause	*c;
	const struct status		*st;
	int				 class;

	c = &table_causes[v->cause];
	class = render_class(f);
	st = render_which_status(f);
	if (v->class_differs)
		note(o, w, NOTE_CLASS_DIFFERS);
	if (f->reply.code == 0 && f->reply.text.n > 0)
		note(o, w, NOTE_NO_CODE);
	if (st->class != 0 && st->subject == 0 && st->detail == 0 &&
	    f->reply.text.n > 0 && class != 2)
		note(o, w, NOTE_SAYS_NOTHING);
	if (has_ended(f) &&
	    (c->retry == RETRY_YES || c->retry == RETRY_SLOW))
		note(o, w, NOTE_MAY_PASS);
	if (render_fault(v) == FAULT_RECIPIENT && c->retry == RETRY_NO)
		note(o, w, class == 4 ? NOTE_BAD_ADDRESS : NOTE_DROP_ADDRESS);
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
		at = more(o, text, at);
		at = more(o, n == 1 ? units[i].one : units[i].many, at);
	}
	return (at);
}

static void
cause(struct output *o, const struct view *w, const struct found *f,
    const struct verdict *v)
{
	const struct table_cause	*c;
	size_t				 at, i;

	c = &table_causes[v->cause];
	at = labelled(o, w, "cause", table_text(c->word));
	at = sign(o, ':', at);
	at = prose(o, c->meaning, at);
	for (i = 0; i < VERDICT_ALSO && v->also[i] != CAUSE_NONE; i++) {
		at = more(o, i == 0 ? "Or" : "or", at);
		at = more(o, table_text(table_causes[v->also[i]].word), at);
		at = sign(o, ':', at);
		at = more(o, table_text(table_causes[v->also[i]].title), at);
		if (i + 1 == VERDICT_ALSO || v->also[i + 1] == CAUSE_NONE)
			at = sign(o, '.', at);
	}
	output_char(o, '\n');
	if (render_fault(v) != FAULT_NOBODY) {
		labelled(o, w, "fault",
		    table_text(table_faults[render_fault(v)].title));
		output_char(o, '\n');
	}
	at = labelled(o, w, "retry",
	    table_text(table_retries[render_retry(f, v)].title));
	if (v->wait != 0) {
		at = sign(o, ';', at);
		at = more(o, "the server asks to wait", at);
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
		at = labelled(o, w, "provider", table_text(p->name));
		at = sign(o, ':', at);
		if (v->rule != NULL) {
			at = prose(o, v->rule->meaning, at);
			at = prose(o, v->rule->remedy, at);
			if (v->rule->page != PAGE_NONE)
				page = v->rule->page;
		}
		if (v->own_meaning && table_status(&f->reply.status) != NULL)
			at = more(o, "(The registry says otherwise, below.)",
			    at);
		prose(o, table_pages[page].url, at);
		output_char(o, '\n');
	}
	if (v->blocklist != BLOCKLIST_NONE) {
		b = &table_blocklists[v->blocklist];
		at = labelled(o, w, "list", table_text(b->name));
		at = sign(o, ':', at);
		at = prose(o, b->note, at);
		prose(o, table_pages[b->page].url, at);
		output_char(o, '\n');
	} else if ((zone = zone_find(f, v)).n > 0) {
		(void)labelled(o, w, "list", "");
		output_foreign(o, zone);
		output_char(o, '\n');
	}
}

/* In -v: what the cause rests on. */
static void
basis(struct output *o, const struct view *w, const struct verdict *v)
{
	static const char	 why[][32] = {
		[BASIS_NONE] = "by nothing",
		[BASIS_LOG] = "by the log's own status",
		[BASIS_REPLY] = "by the reply code",
		[BASIS_COMMAND] = "by the code and what it answers",
		[BASIS_STATUS] = "by the status",
		[BASIS_CLUE] = "by the words, a hint only",
		[BASIS_BLOCKLIST] = "by a block list's name",
		[BASIS_PHRASE] = "by the words",
		[BASIS_RULE] = "by the provider's own rule"
	};
	char			 buf[TABLE_PROSE_MAX];
	const char		*words;
	size_t			 at;

	words = "";
	if (v->basis == BASIS_CLUE || v->basis == BASIS_PHRASE)
		words = table_prose(table_phrases[v->row].words, buf);
	else if (v->basis == BASIS_BLOCKLIST)
		words = table_prose(table_blocklists[v->row].words, buf);
	else if (v->basis == BASIS_RULE)
		words = table_prose(table_rules[v->row].words, buf);
	at = labelled(o, w, "decided", why[v->basis]);
	if (words[0] != '\0') {
		at = sign(o, ':', at);
		more(o, words, at);
	}
	output_char(o, '\n');
}

/* Where the reply stands in the input, and what the log says besides. */
static void
where(struct output *o, const struct view *w, const struct found *f)
{
	struct slice	 parts[6];
	size_t		 at, i;

	at = labelled(o, w, "line", "");
	output_number(o, f->line);
	at += 8;
	if (w->file != NULL) {
		at = more(o, "of", at);
		at = more(o, w->file, at);
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
			at = sign(o, ',', at);
			at = output_fill(o, parts[i], LABEL, at);
		}
	output_char(o, '\n');
}

static void
words(struct output *o, const struct view *w, struct slice text)
{
	size_t	 at;

	if (text.n == 0)
		return;
	at = labelled(o, w, "words", "");
	at = output_fill(o, text, LABEL, at);
	output_char(o, '\n');
}

/*
 * Did no other host have a say in a delivery, so that we are its end: local(8)
 * that knows no such user?
 */
static bool
is_own_mailbox(const struct found *f, const struct verdict *v)
{
	return (f->direction == DIRECTION_OUT && f->reply.code == 0 &&
	    f->host.n == 0 && (v->cause == CAUSE_USER_UNKNOWN ||
	    v->cause == CAUSE_MAILBOX_FULL || v->cause == CAUSE_SYSTEM_FULL ||
	    v->cause == CAUSE_SYSTEM_ERROR));
}

/*
 * The order of the readers: of our own refusals the answering side's
 * administrator comes first; else the one who has to act.
 */
static void
readers(const struct found *f, const struct verdict *v,
    enum who order[WHO_COUNT])
{
	enum fault	 fault = render_fault(v);
	bool	 writer;

	writer = fault == FAULT_RECIPIENT || fault == FAULT_CONTENT;
	order[0] = writer ? WHO_WRITER : WHO_SENDER;
	order[1] = writer ? WHO_SENDER : WHO_WRITER;
	order[2] = WHO_RECEIVER;
	if (f->direction == DIRECTION_IN || is_own_mailbox(f, v)) {
		order[2] = order[1];
		order[1] = order[0];
		order[0] = WHO_RECEIVER;
	} else if (f->direction == DIRECTION_OUT) {
		order[0] = WHO_SENDER;
		order[1] = WHO_WRITER;
	}
}

static void
add_hint(struct hints readers[WHO_COUNT], unsigned int who, prose_ref advice)
{
	struct hints	*r;

	r = &readers[who];
	if (r->n < HINTS_MAX)
		r->list[r->n++] = advice;
}

/* The hints of the cause, of the status, of the code or first digit. */
static void
cause_hints(enum cause c, struct hints readers[WHO_COUNT])
{
	const struct table_hint	*h, *end;

	end = table_hints + table_hints_count;
	for (h = table_hints; h < end; h++)
		if (h->cause == c)
			add_hint(readers, h->who, h->advice);
}

static void
topic_hints(enum topic t, struct hints readers[WHO_COUNT])
{
	const struct table_topic_hint	*h, *end;

	end = table_topic_hints + table_topic_hints_count;
	for (h = table_topic_hints; h < end; h++)
		if (h->topic == t)
			add_hint(readers, h->who, h->advice);
}

/* Where those who refused a host tell why: the list's page, the provider's. */
static enum page
refusal_page(const struct verdict *v)
{
	enum page	 page;

	if (v->cause != CAUSE_BLOCKLISTED && v->cause != CAUSE_BAD_REPUTATION)
		return (PAGE_NONE);
	page = (enum page)table_blocklists[v->blocklist].page;
	if (page == PAGE_NONE && v->rule != NULL)
		page = (enum page)v->rule->page;
	return (page != PAGE_NONE ? page :
	    (enum page)table_providers[v->provider].page);
}

static void
page_hint(const struct verdict *v, struct hints readers[WHO_COUNT])
{
	enum page	 page;

	if ((page = refusal_page(v)) == PAGE_NONE)
		return;
	readers[WHO_SENDER].page = true;
	add_hint(readers, WHO_SENDER, table_pages[page].url);
}

static void
status_hints(const struct status *st, struct hints readers[WHO_COUNT])
{
	const struct table_status_hint	*h;

	if (st->class == 0)
		return;
	for (h = table_status_hints;
	    h < table_status_hints + table_status_hints_count; h++)
		if (h->subject == st->subject && h->detail == st->detail &&
		    (h->class == st->class || h->class == 0))
			add_hint(readers, h->who, h->advice);
}

static void
code_hints(int code, struct hints readers[WHO_COUNT])
{
	const struct table_code_hint	*h, *end;

	if (code == 0)
		return;
	end = table_code_hints + table_code_hints_count;
	for (h = table_code_hints; h < end; h++)
		if (h->code == code)
			add_hint(readers, h->who, h->advice);
}

/* Of a cause that is known: before it what to say of a code that came alone. */
static void
known_hints(const struct found *f, const struct verdict *v,
    struct hints readers[WHO_COUNT])
{
	if (v->cause == CAUSE_NONE || v->cause == CAUSE_UNKNOWN)
		return;
	page_hint(v, readers);
	if (f->reply.text.n == 0 && f->reply.status.class == 0)
		code_hints(f->reply.code, readers);
	if (v->topic != TOPIC_NONE)
		topic_hints(v->topic, readers);
	else
		cause_hints(v->cause, readers);
}

/*
 * Else of the status and the code, what can be done about any failure, and
 * last of the first digit.
 */
static void
other_hints(const struct found *f, enum cause c,
    struct hints readers[WHO_COUNT])
{
	status_hints(render_which_status(f), readers);
	code_hints(f->reply.code, readers);
	if (c == CAUSE_UNKNOWN)
		cause_hints(c, readers);
	code_hints(has_ended(f) ? 5 : render_class(f), readers);
}

void
render_hints(const struct found *f, const struct verdict *v,
    struct hints *list, size_t n)
{
	struct hints	 known[WHO_COUNT] = { { .n = 0 } };
	struct hints	 other[WHO_COUNT] = { { .n = 0 } };
	enum who	 order[WHO_COUNT];
	size_t		 i;
	bool		 looked;

	readers(f, v, order);
	known_hints(f, v, known);
	looked = false;
	for (i = 0; i < n; i++) {
		list[i] = known[order[i]];
		if (list[i].n == 0 && !looked && v->topic == TOPIC_NONE) {
			other_hints(f, v->cause, other);
			looked = true;
		}
		if (list[i].n == 0)
			list[i] = other[order[i]];
		list[i].who = order[i];
	}
}

const char *
render_hint(const struct hints *h, size_t i, char buf[HINT_MAX])
{
	size_t	 n;

	table_prose(h->list[i], buf);
	if (i > 0 || !h->page)
		return (buf);
	n = strlen(buf);
	buf[n] = ' ';
	table_prose(table_notes[NOTE_LOOK_UP].words, buf + n + 1);
	return (buf);
}

static void
hints(struct output *o, const struct view *w, const struct found *f,
    const struct verdict *v)
{
	char		 buf[HINT_MAX];
	struct hints	 all[WHO_COUNT], *h;
	size_t		 i;

	render_hints(f, v, all, WHO_COUNT);
	for (h = all; h < all + WHO_COUNT; h++) {
		if (h->n == 0)
			continue;
		output_char(o, '\n');
		color(o, w, "1");
		output_string(o, table_text(table_whos[h->who].title));
		color(o, w, "0");
		output_string(o, ":\n");
		for (i = 0; i < h->n; i++) {
			output_string(o, "  -");
			output_prose(o, render_hint(h, i, buf), 4, 3);
			output_char(o, '\n');
		}
	}
}

/* What is spoken where, for those who got no answer. */
static void
ports(struct output *o, const struct view *w, enum cause c)
{
	const struct table_port	*p;
	char			 label[16] = "port ";

	if (c != CAUSE_CONNECTION_FAILED && c != CAUSE_TLS_FAILURE)
		return;
	output_char(o, '\n');
	for (p = table_ports; p < table_ports + table_ports_count; p++) {
		label[5 + digits(label + 5, p->port)] = '\0';
		row(o, w, label, p->title, p->meaning, p->source);
	}
}

/* The codes that suggest the cause. */
static void
suggested(struct output *o, const struct view *w, enum cause c)
{
	char				 text[RENDER_CODE_MAX];
	const struct table_status	*t;
	const char			*classes;
	struct status			 st;
	size_t				 at, i;

	at = labelled(o, w, "codes", "");
	for (i = 0; i < table_replies_count; i++)
		if (table_replies[i].cause == c && !table_replies[i].also)
			at = output_fill(o, render_code(table_replies[i].code,
			    text), LABEL, at);
	for (i = 0; i < table_statuses_count; i++) {
		t = &table_statuses[i];
		st.subject = t->subject;
		st.detail = t->detail;
		classes = table_text(t->classes);
		for (; t->cause == c && *classes != '\0'; classes++) {
			st.class = (uint8_t)(*classes - '0');
			if (st.class != 2)
				at = output_fill(o, render_status(&st, text),
				    LABEL, at);
		}
	}
	if (at == LABEL)
		more(o, "none by itself: the words tell", at);
	output_char(o, '\n');
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
	if (!unsaid(f, v->cause) && v->cause != CAUSE_SUCCESS)
		cause(o, w, f, v);
	if (w->verbose && v->cause != CAUSE_NONE)
		basis(o, w, v);
	provider(o, w, f, v);
	notes(o, w, f, v);
	if (f->reply.code != 0)
		code_rows(o, w, f);
	status_rows(o, w, f);
	if (v->cause != CAUSE_SUCCESS)
		hints(o, w, f, v);
	if (!w->stream)
		ports(o, w, v->cause);
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
	if (unsaid(f, v->cause) || v->cause == CAUSE_SUCCESS)
		return;
	output_string(o, " [");
	output_string(o, table_text(c->word));
	if (v->provider != PROVIDER_NONE) {
		output_string(o, ", ");
		output_string(o, table_text(table_providers[v->provider].name));
	}
	output_string(o, "; fault: ");
	output_string(o, table_text(table_faults[render_fault(v)].word));
	output_string(o, "; retry: ");
	output_string(o, table_text(table_retries[render_retry(f, v)].word));
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
	color(o, w, "1");
	output_string(o, table_text(row_of->word));
	color(o, w, "0");
	output_string(o, "  ");
	output_string(o, table_text(row_of->title));
	output_char(o, '\n');
	if (one_line)
		return;
	output_char(o, '\n');
	cause(o, w, &f, &v);
	suggested(o, w, c);
	hints(o, w, &f, &v);
	ports(o, w, c);
}

/* What is common to all that a pattern stands for. */
void
render_pattern(struct output *o, const struct view *w, const struct query *q)
{
	const char	*p;

	output_foreign(o, q->operand);
	output_string(o, "  every code of this form\n\n");
	p = q->operand.p;
	if (memchr(p, '.', q->operand.n) != NULL) {
		render_status_parts(o, w, &q->status, q->status.subject != 0 ||
		    memchr(p, '0', q->operand.n) != NULL);
		return;
	}
	if (slice_digit(p[0]))
		digit(o, w, 1, p[0] - '0');
	if (slice_digit(p[1]))
		digit(o, w, 2, p[1] - '0');
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
		render_status_parts(o, w, &q->status, q->parts > 1);
	else
		digit(o, w, 1, q->operand.p[0] - '0');
	render_pattern_hints(o, w, q);
}

void
render_outside(struct output *o, const struct view *w, struct slice number,
    bool one_line)
{
	char				 label[4] = "";
	char				 buf[TABLE_PROSE_MAX];
	const struct table_digit	*d;
	const struct verdict		 v = { .cause = CAUSE_UNKNOWN };
	struct found			 f;

	memcpy(label, number.p, 3);
	color(o, w, "1");
	output_string(o, label);
	color(o, w, "0");
	output_string(o, "  " RENDER_UNDEFINED);
	d = table_digit(1, label[0] - '0');
	if (d != NULL) {
		output_string(o, ": ");
		output_string(o, table_prose(d->title, buf));
	}
	output_char(o, '\n');
	if (one_line)
		return;
	output_char(o, '\n');
	digit(o, w, 1, label[0] - '0');
	labelled_prose(o, w, label, table_notes[NOTE_NO_DOCUMENT].words);
	output_char(o, '\n');
	note(o, w, NOTE_OUTSIDE);
	memset(&f, 0, sizeof(f));
	hints(o, w, &f, &v);
}

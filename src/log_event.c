/*
 * log_event.c - a line of JSON, text by text.
 */
#include <string.h>

#include "log.h"

#define JSON_TEXTS	32	/* of a line that are read */
#define MEMBERS		48	/* of a line whose keys are looked up once */

/* What a line of JSON says beside the words; code: 0 where none is given. */
struct event {
	struct log_line	 of;
	struct slice	 json;
	struct log_value member[MEMBERS]; /* the first n of those that count */
	size_t		 n;
	size_t		 at;		/* behind them */
	int		 code;
	bool		 mail;
	bool		 apart;		/* code and words are the server's */
	bool		 words;		/* and a key says which words */
	unsigned	 parts;		/* bit i: part[i] was given */
	uint16_t	 part[3];	/* class, subject, detail of a status */
};

/* A part of a status, which it is only with the other two. */
static void
event_part(struct event *e, int i, unsigned n, bool number)
{
	if (!number || n > 999 || (i == 0 && n != 2 && n != 4 && n != 5))
		return;
	e->apart = e->apart || i == 0;
	e->parts |= 1U << i;
	e->part[i] = (uint16_t)n;
	if (e->parts == 7)
		e->of.stated = (struct status){ (uint8_t)e->part[0],
		    e->part[1], e->part[2] };
}

/* The number that s begins with, of four digits at most; *n: how many. */
static unsigned
number(struct slice s, size_t *n)
{
	unsigned of = 0;

	for (*n = 0; *n < s.n && *n < 4 && slice_digit(s.p[*n]); ++*n)
		of = of * 10 + (unsigned)(s.p[*n] - '0');
	return of;
}

static void
event_code(struct event *e, const struct log_value *v)
{
	unsigned of;
	size_t n;

	of = number(v->text, &n);
	if (v->key != LOG_KEY_CODE)
		event_part(e, (int)v->key - LOG_KEY_CLASS, of,
		    n == v->text.n && n > 0);
	else if (n == 3 && n == v->text.n && e->code == 0)
		e->code = (int)of;
}

static void
event_command(struct event *e, struct slice s)
{
	enum command *c = &e->of.command;

	*c = log_verb(s);
	if (*c == COMMAND_NONE)
		*c = log_command(s);
	if (log_same(s, LOG_S(".")))
		*c = COMMAND_DOT;
	e->apart = e->apart || *c != COMMAND_NONE;
}

static void
event_value(struct event *e, const struct log_value *v)
{
	struct log_line *of = &e->of;

	switch (v->key) {
	case LOG_KEY_CODE: case LOG_KEY_CLASS: case LOG_KEY_SUBJECT:
	case LOG_KEY_DETAIL:
		event_code(e, v);
		break;
	case LOG_KEY_STATUS:
		reply_status(v->text, &of->verdict);
		break;
	case LOG_KEY_ENHANCED:
		e->apart = true;
		reply_status(v->text, &of->stated);
		break;
	case LOG_KEY_COMMAND:
		event_command(e, v->text);
		break;
	case LOG_KEY_HOST:
		of->host = v->text;
		break;
	case LOG_KEY_PROGRAM:
		of->program = v->text;
		of->mail = log_mailer(v->text);
		break;
	case LOG_KEY_TIME:
		if (of->time.p == NULL)
			of->time = slice_trim(v->text);
		break;
	case LOG_KEY_EVENT:
		if (of->outcome == NULL)
			of->outcome = log_outcome(v->text);
		break;
	case LOG_KEY_WORDS:
		e->words = true;
		break;
	case LOG_KEY_RECIPIENT:
		if (of->recipient.p == NULL &&
		    memchr(v->text.p, '@', v->text.n) != NULL)
			of->recipient = v->text;
		break;
	case LOG_KEY_OTHER: case LOG_KEY_MAIL: case LOG_KEY_TEXT:
		break;
	}
	e->mail = e->mail || v->key == LOG_KEY_MAIL ||
	    v->key == LOG_KEY_RECIPIENT || v->key == LOG_KEY_HOST ||
	    v->key == LOG_KEY_ENHANCED || v->key == LOG_KEY_COMMAND;
}

/*
 * What a collector of logs holds: a whole line, time and all; or Python's
 * traceback, which ends with the error.
 */
static void
within(struct log_line *ln)
{
	struct log_line	 in = *ln;

	ln->msg = slice_trim(ln->msg);
	if (log_starts(ln->msg, "Traceback ("))
		ln->msg = slice_skip(ln->msg, log_at_last(ln->msg, "\n") + 1);
	in.line = in.msg = ln->msg;
	in.time = (struct slice){ NULL, 0 };
	log_prefix(&in);
	if (in.time.p == NULL)
		return;
	in.mail = in.mail || ln->mail;
	*ln = in;
}

/*
 * Does the event state a code, and the words are apart?  They are, too, where
 * they begin with a status of its class.
 */
static bool
coded(const struct event *e, struct slice words)
{
	struct status st;

	return e->code >= 200 && e->code <= 599 && (e->apart ||
	    (reply_status(words, &st) > 0 && st.class == e->code / 100));
}

/* Is it a text that may hold a server's words? */
static bool
speaks(const struct event *e, const struct log_value *v)
{
	return v->key == LOG_KEY_WORDS || (v->key == LOG_KEY_TEXT &&
	    !(e->words && e->apart));
}

static bool
names_recipient(const struct log_value *v)
{
	return v->key == LOG_KEY_RECIPIENT &&
	    memchr(v->text.p, '@', v->text.n) != NULL;
}

/* Does a text's or a recipient's place matter? */
static bool
ordered(const struct log_value *v)
{
	return v->key == LOG_KEY_TEXT || v->key == LOG_KEY_WORDS ||
	    v->key == LOG_KEY_RECIPIENT;
}

/* All members are looked at; those that are read again are kept. */
static void
read_members(struct event *e)
{
	struct log_value *v = e->member;
	struct log_value  other;
	size_t at = 0;

	while (log_json_next(e->json, &at, e->n < MEMBERS ? v : &other)) {
		event_value(e, e->n < MEMBERS ? v : &other);
		if (e->n == MEMBERS || !ordered(v))
			continue;
		e->at = at;
		e->n++;
		v++;
	}
}

/* The next text or recipient, *i of them having been seen. */
static bool
next_member(const struct event *e, size_t *i, size_t *at,
    struct log_value *v)
{
	if (*i < e->n) {
		*v = e->member[(*i)++];
		*at = e->at;
		return true;
	}
	if (e->n < MEMBERS)
		return false;
	while (log_json_next(e->json, at, v))
		if (ordered(v))
			return true;
	return false;
}

/* "send failed" says less than a reply behind it, before another recipient. */
static bool
reply_follows(struct log *l, const struct event *e, size_t i, size_t at)
{
	struct log_value v;
	struct log_hit h;
	int texts = 0;

	while (texts < JSON_TEXTS && next_member(e, &i, &at, &v) &&
	    (!names_recipient(&v) || log_same(v.text, e->of.recipient)))
		if (speaks(e, &v) && texts++ < JSON_TEXTS &&
		    log_find(log_unquote(v.text, l->scratch, LOG_SCRATCH_MAX),
		    LOG_MAIL, &h))
			return true;
	return false;
}

/* A server's words under a key that is not known, if they are plainly such. */
static bool
elsewhere(struct log *l, const struct event *e, const struct log_sink *to)
{
	static const char signs[] = "smtp\0mail\0 5.\0\"5\0 4.\0\"4\0";
	struct log_line sub = e->of;
	struct log_value v;
	struct log_hit h;
	size_t at = 0;

	if (!log_holds_any(&sub, e->json, signs))
		return false;
	while (log_json_next(e->json, &at, &v)) {
		if ((v.key != LOG_KEY_OTHER && v.key != LOG_KEY_MAIL) ||
		    memchr(v.text.p, ' ', v.text.n) == NULL)
			continue;
		sub.msg = log_unquote(v.text, l->scratch, LOG_SCRATCH_MAX);
		if (!log_find(sub.msg, LOG_ANY, &h) || h.unsure)
			continue;
		log_pairs_add(&l->pairs, sub.msg);
		return log_any(l, &sub, false, to);
	}
	return false;
}

/* Give out what the text v holds; i and at are behind it.  False: nothing. */
static bool
read_text(struct log *l, const struct event *e, const struct log_value *v,
    size_t i, size_t at, struct slice msg, const struct log_sink *to)
{
	struct log_line sub = e->of;
	struct log_hit h;

	sub.mail = sub.mail || e->mail;
	sub.whole = true;
	sub.msg = log_unquote(v->text, l->scratch, LOG_SCRATCH_MAX);
	if (!log_find(sub.msg, LOG_MAIL, &h)) {
		if (coded(e, sub.msg)) {
			log_begin(l, &e->of, msg, sub.msg, e->code, false,
			    true, to);
			return true;
		}
		if (reply_follows(l, e, i, at))
			return false;
		/* That has taken the scratch. */
		sub.msg = log_unquote(v->text, l->scratch, LOG_SCRATCH_MAX);
	}
	log_pairs_add(&l->pairs, sub.msg);
	within(&sub);
	return log_any(l, &sub, false, to);
}

/* Each text of the event in turn, with the recipient named before it. */
static bool
read_texts(struct log *l, struct event *e, struct slice msg, int *texts,
    const struct log_sink *to)
{
	struct log_value v;
	size_t i = 0, at = 0;
	bool done = false, any = false;

	while (*texts < JSON_TEXTS && next_member(e, &i, &at, &v)) {
		if (names_recipient(&v)) {
			done = false;
			e->of.recipient = v.text;
		}
		if (done || !speaks(e, &v))
			continue;
		++*texts;
		done = read_text(l, e, &v, i, at, msg, to);
		any = any || done;
	}
	return any;
}

bool
log_event(struct log *l, struct log_line *ln, struct slice json,
    const struct log_sink *to)
{
	struct event e;
	struct log_hit h;
	bool any;
	int texts = 0;

	e = (struct event){ .of = *ln, .json = json };
	read_members(&e);
	/* "smtp: RCPT error	{...}" */
	if (e.of.command == COMMAND_NONE)
		e.of.command = log_command(log_to(ln->msg,
		    (size_t)(json.p - ln->msg.p)));
	any = read_texts(l, &e, ln->msg, &texts, to);
	/* The failure in one member, and that it was of mail in another. */
	if (!any && !e.of.mail && (json.p == ln->msg.p ||
	    !log_find(ln->msg, LOG_MAIL, &h)) && log_unsent(ln)) {
		log_without_code(l, ln, to);
		return true;
	}
	if ((texts == 0 && log_overheard(l, ln, to)) ||
	    (!any && elsewhere(l, &e, to)))
		return true;
	return any || json.p == ln->msg.p;
}

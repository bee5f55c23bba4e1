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

static void
event_value(struct event *e, const struct log_value *v)
{
	struct log_line *of;
	unsigned n;
	size_t i;

	of = &e->of;
	n = 0;
	for (i = 0; i < v->text.n && i < 4 && slice_digit(v->text.p[i]); i++)
		n = n * 10 + (unsigned)(v->text.p[i] - '0');
	switch (v->key) {
	case LOG_KEY_CODE:
		if (i == 3 && i == v->text.n && e->code == 0)
			e->code = (int)n;
		break;
	case LOG_KEY_STATUS:
		reply_status(v->text, &of->verdict);
		break;
	case LOG_KEY_ENHANCED:
		e->apart = true;
		reply_status(v->text, &of->stated);
		break;
	case LOG_KEY_CLASS:
		event_part(e, 0, n, i == v->text.n && i > 0);
		break;
	case LOG_KEY_SUBJECT:
		event_part(e, 1, n, i == v->text.n && i > 0);
		break;
	case LOG_KEY_DETAIL:
		event_part(e, 2, n, i == v->text.n && i > 0);
		break;
	case LOG_KEY_COMMAND:
		of->command = log_verb(v->text);
		if (of->command == COMMAND_NONE)
			of->command = log_command(v->text);
		if (log_same(v->text, LOG_S(".")))
			of->command = COMMAND_DOT;
		e->apart = e->apart || of->command != COMMAND_NONE;
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

/* Each text of the event in turn, with the recipient named before it. */
bool
log_event(struct log *l, struct log_line *ln, struct slice json,
    const struct log_sink *to)
{
	struct event e;
	struct log_line sub;
	struct log_value v;
	struct log_hit h;
	size_t i = 0, at = 0;
	bool done = false, any = false;
	int texts = 0;

	e = (struct event){ .of = *ln, .json = json };
	read_members(&e);
	/* "smtp: RCPT error	{...}" */
	if (e.of.command == COMMAND_NONE)
		e.of.command = log_command(log_to(ln->msg,
		    (size_t)(json.p - ln->msg.p)));
	while (texts < JSON_TEXTS && next_member(&e, &i, &at, &v)) {
		if (names_recipient(&v)) {
			done = false;
			e.of.recipient = v.text;
		}
		if (done || !speaks(&e, &v))
			continue;
		texts++;
		sub = e.of;
		sub.mail = sub.mail || e.mail;
		sub.whole = true;
		sub.msg = log_unquote(v.text, l->scratch, LOG_SCRATCH_MAX);
		if (!log_find(sub.msg, LOG_MAIL, &h)) {
			if (coded(&e, sub.msg)) {
				log_begin(l, &e.of, ln->msg, sub.msg, e.code,
				    false, true, to);
				any = done = true;
				continue;
			}
			if (reply_follows(l, &e, i, at))
				continue;
			sub.msg = log_unquote(v.text, l->scratch,
			    LOG_SCRATCH_MAX);
		}
		log_pairs_add(&l->pairs, sub.msg);
		within(&sub);
		done = log_any(l, &sub, false, to);
		any = any || done;
	}
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

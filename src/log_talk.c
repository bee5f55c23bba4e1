/*
 * log_talk.c - who speaks in a dialogue, and which command a reply answers.
 */
#include <string.h>

#include "log.h"
#include "wide.h"

/*
 * What stands before a speaker's words.  The arrows are not agreed upon: who
 * they mean is learned from what is said ('<' and '>'); S and C are plain.
 */
static const struct {
	char	 mark[22];
	char	 who;
} marks[] = {
	{ "SERVER -> CLIENT: ", 'S' }, { "CLIENT -> SERVER: ", 'C' },
	{ "SMTP INBOUND: ", 'S' }, { ">>> SERVER: ", 'S' },
	{ "<** ", '<' }, { "<~* ", '<' }, { "<-- ", '<' }, { "--> ", '>' },
	{ "[<-] ", '<' }, { "[->] ", '>' }, { "<<< ", '<' }, { ">>> ", '>' },
	{ "<- ", '<' }, { "-> ", '>' }, { "<~ ", '<' }, { "~> ", '>' },
	{ "SMTP<< ", 'S' }, { "SMTP>> ", 'C' }, { "SMTP|> ", 'C' },
	{ "SMTP+> ", 'C' }, { "SMTP< ", 'S' }, { "SMTP> ", 'C' },
	{ "LMTP<< ", 'S' }, { "LMTP>> ", 'C' },
	{ "<< ", '<' }, { ">> ", '>' }, { "< ", '<' }, { "> ", '>' },
	{ "<,", '<' }, { ">,", '>' },
	{ "S: ", 'S' }, { "C: ", 'C' },
	{ "Server: ", 'S' }, { "Client: ", 'C' }, { "server: ", 'S' },
	{ "client: ", 'C' }, { "[S] ", 'S' }, { "[C] ", 'C' },
	{ "In:  ", '<' }, { "In: ", '<' }, { "Out: ", '>' },
	{ "reply: b", 'S' }, { "reply: '", 'S' }, { "reply: \"", 'S' },
	{ "send: ", 'C' },
	{ "DEBUG: Recv: ", 'S' }, { "DEBUG: Send: ", 'C' },
	{ "Recv: ", 'S' }, { "Send: ", 'C' }, { "recv: ", 'S' },
	{ "RECV: ", 'S' }, { "SEND: ", 'C' }, { "Received: \t", 'S' },
	{ "Sending: \t", 'C' }, { "RECEIVED: ", '<' }, { "SENT: ", '>' },
	{ "Sent: ", '>' }, { "Received: ", '<' }, { "rsp: ", 'S' },
	{ "cmd: ", 'C' }, { "Response: ", 'S' }, { "Request: ", 'C' },
	{ "RX: ", '<' }, { "TX: ", '>' }
};

#define MARKS	(sizeof(marks) / sizeof(marks[0]))

/* The marks that a line may hold. */
struct candidates {
	size_t	 n, firsts;
	uint8_t	 of[MARKS];
	char	 first[MARKS];	/* the bytes that they begin with */
};

/* Quotes, "\r\n" in letters and a CSV's last comma taken off. */
static struct slice
strip(struct slice s)
{
	char q;

	s = slice_trim(s);
	if (s.n > 1 && *s.p == 'b' && (s.p[1] == '\'' || s.p[1] == '"'))
		s = slice_skip(s, 1);
	if (s.n > 0 && (*s.p == '"' || *s.p == '\'')) {
		q = *s.p;
		s = slice_skip(s, 1);
		while (s.n > 0 && s.p[s.n - 1] == ',')
			s.n--;
		if (s.n > 0 && s.p[s.n - 1] == q)
			s.n--;
	}
	while (s.n > 1 && (log_ends(s, "\\r") || log_ends(s, "\\n")))
		s.n -= 2;
	if (log_ends(s, "[nl]"))
		s.n -= 4;
	/* hMailServer's quote stands before the mark. */
	if (log_ends(s, "\"") && log_at(s, "\"") + 1 == s.n)
		s.n--;
	return s;
}

/* Postfix's "NAME[IP]:25: " before the words taken off. */
static struct slice
peer(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n && s.p[i] != ' ' && s.p[i] != '['; i++)
		;
	if (i == 0 || i == s.n || s.p[i] != '[')
		return s;
	while (i < s.n && s.p[i] != ' ')
		i++;
	if (i < s.n && s.p[i - 1] == ':')
		return slice_skip(s, i + 1);
	return s;
}

static bool
is_reply(struct slice s)
{
	struct reply r;
	bool more;

	return reply_line(s, &r, &more) && r.code >= 200;
}

/* Are there keys, "a=b"?  ("=>" is an arrow.) */
static bool
keyed(struct slice s)
{
	size_t i;

	for (i = 0; i + 1 < s.n; i++)
		if (s.p[i] == '=' && s.p[i + 1] != '>')
			return true;
	return false;
}

static void
candidates(struct candidates *c, const struct log_pairs *x)
{
	size_t k;

	c->n = c->firsts = 0;
	for (k = 0; k < MARKS; k++) {
		if (!log_may_have(x, marks[k].mark))
			continue;
		c->of[c->n++] = (uint8_t)k;
		if (memchr(c->first, marks[k].mark[0], c->firsts) == NULL)
			c->first[c->firsts++] = marks[k].mark[0];
	}
}

/* The next place from i on where one may begin; n: none before. */
static size_t
next_place(const struct candidates *c, const char *p, size_t i, size_t n)
{
	unsigned m;
	size_t k;
	wide v;

	for (; i + WIDE <= n; i += WIDE) {
		v = wide_load(p + i);
		for (m = 0, k = 0; k < c->firsts; k++)
			m |= wide_equal(v, c->first[k]);
		if (m != 0)
			return i + wide_lowest(m);
	}
	while (i < n && memchr(c->first, p[i], c->firsts) == NULL)
		i++;
	return i;
}

/* A mark at i: the words behind it; 0: none. */
static char
mark_at(const struct candidates *c, struct slice s, size_t i,
    struct slice *said)
{
	struct slice rest;
	size_t j, k;

	rest = slice_skip(s, i);
	for (j = 0; j < c->n; j++) {
		k = c->of[j];
		if (marks[k].mark[0] != *rest.p ||
		    !log_starts(rest, marks[k].mark))
			continue;
		if (i > 0 && memchr(" \t,\")]:", s.p[i - 1], 7) == NULL &&
		    !(log_digit(s.p[i - 1]) &&
		    (*rest.p == '<' || *rest.p == '>')))
			return '\0';
		/* "cannot send: 550 x" is an error. */
		if (i > 5 && log_starts(rest, "send: ") &&
		    !log_digit(s.p[0]))
			return '\0';
		/* "addr=<x>,cmd: AUTH" tells of a command in a report. */
		if (log_word(*rest.p) && keyed(log_to(s, i)))
			return '\0';
		*said = slice_skip(rest, strlen(marks[k].mark));
		if (log_ends(log_to(rest, strlen(marks[k].mark)), "'") ||
		    log_ends(log_to(rest, strlen(marks[k].mark)), "\"")) {
			said->p--;
			said->n++;
		}
		*said = strip(peer(strip(*said)));
		if (rest.p[1] == ',' && log_ends(*said, ","))
			said->n--;
		return marks[k].who;
	}
	return '\0';
}

/* Which side an arrow means, by what is said under it. */
static enum log_side
arrow(struct log_talk *t, char who, struct slice said)
{
	char other;
	bool reply, verb;

	other = who == '<' ? '>' : '<';
	reply = is_reply(said);
	verb = log_verb(said) != COMMAND_NONE;
	if (t->body && t->server == other)
		return LOG_CLIENT;
	if (verb) {
		/* Who greeted does not give commands: "> " quotes them both. */
		t->quoted = t->server == '>' && who == '>' &&
		    t->last == COMMAND_CONNECT && t->count == 0;
		t->server = t->quoted ? '\0' : other;
		return LOG_CLIENT;
	}
	if (reply && t->server != who) {
		/* A client does not speak in replies. */
		t->server = who;
		return LOG_SERVER_SIDE;
	}
	if (t->server == '\0')
		return LOG_NOBODY;
	if (t->server == who)
		return reply ? LOG_SERVER_SIDE : LOG_NOBODY;
	return t->open ? LOG_CLIENT : LOG_NOBODY;
}

/* Does a reply code begin one of s's words, within its first n bytes? */
static bool
has_code(struct slice s, size_t n)
{
	size_t i;
	int code;

	for (i = 0; i < n; i++)
		if (log_digit(s.p[i]) && (i == 0 || s.p[i - 1] == ' ') &&
		    reply_code(slice_skip(s, i), &code) > 0 &&
		    log_likely(code))
			return true;
	return false;
}

static enum log_side
by_mark(struct log_talk *t, const struct log_line *l, struct slice *said)
{
	struct candidates c;
	struct slice msg = l->msg;
	enum log_side side;
	size_t i, n;
	bool weak;
	char who;

	weak = false;
	candidates(&c, l->pairs);
	n = c.n == 0 ? 0 : msg.n < 200 ? msg.n : 200;
	for (i = 0; (i = next_place(&c, msg.p, i, n)) < n; i++) {
		if ((who = mark_at(&c, msg, i, said)) == '\0')
			continue;
		/* "250 2.6.0 ... -> 250 2.1.5": the arrow is the server's. */
		if (has_code(msg, i))
			break;
		if (who == 'S')
			side = is_reply(*said) ? LOG_SERVER_SIDE : LOG_NOBODY;
		else if (who == 'C')
			side = t->open || log_verb(*said) != COMMAND_NONE ?
			    LOG_CLIENT : LOG_NOBODY;
		else
			side = arrow(t, who, *said);
		/* "FWD from <a> -> <b>" in a log is not what a client says. */
		if (((side == LOG_CLIENT && log_verb(*said) == COMMAND_NONE) ||
		    (side == LOG_SERVER_SIDE && who != 'S' &&
		    log_ends(log_to(msg, i), "> "))) &&
		    (keyed(log_to(msg, i)) || log_has(log_to(msg, i), "@")))
			continue;
		/* "<1> get_resp() 5< 550": a later mark may be it. */
		if (side == LOG_CLIENT && who != 'C' && !t->body &&
		    log_verb(*said) == COMMAND_NONE)
			weak = true;
		else if (side != LOG_NOBODY)
			return side;
	}
	return weak ? LOG_CLIENT : LOG_NOBODY;
}

/* 550 at the head of a line, and no number, date or telephone. */
static bool
bare_reply(struct log_talk *t, struct slice s)
{
	struct reply r;
	bool more;

	if (!reply_line(s, &r, &more) || r.code < 200 || r.code > 599)
		return false;
	if (s.n > 4 && s.p[3] == '-' && log_digit(s.p[4]) &&
	    r.status.class == 0)
		return false;
	if (t->open || t->fresh || (r.status.class == r.code / 100 &&
	    r.status.subject <= 7))
		return true;
	if (!log_likely(r.code))
		return false;
	/* A greeting, several lines, or a list of replies from the start. */
	return more || !t->prose || (r.code == 220 &&
	    slice_has(r.text, "smtp"));
}

/* Lines that bear no mark: telnet, nc, openssl. */
static enum log_side
bare(struct log_talk *t, struct slice msg, struct slice *said)
{
	*said = slice_trim(msg);
	if (t->turn != LOG_NOBODY) {
		if (t->turn == LOG_SERVER_SIDE)
			return is_reply(*said) ? LOG_SERVER_SIDE : LOG_NOBODY;
		return LOG_CLIENT;
	}
	if (t->body && t->bare) {
		if (t->first && bare_reply(t, msg))
			return LOG_SERVER_SIDE;
		t->first = false;
		return LOG_CLIENT;
	}
	if (bare_reply(t, msg))
		return LOG_SERVER_SIDE;
	if (log_verb(*said) != COMMAND_NONE && (t->open ||
	    memchr(said->p, ':', said->n) != NULL ||
	    slice_starts(*said, "ehlo ") ||
	    slice_starts(*said, "helo ")))
		return LOG_CLIENT;
	return LOG_NOBODY;
}

/* "Connected to", "Trying": what was asked before is void. */
bool
log_connects(struct log_talk *t, const struct log_line *l)
{
	static const char notes[] =
	    "connected to \0connecting to \0trying \0connection established\0"
	    "connection: opening\0connect: to\0opening connection\0"
	    "trying to connect\0talking to \0connected(\0";

	if (!log_holds_any(l, log_to(l->msg, 120), notes) &&
	    !log_starts(l->msg, "$ "))
		return false;
	/* Some say so once the greeting has come. */
	if (t->last == COMMAND_CONNECT && t->last_code < 400 && t->count == 0)
		return true;
	*t = (struct log_talk){ .fresh = true, .prose = t->prose,
	    .server = t->server,
	    .tries = log_starts(l->msg, "... while talking to ") };
	return true;
}

enum log_side
log_speaker(struct log_talk *t, const struct log_line *l, bool whole,
    struct slice *said)
{
	enum log_side side;
	struct slice s, msg = l->msg;

	s = slice_trim(msg);
	if (whole && (log_same(s, LOG_S("Server:")) ||
	    log_same(s, LOG_S("Client:")))) {
		t->turn = *s.p == 'S' ? LOG_SERVER_SIDE : LOG_CLIENT;
		*said = (struct slice){ NULL, 0 };
		return LOG_CLIENT;
	}
	side = by_mark(t, l, said);
	if (side == LOG_SERVER_SIDE)
		t->bare = t->stray = false;
	if (side != LOG_NOBODY || !whole)
		return side;
	side = bare(t, msg, said);
	if (side == LOG_SERVER_SIDE) {
		t->stray = t->stray || (t->open && !t->bare);
		t->bare = true;
	}
	return side;
}

static struct slice
address(struct slice s)
{
	struct slice a;

	a = log_value(s, "<", ">");
	if (a.p == NULL)
		a = slice_trim(log_value(s, ":", " "));
	return a;
}

void
log_asks(struct log_talk *t, struct slice said)
{
	struct log_asked *a;
	enum command c;

	if (t->body) {
		if (log_same(said, LOG_S(".")) || log_ends(said, "\\r\\n.") ||
		    log_same(said, LOG_S("[nl].")))
			t->body = false;
		return;
	}
	c = log_verb(said);
	if (c == COMMAND_NONE)
		return;
	t->open = t->commands = true;
	t->fresh = false;
	if (t->count == LOG_PIPELINE)
		return;
	a = &t->asked[(t->head + t->count++) % LOG_PIPELINE];
	a->command = c;
	a->n = 0;
	if (c == COMMAND_RCPT)
		a->n = log_copy(a->recipient, sizeof(a->recipient),
		    address(said)).n;
}

/* Nothing is open any more: what comes unasked greets. */
static bool
over(const struct log_talk *t)
{
	return t->last == COMMAND_QUIT ||
	    (t->last == COMMAND_CONNECT && t->last_code >= 400);
}

/* Which command was refused with code, the latest if several were? */
static bool
refused(const struct log_talk *t, int code, enum command *c)
{
	const struct log_refused	*r;
	size_t				 i;

	for (i = 1; i <= LOG_REFUSED && i <= t->refusals; i++) {
		r = &t->refused[(t->refusals - i) % LOG_REFUSED];
		if (r->code == code) {
			*c = r->command;
			return true;
		}
	}
	return false;
}

/* Where the client's lines are not shown: what a client would have said. */
static enum command
guess(const struct log_talk *t, const struct reply *r, bool more)
{
	enum command	 c = COMMAND_CONNECT;
	int		 code = r->code;

	if (code >= 400 && over(t))
		return refused(t, code, &c) || !t->stray ? c : COMMAND_NONE;
	if (!t->open || t->commands)
		return COMMAND_NONE;
	/* Several lines list extensions. */
	if (code == 250 && more)
		return COMMAND_EHLO;
	/* Out of turn (RFC 3463 3.6) behind a RCPT comes DATA. */
	if (t->last == COMMAND_RCPT && r->status.subject == 5 &&
	    r->status.detail == 1)
		return COMMAND_DATA;
	if (code == 221)
		return COMMAND_QUIT;
	if (code == 354)
		return COMMAND_DATA;
	if (code == 334 || code == 235 || code == 535)
		return COMMAND_AUTH;
	switch (t->last) {
	case COMMAND_CONNECT:
		return COMMAND_EHLO;
	case COMMAND_EHLO: case COMMAND_AUTH: case COMMAND_DOT:
	case COMMAND_HELO:
		return COMMAND_MAIL;
	case COMMAND_MAIL: case COMMAND_RCPT:
		return COMMAND_RCPT;
	default:
		return COMMAND_NONE;
	}
}

/* 354 and 221 answer one command each: those before went unanswered. */
static void
catch_up(struct log_talk *t, int code)
{
	enum command want;
	size_t i, n;

	want = code == 354 ? COMMAND_DATA : COMMAND_QUIT;
	if (code != 354 && code != 221)
		return;
	for (i = 0; i < t->count; i++) {
		n = (t->head + i) % LOG_PIPELINE;
		if (t->asked[n].command == want) {
			t->head = n;
			t->count -= i;
			return;
		}
	}
}

static void
pop(struct log_talk *t)
{
	t->head = (t->head + 1) % LOG_PIPELINE;
	t->count--;
}

bool
log_repeats(const struct log_talk *t, int code, enum command *c)
{
	if (!t->open)
		return false;
	*c = t->last;
	return code == t->last_code || refused(t, code, c);
}

/* What came last, and what was refused. */
static void
remember(struct log_talk *t, enum command c, int code)
{
	t->last = c;
	t->last_code = code;
	if (code >= 400)
		t->refused[t->refusals++ % LOG_REFUSED] =
		    (struct log_refused){ c, code };
}

enum command
log_answers(struct log_talk *t, const struct reply *r, bool more,
    struct slice *to)
{
	struct log_asked *a;
	enum command c;
	bool early;
	int code;

	code = r->code;
	*to = (struct slice){ NULL, 0 };
	t->body = false;
	catch_up(t, code);
	a = &t->asked[t->head];
	if (code == 220 && (t->count == 0 || a->command != COMMAND_STARTTLS)) {
		*t = (struct log_talk){ .open = true,
		    .server = t->server, .bare = t->bare,
		    .prose = t->prose, .turn = t->turn, .last = COMMAND_CONNECT,
		    .last_code = 220 };
		return COMMAND_CONNECT;
	}
	/* A log begun amid a session: 2.1.0 is for senders only. */
	early = r->status.class == 2 && r->status.subject == 1 &&
	    r->status.detail == 0 && code == 250 && t->count > 0 &&
	    t->last == COMMAND_NONE && a->command == COMMAND_RCPT;
	if (t->fresh && code >= 400) {
		t->fresh = false;
		t->open = true;
		remember(t, COMMAND_CONNECT, code);
		return COMMAND_CONNECT;
	}
	/* openssl says EHLO by itself and shows the answer's last line. */
	if (t->fresh && code == 250 && t->count == 0) {
		t->open = true;
		t->last = COMMAND_CONNECT;
	}
	t->fresh = false;
	if (code == 354 && t->last_code == 354 && t->count > 0 &&
	    a->command == COMMAND_DOT)
		return t->last;
	if (t->count == 0) {
		c = code == t->last_code && t->commands ? t->last :
		    guess(t, r, more);
	} else if (early) {
		c = COMMAND_MAIL;
	} else if (t->tries && a->command == COMMAND_DATA && code >= 400 &&
	    !table_may_answer(COMMAND_DATA, code)) {
		/* Sendmail shows the last of several commands: a RCPT before
		 * it was refused, or what came behind. */
		c = COMMAND_NONE;
	} else {
		c = a->command;
		*to = (struct slice){ a->recipient, a->n };
		if (c == COMMAND_AUTH && code == 334)
			return c;
		pop(t);
	}
	remember(t, c, code);
	if (code == 354 && (c == COMMAND_DATA || c == COMMAND_NONE)) {
		/* The message's reply comes before those of later commands. */
		t->head = (t->head + LOG_PIPELINE - 1) % LOG_PIPELINE;
		if (t->count < LOG_PIPELINE)
			t->count++;
		t->asked[t->head].command = COMMAND_DOT;
		t->asked[t->head].n = 0;
		t->body = t->first = true;
	}
	return c;
}

void
log_greets(struct log_talk *t, struct slice text)
{
	struct slice name;

	name = log_to(text, log_at(text, " "));
	t->host_n = 0;
	if (log_has(name, ".") && !log_has(name, "@"))
		t->host_n = log_copy(t->host, sizeof(t->host), name).n;
}

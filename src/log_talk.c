/*
 * log_talk.c - who speaks in a dialogue, and which command a reply answers.
 */
#include <string.h>

#include "log.h"
#include "wide.h"

/*
 * The words that stand before a speaker's: "S: ", "[client] ", "recv: ".  Which
 * side 'in' and 'out' are is learned from what is said, as with the arrows.
 * exact: other protocols' logs have it too, and errors in lower case.
 */
static const struct {
	char	 word[9];
	char	 who;
	bool	 exact;
} words[] = {
	{ "s", 'S', false }, { "c", 'C', false },
	{ "server", 'S', false }, { "client", 'C', false },
	{ "recv", 'S', false }, { "send", 'C', false },
	{ "inbound", 'S', false }, { "sending", 'C', false },
	{ "rsp", 'S', false }, { "cmd", 'C', false },
	{ "Response", 'S', true }, { "Request", 'C', true },
	{ "Reply", 'S', true }, { "Command", 'C', true },
	{ "Received", '<', false }, { "Sent", '>', false },
	{ "rx", '<', false }, { "tx", '>', false },
	{ "in", '<', false }, { "out", '>', false }
};

/* What stands before a speaker's words. */
struct mark {
	size_t	 at, end;
	char	 who;		/* 'S', 'C', '<', '>', or NUL: no SMTP */
	bool	 sure;		/* no other protocol's, no sum's */
};

struct slice
log_unmark(struct slice s)
{
	static const char ends[][7] = { "[nl]", "<EOL>", "<CRLF>", "<LF>",
	    "<CR>" };
	size_t i;
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
	for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (log_ends(s, ends[i]))
			s.n -= strlen(ends[i]);
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

/*
 * The first blank from i on behind what a mark ends with, n: none.  Exchange's
 * CSV has a comma there.
 */
static size_t
mark_end(const char *p, size_t i, size_t n)
{
	unsigned m, before = 0;
	wide v;

	for (; i + WIDE <= n; i += WIDE) {
		v = wide_load(p + i);
		m = wide_among(v, ':', '>', ']') |
		    wide_among(v, '<', '-', '=') | wide_among(v, '~', '*', '*');
		before |= m << 1;
		before &= wide_among(v, ' ', ',', '\t');
		if (before != 0)
			return i + wide_lowest(before);
		before = m >> (WIDE - 1);
	}
	for (; i < n; i++)
		if (i > 0 && memchr(" ,\t", p[i], 3) != NULL &&
		    memchr(":>]<-=~*", p[i - 1], 8) != NULL)
			break;
	return i;
}

/*
 * "<- ", "-->", "<=", "~>", "<**": it ends before end, and points from the side
 * that speaks.
 */
static bool
arrow_mark(struct slice s, size_t end, struct mark *m)
{
	size_t at;

	for (at = end; at > 0 && end - at < 4 &&
	    memchr("<>-=~*|+", s.p[at - 1], 8) != NULL; at--)
		;
	/* Blat's "<<<getline<<< ". */
	m->at = at;
	while (m->at > 0 && log_word(s.p[m->at - 1]))
		m->at--;
	while (m->at > 0 && m->at < at && s.p[m->at - 1] == s.p[at])
		m->at--;
	if (m->at < at && s.p[m->at] != s.p[at])
		m->at = at;
	if (at == end || (s.p[at] == '<') == (s.p[end - 1] == '>'))
		return false;
	m->who = s.p[at] == '<' ? '<' : '>';
	m->sure = true;
	s = log_to(s, at);
	if (log_ends(s, "SMTP") || log_ends(s, "LMTP")) {
		m->who = m->who == '<' ? 'S' : 'C';
		m->at -= log_ends(s, "ESMTP") ? 5 : 4;
	} else if (log_ends(s, "POP3") || log_ends(s, "IMAP")) {
		/* Fetchmail's other server: mail, perhaps, as clients send. */
		m->who = '\0';
		m->at -= 4;
	}
	return true;
}

/* "b'250 ok'", "'ehlo x'" */
static bool
python(struct slice s)
{
	s = slice_skip(s, s.n > 1 && *s.p == 'b');
	return s.n > 0 && (*s.p == '"' || *s.p == '\'');
}

/* One of words before end; "SERVER -> CLIENT: " has the server speak. */
static bool
word_mark(struct slice s, size_t end, struct mark *m)
{
	struct slice w;
	size_t at, i;

	for (at = end; at > 0 && end - at < 9 && log_word(s.p[at - 1]); at--)
		;
	w = (struct slice){ s.p + at, end - at };
	*m = (struct mark){ at, m->end, 'S', true };
	if (log_same(w, LOG_S("reply")))
		return python(slice_skip(s, m->end));
	if (w.n == 0)
		return false;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (slice_lower(*w.p) != slice_lower(words[i].word[0]))
			continue;
		else if (words[i].exact ? log_same(w, slice_of(words[i].word)) :
		    slice_is(w, words[i].word))
			break;
	if (i == sizeof(words) / sizeof(words[0]))
		return false;
	m->who = words[i].who;
	m->sure = !words[i].exact;
	if (w.n == 6 && log_ends(log_to(s, at), " -> "))
		m->who = m->who == 'S' ? 'C' : 'S';
	return true;
}

/* A mark with a blank at end behind it. */
static bool
any_mark(struct slice s, size_t end, struct mark *m)
{
	size_t i;

	m->end = end + 1;
	if (s.p[end] == ',')
		return end > 0 && (s.p[end - 1] == '<' ||
		    s.p[end - 1] == '>') && arrow_mark(s, end, m) &&
		    m->at + 1 == end;
	if (s.p[end - 1] == ':')
		return word_mark(s, end - 1, m);
	if (s.p[end - 1] != ']')
		return s.p[end] == ' ' && arrow_mark(s, end, m);
	i = end - 1;
	if ((!arrow_mark(s, i, m) && !word_mark(s, i, m)) || m->at == 0 ||
	    s.p[m->at - 1] != '[')
		return false;
	m->at--;
	return true;
}

/*
 * Behind a word that ends with last, rest is none's mark: "cannot send: 550 x"
 * is an error, "INFO => Received: x" a level, "ID => a@b" Exim's.
 */
static bool
behind_word(char last, struct slice rest)
{
	return *rest.p == '=' || (!slice_digit(last) &&
	    (log_begins(rest, "send: ") || log_begins(rest, "cmd: ")));
}

/* A mark with a blank at end behind it, and the words that follow? */
static bool
mark_at(struct slice s, size_t end, struct mark *m, struct slice *said)
{
	struct slice lead, rest;
	char c;

	if (!any_mark(s, end, m))
		return false;
	lead = log_to(s, m->at);
	rest = slice_skip(s, m->at);
	c = lead.n > 0 ? lead.p[lead.n - 1] : ' ';
	if (memchr(" \t,\")]:", c, 7) == NULL &&
	    !(slice_digit(c) && (*rest.p == '<' || *rest.p == '>')))
		return false;
	if (lead.n > 1 && c == ' ' && log_word(lead.p[lead.n - 2]) &&
	    behind_word(lead.p[lead.n - 2], rest))
		return false;
	/* NeoMutt's level, "<2> 5< 250 ok" */
	if (slice_digit(c) && *rest.p == '>' && lead.n > 1 &&
	    lead.p[lead.n - 2] == '<')
		return false;
	/* "addr=<x>,cmd: AUTH" tells of a command in a report. */
	if (log_word(*rest.p) && keyed(lead))
		return false;
	*said = log_unmark(peer(log_unmark(slice_skip(s, m->end))));
	if (s.p[end] == ',' && log_ends(*said, ","))
		said->n--;
	return true;
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

/*
 * Does a reply code begin one of s's words, within its first n bytes?  Not a
 * number that is all of them: recordio's "4211 > 220 x" has its process there.
 */
static bool
has_code(struct slice s, size_t n)
{
	size_t i;
	int code;

	for (i = 0; i < n && slice_digit(s.p[i]); i++)
		continue;
	if (i + 1 == n)
		return false;
	for (i = 0; i < n; i++)
		if (slice_digit(s.p[i]) && (i == 0 || s.p[i - 1] == ' ') &&
		    reply_code(slice_skip(s, i), &code) > 0 &&
		    log_likely(code))
			return true;
	return false;
}

/*
 * May what is said behind lead and a mark begin a dialogue?  Not what compares
 * two numbers, "temp < 250 degrees", nor another protocol's: "reply: 404 Not
 * Found".
 */
static bool
begins(const struct log_talk *t, struct slice lead, const struct mark *m,
    struct slice said)
{
	struct reply r;
	bool more;
	char c;

	if (t->open || t->fresh || !reply_line(said, &r, &more) ||
	    r.code == 220 || more || (r.status.class == r.code / 100 &&
	    r.status.subject <= 7))
		return true;
	lead = slice_trim(lead);
	/* PHP's "[code] => 421", Perl's "'code' => 421" */
	if (m->who == '>' && lead.n > 0 &&
	    memchr("]'\"", lead.p[lead.n - 1], 3) != NULL)
		return false;
	c = lead.n > 0 ? lead.p[lead.n - 1] : ':';
	return m->sure && log_likely(r.code) && !log_of_web(said) &&
	    (c < 'a' || c > 'z');
}

/* Whose line a mark makes it. */
static enum log_side
side_of(struct log_talk *t, char who, struct slice said)
{
	switch (who) {
	case 'S':
		return is_reply(said) ? LOG_SERVER_SIDE : LOG_NOBODY;
	case 'C':
		return t->open || log_verb(said) != COMMAND_NONE ?
		    LOG_CLIENT : LOG_NOBODY;
	default:
		return arrow(t, who, said);
	}
}

/* Is the mark none of a dialogue, for what stands before it? */
static bool
is_chance(const struct log_talk *t, struct slice lead, char who,
    enum log_side side, struct slice said)
{
	bool reply = side == LOG_SERVER_SIDE && who != 'S';

	/* "RCPT TO:<x>" => 550 x: one line holds both. */
	if (reply && slice_has_any(lead, "rcpt to:\0mail from:\0"))
		return true;
	/* "FWD from <a> -> <b>" in a log is not what a client says. */
	return !t->body && ((side == LOG_CLIENT &&
	    log_verb(said) == COMMAND_NONE) || (reply &&
	    log_ends(lead, "> "))) && (keyed(lead) || log_has(lead, "@"));
}

static enum log_side
by_mark(struct log_talk *t, struct slice msg, struct slice *said)
{
	struct slice lead;
	enum log_side side;
	struct mark m;
	size_t i, n = msg.n < 200 ? msg.n : 200;
	bool weak = false;

	for (i = 0; (i = mark_end(msg.p, i, n)) < n; i++) {
		if (!mark_at(msg, i, &m, said))
			continue;
		lead = log_to(msg, m.at);
		if (!begins(t, lead, &m, *said))
			continue;
		/* "250 2.6.0 ... -> 250 2.1.5": the arrow is the server's. */
		if (has_code(msg, m.at))
			break;
		if (m.who == '\0') {
			said->n = 0;
			return LOG_CLIENT;
		}
		side = side_of(t, m.who, *said);
		if (is_chance(t, lead, m.who, side, *said))
			continue;
		/* "<1> get_resp() 5< 550": a later mark may be it. */
		if (side == LOG_CLIENT && m.who != 'C' && !t->body &&
		    log_verb(*said) == COMMAND_NONE)
			weak = true;
		else if (side != LOG_NOBODY)
			return side;
	}
	return weak ? LOG_CLIENT : LOG_NOBODY;
}

/* The name that it begins with tells it from a number (RFC 5321 4.2). */
bool
log_greeting(const struct reply *r)
{
	return r->code == 220 && (log_has(r->text, "ESMTP") ||
	    (slice_has(r->text, "smtp") &&
	    log_has(log_before(r->text, " "), ".")));
}

/* 550 at the head of a line, and no number, date or telephone. */
static bool
bare_reply(struct log_talk *t, struct slice s)
{
	struct reply r;
	bool more;

	if (!reply_line(s, &r, &more) || r.code < 200 || r.code > 599)
		return false;
	if (s.n > 4 && s.p[3] == '-' && slice_digit(s.p[4]) &&
	    r.status.class == 0)
		return false;
	if (t->open || t->fresh || (r.status.class == r.code / 100 &&
	    r.status.subject <= 7))
		return true;
	if (!log_likely(r.code))
		return false;
	/* A greeting, several lines, or a list of replies from the start. */
	return more || !t->prose || log_greeting(&r);
}

/* "java.io.IOException: x", "EOFError: x": it ends the body amid of it. */
static bool
thrown(struct slice s)
{
	s = log_to(s, log_at(s, " "));
	return log_ends(s, "Error:") || log_ends(s, "Exception:");
}

/* "RCPT TO <x> failed: 550": a client tells of its command. */
static bool
told(struct slice s)
{
	return log_has(slice_skip(s, sizeof("MAIL FROM:") - 1), ": ") ||
	    log_has(s, "> => ") || log_has(s, "> -> ");
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
		if (thrown(msg)) {
			t->body = false;
			return LOG_NOBODY;
		}
		t->first = false;
		return LOG_CLIENT;
	}
	if (bare_reply(t, msg))
		return LOG_SERVER_SIDE;
	if (log_verb(*said) != COMMAND_NONE && !told(*said) && (t->open ||
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
	    "connected to \0connecting to \0connection established\0"
	    "connection: opening\0connect: to\0opening connection\0"
	    "connected(\0";
	struct slice s = log_to(l->msg, 120);

	if (log_stranger(l) || log_holds_any(l, s, "upstream\0") ||
	    (!(log_may_have(l->pairs, "connect") &&
	    log_holds_any(l, s, notes)) &&
	    !log_holds_any(l, s, "trying \0talking to \0") &&
	    !log_begins(s, "$ ")) || log_elsewhere(s))
		return false;
	/* Some say so once the greeting has come. */
	if (t->last == COMMAND_CONNECT && t->last_code < 400 && t->count == 0)
		return true;
	*t = (struct log_talk){ .fresh = true, .prose = t->prose,
	    .server = t->server, .free = t->free, .lead = t->lead,
	    .tries = log_starts(l->msg, "... while talking to ") };
	return true;
}

bool
log_breaks(struct log_talk *t, const struct log_line *l)
{
	static const char never[] =
	    "connection refused\0failed to connect\0not connect\0"
	    "n't connect\0unable to connect\0";
	static const char ends[] =
	    "connection closed\0closed connection\0connection reset\0"
	    "connection lost\0end of file\0end-of-file\0unexpected eof\0"
	    "timed out\0not connected\0reading failed\0";
	static const char errors[] =
	    "rror\0xception\0unexpected\0premature\0";
	struct slice s = log_to(l->msg, 200);
	bool waits;

	if (t->other || (!t->open && (!t->fresh || log_stranger(l))))
		return false;
	waits = t->fresh || t->body || t->count > 0;
	if (!log_holds_any(l, s, never) && (!log_holds_any(l, s, ends) ||
	    (!waits && (t->last_code >= 400 || !slice_has_any(s, errors)))))
		return false;
	if (log_elsewhere(s))
		return false;
	t->body = t->fresh = false;
	t->count = 0;
	t->last = COMMAND_QUIT;
	t->last_code = 421;
	return true;
}

bool
log_closed(const struct log_talk *t)
{
	return !t->open && !t->fresh && !t->bare && !t->stray && !t->body &&
	    !t->quoted && t->server == '\0' && t->turn == LOG_NOBODY &&
	    t->last == COMMAND_NONE && t->count == 0 && t->refusals == 0;
}

/*
 * Is the reply FTP's (RFC 959 4.2) or NNTP's (RFC 3977 3.2)?  By the greeting,
 * or by a code that says of something else that it went well.
 */
static bool
replies_other(const struct log_talk *t, struct slice said)
{
	static const char names[] = "ftp\0filezilla\0nntp\0nnrp\0";
	struct reply	 r;
	bool		 more;

	if (!reply_line(said, &r, &more))
		return false;
	if (r.code == 220 || r.code == 200 || r.code == 201)
		return !slice_has(r.text, "smtp") &&
		    (t->other || slice_has_any(r.text, names));
	return t->other || (t->open && r.code < 400 && !log_likely(r.code));
}

/* Is a dialogue of another protocol going on, or does one begin? */
static bool
other_talk(struct log_talk *t, enum log_side side, struct slice said)
{
	static const char mail[] =
	    "ehlo \0helo \0lhlo \0mail from\0rcpt to\0";

	if (side == LOG_SERVER_SIDE)
		t->other = replies_other(t, said);
	else if (slice_starts_any(said, mail))
		t->other = false;
	else if (t->open && !t->body &&
	    slice_starts_any(said, "user \0pass \0"))
		t->other = true;
	t->open = t->open || t->other;
	return t->other;
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
	side = by_mark(t, l->msg, said);
	if (side == LOG_SERVER_SIDE)
		t->bare = t->stray = false;
	if (side == LOG_NOBODY && whole) {
		side = bare(t, msg, said);
		if (side == LOG_SERVER_SIDE) {
			t->stray = t->stray || (t->open && !t->bare);
			t->bare = true;
		}
	}
	if (side == LOG_NOBODY)
		side = log_free_speaker(t, l, said);
	if (side == LOG_NOBODY || !other_talk(t, side, *said))
		return side;
	said->n = 0;
	return LOG_CLIENT;
}

static struct slice
address(struct slice s)
{
	struct slice a;

	a = log_value(s, "<", ">");
	if (a.p == NULL) {
		a = slice_trim(log_after(s, ":"));
		a = log_to(a, log_at(a, " "));
	}
	return a;
}

/* The latest command once more, as some debug levels show it. */
static bool
asked_twice(const struct log_talk *t, enum command c, struct slice to)
{
	const struct log_asked *a;

	if (t->count == 0)
		return false;
	a = &t->asked[(t->head + t->count - 1) % LOG_PIPELINE];
	return a->command == c && (c == COMMAND_EHLO || c == COMMAND_HELO ||
	    c == COMMAND_MAIL || c == COMMAND_DATA || (c == COMMAND_RCPT &&
	    log_same(log_to(to, sizeof(a->recipient)),
	    (struct slice){ a->recipient, a->n })));
}

void
log_asks(struct log_talk *t, struct slice said)
{
	struct log_asked *a;
	struct slice to;
	enum command c;

	if (t->body) {
		if (log_same(said, LOG_S(".")) || log_ends(said, "\\r\\n.") ||
		    log_same(said, LOG_S("[nl].")))
			t->body = false;
		return;
	}
	c = log_verb(said);
	/* A client's answer: the next 334 is another one. */
	if (t->last_code == 334)
		t->last_code = 0;
	if (c == COMMAND_NONE)
		return;
	t->open = t->commands = true;
	t->fresh = false;
	to = address(said);
	if (t->count == LOG_PIPELINE || asked_twice(t, c, to))
		return;
	a = &t->asked[(t->head + t->count++) % LOG_PIPELINE];
	a->command = c;
	a->n = 0;
	if (c == COMMAND_RCPT)
		a->n = log_copy(a->recipient, sizeof(a->recipient), to).n;
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

bool
log_echoes(const struct log_talk *t, const struct reply *r)
{
	const struct log_refused	*last;

	if (t->count > 0 || !t->commands || t->refusals == 0 ||
	    r->code != t->last_code)
		return false;
	last = &t->refused[(t->refusals - 1) % LOG_REFUSED];
	return last->code == r->code &&
	    log_same(log_to(r->text, sizeof(last->text) - 1),
	    (struct slice){ last->text, strlen(last->text) });
}

bool
log_retells(const struct log_talk *t, struct slice s)
{
	size_t	 i;

	for (i = 0; i < LOG_REFUSED && i < t->refusals; i++)
		if (strlen(t->refused[i].text) > 8 &&
		    log_has(s, t->refused[i].text))
			return true;
	return false;
}

/*
 * Only out of turn: RCPT where MAIL was refused, DATA where every RCPT was (RFC
 * 5321 3.3: 503, or 554 for no valid recipients).
 */
static bool
follows(const struct log_talk *t, enum command c, const struct reply *r)
{
	return t->refusal != COMMAND_NONE && c > t->refusal &&
	    c <= COMMAND_BDAT && (r->code == 503 || r->code == 554) &&
	    (r->status.class == 0 || r->status.subject == 5);
}

/* What is refused keeps the rest of a session or a transaction from success. */
static void
note_refusal(struct log_talk *t, enum command c, int code)
{
	switch (c) {
	case COMMAND_RCPT:
		t->taken = t->taken || code < 400;
		if (t->taken)
			t->refusal = COMMAND_NONE;
		else if (t->refusal == COMMAND_NONE)
			t->refusal = c;
		break;
	case COMMAND_EHLO: case COMMAND_HELO: case COMMAND_LHLO:
	case COMMAND_MAIL: case COMMAND_DOT: case COMMAND_RSET:
		t->taken = false;
		t->refusal = code < 400 || c >= COMMAND_DOT ? COMMAND_NONE : c;
		break;
	default:
		break;
	}
}

/* What came last, and what was refused. */
static void
remember(struct log_talk *t, enum command c, const struct reply *r)
{
	struct log_refused	*to;
	int			 code = r->code;

	t->follows = follows(t, c, r);
	if (!t->follows)
		note_refusal(t, c, code);
	t->last = c;
	t->last_code = code;
	/* "Go ahead" is a refusal of whatever does not ask for it. */
	if (code < 400 && (code != 354 || c == COMMAND_DATA ||
	    c == COMMAND_NONE))
		return;
	to = &t->refused[t->refusals++ % LOG_REFUSED];
	*to = (struct log_refused){ .command = c, .code = code };
	(void)log_copy(to->text, sizeof(to->text) - 1, r->text);
}

/* A banner: all that was asked before was another session's. */
static void
begin_session(struct log_talk *t)
{
	*t = (struct log_talk){ .open = true, .server = t->server,
	    .bare = t->bare, .free = t->free, .lead = t->lead,
	    .prose = t->prose, .turn = t->turn, .last = COMMAND_CONNECT,
	    .last_code = 220 };
}

/* The message's reply comes before those of later commands. */
static void
expect_message(struct log_talk *t)
{
	t->head = (t->head + LOG_PIPELINE - 1) % LOG_PIPELINE;
	if (t->count < LOG_PIPELINE)
		t->count++;
	t->asked[t->head].command = COMMAND_DOT;
	t->asked[t->head].n = 0;
	t->body = t->first = true;
}

/* What the reply answers; *done: it has its answer now. */
static enum command
answered(struct log_talk *t, const struct reply *r, bool more, bool *done)
{
	const struct log_asked *a = &t->asked[t->head];

	*done = false;
	if (t->count == 0)
		return r->code == t->last_code && t->commands ? t->last :
		    guess(t, r, more);
	/* A log begun amid a session: 2.1.0 is for senders only. */
	if (r->status.class == 2 && r->status.subject == 1 &&
	    r->status.detail == 0 && r->code == 250 &&
	    t->last == COMMAND_NONE && a->command == COMMAND_RCPT)
		return COMMAND_MAIL;
	/*
	 * Sendmail shows the last of several commands: a RCPT before it was
	 * refused, or what came behind.
	 */
	if (t->tries && a->command == COMMAND_DATA && r->code >= 400 &&
	    !table_may_answer(COMMAND_DATA, r->code))
		return COMMAND_NONE;
	*done = true;
	return a->command;
}

enum command
log_answers(struct log_talk *t, const struct reply *r, bool more,
    struct slice *to)
{
	const struct log_asked *a;
	enum command c;
	bool done;
	int code = r->code;

	*to = (struct slice){ NULL, 0 };
	t->body = false;
	catch_up(t, code);
	a = &t->asked[t->head];
	if (code == 220 && (t->count == 0 || a->command != COMMAND_STARTTLS)) {
		begin_session(t);
		return COMMAND_CONNECT;
	}
	if (t->fresh && code >= 400) {
		t->fresh = false;
		t->open = true;
		remember(t, COMMAND_CONNECT, r);
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
	c = answered(t, r, more, &done);
	if (done) {
		*to = (struct slice){ a->recipient, a->n };
		if (c == COMMAND_AUTH && code == 334) {
			t->last_code = code;
			return c;
		}
		pop(t);
	}
	remember(t, c, r);
	if (code == 354 && (c == COMMAND_DATA || c == COMMAND_NONE))
		expect_message(t);
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

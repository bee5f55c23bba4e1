/*
 * log.c - a line to the server's words in it.
 */
#include <stdlib.h>
#include <string.h>

#include "log.h"

#define JSON_TEXTS	32	/* of a line that are read */
#define RAW_MAX		8192	/* of one reply's lines, as they stand */
#define FIELD_MAX	256
#define SCRATCH_MAX	65536

/* A reply some lines of which may be still to come. */
struct pending {
	bool		 open;
	bool		 dialogue;
	bool		 loose;		/* later lines bear a status only */
	bool		 held;		/* complete, but void if another host
					   is asked next */
	bool		 below;		/* complete, but for the recipient */
	bool		 cut;		/* Exim's entry goes on, "[1/2] ..." */
	bool		 wordless;	/* no reply: words that hold no code */
	char		 quote;		/* that they stand in, or NUL */
	int		 code;
	unsigned long	 line, end;
	struct log_line	 of;		/* its slices lie in fields below */
	size_t		 n, lead_n;
	char		 raw[RAW_MAX];
	char		 lead[FIELD_MAX];
	char		 time[FIELD_MAX];
	char		 host[FIELD_MAX];
	char		 recipient[FIELD_MAX];
};

/* A delivery report's fields so far. */
struct log_report {
	struct status	 verdict;
	const char	*outcome;
	size_t		 recipient_n, host_n;
	char		 recipient[FIELD_MAX], host[FIELD_MAX];
};

struct log {
	struct log_again	*again;
	struct log_pairs	 pairs;	/* of the line */
	struct log_names	 names;
	struct log_talk		 talk;
	struct log_report	 report;
	enum command		 step;	/* that a client's error named */
	unsigned long		 hinted; /* the line of the last reply */
	struct status		 status; /* that its words begin with */
	bool			 quoted;	/* "> " begins each line */
	struct pending		 pending;
	struct log_delivery	 deliveries[LOG_DELIVERIES];
	char			 text[LOG_TEXT_MAX];
	char			 scratch[SCRATCH_MAX];
};

/* Where what is found goes. */
struct sink {
	log_emit	*emit;
	void		*arg;
	unsigned long	 number;
};

struct log *
log_new(void)
{
	struct log *l;

	l = calloc(1, sizeof(struct log));
	if (l != NULL && (l->again = log_again_new()) == NULL) {
		free(l);
		return NULL;
	}
	return l;
}

void
log_free(struct log *l)
{
	if (l != NULL)
		log_again_free(l->again);
	free(l);
}

/* Postfix's "(in reply to RCPT TO command)" behind the words taken off. */
static struct slice
without_tail(struct slice words)
{
	size_t i;

	i = log_at_last(words, "(in reply to ");
	if (i < words.n && i > 0 && words.n - i < 60)
		words = log_to(words, i);
	if (words.n > 0 && memchr(words.p, '\n', words.n) != NULL)
		words = log_to(words, log_at_last(words, "\nGiving up on "));
	return slice_trim(words);
}

static void
fill(struct found *f, const struct log_line *of)
{
	f->verdict = of->verdict;
	f->given = of->given;
	f->command = of->command;
	f->direction = of->direction;
	f->format = of->format;
	f->time = of->time;
	f->host = of->host;
	f->recipient = of->recipient;
	f->outcome = of->outcome;
	f->unsure = of->unsure;
}

/* The reply in words, with code where they hold none themselves. */
static void
understand(struct slice words, int code, char *buf, struct found *f)
{
	struct slice in;

	log_join(without_tail(words), code, buf, &f->reply);
	in = log_innermost(f->reply.text);
	if (in.n > 0) {
		struct reply r;
		bool more;

		f->words = in;
		if (reply_line(in, &r, &more))
			f->words = r.text;
	}
}

/* What words without a code hold; own: a program's, and no server's. */
static void
wordless(struct slice words, bool own, struct found *f)
{
	struct slice	 w = words;
	size_t		 n;

	f->reply.text = w;
	if (own)
		return;
	w = without_tail(words);
	n = reply_status(w, &f->reply.status);
	if (n > 0)
		w = slice_trim(slice_skip(w, n));
	else if (!log_inner_status(w, 0, &f->reply.status))
		f->reply.status.class = 0;
	f->reply.text = w;
	f->words = log_innermost(w);
}

static void
finish(struct log *l, const struct sink *to)
{
	struct pending *p;
	struct found f;

	p = &l->pending;
	if (!p->open)
		return;
	p->open = false;
	if (p->of.quiet)
		return;
	memset(&f, 0, sizeof(f));
	fill(&f, &p->of);
	f.line = p->line;
	f.end = p->end;
	f.dialogue = p->dialogue;
	if (p->wordless)
		wordless((struct slice){ p->raw, p->n }, p->of.own, &f);
	else
		understand((struct slice){ p->raw, p->n }, p->code, l->text,
		    &f);
	if (f.reply.status.class == 0)
		f.reply.status = p->of.stated;
	to->emit(to->arg, &f);
}

static void
gather(struct pending *p, struct slice words, unsigned long number)
{
	if (p->n > 0 && p->n < RAW_MAX)
		p->raw[p->n++] = '\n';
	p->n += log_copy(p->raw + p->n, RAW_MAX - p->n, words).n;
	p->end = number;
}

/*
 * Go's net/textproto and Perl's Net::SMTP take the codes off: what follows on
 * lines of its own begins with a status, if with anything.
 */
static bool
is_loose(struct slice line)
{
	return log_has(line, ".go:") || (log_starts(line, "code ") &&
	    log_has(line, " message "));
}

/* The quote that lead ends with, or NUL. */
static char
quote(struct slice lead)
{
	char	 c = lead.n > 0 ? lead.p[lead.n - 1] : '\0';

	return c == '"' || c == '\'' ? c : '\0';
}

/* What stands behind the code, if words begin with one. */
static struct slice
code_off(struct slice words)
{
	int	 code;

	return slice_trim(slice_skip(words, reply_code(words, &code)));
}

/* Begin a reply; complete: no further line of it can come. */
static void
begin(struct log *l, const struct log_line *of, struct slice lead,
    struct slice words, int code, bool dialogue, bool complete,
    const struct sink *to)
{
	struct pending *p;
	struct reply r;

	finish(l, to);
	r.code = 0;
	p = &l->pending;
	l->status = (struct status){ 0 };
	if (!dialogue && reply_status(code_off(words), &l->status) > 0)
		l->hinted = to->number;
	p->of = *of;
	p->of.time = log_copy(p->time, FIELD_MAX, of->time);
	p->of.host = log_copy(p->host, FIELD_MAX, of->host);
	p->of.recipient = log_copy(p->recipient, FIELD_MAX, of->recipient);
	p->lead_n = log_copy(p->lead, FIELD_MAX, lead).n;
	p->quote = quote(lead);
	p->open = true;
	p->dialogue = dialogue;
	p->code = code;
	p->line = to->number;
	p->n = 0;
	gather(p, words, to->number);
	p->held = p->wordless = false;
	p->below = of->below && of->recipient.n == 0;
	p->cut = of->cut;
	p->loose = !dialogue && (is_loose(of->line) ||
	    (of->unsure && code == 0));
	if (!complete && log_join(words, code, l->text, &r))
		p->code = r.code;
	else if (l->talk.tries && dialogue && r.code / 100 == 4)
		p->held = true;
	else if (!p->loose && !p->below && !p->cut)
		finish(l, to);
}

/* postqueue -p and mailq name the recipient below the reason. */
static bool
recipient_below(struct log *l, const struct log_line *ln)
{
	struct pending	*p = &l->pending;
	struct slice	 s = slice_trim(ln->line);

	if (ln->line.n == s.n || memchr(s.p, '@', s.n) == NULL ||
	    memchr(s.p, ' ', s.n) != NULL)
		return false;
	p->of.recipient = log_copy(p->recipient, FIELD_MAX, log_unbracket(s));
	return true;
}

/*
 * "[2/3] ": syslog's part of an entry that Exim cut where it was too long.  Its
 * length, or 0; *more: there is a later part.
 */
static size_t
entry_part(struct slice s, bool *more)
{
	size_t	 at, end;

	at = log_at(log_to(s, 5), "/");
	end = log_at(log_to(s, 9), "] ");
	if (s.n < 7 || *s.p != '[' || at >= 5 || at < 2 || end >= 9 ||
	    end <= at + 1 || !log_digit(s.p[1]) || !log_digit(s.p[at + 1]))
		return 0;
	*more = !log_same(log_to(slice_skip(s, 1), at - 1),
	    log_to(slice_skip(s, at + 1), end - at - 1));
	return end + 2;
}

/* The rest of a reply that was cut so. */
static bool
entry_rest(struct log *l, const struct log_line *ln, const struct sink *to)
{
	struct pending	*p = &l->pending;
	size_t		 n;

	n = entry_part(ln->msg, &p->cut);
	if (n == 0)
		return false;
	p->n += log_copy(p->raw + p->n, RAW_MAX - p->n,
	    slice_skip(ln->msg, n)).n;
	p->end = to->number;
	if (!p->cut)
		finish(l, to);
	return true;
}

/*
 * Nothing but blanks, levels and names in brackets: "ERROR [id] "; perhaps the
 * quote that a string in a program's notation begins with.
 */
static bool
plain_lead(struct slice s)
{
	size_t i;

	if (s.n > 1 && quote(s) != '\0')
		s.n--;

	if (s.n > 0 && s.p[s.n - 1] != ' ' && s.p[s.n - 1] != '\t')
		return false;
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '[') {
			while (i < s.n && s.p[i] != ']')
				i++;
			continue;
		}
		if ((s.p[i] >= 'a' && s.p[i] <= 'z') || s.p[i] == '=' ||
		    s.p[i] == '@' || log_digit(s.p[i]))
			return false;
	}
	return true;
}

/* A further line of the reply that is open? */
static bool
continues(struct log *l, const struct log_line *ln, const struct sink *to)
{
	struct pending *p;
	struct slice s, lead;
	struct status st;
	size_t i;
	int code;
	bool more;

	p = &l->pending;
	s = ln->msg;
	if (p->cut)
		return entry_rest(l, ln, to);
	if (p->below) {
		more = recipient_below(l, ln);
		finish(l, to);
		return more;
	}
	if (p->loose) {
		if (reply_status(s, &st) == 0 || p->end + 1 != to->number)
			return false;
		gather(p, s, to->number);
		if ((code = log_code_behind(s)) != 0) {
			p->code = code;
			p->of.unsure = code / 100 != st.class;
			finish(l, to);
		}
		return true;
	}
	for (i = 0; i + 3 <= s.n && i < FIELD_MAX; i++) {
		if (i > 0 && memchr(" \t:\"'=>", s.p[i - 1], 7) == NULL)
			continue;
		if (reply_code(slice_skip(s, i), &code) > 0 &&
		    code / 100 == p->code / 100)
			break;
	}
	if (i + 3 > s.n || i >= FIELD_MAX)
		return false;
	lead = log_to(s, i);
	if (!plain_lead(lead) && !log_same(lead, (struct slice){ p->lead,
	    p->lead_n }))
		return false;
	s = slice_skip(s, i);
	more = s.n > 3 && s.p[3] == '-';
	if (code != p->code && more)
		return false;
	if (quote(lead) != '\0')
		p->quote = quote(lead);
	if (p->quote != '\0') {
		i = log_at_last(s, (char[2]){ p->quote, '\0' });
		if (i < s.n && s.n - i < 5)
			s = log_to(s, i);
		if (log_ends(s, "\\r\\n"))
			s.n -= 4;
	}
	gather(p, s, to->number);
	if (!more)
		finish(l, to);
	return true;
}

/* "starting delivery 7: msg 12 to remote a@b.example". */
static void
qmail_start(struct log *l, struct slice s)
{
	struct log_delivery *d;
	struct slice to;
	unsigned long n;
	size_t i;

	n = 0;
	for (i = 18; i < s.n && log_digit(s.p[i]); i++)
		n = n * 10 + (unsigned long)(s.p[i] - '0');
	to = log_value(s, " to ", "");
	i = log_at(to, " ");
	d = &l->deliveries[n % LOG_DELIVERIES];
	d->number = n;
	d->n = log_copy(d->recipient, sizeof(d->recipient),
	    slice_skip(to, i + 1)).n;
}

/* qmail's `_' to blank and its `/' to a line's end; the recipient looked up. */
static void
qmail_words(struct log *l, struct log_line *ln)
{
	struct log_delivery *d;
	struct slice s, rest;
	unsigned long number;
	size_t i, n;
	int code;

	s = ln->msg;
	n = 0;
	for (i = 0; i < s.n && n < SCRATCH_MAX; i++) {
		rest = slice_skip(s, i + 1);
		if (s.p[i] == '_')
			l->scratch[n++] = ' ';
		else if (s.p[i] == '/' && (rest.n == 0 ||
		    log_starts(rest, "Remote_host_said") ||
		    log_starts(rest, "Giving_up_on_") || (rest.n > 3 &&
		    (rest.p[3] == '-' || rest.p[3] == '_') &&
		    reply_code(log_to(rest, 3), &code) > 0)))
			l->scratch[n++] = '\n';
		else
			l->scratch[n++] = s.p[i];
	}
	ln->msg = (struct slice){ l->scratch, n };
	log_pairs_add(&l->pairs, ln->msg);
	number = 0;
	for (i = 9; i < n && log_digit(l->scratch[i]); i++)
		number = number * 10 + (unsigned long)(l->scratch[i] - '0');
	d = &l->deliveries[number % LOG_DELIVERIES];
	if (d->number == number && d->n > 0)
		ln->recipient = (struct slice){ d->recipient, d->n };
}

/* Formats whose replies are complete on their line. */
static bool
one_line(const struct log_line *ln)
{
	return ln->whole || (ln->format != NULL &&
	    strcmp(ln->format, "courier") != 0);
}

/* The message of a failure or a reply without a code. */
static void
without_code(struct log *l, struct log_line *ln, const struct sink *to)
{
	struct found f;

	finish(l, to);
	memset(&f, 0, sizeof(f));
	if (ln->given == CAUSE_NONE && (ln->outcome == NULL ||
	    strcmp(ln->outcome, "expired") != 0))
		log_context(ln, ln->msg, ln->words);
	if (ln->below) {
		begin(l, ln, ln->msg, ln->words, 0, false, true, to);
		l->pending.wordless = true;
		return;
	}
	fill(&f, ln);
	wordless(ln->words, ln->own, &f);
	f.line = f.end = to->number;
	to->emit(to->arg, &f);
}

/* Does a mail program's line of no known form say that something failed? */
static bool
failure(const struct log_line *l)
{
	static const char words[] =
	    "fail\0error\0reject\0defer\0refused\0timed out\0timeout\0"
	    "denied\0expired\0bounce\0quota\0unable\0cannot\0can't\0"
	    "could not\0lost connection\0not found\0unavailable\0closed\0"
	    "blocked\0unknown\0too \0drop\0not exist\0n't exist\0"
	    "no such\0illegal\0invalid\0exceed\0black\0dnsbl\0rbl\0"
	    "is spam\0spam found\0spam detected\0listed \0"
	    "virus\0infected\0attack\0greylist\0graylist\0verify=fail\0"
	    "bad \0relay attempt\0before greeting\0missing\0mismatch\0"
	    "not allowed\0"
	    "no space\0not enough\0low on space\0reset by\0premature\0";

	return log_holds_any(l, l->msg, words);
}

/* Within a dialogue: nothing but a level before the code. */
static bool
plain_reply(struct slice s, struct log_hit *h)
{
	size_t i;

	for (i = 1; i + 3 < s.n && i < 80; i++)
		if (s.p[i - 1] == ' ' &&
		    reply_code(slice_skip(s, i), &h->code) > 0) {
			h->before = log_to(s, i);
			h->words = slice_skip(s, i);
			return log_likely(h->code) && plain_lead(h->before);
		}
	return false;
}

/* A code, perhaps a status, and no word. */
static bool
wordless_hit(struct log *l, const struct log_hit *h)
{
	struct reply	 r;

	return !log_join(h->words, h->code, l->text, &r) && r.text.n == 0;
}

/*
 * The text behind a code that the client made up, as no reply came: Sendmail's,
 * Courier's; none: the words are a server's.
 */
static struct slice
made_up(struct slice words)
{
	static const char begins[] =
	    "reply: read error from \0Connection reset by \0"
	    "timeout writing message to \0An unexpected TLS packet\0"
	    "DEBUG: Unexpected SSL\0";
	struct status	 st;

	words = code_off(words);
	words = slice_trim(slice_skip(words, reply_status(words, &st)));
	return slice_starts_any(words, begins) ? words :
	    (struct slice){ NULL, 0 };
}

/* A line that holds a server's words only if they are known. */
static bool
hint_line(struct log *l, struct log_line *ln, const struct sink *to)
{
	struct log_hit	 h;
	struct status	 st;

	if (l->talk.body || !log_hint(ln->msg, &h))
		return false;
	/* Perl's Net::Cmd takes the codes off a reply's further lines. */
	if (h.at == 0 && reply_status(h.words, &st) > 0) {
		if (l->hinted > 0 && to->number == l->hinted + 1 &&
		    st.subject == l->status.subject &&
		    st.detail == l->status.detail) {
			l->hinted = to->number;
			return true;
		}
	}
	ln->unsure = h.unsure;
	log_context(ln, h.before, h.words);
	begin(l, ln, h.before, h.words, h.code, false, true, to);
	return true;
}

/* A line of a log, or of any text: was there anything in it? */
static bool
text_line(struct log *l, struct log_line *ln, bool known,
    const struct sink *to)
{
	enum log_trust trust;
	enum command c = COMMAND_NONE;
	struct log_hit h;
	struct slice s, lead;
	bool again;

	if (ln->quiet)
		return false;
	if (ln->own) {
		without_code(l, ln, to);
		return true;
	}
	if (ln->code != 0) {
		log_context(ln, ln->msg, ln->words);
		begin(l, ln, ln->msg, ln->words, ln->code, false, true, to);
		return true;
	}
	s = known && !ln->client ? ln->words : ln->msg;
	trust = known && !ln->client ? LOG_SERVER :
	    ln->mail || l->talk.open ? LOG_MAIL : LOG_ANY;
	if (log_find(s, trust, &h) && (known || h.bare ||
	    !(l->talk.body || (l->talk.open && l->talk.bare)) ||
	    log_marked(h.before))) {
		if (ln->sent && h.at > 0 && !log_marked(h.before)) {
			without_code(l, ln, to);
			return true;
		}
		if (!known && l->talk.open && h.code == l->talk.last_code &&
		    h.code < 400)
			return true;
		if (made_up(h.words).n > 0) {
			ln->words = made_up(h.words);
			ln->own = true;
			without_code(l, ln, to);
			return true;
		}
		lead = log_to(ln->msg, (size_t)(h.words.p - ln->msg.p));
		log_context(ln, known && h.before.n == 0 ? lead : h.before,
		    slice_skip(s, h.at));
		if (ln->sent && ln->command == COMMAND_NONE)
			ln->command = COMMAND_DOT;
		/* A client repeats as its error what the server said. */
		again = ln->format == NULL &&
		    log_repeats(&l->talk, h.code, &c);
		if (again && wordless_hit(l, &h))
			return true;
		if (again && (ln->command == COMMAND_NONE ||
		    h.code == l->talk.last_code))
			ln->command = c;
		else if (ln->command == COMMAND_NONE && ln->format == NULL)
			ln->command = l->step;
		l->step = COMMAND_NONE;
		begin(l, ln, lead, h.words, h.code, false, one_line(ln) ||
		    h.bare || h.code == 0, to);
		return true;
	}
	if (!known && l->talk.open && plain_reply(ln->msg, &h)) {
		if (!log_repeats(&l->talk, h.code, &ln->command))
			ln->command = COMMAND_NONE;
		begin(l, ln, h.before, h.words, 0, false, false, to);
		return true;
	}
	if (!known && ln->mail && failure(ln)) {
		known = ln->failed = true;
		ln->words = ln->msg;
	}
	/* "SMTP error ... after RCPT TO:<x>:", and the reply below. */
	if (known && log_ends(slice_trim(ln->words), ":") &&
	    log_has(ln->words, " after ")) {
		l->step = ln->command != COMMAND_NONE ? ln->command :
		    log_command(ln->words);
		return true;
	}
	if (known && (ln->failed || ln->sent)) {
		without_code(l, ln, to);
		/* msmtp names the step on one line, the reply on the next. */
		if (ln->format == NULL)
			l->step = ln->command;
		return true;
	}
	if (!known && log_breaks(&l->talk, ln)) {
		ln->words = ln->msg;
		ln->own = true;
		ln->given = CAUSE_CONNECTION_FAILED;
		without_code(l, ln, to);
		return true;
	}
	if (!known && !ln->mail && !l->talk.open && log_unsent(ln)) {
		without_code(l, ln, to);
		return true;
	}
	return !known && hint_line(l, ln, to);
}

static void
talk_line(struct log *l, struct log_line *ln, struct slice said,
    const struct sink *to)
{
	struct slice lead;
	struct reply r;
	bool more;

	reply_line(said, &r, &more);
	/* Debug levels repeat what was said; successes are counted once. */
	ln->quiet = (l->talk.count == 0 || r.code / 100 == 3) &&
	    (r.code < 400 || (r.text.n == 0 && !more)) && !l->talk.bare &&
	    (l->talk.commands || r.code == 220) &&
	    r.code == l->talk.last_code;
	ln->command = log_answers(&l->talk, &r, more, &ln->recipient);
	if (ln->command == COMMAND_CONNECT)
		log_greets(&l->talk, r.text);
	ln->host = (struct slice){ l->talk.host, l->talk.host_n };
	/* Ruby's arrow points the other way, but it is the client's log. */
	if (!l->talk.bare && l->talk.server == '>' && said.p[-1] != '"')
		ln->direction = DIRECTION_IN;
	else if (l->talk.open)
		ln->direction = DIRECTION_OUT;
	lead = log_to(ln->msg, said.p >= ln->msg.p &&
	    said.p <= ln->msg.p + ln->msg.n ?
	    (size_t)(said.p - ln->msg.p) : 0);
	begin(l, ln, lead, said, 0, true, false, to);
}

/*
 * A delivery report's fields as text (RFC 3464 2.3): kept until the
 * Diagnostic-Code that belongs to them, which follows.
 */
static bool
report_field(struct log *l, struct log_line *ln)
{
	struct log_report *r;
	struct slice s, value;

	r = &l->report;
	s = slice_trim(ln->msg);
	value = slice_trim(slice_skip(s, log_at(s, ":") + 1));
	if (slice_starts(s, "diagnostic-code:")) {
		ln->recipient = (struct slice){ r->recipient, r->recipient_n };
		ln->host = (struct slice){ r->host, r->host_n };
		ln->verdict = r->verdict;
		ln->outcome = r->outcome;
		ln->mail = true;
		return false;
	}
	if (slice_starts(s, "final-recipient:")) {
		memset(r, 0, sizeof(*r));
		value = slice_trim(slice_skip(value, log_at(value, ";") + 1));
		r->recipient_n = log_copy(r->recipient, sizeof(r->recipient),
		    value).n;
	} else if (slice_starts(s, "remote-mta:")) {
		value = slice_trim(slice_skip(value, log_at(value, ";") + 1));
		r->host_n = log_copy(r->host, sizeof(r->host), value).n;
	} else if (slice_starts(s, "action:"))
		r->outcome = log_outcome(value);
	else if (slice_starts(s, "status:") && r->recipient_n > 0)
		reply_status(value, &r->verdict);
	else
		return false;
	return true;
}

/*
 * In a list of replies: "5.7.26", perhaps with words; not a report's status
 * with its diagnostic code, "5.1.1 (bad address)smtp;550 5.1.1 ...".
 */
static bool
is_status(struct slice s)
{
	struct status st;
	size_t n;

	n = reply_status(s, &st);
	return n > 0 && (n == s.n || s.p[n] == ' ' || s.p[n] == '\t') &&
	    !slice_has(s, "smtp;");
}

/*
 * What the words of a delivery answer: "(in reply to RCPT TO command)", or
 * what they name.
 */
static enum command
answered(const struct log_line *ln, bool code)
{
	struct slice	 w = ln->words;
	enum command	 c = ln->command;
	size_t		 i;

	i = log_ends(w, ")") ? log_at_last(w, "(in reply to ") : w.n;
	if (i < w.n && c == COMMAND_NONE) {
		w = slice_skip(w, i + 13);
		c = log_starts(w, "RCPT TO ") ? COMMAND_RCPT :
		    log_starts(w, "MAIL FROM ") ? COMMAND_MAIL :
		    log_starts(w, "end of DATA ") ? COMMAND_DOT :
		    log_command(w);
	}
	if (c == COMMAND_NONE && !code)
		c = log_command(w);
	return c == COMMAND_NONE && ln->sent && code ? COMMAND_DOT : c;
}

/* What a delivery or rejection of Postfix's holds, where that is plain. */
static bool
quick_found(struct log_again *a, struct log_line *ln, char *buf,
    struct found *f)
{
	struct log_hit	 h;
	int		 code = 0;
	bool		 has;

	memset(f, 0, sizeof(*f));
	if (ln->own) {
		ln->command = answered(ln, false);
		fill(f, ln);
		f->reply.text = ln->words;
		return true;
	}
	has = reply_code(ln->words, &code) > 0 && log_likely(code);
	/* Exim's lines name more before the words than is taken from there. */
	if (!ln->mail && (!has || ln->recipient.n == 0 || ln->host.n == 0 ||
	    ln->command == COMMAND_NONE))
		return false;
	if (log_again_known(a, ln, f)) {
		ln->command = f->command;
		fill(f, ln);
		return true;
	}
	if (!has && (ln->recipient.n == 0 || (ln->host.n == 0 &&
	    (log_has(ln->words, "host ") || log_has(ln->words, "server "))) ||
	    log_find(ln->words, LOG_SERVER, &h)))
		return false;
	ln->command = answered(ln, has);
	fill(f, ln);
	if (has)
		understand(ln->words, 0, buf, f);
	else
		wordless(ln->words, false, f);
	log_again_keep(a, ln, f);
	return true;
}

/* A line of a log_message(), or of Exim's, that is known at once. */
static bool
quick_form(struct log_line *ln)
{
	if (ln->msg.p == NULL)
		return log_exim_failed(ln);
	if (!log_delivery(ln) && !log_rejection(ln) &&
	    !(log_handshake(ln->msg) && log_by_own(ln)))
		return false;
	ln->time = log_to(ln->line, log_digit(*ln->line.p) ?
	    log_at(ln->line, " ") : 15);
	return true;
}

/* Such a line, by a short way. */
static bool
quick_line(struct log *l, struct log_line *ln, const struct sink *to)
{
	struct found	 f;

	if (!quick_form(ln))
		return false;
	if (!quick_found(l->again, ln, l->text, &f)) {
		(void)text_line(l, ln, true, to);
		return true;
	}
	l->step = COMMAND_NONE;
	f.line = f.end = to->number;
	to->emit(to->arg, &f);
	return true;
}

/* A delivery of Exim's that the server took: log_sent(). */
static bool
exim_line(struct log *l, struct log_line *ln, const struct sink *to)
{
	struct slice	 s;
	struct found	 f;
	size_t		 n;

	if ((n = log_exim_taken(ln->line)) == 0)
		return false;
	log_prefix(ln);
	(void)log_by_exim(ln);
	s = slice_skip(ln->line, n + 1);
	n = log_at(s, "\" ");
	if (n == s.n && log_ends(s, "\""))
		n--;
	ln->words = log_to(s, n);
	ln->format = "exim";
	ln->outcome = "sent";
	ln->direction = DIRECTION_OUT;
	ln->command = COMMAND_DOT;
	l->step = COMMAND_NONE;
	memset(&f, 0, sizeof(f));
	fill(&f, ln);
	f.line = f.end = to->number;
	understand(ln->words, 0, l->text, &f);
	to->emit(to->arg, &f);
	return true;
}

bool
log_quick(struct log_again *a, struct slice line, char buf[LOG_TEXT_MAX],
    struct found *f)
{
	struct log_line	 ln;

	memset(&ln, 0, sizeof(ln));
	while (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	ln.line = line;
	ln.msg = log_message(line);
	return quick_form(&ln) && quick_found(a, &ln, buf, f);
}

/* Whatever line it is, once its prefix is off. */
static bool
any_line(struct log *l, struct log_line *ln, bool bare, const struct sink *to)
{
	struct slice said;

	/* postqueue -p and mailq put the reason in brackets. */
	if (ln->msg.n > 2 && log_starts(slice_trim(ln->msg), "(") &&
	    log_ends(slice_trim(ln->msg), ")")) {
		ln->msg = slice_skip(slice_trim(ln->msg), 1);
		ln->msg.n--;
		ln->below = bare;
		bare = false;
	}
	if (log_starts(ln->msg, "starting delivery ")) {
		qmail_start(l, ln->msg);
		return false;
	}
	if (log_starts(ln->msg, "delivery "))
		qmail_words(l, ln);
	ln->pairs = &l->pairs;
	switch (log_speaker(&l->talk, ln, bare, &said)) {
	case LOG_SERVER_SIDE:
		talk_line(l, ln, said, to);
		return true;
	case LOG_CLIENT:
		log_asks(&l->talk, said);
		return false;
	case LOG_NOBODY:
		break;
	}
	if (bare && report_field(l, ln))
		return false;
	if (bare && !l->talk.prose && !l->talk.open && is_status(ln->msg)) {
		begin(l, ln, ln->msg, ln->msg, 0, true, true, to);
		return true;
	}
	if (text_line(l, ln, log_form(ln), to))
		return true;
	if (!log_connects(&l->talk, ln) && slice_trim(ln->msg).n > 0)
		l->talk.prose = true;
	return false;
}

/* What a line of JSON says beside the words; code: 0 where none is given. */
struct event {
	struct log_line	 of;
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
	for (i = 0; i < v->text.n && i < 4 && log_digit(v->text.p[i]); i++)
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

/* Does the event state a code, and the words are apart? */
static bool
coded(const struct event *e)
{
	return e->apart && e->code >= 200 && e->code <= 599;
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

/* "send failed" says less than a reply behind it, before another recipient. */
static bool
reply_follows(struct log *l, const struct event *e, struct slice json,
    size_t at)
{
	struct log_value v;
	struct log_hit h;
	int texts = 0;

	while (texts < JSON_TEXTS && log_json_next(json, &at, &v) &&
	    (!names_recipient(&v) || log_same(v.text, e->of.recipient)))
		if (speaks(e, &v) && texts++ < JSON_TEXTS &&
		    log_find(log_unquote(v.text, l->scratch, SCRATCH_MAX),
		    LOG_MAIL, &h))
			return true;
	return false;
}

/* Each text of the event in turn, with the recipient named before it. */
static bool
json_line(struct log *l, struct log_line *ln, struct slice json,
    const struct sink *to)
{
	struct event e;
	struct log_line sub;
	struct log_value v;
	struct log_hit h;
	size_t at;
	bool done = false, any = false;
	int texts = 0;

	memset(&e, 0, sizeof(e));
	e.of = *ln;
	for (at = 0; log_json_next(json, &at, &v); )
		event_value(&e, &v);
	/* "smtp: RCPT error	{...}" */
	if (e.of.command == COMMAND_NONE)
		e.of.command = log_command(log_to(ln->msg,
		    (size_t)(json.p - ln->msg.p)));
	for (at = 0; texts < JSON_TEXTS && log_json_next(json, &at, &v); ) {
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
		sub.msg = log_unquote(v.text, l->scratch, SCRATCH_MAX);
		if (!log_find(sub.msg, LOG_MAIL, &h)) {
			if (coded(&e)) {
				begin(l, &e.of, ln->msg, sub.msg, e.code,
				    false, true, to);
				any = done = true;
				continue;
			}
			if (reply_follows(l, &e, json, at))
				continue;
			sub.msg = log_unquote(v.text, l->scratch, SCRATCH_MAX);
		}
		log_pairs_add(&l->pairs, sub.msg);
		within(&sub);
		done = any_line(l, &sub, false, to);
		any = any || done;
	}
	/* The failure in one member, and that it was of mail in another. */
	if (!any && log_unsent(ln)) {
		without_code(l, ln, to);
		return true;
	}
	return any || json.p == ln->msg.p;
}

void
log_line(struct log *l, struct slice line, unsigned long number,
    log_emit *emit, void *arg)
{
	struct log_line ln;
	struct sink to;
	size_t i;

	to = (struct sink){ emit, arg, number };
	memset(&ln, 0, sizeof(ln));
	while (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	if (line.n == 0 && log_idle(l))
		return;
	ln.line = line;
	ln.msg = log_message(line);
	if (!l->pending.open && quick_line(l, &ln, &to))
		return;
	if (ln.msg.p != NULL ? log_nothing(ln.msg) :
	    log_exim_nothing(line)) {
		finish(l, &to);
		return;
	}
	if (!l->pending.open && ln.msg.p == NULL && exim_line(l, &ln, &to))
		return;
	memset(&ln, 0, sizeof(ln));
	line = log_unwrap(line, &l->quoted, l->talk.server == '\0' &&
	    !l->talk.open);
	ln.line = line;
	ln.names = &l->names;
	log_pairs_of(&l->pairs, line);
	log_prefix(&ln);
	if (entry_part(ln.msg, &ln.cut) == 0 || !ln.mail)
		ln.cut = false;
	if (l->pending.open) {
		if (l->pending.held)
			l->pending.of.quiet = log_starts(line,
			    "... while talking to ");
		else if (continues(l, &ln, &to))
			return;
		finish(l, &to);
	}
	i = log_json(ln.msg) ? 0 : log_at(ln.msg, "{\"");
	if (i < ln.msg.n && log_json(slice_skip(ln.msg, i)) &&
	    json_line(l, &ln, slice_skip(ln.msg, i), &to))
		;
	else
		any_line(l, &ln, ln.msg.p == line.p, &to);
	l->quoted = l->quoted || l->talk.quoted;
	l->talk.quoted = false;
}

bool
log_idle(const struct log *l)
{
	return !l->pending.open && !l->talk.body &&
	    l->step == COMMAND_NONE &&
	    l->talk.turn == LOG_NOBODY;
}

bool
log_at_rest(const struct log *l)
{
	const struct log_report *r = &l->report;

	return log_idle(l) && !l->quoted && l->talk.prose &&
	    log_closed(&l->talk) && r->recipient_n == 0 && r->host_n == 0 &&
	    r->verdict.class == 0 && r->outcome == NULL;
}

static void
note_found(void *arg, const struct found *f)
{
	(void)f;
	*(bool *)arg = true;
}

bool
log_dull(struct log *l, struct slice line)
{
	bool found = false;

	/* A mail begins so; and qmail's deliveries are remembered. */
	if (log_starts(line, "From ") || log_has(line, "starting delivery "))
		return false;
	l->talk.prose = true;
	log_line(l, line, 1, note_found, &found);
	if (!found && log_at_rest(l))
		return true;
	log_end(l, note_found, &found);
	return false;
}

void
log_end(struct log *l, log_emit *emit, void *arg)
{
	struct sink to;

	to = (struct sink){ emit, arg, 0 };
	finish(l, &to);
	memset(&l->talk, 0, sizeof(l->talk));
	memset(&l->report, 0, sizeof(l->report));
	l->hinted = 0;
	l->step = COMMAND_NONE;
	l->quoted = false;
}

void
log_operand(struct slice text, char buf[LOG_TEXT_MAX], struct found *f)
{
	struct log_line ln;
	struct log_hit h;
	struct slice s;
	int code;
	size_t n;

	memset(f, 0, sizeof(*f));
	f->line = f->end = 1;
	s = slice_trim(text);
	if (reply_code(s, &code) > 0) {
		understand(s, 0, buf, f);
		return;
	}
	n = reply_status(s, &f->reply.status);
	if (n > 0 && (n == s.n || s.p[n] == ' ' || s.p[n] == ',')) {
		understand(s, 0, buf, f);
		return;
	}
	f->reply.status.class = 0;
	memset(&ln, 0, sizeof(ln));
	ln.line = s;
	ln.msg = s;
	log_prefix(&ln);
	if (log_form(&ln))
		s = ln.words;
	if (log_find(s, LOG_SERVER, &h) ||
	    log_find(s = slice_trim(text), LOG_SERVER, &h)) {
		log_context(&ln, h.before.n == 0 ? ln.msg : h.before,
		    slice_skip(s, h.at));
		fill(f, &ln);
		understand(h.words, h.code, buf, f);
		return;
	}
	fill(f, &ln);
	n = log_at(log_to(s, 16), "; ");
	if (n < 16 && n < s.n && slice_starts(s, "x-"))
		s = slice_skip(s, n + 2);
	understand(s, 0, buf, f);
}

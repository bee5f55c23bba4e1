/*
 * log.c - a line to the server's words in it.
 */
#include <stdlib.h>
#include <string.h>

#include "log.h"

#define LEAD_MAX	40	/* before a reply whose command came before */

struct log *
log_new(void)
{
	struct log *l;

	l = calloc(1, sizeof(struct log));
	if (l != NULL && (l->again = log_again_new(0)) == NULL) {
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

/* "starting delivery 7: msg 12 to remote a@b.example". */
static void
qmail_start(struct log *l, struct slice s)
{
	struct log_delivery *d;
	struct slice to;
	unsigned long n;
	size_t i;

	n = 0;
	for (i = 18; i < s.n && slice_digit(s.p[i]); i++)
		n = n * 10 + (unsigned long)(s.p[i] - '0');
	to = log_value(s, " to ", "");
	i = log_at(to, " ");
	d = &l->deliveries[n % LOG_DELIVERIES];
	d->number = n;
	d->n = log_copy(d->recipient, sizeof(d->recipient),
	    slice_skip(to, i + 1)).n;
}

/* IIS's blanks, between fields, to tabs, and its `+' within them to blanks. */
static void
iis_words(struct log *l, struct log_line *ln)
{
	struct slice s = log_copy(l->scratch, LOG_SCRATCH_MAX, ln->msg);
	size_t i;

	for (i = 0; i < s.n; i++)
		l->scratch[i] = s.p[i] == ' ' ? '\t' : s.p[i] == '+' ? ' ' :
		    s.p[i];
	ln->msg = s;
	log_pairs_add(&l->pairs, s);
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
	for (i = 0; i < s.n && n < LOG_SCRATCH_MAX; i++) {
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
	if (!log_starts(ln->msg, "delivery "))
		return;
	for (i = 9; i < n && slice_digit(l->scratch[i]); i++)
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
			return log_likely(h->code) && log_plain_lead(h->before);
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

	words = log_code_off(words);
	words = slice_trim(slice_skip(words, reply_status(words, &st)));
	return slice_starts_any(words, begins) ? words :
	    (struct slice){ NULL, 0 };
}

/* A line that holds a server's words only if they are known. */
static bool
hint_line(struct log *l, struct log_line *ln, const struct log_sink *to)
{
	struct log_hit	 h;

	if (l->talk.body || (!ln->mail && slice_has(ln->program, "http")) ||
	    !log_hint(ln->msg, &h))
		return false;
	ln->unsure = h.unsure;
	log_context(ln, h.before, h.words);
	log_begin(l, ln, h.before, h.words, h.code, false, true, to);
	return true;
}

/* A server's words that stand somewhere in the line. */
static bool
found_in(const struct log *l, const struct log_line *ln, bool known,
    struct slice s, struct log_hit *h)
{
	enum log_trust	 trust = LOG_ANY;

	if (known && !ln->client)
		trust = LOG_SERVER;
	else if (ln->mail || (l->talk.open && !l->talk.other))
		trust = LOG_MAIL;
	return log_find(s, trust, h) && (known || h->bare ||
	    !(l->talk.body || (l->talk.open && l->talk.bare)) ||
	    log_marked(h->before));
}

/* The reply alone on its line, below the words that name what it answers. */
static bool
found_below(const struct log *l, const struct log_line *ln, struct log_hit *h,
    const struct log_sink *to)
{
	return l->step != COMMAND_NONE && l->stepped + 1 == to->number &&
	    log_find(slice_trim(ln->msg), LOG_SERVER, h) && h->at == 0;
}

/*
 * Java's "Caused by: x: 550 words", as the exception above it has them: known
 * by their code and how they begin.
 */
static bool
thrown(struct log *l, const struct log_line *ln, const struct log_hit *h)
{
	struct log_refused *t = &l->thrown;
	bool same;

	same = h->code == t->code && *t->text != '\0' &&
	    log_has(h->words, t->text) &&
	    log_begins(slice_trim(ln->msg), "Caused by: ");
	if (ln->time.n > 0 || h->code < 400)
		return same;
	*t = (struct log_refused){ .code = h->code };
	(void)log_copy(t->text, sizeof(t->text) - 1, log_code_off(h->words));
	return same;
}

/* They are given out; or are no server's, or were given out before. */
static void
found_reply(struct log *l, struct log_line *ln, bool known, struct slice s,
    const struct log_hit *h, const struct log_sink *to)
{
	struct slice	 lead, ours = made_up(h->words);
	enum command	 c = COMMAND_NONE;
	bool		 again;

	if (ours.n > 0) {
		ln->words = ours;
		ln->own = true;
	}
	if (ours.n > 0 || (ln->sent && h->at > 0 && !log_marked(h->before))) {
		log_without_code(l, ln, to);
		return;
	}
	/* A client repeats as its error what the server said. */
	again = ln->format == NULL && log_repeats(&l->talk, h->code, &c);
	if (again && h->code < 400 &&
	    (!known || h->code != l->talk.last_code))
		return;
	ln->unsure = h->unsure;
	lead = log_to(ln->msg, (size_t)(h->words.p - ln->msg.p));
	log_context(ln, known && h->before.n == 0 ? lead : h->before,
	    slice_skip(s, h->at));
	if (ln->sent && ln->command == COMMAND_NONE)
		ln->command = COMMAND_DOT;
	/* A code alone then tells nothing new, and a success nothing at all. */
	if ((again || (!known && h->code != 0 && h->code < 400)) &&
	    wordless_hit(l, h))
		return;
	if (again && (ln->command == COMMAND_NONE ||
	    h->code == l->talk.last_code))
		ln->command = c;
	else if (ln->command == COMMAND_NONE && ln->format == NULL &&
	    lead.n <= LEAD_MAX)
		ln->command = l->step;
	ln->follows = again && l->talk.follows &&
	    h->code == l->talk.last_code;
	ln->retold = !ln->follows && ((again &&
	    log_retells(&l->talk, ln->msg)) || thrown(l, ln, h));
	l->step = COMMAND_NONE;
	log_begin(l, ln, lead, h->words, h->code, false, one_line(ln) ||
	    h->bare || h->code == 0, to);
}

/* A mail program's line that tells of a failure, in a form of its own. */
static bool
is_own_failure(struct log_line *ln)
{
	/* Programs that see what comes in, and nothing else. */
	static const char servers[] =
	    "amavis\0rspamd\0opendkim\0opendmarc\0spamd\0policyd\0"
	    "postgrey\0milter\0/smtpd\0/postscreen\0";

	if (!ln->mail || !log_failure(ln))
		return false;
	ln->failed = true;
	/* Of Postfix's policy attributes "unknown" says nothing. */
	ln->words = log_to(ln->msg, log_at(ln->msg, ", client_name="));
	if (slice_has_any(ln->program, servers))
		ln->direction = DIRECTION_IN;
	return true;
}

/* The command that a reply on a later line answers. */
static void
step_named(struct log *l, enum command c, unsigned long number)
{
	l->step = c;
	l->stepped = number;
}

/* A failure in a line of no mail program's. */
static bool
told_by_others(struct log *l, struct log_line *ln, const struct log_sink *to)
{
	/* mailq: its reason, and the recipient on the next line. */
	if (ln->below)
		ln->words = ln->msg;
	else if (log_breaks(&l->talk, ln)) {
		ln->words = ln->msg;
		ln->own = true;
		ln->given = CAUSE_CONNECTION_FAILED;
	} else if ((ln->mail && ln->time.n > 0) || l->talk.open ||
	    log_code_behind(ln->msg) != 0 || !log_unsent(ln))
		return false;
	log_without_code(l, ln, to);
	return true;
}

/* A line without a code that tells of a failure, or that a mail was taken. */
static bool
told(struct log *l, struct log_line *ln, bool known, const struct log_sink *to)
{
	if ((known || ln->mail) && log_calm(ln)) {
		if (ln->client)
			step_named(l, log_command(ln->words), to->number);
		return true;
	}
	if (!known && !is_own_failure(ln))
		return told_by_others(l, ln, to);
	/* "SMTP error ... after RCPT TO:<x>:", and the reply below. */
	if (log_ends(slice_trim(ln->words), ":") &&
	    log_has(ln->words, " after ")) {
		step_named(l, ln->command != COMMAND_NONE ? ln->command :
		    log_command(ln->words), to->number);
		return true;
	}
	if (!ln->failed && !ln->sent)
		return false;
	if (ln->client && !ln->sent)
		ln->likely = log_likely_cause(ln);
	log_without_code(l, ln, to);
	/* msmtp names the step on one line, the reply on the next. */
	if (ln->format == NULL)
		l->step = ln->command;
	return true;
}

/* A line of a log, or of any text: was there anything in it? */
static bool
text_line(struct log *l, struct log_line *ln, bool known,
    const struct log_sink *to)
{
	struct log_hit	 h;
	struct slice	 s = known && !ln->client ? ln->words : ln->msg;

	if (ln->quiet || log_other_service(ln))
		return false;
	if (ln->own) {
		log_without_code(l, ln, to);
		return true;
	}
	ln->retold = ln->client && log_retells(&l->talk, ln->msg);
	if (ln->code != 0) {
		log_context(ln, ln->msg, ln->words);
		log_begin(l, ln, ln->msg, ln->words, ln->code, false, true,
		    to);
		return true;
	}
	if (!known && found_below(l, ln, &h, to))
		s = slice_trim(s);
	else if (!found_in(l, ln, known, s, &h))
		h.words.p = NULL;
	if (h.words.p != NULL) {
		found_reply(l, ln, known, s, &h, to);
		return true;
	}
	if (!known && l->talk.open && plain_reply(ln->msg, &h)) {
		if (!log_repeats(&l->talk, h.code, &ln->command))
			ln->command = COMMAND_NONE;
		log_begin(l, ln, h.before, h.words, 0, false, false, to);
		return true;
	}
	return told(l, ln, known, to) ||
	    (!known && hint_line(l, ln, to));
}

static void
talk_line(struct log *l, struct log_line *ln, struct slice said,
    const struct log_sink *to)
{
	struct slice lead;
	struct reply r;
	bool more, again;

	reply_line(said, &r, &more);
	/* Debug levels repeat what was said; successes are counted once. */
	ln->quiet = (l->talk.count == 0 || r.code / 100 == 3) &&
	    (r.code < 400 || (r.text.n == 0 && !more)) && !l->talk.bare &&
	    (l->talk.commands || r.code == 220) &&
	    r.code == l->talk.last_code;
	ln->retold = log_echoes(&l->talk, &r);
	/* Sendmail's report gives the reply, and below it its own words. */
	again = l->talk.tries && l->talk.stray && l->talk.last_code >= 400 &&
	    log_repeats(&l->talk, r.code, &ln->command);
	ln->command = log_answers(&l->talk, &r, more, &ln->recipient);
	ln->follows = l->talk.follows || again;
	if (ln->command == COMMAND_CONNECT)
		log_greets(&l->talk, r.text);
	ln->host = (struct slice){ l->talk.host, l->talk.host_n };
	lead = log_to(ln->msg, said.p >= ln->msg.p &&
	    said.p <= ln->msg.p + ln->msg.n ?
	    (size_t)(said.p - ln->msg.p) : 0);
	/* Ruby's arrow points the other way, but it is the client's log. */
	if (l->talk.free ? slice_has_any(lead, "sent\0writ\0") :
	    !l->talk.bare && l->talk.server == '>' && said.p[-1] != '"')
		ln->direction = DIRECTION_IN;
	else if (l->talk.open)
		ln->direction = DIRECTION_OUT;
	log_begin(l, ln, lead, said, 0, true, false, to);
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
	s = slice_trim(slice_skip(ln->msg, log_indent(ln->msg)));
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

/* Such a line, by a short way. */
static bool
quick_line(struct log *l, struct slice line, struct slice msg,
    const struct log_sink *to)
{
	struct log_line	 ln;
	struct found	 f;

	switch (log_short(l->again, line, msg, l->text, &ln, &f)) {
	case LOG_SHORT_NONE:
		return false;
	case LOG_SHORT_FORM:
		(void)text_line(l, &ln, true, to);
		return true;
	case LOG_SHORT_FOUND:
		l->quick = true;
		break;
	}
	l->step = COMMAND_NONE;
	f.line = f.end = to->number;
	to->emit(to->arg, &f);
	return true;
}

/* A delivery of Exim's that the server took: log_sent(). */
static bool
exim_line(struct log *l, struct slice line, const struct log_sink *to)
{
	struct log_line	 ln;
	struct slice	 s;
	struct found	 f;
	size_t		 n;

	if ((n = log_exim_taken(line)) == 0)
		return false;
	memset(&ln, 0, sizeof(ln));
	ln.line = line;
	log_prefix(&ln);
	(void)log_by_exim(&ln);
	s = slice_skip(line, n + 1);
	n = log_at(s, "\" ");
	if (n == s.n && log_ends(s, "\""))
		n--;
	ln.words = log_to(s, n);
	ln.format = "exim";
	ln.outcome = "sent";
	ln.direction = DIRECTION_OUT;
	ln.command = COMMAND_DOT;
	l->step = COMMAND_NONE;
	memset(&f, 0, sizeof(f));
	log_fill(&f, &ln);
	f.line = f.end = to->number;
	log_understand(ln.words, 0, l->text, &f);
	to->emit(to->arg, &f);
	return true;
}

bool
log_next(struct log *l, struct slice line, struct found *f)
{
	return l->quick = log_quick(l->again, line, l->text, f);
}

bool
log_hopes(const struct log *l)
{
	return l->quick;
}

/* Whatever line it is, once its prefix is off. */
bool
log_any(struct log *l, struct log_line *ln, bool bare,
    const struct log_sink *to)
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
	if (log_starts(ln->msg, "delivery ") || (log_may_have(&l->pairs,
	    "emote_host_said:_") && log_has(ln->msg, "emote_host_said:_")))
		qmail_words(l, ln);
	else if (log_may_have(&l->pairs, " SMTPSVC") &&
	    log_has(ln->msg, " SMTPSVC"))
		iis_words(l, ln);
	ln->pairs = &l->pairs;
	if (log_codeless_rest(l, ln->msg, to->number))
		return true;
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
		log_begin(l, ln, ln->msg, ln->msg, 0, true, true, to);
		return true;
	}
	if (text_line(l, ln, log_form(ln), to))
		return true;
	if (!log_connects(&l->talk, ln) && slice_trim(ln->msg).n > 0)
		l->talk.prose = true;
	return false;
}

bool
log_overheard(struct log *l, struct log_line *ln, const struct log_sink *to)
{
	struct slice said;
	enum log_side side;

	ln->pairs = &l->pairs;
	side = log_free_speaker(&l->talk, ln, &said);
	if (side == LOG_SERVER_SIDE)
		talk_line(l, ln, said, to);
	else if (side == LOG_CLIENT)
		log_asks(&l->talk, said);
	return side == LOG_SERVER_SIDE;
}

/* Any line, what other programs put before it taken off. */
static void
read_line(struct log *l, struct slice line, const struct log_sink *to)
{
	struct log_line ln;
	bool mended = line.p == l->mended;
	size_t i;

	memset(&ln, 0, sizeof(ln));
	line = log_unwrap(line, &l->quoted, l->talk.server == '\0' &&
	    !l->talk.open);
	line = log_plain(l, line);
	ln.line = line;
	ln.names = &l->names;
	log_prefix(&ln);
	if (log_entry_part(ln.msg, &ln.cut) == 0 || !ln.mail)
		ln.cut = false;
	if (l->pending.open) {
		if (l->pending.held)
			l->pending.of.quiet = log_starts(line,
			    "... while talking to ");
		else if (log_continues(l, &ln, to))
			return;
		log_finish(l, to);
	}
	if (!mended && log_broken(l, &ln, to->number))
		return;
	i = log_json(ln.msg) ? 0 : log_at(ln.msg, "{\"");
	if (i == ln.msg.n || !log_json(slice_skip(ln.msg, i)) ||
	    !log_event(l, &ln, slice_skip(ln.msg, i), to))
		log_any(l, &ln, ln.msg.p == line.p, to);
	l->quoted = l->quoted || l->talk.quoted;
	l->talk.quoted = false;
}

void
log_one(struct log *l, struct slice line, unsigned long number,
    log_emit *emit, void *arg)
{
	struct log_sink to = { emit, arg, number };
	struct slice msg = log_message(line, log_again_postfix(l->again, line));

	if (!l->pending.open && quick_line(l, line, msg, &to))
		return;
	if (msg.p != NULL ? log_nothing(msg) : log_exim_nothing(line))
		log_finish(l, &to);
	else if (l->pending.open || msg.p != NULL ||
	    !exim_line(l, line, &to))
		read_line(l, line, &to);
}

void
log_line(struct log *l, struct slice line, unsigned long number,
    log_emit *emit, void *arg)
{
	while (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	if (l->wrap.n > 0) {
		if (log_goes_on(l, line, number)) {
			if (l->wrap.full)
				log_mend(l, emit, arg);
			return;
		}
		log_mend(l, emit, arg);
	}
	if (line.n > 0 || !log_idle(l))
		log_one(l, line, number, emit, arg);
}

bool
log_idle(const struct log *l)
{
	return !l->pending.open && !l->talk.body && l->wrap.n == 0 &&
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
	struct log_sink to;

	to = (struct log_sink){ emit, arg, 0 };
	log_mend(l, emit, arg);
	log_finish(l, &to);
	memset(&l->talk, 0, sizeof(l->talk));
	memset(&l->report, 0, sizeof(l->report));
	l->hinted = 0;
	l->step = COMMAND_NONE;
	l->quoted = false;
}

/*
 * Where Postfix's words on several recipients are one text, those on the first:
 * "<a@b.example>: host ... said: 550 no (in reply to RCPT TO command) <c@d...".
 */
static struct slice
of_first(struct slice s)
{
	size_t end = log_at(s, " command)") + sizeof(" command)") - 1;

	return log_starts(slice_trim(slice_skip(s, end)), "<") ?
	    log_to(s, end) : s;
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
	text = slice_trim(of_first(text));
	s = text;
	if (reply_code(s, &code) > 0) {
		log_understand(s, 0, buf, f);
		return;
	}
	n = reply_status(s, &f->reply.status);
	if (n > 0 && (n == s.n || s.p[n] == ' ' || s.p[n] == ',')) {
		log_understand(s, 0, buf, f);
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
	    log_find(s = text, LOG_SERVER, &h)) {
		log_context(&ln, h.before.n == 0 ? ln.msg : h.before,
		    slice_skip(s, h.at));
		log_fill(f, &ln);
		log_understand(h.words, h.code, buf, f);
		return;
	}
	log_fill(f, &ln);
	n = log_at(log_to(s, 16), "; ");
	if (n < 16 && n < s.n && slice_starts(s, "x-"))
		s = slice_skip(s, n + 2);
	log_understand(s, 0, buf, f);
}

/*
 * log_delivery.c - what Postfix says beside the reply, in the lines that most
 * of its failures are: a delivery agent's, by its fields, and smtpd's of a
 * recipient that was refused.
 */
#include <string.h>

#include "log.h"
#include "wide.h"

/* How what a host told is put: the first such verb in s. */
static const struct verb {
	char		 words[31];
	uint8_t		 n;
	enum command	 command;
} *
verb(struct slice s, size_t *at)
{
	static const struct verb verbs[] = {
		{ " said: ", 7, COMMAND_NONE },
		{ " refused to talk to me: ", 24, COMMAND_CONNECT },
		{ " refused to start TLS: ", 23, COMMAND_STARTTLS }
	};
	const struct verb *v;
	const char *p = s.p, *end = s.p + s.n;

	for (; p < end && (p = memchr(p, ':', (size_t)(end - p))) != NULL;
	    p++) {
		if (end - p < 2 || p[1] != ' ')
			continue;
		for (v = verbs; v < verbs + 3; v++)
			if ((size_t)(p + 2 - s.p) >= v->n &&
			    memcmp(p + 2 - v->n, v->words, v->n) == 0) {
				*at = (size_t)(p + 2 - s.p) - v->n;
				return v;
			}
	}
	return NULL;
}

void
log_reason(struct log_line *l, struct slice s)
{
	const struct verb *v;
	struct slice name, rest;
	size_t i;

	l->words = s;
	if ((v = verb(s, &i)) == NULL)
		return;
	name = log_to(s, i);
	rest = log_after_last(name, "host ");
	if (rest.p == NULL)
		rest = log_after_last(name, "server ");
	if (rest.p != NULL)
		l->host = log_host(rest);
	l->words = slice_skip(s, i + v->n);
	if (v->command != COMMAND_NONE)
		l->command = v->command;
	else if (log_holds(l, name, "SASL auth"))
		l->command = COMMAND_AUTH;
}

/* "key=value, " at s, in Postfix's way: its value, and s behind it. */
static struct slice
field(struct slice *s, size_t key)
{
	struct slice	 v = slice_skip(*s, key);
	const char	*p;
	size_t		 n;

	/* Addresses may hold commas, and end in "<...>,". */
	n = v.n > 0 && *v.p == '<' ? log_at(v, ">,") + 1 : 0;
	p = n < v.n ? memchr(v.p + n, ',', v.n - n) : NULL;
	n = p != NULL ? (size_t)(p - v.p) : v.n;
	*s = slice_skip(v, n + 2);
	return log_to(v, n);
}

/* The words in parentheses, and who said them: the relay, or who is named. */
static void
delivery_words(struct log_line *l, struct slice s)
{
	const char	*p;
	size_t		 n;
	int		 code;

	s = slice_skip(s, 1);
	if (s.n > 0 && s.p[s.n - 1] == ')')
		s.n--;
	/* Nearly always: "host NAME[IP] said: ". */
	if (log_begins(s, "host ") &&
	    (p = memchr(s.p + 5, ' ', s.n - 5)) != NULL) {
		n = (size_t)(p - s.p);
		if (log_begins(slice_skip(s, n), " said: ")) {
			l->host = log_host(slice_skip(s, 5));
			l->words = slice_skip(s, n + 7);
			return;
		}
	}
	/* "none", "local", "dovecot" are no hosts. */
	l->host = log_host(l->host);
	if (l->host.n == 0 || memchr(l->host.p, '.', l->host.n) == NULL)
		l->host.n = 0;
	l->words = s;
	if (reply_code(s, &code) == 0)
		log_reason(l, s);
}

/*
 * The fields from "to=" on, relay's value as host; what stands behind
 * "status=", none: not there.
 */
static struct slice
delivery_fields(struct log_line *l, struct slice s)
{
	size_t	 n = 0;

	while (s.n > 0 && s.n != n &&
	    (*s.p != 's' || !log_begins(s, "status="))) {
		n = s.n;
		if (*s.p == 't' && log_begins(s, "to="))
			l->recipient = log_unbracket(field(&s, 3));
		else if (*s.p == 'r' && log_begins(s, "relay="))
			l->host = field(&s, 6);
		else if (*s.p == 'd' && log_begins(s, "dsn="))
			reply_status(field(&s, 4), &l->verdict);
		else
			(void)field(&s, 0);
	}
	return slice_skip(s, 7);
}

/* What the last `=' of the WIDE bytes before end leads to; NULL: none. */
static const char *
value_before(const char *end)
{
	unsigned	 m = wide_equal(wide_load(end - WIDE), '=');

	return m == 0 ? NULL : end - WIDE + wide_highest(m) + 1;
}

static bool
has_dot(struct slice host)
{
	return (host.n >= WIDE && wide_equal(wide_load(host.p), '.') != 0) ||
	    wide_first(host.p, host.n, '.', '.') < host.n;
}

/* The relay in d, and what stands behind it. */
static struct slice
relay_of(struct log_fields *d)
{
	size_t	 n = log_plain_host(d->relay);

	d->host = log_to(d->relay, n);
	d->peer = (struct slice){ NULL, 0 };
	if (n > 0 && n < d->relay.n && d->relay.p[n] == '[') {
		n += wide_first(d->relay.p + n, d->relay.n - n, ']', ' ');
		if (n < d->relay.n && d->relay.p[n] == ']')
			d->peer = log_to(d->relay, n + 1);
	}
	d->dotted = has_dot(d->host);
	/* Others are not that plain, "unknown" among them. */
	if (d->peer.n == 0 || !d->dotted ||
	    d->host.p[d->host.n - 1] == '.') {
		d->host = log_host(d->relay);
		d->dotted = has_dot(d->host);
	}
	return slice_skip(d->relay, d->peer.n);
}

/* The status and the outcome, up to the parenthesis at end. */
static bool
outcome_of(struct log_fields *d, const char *end)
{
	const char	*word, *dsn;

	if (end[-1] != ' ' || (word = value_before(end - 1)) == NULL ||
	    memcmp(word - 9, ", status=", 9) != 0 ||
	    (dsn = value_before(word - 9)) == NULL ||
	    memcmp(dsn - 4, "dsn=", 4) != 0)
		return false;
	d->outcome = (struct slice){ word, (size_t)(end - 1 - word) };
	d->dsn = (struct slice){ dsn, (size_t)(word - 9 - dsn) };
	return true;
}

bool
log_fields_of(struct slice message, struct log_fields *d)
{
	struct slice	 s = log_behind_id(message);
	size_t		 n;

	if (!log_begins(s, " to=<"))
		return false;
	s = slice_skip(s, 5);
	n = wide_first(s.p, s.n, '>', '(');
	d->recipient = log_to(s, n);
	s = slice_skip(s, n);
	if (log_begins(s, ">, orig_to=<")) {
		s = slice_skip(s, 12);
		s = slice_skip(s, wide_first(s.p, s.n, '>', '('));
	}
	if (!log_begins(s, ">, relay="))
		return false;
	d->relay = slice_skip(s, 9);
	s = relay_of(d);
	n = wide_first(s.p, s.n, '(', '(');
	d->reason = slice_skip(s, n);
	return n < s.n && d->reason.p - message.p >= 64 &&
	    outcome_of(d, d->reason.p);
}

bool
log_delivery(struct log_line *l, const struct log_fields *d)
{
	struct slice	 s = log_behind_id(l->msg), st, word;
	size_t		 taken;

	if (d != NULL &&
	    reply_status(d->dsn, &l->verdict) == d->dsn.n) {
		l->recipient = d->recipient;
		l->host = d->relay;
		word = d->outcome;
		st = slice_skip(l->msg, (size_t)(d->reason.p - l->msg.p) - 1);
	} else {
		if (!log_begins(s, " to=<"))
			return false;
		taken = log_taken(l->line, s);
		st = delivery_fields(l, slice_skip(s, 1));
		/* Whatever else it holds, this is what scan.c goes by. */
		if (taken > 0)
			st = slice_skip(l->line, taken - 5);
		word = log_to(st, log_first(st, " "));
		st = slice_skip(st, word.n);
	}
	l->outcome = log_outcome(word);
	if (l->outcome == NULL || !log_begins(st, " ("))
		return false;
	l->format = "postfix";
	l->direction = DIRECTION_OUT;
	l->sent = strcmp(l->outcome, "sent") == 0;
	if (!l->sent && l->msg.p[l->msg.n - 1] != ')')
		return false;
	l->mail = l->failed = true;
	delivery_words(l, slice_skip(st, 1));
	return true;
}

enum cause
log_not_logged_in(const struct log_line *l)
{
	struct slice	 before = log_to(l->line,
			    (size_t)(l->msg.p - l->line.p));

	return log_ends(l->words, "Client host rejected: Access denied") &&
	    (log_has(before, "/submission") || log_has(before, "/smtps/")) ?
	    CAUSE_SMTP_AUTH : CAUSE_NONE;
}

struct slice
log_behind_client(struct slice s)
{
	s = slice_skip(s, wide_first(s.p, s.n, ']', ']') + 1);
	if (s.n > 1 && s.p[0] == ':' && slice_digit(s.p[1]))
		s = slice_skip(s, log_at(s, " "));
	while (s.n > 0 && (*s.p == ':' || *s.p == ' '))
		s = slice_skip(s, 1);
	return s;
}

/* Where the sender is told, behind the words of a rejection; s.n: nowhere. */
static size_t
told_from(struct slice s)
{
	size_t	 i = wide_first(s.p, s.n, ';', ';');

	while (i < s.n && !log_begins(slice_skip(s, i), "; from=<"))
		i += 1 + wide_first(s.p + i + 1, s.n - i - 1, ';', ';');
	return i;
}

/* The value of " to=" in "; from=<x> to=<y> proto=ESMTP". */
static struct slice
told_to(struct slice s)
{
	struct slice	 rest = slice_skip(s, 8);

	rest = slice_skip(rest, wide_first(rest.p, rest.n, '>', ' '));
	if (!log_begins(rest, "> to="))
		return log_value(s, " to=", " ,");
	rest = slice_skip(rest, 5);
	return log_to(rest, wide_first(rest.p, rest.n, ' ', ','));
}

bool
log_rejection(struct log_line *l)
{
	struct slice	 s;
	size_t		 i;

	s = log_begins(l->msg, "NOQUEUE:") ? slice_skip(l->msg, 8) :
	    log_behind_id(l->msg);
	if (!log_begins(s, " reject: RCPT from "))
		return false;
	s = slice_skip(s, 19);
	l->host = log_host(s);
	s = log_behind_client(s);
	i = told_from(s);
	if (i == s.n)
		return false;
	l->words = log_to(s, i);
	l->likely = log_not_logged_in(l);
	l->recipient = log_unbracket(told_to(slice_skip(s, i)));
	l->format = "postfix";
	l->direction = DIRECTION_IN;
	l->outcome = "rejected";
	l->command = COMMAND_RCPT;
	l->mail = l->failed = true;
	return true;
}

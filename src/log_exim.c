/*
 * log_exim.c - what Exim says beside the reply, in its main and reject logs.
 */
#include <string.h>

#include "log.h"

/* "1xUq8e-000091-0k " (Exim 4.97: 6-11-4): its length or 0. */
static size_t
exim_id(struct slice s)
{
	size_t i, k, n[3];

	for (i = k = 0; k < 3; k++) {
		for (n[k] = 0; i < s.n && log_word(s.p[i]); i++)
			n[k]++;
		if (k < 2 && (i == s.n || s.p[i++] != '-'))
			return 0;
	}
	if (n[0] != 6 || (n[1] != 6 && n[1] != 11) ||
	    (n[2] != 2 && n[2] != 4) || i == s.n || s.p[i] != ' ')
		return 0;
	return i + 1;
}

/* "H=NAME (helo) [IP]:25": the name, else the address. */
static void
exim_host(struct log_line *l, struct slice s)
{
	struct slice h;

	h = log_after(s, " H=");
	if (h.p == NULL && log_starts(s, "H="))
		h = slice_skip(s, 2);
	if (h.p == NULL)
		return;
	l->host = log_host(h);
	if (l->host.n == 0)
		l->host = log_value(h, "[", "]");
}

/* Behind the transport: ": words", not the colon of "[IP]:25" or a time. */
static struct slice
exim_reason(struct slice s)
{
	size_t i;

	i = log_at(s, ": ");
	return i + 2 < s.n ? slice_skip(s, i + 2) :
	    (struct slice){ NULL, 0 };
}

/* What such an error came after: "RCPT TO:<x>". */
static enum command
exim_step(struct slice w)
{
	struct slice	 s;

	s = slice_skip(w, sizeof("SMTP error from remote mail server after ") -
	    1);
	return log_begins(s, "RCPT TO:<") ? COMMAND_RCPT :
	    log_begins(s, "MAIL FROM:<") ? COMMAND_MAIL :
	    log_begins(s, "end of data") ? COMMAND_DOT : log_command(w);
}

/*
 * "SMTP error from remote mail server after RCPT TO:<x>: 550 ...": the words
 * behind the colon; a sender's verification says so within its own words.
 */
static void
exim_remote(struct log_line *l)
{
	static const char marks[][40] = {
		"SMTP error from remote mail", "LMTP error after ",
		"LMTP error from remote",
		"Malformed SMTP reply in response to ",
		"authenticator failed for ", "HELO response was",
		"EHLO response was"
	};
	struct slice w;
	size_t i, k, n;

	for (k = 0; k < sizeof(marks) / sizeof(marks[0]); k++) {
		i = log_at(l->words, marks[k]);
		if (i == l->words.n)
			continue;
		w = slice_skip(l->words, i);
		n = log_at(w, ": ");
		if (n == w.n && w.n > 4 && slice_digit(w.p[w.n - 1]) &&
		    log_ends(log_to(w, w.n - 3), ": "))
			n = w.n - 5;
		if (n == w.n)
			return;
		if (l->command == COMMAND_NONE || k == 0)
			l->command = exim_step(log_to(w, n));
		/* What came is not always a reply. */
		if (k == 3)
			l->given = CAUSE_PROTOCOL_ERROR;
		if (k == 3 && n + 2 < w.n && !slice_digit(w.p[n + 2]))
			return;
		l->words = slice_skip(w, n + 2);
		if (k > 4 && log_ends(l->words, ")"))
			l->words.n--;
		i = log_at_last(l->words, " DT=");
		if (l->words.n - i < 16)
			l->words = log_to(l->words, i);
		return;
	}
}

/*
 * "Unrouteable address" of a local domain is an unknown user; it is the domain
 * where no router took the address, or the one that asks the DNS refused it.
 */
static enum cause
exim_unrouted(const struct log_line *l, struct slice s)
{
	struct slice	 router;

	if (!log_begins(l->words, "Unrouteable"))
		return CAUSE_NONE;
	router = log_value(log_to(s, (size_t)(l->words.p - s.p)), " R=", " :");
	return router.n == 0 || log_has(router, "dnslookup") ||
	    log_has(router, "remote") ? CAUSE_DOMAIN_NOT_FOUND : CAUSE_NONE;
}

/* "** ADDRESS R= T= H=...: words", "== ...", "=> ... C=\"250 ...\"". */
static bool
exim_flag(struct log_line *l, struct slice s)
{
	bool done;
	size_t n;

	if (s.n < 4 || s.p[2] != ' ')
		return false;
	done = log_begins(s, "=>") || log_begins(s, "->") ||
	    log_begins(s, ">>");
	if (!done && !log_begins(s, "**") && !log_begins(s, "=="))
		return false;
	l->format = "exim";
	l->direction = DIRECTION_OUT;
	l->outcome = done ? "sent" : s.p[0] == '*' ? "bounced" : "deferred";
	s = slice_skip(s, 3);
	for (n = 0; n < s.n && s.p[n] != ' ' && s.p[n] != ':'; n++)
		;
	l->recipient = log_to(s, n);
	/* "|/usr/bin/procmail <joe@a.example>" */
	if (n > 0 && memchr("|/", *s.p, 2) != NULL &&
	    log_begins(slice_skip(s, n), " <"))
		l->recipient = log_value(s, " <", ">");
	exim_host(l, s);
	l->sent = done;
	if (done) {
		l->words = log_value(s, " C=\"", "");
		n = log_at(l->words, "\" ");
		if (n == l->words.n)
			n = log_at_last(l->words, "\"");
		/* The line's own quote may end there, too. */
		while (n > 0 && l->words.p[n - 1] == '"')
			n--;
		l->words = log_to(l->words, n);
		return true;
	}
	l->failed = true;
	l->words = exim_reason(s);
	if (l->words.p == NULL)
		l->words = slice_skip(s, n);
	if (log_starts(l->words, "TLS session: "))
		l->given = CAUSE_TLS_FAILURE;
	l->likely = exim_unrouted(l, s);
	exim_remote(l);
	return true;
}

bool
log_exim_failed(struct log_line *l)
{
	struct slice	 s = log_behind_exim_id(l->line);

	if (!log_begins(s, "** ") && !log_begins(s, "== "))
		return false;
	/* Perhaps the line goes on below. */
	if (!log_has(s, ": "))
		return false;
	l->time = log_to(l->line, LOG_EXIM - 1);
	l->msg = slice_skip(l->line, LOG_EXIM);
	return exim_flag(l, s);
}

/*
 * What Exim's receiving side says.  The words begin behind the mark's colon, or
 * (whole) with the mark.  given: the cause, where the form decides it.
 * broken: only of a connection that went wrong.
 */
static const struct refusal {
	char		 mark[48], outcome[12];
	uint8_t		 command, given;
	bool		 whole, broken;
} refusals[] = {
	{ "rejected RCPT ", "rejected",
	    COMMAND_RCPT, CAUSE_NONE, false, false },
	{ "rejected MAIL ", "rejected",
	    COMMAND_MAIL, CAUSE_NONE, false, false },
	{ "rejected after DATA", "rejected",
	    COMMAND_DOT, CAUSE_NONE, false, false },
	{ "rejected DATA", "rejected", COMMAND_DATA, CAUSE_NONE, false, false },
	{ "rejected EHLO or HELO", "rejected", COMMAND_EHLO, CAUSE_NONE,
	    true, false },
	{ "rejected EHLO", "rejected", COMMAND_EHLO, CAUSE_NONE, true, false },
	{ "rejected HELO", "rejected", COMMAND_HELO, CAUSE_NONE, true, false },
	{ "rejected connection", "rejected", COMMAND_CONNECT, CAUSE_NONE,
	    false, false },
	{ "rejected VRFY", "rejected", COMMAND_VRFY, CAUSE_NONE, false, false },
	{ "rejected EXPN", "rejected", COMMAND_EXPN, CAUSE_NONE, false, false },
	{ "rejected ETRN", "rejected", COMMAND_ETRN, CAUSE_NONE, false, false },
	{ "rejected STARTTLS", "rejected", COMMAND_STARTTLS, CAUSE_NONE,
	    false, false },
	{ "rejected AUTH", "rejected", COMMAND_AUTH, CAUSE_NONE, false, false },
	{ "rejected by non-SMTP ACL", "rejected", COMMAND_DOT, CAUSE_NONE,
	    true, false },
	{ "rejected by local_scan", "rejected", COMMAND_DOT, CAUSE_NONE,
	    true, false },
	{ "rejected because", "rejected",
	    COMMAND_DOT, CAUSE_NONE, true, false },
	{ "rejected from <", "rejected",
	    COMMAND_MAIL, CAUSE_NONE, false, false },
	{ "sender verify fail for ", "rejected", COMMAND_RCPT, CAUSE_NONE,
	    true, false },
	{ "sender verify defer for ", "deferred", COMMAND_RCPT, CAUSE_NONE,
	    true, false },
	{ "SMTP protocol error in \"", "rejected", COMMAND_NONE, CAUSE_NONE,
	    true, false },
	{ "SMTP protocol synchronization error", "rejected", COMMAND_NONE,
	    CAUSE_PROTOCOL_ERROR, true, false },
	{ "SMTP protocol violation", "rejected", COMMAND_NONE,
	    CAUSE_PROTOCOL_ERROR, true, false },
	{ "SMTP syntax error in \"", "rejected", COMMAND_NONE, CAUSE_NONE,
	    true, false },
	{ "SMTP call from ", "rejected", COMMAND_NONE, CAUSE_PROTOCOL_ERROR,
	    true, false },
	{ "no MAIL in SMTP connection from ", "", COMMAND_NONE,
	    CAUSE_PROTOCOL_ERROR, true, false },
	{ "no host name found for IP address", "", COMMAND_CONNECT,
	    CAUSE_NONE, true, false },
	{ "refused connection from ", "rejected", COMMAND_CONNECT, CAUSE_NONE,
	    true, false },
	{ "Connection from ", "rejected", COMMAND_CONNECT, CAUSE_NONE, true,
	    true },
	{ "SMTP connection from ", "rejected", COMMAND_CONNECT, CAUSE_NONE,
	    true, true },
	{ "dropped by '", "rejected", COMMAND_NONE, CAUSE_NONE, true, false },
	{ "SMTP command timeout on ", "",
	    COMMAND_NONE, CAUSE_NONE, true, false },
	{ "SMTP data timeout ", "", COMMAND_NONE, CAUSE_NONE, true, false },
	{ "unexpected disconnection while reading SMTP", "", COMMAND_NONE,
	    CAUSE_NONE, true, false },
	{ "unqualified sender rejected", "rejected", COMMAND_MAIL,
	    CAUSE_BAD_ADDRESS, true, false },
	{ "unqualified recipient rejected", "rejected", COMMAND_RCPT,
	    CAUSE_BAD_ADDRESS, true, false },
	{ "relay not permitted", "rejected",
	    COMMAND_RCPT, CAUSE_NONE, true, false },
	{ "incomplete transaction (connection lost)", "", COMMAND_NONE,
	    CAUSE_CONNECTION_FAILED, true, false },
	{ "TLS client disconnected cleanly", "", COMMAND_STARTTLS,
	    CAUSE_TLS_FAILURE, true, false },
	{ "TLS error on connection from ", "", COMMAND_STARTTLS, CAUSE_NONE,
	    true, false },
	{ "SA: Action: ", "", COMMAND_DOT, CAUSE_NONE, true, false },
	{ "AUTH command used when not advertised", "rejected", COMMAND_AUTH,
	    CAUSE_NONE, true, false }
};

/* Of connections only what went wrong. */
static bool
broken(const struct log_line *l, struct slice s)
{
	return log_holds(l, s, "refused") || log_holds(l, s, "dropped") ||
	    log_holds(l, s, " lost") || log_holds(l, s, " by DROP");
}

/*
 * The mark that stands first, and where; NULL: none.  head: others' lines hold
 * such words too, so that it must begin the message.
 */
static const struct refusal *
refusal(const struct log_line *l, struct slice s, bool head, size_t *at)
{
	const struct refusal	*r, *best = NULL;
	size_t			 i;

	*at = s.n;
	for (r = refusals;
	    r < refusals + sizeof(refusals) / sizeof(refusals[0]); r++) {
		i = !head ? log_holds_at(l, s, r->mark) : s.n > 0 &&
		    *s.p == r->mark[0] && log_begins(s, r->mark) ? 0 : s.n;
		if (i >= *at || (r->broken && !broken(l, s)))
			continue;
		*at = i;
		best = r;
	}
	return best;
}

/*
 * "no MAIL in SMTP connection from ... C=EHLO,STARTTLS": the commands that the
 * client gave; the last tells what it could not do.
 */
static void
exim_no_mail(struct log_line *l, struct slice s)
{
	struct slice	 said = log_value(s, " C=", " ");

	if (log_ends(said, "STARTTLS"))
		l->given = CAUSE_TLS_FAILURE;
	else if (log_ends(said, "AUTH"))
		l->given = CAUSE_SMTP_AUTH;
}

static bool
exim_refusal(struct log_line *l, struct slice s, bool head)
{
	const struct refusal	*r;
	struct slice		 rest, whole;
	size_t			 i;

	r = refusal(l, s, head, &i);
	if (r == NULL)
		return false;
	l->format = "exim";
	l->direction = DIRECTION_IN;
	l->mail = l->failed = true;
	l->outcome = *r->outcome != '\0' ? r->outcome : NULL;
	l->command = (enum command)r->command;
	l->given = (enum cause)r->given;
	exim_host(l, s);
	rest = slice_skip(s, i + strlen(r->mark));
	if (i >= 12 && log_holds(l, log_to(s, i), "temporarily "))
		l->outcome = "deferred";
	if (l->command == COMMAND_RCPT && r->mark[0] == 'r')
		l->recipient = log_unbracket(log_before(rest, ":"));
	if (r->mark[strlen(r->mark) - 1] == '"')
		l->command = log_verb(log_before(rest, "\""));
	if (r->mark[0] == 'n' && r->given != CAUSE_NONE)
		exim_no_mail(l, s);
	if (r->broken && log_holds(l, rest, " by DROP "))
		l->given = CAUSE_POLICY_REJECTED;
	l->words = exim_reason(rest);
	if (l->words.p == NULL || r->whole)
		l->words = slice_skip(s, i);
	l->own = l->given != CAUSE_NONE;
	if (l->command == COMMAND_EHLO &&
	    log_holds(l, l->words, ": syntactically invalid argument"))
		l->given = CAUSE_BAD_HELO;
	whole = l->words;
	if (!l->own)
		exim_remote(l);
	/* Another server was asked for the sender, and said no to it. */
	if (r->command == COMMAND_RCPT &&
	    (r->whole || log_begins(whole, "Sender verify failed")) &&
	    (l->words.p != whole.p || log_holds(l, whole, " response to \"")))
		l->given = CAUSE_SENDER_REJECTED;
	return true;
}

static bool
exim_failure(struct log_line *l, struct slice s)
{
	static const char marks[][36] = {
		"SMTP error from remote ", "LMTP error ", "SMTP timeout after ",
		"LMTP timeout after ",
		"Remote host closed connection", "Malformed SMTP reply",
		"authenticator failed ", "Connection refused",
		"Connection timed out", "Network is unreachable",
		"No route to host", "retry timeout exceeded", "TLS session: ",
		"Unrouteable address", "TLS session is required",
		"a TLS session ", "DANE ", "failed to connect",
		"Connection reset by peer", "response to \"",
		" closed connection in response to "
	};
	size_t k, i;

	for (k = 0; k < sizeof(marks) / sizeof(marks[0]); k++) {
		i = log_holds_at(l, s, marks[k]);
		if (i == s.n)
			continue;
		l->format = "exim";
		l->failed = true;
		l->words = slice_skip(s, i);
		exim_host(l, s);
		l->direction = DIRECTION_OUT;
		if (k == 6) {
			l->command = COMMAND_AUTH;
			if (log_starts(slice_skip(s, i),
			    "authenticator failed for"))
				l->direction = DIRECTION_IN;
			if (l->host.n == 0)
				l->host = log_host(log_after(s, " for "));
		}
		exim_remote(l);
		return true;
	}
	return false;
}

bool
log_by_exim(struct log_line *l)
{
	const char *was;
	struct slice s;
	size_t n;
	bool mine, host;

	s = l->msg;
	if (log_starts(s, "LOG: MAIN"))
		return false;
	/* "[1/2] TIME [PID] ID" behind syslog's prefix, [PID] alone. */
	while (s.n > 2 && *s.p == '[' && slice_digit(s.p[1])) {
		n = log_at(s, "] ");
		if (n == s.n || n > 10)
			break;
		s = slice_skip(s, n + 2);
		if (s.n > 20 && s.p[4] == '-' && s.p[7] == '-' &&
		    s.p[10] == ' ' && slice_digit(*s.p))
			s = slice_skip(s, 20);
	}
	mine = log_holds(l, l->program, "exim");
	n = exim_id(s);
	if (n > 0)
		mine = true;
	s = slice_trim(slice_skip(s, n));
	was = l->outcome;
	if ((mine || log_holds(l, s, " T=") || log_holds(l, s, " R=") ||
	    log_holds(l, s, ": ")) && exim_flag(l, s) &&
	    (mine || log_holds(l, s, "R=")))
		return true;
	l->outcome = was;
	l->failed = l->sent = false;
	if (mine)
		l->format = "exim";
	host = log_begins(s, "H=") || log_holds(l, s, " H=");
	if (mine || host || l->program.n == 0) {
		if (log_holds(l, s, " authenticator failed "))
			return exim_failure(l, s);
		if (exim_refusal(l, s, !mine && !host))
			return true;
	}
	if (mine || host || log_holds(l, s, "SMTP error from remote "))
		return exim_failure(l, s);
	return false;
}

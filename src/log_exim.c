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

	for (i = 0; i + 2 < s.n; i++)
		if (s.p[i] == ':' && s.p[i + 1] == ' ')
			return slice_skip(s, i + 2);
	return (struct slice){ NULL, 0 };
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
		if (n == w.n && w.n > 4 && log_digit(w.p[w.n - 1]) &&
		    log_ends(log_to(w, w.n - 3), ": "))
			n = w.n - 5;
		if (n == w.n)
			return;
		if (l->command == COMMAND_NONE || k == 0)
			l->command = log_command(log_to(w, n));
		/* "Malformed SMTP reply": what came is not always a reply. */
		if (k == 3 && n + 2 < w.n && !log_digit(w.p[n + 2]))
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

/* "** ADDRESS R= T= H=...: words", "== ...", "=> ... C=\"250 ...\"". */
static bool
exim_flag(struct log_line *l, struct slice s)
{
	bool done;
	size_t n;

	if (s.n < 4 || s.p[2] != ' ')
		return false;
	done = log_starts(s, "=>") || log_starts(s, "->") ||
	    log_starts(s, ">>");
	if (!done && !log_starts(s, "**") && !log_starts(s, "=="))
		return false;
	l->format = "exim";
	l->direction = DIRECTION_OUT;
	l->outcome = done ? "sent" : s.p[0] == '*' ? "bounced" : "deferred";
	s = slice_skip(s, 3);
	for (n = 0; n < s.n && s.p[n] != ' ' && s.p[n] != ':'; n++)
		;
	l->recipient = log_to(s, n);
	exim_host(l, s);
	l->sent = done;
	if (done) {
		l->words = log_value(s, " C=\"", "");
		n = log_at(l->words, "\" ");
		if (n == l->words.n && log_ends(l->words, "\""))
			n--;
		l->words = log_to(l->words, n);
		return true;
	}
	l->failed = true;
	l->words = exim_reason(s);
	if (l->words.p == NULL)
		l->words = slice_skip(s, n);
	exim_remote(l);
	return true;
}

/* What Exim's receiving side says; the words stand behind the last mark. */
static bool
exim_refusal(struct log_line *l, struct slice s)
{
	static const struct {
		char		 mark[48];
		enum command	 command;
		char		 outcome[12];
	} list[] = {
		{ "rejected RCPT ", COMMAND_RCPT, "rejected" },
		{ "rejected MAIL ", COMMAND_MAIL, "rejected" },
		{ "rejected after DATA", COMMAND_DOT, "rejected" },
		{ "rejected DATA", COMMAND_DATA, "rejected" },
		{ "rejected EHLO or HELO", COMMAND_EHLO, "rejected" },
		{ "rejected EHLO", COMMAND_EHLO, "rejected" },
		{ "rejected HELO", COMMAND_HELO, "rejected" },
		{ "rejected connection", COMMAND_CONNECT, "rejected" },
		{ "rejected VRFY", COMMAND_VRFY, "rejected" },
		{ "rejected ETRN", COMMAND_ETRN, "rejected" },
		{ "rejected STARTTLS", COMMAND_STARTTLS, "rejected" },
		{ "rejected AUTH", COMMAND_AUTH, "rejected" },
		{ "rejected by non-SMTP ACL", COMMAND_DOT, "rejected" },
		{ "rejected by local_scan", COMMAND_DOT, "rejected" },
		{ "rejected because", COMMAND_DOT, "rejected" },
		{ "rejected from <", COMMAND_MAIL, "rejected" },
		{ "sender verify fail for ", COMMAND_RCPT, "rejected" },
		{ "sender verify defer for ", COMMAND_RCPT, "deferred" },
		{ "SMTP protocol error in \"", COMMAND_NONE, "rejected" },
		{ "SMTP protocol synchronization error", COMMAND_NONE,
		    "rejected" },
		{ "SMTP syntax error in \"", COMMAND_NONE, "rejected" },
		{ "SMTP call from ", COMMAND_NONE, "rejected" },
		{ "no host name found for IP address", COMMAND_CONNECT, "" },
		{ "refused connection from ", COMMAND_CONNECT, "rejected" },
		{ "Connection from ", COMMAND_CONNECT, "rejected" },
		{ "SMTP connection from ", COMMAND_CONNECT, "rejected" },
		{ "SMTP command timeout on ", COMMAND_NONE, "" },
		{ "SMTP data timeout ", COMMAND_NONE, "" },
		{ "unexpected disconnection while reading SMTP", COMMAND_NONE,
		    "" },
		{ "relay not permitted", COMMAND_RCPT, "rejected" },
		{ "TLS error on connection from ", COMMAND_STARTTLS, "" },
		{ "SA: Action: ", COMMAND_DOT, "" },
		{ "AUTH command used when not advertised", COMMAND_AUTH,
		    "rejected" }
	};
	struct slice rest, in;
	size_t i, k;

	for (k = 0; k < sizeof(list) / sizeof(list[0]); k++) {
		i = log_at(s, list[k].mark);
		if (i == s.n)
			continue;
		/* Of connections only what went wrong. */
		if ((k == 24 || k == 25) && !log_has(s, "refused") &&
		    !log_has(s, "dropped") && !log_has(s, " lost"))
			continue;
		l->format = "exim";
		l->direction = DIRECTION_IN;
		l->failed = true;
		l->outcome = list[k].outcome[0] == '\0' ? NULL :
		    list[k].outcome;
		l->command = list[k].command;
		exim_host(l, s);
		rest = slice_skip(s, i + strlen(list[k].mark));
		if (i >= 12 && log_has(log_to(s, i), "temporarily "))
			l->outcome = "deferred";
		if (k == 0)
			l->recipient = log_unbracket(log_before(rest, ":"));
		if (log_ends(log_to(s, i + strlen(list[k].mark)), "\"")) {
			in = log_before(rest, "\"");
			l->command = log_verb(in);
		}
		l->words = exim_reason(rest);
		if (l->words.p == NULL || k >= 18)
			l->words = slice_skip(s, i);
		exim_remote(l);
		return true;
	}
	return false;
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
		"Connection reset by peer", "response to \""
	};
	size_t k, i;

	for (k = 0; k < sizeof(marks) / sizeof(marks[0]); k++) {
		i = log_at(s, marks[k]);
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
	bool mine;

	s = l->msg;
	if (log_starts(s, "LOG: MAIN"))
		return false;
	/* "[1/2] TIME [PID] ID" behind syslog's prefix, [PID] alone. */
	while (s.n > 2 && *s.p == '[' && log_digit(s.p[1])) {
		n = log_at(s, "] ");
		if (n == s.n || n > 10)
			break;
		s = slice_skip(s, n + 2);
		if (s.n > 20 && s.p[4] == '-' && s.p[7] == '-' &&
		    s.p[10] == ' ' && log_digit(*s.p))
			s = slice_skip(s, 20);
	}
	mine = log_has(l->program, "exim");
	n = exim_id(s);
	if (n > 0)
		mine = true;
	s = slice_trim(slice_skip(s, n));
	was = l->outcome;
	if ((mine || log_has(s, " T=") || log_has(s, " R=") ||
	    log_has(s, ": ")) && exim_flag(l, s) &&
	    (mine || log_has(s, "R=")))
		return true;
	l->outcome = was;
	l->failed = l->sent = false;
	if (mine)
		l->format = "exim";
	if (mine || log_starts(s, "H=") || log_has(s, " H=") ||
	    l->program.n == 0) {
		if (log_has(s, " authenticator failed "))
			return exim_failure(l, s);
		if (exim_refusal(l, s))
			return true;
	}
	if (mine || log_has(s, " H=") || log_starts(s, "H=") ||
	    log_has(s, "SMTP error from remote "))
		return exim_failure(l, s);
	return false;
}

/*
 * log_form.c - what each program's lines say beside the reply: one small
 * "mine?" function a form.
 */
#include <string.h>

#include "log.h"

/* The rest of s behind lit; none where it is not there. */
static struct slice
after(struct slice s, const char *lit)
{
	size_t i;

	i = log_at(s, lit);
	if (i == s.n)
		return (struct slice){ NULL, 0 };
	return slice_skip(s, i + strlen(lit));
}

static struct slice
after_last(struct slice s, const char *lit)
{
	size_t i;

	i = log_at_last(s, lit);
	if (i == s.n)
		return (struct slice){ NULL, 0 };
	return slice_skip(s, i + strlen(lit));
}

static struct slice
before(struct slice s, const char *lit)
{
	return log_to(s, log_at(s, lit));
}

static struct slice
unbracket(struct slice s)
{
	if (s.n > 1 && *s.p == '<' && s.p[s.n - 1] == '>')
		return (struct slice){ s.p + 1, s.n - 2 };
	return s;
}

static bool
host_ends(char c)
{
	return c == '[' || c == ' ' || c == ',' || c == ';' || c == ':' ||
	    c == '(' || c == ')' || c == '"';
}

/* A host's name, or its address where it has none, in "NAME[IP]:25". */
static struct slice
host_name(struct slice s)
{
	struct slice name;
	size_t n;

	for (n = 0; n < s.n && !host_ends(s.p[n]); n++)
		;
	name = log_to(s, n);
	if ((name.n == 0 || log_same(name, LOG_S("unknown"))) && n < s.n &&
	    s.p[n] == '[')
		name = log_value(s, "[", "]");
	if (name.n > 1 && name.p[name.n - 1] == '.')
		name.n--;
	return name;
}

const char *
log_outcome(struct slice word)
{
	static const struct {
		const char *word, *outcome;
	} list[] = {
		{ "sent", "sent" }, { "deferred", "deferred" },
		{ "bounced", "bounced" }, { "expired", "expired" },
		{ "undeliverable", "bounced" }, { "deliverable", "sent" },
		{ "softbounce", "deferred" }, { "permfail", "bounced" },
		{ "tempfail", "deferred" }, { "ok", "sent" },
		{ "failure", "bounced" }, { "deferral", "deferred" },
		{ "success", "sent" }, { "delivered", "sent" },
		{ "rejected", "rejected" }, { "failed", "bounced" },
		{ "bounce", "bounced" }, { "bouncing", "bounced" },
		{ "dropped", "bounced" }, { "deferring", "deferred" },
		{ "delayed", "deferred" }, { "relayed", "sent" },
		{ "transientfailure", "deferred" }, { "reject", "rejected" },
		{ "reception", NULL }, { "delivery", "sent" },
		{ "permanent_fail", "bounced" }, { "failing", "deferred" },
		{ "temporary_fail", "deferred" }, { "queued", "deferred" }
	};
	size_t i;

	for (i = 0; i < sizeof(list) / sizeof(list[0]) && word.n > 0; i++)
		if (log_lower(*word.p) == list[i].word[0] &&
		    word.n == strlen(list[i].word) &&
		    slice_starts(word, list[i].word))
			return list[i].outcome;
	return NULL;
}

static void
set_outcome(struct log_line *l, const char *word)
{
	if (l->outcome == NULL)
		l->outcome = word;
}

static bool
good(const char *word)
{
	return word != NULL && strcmp(word, "sent") == 0;
}

/* Postfix: "(host NAME[IP] said: 550 ... (in reply to RCPT TO command))". */
static void
postfix_reason(struct log_line *l, struct slice s)
{
	static const char *const verbs[] = { " said: ",
	    " refused to talk to me: ", " refused to start TLS: " };
	struct slice name, rest;
	size_t i, k;

	l->words = s;
	for (k = 0; k < 3; k++) {
		i = log_at(s, verbs[k]);
		if (i == s.n)
			continue;
		name = log_to(s, i);
		rest = after_last(name, "host ");
		if (rest.p == NULL)
			rest = after_last(name, "server ");
		if (rest.p != NULL)
			l->host = host_name(rest);
		l->words = slice_skip(s, i + strlen(verbs[k]));
		if (k > 0)
			l->command = k == 1 ? COMMAND_CONNECT :
			    COMMAND_STARTTLS;
		else if (log_has(name, "SASL auth"))
			l->command = COMMAND_AUTH;
		return;
	}
}

/* "to=<x>, relay=NAME[IP]:25, ... dsn=5.1.1, status=bounced (...)". */
static bool
postfix_delivery(struct log_line *l)
{
	struct slice s, st, word;
	size_t n;

	s = l->msg;
	st = after(s, "status=");
	if (st.p == NULL || !log_has(s, "dsn=") || !log_has(s, "to="))
		return false;
	for (n = 0; n < st.n && log_word(st.p[n]); n++)
		;
	word = log_to(st, n);
	while (n < st.n && st.p[n] != ' ')
		n++;
	st = slice_skip(st, n);
	if (st.n < 2 || st.p[0] != ' ' || st.p[1] != '(')
		return false;
	l->format = "postfix";
	l->outcome = log_outcome(word);
	l->sent = good(l->outcome);
	l->failed = true;
	l->direction = DIRECTION_OUT;
	reply_status(after(s, "dsn="), &l->verdict);
	l->recipient = unbracket(log_value(s, "to=", ","));
	l->host = host_name(log_value(s, "relay=", ","));
	if (log_same(l->host, LOG_S("none")))
		l->host.n = 0;
	st = slice_skip(st, 2);
	if (log_ends(st, ")"))
		st.n--;
	postfix_reason(l, st);
	return true;
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

/* The words in parentheses, and who said them. */
static void
delivery_words(struct log_line *l, struct slice s)
{
	int	 code;

	s = slice_skip(s, 1);
	if (log_ends(s, ")"))
		s.n--;
	l->words = s;
	if (reply_code(s, &code) == 0)
		postfix_reason(l, s);
}

/* The time that the line of a log_message() begins with. */
static void
quick_time(struct log_line *l)
{
	l->time = log_to(l->line, log_digit(*l->line.p) ?
	    log_at(l->line, " ") : 15);
}

/* The fields from "to=" on; what stands behind "status=", none: not there. */
static struct slice
delivery_fields(struct log_line *l, struct slice s)
{
	size_t	 n = 0;

	while (s.n > 0 && s.n != n && !log_starts(s, "status=")) {
		n = s.n;
		if (log_starts(s, "to="))
			l->recipient = unbracket(field(&s, 3));
		else if (log_starts(s, "relay="))
			l->host = host_name(field(&s, 6));
		else if (log_starts(s, "dsn="))
			reply_status(field(&s, 4), &l->verdict);
		else
			(void)field(&s, 0);
	}
	if (log_same(l->host, LOG_S("none")))
		l->host.n = 0;
	return slice_skip(s, 7);
}

bool
log_delivery(struct log_line *l)
{
	struct slice	 s;
	size_t		 n, taken;

	s = log_behind_id(l->msg);
	if (!log_starts(s, " to=<"))
		return false;
	taken = log_taken(l->line, s);
	s = delivery_fields(l, slice_skip(s, 1));
	/* Whatever else the line holds, this is what scan.c goes by. */
	if (taken > 0)
		s = slice_skip(l->line, taken - 5);
	for (n = 0; n < s.n && log_word(s.p[n]); n++)
		continue;
	l->outcome = log_outcome(log_to(s, n));
	s = slice_skip(s, n);
	if (l->outcome == NULL || !log_starts(s, " ("))
		return false;
	l->format = "postfix";
	l->direction = DIRECTION_OUT;
	l->sent = good(l->outcome);
	l->mail = l->failed = true;
	quick_time(l);
	delivery_words(l, slice_skip(s, 1));
	return true;
}

bool
log_rejection(struct log_line *l)
{
	struct slice	 s;
	size_t		 i;

	s = log_starts(l->msg, "NOQUEUE:") ? slice_skip(l->msg, 8) :
	    log_behind_id(l->msg);
	if (!log_starts(s, " reject: RCPT from "))
		return false;
	s = slice_skip(s, 19);
	l->host = host_name(s);
	s = slice_skip(s, log_at(s, "]") + 1);
	/* postscreen's port */
	if (s.n > 1 && s.p[0] == ':' && log_digit(s.p[1]))
		s = slice_skip(s, log_at(s, " "));
	while (s.n > 0 && (*s.p == ':' || *s.p == ' '))
		s = slice_skip(s, 1);
	i = log_at(s, "; from=<");
	if (i == s.n)
		return false;
	l->words = log_to(s, i);
	l->recipient = unbracket(log_value(slice_skip(s, i), " to=", " ,"));
	l->format = "postfix";
	l->direction = DIRECTION_IN;
	l->outcome = "rejected";
	l->command = COMMAND_RCPT;
	l->mail = l->failed = true;
	quick_time(l);
	return true;
}

/* "NOQUEUE: reject: RCPT from NAME[IP]: 554 5.7.1 ...; from=<x> ...". */
static bool
postfix_reject(struct log_line *l)
{
	static const struct {
		const char *word, *outcome;
	} acts[] = {
		{ "milter-reject: ", "rejected" }, { "reject: ", "rejected" },
		{ "proxy-reject: ", "rejected" },
		{ "reject_warning: ", "accepted" }, { "warn: ", "accepted" },
		{ "milter-hold: ", "held" }, { "hold: ", "held" },
		{ "milter-discard: ", "discarded" }, { "discard: ", "discarded" },
		{ "warning: header ", NULL }
	};
	struct slice s, rest, end;
	size_t k, i;

	s = l->msg;
	rest = end = (struct slice){ NULL, 0 };
	for (k = 0; k < 9; k++) {
		i = log_at(log_to(s, 60), acts[k].word);
		if (i < s.n && i < 60 && (i == 0 || s.p[i - 1] == ' ')) {
			rest = slice_skip(s, i + strlen(acts[k].word));
			break;
		}
	}
	if (rest.p == NULL || !log_has(rest, " from "))
		return false;
	l->command = log_command(before(rest, " "));
	if (log_starts(rest, "header ") || log_starts(rest, "body ") ||
	    log_starts(rest, "mime-header "))
		l->command = COMMAND_DOT;
	if (log_starts(rest, "END-OF-MESSAGE"))
		l->command = COMMAND_DOT;
	if (l->command == COMMAND_NONE && log_starts(rest, "CONNECT"))
		l->command = COMMAND_CONNECT;
	if (l->command == COMMAND_NONE)
		return false;
	l->format = "postfix";
	l->direction = DIRECTION_IN;
	l->outcome = acts[k].outcome;
	l->failed = true;
	l->recipient = unbracket(log_value(rest, " to=", " ,"));
	if (l->recipient.n > 0 && l->recipient.p[l->recipient.n - 1] == ',')
		l->recipient.n--;
	l->host = host_name(after(rest, " from "));
	/* cleanup puts the words last: "...; from=<> to=<> helo=<x>: 5.7.1 w" */
	end = after_last(rest, ">: ");
	if (l->command == COMMAND_DOT && log_has(before(rest, "; from=<"),
	    " from ") && log_has(rest, "; from=<") && end.p != NULL &&
	    end.p > rest.p + log_at(rest, "; from=<")) {
		l->words = end;
		return true;
	}
	rest = after(after(rest, " from "), "]");
	if (rest.n > 0 && *rest.p == ':' && rest.n > 1 && log_digit(rest.p[1]))
		while (rest.n > 0 && *rest.p != ' ')
			rest = slice_skip(rest, 1);
	while (rest.n > 0 && (*rest.p == ':' || *rest.p == ' '))
		rest = slice_skip(rest, 1);
	i = log_at(rest, "; from=<");
	if (i == rest.n)
		i = log_at(rest, "; to=<");
	if (i == rest.n)
		i = log_at(rest, "; proto=");
	l->words = log_to(rest, i);
	return true;
}

/* Failures and refusals that smtpd and postscreen log in words only. */
static bool
postfix_client(struct log_line *l)
{
	static const struct {
		const char	*words;
		enum command	 command;
	} list[] = {
		{ " authentication failed: ", COMMAND_AUTH },
		{ " authentication failed:", COMMAND_AUTH },
		{ "lost connection after ", COMMAND_NONE },
		{ "timeout after ", COMMAND_NONE },
		{ "too many errors after ", COMMAND_NONE },
		{ "improper command pipelining after ", COMMAND_NONE },
		{ "PREGREET ", COMMAND_CONNECT },
		{ "SSL_accept error from ", COMMAND_STARTTLS },
		{ "SSL_connect error to ", COMMAND_STARTTLS },
		{ "Cannot start TLS", COMMAND_STARTTLS },
		{ "TLS is required, but", COMMAND_STARTTLS },
		{ "warning: hostname ", COMMAND_CONNECT },
		{ "connect to ", COMMAND_CONNECT }
	};
	struct slice s;
	size_t k, i;

	s = l->msg;
	for (k = 0; k < sizeof(list) / sizeof(list[0]); k++) {
		i = log_at(log_to(s, 160), list[k].words);
		if (i == s.n || i >= 160)
			continue;
		if (k > 1 && i > 24)
			continue;
		if (k < 2 ? !log_has(s, "SASL") :
		    !log_has(s, " from ") && !log_has(s, "]:") &&
		    !log_has(s, "does not resolve"))
			continue;
		l->format = "postfix";
		l->direction = log_has(log_to(s, i + 24), "onnect to ") ||
		    log_has(s, "error to ") ? DIRECTION_OUT : DIRECTION_IN;
		l->command = list[k].command;
		l->host = host_name(k < 2 ? (log_starts(s, "warning: ") ?
		    slice_skip(s, 9) : s) : l->direction == DIRECTION_OUT ?
		    after(s, " to ") : after(s, " from "));
		l->words = s;
		l->failed = true;
		return true;
	}
	return false;
}

static bool
postfix(struct log_line *l)
{
	struct slice s;
	size_t i;

	if (l->program.n > 0 && log_has(l->program, "postfix")) {
		l->format = "postfix";
		l->mail = true;
	}
	if (postfix_delivery(l) || postfix_reject(l))
		return true;
	s = l->msg;
	/* Another host is to be tried: "QID: host NAME[IP] said: 451 ...". */
	i = log_at(s, "] said: ");
	if (i < s.n && (log_has(log_to(s, i), "host ") ||
	    log_has(log_to(s, i), "server "))) {
		l->format = "postfix";
		l->direction = DIRECTION_OUT;
		postfix_reason(l, s);
		l->failed = true;
		return true;
	}
	if (log_has(s, " refused to talk to me: ")) {
		l->format = "postfix";
		l->direction = DIRECTION_OUT;
		postfix_reason(l, s);
		l->failed = true;
		return true;
	}
	if (l->program.n > 0 && l->format == NULL)
		return false;
	return postfix_client(l);
}

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

	h = after(s, " H=");
	if (h.p == NULL && log_starts(s, "H="))
		h = slice_skip(s, 2);
	if (h.p == NULL)
		return;
	l->host = host_name(h);
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
	static const char *const marks[] = {
		"SMTP error from remote mail", "LMTP error after ",
		"LMTP error from remote", "Malformed SMTP reply in response to ",
		"authenticator failed for ", "HELO response was", "EHLO response was"
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
		const char	*mark;
		enum command	 command;
		const char	*outcome;
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
		{ "no host name found for IP address", COMMAND_CONNECT, NULL },
		{ "refused connection from ", COMMAND_CONNECT, "rejected" },
		{ "Connection from ", COMMAND_CONNECT, "rejected" },
		{ "SMTP connection from ", COMMAND_CONNECT, "rejected" },
		{ "SMTP command timeout on ", COMMAND_NONE, NULL },
		{ "SMTP data timeout ", COMMAND_NONE, NULL },
		{ "unexpected disconnection while reading SMTP", COMMAND_NONE,
		    NULL },
		{ "relay not permitted", COMMAND_RCPT, "rejected" },
		{ "TLS error on connection from ", COMMAND_STARTTLS, NULL },
		{ "SA: Action: ", COMMAND_DOT, NULL },
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
		l->outcome = list[k].outcome;
		l->command = list[k].command;
		exim_host(l, s);
		rest = slice_skip(s, i + strlen(list[k].mark));
		if (i >= 12 && log_has(log_to(s, i), "temporarily "))
			l->outcome = "deferred";
		if (k == 0)
			l->recipient = unbracket(before(rest, ":"));
		if (log_ends(log_to(s, i + strlen(list[k].mark)), "\"")) {
			in = before(rest, "\"");
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
	static const char *const marks[] = {
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
			if (log_starts(slice_skip(s, i), "authenticator failed for"))
				l->direction = DIRECTION_IN;
			if (l->host.n == 0)
				l->host = host_name(after(s, " for "));
		}
		exim_remote(l);
		return true;
	}
	return false;
}

static bool
exim(struct log_line *l)
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

/* "to=x, delay=..., relay=NAME. [IP], dsn=5.1.1, reply=550 ..., stat=...". */
static bool
sendmail(struct log_line *l)
{
	struct slice s, stat, word;

	s = l->msg;
	stat = after(s, ", stat=");
	if (stat.p != NULL && (log_has(s, "to=") || log_has(s, "mailer="))) {
		l->format = "sendmail";
		l->direction = DIRECTION_OUT;
		l->recipient = unbracket(log_value(s, "to=", ","));
		l->host = host_name(log_value(s, "relay=", ", "));
		reply_status(after(s, "dsn="), &l->verdict);
		word = log_to(stat, 4);
		if (log_same(word, LOG_S("Sent"))) {
			l->outcome = "sent";
			l->sent = true;
		} else if (log_starts(stat, "Deferred"))
			l->outcome = "deferred";
		else if (log_starts(stat, "queued"))
			l->outcome = "deferred";
		else
			l->outcome = "bounced";
		/* A line from the queue's first look says nothing yet. */
		l->failed = l->sent || l->verdict.class > 2 ||
		    !log_starts(stat, "queued");
		l->words = after(s, ", reply=");
		/* A local mailer's failure is no server's reply. */
		if (l->words.p == NULL || log_has(s, "mailer=local,"))
			l->words = stat;
		else
			l->words = before(l->words, ", stat=");
		if (l->sent && log_has(stat, "("))
			l->words = after(stat, "(");
		if (l->sent && log_ends(l->words, ")"))
			l->words.n--;
		return true;
	}
	if (log_has(s, "ruleset=") && log_has(s, "reject=")) {
		l->format = "sendmail";
		l->direction = DIRECTION_IN;
		l->outcome = "rejected";
		l->failed = true;
		l->words = after(s, "reject=");
		l->host = host_name(log_value(s, "relay=", ", "));
		word = log_value(s, "ruleset=", ",");
		l->command = log_has(word, "rcpt") ? COMMAND_RCPT :
		    log_has(word, "mail") ? COMMAND_MAIL :
		    log_has(word, "data") ? COMMAND_DATA :
		    log_has(word, "eom") ? COMMAND_DOT :
		    log_has(word, "tls") ? COMMAND_STARTTLS :
		    log_has(word, "relay") ? COMMAND_CONNECT : COMMAND_NONE;
		if (l->command == COMMAND_RCPT)
			l->recipient = unbracket(log_value(s, "arg1=", ","));
		/* Our own client's check of a server, not a reply. */
		if (log_has(word, "tls_server") && l->words.n > 4) {
			l->words = slice_skip(l->words, 4);
			l->direction = DIRECTION_OUT;
		}
		return true;
	}
	if (!log_has(l->program, "sendmail") && !log_has(l->program, "sm-mta"))
		return false;
	l->format = "sendmail";
	if (log_has(s, "protocol error: ")) {
		l->words = after(s, "protocol error: ");
		l->command = log_command(before(s, " protocol error: "));
		l->direction = DIRECTION_OUT;
		return l->failed = true;
	}
	if (log_has(s, "... ") && log_has(s, ": <")) {
		l->words = after(s, "... ");
		l->recipient = log_value(s, "<", ">");
		l->direction = DIRECTION_IN;
		l->command = COMMAND_RCPT;
		l->outcome = "rejected";
		return l->failed = true;
	}
	if (log_has(s, "timeout waiting for input") ||
	    log_has(s, "lost input channel") ||
	    log_has(s, "possible SMTP attack") ||
	    log_has(s, "SYSERR") || log_has(s, "did not issue MAIL")) {
		l->words = s;
		return l->failed = true;
	}
	return false;
}

/* OpenSMTPD: key="value" pairs behind the session's number. */
static bool
opensmtpd(struct log_line *l)
{
	struct slice s;

	s = l->msg;
	if (log_has(s, "result=\"") && log_has(s, "stat=\"")) {
		l->format = "opensmtpd";
		l->direction = DIRECTION_OUT;
		l->outcome = log_outcome(log_value(s, "result=\"", "\""));
		l->sent = good(l->outcome);
		l->recipient = unbracket(log_value(s, "to=", " "));
		l->host = log_value(s, "relay=\"", "\"");
		if (log_has(l->host, "("))
			l->host = log_value(l->host, "(", ")");
		l->words = after(s, "stat=\"");
		if (log_ends(l->words, "\""))
			l->words.n--;
		return l->failed = true;
	}
	if (log_has(s, "failed-command") && log_has(s, "result=\"")) {
		l->format = "opensmtpd";
		l->direction = DIRECTION_IN;
		l->outcome = "rejected";
		l->command = log_verb(log_value(s, "command=\"", "\""));
		if (log_has(s, "command=\"\""))
			l->command = COMMAND_CONNECT;
		l->words = after(s, "result=\"");
		if (log_ends(l->words, "\""))
			l->words.n--;
		if (l->command == COMMAND_RCPT)
			l->recipient = log_value(log_value(s, "command=\"",
			    "\""), "<", ">");
		return l->failed = true;
	}
	if (log_has(s, "mta error reason=")) {
		l->format = "opensmtpd";
		l->direction = DIRECTION_OUT;
		l->words = after(s, "reason=");
		l->command = log_command(before(l->words, ":"));
		if (log_has(l->words, "rejected: "))
			l->words = after(l->words, "rejected: ");
		return l->failed = true;
	}
	return false;
}

/* Courier: "id=..,from=<>,addr=<x>: words"; then ",status: failure". */
static bool
courier(struct log_line *l)
{
	struct slice s;

	s = l->msg;
	if (!log_has(l->program, "courier") && !log_starts(s, "id="))
		return false;
	if (log_starts(s, "error,relay=")) {
		l->format = "courier";
		l->direction = DIRECTION_IN;
		l->outcome = "rejected";
		l->host = log_value(s, "relay=", ",");
		l->words = before(after(s, "msg=\""), "\"");
		if (l->words.p == NULL)
			l->words = after(s, ": ");
		l->recipient = log_value(s, ",to=<", ">");
		return l->failed = true;
	}
	if (!log_has(s, "addr=<"))
		return false;
	/* ",status: failure" ends what the lines above said. */
	if (log_has(s, ">,status: ") || log_has(s, ">,success: "))
		return l->quiet = true;
	l->format = "courier";
	l->direction = DIRECTION_OUT;
	l->recipient = log_value(s, "addr=<", ">");
	s = after(s, "addr=<");
	if (log_has(s, ">: ")) {
		l->words = after(s, ">: ");
		/* A code of courierd's own, for what its modules reported. */
		if (log_same(l->program, LOG_S("courierd")) &&
		    l->words.n > 4 && log_digit(*l->words.p))
			l->words = slice_skip(l->words, 4);
		return l->failed = true;
	}
	return false;
}

/* qmail-send, its words already without `_' and `/'. */
static bool
qmail(struct log_line *l)
{
	struct slice s, rest;
	size_t i;

	s = l->msg;
	if (!log_starts(s, "delivery "))
		return false;
	i = log_at(s, ": ");
	if (i == s.n || i > 24)
		return false;
	rest = slice_skip(s, i + 2);
	i = log_at(rest, ": ");
	if (i == rest.n)
		return false;
	l->outcome = log_outcome(log_to(rest, i));
	if (l->outcome == NULL)
		return false;
	l->format = "qmail";
	l->direction = DIRECTION_OUT;
	l->mail = l->failed = true;
	l->sent = good(l->outcome);
	l->words = slice_skip(rest, i + 2);
	rest = after(l->words, "Connected to ");
	l->host = host_name(rest.p == NULL ? l->words : rest);
	if (log_at(l->host, ".") == l->host.n)
		l->host.n = 0;
	return true;
}

static bool
haraka(struct log_line *l)
{
	static const char *const marks[] = { "bouncing mail: ",
	    "Temp failing ", " rejected: ", " deferred: ", "delivered file=",
	    "Failed to get socket", "Unrecognized response from " };
	struct slice s;
	size_t k, i;

	s = l->msg;
	if (!log_has(s, "[outbound]") && !log_has(s, "[core]") &&
	    !log_has(l->line, "\"origin\":\""))
		return false;
	l->format = "haraka";
	l->mail = true;
	for (k = 0; k < sizeof(marks) / sizeof(marks[0]); k++) {
		i = log_at(s, marks[k]);
		if (i == s.n || (k < 3 && log_at(s, marks[k + 1]) < i) ||
		    (k == 2 && log_at(s, marks[3]) < i))
			continue;
		l->direction = DIRECTION_OUT;
		l->outcome = k == 0 || k == 2 ? "bounced" : k == 4 ? "sent" :
		    "deferred";
		l->sent = k == 4;
		l->words = slice_skip(s, i + (k == 5 || k == 6 ? 0 :
		    strlen(marks[k])));
		if (k == 1)
			l->words = after(l->words, ": ");
		if (k == 4)
			l->words = after(s, "response=\"");
		l->recipient = log_value(s, "recipient <", ">");
		l->failed = true;
		return true;
	}
	if (log_has(s, "lr=\"") || log_has(s, "msg=\"")) {
		l->direction = DIRECTION_IN;
		l->words = log_value(s, log_has(s, "lr=\"") ? "lr=\"" :
		    "msg=\"", "\"");
		l->failed = log_has(s, "DENY") || log_has(s, "lr=\"");
		l->outcome = "rejected";
		if (log_has(s, "hook=") || log_has(s, "code="))
			l->command = log_has(s, "hook=mail") ||
			    log_has(s, "sender <") ? COMMAND_MAIL :
			    log_has(s, "hook=rcpt") ||
			    log_has(s, "recipient <") ? COMMAND_RCPT :
			    log_has(s, "hook=data") ||
			    log_has(s, "message mid=") ? COMMAND_DOT :
			    COMMAND_NONE;
		return l->failed;
	}
	return false;
}

/* msmtp's log file: key=value, words in single quotes. */
static bool
msmtp(struct log_line *l)
{
	struct slice s, e;
	size_t i;

	s = l->line;
	if (!log_has(s, "recipients=") || !log_has(s, "exitcode="))
		return false;
	l->format = "msmtp";
	l->direction = DIRECTION_OUT;
	l->mail = true;
	l->recipient = log_value(s, "recipients=", ", ");
	l->host = log_value(s, "host=", " ");
	l->sent = log_has(s, "exitcode=EX_OK");
	l->outcome = l->sent ? "sent" : "bounced";
	e = after(s, "errormsg='");
	i = log_at_last(e, "' exitcode=");
	e = log_to(e, i);
	l->words = after(s, "smtpmsg='");
	if (l->words.p != NULL) {
		i = log_at(l->words, "' errormsg='");
		if (i == l->words.n)
			i = log_at(l->words, "' exitcode=");
		l->words = log_to(l->words, i);
		l->command = log_command(log_to(e, log_at(e, "@")));
		if (log_has(e, "EHLO or HELO"))
			l->command = COMMAND_EHLO;
		if (log_has(e, "accept mail data"))
			l->command = COMMAND_DATA;
		if (log_has(e, "did not accept the mail") ||
		    log_has(e, "not accept the mail"))
			l->command = COMMAND_DOT;
		if (l->command == COMMAND_NONE)
			l->command = log_command(e);
	} else
		l->words = e;
	if (l->sent)
		l->command = COMMAND_DOT;
	return l->failed = !l->sent || l->words.n > 0;
}

/* dma, nullmailer, ssmtp, amavis and others: "... failed after RCPT TO: ". */
static bool
dma(struct log_line *l)
{
	struct slice s, h;

	s = l->msg;
	h = after(s, "remote delivery to ");
	if (h.p == NULL)
		h = after(s, "remote delivery deferred: ");
	if (h.p == NULL)
		h = after(s, "server greeting at ");
	if (h.p == NULL || log_starts(s, "trying"))
		return false;
	l->format = "dma";
	l->direction = DIRECTION_OUT;
	l->outcome = log_has(s, "deferred") ? "deferred" : "bounced";
	l->host = host_name(h);
	l->words = after(h, ": ");
	if (l->words.p == NULL)
		l->words = h;
	return l->failed = true;
}

/* key = value with the code apart, words unescaped in quotes: Stalwart. */
static bool
stalwart(struct log_line *l)
{
	struct slice s;
	size_t i;

	s = l->msg;
	if (!log_has(s, " code = ") || !log_has(s, " details = \""))
		return false;
	l->format = "stalwart";
	l->mail = true;
	l->direction = DIRECTION_OUT;
	if (reply_code(log_to(after(s, " code = "), 3), &l->code) == 0)
		return false;
	reply_status(after(s, " enhanced = \""), &l->stated);
	l->host = log_value(s, "hostname = \"", "\"");
	l->recipient = log_value(s, "to = [\"", "\"");
	l->command = log_command(before(s, " code = "));
	l->words = after(s, " details = \"");
	for (i = 0; i < l->words.n; i++)
		if (l->words.p[i] == '"' && (i + 1 == l->words.n ||
		    (log_starts(slice_skip(l->words, i), "\", ") &&
		    log_has(slice_skip(l->words, i), " = "))))
			break;
	l->words = log_to(l->words, i);
	return l->failed = true;
}

/* PowerMTA's accounting: "b,TIME,...,smtp;550 words,5.1.1 (meaning),...". */
static bool
powermta(struct log_line *l)
{
	struct slice s;
	size_t i;

	s = l->msg;
	if (s.n < 2 || s.p[1] != ',' || !log_has(s, "smtp;") ||
	    memchr("bdtfr", *s.p, 5) == NULL)
		return false;
	l->format = "powermta";
	l->mail = true;
	l->direction = DIRECTION_OUT;
	l->outcome = *s.p == 'd' ? "sent" : *s.p == 't' ? "deferred" :
	    "bounced";
	l->sent = *s.p == 'd';
	l->words = after(s, "smtp;");
	for (i = 0; i + 6 < l->words.n; i++)
		if (l->words.p[i] == '"' || (l->words.p[i] == ',' &&
		    log_digit(l->words.p[i + 1]) && l->words.p[i + 2] == '.'))
			break;
	l->words = log_to(l->words, i + 6 < l->words.n ? i : l->words.n);
	return l->failed = true;
}

/* A curl, swaks or Python error: a client of mail says what went wrong. */
static bool
client(struct log_line *l)
{
	static const char *const marks[] = {
		"*** Error connecting ", "*** Remote host closed connection",
		"*** TLS ", "*** No authentication type", "curl: (",
		"ConnectionRefusedError", "ConnectionResetError",
		"smtplib.SMTP", "socket.timeout", "TimeoutError",
		"socket.gaierror", "ssl.SSL", "msmtp: ", "sendmail: ",
		"mail: ", "mutt: ", "smtp: Failed: ", "Sending failed: ",
		"SMTP Error: ", "SMTP ERROR: ", "Mailer Error: ",
		"SMTP connect() failed", "PHPMailer", "ssmtp: ", "sendemail",
		"javax.mail.", "com.sun.mail.", "Net::SMTP", "esmtp: ",
		"SMTP Connect() failed", "git send-email", "Unable to initialize SMTP"
	};
	struct slice s;
	size_t k, i;

	s = l->line;
	for (k = 0; k < sizeof(marks) / sizeof(marks[0]); k++) {
		i = log_at(log_to(s, 200), marks[k]);
		if (i == s.n || i == 200)
			continue;
		l->mail = l->client = true;
		l->words = slice_skip(s, i);
		if (log_starts(s, "smtp: Succeeded: ")) {
			l->sent = true;
			l->outcome = "sent";
		}
		l->direction = DIRECTION_OUT;
		l->failed = log_has(s, "rror") || log_has(s, "ailed") ||
		    log_has(s, "xception") || log_has(s, "closed") ||
		    log_has(s, "cannot") || log_has(s, "not ") ||
		    log_has(s, "imeout") || log_has(s, "curl: (");
		return l->failed;
	}
	return false;
}

bool
log_form(struct log_line *l)
{
	return qmail(l) || msmtp(l) || haraka(l) || opensmtpd(l) ||
	    postfix(l) || sendmail(l) || courier(l) || dma(l) || exim(l) ||
	    stalwart(l) || powermta(l) || client(l);
}

void
log_context(struct log_line *l, struct slice head, struct slice tail)
{
	static const char *const rcpt[] = { "RCPT TO:<", "rcpt TO:<",
	    "RCPT to:<", " to=<", "rcpt=<", "recipient <", "addr=<",
	    "for <", "To: <", "Rcpt-to:<", "to <" };
	struct slice s;
	size_t k, i;
	bool postfix;

	postfix = l->format == NULL || strcmp(l->format, "postfix") == 0;
	if (l->command == COMMAND_NONE && !postfix)
		l->command = log_command(head);
	i = log_at_last(tail, "(in reply to ");
	if (l->command == COMMAND_NONE && i < tail.n)
		l->command = log_command(log_to(slice_skip(tail, i),
		    log_at(slice_skip(tail, i), ")")));
	if (l->command == COMMAND_NONE && postfix)
		l->command = log_command(head);
	for (k = 0; l->recipient.n == 0 && k < sizeof(rcpt) / sizeof(rcpt[0]);
	    k++)
		l->recipient = log_value(head, rcpt[k], ">");
	if (l->host.n == 0) {
		s = after_last(head, "host ");
		if (s.p == NULL)
			s = after_last(head, "server ");
		if (s.p != NULL && log_at(host_name(s), ".") < host_name(s).n)
			l->host = host_name(s);
	}
	set_outcome(l, NULL);
}

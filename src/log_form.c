/*
 * log_form.c - what each program's lines say beside the reply: one small
 * "mine?" function a form.
 */
#include <string.h>

#include "log.h"

const char *
log_outcome(struct slice word)
{
	static const struct {
		unsigned char n;
		char word[17], outcome[9];
	} list[] = {
#define O(word, outcome) { sizeof(word) - 1, word, outcome }
		O("sent", "sent"), O("deferred", "deferred"),
		O("bounced", "bounced"), O("expired", "expired"),
		O("undeliverable", "bounced"), O("deliverable", "sent"),
		O("softbounce", "deferred"), O("permfail", "bounced"),
		O("tempfail", "deferred"), O("ok", "sent"),
		O("failure", "bounced"), O("deferral", "deferred"),
		O("success", "sent"), O("delivered", "sent"),
		O("rejected", "rejected"), O("failed", "bounced"),
		O("bounce", "bounced"), O("bouncing", "bounced"),
		O("dropped", "bounced"), O("deferring", "deferred"),
		O("delayed", "deferred"), O("relayed", "sent"),
		O("transientfailure", "deferred"), O("reject", "rejected"),
		O("reception", ""), O("delivery", "sent"),
		O("permanent_fail", "bounced"), O("failing", "deferred"),
		O("temporary_fail", "deferred"), O("queued", "deferred")
#undef O
	};
	size_t i;

	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		if (word.n == list[i].n &&
		    (memcmp(word.p, list[i].word, word.n) == 0 ||
		    slice_starts(word, list[i].word)))
			return list[i].outcome[0] == '\0' ? NULL :
			    list[i].outcome;
	return NULL;
}

static bool
good(const char *word)
{
	return word != NULL && strcmp(word, "sent") == 0;
}

/*
 * The command whose refusal Sendmail words so (usersmtp.c): EX_NOUSER is for
 * RCPT alone, EX_DATAERR for MAIL, and EX_PROTOCOL, where it is a 5yz, for what
 * is no x5z behind the message.
 */
static enum command
sendmail_asked(struct slice stat, struct slice reply)
{
	return log_same(stat, LOG_S("User unknown")) ? COMMAND_RCPT :
	    log_same(stat, LOG_S("Data format error")) ? COMMAND_MAIL :
	    log_same(stat, LOG_S("Remote protocol error")) &&
	    log_starts(reply, "5") ? COMMAND_DOT : COMMAND_NONE;
}

/* "to=x, delay=..., relay=NAME. [IP], dsn=5.1.1, reply=550 ..., stat=...". */
static bool
sendmail_delivery(struct log_line *l)
{
	struct slice s = l->msg, stat;

	if (!log_holds(l, s, ", stat=") ||
	    (!log_holds(l, s, "to=") && !log_holds(l, s, "mailer=")))
		return false;
	l->format = "sendmail";
	l->direction = DIRECTION_OUT;
	stat = log_after(s, ", stat=");
	l->recipient = log_unbracket(log_value(s, "to=", ","));
	l->host = log_host(log_value(s, "relay=", ", "));
	reply_status(log_after(s, "dsn="), &l->verdict);
	l->sent = log_starts(stat, "Sent");
	l->outcome = l->sent ? "sent" : l->verdict.class == 4 ||
	    log_starts(stat, "Deferred") || log_starts(stat, "queued") ?
	    "deferred" : "bounced";
	/* A line from the queue's first look says nothing yet. */
	l->failed = l->sent || l->verdict.class > 2 ||
	    !log_starts(stat, "queued");
	l->words = log_after(s, ", reply=");
	/* A local mailer's failure is no server's reply, nor is what the rule
	 * set tls_server says. */
	if (l->words.p == NULL && log_ends(stat, "TLS handshake failed."))
		l->words = log_after(stat, " 4.7.0 ");
	else if (l->words.p == NULL || log_holds(l, s, "mailer=local,"))
		l->words = stat;
	else {
		l->words = log_before(l->words, ", stat=");
		l->command = sendmail_asked(stat, l->words);
	}
	if (l->sent && log_holds(l, stat, "("))
		l->words = log_after(stat, "(");
	if (l->sent && log_ends(l->words, ")"))
		l->words.n--;
	return true;
}

/* "ruleset=check_rcpt, arg1=<x>, relay=NAME [IP], reject=550 ...". */
static bool
sendmail_ruleset(struct log_line *l)
{
	struct slice s = l->msg, word;

	if (!log_holds(l, s, "ruleset=") || !log_holds(l, s, "reject="))
		return false;
	l->format = "sendmail";
	l->direction = DIRECTION_IN;
	l->outcome = "rejected";
	l->failed = true;
	l->words = log_after(s, "reject=");
	l->host = log_host(log_value(s, "relay=", ", "));
	word = log_value(s, "ruleset=", ",");
	l->command = log_holds(l, word, "rcpt") ? COMMAND_RCPT :
	    log_holds(l, word, "mail") ? COMMAND_MAIL :
	    log_holds(l, word, "data") ? COMMAND_DATA :
	    log_holds(l, word, "eom") ? COMMAND_DOT :
	    log_holds(l, word, "tls") ? COMMAND_STARTTLS :
	    log_holds(l, word, "relay") ? COMMAND_CONNECT : COMMAND_NONE;
	if (l->command == COMMAND_RCPT)
		l->recipient = log_unbracket(log_value(s, "arg1=", ","));
	/* Our own client's check of a server, not a reply. */
	if (log_holds(l, word, "tls_server") && l->words.n > 4) {
		l->words = slice_skip(l->words, 4);
		l->direction = DIRECTION_OUT;
	}
	return true;
}

static bool
sendmail(struct log_line *l)
{
	struct slice s = l->msg;

	if (sendmail_delivery(l) || sendmail_ruleset(l))
		return true;
	if (!log_holds(l, l->program, "sendmail") &&
	    !log_holds(l, l->program, "sm-mta"))
		return false;
	l->format = "sendmail";
	if (log_holds(l, s, "Milter: ") && log_holds(l, s, "reject=")) {
		l->words = log_after(s, "reject=");
		l->direction = DIRECTION_IN;
		l->outcome = "rejected";
		l->recipient = log_unbracket(log_value(s, " to=", ","));
		l->command = l->recipient.n > 0 ? COMMAND_RCPT :
		    log_holds(l, s, " from=") ? COMMAND_MAIL :
		    log_holds(l, s, ": data") ? COMMAND_DOT :
		    log_command(log_before(s, "reject="));
		return l->failed = true;
	}
	if (log_holds(l, s, "protocol error: ")) {
		l->words = log_after(s, "protocol error: ");
		l->command = log_command(log_before(s, " protocol error: "));
		l->direction = DIRECTION_OUT;
		return l->failed = true;
	}
	if (log_holds(l, s, "... ") && log_holds(l, s, ": <")) {
		l->words = log_after(s, "... ");
		l->recipient = log_value(s, "<", ">");
		l->direction = DIRECTION_IN;
		l->command = COMMAND_RCPT;
		l->outcome = "rejected";
		return l->failed = true;
	}
	if (log_holds(l, s, "timeout waiting for input") ||
	    log_holds(l, s, "lost input channel") ||
	    log_holds(l, s, "possible SMTP attack") ||
	    log_holds(l, s, "SYSERR") ||
	    log_holds(l, s, "did not issue MAIL")) {
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
	if (log_holds(l, s, "result=\"") && log_holds(l, s, "stat=\"")) {
		l->format = "opensmtpd";
		l->direction = DIRECTION_OUT;
		l->outcome = log_outcome(log_value(s, "result=\"", "\""));
		l->sent = good(l->outcome);
		l->recipient = log_unbracket(log_value(s, "to=", " "));
		l->host = log_value(s, "relay=\"", "\"");
		if (log_holds(l, l->host, "("))
			l->host = log_value(l->host, "(", ")");
		l->words = log_after(s, "stat=\"");
		if (log_ends(l->words, "\""))
			l->words.n--;
		return l->failed = true;
	}
	if (log_holds(l, s, "failed-command") && log_holds(l, s, "result=\"")) {
		l->format = "opensmtpd";
		l->direction = DIRECTION_IN;
		l->outcome = "rejected";
		l->command = log_verb(log_value(s, "command=\"", "\""));
		if (log_holds(l, s, "command=\"\""))
			l->command = COMMAND_CONNECT;
		l->words = log_after(s, "result=\"");
		if (log_ends(l->words, "\""))
			l->words.n--;
		if (l->command == COMMAND_RCPT)
			l->recipient = log_value(log_value(s, "command=\"",
			    "\""), "<", ">");
		return l->failed = true;
	}
	if (log_holds(l, s, "mta error reason=")) {
		l->format = "opensmtpd";
		l->direction = DIRECTION_OUT;
		l->words = log_after(s, "reason=");
		l->command = log_command(log_before(l->words, ":"));
		if (log_holds(l, l->words, "rejected: "))
			l->words = log_after(l->words, "rejected: ");
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
	if (!log_holds(l, l->program, "courier") && !log_starts(s, "id="))
		return false;
	if (log_starts(s, "error,relay=")) {
		l->format = "courier";
		l->direction = DIRECTION_IN;
		l->outcome = "rejected";
		l->host = log_value(s, "relay=", ",");
		l->words = log_before(log_after(s, "msg=\""), "\"");
		if (l->words.p == NULL)
			l->words = log_after(s, ": ");
		l->recipient = log_value(s, ",to=<", ">");
		return l->failed = true;
	}
	if (!log_holds(l, s, "addr=<"))
		return false;
	/* ",status: failure" ends what the lines above said. */
	if (log_holds(l, s, ">,status: ") || log_holds(l, s, ">,success: "))
		return l->quiet = true;
	l->format = "courier";
	l->direction = DIRECTION_OUT;
	l->recipient = log_value(s, "addr=<", ">");
	s = log_after(s, "addr=<");
	if (log_holds(l, s, ">: ")) {
		l->words = log_after(s, ">: ");
		/* A code of courierd's own, for what its modules reported. */
		if (log_same(l->program, LOG_S("courierd")) &&
		    l->words.n > 4 && slice_digit(*l->words.p))
			l->words = slice_skip(l->words, 4);
		/* What is logged of a delivery is its last reply. */
		if (log_starts(l->words, "2"))
			l->command = COMMAND_DOT;
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
	rest = log_after(l->words, "Connected to ");
	l->host = log_host(rest.p == NULL ? l->words : rest);
	if (log_at(l->host, ".") == l->host.n)
		l->host.n = 0;
	return true;
}

/* One that Haraka delivered, or could not. */
static bool
haraka_out(struct log_line *l)
{
	static const char marks[][32] = { "bouncing mail: ",
	    "Temp failing ", " rejected: ", " deferred: ", "delivered file=",
	    "Failed to get socket", "Unrecognized response from ",
	    "Some recipients temp failed: " };
	struct slice s = l->msg;
	size_t k, i;
	int code;

	for (k = 0; k < sizeof(marks) / sizeof(marks[0]); k++) {
		i = log_holds_at(l, s, marks[k]);
		if (i == s.n || (k < 3 && log_at(s, marks[k + 1]) < i) ||
		    (k == 2 && log_at(s, marks[3]) < i))
			continue;
		l->direction = DIRECTION_OUT;
		l->outcome = k == 0 || k == 2 ? "bounced" : k == 4 ? "sent" :
		    "deferred";
		l->sent = k == 4;
		l->words = slice_skip(s, i + (k > 4 ? 0 : strlen(marks[k])));
		if (k == 1)
			l->words = log_after(l->words, ": ");
		if (k == 4)
			l->words = log_after(s, "response=\"");
		if (log_starts(l->words, marks[6]) &&
		    reply_code(log_after(l->words, ": "), &code) > 0)
			l->words = log_after(l->words, ": ");
		l->recipient = log_value(s, k == 7 ? ": <" : "recipient <",
		    ">");
		return l->failed = true;
	}
	return false;
}

/* What Haraka refused: a plugin's msg="", or the last reply, lr="". */
static bool
haraka_in(struct log_line *l)
{
	struct slice s = l->msg;
	bool last = log_holds(l, s, "lr=\"");

	if (!last && !log_holds(l, s, "msg=\""))
		return false;
	l->direction = DIRECTION_IN;
	l->words = log_value(s, last ? "lr=\"" : "msg=\"", "\"");
	l->outcome = "rejected";
	if (log_holds(l, s, "hook=") || log_holds(l, s, "code="))
		l->command = log_holds(l, s, "hook=mail") ||
		    log_holds(l, s, "sender <") ? COMMAND_MAIL :
		    log_holds(l, s, "hook=rcpt") ||
		    log_holds(l, s, "recipient <") ? COMMAND_RCPT :
		    log_holds(l, s, "hook=data") ||
		    log_holds(l, s, "message mid=") ? COMMAND_DOT :
		    COMMAND_NONE;
	return l->failed = last || log_holds(l, s, "DENY");
}

static bool
haraka(struct log_line *l)
{
	if (!log_holds(l, l->msg, "[outbound]") &&
	    !log_holds(l, l->msg, "[core]") &&
	    !log_holds(l, l->line, "\"origin\":\""))
		return false;
	l->format = "haraka";
	l->mail = true;
	return haraka_out(l) || haraka_in(l);
}

/* msmtp's log file: key=value, words in single quotes. */
static bool
msmtp(struct log_line *l)
{
	struct slice s, e;
	size_t i;

	s = l->line;
	if (!log_holds(l, s, "recipients=") || !log_holds(l, s, "exitcode="))
		return false;
	l->format = "msmtp";
	l->direction = DIRECTION_OUT;
	l->mail = true;
	l->recipient = log_value(s, "recipients=", ", ");
	l->host = log_value(s, "host=", " ");
	l->sent = log_holds(l, s, "exitcode=EX_OK");
	l->outcome = l->sent ? "sent" : "bounced";
	e = log_after(s, "errormsg='");
	i = log_at_last(e, "' exitcode=");
	e = log_to(e, i);
	l->words = log_after(s, "smtpmsg='");
	if (l->words.p != NULL) {
		i = log_at(l->words, "' errormsg='");
		if (i == l->words.n)
			i = log_at(l->words, "' exitcode=");
		l->words = log_to(l->words, i);
		l->command = log_command(log_to(e, log_at(e, "@")));
		if (log_holds(l, e, "EHLO or HELO"))
			l->command = COMMAND_EHLO;
		if (log_holds(l, e, "accept mail data"))
			l->command = COMMAND_DATA;
		if (log_holds(l, e, "did not accept the mail") ||
		    log_holds(l, e, "not accept the mail"))
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
	static const char marks[][28] = { "remote delivery to ",
	    "remote delivery deferred: ", "server greeting at " };
	struct slice s, h;
	size_t k;

	s = l->msg;
	h = (struct slice){ NULL, 0 };
	for (k = 0; k < 3 && h.p == NULL; k++)
		if (log_may_have(l->pairs, marks[k]))
			h = log_after(s, marks[k]);
	if (h.p == NULL || log_starts(s, "trying"))
		return false;
	l->format = "dma";
	l->direction = DIRECTION_OUT;
	l->outcome = log_holds(l, s, "deferred") ? "deferred" : "bounced";
	l->host = log_host(h);
	l->words = log_after(h, ": ");
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
	if (!log_holds(l, s, " = "))
		return false;
	if (log_holds(l, s, "(delivery.") && log_holds(l, s, " reason = \"")) {
		l->format = "stalwart";
		l->direction = DIRECTION_OUT;
		l->host = log_value(s, "hostname = \"", "\"");
		l->words = log_value(s, " reason = \"", "\"");
		return l->failed = true;
	}
	if (!log_holds(l, s, " code = ") || !log_holds(l, s, " details = \""))
		return false;
	l->format = "stalwart";
	l->mail = true;
	l->direction = DIRECTION_OUT;
	if (reply_code(log_to(log_after(s, " code = "), 3), &l->code) == 0)
		return false;
	reply_status(log_after(s, " enhanced = \""), &l->stated);
	l->host = log_value(s, "hostname = \"", "\"");
	l->recipient = log_value(s, "to = [\"", "\"");
	l->command = log_command(log_before(s, " code = "));
	l->words = log_after(s, " details = \"");
	for (i = 0; i < l->words.n; i++)
		if (l->words.p[i] == '"' && (i + 1 == l->words.n ||
		    (log_starts(slice_skip(l->words, i), "\", ") &&
		    log_holds(l, slice_skip(l->words, i), " = "))))
			break;
	l->words = log_to(l->words, i);
	return l->failed = true;
}

/*
 * PowerMTA's accounting: "b,TIME,...,smtp;550 words,5.1.1 (meaning),..."; where
 * no reply came, "b,TIME,...,failed,5.1.2 (meaning),,...".
 */
static bool
powermta(struct log_line *l)
{
	struct slice s;
	size_t i;

	s = l->msg;
	if (s.n < 2 || s.p[1] != ',' || memchr("bdtfr", *s.p, 5) == NULL)
		return false;
	if (!log_holds(l, s, "smtp;")) {
		l->words = log_after(s, *s.p == 'b' ? ",failed," : ",delayed,");
		i = reply_status(l->words, &l->verdict);
		if (i == 0 || !log_begins(slice_skip(l->words, i), " ("))
			return false;
		l->words = log_value(slice_skip(l->words, i), "(", ")");
	}
	l->format = "powermta";
	l->mail = true;
	l->direction = DIRECTION_OUT;
	l->outcome = *s.p == 'd' ? "sent" : *s.p == 't' ? "deferred" :
	    "bounced";
	l->sent = *s.p == 'd';
	if (l->verdict.class != 0)
		return l->failed = true;
	l->words = log_after(s, "smtp;");
	for (i = 0; i + 6 < l->words.n; i++)
		if (l->words.p[i] == '"' || (l->words.p[i] == ',' &&
		    slice_digit(l->words.p[i + 1]) && l->words.p[i + 2] == '.'))
			break;
	l->words = log_to(l->words, i + 6 < l->words.n ? i : l->words.n);
	return l->failed = true;
}

/*
 * Exchange's message tracking: "...,SMTP,DEFER,...,RECIPIENT,[{LED=451 words};
 * {MSG=};{FQDN=NAME};...],...,SUBJECT,...".  What went well has no LED.
 */
static bool
tracking(struct log_line *l)
{
	static const char well[] =
	    ",storedriver,deliver,\0,storedriver,receive,\0"
	    ",storedriver,submit,\0,storedriver,notifymapi,\0"
	    ",smtp,receive,\0,smtp,send,\0,smtp,submit,\0,routing,resolve,\0"
	    ",routing,expand,\0,routing,transfer,\0,agent,agentinfo,\0";
	struct slice s = l->whole ? l->msg : l->line, to;

	if (!log_holds(l, s, "{LED="))
		return l->quiet = l->quiet ||
		    (log_holds(l, s, ",,") && log_holds_any(l, s, well));
	l->words = log_after(s, "{LED=");
	if (!log_has(l->words, "}"))
		return false;
	l->words = log_before(l->words, "}");
	l->format = "exchange";
	l->mail = true;
	l->direction = DIRECTION_OUT;
	l->host = log_value(s, "{FQDN=", "}");
	to = log_to(s, log_at(s, "[{LED="));
	while (to.n > 0 && memchr(",\"", to.p[to.n - 1], 2) != NULL)
		to.n--;
	to = log_after_last(to, ",");
	if (to.p != NULL && memchr(to.p, '@', to.n) != NULL)
		l->recipient = to;
	return l->failed = true;
}

/*
 * Cisco's "Bounced: DCID 5 MID 8 to RID 0 - 5.1.2 - Bad destination host
 * ('000', ['words'])": the status is its own, and 000 that no reply came.
 */
static bool
cisco(struct log_line *l)
{
	struct slice s = l->msg;

	if (!log_holds(l, s, ": DCID ") || !log_holds_any(l, s,
	    "bounced: dcid \0delayed: dcid \0connection error: dcid \0"))
		return false;
	l->format = "ironport";
	l->mail = true;
	l->direction = DIRECTION_OUT;
	l->recipient = log_value(s, " To: <", ">");
	if (log_holds(l, s, "Connection Error: ")) {
		l->words = log_after(s, " details: ");
		l->given = CAUSE_CONNECTION_FAILED;
		return l->failed = l->own = true;
	}
	l->outcome = log_holds(l, s, "Bounced: ") ? "bounced" : "deferred";
	s = log_after(s, " RID ");
	reply_status(log_after(s, " - "), &l->verdict);
	l->words = s;
	if (log_holds(l, s, "('000', ["))
		l->words = log_after(log_after(s, " - "), " - ");
	return l->failed = true;
}

/*
 * The first field from i on that begins with a reply's code, where sep stands
 * between fields; it goes on to the next one, or to the end for '@'.
 */
static bool
field_reply(struct log_line *l, size_t i, char sep)
{
	struct slice s = l->msg, rest;
	int code;

	for (; i + 4 < s.n; i++) {
		rest = slice_skip(s, i);
		if (s.p[i - 1] != sep || reply_code(rest, &code) == 0 ||
		    rest.p[3] == sep || !log_likely(code))
			continue;
		l->words = sep == '@' ? rest : log_to(rest, log_at(rest,
		    "\t"));
		l->mail = true;
		return l->failed = true;
	}
	return false;
}

/*
 * Momentum's "TIME@ID@BATCH@CONNECTION@B@joe@a.example@me@b.example@...@IP@550
 * words", B for bounces, T for what is tried again.
 */
static bool
momentum(struct log_line *l)
{
	struct slice s = l->msg;
	size_t i, from[9], n = 0;

	for (i = 0; i < s.n && n < 9; i++)
		if (s.p[i] == '@')
			from[n++] = i + 1;
		else if (n == 0 && !slice_digit(s.p[i]))
			return false;
	if (n < 9 || from[0] < 11 || from[4] - from[3] != 2 ||
	    memchr("BPT", s.p[from[3]], 3) == NULL ||
	    !field_reply(l, from[8], '@'))
		return false;
	l->format = "momentum";
	l->direction = DIRECTION_OUT;
	l->outcome = s.p[from[3]] == 'T' ? "deferred" : "bounced";
	l->recipient = (struct slice){ s.p + from[4], from[6] - from[4] - 1 };
	return true;
}

/* MailEnable's activity log: tabs between time, service, command and reply. */
static bool
mailenable(struct log_line *l)
{
	size_t	 i;

	i = log_at(l->msg, "\tSMTP-");
	if (i > 20 || i + 8 > l->msg.n || !field_reply(l, i + 8, '\t'))
		return false;
	l->format = "mailenable";
	l->direction = l->msg.p[i + 6] == 'I' ? DIRECTION_IN : DIRECTION_OUT;
	l->command = log_verb(log_after_last(log_to(l->msg, (size_t)
	    (l->words.p - l->msg.p) - 1), "\t"));
	if (l->command == COMMAND_NONE && log_begins(l->words, "220 "))
		l->command = COMMAND_CONNECT;
	return true;
}

/* IIS's SMTP service, its blanks already tabs: one reply a line. */
static bool
iis(struct log_line *l)
{
	struct slice	 s = l->msg;

	if (!log_holds(l, s, "\tSMTPSVC") ||
	    !field_reply(l, log_at(s, "\tSMTPSVC") + 1, '\t'))
		return false;
	l->format = "iis";
	l->direction = log_holds(l, s, "OutboundConnection") ? DIRECTION_OUT :
	    DIRECTION_IN;
	return true;
}

/*
 * PHPMailer's list of what went wrong, behind the address: "MAIL FROM command
 * failed,WORDS,550,5.7.1".
 */
static void
phpmailer(struct log_line *l)
{
	struct slice s = l->words;
	size_t i;

	i = log_at_last(s, ",");
	if (i + 1 < s.n && reply_status(slice_skip(s, i + 1), &l->stated) == 0)
		return;
	s = log_to(s, i);
	i = log_at_last(s, ",");
	if (s.n < i + 4 || reply_code(slice_skip(s, i + 1), &l->code) == 0)
		return;
	l->words = log_after(log_to(s, i), " command failed,");
}

/* Where a client's mark stands among the first words; s.n: nowhere. */
static size_t
client_mark(const struct log_line *l, struct slice s)
{
	static const char marks[][40] = {
		"*** Error connecting ", "*** Remote host closed connection",
		"*** TLS ", "*** No authentication type", "curl: (",
		"ConnectionRefusedError", "ConnectionResetError",
		"smtplib.SMTP", "socket.timeout", "TimeoutError",
		"socket.gaierror", "ssl.SSL", "msmtp: ", "sendmail: ",
		"mail: ", "mutt: ", "smtp: Failed: ", "smtp: Succeeded: ",
		"Sending failed: ",
		"SMTP Error: ", "SMTP ERROR: ", "Mailer Error: ",
		"The following From address failed: ",
		"SMTP connect() failed", "PHPMailer", "ssmtp: ", "sendemail",
		"javax.mail.", "jakarta.mail.", "com.sun.mail.",
		".angus.mail.", "Net::SMTP", "::SMTP] ",
		"esmtp: ",
		"SMTP Connect() failed", "git send-email",
		"Unable to initialize SMTP"
	};
	/* What curl says of HTTP and of FTP. */
	static const char curls[] = "curl: (22)\0(78) \0(67) access\0"
	    "(9) server denied\0";
	size_t k, i;

	for (k = 0; k < sizeof(marks) / sizeof(marks[0]); k++) {
		i = log_holds_at(l, log_to(s, 200), marks[k]);
		if (i == s.n || i == 200)
			continue;
		if (marks[k][0] == 'c' && (log_elsewhere(s) ||
		    slice_has_any(log_to(slice_skip(s, i), 60), curls)))
			return s.n;
		/* A program's name begins the line. */
		if (i > 0 && marks[k][strlen(marks[k]) - 1] == ' ' &&
		    marks[k][0] >= 'a' && marks[k][0] <= 'z' &&
		    s.p[i - 1] != '-')
			continue;
		return i;
	}
	return s.n;
}

/* A curl, swaks or Python error: a client of mail says what went wrong. */
static bool
client(struct log_line *l)
{
	struct slice s;
	size_t i;

	s = l->whole ? l->msg : l->line;
	i = client_mark(l, s);
	/* A line of the program, as Python's tracebacks show it. */
	if (i == s.n || log_starts(slice_skip(s, i), "smtplib.SMTP(") ||
	    log_starts(slice_skip(s, i), "smtplib.SMTP_SSL("))
		return false;
	l->mail = l->client = true;
	l->words = slice_skip(s, i);
	/* Net::Cmd makes up a code: "421 [Net::SMTP] Timeout". */
	if (log_has(s, "::SMTP] ") || log_has(s, "Net::Cmd::")) {
		l->given = CAUSE_CONNECTION_FAILED;
		return l->failed = l->own = true;
	}
	if (log_starts(s, "smtp: Succeeded: ")) {
		l->sent = true;
		l->outcome = "sent";
	}
	if (log_starts(l->words, "The following From address "))
		phpmailer(l);
	l->direction = DIRECTION_OUT;
	l->failed = log_holds(l, s, "rror") || log_holds(l, s, "ailed") ||
	    log_holds(l, s, "xception") || log_holds(l, s, "closed") ||
	    log_holds(l, s, "cannot") || log_holds(l, s, "not ") ||
	    log_holds(l, s, "imeout") || log_holds(l, s, "curl: (") ||
	    log_likely_cause(l) != CAUSE_NONE;
	return l->failed || l->sent;
}

bool
log_form(struct log_line *l)
{
	return qmail(l) || msmtp(l) || haraka(l) || opensmtpd(l) ||
	    log_by_postfix(l) || log_by_own(l) || sendmail(l) || courier(l) ||
	    dma(l) || log_by_exim(l) || stalwart(l) || powermta(l) ||
	    cisco(l) || tracking(l) || momentum(l) || mailenable(l) ||
	    iis(l) || client(l);
}

void
log_context(struct log_line *l, struct slice head, struct slice tail)
{
	static const char rcpt[][16] = { "RCPT TO:<", "rcpt TO:<",
	    "RCPT to:<", " to=<", "rcpt=<", "recipient <", "addr=<",
	    "for <", "To: <", "Rcpt-to:<", "to <", "> -> <" };
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
	/* "unexpected response 550 to RCPT TO command" */
	if (l->command == COMMAND_NONE &&
	    log_begins(slice_skip(tail, 3), " to "))
		l->command = log_command(log_to(tail, 40));
	/* Exim's "sender verify fail for <x>" is of no recipient. */
	for (k = 0; l->recipient.n == 0 && k < sizeof(rcpt) / sizeof(rcpt[0]) &&
	    !log_holds(l, head, "sender verify "); k++)
		if (log_may_have(l->pairs, rcpt[k]))
			l->recipient = log_value(head, rcpt[k], ">");
	if (l->host.n == 0) {
		s = log_after_last(head, "host ");
		if (s.p == NULL)
			s = log_after_last(head, "server ");
		if (s.p != NULL && log_at(log_host(s), ".") < log_host(s).n)
			l->host = log_host(s);
	}
}

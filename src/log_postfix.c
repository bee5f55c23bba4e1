/*
 * log_postfix.c - what Postfix says beside the reply: deliveries, rejections,
 * failures of its clients, however they are put.
 */
#include <string.h>

#include "log.h"

/* "to=<x>, relay=NAME[IP]:25, ... dsn=5.1.1, status=bounced (...)". */
static bool
postfix_delivery(struct log_line *l)
{
	struct slice s, st, word;
	size_t n;

	s = l->msg;
	if (!log_holds(l, s, "status=") || !log_holds(l, s, "dsn=") ||
	    !log_holds(l, s, "to="))
		return false;
	st = log_after(s, "status=");
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
	l->sent = l->outcome != NULL && strcmp(l->outcome, "sent") == 0;
	l->failed = true;
	l->direction = DIRECTION_OUT;
	reply_status(log_after(s, "dsn="), &l->verdict);
	l->recipient = log_unbracket(log_value(s, "to=", ","));
	l->host = log_host(log_value(s, "relay=", ","));
	/* "none", "local", "dovecot" are no hosts. */
	if (!log_holds(l, l->host, "."))
		l->host.n = 0;
	st = slice_skip(st, 2);
	if (log_ends(st, ")"))
		st.n--;
	log_reason(l, st);
	return true;
}

/* Where the session stood, as a rejection of smtpd's or cleanup's names it. */
static enum command
stage(struct slice s)
{
	static const struct {
		char word[16];
		uint8_t command;
	} stages[] = {
		{ "RCPT ", COMMAND_RCPT }, { "MAIL ", COMMAND_MAIL },
		{ "EHLO ", COMMAND_EHLO }, { "HELO ", COMMAND_HELO },
		{ "CONNECT ", COMMAND_CONNECT }, { "DATA ", COMMAND_DATA },
		{ "END-OF-MESSAGE", COMMAND_DOT }, { "BDAT ", COMMAND_BDAT },
		{ "VRFY ", COMMAND_VRFY }, { "ETRN ", COMMAND_ETRN },
		{ "STARTTLS ", COMMAND_STARTTLS }, { "AUTH ", COMMAND_AUTH },
		{ "header ", COMMAND_DOT }, { "body ", COMMAND_DOT },
		{ "mime-header ", COMMAND_DOT },
		{ "nested-header ", COMMAND_DOT }
	};
	size_t k;

	for (k = 0; k < sizeof(stages) / sizeof(stages[0]); k++)
		if (log_starts(s, stages[k].word))
			return (enum command)stages[k].command;
	return COMMAND_NONE;
}

/* "4F1: warning: header Subject: ...": it holds a mail's words. */
static bool
header_check(struct log_line *l)
{
	struct slice s = log_behind_id(l->msg);

	s = slice_skip(s, log_at(log_to(s, 16), ": ") + 2);
	return l->quiet = log_starts(s, "header ") || log_starts(s, "body ") ||
	    log_starts(s, "mime-header ") || log_starts(s, "nested-header ");
}

/* What stands behind the word for what was done, *outcome; or none. */
static struct slice
action(const struct log_line *l, const char **outcome)
{
	static const struct {
		char word[20], outcome[12];
	} acts[] = {
		{ "milter-reject: ", "rejected" }, { "reject: ", "rejected" },
		{ "proxy-reject: ", "rejected" },
		{ "reject_warning: ", "accepted" }, { "warn: ", "accepted" },
		{ "milter-hold: ", "held" }, { "hold: ", "held" },
		{ "milter-discard: ", "discarded" },
		{ "discard: ", "discarded" }
	};
	struct slice s = l->msg;
	size_t k, i;

	for (k = 0; k < sizeof(acts) / sizeof(acts[0]); k++) {
		i = log_holds_at(l, log_to(s, 60), acts[k].word);
		if (i < s.n && i < 60 && (i == 0 || s.p[i - 1] == ' ')) {
			*outcome = acts[k].outcome;
			return slice_skip(s, i + strlen(acts[k].word));
		}
	}
	return (struct slice){ NULL, 0 };
}

/* cleanup puts the words last: "...; from=<> helo=<x>: 5.7.1 w" */
static struct slice
cleanup_words(const struct log_line *l, struct slice rest)
{
	struct slice end = log_after_last(rest, ">: ");

	if (l->command == COMMAND_DOT && log_holds(l, rest, "; from=<") &&
	    log_holds(l, log_before(rest, "; from=<"), " from ") &&
	    end.p != NULL && end.p > rest.p + log_at(rest, "; from=<"))
		return end;
	return (struct slice){ NULL, 0 };
}

/* The words between the client and what is told of the mail. */
static struct slice
smtpd_words(struct slice rest)
{
	size_t i;

	/* What a content filter refused is from nobody. */
	rest = log_starts(rest, "END-OF-MESSAGE: ") ? slice_skip(rest, 16) :
	    log_behind_client(log_after(rest, " from "));
	i = log_at(rest, "; from=<");
	if (i == rest.n)
		i = log_at(rest, "; to=<");
	if (i == rest.n)
		i = log_at(rest, "; proto=");
	return log_to(rest, i);
}

/* "NOQUEUE: reject: RCPT from NAME[IP]: 554 5.7.1 ...; from=<x> ...". */
static bool
postfix_reject(struct log_line *l)
{
	const char *outcome;
	struct slice rest = action(l, &outcome);

	if (rest.p == NULL)
		return header_check(l);
	l->command = stage(rest);
	if (l->command == COMMAND_NONE)
		return false;
	l->format = "postfix";
	l->direction = DIRECTION_IN;
	l->outcome = outcome;
	l->failed = true;
	l->recipient = log_unbracket(log_value(rest, " to=", " ,"));
	if (l->recipient.n > 0 && l->recipient.p[l->recipient.n - 1] == ',')
		l->recipient.n--;
	l->host = log_host(log_after(rest, " from "));
	l->words = cleanup_words(l, rest);
	if (l->words.p == NULL) {
		l->words = smtpd_words(rest);
		l->likely = log_not_logged_in(l);
	}
	return true;
}

/* "<joe@a.example>: host NAME[IP] said: ...", as a bounce has it. */
static struct slice
bounced(struct slice s)
{
	struct slice none = { NULL, 0 };

	while (s.n > 0 && memchr(" >|", *s.p, 3) != NULL)
		s = slice_skip(s, 1);
	return s.n > 0 && *s.p == '<' ? log_value(s, "<", ">") : none;
}

bool
log_by_postfix(struct log_line *l)
{
	struct slice s;
	size_t i;

	if (l->program.n > 0 && log_holds(l, l->program, "postfix")) {
		l->format = "postfix";
		l->mail = true;
	}
	/* The policy protocol's attributes. */
	if (log_holds(l, l->msg, ", client_name=") &&
	    log_holds(l, l->msg, ", client_address="))
		l->mail = true;
	if (postfix_delivery(l) || postfix_reject(l))
		return true;
	i = log_holds_at(l, l->msg, "status=expired, ");
	if (i < l->msg.n && (l->format != NULL ||
	    log_has(log_to(l->msg, i), ": from=<"))) {
		l->format = "postfix";
		l->outcome = "expired";
		l->direction = DIRECTION_OUT;
		l->words = slice_skip(l->msg, i);
		return l->failed = true;
	}
	s = l->msg;
	/* Another host is to be tried: "QID: host NAME[IP] said: 451 ...". */
	i = log_holds_at(l, s, "] said: ");
	if (i < s.n && (log_holds(l, log_to(s, i), "host ") ||
	    log_holds(l, log_to(s, i), "server "))) {
		l->format = "postfix";
		l->direction = DIRECTION_OUT;
		if (l->recipient.n == 0)
			l->recipient = bounced(s);
		log_reason(l, s);
		l->failed = true;
		return true;
	}
	if (log_holds(l, s, " refused to talk to me: ") ||
	    log_holds(l, s, " refused to start TLS: ")) {
		l->format = "postfix";
		l->direction = DIRECTION_OUT;
		log_reason(l, s);
		l->failed = true;
		return true;
	}
	return false;
}

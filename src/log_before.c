/*
 * log_before.c - what stands before a code: the words that lead to it, the
 * marks, and the names of other numbers.
 */
#include <string.h>

#include "log.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Words that say "a server's reply follows"; they end before the code. */
static const struct {
	unsigned char	 n;
	char		 p[35];
} says[] = {
	W("said"), W("replied"), W("reply"), W("replies"), W("responded"),
	W("response"), W("resp"), W("rsp"), W("was"), W("smtp"), W("lmtp"),
	W("esmtp"), W("smtpmsg"), W("smtp error"), W("smtp code"),
	W("smtpstatus"), W("response code"), W("responsecode"),
	W("reply code"), W("smtp_code"), W("smtp status"), W("smtp response"),
	W("retcode"), W("diagnostic-code"), W("stat"), W("lr"), W("led"),
	W("refused to talk to me"), W("refused to start tls"),
	W("server message"), W("smtp reply"), W("remote error"),
	W("server error"), W("server response"), W("upstream error"),
	W("reject"), W("unexpected response"),
	W("unexpected smtp-server response"), W("unexpected reply"),
	W("remote smtp"), W("error code"), W("got code"), W("rcpt failed"),
	W("mail failed"), W("data failed"), W("access denied"), W("code"),
	W("last error"), W("error"), W("exception")
};

/* Keys whose number is something else. */
static const struct log_name keys[] = {
	W("size"), W("pid"), W("port"), W("line"), W("lines"), W("count"),
	W("total"), W("length"), W("number"), W("uid"), W("gid"), W("time"),
	W("score"), W("id"), W("no"), W("delay"), W("bytes"), W("nrcpt"),
	W("nrcpts"), W("rank"), W("pri"), W("qp"), W("fd"), W("ttl"),
	W("len"), W("age"), W("status"), W("limit"), W("max"), W("min"),
	W("session"), W("user"), W("version"), W("http")
};

struct slice
log_word_before(struct slice s, bool *colon)
{
	size_t n, i;

	*colon = false;
	n = s.n;
	while (n > 0 && !log_word(s.p[n - 1])) {
		if (s.p[n - 1] == ':' || s.p[n - 1] == '=')
			*colon = true;
		if (s.p[n - 1] == ')' || s.p[n - 1] == ']' ||
		    s.p[n - 1] == '>' || s.p[n - 1] == '.')
			return (struct slice){ NULL, 0 };
		n--;
	}
	i = n;
	while (i > 0 && (log_word(s.p[i - 1]) || s.p[i - 1] == '-'))
		i--;
	return (struct slice){ s.p + i, n - i };
}

bool
log_among(struct slice word, const struct log_name *list, size_t count)
{
	char c = word.n > 0 ? slice_lower(*word.p) : '\0';
	size_t i;

	for (i = 0; i < count; i++)
		if (word.n == list[i].n && c == list[i].p[0] &&
		    slice_starts(word, list[i].p))
			return true;
	return false;
}

bool
log_is_key(struct slice word)
{
	return LOG_AMONG(word, keys);
}

/* "?smtp=550&code=554" */
static bool
in_url(struct slice before)
{
	size_t n;

	for (n = before.n - 1; n > 0 && log_word(before.p[n - 1]); n--)
		;
	return n > 0 && (before.p[n - 1] == '&' || before.p[n - 1] == '?');
}

bool
log_wished(struct slice before)
{
	struct slice s = slice_skip(before, before.n > 72 ? before.n - 72 : 0);
	size_t i = slice_find(s, "expected response code ");
	int code;

	s = slice_skip(s, i + 23);
	if (log_starts(s, "\""))
		s = slice_skip(s, 1);
	return reply_code(log_to(s, 3), &code) > 0 && code > 200 &&
	    code < 400 && log_likely(code) && log_has(s, " but got ");
}

bool
log_announced(struct slice before)
{
	size_t n, i, len;
	struct slice tail;

	n = before.n;
	if (n > 0 && before.p[n - 1] == '=' && in_url(before))
		return false;
	if (log_ends(before, " but got "))
		return log_wished(before);
	/* Postfix's policy protocol: "action=550 text". */
	if (log_ends(before, "action="))
		return true;
	while (n > 0 && !log_word(before.p[n - 1])) {
		if (before.p[n - 1] == ']' || before.p[n - 1] == '.')
			return false;
		n--;
	}
	for (i = 0; i < COUNT(says); i++) {
		len = says[i].n;
		if (len > n || slice_lower(before.p[n - 1]) !=
		    says[i].p[len - 1])
			continue;
		tail = (struct slice){ before.p + n - len, len };
		/* SMTPFatalError, SMTPAddressFailedException */
		if (slice_starts(tail, says[i].p) && (len == n ||
		    i + 2 >= COUNT(says) || !log_word(before.p[n - len - 1])))
			/* "smtp; 550", but not the banner "ESMTP 554-ready". */
			return !log_ends(log_to(before, n), "MTP") ||
			    (n < before.n && before.p[n] != ' ');
	}
	return false;
}

/* "[USER] ": a class of errors in brackets, and no process ID. */
static bool
bracketed(struct slice before)
{
	size_t i;

	if (!log_ends(before, "] "))
		return false;
	for (i = before.n - 2; i > 0 && before.p[i - 1] >= 'A' &&
	    before.p[i - 1] <= 'Z'; i--)
		;
	return i > 0 && i < before.n - 2 && before.p[i - 1] == '[';
}

/* Keys whose value may be a server's words. */
static const struct log_name quoted[] = {
	W("result"), W("message"), W("details"), W("msg"), W("error"),
	W("err"), W("reason"), W("text"), W("description")
};

bool
log_keeps_words(struct slice before)
{
	bool colon;

	return LOG_AMONG(log_word_before(before, &colon), quoted);
}

bool
log_marked(struct slice before)
{
	size_t n;
	char c;

	if (before.n == 0)
		return true;
	n = before.n;
	c = before.p[n - 1];
	if (log_ends(before, "code ") || log_ends(before, "> -> ") ||
	    bracketed(before))
		return true;
	if (c == '=' && in_url(before))
		return false;
	if ((c == '=' || ((c == '"' || c == '\'') && n > 1 &&
	    before.p[n - 2] == '=')) && log_keeps_words(before))
		return true;
	if (c == '=' || ((c == '"' || c == '\'') && n > 1 &&
	    before.p[n - 2] == '='))
		return log_announced(before);
	if (c == '"' || c == '\'' || c == '`' || c == '(' || c == ';' ||
	    c == '{' || c == '\n')
		return true;
	/* "msg:530 words" */
	if (c == ':')
		return log_keeps_words(before);
	while (n > 0 && (before.p[n - 1] == ' ' || before.p[n - 1] == '\t'))
		n--;
	return n < before.n && n > 0 && (before.p[n - 1] == ':' ||
	    before.p[n - 1] == ';' || before.p[n - 1] == '=');
}

bool
log_hoped_for(struct slice before)
{
	struct slice near;

	near = slice_skip(before, before.n > 32 ? before.n - 32 : 0);
	return slice_has(near, "expected") && !slice_has(near, "unexpected") &&
	    !log_has(near, "got");
}

bool
log_names_code(struct slice before)
{
	static const char names[] = "code\0status\0reply\0response\0error\0"
	    "result\0smtp\0";
	struct slice word;
	const char *p;
	bool colon;

	word = log_word_before(before, &colon);
	if (!colon || word.n == 0)
		return true;
	if (log_ends(before, ": "))
		return slice_is(word, "status") || !log_is_key(word);
	for (p = names; *p != '\0'; p = slice_next(p))
		if (slice_starts(slice_skip(word, word.n - (word.n <
		    strlen(p) ? word.n : strlen(p))), p))
			return true;
	return false;
}

bool
log_leads(struct slice before)
{
	static const struct log_name leads[] = {
		W("error"), W("returned"), W("returns"), W("answered"),
		W("status"), W("got"), W("gave"), W("reply"), W("with")
	};
	bool colon;

	return log_ends(before, " ") &&
	    LOG_AMONG(log_word_before(before, &colon), leads) && !colon;
}

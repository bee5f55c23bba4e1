/*
 * log_command.c - the command that words name, and the one that a client gives.
 */
#include <string.h>

#include "log.h"
#include "wide.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* What names a command, lower case; the one nearest the reply counts. */
static const struct {
	char		 words[32];
	enum command	 command;
} steps[] = {
	{ "rcpt", COMMAND_RCPT }, { "recipient", COMMAND_RCPT },
	{ "recipients", COMMAND_RCPT }, { "mail from", COMMAND_MAIL },
	{ "smtprecipientsrefused", COMMAND_RCPT },
	{ "smtpsenderfailedexception", COMMAND_MAIL },
	{ "authenticationexception", COMMAND_AUTH },
	{ "authenticationfailedexception", COMMAND_AUTH },
	{ "smtpsenderrefused", COMMAND_MAIL },
	{ "smtpaddressfailedexception", COMMAND_RCPT },
	{ "smtpdataerror", COMMAND_DOT },
	{ "smtpconnecterror", COMMAND_CONNECT },
	{ "smtpheloerror", COMMAND_EHLO },
	{ "smtpauthenticationerror", COMMAND_AUTH },
	{ "mail command", COMMAND_MAIL }, { "mail failed", COMMAND_MAIL },
	{ "sender", COMMAND_MAIL }, { "from address", COMMAND_MAIL },
	{ "end of data", COMMAND_DOT }, { "final data", COMMAND_DOT },
	{ "end-of-message", COMMAND_DOT }, { "data end", COMMAND_DOT },
	{ "data-dot", COMMAND_DOT },
	{ "data-2", COMMAND_DOT }, { "i sent the message", COMMAND_DOT },
	{ "data not accepted", COMMAND_DOT }, { "after dot", COMMAND_DOT },
	{ "message failed", COMMAND_DOT }, { "data", COMMAND_DATA },
	{ "bdat", COMMAND_BDAT }, { "ehlo", COMMAND_EHLO },
	{ "helo", COMMAND_HELO }, { "lhlo", COMMAND_LHLO },
	{ "my name was rejected", COMMAND_EHLO },
	{ "server greeting", COMMAND_EHLO },
	{ "greeting", COMMAND_CONNECT }, { "banner", COMMAND_CONNECT },
	{ "initial connection", COMMAND_CONNECT },
	{ "initial ok", COMMAND_CONNECT }, { "no connection", COMMAND_CONNECT },
	{ "bad startup", COMMAND_CONNECT }, { "resp to mail", COMMAND_MAIL },
	{ "after connect", COMMAND_CONNECT },
	{ "refused to talk", COMMAND_CONNECT },
	{ "rejected connection", COMMAND_CONNECT },
	{ "starttls", COMMAND_STARTTLS }, { "start tls", COMMAND_STARTTLS },
	{ "auth", COMMAND_AUTH }, { "authentication", COMMAND_AUTH },
	{ "authenticator", COMMAND_AUTH }, { "sasl", COMMAND_AUTH },
	{ "invalid login", COMMAND_AUTH }, { "password", COMMAND_AUTH },
	{ "vrfy", COMMAND_VRFY }, { "etrn", COMMAND_ETRN },
	{ "quit", COMMAND_QUIT }, { "rset", COMMAND_RSET },
	/* Symfony and Swift say only what they hoped for. */
	{ "250/251/252", COMMAND_RCPT },
	{ "expected response code \"354", COMMAND_DATA },
	{ "expected response code 354", COMMAND_DATA },
	{ "expected response code 220", COMMAND_CONNECT },
	{ "expected response code \"220", COMMAND_CONNECT }
};

/* "data.example", "sender@", "rcpt=": part of a name, or a key. */
static bool
name_goes_on(struct slice s)
{
	return s.n > 0 && (log_word(*s.p) || *s.p == '@' || *s.p == '=' ||
	    (*s.p == '.' && s.n > 1 && log_word(s.p[1])));
}

/* "mail from joe@a.example bounced": no command's name. */
static bool
mail_from_someone(struct slice s, size_t n)
{
	struct slice	 w = slice_skip(s, n + 1);

	return n == sizeof("mail from") - 1 && *s.p == 'm' && w.n > 0 &&
	    s.p[n] == ' ' && log_word(*w.p) &&
	    memchr(w.p, '@', log_at(w, " ")) != NULL;
}

#define PAIRS	256

/* Two letters of any case as a number below PAIRS; others may have it too. */
static size_t
pair(char a, char b)
{
	return (size_t)((a & 15) << 4 | (b & 15));
}

/* The steps by the two letters they begin with; 0: none. */
struct step_index {
	uint8_t	 first[PAIRS];
	uint8_t	 next[COUNT(steps) + 1];
};
_Static_assert(COUNT(steps) < UINT8_MAX, "a step's number fits");

struct step_hit {
	enum command	 command;
	size_t		 end, length;
};

static void
index_steps(struct step_index *x)
{
	size_t k, h;

	memset(x->first, 0, sizeof(x->first));
	for (k = COUNT(steps); k > 0; k--) {
		h = pair(steps[k - 1].words[0], steps[k - 1].words[1]);
		x->next[k] = x->first[h];
		x->first[h] = (uint8_t)k;
	}
}

/* Does a word begin at i that may name a command? */
static bool
word_begins(struct slice s, size_t i)
{
	char c;

	if (i == 0)
		return true;
	c = s.p[i - 1];
	/* ".AuthenticationException" begins a class's name, ".data" none. */
	return c == ' ' || !(log_word(c) || c == '@' || c == '-' ||
	    (c == '.' && s.p[i] == slice_lower(s.p[i])));
}

/* The step that begins at i and is the best so far, if there is one. */
static void
try_step(const struct step_index *x, struct slice s, size_t i,
    struct step_hit *best)
{
	size_t k, n;

	k = x->first[pair(s.p[i], s.p[i + 1])];
	if (k == 0 || !word_begins(s, i))
		return;
	for (; k > 0; k = x->next[k]) {
		n = strlen(steps[k - 1].words);
		if (i + n < best->end || (i + n == best->end &&
		    n < best->length) || !slice_starts(slice_skip(s, i),
		    steps[k - 1].words) ||
		    name_goes_on(slice_skip(s, i + n)) ||
		    mail_from_someone(slice_skip(s, i), n))
			continue;
		*best = (struct step_hit){ steps[k - 1].command, i + n, n };
	}
}

enum command
log_command(struct slice s)
{
	struct step_index x;
	struct step_hit best = { COMMAND_NONE, 0, 0 };
	unsigned letters, m, before = 0;
	size_t i;
	wide v;

	if (s.n > 240)
		s = slice_skip(s, s.n - 240);
	index_steps(&x);
	/* Each begins with a letter or a digit, and none behind a letter. */
	for (i = 0; i + WIDE < s.n; i += WIDE) {
		v = wide_lower(wide_load(s.p + i));
		letters = wide_range(v, 'a', 26);
		m = ~(letters << 1 | before) &
		    (letters | wide_range(v, '0', 10));
		before = letters >> (WIDE - 1);
		for (; m != 0; m &= m - 1)
			try_step(&x, s, i + wide_lowest(m), &best);
	}
	for (; i + 1 < s.n; i++)
		try_step(&x, s, i, &best);
	return best.command;
}

enum command
log_verb(struct slice s)
{
	static const struct {
		char		 verb[16];
		enum command	 command;
	} verbs[] = {
		{ "ehlo", COMMAND_EHLO }, { "helo", COMMAND_HELO },
		{ "lhlo", COMMAND_LHLO }, { "mail from:", COMMAND_MAIL },
		{ "rcpt to:", COMMAND_RCPT }, { "data", COMMAND_DATA },
		{ "bdat ", COMMAND_BDAT }, { "starttls", COMMAND_STARTTLS },
		{ "auth ", COMMAND_AUTH }, { "rset", COMMAND_RSET },
		{ "vrfy", COMMAND_VRFY }, { "expn", COMMAND_EXPN },
		{ "help", COMMAND_HELP }, { "noop", COMMAND_NOOP },
		{ "etrn ", COMMAND_ETRN }, { "atrn", COMMAND_ATRN },
		{ "turn", COMMAND_TURN }, { "quit", COMMAND_QUIT },
		{ "send from:", COMMAND_SEND }, { "soml from:", COMMAND_SEND },
		{ "saml from:", COMMAND_SEND }, { "mail from ", COMMAND_MAIL },
		{ "rcpt to ", COMMAND_RCPT }, { "burl ", COMMAND_BURL }
	};
	size_t i, n;

	for (i = 0; i < COUNT(verbs); i++) {
		n = strlen(verbs[i].verb);
		if (!slice_starts(s, verbs[i].verb))
			continue;
		if (n == s.n || verbs[i].verb[n - 1] == ':' ||
		    verbs[i].verb[n - 1] == ' ' || s.p[n] == ' ' ||
		    s.p[n] == '\r' || s.p[n] == '\\')
			return verbs[i].command;
	}
	return COMMAND_NONE;
}

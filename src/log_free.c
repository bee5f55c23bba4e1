/*
 * log_free.c - a dialogue in whose lines no known mark stands: whatever words a
 * program puts before them, a command or a reply ends the line.
 */
#include <string.h>

#include "log.h"

#define LEAD_MAX	400	/* bytes before what is said */
#define TRIES		16	/* places in a line where it may begin */

/* The argument of EHLO: a name or an address, and nothing behind it. */
static bool
one_word(struct slice s)
{
	s = slice_trim(s);
	return log_at(s, " ") == s.n && log_at(s, ":") == s.n;
}

/* "SIZE=550 BODY=8BITMIME", or nothing (RFC 5321 4.1.2, Mail-parameters). */
static bool
parameters(struct slice s)
{
	size_t i;

	for (s = slice_trim(s); s.n > 0; s = slice_trim(slice_skip(s, i))) {
		for (i = 0; i < s.n && (log_word(s.p[i]) || s.p[i] == '-');
		    i++)
			continue;
		if (i == 0 || (i < s.n && s.p[i] != '=' && s.p[i] != ' '))
			return false;
		while (i < s.n && s.p[i] != ' ')
			i++;
	}
	return true;
}

/* Is s a client's command, and all of one?  begins: it may begin a dialogue. */
static bool
is_command(struct slice s, bool begins)
{
	enum command	 c = log_verb(s);
	size_t		 i;

	/* Another field follows, the reply perhaps. */
	if (log_has(s, "\t"))
		return false;
	switch (c) {
	case COMMAND_EHLO: case COMMAND_HELO: case COMMAND_LHLO:
		return s.n > 5 && one_word(slice_skip(s, 4));
	case COMMAND_MAIL: case COMMAND_RCPT:
		s = slice_trim(log_after(s, ":"));
		i = log_at(s, ">");
		return s.n > 1 && *s.p == '<' && i < s.n &&
		    parameters(slice_skip(s, i + 1));
	case COMMAND_DATA: case COMMAND_QUIT: case COMMAND_RSET:
		return !begins && s.n == 4;
	case COMMAND_STARTTLS: case COMMAND_AUTH:
		return !begins && parameters(s);
	default:
		return false;
	}
}

/* "DEBUG", or "4550" and nothing else: is what ends s no prose? */
static bool
label(struct slice s)
{
	size_t i, k;

	for (i = s.n; i > 0 && s.p[i - 1] >= 'A' && s.p[i - 1] <= 'Z'; i--)
		continue;
	for (k = s.n; k > 0 && slice_digit(s.p[k - 1]); k--)
		continue;
	return k == 0 || (s.n - i > 2 && (i == 0 || s.p[i - 1] == ' '));
}

/* May what is said begin behind lead? */
static bool
said_behind(struct slice lead)
{
	char	 c;

	if (lead.n == 0 || log_ends(lead, "\\n"))
		return true;
	c = lead.p[lead.n - 1];
	if (memchr("\"'>|", c, 4) != NULL)
		return true;
	/* "FROM SERVER:220", and no time. */
	if (c == ':')
		return lead.n > 1 && log_word(lead.p[lead.n - 2]) &&
		    !slice_digit(lead.p[lead.n - 2]);
	/* A tab parts fields, a sign that is no letter a speaker's words. */
	if (c == '\t' || ((unsigned char)c & 0x80) != 0)
		return true;
	if (c != ' ')
		return false;
	lead = slice_trim(lead);
	return lead.n == 0 || label(lead) || log_ends(lead, "ing") ||
	    memchr(":>])|-,=~*\"'", lead.p[lead.n - 1], 11) != NULL;
}

/* The words before a speaker's as a number: digits and blanks do not count. */
static uint32_t
lead_number(struct slice s)
{
	uint32_t h = 2166136261U;
	size_t i;

	for (i = 0; i < s.n; i++)
		if (!slice_digit(s.p[i]) && s.p[i] != ' ' && s.p[i] != '\t')
			h = (h ^ (unsigned char)s.p[i]) * 16777619U;
	return h;
}

/* What is said at i, up to the last quote if one stands before it. */
static struct slice
said_at(struct slice s, size_t i)
{
	struct slice said = slice_skip(s, i);
	size_t n;
	char q = i > 0 ? s.p[i - 1] : '\0';

	if (q != '\'' && q != '"')
		return log_unmark(said);
	for (n = said.n; n > 0 && said.p[n - 1] != q; n--)
		continue;
	return log_unmark(n > 0 ? log_to(said, n - 1) : said);
}

/* May one of the commands that begin a dialogue be there?  By their ends, as
 * those pairs are rare. */
static bool
may_begin(const struct log_line *l)
{
	return log_may_have(l->pairs, "hlo ") ||
	    log_may_have(l->pairs, "elo ") ||
	    log_may_have(l->pairs, "m:") || log_may_have(l->pairs, "to:");
}

/*
 * How far in the line what is said may begin: a mail program's log has marks,
 * and speaks of commands besides.
 */
static size_t
lead_max(const struct log_line *l)
{
	return l->mail && l->program.n > 0 && l->time.n > 0 ? 1 : LEAD_MAX;
}

static bool
client(struct log_talk *t, const struct log_line *l, struct slice *said)
{
	struct slice s = log_to(l->msg, LEAD_MAX);
	size_t i, tries = 0;

	if (t->body || (!(t->free && t->open) && !may_begin(l)))
		return false;
	for (i = 0; i + 4 <= s.n && i < lead_max(l) && tries < TRIES; i++) {
		if (memchr("EHLMRDQSAehlmrdqsa", s.p[i], 18) == NULL ||
		    !said_behind(log_to(s, i)))
			continue;
		tries++;
		*said = said_at(l->msg, i);
		if (is_command(*said, !t->free || !t->open))
			return !log_has(s, ">\" => ") &&
			    !slice_has_any(log_to(s, i),
			    "rejected \0response to \0");
	}
	return false;
}

/*
 * A lead that says no more than whose words follow: "| " where the client's
 * commands have marks, "from: " where they are not shown (CodeIgniter).
 */
static bool
short_lead(const struct log_talk *t, struct slice s)
{
	bool	 letters = false;
	size_t	 i;

	if (!t->open || t->body || s.n == 0 || s.n > 24)
		return false;
	for (i = 0; i < s.n; i++) {
		if (slice_digit(s.p[i]))
			return false;
		letters = letters || log_word(s.p[i]);
	}
	return t->commands ? !letters && t->count > 0 : log_ends(s, ": ");
}

/* Is the reply behind lead part of the dialogue, or does it begin one? */
static bool
belongs(struct log_talk *t, struct slice lead, const struct reply *r)
{
	uint32_t	 number = lead_number(lead);

	if (log_greeting(r) || short_lead(t, lead))
		t->free = true;
	else if (!t->free || (t->lead != number &&
	    (t->body || (t->count == 0 && !t->fresh))))
		return false;
	t->lead = number;
	return true;
}

static bool
server(struct log_talk *t, const struct log_line *l, struct slice *said)
{
	struct slice s = l->msg;
	struct reply r;
	size_t i, tries = 0;
	bool more;

	if (!t->free && !t->open && !(log_may_have(l->pairs, "smtp") &&
	    log_may_have(l->pairs, "220")))
		return false;
	for (i = 0; i + 3 < s.n && i < lead_max(l) && tries < TRIES; i++) {
		if (s.p[i] < '2' || s.p[i] > '5' || !slice_digit(s.p[i + 1]) ||
		    !said_behind(log_to(s, i)))
			continue;
		tries++;
		*said = said_at(s, i);
		if (reply_line(*said, &r, &more) && log_likely(r.code) &&
		    (more || (r.text.n > 0 && !log_unit_follows(r.text))) &&
		    belongs(t, log_to(s, i), &r))
			return true;
	}
	return false;
}

enum log_side
log_free_speaker(struct log_talk *t, const struct log_line *l,
    struct slice *said)
{
	if (client(t, l, said)) {
		t->free = true;
		t->bare = t->stray = false;
		return LOG_CLIENT;
	}
	if (server(t, l, said)) {
		t->bare = t->stray = false;
		return LOG_SERVER_SIDE;
	}
	return LOG_NOBODY;
}

/*
 * log_fail.c - what a line tells by its words alone: that mail failed, or that
 * it is no mail's.
 */
#include <string.h>

#include "log.h"

/* Is what stands at i part of a host's name, an address, "bounce(5)"? */
static bool
in_name(struct slice s, size_t i)
{
	bool name = false;

	while (i > 0 && (log_word(s.p[i - 1]) ||
	    memchr("-.@", s.p[i - 1], 3) != NULL))
		i--;
	for (; i + 1 < s.n && (log_word(s.p[i]) ||
	    memchr("-.@", s.p[i], 3) != NULL); i++)
		name = name || s.p[i] == '@' ||
		    (s.p[i] == '.' && log_word(s.p[i + 1]));
	return name || (i + 2 < s.n && s.p[i] == '(' &&
	    slice_digit(s.p[i + 1]) && s.p[i + 2] == ')');
}

/* "from unknown[192.0.2.1]", "<UNKNOWN>", "12 deferred": no name, a count. */
static bool
no_failure(struct slice s, size_t i)
{
	return log_ends(log_to(s, i), " from ") || (i > 1 &&
	    (s.p[i - 1] == '<' ||
	    (s.p[i - 1] == ' ' && slice_digit(s.p[i - 2]))));
}

/* Does w stand in s, but for such names? */
static bool
in_words(struct slice s, const char *w)
{
	size_t i;

	for (i = slice_find(s, w); i < s.n;
	    i += 1 + slice_find(slice_skip(s, i + 1), w))
		if (!no_failure(s, i) && !in_name(s, i))
			return true;
	return false;
}

bool
log_other_service(const struct log_line *l)
{
	static const char names[] =
	    "ftp\0nntp\0nnrpd\0innd\0newsgroup\0leafnode\0slrn\0"
	    "sip response\0sip/2.0\0chan_sip\0kamailio\0opensips\0";
	const char	*w;

	if (l->mail)
		return false;
	if (slice_has_any(l->program, names))
		return true;
	for (w = names; *w != '\0'; w = slice_next(w))
		if (log_may_have(l->pairs, w) && in_words(l->msg, w))
			return !log_holds_any(l, l->msg, "smtp\0");
	return false;
}

bool
log_failure(const struct log_line *l)
{
	static const char words[] =
	    "fail\0error\0reject\0defer\0refused\0timed out\0timeout\0"
	    "denied\0expired\0bounce\0quota\0unable\0cannot\0can't\0"
	    "could not\0lost connection\0not found\0unavailable\0closed\0"
	    "blocked\0unknown\0too \0drop\0not exist\0n't exist\0"
	    "no such\0illegal\0invalid\0exceed\0black\0dnsbl\0rbl\0"
	    "is spam\0spam found\0spam detected\0listed \0"
	    "virus\0infected\0attack\0greylist\0graylist\0"
	    "bad \0relay attempt\0before greeting\0missing\0mismatch\0"
	    "not allowed\0broken pipe\0"
	    "no space\0not enough\0low on space\0reset by\0premature\0";
	/* Who reads mail is no concern of SMTP's. */
	static const char readers[] = "imap\0pop3\0managesieve\0"
	    "dovecot: imap\0dovecot: pop3\0cyrus/imap\0cyrus/pop3\0";
	const char *w;

	if (slice_starts_any(l->program, readers) ||
	    slice_starts_any(l->msg, readers))
		return false;
	for (w = words; *w != '\0'; w = slice_next(w))
		if (log_may_have(l->pairs, w) && in_words(l->msg, w))
			return !log_holds(l, l->msg, "virus scan: clean");
	return false;
}

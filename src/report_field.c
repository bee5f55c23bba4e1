/*
 * report_field.c - the values of a report's fields (RFC 3464 2.3).
 */
#include <string.h>

#include "smtpcode.h"

const char *
report_outcome(struct slice action)
{
	static const struct {
		char	 action[8], outcome[12];
	} rows[] = {
		{ "fail", "bounced" },
		{ "delay", "deferred" },
		{ "deliver", "sent" },
		{ "relay", "relayed" },
		{ "expand", "expanded" },
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (slice_starts(action, rows[i].action))
			return rows[i].outcome;
	return NULL;
}

/* mta-name-type and its like: an atom, then `;' (RFC 3464 2.1.2) */
static size_t
type_of(struct slice v)
{
	size_t i;

	for (i = 0; i < v.n && v.p[i] != ';' && v.p[i] != ' ' &&
	    v.p[i] != '\t' && v.p[i] != '@' && v.p[i] != ':'; i++)
		;
	while (i < v.n && (v.p[i] == ' ' || v.p[i] == '\t'))
		i++;
	return i < v.n && v.p[i] == ';' ? i + 1 : 0;
}

struct slice
report_value(struct slice v)
{
	v = slice_trim(v);
	return slice_trim(slice_skip(v, type_of(v)));
}

/* EmbeddedUnicodeChar = "\x{" HEXPOINT "}" (RFC 6533 3); length or 0 */
static size_t
embedded(struct slice s, unsigned long *c)
{
	size_t i;

	if (!slice_starts(s, "\\x{"))
		return 0;
	*c = 0;
	for (i = 3; i < s.n && i < 7 && slice_hex(s.p[i]) >= 0; i++)
		*c = *c * 16 + (unsigned long)slice_hex(s.p[i]);
	return i > 3 && i < s.n && s.p[i] == '}' ? i + 1 : 0;
}

struct slice
report_address(struct slice v, char *buf, size_t size)
{
	struct slice s;
	unsigned long c;
	size_t n, used;

	s = slice_trim(v);
	s = slice_trim(slice_skip(s, type_of(s)));
	while (s.n > 0 && (s.p[0] == '<' || s.p[0] == '"' || s.p[0] == '\''))
		s = slice_skip(s, 1);
	while (s.n > 0 && (s.p[s.n - 1] == '>' || s.p[s.n - 1] == '"' ||
	    s.p[s.n - 1] == '\''))
		s.n--;
	if (!slice_has(s, "\\x{"))
		return s;
	/* Four digits are three bytes at most. */
	for (used = 0; s.n > 0 && used + 3 <= size; s = slice_skip(s, n)) {
		n = embedded(s, &c);
		if (n > 0)
			used += slice_utf8(c, buf + used);
		else {
			buf[used++] = s.p[0];
			n = 1;
		}
	}
	s.p = buf;
	s.n = used;
	return s;
}

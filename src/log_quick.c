/*
 * log_quick.c - the lines that fill a Postfix or an Exim log, known by how they
 * begin: those that hold nothing, and deliveries that the server took.
 *
 * scan.c passes over both without calling log_line(), so what is quiet or sent
 * is said here in words that it can hold a line against in a few steps.
 */
#include <string.h>

#include "log.h"
#include "wide.h"

/* s begins with the shape: A a letter, 9 a digit, _ either that or a blank. */
static bool
shaped(struct slice s, const char *shape)
{
	size_t	 i;
	char	 c;

	for (i = 0; shape[i] != '\0'; i++) {
		if (i == s.n)
			return false;
		c = s.p[i];
		if (shape[i] == '9' ? !slice_digit(c) :
		    shape[i] == 'A' ? !slice_letter(c) :
		    shape[i] == '_' ? !slice_digit(c) && c != ' ' :
		    c != shape[i])
			return false;
	}
	return true;
}

/* "Nov 21 10:00:00 ", whatever its digits and letters. */
static bool
dated(const char *p)
{
	wide	 v = wide_load(p);
	unsigned digits = wide_range(v, '0', 10), blanks = wide_equal(v, ' ');

	return (digits & 0x6da0) == 0x6da0 && (blanks & 0x8048) == 0x8048 &&
	    (wide_equal(v, ':') & 0x1200) == 0x1200 &&
	    ((digits | blanks) & 0x10) != 0 &&
	    (wide_range(wide_lower(v), 'a', 26) & 7) == 7;
}

/*
 * "Nov 21 10:00:00 mx1 postfix/smtp", "2026-11-21T10:00:00.1+00:00 mx1
 * postfix/smtp".  No digit is looked at for what it is, so that a line with
 * others has the same prefix.
 */
size_t
log_postfix(struct slice line)
{
	const char	*p;
	size_t		 i;
	int		 blanks = 0;

	if (line.n > LOG_PREFIX_MAX)
		line.n = LOG_PREFIX_MAX;
	if (line.n < WIDE)
		return 0;
	if (dated(line.p))
		i = 15;
	else if (shaped(line, "9999-99-99T99:99:99"))
		i = 19;
	else
		return 0;
	for (; blanks < 2; blanks++, i++) {
		p = memchr(line.p + i, ' ', line.n - i);
		if (p == NULL)
			return 0;
		i = (size_t)(p - line.p);
	}
	return log_begins(slice_skip(line, i), "postfix") ? i + 7 : 0;
}

struct slice
log_message(struct slice line, size_t n)
{
	struct slice	 s, none = { NULL, 0 };
	size_t		 i;
	unsigned	 m;
	wide		 v;

	if (n == 0)
		return none;
	s = slice_skip(line, n);
	for (i = 0; i + WIDE <= s.n && i < 32; i += WIDE) {
		v = wide_load(s.p + i);
		if ((m = wide_equal(v, ' ') | wide_equal(v, ']')) != 0) {
			i += wide_lowest(m);
			break;
		}
	}
	for (; i < s.n && i < 32 && s.p[i] != ' ' && s.p[i] != ']'; i++)
		continue;
	s = slice_skip(s, i);
	return i < 32 && log_begins(s, "]: ") ? slice_skip(s, 3) : none;
}

struct slice
log_behind_id(struct slice s)
{
	size_t	 i = 0;
	unsigned m;

	if (s.n >= WIDE) {
		m = wide_equal(wide_load(s.p), ':');
		i = m != 0 ? wide_lowest(m) : WIDE;
	} else
		while (i < s.n && s.p[i] != ':')
			i++;
	return i < s.n && i < WIDE && *s.p >= '0' && *s.p <= 'F' ?
	    slice_skip(s, i + 1) : (struct slice){ NULL, 0 };
}

bool
log_nothing(struct slice s)
{
	while (s.n > 0 && s.p[s.n - 1] == '\r')
		s.n--;
	if (s.p == NULL || log_ends(s, "o sender"))
		return false;
	if (log_begins(s, "disconne") || log_begins(s, "connect f") ||
	    log_begins(s, "statisti"))
		return true;
	s = log_behind_id(s);
	if (s.n < 2 || s.p[1] == 't')
		return false;
	return log_begins(s, " client=") || log_begins(s, " message") ||
	    log_begins(s, " removed") || log_begins(s, " from=<") ||
	    log_begins(s, " sender ") || log_begins(s, " uid=");
}

bool
log_exim(struct slice line)
{
	return shaped(line, "9999-99-99 99:99:99 ");
}

/* The ID has 16 or 23 characters. */
struct slice
log_behind_exim_id(struct slice line)
{
	struct slice	 s = slice_skip(line, LOG_EXIM);

	if (s.n < 24 || s.p[6] != '-' || !log_exim(line))
		return (struct slice){ NULL, 0 };
	if (s.p[13] == '-' && s.p[16] == ' ')
		return slice_skip(s, 17);
	if (s.p[18] == '-' && s.p[23] == ' ')
		return slice_skip(s, 24);
	return (struct slice){ NULL, 0 };
}

bool
log_exim_nothing(struct slice line)
{
	struct slice	 s = log_behind_exim_id(line);

	return log_begins(s, "<= ") || log_begins(s, "Complete");
}

size_t
log_exim_taken(struct slice line)
{
	struct slice	 s = log_behind_exim_id(line);
	const char	*p;
	size_t		 i;

	if ((!log_begins(s, "=> ") && !log_begins(s, "-> ")) ||
	    (p = memchr(s.p, '"', s.n)) == NULL)
		return 0;
	i = (size_t)(p - s.p);
	if (i < 3 || i + 4 >= s.n || memcmp(p - 3, " C=\"250", 7) != 0 ||
	    (p[4] != ' ' && p[4] != '-'))
		return 0;
	return (size_t)(p - line.p);
}

bool
log_quiet(struct slice line)
{
	/* log_line() takes the CR off, and then the end counts. */
	return !log_ends(line, "\r") &&
	    (log_nothing(log_message(line, log_postfix(line))) ||
	    log_exim_nothing(line));
}

size_t
log_taken(struct slice line, struct slice rest)
{
	const char	*p;
	size_t		 i;

	if (!log_begins(rest, " to=<") ||
	    (p = memchr(rest.p, '(', rest.n)) == NULL)
		return 0;
	i = (size_t)(p - rest.p);
	if (i < 12 || i + 4 >= rest.n ||
	    !log_begins(slice_skip(rest, i - 12), "status=sent (250") ||
	    (p[4] != ' ' && p[4] != '-') || memchr(rest.p, '"', i) != NULL)
		return 0;
	return (size_t)(p - line.p);
}

bool
log_sent(struct slice line)
{
	return log_taken(line, log_behind_id(log_message(line,
	    log_postfix(line)))) > 0 ||
	    log_exim_taken(line) > 0;
}

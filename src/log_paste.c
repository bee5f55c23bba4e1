/*
 * log_paste.c - a line without what a terminal or a page put around a reply in
 * it: colours, signs of typography, marks of emphasis.
 */
#include <string.h>

#include "log.h"

/*
 * ECMA-48's colours, "ESC [ 1 ; 31 m", taken off a line that a program coloured
 * from its beginning on.
 */
static struct slice
without_colours(struct slice s, char *out)
{
	size_t i, k, n = 0;

	for (i = 0; i < s.n; out[n++] = s.p[i++]) {
		if (!log_begins(slice_skip(s, i), "\033["))
			continue;
		for (k = i + 2; k < s.n && (slice_digit(s.p[k]) ||
		    s.p[k] == ';'); k++)
			continue;
		if (k < s.n && s.p[k] == 'm')
			i = k + 1;
		if (i == s.n)
			break;
	}
	return (struct slice){ out, n };
}

/* "550" or "5.1" at i, and no longer number. */
static bool
number_at(struct slice s, size_t i)
{
	return i + 2 < s.n && s.p[i] >= '2' && s.p[i] <= '5' &&
	    slice_digit(s.p[i + 2]) && (s.p[i + 1] == '.' ||
	    (slice_digit(s.p[i + 1]) && (i + 3 == s.n ||
	    !slice_digit(s.p[i + 3]))));
}

/* Does a character that begins with sign stand next to a number? */
static bool
sign_at_number(struct slice s, const char *sign, bool ahead)
{
	const char *p = s.p, *end = s.p + s.n;
	size_t i;

	for (; (p = memchr(p, (unsigned char)sign[0],
	    (size_t)(end - p))) != NULL; p++) {
		i = (size_t)(p - s.p);
		if (end - p > 1 && p[1] == sign[1] && (ahead ?
		    number_at(s, i + 3) : i > 2 && number_at(s, i - 3)))
			return true;
	}
	return false;
}

/*
 * Does a sign of U+2000 to U+203F stand right before a number, or a blank that
 * does not break behind one?
 */
static bool
typographic(struct slice s)
{
	return sign_at_number(s, "\xe2\x80", true) ||
	    sign_at_number(s, "\xc2\xa0", false);
}

/* A list's mark and one of emphasis before the code that begins the line. */
static bool
emphasised(struct slice s)
{
	size_t i;

	if (memchr("*_`~->", *s.p, 6) == NULL && *s.p != ' ')
		return false;
	s = slice_trim(s);
	if (log_begins(s, "- ") || log_begins(s, "* ") || log_begins(s, "> "))
		s = slice_trim(slice_skip(s, 2));
	for (i = 0; i < s.n && i < 3 && memchr("*_`~", s.p[i], 4) != NULL; i++)
		continue;
	return i > 0 && number_at(s, i);
}

struct slice
log_plain(struct log *l, struct slice line)
{
	struct slice s = line;

	log_pairs_of(&l->pairs, line);
	if (line.n == 0 || line.n > LOG_SCRATCH_MAX)
		return line;
	/* The two signs have their pair in common. */
	if ((log_may_have(&l->pairs, "\xe2\x80") && typographic(line)) ||
	    log_begins(line, "\xef\xbb\xbf") || emphasised(line))
		s = paste_clean(line, l->plain);
	else if (log_begins(line, "\033["))
		s = without_colours(line, l->plain);
	/* A line that is a string of another, 'msg="... C=\"250 ok\""' */
	else if (log_may_have(&l->pairs, "=\\\"") &&
	    log_has(line, "=\\\"") && !log_has(line, "{\""))
		s = log_unquote(line, l->plain, sizeof(l->plain));
	if (s.p != line.p)
		log_pairs_of(&l->pairs, s);
	return s;
}

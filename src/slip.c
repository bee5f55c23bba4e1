/*
 * slip.c - a slip of the keyboard to what was probably meant.
 */
#include <string.h>

#include "smtpcode.h"

#define WORD_MAX	24	/* longer words are not compared */
#define BARE_MAX	128	/* nor are signs taken off longer ones */

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static bool
same_letter(char a, char b)
{
	return slice_lower(a) == slice_lower(b);
}

/*
 * Optimal string alignment: a letter too many, too few, wrong, or two that
 * changed places count one each.
 */
size_t
slip_distance(struct slice a, struct slice b)
{
	size_t	 d[WORD_MAX + 1][WORD_MAX + 1], i, k, wrong;

	if (a.n > WORD_MAX || b.n > WORD_MAX)
		return WORD_MAX;
	for (i = 0; i <= a.n; i++)
		d[i][0] = i;
	for (k = 0; k <= b.n; k++)
		d[0][k] = k;
	for (i = 1; i <= a.n; i++)
		for (k = 1; k <= b.n; k++) {
			wrong = !same_letter(a.p[i - 1], b.p[k - 1]);
			d[i][k] = least(least(d[i - 1][k], d[i][k - 1]) + 1,
			    d[i - 1][k - 1] + wrong);
			if (i > 1 && k > 1 &&
			    same_letter(a.p[i - 1], b.p[k - 2]) &&
			    same_letter(a.p[i - 2], b.p[k - 1]))
				d[i][k] = least(d[i][k], d[i - 2][k - 2] + 1);
		}
	return d[a.n][b.n];
}

/* Not memchr(3): to find each name of the C library costs time. */
static bool
is_mark(char c)
{
	const char	*mark;

	if (slice_digit(c))
		return false;
	for (mark = "\"'`<>()[]{}#,.;:!? \t\r\n"; *mark != '\0'; mark++)
		if (*mark == c)
			return true;
	return false;
}

/* Quotes, brackets and stops that came along from a text; in buf. */
static struct slice
bare(struct slice s, char buf[BARE_MAX])
{
	if (s.n <= BARE_MAX)
		s = paste_clean(s, buf);
	while (s.n > 0 && is_mark(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n > 0 && is_mark(s.p[s.n - 1]))
		s.n--;
	return s;
}

/*
 * Letters like digits, a comma for a dot; for our x the shell's any, and the y
 * and z of RFC 5321 4.2.1, which has "4yz".
 */
static char
digit_for(char c)
{
	switch (c) {
	case 'o':
	case 'O':
		return '0';
	case 'i':
	case 'I':
	case 'l':
	case '|':
		return '1';
	case ',':
		return '.';
	case '*':
	case 'y':
	case 'Y':
	case 'z':
	case 'Z':
		return 'x';
	default:
		return c;
	}
}

struct slice
slip_number(struct slice s, char buf[SLIP_MAX])
{
	char	 text[BARE_MAX];
	size_t	 digits, i;

	s = bare(s, text);
	if (s.n > SLIP_MAX)
		return (struct slice){ NULL, 0 };
	digits = 0;
	for (i = 0; i < s.n; i++) {
		buf[i] = digit_for(s.p[i]);
		digits += slice_digit(s.p[i]);
		if ((buf[i] < '0' || buf[i] > '9') && buf[i] != '.' &&
		    buf[i] != 'x' && buf[i] != 'X')
			return (struct slice){ NULL, 0 };
	}
	/* The shell's any is as long as need be: "5*". */
	if (s.n > 1 && s.n < 3 && digits > 0 && s.p[s.n - 1] == '*' &&
	    buf[0] != '.')
		while (s.n < 3)
			buf[s.n++] = 'x';
	return (struct slice){ buf, digits > 0 ? s.n : 0 };
}

struct slice
slip_word(struct slice s, char buf[SLIP_MAX])
{
	char	 text[BARE_MAX];
	size_t	 i;

	s = bare(s, text);
	if (s.n > SLIP_MAX)
		return (struct slice){ NULL, 0 };
	for (i = 0; i < s.n; i++)
		buf[i] = s.p[i] == '_' || s.p[i] == ' ' ? '-' :
		    slice_lower(s.p[i]);
	return (struct slice){ buf, s.n };
}

enum cause
slip_cause(struct slice s)
{
	enum cause	 best;
	const char	*word;
	size_t		 d, i, nearest;

	best = CAUSE_NONE;
	nearest = s.n < 6 ? 1 : 2;
	for (i = 1; i < table_causes_count; i++) {
		word = table_text(table_causes[i].word);
		d = slip_distance(s, (struct slice){ word, strlen(word) });
		if (d <= nearest) {
			best = (enum cause)i;
			nearest = d > 0 ? d - 1 : 0;
		}
	}
	return best;
}

/*
 * table.c - codes.def as the manual page smtpcodes(7), to standard output.
 */
#include <stdio.h>
#include <string.h>

#include "smtpcode.h"

#define WIDTH	78	/* of the source's lines: mandoc(1) lint wants 80 */

/* A character as roff(7) wants it. */
static void
put(char c)
{
	switch (c) {
	case '\\':
		fputs("\\e", stdout);
		break;
	case '"':
		fputs("\\(dq", stdout);
		break;
	case '\'':
		fputs("\\(aq", stdout);
		break;
	case '`':
		fputs("\\(ga", stdout);
		break;
	case '~':
		fputs("\\(ti", stdout);
		break;
	case '^':
		fputs("\\(ha", stdout);
		break;
	default:
		putchar(c);
	}
}

/* A new sentence wants a new line. */
static bool
sentence_ends(const char *word, size_t n)
{
	return (n > 2 && strchr(".?!", word[n - 1]) != NULL &&
	    word[n] == ' ' && word[n + 1] >= 'A' && word[n + 1] <= 'Z');
}

/* Text lines: filled, a sentence on a line of its own. */
static void
text(const char *s)
{
	size_t	 at, n;

	for (at = 0; *s != '\0'; s += n) {
		s += strspn(s, " ");
		n = strcspn(s, " ");
		if (at > 0 && at + 1 + n > WIDTH) {
			putchar('\n');
			at = 0;
		}
		if (at > 0)
			at++, putchar(' ');
		else if (*s == '.' || *s == '\'')
			fputs("\\&", stdout);
		for (at += n; n > 0; n--)
			put(*s++);
		if (sentence_ends(s - 2, 2) || sentence_ends(s - 3, 3)) {
			putchar('\n');
			at = 0;
		}
	}
	if (at > 0)
		putchar('\n');
}

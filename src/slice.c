/*
 * slice.c - comparing and cutting slices, without regard to the case of ASCII
 * letters.
 */
#include <string.h>

#include "smtpcode.h"
#include "wide.h"

struct slice
slice_of(const char *s)
{
	return (struct slice){ s, strlen(s) };
}

size_t
slice_utf8(unsigned long c, char out[4])
{
	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = 0xfffd;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

bool
slice_starts(struct slice s, const char *word)
{
	size_t i;

	for (i = 0; word[i] != '\0'; i++)
		if (i == s.n || (s.p[i] != word[i] &&
		    slice_lower(s.p[i]) != slice_lower(word[i])))
			return false;
	return true;
}

bool
slice_is(struct slice s, const char *word)
{
	return s.n == strlen(word) && slice_starts(s, word);
}

size_t
slice_find(struct slice s, const char *word)
{
	const size_t n = strlen(word);
	size_t i, last;
	unsigned m;
	char first, end;

	if (n == 0)
		return s.n;
	first = slice_lower(word[0]);
	end = slice_lower(word[n - 1]);
	if (s.n < n - 1 + WIDE) {
		for (i = 0; i + n <= s.n; i++)
			if (slice_lower(s.p[i]) == first &&
			    slice_starts(slice_skip(s, i), word))
				return i;
		return s.n;
	}
	/* Where its first byte and its last are as far apart. */
	last = s.n - (n - 1) - WIDE;
	for (i = 0; ; i = i + WIDE < last ? i + WIDE : last) {
		for (m = wide_equal(wide_lower(wide_load(s.p + i)), first) &
		    wide_equal(wide_lower(wide_load(s.p + i + n - 1)), end);
		    m != 0; m &= m - 1)
			if (slice_starts(slice_skip(s, i + wide_lowest(m)),
			    word))
				return i + wide_lowest(m);
		if (i == last)
			return s.n;
	}
}

bool
slice_has(struct slice s, const char *word)
{
	return slice_find(s, word) < s.n;
}

bool
slice_starts_any(struct slice s, const char *words)
{
	for (; *words != '\0'; words = slice_next(words))
		if (slice_starts(s, words))
			return true;
	return false;
}

bool
slice_has_any(struct slice s, const char *words)
{
	for (; *words != '\0'; words = slice_next(words))
		if (slice_has(s, words))
			return true;
	return false;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct slice
slice_trim(struct slice s)
{
	while (s.n > 0 && is_blank(s.p[0]))
		s = slice_skip(s, 1);
	while (s.n > 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool
slice_has_words(struct slice s)
{
	size_t i, letters;

	for (i = letters = 0; i < s.n && letters < 4; i++)
		letters += slice_letter(s.p[i]);
	return letters == 4;
}

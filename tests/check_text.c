/*
 * check_text.c - slices searched by vectors are as searched byte by byte, and
 * a line's pairs never deny what it holds.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "../src/log.h"
#include "share.h"

#define ROUNDS	20000

static char
small(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* Few letters, so that much comes again; at times any byte but NUL. */
static char
byte(void)
{
	static const char letters[] = "aAbB :<>5.\t";

	return draw(40) == 0 ? (char)(1 + draw(255)) :
	    letters[draw(sizeof(letters) - 1)];
}

/* n bytes in memory of their own: a sanitizer sees what is read beyond. */
static struct slice
text(size_t n)
{
	char	*p = malloc(n + 1);
	size_t	 i;

	ck_assert_ptr_nonnull(p);
	p = realloc(p, n > 0 ? n : 1);
	ck_assert_ptr_nonnull(p);
	for (i = 0; i < n; i++)
		p[i] = byte();
	return (struct slice){ p, n };
}

/* A word of one byte or more: from s, with other letters' cases, or new. */
static void
word(char *to, size_t size, struct slice s)
{
	size_t	 i, n = 1 + draw(size - 1), at;

	if (n < s.n && draw(3) != 0) {
		at = draw(s.n - n);
		memcpy(to, s.p + at, n);
		for (i = 0; i < n; i++)
			if (draw(4) == 0 && to[i] >= 'a' && to[i] <= 'z')
				to[i] = (char)(to[i] - 'a' + 'A');
	} else
		for (i = 0; i < n; i++)
			to[i] = byte();
	to[n] = '\0';
}

/* Where w begins in s from i on, as it is or whatever its letters' case. */
static size_t
plain(struct slice s, const char *w, size_t i, bool any)
{
	size_t	 k, n = strlen(w);

	for (; i + n <= s.n; i++) {
		for (k = 0; k < n && (any ? small(s.p[i + k]) == small(w[k]) :
		    s.p[i + k] == w[k]); k++)
			continue;
		if (k == n)
			return i;
	}
	return s.n;
}

START_TEST(searches)
{
	struct slice	 s;
	char		 w[24];
	size_t		 i, at, next;

	for (i = 0; i < ROUNDS; i++) {
		s = text(draw(90));
		word(w, draw(4) == 0 ? sizeof(w) : 5, s);
		ck_assert_uint_eq(log_at(s, w), plain(s, w, 0, false));
		ck_assert_uint_eq(slice_find(s, w), plain(s, w, 0, true));
		at = next = plain(s, w, 0, false);
		for (; next < s.n; next = plain(s, w, at + 1, false))
			at = next;
		ck_assert_uint_eq(log_at_last(s, w), at);
		ck_assert_uint_eq(slice_find(s, ""), s.n);
		free((char *)(uintptr_t)s.p);
	}
}
END_TEST

START_TEST(values)
{
	static const char *const	 ends[] = { "", ",", " ", " ,", "]" };
	struct slice			 s, v;
	const char			*e;
	char				 w[4];
	size_t				 i, at, n;

	for (i = 0; i < ROUNDS; i++) {
		s = text(draw(90));
		word(w, sizeof(w), s);
		e = ends[draw(COUNT(ends))];
		v = log_value(s, w, e);
		at = plain(s, w, 0, false);
		if (at == s.n)
			ck_assert_ptr_null(v.p);
		else {
			at += strlen(w);
			for (n = 0; at + n < s.n &&
			    strchr(e, s.p[at + n]) == NULL; n++)
				continue;
			ck_assert_ptr_eq(v.p, s.p + at);
			ck_assert_uint_eq(v.n, n);
		}
		free((char *)(uintptr_t)s.p);
	}
}
END_TEST

START_TEST(pairs)
{
	static struct log_pairs	 x;
	struct slice		 s, more;
	char			 w[24];
	size_t			 i, denied = 0;
	bool			 may;

	for (i = 0; i < ROUNDS; i++) {
		s = text(draw(60));
		more = text(draw(9));
		word(w, sizeof(w), s);
		log_pairs_of(&x, s);
		log_pairs_add(&x, more);
		may = log_may_have(&x, w);
		ck_assert(may || (plain(s, w, 0, true) == s.n &&
		    plain(more, w, 0, true) == more.n));
		ck_assert(log_may_have(NULL, w));
		denied += !may;
		free((char *)(uintptr_t)s.p);
		free((char *)(uintptr_t)more.p);
	}
	ck_assert_uint_gt(denied, ROUNDS / 10);
}
END_TEST

int
main(void)
{
	TCase	*tc = tcase_create("text");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, searches);
	tcase_add_test(tc, values);
	tcase_add_test(tc, pairs);
	return share_run(tc, "text", true);
}

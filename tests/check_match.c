/*
 * check_match.c - fold_text() and phrase_find() are the same by vectors and
 * by single bytes, and find what a plain search of all rows finds.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"
#include "share.h"

/* The twin without vectors, under other names. */
#define WIDE_SCALAR
#define phrase_new	scalar_new
#define phrase_share	scalar_share
#define phrase_free	scalar_free
#define fold_text	scalar_fold
#define phrase_find	scalar_find
#define phrase_provider	scalar_provider
#define phrase_rule	scalar_rule
#include "../src/fold.c"
#include "../src/phrase.c"
#undef phrase_new
#undef phrase_share
#undef phrase_free
#undef fold_text
#undef phrase_find
#undef phrase_provider
#undef phrase_rule
struct phrase *phrase_new(void);
void phrase_free(struct phrase *x);
void fold_text(struct slice s, struct phrase_text *t);
size_t phrase_find(struct phrase *x, const struct phrase_text *t,
    struct phrase_hit *hits, size_t max);

#define ROUNDS	4000

static const char *const pieces[] = {
	" ", "  ", ". ", ", ", ": ", "-", "\t", "(", "<jo@x.example> ", "550 ",
	"550-5.7.1 ", "192.0.2.1", "127.0.0.2 ", "n't ", "'", "@", "%", "\xc3\xa9",
	"\xe2\x80\x99", "\xff", "\x1b", "x", "Z9", "12", "1.2.3 ", "\r\n"
};

/* Words of a row, or a piece, or a part of either, put behind s. */
static size_t
piece(char *s, size_t size)
{
	char		 buf[TABLE_PROSE_MAX];
	const char	*p = pieces[draw(COUNT(pieces))];
	size_t		 i, n;

	if (draw(3) != 0)
		p = table_prose(draw(2) == 0 ?
		    table_phrases[draw(table_phrases_count)].words :
		    table_rules[draw(table_rules_count)].words, buf);
	for (i = draw(4); i > 0 && strchr(p, '|') != NULL; i--)
		p = strchr(p, '|') + 1;
	n = strcspn(p, "|");
	if (draw(8) == 0)
		n -= n > 0;
	if (n > size)
		n = size;
	memcpy(s, p, n);
	for (i = 0; i < n; i++)
		if (draw(16) == 0 && s[i] >= 'a' && s[i] <= 'z')
			s[i] = (char)(s[i] - 'a' + 'A');
	return n;
}

static struct slice
text(char *buf, size_t size)
{
	struct slice	 s = { buf, 0 };
	size_t		 limit = draw(size);

	while (s.n < limit)
		s.n += piece(buf + s.n, limit - s.n);
	return s;
}

static int
compare(const void *p, const void *q)
{
	return memcmp(p, q, sizeof(struct phrase_hit));
}

/* In an order of their own, each once. */
static size_t
sorted(struct phrase_hit *hits, size_t n)
{
	struct phrase_hit	 copy;
	size_t			 i, k = 0;

	for (i = 0; i < n; i++) {
		copy = hits[i];
		memset(&hits[i], 0, sizeof(hits[i]));
		hits[i].of = copy.of;
		hits[i].row = copy.row;
		hits[i].start = copy.start;
		hits[i].end = copy.end;
		hits[i].weight = copy.weight;
	}
	qsort(hits, n, sizeof(*hits), compare);
	for (i = 0; i < n; i++)
		if (k == 0 || compare(&hits[i], &hits[k - 1]) != 0)
			hits[k++] = hits[i];
	return k;
}

START_TEST(twins)
{
	static struct phrase_hit	 a[PHRASE_HITS_MAX], b[PHRASE_HITS_MAX];
	static struct phrase_text	 t, u;
	struct phrase	*x = phrase_new(), *y = scalar_new();
	struct slice	 s;
	char		 buf[400], *copy;
	size_t		 i, n, m;

	ck_assert(x != NULL && y != NULL);
	for (i = 0; i < ROUNDS; i++) {
		s = text(buf, sizeof(buf));
		/* Of its own, so that a sanitizer sees what is read. */
		copy = malloc(s.n + 1);
		ck_assert_ptr_nonnull(copy);
		memcpy(copy, s.p, s.n);
		fold_text((struct slice){ copy, s.n }, &t);
		scalar_fold(s, &u);
		free(copy);
		ck_assert_msg(t.n == u.n && memcmp(t.p, u.p, t.n) == 0,
		    "\"%.*s\" is folded to \"%.*s\"", (int)s.n, s.p, (int)t.n,
		    t.p);
		n = sorted(a, phrase_find(x, &t, a, PHRASE_HITS_MAX));
		m = sorted(b, scalar_find(y, &t, b, PHRASE_HITS_MAX));
		ck_assert_msg(n == m && (n == 0 ||
		    memcmp(a, b, n * sizeof(*a)) == 0), "\"%.*s\"",
		    (int)t.n, t.p);
	}
	phrase_free(x);
	scalar_free(y);
}
END_TEST

/* Does a word begin at i? */
static bool
word_begins(const struct phrase_text *t, size_t i)
{
	return t->p[i] != ' ' && (i == 0 || !fold_word(t->p[i]) ||
	    !fold_word(t->p[i - 1]));
}

/* How often one of the alternatives stands in t, where a word begins. */
static size_t
plain_count(const char *words, const struct phrase_text *t)
{
	size_t	 i, n, count = 0;
	bool	 whole;

	for (; *words != '\0'; words += n + (words[n] == '|')) {
		n = strcspn(words, "|");
		whole = n > ATOM_MIN && words[n - 1] == ' ';
		for (i = 0; i + n - whole <= t->n; i++)
			count += word_begins(t, i) &&
			    memcmp(t->p + i, words, n - whole) == 0 &&
			    (!whole || !fold_word(t->p[i + n - whole]));
	}
	return count;
}

/* The rows of one part, in one text after another. */
START_TEST(plain)
{
	static struct phrase_hit	 hits[PHRASE_HITS_MAX];
	static struct phrase_text	 t;
	struct phrase	*x = phrase_new();
	char		 buf[160], words[TABLE_PROSE_MAX];
	size_t		 i, k, row, n, found;

	ck_assert_ptr_nonnull(x);
	for (i = 0; i < ROUNDS / 20; i++) {
		fold_text(text(buf, sizeof(buf)), &t);
		n = sorted(hits, phrase_find(x, &t, hits, PHRASE_HITS_MAX));
		for (row = 0; row < table_phrases_count; row++) {
			table_prose(table_phrases[row].words, words);
			if (strstr(words, GAP) != NULL)
				continue;
			for (found = k = 0; k < n; k++)
				found += hits[k].of == PHRASE_OF_CAUSE &&
				    hits[k].row == row;
			ck_assert_msg(found == plain_count(words, &t),
			    "\"%.*s\": %s", (int)t.n, t.p, words);
		}
	}
	phrase_free(x);
}
END_TEST

int
main(void)
{
	TCase	*tc = tcase_create("match");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, twins);
	tcase_add_test(tc, plain);
	return share_run(tc, "match", false);
}

/*
 * phrase.c - words to rows: which phrases of the table a text holds.
 */
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"

/*
 * A text is folded once (phrase_fold), then read once: the four bytes at each
 * place are hashed and looked up in a bitmap that holds one rare gram of each
 * row; only where its bit is set are the rows of that hash compared.  The
 * bitmap stays in the first-level cache, and nearly all places end there.
 */
#define GRAM		4
#define HASH_BITS	15
#define HASH_SIZE	(1U << HASH_BITS)
#define GAP		" ... "
#define GAP_LEN		5
#define GAP_MAX		160	/* bytes that a gap may span */
#define FUEL		8192	/* bytes that all gaps of a text may span */

struct entry {
	text_ref	 words;
	uint16_t	 row;
	uint16_t	 next;		/* of the same hash; 0: none */
	uint8_t		 of;		/* enum phrase_of */
	uint8_t		 gram;		/* where in the words the gram stands */
	uint8_t		 first;		/* length of the first part */
	uint8_t		 rest;		/* where the second begins; 0: none */
};

struct phrase {
	size_t		 count;		/* entries; [0] is not used; 0: not
					   yet built */
	uint32_t	 bitmap[HASH_SIZE / 32];
	uint16_t	 heads[HASH_SIZE];
	struct entry	 entries[];
};

static size_t
phrase_rows(void)
{
	return (table_phrases_count + table_marks_count + table_rules_count +
	    table_blocklists_count + table_waits_count);
}

struct phrase *
phrase_new(void)
{
	return (calloc(1, sizeof(struct phrase) +
	    (phrase_rows() + 1) * sizeof(struct entry)));
}

void
phrase_free(struct phrase *x)
{
	free(x);
}

static uint32_t
gram_hash(const char *p)
{
	uint32_t g;

	memcpy(&g, p, GRAM);
	return (g * 2654435761U) >> (32 - HASH_BITS);
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static void
entry_add(struct phrase *x, enum phrase_of of, size_t row, text_ref words)
{
	const char *s = table_text(words), *gap;
	struct entry *e;
	size_t n, i;

	n = strlen(s);
	gap = strstr(s, GAP);
	if (gap != NULL)
		n = (size_t)(gap - s);
	if (n < GRAM || n > UINT8_MAX)
		return;
	e = &x->entries[++x->count];
	*e = (struct entry){ .words = words, .row = (uint16_t)row,
	    .of = (uint8_t)of, .first = (uint8_t)n,
	    .rest = gap == NULL ? 0 : (uint8_t)(n + GAP_LEN) };
	/* Until index_build() has seen all: how often each gram occurs. */
	for (i = 0; i + GRAM <= n; i++)
		x->heads[gram_hash(s + i)]++;
}

/*
 * Entries first, counting grams on the way; then each entry is filed under the
 * gram that the fewest rows share.
 */
static void
index_build(struct phrase *x)
{
	struct entry *e;
	const char *s;
	uint32_t h;
	uint16_t least;
	size_t i, n;

	for (i = 0; i < table_phrases_count; i++)
		entry_add(x, PHRASE_OF_CAUSE, i, table_phrases[i].words);
	for (i = 0; i < table_marks_count; i++)
		entry_add(x, PHRASE_OF_MARK, i, table_marks[i].words);
	for (i = 0; i < table_rules_count; i++)
		entry_add(x, PHRASE_OF_RULE, i, table_rules[i].words);
	for (i = 0; i < table_blocklists_count; i++)
		entry_add(x, PHRASE_OF_BLOCKLIST, i,
		    table_blocklists[i].words);
	for (i = 0; i < table_waits_count; i++)
		entry_add(x, PHRASE_OF_WAIT, i, table_waits[i].words);
	for (i = 1; i <= x->count; i++) {
		e = &x->entries[i];
		s = table_text(e->words);
		least = UINT16_MAX;
		for (n = 0; n + GRAM <= e->first; n++)
			if (x->heads[gram_hash(s + n)] < least) {
				least = x->heads[gram_hash(s + n)];
				e->gram = (uint8_t)n;
			}
	}
	memset(x->heads, 0, sizeof(x->heads));
	for (i = 1; i <= x->count; i++) {
		e = &x->entries[i];
		h = gram_hash(table_text(e->words) + e->gram);
		e->next = x->heads[h];
		x->heads[h] = (uint16_t)i;
		x->bitmap[h / 32] |= 1U << h % 32;
	}
}

/* Latin letters of U+00C0 to U+017F without their accents. */
static const char latin[] =
    "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/*
 * The character of several bytes at s, when it has a plain form: a quote, a
 * dash, a blank, an accented letter.  Returns its length or 0.
 */
static size_t
fold_utf8(struct slice s, char *c)
{
	const unsigned char *p = (const unsigned char *)s.p;

	if (s.n >= 2 && p[0] == 0xc2 && p[1] == 0xa0) {
		*c = ' ';
		return (2);
	}
	if (s.n >= 2 && p[0] >= 0xc3 && p[0] <= 0xc5 && p[1] >= 0x80 &&
	    p[1] <= 0xbf) {
		*c = latin[(p[0] - 0xc3) * 64 + p[1] - 0x80];
		return (2);
	}
	if (s.n >= 3 && p[0] == 0xe2 && p[1] == 0x80) {
		if (p[2] >= 0x90 && p[2] <= 0x95)
			*c = '-';
		else if (p[2] == 0x98 || p[2] == 0x99)
			*c = '\'';
		else if (p[2] == 0x9c || p[2] == 0x9d)
			*c = '"';
		else
			return (0);
		return (3);
	}
	if (s.n >= 3 && p[0] == 0xe3 && p[1] == 0x80 && p[2] == 0x80) {
		*c = ' ';
		return (3);
	}
	return (0);
}

static size_t
digits(struct slice s, size_t max)
{
	size_t n = 0;

	while (n < s.n && n < max && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return (n);
}

static struct slice
slice_from(struct slice s, size_t n)
{
	return ((struct slice){ s.p + n, s.n - n });
}

static bool
is_blank_at(struct slice s, size_t i)
{
	return (i >= s.n || s.p[i] == ' ' || s.p[i] == '\t' ||
	    s.p[i] == '\r' || s.p[i] == '\n');
}

/*
 * Numbers that part words which belong together: a reply code or an enhanced
 * status code repeated at a line's start ("that this 550-5.7.1 message"), and
 * an IPv4 address but 127.x.y.z, which a block list answers with.  Returns the
 * length to be left out, or 0.
 */
static size_t
fold_number(struct slice s)
{
	size_t n, i, parts;

	n = digits(s, 3);
	if (n == 3 && (s.p[0] == '4' || s.p[0] == '5') &&
	    (is_blank_at(s, 3) || s.p[3] == '-'))
		return (s.n > 3 && s.p[3] == '-' ? 4 : 3);
	for (i = n, parts = 1; parts < 4 && i < s.n && s.p[i] == '.';
	    parts++) {
		n = digits(slice_from(s, i + 1), 3);
		if (n == 0)
			break;
		i += 1 + n;
	}
	if (parts == 3 && s.p[1] == '.' && is_blank_at(s, i))
		return (s.p[0] == '4' || s.p[0] == '5' ? i : 0);
	if (parts != 4 || (s.n > 3 && memcmp(s.p, "127.", 4) == 0) ||
	    (i + 1 < s.n && s.p[i] == '.' && is_word(s.p[i + 1])))
		return (0);
	return (i);
}

static bool
is_address_end(char c)
{
	return (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '<' ||
	    c == '>' || c == '(' || c == ')' || c == '"' || c == '\'' ||
	    c == ',' || c == ';' || c == '[' || c == ']');
}

static bool
is_open(char c)
{
	return (c == '<' || c == '(' || c == '[' || c == '"' || c == '\'');
}

static bool
is_close(char c)
{
	return (c == '>' || c == ')' || c == ']' || c == '"' || c == '\'');
}

/*
 * Forget what was folded of a mail address, its opening bracket and the blank
 * before it.
 */
static void
fold_forget(struct phrase_text *t)
{
	while (t->n > 0 && !is_address_end(t->p[t->n - 1]) &&
	    t->p[t->n - 1] != ':')
		t->n--;
	if (t->n > 0 && is_open(t->p[t->n - 1]))
		t->n--;
	if (t->n > 0 && t->p[t->n - 1] == ' ')
		t->n--;
}

/* What is left of an address from its @ on: its length. */
static size_t
fold_address(struct slice s)
{
	size_t n = 0;

	while (n < s.n && !is_address_end(s.p[n]) && s.p[n] != ':')
		n++;
	while (n < s.n && is_close(s.p[n]))
		n++;
	return (n);
}

/* "doesn't" is read as "does not", "can't" as "cannot". */
static size_t
fold_not(struct slice s, struct phrase_text *t)
{
	if (t->n < 2 || t->p[t->n - 1] != 'n' || s.n < 2 ||
	    (s.p[1] | 0x20) != 't' || t->n + 4 > PHRASE_TEXT_MAX)
		return (0);
	if (t->p[t->n - 2] == 'a')
		memcpy(t->p + t->n, "not", 3);
	else
		memcpy(t->p + t->n - 1, " not", 4);
	t->n += 3;
	return (2);
}

static void
fold_put(struct phrase_text *t, char c)
{
	if (c == ' ' && (t->n == 0 || t->p[t->n - 1] == ' '))
		return;
	t->p[t->n++] = c;
}

/* One thing at s that is not an ASCII letter: returns the bytes taken. */
static size_t
fold_other(struct slice s, struct phrase_text *t)
{
	unsigned char c = (unsigned char)s.p[0];
	char plain;
	size_t n;

	if (c <= ' ' || c == 0x7f) {
		/* ESC begins legacy Japanese and stays. */
		fold_put(t, c == 0x1b ? (char)c : ' ');
		return (1);
	}
	if (c >= 0xc2 && (n = fold_utf8(s, &plain)) != 0) {
		if (plain == '\'' && s.n > n &&
		    fold_not(slice_from(s, n - 1), t) != 0)
			return (n + 1);
		fold_put(t, plain);
		return (n);
	}
	if (c == '@' && t->n > 0 && t->p[t->n - 1] != ' ') {
		fold_forget(t);
		return (fold_address(s));
	}
	if (c == '\'' && (n = fold_not(s, t)) != 0)
		return (n);
	if (c >= '0' && c <= '9' &&
	    (t->n == 0 || !is_word(t->p[t->n - 1])) &&
	    (n = fold_number(s)) != 0) {
		if (t->n > 0 && is_open(t->p[t->n - 1])) {
			t->n--;
			n += n < s.n && is_close(s.p[n]);
		}
		if (t->n > 0 && t->p[t->n - 1] == ' ')
			t->n--;
		return (n);
	}
	fold_put(t, (char)c);
	return (1);
}

void
phrase_fold(struct slice s, struct phrase_text *t)
{
	size_t i = 0;
	unsigned char c;

	if (s.n > PHRASE_INPUT_MAX)
		s.n = PHRASE_INPUT_MAX;
	t->n = 0;
	while (i < s.n && t->n < PHRASE_TEXT_MAX) {
		c = (unsigned char)s.p[i];
		if ((unsigned char)((c | 0x20) - 'a') < 26) {
			t->p[t->n++] = (char)(c | 0x20);
			i++;
		} else
			i += fold_other(slice_from(s, i), t);
	}
	memset(t->p + t->n, 0, GRAM);
}

/* Words begin where a word begins; they may end inside one. */
static bool
words_at(const struct phrase_text *t, size_t at, const char *words, size_t n)
{
	return (at + n <= t->n && memcmp(t->p + at, words, n) == 0 &&
	    (at == 0 || !is_word(words[0]) || !is_word(t->p[at - 1])));
}

/*
 * The parts behind the first gap, the first of them not before at: where the
 * last ends, or 0.  A gap spans no end of a sentence.
 */
static size_t
rest_at(const struct phrase_text *t, size_t at, const char *words,
    size_t *fuel)
{
	const char *gap;
	size_t n, stop;

	gap = strstr(words, GAP);
	n = gap == NULL ? strlen(words) : (size_t)(gap - words);
	stop = at + GAP_MAX;
	for (; at + n <= t->n && at < stop && *fuel > 0; at++, --*fuel) {
		if (words_at(t, at, words, n))
			return (gap == NULL ? at + n :
			    rest_at(t, at + n, gap + GAP_LEN, fuel));
		if (t->p[at] == '.' && t->p[at + 1] == ' ')
			break;
	}
	return (0);
}

static size_t
words_weight(const struct entry *e)
{
	const char *s = table_text(e->words);
	size_t n = strlen(s);

	for (s = strstr(s, GAP); s != NULL; s = strstr(s + GAP_LEN, GAP))
		n -= GAP_LEN;
	return (n);
}

size_t
phrase_find(struct phrase *x, const struct phrase_text *t,
    struct phrase_hit *hits, size_t max)
{
	const struct entry *e;
	const char *s;
	uint32_t h;
	uint16_t k;
	size_t i, at, end, n = 0, fuel = FUEL;

	if (x->count == 0)
		index_build(x);
	for (i = 0; i + GRAM <= t->n && n < max; i++) {
		h = gram_hash(t->p + i);
		if ((x->bitmap[h / 32] >> h % 32 & 1) == 0)
			continue;
		for (k = x->heads[h]; k != 0 && n < max; k = e->next) {
			e = &x->entries[k];
			s = table_text(e->words);
			at = i - e->gram;
			if (e->gram > i || !words_at(t, at, s, e->first))
				continue;
			end = at + e->first;
			if (e->rest != 0)
				end = rest_at(t, end, s + e->rest, &fuel);
			if (end == 0)
				continue;
			hits[n++] = (struct phrase_hit){ e->of, e->row,
			    (uint16_t)at, (uint16_t)end,
			    (uint16_t)words_weight(e) };
		}
	}
	return (n);
}

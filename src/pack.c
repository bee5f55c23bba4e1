/*
 * pack.c - a program of the build: the prose of codes.def, packed, as C source
 * on standard output (packed.h).
 *
 * Byte pair encoding (P. Gage, A New Algorithm for Data Compression, C Users
 * Journal 12(2), 1994): the pair of neighbours that occurs most becomes a token
 * of its own, again and again.  Of the tokens the best are kept, and each
 * string is made of those that take the least.  A token is written as a number
 * of PACKED_BITS bits, high ones first; the PACKED_SHORTS most frequent, with
 * the lowest numbers, without the last four.  A string takes whole bytes, and
 * unpacks without the others.
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOKEN	16	/* bytes that a token may stand for */
#define TOKENS	2560	/* to choose from, with one a byte: 256 */
#define KEPT	1900
#define ROUNDS	24	/* in which the others are dropped */
#define FIND	16384	/* a power of two, much more than TOKENS */
#define LENGTH	1024	/* bytes of a string */
#define TEXT_MAX 8192	/* bytes of all tokens */
#define ALIGN	2	/* where each begins */
#define STEP	8	/* strings between two that are indexed */
#define SHORTS	16	/* codes with the same first half-byte: of two, */
#define LONGS	256	/* and of three half-bytes */

struct string {
	const char	*words;
	uint16_t	*tokens;
	size_t		 n;
};

struct token {
	char	 text[TOKEN + 1];
	size_t	 n, count;
	size_t	 code;		/* rank by count */
	int	 dropped;
	size_t	 at;		/* in text */
};

static const char	*const words[] = {
	"",
#define TEXT(n, s)
#define PROSE(n, s)	s,
#include "columns.h"
};

#define COUNT	(sizeof(words) / sizeof(words[0]))

static struct string	 strings[COUNT];
static struct token	 tokens[TOKENS];
static size_t		 ntokens = 256;
static struct token	*ranks[TOKENS];
static size_t		 nranks;
static size_t		 firsts;	/* half-bytes that begin a short code */
static uint16_t		 pairs[TOKENS][TOKENS];
static char		 text[TEXT_MAX + TOKEN + 1];

static void
load(void)
{
	size_t	 i, k;

	for (i = 0; i < 256; i++) {
		tokens[i].text[0] = (char)i;
		tokens[i].n = 1;
	}
	for (i = 0; i < COUNT; i++) {
		strings[i].words = words[i];
		strings[i].n = strlen(words[i]);
		strings[i].tokens = calloc(strings[i].n + 1,
		    sizeof(*strings[i].tokens));
		if (strings[i].tokens == NULL)
			err(1, NULL);
		if (strings[i].n > LENGTH)
			errx(1, "too long, make two rows of it: %s", words[i]);
		for (k = 0; k < strings[i].n; k++)
			strings[i].tokens[k] = (unsigned char)words[i][k];
	}
}

/* The pair that occurs most, or false: none is worth a token. */
static int
best_pair(size_t *a, size_t *b)
{
	const struct string	*s;
	size_t			 best, k;
	uint16_t		*t;

	best = 3;
	for (s = strings; s < strings + COUNT; s++)
		for (k = 1, t = s->tokens; k < s->n; k++, t++)
			if (tokens[t[0]].n + tokens[t[1]].n <= TOKEN &&
			    ++pairs[t[0]][t[1]] > best) {
				best = pairs[t[0]][t[1]];
				*a = t[0];
				*b = t[1];
			}
	for (s = strings; s < strings + COUNT; s++)
		for (k = 1, t = s->tokens; k < s->n; k++, t++)
			pairs[t[0]][t[1]] = 0;
	return best > 3;
}

static void
replace(size_t a, size_t b, size_t token)
{
	struct string	*s;
	size_t		 k, n;

	for (s = strings; s < strings + COUNT; s++) {
		for (k = n = 0; k < s->n; k++)
			if (k + 1 < s->n && s->tokens[k] == a &&
			    s->tokens[k + 1] == b) {
				s->tokens[n++] = (uint16_t)token;
				k++;
			} else
				s->tokens[n++] = s->tokens[k];
		s->n = n;
	}
}

static void
join_pairs(void)
{
	struct token	*t;
	size_t		 a, b;

	for (; ntokens < TOKENS && best_pair(&a, &b); ntokens++) {
		t = &tokens[ntokens];
		t->n = tokens[a].n + tokens[b].n;
		memcpy(t->text, tokens[a].text, tokens[a].n);
		memcpy(t->text + tokens[a].n, tokens[b].text, tokens[b].n);
		replace(a, b, ntokens);
	}
}

static int
by_count(const void *a, const void *b)
{
	const struct token	*s = *(struct token *const *)a;
	const struct token	*t = *(struct token *const *)b;

	if (s->count != t->count)
		return s->count < t->count ? 1 : -1;
	return s < t ? -1 : 1;
}

/* Where the token of that text is, or may be put. */
static struct token **
place(const char *p, size_t n)
{
	static struct token	*table[FIND];
	size_t			 h = n, i;

	for (i = 0; i < n; i++)
		h = (h ^ (unsigned char)p[i]) * 0x01000193 & 0xffffffff;
	for (h ^= h >> 15; table[h % FIND] != NULL; h++)
		if (table[h % FIND]->n == n &&
		    memcmp(table[h % FIND]->text, p, n) == 0)
			break;
	return &table[h % FIND];
}

/* Half-bytes of a token's code, or of one that has none yet. */
static size_t
cost(const struct token *t)
{
	return t->count > 0 && t->code < firsts * SHORTS ? 2 : 3;
}

/* The tokens that make the least of a string. */
static void
parse(struct string *s)
{
	static size_t	 least[LENGTH + 1];	/* to each byte */
	static struct token *last[LENGTH + 1];
	const size_t	 len = strlen(s->words);
	size_t		 i, n;
	struct token	*t;

	for (i = 1; i <= len; i++)
		least[i] = SIZE_MAX;
	for (i = 0; i < len; i++)
		for (n = 1; n <= TOKEN && i + n <= len; n++) {
			t = *place(s->words + i, n);
			if (t == NULL || t->dropped ||
			    least[i + n] <= least[i] + cost(t))
				continue;
			least[i + n] = least[i] + cost(t);
			last[i + n] = t;
		}
	for (s->n = 0, i = len; i > 0; i -= last[i]->n)
		s->n++;
	for (n = s->n, i = len; i > 0; i -= last[i]->n)
		s->tokens[--n] = (uint16_t)(last[i] - tokens);
}

/* The codes: rank by count, and how many of them are short. */
static void
rank(void)
{
	size_t	 best, f, i, k, size;

	nranks = 0;
	for (i = 0; i < ntokens; i++)
		tokens[i].count = 0;
	for (i = 0; i < COUNT; i++)
		for (k = 0; k < strings[i].n; k++)
			tokens[strings[i].tokens[k]].count++;
	for (i = 0; i < ntokens; i++)
		if (tokens[i].count > 0)
			ranks[nranks++] = &tokens[i];
	qsort(ranks, nranks, sizeof(ranks[0]), by_count);
	for (i = 0; i < nranks; i++)
		ranks[i]->code = i;
	best = SIZE_MAX;
	for (f = 0; f < 16 && f * SHORTS + (16 - f) * LONGS >= nranks; f++) {
		for (size = i = 0; i < nranks; i++)
			size += ranks[i]->count * (i < f * SHORTS ? 2 : 3);
		if (size < best) {
			best = size;
			firsts = f;
		}
	}
}

/*
 * Pairs that were joined on the way to longer ones are seldom used: the rarest
 * tokens are dropped, a few at a time, and the strings made of what is left.
 */
static void
choose(void)
{
	size_t	 i, n, round;

	for (i = 0; i < ntokens; i++)
		*place(tokens[i].text, tokens[i].n) = &tokens[i];
	rank();
	for (round = 0; round < ROUNDS; round++) {
		n = nranks > KEPT ? (nranks - KEPT) / 3 + 1 : 0;
		for (i = nranks; i > 0 && n > 0; i--)
			if (ranks[i - 1]->n > 1) {
				ranks[i - 1]->dropped = 1;
				n--;
			}
		for (i = 0; i < COUNT; i++)
			parse(&strings[i]);
		rank();
	}
}

/* The text of all tokens, long ones first: most short ones stand in them. */
static void
lay_out(void)
{
	struct token	*t;
	size_t		 i, n, overlap, used;
	char		*at;

	for (used = 0, n = TOKEN; n > 0; n--)
		for (i = 0; i < nranks; i++) {
			t = ranks[i];
			if (t->n != n)
				continue;
			at = strstr(text, t->text);
			while (at != NULL && (at - text) % ALIGN != 0)
				at = strstr(at + 1, t->text);
			if (at == NULL) {
				overlap = n - 1 < used ? n - 1 : used;
				while (overlap > 0 &&
				    ((used - overlap) % ALIGN != 0 ||
				    memcmp(text + used - overlap, t->text,
				    overlap) != 0))
					overlap--;
				/* A byte that no token has. */
				if ((used - overlap) % ALIGN != 0)
					text[used++] = '\n';
				at = text + used - overlap;
				used += n - overlap;
				if (used > TEXT_MAX)
					errx(1, "KEPT is too large");
				memcpy(at, t->text, n);
			}
			t->at = (size_t)(at - text) / ALIGN;
		}
}

static void
print_tokens(void)
{
	size_t	 i;

	printf("static const char packed_text[] = {\n");
	for (i = 0; i < strlen(text) + TOKEN; i++)
		printf("%d,\n", i < strlen(text) ? text[i] : 0);
	printf("};\n\nstatic const uint16_t packed_tokens[] = {\n");
	for (i = 0; i < nranks; i++)
		printf("%zu,\n", ranks[i]->at * TOKEN + ranks[i]->n - 1);
	printf("};\n\n");
}

/* Half-bytes to bytes: a pair of them is one. */
static size_t
print_half(size_t half, size_t n)
{
	static size_t	 high;

	if (n % 2 == 0)
		high = half;
	else
		printf("%zu,", high * 16 + half);
	return n + 1;
}

/* Returns the bytes that the string takes. */
static size_t
print_string(const struct string *s)
{
	size_t	 code, k, n;

	for (k = n = 0; k < s->n; k++) {
		code = tokens[s->tokens[k]].code;
		if (code < firsts * SHORTS) {
			n = print_half(code / SHORTS, n);
			n = print_half(code % SHORTS, n);
			continue;
		}
		code -= firsts * SHORTS;
		n = print_half(firsts + code / LONGS, n);
		n = print_half(code % LONGS / 16, n);
		n = print_half(code % 16, n);
	}
	if (n % 2 != 0)
		n = print_half(0, n);
	printf("\n");
	if (n / 2 > UINT8_MAX)
		errx(1, "too long, make two rows of it: %s", s->words);
	return n / 2;
}

/* The strings, their lengths, and where every STEPth begins. */
static void
print_strings(void)
{
	static size_t	 sizes[COUNT];
	size_t		 at, i;

	printf("static const unsigned char packed_bytes[] = {\n");
	for (i = 0; i < COUNT; i++)
		sizes[i] = print_string(&strings[i]);
	printf("0,0,0,0,0,0,0,\n};\n\n"
	    "static const uint8_t packed_sizes[] = {\n");
	for (i = 0; i < COUNT; i++)
		printf("%zu,\n", sizes[i]);
	for (at = i = 0; i < COUNT; i++)
		at += sizes[i];
	printf("};\n\nstatic const uint%d_t packed_at[] = {\n",
	    at <= UINT16_MAX ? 16 : 32);
	for (at = i = 0; i < COUNT; at += sizes[i++])
		if (i % STEP == 0)
			printf("%zu,\n", at);
	printf("};\n");
}

int
main(void)
{
	load();
	join_pairs();
	choose();
	lay_out();
	printf("/* Made by src/pack.c from codes.def. */\n"
	    "#define PACKED_COUNT\t%zu\n#define PACKED_STEP\t%d\n"
	    "#define PACKED_TOKEN\t%d\n#define PACKED_ALIGN\t%d\n"
	    "#define PACKED_BITS\t12\n#define PACKED_SHORTS\t%zu\n\n",
	    COUNT, STEP, TOKEN, ALIGN, firsts * SHORTS);
	print_tokens();
	print_strings();
	return ferror(stdout) || fflush(stdout) == EOF;
}

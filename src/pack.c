/*
 * pack.c - a program of the build: the prose of codes.def, packed, as C source
 * on standard output (packed.h).
 *
 * Byte pair encoding (P. Gage, A New Algorithm for Data Compression, C Users
 * Journal 12(2), 1994): the pair of neighbours that occurs most becomes a byte
 * that no string holds, until there is none left.  A string unpacks without
 * the others.
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOKEN	7	/* bytes that one byte may stand for */
#define STEP	8	/* strings between two that are indexed */

struct string {
	const char	*words;
	uint16_t	*bytes;
	size_t		 n;
};

static const char	*const words[] = {
	"",
#define TEXT(n, s)
#define PROSE(n, s)	s,
#include "columns.h"
};

#define COUNT	(sizeof(words) / sizeof(words[0]))

static struct string	strings[COUNT];
static char		tokens[256][TOKEN + 1];
static size_t		pairs[256][256];

static void
load(void)
{
	size_t	 i, k;

	for (i = 0; i < COUNT; i++) {
		strings[i].words = words[i];
		strings[i].n = strlen(words[i]);
		strings[i].bytes = calloc(strings[i].n + 1,
		    sizeof(*strings[i].bytes));
		if (strings[i].bytes == NULL)
			err(1, NULL);
		for (k = 0; k < strings[i].n; k++) {
			strings[i].bytes[k] = (unsigned char)words[i][k];
			tokens[strings[i].bytes[k]][0] = words[i][k];
		}
	}
}

static size_t
token_length(size_t token)
{
	return (strnlen(tokens[token], TOKEN));
}

/* The pair that saves most, or false: none saves anything. */
static int
best_pair(size_t *a, size_t *b)
{
	size_t	 best, i, k, n;

	memset(pairs, 0, sizeof(pairs));
	for (i = 0; i < COUNT; i++)
		for (k = 1; k < strings[i].n; k++)
			pairs[strings[i].bytes[k - 1]][strings[i].bytes[k]]++;
	best = 3;
	for (i = 0; i < 256; i++)
		for (k = 0; k < 256; k++) {
			n = pairs[i][k];
			if (n > best && token_length(i) + token_length(k) <=
			    TOKEN) {
				best = n;
				*a = i;
				*b = k;
			}
		}
	return (best > 3);
}

static void
replace(size_t a, size_t b, size_t token)
{
	struct string	*s;
	size_t		 k, n;

	for (s = strings; s < strings + COUNT; s++) {
		for (k = n = 0; k < s->n; k++)
			if (k + 1 < s->n && s->bytes[k] == a &&
			    s->bytes[k + 1] == b) {
				s->bytes[n++] = (uint16_t)token;
				k++;
			} else
				s->bytes[n++] = s->bytes[k];
		s->n = n;
	}
}

static void
pack(void)
{
	size_t	 a, b, token;

	for (token = 1; token < 256; token++) {
		if (tokens[token][0] != '\0')
			continue;
		if (!best_pair(&a, &b))
			break;
		memcpy(tokens[token], tokens[a], token_length(a));
		memcpy(tokens[token] + token_length(a), tokens[b],
		    token_length(b));
		replace(a, b, token);
	}
}

static void
print_tokens(void)
{
	size_t	 i, k;

	printf("static const struct {\n\tchar\t\ttext[PACKED_TOKEN];\n"
	    "\tunsigned char\tn;\n} packed_tokens[256] = {\n");
	for (i = 0; i < 256; i++) {
		printf("\t{ {");
		for (k = 0; k < TOKEN; k++)
			printf(" %d,", tokens[i][k]);
		printf(" }, %zu },\n", token_length(i));
	}
	printf("};\n\n");
}

/* The strings in order, and where every eighth of them begins. */
static void
print_strings(void)
{
	size_t	 at, i, k;

	printf("static const unsigned char packed_bytes[] = {\n");
	for (i = 0; i < COUNT; i++) {
		for (k = 0; k < strings[i].n; k++)
			printf("%u,", strings[i].bytes[k]);
		printf("0,\n");
	}
	printf("};\n\nstatic const uint32_t packed_at[] = {\n");
	for (at = i = 0; i < COUNT; i++) {
		if (i % STEP == 0)
			printf("%zu,\n", at);
		at += strings[i].n + 1;
	}
	printf("};\n");
}

int
main(void)
{
	load();
	pack();
	printf("/* Made by src/pack.c from codes.def. */\n"
	    "#define PACKED_COUNT\t%zu\n#define PACKED_STEP\t%d\n"
	    "#define PACKED_TOKEN\t%d\n\n", COUNT, STEP, TOKEN);
	print_tokens();
	print_strings();
	return (ferror(stdout) || fflush(stdout) == EOF);
}

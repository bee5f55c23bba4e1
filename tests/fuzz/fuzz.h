/*
 * fuzz.h - what the fuzz targets share: a check that stops the run, and an
 * exact copy of a slice, so that a byte read beyond it is seen.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"

#define CHECK(x) do {							\
	if (!(x)) {							\
		fprintf(stderr, "%s:%d: not so: %s\n", __FILE__,	\
		    __LINE__, #x);					\
		abort();						\
	}								\
} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* To be freed; never NULL. */
static inline char *
fuzz_copy(const uint8_t *data, size_t n)
{
	char	*p;

	p = malloc(n > 0 ? n : 1);
	CHECK(p != NULL);
	if (n > 0)
		memcpy(p, data, n);
	return (p);
}

/* Does s lie within whole?  An empty one lies anywhere. */
static inline bool
fuzz_within(struct slice s, struct slice whole)
{
	return (s.n == 0 || (s.p >= whole.p && s.n <= whole.n &&
	    (size_t)(s.p - whole.p) <= whole.n - s.n));
}

/* Read every byte of s, for the sanitizer. */
static inline unsigned
fuzz_read(struct slice s)
{
	static volatile unsigned sum;
	size_t			 i;

	CHECK(s.n == 0 || s.p != NULL);
	for (i = 0; i < s.n; i++)
		sum += (unsigned char)s.p[i];
	return (sum);
}

/* What holds of anything found, wherever. */
static inline void
fuzz_found(const struct found *f)
{
	fuzz_read(f->reply.text);
	fuzz_read(f->words);
	fuzz_read(f->time);
	fuzz_read(f->host);
	fuzz_read(f->recipient);
	CHECK(f->reply.code == 0 ||
	    (f->reply.code >= 100 && f->reply.code <= 999));
	CHECK(f->reply.status.class <= 5 && f->reply.status.subject <= 999 &&
	    f->reply.status.detail <= 999);
	CHECK(f->verdict.class <= 5 && f->verdict.subject <= 999 &&
	    f->verdict.detail <= 999);
	CHECK((unsigned)f->command < COMMAND_COUNT);
	CHECK((unsigned)f->given < CAUSE_COUNT);
	CHECK(f->end >= f->line);
	CHECK(f->format == NULL || strlen(f->format) < 32);
	CHECK(f->outcome == NULL || strlen(f->outcome) < 32);
}

/* What holds of any verdict. */
static inline void
fuzz_verdict(const struct verdict *v)
{
	size_t	 i;

	CHECK((unsigned)v->cause < CAUSE_COUNT);
	for (i = 0; i < VERDICT_ALSO; i++)
		CHECK((unsigned)v->also[i] < CAUSE_COUNT);
	CHECK((unsigned)v->provider < PROVIDER_COUNT);
	CHECK((unsigned)v->blocklist < BLOCKLIST_COUNT);
	CHECK((unsigned)v->basis <= BASIS_RULE);
	CHECK(v->basis != BASIS_COMMAND || v->row < table_suggestions_count);
	CHECK(v->basis != BASIS_CLUE || v->row < table_phrases_count);
	CHECK(v->basis != BASIS_PHRASE || v->row < table_phrases_count);
	CHECK(v->basis != BASIS_BLOCKLIST || v->row < table_blocklists_count);
	CHECK(v->basis != BASIS_RULE || v->row < table_rules_count);
}

#endif

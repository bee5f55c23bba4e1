/*
 * phrase.h - what phrase.c and phrase_index.c share: the words of all rows as
 * an index.
 */
#ifndef PHRASE_H
#define PHRASE_H

#include "smtpcode.h"

/*
 * The words of a row are parts in sequence, each with its alternatives; equal
 * alternatives of all rows are one atom.
 */
#define ATOM_MIN	3
#define HASH_BITS	13
#define HASH_SIZE	(1U << HASH_BITS)
#define ATOMS_MAX	8192
#define USES_MAX	12288
#define PLACES_MAX	4096
#define RULES_MAX	1024
#define GAP		" ... "	/* between the parts of a row */
#define GAP_LEN		5
#define DOMAIN_HEADS	256
#define DOMAINS_MAX	256

/* An alternative. */
struct atom {
	uint64_t	 head;		/* its first bytes, and behind them as
					   many as shift takes away */
	uint32_t	 words;		/* its offset in words */
	uint16_t	 uses, firsts;	/* the first of each; those of the next
					   atom begin where its own end */
	uint8_t		 n;
	uint8_t		 shift;		/* bits of the bytes that n lacks to
					   eight */
	bool		 whole : 1;	/* the word ends with it */
	bool		 more : 1;	/* the next has the same hash */
};

/* An atom's place in a row, that of a first part of several apart. */
struct use {
	uint16_t	 row;
	uint16_t	 place;		/* of its part, a row's in sequence;
					   ALONE: the row has but one part */
	uint8_t		 of;		/* enum phrase_of */
	bool		 first : 1, last : 1;	/* part of the row */
};

/* A place behind one that every text holds. */
#define ALONE	1

/* A provider's domain, filed under four of its last bytes. */
struct domain {
	const char	*p;
	uint8_t		 n;
	uint8_t		 provider;
	uint8_t		 next;		/* of the same hash; 0: none */
};

/* What is the same for all texts and threads once it is built. */
struct index {
	size_t		 domains_n;	/* [0] is not used; 0: not yet built */
	uint8_t		 hosts[DOMAIN_HEADS];
	struct domain	 domains[DOMAINS_MAX];
	size_t		 atoms_n;	/* [0] is not used; 0: not yet built */
	size_t		 uses_n, places_n;
	uint8_t		 lengths[HASH_SIZE];	/* by hash of three bytes: bit
						   i, of hashed[i] */
	uint16_t	 heads[HASH_SIZE];
	struct atom	 atoms[ATOMS_MAX + 1];
	struct use	 uses[USES_MAX];
	uint16_t	 firsts[USES_MAX];	/* places */
	struct drafts	*drafts;	/* opaque; NULL: the index stands */
	uint16_t	 rules[PROVIDER_COUNT];	/* its first rule without
						   words: row + 1; 0: none */
	uint16_t	 rule_next[RULES_MAX];
	size_t		 length;	/* of what words holds */
	char		 words[];	/* of all rows, unpacked */
};

/* Eight bytes that were loaded without the last ones, so many bits. */
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define WITHOUT(a, shift)	((a) >> (shift))
#else
#define WITHOUT(a, shift)	((a) << (shift))
#endif

/* Bytes of an atom that are hashed: the most that it has. */
static const uint8_t	hashed[] = { 3, 5, 8, 12 };
#define HASHED_COUNT	4

static inline uint64_t
load(const char *p)
{
	uint64_t	a;

	memcpy(&a, p, sizeof(a));
	return a;
}

/* Of n bytes at p; there are eight to read. */
static inline uint32_t
hash(const char *p, size_t n)
{
	uint64_t	a = load(p);

	if (n > 8)
		a += load(p + n - 8) * 31;
	else
		a = WITHOUT(a, 64 - 8 * n);
	a *= 0x9e3779b97f4a7c15;
	return (uint32_t)((a ^ a >> 32) >> (32 - HASH_BITS)) &
	    (HASH_SIZE - 1);
}

/* phrase_index.c */

/* Empty, to be filled by the other.  NULL: no memory. */
struct index *phrase_index_new(void);
void phrase_index_free(struct index *x);
void phrase_index_build(struct index *x);

#endif

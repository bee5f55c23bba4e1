/*
 * phrase_index.c - the words of all rows of the table, unpacked, to an index of
 * them.
 */
#include <stdlib.h>
#include <string.h>

#include "phrase.h"

/* Both while the index is built: those of a hash, of an atom in a chain. */
struct draft {
	struct atom	 atom;
	uint16_t	 next, uses;	/* 0: none */
};

struct draft_use {
	struct use	 use;
	uint16_t	 next;
};

/* Needed no more when the index stands. */
struct drafts {
	struct draft	 atoms[ATOMS_MAX];
	struct draft_use uses[USES_MAX];
};

struct index *
phrase_index_new(void)
{
	struct index	*x;

	x = calloc(1, sizeof(*x) + table_words_size + TABLE_PROSE_MAX);
	if (x != NULL && (x->drafts = calloc(1, sizeof(*x->drafts))) == NULL) {
		free(x);
		return NULL;
	}
	return x;
}

void
phrase_index_free(struct index *x)
{
	free(x->drafts);
	free(x);
}

/* The draft of these n bytes, made if there is none; 0: no room, too short. */
static size_t
draft_intern(struct index *x, const char *p, size_t n)
{
	struct draft	*d;
	uint32_t	 h;
	size_t		 i, k = HASHED_COUNT - 1;
	bool		 whole;

	whole = n > ATOM_MIN && p[n - 1] == ' ';
	n -= whole;
	if (n < ATOM_MIN || n > UINT8_MAX)
		return 0;
	while (hashed[k] > n)
		k--;
	h = hash(p, hashed[k]);
	for (i = x->heads[h]; i != 0; i = x->drafts->atoms[i].next) {
		d = &x->drafts->atoms[i];
		if (d->atom.n == n && d->atom.whole == whole &&
		    memcmp(p, x->words + d->atom.words, n) == 0)
			return i;
	}
	if (x->atoms_n + 1 >= ATOMS_MAX)
		return 0;
	d = &x->drafts->atoms[i = ++x->atoms_n];
	d->atom = (struct atom){ .words = (uint32_t)(p - x->words),
	    .n = (uint8_t)n, .whole = whole, .head = load(p),
	    .shift = (uint8_t)(n < 8 ? 64 - 8 * n : 0) };
	d->next = x->heads[h];
	x->heads[h] = (uint16_t)i;
	x->lengths[hash(p, ATOM_MIN)] |= (uint8_t)(1U << k);
	return i;
}

static void
draft_use(struct index *x, size_t draft, const struct use *u)
{
	if (draft == 0 || x->uses_n + 1 >= USES_MAX)
		return;
	x->drafts->uses[++x->uses_n] =
	    (struct draft_use){ *u, x->drafts->atoms[draft].uses };
	x->drafts->atoms[draft].uses = (uint16_t)x->uses_n;
}

/* The uses of a draft to where the others end; *a: the atom that has them. */
static void
pack_uses(struct index *x, const struct draft *d, struct atom *a)
{
	const struct draft_use	*u;
	size_t			 i;

	a[1].uses = a->uses;
	a[1].firsts = a->firsts;
	for (i = d->uses; i != 0; i = u->next) {
		u = &x->drafts->uses[i];
		if (u->use.first && !u->use.last)
			x->firsts[a[1].firsts++] = u->use.place;
		else
			x->uses[a[1].uses++] = u->use;
	}
}

/* What stood in chains side by side: a chain is slow to follow. */
static void
index_pack(struct index *x)
{
	const struct draft	*d;
	struct atom		*a = &x->atoms[1];
	struct atom		 packed;
	size_t			 h, i;

	for (h = 0; h < HASH_SIZE; h++) {
		i = x->heads[h];
		if (i != 0)
			x->heads[h] = (uint16_t)(a - x->atoms);
		for (; i != 0; i = d->next, a++) {
			d = &x->drafts->atoms[i];
			packed = d->atom;
			packed.more = d->next != 0;
			packed.uses = a->uses;
			packed.firsts = a->firsts;
			*a = packed;
			pack_uses(x, d, a);
		}
	}
	free(x->drafts);
	x->drafts = NULL;
}

static void
words_add(struct index *x, enum phrase_of of, size_t row, prose_ref words)
{
	const char	*s = table_prose(words, x->words + x->length);
	const char	*gap, *end;
	struct use	 u = { .of = (uint8_t)of, .row = (uint16_t)row,
			    .place = ALONE, .first = true };
	size_t		 n;

	x->length += strlen(s) + 1;
	for (;; s = end + GAP_LEN, u.first = false) {
		gap = strstr(s, GAP);
		end = gap == NULL ? s + strlen(s) : gap;
		u.last = gap == NULL;
		if (!u.first || !u.last) {
			if (x->places_n + 1 >= PLACES_MAX)
				return;
			u.place = (uint16_t)++x->places_n;
		}
		for (; s < end; s += n + 1) {
			n = strcspn(s, "|");
			if (s + n > end)
				n = (size_t)(end - s);
			draft_use(x, draft_intern(x, s, n), &u);
		}
		if (u.last)
			return;
	}
}

void
phrase_index_build(struct index *x)
{
	size_t	i;

	x->places_n = ALONE;
	for (i = 0; i < table_phrases_count; i++)
		words_add(x, PHRASE_OF_CAUSE, i, table_phrases[i].words);
	for (i = 0; i < table_marks_count; i++)
		words_add(x, PHRASE_OF_MARK, i, table_marks[i].words);
	for (i = 0; i < table_rules_count && i < RULES_MAX; i++) {
		words_add(x, PHRASE_OF_RULE, i, table_rules[i].words);
		if (!table_empty(table_rules[i].words))
			continue;
		x->rule_next[i] = x->rules[table_rules[i].provider];
		x->rules[table_rules[i].provider] = (uint16_t)(i + 1);
	}
	for (i = 0; i < table_blocklists_count; i++)
		words_add(x, PHRASE_OF_BLOCKLIST, i,
		    table_blocklists[i].words);
	for (i = 0; i < table_topics_count; i++)
		if (!table_empty(table_topics[i].words))
			words_add(x, PHRASE_OF_TOPIC, i,
			    table_topics[i].words);
	for (i = 0; i < table_stages_count; i++)
		words_add(x, PHRASE_OF_STAGE, i, table_stages[i].words);
	for (i = 0; i < table_waits_count; i++)
		words_add(x, PHRASE_OF_WAIT, i, table_waits[i].words);
	index_pack(x);
}

/*
 * phrase.c - words to rows: which phrases of the table a text holds.
 */
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"
#include "wide.h"

/*
 * The words of a row are parts in sequence, each with its alternatives; equal
 * alternatives of all rows are one atom.  A text is folded once (fold_text),
 * then looked at where words begin: three bytes tell how many more are worth
 * hashing, and only where an atom has the same hash are the two compared.
 */
#define ATOM_MIN	3
#define HASH_BITS	13
#define HASH_SIZE	(1U << HASH_BITS)
#define ATOMS_MAX	8192
#define USES_MAX	12288
#define PLACES_MAX	4096
#define RULES_MAX	1024
#define GAP		" ... "
#define GAP_LEN		5
#define GAP_COST	3	/* bytes of a gap that take one off a weight */
#define GAP_FIXED	2	/* what any gap but a blank takes off */
#define WEIGHT_MIN	4

#define KNOWN_BITS	7
#define KNOWN_TEXT	248
#define KNOWN_HITS	16

#define DOMAIN_TAIL	6	/* "le.com" of google.com: "le.c" is hashed */
#define DOMAIN_HEADS	256
#define DOMAINS_MAX	256

/* An alternative. */
struct atom {
	uint32_t	 words;		/* its offset in words */
	uint16_t	 uses;		/* the first; those of the next begin
					   where its own end */
	uint8_t		 n;
	bool		 whole : 1;	/* the word ends with it */
	bool		 more : 1;	/* the next has the same hash */
	char		 tail[ATOM_MIN];	/* its last bytes */
};

/* An atom's place in a row. */
struct use {
	uint16_t	 row;
	uint16_t	 place;		/* of its part, a row's in sequence;
					   0: the row has but one part */
	uint8_t		 of;		/* enum phrase_of */
	bool		 first : 1, last : 1;	/* part of the row */
};

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

/* The parts of a row that a text holds up to some place. */
struct partial {
	uint16_t	 text;		/* the text it was found in */
	uint16_t	 start, end, weight;
};

/* A provider's domain, filed under four of its last bytes. */
struct domain {
	const char	*p;
	uint8_t		 n;
	uint8_t		 provider;
	uint8_t		 next;		/* of the same hash; 0: none */
};

/* A text and what it holds: a log says the same again and again. */
struct known {
	uint16_t		 n, hits_n;	/* n: 0: none */
	char			 p[KNOWN_TEXT];
	struct phrase_hit	 hits[KNOWN_HITS];
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
	uint8_t		 longer[HASH_SIZE];	/* by hash of a shorter atom:
						   what else may begin so */
	uint16_t	 heads[HASH_SIZE];
	struct atom	 atoms[ATOMS_MAX + 1];
	struct use	 uses[USES_MAX];
	struct drafts	*drafts;	/* NULL: the index stands */
	uint16_t	 rules[PROVIDER_COUNT];	/* its first rule without
						   words: row + 1; 0: none */
	uint16_t	 rule_next[RULES_MAX];
	size_t		 length;	/* of what words holds */
	char		 words[];	/* of all rows, unpacked */
};

struct phrase {
	struct index	*index;
	bool		 shared;	/* the index is another's */
	uint16_t	 text;		/* counts the texts */
	struct partial	 partials[PLACES_MAX][2];	/* the latest first */
	struct known	 known[1 << KNOWN_BITS];
};

static struct index *
index_new(void)
{
	struct index	*x;

	x = calloc(1, sizeof(*x) + table_words_size + TABLE_PROSE_MAX);
	if (x != NULL && (x->drafts = calloc(1, sizeof(*x->drafts))) == NULL) {
		free(x);
		return (NULL);
	}
	return (x);
}

struct phrase *
phrase_new(void)
{
	struct phrase	*x;

	x = calloc(1, sizeof(*x));
	if (x != NULL && (x->index = index_new()) == NULL) {
		free(x);
		return (NULL);
	}
	return (x);
}

void
phrase_free(struct phrase *x)
{
	if (x != NULL && !x->shared) {
		free(x->index->drafts);
		free(x->index);
	}
	free(x);
}

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define FIRST_BYTES(a, n)	((a) >> (64 - 8 * (n)))
#else
#define FIRST_BYTES(a, n)	((a) & UINT64_MAX >> (64 - 8 * (n)))
#endif

/* Bytes of an atom that are hashed: the most that it has. */
static const uint8_t	hashed[] = { 3, 5, 8, 12 };
#define HASHED_COUNT	4

/* Of n bytes at p; there are eight to read. */
static uint32_t
hash(const char *p, size_t n)
{
	uint64_t	a, b = 0;

	memcpy(&a, p, sizeof(a));
	if (n > 8)
		memcpy(&b, p + n - 8, sizeof(b));
	else
		a = FIRST_BYTES(a, n);
	return ((uint32_t)((a + b * 31) * 0x9e3779b97f4a7c15U >>
	    (64 - HASH_BITS)));
}

/* Are these n bytes, ATOM_MIN or more, the same? */
static inline bool
same(const char *p, const char *q, size_t n)
{
	if (n < 8)
		return (memcmp(p, q, 3) == 0 && (n < 4 ||
		    (memcmp(p, q, 4) == 0 &&
		    memcmp(p + n - 4, q + n - 4, 4) == 0)));
	return (memcmp(p, q, 8) == 0 &&
	    memcmp(p + n - 8, q + n - 8, 8) == 0 &&
	    (n <= 16 || memcmp(p + 8, q + 8, n - 16) == 0));
}

/* Is it what the n bytes at p begin with? */
static inline bool
is_atom(const struct index *x, const struct atom *a, const char *p, size_t n)
{
	return (a->n <= n &&
	    memcmp(p + a->n - ATOM_MIN, a->tail, ATOM_MIN) == 0 &&
	    same(p, x->words + a->words, a->n) &&
	    (!a->whole || !fold_word(p[a->n])));
}

/* The draft of these n bytes, made if there is none; 0: no room, too short. */
static size_t
draft_intern(struct index *x, const char *p, size_t n)
{
	struct draft	*d;
	uint32_t	 h;
	size_t		 i, j, k = HASHED_COUNT - 1;
	bool		 whole;

	whole = n > ATOM_MIN && p[n - 1] == ' ';
	n -= whole;
	if (n < ATOM_MIN || n > UINT8_MAX)
		return (0);
	while (hashed[k] > n)
		k--;
	h = hash(p, hashed[k]);
	for (i = x->heads[h]; i != 0; i = x->drafts->atoms[i].next) {
		d = &x->drafts->atoms[i];
		if (d->atom.n == n && d->atom.whole == whole &&
		    same(p, x->words + d->atom.words, n))
			return (i);
	}
	if (x->atoms_n + 1 >= ATOMS_MAX)
		return (0);
	d = &x->drafts->atoms[i = ++x->atoms_n];
	d->atom = (struct atom){ .words = (uint32_t)(p - x->words),
	    .n = (uint8_t)n, .whole = whole };
	memcpy(d->atom.tail, p + n - ATOM_MIN, ATOM_MIN);
	d->next = x->heads[h];
	x->heads[h] = (uint16_t)i;
	x->lengths[hash(p, ATOM_MIN)] |= (uint8_t)(1U << k);
	for (j = 0; j < k; j++)
		x->longer[hash(p, hashed[j])] |= (uint8_t)(1U << k);
	return (i);
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

/* What stood in chains side by side: a chain is slow to follow. */
static void
index_pack(struct index *x)
{
	const struct draft	*d;
	size_t			 h, i, j, atoms = 0, uses = 0;

	for (h = 0; h < HASH_SIZE; h++) {
		i = x->heads[h];
		if (i != 0)
			x->heads[h] = (uint16_t)(atoms + 1);
		for (; i != 0; i = d->next) {
			d = &x->drafts->atoms[i];
			x->atoms[++atoms] = d->atom;
			x->atoms[atoms].more = d->next != 0;
			x->atoms[atoms].uses = (uint16_t)uses;
			for (j = d->uses; j != 0; j = x->drafts->uses[j].next)
				x->uses[uses++] = x->drafts->uses[j].use;
		}
	}
	x->atoms[atoms + 1].uses = (uint16_t)uses;
	free(x->drafts);
	x->drafts = NULL;
}

static void
words_add(struct index *x, enum phrase_of of, size_t row, prose_ref words)
{
	const char	*s = table_prose(words, x->words + x->length);
	const char	*gap, *end;
	struct use	 u = { .of = (uint8_t)of, .row = (uint16_t)row,
			    .first = true };
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

/* Where s is filed; [0] is for what is shorter than that. */
static size_t
domain_head(struct slice s)
{
	uint32_t	g;

	if (s.n < DOMAIN_TAIL)
		return (0);
	memcpy(&g, s.p + s.n - DOMAIN_TAIL, sizeof(g));
	/* In lower case, as far as that matters here. */
	g = (g | 0x20202020) * 0x9e3779b1;
	return (1 + (g >> 16) % (DOMAIN_HEADS - 1));
}

static void
domains_build(struct index *x)
{
	struct domain	*d;
	const char	*s;
	size_t		 i, n, h;

	for (i = 1; i < table_providers_count; i++)
		for (s = table_text(table_providers[i].domains);
		    *s != '\0' && x->domains_n + 1 < DOMAINS_MAX;
		    s += n + (s[n] == ' ')) {
			n = strcspn(s, " ");
			h = domain_head((struct slice){ s, n });
			d = &x->domains[++x->domains_n];
			*d = (struct domain){ s, (uint8_t)n, (uint8_t)i,
			    x->hosts[h] };
			x->hosts[h] = (uint8_t)x->domains_n;
		}
}

static void
index_build(struct index *x)
{
	size_t	i;

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

struct phrase *
phrase_share(struct phrase *of)
{
	struct phrase	*x;

	x = calloc(1, sizeof(*x));
	if (x == NULL)
		return (NULL);
	if (of->index->atoms_n == 0)
		index_build(of->index);
	if (of->index->domains_n == 0)
		domains_build(of->index);
	x->index = of->index;
	x->shared = true;
	return (x);
}

/*
 * Does a part follow those before it in its row?  They belong together when
 * they stand in one sentence (the last one ended before stop) and not too far
 * apart for their length.  If so now becomes all of them.
 */
static bool
part_join(const struct partial *before, struct partial *now, size_t stop)
{
	size_t	gap;	/* first its length, then its cost */

	if (before->text != now->text || before->end > now->start ||
	    (stop >= before->end && stop <= now->start))
		return (false);
	gap = now->start - before->end;
	gap = gap / GAP_COST + (gap > 1 ? GAP_FIXED : 0);
	if (before->weight + now->weight < gap + WEIGHT_MIN)
		return (false);
	now->weight = (uint16_t)(before->weight + now->weight - gap);
	now->start = before->start;
	return (true);
}

/* Note a part that is not its row's last; of one end the longest. */
static void
part_note(struct partial p[2], const struct partial *now)
{
	if (p[0].text == now->text && p[0].end >= now->end)
		return;
	p[1] = p[0];
	p[0] = *now;
}

static size_t
atom_found(struct phrase *x, const struct atom *a, size_t at, size_t stop,
    struct phrase_hit *hits, size_t max)
{
	const struct partial	 alone = { x->text, (uint16_t)at,
				    (uint16_t)(at + a->n), a->n };
	const struct partial	*before;
	const struct index	*in = x->index;
	const struct use	*u, *end = &in->uses[a[1].uses];
	struct partial		 now;
	size_t			 n = 0;

	for (u = &in->uses[a->uses]; u < end && n < max; u++) {
		now = alone;
		if (!u->first) {
			before = x->partials[u->place - 1];
			if (before->text != x->text ||
			    (!part_join(&before[0], &now, stop) &&
			    !part_join(&before[1], &now, stop)))
				continue;
		}
		if (u->last)
			hits[n++] = (struct phrase_hit){ u->of, u->row,
			    now.start, now.end, now.weight };
		else
			part_note(x->partials[u->place], &now);
	}
	return (n);
}

/* The atoms that stand at a place of t where a word begins. */
static size_t
atoms_at(struct phrase *x, const struct phrase_text *t, size_t at, size_t stop,
    struct phrase_hit *hits, size_t max)
{
	const struct index	*in = x->index;
	const struct atom	*a;
	const char		*p = t->p + at;
	unsigned		 lengths = in->lengths[hash(p, ATOM_MIN)];
	uint32_t		 h;
	size_t			 n = 0;

	/* What is left of the lengths are those of longer atoms. */
	for (; lengths != 0; lengths &= in->longer[h]) {
		h = hash(p, hashed[wide_lowest(lengths)]);
		lengths &= lengths - 1;
		if (in->heads[h] == 0)
			continue;
		a = &in->atoms[in->heads[h]];
		do
			if (is_atom(in, a, p, t->n - at))
				n += atom_found(x, a, at, stop, hits + n,
				    max - n);
		while (a++->more);
	}
	return (n);
}

/*
 * Where in the next WIDE bytes at p something begins that may be an atom: a
 * word, or any sign but a blank.  *word: the byte before p, then the last one,
 * is a word's.
 */
static inline unsigned
begins(const char *p, unsigned *word)
{
	wide	 v = wide_load(p);
	unsigned blank = wide_equal(v, ' '), w;

	w = wide_range(v, 'a', 26) | wide_range(v, '0', 10);
	blank = ~(blank | (w & (w << 1 | *word)));
	*word = w >> (WIDE - 1);
	return (blank & ((1U << WIDE) - 1));
}

/* phrase_find() of a text that is not known. */
static size_t
find_all(struct phrase *x, const struct phrase_text *t,
    struct phrase_hit *hits, size_t max)
{
	size_t		 at, block, stop = 0, n = 0;
	unsigned	 m, word = 0;

	if (x->index->atoms_n == 0)
		index_build(x->index);
	if (++x->text == 0) {
		memset(x->partials, 0, sizeof(x->partials));
		x->text = 1;
	}
	for (block = 0; block < t->n; block += WIDE)
		for (m = begins(t->p + block, &word); m != 0; m &= m - 1) {
			at = block + wide_lowest(m);
			if (at >= t->n)
				return (n);
			if (at > 1 && t->p[at - 1] == ' ' &&
			    t->p[at - 2] == '.')
				stop = at;
			n += atoms_at(x, t, at, stop, hits + n, max - n);
		}
	return (n);
}

/* Where the text is kept, or is to be kept. */
static struct known *
known_place(struct phrase *x, const struct phrase_text *t)
{
	uint64_t	 a, h = t->n;
	size_t		 i;

	/* There are NULs to read behind its end. */
	for (i = 0; i < t->n; i += sizeof(a)) {
		memcpy(&a, t->p + i, sizeof(a));
		h = ((h ^ a) * 0x9e3779b97f4a7c15U);
		h ^= h >> 32;
	}
	return (&x->known[h & ((1 << KNOWN_BITS) - 1)]);
}

size_t
phrase_find(struct phrase *x, const struct phrase_text *t,
    struct phrase_hit *hits, size_t max)
{
	struct known	*k;
	size_t		 n;

	if (t->n == 0 || t->n > KNOWN_TEXT || max < KNOWN_HITS)
		return (find_all(x, t, hits, max));
	k = known_place(x, t);
	if (k->n != t->n || memcmp(k->p, t->p, t->n) != 0) {
		n = find_all(x, t, hits, max);
		if (n > KNOWN_HITS)
			return (n);
		memcpy(k->hits, hits, n * sizeof(*hits));
		memcpy(k->p, t->p, t->n);
		k->n = (uint16_t)t->n;
		k->hits_n = (uint16_t)n;
	}
	memcpy(hits, k->hits, k->hits_n * sizeof(*hits));
	return (k->hits_n);
}

/* Does host end in the domain, at a label's beginning? */
static bool
host_ends(struct slice host, const struct domain *d)
{
	size_t	i, at;

	if (host.n < d->n ||
	    slice_lower(host.p[host.n - 1]) != d->p[d->n - 1])
		return (false);
	at = host.n - d->n;
	for (i = 0; i < d->n; i++)
		if (slice_lower(host.p[at + i]) != d->p[i])
			return (false);
	return (at == 0 || host.p[at - 1] == '.');
}

enum provider
phrase_provider(struct phrase *x, struct slice host, enum provider marked)
{
	struct index		*in = x->index;
	const struct domain	*d, *best = &in->domains[0];
	size_t			 i, k, heads[2] = { 0, 0 };
	bool			 own = marked == PROVIDER_NONE;

	if (in->domains_n == 0)
		domains_build(in);
	if (host.n > 0 && host.p[host.n - 1] == '.')
		host.n--;
	heads[1] = domain_head(host);
	for (k = heads[1] == 0; k < 2; k++)
		for (i = in->hosts[heads[k]]; i != 0; i = d->next) {
			d = &in->domains[i];
			if (!host_ends(host, d))
				continue;
			own |= d->provider == marked;
			if (d->n > best->n)
				best = d;
		}
	return (own ? (enum provider)best->provider : marked);
}

const struct table_rule *
phrase_rule(struct phrase *x, enum provider provider,
    const struct table_rule *rule)
{
	size_t	i;

	if (x->index->atoms_n == 0)
		index_build(x->index);
	i = rule == NULL ? x->index->rules[provider] :
	    x->index->rule_next[rule - table_rules];
	return (i == 0 ? NULL : &table_rules[i - 1]);
}

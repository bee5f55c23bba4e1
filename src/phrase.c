/*
 * phrase.c - words to rows: which phrases of the table a text holds.
 *
 * A text is folded once (fold_text), then looked at where words begin: three
 * bytes tell how many more are worth hashing, and only where an atom has the
 * same hash are the two compared.  Each step is taken for some words before the
 * next, so that none waits for memory that another one asks for.
 */
#include <stdlib.h>
#include <string.h>

#include "phrase.h"
#include "wide.h"

#define CHUNK		(4 * WIDE)	/* bytes of a text at a time */
#define GAP_COST	3	/* bytes of a gap that take one off a weight */
#define GAP_FIXED	2	/* what any gap but a blank takes off */
#define WEIGHT_MIN	4

#define KNOWN_BITS	7
#define KNOWN_TEXT	248
#define KNOWN_HITS	16

#define DOMAIN_TAIL	6	/* "le.com" of google.com: "le.c" is hashed */

/* The parts of a row that a text holds up to some place. */
struct partial {
	uint32_t	 mark;		/* the text it was found in, a number,
					   and below that the end */
	uint16_t	 start, weight;
};

#define MARK(text, end)		((uint32_t)(text) << 16 | (uint32_t)(end))
#define MARK_TEXT(mark)		((mark) >> 16)
#define MARK_END(mark)		((mark) & UINT16_MAX)

/* A place in a text, and what is known of it while it is looked at. */
struct probe {
	uint16_t	 at;
	uint16_t	 of;	/* lengths, bit i that of hashed[i]; or the
				   first atom of a hash */
};

/* A text and what it holds: a log says the same again and again. */
struct known {
	uint16_t		 n, hits_n;	/* n: 0: none */
	char			 p[KNOWN_TEXT];
	struct phrase_hit	 hits[KNOWN_HITS];
};

struct phrase {
	struct index	*index;
	bool		 shared;	/* the index is another's */
	uint16_t	 text;		/* counts the texts */
	struct partial	 partials[PLACES_MAX][2];	/* the latest first */
	struct known	 known[1 << KNOWN_BITS];
};

struct phrase *
phrase_new(void)
{
	struct phrase	*x;

	x = calloc(1, sizeof(*x));
	if (x != NULL && (x->index = phrase_index_new()) == NULL) {
		free(x);
		return NULL;
	}
	return x;
}

void
phrase_free(struct phrase *x)
{
	if (x != NULL && !x->shared)
		phrase_index_free(x->index);
	free(x);
}

/* Do n bytes at p and q go on alike behind the eighth? */
static inline bool
same_rest(const char *p, const char *q, size_t n)
{
	return n <= 8 || (load(p + n - 8) == load(q + n - 8) &&
	    (n <= 16 || memcmp(p + 8, q + 8, n - 16) == 0));
}

/* Is it what the n bytes at p begin with? */
static inline bool
is_atom(const struct index *x, const struct atom *a, const char *p, size_t n)
{
	return WITHOUT(load(p) ^ a->head, a->shift) == 0 && a->n <= n &&
	    same_rest(p, x->words + a->words, a->n) &&
	    (!a->whole || !fold_word(p[a->n]));
}

/* Where s is filed; [0] is for what is shorter than that. */
static size_t
domain_head(struct slice s)
{
	uint32_t	g;

	if (s.n < DOMAIN_TAIL)
		return 0;
	memcpy(&g, s.p + s.n - DOMAIN_TAIL, sizeof(g));
	/* In lower case, as far as that matters here. */
	g = (g | 0x20202020) * 0x9e3779b1;
	return 1 + (g >> 16) % (DOMAIN_HEADS - 1);
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

struct phrase *
phrase_share(struct phrase *of)
{
	struct phrase	*x;

	x = calloc(1, sizeof(*x));
	if (x == NULL)
		return NULL;
	if (of->index->atoms_n == 0)
		phrase_index_build(of->index);
	if (of->index->domains_n == 0)
		domains_build(of->index);
	x->index = of->index;
	x->shared = true;
	return x;
}

/* Does a sentence begin from the one place on to the other? */
static bool
sentence_begins(const struct phrase_text *t, size_t from, size_t to)
{
	const char	*p, *end = t->p + to - 1;

	for (p = t->p + from - 2; p < end && (p = memchr(p, '.',
	    (size_t)(end - p))) != NULL; p++)
		if (p[1] == ' ')
			return true;
	return false;
}

/*
 * Does a part follow those before it in its row?  They belong together when
 * they stand in one sentence and not too far apart for their length.  If so now
 * becomes all of them.
 */
static inline bool
part_join(const struct phrase_text *t, const struct partial *before,
    struct partial *now)
{
	const size_t	end = MARK_END(before->mark);
	size_t		gap;	/* first its length, then its cost */

	if (MARK_TEXT(before->mark) != MARK_TEXT(now->mark) ||
	    end > now->start)
		return false;
	gap = now->start - end;
	gap = gap / GAP_COST + (gap > 1 ? GAP_FIXED : 0);
	if (before->weight + now->weight < gap + WEIGHT_MIN ||
	    sentence_begins(t, end, now->start))
		return false;
	now->weight = (uint16_t)(before->weight + now->weight - gap);
	now->start = before->start;
	return true;
}

/* Note a part that is not its row's last; of one end the longest. */
static inline void
part_note(struct partial p[2], const struct partial *now)
{
	if (p[0].mark >= now->mark)
		return;
	p[1] = p[0];
	p[0] = *now;
}

/*
 * A part that stands behind one of the part before it, perhaps: its row is the
 * hit, if it is the last one.  Returns how many hits that makes.
 */
static size_t
part_found(struct phrase *x, const struct phrase_text *t, const struct use *u,
    struct partial now, struct phrase_hit *hit)
{
	const struct partial	*before = x->partials[u->place - 1];

	if (!part_join(t, &before[0], &now) && !part_join(t, &before[1], &now))
		return 0;
	if (!u->last) {
		part_note(x->partials[u->place], &now);
		return 0;
	}
	*hit = (struct phrase_hit){ u->of, u->row, now.start,
	    MARK_END(now.mark), now.weight };
	return 1;
}

static size_t
atom_found(struct phrase *x, const struct phrase_text *t,
    const struct atom *a, size_t at, struct phrase_hit *hits, size_t max)
{
	const struct partial	 alone = { MARK(x->text, at + a->n),
				    (uint16_t)at, a->n };
	const struct index	*in = x->index;
	const struct use	*u, *end = &in->uses[a[1].uses];
	const uint16_t		*p, *last = &in->firsts[a[1].firsts];
	const uint32_t		 text = MARK(x->text, 0);
	size_t			 n = 0;

	for (u = &in->uses[a->uses]; u < end; u++) {
		if (x->partials[u->place - 1][0].mark < text)
			continue;
		if (n == max)
			return n;
		if (u->place == ALONE)
			hits[n++] = (struct phrase_hit){ u->of, u->row,
			    alone.start, MARK_END(alone.mark), a->n };
		else
			n += part_found(x, t, u, alone, &hits[n]);
	}
	for (p = &in->firsts[a->firsts]; p < last; p++)
		part_note(x->partials[*p], &alone);
	return n;
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
	return blank & ((1U << WIDE) - 1);
}

/*
 * The places in a chunk of t where an atom may begin, as far as three bytes
 * tell, and how long it may be.
 */
static size_t
find_places(const struct index *x, const struct phrase_text *t, size_t chunk,
    unsigned *word, struct probe places[CHUNK])
{
	size_t		 at, block, n = 0;
	unsigned	 m;

	for (block = chunk; block < chunk + CHUNK && block < t->n;
	    block += WIDE) {
		m = begins(t->p + block, word);
		if (t->n - block < WIDE)
			m &= (1U << (t->n - block)) - 1;
		for (; m != 0; m &= m - 1) {
			at = block + wide_lowest(m);
			places[n].at = (uint16_t)at;
			places[n].of = x->lengths[hash(t->p + at, ATOM_MIN)];
			n += places[n].of != 0;
		}
	}
	return n;
}

/* The hashes at those places, by place and length, that atoms have. */
static size_t
find_heads(const struct index *x, const struct phrase_text *t,
    const struct probe *places, size_t places_n,
    struct probe heads[CHUNK * HASHED_COUNT])
{
	const struct probe	*p;
	unsigned		 lengths;
	uint32_t		 h;
	size_t			 n = 0;

	for (p = places; p < places + places_n; p++)
		for (lengths = p->of; lengths != 0; lengths &= lengths - 1) {
			h = hash(t->p + p->at, hashed[wide_lowest(lengths)]);
			heads[n] = (struct probe){ p->at, x->heads[h] };
			n += x->heads[h] != 0;
		}
	return n;
}

/* The rows that end with the atoms of those hashes. */
static size_t
find_rows(struct phrase *x, const struct phrase_text *t,
    const struct probe *heads, size_t heads_n, struct phrase_hit *hits,
    size_t max)
{
	const struct atom	*a;
	const struct probe	*p;
	size_t			 n = 0;

	for (p = heads; p < heads + heads_n; p++) {
		a = &x->index->atoms[p->of];	/* NOLINT: find_heads() */
		do
			if (is_atom(x->index, a, t->p + p->at, t->n - p->at))
				n += atom_found(x, t, a, p->at, hits + n,
				    max - n);
		while (a++->more);
	}
	return n;
}

/* phrase_find() of a text that is not known. */
static size_t
find_all(struct phrase *x, const struct phrase_text *t,
    struct phrase_hit *hits, size_t max)
{
	struct probe	 places[CHUNK], heads[CHUNK * HASHED_COUNT];
	size_t		 chunk, n, found = 0;
	unsigned	 word = 0;

	if (x->index->atoms_n == 0)
		phrase_index_build(x->index);
	if (++x->text == 0) {
		memset(x->partials, 0, sizeof(x->partials));
		x->text = 1;
	}
	x->partials[ALONE - 1][0].mark = MARK(x->text, 0);
	for (chunk = 0; chunk < t->n; chunk += CHUNK) {
		n = find_places(x->index, t, chunk, &word, places);
		n = find_heads(x->index, t, places, n, heads);
		found += find_rows(x, t, heads, n, hits + found, max - found);
	}
	return found;
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
	return &x->known[h & ((1 << KNOWN_BITS) - 1)];
}

size_t
phrase_find(struct phrase *x, const struct phrase_text *t,
    struct phrase_hit *hits, size_t max)
{
	struct known	*k;
	size_t		 n;

	if (t->n == 0 || t->n > KNOWN_TEXT || max < KNOWN_HITS)
		return find_all(x, t, hits, max);
	k = known_place(x, t);
	if (k->n != t->n || memcmp(k->p, t->p, t->n) != 0) {
		n = find_all(x, t, hits, max);
		if (n > KNOWN_HITS)
			return n;
		memcpy(k->hits, hits, n * sizeof(*hits));
		memcpy(k->p, t->p, t->n);
		k->n = (uint16_t)t->n;
		k->hits_n = (uint16_t)n;
	}
	memcpy(hits, k->hits, k->hits_n * sizeof(*hits));
	return k->hits_n;
}

/* Does host end in the domain, at a label's beginning? */
static bool
host_ends(struct slice host, const struct domain *d)
{
	size_t	i, at;

	if (host.n < d->n ||
	    slice_lower(host.p[host.n - 1]) != d->p[d->n - 1])
		return false;
	at = host.n - d->n;
	for (i = 0; i < d->n; i++)
		if (slice_lower(host.p[at + i]) != d->p[i])
			return false;
	return at == 0 || host.p[at - 1] == '.';
}

enum provider
phrase_provider(struct phrase *x, struct slice host, enum provider marked)
{
	struct index		*in = x->index;
	const struct domain	*d, *best = &in->domains[0];
	size_t			 i, more;
	bool			 own = marked == PROVIDER_NONE;

	if (in->domains_n == 0)
		domains_build(in);
	if (host.n > 0 && host.p[host.n - 1] == '.')
		host.n--;
	/* The short ones, and those of its tail. */
	i = in->hosts[0];
	more = host.n < DOMAIN_TAIL ? 0 : in->hosts[domain_head(host)];
	for (; i != 0 || more != 0; i = d->next) {
		if (i == 0) {
			i = more;
			more = 0;
		}
		d = &in->domains[i];
		if (!host_ends(host, d))
			continue;
		own |= d->provider == marked;
		if (d->n > best->n)
			best = d;
	}
	return own ? (enum provider)best->provider : marked;
}

const struct table_rule *
phrase_rule(struct phrase *x, enum provider provider,
    const struct table_rule *rule)
{
	size_t	i;

	if (x->index->atoms_n == 0)
		phrase_index_build(x->index);
	i = rule == NULL ? x->index->rules[provider] :
	    x->index->rule_next[rule - table_rules];
	return i == 0 ? NULL : &table_rules[i - 1];
}

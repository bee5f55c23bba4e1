/*
 * tally.c - distinct problems and their counts, in bounded memory.
 */
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"
#include "wide.h"

#define BUCKETS		8192			/* a power of two */
#define SLOTS		6			/* names watched a problem */
#define SLOT_BITS	3

struct entry {
	struct tally_problem	 problem;	/* first: an entry is had by it */
	uint64_t		 packed;
	uint64_t		 hashes[SLOTS];	/* of the names */
	struct tally_name	 names[SLOTS];	/* count 0: none */
};

struct tally {
	uint64_t			 seed;
	unsigned long			 other;
	size_t				 n;
	uint16_t			 bucket[BUCKETS];	/* 0: free */
	char				 time[TALLY_TIME_MAX];	/* the last */
	const struct tally_problem	*sorted[TALLY_MAX];
	struct entry			 entry[TALLY_MAX];
};

_Static_assert(PROVIDER_COUNT < 1 << 15 && CAUSE_COUNT < 1 << 15,
    "a key fits 64 bits");
_Static_assert(TALLY_MAX < UINT16_MAX, "an entry's number fits a bucket");
_Static_assert(BUCKETS >= 2 * TALLY_MAX && (BUCKETS & (BUCKETS - 1)) == 0,
    "every other bucket is free");

struct tally *
tally_new(uint64_t seed)
{
	struct tally	*t;

	/* calloc gives pages that cost nothing until a problem is there. */
	if ((t = calloc(1, sizeof(*t))) != NULL)
		t->seed = seed;
	return t;
}

void
tally_free(struct tally *t)
{
	free(t);
}

static uint64_t
pack(const struct tally_key *k)
{
	return (uint64_t)(k->reply & 0x3ff) |
	    (uint64_t)(k->status.class & 7) << 10 |
	    (uint64_t)(k->status.subject & 0x3ff) << 13 |
	    (uint64_t)(k->status.detail & 0x3ff) << 23 |
	    (uint64_t)k->provider << 33 | (uint64_t)k->cause << 48 |
	    (uint64_t)k->hung_up << 63;
}

static uint64_t
rotate(uint64_t x, int n)
{
	return x << n | x >> (64 - n);
}

/*
 * Four rounds of SipHash's permutation over the one word: whoever chooses the
 * replies does not choose their buckets.
 */
static size_t
hash(uint64_t seed, uint64_t word)
{
	uint64_t	 v0 = seed ^ 0x736f6d6570736575;
	uint64_t	 v1 = rotate(seed, 32) ^ 0x646f72616e646f6d;
	uint64_t	 v2 = seed ^ 0x6c7967656e657261;
	uint64_t	 v3 = rotate(seed, 32) ^ 0x7465646279746573 ^ word;
	int		 i;

	for (i = 0; i < 4; i++) {
		v0 += v1;
		v1 = rotate(v1, 13) ^ v0;
		v0 = rotate(v0, 32);
		v2 += v3;
		v3 = rotate(v3, 16) ^ v2;
		v0 += v3;
		v3 = rotate(v3, 21) ^ v0;
		v2 += v1;
		v1 = rotate(v1, 17) ^ v2;
		v2 = rotate(v2, 32);
		if (i == 0) {
			v0 ^= word;
			v2 ^= 0xff;
		}
	}
	return (size_t)(v0 ^ v1 ^ v2 ^ v3) & (BUCKETS - 1);
}

/*
 * Copy s as a string: NUL becomes a blank, and what does not fit is cut
 * between UTF-8 characters.
 */
static void
copy(char *to, size_t size, struct slice s)
{
	size_t	 i, n = s.n, back;

	if (n >= size) {
		n = size - 1;
		for (back = 0; back < 3 && n > back &&
		    ((unsigned char)s.p[n - back] & 0xc0) == 0x80; back++)
			continue;
		if (((unsigned char)s.p[n - back] & 0xc0) == 0xc0)
			n -= back;
	}
	if (n > 0)
		memcpy(to, s.p, n);
	to[n] = '\0';
	for (i = strlen(to); i < n; i += strlen(to + i))
		to[i] = ' ';
}

/* What stands behind the last @ of an address; none: it has none. */
static struct slice
domain_of(struct slice s)
{
	size_t	 i = s.n > 0 ? s.n - 1 : 0;
	unsigned m;

	for (; i >= WIDE; i -= WIDE)
		if ((m = wide_equal(wide_load(s.p + i - WIDE), '@')) != 0)
			return slice_skip(s, i - WIDE + wide_highest(m) + 1);
	for (; i > 0; i--)
		if (s.p[i - 1] == '@')
			return slice_skip(s, i);
	return (struct slice){ NULL, 0 };
}

/*
 * Where the trouble is: the recipient's domain of mail that goes out, else
 * the host at the other end.
 */
static struct slice
whose(const struct found *f)
{
	struct slice	 domain;

	if (f->direction == DIRECTION_IN)
		return f->host;
	domain = domain_of(f->recipient);
	if (domain.n > 1 && domain.p[domain.n - 1] == '>')
		domain.n--;
	return domain.n > 0 ? domain : f->host;
}

/*
 * s in lower case, as the names are, with NULs up to its end, and a hash of
 * that.  False: it is none.
 */
static bool
lower(struct slice s, char low[TALLY_NAME_MAX], uint64_t *hash)
{
	size_t	 i, n = s.n < TALLY_NAME_MAX ? s.n : TALLY_NAME_MAX - 1;
	uint64_t nul = 0, h = 0, w[2];
	wide	 v;

	if (n == 0 ||
	    (n < s.n && memchr(s.p + n, '\0', s.n - n) != NULL))
		return false;
	memset(low, 0, TALLY_NAME_MAX);
	memcpy(low, s.p, n);
	for (i = 0; i < TALLY_NAME_MAX; i += WIDE) {
		v = wide_load(low + i);
		nul |= (uint64_t)wide_equal(v, '\0') << i;
		v = wide_lower(v);
		wide_store(low + i, v);
		memcpy(w, &v, sizeof(w));
		h = (h ^ rotate(w[0], 23) ^ w[1]) * 0x9e3779b97f4a7c15;
	}
	*hash = h;
	return wide_lowest(nul) == n;
}

static bool
is_name(const struct tally_name *name, const char low[TALLY_NAME_MAX])
{
	return memcmp(name->name, low, TALLY_NAME_MAX) == 0;
}

/*
 * Space-saving (Metwally, Agrawal, El Abbadi 2005): a name that is not watched
 * takes the place of the rarest and inherits its count as the error.  Which
 * name comes next nobody can guess, so that no branch depends on it.
 */
static void
watch(struct entry *e, struct slice s)
{
	struct tally_name	*name;
	char			 low[TALLY_NAME_MAX];
	uint64_t		 h, rank, rarest = UINT64_MAX;
	size_t			 i, place = SLOTS;
	bool			 new;

	if (!lower(s, low, &h))
		return;
	for (i = 0; i < SLOTS; i++) {
		place = e->hashes[i] == h ? i : place;
		rank = (uint64_t)e->names[i].count << SLOT_BITS | i;
		rarest = rank < rarest ? rank : rarest;
	}
	new = place == SLOTS;
	rarest &= (1 << SLOT_BITS) - 1;
	place = new ? rarest : place;
	if (!is_name(&e->names[place], low) & !new) {
		/* The hash of another. */
		for (place = 0; place < SLOTS; place++)
			if (is_name(&e->names[place], low))
				break;
		new = place == SLOTS;
		place = new ? rarest : place;
	}
	name = &e->names[place];
	name->error = new ? name->count : name->error;
	name->count++;
	e->hashes[place] = h;
	memcpy(name->name, low, TALLY_NAME_MAX);
}

struct tally_problem *
tally_find(struct tally *t, const struct tally_key *k)
{
	const uint64_t	 packed = pack(k);
	struct entry	*e;
	size_t		 b;

	for (b = hash(t->seed, packed); t->bucket[b] != 0;
	    b = (b + 1) & (BUCKETS - 1)) {
		e = &t->entry[t->bucket[b] - 1];
		if (e->packed == packed)
			return &e->problem;
	}
	if (t->n == TALLY_MAX) {
		t->other++;
		return NULL;
	}
	e = &t->entry[t->n++];
	t->bucket[b] = (uint16_t)t->n;
	e->packed = packed;
	e->problem.key = *k;
	e->problem.names = e->names;
	return &e->problem;
}

/* The time as a string: that of the line before is often the same. */
static void
copy_time(struct tally *t, char to[TALLY_TIME_MAX], struct slice time)
{
	if (time.n >= sizeof(t->time) || t->time[time.n] != '\0' ||
	    (time.n > 0 && memcmp(t->time, time.p, time.n) != 0))
		copy(t->time, sizeof(t->time), time);
	memcpy(to, t->time, sizeof(t->time));
}

void
tally_count(struct tally *t, struct tally_problem *p, const struct found *f)
{
	if (p->count++ == 0) {
		p->first = f->line;
		copy_time(t, p->first_time, f->time);
		copy(p->text, sizeof(p->text),
		    f->words.n > 0 ? f->words : f->reply.text);
	}
	p->last = f->line;
	copy_time(t, p->last_time, f->time);
	watch((struct entry *)p, whose(f));
}

bool
tally_add(struct tally *t, const struct tally_key *k, const struct found *f)
{
	struct tally_problem	*p = tally_find(t, k);

	if (p == NULL)
		return false;
	tally_count(t, p, f);
	return p->count == 1;
}

unsigned long
tally_other(const struct tally *t)
{
	return t->other;
}

static int
by_count(const void *a, const void *b)
{
	const struct tally_problem	*p = *(const struct tally_problem *
	    const *)a;
	const struct tally_problem	*q = *(const struct tally_problem *
	    const *)b;

	if (p->count != q->count)
		return p->count < q->count ? 1 : -1;
	if (p->first != q->first)
		return p->first > q->first ? 1 : -1;
	/* Of several files: in the order they were met. */
	return p > q ? 1 : p < q ? -1 : 0;
}

/* The commonest names to the front, of those with one count the first met. */
static void
choose(struct entry *e)
{
	struct tally_name	 name;
	size_t			 i, k;

	for (i = 1; i < SLOTS && e->names[i].count > 0; i++) {
		name = e->names[i];
		for (k = i; k > 0 && e->names[k - 1].count < name.count; k--)
			e->names[k] = e->names[k - 1];
		e->names[k] = name;
	}
}

const struct tally_problem **
tally_sorted(struct tally *t, size_t *n)
{
	size_t	 i;

	for (i = 0; i < t->n; i++) {
		choose(&t->entry[i]);
		t->sorted[i] = &t->entry[i].problem;
	}
	qsort(t->sorted, t->n, sizeof(t->sorted[0]), by_count);
	*n = t->n;
	return t->sorted;
}

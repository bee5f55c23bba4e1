/*
 * tally.c - distinct problems and their counts, in bounded memory.
 */
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"
#include "wide.h"

#define BUCKETS		8192			/* a power of two */
#define SLOTS		6			/* names watched a problem */
#define RECENT_BITS	6

struct entry {
	struct tally_problem	 problem;
	uint64_t		 packed;
	size_t			 used;		/* of names */
	struct tally_name	 names[SLOTS];
};

struct tally {
	uint64_t			 seed;
	unsigned long			 other;
	size_t				 n;
	uint16_t			 bucket[BUCKETS];	/* 0: free */
	uint16_t			 recent[1 << RECENT_BITS];
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

/*
 * Where the trouble is: the recipient's domain of mail that goes out, else
 * the host at the other end.
 */
static struct slice
whose(const struct found *f)
{
	struct slice	 s = f->recipient, domain = { NULL, 0 };
	const char	*p;

	if (f->direction == DIRECTION_IN)
		return f->host;
	while (s.n > 0 && (p = memchr(s.p, '@', s.n)) != NULL) {
		s = slice_skip(s, (size_t)(p - s.p) + 1);
		if (s.n > 0)
			domain = s;
	}
	if (domain.n > 1 && domain.p[domain.n - 1] == '>')
		domain.n--;
	return domain.n > 0 ? domain : f->host;
}

/*
 * s in lower case, as the names are, with NULs up to its end.  False: it is
 * none.
 */
static bool
lower(struct slice s, char low[TALLY_NAME_MAX + WIDE])
{
	size_t	 i, n = s.n < TALLY_NAME_MAX ? s.n : TALLY_NAME_MAX - 1;

	if (n < s.n && memchr(s.p + n, '\0', s.n - n) != NULL)
		return false;
	memset(low, 0, TALLY_NAME_MAX + WIDE);
	if (n > 0)
		memcpy(low, s.p, n);
	for (i = 0; i < n; i += WIDE)
		wide_store(low + i, wide_lower(wide_load(low + i)));
	return n > 0 && strlen(low) == n;
}

static bool
same_name(const struct tally_name *name, const char *low)
{
	return memcmp(name->name, low, 8) == 0 &&
	    memcmp(name->name, low, TALLY_NAME_MAX) == 0;
}

/*
 * Space-saving (Metwally, Agrawal, El Abbadi 2005): a name that is not watched
 * takes the place of the rarest and inherits its count as the error.
 */
static void
watch(struct entry *e, struct slice s)
{
	struct tally_name	*name, *rarest = e->names;
	struct tally_name	*end = e->names + e->used;
	char			 low[TALLY_NAME_MAX + WIDE];

	if (!lower(s, low))
		return;
	for (name = e->names; name < end; name++)
		if (same_name(name, low)) {
			name->count++;
			return;
		}
	for (name = e->names; name < end; name++)
		if (name->count < rarest->count)
			rarest = name;
	if (e->used < SLOTS)
		rarest = &e->names[e->used++];
	rarest->error = rarest->count++;
	memcpy(rarest->name, low, TALLY_NAME_MAX);
}

/* find() of what is not where the recent ones are. */
static struct entry *
look_up(struct tally *t, uint64_t packed)
{
	struct entry	*e;
	size_t		 b;

	for (b = hash(t->seed, packed); t->bucket[b] != 0;
	    b = (b + 1) & (BUCKETS - 1)) {
		e = &t->entry[t->bucket[b] - 1];
		if (e->packed == packed)
			return e;
	}
	if (t->n == TALLY_MAX)
		return NULL;
	e = &t->entry[t->n++];
	t->bucket[b] = (uint16_t)t->n;
	e->packed = packed;
	return e;
}

/*
 * The entry of that key, perhaps a new one; NULL: no room.  Keys chosen to
 * meet among the recent ones cost what they would without.
 */
static struct entry *
find(struct tally *t, uint64_t packed)
{
	uint16_t	*recent = &t->recent[packed * 0x9e3779b97f4a7c15 >>
			    (64 - RECENT_BITS)];
	struct entry	*e;

	if (*recent != 0 && t->entry[*recent - 1].packed == packed)
		return &t->entry[*recent - 1];
	if ((e = look_up(t, packed)) != NULL)
		*recent = (uint16_t)(e - t->entry + 1);
	return e;
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

bool
tally_add(struct tally *t, const struct tally_key *k, const struct found *f)
{
	struct entry		*e;
	struct tally_problem	*p;

	if ((e = find(t, pack(k))) == NULL) {
		t->other++;
		return false;
	}
	p = &e->problem;
	if (p->count++ == 0) {
		p->key = *k;
		p->names = e->names;
		p->first = f->line;
		copy_time(t, p->first_time, f->time);
		copy(p->text, sizeof(p->text),
		    f->words.n > 0 ? f->words : f->reply.text);
	}
	p->last = f->line;
	copy_time(t, p->last_time, f->time);
	watch(e, whose(f));
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

	for (i = 1; i < e->used; i++) {
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

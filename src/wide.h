/*
 * wide.h - sixteen bytes at a time, as bits: by GNU C's vectors where there are
 * such, else (or with WIDE_SCALAR, which the tests hold against the other) one
 * by one.
 */
#ifndef WIDE_H
#define WIDE_H

#include <stdint.h>
#include <string.h>

#if !defined(WIDE_SCALAR) && defined(__GNUC__) && \
    __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ && \
    (defined(__SSE2__) || !defined(__i386__))
#define WIDE_VECTOR
#ifdef __SSE2__
#include <emmintrin.h>
#endif
#endif

#define WIDE	16			/* bytes */

#ifdef WIDE_VECTOR

typedef uint8_t	 wide __attribute__((vector_size(WIDE)));

/* A bit a byte, of bytes whose own bits are all alike. */
static inline unsigned
wide_bits(wide v)
{
#ifdef __SSE2__
	return (unsigned)_mm_movemask_epi8((__m128i)v);
#else
	typedef uint64_t pair __attribute__((vector_size(WIDE)));
	pair	 p;

	p = ((pair)v & 0x8040201008040201) * 0x0101010101010101 >> 56;
	return (unsigned)(p[0] | p[1] << 8);
#endif
}

/* Which bytes are c; which are one of n from first on. */
static inline unsigned
wide_equal(wide v, char c)
{
	return wide_bits((wide)(v == (uint8_t)c));
}

static inline unsigned
wide_range(wide v, char first, uint8_t n)
{
	return wide_bits((wide)(v - (uint8_t)first < n));
}

static inline int
wide_alike(wide v, wide w)
{
	return wide_bits((wide)(v == w)) == (1U << WIDE) - 1;
}

/* Which bytes are a, b or c. */
static inline unsigned
wide_among(wide v, char a, char b, char c)
{
	return wide_bits((wide)(v == (uint8_t)a) | (wide)(v == (uint8_t)b) |
	    (wide)(v == (uint8_t)c));
}

/* Which bytes of v, digits being all alike, are not as in pattern. */
static inline unsigned
wide_unlike(wide v, wide pattern)
{
	wide	 digit = (wide)(v - '0' < 10);

	v = (v & ~digit) | (digit & '0');
	return wide_bits((wide)(v != pattern));
}

/* ASCII letters made small. */
static inline wide
wide_lower(wide v)
{
	return v | ((wide)(v - 'A' < 26) & 0x20);
}

#else

typedef struct {
	uint8_t	 byte[WIDE];
} wide;

static inline unsigned
wide_range(wide v, char first, uint8_t n)
{
	unsigned	 m = 0;
	int		 i;

	for (i = 0; i < WIDE; i++)
		m |= (unsigned)((uint8_t)(v.byte[i] - (uint8_t)first) < n) <<
		    i;
	return m;
}

static inline unsigned
wide_equal(wide v, char c)
{
	return wide_range(v, c, 1);
}

static inline int
wide_alike(wide v, wide w)
{
	return memcmp(v.byte, w.byte, WIDE) == 0;
}

static inline unsigned
wide_among(wide v, char a, char b, char c)
{
	return wide_equal(v, a) | wide_equal(v, b) | wide_equal(v, c);
}

static inline unsigned
wide_unlike(wide v, wide pattern)
{
	unsigned	 m = 0;
	int		 i;

	for (i = 0; i < WIDE; i++) {
		if (v.byte[i] >= '0' && v.byte[i] <= '9')
			v.byte[i] = '0';
		m |= (unsigned)(v.byte[i] != pattern.byte[i]) << i;
	}
	return m;
}

static inline wide
wide_lower(wide v)
{
	int	 i;

	for (i = 0; i < WIDE; i++)
		if (v.byte[i] >= 'A' && v.byte[i] <= 'Z')
			v.byte[i] |= 0x20;
	return v;
}

#endif

static inline wide
wide_load(const char *p)
{
	wide	 v;

	memcpy(&v, p, sizeof(v));
	return v;
}

static inline void
wide_store(char *p, wide v)
{
	memcpy(p, &v, sizeof(v));
}

/* Are the n bytes at p and q, WIDE or more, the same? */
static inline int
wide_same(const char *p, const char *q, size_t n)
{
	size_t	 i;

	for (i = 0; i + WIDE < n; i += WIDE)
		if (!wide_alike(wide_load(p + i), wide_load(q + i)))
			return 0;
	/* The rest with bytes before it. */
	i = n - WIDE;
	return wide_alike(wide_load(p + i), wide_load(q + i));
}

/*
 * Are the n bytes at p, WIDE or more, as in the pattern, digits being all
 * alike?
 */
static inline int
wide_begins(const char *p, const char *pattern, size_t n)
{
	size_t	 i;

	for (i = 0; i + WIDE < n; i += WIDE)
		if (wide_unlike(wide_load(p + i), wide_load(pattern + i)) != 0)
			return 0;
	/* The rest again with the bytes before it. */
	i = n - WIDE;
	return wide_unlike(wide_load(p + i), wide_load(pattern + i)) == 0;
}

/* The number of the highest bit; m is not 0. */
static inline unsigned
wide_highest(unsigned m)
{
	unsigned	 n;

#ifdef __GNUC__
	n = (unsigned)__builtin_clz(m) ^ 31;
#else
	for (n = 0; (m >>= 1) != 0; n++)
		continue;
#endif
	return n;
}

/* The number of the lowest bit; m is not 0. */
static inline unsigned
wide_lowest(uint64_t m)
{
#ifdef __GNUC__
	return (unsigned)__builtin_ctzll(m);
#else
	unsigned	 n;

	for (n = 0; (m & 1) == 0; n++)
		m >>= 1;
	return n;
#endif
}

/*
 * Where the first a or b of the n bytes at p stands; n: nowhere.  Many at a
 * time, for a branch that goes now this way and now that costs more.
 */
static inline size_t
wide_first(const char *p, size_t n, char a, char b)
{
	size_t	 i;
	uint64_t m;

	for (i = 0; i + 4 * WIDE <= n; i += 4 * WIDE) {
		m = wide_among(wide_load(p + i), a, b, b) |
		    wide_among(wide_load(p + i + WIDE), a, b, b) << WIDE |
		    (uint64_t)(wide_among(wide_load(p + i + 2 * WIDE), a, b,
		    b) | wide_among(wide_load(p + i + 3 * WIDE), a, b, b) <<
		    WIDE) << 2 * WIDE;
		if (m != 0)
			return i + wide_lowest(m);
	}
	for (; i + WIDE <= n; i += WIDE)
		if ((m = wide_among(wide_load(p + i), a, b, b)) != 0)
			return i + wide_lowest(m);
	while (i < n && p[i] != a && p[i] != b)
		i++;
	return i;
}

#endif

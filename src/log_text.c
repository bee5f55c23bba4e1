/*
 * log_text.c - slices searched, cut and unquoted.
 */
#include <string.h>

#include "log.h"
#include "wide.h"

bool
log_same(struct slice s, struct slice t)
{
	return s.n == t.n && (s.n == 0 || memcmp(s.p, t.p, s.n) == 0);
}

bool
log_starts(struct slice s, const char *lit)
{
	size_t n;

	n = strlen(lit);
	return s.n >= n && memcmp(s.p, lit, n) == 0;
}

bool
log_ends(struct slice s, const char *lit)
{
	size_t n;

	n = strlen(lit);
	return s.n >= n && memcmp(s.p + s.n - n, lit, n) == 0;
}

size_t
log_at(struct slice s, const char *lit)
{
	size_t i, n, last;
	unsigned m;

	n = strlen(lit);
	if (n == 0 || s.n < n)
		return n == 0 ? 0 : s.n;
	if (s.n < n - 1 + WIDE) {
		for (i = 0; i + n <= s.n; i++)
			if (s.p[i] == lit[0] && memcmp(s.p + i, lit, n) == 0)
				return i;
		return s.n;
	}
	/* Where its first byte and its last are as far apart. */
	last = s.n - (n - 1) - WIDE;
	for (i = 0; ; i = i + WIDE < last ? i + WIDE : last) {
		for (m = wide_equal(wide_load(s.p + i), lit[0]) &
		    wide_equal(wide_load(s.p + i + n - 1), lit[n - 1]);
		    m != 0; m &= m - 1)
			if (memcmp(s.p + i + wide_lowest(m), lit, n) == 0)
				return i + wide_lowest(m);
		if (i == last)
			return s.n;
	}
}

size_t
log_at_last(struct slice s, const char *lit)
{
	size_t n, i;

	n = strlen(lit);
	if (s.n < n)
		return s.n;
	for (i = s.n - n + 1; i > 0; ) {
		/* Where the first letter is not, nothing begins. */
		if (i >= WIDE && wide_equal(wide_load(s.p + i - WIDE),
		    lit[0]) == 0) {
			i -= WIDE;
			continue;
		}
		i--;
		if (s.p[i] == lit[0] && memcmp(s.p + i, lit, n) == 0)
			return i;
	}
	return s.n;
}

void
log_pairs_add(struct log_pairs *x, struct slice s)
{
	size_t i;
	unsigned pair = s.n > 0 ? *s.p & 31 : 0;

	for (i = 1; i < s.n; i++) {
		pair = (pair << 5 | (s.p[i] & 31)) & 1023;
		x->seen[pair] = 1;
	}
}

void
log_pairs_of(struct log_pairs *x, struct slice s)
{
	memset(x->seen, 0, sizeof(x->seen));
	log_pairs_add(x, s);
}

bool
log_pairs_have(const struct log_pairs *x, const char *lit)
{
	for (; lit[1] != '\0'; lit++)
		if (!x->seen[(lit[0] & 31) << 5 | (lit[1] & 31)])
			return false;
	return true;
}

bool
log_holds_any(const struct log_line *l, struct slice s, const char *words)
{
	for (; *words != '\0'; words = slice_next(words))
		if (log_may_have(l->pairs, words) && slice_has(s, words))
			return true;
	return false;
}

bool
log_has(struct slice s, const char *lit)
{
	return log_at(s, lit) < s.n;
}

size_t
log_first(struct slice s, const char *ends)
{
	char a = ends[0], b = a != '\0' && ends[1] != '\0' ? ends[1] : a;

	return a == '\0' ? s.n : wide_first(s.p, s.n, a, b);
}

struct slice
log_value(struct slice s, const char *lit, const char *ends)
{
	size_t i;

	i = log_at(s, lit);
	if (i == s.n)
		return (struct slice){ NULL, 0 };
	s = slice_skip(s, i + strlen(lit));
	return log_to(s, log_first(s, ends));
}

struct slice
log_copy(char *buf, size_t size, struct slice s)
{
	s = log_to(s, size);
	if (s.n > 0)
		memcpy(buf, s.p, s.n);
	return (struct slice){ buf, s.n };
}

/* Four hexadecimal digits, or -1. */
static long
hex4(struct slice s)
{
	long v;
	size_t i;

	if (s.n < 4)
		return -1;
	v = 0;
	for (i = 0; i < 4; i++) {
		if (slice_hex(s.p[i]) < 0)
			return -1;
		v = v * 16 + slice_hex(s.p[i]);
	}
	return v;
}

/* One escape (RFC 8259 7) at s: its bytes to out; the length taken. */
static size_t
escape(struct slice s, char out[4], size_t *n)
{
	long c, low;

	*n = 1;
	switch (s.p[1]) {
	case 'n':
		out[0] = '\n';
		return 2;
	case 'r':
		out[0] = '\r';
		return 2;
	case 't':
		out[0] = '\t';
		return 2;
	case 'u':
		c = hex4(slice_skip(s, 2));
		if (c < 0)
			break;
		if (c >= 0xd800 && c < 0xdc00 && s.n >= 12 &&
		    s.p[6] == '\\' && s.p[7] == 'u') {
			low = hex4(slice_skip(s, 8));
			if (low >= 0xdc00 && low <= 0xdfff) {
				*n = slice_utf8((unsigned long)(0x10000 +
				    ((c - 0xd800) << 10) + (low - 0xdc00)),
				    out);
				return 12;
			}
		}
		*n = slice_utf8((unsigned long)c, out);
		return 6;
	default:
		break;
	}
	out[0] = s.p[1];
	return 2;
}

struct slice
log_unquote(struct slice s, char *buf, size_t size)
{
	char out[4];
	size_t i, n, w;

	n = 0;
	for (i = 0; i < s.n && n + 4 <= size; ) {
		if (s.p[i] == '\\' && i + 1 < s.n) {
			i += escape(slice_skip(s, i), out, &w);
			memcpy(buf + n, out, w);
			n += w;
		} else
			buf[n++] = s.p[i++];
	}
	return (struct slice){ buf, n };
}

/* The rest of s behind lit; none where it is not there. */
struct slice
log_after(struct slice s, const char *lit)
{
	size_t i;

	i = log_at(s, lit);
	if (i == s.n)
		return (struct slice){ NULL, 0 };
	return slice_skip(s, i + strlen(lit));
}

struct slice
log_after_last(struct slice s, const char *lit)
{
	size_t i;

	i = log_at_last(s, lit);
	if (i == s.n)
		return (struct slice){ NULL, 0 };
	return slice_skip(s, i + strlen(lit));
}

struct slice
log_before(struct slice s, const char *lit)
{
	return log_to(s, log_at(s, lit));
}

struct slice
log_unbracket(struct slice s)
{
	if (s.n > 1 && *s.p == '<' && s.p[s.n - 1] == '>')
		return (struct slice){ s.p + 1, s.n - 2 };
	return s;
}

#define BIT(c)	(UINT64_C(1) << (c))

static bool
host_ends(char c)
{
	const uint64_t ends = BIT(' ') | BIT(',') | BIT(';') | BIT(':') |
	    BIT('(') | BIT(')') | BIT('"');

	return c == '[' || ((unsigned char)c < 64 && (ends >> c & 1) != 0);
}

/* Which of the next WIDE bytes may end a host, and some that do not. */
static unsigned
may_end(const char *p)
{
	wide	 v = wide_load(p);

	return wide_range(v, '\0', '-') | wide_range(v, ':', 2) |
	    wide_equal(v, '[');
}

size_t
log_plain_host(struct slice s)
{
	size_t n;
	uint64_t m;

	for (n = 0; n + 2 * WIDE <= s.n; n += 2 * WIDE) {
		m = may_end(s.p + n) | may_end(s.p + n + WIDE) << WIDE;
		if (m != 0)
			return n + wide_lowest(m);
	}
	return n;
}

/* A host's name, or its address where it has none, in "NAME[IP]:25". */
struct slice
log_host(struct slice s)
{
	struct slice name;
	size_t n = log_plain_host(s);

	while (n < s.n && !host_ends(s.p[n]))
		n++;
	name = log_to(s, n);
	if ((name.n == 0 || log_same(name, LOG_S("unknown"))) && n < s.n &&
	    s.p[n] == '[') {
		s = slice_skip(s, n + 1);
		name = log_to(s, wide_first(s.p, s.n, ']', ']'));
	}
	if (name.n > 1 && name.p[name.n - 1] == '.')
		name.n--;
	return name;
}

/*
 * scan.c - pass over the lines of a Postfix or Exim log that hold nothing, at
 * the speed of counting them.
 *
 * Newlines are found in wide blocks.  At the start of a line its prefix (time,
 * and host, "postfix") is compared with that of a line before, digits being all
 * alike, and the words behind the process's number with the few that begin
 * nearly every line.  Only what log_quiet() and log_sent() say of a line, or
 * less, is believed of it here: the rest is left to log_line(), which costs
 * time and changes nothing.
 */
#include <string.h>

#include "smtpcode.h"
#include "wide.h"

#define BLOCK	(4 * WIDE)		/* bytes a word of newlines */
#define VAIN_MAX	31

/* Where in the next WIDE bytes c stands. */
static inline unsigned
where(const char *p, char c)
{
	return wide_equal(wide_load(p), c);
}

static inline uint64_t
newlines(const char *p)
{
	unsigned	 low, high;

	low = where(p, '\n') | where(p + WIDE, '\n') << WIDE;
	p += BLOCK / 2;
	high = where(p, '\n') | where(p + WIDE, '\n') << WIDE;
	return (uint64_t)high << BLOCK / 2 | low;
}

/* Eight bytes as a number, to compare with WORD(). */
static inline uint64_t
word(const char *p)
{
	uint64_t	 w;

	memcpy(&w, p, sizeof(w));
	return w;
}

static inline bool
same(const char *p, const char *literal, size_t n)
{
	return memcmp(p, literal, n) == 0;
}
#define SAME(p, literal)	same((p), (literal), sizeof(literal) - 1)
#define WORD(literal)		word(literal)	/* of eight bytes */

/* Keep the line's prefix as the pattern of those to come. */
static bool
learn(struct scan *s, const char *p, const char *end)
{
	struct slice	 line = { p, (size_t)(end - p) };
	const char	*lf;
	size_t		 i, n;
	bool		 exim;

	if (line.n > LOG_PREFIX_MAX)
		line.n = LOG_PREFIX_MAX;
	if ((lf = memchr(p, '\n', line.n)) != NULL)
		line.n = (size_t)(lf - p);
	exim = log_exim(line);
	n = exim ? LOG_EXIM : log_postfix(line);
	if (n == 0)
		return false;
	s->exim = exim;
	for (i = 0; i < n; i++)
		s->prefix[i] = p[i] >= '0' && p[i] <= '9' ? '0' : p[i];
	s->n = n;
	return true;
}

enum holds { HOLDS_NOTHING, HOLDS_SENT, HOLDS_MORE };

/* log_sent() of the line that goes on at p, behind "to=". */
static enum holds
delivery(const char *p, const char *end)
{
	unsigned	 m;

	for (; p < end; p += 2 * WIDE) {
		m = wide_among(wide_load(p), '(', '"', '\n') |
		    wide_among(wide_load(p + WIDE), '(', '"', '\n') << WIDE;
		if (m == 0)
			continue;
		p += wide_lowest(m);
		if (p < end && SAME(p - 12, "status=sent (250") &&
		    (p[4] == ' ' || p[4] == '-'))
			return HOLDS_SENT;
		break;
	}
	return HOLDS_MORE;
}

/* The line of Exim's that goes on at q, behind the time. */
static enum holds
look_exim(const char *q, const char *end)
{
	unsigned	 lf, m, n;

	lf = where(q, '\n') | where(q + 8, '\n') << 8;
	if (lf != 0 || q[6] != '-')
		return HOLDS_MORE;
	n = q[13] == '-' && q[16] == ' ' ? 17 :
	    q[18] == '-' && q[23] == ' ' ? 24 : 0;
	if (n == 0)
		return HOLDS_MORE;
	q += n;
	if (SAME(q, "<= ") || SAME(q, "Complete"))
		return HOLDS_NOTHING;
	if (!SAME(q, "=> ") && !SAME(q, "-> "))
		return HOLDS_MORE;
	for (; q < end; q += WIDE) {
		m = wide_among(wide_load(q), '"', '"', '\n');
		if (m == 0)
			continue;
		q += wide_lowest(m);
		if (q < end && SAME(q - 3, " C=\"250") &&
		    (q[4] == ' ' || q[4] == '-'))
			return HOLDS_SENT;
		break;
	}
	return HOLDS_MORE;
}

/*
 * Has the line at p the prefix?  *before is one that has it, and mostly was
 * written in the same second; NULL: none.
 */
static inline bool
prefixed(const struct scan *s, const char *p, const char **before)
{
	if (s->n == 0)
		return false;
	if (*before != NULL && wide_same(p, *before, s->n))
		return true;
	if (!wide_begins(p, s->prefix, s->n))
		return false;
	*before = p;
	return true;
}

/*
 * What the line at p holds, if it ends before end as log_quiet() wants it.
 * Bytes behind end are read, but where they matter so does the end.
 */
static inline enum holds
look(struct scan *s, const char *p, const char *end, const char **before)
{
	uint64_t	 first, second;
	unsigned	 m;
	const char	*q;

	if (!prefixed(s, p, before)) {
		if (*p == '\n')
			return HOLDS_NOTHING;
		if (!learn(s, p, end))
			return HOLDS_MORE;
		*before = p;
	}
	q = p + s->n;
	if (s->exim)
		return look_exim(q, end);
	/* Seldom is a program's name so long. */
	if ((m = wide_among(wide_load(q), ' ', ']', ']')) == 0) {
		q += WIDE;
		m = wide_among(wide_load(q), ' ', ']', ']');
		if (m == 0)
			return HOLDS_MORE;
	}
	q += wide_lowest(m);
	if (!SAME(q, "]: "))
		return HOLDS_MORE;
	q += 3;
	first = word(q);
	if ((int)(first == WORD("disconne")) |
	    ((first == WORD("connect ")) & (q[8] == 'f')) |
	    (first == WORD("statisti")))
		return HOLDS_NOTHING;
	m = where(q, ':');
	if (*q < '0' || *q > 'F' || m == 0)
		return HOLDS_MORE;
	q += wide_lowest(m) + 1;
	second = word(q);
	if ((int)(second == WORD(" client=")) |
	    (second == WORD(" message")) | (second == WORD(" removed")) |
	    (second == WORD(" sender ")) |
	    (second << 8 == WORD(" from=<") << 8))
		return HOLDS_NOTHING;
	return SAME(q, " to=<") ? delivery(q + 5, end) :
	    SAME(q, " uid=") ? HOLDS_NOTHING : HOLDS_MORE;
}

/*
 * A quiet line that is not overlong, and no message given up.  But for an
 * empty one it is longer than its prefix.
 */
static inline bool
ended(const char *line, const char *lf, enum holds h)
{
	if (lf == line)
		return true;
	return lf - line <= INPUT_LINE_MAX && lf[-1] != '\r' &&
	    (h == HOLDS_SENT || word(lf - 8) != WORD("o sender"));
}

static void
pass(struct scan *s, const char *p, const char *end, bool sent,
    struct scan_run *run)
{
	struct scan_run	 r = { .bytes = 0 };
	const char	*line, *lf, *next = p;	/* newlines are known before */
	const char	*before = NULL;
	enum holds	 h;
	uint64_t	 m = 0;

	for (line = p; line < end; line = lf + 1) {
		h = look(s, line, end, &before);
		if (h == HOLDS_MORE || (h == HOLDS_SENT && !sent))
			break;
		for (; m == 0 && next < end; next += BLOCK)
			m = newlines(next);
		if (m == 0)
			break;
		lf = next - BLOCK + wide_lowest(m);
		m &= m - 1;
		if (lf >= end || !ended(line, lf, h))
			break;
		r.bytes = (size_t)(lf + 1 - p);
		r.lines++;
		r.sent += h == HOLDS_SENT;
	}
	*run = r;
	/* Where failures follow each other hope for less and less. */
	s->vain = r.lines > 0 ? 0 : s->vain < VAIN_MAX ? 2 * s->vain + 1 :
	    VAIN_MAX;
	s->skip = s->vain / 2;
}

void
scan_pass(struct scan *s, const char *p, const char *end, bool sent,
    struct scan_run *run)
{
	*run = (struct scan_run){ .bytes = 0 };
	if (s->skip > 0)
		s->skip--;
	else
		pass(s, p, end, sent, run);
}

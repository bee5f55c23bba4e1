/*
 * query.c - an operand to what it asks for: a code, a status, a pattern, a
 * cause, or words.
 */
#include <string.h>

#include "smtpcode.h"

static bool
is_x(char c)
{
	return c == 'x' || c == 'X';
}

/* Nothing but digits, x and dots. */
static bool
looks_numeric(struct slice s)
{
	size_t	 i;
	bool	 digit, dot;

	digit = dot = false;
	for (i = 0; i < s.n; i++) {
		if (!slice_digit(s.p[i]) && !is_x(s.p[i]) && s.p[i] != '.')
			return false;
		digit |= slice_digit(s.p[i]);
		dot |= s.p[i] == '.';
	}
	return digit || dot;
}

/* Three digits or x (RFC 5321 4.2), or a longer number that is published. */
static const char *
parse_code(struct slice s, struct query *q)
{
	size_t	 i;
	int	 n;
	bool	 x;

	x = false;
	n = 0;
	for (i = 0; i < s.n; i++)
		if (is_x(s.p[i]))
			x = true;
		else if (n < 100000)
			n = n * 10 + (s.p[i] - '0');
	if (s.n != 3) {
		if (!x && s.n == 5 && table_stray(n) != NULL) {
			q->kind = QUERY_CODE;
			q->code = n;
			return NULL;
		}
		return "a reply code has three digits";
	}
	if (!x && (n < 200 || n > 599) && (n < 100 ||
	    (table_stray(n) == NULL && table_reply(n) == NULL)))
		return "the first digit of a reply code is 2, 3, 4 or 5";
	q->kind = x ? QUERY_PATTERN : QUERY_CODE;
	q->code = n;
	return NULL;
}

/*
 * class "." subject "." detail (RFC 3463 2); x for any.  What could be read of
 * an incomplete one stands in q all the same.
 */
static const char *
parse_status(struct slice s, struct query *q)
{
	unsigned int	 part[3] = { 0, 0, 0 };
	size_t		 i, len, n;
	bool		 x;

	x = false;
	n = len = 0;
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '.') {
			if (len == 0 || ++n > 2)
				break;
			len = 0;
			continue;
		}
		x |= is_x(s.p[i]);
		if (++len > 3)
			return "a part of a status has one to three digits";
		if (slice_digit(s.p[i]))
			part[n] = part[n] * 10 + (unsigned int)(s.p[i] - '0');
	}
	q->status.class = part[0] == 2 || part[0] == 4 || part[0] == 5 ?
	    (uint8_t)part[0] : 0;
	q->status.subject = (uint16_t)part[1];
	q->status.detail = (uint16_t)part[2];
	q->parts = q->status.class == 0 ? 0 : (int)n + (len > 0);
	if (i < s.n || n != 2 || len == 0)
		return "a status has three numbers with a dot between";
	if (!is_x(s.p[0]) && (q->status.class == 0 || s.p[1] != '.'))
		return "the first number of a status is 2, 4 or 5";
	q->kind = x ? QUERY_PATTERN : QUERY_STATUS;
	return NULL;
}

static const char *
parse_number(struct slice s, struct query *q)
{
	size_t	 i;

	q->operand = s;
	for (i = 0; i < s.n && s.p[i] != '.'; i++)
		;
	return i < s.n ? parse_status(s, q) : parse_code(s, q);
}

/* Words, or what was meant by something that is not quite a code or a cause. */
static void
parse_word(struct slice s, struct query *q)
{
	struct slice	 meant;

	meant = slip_number(s, q->buf);
	if (meant.n > 0 && looks_numeric(meant)) {
		q->mended = true;
		if (parse_number(meant, q) == NULL)
			return;
		q->mended = false;
	}
	q->kind = QUERY_CAUSE;
	q->operand = s;
	q->cause = table_cause(s);
	if (q->cause != CAUSE_NONE)
		return;
	meant = slip_word(s, q->buf);
	q->cause = table_cause(meant);
	if (q->cause != CAUSE_NONE) {
		q->operand = meant;
		q->mended = true;
		return;
	}
	q->kind = QUERY_WORDS;
	q->cause = slip_cause(s);
}

const char *
query_parse(struct slice s, struct query *q)
{
	struct slice	 meant;
	const char	*why;

	memset(q, 0, sizeof(*q));
	q->kind = QUERY_BAD;
	q->operand = s;
	if (s.n == 0)
		return "an empty operand";
	if (!looks_numeric(s)) {
		parse_word(s, q);
		return NULL;
	}
	why = parse_number(s, q);
	if (why == NULL)
		return NULL;
	meant = slip_number(s, q->buf);
	if (meant.n > 0 && meant.n < s.n && parse_number(meant, q) == NULL) {
		q->mended = true;
		return NULL;
	}
	q->operand = s;
	return why;
}

/* x stands for one digit in a code, for a whole number in a status. */
bool
query_match(struct slice pattern, struct slice operand)
{
	size_t	 i, k;
	bool	 dots;

	dots = memchr(pattern.p, '.', pattern.n) != NULL;
	for (i = k = 0; i < pattern.n && k < operand.n; i++, k++) {
		if (!is_x(pattern.p[i])) {
			if (pattern.p[i] != operand.p[k])
				return false;
			continue;
		}
		if (operand.p[k] == '.')
			return false;
		while (dots && k + 1 < operand.n && operand.p[k + 1] != '.')
			k++;
	}
	return i == pattern.n && k == operand.n;
}

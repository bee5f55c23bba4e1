/*
 * reply.c - words to code, status and text (RFC 5321 4.2, RFC 3463 2).
 */
#include "smtpcode.h"

size_t
reply_code(struct slice s, int *code)
{
	if (s.n < 3 || !slice_digit(s.p[0]) || !slice_digit(s.p[1]) ||
	    !slice_digit(s.p[2]) || s.p[0] == '0')
		return 0;
	if (s.n > 3 && s.p[3] != ' ' && s.p[3] != '-' && s.p[3] != '\t' &&
	    s.p[3] != '\r' && s.p[3] != '\n')
		return 0;
	*code = (s.p[0] - '0') * 100 + (s.p[1] - '0') * 10 + s.p[2] - '0';
	return 3;
}

/* One to three digits (RFC 3463 2): the length taken or 0. */
static inline size_t
number(struct slice s, uint16_t *value)
{
	unsigned v;
	size_t i;

	v = 0;
	for (i = 0; i < s.n && slice_digit(s.p[i]); i++) {
		/* RFC 3463 2: no leading zeros. */
		if (i == 3 || (i == 1 && v == 0))
			return 0;
		v = v * 10 + (unsigned)(s.p[i] - '0');
	}
	*value = (uint16_t)v;
	return i;
}

size_t
reply_status(struct slice s, struct status *st)
{
	struct status v;
	struct slice rest;
	size_t n, i;

	if (s.n < 5 || (s.p[0] != '2' && s.p[0] != '4' && s.p[0] != '5') ||
	    s.p[1] != '.')
		return 0;
	v.class = (uint8_t)(s.p[0] - '0');
	rest.p = s.p + 2;
	rest.n = s.n - 2;
	n = number(rest, &v.subject);
	if (n == 0 || n == rest.n || rest.p[n] != '.')
		return 0;
	i = 2 + n + 1;
	rest.p = s.p + i;
	rest.n = s.n - i;
	n = number(rest, &v.detail);
	if (n == 0)
		return 0;
	i += n;
	if (i + 1 < s.n && s.p[i] == '.' && slice_digit(s.p[i + 1]))
		return 0;
	*st = v;
	return i;
}

bool
reply_line(struct slice s, struct reply *r, bool *more)
{
	size_t i, n;

	i = reply_code(s, &r->code);
	if (i == 0)
		return false;
	*more = i < s.n && s.p[i] == '-';
	if (*more)
		i++;
	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
		i++;
	r->text.p = s.p + i;
	r->text.n = s.n - i;
	r->status.class = 0;
	r->status.subject = r->status.detail = 0;
	n = reply_status(r->text, &r->status);
	/* A status ends at a blank or the end: "5.1.1foo" is a word. */
	if (n > 0 && n < r->text.n && r->text.p[n] != ' ' &&
	    r->text.p[n] != '\t' && r->text.p[n] != '\r' &&
	    r->text.p[n] != ':' && r->text.p[n] != ',' &&
	    r->text.p[n] != ';' && r->text.p[n] != '-' &&
	    r->text.p[n] != '.' && r->text.p[n] != '<' &&
	    r->text.p[n] != '(' && r->text.p[n] != '\n') {
		r->status.class = 0;
		r->status.subject = r->status.detail = 0;
		n = 0;
	}
	while (n > 0 && n < r->text.n &&
	    (r->text.p[n] == ' ' || r->text.p[n] == '\t'))
		n++;
	r->text.p += n;
	r->text.n -= n;
	while (r->text.n > 0 && (r->text.p[r->text.n - 1] == '\r' ||
	    r->text.p[r->text.n - 1] == '\n' ||
	    r->text.p[r->text.n - 1] == ' '))
		r->text.n--;
	return true;
}

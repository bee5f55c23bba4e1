/*
 * log_join.c - the lines of one reply, as each program joins them, made one
 * text again.
 */
#include <string.h>

#include "log.h"
#include "wide.h"

/* What stands between two lines of a reply once they share a line. */
static const char joins[][12] = {
	"\\r\\n", "\\n", "#015#012", "#012", "[nl]", "\\015\\012", "\r\n",
	"\n",
	/* lists in Python's notation: Cisco */
	"', '", "', \"", "\", '", "\", \""
};

struct joiner {
	int		 code;		/* of the first line; 0: none yet */
	bool		 more;		/* the last code had a hyphen */
	struct status	 status;
	const char	*last;		/* soft line; NULL: not yet looked */
	char		*buf;
	size_t		 n;
};

/* Does s begin with code, then a hyphen, a blank or the end? */
static size_t
same_code(struct slice s, int code)
{
	int c;
	size_t n;

	n = reply_code(s, &c);
	return n > 0 && c == code ? n : 0;
}

/* A status at the head of s, ended as a word is; its length or 0. */
static size_t
head_status(struct slice s, struct status *st)
{
	size_t n;

	n = reply_status(s, st);
	if (n > 0 && n < s.n && (log_word(s.p[n]) || s.p[n] == '@'))
		return 0;
	return n;
}

/*
 * The code, separator and status that a line of the reply begins with: their
 * length.  Of the next line's code only the first digit must agree.
 */
static size_t
line_head(struct joiner *j, struct slice s)
{
	struct status st;
	size_t i, n;
	int code;

	i = reply_code(s, &code);
	if (i > 0 && (j->code == 0 || code / 100 == j->code / 100)) {
		if (j->code == 0)
			j->code = code;
		j->more = i < s.n && s.p[i] == '-';
		if (j->more)
			i++;
	} else
		i = 0;
	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
		i++;
	if (i < s.n && s.p[i] == '"' && head_status(slice_skip(s, i + 1), &st))
		i++;
	n = head_status(slice_skip(s, i), &st);
	if (n > 0) {
		j->status = st;
		i += n;
		/* Fields of a row: "5.1.1;words" */
		i += i < s.n && (s.p[i] == ';' || s.p[i] == '|');
	}
	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
		i++;
	/* A line without words: "550- 550-5.1.1 text". */
	if (j->more && n == 0 && i > 4 && same_code(slice_skip(s, i), j->code))
		i += line_head(j, slice_skip(s, i));
	return i;
}

/* Does s, behind a blank, hold a later line: "550-", "550 5.1.1"? */
static bool
soft_line(struct joiner *j, struct slice s)
{
	struct status st;
	size_t n;

	n = same_code(s, j->code);
	if (n == 0)
		return false;
	if (n < s.n && s.p[n] == '-')
		return true;
	return n < s.n && head_status(slice_trim(slice_skip(s, n)), &st) > 0;
}

/* Is there yet a line to come behind s?  Where the last one stands is found
 * but once. */
static bool
soft_later(struct joiner *j, struct slice s)
{
	const char *p;

	if (j->last == NULL) {
		j->last = s.p;
		for (p = s.p + s.n - 1; p > s.p + 3; p--)
			if (p[-1] == ' ' && soft_line(j, (struct slice){ p,
			    (size_t)(s.p + s.n - p) })) {
				j->last = p;
				break;
			}
	}
	return j->last > s.p;
}

/*
 * Postfix joins by a blank and repeats the code; sendEmail by a comma and a
 * blank.  The length of the join at s, or 0.
 */
static size_t
soft_join(struct joiner *j, struct slice s)
{
	struct slice rest;
	size_t i;

	i = s.p[0] == ',' && s.n > 1 && s.p[1] == ' ' ? 2 : 1;
	if (i == 1 && s.p[0] != ' ')
		return 0;
	rest = slice_skip(s, i);
	if (!j->more || rest.n < 3 || !slice_digit(rest.p[0]) ||
	    !slice_digit(rest.p[1]))
		return 0;
	if (soft_line(j, rest))
		return i;
	/* The last line has no status: nothing may follow it. */
	if (same_code(rest, j->code) > 0 && !soft_later(j, rest))
		return i;
	return 0;
}

/* May a join begin with c? */
static bool
joining(const struct joiner *j, char c)
{
	if (c >= '@' && c != '\\' && c != '[')
		return false;
	return c == '\\' || c == '[' || c == '#' || c == '\r' || c == '\n' ||
	    c == '?' || (j->more && (c == ' ' || c == ','));
}

/* The bytes of s before the first that a join may begin with. */
static size_t
plain_length(const struct joiner *j, struct slice s)
{
	wide v;
	size_t n;

	for (n = 0; n + WIDE <= s.n && !j->more; n += WIDE) {
		v = wide_load(s.p + n);
		if ((wide_equal(v, '\\') | wide_equal(v, '[') |
		    wide_equal(v, '#') | wide_equal(v, '\r') |
		    wide_equal(v, '\n') | wide_equal(v, '?')) != 0)
			break;
	}
	while (n < s.n && !joining(j, s.p[n]))
		n++;
	return n;
}

static size_t
join_length(struct joiner *j, struct slice s)
{
	size_t i;

	switch (s.p[0]) {
	case '\\': case '#': case '[': case '\r': case '\n': case '\'':
	case '"':
		for (i = 0; i < sizeof(joins) / sizeof(joins[0]); i++)
			if (log_starts(s, joins[i]))
				return strlen(joins[i]);
		break;
	case '?':
		/* Postfix's cleanup shows CR LF of a milter's words so. */
		if (s.n > 5 && s.p[1] == '?' && slice_digit(s.p[2]))
			return reply_code(slice_skip(s, 2), &(int){ 0 }) > 0 ?
			    2 : 0;
		break;
	case ' ': case ',':
		return soft_join(j, s);
	default:
		break;
	}
	return 0;
}

static void
put(struct joiner *j, const char *p, size_t n)
{
	if (n > LOG_TEXT_MAX - j->n)
		n = LOG_TEXT_MAX - j->n;
	memcpy(j->buf + j->n, p, n);
	j->n += n;
}

static bool
version_word(struct slice before)
{
	return log_ends(before, "ersion ") || log_ends(before, "Postfix ") ||
	    log_ends(before, "Exim ") || log_ends(before, "Sendmail ");
}

bool
log_inner_status(struct slice words, int code, struct status *st)
{
	struct status v;
	const char *dot;
	size_t i, n;
	char c;

	for (i = 1; i + 5 <= words.n; i++) {
		/* "4.": to the next stop */
		dot = memchr(words.p + i + 1, '.', words.n - i - 1);
		if (dot == NULL || (i = (size_t)(dot - words.p) - 1) + 5 >
		    words.n)
			break;
		if (!slice_digit(words.p[i]))
			continue;
		c = words.p[i - 1];
		if (c != ' ' && c != '#' && c != '(' && c != '[')
			continue;
		n = head_status(slice_skip(words, i), &v);
		if (n == 0 || v.subject > 7 || v.class == 2 ||
		    (code != 0 && v.class != code / 100) ||
		    version_word(log_to(words, i)))
			continue;
		/* "5.7.1-host" and "5.7.1/24" are names. */
		i += n;
		if (i < words.n && (words.p[i] == '/' || words.p[i] == '%'))
			continue;
		*st = v;
		return true;
	}
	return false;
}

bool
log_join(struct slice words, int code, char *buf, struct reply *r)
{
	struct joiner j;
	size_t i, n;

	j = (struct joiner){ code, false, { 0, 0, 0 }, NULL, buf, 0 };
	words = slice_trim(words);
	i = line_head(&j, words);
	while (i < words.n) {
		n = join_length(&j, slice_skip(words, i));
		if (n == 0) {
			n = i + 1 + plain_length(&j, slice_skip(words, i + 1));
			put(&j, words.p + i, n - i);
			i = n;
			continue;
		}
		i += n;
		i += line_head(&j, slice_skip(words, i));
		while (j.n > 0 && buf[j.n - 1] == ' ')
			j.n--;
		if (j.n > 0 && i < words.n)
			put(&j, " ", 1);
	}
	r->code = j.code;
	r->status = j.status;
	r->text = slice_trim((struct slice){ buf, j.n });
	if (r->status.class == 0)
		log_inner_status(r->text, r->code, &r->status);
	return j.more;
}

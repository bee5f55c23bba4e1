/*
 * fold.c - a text so that its words compare byte by byte.
 */
#include <string.h>

#include "smtpcode.h"
#include "wide.h"

/* Latin letters of U+00C0 to U+017F without their accents. */
static const char latin[] =
    "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/*
 * The character of several bytes at s, when it has a plain form: a quote, a
 * dash, a blank, an accented letter.  Returns its length or 0.
 */
static size_t
fold_utf8(struct slice s, char *c)
{
	const unsigned char *p = (const unsigned char *)s.p;

	if (p[0] >= 0xc0 && (s.n < 2 || p[1] < 0x80)) {
		*c = latin[p[0] - 0xc0];	/* ISO 8859-1 */
		return 1;
	}
	if (s.n >= 2 && p[0] == 0xc2 && p[1] == 0xa0) {
		*c = ' ';
		return 2;
	}
	if (s.n >= 2 && p[0] >= 0xc3 && p[0] <= 0xc5 && p[1] >= 0x80 &&
	    p[1] <= 0xbf) {
		*c = latin[(p[0] - 0xc3) * 64 + p[1] - 0x80];
		return 2;
	}
	if (s.n >= 3 && p[0] == 0xe2 && p[1] == 0x80) {
		if (p[2] >= 0x90 && p[2] <= 0x95)
			*c = '-';
		else if (p[2] == 0x98 || p[2] == 0x99)
			*c = '\'';
		else if (p[2] == 0x9c || p[2] == 0x9d)
			*c = '"';
		else
			return 0;
		return 3;
	}
	if (s.n >= 3 && p[0] == 0xe3 && p[1] == 0x80 && p[2] == 0x80) {
		*c = ' ';
		return 3;
	}
	return 0;
}

static size_t
digits(struct slice s, size_t max)
{
	size_t n = 0;

	while (n < s.n && n < max && slice_digit(s.p[n]))
		n++;
	return n;
}

static bool
is_blank_at(struct slice s, size_t i)
{
	return i >= s.n || s.p[i] == ' ' || s.p[i] == '\t' ||
	    s.p[i] == '\r' || s.p[i] == '\n';
}

/*
 * Numbers that part words which belong together: a reply code or an enhanced
 * status code repeated at a line's start ("that this 550-5.7.1 message"), and
 * an IPv4 address but 127.x.y.z, which a block list answers with.  Returns the
 * length to be left out, or 0.
 */
static size_t
fold_number(struct slice s)
{
	size_t n, i, parts;

	n = digits(s, 3);
	if (n == 3 && (s.p[0] == '4' || s.p[0] == '5') &&
	    (is_blank_at(s, 3) || s.p[3] == '-'))
		return s.n > 3 && s.p[3] == '-' ? 4 : 3;
	for (i = n, parts = 1; parts < 4 && i < s.n && s.p[i] == '.';
	    parts++) {
		n = digits(slice_skip(s, i + 1), 3);
		if (n == 0)
			break;
		i += 1 + n;
	}
	if (parts == 3 && s.p[1] == '.' && is_blank_at(s, i))
		return s.p[0] == '4' || s.p[0] == '5' ? i : 0;
	if (parts != 4 || (s.n > 3 && memcmp(s.p, "127.", 4) == 0) ||
	    (i + 1 < s.n && s.p[i] == '.' && fold_word(s.p[i + 1])))
		return 0;
	return i;
}

/* Does a word announce the address that follows? */
static bool
is_announced(const struct phrase_text *t)
{
	static const char	 words[] = "ip\0address\0host\0client\0"
				    "server\0version\0";
	const char		*word = words;
	size_t			 n;

	for (; *word != '\0'; word = slice_next(word)) {
		n = strlen(word);
		if (t->n > n && t->p[t->n - 1] == ' ' &&
		    memcmp(t->p + t->n - 1 - n, word, n) == 0)
			return true;
	}
	return false;
}

/* Is what n bytes say an IPv4 address, and a word of its own? */
static bool
is_bare_address(const struct phrase_text *t, struct slice s, size_t n)
{
	size_t	i, dots = 0;

	for (i = 0; i < n; i++)
		dots += s.p[i] == '.';
	return dots == 3 && (t->n == 0 ||
	    (t->p[t->n - 1] == ' ' && !is_announced(t))) &&
	    (is_blank_at(s, n) || s.p[n] == ':' || s.p[n] == ',');
}

static bool
is_address_end(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '<' ||
	    c == '>' || c == '(' || c == ')' || c == '"' || c == '\'' ||
	    c == ',' || c == ';' || c == '[' || c == ']';
}

static bool
is_open(char c)
{
	return c == '<' || c == '(' || c == '[' || c == '"' || c == '\'';
}

static bool
is_close(char c)
{
	return c == '>' || c == ')' || c == ']' || c == '"' || c == '\'';
}

/*
 * Forget what was folded of a mail address, its opening bracket and the blank
 * before it.
 */
static void
fold_forget(struct phrase_text *t)
{
	while (t->n > 0 && !is_address_end(t->p[t->n - 1]) &&
	    t->p[t->n - 1] != ':')
		t->n--;
	if (t->n > 0 && is_open(t->p[t->n - 1]))
		t->n--;
	if (t->n > 0 && t->p[t->n - 1] == ' ')
		t->n--;
}

/* What is left of an address from its @ on: its length. */
static size_t
fold_address(struct slice s)
{
	size_t n = 0;

	while (n < s.n && !is_address_end(s.p[n]) && s.p[n] != ':')
		n++;
	while (n < s.n && is_close(s.p[n]))
		n++;
	return n;
}

/* "doesn't" is read as "does not", "can't" as "cannot", "won't" as written
   out. */
static size_t
fold_not(struct slice s, struct phrase_text *t)
{
	if (t->n < 2 || t->p[t->n - 1] != 'n' || s.n < 2 ||
	    (s.p[1] | 0x20) != 't' || t->n + 6 > PHRASE_TEXT_MAX)
		return 0;
	if (t->p[t->n - 2] == 'a')
		memcpy(t->p + t->n, "not", 3);
	else if (t->n > 2 && memcmp(t->p + t->n - 3, "won", 3) == 0) {
		memcpy(t->p + t->n - 2, "ill not", 7);
		t->n += 2;
	} else
		memcpy(t->p + t->n - 1, " not", 4);
	t->n += 3;
	return 2;
}

static void
fold_put(struct phrase_text *t, char c)
{
	if (c == ' ' && (t->n == 0 || t->p[t->n - 1] == ' '))
		return;
	t->p[t->n++] = c;
}

static void
fold_hex(struct phrase_text *t, unsigned c)
{
	t->p[t->n++] = '%';
	t->p[t->n++] = "0123456789abcdef"[c >> 4];
	t->p[t->n++] = "0123456789abcdef"[c & 15];
}

/*
 * Leave out a number of n bytes with its brackets, but that an address which
 * nothing announces is "ip".  Returns the bytes taken.
 */
static size_t
fold_leave_out(struct slice s, size_t n, struct phrase_text *t)
{
	const bool	open = t->n > 0 && is_open(t->p[t->n - 1]);

	if (open) {
		t->n--;
		n += n < s.n && is_close(s.p[n]);
	}
	if ((!open || t->n == 0) && is_bare_address(t, s, n) &&
	    t->n + 2 <= PHRASE_TEXT_MAX) {
		fold_put(t, 'i');
		fold_put(t, 'p');
	} else if (t->n > 0 && t->p[t->n - 1] == ' ' && n < s.n &&
	    !fold_word((char)(s.p[n] | 0x20)))
		t->n--;
	return n;
}

/* One thing at s that is not an ASCII letter: returns the bytes taken. */
static size_t
fold_other(struct slice s, struct phrase_text *t)
{
	unsigned char c = (unsigned char)s.p[0];
	char plain;
	size_t n;

	if (c <= ' ' || c == 0x7f) {
		/* ESC begins legacy Japanese and stays. */
		fold_put(t, c == 0x1b ? (char)c : ' ');
		return 1;
	}
	/* Amid other bytes this may be a legacy character set. */
	if (c >= 0xc2 && (t->n < 3 || t->p[t->n - 3] != '%') &&
	    (n = fold_utf8(s, &plain)) != 0) {
		if (plain == '\'' && s.n > n &&
		    fold_not(slice_skip(s, n - 1), t) != 0)
			return n + 1;
		fold_put(t, plain);
		return n;
	}
	if (c == '@' && t->n > 0 && t->p[t->n - 1] != ' ') {
		fold_forget(t);
		return fold_address(s);
	}
	if (c == '\'' && (n = fold_not(s, t)) != 0)
		return n;
	if (c >= '0' && c <= '9' &&
	    (t->n == 0 || (!fold_word(t->p[t->n - 1]) &&
	    t->p[t->n - 1] != '_')) && (n = fold_number(s)) != 0)
		return fold_leave_out(s, n, t);
	if (c >= 0x80) {
		if (t->n + 3 > PHRASE_TEXT_MAX)
			return s.n;
		n = s.n > 1 ? (unsigned char)s.p[1] : 0;
		if (c == 0xd0 && n >= 0x90 && n < 0xb0 &&
		    t->n + 6 <= PHRASE_TEXT_MAX) {
			/* Cyrillic capitals: U+0410 to U+042F */
			fold_hex(t, n < 0xa0 ? 0xd0 : 0xd1);
			fold_hex(t, (unsigned)n + 0x20 - (n >= 0xa0) * 0x40U);
			return 2;
		}
		fold_hex(t, c);
	} else
		fold_put(t, (char)c);
	return 1;
}

/*
 * Fold the plain bytes that p begins with, at most WIDE, to out: letters,
 * blanks that follow no other, and what fold_other() would pass as it is.
 * last is what was folded before them.  Returns how many there were.
 */
static size_t
fold_plain(const char *p, char last, char *out)
{
	wide	 v = wide_load(p);
	unsigned blank, digit, letter, odd;

	wide_store(out, v = wide_lower(v));
	letter = wide_range(v, 'a', 26);
	digit = wide_range(v, '0', 10);
	blank = wide_equal(v, ' ');
	odd = ~wide_range(v, ' ', 0x7f - ' ') | wide_equal(v, '@') |
	    wide_equal(v, '\'');
	odd |= blank & (blank << 1 | (last == ' '));
	odd |= digit & ~((letter | digit) << 1 | fold_word(last));
	return wide_lowest(odd | 1U << WIDE);
}

void
fold_text(struct slice s, struct phrase_text *t)
{
	char		 tail[2 * WIDE] = { 0 };	/* room to read on */
	const char	*p = s.p, *end;
	size_t		 n;
	bool		 last = false;

	if (s.n > PHRASE_INPUT_MAX)
		s.n = PHRASE_INPUT_MAX;
	end = p + s.n;
	t->n = 0;
	while (p < end && t->n < PHRASE_TEXT_MAX) {
		if (end - p < WIDE && !last) {
			n = (size_t)(end - p);
			p = memcpy(tail, p, n);
			end = p + n;
			last = true;
		}
		n = fold_plain(p, t->n == 0 ? ' ' : t->p[t->n - 1],
		    t->p + t->n);
		if (n > PHRASE_TEXT_MAX - t->n)
			n = PHRASE_TEXT_MAX - t->n;
		t->n += n;
		p += n;
		if (n == 0)
			p += fold_other((struct slice){ p, (size_t)(end - p) },
			    t);
	}
	memset(t->p + t->n, 0, PHRASE_TEXT_PAD);
}

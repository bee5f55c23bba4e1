/*
 * paste.c - what pasting adds to a reply: colours of a terminal, tags, marks of
 * emphasis, typographic signs.
 */
#include <string.h>

#include "smtpcode.h"

#define TAG_MAX		256
#define EMPHASIS_MAX	3

struct paste {
	char		*out;
	size_t		 n;		/* bytes of out */
	char		 mark;		/* of an open emphasis, or NUL */
	bool		 quoted;	/* a typographic quote is */
};

/* May what s begins with be a code or a status? */
static bool
is_number(struct slice s)
{
	return s.n > 2 && s.p[0] >= '2' && s.p[0] <= '5' &&
	    ((slice_digit(s.p[1]) && slice_digit(s.p[2])) ||
	    (s.p[1] == '.' && slice_digit(s.p[2])));
}

/* The last byte written; a blank before the first. */
static char
last(const struct paste *p)
{
	return p->n == 0 ? ' ' : p->out[p->n - 1];
}

/* Does a word begin here? */
static bool
is_start(const struct paste *p)
{
	char	 c = last(p);

	return !slice_letter(c) && !slice_digit(c) &&
	    memchr("._-@=/", c, 6) == NULL;
}

/* ESC, `[', parameters, a final byte (ECMA-48 5.4): its length, or 0. */
static size_t
control(struct slice s)
{
	size_t	 n = 2;

	if (s.n < 3 || s.p[0] != '\033' || s.p[1] != '[')
		return 0;
	while (n < s.n && s.p[n] >= ' ' && s.p[n] < '@')
		n++;
	return n < s.n && s.p[n] >= '@' ? n + 1 : 0;
}

static bool
is_word_of(struct slice s, const char *words)
{
	for (; *words != '\0'; words = slice_next(words))
		if (slice_is(s, words))
			return true;
	return false;
}

/*
 * "<b>", "</span>", "[quote=joe]": its length, or 0; *breaks: it parts words.
 * An address is none, nor is "<b>:", which a server may say.
 */
static size_t
tag(const struct paste *p, struct slice s, bool *breaks)
{
	static const char	 breaking[] =
	    "br\0p\0div\0li\0td\0tr\0pre\0blockquote\0quote\0";
	static const char	 inlines[] =
	    "b\0i\0u\0s\0em\0tt\0a\0strong\0span\0font\0code\0kbd\0small\0"
	    "color\0size\0url\0";
	struct slice		 name;
	size_t			 n;

	if ((s.p[0] != '<' && s.p[0] != '[') || last(p) == '=' ||
	    last(p) == ':')
		return 0;
	name = slice_skip(s, s.n > 1 && s.p[1] == '/' ? 2 : 1);
	for (n = 0; n < name.n && slice_letter(name.p[n]); n++)
		continue;
	if (n == name.n || memchr(" />=]", name.p[n], 5) == NULL)
		return 0;
	name.n = n;
	*breaks = is_word_of(name, breaking);
	if (!*breaks && !is_word_of(name, inlines))
		return 0;
	for (n = 0; n < s.n && s.p[n] != (s.p[0] == '<' ? '>' : ']'); n++)
		if (n == TAG_MAX)
			return 0;
	return n == s.n || (n + 1 < s.n && s.p[n + 1] == ':') ? 0 : n + 1;
}

/*
 * "**550 x**", "_5.1.1_": the marks that begin or end such an emphasis; their
 * length, or 0.
 */
static size_t
emphasis(struct paste *p, struct slice s)
{
	char	 c = s.p[0];
	size_t	 n;

	if (memchr("*_`~", c, 4) == NULL)
		return 0;
	for (n = 1; n < s.n && s.p[n] == c; n++)
		if (n == EMPHASIS_MAX)
			return 0;
	if (c == p->mark && last(p) != ' ') {
		p->mark = '\0';
		return n;
	}
	if (last(p) == c || !is_start(p) || !is_number(slice_skip(s, n)))
		return 0;
	p->mark = c;
	return n;
}

/* What parts a code from its status but is none of RFC 5321's signs. */
static size_t
joint(const struct paste *p, struct slice s)
{
	size_t	 n;

	if (memchr(";:,/", s.p[0], 4) == NULL || p->n < 3 ||
	    !is_number((struct slice){ p->out + p->n - 3, 3 }) ||
	    p->out[p->n - 2] == '.' ||
	    !is_start(&(struct paste){ .out = p->out, .n = p->n - 3 }))
		return 0;
	for (n = 1; n < s.n && s.p[n] == ' '; n++)
		continue;
	s = slice_skip(s, n);
	return is_number(s) && s.p[1] == '.' ? n : 0;
}

static bool
is_quote(uint32_t c)
{
	return c == 0xab || c == 0xbb || (c >= 0x2018 && c <= 0x201f) ||
	    c == 0x2039 || c == 0x203a;
}

/* The plain sign for c, 0 for one that is not seen, or c. */
static uint32_t
plain(struct paste *p, uint32_t c, struct slice rest)
{
	bool	 ends = slice_digit(last(p));

	if (c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f ||
	    c == 0x3000)
		return ' ';
	if (c == 0xad || (c >= 0x200b && c <= 0x200f) ||
	    (c >= 0x2060 && c <= 0x2064) || c == 0xfeff)
		return 0;
	if (c == 0x2026 && ends)
		return ' ';
	if (((c >= 0x2010 && c <= 0x2015) || c == 0x2212) && ends)
		return '-';
	if (!is_quote(c))
		return c;
	ends = ends || (p->quoted && (rest.n == 0 || !slice_letter(rest.p[0])));
	if (!ends && !is_number(rest))
		return c;
	p->quoted = !ends;
	return '"';
}

/* A character of several bytes: its length, or 0; what it stands for. */
static size_t
sign(struct paste *p, struct slice s)
{
	uint32_t	 c, to;
	size_t		 n;

	if ((unsigned char)s.p[0] < 0x80 || (n = output_utf8(s, &c)) == 0)
		return 0;
	to = plain(p, c, slice_skip(s, n));
	if (to == c) {
		memcpy(p->out + p->n, s.p, n);
		p->n += n;
	} else if (to != 0)
		p->out[p->n++] = (char)to;
	return n;
}

struct slice
paste_clean(struct slice s, char *out)
{
	struct paste	 p = { .out = out };
	bool		 blank;
	size_t		 n;

	for (; s.n > 0; s = slice_skip(s, n)) {
		blank = false;
		if ((n = control(s)) > 0 || (n = emphasis(&p, s)) > 0)
			continue;
		if ((n = sign(&p, s)) > 0)
			continue;
		if ((n = tag(&p, s, &blank)) > 0 && !blank)
			continue;
		if (n == 0 && (n = joint(&p, s)) > 0)
			blank = true;
		out[p.n++] = blank ? ' ' : s.p[0];
		if (n == 0)
			n = 1;
	}
	return (struct slice){ out, p.n };
}

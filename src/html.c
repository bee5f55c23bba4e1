/*
 * html.c - HTML to the lines of text that a reader sees.
 *
 * Not a parser of HTML: tags are dropped, those of blocks end a line, what
 * style, script and head hold is hidden, and the entities that bounces use are
 * decoded.
 */
#include <string.h>

#include "smtpcode.h"

void
html_start(struct html *h)
{
	h->n = h->tag_n = h->entity_n = 0;
	h->in_tag = h->in_entity = h->named = h->hidden = false;
	h->quote = '\0';
}

/* A blank is kept only after something else. */
static void
put(struct html *h, char c)
{
	if (h->hidden)
		return;
	if (c == '\t' || c == '\r' || c == '\n')
		c = ' ';
	if (c == ' ' && (h->n == 0 || h->out[h->n - 1] == ' '))
		return;
	if (h->n < sizeof(h->out))
		h->out[h->n++] = c;
}

static void
flush(struct html *h, html_emit *emit, void *arg)
{
	struct slice line;

	line.p = h->out;
	line.n = h->n;
	if (line.n > 0)
		emit(arg, line);
	h->n = 0;
}

/* The tag whose name is in h->tag is over. */
static void
end_tag(struct html *h, html_emit *emit, void *arg)
{
	static const char blocks[][12] = { "br", "p", "/p", "div", "/div",
	    "tr", "/tr", "li", "/li", "h1", "/h1", "h2", "/h2", "h3", "/h3",
	    "table", "/table", "pre", "/pre", "hr", "/title", "td", "body" };
	static const char hiders[][12] = { "style", "script", "head" };
	struct slice tag;
	size_t i;

	tag.p = h->tag;
	tag.n = h->tag_n;
	for (i = 0; i < sizeof(hiders) / sizeof(*hiders); i++) {
		if (slice_is(tag, hiders[i]))
			h->hidden = true;
		if (tag.n > 0 && tag.p[0] == '/' &&
		    slice_is(slice_skip(tag, 1), hiders[i]))
			h->hidden = false;
	}
	if (slice_is(tag, "body"))	/* a head that nobody closed */
		h->hidden = false;
	for (i = 0; i < sizeof(blocks) / sizeof(*blocks); i++)
		if (slice_is(tag, blocks[i]))
			flush(h, emit, arg);
}

/* A byte inside a tag; quoted, `>' does not end it. */
static void
in_tag(struct html *h, char c, html_emit *emit, void *arg)
{
	if (h->quote != '\0') {
		if (c == h->quote)
			h->quote = '\0';
	} else if (c == '>') {
		h->in_tag = false;
		end_tag(h, emit, arg);
	} else if (c == '"' && h->named)
		h->quote = c;
	else if (c == ' ' || c == '\t' || (c == '/' && h->tag_n > 0))
		h->named = true;
	else if (!h->named && h->tag_n < sizeof(h->tag))
		h->tag[h->tag_n++] = c;
}

/* A character by its number, as UTF-8. */
static void
put_number(struct html *h, unsigned long c)
{
	char out[4];
	size_t i, n;

	n = slice_utf8(c == 0xa0 ? ' ' : c, out);
	for (i = 0; i < n; i++)
		put(h, out[i]);
}

static unsigned long
entity_number(struct slice s)
{
	unsigned long v;
	int d, base;

	base = 10;
	s = slice_skip(s, 1);
	if (slice_starts(s, "x")) {
		base = 16;
		s = slice_skip(s, 1);
	}
	for (v = 0; s.n > 0 && v < 0x110000; s = slice_skip(s, 1)) {
		d = slice_hex(s.p[0]);
		if (d < 0 || d >= base)
			return '?';
		v = v * (unsigned long)base + (unsigned long)d;
	}
	return v;
}

static void
end_entity(struct html *h)
{
	static const struct {
		char	name[6], c;
	} names[] = { { "lt", '<' }, { "gt", '>' }, { "amp", '&' },
	    { "quot", '"' }, { "apos", '\'' }, { "nbsp", ' ' } };
	struct slice s;
	size_t i;

	s.p = h->entity;
	s.n = h->entity_n;
	h->in_entity = false;
	if (s.n > 1 && s.p[0] == '#') {
		put_number(h, entity_number(s));
		return;
	}
	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (slice_is(s, names[i].name)) {
			put(h, names[i].c);
			return;
		}
	put(h, '&');
	for (i = 0; i < s.n; i++)
		put(h, s.p[i]);
}

static void
byte(struct html *h, char c, html_emit *emit, void *arg)
{
	if (h->in_tag) {
		in_tag(h, c, emit, arg);
		return;
	}
	if (h->in_entity) {
		if (c != ';' && c != ' ' && c != '<' && c != '&' &&
		    h->entity_n < sizeof(h->entity)) {
			h->entity[h->entity_n++] = c;
			return;
		}
		end_entity(h);
		if (c == ';')
			return;
	}
	if (c == '<') {
		h->in_tag = true;
		h->named = false;
		h->tag_n = 0;
	} else if (c == '&') {
		h->in_entity = true;
		h->entity_n = 0;
	} else
		put(h, c);
}

void
html_line(struct html *h, struct slice line, html_emit *emit, void *arg)
{
	size_t i;

	for (i = 0; i < line.n; i++)
		byte(h, line.p[i], emit, arg);
	byte(h, ' ', emit, arg);
}

void
html_end(struct html *h, html_emit *emit, void *arg)
{
	flush(h, emit, arg);
}

/*
 * prose.c - the sentences of a bounce to the recipients that they name.
 *
 * No server's wording is known here, only the shape they share: a line that
 * begins with an address begins what is said of that recipient, and the
 * returned message comes after a line that says so, or with its header.
 */
#include <stdlib.h>
#include <string.h>

#include "prose.h"

struct prose *
prose_new(void)
{
	struct prose *p;

	p = malloc(sizeof(*p));
	if (p != NULL)
		prose_start(p);
	return p;
}

void
prose_free(struct prose *p)
{
	free(p);
}

void
prose_start(struct prose *p)
{
	p->used = p->n = p->nlist = p->named = p->nfailed = 0;
	p->kind = PART_PREAMBLE;
	p->over = p->listed = p->kept = false;
}

void
prose_failed(struct prose *p, struct slice s)
{
	if (s.n > PROSE_NAMES_MAX)
		s.n = PROSE_NAMES_MAX;
	if (s.n > 0)
		memcpy(p->failed, s.p, s.n);
	p->nfailed = s.n;
}

/*
 * "----- Original message -----", "Below is a copy of the message:", "Message
 * headers follow."
 */
bool
prose_separator(struct slice line)
{
	static const char rules[] =
	    "original m\0copy of \0unsent m\0returned m\0message header\0"
	    "header of \0headers of \0message follow\0mensaje original\0"
	    "undelivered m\0message contents\0message text\0unsent mail\0";
	static const char ends[] =
	    "message follows\0headers follow\0header follows\0"
	    "message headers follow\0original message\0old message\0"
	    "message you sent follows\0received is as follows\0"
	    "message header\0message headers\0copy of the message\0"
	    "message text follows\0mail follows\0";
	const char *end;
	struct slice s;
	bool rule;

	s = slice_trim(line);
	rule = slice_starts(s, "--") || slice_starts(s, "==") ||
	    slice_starts(s, "**") || slice_starts(s, "__");
	if (rule && slice_has_any(s, rules))
		return true;
	if (s.n < 2 || s.n > 90)
		return false;
	if (s.p[s.n - 1] != ':' && s.p[s.n - 1] != '.')
		return false;
	s.n--;
	for (end = ends; *end != '\0'; end = slice_next(end))
		if (s.n >= strlen(end) && slice_is(slice_skip(s,
		    s.n - strlen(end)), end))
			return true;
	return false;
}

/* A header field that no sentence begins with: the returned message. */
static bool
is_header(struct slice line)
{
	static const char names[] =
	    "Received:\0Return-Path:\0Message-ID:\0DKIM-Signature:\0"
	    "MIME-Version:\0X-Received:\0Delivered-To:\0X-Originating-IP:\0";

	if (line.n > 0 && line.p[0] == '>')
		line = slice_skip(line, 1);
	return slice_starts_any(line, names);
}

static void
keep(struct prose *p, struct slice line, unsigned long number)
{
	if (p->n == PROSE_LINES_MAX || line.n > PROSE_TEXT_MAX - p->used)
		return;
	if (line.n > 0)
		memcpy(p->text + p->used, line.p, line.n);
	p->listed = false;
	p->lines[p->n].at = p->used;
	p->lines[p->n].n = line.n;
	p->lines[p->n++].number = number;
	p->used += line.n;
}

/* Text is better than HTML, and either than what precedes the parts. */
void
prose_line(struct prose *p, enum part part, struct slice line,
    unsigned long number)
{
	if (part < p->kind)
		return;
	if (part > p->kind && slice_trim(line).n > 0) {
		p->kind = part;
		p->used = p->n = 0;
		p->over = false;
	}
	if (!p->over)
		p->over = prose_separator(line) || is_header(line);
	if (!p->over)
		keep(p, line, number);
}

bool
prose_has(const struct prose *p, const char *words)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (slice_has(prose_text(p, i), words))
			return true;
	return false;
}

static bool
in_address(char c)
{
	return (unsigned char)c > ' ' && c != 0x7f &&
	    strchr("<>()[],;:\"'", c) == NULL;
}

/* local@domain at the start of s; the length, or 0. */
static size_t
address(struct slice s)
{
	size_t i, at;

	for (i = 0; i < s.n && s.p[i] != '@' && in_address(s.p[i]); i++)
		;
	if (i == 0 || i == s.n || s.p[i] != '@')
		return 0;
	for (at = i++; i < s.n && s.p[i] != '@' && in_address(s.p[i]); i++)
		;
	while (i > at && (s.p[i - 1] == '.' || s.p[i - 1] == '=' ||
	    s.p[i - 1] == '!' || s.p[i - 1] == '?' || s.p[i - 1] == '*'))
		i--;
	return i > at + 1 && i - at < 256 ? i : 0;
}

/* *(blank / bullet) ["Recipient:"] *("<" / quote) address */
struct slice
prose_address(struct slice line, struct slice *rest)
{
	struct slice s, found = { NULL, 0 };

	s = slice_trim(line);
	while (s.n > 0 && s.p[0] != '\0' && strchr("*-> ", s.p[0]) != NULL)
		s = slice_skip(s, 1);
	if (slice_starts(s, "recipient:"))
		s = slice_trim(slice_skip(s, 10));
	while (s.n > 0 && s.p[0] != '\0' && strchr("<\"'", s.p[0]) != NULL)
		s = slice_skip(s, 1);
	found.n = address(s);
	if (found.n == 0)
		return found;
	found.p = s.p;
	s = slice_skip(s, found.n);
	while (s.n > 0 && s.p[0] != '\0' && strchr(">\"'", s.p[0]) != NULL)
		s = slice_skip(s, 1);
	/* "<a@b.example>... User unknown" is a server's words. */
	if (slice_starts(s, ".") || (s.n > 0 && s.p[0] != '\0' &&
	    strchr(" \t:,;([", s.p[0]) == NULL))
		found.n = 0;
	while (s.n > 0 && s.p[0] != '\0' && strchr(":,; \t", s.p[0]) != NULL)
		s = slice_skip(s, 1);
	*rest = s;
	return found;
}

static size_t
indent(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'); i++)
		;
	return i;
}

bool
prose_same(struct slice a, struct slice b)
{
	char word[256];

	if (a.n != b.n || a.n >= sizeof(word))
		return false;
	if (a.n > 0)
		memcpy(word, a.p, a.n);
	word[a.n] = '\0';
	return slice_is(b, word);
}

bool
prose_mentions(struct slice s, struct slice a)
{
	char word[256];

	if (a.n == 0 || a.n >= sizeof(word) || a.n > s.n)
		return false;
	memcpy(word, a.p, a.n);
	word[a.n] = '\0';
	return slice_has(s, word);
}

bool
prose_lists(const struct prose *p, struct slice address)
{
	size_t i;

	for (i = 0; i < p->nlist; i++)
		if (prose_same(p->list[i].address, address))
			return true;
	return false;
}

static struct prose_named *
add(struct prose *p, struct slice a, size_t line)
{
	struct prose_named *r;
	bool again;

	again = prose_lists(p, a);
	if (p->nlist == PROSE_NAMED_MAX ||
	    (!again && p->named == PROSE_RECIPIENTS))
		return NULL;
	r = &p->list[p->nlist++];
	memset(r, 0, sizeof(*r));
	r->address = a;
	r->line = line;
	r->again = again;
	p->named += !again;
	return r;
}

bool
prose_rule(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n && s.p[i] != '\0' &&
	    strchr("*-=_#~. \t", s.p[i]) != NULL; i++)
		;
	return i == s.n;
}

/* Whether line i may stand in a list: not in the middle of a sentence. */
static bool
in_list(const struct prose *p, size_t i, struct slice rest)
{
	struct slice s, before;

	if (i == 0 || rest.n == 0)
		return true;
	s = prose_text(p, i);
	before = prose_text(p, i - 1);
	if (indent(s) > indent(before))
		return true;
	if (rest.p[-1] == ':' || rest.p[0] == '(' ||
	    (rest.p - s.p > 1 && rest.p[-2] == ':'))
		return true;
	before = slice_trim(before);
	return prose_rule(before) || before.p[before.n - 1] == ':' ||
	    prose_address(before, &before).n > 0;
}

/* Lines that begin with an address, no deeper than the first such line. */
static void
list_lines(struct prose *p)
{
	struct prose_named *r;
	struct slice s, a, rest, failed;
	size_t i, deep;

	failed.p = p->failed;
	failed.n = p->nfailed;
	deep = 0;
	for (i = 0; i < p->n; i++) {
		s = prose_text(p, i);
		a = prose_address(s, &rest);
		if (a.n == 0 || (p->nlist > 0 && indent(s) > deep) ||
		    (failed.n > 0 && !prose_mentions(failed, a)) ||
		    !in_list(p, i, rest))
			continue;
		r = add(p, a, i);
		if (r == NULL)
			continue;
		if (p->nlist == 1)
			deep = indent(s);
		else
			p->list[p->nlist - 2].last = i;
		r->rest = rest;
		r->first = i + 1;
		r->last = p->n;
	}
}

/* The first address in s, wherever it stands. */
static struct slice
any_address(struct slice s)
{
	struct slice a = { NULL, 0 };
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (i > 0 && in_address(s.p[i - 1]))
			continue;
		a.n = address(slice_skip(s, i));
		if (a.n > 0) {
			a.p = s.p + i;
			break;
		}
	}
	return a;
}

/* Whoever may be asked for help is not the recipient. */
static bool
is_help(struct slice a)
{
	return slice_starts(a, "postmaster@") || slice_starts(a, "abuse@") ||
	    slice_starts(a, "mailer-daemon@") || slice_starts(a, "support@");
}

/* No line begins with an address: the header's, or the first there is. */
static void
list_others(struct prose *p)
{
	struct prose_named *r;
	struct slice s, a;
	size_t i;

	s.p = p->failed;
	s.n = p->nfailed;
	for (a = any_address(s); a.n > 0; a = any_address(s)) {
		add(p, a, 0);
		s = slice_skip(s, (size_t)(a.p - s.p) + a.n);
	}
	for (i = 0; i < p->n && p->nlist == 0; i++) {
		s = prose_text(p, i);
		if (slice_has(s, ">>> MAIL"))
			continue;
		a = any_address(s);
		if (a.n > 0 && !is_help(a))
			add(p, a, i);
	}
	for (r = p->list; r < p->list + p->nlist; r++)
		r->last = p->n;
}

size_t
prose_end(struct prose *p)
{
	if (p->listed)
		return p->nlist;
	p->nlist = p->named = 0;
	list_lines(p);
	if (p->nlist == 0)
		list_others(p);
	p->listed = true;
	return p->nlist;
}

struct slice
prose_recipient(const struct prose *p, size_t i)
{
	struct slice none = { NULL, 0 };

	return p->list[i].again ? none : p->list[i].address;
}

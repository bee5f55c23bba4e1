/*
 * prose.c - the sentences of a bounce to its recipients and the words on each.
 *
 * No server's wording is known here, only the shape they share: a line that
 * begins with an address begins what is said of that recipient, and the
 * returned message comes after a line that says so, or with its header.
 */
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"

#define TEXT_MAX	24576	/* bytes of prose kept */
#define LINES_MAX	600
#define NAMES_MAX	2048	/* bytes of the header's addresses */

struct line {
	size_t		 at, n;
	unsigned long	 number;
};

#define BLOCKS_MAX	(2 * PROSE_RECIPIENTS)

/* A line with an address, and those from first to before last under it. */
struct recipient {
	struct slice	 address, rest;	/* rest: of the address's own line */
	size_t		 line, first, last;
	bool		 again;		/* named before */
};

struct prose {
	char		 text[TEXT_MAX];
	size_t		 used;
	struct line	 lines[LINES_MAX];
	size_t		 n;
	struct recipient list[BLOCKS_MAX];
	size_t		 nlist, named;	/* named: without those again */
	enum part	 kind;		/* the best kind of part so far */
	bool		 over;		/* the returned message has begun */
	bool		 listed;	/* list is up to date */
	char		 failed[NAMES_MAX];
	size_t		 nfailed;
	char		 joined[LOG_TEXT_MAX], buf[LOG_TEXT_MAX];
	bool		 kept;		/* what joined holds gave last */
	struct recipient key;
	struct found	 last;
};

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
	if (s.n > NAMES_MAX)
		s.n = NAMES_MAX;
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
	if (p->n == LINES_MAX || line.n > TEXT_MAX - p->used)
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

static struct slice
text_of(const struct prose *p, size_t i)
{
	struct slice s;

	s.p = p->text + p->lines[i].at;
	s.n = p->lines[i].n;
	return s;
}

bool
prose_has(const struct prose *p, const char *words)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (slice_has(text_of(p, i), words))
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

/* Case counts in neither part, in practice. */
static bool
same(struct slice a, struct slice b)
{
	char word[256];

	if (a.n != b.n || a.n >= sizeof(word))
		return false;
	if (a.n > 0)
		memcpy(word, a.p, a.n);
	word[a.n] = '\0';
	return slice_is(b, word);
}

/* Whether a stands in s. */
static bool
mentions(struct slice s, struct slice a)
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
		if (same(p->list[i].address, address))
			return true;
	return false;
}

static struct recipient *
add(struct prose *p, struct slice a, size_t line)
{
	struct recipient *r;
	bool again;

	again = prose_lists(p, a);
	if (p->nlist == BLOCKS_MAX ||
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

/* A rule across the page, or nothing. */
static bool
is_rule(struct slice s)
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
	s = text_of(p, i);
	before = text_of(p, i - 1);
	if (indent(s) > indent(before))
		return true;
	if (rest.p[-1] == ':' || rest.p[0] == '(' ||
	    (rest.p - s.p > 1 && rest.p[-2] == ':'))
		return true;
	before = slice_trim(before);
	return is_rule(before) || before.p[before.n - 1] == ':' ||
	    prose_address(before, &before).n > 0;
}

/* Lines that begin with an address, no deeper than the first such line. */
static void
list_lines(struct prose *p)
{
	struct recipient *r;
	struct slice s, a, rest, failed;
	size_t i, deep;

	failed.p = p->failed;
	failed.n = p->nfailed;
	deep = 0;
	for (i = 0; i < p->n; i++) {
		s = text_of(p, i);
		a = prose_address(s, &rest);
		if (a.n == 0 || (p->nlist > 0 && indent(s) > deep) ||
		    (failed.n > 0 && !mentions(failed, a)) ||
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
	struct recipient *r;
	struct slice s, a;
	size_t i;

	s.p = p->failed;
	s.n = p->nfailed;
	for (a = any_address(s); a.n > 0; a = any_address(s)) {
		add(p, a, 0);
		s = slice_skip(s, (size_t)(a.p - s.p) + a.n);
	}
	for (i = 0; i < p->n && p->nlist == 0; i++) {
		s = text_of(p, i);
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

/* Append s to the joined text, after a blank. */
static void
join(struct prose *p, struct slice *to, struct slice s)
{
	s = slice_trim(s);
	if (is_rule(s) || to->n + s.n + 1 >= LOG_TEXT_MAX)
		return;
	if (to->n > 0)
		p->joined[to->n++] = ' ';
	memcpy(p->joined + to->n, s.p, s.n);
	to->n += s.n;
}

static struct slice
join_lines(struct prose *p, struct slice head, size_t first, size_t last)
{
	struct slice to;

	p->kept = false;
	to.p = p->joined;
	to.n = 0;
	join(p, &to, head);
	for (; first < last; first++)
		join(p, &to, text_of(p, first));
	return to;
}

/*
 * "mx.b.example #550 5.1.1 words ##" (Exchange), "--> 550 words" (MDaemon),
 * "550: 5.1.1 words" (Yahoo), "ERROR_CODE :550, ERROR_CODE :5.1.1 words" (Zoho)
 * and a full-width colon (Coremail): marks become those that every reader of
 * replies knows.
 */
static void
unlabel(struct prose *p, struct slice text)
{
	static const char label[] = "ERROR_CODE :";
	char *to;
	size_t i;
	int code;

	to = p->joined;
	if (text.n > 4 && text.p[3] == ':' && text.p[4] == ' ' &&
	    reply_code((struct slice){ text.p, 3 }, &code) > 0)
		to[3] = ' ';
	for (i = 0; i + 6 < text.n; i++)
		if (memcmp(text.p + i, "\357\274\232", 3) == 0) {
			memset(to + i, ' ', 3);
			to[i] = ':';
		}
	for (i = 2; i < text.n; i++)
		if (((text.p[i] == '#' && text.p[i - 1] == ' ') ||
		    (text.p[i] == ' ' && text.p[i - 1] == '>' &&
		    text.p[i - 2] == '-')) &&
		    reply_code(slice_skip(text, i + 1), &code) > 0) {
			to[i - 1] = ':';
			to[i] = ' ';
		}
	for (i = slice_find(text, label); i < text.n;
	    i = slice_find(text, label)) {
		to += i;
		memset(to, ' ', sizeof(label) - 1);
		text = slice_skip(text, i + sizeof(label) - 1);
		to += sizeof(label) - 1;
		if (text.n > 3 && text.p[3] == ',') {
			to[-2] = ':';
			to[3] = ' ';
		}
	}
}

/* A failing reply in the text, which is joined. */
static bool
reply_in(struct prose *p, struct slice text, struct found *f)
{
	struct found got;

	unlabel(p, text);
	memset(&got, 0, sizeof(got));
	log_operand(text, p->buf, &got);
	if (got.reply.code < 400)
		return false;
	*f = got;
	if (!slice_has_words(f->reply.text))	/* "User unknown [Error 550]" */
		f->reply.text = text;
	return true;
}

/*
 * "<<< 550 ..." (Sendmail, Courier), "Received >>> 550 ...", "Mon 2026-11-02
 * 12:00:00: <-- 550 ..." (MDaemon): the server's.
 */
static struct slice
server_line(struct slice s)
{
	struct slice none = { NULL, 0 };
	size_t i;

	s = slice_trim(s);
	i = slice_find(s, ": <-- ");
	if (i < s.n)
		return slice_trim(slice_skip(s, i + 6));
	if (slice_starts(s, "<<<"))
		return slice_trim(slice_skip(s, 3));
	if (slice_starts(s, "Received >>>"))
		return slice_trim(slice_skip(s, 12));
	return none;
}

/*
 * ">>> RCPT To:<a@b.example>": the command.  Of DATA nothing is said, for
 * before it a pipelining client has sent others.
 */
static enum command
client_command(struct slice s)
{
	size_t i;

	s = slice_trim(s);
	i = slice_find(s, ": --> ");
	if (i < s.n)
		s = slice_trim(slice_skip(s, i + 6));
	else if (slice_starts(s, ">>>"))
		s = slice_trim(slice_skip(s, 3));
	else if (slice_starts(s, "Sent <<<"))
		s = slice_trim(slice_skip(s, 8));
	else
		return COMMAND_NONE;
	return slice_starts(s, "MAIL ") ? COMMAND_MAIL :
	    slice_starts(s, "RCPT ") ? COMMAND_RCPT : COMMAND_NONE;
}

/* The reply whose first line is i, joined; *i: the line after it. */
static struct slice
server_reply(struct prose *p, size_t *i, size_t last)
{
	struct reply r;
	struct slice s, to;
	bool more;

	p->kept = false;
	to.p = p->joined;
	to.n = 0;
	for (more = true; more && *i < last; ++*i) {
		s = server_line(text_of(p, *i));
		if (s.n == 0)
			break;
		join(p, &to, s);
		if (!reply_line(s, &r, &more))
			more = true;
	}
	return to;
}

/* Whether s begins as want does, which may have been cut. */
static bool
agrees(struct slice s, struct slice want)
{
	if (want.n > 40)
		want.n = 40;
	return want.n <= s.n &&
	    (want.n == 0 || memcmp(s.p, want.p, want.n) == 0);
}

enum heard {
	HEARD_NOTHING,
	HEARD_REPLY,
	HEARD_NAMED		/* it is on this recipient */
};

/*
 * The first failing reply of a dialogue, or the first that names a, or that
 * answers the line that does.
 */
static enum heard
dialogue(struct prose *p, size_t first, size_t last, struct slice a,
    struct slice want, struct found *f)
{
	struct slice to;
	size_t i, start;
	enum heard heard;
	bool named;

	heard = HEARD_NOTHING;
	named = false;
	for (i = first; i < last;) {
		if (server_line(text_of(p, i)).n == 0) {
			named = mentions(text_of(p, i++), a);
			continue;
		}
		start = i;
		to = server_reply(p, &i, last);
		named = named || mentions(to, a);
		if ((heard != HEARD_NOTHING && !named) || !agrees(to, want) ||
		    !reply_in(p, to, f))
			continue;
		if (start > 0)
			f->command = client_command(text_of(p, start - 1));
		f->line = p->lines[start].number;
		f->end = p->lines[i - 1].number;
		if (named)
			return HEARD_NAMED;
		heard = HEARD_REPLY;
		if (a.n == 0)
			break;
	}
	return heard;
}

/*
 * "mail.local: disc quota exceeded" above Sendmail's own "554 <a@b.example>...
 * Service unavailable": what its local mailer said of the failure.
 */
static struct slice
mailer_line(const struct prose *p, size_t first, size_t last, int code)
{
	struct reply r;
	struct slice s, said = { NULL, 0 };
	bool more, session;

	for (session = false; first < last; first++) {
		s = slice_trim(text_of(p, first));
		if (slice_has(s, "transcript of session"))
			session = true;
		else if (reply_line(s, &r, &more)) {
			if (r.code == code)
				return said;
			said.n = 0;
		} else if (session)
			said = slice_starts_any(s, "...\0>>>\0<<<\0") ?
			    slice_skip(s, s.n) : s;
	}
	return slice_skip(said, said.n);
}

/* The reply in head and the lines from i on, of a paragraph from first on. */
static bool
reply_from(struct prose *p, struct slice head, size_t first, size_t i,
    size_t last, struct found *f)
{
	struct slice s;

	if (!reply_in(p, join_lines(p, head, i, last), f))
		return false;
	s = mailer_line(p, first, last, f->reply.code);
	if (s.n > 0)
		f->words = s;
	if (head.n > 0 && i > 0)
		i--;
	f->line = p->lines[i < p->n ? i : p->n - 1].number;
	f->end = p->lines[last > i ? last - 1 : i].number;
	return true;
}

/* A reply in one paragraph; else a line that begins with one. */
static bool
paragraph(struct prose *p, struct slice head, size_t first, size_t last,
    struct found *f)
{
	struct reply r;
	struct slice s, none = { NULL, 0 };
	size_t i, tries;
	bool more;

	if (reply_from(p, head, first, first, last, f))
		return true;
	for (i = first, tries = 0; i < last && tries < 4; i++) {
		s = slice_trim(text_of(p, i));
		if (!reply_line(s, &r, &more) || r.code < 400)
			continue;
		tries++;
		if (reply_from(p, none, first, i, last, f))
			return true;
	}
	return false;
}

static bool
paragraphs(struct prose *p, struct slice head, size_t first, size_t last,
    struct found *f)
{
	size_t i, start;

	for (i = first; i < last || head.n > 0; i++) {
		for (start = i; i < last && slice_trim(text_of(p, i)).n > 0;
		    i++)
			;
		if ((i > start || head.n > 0) &&
		    paragraph(p, head, start, i, f))
			return true;
		head.n = 0;
	}
	return false;
}

/* "550 5.1.1 <a@b.example>... User unknown", somewhere in the prose. */
static bool
named_line(struct prose *p, struct slice a, struct found *f)
{
	struct reply r;
	struct slice s;
	size_t i;
	bool more;

	for (i = 0; i < p->n; i++) {
		s = slice_trim(text_of(p, i));
		if (reply_line(s, &r, &more) && r.code >= 400 &&
		    mentions(s, a) &&
		    reply_in(p, join_lines(p, s, 0, 0), f)) {
			f->line = f->end = p->lines[i].number;
			return true;
		}
	}
	return false;
}

static bool
is_empty(const struct prose *p, const struct recipient *r)
{
	size_t i;

	for (i = r->first; i < r->last; i++)
		if (!is_rule(text_of(p, i)))
			return false;
	return r->rest.n == 0;
}

/*
 * The lines on a, from the nth place that names it: those under it, or under
 * the last of several addresses in a row.  False: there is no such place, and
 * all lines may speak of it.
 */
static bool
lines_on(const struct prose *p, struct slice a, size_t nth,
    struct recipient *r)
{
	size_t i;

	memset(r, 0, sizeof(*r));
	r->address = a;
	r->last = p->n;
	for (i = 0; i < p->nlist; i++)
		if (same(p->list[i].address, a) && nth-- == 0)
			break;
	while (i + 1 < p->nlist && is_empty(p, &p->list[i]))
		i++;
	if (i == p->nlist || is_empty(p, &p->list[i]))
		return false;
	*r = p->list[i];
	r->address = a;
	if (p->named == 1)
		r->last = p->n;
	return true;
}

/* Of all lines those from the paragraph on that names the recipient. */
static void
narrow(const struct prose *p, struct recipient *r)
{
	size_t i;

	if (r->first > 0 || r->last < p->n || r->rest.n > 0)
		return;
	for (i = 0; i < p->n && !mentions(text_of(p, i), r->address); i++)
		;
	if (i == p->n || is_rule(text_of(p, i)) ||
	    slice_trim(text_of(p, i)).n < r->address.n + 8)
		return;
	for (r->first = i; r->first > 0 &&
	    slice_trim(text_of(p, r->first - 1)).n > 0; r->first--)
		;
}

/*
 * All the words, as the reply's text; what stands above the only recipient,
 * whose own line says nothing, comes last: the reason or an opening.
 */
static void
words(struct prose *p, struct recipient *r, struct found *f)
{
	struct slice text, above;
	size_t i;

	narrow(p, r);
	text = join_lines(p, r->rest, r->first, r->last);
	for (i = 0; p->named <= 1 && r->rest.n == 0 && i < r->first; i++) {
		above = slice_trim(text_of(p, i));
		/* "The following recipients could not be reached:" */
		if (!slice_starts(above, "the following"))
			join(p, &text, above);
	}
	memset(f, 0, sizeof(*f));
	log_operand(text, p->buf, f);
	if (f->reply.code != 0) {	/* it says no failure: a stray number */
		memset(f, 0, sizeof(*f));
		f->reply.text = text;
	}
	if (p->n == 0)
		return;
	f->line = p->lines[r->rest.n > 0 || r->first == p->n ? r->line :
	    r->first].number;
	f->end = r->last > r->first ? p->lines[r->last - 1].number : f->line;
}

bool
prose_dialogue(struct prose *p, struct slice address, struct slice want,
    struct found *f)
{
	struct slice none = { NULL, 0 };
	enum heard heard;
	size_t i, first;
	bool many;

	many = p->named > 1;
	first = 0;
	for (i = 0; want.n == 0 && !many && i < p->n; i++)
		if (slice_has(text_of(p, i), "while talking to"))
			first = i;
	heard = dialogue(p, first, p->n, many ? address : none, want, f);
	return heard == HEARD_NAMED ||
	    (heard == HEARD_REPLY && (want.n > 0 || !many));
}

/* A reply in these lines. */
static bool
reply_on(struct prose *p, const struct recipient *r, bool many,
    struct found *f)
{
	struct slice none = { NULL, 0 };

	if (dialogue(p, r->first, r->last, many ? r->address : none, none, f))
		return true;
	/* Recipients that share their words share the work. */
	if (many && p->kept && p->key.first == r->first &&
	    p->key.last == r->last) {
		*f = p->last;
		return true;
	}
	if (!paragraphs(p, r->rest, r->first, r->last, f))
		return false;
	p->kept = true;
	p->key = *r;
	p->last = *f;
	return true;
}

bool
prose_reply(struct prose *p, struct slice address, struct found *f)
{
	struct recipient r;
	struct slice none = { NULL, 0 };
	size_t i;
	bool many;

	many = p->named > 1;
	if (many && (dialogue(p, 0, p->n, address, none, f) == HEARD_NAMED ||
	    named_line(p, address, f)))
		return true;
	for (i = 0; lines_on(p, address, i, &r); i++)
		if (reply_on(p, &r, many, f))
			return true;
	if (!many) {
		r.rest.n = r.first = 0;
		r.last = p->n;
		if (reply_on(p, &r, many, f))
			return true;
	}
	lines_on(p, address, 0, &r);
	words(p, &r, f);
	return false;
}

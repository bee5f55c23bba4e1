/*
 * prose_reply.c - the sentences of a bounce to the words on a recipient: the
 * reply in a dialogue, in a paragraph, or all that is said.
 */
#include <string.h>

#include "prose.h"

/* Append s to the joined text, after a blank. */
static void
join(struct prose *p, struct slice *to, struct slice s)
{
	s = slice_trim(s);
	if (prose_rule(s) || to->n + s.n + 1 >= LOG_TEXT_MAX)
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
		join(p, &to, prose_text(p, first));
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
		s = server_line(prose_text(p, *i));
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
		if (server_line(prose_text(p, i)).n == 0) {
			named = prose_mentions(prose_text(p, i++), a);
			continue;
		}
		start = i;
		to = server_reply(p, &i, last);
		named = named || prose_mentions(to, a);
		if ((heard != HEARD_NOTHING && !named) || !agrees(to, want) ||
		    !reply_in(p, to, f))
			continue;
		if (start > 0)
			f->command = client_command(prose_text(p, start - 1));
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
		s = slice_trim(prose_text(p, first));
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
		s = slice_trim(prose_text(p, i));
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
		for (start = i; i < last && slice_trim(prose_text(p, i)).n > 0;
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
		s = slice_trim(prose_text(p, i));
		if (reply_line(s, &r, &more) && r.code >= 400 &&
		    prose_mentions(s, a) &&
		    reply_in(p, join_lines(p, s, 0, 0), f)) {
			f->line = f->end = p->lines[i].number;
			return true;
		}
	}
	return false;
}

static bool
is_empty(const struct prose *p, const struct prose_named *r)
{
	size_t i;

	for (i = r->first; i < r->last; i++)
		if (!prose_rule(prose_text(p, i)))
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
    struct prose_named *r)
{
	size_t i;

	memset(r, 0, sizeof(*r));
	r->address = a;
	r->last = p->n;
	for (i = 0; i < p->nlist; i++)
		if (prose_same(p->list[i].address, a) && nth-- == 0)
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
narrow(const struct prose *p, struct prose_named *r)
{
	size_t i;

	if (r->first > 0 || r->last < p->n || r->rest.n > 0)
		return;
	for (i = 0; i < p->n &&
	    !prose_mentions(prose_text(p, i), r->address); i++)
		;
	if (i == p->n || prose_rule(prose_text(p, i)) ||
	    slice_trim(prose_text(p, i)).n < r->address.n + 8)
		return;
	for (r->first = i; r->first > 0 &&
	    slice_trim(prose_text(p, r->first - 1)).n > 0; r->first--)
		;
}

/*
 * All the words, as the reply's text; what stands above the only recipient,
 * whose own line says nothing, comes last: the reason or an opening.
 */
static void
words(struct prose *p, struct prose_named *r, struct found *f)
{
	struct slice text, above;
	size_t i;

	narrow(p, r);
	text = join_lines(p, r->rest, r->first, r->last);
	for (i = 0; p->named <= 1 && r->rest.n == 0 && i < r->first; i++) {
		above = slice_trim(prose_text(p, i));
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
		if (slice_has(prose_text(p, i), "while talking to"))
			first = i;
	heard = dialogue(p, first, p->n, many ? address : none, want, f);
	return heard == HEARD_NAMED ||
	    (heard == HEARD_REPLY && (want.n > 0 || !many));
}

/* A reply in these lines. */
static bool
reply_on(struct prose *p, const struct prose_named *r, bool many,
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
	struct prose_named r;
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

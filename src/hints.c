/*
 * hints.c - a verdict to the hints of the table for each reader.
 */
#include <string.h>

#include "smtpcode.h"

/*
 * Did no other host have a say in a delivery, so that we are its end: local(8)
 * that knows no such user?
 */
static bool
is_own_mailbox(const struct found *f, const struct verdict *v)
{
	return f->direction == DIRECTION_OUT && f->reply.code == 0 &&
	    f->host.n == 0 && (v->cause == CAUSE_USER_UNKNOWN ||
	    v->cause == CAUSE_MAILBOX_FULL || v->cause == CAUSE_SYSTEM_FULL ||
	    v->cause == CAUSE_SYSTEM_ERROR);
}

/* Is it told in a mail, whose reader has mostly written the one it is about? */
static bool
is_mailed(const struct found *f)
{
	return f->format != NULL && (strcmp(f->format, "dsn") == 0 ||
	    strcmp(f->format, "bounce") == 0);
}

/*
 * The order of the readers: of our own refusals the answering side's
 * administrator comes first, of a log's deliveries the sending side's; else the
 * one who has to act.
 */
static void
readers(const struct found *f, const struct verdict *v,
    enum who order[WHO_COUNT])
{
	enum fault	 fault = verdict_fault(v);
	bool		 writer;

	writer = fault == FAULT_RECIPIENT || fault == FAULT_CONTENT;
	order[0] = writer ? WHO_WRITER : WHO_SENDER;
	order[1] = writer ? WHO_SENDER : WHO_WRITER;
	order[2] = WHO_RECEIVER;
	if (f->direction == DIRECTION_IN || is_own_mailbox(f, v)) {
		order[2] = order[1];
		order[1] = order[0];
		order[0] = WHO_RECEIVER;
	} else if (f->direction == DIRECTION_OUT && !is_mailed(f)) {
		order[0] = WHO_SENDER;
		order[1] = WHO_WRITER;
	}
}

static void
add_hint(struct hints readers[WHO_COUNT], unsigned int who, prose_ref advice)
{
	struct hints	*r;

	r = &readers[who];
	if (r->n < HINTS_MAX)
		r->list[r->n++] = advice;
}

static void
cause_hints(enum cause c, struct hints readers[WHO_COUNT])
{
	const struct table_hint	*h, *end;

	end = table_hints + table_hints_count;
	for (h = table_hints; h < end; h++)
		if (h->cause == c)
			add_hint(readers, h->who, h->advice);
}

static void
topic_hints(enum topic t, struct hints readers[WHO_COUNT])
{
	const struct table_topic_hint	*h, *end;

	end = table_topic_hints + table_topic_hints_count;
	for (h = table_topic_hints; h < end; h++)
		if (h->topic == t)
			add_hint(readers, h->who, h->advice);
}

/* Where those who refused a host tell why: the list's page, the provider's. */
static enum page
refusal_page(const struct verdict *v)
{
	enum page	 page;

	if (v->cause != CAUSE_BLOCKLISTED && v->cause != CAUSE_BAD_REPUTATION)
		return PAGE_NONE;
	page = (enum page)table_blocklists[v->blocklist].page;
	if (page == PAGE_NONE && v->rule != NULL)
		page = (enum page)v->rule->page;
	return page != PAGE_NONE ? page :
	    (enum page)table_providers[v->provider].page;
}

static void
page_hint(const struct verdict *v, struct hints readers[WHO_COUNT])
{
	enum page	 page;

	if ((page = refusal_page(v)) == PAGE_NONE)
		return;
	readers[WHO_SENDER].page = true;
	add_hint(readers, WHO_SENDER, table_pages[page].url);
}

static void
status_hints(const struct status *st, struct hints readers[WHO_COUNT])
{
	const struct table_status_hint	*h;

	if (st->class == 0)
		return;
	for (h = table_status_hints;
	    h < table_status_hints + table_status_hints_count; h++)
		if (h->subject == st->subject && h->detail == st->detail &&
		    (h->class == st->class || h->class == 0))
			add_hint(readers, h->who, h->advice);
}

/* Of a code, or of a first digit. */
static void
code_hints(int code, struct hints readers[WHO_COUNT])
{
	const struct table_code_hint	*h, *end;

	if (code == 0)
		return;
	end = table_code_hints + table_code_hints_count;
	for (h = table_code_hints; h < end; h++)
		if (h->code == code)
			add_hint(readers, h->who, h->advice);
}

/* Of a cause that is known: before it what to say of a code that came alone. */
static void
known_hints(const struct found *f, const struct verdict *v,
    struct hints readers[WHO_COUNT])
{
	if (v->cause == CAUSE_NONE || v->cause == CAUSE_UNKNOWN)
		return;
	page_hint(v, readers);
	if (f->reply.text.n == 0 && f->reply.status.class == 0)
		code_hints(f->reply.code, readers);
	if (v->topic != TOPIC_NONE)
		topic_hints(v->topic, readers);
	else
		cause_hints(v->cause, readers);
}

/*
 * Else of the status and the code, what can be done about any failure, and
 * last of the first digit.
 */
static void
other_hints(const struct found *f, enum cause c,
    struct hints readers[WHO_COUNT])
{
	status_hints(verdict_status(f), readers);
	code_hints(f->reply.code, readers);
	if (c == CAUSE_UNKNOWN)
		cause_hints(c, readers);
	code_hints(verdict_ended(f) ? 5 : verdict_class(f), readers);
}

void
hints_find(const struct found *f, const struct verdict *v,
    struct hints *list, size_t n)
{
	struct hints	 known[WHO_COUNT] = { { .n = 0 } };
	struct hints	 other[WHO_COUNT] = { { .n = 0 } };
	enum who	 order[WHO_COUNT];
	size_t		 i;
	bool		 looked;

	readers(f, v, order);
	known_hints(f, v, known);
	looked = false;
	for (i = 0; i < n; i++) {
		list[i] = known[order[i]];
		if (list[i].n == 0 && !looked && v->topic == TOPIC_NONE) {
			other_hints(f, v->cause, other);
			looked = true;
		}
		if (list[i].n == 0)
			list[i] = other[order[i]];
		list[i].who = order[i];
	}
}

const char *
hints_text(const struct hints *h, size_t i, char buf[HINT_MAX])
{
	size_t	 n;

	table_prose(h->list[i], buf);
	if (i > 0 || !h->page)
		return buf;
	n = strlen(buf);
	buf[n] = ' ';
	table_prose(table_notes[NOTE_LOOK_UP].words, buf + n + 1);
	return buf;
}

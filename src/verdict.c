/*
 * verdict.c - what a reply and the verdict on it come to: its class, its
 * status and title, whose fault it is, whether waiting helps.
 */
#include <string.h>

#include "smtpcode.h"

int
verdict_class(const struct found *f)
{
	if (f->reply.code != 0)
		return f->reply.code / 100;
	if (f->reply.status.class != 0)
		return f->reply.status.class;
	return f->verdict.class;
}

const struct status *
verdict_status(const struct found *f)
{
	if (f->reply.code == 0 && f->reply.status.class == 0)
		return &f->verdict;
	return &f->reply.status;
}

const struct status *
verdict_stated(const struct found *f)
{
	static const struct status	 none;
	const struct status		*log = &f->verdict;
	const struct status		*said = &f->reply.status;

	if ((f->reply.code == 0 && said->class == 0) ||
	    (log->subject == 0 && log->detail == 0) ||
	    (log->subject == said->subject && log->detail == said->detail))
		return &none;
	return log;
}

bool
verdict_unsaid(const struct found *f, enum cause c)
{
	return c == CAUSE_NONE || (c == CAUSE_UNKNOWN &&
	    f->reply.text.n == 0 && f->words.n == 0);
}

enum fault
verdict_fault(const struct verdict *v)
{
	return (enum fault)(v->topic != TOPIC_NONE ?
	    table_topics[v->topic].fault : table_causes[v->cause].fault);
}

static bool
outcome_is(const struct found *f, const char *word)
{
	return f->outcome != NULL && strcmp(f->outcome, word) == 0;
}

/*
 * Not after a 5yz that the log says is tried again, nor for certain after one
 * at a greeting: there may be another MX (RFC 5321 5.1).
 */
bool
verdict_ended(const struct found *f)
{
	if (f->outcome != NULL && !outcome_is(f, "rejected"))
		return outcome_is(f, "bounced") || outcome_is(f, "expired");
	return verdict_class(f) == 5 && f->command != COMMAND_CONNECT;
}

enum retry
verdict_retry(const struct found *f, const struct verdict *v)
{
	enum retry	 r;

	r = (enum retry)table_causes[v->cause].retry;
	if (v->cause == CAUSE_UNKNOWN && verdict_class(f) == 4)
		r = RETRY_YES;
	if (v->topic != TOPIC_NONE && (verdict_fault(v) == FAULT_LOCAL ||
	    verdict_fault(v) == FAULT_RECEIVER))
		r = RETRY_FIX;
	return r == RETRY_YES && verdict_ended(f) ? RETRY_AGAIN : r;
}

const char *
verdict_title(const struct found *f, const struct verdict *v,
    char buf[TABLE_PROSE_MAX])
{
	const struct table_status	*st;
	const struct table_stray	*stray;
	const struct table_reply	*r;

	if (v->basis >= BASIS_CLUE && v->cause != CAUSE_UNKNOWN)
		return table_text(table_causes[v->cause].title);
	st = table_status(verdict_status(f));
	if (st != NULL && verdict_class(f) != 2)
		return table_prose(st->title, buf);
	r = table_reply(f->reply.code);
	if (r != NULL)
		return table_prose(r->title, buf);
	stray = table_stray(f->reply.code);
	if (stray != NULL)
		return table_prose(stray->title, buf);
	if (!verdict_unsaid(f, v->cause))
		return table_text(table_causes[v->cause].title);
	return f->reply.code != 0 ? VERDICT_UNDEFINED :
	    "a status that is not registered";
}

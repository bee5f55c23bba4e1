/*
 * explain.c - a reply to the rows that apply, and to the one that decides.
 */
#include <stdlib.h>
#include <string.h>

#include "explain.h"

#define PRIVATE_DETAIL	100
#define PRIVATE_WEIGHT	4096	/* more than any words' */
#define REFUSAL_WEIGHT	20	/* words that weigh less name no policy */

/* Is it in answer to MAIL, or with a status or a code for the sender's? */
static bool
names_sender(const struct evidence *e, int registered)
{
	const struct table_stray	*s;

	if (e->f->command == COMMAND_MAIL)
		return true;
	if (registered == CAUSE_NONE &&
	    (s = table_stray(e->f->reply.code)) != NULL)
		registered = s->cause;
	return registered == CAUSE_SENDER_REJECTED ||
	    registered == CAUSE_BAD_SENDER_DOMAIN;
}

/* An address that is called unknown is the sender's there. */
static int
of_sender(int cause)
{
	switch (cause) {
	case CAUSE_USER_UNKNOWN:
	case CAUSE_BAD_ADDRESS:
	case CAUSE_MAILBOX_DISABLED:
		return CAUSE_SENDER_REJECTED;
	case CAUSE_DOMAIN_NOT_FOUND:
	case CAUSE_NO_MAIL_SERVICE:
		return CAUSE_BAD_SENDER_DOMAIN;
	}
	return cause;
}

/* Does the reply refuse a login, which its code says, and no other command? */
static bool
refuses_login(const struct found *f)
{
	const struct table_reply	*r = table_reply(f->reply.code);
	const struct table_answer	*a = table_answers;

	if (r == NULL || r->cause != CAUSE_SMTP_AUTH)
		return false;
	if (f->command != COMMAND_NONE)
		return f->command == COMMAND_AUTH;
	for (; a < table_answers + table_answers_count; a++)
		if (a->code == f->reply.code && a->command != COMMAND_AUTH)
			return false;
	return true;
}

/* There the account is the one that logs in, and no recipient's. */
static int
of_login(int cause)
{
	switch (cause) {
	case CAUSE_USER_UNKNOWN:
	case CAUSE_BAD_ADDRESS:
		return CAUSE_SMTP_AUTH;
	case CAUSE_MAILBOX_DISABLED:
		return CAUSE_SENDER_ACCOUNT_BLOCKED;
	}
	return cause;
}

static void
decide(struct verdict *v, enum basis basis, size_t row, int cause)
{
	if (v->basis == BASIS_NONE && cause != CAUSE_NONE) {
		v->basis = basis;
		v->row = row;
		v->cause = (enum cause)cause;
	}
}

static void
add_also(struct verdict *v, int cause)
{
	size_t	i;

	if (cause == CAUSE_NONE || cause == (int)v->cause)
		return;
	for (i = 0; i < VERDICT_ALSO; i++) {
		if ((int)v->also[i] == cause)
			return;
		if (v->also[i] == CAUSE_NONE) {
			v->also[i] = (enum cause)cause;
			return;
		}
	}
}

/*
 * Details of three digits are a provider's own (5.7.708) and stand for one
 * thing, but in x.0.x: they say more than words.
 */
static bool
is_private(const struct table_rule *r)
{
	return r->subject != 0 && r->detail >= PRIVATE_DETAIL;
}

/* A provider's rule for a private status, which tells whose it is. */
static const struct table_rule *
private_rule(const struct status *st)
{
	const struct table_rule	*r = table_rules;

	if (st->detail >= PRIVATE_DETAIL)
		for (; r < table_rules + table_rules_count; r++)
			if (is_private(r) && r->subject == st->subject &&
			    r->detail == st->detail &&
			    (r->class == 0 || r->class == st->class))
				return r;
	return NULL;
}

/* How much of a rule the reply fulfils, its words aside; 0: not all. */
static unsigned
rule_weight(const struct table_rule *r, const struct evidence *e)
{
	int	code = e->f->reply.code, class;

	class = e->status.class != 0 ? e->status.class : code / 100;
	if ((r->code != 0 && r->code != code) ||
	    (r->class != 0 && r->class != class))
		return 0;
	if (r->subject == 0 && r->detail == 0)
		return 1 + (r->code != 0) * 2U + (r->class != 0);
	if (r->subject != e->status.subject || r->detail != e->status.detail)
		return 0;
	return (is_private(r) ? PRIVATE_WEIGHT : 5) + (r->code != 0) * 2U +
	    (r->class != 0);
}

/* A rule's words say more than its numbers, if these are not private. */
static void
find_rule(struct phrase *x, const struct evidence *e, struct verdict *v)
{
	const struct table_rule	*r = NULL;
	const struct phrase_hit	*h;
	unsigned		 best = 0, weight;

	if (x == NULL || v->provider == PROVIDER_NONE)
		return;
	for (h = e->hits; h < e->hits + e->n; h++) {
		r = &table_rules[h->row];
		if (h->of != PHRASE_OF_RULE || r->provider != v->provider ||
		    (weight = rule_weight(r, e)) == 0)
			continue;
		weight += h->weight * 8U;
		if (weight > best) {
			best = weight;
			v->rule = r;
		}
	}
	for (r = phrase_rule(x, v->provider, NULL); r != NULL;
	    r = phrase_rule(x, v->provider, r))
		if ((weight = rule_weight(r, e)) > best) {
			best = weight;
			v->rule = r;
		}
}

static void
decide_rule(struct verdict *v)
{
	if (v->rule != NULL)
		decide(v, BASIS_RULE, (size_t)(v->rule - table_rules),
		    v->rule->cause);
}

/*
 * Is a rule's cause another than that of its status in general?  The row of any
 * class has it; one of a single class may stand there for this provider.
 */
static bool
has_own_meaning(const struct table_rule *r)
{
	const struct table_status	*s;
	const struct status		 any = { 0, r->subject, r->detail };

	if (r->subject == 0 && r->detail == 0)
		return false;
	s = table_status_any(&any);
	return s != NULL && s->cause != CAUSE_NONE &&
	    r->cause != CAUSE_NONE && r->cause != s->cause;
}

/*
 * Where a block list is named it is the cause, whatever else the refusal calls
 * it.  But a phrase may hold the list's name, a mailbox can be full at a server
 * that names its lists, and content can be judged by one that also runs a list.
 */
static bool
list_decides(const struct evidence *e)
{
	const struct phrase_hit	*h;

	if (e->list == NULL || e->phrase == NULL)
		return e->list != NULL;
	if (e->phrase->start <= e->list->start &&
	    e->phrase->end >= e->list->end)
		return false;
	switch (table_causes[table_phrases[e->phrase->row].cause].fault) {
	case FAULT_RECIPIENT:
	case FAULT_DOMAIN:
	case FAULT_RECEIVER:
		return false;
	case FAULT_CONTENT:
		if (e->phrase->end > e->list->start &&
		    e->phrase->end < e->list->end)
			return true;		/* "spam" of "spamhaus" */
		if (explain_cause_of(e->phrase) == CAUSE_CONTENT_REJECTED)
			return false;		/* a link that is listed */
		for (h = e->hits; h < e->hits + e->n; h++)
			if (h->of == PHRASE_OF_CAUSE &&
			    table_phrases[h->row].cause == CAUSE_BLOCKLISTED)
				return true;
		return false;
	}
	return true;
}

/* What the words say, without the provider's rules and without clues. */
static void
decide_words(const struct evidence *e, struct verdict *v)
{
	if (list_decides(e))
		decide(v, BASIS_BLOCKLIST, e->list->row, CAUSE_BLOCKLISTED);
	if (e->phrase != NULL)
		decide(v, BASIS_PHRASE, e->phrase->row,
		    table_phrases[e->phrase->row].cause);
	if (e->list != NULL)
		decide(v, BASIS_BLOCKLIST, e->list->row, CAUSE_BLOCKLISTED);
}

/*
 * Which of two causes is it?  The log may tell, and the status; a code may, if
 * the second is one that passes by itself: that is temporary, and the likelier
 * is not.
 */
static bool
is_second(const struct table_phrase *p, const struct found *f, int registered)
{
	if (p->also == CAUSE_NONE)
		return false;
	if (f->likely == p->also || registered == p->cause)
		return f->likely == p->also;
	return registered == p->also || (explain_class(f) == 4 &&
	    table_causes[p->also].retry == RETRY_YES &&
	    table_causes[p->cause].retry != RETRY_YES);
}

static void
decide_clue(const struct evidence *e, struct verdict *v, int registered)
{
	const struct table_phrase	*p;

	if (e->clue == NULL || v->basis != BASIS_NONE)
		return;
	p = &table_phrases[e->clue->row];
	if (is_second(p, e->f, registered)) {
		decide(v, BASIS_CLUE, e->clue->row, p->also);
		add_also(v, p->cause);
	} else {
		decide(v, BASIS_CLUE, e->clue->row, p->cause);
		add_also(v, p->also);
	}
}

/*
 * A mere refusal, "message rejected" or "not supported", says less than the
 * provider's rule or the status beside it.
 */
static bool
is_vague(const struct evidence *e)
{
	int	cause;

	if (e->clue == NULL || e->clue->weight >= REFUSAL_WEIGHT)
		return false;
	cause = table_phrases[e->clue->row].cause;
	return cause == CAUSE_POLICY_REJECTED ||
	    cause == CAUSE_PROTOCOL_ERROR;
}

static void
decide_command(const struct evidence *e, struct verdict *v)
{
	const struct table_suggestion	*s;
	size_t				 i;
	int				 code = e->f->reply.code, pass;

	if (e->f->command == COMMAND_NONE)
		return;
	/* What RCPT suggests is of the mailbox; such a status is not. */
	if (e->f->command == COMMAND_RCPT && e->status.class != 0 &&
	    e->status.subject > 2)
		return;
	for (pass = 0; pass < 2 && v->basis == BASIS_NONE;
	    pass++, code /= 100)
		for (i = 0; i < table_suggestions_count; i++) {
			s = &table_suggestions[i];
			if (s->command == (int)e->f->command &&
			    s->code == code)
				decide(v, BASIS_COMMAND, i, s->cause);
		}
}

static void
decide_reply(const struct evidence *e, struct verdict *v)
{
	const struct table_reply	*r;
	const struct table_stray	*s;

	if (e->f->reply.code == 0 || v->basis != BASIS_NONE)
		return;
	r = table_reply(e->f->reply.code);
	if (r != NULL) {
		decide(v, BASIS_REPLY, (size_t)(r - table_replies), r->cause);
		return;
	}
	s = table_stray(e->f->reply.code);
	if (s != NULL)
		decide(v, BASIS_REPLY, (size_t)(s - table_strays), s->cause);
}

/* What else fits about as well: words elsewhere in the text. */
static void
find_also(const struct evidence *e, struct verdict *v)
{
	const struct phrase_hit	*h, *top = e->phrase;

	if (v->basis == BASIS_PHRASE && e->list != NULL)
		add_also(v, CAUSE_BLOCKLISTED);
	if (v->basis != BASIS_PHRASE)
		return;
	for (h = e->hits; h < e->hits + e->n; h++)
		if (h->of == PHRASE_OF_CAUSE && !table_phrases[h->row].clue &&
		    (h->end <= top->start || h->start >= top->end) &&
		    h->weight * 3 >= top->weight * 2)
			add_also(v, table_phrases[h->row].cause);
}

static bool
is_success(const struct found *f)
{
	if (f->reply.code != 0)
		return f->reply.code >= 200 && f->reply.code < 400 &&
		    f->reply.status.class < 4;
	if (f->reply.status.class != 0)
		return f->reply.status.class == 2;
	return f->verdict.class == 2;
}

static void
find_cause(const struct evidence *e, struct verdict *v)
{
	int	registered, told;

	registered = explain_registered(&e->status);
	told = registered != CAUSE_NONE ? registered :
	    explain_registered(verdict_stated(e->f));
	if (v->rule != NULL &&
	    (!table_empty(v->rule->words) || is_private(v->rule)))
		decide_rule(v);
	decide_words(e, v);
	if (!is_vague(e))
		decide_clue(e, v, told);
	decide_rule(v);
	if (registered != CAUSE_NONE && v->basis == BASIS_NONE)
		decide(v, BASIS_STATUS,
		    (size_t)(table_status(&e->status) - table_statuses),
		    registered);
	decide_clue(e, v, told);
	if (names_sender(e, registered) && v->basis != BASIS_RULE)
		v->cause = (enum cause)of_sender((int)v->cause);
	if (of_login((int)v->cause) != (int)v->cause &&
	    v->basis != BASIS_RULE && refuses_login(e->f))
		v->cause = (enum cause)of_login((int)v->cause);
	decide_command(e, v);
	decide_reply(e, v);
	if (v->basis == BASIS_NONE)
		decide(v, BASIS_LOG, 0, explain_registered(&e->f->verdict));
	if (v->basis == BASIS_NONE)
		v->cause = CAUSE_UNKNOWN;
	v->own_meaning = v->rule != NULL && has_own_meaning(v->rule);
}

/* explain(); *marked: the provider that the words show. */
static void
judge(struct phrase *x, const struct found *f, struct verdict *v,
    enum provider *marked)
{
	struct evidence	 e;

	*marked = PROVIDER_NONE;
	*v = (struct verdict){ .cause = CAUSE_SUCCESS };
	if (f->given != CAUSE_NONE) {
		v->cause = f->given;
		return;
	}
	if (f->follows) {
		v->cause = CAUSE_NONE;
		return;
	}
	v->class_differs = f->reply.code != 0 && f->reply.status.class != 0 &&
	    f->reply.code / 100 != f->reply.status.class;
	if (is_success(f))
		return;
	e.f = f;
	e.status = f->reply.status;
	if (e.status.subject == 0 && e.status.detail == 0)
		e.status.class = 0;
	explain_words(x, f, &e, v);
	if (e.mark != NULL)
		*marked = (enum provider)table_marks[e.mark->row].provider;
	if (x != NULL)
		v->provider = phrase_provider(x, f->host, *marked);
	if (v->provider == PROVIDER_NONE &&
	    (v->rule = private_rule(&e.status)) != NULL)
		v->provider = (enum provider)v->rule->provider;
	if (e.list != NULL)
		v->blocklist = (enum blocklist)e.list->row;
	find_rule(x, &e, v);
	find_cause(&e, v);
	if (f->reply.code == 0 && f->likely != CAUSE_NONE &&
	    v->cause == CAUSE_UNKNOWN)
		v->cause = f->likely;
	find_also(&e, v);
	explain_topic(&e, v);
	explain_command(&e, v);
}

void
explain(struct phrase *x, const struct found *f, struct verdict *v)
{
	enum provider	 marked;

	judge(x, f, v, &marked);
	explain_beside(f, v);
}

struct explain_again {
	struct known {
		uint64_t	 number;	/* 0: none */
		struct status	 status;	/* the log's own */
		enum provider	 marked;
		struct verdict	 verdict;
	} known[LOG_AGAIN];
};

struct explain_again *
explain_again_new(void)
{
	return calloc(1, sizeof(struct explain_again));
}

void
explain_again_free(struct explain_again *a)
{
	free(a);
}

/* Is the verdict on those words that on f too? */
static bool
same_verdict(const struct known *k, struct phrase *x, const struct found *f)
{
	return k->number == f->again &&
	    k->status.class == f->verdict.class &&
	    k->status.subject == f->verdict.subject &&
	    k->status.detail == f->verdict.detail &&
	    k->verdict.provider == phrase_provider(x, f->host, k->marked);
}

void
explain_again(struct explain_again *a, struct phrase *x,
    const struct found *f, struct verdict *v)
{
	struct known	*k = &a->known[f->again % LOG_AGAIN];

	if (f->again == 0)
		explain(x, f, v);
	else if (same_verdict(k, x, f))
		*v = k->verdict;
	else {
		judge(x, f, &k->verdict, &k->marked);
		k->number = f->again;
		k->status = f->verdict;
		*v = k->verdict;
	}
	explain_beside(f, v);
}

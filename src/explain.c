/*
 * explain.c - a reply to the rows that apply, and to the one that decides.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "smtpcode.h"

#define PRIVATE_DETAIL	100
#define PRIVATE_WEIGHT	4096	/* more than any words' */
#define REFUSAL_WEIGHT	20	/* words that weigh less name no policy */

/* What is known of a reply while the verdict on it is found. */
struct evidence {
	const struct found		*f;
	struct status			 status;	/* x.0.0 is none */
	const struct phrase_hit		*phrase, *clue, *list, *mark;
	struct phrase_hit		 hits[PHRASE_HITS_MAX];
	size_t				 n;
};

/* Longer words say more; of equal ones those that come first. */
static const struct phrase_hit *
better(const struct phrase_hit *a, const struct phrase_hit *b)
{
	return (a == NULL || b->weight > a->weight ||
	    (b->weight == a->weight && b->start < a->start) ? b : a);
}

static void
sort_hits(struct evidence *e)
{
	const struct phrase_hit	*h;

	for (h = e->hits; h < e->hits + e->n; h++)
		switch (h->of) {
		case PHRASE_OF_CAUSE:
			if (table_phrases[h->row].clue)
				e->clue = better(e->clue, h);
			else
				e->phrase = better(e->phrase, h);
			break;
		case PHRASE_OF_BLOCKLIST:
			e->list = better(e->list, h);
			break;
		case PHRASE_OF_MARK:
			e->mark = better(e->mark, h);
			break;
		}
}

static int
cause_of(const struct phrase_hit *h)
{
	return (h->of != PHRASE_OF_CAUSE || table_phrases[h->row].clue ?
	    CAUSE_NONE : table_phrases[h->row].cause);
}

/* Is it what a receiver names after "Sender address rejected:"? */
static bool
is_reason(int cause)
{
	return (cause == CAUSE_RATE_LIMITED || cause == CAUSE_GREYLISTED ||
	    cause == CAUSE_NO_REVERSE_DNS ||
	    table_causes[cause].fault == FAULT_RECEIVER);
}

/*
 * "Sender not permitted" and "unauthenticated" are what comes of a failed
 * check: where the words name the check it is the cause, DMARC before those
 * that it rests upon; not where they name both SPF and DKIM, nor where they
 * are but part of the others. "Sender rejected" is what comes of a bad domain,
 * too, or of what is said next.
 */
static void
prefer_check(struct evidence *e)
{
	const struct phrase_hit	*h, *top = e->phrase, *check = NULL;
	int			 first = cause_of(top), cause;
	bool			 spf = false, dkim = false;

	for (h = e->hits; h < e->hits + e->n; h++) {
		if (h->of == PHRASE_OF_CAUSE) {
			spf |= table_phrases[h->row].cause == CAUSE_SPF_FAIL;
			dkim |= table_phrases[h->row].cause == CAUSE_DKIM_FAIL;
		}
		cause = cause_of(h);
		if (cause == CAUSE_DMARC_FAIL ||
		    (first == CAUSE_SENDER_REJECTED &&
		    (cause == CAUSE_BAD_SENDER_DOMAIN ||
		    (is_reason(cause) && h->start >= top->end)))) {
			e->phrase = h;
			return;
		}
		if ((cause == CAUSE_SPF_FAIL || cause == CAUSE_DKIM_FAIL) &&
		    (h->start < top->start || h->end > top->end))
			check = better(check, h);
	}
	if (check != NULL && !(spf && dkim))
		e->phrase = check;
}

/* Where the words name another fault, or this cause, that is what it is. */
static void
prefer(struct evidence *e, int fault, int cause)
{
	const struct phrase_hit	*h, *why = NULL;
	int			 c;

	for (h = e->hits; h < e->hits + e->n; h++) {
		c = cause_of(h);
		if (c != CAUSE_NONE &&
		    (c == cause || table_causes[c].fault == fault))
			why = better(why, h);
	}
	if (why != NULL)
		e->phrase = why;
}

/* "Junk rejected": why is told behind it, "your IP is in an RBL". */
static void
prefer_list(struct evidence *e)
{
	const struct phrase_hit	*h, *top = e->phrase, *why = NULL;

	for (h = e->hits; h < e->hits + e->n; h++)
		if (cause_of(h) == CAUSE_BLOCKLISTED && h->start >= top->end)
			why = better(why, h);
	if (why != NULL)
		e->phrase = why;
}

/* "unknown[192.0.2.1]: client host rejected" is no host unknown to the DNS. */
static bool
speaks_of_client(const struct evidence *e)
{
	return (e->clue != NULL && e->phrase->start < e->clue->end &&
	    e->clue->start < e->phrase->end &&
	    table_causes[table_phrases[e->clue->row].cause].fault ==
	    FAULT_HOST);
}

/* 4: temporary; 5: permanent; 0: the words have no code. */
static int
class_of(const struct found *f)
{
	return (f->reply.code != 0 ? f->reply.code / 100 :
	    f->reply.status.class);
}

static int
status_cause(const struct status *st)
{
	const struct table_status	*s;

	if (st->class == 0 || (st->subject == 0 && st->detail == 0))
		return (CAUSE_NONE);
	s = table_status(st);
	return (s == NULL ? CAUSE_NONE : s->cause);
}

/* The longest words name but what was done; others tell why. */
static void
prefer_reason(struct evidence *e)
{
	if (e->phrase == NULL)
		return;
	switch (cause_of(e->phrase)) {
	case CAUSE_SENDER_REJECTED:
	case CAUSE_SENDER_UNAUTHENTICATED:
		prefer_check(e);
		break;
	case CAUSE_USER_UNKNOWN:
		/* "Cannot verify user: database error" */
		if (class_of(e->f) == 4)
			prefer(e, -1, CAUSE_SYSTEM_ERROR);
		break;
	case CAUSE_CONNECTION_FAILED:
		/* "Connection refused" of a server is not the network's. */
		if (e->f->reply.code != 0)
			prefer(e, FAULT_HOST, CAUSE_NONE);
		break;
	case CAUSE_DOMAIN_NOT_FOUND:
		/* "Invalid domain given in HELO" */
		prefer(e, -1, CAUSE_BAD_HELO);
		if (speaks_of_client(e))
			e->phrase = NULL;
		break;
	case CAUSE_CONTENT_REJECTED:
		prefer(e, -1, CAUSE_VIRUS_DETECTED);
		break;
	case CAUSE_SPAM_CONTENT:
		prefer_list(e);
		break;
	case CAUSE_SYSTEM_ERROR:
		/* "Temporary lookup failure": in a table, or the DNS? */
		if (status_cause(&e->status) == CAUSE_DNS_FAILURE)
			prefer(e, -1, CAUSE_DNS_FAILURE);
		/* "Cannot save the message: disk full" */
		prefer(e, -1, CAUSE_SYSTEM_FULL);
		prefer(e, -1, CAUSE_MAILBOX_FULL);
		break;
	case CAUSE_BAD_SENDER_DOMAIN:
		prefer(e, -1, CAUSE_DMARC_FAIL);
		break;
	case CAUSE_SMTP_AUTH:
		/* "Authentication failure [SPF]" is no login. */
		prefer(e, -1, CAUSE_SPF_FAIL);
		break;
	}
}

static bool
is_of_host(char c)
{
	return (fold_word(c) || c == '.' || c == '-' || c == '_');
}

/*
 * Is the hit but a part of a URL or of a host's name ("mx.spam.example")?  It
 * tells nothing then, unless the row has a dot or a slash of its own.  What an
 * Exchange calls a reason ends with it: "RESOLVER.RST.AuthRequired".
 */
static bool
is_of_name(const struct phrase_text *t, const struct phrase_hit *h)
{
	size_t	i, dots = 0;

	for (i = h->start; i < h->end; i++)
		if (t->p[i] == ' ' || t->p[i] == '.' || t->p[i] == '/')
			return (false);
	for (i = h->start; i > 2 && t->p[i - 1] != ' '; i--)
		if (memcmp(t->p + i - 3, "://", 3) == 0)
			return (true);
	for (i = h->start; i > 0 && is_of_host(t->p[i - 1]); i--)
		dots += t->p[i - 1] == '.';
	for (i = h->end; is_of_host(t->p[i]); i++)
		if (t->p[i] == '.' && fold_word(t->p[i + 1])) {
			if (++dots > 1)
				return (true);
		}
	return (false);
}

/* Find what the words hold. */
static void
read_words(struct phrase *x, struct slice s, struct evidence *e,
    struct verdict *v)
{
	struct phrase_text	 t;
	const struct phrase_hit	*h;
	size_t			 n;

	e->n = 0;
	e->phrase = e->clue = e->list = e->mark = NULL;
	if (s.n == 0 || x == NULL)
		return;
	fold_text(s, &t);
	n = phrase_find(x, &t, e->hits, PHRASE_HITS_MAX);
	for (h = e->hits; h < e->hits + n; h++)
		if (h->of != PHRASE_OF_CAUSE || !is_of_name(&t, h))
			e->hits[e->n++] = *h;
	sort_hits(e);
	prefer_reason(e);
	for (h = e->hits; h < e->hits + e->n && v->wait == 0; h++)
		if (h->of == PHRASE_OF_WAIT)
			v->wait = wait_parse(&t, h->end);
}

/*
 * The innermost words are the cause, unless they say nothing, or the words
 * around them speak of the sender: its address was tried elsewhere ("Sender
 * address rejected: ... said: 550 User unknown").
 */
static void
read_found(struct phrase *x, const struct found *f, struct evidence *e,
    struct verdict *v)
{
	const struct phrase_hit	*p;

	read_words(x, f->reply.text, e, v);
	p = e->phrase;
	if (f->words.n == 0 || (p != NULL &&
	    table_causes[table_phrases[p->row].cause].fault == FAULT_SENDER))
		return;
	read_words(x, f->words, e, v);
	if (e->phrase == NULL && e->clue == NULL && e->list == NULL)
		read_words(x, f->reply.text, e, v);
}

/* Is it in answer to MAIL, or with a status or a code for the sender's? */
static bool
names_sender(const struct evidence *e, int registered)
{
	const struct table_stray	*s;

	if (e->f->command == COMMAND_MAIL)
		return (true);
	if (registered == CAUSE_NONE &&
	    (s = table_stray(e->f->reply.code)) != NULL)
		registered = s->cause;
	return (registered == CAUSE_SENDER_REJECTED ||
	    registered == CAUSE_BAD_SENDER_DOMAIN);
}

/* An address that is called unknown is the sender's there. */
static int
of_sender(int cause)
{
	switch (cause) {
	case CAUSE_USER_UNKNOWN:
	case CAUSE_BAD_ADDRESS:
	case CAUSE_MAILBOX_DISABLED:
		return (CAUSE_SENDER_REJECTED);
	case CAUSE_DOMAIN_NOT_FOUND:
	case CAUSE_NO_MAIL_SERVICE:
		return (CAUSE_BAD_SENDER_DOMAIN);
	}
	return (cause);
}

/* Does the reply refuse a login, which its code says, and no other command? */
static bool
refuses_login(const struct found *f)
{
	const struct table_reply	*r = table_reply(f->reply.code);
	const struct table_answer	*a = table_answers;

	if (r == NULL || r->cause != CAUSE_SMTP_AUTH)
		return (false);
	if (f->command != COMMAND_NONE)
		return (f->command == COMMAND_AUTH);
	for (; a < table_answers + table_answers_count; a++)
		if (a->code == f->reply.code && a->command != COMMAND_AUTH)
			return (false);
	return (true);
}

/* There the account is the one that logs in, and no recipient's. */
static int
of_login(int cause)
{
	switch (cause) {
	case CAUSE_USER_UNKNOWN:
	case CAUSE_BAD_ADDRESS:
		return (CAUSE_SMTP_AUTH);
	case CAUSE_MAILBOX_DISABLED:
		return (CAUSE_SENDER_ACCOUNT_BLOCKED);
	}
	return (cause);
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
	return (r->subject != 0 && r->detail >= PRIVATE_DETAIL);
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
				return (r);
	return (NULL);
}

/* How much of a rule the reply fulfils, its words aside; 0: not all. */
static unsigned
rule_weight(const struct table_rule *r, const struct evidence *e)
{
	int	code = e->f->reply.code, class;

	class = e->status.class != 0 ? e->status.class : code / 100;
	if ((r->code != 0 && r->code != code) ||
	    (r->class != 0 && r->class != class))
		return (0);
	if (r->subject == 0 && r->detail == 0)
		return (1 + (r->code != 0) * 2U + (r->class != 0));
	if (r->subject != e->status.subject || r->detail != e->status.detail)
		return (0);
	return ((is_private(r) ? PRIVATE_WEIGHT : 5) + (r->code != 0) * 2U +
	    (r->class != 0));
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
		return (false);
	s = table_status_any(&any);
	return (s != NULL && s->cause != CAUSE_NONE &&
	    r->cause != CAUSE_NONE && r->cause != s->cause);
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
		return (e->list != NULL);
	if (e->phrase->start <= e->list->start &&
	    e->phrase->end >= e->list->end)
		return (false);
	switch (table_causes[table_phrases[e->phrase->row].cause].fault) {
	case FAULT_RECIPIENT:
	case FAULT_DOMAIN:
	case FAULT_RECEIVER:
		return (false);
	case FAULT_CONTENT:
		if (e->phrase->end > e->list->start &&
		    e->phrase->end < e->list->end)
			return (true);		/* "spam" of "spamhaus" */
		if (cause_of(e->phrase) == CAUSE_CONTENT_REJECTED)
			return (false);		/* a link that is listed */
		for (h = e->hits; h < e->hits + e->n; h++)
			if (h->of == PHRASE_OF_CAUSE &&
			    table_phrases[h->row].cause == CAUSE_BLOCKLISTED)
				return (true);
		return (false);
	}
	return (true);
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
		return (false);
	if (f->likely == p->also || registered == p->cause)
		return (f->likely == p->also);
	return (registered == p->also || (class_of(f) == 4 &&
	    table_causes[p->also].retry == RETRY_YES &&
	    table_causes[p->cause].retry != RETRY_YES));
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
		return (false);
	cause = table_phrases[e->clue->row].cause;
	return (cause == CAUSE_POLICY_REJECTED ||
	    cause == CAUSE_PROTOCOL_ERROR);
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

/* Of the cause's topics the one that the words speak of most. */
static void
find_topic(const struct evidence *e, struct verdict *v)
{
	const struct phrase_hit	*h, *best = NULL;

	for (h = e->hits; h < e->hits + e->n; h++)
		if (h->of == PHRASE_OF_TOPIC &&
		    table_topics[h->row].cause == v->cause)
			best = better(best, h);
	if (best != NULL)
		v->topic = (enum topic)best->row;
}

/* "554 mx.a.example ...": a greeting begins with its host (RFC 5321 4.2). */
static bool
is_greeting(const struct reply *r)
{
	struct slice	 s = r->text;
	size_t		 i, label = 0;

	if (r->code != 554 && r->code != 521)
		return (false);
	for (i = 0; i < s.n && (fold_word(slice_lower(s.p[i])) ||
	    s.p[i] == '.' || s.p[i] == '-'); i++)
		if (s.p[i] == '.')
			label = i + 1;
	return (label > 0 && i > label + 1 && slice_letter(s.p[label]) &&
	    (i == s.n || s.p[i] == ' '));
}

/* What was answered, where the log does not say it. */
static void
find_implied(const struct evidence *e, struct verdict *v)
{
	const struct phrase_hit	*h, *best = NULL;
	const struct reply	*r = &e->f->reply;

	if (e->f->command != COMMAND_NONE || r->code == 0)
		return;
	for (h = e->hits; h < e->hits + e->n; h++)
		if (h->of == PHRASE_OF_STAGE)
			best = better(best, h);
	if (best != NULL)
		v->implied = (enum command)table_stages[best->row].command;
	else if (is_greeting(r))
		v->implied = COMMAND_CONNECT;
	else
		v->implied = table_answered(v->provider, v->cause, r->code,
		    &r->status);
}

/* The host that Postfix looked up by its own words, or none. */
static struct slice
looked_up(struct slice words)
{
	static const char	 starts[] = "unable to look up host \0"
				    "Host or domain name not found. "
				    "Name service error for name=\0";
	const char		*start;
	struct slice		 host = { NULL, 0 };
	size_t			 i;

	for (start = starts; *start != '\0'; start = slice_next(start))
		if (slice_starts(words, start))
			host = slice_skip(words, strlen(start));
	for (i = 0; i < host.n && host.p[i] != ' ' && host.p[i] != ':'; i++)
		continue;
	host.n = i;
	return (host);
}

/*
 * What a host that has no address is to the recipient's domain: the domain
 * itself, an MX of its, or another's.
 */
static enum topic
of_host(struct slice host, struct slice recipient)
{
	struct slice	domain = slice_skip(recipient,
			    slice_find(recipient, "@") + 1);

	if (host.n > 0 && host.p[host.n - 1] == '.')
		host.n--;
	if (host.n == 0 || domain.n == 0)
		return (TOPIC_NONE);
	if (host.n < domain.n || strncasecmp(host.p + host.n - domain.n,
	    domain.p, domain.n) != 0)
		return (TOPIC_OTHER_HOST);
	return (host.n > domain.n ? TOPIC_DEAD_MX : TOPIC_NONE);
}

/* What the log says beside the words. */
static void
find_beside(const struct found *f, struct verdict *v)
{
	if (f->reply.code != 0)
		return;
	if (v->cause == CAUSE_CONNECTION_FAILED &&
	    f->direction == DIRECTION_IN)
		v->topic = TOPIC_CLIENT_LEFT;
	if (v->cause == CAUSE_DOMAIN_NOT_FOUND && v->topic == TOPIC_NONE &&
	    f->direction == DIRECTION_OUT)
		v->topic = of_host(looked_up(f->reply.text), f->recipient);
}

static bool
is_success(const struct found *f)
{
	if (f->reply.code != 0)
		return (f->reply.code >= 200 && f->reply.code < 400 &&
		    f->reply.status.class < 4);
	if (f->reply.status.class != 0)
		return (f->reply.status.class == 2);
	return (f->verdict.class == 2);
}

static void
find_cause(const struct evidence *e, struct verdict *v)
{
	int	registered;

	registered = status_cause(&e->status);
	if (v->rule != NULL &&
	    (!table_empty(v->rule->words) || is_private(v->rule)))
		decide_rule(v);
	decide_words(e, v);
	if (!is_vague(e))
		decide_clue(e, v, registered);
	decide_rule(v);
	if (registered != CAUSE_NONE && v->basis == BASIS_NONE)
		decide(v, BASIS_STATUS,
		    (size_t)(table_status(&e->status) - table_statuses),
		    registered);
	decide_clue(e, v, registered);
	if (names_sender(e, registered) && v->basis != BASIS_RULE)
		v->cause = (enum cause)of_sender((int)v->cause);
	if (of_login((int)v->cause) != (int)v->cause &&
	    v->basis != BASIS_RULE && refuses_login(e->f))
		v->cause = (enum cause)of_login((int)v->cause);
	decide_command(e, v);
	decide_reply(e, v);
	if (v->basis == BASIS_NONE)
		decide(v, BASIS_LOG, 0, status_cause(&e->f->verdict));
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
	read_found(x, f, &e, v);
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
	find_topic(&e, v);
	find_implied(&e, v);
}

void
explain(struct phrase *x, const struct found *f, struct verdict *v)
{
	enum provider	 marked;

	judge(x, f, v, &marked);
	find_beside(f, v);
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
	return (calloc(1, sizeof(struct explain_again)));
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
	return (k->number == f->again &&
	    k->status.class == f->verdict.class &&
	    k->status.subject == f->verdict.subject &&
	    k->status.detail == f->verdict.detail &&
	    k->verdict.provider == phrase_provider(x, f->host, k->marked));
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
	find_beside(f, v);
}

/*
 * explain_words.c - which of the rows that the words hold tell the cause: those
 * that say why before those that say what was done.
 */
#include <string.h>

#include "explain.h"

static void
sort_hits(struct evidence *e)
{
	const struct phrase_hit	*h;

	for (h = e->hits; h < e->hits + e->n; h++)
		switch (h->of) {
		case PHRASE_OF_CAUSE:
			if (table_phrases[h->row].clue)
				e->clue = explain_better(e->clue, h);
			else
				e->phrase = explain_better(e->phrase, h);
			break;
		case PHRASE_OF_BLOCKLIST:
			e->list = explain_better(e->list, h);
			break;
		case PHRASE_OF_MARK:
			e->mark = explain_better(e->mark, h);
			break;
		}
}

/* Is it what a receiver names after "Sender address rejected:"? */
static bool
is_reason(int cause)
{
	return cause == CAUSE_RATE_LIMITED || cause == CAUSE_GREYLISTED ||
	    cause == CAUSE_NO_REVERSE_DNS ||
	    table_causes[cause].fault == FAULT_RECEIVER;
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
	int			 first = explain_cause_of(top), cause;
	bool			 spf = false, dkim = false;

	for (h = e->hits; h < e->hits + e->n; h++) {
		if (h->of == PHRASE_OF_CAUSE) {
			spf |= table_phrases[h->row].cause == CAUSE_SPF_FAIL;
			dkim |= table_phrases[h->row].cause == CAUSE_DKIM_FAIL;
		}
		cause = explain_cause_of(h);
		if (cause == CAUSE_DMARC_FAIL ||
		    (first == CAUSE_SENDER_REJECTED &&
		    (cause == CAUSE_BAD_SENDER_DOMAIN ||
		    (is_reason(cause) && h->start >= top->end)))) {
			e->phrase = h;
			return;
		}
		if ((cause == CAUSE_SPF_FAIL || cause == CAUSE_DKIM_FAIL) &&
		    (h->start < top->start || h->end > top->end))
			check = explain_better(check, h);
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
		c = explain_cause_of(h);
		if (c != CAUSE_NONE &&
		    (c == cause || table_causes[c].fault == fault))
			why = explain_better(why, h);
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
		if (explain_cause_of(h) == CAUSE_BLOCKLISTED &&
		    h->start >= top->end)
			why = explain_better(why, h);
	if (why != NULL)
		e->phrase = why;
}

/* "unknown[192.0.2.1]: client host rejected" is no host unknown to the DNS. */
static bool
speaks_of_client(const struct evidence *e)
{
	return e->clue != NULL && e->phrase->start < e->clue->end &&
	    e->clue->start < e->phrase->end &&
	    table_causes[table_phrases[e->clue->row].cause].fault ==
	    FAULT_HOST;
}

int
explain_class(const struct found *f)
{
	return f->reply.code != 0 ? f->reply.code / 100 :
	    f->reply.status.class;
}

int
explain_registered(const struct status *st)
{
	const struct table_status	*s;

	if (st->class == 0 || (st->subject == 0 && st->detail == 0))
		return CAUSE_NONE;
	s = table_status(st);
	return s == NULL ? CAUSE_NONE : s->cause;
}

/* The longest words name but what was done; others tell why. */
static void
prefer_reason(struct evidence *e)
{
	if (e->phrase == NULL)
		return;
	switch (explain_cause_of(e->phrase)) {
	case CAUSE_SENDER_REJECTED:
	case CAUSE_SENDER_UNAUTHENTICATED:
		prefer_check(e);
		break;
	case CAUSE_USER_UNKNOWN:
		/* "Cannot verify user: database error" */
		if (explain_class(e->f) == 4)
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
		if (explain_registered(&e->status) == CAUSE_DNS_FAILURE)
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
	return fold_word(c) || c == '.' || c == '-' || c == '_';
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
			return false;
	for (i = h->start; i > 2 && t->p[i - 1] != ' '; i--)
		if (memcmp(t->p + i - 3, "://", 3) == 0)
			return true;
	for (i = h->start; i > 0 && is_of_host(t->p[i - 1]); i--)
		dots += t->p[i - 1] == '.';
	for (i = h->end; is_of_host(t->p[i]); i++)
		if (t->p[i] == '.' && fold_word(t->p[i + 1])) {
			if (++dots > 1)
				return true;
		}
	return false;
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
void
explain_words(struct phrase *x, const struct found *f, struct evidence *e,
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

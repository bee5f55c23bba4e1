/*
 * explain_topic.c - what a failure turns on, and what it answered, where the
 * cause does not say it and the words or the log do.
 */
#include <string.h>
#include <strings.h>

#include "explain.h"
#include "wide.h"

void
explain_topic(const struct evidence *e, struct verdict *v)
{
	const struct phrase_hit	*h, *best = NULL;

	for (h = e->hits; h < e->hits + e->n; h++)
		if (h->of == PHRASE_OF_TOPIC &&
		    table_topics[h->row].cause == v->cause)
			best = explain_better(best, h);
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
		return false;
	for (i = 0; i < s.n && (fold_word(slice_lower(s.p[i])) ||
	    s.p[i] == '.' || s.p[i] == '-'); i++)
		if (s.p[i] == '.')
			label = i + 1;
	return label > 0 && i > label + 1 && slice_letter(s.p[label]) &&
	    (i == s.n || s.p[i] == ' ');
}

void
explain_command(const struct evidence *e, struct verdict *v)
{
	const struct phrase_hit	*h, *best = NULL;
	const struct reply	*r = &e->f->reply;

	if (e->f->command != COMMAND_NONE || r->code == 0)
		return;
	for (h = e->hits; h < e->hits + e->n; h++)
		if (h->of == PHRASE_OF_STAGE)
			best = explain_better(best, h);
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

	for (start = starts; *start != '\0'; start = slice_next(start))
		if (words.n > strlen(start) &&
		    strncasecmp(words.p, start, strlen(start)) == 0)
			host = slice_skip(words, strlen(start));
	host.n = wide_first(host.p, host.n, ' ', ':');
	return host;
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
		return TOPIC_NONE;
	if (host.n < domain.n || strncasecmp(host.p + host.n - domain.n,
	    domain.p, domain.n) != 0)
		return TOPIC_OTHER_HOST;
	return host.n > domain.n ? TOPIC_DEAD_MX : TOPIC_NONE;
}

void
explain_beside(const struct found *f, struct verdict *v)
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

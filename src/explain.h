/*
 * explain.h - what the explain*.c share: the evidence that a verdict rests on.
 */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "smtpcode.h"

/* What is known of a reply while the verdict on it is found. */
struct evidence {
	const struct found		*f;
	struct status			 status;	/* x.0.0 is none */
	const struct phrase_hit		*phrase, *clue, *list, *mark;
	struct phrase_hit		 hits[PHRASE_HITS_MAX];
	size_t				 n;
};

/* The hit that says more: longer words, else those that come first; a or b. */
static inline const struct phrase_hit *
explain_better(const struct phrase_hit *a, const struct phrase_hit *b)
{
	return a == NULL || b->weight > a->weight ||
	    (b->weight == a->weight && b->start < a->start) ? b : a;
}

/* The cause of a PHRASE row, a clue's none. */
static inline int
explain_cause_of(const struct phrase_hit *h)
{
	return h->of != PHRASE_OF_CAUSE || table_phrases[h->row].clue ?
	    CAUSE_NONE : table_phrases[h->row].cause;
}

/* explain_words.c: which of the rows that the words hold tell the cause */

/*
 * Find what the words hold.  The innermost ones are the cause, unless they say
 * nothing, or those around them speak of the sender.  Into e, and v's wait.
 */
void explain_words(struct phrase *x, const struct found *f,
    struct evidence *e, struct verdict *v);

/* 4: temporary; 5: permanent; 0: the words have no code. */
int explain_class(const struct found *f);

/* The cause that the status suggests by itself. */
int explain_registered(const struct status *st);

/* explain_topic.c: what a failure turns on, and what was answered */

/* Of the cause's topics the one that the words speak of most. */
void explain_topic(const struct evidence *e, struct verdict *v);

/* What was answered, where the log does not say it. */
void explain_command(const struct evidence *e, struct verdict *v);

/* What the log says beside the words. */
void explain_beside(const struct found *f, struct verdict *v);

#endif

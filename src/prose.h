/*
 * prose.h - what prose.c and prose_reply.c share: the lines kept of a bounce
 * and the recipients they name.
 */
#ifndef PROSE_H
#define PROSE_H

#include "smtpcode.h"

#define PROSE_TEXT_MAX	24576	/* bytes of prose kept */
#define PROSE_LINES_MAX	600
#define PROSE_NAMES_MAX	2048	/* bytes of the header's addresses */

#define PROSE_NAMED_MAX	(2 * PROSE_RECIPIENTS)

/* Where a line stands in the text, and its number in the input. */
struct prose_place {
	size_t		 at, n;
	unsigned long	 number;
};

/* A line with an address, and those from first to before last under it. */
struct prose_named {
	struct slice	 address, rest;	/* rest: of the address's own line */
	size_t		 line, first, last;
	bool		 again;		/* named before */
};

struct prose {
	char		 text[PROSE_TEXT_MAX];
	size_t		 used;
	struct prose_place lines[PROSE_LINES_MAX];
	size_t		 n;
	struct prose_named list[PROSE_NAMED_MAX];
	size_t		 nlist, named;	/* named: without those again */
	enum part	 kind;		/* the best kind of part so far */
	bool		 over;		/* the returned message has begun */
	bool		 listed;	/* list is up to date */
	char		 failed[PROSE_NAMES_MAX];
	size_t		 nfailed;
	char		 joined[LOG_TEXT_MAX], buf[LOG_TEXT_MAX];
	bool		 kept;		/* what joined holds gave last */
	struct prose_named key;
	struct found	 last;
};

/* Line i. */
static inline struct slice
prose_text(const struct prose *p, size_t i)
{
	return (struct slice){ p->text + p->lines[i].at, p->lines[i].n };
}

/* A rule across the page, or nothing. */
bool prose_rule(struct slice s);

/* The same address; case counts in neither part, in practice. */
bool prose_same(struct slice a, struct slice b);

/* Whether address a stands in s. */
bool prose_mentions(struct slice s, struct slice a);

#endif

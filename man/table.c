/*
 * table.c - codes.def as the manual page smtpcodes(7), to standard output.
 */
#include <stdio.h>
#include <string.h>

#include "smtpcode.h"

#define WIDTH	78	/* of a source line; mandoc(1) minds at 80 */

/* The character as mandoc_char(7) wants it; NULL: as it is. */
static const char *
escape(char c)
{
	switch (c) {
	case '\\':
		return "\\e";
	case '"':
		return "\\(dq";
	case '\'':
		return "\\(aq";
	case '`':
		return "\\(ga";
	case '~':
		return "\\(ti";
	case '^':
		return "\\(ha";
	default:
		return NULL;
	}
}

static void
put(char c)
{
	if (escape(c) != NULL)
		fputs(escape(c), stdout);
	else
		putchar(c);
}

/* The bytes that a word of n takes in the source. */
static size_t
width(const char *word, size_t n)
{
	size_t	 i, w;

	for (i = 0, w = n; i < n; i++)
		if (escape(word[i]) != NULL)
			w += strlen(escape(word[i])) - 1;
	return w;
}

static void
escaped(const char *s)
{
	for (; *s != '\0'; s++)
		put(*s);
}

/* Whether a sentence ends with these n bytes: another begins behind them. */
static bool
sentence_ends(const char *word, size_t n)
{
	if (word[n] != ' ' || word[n + 1] < 'A' || word[n + 1] > 'Z')
		return false;
	if (n > 1 && word[n - 1] == ')')
		n--;
	return n > 1 && strchr(".?!", word[n - 1]) != NULL;
}

/* Text lines: filled, and each sentence begins one (mdoc(7)). */
static void
text(prose_ref ref)
{
	char		 buf[TABLE_PROSE_MAX];
	const char	*s;
	size_t		 at, i, n;

	at = 0;
	for (s = table_prose(ref, buf); *s != '\0'; s += n) {
		s += strspn(s, " ");
		n = strcspn(s, " ");
		if (at > 0 && at + 1 + width(s, n) > WIDTH) {
			putchar('\n');
			at = 0;
		}
		if (at > 0)
			at += (size_t)printf(" ");
		else if (*s == '.' || *s == '\'')
			fputs("\\&", stdout);
		for (i = 0; i < n; i++)
			put(s[i]);
		at += width(s, n);
		if (sentence_ends(s, n)) {
			putchar('\n');
			at = 0;
		}
	}
	if (at > 0)
		putchar('\n');
}

/* A row: its tag, then title, source and what else is said of it, meaning. */
static void
item(const char *tag, prose_ref title, prose_ref source, const char *aside,
    prose_ref meaning)
{
	char	 buf[TABLE_PROSE_MAX];

	printf(".It Sy %s\n", tag);
	escaped(table_prose(title, buf));
	fputs(" (", stdout);
	escaped(table_prose(source, buf));
	if (*aside != '\0') {
		fputs(";\n", stdout);
		escaped(aside);
	}
	puts(").");
	text(meaning);
}

/* 5xx; digits that share a meaning share the row: x6x , x7x. */
static void
digits(void)
{
	const struct table_digit *d;
	size_t			  i, n;
	int			  digit;
	char			  tag[64];

	puts(".Sh THE DIGITS OF A REPLY CODE");
	puts(".Bl -tag -width 4n");
	for (i = 0; i < table_digits_count; i++) {
		d = &table_digits[i];
		for (n = 0, digit = d->first; digit <= d->last; digit++)
			n += (size_t)snprintf(tag + n, sizeof(tag) - n,
			    d->position == 1 ? "%s%dxx" : "%sx%dx",
			    n == 0 ? "" : " , ", digit);
		item(tag, d->title, d->source, "", d->meaning);
	}
	puts(".El");
}

/* The commands that a code may answer. */
static void
answers(int code)
{
	const char	*before;
	size_t		 i;

	before = "It may answer\n";
	for (i = 0; i < table_answers_count; i++) {
		if (table_answers[i].code != code)
			continue;
		fputs(before, stdout);
		escaped(table_text(
		    table_commands[table_answers[i].command].title));
		before = ",\n";
	}
	if (*before == ',')
		puts(".");
}

static void
replies(void)
{
	const struct table_reply *r;
	size_t			  i;
	char			  tag[16];

	puts(".Sh REPLY CODES");
	puts(".Bl -tag -width 4n");
	for (i = 0; i < table_replies_count; i++) {
		r = &table_replies[i];
		snprintf(tag, sizeof(tag), "%d", r->code);
		item(tag, r->title, r->source,
		    table_text(table_kinds[r->kind].title), r->meaning);
		if (!r->also)
			answers(r->code);
	}
	puts(".El");
}

static void
strays(void)
{
	const struct table_stray *s;
	size_t			  i;
	char			  tag[16];

	puts(".Sh WHAT PRACTICE ADDS\n"
	    "Numbers that no document defines and everybody publishes,\n"
	    "and what practice makes of some that one does.");
	puts(".Bl -tag -width 4n");
	for (i = 0; i < table_strays_count; i++) {
		s = &table_strays[i];
		snprintf(tag, sizeof(tag), "%d", s->code);
		item(tag, s->title, s->source, "", s->meaning);
	}
	puts(".El");
}

static void
parts(const struct table_part *p, size_t n, const char *before,
    const char *after)
{
	size_t	 i;
	char	 tag[16];

	for (i = 0; i < n; i++) {
		snprintf(tag, sizeof(tag), "%s%d%s", before, p[i].number,
		    after);
		item(tag, p[i].title, p[i].source, "", p[i].meaning);
	}
}

static void
statuses(void)
{
	const struct table_status *s;
	size_t			   i;
	char			   class[4], tag[16];

	puts(".Sh ENHANCED STATUS CODES");
	puts(".Bl -tag -width 4n");
	parts(table_classes, table_classes_count, "", ".x.x");
	parts(table_subjects, table_subjects_count, "x.", ".x");
	for (i = 0; i < table_statuses_count; i++) {
		s = &table_statuses[i];
		snprintf(class, sizeof(class), "%d", s->class);
		snprintf(tag, sizeof(tag), "%s.%d.%d",
		    s->class == 0 ? "x" : class, s->subject, s->detail);
		item(tag, s->title, s->source, "", s->meaning);
	}
	puts(".El");
}

static void
causes(void)
{
	const struct table_cause *c;
	size_t			  i;

	puts(".Sh CAUSES");
	puts(".Bl -tag -width 4n");
	for (i = CAUSE_NONE + 1; i < table_causes_count; i++) {
		c = &table_causes[i];
		printf(".It Sy %s\n", table_text(c->word));
		escaped(table_text(c->title));
		puts(".");
		text(c->meaning);
		fputs("The fault lies with ", stdout);
		escaped(table_text(table_faults[c->fault].title));
		fputs(";\n", stdout);
		escaped(table_text(table_retries[c->retry].title));
		puts(".");
	}
	puts(".El");
}

static void
ports(void)
{
	const struct table_port	*p;
	size_t			 i;
	char			 tag[16];

	puts(".Sh PORTS");
	puts(".Bl -tag -width 4n");
	for (i = 0; i < table_ports_count; i++) {
		p = &table_ports[i];
		snprintf(tag, sizeof(tag), "Port %d", p->port);
		item(tag, p->title, p->source, "", p->meaning);
	}
	puts(".El");
}

int
main(void)
{
	puts(".\\\" Made from codes.def by man/table.c; mend it there.\n"
	    ".Dd November 22, 2026\n"
	    ".Dt SMTPCODES 7\n"
	    ".Os\n"
	    ".Sh NAME\n"
	    ".Nm smtpcodes\n"
	    ".Nd SMTP reply codes, enhanced status codes and causes\n"
	    ".Sh DESCRIPTION\n"
	    "This is the table that\n"
	    ".Xr smtpcode 1\n"
	    "explains replies from.\n"
	    "What to do about each cause is left to\n"
	    ".Ql smtpcode Ar cause .");
	digits();
	replies();
	strays();
	statuses();
	causes();
	ports();
	puts(".Sh SEE ALSO\n"
	    ".Xr smtpcode 1");
	return ferror(stdout) || fclose(stdout) != 0;
}

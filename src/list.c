/*
 * list.c - the table as lines.
 */
#include <limits.h>
#include <string.h>

#include "smtpcode.h"

#define OPERAND_WIDTH	23	/* columns of the first field */

static void
fill(struct list_row *row, const char *kind, struct slice operand,
    prose_ref title, prose_ref source, prose_ref meaning, int cause)
{
	if (operand.n > sizeof(row->operand))
		operand.n = sizeof(row->operand);
	memcpy(row->operand, operand.p, operand.n);
	row->n = operand.n;
	row->kind = kind;
	table_prose(title, row->title);
	table_prose(source, row->source);
	table_prose(meaning, row->meaning);
	row->cause = (enum cause)cause;
	row->unusual = false;
}

/* The digits that begin with or have in the middle: 5xx, x5x. */
static void
each_digit(list_each_row *each, void *arg)
{
	const struct table_digit	*d;
	struct list_row			 row;
	char				 text[] = "xxx";
	int				 n;

	for (d = table_digits; d < table_digits + table_digits_count; d++)
		for (n = d->first; n <= d->last; n++) {
			memcpy(text, "xxx", 3);
			if (d->position < 1 || d->position > 3)
				continue;
			text[d->position - 1] = (char)('0' + n);
			fill(&row, "digit", slice_of(text), d->title, d->source,
			    d->meaning, CAUSE_NONE);
			each(arg, &row);
		}
}

static void
each_stray(list_each_row *each, void *arg, int after, int before)
{
	const struct table_stray	*s;
	struct list_row			 row;
	char				 text[RENDER_CODE_MAX];

	for (s = table_strays; s < table_strays + table_strays_count; s++)
		if (s->code > after && s->code <= before) {
			fill(&row, "unregistered", render_code(s->code, text),
			    s->title, s->source, s->meaning, s->cause);
			each(arg, &row);
		}
}

/* By number; of one number first what documents say of it. */
static void
each_code(list_each_row *each, void *arg)
{
	const struct table_reply	*r;
	struct list_row			 row;
	char				 text[RENDER_CODE_MAX];
	int				 last;

	last = 0;
	for (r = table_replies; r < table_replies + table_replies_count; r++) {
		if (r == table_replies || r[-1].code != r->code)
			each_stray(each, arg, last, r->code - 1);
		fill(&row, r->also ? "also" : "reply",
		    render_code(r->code, text), r->title, r->source,
		    r->meaning, r->cause);
		each(arg, &row);
		if (r + 1 == table_replies + table_replies_count ||
		    r[1].code != r->code) {
			each_stray(each, arg, r->code - 1, r->code);
			last = r->code;
		}
	}
	each_stray(each, arg, last, INT_MAX);
}

/* Class and subject: 5.x.x, x.7.x. */
static void
each_part(list_each_row *each, void *arg)
{
	const struct table_part	*p;
	struct list_row		 row;
	char			 text[2 + RENDER_CODE_MAX];
	struct slice		 s;

	for (p = table_classes; p < table_classes + table_classes_count; p++) {
		s = render_code(p->number, text);
		memcpy(text + s.n, ".x.x", 4);
		s.n += 4;
		fill(&row, "class", s, p->title, p->source, p->meaning,
		    CAUSE_NONE);
		each(arg, &row);
	}
	for (p = table_subjects; p < table_subjects + table_subjects_count;
	    p++) {
		s = render_code(p->number, text + 2);
		memcpy(text, "x.", 2);
		memcpy(text + 2 + s.n, ".x", 2);
		fill(&row, "subject", (struct slice){ text, s.n + 4 },
		    p->title, p->source, p->meaning, CAUSE_NONE);
		each(arg, &row);
	}
}

/* A row for any class stands once for each class it makes sense with. */
static void
each_status(list_each_row *each, void *arg)
{
	const struct table_status	*s;
	struct list_row			 row;
	char				 text[RENDER_CODE_MAX];
	struct status			 st;
	const char			*c;

	for (s = table_statuses; s < table_statuses + table_statuses_count;
	    s++)
		for (c = "245"; *c != '\0'; c++) {
			st.class = (uint8_t)(*c - '0');
			st.subject = s->subject;
			st.detail = s->detail;
			if (table_status(&st) != s)
				continue;
			fill(&row, "status", render_status(&st, text),
			    s->title, s->source, s->meaning, s->cause);
			row.unusual = s->class == 0 &&
			    strchr(table_text(s->classes), *c) == NULL;
			each(arg, &row);
		}
}

static void
each_cause(list_each_row *each, void *arg)
{
	const struct table_cause	*c;
	struct list_row			 row;
	size_t				 i;

	for (i = 1; i < table_causes_count; i++) {
		c = &table_causes[i];
		fill(&row, "cause", slice_of(table_text(c->word)), 0, 0,
		    c->meaning,
		    (int)i);
		strlcpy(row.title, table_text(c->title), sizeof(row.title));
		each(arg, &row);
	}
}

void
list_each(list_each_row *each, void *arg)
{
	each_digit(each, arg);
	each_code(each, arg);
	each_part(each, arg);
	each_status(each, arg);
	each_cause(each, arg);
}

void
list_line(struct output *o, const struct list_row *row)
{
	output_bytes(o, row->operand, row->n);
	output_blanks(o, row->n < OPERAND_WIDTH ? OPERAND_WIDTH - row->n : 1);
	output_char(o, ' ');
	output_string(o, row->title);
	if (row->source[0] != '\0') {
		output_string(o, " (");
		output_string(o, row->source);
		output_char(o, ')');
	}
	output_char(o, '\n');
}

void
list_json(struct output *o, const struct list_row *row)
{
	output_char(o, '{');
	json_text(o, "kind", row->kind);
	json_string(o, "operand", (struct slice){ row->operand, row->n });
	json_text(o, "title", row->title);
	json_text(o, "source", row->source);
	json_text(o, "meaning", row->meaning);
	json_text(o, "cause", table_text(table_causes[row->cause].word));
	output_string(o, "}\n");
}

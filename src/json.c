/*
 * json.c - an explanation or a row of the table as one JSON object a line.
 */
#include <string.h>

#include "smtpcode.h"

#define KEY_MAX	24

/* The key, of at most KEY_MAX bytes; a comma before all but the first. */
static void
key(struct output *o, const char *name)
{
	char	 buf[KEY_MAX + 4] = ",\"";
	size_t	 n = strlen(name);
	bool	 first = o->n > 0 && o->buf[o->n - 1] == '{';

	memcpy(buf + 2, name, n);
	buf[n + 2] = '"';
	buf[n + 3] = ':';
	output_bytes(o, buf + first, n + 4 - first);
}

void
json_string(struct output *o, const char *name, struct slice s)
{
	if (s.n == 0)
		return;
	key(o, name);
	output_json(o, s);
}

void
json_text(struct output *o, const char *name, const char *s)
{
	if (s != NULL)
		json_string(o, name, slice_of(s));
}

void
json_number(struct output *o, const char *name, unsigned long n)
{
	key(o, name);
	output_number(o, n);
}

/* NULL: none. */
static const char *
class_word(int class)
{
	static const char	 names[][16] = { "success", "intermediate",
	    "temporary", "permanent" };

	return class >= 2 && class <= 5 ? names[class - 2] : NULL;
}

/* What was answered: by the log, or by the words and the cause. */
static void
command(struct output *o, const struct found *f, const struct verdict *v)
{
	enum command	 c = f->command;

	if (c == COMMAND_NONE)
		c = v->implied;
	json_text(o, "command", table_text(table_commands[c].word));
	if (c != f->command)
		json_text(o, "command_by", "cause");
}

/* Where it stands in the input, and what the log says of it. */
static void
context(struct output *o, const char *file, const struct found *f,
    const struct verdict *v)
{
	json_text(o, "file", file);
	if (f->line != 0)
		json_number(o, "line", f->line);
	if (f->end > f->line)
		json_number(o, "end", f->end);
	json_text(o, "format", f->format);
	if (f->direction != DIRECTION_NONE)
		json_text(o, "direction",
		    f->direction == DIRECTION_OUT ? "out" : "in");
	json_string(o, "time", f->time);
	json_string(o, "host", f->host);
	json_string(o, "recipient", f->recipient);
	command(o, f, v);
	json_text(o, "outcome", f->outcome);
}

void
json_problem(struct output *o, int code, const struct status *st,
    enum provider p, enum cause c)
{
	char	 text[RENDER_CODE_MAX];

	if (code != 0)
		json_string(o, "reply", render_code(code, text));
	if (st->class != 0)
		json_string(o, "status", render_status(st, text));
	json_text(o, "class", class_word(code != 0 ? code / 100 : st->class));
	json_text(o, "provider", table_text(table_providers[p].name));
	json_text(o, "cause", table_text(table_causes[c].word));
}

static void
items(struct output *o, const char *name, const char *const *list, size_t n)
{
	size_t	 i;

	if (n == 0)
		return;
	key(o, name);
	for (i = 0; i < n; i++) {
		output_char(o, i == 0 ? '[' : ',');
		output_json(o, slice_of(list[i]));
	}
	output_char(o, ']');
}

/* The hints for the reader who can do most. */
static void
hints(struct output *o, const struct found *f, const struct verdict *v)
{
	struct hints	 h;
	char		 buf[HINT_MAX];
	size_t		 i;

	hints_find(f, v, &h, 1);
	if (h.n == 0)
		return;
	key(o, "hints");
	for (i = 0; i < h.n; i++) {
		output_char(o, i == 0 ? '[' : ',');
		output_json(o, slice_of(hints_text(&h, i, buf)));
	}
	output_char(o, ']');
}

void
json_answer(struct output *o, const char *file, const struct found *f,
    const struct verdict *v)
{
	const char			*also[VERDICT_ALSO];
	char				 buf[TABLE_PROSE_MAX];
	size_t				 n;

	output_char(o, '{');
	context(o, file, f, v);
	json_problem(o, f->reply.code, verdict_status(f), v->provider,
	    v->cause);
	if (verdict_stated(f)->class != 0)
		json_string(o, "log_status",
		    render_status(verdict_stated(f), buf));
	for (n = 0; n < VERDICT_ALSO && v->also[n] != CAUSE_NONE; n++)
		also[n] = table_text(table_causes[v->also[n]].word);
	items(o, "also", also, n);
	if (v->cause != CAUSE_NONE && v->cause != CAUSE_SUCCESS) {
		json_text(o, "fault", table_text(
		    table_faults[verdict_fault(v)].word));
		json_text(o, "retry",
		    table_text(table_retries[verdict_retry(f, v)].word));
	}
	if (v->wait != 0)
		json_number(o, "wait", v->wait);
	if (v->blocklist != BLOCKLIST_NONE)
		json_text(o, "blocklist",
		    table_text(table_blocklists[v->blocklist].name));
	else
		json_string(o, "blocklist", zone_find(f, v));
	json_text(o, "title", verdict_title(f, v, buf));
	json_string(o, "text", f->reply.text);
	if (f->follows)
		output_string(o, ",\"follows\":true");
	else if (f->retold)
		output_string(o, ",\"retold\":true");
	else if (v->cause != CAUSE_SUCCESS)
		hints(o, f, v);
	output_string(o, "}\n");
}

void
json_cause(struct output *o, enum cause c)
{
	const struct table_cause	*row;
	const struct verdict		 v = { .cause = c };
	struct found			 f;

	memset(&f, 0, sizeof(f));
	row = &table_causes[c];
	output_char(o, '{');
	json_text(o, "cause", table_text(row->word));
	json_text(o, "fault", table_text(table_faults[row->fault].word));
	json_text(o, "retry", table_text(table_retries[row->retry].word));
	json_text(o, "title", table_text(row->title));
	hints(o, &f, &v);
	output_string(o, "}\n");
}

void
json_outside(struct output *o, struct slice number)
{
	output_char(o, '{');
	json_string(o, "reply", number);
	json_text(o, "cause", table_text(table_causes[CAUSE_UNKNOWN].word));
	json_text(o, "title", VERDICT_UNDEFINED);
	output_string(o, "}\n");
}

/*
 * metrics.c - the tally as OpenMetrics text, for node_exporter's textfile
 * collector.
 *
 * A counter's family is written with its _total, as that collector and promtool
 * want it.  Label values are the table's own words and numbers, and problems
 * beyond METRICS_MAX are summed under cause="other": the sets are bounded.
 */
#include <string.h>

#include "smtpcode.h"

#define METRICS_MAX	200

static void
family(struct output *o, const char *name, const char *help)
{
	output_string(o, "# HELP smtpcode_");
	output_string(o, name);
	output_char(o, ' ');
	output_string(o, help);
	output_string(o, "\n# TYPE smtpcode_");
	output_string(o, name);
	output_string(o, " counter\n");
}

/* smtpcode_NAME{LABEL="VALUE"} N */
static void
sample(struct output *o, const char *name, const char *label,
    const char *value, unsigned long n)
{
	output_string(o, "smtpcode_");
	output_string(o, name);
	if (label != NULL) {
		output_char(o, '{');
		output_string(o, label);
		output_string(o, "=\"");
		output_string(o, value);
		output_string(o, "\"}");
	}
	output_char(o, ' ');
	output_number(o, n);
	output_char(o, '\n');
}

static void
label(struct output *o, const char *name, struct slice value)
{
	output_char(o, ',');
	output_string(o, name);
	output_string(o, "=\"");
	output_bytes(o, value.p, value.n);
	output_char(o, '"');
}

static void
problem(struct output *o, const struct tally_problem *p)
{
	const struct tally_key	*k;
	const char		*word;
	char			 text[RENDER_CODE_MAX];

	k = &p->key;
	word = table_text(table_causes[k->cause].word);
	output_string(o, "smtpcode_problems_total{cause=\"");
	output_string(o, *word == '\0' ? "unknown" : word);
	output_char(o, '"');
	if (k->reply != 0)
		label(o, "reply", render_code(k->reply, text));
	if (k->status.class != 0)
		label(o, "status", render_status(&k->status, text));
	word = table_text(table_providers[k->provider].name);
	if (*word != '\0')
		label(o, "provider", (struct slice){ word, strlen(word) });
	output_string(o, "} ");
	output_number(o, p->count);
	output_char(o, '\n');
}

static void
problems(struct output *o, struct tally *t)
{
	const struct tally_problem	**list;
	unsigned long			  other;
	size_t				  count, i, shown;

	family(o, "problems_total", "Failures by reply, status, cause and "
	    "provider.");
	list = tally_sorted(t, &count);
	other = tally_other(t);
	for (shown = i = 0; i < count; i++)
		if (list[i]->key.cause == CAUSE_SUCCESS ||
		    list[i]->key.hung_up)
			continue;
		else if (shown++ < METRICS_MAX)
			problem(o, list[i]);
		else
			other += list[i]->count;
	if (other > 0)
		sample(o, "problems_total", "cause", "other", other);
}

void
metrics_text(struct output *o, struct tally *t, const struct stream_totals *n)
{
	size_t	 i;

	family(o, "lines_total", "Lines read.");
	sample(o, "lines_total", NULL, NULL, n->lines);
	family(o, "replies_total", "Replies, and failures without one.");
	sample(o, "replies_total", "result", "accepted", n->success);
	sample(o, "replies_total", "result", "failed", n->failed);
	sample(o, "replies_total", "result", "follows", n->follows);
	sample(o, "replies_total", "result", "hung_up", n->hung_up);
	family(o, "outcomes_total", "What the log says became of the mail.");
	for (i = 0; i < STREAM_OUTCOMES && n->outcomes[i].name != NULL; i++)
		sample(o, "outcomes_total", "outcome", n->outcomes[i].name,
		    n->outcomes[i].count);
	family(o, "not_understood_total", "Lines of a mail program that were "
	    "not understood.");
	sample(o, "not_understood_total", NULL, NULL, n->silent);
	problems(o, t);
	output_string(o, "# EOF\n");
}

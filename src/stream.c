/*
 * stream.c - what is found in the input to answers: each distinct problem
 * explained once, the rest counted.
 */
#include <string.h>

#include "smtpcode.h"

#define NOTES_MAX	8192	/* bytes of notes behind which none is begun */

/* Is it something that went well? */
static bool
success(const struct found *f, const struct verdict *v)
{
	int	 class;

	if (v->cause != CAUSE_NONE && v->cause != CAUSE_UNKNOWN)
		return v->cause == CAUSE_SUCCESS;
	class = verdict_class(f);
	return class == 2 || class == 3;
}

/* One line of an answer with its place in the input. */
static void
brief(struct stream *s, const struct found *f, const struct verdict *v)
{
	if (s->shown == SHOWN_ANSWER)
		output_char(s->out, '\n');
	s->shown = SHOWN_LINE;
	output_string(s->out, "line ");
	output_number(s->out, f->line);
	output_string(s->out, ": ");
	render_line(s->out, &s->view, f, v);
	if (f->command != COMMAND_NONE) {
		output_string(s->out, ", ");
		output_string(s->out,
		    table_text(table_commands[f->command].title));
	}
	output_string(s->out, "\n");
}

/*
 * In a list of replies each is explained as an operand is; in a dialogue what
 * went well is named only.
 */
static void
explained(struct stream *s, const struct found *f, const struct verdict *v,
    bool new)
{
	bool	 ok;

	ok = success(f, v);
	if (!f->dialogue && (ok || !new)) {
		s->hidden++;
		return;
	}
	if (!new || f->follows || (ok && f->command != COMMAND_NONE)) {
		brief(s, f, v);
		return;
	}
	if (s->shown != SHOWN_NOTHING)
		output_char(s->out, '\n');
	s->shown = SHOWN_ANSWER;
	s->view.brief = !f->dialogue || f->command != COMMAND_NONE ||
	    f->format != NULL;
	render_answer(s->out, &s->view, f, v);
}

/* The line that -a adds: what it is, and the first advice. */
static void
write_note(struct stream *s, struct output *o, const struct found *f,
    const struct verdict *v)
{
	struct hints	 h;
	char		 buf[HINT_MAX];

	output_blanks(o, 8);
	render_line(o, &s->view, f, v);
	hints_find(f, v, &h, 1);
	if (h.n > 0 && !f->follows) {
		output_string(o, "  ");
		output_string(o, hints_text(&h, 0, buf));
	}
	output_char(o, '\n');
}

/* Do words come again to be answered as they were? */
static bool
same_words(const struct stream_words *w, const struct found *f,
    const struct verdict *v)
{
	return w->again == f->again && w->outcome == f->outcome &&
	    w->provider == v->provider && w->topic == v->topic &&
	    w->direction == f->direction &&
	    w->status.class == f->verdict.class &&
	    w->status.subject == f->verdict.subject &&
	    w->status.detail == f->verdict.detail;
}

static struct stream_words
words_of(const struct found *f, const struct verdict *v)
{
	return (struct stream_words){ f->again, f->outcome, v->provider,
	    v->topic, f->direction, f->verdict };
}

static void
keep_note(struct stream_note *k, const struct found *f,
    const struct verdict *v, const char *text, size_t n)
{
	if (n > sizeof(k->text))
		return;
	k->words = words_of(f, v);
	memcpy(k->text, text, n);
	k->n = n;
}

/*
 * Note it: at once where the reply ended before the line that is being read,
 * else when that line has been copied.
 */
static void
annotate(struct stream *s, const struct found *f, const struct verdict *v)
{
	struct stream_note	*k = &s->notes[f->again % STREAM_NOTES];
	struct output		*o = &s->note;
	size_t			 start = o->n;

	if (success(f, v) || start > NOTES_MAX)
		return;
	if (f->again != 0 && same_words(&k->words, f, v))
		output_bytes(o, k->text, k->n);
	else {
		write_note(s, o, f, v);
		if (f->again != 0)
			keep_note(k, f, v, o->buf + start, o->n - start);
	}
	if (f->end < s->number && !s->open) {
		output_bytes(s->out, o->buf + start, o->n - start);
		o->n = start;
	}
}

unsigned long *
stream_outcome(struct stream_totals *t, const char *name, unsigned long n)
{
	size_t	 i;

	for (i = 0; name != NULL && n > 0 && i < STREAM_OUTCOMES; i++) {
		if (t->outcomes[i].name == NULL)
			t->outcomes[i].name = name;
		if (t->outcomes[i].name != name &&
		    (*t->outcomes[i].name != *name ||
		    strcmp(t->outcomes[i].name, name) != 0))
			continue;
		t->outcomes[i].count += n;
		return &t->outcomes[i].count;
	}
	return NULL;
}

/* A failure in words that come again, where only counts are wanted. */
static bool
counted_again(struct stream *s, const struct found *f, const struct verdict *v)
{
	const struct stream_count	*k;

	k = &s->counts[f->again % STREAM_COUNTS];
	if (f->again == 0 || s->mode != MODE_SUMMARY ||
	    !same_words(&k->words, f, v))
		return false;
	s->totals.found++;
	s->totals.failed++;
	s->totals.no_reply += f->reply.code == 0;
	if (k->outcome != NULL)
		++*k->outcome;
	tally_count(s->tally, k->problem, f);
	return true;
}

/* The problem of that verdict counted; is it a new one? */
static bool
count_problem(struct stream *s, const struct found *f,
    const struct verdict *v, unsigned long *outcome)
{
	const struct tally_key	 k = { f->reply.code, *verdict_status(f),
				    v->provider, v->cause,
				    v->topic == TOPIC_CLIENT_LEFT };
	struct tally_problem	*p = tally_find(s->tally, &k);

	if (p == NULL)
		return false;
	tally_count(s->tally, p, f);
	if (f->again != 0 && !k.hung_up)
		s->counts[f->again % STREAM_COUNTS] =
		    (struct stream_count){ words_of(f, v), p, outcome };
	return p->count == 1;
}

/* What it adds to the totals; returns as stream_outcome(). */
static unsigned long *
count_total(struct stream_totals *t, const struct found *f,
    const struct verdict *v, bool ok)
{
	unsigned long	*outcome = stream_outcome(t, f->outcome, 1);

	t->found += !f->retold;
	if (f->retold)
		t->retold++;
	else if (ok)
		t->success++;
	else if (f->follows)
		t->follows++;
	else if (v->topic == TOPIC_CLIENT_LEFT)
		t->hung_up++;
	else {
		t->failed++;
		t->no_reply += f->reply.code == 0;
	}
	return outcome;
}

/* Tell it, in the way of the mode; new: the first of its problem. */
static void
tell(struct stream *s, const struct found *f, const struct verdict *v,
    bool new)
{
	switch (s->mode) {
	case MODE_EXPLAIN:
		explained(s, f, v, new);
		break;
	case MODE_ONELINE:
		if (new) {
			render_line(s->out, &s->view, f, v);
			output_char(s->out, '\n');
		}
		break;
	case MODE_JSON:
		json_answer(s->out, s->view.file, f, v);
		break;
	case MODE_ANNOTATE:
		annotate(s, f, v);
		break;
	case MODE_SUMMARY:
	case MODE_QUIET:
		break;
	}
}

static void
count(struct stream *s, const struct found *f, const struct verdict *v)
{
	const bool	 ok = success(f, v);
	unsigned long	*outcome = count_total(&s->totals, f, v, ok);

	tell(s, f, v, s->tally != NULL && (!ok || f->dialogue) &&
	    !f->follows && !f->retold && count_problem(s, f, v, outcome));
}

/* Does a mail program's log say in some words why mail was not taken? */
static bool
tells_failure(const struct found *f)
{
	static const char	 outcomes[] =
				    "bounced\0deferred\0rejected\0expired\0";

	if (f->reply.text.n == 0 || f->outcome == NULL)
		return f->reply.text.n > 0 && f->format != NULL;
	return slice_starts_any(slice_of(f->outcome), outcomes);
}

static void
answer(struct stream *s, const struct found *f, const struct verdict *v)
{
	/* A program's own words that say nothing. */
	if (f->reply.code == 0 && f->reply.status.class == 0 &&
	    f->verdict.class == 0 &&
	    (v->cause == CAUSE_NONE || v->cause == CAUSE_UNKNOWN)) {
		s->totals.silent += tells_failure(f);
		return;
	}
	if (f->unsure && v->basis < BASIS_CLUE)
		return;
	/* "TLS connection established" is no reply: it is counted apart. */
	if (f->given == CAUSE_SUCCESS && f->command == COMMAND_STARTTLS) {
		s->totals.tls++;
		if (s->mode == MODE_JSON)
			json_answer(s->out, s->view.file, f, v);
		return;
	}
	if (!counted_again(s, f, v))
		count(s, f, v);
}

static void
stream_found(void *arg, const struct found *f)
{
	struct stream	*s = arg;
	struct verdict	 v;

	explain_again(s->again, s->phrase, f, &v);
	answer(s, f, &v);
}

/* What another thread found in the line, while nothing is pending. */
static void
stream_known(struct stream *s, const struct input_line *l)
{
	struct found	 f = l->known->found;

	f.line = f.end = l->number;
	answer(s, &f, &l->known->verdict);
}

/* What is copied to a terminal goes by the door of all foreign bytes. */
static void
show(struct output *o, struct slice raw)
{
	size_t	 n;

	while (raw.n > 0) {
		for (n = 0; n < raw.n && raw.p[n] != '\n' &&
		    raw.p[n] != '\t'; n++)
			;
		output_foreign(o, (struct slice){ raw.p, n - (n > 0 &&
		    n < raw.n && raw.p[n] == '\n' && raw.p[n - 1] == '\r') });
		if (n < raw.n)
			output_char(o, raw.p[n++]);
		raw.p += n;
		raw.n -= n;
	}
}

/* Copy what was read, then what was noted of it. */
static void
copy(struct stream *s, struct slice raw)
{
	if (s->view.terminal)
		show(s->out, raw);
	else
		output_bytes(s->out, raw.p, raw.n);
	s->open = raw.n > 0 && raw.p[raw.n - 1] != '\n';
	if (!s->open && s->note.n > 0) {
		output_bytes(s->out, s->note.buf, s->note.n);
		s->note.n = 0;
	}
}

/* Nothing is pending, whichever of the readers a line is for. */
static bool
idle(const struct stream *s)
{
	return mail_idle(s->mail) && log_idle(s->log);
}

void
stream_line(struct stream *s, const struct input_line *l)
{
	s->number = l->number;
	if (!l->rest) {
		s->totals.lines++;
		if (l->known != NULL && idle(s))
			stream_known(s, l);
		else if (!mail_line(s->mail, l->line, l->number, stream_found,
		    s))
			log_line(s->log, l->line, l->number, stream_found, s);
	}
	if (s->mode == MODE_ANNOTATE)
		copy(s, l->raw);
}

/* Lines that are read by a short way follow each other. */
static void
quick_lines(struct stream *s, struct input *in)
{
	struct input_line	 l;
	struct found		 f;

	while (log_hopes(s->log) && input_peek(in, &l) &&
	    log_next(s->log, l.line, &f)) {
		input_take(in, &l);
		s->number = f.line = f.end = l.number;
		s->totals.lines++;
		stream_found(s, &f);
		if (s->mode == MODE_ANNOTATE)
			copy(s, l.raw);
	}
}

void
stream_pass(struct stream *s, struct input *in)
{
	struct input_run	 run;

	/* Only other threads know of lines that are dull. */
	if (idle(s))
		input_pass(in, s->mode != MODE_JSON, s->threads != 1 &&
		    log_at_rest(s->log), &run);
	else if (mail_waits(s->mail) && log_idle(s->log))
		input_blank(in, &run);
	else
		return;
	if (run.lines > 0) {
		s->totals.lines += run.lines;
		s->totals.found += run.sent;
		s->totals.success += run.sent;
		stream_outcome(&s->totals, "sent", run.sent);
		if (s->mode == MODE_EXPLAIN)
			s->hidden += run.sent;
		if (s->mode == MODE_ANNOTATE)
			copy(s, run.raw);
	} else if (idle(s))
		quick_lines(s, in);
}

void
stream_end(struct stream *s)
{
	mail_end(s->mail, stream_found, s);
	log_end(s->log, stream_found, s);
	if (s->open && s->note.n > 0)
		output_char(s->out, '\n');
	output_bytes(s->out, s->note.buf, s->note.n);
	s->note.n = 0;
	s->open = false;
	/* The words of the next file have numbers of their own. */
	if (s->mode == MODE_ANNOTATE)
		memset(s->notes, 0, sizeof(s->notes));
	memset(s->counts, 0, sizeof(s->counts));
}

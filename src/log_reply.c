/*
 * log_reply.c - a reply gathered from a log's lines, and what was found given
 * out.
 */
#include <string.h>

#include "log.h"

/* Postfix's "(in reply to RCPT TO command)" behind the words taken off. */
static struct slice
without_tail(struct slice words)
{
	size_t i;

	i = log_at_last(words, "(in reply to ");
	if (i < words.n && i > 0 && words.n - i < 60)
		words = log_to(words, i);
	if (words.n > 0 && memchr(words.p, '\n', words.n) != NULL)
		words = log_to(words, log_at_last(words, "\nGiving up on "));
	return slice_trim(words);
}

void
log_fill(struct found *f, const struct log_line *of)
{
	f->verdict = of->verdict;
	f->given = of->given;
	f->likely = of->likely;
	f->command = of->command;
	f->direction = of->direction;
	f->format = of->format;
	f->time = of->time;
	f->host = of->host;
	f->recipient = of->recipient;
	f->outcome = of->outcome;
	f->unsure = of->unsure;
	f->follows = of->follows;
	f->retold = of->retold;
}

/* The reply in words, with code where they hold none themselves. */
void
log_understand(struct slice words, int code, char *buf, struct found *f)
{
	struct slice in;

	log_join(without_tail(words), code, buf, &f->reply);
	in = log_innermost(f->reply.text);
	if (in.n > 0) {
		struct reply r;
		bool more;

		f->words = in;
		if (reply_line(in, &r, &more))
			f->words = r.text;
	}
}

/* What words without a code hold; own: a program's, and no server's. */
void
log_wordless(struct slice words, bool own, struct found *f)
{
	struct slice	 w = words;
	size_t		 n;

	f->reply.text = w;
	if (own)
		return;
	w = without_tail(words);
	n = reply_status(w, &f->reply.status);
	if (n > 0)
		w = slice_trim(slice_skip(w, n));
	else if (!log_inner_status(w, 0, &f->reply.status))
		f->reply.status.class = 0;
	f->reply.text = w;
	f->words = log_innermost(w);
}

void
log_finish(struct log *l, const struct log_sink *to)
{
	struct log_pending *p;
	struct found f;

	p = &l->pending;
	if (!p->open)
		return;
	p->open = false;
	/* Words in brackets are anyone's where no recipient stands below. */
	if (p->of.quiet || (p->wordless && !p->of.mail &&
	    p->of.recipient.n == 0))
		return;
	memset(&f, 0, sizeof(f));
	log_fill(&f, &p->of);
	f.line = p->line;
	f.end = p->end;
	f.dialogue = p->dialogue;
	if (p->wordless)
		log_wordless((struct slice){ p->raw, p->n }, p->of.own, &f);
	else
		log_understand((struct slice){ p->raw, p->n }, p->code, l->text,
		    &f);
	if (f.reply.status.class == 0)
		f.reply.status = p->of.stated;
	to->emit(to->arg, &f);
}

static void
gather(struct log_pending *p, struct slice words, unsigned long number)
{
	if (p->n > 0 && p->n < LOG_RAW_MAX)
		p->raw[p->n++] = '\n';
	p->n += log_copy(p->raw + p->n, LOG_RAW_MAX - p->n, words).n;
	p->end = number;
}

/*
 * Go's net/textproto and Perl's Net::SMTP take the codes off: what follows on
 * lines of its own begins with a status, if with anything.
 */
static bool
is_loose(struct slice line)
{
	return log_has(line, ".go:") || (log_starts(line, "code ") &&
	    log_has(line, " message "));
}

/* The quote that lead ends with, or NUL. */
static char
quote(struct slice lead)
{
	char	 c = lead.n > 0 ? lead.p[lead.n - 1] : '\0';

	return c == '"' || c == '\'' ? c : '\0';
}

/* What stands behind the code, if words begin with one. */
struct slice
log_code_off(struct slice words)
{
	int	 code;

	return slice_trim(slice_skip(words, reply_code(words, &code)));
}

size_t
log_indent(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n && memchr(" \t>|", s.p[i], 4) != NULL; i++)
		continue;
	return i;
}

/*
 * "<joe@a.example>: host NAME[IP] said: 550", " Out: 550": a line of a bounce
 * that was pasted, or of a notice to the postmaster, which Postfix folds at
 * some blank; and a field that RFC 5322 2.2.3 folds.
 */
static bool
is_folded(const struct log_line *of, struct slice lead)
{
	return of->program.n == 0 && of->time.n == 0 &&
	    ((log_ends(lead, "] said: ") && !log_ends(of->line, ")")) ||
	    log_ends(lead, " Out: ") || log_ends(lead, " In:  ") ||
	    slice_starts(slice_skip(of->line, log_indent(of->line)),
	    "diagnostic-code:"));
}

/* A further line of that: set in deeper, or as deep as one that is. */
static bool
fold_goes_on(struct log *l, const struct log_line *ln,
    const struct log_sink *to)
{
	struct log_pending *p = &l->pending;
	struct slice s = slice_trim(ln->line);
	size_t i = log_indent(ln->line);

	if (p->end + 1 != to->number || i == ln->line.n || i == 0 ||
	    memchr(" \t", ln->line.p[i - 1], 2) == NULL || i < p->indent ||
	    (i == p->indent && i < 4))
		return false;
	s = slice_skip(ln->line, i - 1);
	p->n += log_copy(p->raw + p->n, LOG_RAW_MAX - p->n, s).n;
	p->end = to->number;
	if (log_ends(s, " command)"))
		log_finish(l, to);
	return true;
}

/* Begin a reply; complete: no further line of it can come. */
void
log_begin(struct log *l, const struct log_line *of, struct slice lead,
    struct slice words, int code, bool dialogue, bool complete,
    const struct log_sink *to)
{
	struct log_pending *p;
	struct reply r;

	log_finish(l, to);
	r.code = 0;
	p = &l->pending;
	l->status = (struct status){ 0 };
	if (reply_status(log_code_off(words), &l->status) > 0 && (!dialogue ||
	    (l->talk.bare && log_code_off(words).p != slice_trim(words).p)))
		l->hinted = to->number;
	p->of = *of;
	p->of.time = log_copy(p->time, LOG_FIELD_MAX, of->time);
	p->of.host = log_copy(p->host, LOG_FIELD_MAX, of->host);
	p->of.recipient = log_copy(p->recipient, LOG_FIELD_MAX, of->recipient);
	p->lead_n = log_copy(p->lead, LOG_FIELD_MAX, lead).n;
	p->quote = quote(lead);
	p->open = true;
	p->dialogue = dialogue;
	p->code = code;
	p->line = to->number;
	p->n = 0;
	gather(p, words, to->number);
	p->held = p->wordless = false;
	p->below = of->below && of->recipient.n == 0;
	p->cut = of->cut;
	p->folded = is_folded(of, lead);
	p->more = !complete && log_join(words, code, l->text, &r);
	p->indent = log_indent(of->line);
	p->loose = !dialogue && (is_loose(of->line) ||
	    (of->unsure && code == 0));
	if (p->more)
		p->code = r.code;
	else if (l->talk.tries && dialogue && r.code / 100 == 4)
		p->held = true;
	else if (!p->loose && !p->below && !p->cut && !p->folded)
		log_finish(l, to);
}

/* postqueue -p and mailq name the recipient below the reason. */
static bool
recipient_below(struct log *l, const struct log_line *ln)
{
	struct log_pending	*p = &l->pending;
	struct slice	 s = slice_trim(ln->line);

	if (ln->line.n == s.n || memchr(s.p, '@', s.n) == NULL ||
	    memchr(s.p, ' ', s.n) != NULL)
		return false;
	p->of.recipient = log_copy(p->recipient, LOG_FIELD_MAX,
	    log_unbracket(s));
	return true;
}

/*
 * "[2/3] ": syslog's part of an entry that Exim cut where it was too long.  Its
 * length, or 0; *more: there is a later part.
 */
size_t
log_entry_part(struct slice s, bool *more)
{
	size_t	 at, end;

	at = log_at(log_to(s, 5), "/");
	end = log_at(log_to(s, 9), "] ");
	if (s.n < 7 || *s.p != '[' || at >= 5 || at < 2 || end >= 9 ||
	    end <= at + 1 || !slice_digit(s.p[1]) || !slice_digit(s.p[at + 1]))
		return 0;
	*more = !log_same(log_to(slice_skip(s, 1), at - 1),
	    log_to(slice_skip(s, at + 1), end - at - 1));
	return end + 2;
}

/* The rest of a reply that was cut so. */
static bool
entry_rest(struct log *l, const struct log_line *ln, const struct log_sink *to)
{
	struct log_pending	*p = &l->pending;
	size_t		 n;

	n = log_entry_part(ln->msg, &p->cut);
	if (n == 0)
		return false;
	p->n += log_copy(p->raw + p->n, LOG_RAW_MAX - p->n,
	    slice_skip(ln->msg, n)).n;
	p->end = to->number;
	if (!p->cut)
		log_finish(l, to);
	return true;
}

/*
 * Nothing but blanks, levels and names in brackets: "ERROR [id] "; perhaps the
 * quote that a string in a program's notation begins with.
 */
bool
log_plain_lead(struct slice s)
{
	size_t i;

	if (s.n > 1 && quote(s) != '\0')
		s.n--;

	if (s.n > 0 && s.p[s.n - 1] != ' ' && s.p[s.n - 1] != '\t')
		return false;
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '[') {
			while (i < s.n && s.p[i] != ']')
				i++;
			continue;
		}
		if ((s.p[i] >= 'a' && s.p[i] <= 'z') || s.p[i] == '=' ||
		    s.p[i] == '@' || slice_digit(s.p[i]))
			return false;
	}
	return true;
}

/*
 * Is the digit at i one of a time or of a count of bytes, which differ from
 * line to line?  Not one of a process, a session or a port.
 */
static bool
passing(struct slice s, size_t i)
{
	size_t from = i, to = i;

	while (from > 0 && slice_digit(s.p[from - 1]))
		from--;
	while (to < s.n && slice_digit(s.p[to]))
		to++;
	if (log_begins(slice_skip(s, to), " byte"))
		return true;
	return (to - from <= 3 || to - from == 6) &&
	    ((from > 1 && memchr(":.,/", s.p[from - 1], 4) != NULL &&
	    slice_digit(s.p[from - 2])) || (to + 1 < s.n &&
	    memchr(":/", s.p[to], 2) != NULL && slice_digit(s.p[to + 1])));
}

/* The same words before a reply, but for a time or a count of bytes. */
static bool
same_lead(struct slice a, struct slice b)
{
	size_t i, k;

	for (i = k = 0; i < a.n && k < b.n; i++, k++) {
		if (a.p[i] == b.p[k])
			continue;
		if (!slice_digit(a.p[i]) || !slice_digit(b.p[k]) ||
		    !passing(a, i) || !passing(b, k))
			return false;
		while (i + 1 < a.n && slice_digit(a.p[i + 1]))
			i++;
		while (k + 1 < b.n && slice_digit(b.p[k + 1]))
			k++;
	}
	return i == a.n && k == b.n;
}

/* Debug levels show each line of a reply twice. */
static bool
said_twice(const struct log_pending *p, struct slice s)
{
	return s.n > 4 && p->n >= s.n && (p->n == s.n ||
	    p->raw[p->n - s.n - 1] == '\n') &&
	    memcmp(p->raw + p->n - s.n, s.p, s.n) == 0;
}

/*
 * Go's net/textproto, Perl's Net::Cmd and PEAR take the codes off a reply's
 * further lines, and what is left begins with the status of the first.
 */
bool
log_codeless_rest(struct log *l, struct slice s, unsigned long number)
{
	struct status	 st;

	if (l->hinted == 0 || number != l->hinted + 1 ||
	    reply_status(s, &st) == 0 || st.class != l->status.class ||
	    st.subject != l->status.subject || st.detail != l->status.detail)
		return false;
	l->hinted = number;
	return true;
}

/* A further line of one whose codes a program took off. */
static bool
loose_rest(struct log *l, struct slice s, const struct log_sink *to)
{
	struct log_pending *p = &l->pending;
	struct status st;
	int code;

	if (reply_status(s, &st) == 0 || p->end + 1 != to->number)
		return false;
	gather(p, s, to->number);
	if ((code = log_code_behind(s)) != 0) {
		p->code = code;
		p->of.unsure = code / 100 != st.class;
		log_finish(l, to);
	}
	return true;
}

/* Where a code of the same class stands in s; s.n: nowhere. */
static size_t
same_class(struct slice s, int of, int *code)
{
	size_t i;

	for (i = 0; i + 3 <= s.n && i < LOG_FIELD_MAX; i++)
		if ((i == 0 || memchr(" \t:\"'=>", s.p[i - 1], 7) != NULL) &&
		    reply_code(slice_skip(s, i), code) > 0 &&
		    *code / 100 == of / 100)
			return i;
	return s.n;
}

/* The line s of a reply in quotes, which lead may begin with, without them. */
static struct slice
unquoted(struct log_pending *p, struct slice lead, struct slice s)
{
	size_t i;

	if (quote(lead) != '\0')
		p->quote = quote(lead);
	if (p->quote == '\0')
		return s;
	i = log_at_last(s, (char[2]){ p->quote, '\0' });
	if (i < s.n && s.n - i < 5)
		s = log_to(s, i);
	if (log_ends(s, "\\r\\n"))
		s.n -= 4;
	return s;
}

/* A further line that begins with the code, behind what the first had. */
static bool
coded_rest(struct log *l, struct slice s, const struct log_sink *to)
{
	struct log_pending *p = &l->pending;
	struct slice lead;
	size_t i;
	int code;
	bool more;

	i = same_class(s, p->code, &code);
	if (i == s.n)
		return false;
	lead = log_to(s, i);
	s = slice_skip(s, i);
	if (said_twice(p, s))
		return true;
	if (!log_plain_lead(lead) && !same_lead(lead, (struct slice){ p->lead,
	    p->lead_n }))
		return false;
	more = s.n > 3 && s.p[3] == '-';
	if (code != p->code && more)
		return false;
	gather(p, unquoted(p, lead, s), to->number);
	p->more = more;
	if (!more && !p->folded)
		log_finish(l, to);
	return true;
}

/* A further line of the reply that is open? */
bool
log_continues(struct log *l, const struct log_line *ln,
    const struct log_sink *to)
{
	struct log_pending *p = &l->pending;
	bool below;

	if (p->cut)
		return entry_rest(l, ln, to);
	if (p->folded && fold_goes_on(l, ln, to))
		return true;
	if (p->folded && !p->more)
		return false;
	if (p->below) {
		below = recipient_below(l, ln);
		log_finish(l, to);
		return below;
	}
	return p->loose ? loose_rest(l, ln->msg, to) :
	    coded_rest(l, ln->msg, to);
}

/* The message of a failure or a reply without a code. */
void
log_without_code(struct log *l, struct log_line *ln, const struct log_sink *to)
{
	struct found f;

	log_finish(l, to);
	memset(&f, 0, sizeof(f));
	if (ln->given == CAUSE_NONE && (ln->outcome == NULL ||
	    strcmp(ln->outcome, "expired") != 0))
		log_context(ln, ln->msg, ln->words);
	if (ln->below) {
		log_begin(l, ln, ln->msg, ln->words, 0, false, true, to);
		l->pending.wordless = true;
		return;
	}
	log_fill(&f, ln);
	log_wordless(ln->words, ln->own, &f);
	f.line = f.end = to->number;
	to->emit(to->arg, &f);
}

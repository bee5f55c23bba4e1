/*
 * report.c - a bounce to the replies it reports (RFC 3464).
 *
 * What the server said stands in Diagnostic-Code; where that is missing or is
 * a bare number, the prose has it.  Status is the reporting system's verdict.
 */
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"

#define STORE_MAX	24576	/* bytes of recipients' fields */
#define FIELD_MAX	4096	/* of one, unfolded */
#define GROUPS_MAX	32	/* recipients kept until the end */
#define NAME_MAX	320	/* of an address (RFC 5321 4.5.3.1) */

/* The fields of one recipient (RFC 3464 2.3). */
struct group {
	struct slice	 final, original, diagnostic, remote;
	struct status	 status;
	int		 code;		/* "Status: 550" */
	const char	*outcome;
	bool		 action, any_status;
	unsigned long	 line, end;
};

/* What the header says of the mail's kind. */
struct form {
	bool		 daemon;	/* a mail system wrote it */
	bool		 automatic;	/* RFC 3834 5 */
	bool		 bounce, answer, delayed;	/* by its subject */
	bool		 letter;	/* an answer, or to many */
	bool		 complaint;	/* RFC 5965 */
};

struct report {
	struct prose	*prose;
	struct form	 form;
	struct group	 groups[GROUPS_MAX], now;
	size_t		 n;
	char		 store[STORE_MAX];
	size_t		 stored;
	char		 field[FIELD_MAX];
	size_t		 field_n;
	unsigned long	 field_line, field_end;
	unsigned long	 emitted, begun, last;
	char		 from[NAME_MAX], to[NAME_MAX], kind[NAME_MAX];
	char		 date[NAME_MAX];
	size_t		 from_n, to_n, kind_n, date_n;
	char		 buf[LOG_TEXT_MAX], joined[LOG_TEXT_MAX];
};

struct report *
report_new(void)
{
	struct report *r;

	r = malloc(sizeof(*r));
	if (r == NULL)
		return NULL;
	r->prose = prose_new();
	if (r->prose == NULL) {
		free(r);
		return NULL;
	}
	report_start(r, 0, false);
	return r;
}

void
report_free(struct report *r)
{
	if (r == NULL)
		return;
	prose_free(r->prose);
	free(r);
}

void
report_start(struct report *r, unsigned long number, bool bounce)
{
	prose_start(r->prose);
	memset(&r->form, 0, sizeof(r->form));
	memset(&r->now, 0, sizeof(r->now));
	r->n = r->stored = r->field_n = 0;
	r->from_n = r->to_n = r->kind_n = r->date_n = 0;
	r->emitted = 0;
	r->begun = r->last = number;
	r->form.daemon = bounce;
}

/* s, kept until the report is over; cut where there is no room. */
static struct slice
store(struct report *r, struct slice s)
{
	struct slice kept;

	if (s.n > STORE_MAX - r->stored)
		s.n = STORE_MAX - r->stored;
	kept.p = r->store + r->stored;
	kept.n = s.n;
	if (s.n > 0)
		memcpy(r->store + r->stored, s.p, s.n);
	r->stored += s.n;
	return kept;
}

/* "5.1.0 - Unknown address error 550-'5.1.1 words'", as IronPort and Amazon
 * quote a reply: the reply. */
static struct slice
unquote(struct report *r, struct slice s)
{
	size_t i;
	int code;

	for (i = 0; i + 4 < s.n; i++)
		if (s.p[i + 3] == '-' && s.p[i + 4] == '\'' &&
		    reply_code(slice_skip(s, i), &code) > 0) {
			s = slice_skip(s, i);
			r->store[s.p + 4 - r->store] = ' ';
			break;
		}
	return s;
}

static void
copy(char buf[NAME_MAX], size_t *n, struct slice s)
{
	*n = s.n < NAME_MAX ? s.n : NAME_MAX;
	if (*n > 0)
		memcpy(buf, s.p, *n);
}

/* How subjects begin, or what they hold, by what the mail is. */
static const char bounces[] =
    "undeliver\0returned mail\0returned to sender\0failure notice\0"
    "delivery fail\0failure delivery\0delivery has failed\0"
    "delivery status\0delivery notif\0delivery report\0"
    "delivery problem\0delivery error\0delivery delay\0"
    "mail delivery\0mail failure\0failed mail\0bounced\0"
    "not delivered\0not be delivered\0unable to deliver\0"
    "non-delivery\0not member\0mail system error\0delayed mail\0"
    "message status\0";
static const char letters[] =
    "re:\0aw:\0sv:\0antw:\0odp:\0";
static const char answers[] =
    "auto:\0auto reply\0auto-reply\0autoreply\0auto re\0auto-re\0"
    "autore\0automatic re\0automated re\0automatische antwort\0"
    "automatisch antwoord\0out of office\0out of the office\0ooo:\0"
    "vacation\0on vacation\0away from\0i am away\0abwesen\0"
    "r\303\251ponse auto\0r\351ponse auto\0reponse auto\0automatisk\0"
    "autosvar\0respuesta auto\0resposta auto\0risposta auto\0"
    "automatyczna odp\0odpowied\305\272 auto\0"
    "automatick\303\241 odpov\0"
    "automatikus v\0otomatik yan\0automaattinen vas\0"
    "absence du bureau\0message d'absence\0fuera de la of\0"
    "fuori sede\0fuori ufficio\0afwezig\0fora do escrit\0"
    /* Russian: auto-answer, automatic answer */
    "\320\260\320\262\321\202\320\276\320\276\321\202\320\262\0"
    "\320\220\320\262\321\202\320\276\320\276\321\202\320\262\0"
    "\320\220\320\262\321\202\320\276\320\274\320\260\321\202\320\270"
    "\321\207\320\265\321\201\320\272\320\270\320\271 "
    "\320\276\321\202\320\262\0"
    /* Japanese and Chinese: automatic answer */
    "\350\207\252\345\213\225\350\277\224\344\277\241\0"
    "\350\207\252\345\213\225\345\277\234\347\255\224\0"
    "\350\207\252\345\213\225\345\233\236\350\246\206\0"
    "\350\207\252\345\212\250\345\233\236\345\244\215\0"
    "\350\207\252\345\212\250\347\255\224\345\244\215\0";
static const char delays[] =
    "delay\0warning:\0";
static const char complaints[] =
    "complaint about message from \0email feedback report \0"
    "[spamcop (\0abuse report\0spam report\0";

static void
subject(struct form *f, struct slice v)
{
	char buf[512];
	struct slice s;

	s = mime_words(v, buf, sizeof(buf));
	f->letter = f->letter || slice_starts_any(s, letters);
	f->bounce = slice_has_any(s, bounces);
	while (s.n > 0 && (s.p[0] == '[' || s.p[0] == '('))
		s = slice_skip(s, 1);
	f->answer = slice_starts_any(s, answers);
	f->delayed = slice_has_any(s, delays);
	f->complaint = f->complaint || slice_starts_any(s, complaints);
}

/* The address in a From field: in angle brackets, or all of it. */
static struct slice
mailbox(struct slice v)
{
	size_t i;

	i = slice_find(v, "<");
	if (i < v.n) {
		v = slice_skip(v, i + 1);
		v.n = slice_find(v, ">");
	}
	return slice_trim(v);
}

static void
header(struct report *r, struct slice line)
{
	static const char daemons[] =
	    "mailer-daemon\0mailer daemon\0mailerdaemon\0postmaster\0"
	    "mail deliver\0maildeliver\0mdaemon\0";
	struct slice v;
	size_t n;

	n = mime_field_name(line);
	v = slice_trim(slice_skip(line, n + 1));
	line.n = n;
	if (slice_is(line, "subject"))
		subject(&r->form, v);
	else if (slice_is(line, "from")) {
		r->form.daemon = r->form.daemon || slice_has_any(v, daemons);
		copy(r->from, &r->from_n, mailbox(v));
	} else if (slice_is(line, "date"))
		copy(r->date, &r->date_n, v);
	else if (slice_is(line, "x-failed-recipients")) {
		r->form.daemon = true;
		prose_failed(r->prose, v);
	} else if (slice_is(line, "auto-submitted"))
		r->form.automatic = slice_has(v, "replied") ||
		    slice_has(v, "vacation");
	else if (slice_starts(line, "x-autore") ||
	    slice_starts(line, "x-mail-autore"))
		r->form.automatic = true;
	else if (slice_is(line, "precedence") && slice_has(v, "reply"))
		r->form.automatic = true;
	else if (slice_is(line, "list-unsubscribe"))
		r->form.letter = true;
	else if (slice_is(line, "x-apple-unsubscribe"))
		r->form.complaint = true;
	else if (slice_is(line, "content-type")) {
		if (slice_has(v, "delivery-status"))
			r->form.daemon = true;
		if (slice_has(v, "feedback-report"))
			r->form.complaint = true;
	}
}

static void
emit_found(struct report *r, struct found *f, log_emit *emit, void *arg)
{
	if (f->line < r->last)
		f->line = r->last;
	if (f->end < f->line)
		f->end = f->line;
	r->last = f->line;
	f->time = (struct slice){ r->date, r->date_n };
	f->direction = DIRECTION_OUT;
	r->emitted++;
	emit(arg, f);
}

/* Whether the prose repeats the words of the field. */
static bool
repeats(struct slice text, struct slice field)
{
	char start[24];
	size_t n;

	n = field.n < sizeof(start) ? field.n : sizeof(start) - 1;
	memcpy(start, field.p, n);
	start[n] = '\0';
	return slice_has(text, start);
}

/* The field's words, then the prose's. */
static void
join_words(struct report *r, struct slice field, struct found *f)
{
	struct slice text;
	size_t n;

	text = f->reply.text;
	if (!slice_has_words(field))
		return;
	n = field.n < 1024 ? field.n : 1024;
	memcpy(r->joined, field.p, n);
	if (slice_has_words(text) && text.n + n < LOG_TEXT_MAX &&
	    !repeats(text, field)) {
		r->joined[n++] = ' ';
		memcpy(r->joined + n, text.p, text.n);
		n += text.n;
	}
	f->reply.text.p = r->joined;
	f->reply.text.n = n;
}

/* The fields hold no reply: the prose's, or both's words. */
static void
ask_prose(struct report *r, const struct group *g, struct slice address,
    struct found *f)
{
	memset(f, 0, sizeof(*f));
	if (prose_reply(r->prose, address, f))
		return;
	if (g->code != 0) {
		f->reply.code = g->code;
		f->reply.text = g->diagnostic;
	} else {
		if (slice_has_words(g->diagnostic) &&
		    !prose_lists(r->prose, address))
			f->reply.text.n = 0;
		join_words(r, g->diagnostic, f);
	}
	f->words.n = 0;
}

static bool
is_failure(const struct group *g)
{
	return g->outcome == NULL || strcmp(g->outcome, "bounced") == 0 ||
	    strcmp(g->outcome, "deferred") == 0;
}

/*
 * Sendmail's field has one line of a reply, perhaps that of the command after
 * the one that failed, or of another server when the last has put the mail off.
 */
static bool
ask_dialogue(struct report *r, const struct group *g, struct slice address,
    struct found *f)
{
	struct slice none = { NULL, 0 };
	struct found got;
	bool off;

	if (g->diagnostic.n == 0)
		return false;
	off = g->outcome != NULL && strcmp(g->outcome, "deferred") == 0;
	if (prose_dialogue(r->prose, address, none, &got) &&
	    (got.reply.code / 100 == f->reply.code / 100 ||
	    (off && got.reply.code < 500))) {
		*f = got;
		return true;
	}
	return prose_dialogue(r->prose, address, g->diagnostic, f);
}

/* What the server said, from the fields or the prose. */
static void
group_reply(struct report *r, const struct group *g, struct slice address,
    struct found *f)
{
	struct reply reply;
	struct found said;
	bool more;

	memset(f, 0, sizeof(*f));
	if (g->diagnostic.n > 0)
		log_operand(g->diagnostic, r->buf, f);
	if (!is_failure(g)) {
		if (f->reply.code == 0)
			f->given = CAUSE_SUCCESS;
		return;
	}
	if (r->emitted >= GROUPS_MAX)	/* no prose speaks of so many */
		return;
	prose_end(r->prose);
	if (ask_dialogue(r, g, address, f))
		return;
	if (f->reply.code < 400 && (!slice_has_words(g->diagnostic) ||
	    !reply_line(g->diagnostic, &reply, &more)))
		ask_prose(r, g, address, f);
	else if (prose_reply(r->prose, address, &said) &&
	    said.reply.code == f->reply.code)
		f->command = said.command;
}

static void
emit_group(struct report *r, const struct group *g, log_emit *emit, void *arg)
{
	struct found f;
	struct slice address;
	char name[NAME_MAX];

	address = report_address(g->final, name, sizeof(name));
	if (!slice_has(address, "@") && slice_has(g->original, "@"))
		address = report_address(g->original, name, sizeof(name));
	group_reply(r, g, address, &f);
	f.verdict = g->status;
	f.recipient = address;
	f.host = report_value(g->remote);
	f.outcome = g->outcome != NULL ? g->outcome :
	    g->status.class == 4 ? "deferred" : "bounced";
	f.format = "dsn";
	f.line = g->line;
	f.end = g->end;
	emit_found(r, &f, emit, arg);
}

static void
flush(struct report *r, log_emit *emit, void *arg)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		emit_group(r, &r->groups[i], emit, arg);
	r->n = r->stored = 0;
}

/* The fields so far are all that is said of this recipient. */
static void
end_group(struct report *r, log_emit *emit, void *arg)
{
	const struct group *g = &r->now;

	if (g->diagnostic.n > 0 || ((g->action || g->any_status) &&
	    (g->final.n > 0 || g->original.n > 0))) {
		r->groups[r->n++] = *g;
		if (r->n == GROUPS_MAX ||
		    r->stored > STORE_MAX - 4 * FIELD_MAX)
			flush(r, emit, arg);
	}
	memset(&r->now, 0, sizeof(r->now));
}

/* field-name *WSP ":", as once was allowed (RFC 5322 4.5) */
static size_t
field_name(struct slice line)
{
	size_t i, n;

	for (n = 0; n < line.n && line.p[n] > ' ' && line.p[n] != ':'; n++)
		;
	for (i = n; i < line.n && (line.p[i] == ' ' || line.p[i] == '\t'); i++)
		;
	return i < line.n && line.p[i] == ':' ? n : 0;
}

static void
status_field(struct group *g, struct slice v)
{
	struct status none = { 0, 0, 0 };

	if (reply_status(v, &g->status) == 0) {
		g->status = none;
		if (reply_code(v, &g->code) == 0 || g->code < 400)
			return;
	}
	g->any_status = true;
}

/* The field in r->field is whole.  One that repeats begins a recipient. */
static void
end_field(struct report *r, log_emit *emit, void *arg)
{
	struct group *g = &r->now;
	struct slice name, v;

	name.p = r->field;
	name.n = r->field_n;
	r->field_n = 0;
	v = name;
	name.n = field_name(name);
	v = slice_trim(slice_skip(v, slice_find(v, ":") + 1));
	if ((slice_is(name, "final-recipient") && g->final.n > 0) ||
	    (slice_is(name, "original-recipient") && g->original.n > 0) ||
	    (slice_is(name, "action") && g->action))
		end_group(r, emit, arg);
	if (slice_is(name, "final-recipient"))
		g->final = store(r, v);
	else if (slice_is(name, "original-recipient"))
		g->original = store(r, v);
	else if (slice_is(name, "action")) {
		g->action = true;
		g->outcome = report_outcome(v);
	} else if (slice_is(name, "status"))
		status_field(g, v);
	else if (slice_is(name, "diagnostic-code"))
		g->diagnostic = unquote(r, store(r, report_value(v)));
	else if (slice_is(name, "remote-mta"))
		g->remote = store(r, v);
	else
		return;
	if (g->line == 0)
		g->line = r->field_line;
	g->end = r->field_end;
}

static void
fields_line(struct report *r, struct slice line, unsigned long number,
    log_emit *emit, void *arg)
{
	bool folded;

	folded = line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t');
	line = slice_trim(line);
	if (!folded || line.n == 0) {
		if (r->field_n > 0)
			end_field(r, emit, arg);
		if (line.n == 0) {
			end_group(r, emit, arg);
			return;
		}
		if (field_name(line) == 0)
			return;
		r->field_line = number;
	} else if (r->field_n == 0)
		return;
	if (r->field_n + line.n + 1 > FIELD_MAX)
		return;
	if (r->field_n > 0)
		r->field[r->field_n++] = ' ';
	memcpy(r->field + r->field_n, line.p, line.n);
	r->field_n += line.n;
	r->field_end = number;
}

/* A field of a report among the prose, by one that sends no such part. */
static bool
is_field(struct slice line)
{
	static const char names[] =
	    "Final-Recipient:\0Original-Recipient:\0Action:\0Status:\0"
	    "Diagnostic-Code:\0Remote-MTA:\0";

	return slice_starts_any(line, names);
}

static void
feedback_line(struct report *r, struct slice line)
{
	r->form.complaint = true;
	if (slice_starts(line, "feedback-type:"))
		copy(r->kind, &r->kind_n, slice_trim(slice_skip(line, 14)));
	else if (slice_starts(line, "original-rcpt-to:"))
		copy(r->to, &r->to_n, mailbox(slice_skip(line, 17)));
}

void
report_line(struct report *r, enum part part, struct slice line,
    unsigned long number, log_emit *emit, void *arg)
{
	switch (part) {
	case PART_HEADER:
		header(r, line);
		if (is_field(line))
			fields_line(r, line, number, emit, arg);
		break;
	case PART_FIELDS:
		fields_line(r, line, number, emit, arg);
		break;
	case PART_FEEDBACK:
		feedback_line(r, line);
		break;
	case PART_PREAMBLE:
	case PART_HTML:
	case PART_TEXT:
		if (is_field(line) || r->field_n > 0)
			fields_line(r, line, number, emit, arg);
		if (!is_field(line))
			prose_line(r->prose, part, line, number);
		break;
	case PART_END:
		if (r->field_n > 0)
			end_field(r, emit, arg);
		end_group(r, emit, arg);
		break;
	case PART_ORIGINAL:
	case PART_OTHER:
		break;
	}
}

/* One that the form alone decides: nobody's reply stands in it. */
static void
emit_given(struct report *r, enum cause cause, log_emit *emit, void *arg)
{
	struct found f;

	memset(&f, 0, sizeof(f));
	f.given = cause;
	f.recipient.p = r->from;
	f.recipient.n = r->from_n;
	f.format = "auto-reply";
	if (cause == CAUSE_COMPLAINT) {
		f.recipient.p = r->to;
		f.recipient.n = r->to_n;
		f.reply.text.p = r->kind;
		f.reply.text.n = r->kind_n;
		f.format = "arf";
	}
	f.line = f.end = r->begun;
	emit_found(r, &f, emit, arg);
}

static void
emit_prose(struct report *r, log_emit *emit, void *arg)
{
	struct found f;
	size_t i, n;
	struct slice address = { NULL, 0 };
	bool delayed;

	delayed = r->form.delayed ||
	    prose_has(r->prose, "warning message only") ||
	    prose_has(r->prose, "has been delayed");
	n = prose_end(r->prose);
	i = 0;
	do {
		memset(&f, 0, sizeof(f));
		if (n > 0)
			address = prose_recipient(r->prose, i);
		if (n > 0 && address.n == 0)
			continue;
		prose_reply(r->prose, address, &f);
		f.recipient = address;
		f.outcome = delayed ? "deferred" : "bounced";
		f.format = "bounce";
		emit_found(r, &f, emit, arg);
	} while (++i < n);
}

/* Sentences that only a bounce has, for one whose header tells nothing. */
static bool
bounce_prose(const struct report *r)
{
	static const char words[] =
	    "be delivered\0undeliver\0not delivered\0able to deliver\0"
	    "failed to deliver\0could not deliver\0delivery failed\0"
	    "did not reach\0delivery to the following\0failed recipients\0"
	    "permanent fatal errors\0notificationType\0"
	    "added to the recipient's\0automatically rejected\0"
	    "not authorized to send mail to the\0is being held because\0";
	const char *word;

	if (!prose_has(r->prose, "mail") && !prose_has(r->prose, "message"))
		return false;
	for (word = words; *word != '\0'; word = slice_next(word))
		if (prose_has(r->prose, word))
			return true;
	return false;
}

unsigned long
report_end(struct report *r, log_emit *emit, void *arg)
{
	struct slice none = { NULL, 0 };
	const struct form *f = &r->form;

	report_line(r, PART_END, none, 0, emit, arg);
	/* The second is Amazon's, in JSON. */
	if (f->complaint || prose_has(r->prose, "email abuse report") ||
	    prose_has(r->prose, "complainedRecipients"))
		emit_given(r, CAUSE_COMPLAINT, emit, arg);
	else if (r->n > 0 || r->emitted > 0)
		flush(r, emit, arg);
	else if (!f->daemon &&
	    (f->automatic || (f->answer && !f->letter)))
		emit_given(r, CAUSE_AUTO_REPLY, emit, arg);
	else if (f->daemon || (!f->letter && (f->bounce || bounce_prose(r))))
		emit_prose(r, emit, arg);
	return r->emitted;
}

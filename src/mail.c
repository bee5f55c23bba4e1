/*
 * mail.c - which lines of the input are a mail, and what it reports.
 */
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"

enum where {
	START,		/* nothing but empty lines so far */
	PERHAPS,	/* one header field that a log may hold also */
	MAIL,
	AFTER,		/* after the last boundary of a mail */
	ELSEWHERE	/* in a log: only an mbox line starts a mail */
};

struct mail {
	enum where	 where;
	struct mime	*mime;
	struct report	*report;
	bool		 in_header, blank;	/* blank: the line before */
	unsigned long	 count, silent;
	log_emit	*emit;		/* while a line is being read */
	void		*arg;
};

struct mail *
mail_new(void)
{
	struct mail *m;

	m = calloc(1, sizeof(*m));
	if (m == NULL)
		return NULL;
	m->mime = mime_new();
	m->report = report_new();
	if (m->mime == NULL || m->report == NULL) {
		mail_free(m);
		return NULL;
	}
	return m;
}

void
mail_free(struct mail *m)
{
	if (m == NULL)
		return;
	mime_free(m->mime);
	report_free(m->report);
	free(m);
}

static bool
starts_any(struct slice s, const char *const *words)
{
	for (; *words != NULL; words++)
		if (slice_starts(s, *words))
			return true;
	return false;
}

static bool
is_digits(const char *p, size_t n)
{
	while (n > 0 && p[n - 1] >= '0' && p[n - 1] <= '9')
		n--;
	return n == 0;
}

/* "From " addr-spec timestamp, as ctime(3) writes it (RFC 4155 appendix A) */
static bool
is_mbox(struct slice s)
{
	size_t i;

	if (!slice_starts(s, "From ") || s.n < 26)
		return false;
	for (i = 5; i + 3 <= s.n; i++)
		if (s.p[i] == ':' && is_digits(s.p + i + 1, 2) &&
		    is_digits(s.p + i - 2, 2))
			break;
	if (i + 3 > s.n)
		return false;
	s = slice_trim(s);
	return s.n > 26 && (is_digits(s.p + s.n - 4, 4) ||
	    slice_has(slice_skip(s, i), " 20"));
}

/* A field that stands at the head of mails and of nothing else. */
static bool
is_mail_field(struct slice s)
{
	static const char *const names[] = { "Return-Path:", "Received:",
	    "Delivered-To:", "X-Original-To:", "Envelope-To:",
	    "X-Envelope-To:", "X-Envelope-From:", "DKIM-Signature:",
	    "ARC-Seal:", "Authentication-Results:", "Received-SPF:",
	    "MIME-Version:", "Message-ID:", "X-Failed-Recipients:",
	    "Auto-Submitted:", "Reporting-MTA:", "Final-Recipient:",
	    "Original-Recipient:", "Original-Envelope-Id:", NULL };

	return starts_any(s, names);
}

/* One that a log or a dialogue may hold too: two of them are a mail. */
static bool
is_usual_field(struct slice s)
{
	static const char *const names[] = { "From:", "To:", "Cc:", "Date:",
	    "Subject:", "Sender:", "Reply-To:", "Content-Type:",
	    "Content-Transfer-Encoding:", "References:", "In-Reply-To:",
	    "Importance:", "Precedence:", "Thread-", "List-", "X-",
	    "Errors-To:", "User-Agent:", "Action:", "Status:",
	    "Diagnostic-Code:", "Remote-MTA:", "Arrival-Date:",
	    "Last-Attempt-Date:", NULL };

	return mime_field_name(s) > 0 && starts_any(s, names);
}

/* The first line of a bounce that lost its header. */
static bool
is_opening(struct slice s)
{
	static const char *const openings[] = {
	    "This is the mail system at host ",
	    "This is the Postfix program at host ",
	    "Hi. This is the ", "This message was created automatically by ",
	    "This is an automatically generated Delivery Status",
	    "----- The following addresses had ",
	    "----- Transcript of session follows",
	    "The original message was received at ",
	    "Delivery to the following recipient",
	    "Delivery has failed to these recipients",
	    "Your message did not reach some or all",
	    "I'm sorry to have to inform you that ",
	    "Message from yahoo", "Sorry, we were unable to deliver your ",
	    "A message that you sent could not be delivered ",
	    "** Address not found **", "** Message not delivered **",
	    "This is a MIME-encapsulated message",
	    "An error has occurred while attempting to deliver ", NULL };

	return starts_any(slice_trim(s), openings);
}

/* Postfix sends its dialogues to the postmaster; they are the log's. */
static bool
is_dialogue(struct slice s)
{
	return slice_starts(s, "Subject: Postfix SMTP ") &&
	    slice_has(s, ": errors from ");
}

static void
from_part(void *arg, enum part part, struct slice line, unsigned long number)
{
	struct mail *m = arg;

	report_line(m->report, part, line, number, m->emit, m->arg);
}

static void
start(struct mail *m, enum where where, bool body)
{
	mime_start(m->mime, body);
	report_start(m->report);
	m->where = where;
	m->in_header = !body;
}

static void
end(struct mail *m)
{
	if (m->where != MAIL && m->where != AFTER)
		return;
	mime_end(m->mime, from_part, m);
	m->count++;
	if (report_end(m->report, m->emit, m->arg) == 0)
		m->silent++;
}

static void
feed(struct mail *m, struct slice line, unsigned long number)
{
	if (slice_trim(line).n == 0)
		m->in_header = false;
	mime_line(m->mime, line, number, from_part, m);
}

/* The line is the first, or the one after a single field. */
static bool
begin(struct mail *m, struct slice line, unsigned long number)
{
	bool strong;

	if (m->where == START && slice_trim(line).n == 0)
		return false;
	strong = is_mail_field(line);
	if (m->where == PERHAPS && (strong || is_usual_field(line))) {
		m->where = MAIL;
		feed(m, line, number);
		return true;
	}
	if (m->where == PERHAPS && line.n > 0 &&
	    (line.p[0] == ' ' || line.p[0] == '\t')) {
		feed(m, line, number);
		return false;
	}
	if (m->where == START && (strong || is_opening(line))) {
		start(m, MAIL, !strong);
		feed(m, line, number);
		return true;
	}
	if (m->where == START && is_usual_field(line)) {
		start(m, PERHAPS, false);
		feed(m, line, number);
		return false;
	}
	m->where = ELSEWHERE;
	return false;
}

/* A line without CR inside. */
static bool
one_line(struct mail *m, struct slice line, unsigned long number)
{
	bool blank;

	blank = m->blank || m->where == START || m->where == ELSEWHERE;
	m->blank = slice_trim(line).n == 0;
	if (blank && is_mbox(line)) {
		end(m);
		start(m, MAIL, false);
		return true;
	}
	if (m->where == AFTER && is_mail_field(line)) {
		end(m);
		start(m, MAIL, false);
	}
	if (m->where == ELSEWHERE)
		return false;
	if (m->where == START || m->where == PERHAPS)
		return begin(m, line, number);
	if (m->in_header && is_dialogue(line)) {
		m->where = ELSEWHERE;
		return false;
	}
	feed(m, line, number);
	if (mime_closed(m->mime))
		m->where = AFTER;
	return true;
}

bool
mail_line(struct mail *m, struct slice line, unsigned long number,
    log_emit *emit, void *arg)
{
	struct slice part;
	const char *cr;
	bool taken;

	m->emit = emit;
	m->arg = arg;
	/* Lines may end in CR alone, as a Macintosh once wrote them. */
	while (line.n > 0 && m->where != ELSEWHERE &&
	    (cr = memchr(line.p, '\r', line.n)) != NULL) {
		part.p = line.p;
		part.n = (size_t)(cr - line.p);
		line = slice_skip(line, part.n + 1);
		taken = one_line(m, part, number);
		if (line.n == 0 || m->where == ELSEWHERE)
			return taken;
	}
	return one_line(m, line, number);
}

void
mail_end(struct mail *m, log_emit *emit, void *arg)
{
	m->emit = emit;
	m->arg = arg;
	end(m);
	m->where = START;
	m->blank = false;
}

unsigned long
mail_count(const struct mail *m, unsigned long *silent)
{
	*silent = m->silent;
	return m->count;
}

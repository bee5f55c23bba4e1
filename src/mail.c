/*
 * mail.c - which lines of the input are a mail, and what it reports.
 */
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"

#define PERHAPS_MAX	30	/* lines before it is settled */

enum where {
	START,		/* nothing but empty lines so far */
	PERHAPS,	/* header fields that a log may hold also */
	MAIL,
	AFTER,		/* after the last boundary of a mail */
	ELSEWHERE	/* in a log: only an mbox line starts a mail */
};

struct mail {
	enum where	 where;
	struct mime	*mime;
	struct report	*report;
	bool		 in_header, blank;	/* blank: the line before */
	unsigned	 usual, seen;	/* fields while not yet sure */
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

/* "From " address weekday month day time year (RFC 4155 appendix A) */
static bool
is_mbox(struct slice s)
{
	static const char *const days[] = { "Mon ", "Tue ", "Wed ", "Thu ",
	    "Fri ", "Sat ", "Sun ", NULL };
	size_t i;

	if (!slice_starts(s, "From "))
		return false;
	s = slice_trim(slice_skip(s, 5));
	for (i = 0; i < s.n && s.p[i] != ' '; i++)
		;
	s = slice_trim(slice_skip(s, i));
	return starts_any(s, days) && slice_has(s, ":") && s.n >= 20;
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
	    "Subject:", "Sender:", "Reply-To:", "Content-",
	    "References:", "In-Reply-To:",
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
	    "This is the DragonFly Mail Agent ",
	    "This is a delivery status notification from ",
	    "This is an automatically generated Delivery Status",
	    "This message was created automatically by ",
	    "This report relates to ", "Hi. This is the ", "Hi. The MTA ",
	    "----- The following addresses had ",
	    "----- Transcript of session follows",
	    "The original message was received at ",
	    "Delivery to the following recipient",
	    "Delivery has failed to these recipients",
	    "Your message did not reach some or all",
	    "Your message to ", "Your message wasn't delivered ",
	    "I'm sorry to have to inform you that ",
	    "Sorry, we were unable to deliver your ",
	    "A message that you sent c", "Unable to deliver message to ",
	    "Failed to deliver to ", "Delivery failed ",
	    "** Address not found **", "** Message ",
	    "An error has occurred while attempting to deliver ", NULL };

	s = slice_trim(s);
	return starts_any(s, openings) || slice_is(s, "Hi!") ||
	    slice_is(s, "Your message") ||
	    (slice_starts(s, "Message from ") && s.p[s.n - 1] == '.');
}

/* What stands before the first boundary of a mail that lost its header. */
static bool
is_preamble(struct slice s)
{
	static const char *const preambles[] = { "This is a MIME",
	    "This is a multi-part message in MIME",
	    "This is a multipart message in MIME",
	    "This message is in MIME format",
	    "This multi-part MIME message", NULL };

	return starts_any(s, preambles);
}

/* "--boundary", or what may be one. */
static bool
is_delimiter(struct slice s)
{
	return s.n > 4 && s.p[0] == '-' && s.p[1] == '-' &&
	    slice_find(s, " ") == s.n && s.p[s.n - 1] != '-';
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
start(struct mail *m, enum where where, bool body, unsigned long number)
{
	mime_start(m->mime, body);
	report_start(m->report, number, false);
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

/* A further line of what may be a header: one field of a mail's own, or two
 * usual ones, settle it. */
static bool
go_on(struct mail *m, struct slice line, unsigned long number)
{
	bool folded;

	folded = line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t');
	m->usual += is_usual_field(line);
	if (++m->seen > PERHAPS_MAX ||
	    (!folded && mime_field_name(line) == 0)) {
		m->where = ELSEWHERE;
		return false;
	}
	feed(m, line, number);
	if (!is_mail_field(line) && m->usual < 2)
		return false;
	m->where = MAIL;
	return true;
}

/* The first line. */
static bool
begin(struct mail *m, struct slice line, unsigned long number)
{
	bool field, opening;

	if (slice_trim(line).n == 0 || slice_has(line, "forwarded message"))
		return false;
	field = is_mail_field(line);
	opening = is_opening(line);
	if (field || opening || is_preamble(line)) {
		start(m, MAIL, !field, number);
		report_start(m->report, number, opening);
		feed(m, line, number);
		return true;
	}
	m->where = ELSEWHERE;
	m->seen = m->usual = 0;
	if (is_delimiter(line)) {
		start(m, PERHAPS, true, number);
		feed(m, line, number);
		m->usual = 1;
	} else if (mime_field_name(line) > 0) {
		start(m, PERHAPS, false, number);
		return go_on(m, line, number);
	}
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
		start(m, MAIL, false, number);
		return true;
	}
	if (m->where == AFTER && is_mail_field(line)) {
		end(m);
		start(m, MAIL, false, number);
	}
	if (m->where == ELSEWHERE)
		return false;
	if (m->where == START)
		return begin(m, line, number);
	if (m->where == PERHAPS)
		return go_on(m, line, number);
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

bool
mail_waits(const struct mail *m)
{
	return m->where == START;
}

bool
mail_idle(const struct mail *m)
{
	return m->where == ELSEWHERE;
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

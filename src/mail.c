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

/* "From " address weekday month day time year (RFC 4155 appendix A) */
static bool
is_mbox(struct slice s)
{
	static const char days[] =
	    "Mon \0Tue \0Wed \0Thu \0Fri \0Sat \0Sun \0";
	size_t i;

	if (!slice_starts(s, "From "))
		return false;
	s = slice_trim(slice_skip(s, 5));
	for (i = 0; i < s.n && s.p[i] != ' '; i++)
		;
	s = slice_trim(slice_skip(s, i));
	return slice_starts_any(s, days) && slice_has(s, ":") && s.n >= 20;
}

/* A field that stands at the head of mails and of nothing else. */
static bool
is_mail_field(struct slice s)
{
	static const char names[] =
	    "Return-Path:\0Received:\0Delivered-To:\0X-Original-To:\0"
	    "Envelope-To:\0X-Envelope-To:\0X-Envelope-From:\0"
	    "DKIM-Signature:\0ARC-Seal:\0Authentication-Results:\0"
	    "Received-SPF:\0MIME-Version:\0Message-ID:\0"
	    "X-Failed-Recipients:\0Auto-Submitted:\0Reporting-MTA:\0"
	    "Final-Recipient:\0Original-Recipient:\0Original-Envelope-Id:\0";

	return slice_starts_any(s, names);
}

/* One that a log or a dialogue may hold too: two of them are a mail. */
static bool
is_usual_field(struct slice s)
{
	static const char names[] =
	    "From:\0To:\0Cc:\0Date:\0Subject:\0Sender:\0Reply-To:\0Content-\0"
	    "References:\0In-Reply-To:\0Importance:\0Precedence:\0Thread-\0"
	    "List-\0X-\0Errors-To:\0User-Agent:\0Action:\0Status:\0"
	    "Diagnostic-Code:\0Remote-MTA:\0Arrival-Date:\0"
	    "Last-Attempt-Date:\0";

	return mime_field_name(s) > 0 && slice_starts_any(s, names);
}

/* The first line of a bounce that lost its header. */
static bool
is_opening(struct slice s)
{
	static const char openings[] =
	    "This is the mail system at host \0"
	    "This is the Postfix program at host \0"
	    "This is the DragonFly Mail Agent \0"
	    "This is a delivery status notification from \0"
	    "This is an automatically generated Delivery Status\0"
	    "This message was created automatically by \0"
	    "This report relates to \0Hi. This is the \0Hi. The MTA \0"
	    "----- The following addresses had \0"
	    "----- Transcript of session follows\0"
	    "The original message was received at \0"
	    "Delivery to the following recipient\0"
	    "Delivery has failed to these recipients\0"
	    "Your message did not reach some or all\0Your message to \0"
	    "Your message wasn't delivered \0"
	    "I'm sorry to have to inform you that \0"
	    "Sorry, we were unable to deliver your \0"
	    "A message that you sent c\0Unable to deliver message to \0"
	    "Failed to deliver to \0Delivery failed \0"
	    "** Address not found **\0** Message \0"
	    "An error has occurred while attempting to deliver \0";

	s = slice_trim(s);
	return slice_starts_any(s, openings) || slice_is(s, "Hi!") ||
	    slice_is(s, "Your message") ||
	    (slice_starts(s, "Message from ") && s.p[s.n - 1] == '.');
}

/* What stands before the first boundary of a mail that lost its header. */
static bool
is_preamble(struct slice s)
{
	static const char preambles[] =
	    "This is a MIME\0This is a multi-part message in MIME\0"
	    "This is a multipart message in MIME\0"
	    "This message is in MIME format\0This multi-part MIME message\0";

	return slice_starts_any(s, preambles);
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

	if (m->where == ELSEWHERE && (line.n == 0 ||
	    slice_lower(*line.p) != 'f' || !slice_starts(line, "From ")))
		return false;
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

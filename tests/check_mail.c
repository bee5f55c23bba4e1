/*
 * check_mail.c - each kind of report, the parsers of fields, and mails that
 * break every rule.
 */
#include <check.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"
#include "share.h"

#define OUT_MAX	8192

/* What came out: one line each, "CODE STATUS (VERDICT) RECIPIENT OUTCOME". */
struct seen {
	char		 text[OUT_MAX];
	size_t		 n;
	unsigned long	 line, taken, lines;
};

static void
put(struct seen *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void
put(struct seen *s, const char *format, ...)
{
	va_list	 ap;
	int	 n;

	va_start(ap, format);
	n = vsnprintf(s->text + s->n, OUT_MAX - s->n, format, ap);
	va_end(ap);
	s->n += (size_t)n;
	if (s->n >= OUT_MAX)
		s->n = OUT_MAX - 1;
}

static void
put_status(struct seen *s, const char *before, struct status st,
    const char *after)
{
	if (st.class != 0)
		put(s, "%s%u.%u.%u%s", before, st.class, st.subject,
		    st.detail, after);
}

static void
see(void *arg, const struct found *f)
{
	struct seen	*s = arg;

	ck_assert_uint_ge(f->line, s->line);
	ck_assert_uint_ge(f->end, f->line);
	s->line = f->line;
	if (s->n > 0)
		put(s, "\n");
	put(s, "%d", f->reply.code);
	put_status(s, " ", f->reply.status, "");
	put_status(s, " (", f->verdict, ")");
	put(s, " %.*s", (int)f->recipient.n, f->recipient.p);
	if (f->given == CAUSE_NONE)
		put(s, " %s", f->outcome);
	else
		put(s, " %s", table_text(table_causes[f->given].word));
}

static void
feed(struct mail *m, struct seen *s, const char *p, size_t n)
{
	const char	*end = p + n, *lf;
	size_t		 len;

	for (; p < end; p = lf + 1) {
		lf = memchr(p, '\n', (size_t)(end - p));
		if (lf == NULL)
			lf = end;
		len = (size_t)(lf - p);
		if (len > 0 && p[len - 1] == '\r')
			len--;
		s->taken += mail_line(m, (struct slice){ p, len },
		    ++s->lines, see, s);
	}
}

static void
read_mail(const char *p, size_t n, struct seen *s)
{
	struct mail	*m = mail_new();

	ck_assert_ptr_nonnull(m);
	memset(s, 0, sizeof(*s));
	feed(m, s, p, n);
	mail_end(m, see, s);
	mail_free(m);
}

#define DAEMON	"Return-Path: <>\n"					\
	"From: Mail System <MAILER-DAEMON@mta.example>\n"
#define REPORT	DAEMON							\
	"Content-Type: multipart/report; report-type=delivery-status;\n"	\
	"\tboundary=\"b1/mta\"\n\n--b1/mta\n\n"
#define FIELDS	"--b1/mta\nContent-Type: message/delivery-status\n\n"	\
	"Reporting-MTA: dns; mta.example\n\n"
#define RETURNED "\n--b1/mta\nContent-Type: message/rfc822\n\n"		\
	"Received: by x.example\nSubject: 554 5.7.1 spam\n\n"		\
	"550 5.1.1 <no@one.example> User unknown\n--b1/mta--\n"

static const struct {
	const char	*mail, *seen;
} kinds[] = {
	/* A report, its fields folded and in any order. */
	{ REPORT "<a@b.example>: host mx.b.example[192.0.2.1] said: 550\n"
	    "    5.1.1 No such mailbox (in reply to RCPT TO command)\n\n"
	    FIELDS "Final-Recipient: rfc822; a@b.example\nAction: failed\n"
	    "Status: 5.1.1\nRemote-MTA: dns; mx.b.example\n"
	    "Diagnostic-Code: smtp;\n    550 5.1.1\n    No such mailbox\n"
	    RETURNED,
	    "550 5.1.1 (5.1.1) a@b.example bounced" },
	{ REPORT FIELDS "Diagnostic-Code: smtp; 550 No such mailbox\n"
	    "Status: 5.1.1\nAction: failed\n"
	    "Original-Recipient: rfc822;a@b.example\n" RETURNED,
	    "550 (5.1.1) a@b.example bounced" },
	/* Every action; several recipients, with and without empty lines. */
	{ REPORT FIELDS "Final-Recipient: rfc822;a@b.example\nAction: failed\n"
	    "Status: 5.2.2\n\nFinal-Recipient: rfc822;c@b.example\n"
	    "Action: delayed\nStatus: 4.2.2\n"
	    "Final-Recipient: rfc822;d@b.example\nAction: delivered\n"
	    "Status: 2.1.5\nDiagnostic-Code: smtp; 250 2.1.5 Ok\n\n"
	    "Final-Recipient: rfc822;e@b.example\nAction: relayed\n"
	    "Status: 2.0.0\n\nFinal-Recipient: rfc822;f@b.example\n"
	    "Action: expanded\nStatus: 2.0.0\n" RETURNED,
	    "0 (5.2.2) a@b.example bounced\n0 (4.2.2) c@b.example deferred\n"
	    "250 2.1.5 (2.1.5) d@b.example sent\n"
	    "0 (2.0.0) e@b.example success\n0 (2.0.0) f@b.example success" },
	/* Fields that are wrong; the server's words win. */
	{ REPORT FIELDS "Final-Recipient: rfc822;<a@b.example>\n"
	    "Action: failed (for good)\nStatus: 5.1.1 (bad destination)\n"
	    "Diagnostic-Code: SMTP; 550 5.7.1 Go away\n" RETURNED,
	    "550 5.7.1 (5.1.1) a@b.example bounced" },
	{ REPORT FIELDS "Final-Recipient: a@b.example\nAction: failed\n"
	    "Status: 550\n" RETURNED,
	    "550 a@b.example bounced" },
	{ REPORT FIELDS "Action : failed\nStatus : 5.0.0\nDiagnostic-Code : "
	    "smtp ;550 5.7.54 no\nFinal-Recipient : rfc822;a@b.example\n"
	    RETURNED,
	    "550 5.7.54 (5.0.0) a@b.example bounced" },
	/* RFC 6533 */
	{ REPORT "--b1/mta\nContent-Type: message/global-delivery-status\n\n"
	    "Final-Recipient: utf-8; r\\x{E9}n@b.example\nAction: failed\n"
	    "Status: 5.1.1\n" RETURNED,
	    "0 (5.1.1) r\303\251n@b.example bounced" },
	/* Sendmail: the dialogue has what the field cut off. */
	{ REPORT "   ----- The following addresses had permanent fatal errors "
	    "-----\n<a@b.example>\n    (reason: 550-First)\n\n"
	    "   ----- Transcript of session follows -----\n"
	    "... while talking to mx.b.example.:\n>>> DATA\n"
	    "<<< 550-First\n<<< 550 5.2.2 Mailbox full\n"
	    "550 5.1.1 <a@b.example>... User unknown\n"
	    "<<< 503 5.0.0 Need RCPT\n\n" FIELDS
	    "Final-Recipient: RFC822; a@b.example\nAction: failed\n"
	    "Status: 5.1.1\nDiagnostic-Code: SMTP; 550-First\n" RETURNED,
	    "550 5.2.2 (5.1.1) a@b.example bounced" },
	/* A bare number says nothing: the prose does. */
	{ REPORT "   ----- Transcript of session follows -----\n"
	    "procmail: Quota exceeded\n"
	    "550 5.2.2 <a@b.example>... Can't create output\n\n" FIELDS
	    "Final-Recipient: RFC822; a@b.example\nAction: failed\n"
	    "Status: 5.2.2\nDiagnostic-Code: X-Unix; 73\n" RETURNED,
	    "550 5.2.2 (5.2.2) a@b.example bounced" },
	/* IronPort and Amazon quote the reply. */
	{ REPORT FIELDS "Final-Recipient: rfc822;a@b.example\nAction: failed\n"
	    "Status: 5.0.0 (permanent failure)\nDiagnostic-Code: smtp; 5.1.0 "
	    "- Unknown address error 550-'5.1.1 no such user' (delivery "
	    "attempts: 0)\n" RETURNED,
	    "550 5.1.1 (5.0.0) a@b.example bounced" },
	/* Exim, one that has no report */
	{ DAEMON "X-Failed-Recipients: a@b.example,\n  c@b.example\n"
	    "Auto-Submitted: auto-replied\n\nThis message was created "
	    "automatically by mail delivery software.\n\n  a@b.example\n"
	    "    host mx.b.example [192.0.2.1]\n    SMTP error from remote "
	    "mail server after RCPT TO:<a@b.example>:\n    550-Unrouteable\n"
	    "    550 5.1.1 no such user\n  c@b.example\n"
	    "    retry timeout exceeded\n\n"
	    "------ This is a copy of the message, with all headers. ------\n"
	    "\nSubject: 554 5.7.1 x\n",
	    "550 5.1.1 a@b.example bounced\n0 c@b.example bounced" },
	/* qmail */
	{ DAEMON "Subject: failure notice\n\nHi. This is the qmail-send "
	    "program at mta.example.\n\n<a@b.example>:\n192.0.2.1 does not "
	    "like recipient.\nRemote host said: 550 5.1.1 unknown\n"
	    "Giving up on 192.0.2.1.\n\n"
	    "--- Below this line is a copy of the message.\n\n554 5.7.1 x\n",
	    "550 5.1.1 a@b.example bounced" },
	/* Courier */
	{ DAEMON "\nThis is a delivery status notification from mta.example.\n"
	    "\n<a@b.example>:\n     mx.b.example [192.0.2.1]:\n"
	    "     >>> RCPT TO:<a@b.example>\n     <<< 550 Unknown user\n",
	    "550 a@b.example bounced" },
	/* OpenSMTPD */
	{ DAEMON "\n    Hi!\n\n    An error has occurred.\n\n"
	    "a@b.example: 550 5.1.1 unknown\nc@b.example: 452 4.2.2 full\n\n"
	    "    Below is a copy of the original message:\n\nfrom: x\n",
	    "550 5.1.1 a@b.example bounced\n452 4.2.2 c@b.example bounced" },
	/* Gmail, as it was */
	{ DAEMON "\nDelivery to the following recipient failed permanently:\n"
	    "\n     a@b.example\n\nTechnical details of permanent failure:\n"
	    "The error that the other server returned was:\n"
	    "550 5.1.1 unknown\n\n----- Original message -----\n\n554 x\n",
	    "550 5.1.1 a@b.example bounced" },
	/* Exchange: diagnostics between signs; HTML alone */
	{ DAEMON "Content-Type: text/html\n"
	    "Content-Transfer-Encoding: quoted-printable\n\n"
	    "<html><head><title>x</title><style>550 4.4.4</style></head><body>"
	    "\n<p>Delivery has failed to these recipients:</p><p><a href=3D"
	    "\"mailto:a@b.example\">a@b.example</a></p><br>Diagnostic informa"
	    "=\ntion for administrators:<br>mx.b.example #550 5.1.1 &lt;a@b.ex"
	    "ample&gt; not found ##</body></html>\n",
	    "550 5.1.1 a@b.example bounced" },
	/* Base64, and the text part of an alternative over its HTML */
	{ DAEMON "Content-Type: multipart/alternative; boundary=x\n\n--x\n"
	    "Content-Type: text/html\n\n<p>a@b.example 554 5.7.1 no</p>\n--x\n"
	    "Content-Type: text/plain\nContent-Transfer-Encoding: BASE64\n\n"
	    "PGFAYi5leGFtcGxlPjogNTUwIDUu\nMS4xIHVua25vd24K\n--x--\n",
	    "550 5.1.1 a@b.example bounced" },
	/* Zoho */
	{ DAEMON "\na@b.example Error, ERROR_CODE :550, ERROR_CODE :5.1.1 x\n",
	    "550 5.1.1 a@b.example bounced" },
	/* MDaemon, all of its dialogue */
	{ DAEMON "\nFailed address: a@b.example\n\n--- Session Transcript ---\n"
	    " Mon 2026-11-02 12:00:00: --> RCPT To:<a@b.example>\n"
	    " Mon 2026-11-02 12:00:01: <-- 550 5.1.1 no such user\n"
	    " Mon 2026-11-02 12:00:01: --> QUIT\n",
	    "550 5.1.1 a@b.example bounced" },
	/* Coremail: a full-width colon */
	{ DAEMON "\na@b.example\n\nCode\357\274\232 550 not here\n",
	    "550 a@b.example bounced" },
	/* A list's own refusal */
	{ "From: list@b.example\nSubject: Your message to x\n\nYour message "
	    "has been automatically rejected by x@b.example.\n",
	    "0 x@b.example bounced" },
	/* A delay; nothing but words */
	{ DAEMON "Subject: Delivery delayed\n\nYour mail could not yet be "
	    "brought to\n\n  a@b.example\n\nThe server does not answer.\n",
	    "0 a@b.example deferred" },
	/* A report among the prose, a body without a header */
	{ "Reporting-MTA: dns; mta.example\n\nFinal-Recipient: rfc822; "
	    "a@b.example\nAction: failed\nStatus: 5.1.1\n",
	    "0 (5.1.1) a@b.example bounced" },
	{ "Hi. This is the qmail-send program at mta.example.\n\n"
	    "<a@b.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n",
	    "0 5.1.1 a@b.example bounced" },
	{ "This is a MIME-encapsulated message.\n\n--b/1\n\n"
	    "<a@b.example>: host mx said: 550 5.1.1 x\n\n--b/1\nContent-Type:"
	    " message/delivery-status\n\nFinal-Recipient: rfc822;a@b.example\n"
	    "Action: failed\nDiagnostic-Code: smtp; 550 5.1.1 x\n--b/1--\n",
	    "550 5.1.1 a@b.example bounced" },
	{ "--b/1\nContent-Type: message/delivery-status\n\nFinal-Recipient: "
	    "rfc822;a@b.example\nAction: failed\nStatus: 5.1.1\n--b/1--\n",
	    "0 (5.1.1) a@b.example bounced" },
	/* Recipients listed twice; MDaemon's arrows */
	{ DAEMON "\nDelivery has failed to these recipients:\n\na@b.example\n"
	    "Nobody is there.\n\nc@b.example\nIt is full.\n\nDiagnostics:\n\n"
	    "a@b.example\nmx.b.example #550 5.1.1 x ##\n\nc@b.example\n"
	    "Remote Server returned '552 5.2.2 y'\n",
	    "550 5.1.1 a@b.example bounced\n552 5.2.2 c@b.example bounced" },
	{ DAEMON "\n  a@b.example\n  --> 554 not here\n\n  c@b.example\n"
	    "  --> 552 full\n",
	    "554 a@b.example bounced\n552 c@b.example bounced" },
	/* Forwarded, as a reader of mail pastes it */
	{ "---------- Forwarded message ---------\nFrom: Mail System <mailer-"
	    "daemon@mta.example>\nDate: Mon, 2 Nov 2026\nSubject: Failure\n\n"
	    "> a@b.example:\n> 550 5.1.1 no such user\n",
	    "550 5.1.1 a@b.example bounced" },
	/* Boundaries that nobody declared */
	{ DAEMON "Content-Type: multipart/report\n\n--zz9\n"
	    "Content-Type: message/delivery-status\n\nFinal-Recipient: "
	    "rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n\n--zz9--\n",
	    "0 (5.1.1) a@b.example bounced" },
	/* RFC 5965, RFC 3834, and a letter */
	{ "From: fbl@isp.example\nContent-Type: multipart/report; "
	    "report-type=feedback-report; boundary=x\n\n--x\n\nAbuse.\n--x\n"
	    "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\n"
	    "Original-Rcpt-To: <a@b.example>\n\n--x--\n",
	    "0 a@b.example complaint" },
	{ "From: x@isp.example\nSubject: complaint about message from "
	    "192.0.2.1\n\nx\n", "0  complaint" },
	{ "From: A <a@b.example>\nAuto-Submitted: auto-replied\n"
	    "Subject: Away\n\nI am away until 550 5.1.1.\n",
	    "0 a@b.example auto-reply" },
	{ "From: a@b.example\nSubject: =?utf-8?B?QXV0bzog?= away\n\nx\n",
	    "0 a@b.example auto-reply" },
	{ "From: a@b.example\nSubject: [Automatyczna odpowied\274] x\n\nx\n",
	    "0 a@b.example auto-reply" },
	{ "From: a@b.example\nSubject: invoice\n\n550 5.1.1 thanks\n", "" },
	{ "From: a@b.example\nSubject: \350\207\252\345\213\225\350\277\224"
	    "\344\277\241: x\n\nx\n", "0 a@b.example auto-reply" },
	/* Sent to many, or of something that is no mail */
	{ "From: a@b.example\nList-Unsubscribe: <x>\nSubject: Vacation deals\n\n"
	    "x\n", "" },
	{ "From: a@b.example\nList-Unsubscribe: <x>\nSubject: bounces\n\nMail "
	    "could not be delivered? That is 550 5.1.1.\n", "" },
	{ "From: a@b.example\nSubject: parcel\n\nIt could not be delivered, "
	    "no such address.\n", "" },
	{ "From: a@b.example\nSubject: it has failed\n\nNo. 550 was rejected."
	    "\n", "" },
	{ "From: a@b.example\nSubject: FW: Undeliverable: x\n\nHelp!\n\n"
	    "a@b.example\n550 5.1.1 no such user\n",
	    "550 5.1.1 a@b.example bounced" },
	{ "From: a@b.example\nSubject: Re: Undeliverable\n\n> 550 5.1.1 x\n"
	    "It could not be delivered, why?\n", "" },
	/* Mails in a row: an mbox, and multiparts without one */
	{ "From x Mon Jan  1 10:00:00 2024\n" DAEMON "\na@b.example: 550 x\n\n"
	    "From y Tue Jan  2 10:00:00 2024\n" DAEMON "\nc@b.example: 551 x\n",
	    "550 a@b.example bounced\n551 c@b.example bounced" },
	{ REPORT FIELDS "Final-Recipient: rfc822;a@b.example\nAction: failed\n"
	    RETURNED REPORT FIELDS "Final-Recipient: rfc822;c@b.example\n"
	    "Action: failed\n" RETURNED,
	    "0 a@b.example bounced\n0 c@b.example bounced" },
};

START_TEST(kind)
{
	struct seen	 s;

	read_mail(kinds[_i].mail, strlen(kinds[_i].mail), &s);
	ck_assert_str_eq(s.text, kinds[_i].seen);
}
END_TEST

/* The same with CR LF and with CR alone, and cut anywhere. */
START_TEST(line_ends)
{
	const char	*mail = kinds[_i].mail;
	struct seen	 s;
	char		 crlf[8192], cr[8192];
	size_t		 i, n = 0, len = strlen(mail);

	for (i = 0; i < len; i++) {
		cr[i] = mail[i] == '\n' ? '\r' : mail[i];
		if (mail[i] == '\n')
			crlf[n++] = '\r';
		crlf[n++] = mail[i];
	}
	read_mail(crlf, n, &s);
	ck_assert_str_eq(s.text, kinds[_i].seen);
	read_mail(cr, len, &s);
	ck_assert_str_eq(s.text, kinds[_i].seen);
	for (i = 0; i < len; i += 7)
		read_mail(mail, i, &s);
}
END_TEST

/* None of these is a mail, not one line of it. */
static const char *const logs[] = {
	"Nov 21 10:00:01 mta postfix/smtp[1]: A: to=<a@b.example>, dsn=5.1.1\n",
	"{\"type\":\"bounce\",\n\"response\":\"550 5.1.1 x\"}\n",
	"S: 220 mx.example ESMTP\nC: EHLO x\nS: 250 ok\n",
	"Server:\n220 mx.example ESMTP\nClient:\nEHLO x\n",
	"Subject: 550 5.1.1 x\n",
	"Subject: x\nRCPT TO:<a@b.example>\n550 5.1.1 x\n",
	"220 mx.example\nFrom: a@b.example\nTo: c@d.example\n250 ok\n",
	"550 5.1.1 User unknown\n",
	"From here on it failed\nFrom: x\n",
	"\n\n  550 x\n",
	"",
};

START_TEST(not_mail)
{
	struct seen	 s;

	read_mail(logs[_i], strlen(logs[_i]), &s);
	ck_assert_uint_eq(s.taken, 0);
	ck_assert_str_eq(s.text, "");
}
END_TEST

/* Postfix' notices hold a dialogue: from Subject on they are the log's. */
START_TEST(notice)
{
	static const char	 mail[] = "Return-Path: <>\n"
	    "Subject: Postfix SMTP client: errors from mx.b.example[192.0.2.1]"
	    ":25\n\nTranscript of session follows.\n\n In:  220 x\n";
	struct seen		 s;

	read_mail(mail, sizeof(mail) - 1, &s);
	ck_assert_uint_eq(s.taken, 1);
	ck_assert_str_eq(s.text, "");
}
END_TEST

START_TEST(counts)
{
	struct mail	*m = mail_new();
	struct seen	 s = { .n = 0 };
	unsigned long	 silent, letters = 0;
	size_t		 i;

	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		letters += kinds[i].seen[0] == '\0';
		feed(m, &s, kinds[i].mail, strlen(kinds[i].mail));
		s.line = 0;
		mail_end(m, see, &s);
	}
	ck_assert_uint_eq(mail_count(m, &silent), i + 2);
	ck_assert_uint_eq(silent, letters);
	mail_free(m);
}
END_TEST

/* Text made of a piece many times, between a head and a tail. */
static void
read_long(const char *head, const char *piece, size_t times,
    const char *tail, struct seen *s)
{
	size_t	 h = strlen(head), n = strlen(piece), t = strlen(tail), i;
	char	*text = malloc(h + n * times + t + 1);

	ck_assert_ptr_nonnull(text);
	memcpy(text, head, h);
	for (i = 0; i < times; i++)
		memcpy(text + h + i * n, piece, n);
	memcpy(text + h + n * times, tail, t);
	read_mail(text, h + n * times + t, s);
	free(text);
}

#define FAILED	"Content-Type: message/delivery-status\n\nFinal-Recipient: "  \
	"rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n"

static const struct {
	const char	*head, *piece;
	size_t		 times;
	const char	*tail, *seen;
} hostile[] = {
	/* A header of 1 MB, in one field and in many */
	{ DAEMON "X-Long:", " 0123456789 abcdef\n", 55000, FAILED,
	    "0 (5.1.1) a@b.example bounced" },
	{ DAEMON, "X-Many: 0123456789\n", 55000, FAILED,
	    "0 (5.1.1) a@b.example bounced" },
	/* A line of 60,000 bytes; many lines of prose */
	{ DAEMON "\n", "0123456789", 6000, "\na@b.example: 550 x\n",
	    "550 a@b.example bounced" },
	{ DAEMON "\na@b.example: 550 x\n\n", "more words\n", 100000, "",
	    "550 a@b.example bounced" },
	/* A boundary that prefixes another, 10,000 times */
	{ DAEMON "Content-Type: multipart/mixed; boundary=b\n\n",
	    "--bb\n--b-\n--b--x\n", 10000, "--b\n" FAILED "--b--\n",
	    "0 (5.1.1) a@b.example bounced" },
	/* Deeper than is followed: the outer boundaries still count */
	{ DAEMON "Content-Type: multipart/mixed; boundary=b\n\n--b\n",
	    "Content-Type: multipart/mixed; boundary=c\n\n--c\n", 1000,
	    "\n--b\n" FAILED "--b--\n", "0 (5.1.1) a@b.example bounced" },
	/* A boundary longer than any */
	{ DAEMON "Content-Type: multipart/mixed; boundary=", "b", 3000,
	    "\n\n--b\n" FAILED, "0 (5.1.1) a@b.example bounced" },
	/* Words and tags that never end */
	{ DAEMON "Subject: =?utf-8?B?", "QUJD", 3000, "\n" FAILED,
	    "0 (5.1.1) a@b.example bounced" },
	{ DAEMON "Content-Type: text/html\n\n", "<a \"&#x", 3000, "\n", 
	    "0  bounced" },
};

START_TEST(broken)
{
	struct seen	 s;

	read_long(hostile[_i].head, hostile[_i].piece, hostile[_i].times,
	    hostile[_i].tail, &s);
	ck_assert_str_eq(s.text, hostile[_i].seen);
}
END_TEST

/* More recipients than are kept, and longer fields. */
START_TEST(many)
{
	struct seen	 s;
	size_t		 i, n;

	read_long(DAEMON "Content-Type: message/delivery-status\n\n",
	    "Final-Recipient: rfc822;a@b.example\nAction: failed\n\n", 200,
	    "", &s);
	for (i = n = 0; i < s.n; i++)
		n += s.text[i] == '\n';
	ck_assert_uint_eq(n, 199);
	read_long(DAEMON "Content-Type: message/delivery-status\n\n"
	    "Final-Recipient: rfc822;a@b.example\nAction: failed\n"
	    "Diagnostic-Code: smtp; 550 5.1.1", " word", 10000, "\n", &s);
	ck_assert_str_eq(s.text, "0 a@b.example bounced");
}
END_TEST

START_TEST(nul)
{
	static const char	 mail[] = DAEMON "\n\0a@b.example\0: 550 x\n"
	    "c@b.example: 550 5.1.1 \0\0\n";
	struct seen		 s;

	read_mail(mail, sizeof(mail) - 1, &s);
	ck_assert_str_eq(s.text, "550 5.1.1 c@b.example bounced");
}
END_TEST

static const struct {
	const char	*value, *address;
} addresses[] = {
	{ "rfc822; a@b.example", "a@b.example" },
	{ "rfc822;<a@b.example>", "a@b.example" },
	{ "RFC822 ;a@b.example", "a@b.example" },
	{ "a b;c@b.example", "a b;c@b.example" },
	{ "  a@b.example  ", "a@b.example" },
	{ "rfc822; <\"a b\"@b.example>", "a b\"@b.example" },
	{ "utf-8; \\x{4E00}@b.example", "\344\270\200@b.example" },
	{ "utf-8; \\x{}\\x{110000}@b", "\\x{}\\x{110000}@b" },
	{ "x400; /C=DE/A=X/", "/C=DE/A=X/" },
	{ "", "" },
	{ "rfc822;", "" },
};

START_TEST(address)
{
	struct slice	 s;
	char		 buf[64];

	s = report_address(slice_of(addresses[_i].value), buf, sizeof(buf));
	ck_assert_uint_eq(s.n, strlen(addresses[_i].address));
	ck_assert(s.n == 0 || memcmp(s.p, addresses[_i].address, s.n) == 0);
}
END_TEST

START_TEST(fields)
{
	struct slice	 s;

	ck_assert_str_eq(report_outcome(slice_of("Failed")), "bounced");
	ck_assert_str_eq(report_outcome(slice_of("delayed")), "deferred");
	ck_assert_ptr_null(report_outcome(slice_of("")));
	ck_assert_ptr_null(report_outcome(slice_of("lost")));
	s = report_value(slice_of("smtp;550 x"));
	ck_assert(slice_is(s, "550 x"));
	s = report_value(slice_of("550 5.1.1 a; b"));
	ck_assert(slice_is(s, "550 5.1.1 a; b"));
	s = report_value(slice_of("X-Postfix; host x said: 550"));
	ck_assert(slice_is(s, "host x said: 550"));
	ck_assert_uint_eq(mime_field_name(slice_of("Status: x")), 6);
	ck_assert_uint_eq(mime_field_name(slice_of("not a field: x")), 0);
	ck_assert_uint_eq(mime_field_name(slice_of(": x")), 0);
}
END_TEST

static const struct {
	const char	*line, *address, *rest;
} lists[] = {
	{ "<a@b.example>: host x said", "a@b.example", "host x said" },
	{ "  * a@b.example", "a@b.example", "" },
	{ "\"a@b.example\":", "a@b.example", "" },
	{ "    Recipient: <a@b.example>", "a@b.example", "" },
	{ "a@b.example (expanded from c@d.example): x", "a@b.example",
	    "(expanded from c@d.example): x" },
	{ "<a@b.example>... User unknown", "", NULL },
	{ "mail to a@b.example failed", "", NULL },
	{ "@b.example", "", NULL },
	{ "a@", "", NULL },
	{ "", "", NULL },
};

START_TEST(list)
{
	struct slice	 a, rest;

	a = prose_address(slice_of(lists[_i].line), &rest);
	ck_assert(slice_is(a, lists[_i].address));
	if (a.n > 0)
		ck_assert(slice_is(rest, lists[_i].rest));
}
END_TEST

START_TEST(separators)
{
	ck_assert(prose_separator(slice_of("----- Original message -----")));
	ck_assert(prose_separator(slice_of("  --- Unsent message follows ---")));
	ck_assert(prose_separator(slice_of("Original message follows.")));
	ck_assert(prose_separator(slice_of("Here is a copy of the message:")));
	ck_assert(!prose_separator(slice_of("----- Transcript follows -----")));
	ck_assert(!prose_separator(slice_of("from the returned message.")));
	ck_assert(!prose_separator(slice_of("The original message was late")));
	ck_assert(!prose_separator(slice_of("")));
}
END_TEST

static const struct {
	const char	*in, *out;
} encoded[] = {
	{ "=?utf-8?Q?a_b=3F?=", "a b?" },
	{ "=?utf-8?B?YWI=?= =?utf-8?B?Y2Q=?=", "abcd" },
	{ "=?utf-8?b?YWI?= c", "ab c" },
	{ "x =?iso-2022-jp?B?GyRC?= y", "x \033$B y" },
	{ "=?utf-8?Q?", "=?utf-8?Q?" },
	{ "=?=?=?", "=?=?=?" },
	{ "plain", "plain" },
};

START_TEST(words)
{
	struct slice	 s;
	char		 buf[64];

	s = mime_words(slice_of(encoded[_i].in), buf, sizeof(buf));
	ck_assert_uint_eq(s.n, strlen(encoded[_i].out));
	ck_assert_mem_eq(s.p, encoded[_i].out, s.n);
	ck_assert_uint_le(mime_words(slice_of(encoded[_i].in), buf, 3).n, 3);
}
END_TEST

int
main(void)
{
	TCase	*tc = tcase_create("mail");

	tcase_add_loop_test(tc, kind, 0, COUNT(kinds));
	tcase_add_loop_test(tc, line_ends, 0, COUNT(kinds));
	tcase_add_loop_test(tc, not_mail, 0, COUNT(logs));
	tcase_add_test(tc, notice);
	tcase_add_test(tc, counts);
	tcase_add_loop_test(tc, broken, 0, COUNT(hostile));
	tcase_add_test(tc, many);
	tcase_add_test(tc, nul);
	tcase_add_loop_test(tc, address, 0, COUNT(addresses));
	tcase_add_test(tc, fields);
	tcase_add_loop_test(tc, list, 0, COUNT(lists));
	tcase_add_test(tc, separators);
	tcase_add_loop_test(tc, words, 0, COUNT(encoded));
	return share_run(tc, "mail", true);
}

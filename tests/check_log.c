/*
 * check_log.c - hard lines of every form, and numbers that are no replies.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"
#include "share.h"

struct seen {
	size_t	 n;		/* replies with a code or a status */
	size_t	 silent;	/* failures with neither */
	char	 all[1024];	/* "550 5.1.1 RCPT; ..." */
	char	 text[LOG_TEXT_MAX + 1];
	char	 recipient[256], host[256], time[64];
	bool	 dialogue;
	enum direction	 direction;
	enum cause	 given;
	unsigned long	 line, end;
};

static void
copy(char *to, size_t size, struct slice s)
{
	(void)snprintf(to, size, "%.*s", (int)s.n, s.n > 0 ? s.p : "");
}

static void
take(void *arg, const struct found *f)
{
	struct seen		*s = arg;
	const struct status	*st = &f->reply.status;
	size_t			 n = strlen(s->all);

	if (f->reply.code == 0 && st->class == 0)
		st = &f->verdict;
	if (f->reply.code == 0 && st->class == 0)
		s->silent++;
	else if (!f->unsure)
		s->n++;
	(void)snprintf(s->all + n, sizeof(s->all) - n, "%s%s%d", n > 0 ? "; " :
	    "", f->unsure ? "?" : "", f->reply.code);
	n = strlen(s->all);
	if (st->class != 0)
		(void)snprintf(s->all + n, sizeof(s->all) - n, " %d.%d.%d",
		    st->class, st->subject, st->detail);
	n = strlen(s->all);
	if (f->command != COMMAND_NONE)
		(void)snprintf(s->all + n, sizeof(s->all) - n, " %s",
		    table_text(table_commands[f->command].word));
	copy(s->text, sizeof(s->text), f->reply.text);
	copy(s->recipient, sizeof(s->recipient), f->recipient);
	copy(s->host, sizeof(s->host), f->host);
	copy(s->time, sizeof(s->time), f->time);
	s->dialogue = f->dialogue;
	s->direction = f->direction;
	s->given = f->given != CAUSE_NONE ? f->given : f->likely;
	ck_assert_uint_le(s->line, f->line);
	ck_assert_uint_le(f->line, f->end);
	s->line = f->line;
	s->end = f->end;
}

/* What the log reader finds in text, line by line. */
static struct seen *
read_log(const char *text)
{
	static struct seen	 s;
	struct log		*l = log_new();
	unsigned long		 number = 0;
	size_t			 n;

	ck_assert_ptr_nonnull(l);
	memset(&s, 0, sizeof(s));
	for (; *text != '\0'; text += n + (text[n] == '\n')) {
		n = strcspn(text, "\n");
		log_line(l, (struct slice){ text, n }, ++number, take, &s);
	}
	log_end(l, take, &s);
	log_free(l);
	return &s;
}

static const struct {
	const char	*in, *all, *recipient, *host, *text;
} forms[] = {
	/* KumoMTA: a status of which a part is missing is none. */
	{ "{\"type\":\"Bounce\",\"response\":{\"code\":550,\"enhanced_code\":"
	    "{\"class\":5,\"subject\":1},\"content\":\"no such user\","
	    "\"command\":\"RCPT TO:<jo@b.example>\"}}", "550 RCPT", "", "",
	    "no such user" },
	/* Postfix */
	{ "Nov 21 10:00:01 mx postfix/smtp[421]: 550A3C5501: "
	    "to=<bob@a.example>, relay=mx.a.example[192.0.2.1]:25, delay=4.5, "
	    "delays=0.03/0.02/0.02/0.02, dsn=5.1.1, status=bounced (host "
	    "mx.a.example[192.0.2.1] said: 550-5.1.1 No such box 550 5.1.1 "
	    "here (in reply to RCPT TO command))",
	    "550 5.1.1 RCPT", "bob@a.example", "mx.a.example",
	    "No such box here" },
	{ "8BE7D15A4B5: to=<bob@a.example>, relay=none, delay=1, "
	    "delays=1/0/0/0, dsn=4.4.1, status=deferred (connect to "
	    "mx.a.example[192.0.2.1]:25: Connection refused)",
	    "0 4.4.1", "bob@a.example", "",
	    "connect to mx.a.example[192.0.2.1]:25: Connection refused" },
	{ "2026-11-21T18:46:37.654352+00:00 mail postfix/smtp[1]: 8BE7D15A4B5:"
	    " to=<b@a.example>, relay=mx.a.example[192.0.2.1]:25, delay=1, "
	    "delays=1/0/0/0, dsn=4.0.0, status=deferred (host "
	    "mx.a.example[192.0.2.1] refused to talk to me: 554-mx 554 Go "
	    "away)", "554 CONNECT", "b@a.example", "mx.a.example",
	    "mx Go away" },
	{ "postfix/smtp[1]: 8BE7D15A4B5: to=<b@a.example>, relay=mx.a.example"
	    "[192.0.2.1]:25, delay=1, delays=1/0/0/0, dsn=2.0.0, status=sent "
	    "(250 2.0.0 Ok: queued as 550A3C)", "250 2.0.0 DOT",
	    "b@a.example", "mx.a.example", "Ok: queued as 550A3C" },
	{ "Nov 21 10:00:01 mx postfix/smtpd[421]: NOQUEUE: reject: RCPT from "
	    "mta.b.example[192.0.2.9]: 554 5.7.1 <bob@a.example>: Relay access "
	    "denied; from=<x@b.example> to=<bob@a.example> proto=ESMTP "
	    "helo=<550-x>", "554 5.7.1 RCPT", "bob@a.example",
	    "mta.b.example", "<bob@a.example>: Relay access denied" },
	{ "Nov 21 10:00:01 mx postfix/postscreen[421]: NOQUEUE: reject: RCPT "
	    "from [192.0.2.9]:57135: 550 5.7.1 Service unavailable; client "
	    "[192.0.2.9] blocked using dnsbl.example; from=<x@b.example>, "
	    "to=<bob@a.example>, proto=ESMTP, helo=<h>", "550 5.7.1 RCPT",
	    "bob@a.example", "192.0.2.9", "Service unavailable; client "
	    "[192.0.2.9] blocked using dnsbl.example" },
	{ "Nov 21 10:00:01 mx postfix/cleanup[421]: D028215A864: reject: header "
	    "Subject: 550 pills from mta.b.example[192.0.2.9]; "
	    "from=<x@b.example> to=<bob@a.example> proto=ESMTP helo=<h>: 5.7.1 "
	    "450 looks like spam", "0 5.7.1 DOT", "bob@a.example",
	    "mta.b.example", "450 looks like spam" },
	/* Exim */
	{ "2026-11-21 18:48:40 1xUq8d-00003P-0T ** bob@a.example R=dns "
	    "T=remote_smtp H=mx.a.example [192.0.2.1]:25: SMTP error from "
	    "remote mail server after RCPT TO:<550-5.1.1@a.example>: "
	    "571-5.7.1 One\\n571 5.7.1 two DT=0s", "571 5.7.1 RCPT",
	    "bob@a.example", "mx.a.example", "One two" },
	{ "2026-11-21 18:48:40 1xUq8d-00003P-0T => bob@a.example R=dns "
	    "T=remote_smtp S=550 H=mx.a.example [192.0.2.1]:25 C=\"250 2.0.0 "
	    "ok \\\"550\\\"\" QT=1s", "250 2.0.0 DOT", "bob@a.example",
	    "mx.a.example", "ok \\\"550\\\"" },
	{ "2026-11-21 18:50:26 H=mta.b.example (c) [192.0.2.9]:33737 "
	    "F=<x@b.example> rejected RCPT <bob@a.example>: relay not "
	    "permitted", "0 RCPT", "bob@a.example", "mta.b.example",
	    "relay not permitted" },
	{ "2026-11-21 18:50:26 plain_s authenticator failed for mta.b.example "
	    "[192.0.2.9]:36237: 535 Incorrect authentication data "
	    "(set_id=joe)", "535 AUTH", "", "mta.b.example",
	    "Incorrect authentication data (set_id=joe)" },
	/* Sendmail, OpenSMTPD, Courier, dma, msmtp, Haraka */
	/* What Sendmail words so was refused to one command only. */
	{ "Nov 21 10:00:01 mx sendmail[690]: 6ALItDfD000690: "
	    "to=<ann@a.example>, mailer=esmtp, pri=30, relay=mx.a.example. "
	    "[192.0.2.1], dsn=5.1.3, reply=553 5.1.3 odd, stat=User unknown",
	    "553 5.1.3 RCPT", "ann@a.example", "mx.a.example", "odd" },
	{ "Nov 21 10:00:01 mx sendmail[690]: 6ALItDfD000690: "
	    "to=<ann@a.example>, mailer=esmtp, pri=30, relay=mx.a.example. "
	    "[192.0.2.1], dsn=4.7.0, stat=Deferred: 454 4.7.0 TLS handshake "
	    "failed.", "0 4.7.0", "ann@a.example", "mx.a.example",
	    "TLS handshake failed." },
	{ "Nov 21 10:00:01 mx sendmail[690]: 6ALItDfD000690: "
	    "to=<bob@a.example>, delay=00:00:05, xdelay=00:00:00, mailer=esmtp,"
	    " pri=30250, relay=mx.a.example. [192.0.2.1], dsn=5.5.0, "
	    "reply=554 5.7.1 No, not here, stat=Service unavailable",
	    "554 5.7.1", "bob@a.example", "mx.a.example", "No, not here" },
	{ "Nov 21 10:00:01 mx sendmail[690]: 6ALItDfD000690: "
	    "ruleset=check_rcpt, arg1=<bob@a.example>, relay=mta.b.example "
	    "[192.0.2.9], reject=550 5.7.1 <bob@a.example>... Relaying denied",
	    "550 5.7.1 RCPT", "bob@a.example", "mta.b.example",
	    "<bob@a.example>... Relaying denied" },
	{ "Nov 21 10:00:01 mx smtpd[54]: 3c69 mta delivery evpid=e3 "
	    "from=<x@b.example> to=<bob@a.example> rcpt=<-> source=\"192.0.2.2\""
	    " relay=\"192.0.2.1 (mx.a.example)\" delay=0s result=\"PermFail\" "
	    "stat=\"550-5.1.1 No such user\"", "550 5.1.1", "bob@a.example",
	    "mx.a.example", "No such user" },
	{ "Nov 21 10:00:01 mx dma[15e1de]: remote delivery to mx.a.example "
	    "[192.0.2.1] failed after RCPT TO: 550-5.1.1 One#015#012550 5.1.1 "
	    "two", "550 5.1.1 RCPT", "", "mx.a.example", "One two" },
	{ "Nov 21 10:00:01 host=mx.a.example tls=off auth=off "
	    "from=x@b.example recipients=bob@a.example smtpstatus=550 "
	    "smtpmsg='550 5.7.1 it''s no' errormsg='recipient address "
	    "bob@a.example not accepted by the server' exitcode=EX_DATAERR",
	    "550 5.7.1 RCPT", "bob@a.example", "mx.a.example", "it''s no" },
	{ "2026-11-21T19:29:08.705Z [NOTICE] [C50F.1.1] [outbound] recipient "
	    "<bob@a.example> deferred: 450 4.2.0 rejected: Greylisted",
	    "450 4.2.0 RCPT", "bob@a.example", "", "rejected: Greylisted" },
	/* qmail: the recipient stands on another line */
	{ "@400000006b01f03f2f47d414 starting delivery 7: msg 1 to remote "
	    "bob@a.example\n@400000006b01f03f2f8f6464 delivery 7: failure: "
	    "192.0.2.1_does_not_like_recipient./Remote_host_said:_550-5.1.1_One"
	    "/550_5.1.1__https://a.example/b/Giving_up_on_192.0.2.1./",
	    "550 5.1.1 RCPT", "bob@a.example", "192.0.2.1",
	    "One https://a.example/b" },
	/* JSON */
	{ "{\"_PID\":\"550\",\"MESSAGE\":\"A18: to=<bob@a.example>, "
	    "relay=mx.a.example[192.0.2.1]:25, delay=1, dsn=5.1.1, "
	    "status=bounced (host mx.a.example[192.0.2.1] said: 550 5.1.1 "
	    "\\\"no\\\" (in reply to RCPT TO command))\","
	    "\"SYSLOG_IDENTIFIER\":\"postfix/smtp\"}", "550 5.1.1 RCPT",
	    "bob@a.example", "mx.a.example", "\"no\"" },
	{ "{\"event\":\"failed\",\"recipient\":\"bob@a.example\","
	    "\"delivery-status\":{\"code\":550,\"message\":\"No such user\","
	    "\"enhanced-code\":\"5.1.1\",\"mx-host\":\"mx.a.example\"}}",
	    "550 5.1.1", "bob@a.example", "mx.a.example", "No such user" },
	{ "mail error: Failed to add recipient: bob@a.example [SMTP: Invalid "
	    "response code received from server (code: 452, response: 4.2.2 "
	    "bob's box is 'full')]", "452 4.2.2 RCPT", "", "",
	    "bob's box is 'full'" },
	{ "level=error msg=\"send failed\" error=EOF to=bob@a.example", "0",
	    "", "", "level=error msg=\"send failed\" error=EOF "
	    "to=bob@a.example" },
	/* amavis */
	{ "Nov 21 10:00:01 mx amavis[9]: (00009-01) (!)FWD from <a@x.example> "
	    "-> <bob@a.example>, BODY=7BIT 550 5.1.1 from MTA(smtp:"
	    "[192.0.2.1]:10025): 550 5.1.1 no such user", "550 5.1.1",
	    "bob@a.example", "", "from MTA(smtp:[192.0.2.1]:10025): 550 5.1.1 "
	    "no such user" },
	{ "Nov 21 10:00:01 mx amavis[9]: (00009-01) smtp resp to data-dot: "
	    "451 4.7.1 later", "451 4.7.1 DOT", "", "", "later" },
	/* A line within a collector's */
	{ "{\"log\":\"Nov 21 10:00:01 mx postfix/smtp[9]: A18: to=<bob@a.example>, "
	    "relay=none, delay=1, dsn=4.4.1, status=deferred (connect to "
	    "a.example[192.0.2.1]:25: Connection refused)\\n\",\"stream\":"
	    "\"stdout\"}", "0 4.4.1", "bob@a.example", "",
	    "connect to a.example[192.0.2.1]:25: Connection refused" },
	{ "{\"version\":\"1.1\",\"short_message\":\"2026-11-21 10:00:01 "
	    "1uVwXy-000001-2a ** bob@a.example R=r T=t H=mx.a.example "
	    "[192.0.2.1]: SMTP error from remote mail server after RCPT "
	    "TO:<bob@a.example>: 550 5.1.1 no\",\"level\":3}",
	    "550 5.1.1 RCPT", "bob@a.example", "mx.a.example", "no" },
	{ "{\"message\":\"send failed\",\"to\":\"bob@a.example\",\"exc_info\":"
	    "\"Traceback (most recent call last):\\n  File \\\"a.py\\\", "
	    "line 550\\nsmtplib.SMTPDataError: (554, b'5.7.1 no')\\n\"}",
	    "554 5.7.1 DOT", "bob@a.example", "", "no" },
	{ "140 <22>1 2026-11-21T10:00:01+00:00 mx postfix/smtp 9 - - A18: "
	    "to=<bob@a.example>, relay=none, delay=1, dsn=4.4.1, "
	    "status=deferred (connect to a.example[192.0.2.1]:25: refused)",
	    "0 4.4.1", "bob@a.example", "",
	    "connect to a.example[192.0.2.1]:25: refused" },
	{ "Nov 21 10:00:02 log CEF:0|x|550|msg=Nov 21 10:00:01 mx "
	    "postfix/smtp[9]: A18: to=<bob@a.example>, relay=none, delay=1, "
	    "dsn=4.4.1, status=deferred (connect to a.example[192.0.2.1]:25: "
	    "refused)", "0 4.4.1", "bob@a.example", "",
	    "connect to a.example[192.0.2.1]:25: refused" },
	/* Libraries */
	{ "/usr/lib/ruby/net/smtp.rb:9:in `check_response': 550-Not here "
	    "(Net::SMTPFatalError)", "550", "", "",
	    "Not here (Net::SMTPFatalError)" },
	{ "/usr/lib/ruby/net/smtp.rb:9:in `recv': end of file reached "
	    "(EOFError)", "0", "", "", "/usr/lib/ruby/net/smtp.rb:9:in `recv': "
	    "end of file reached (EOFError)" },
	/* 000 is no reply's, and the status is the client's. */
	{ "Mon Nov 21 10:00:01 2026 Info: Bounced: DCID 0 MID 550 From: <a@b> "
	    "To: <bob@a.example> RID 0 - 5.1.2 - Bad destination host ('000', "
	    "['no such name'])", "0 5.1.2", "bob@a.example", "",
	    "Bad destination host ('000', ['no such name'])" },
	{ "Mon Nov 21 10:00:01 2026 Info: Delayed: DCID 5 MID 550 to RID 0 - "
	    "4.3.2 - Not now ('421', ['4.3.1 disk full'])",
	    "421 4.3.1", "", "", "disk full" },
	{ "b,2026-11-21 10:00:01+0000,,a@b.example,bob@a.example,,failed,5.1.2 "
	    "(no such domain),,,bad-domain,550", "0 5.1.2", "", "",
	    "no such domain" },
	{ "smtp-source: fatal: bad startup: 554 5.7.1 listed", "554 5.7.1 "
	    "CONNECT", "", "", "listed" },
	{ "2026-11-21 18:48:40 1xUq8d-00003P-0T ** |/bin/filter "
	    "<bob@a.example> R=f T=address_pipe: returned 127", "0",
	    "bob@a.example", "", "returned 127" },
	{ "2026-11-21 18:50:26 H=mta.b.example [192.0.2.9]:33737 sender verify "
	    "fail for <me@b.example>: no such domain", "0 RCPT", "",
	    "mta.b.example", "sender verify fail for <me@b.example>: no such "
	    "domain" },
	{ "2026-11-21T10:00:01;bob@a.example;FAILED;554;5.7.1;\"no; listed\"",
	    "?554 5.7.1", "", "", "\"no; listed\"" },
	{ "{\"level\":\"error\",\"why\":\"smtp said: 554 5.7.1 no\","
	    "\"lineno\":550}", "554 5.7.1", "", "", "no" },
	{ "app: StatusCode=Unknown Message=5.1.1 no such user", "?0 5.1.1",
	    "", "", "no such user" },
	{ "Mail { kind: Permanent(550), source: \"5.1.1 no such box\" }",
	    "550 5.1.1", "", "", "no such box" },
	/* A code and a status as members of what a language prints */
	{ "mail: &Error{Code:550, Msg:\"5.1.1 <bob@a.example>: no such box\"}",
	    "550 5.1.1", "", "", "<bob@a.example>: no such box" },
	{ "2026/11/21 10:00:02 smtp error: {Code:450 Msg:4.2.0 not yet}",
	    "450 4.2.0", "", "", "not yet}" },
	{ "Response { code: 550, message: [\"5.1.1 no such box\"] } of smtp",
	    "550 5.1.1", "", "", "no such box" },
	{ "SMTPReply[code=554, text=5.7.1 no relaying]", "554 5.7.1", "", "",
	    "no relaying]" },
	{ "$VAR1 = { 'smtp' => { 'code' => '550', 'message' => '5.1.1 no box' } "
	    "};", "550 5.1.1", "", "", "no box" },
	{ "smtp.status=554 smtp.reply=\"5.7.1 no relaying\" to=bob@a.example",
	    "554 5.7.1", "", "", "no relaying" },
	{ "[MAIL][bob@a.example][550] 5.1.1 no such box", "550 5.1.1", "", "",
	    "no such box" },
	{ "bob@a.example | 550 | 5.1.1 | no such box", "550 5.1.1", "", "",
	    "| no such box" },
	{ "12:00|bounce|bob@a.example|452|4.2.2|box full|mx", "?452 4.2.2", "",
	    "", "box full|mx" },
	{ "mail session failed: 550\t5.1.1\tfree words", "550 5.1.1", "", "",
	    "free words" },
	{ "mail to bob@a.example failed: 550/5.1.1 no such box", "550 5.1.1",
	    "", "", "no such box" },
	{ "mail to bob@a.example failed <550 5.1.1 no such box>", "550 5.1.1",
	    "", "", "no such box" },
	{ "delivery failed (SMTP 550): no such box bob@a.example", "550", "", "",
	    "no such box bob@a.example" },
	/* Only words that servers say make a code of what they stand behind. */
	{ "SMTP error #550: no relaying", "550", "", "", "no relaying" },
	{ "error 550 sending mail to <bob@a.example>: no such box", "?550",
	    "", "", "sending mail to <bob@a.example>: no such box" },
	{ "server returned 452 for bob@a.example: box full", "?452", "", "",
	    "for bob@a.example: box full" },
	/* What other programs put around an Exim's line */
	{ "unit=mail msg=\"2026-11-21 10:00:00 1xUq8e-00008p-0d => "
	    "bob@a.example R=x T=y H=mx.a.example [192.0.2.1] "
	    "C=\\\"250 2.0.0 Ok\\\"\"", "250 2.0.0 DOT", "bob@a.example",
	    "mx.a.example", "Ok" },
	{ "(7,'2026-11-21 10:00:00','mx','2026-11-21 10:00:00 "
	    "1xUq8e-00008p-0d => bob@a.example R=x T=y H=mx.a.example "
	    "[192.0.2.1] C=\"250 Ok\"'),", "250 DOT", "bob@a.example",
	    "mx.a.example", "Ok" },
	{ "+2026-11-21 10:00:00 1xUq8e-00008p-0d => bob@a.example R=x T=y "
	    "H=mx.a.example [192.0.2.1] C=\"250 Ok\"", "250 DOT",
	    "bob@a.example", "mx.a.example", "Ok" },
	{ "   550\t2026-11-21 10:00:00 1xUq8e-00008p-0d => bob@a.example R=x "
	    "T=y H=mx.a.example [192.0.2.1] C=\"250 Ok\"", "250 DOT",
	    "bob@a.example", "mx.a.example", "Ok" },
	{ "2026-11-21|mx|2026-11-21 10:00:00 1xUq8e-00008p-0d => bob@a.example "
	    "R=x T=y H=mx.a.example [192.0.2.1] C=\"250 Ok\"", "250 DOT",
	    "bob@a.example", "mx.a.example", "Ok" },
	{ "smtp_code=550 smtp_msg=\"no such box\"", "550", "", "",
	    "no such box" },
	{ "Dir=Out|Err=550 No such box|Rcpt=bob@a.example", "550", "", "",
	    "No such box" },
	{ "session 7: \"RCPT TO:<bob@a.example>\" => 550 No such box",
	    "550 RCPT", "bob@a.example", "", "No such box" },
	{ "RCPT TO:<bob@a.example> -> 550 no such box", "550 RCPT",
	    "bob@a.example", "", "no such box" },
	{ "Mail to bob@a.example failed (DATA): 4.3.0 Temporary lookup "
	    "failure (451) at send.pl line 5.", "451 4.3.0 DATA", "", "",
	    "Temporary lookup failure" },
	{ "RCPT TO:<bob@a.example> => 550 no such box", "550 RCPT",
	    "bob@a.example", "", "no such box" },
	{ "x.ERROR: SMTP login failed: got code \"535\", with message \"535 5.7.8 "
	    "no\". {\"exception\":\"[object] (x(code: 0): login failed)\"}",
	    "535 5.7.8", "", "", "no" },
	/* Pasted from a page: quotes, blanks, emphasis, a byte order mark */
	{ "\xe2\x80\x9c" "550 5.1.1 no such box\xe2\x80\x9d", "550 5.1.1", "",
	    "", "no such box" },
	{ "The server said: \xe2\x80\x98" "550 5.1.1 no such box\xe2\x80\x99",
	    "550 5.1.1", "", "", "no such box" },
	{ "the server said: 550\xc2\xa0" "5.1.1 no such box", "550 5.1.1", "",
	    "", "no such box" },
	{ "- **550 5.1.1 no such box**", "550 5.1.1", "", "", "no such box" },
	{ "panic: 550 no such user (bob@a.example)", "550", "", "",
	    "no such user (bob@a.example)" },
	{ "ERR send failed error=\"554 rejected\" to=bob@a.example", "554", "",
	    "", "rejected" },
	{ "2026/11/21 10:00:01 sending mail: dial tcp 192.0.2.1:25: connect: "
	    "connection refused", "0", "", "",
	    "dial tcp 192.0.2.1:25: connect: connection refused" },
	{ "smtplib.SMTPRecipientsRefused: {'bob@a.example': (550, b\"5.1.1 It "
	    "isn't\\n5.1.1 here\")}", "550 5.1.1 RCPT", "", "",
	    "It isn't here" },
	{ "TransportException: Expected response code \"250\" but got code "
	    "\"550\", with message \"550 5.1.1 no\".", "550 5.1.1", "", "",
	    "no" },
	{ "Expected response code 250 but got code \"421\", with message \"421 "
	    "Idle for too long\"", "421", "", "", "Idle for too long" },
	{ "Nov 21 10:00:01 mx postfix/smtpd[9]: NOQUEUE: reject: MAIL from "
	    "h.b.example[192.0.2.9]: 552 5.3.4 too large; from=<x@b.example> "
	    "proto=ESMTP helo=<y>", "552 5.3.4 MAIL", "", "h.b.example",
	    "too large" },
	{ "Nov 21 10:00:01 mx postfix/smtpd[9]: proxy-reject: END-OF-MESSAGE: "
	    "554 5.7.0 no; from=<x@b.example> to=<bob@a.example> proto=SMTP",
	    "554 5.7.0 DOT", "bob@a.example", "", "no" },
	{ "2026-11-21T10:00:01.000Z,,EX01,,,08D,Out,SMTP,DEFER,12,<m@b.example>,"
	    "a,bob@a.example,\"[{LED=451 4.4.0 no answer};{MSG=};"
	    "{FQDN=mx.a.example};{IP=192.0.2.2}]\",5500,1,,,RE: mailbox full",
	    "451 4.4.0", "bob@a.example", "mx.a.example", "no answer" },
	{ "Expected response code 354 but got 503: no recipients", "503 DATA",
	    "", "", "no recipients" },
	{ "Expected response code 250 but got an empty response", "0", "", "",
	    "Expected response code 250 but got an empty response" },
	{ "Diagnostic-Code: smtp; 550 5.1.1 no", "550 5.1.1", "", "", "no" },
	{ "The mail server responded: 5.1.1 no such user.", "0 5.1.1", "", "",
	    "no such user." },
	/* postqueue -p, mailq: the recipient stands below */
	{ "(host mx.a.example[192.0.2.1] said: 450 4.2.0 later (in reply to "
	    "RCPT TO command))\n          bob@a.example\n",
	    "450 4.2.0 RCPT", "bob@a.example", "mx.a.example", "later" },
	{ "    (connect to mx.a.example[192.0.2.1]:25: Connection timed out)\n"
	    "\t\t<bob@a.example>\n", "0 CONNECT", "bob@a.example",
	    "mx.a.example",
	    "connect to mx.a.example[192.0.2.1]:25: Connection timed out" },
	{ "(host mx.a.example[192.0.2.1] said: 450 4.2.0 later (in reply to "
	    "RCPT TO command))\n\nask bob@a.example", "450 4.2.0 RCPT", "",
	    "mx.a.example", "later" },
	/* What Exim cut in two for syslog */
	{ "Nov 21 10:00:01 mx exim[7]: [1/2] 2026-11-21 10:00:01 "
	    "1xUq8e-000091-0k ** bob@a.example R=dns T=smtp H=mx.a.example "
	    "[192.0.2.1]: SMTP error from remote mail server after RCPT "
	    "TO:<bob@a.example>: 550-5.1.1 No such\\\n"
	    "Nov 21 10:00:01 mx exim[7]: [2/2] n550 5.1.1 user\n",
	    "550 5.1.1 RCPT", "bob@a.example", "mx.a.example",
	    "No such user" },
	/* No form at all */
	{ "mail to bob@a.example came back with 550 5.1.1 no such user",
	    "550 5.1.1", "", "", "no such user" },
	/* IIS */
	{ "2026-11-21 10:00:02 192.0.2.1 OutboundConnectionResponse SMTPSVC1 "
	    "PC - 25 - - 550+5.1.1+no+such+box 0 0 22 0 550 SMTP - - - -",
	    "550 5.1.1", "", "", "no such box" },
	/* One line that holds the command and the reply */
	{ "Nov 21 10:00:02 mx smtpd[1]: smtp-in: Failed command on session 7: "
	    "\"RCPT TO:<bob@a.example>\" => 550 Not here", "550 RCPT",
	    "bob@a.example", "", "Not here" },
	{ "RCPT TO:<bob@a.example> failed: '550 5.1.1 no'", "550 5.1.1 RCPT",
	    "bob@a.example", "", "no" },
	{ "mini_sendmail: unexpected response 550 to RCPT TO command",
	    "550 RCPT", "", "", "to RCPT TO command" },
	{ "X.AuthenticationException: 535: 5.7.8 Not you", "535 5.7.8 AUTH", "",
	    "", "Not you" },
	/* JSON's keys by their last word */
	{ "{\"uid\":\"C5\",\"mailfrom\":\"a@b.example\",\"last_reply\":"
	    "\"452 4.2.2 full\"}", "452 4.2.2", "", "", "full" },
	{ "{\"id\":550,\"lastError\":\"smtp: 550 5.1.1 no\"}", "550 5.1.1",
	    "", "", "no" },
	/* A code only if the words behind it are a server's */
	{ "mailer: SMTP 452 (4.2.2) box is full", "?452 4.2.2", "", "",
	    "(4.2.2) box is full" },
	{ "mailer: 550: no such user", "?550", "", "", "no such user" },
	{ "mailer: code=550 text=\"5.1.1 no such user\" x=1", "550 5.1.1", "",
	    "", "no such user" },
	{ "mail error: SMTP code:530 msg:530 Log in", "530", "", "", "Log in" },
	{ "Invalid SMTP response code received from server (535)", "535", "",
	    "", "" },
	{ "SMTP Error (550): Failed to add recipient \"bob@a.example\" (5.1.1 "
	    "no such user)", "550 5.1.1", "", "", "Failed to add recipient "
	    "\"bob@a.example\" (5.1.1 no such user)" },
	/* Words end where their quote does, also behind a time in quotes. */
	{ "time=\"2026-11-21T10:00:07Z\" msg=\"send: 550 5.1.1 One\\n5.1.1 "
	    "two\"", "550 5.1.1", "", "", "One two" },
	{ "{temporary_failure,<<\"452-4.2.2 One\\r\\n452 4.2.2 two\\r\\n\">>},"
	    "[{try_RCPT_TO,4}]", "452 4.2.2", "", "", "One two" },
	/* Fields of rows and of markup */
	{ "1795289004|c6|FAILURE|bob@a.example|550 5.1.1 no such box", "550 5.1.1",
	    "", "", "no such box" },
	{ "2026-11-21 10:00:01;bob@a.example;mx;failed;550;5.1.1;no such box",
	    "?550 5.1.1", "", "", "no such box" },
	{ "<to>bob@a.example</to><reply>550 5.1.1 no such box</reply></e>",
	    "550 5.1.1", "", "", "no such box" },
	/* Words in quotes, before the code, and none */
	{ "smtp: server replied 550 \"5.1.1 no such box\"", "550 5.1.1", "", "",
	    "no such box" },
	{ "SMTP server error: DATA END command failed Detail: 5.7.1 spam SMTP "
	    "code: 554", "554 5.7.1 DOT", "", "", "spam" },
	{ "Error in x::y : RCPT failed: 550", "550 RCPT", "", "", "" },
	{ "554: delivery error: no such user", "?554", "", "",
	    "delivery error: no such user" },
	{ "panic: short response: 550", "550", "", "", "" },
	{ "error: cannot send mail to bob@a.example: 550", "550", "", "", "" }
};

/* Lines of mail programs that hold no reply: what their form decides. */
static const struct {
	const char	*in;
	enum cause	 given;
	const char	*all, *host;
} own[] = {
	{ "Nov 21 10:00:01 mx postfix/smtpd[1]: warning: hostname mx.a.example "
	    "does not resolve to address 192.0.2.1: Name or service not known",
	    CAUSE_NO_REVERSE_DNS, "0 CONNECT", "" },
	{ "Nov 21 10:00:01 mx postfix/smtpd[1]: warning: hostname mx.a.example "
	    "does not resolve to address 192.0.2.1: Temporary failure in name "
	    "resolution", CAUSE_DNS_FAILURE, "0 CONNECT", "" },
	{ "Nov 21 10:00:01 mx postfix/postscreen[1]: PREGREET 14 after 0.1 "
	    "from [192.0.2.1]:5501: EHLO 550 5.1.1", CAUSE_PROTOCOL_ERROR,
	    "0 CONNECT", "192.0.2.1" },
	{ "HANGUP after 5 from [192.0.2.1]:5501 in tests before SMTP "
	    "handshake", CAUSE_CONNECTION_FAILED, "0", "192.0.2.1" },
	{ "4BE7D15A4B5: warning: non-SMTP command from a.example[192.0.2.1]: "
	    "550 5.1.1 no", CAUSE_PROTOCOL_ERROR, "0", "a.example" },
	{ "Nov 21 10:00:01 mx postfix/smtp[1]: Trusted TLS connection "
	    "established to mx.a.example[192.0.2.1]:25: TLSv1.3 with cipher x "
	    "(256/256 bits)", CAUSE_SUCCESS, "0 STARTTLS", "mx.a.example" },
	{ "certificate verification failed for mx.a.example[192.0.2.1]:25: "
	    "self-signed certificate", CAUSE_TLS_FAILURE, "0 STARTTLS",
	    "mx.a.example" },
	{ "4BE7D15A4B5: lost connection with mx.a.example[192.0.2.1] while "
	    "sending RCPT TO", CAUSE_NONE, "0 RCPT", "mx.a.example" },
	{ "Nov 21 10:00:01 mx postfix/smtpd[1]: warning: connect to Milter "
	    "service inet:127.0.0.1:8891: Connection refused",
	    CAUSE_SYSTEM_ERROR, "0", "" },
	{ "Nov 21 10:00:01 mx postfix/smtp[1]: warning: host "
	    "mx.a.example[192.0.2.1]:25 greeted me with my own hostname mx",
	    CAUSE_MAIL_LOOP, "0 EHLO", "192.0.2.1" },
	{ "2026-11-21 10:00:01 [123] no MAIL in SMTP connection from (x) "
	    "[192.0.2.1] D=5s C=EHLO,STARTTLS", CAUSE_TLS_FAILURE, "0", "" },
	{ "2026-11-21 10:00:01 [123] no MAIL in SMTP connection from (x) "
	    "[192.0.2.1] D=5s C=EHLO,QUIT", CAUSE_PROTOCOL_ERROR, "0", "" },
	{ "2026-11-21 10:00:01 H=x.example [192.0.2.1] sender verify fail for "
	    "<a@b.example>: mx.b.example [192.0.2.2] : SMTP error from remote "
	    "mail server after RCPT TO:<a@b.example>: 550 5.1.1 No such user",
	    CAUSE_SENDER_REJECTED, "550 5.1.1 RCPT", "x.example" },
	{ "2026-11-21 10:00:01 SMTP connection from x.example [192.0.2.1] "
	    "closed by DROP in ACL", CAUSE_POLICY_REJECTED, "0 CONNECT", "" },
	{ "2026-11-21 10:00:01 SMTP connection from x.example [192.0.2.1] "
	    "closed by QUIT", CAUSE_NONE, "", "" },
	{ "Nov 21 10:00:01 mx sm-mta[1]: x25A1: a.example [192.0.2.1] did not "
	    "issue MAIL/EXPN/VRFY/ETRN during connection to MTA",
	    CAUSE_PROTOCOL_ERROR, "0", "" },
	{ "Nov 21 10:00:01 mx rblsmtpd: 192.0.2.1 blocked by bl.example",
	    CAUSE_BLOCKLISTED, "0 CONNECT", "" },
	{ "Nov 21 10:00:01 mx spamdyke[1]: DENIED_GRAYLISTED from: a@b.example "
	    "to: c@d.example origin_ip: 192.0.2.1 origin_rdns: x", CAUSE_NONE,
	    "0 RCPT", "192.0.2.1" },
	{ "Nov 21 10:00:01 mx spamdyke[1]: ALLOWED from: a@b.example to: "
	    "c@d.example origin_ip: 192.0.2.1 origin_rdns: x reason: missing",
	    CAUSE_NONE, "", "" },
	{ "[21/Nov/2026 10:00:01] Relay attempt from IP address 192.0.2.1",
	    CAUSE_NONE, "0", "" },
	{ "[21/Nov/2026 10:00:01] worker 550 failed", CAUSE_NONE, "", "" },
	{ "Nov 21 10:00:01 mx sshd[1]: warning: non-SMTP command from "
	    "a.example[192.0.2.1]: x", CAUSE_NONE, "", "" },
	{ "mail-1  | Nov 21 10:00:01 mx postfix/smtpd[1]: lost connection "
	    "after RCPT from a.example[192.0.2.1]", CAUSE_NONE, "0 RCPT",
	    "a.example" },
	{ "> === Connected to mx.a.example.\n> <-  220 mx.a.example ESMTP\n"
	    ">  -> EHLO x\n> <-  250 mx.a.example\n>  -> MAIL FROM:<a@b>\n"
	    "> <** 550 no", CAUSE_NONE, "220 CONNECT; 250 EHLO; 550 MAIL",
	    "mx.a.example" },
	{ "Nov 21 10:00:01 mx milter-greylist: 4Xv5501: addr a.example"
	    "[192.0.2.1] from <a@b.example> to <c@d.example> delayed for "
	    "00:04:58 (ACL 2)", CAUSE_GREYLISTED, "0 RCPT", "" },
	{ "Nov 21 10:00:01 mx cyrus/imap[1]: badlogin: host [192.0.2.1] "
	    "plaintext jo SASL(-13): authentication failure", CAUSE_NONE, "",
	    "" },
	/* What Exim asked elsewhere begins no dialogue. */
	{ "2026-11-21 10:00:01 H=mx.b.example [192.0.2.1] sender verify fail "
	    "for <a@b.example>: response to \"RCPT TO:<a@b.example>\" was: 550 "
	    "5.1.1 no such user", CAUSE_SENDER_REJECTED, "550 5.1.1 RCPT",
	    "mx.b.example" },
	{ "2026-11-21 10:00:01 H=mx.b.example [192.0.2.1] F=<a@b.example> "
	    "rejected RCPT <c@d.example>: Sender verify failed: response to "
	    "\"RCPT TO:<a@b.example>\" was: 550 5.1.1 no such user",
	    CAUSE_SENDER_REJECTED, "550 5.1.1 RCPT", "mx.b.example" },
	{ "warning: dict_ldap_lookup: Search error -1: Can't contact LDAP "
	    "server", CAUSE_SYSTEM_ERROR, "0", "" },
	{ "Nov 21 10:00:01 mx postfix/smtp[1]: warning: for instructions see "
	    "the bounce(5) manual", CAUSE_NONE, "", "" },
	/* Policy servers; nobody is unknown but the client's name. */
	{ "Nov 21 10:00:01 mx postgrey[1]: action=greylist, reason=new, "
	    "client_name=unknown, client_address=192.0.2.1, sender=a@b.example, "
	    "recipient=c@d.example", CAUSE_NONE, "0", "" },
	{ "action=greylist, reason=early-retry (10s missing), client_name="
	    "mx.a.example, client_address=192.0.2.1/32, sender=a@b.example, "
	    "recipient=c@d.example", CAUSE_NONE, "0", "" },
	{ "Nov 21 10:00:01 mx policyd-spf[550]: Action: prepend: Text: "
	    "Received-SPF: Pass (mailfrom) identity=mailfrom; helo=b.example; "
	    "receiver=<UNKNOWN>  Reject action: 550 5.7.23", CAUSE_NONE, "",
	    "" },
	{ "Nov 21 10:00:01 mx postgrey[1]: action=pass, reason=triplet found, "
	    "delay=550, client_name=unknown, client_address=192.0.2.1, "
	    "sender=a@b.example, recipient=c@d.example", CAUSE_NONE, "", "" },
	{ "Nov 21 10:00:01 mx policyd-weight[1]: decided action=550 not from "
	    "here; <client=192.0.2.1> <helo=b>", CAUSE_NONE, "550", "" },
	{ "4Xv5501C349E: from=<a@b.example>, status=expired, returned to "
	    "sender", CAUSE_NONE, "0", "" },
	{ "Nov 21 10:00:01 mx spamd[1]: spamd: identified spam (15.5/5.0) for "
	    "jo:1000 in 1.5 seconds, 5501 bytes.", CAUSE_SPAM_CONTENT, "0 DOT",
	    "" },
	{ "{:error, {:retries_exceeded, {:network_failure, \"mx.a.example\", "
	    "{:error, :timeout}}}}", CAUSE_CONNECTION_FAILED, "0", "" },
	{ "send to jo@a.example: dial tcp 192.0.2.1:587: connection refused",
	    CAUSE_CONNECTION_FAILED, "0", "" },
	/* No command is named there. */
	{ "Nov 21 10:00:01 mx fetchmail[1]: mail from a@b.example bounced",
	    CAUSE_NONE, "0", "" },
	{ "2026-11-21T10:00:02Z INFO Connection error (delivery.connect-error) "
	    "queueId = 550, hostname = \"mx.a.example\", reason = \"Connection "
	    "refused (os error 111)\"", CAUSE_NONE, "0", "mx.a.example" },
	{ "Send-MailMessage : Unable to connect to the remote server",
	    CAUSE_CONNECTION_FAILED, "0", "" },
	{ "@400000006b01f03f2f47d417 CHKUSER rejected rcpt: from <a@b:> remote "
	    "<b:c:192.0.2.5> rcpt <c@d.example> : not existing recipient",
	    CAUSE_NONE, "0 RCPT", "" },
	{ "simscan:[4550]:SPAM REJECT (15.5/12.0):1.5s:x:192.0.2.5:a@b:c@d",
	    CAUSE_SPAM_CONTENT, "0 DOT", "" },
	{ "Error: getaddrinfo ENOTFOUND smtp.a.example", CAUSE_NONE, "0", "" },
	{ "X.SmtpException: no mail sent: The remote name could not be resolved",
	    CAUSE_NONE, "0", "" },
	{ "Nov 21 10:00:01 mx postfix/smtp[1]: warning: no MX host for a.example "
	    "has a valid address record", CAUSE_NONE, "0 CONNECT", "" },
	{ "2026-11-21 18:50:26 SMTP protocol synchronization error (input sent "
	    "without waiting for greeting): rejected connection from "
	    "H=[192.0.2.9] input=\"EHLO b\\r\\n\"", CAUSE_PROTOCOL_ERROR, "0",
	    "192.0.2.9" },
	{ "2026-11-21 18:50:26 H=[192.0.2.9]:33737 rejected EHLO or HELO a_b: "
	    "syntactically invalid argument(s): a_b", CAUSE_BAD_HELO, "0 EHLO",
	    "192.0.2.9" },
	{ "Mon Nov 21 10:00:01 2026 Info: Connection Error: DCID 5 domain: "
	    "a.example port: 25 details: no network", CAUSE_CONNECTION_FAILED,
	    "0", "" },
	/* What applications tell of mail that they could not send */
	{ "ERROR could not send mail to bob@a.example: Name or service not "
	    "known", CAUSE_NONE, "0", "" },
	{ "[app] SMTP login failed for user me@b.example", CAUSE_SMTP_AUTH, "0",
	    "" },
	{ "app: cannot send e-mail, SSL handshake failed", CAUSE_TLS_FAILURE,
	    "0", "" },
	{ "could not send email: lookup mx.a.example on 127.0.0.53:53: no such "
	    "host", CAUSE_NONE, "0", "" },
	{ "can't connect to mail server: Connection refused",
	    CAUSE_CONNECTION_FAILED, "0", "" },
	{ "could not send e-mail: the remote certificate is invalid",
	    CAUSE_TLS_FAILURE, "0", "" },
	{ "Error: Missing login { code: 'EAUTH' }", CAUSE_SMTP_AUTH, "0", "" },
	{ "Expected response code \"354\" but got empty code.",
	    CAUSE_CONNECTION_FAILED, "0 DATA", "" },
	{ "jakarta.mail.MessagingException: Could not convert socket to TLS;",
	    CAUSE_TLS_FAILURE, "0", "" },
	{ "Delivery to the remote domain 'a.example' failed: the server did "
	    "not respond", CAUSE_CONNECTION_FAILED, "0", "" },
	{ "2026-11-21 10:00:00 1tEBuL-005501-1F Remote host mx.a.example "
	    "[192.0.2.5] closed connection in response to EHLO b",
	    CAUSE_NONE, "0 EHLO", "mx.a.example" },
	{ "Some.SmtpException: the server has unexpectedly disconnected.",
	    CAUSE_CONNECTION_FAILED, "0", "" },
	{ "javax.mail.MessagingException: Could not convert socket to TLS;",
	    CAUSE_TLS_FAILURE, "0", "" },
	{ "app[worker.1]: mail: Error: connect ETIMEDOUT 192.0.2.1:587",
	    CAUSE_CONNECTION_FAILED, "0", "" },
	{ "app: sending mail: error, timeout while reading",
	    CAUSE_CONNECTION_FAILED, "0", "" },
	/* mailq's reason is one only above a recipient. */
	{ "     (Deferred: no answer from mx.a.example)\n\t\t<bob@a.example>",
	    CAUSE_NONE, "0", "" }
};

START_TEST(by_itself)
{
	struct seen	*s = read_log(own[_i].in);

	ck_assert_msg(strcmp(s->all, own[_i].all) == 0, "%s\n\"%s\"",
	    own[_i].in, s->all);
	ck_assert_msg(strcmp(s->host, own[_i].host) == 0, "%s\nhost \"%s\"",
	    own[_i].in, s->host);
	ck_assert_int_eq(s->given, own[_i].given);
}
END_TEST

START_TEST(form)
{
	struct seen	*s = read_log(forms[_i].in);

	ck_assert_msg(strcmp(s->all, forms[_i].all) == 0, "%s\n\"%s\"",
	    forms[_i].in, s->all);
	ck_assert_msg(strcmp(s->recipient, forms[_i].recipient) == 0,
	    "%s\nrecipient \"%s\"", forms[_i].in, s->recipient);
	ck_assert_msg(strcmp(s->host, forms[_i].host) == 0,
	    "%s\nhost \"%s\"", forms[_i].in, s->host);
	ck_assert_msg(strcmp(s->text, forms[_i].text) == 0,
	    "%s\ntext \"%s\"", forms[_i].in, s->text);
	ck_assert_int_eq(s->dialogue, false);
}
END_TEST

static const struct {
	const char	*in, *all;
	unsigned long	 line, end;	/* of the last */
} dialogues[] = {
	/* A mail program's log that shows a session without marks */
	{ "2026-11-21 10:00:00 mailer: 220 mx.a.example ESMTP\n"
	    "2026-11-21 10:00:00 mailer: MAIL FROM:<x@b.example>\n"
	    "2026-11-21 10:00:01 mailer: 553 5.1.8 no",
	    "220 CONNECT; 553 5.1.8 MAIL", 3, 3 },
	{ "> Net::SMTP=GLOB(0x5)<<< 220 mx.a.example ESMTP\n"
	    "> Net::SMTP=GLOB(0x5)>>> MAIL FROM:<x@b.example>\n"
	    "> Net::SMTP=GLOB(0x5)<<< 553 5.1.8 no",
	    "220 CONNECT; 553 5.1.8 MAIL", 3, 3 },
	{ "< 220 a.example FTP\n> USER a\n< 530 no\n"
	    "< 220 mx.b.example ESMTP\n> MAIL FROM:<a@b.example>\n"
	    "< 553 5.1.8 no", "220 CONNECT; 553 5.1.8 MAIL", 6, 6 },
	{ "451\n5.7.26\n550 5.1.1 no\n250-SIZE\n250 HELP\n",
	    "451; 0 5.7.26; 550 5.1.1; 250", 4, 5 },
	/* Pipelining, and a body that speaks of 550 5.1.1 */
	{ "< 220 mx.a.example ESMTP\n> EHLO b.example\n< 250-mx\n< 250 SIZE\n"
	    "> MAIL FROM:<x@b.example>\n> RCPT TO:<bob@a.example>\n"
	    "> RCPT TO:<ann@a.example>\n> DATA\n< 250 2.1.0 ok\n"
	    "< 550 5.1.1 no\n< 250 2.1.5 ok\n< 354 go\n> Subject: x\n>\n"
	    "> 550 5.1.1 in the body\n> .\n< 554 5.7.1 spam\n> QUIT\n"
	    "< 221 bye\n",
	    "220 CONNECT; 250 EHLO; 250 2.1.0 MAIL; 550 5.1.1 RCPT; "
	    "250 2.1.5 RCPT; 354 DATA; 554 5.7.1 DOT; 221 QUIT", 19, 19 },
	/* recordio's process, whatever its number */
	{ "550 > 220 mx.a.example ESMTP\n550 < EHLO x\n550 > 250 ok\n"
	    "550 < MAIL FROM:<a@x>\n550 > 550 5.1.8 no\n",
	    "220 CONNECT; 250 EHLO; 550 5.1.8 MAIL", 5, 5 },
	{ "Trying 192.0.2.1...\nConnected to mx.a.example.\n"
	    "554-go\n554 away\n", "554 CONNECT", 3, 4 },
	{ "220 mx.a.example ESMTP\nHELO b\n250 mx\nMAIL FROM:<x@b.example>\n"
	    "250 ok\nRCPT TO:<bob@a.example>\n250 ok\nDATA\n354 go\n"
	    "From: x\n\nHello 550 5.1.1\n550 5.1.1 here\n.\n"
	    "250 2.0.0 queued\n",
	    "220 CONNECT; 250 HELO; 250 MAIL; 250 RCPT; 354 DATA; "
	    "250 2.0.0 DOT", 15, 15 },
	/* The server's own view: the arrows are the other way round */
	{ "Nov 21 10:00:01 m postfix/smtpd[1]: > u[192.0.2.9]: 220 m ESMTP\n"
	    "Nov 21 10:00:01 m postfix/smtpd[1]: < u[192.0.2.9]: EHLO b\n"
	    "Nov 21 10:00:01 m postfix/smtpd[1]: > u[192.0.2.9]: 250 m\n",
	    "220 CONNECT; 250 EHLO", 3, 3 },
	{ "-> \"220 mx.a.example ESMTP\\r\\n\"\n<- \"EHLO b\\r\\n\"\n"
	    "-> \"250-mx\\r\\n\"\n-> \"250 SIZE\\r\\n\"\n",
	    "220 CONNECT; 250 EHLO", 3, 4 },
	{ "reply: b'550-5.1.1 no\\r\\n'\nreply: b'550 5.1.1 such\\r\\n'\n",
	    "550 5.1.1", 1, 2 },
	{ "Server:\n220 mx.a.example ESMTP\nClient:\nHELO b\nServer:\n250 mx\n",
	    "220 CONNECT; 250 HELO", 6, 6 },
	{ "2020-11-27T09:34:39.159Z,S\\F,08D8,38,192.0.2.5:25,192.0.2.9:54368,<"
	    ",RCPT TO:<bob@a.example>,\n"
	    "2020-11-27T09:34:44.175Z,S\\F,08D8,41,192.0.2.5:25,192.0.2.9:54368,"
	    ">,550 5.7.1 Unable to relay,\n", "550 5.7.1 RCPT", 2, 2 },
	/* What Go, Perl and PEAR leave of a reply's further lines, also where
	 * nothing else stands before it. */
	{ "550 5.1.1 No box of\n5.1.1 that name here\n5.1.1 today\n5.2.2 x\n",
	    "550 5.1.1; 0 5.2.2", 4, 4 },
	/* Shown twice, line by line */
	{ "x: >>> SERVER: 220 mx ESMTP\nx: >>> HELO b\n"
	    "x: >>> SERVER: 550-5.7.1 One\nx: server: 550-5.7.1 One\n"
	    "x: >>> SERVER: 550 5.7.1 two\n",
	    "220 CONNECT; 550 5.7.1 HELO", 3, 5 },
	/* Marks that nobody knows: the same words before a reply, or a command
	 * that ends its line */
	{ "box read: 220 mx.a.example ESMTP\nbox wrote: EHLO b\n"
	    "box read: 250-mx\nbox read: 250 SIZE\nbox wrote: MAIL FROM:<a@x> "
	    "SIZE=550\nbox read: 550 5.1.8 no\n",
	    "220 CONNECT; 250 EHLO; 550 5.1.8 MAIL", 6, 6 },
	{ "12:00:01 Put 28 bytes: '220 mx ESMTP\\r\\n'\n12:00:01 Got 8 bytes: "
	    "'EHLO b\\r\\n'\n12:00:02 Put 8 bytes: '250-mx\\r\\n'\n"
	    "12:00:02 Put 11 bytes: '250 HELP\\r\\n'\n",
	    "220 CONNECT; 250 EHLO", 3, 4 },
	{ "2026-11-21 10:00:01,1 FINE [smtp] (run-25) 220 mx ESMTP\n"
	    "2026-11-21 10:00:01,2 FINE [smtp] (run-25) EHLO b\n"
	    "2026-11-21 10:00:01,3 FINE [smtp] (run-25) 250-mx\n250 HELP\n",
	    "220 CONNECT; 250 EHLO", 3, 4 },
	/* Only the server's lines */
	{ "SMTP -> FROM SERVER:220 mx ESMTP\nSMTP -> FROM SERVER: 250-mx\n"
	    "250 HELP\nSMTP -> FROM SERVER:250 ok\n"
	    "SMTP -> FROM SERVER:550 no\n",
	    "220 CONNECT; 250 EHLO; 250 MAIL; 550 RCPT", 5, 5 },
	{ "note=\"says: \\n220 mx.x SMTP\\r\\n\"\nnote=\"hears: QUIT\"\n"
	    "note=\"says: \\n221 bye\\r\\n\"\n", "220 CONNECT; 221 QUIT", 3, 3 },
	/* The server's mark is unknown, the client's is not. */
	{ "> EHLO b\n| 250-mx\n| 250 HELP\n> MAIL FROM:<a@x>\n| 550 no\n",
	    "250 EHLO; 550 MAIL", 5, 5 },
	/* CodeIgniter shows no commands, but names them. */
	{ "220 mx ESMTP\n<pre>hello: 250-mx\n250 HELP\n"
	    "</pre><pre>from: 250 ok\n</pre><pre>to: 550 no\n",
	    "220 CONNECT; 250 EHLO; 250 MAIL; 550 RCPT", 5, 5 },
	/* A column of its own, a rule of a box, a process, a field */
	{ "2026-11-21 10:00:01\t421\tS\t220 mx.a.example SMTP\n"
	    "2026-11-21 10:00:01\t421\tC\tEHLO b\n"
	    "2026-11-21 10:00:01\t421\tS\t501 5.5.4 no\n",
	    "220 CONNECT; 501 5.5.4 EHLO", 3, 3 },
	{ "CLIENT 1:\n\xe2\x94\x94" "EHLO b\nSERVER 1:\n"
	    "\xe2\x94\x94" "250-mx\n   250 HELP\n", "250 EHLO", 4, 5 },
	{ "4550 220 mx ESMTP\n4550 dispatching EHLO b\n4550 250 mx\n",
	    "220 CONNECT; 250 EHLO", 3, 3 },
	{ "TRACE x: event=\"read\" data=\"EHLO b\\r\\n\" size=8\n"
	    "TRACE x: event=\"write\" data=\"501 5.5.4 no\\r\\n\" size=14\n",
	    "501 5.5.4 EHLO", 2, 2 },
	/* Shown twice, said once */
	{ ": <<< IO: |HELO b\n: <<< HELO b\n: >>> 250 OK\n"
	    ": <<< IO: |MAIL From:<a@x>\n: <<< MAIL From:<a@x>\n"
	    ": >>> 550 no\n", "250 HELO; 550 MAIL", 6, 6 },
	/* A byte order mark, a colour, a blank that does not break */
	{ "\xef\xbb\xbf" "550 5.1.1 no\n\033[1m554 5.7.1 no\033[0m\n"
	    "452\xc2\xa0" "4.2.2 no\n", "550 5.1.1; 554 5.7.1; 452 4.2.2", 3,
	    3 },
	/* In colours, and in JSON */
	{ "\033[32m10:00\033[0m \033[36mSMTP <\033[0m 220 mx ESMTP\n"
	    "\033[32m10:00\033[0m \033[35mSMTP >\033[0m EHLO b\n"
	    "\033[32m10:00\033[0m \033[36mSMTP <\033[0m 250 mx\n",
	    "220 CONNECT; 250 EHLO", 3, 3 },
	{ "{\"n\":1,\"line\":\"220 mx ESMTP\"}\n{\"n\":2,\"line\":\"EHLO b\"}\n"
	    "{\"n\":3,\"line\":\"501 5.5.4 no\"}\n",
	    "220 CONNECT; 501 5.5.4 EHLO", 3, 3 }
};

START_TEST(dialogue)
{
	struct seen	*s = read_log(dialogues[_i].in);

	ck_assert_msg(strcmp(s->all, dialogues[_i].all) == 0, "%s\n\"%s\"",
	    dialogues[_i].in, s->all);
	ck_assert_msg(s->dialogue, "%s", dialogues[_i].in);
	ck_assert_uint_eq(s->line, dialogues[_i].line);
	ck_assert_uint_eq(s->end, dialogues[_i].end);
}
END_TEST

/* Replies of several lines in what is no dialogue. */
static const struct {
	const char	*in, *all;
	unsigned long	 line, end;	/* of the last */
} several[] = {
	{ "RCPT TO jo@a.example: 5.2.2 The box is full\n5.2.2 and stays so\n"
	    "12:00:01 next\n", "?0 5.2.2 RCPT", 1, 2 },
	/* A time differs from line to line, a process does not. */
	{ "a 12.00.01.123 got: 550-5.1.1 One\na 12.00.01.124 got: "
	    "550 5.1.1 two\n", "550 5.1.1", 1, 2 },
	{ "smtp 4550 got: 550-5.1.1 One\nsmtp 4551 got: 550 5.7.1 two\n",
	    "550 5.1.1; 550 5.7.1", 2, 2 },
	/* A line of a log that was broken at blanks, or at some column */
	{ "Nov 21 10:00:01 mx postfix/smtp[1]: A18C50A: \nto=<bob@a.example>, "
	    "relay=mx.a.example[192.0.2.1]:25, \ndelay=1, dsn=5.1.1, "
	    "status=bounced (host mx said:\n550 5.1.1 no such (in reply to "
	    "RCPT TO\ncommand))\n", "550 5.1.1 RCPT", 1, 5 },
	{ "2026-11-21 10:00:02 1xUq8d-00003P-0T ** ann@a.example <news@b.example> "
	    "R=dnslookup\n T=smtp H=mx [192.0.2.1]: SMTP error from remote mail "
	    "server after RCPT T\nO:<ann@a.example>: 550 5.1.1 no\n\n550 5.7.1 "
	    "by itself\n", "550 5.1.1 RCPT; 550 5.7.1", 5, 5 },
	/* Only cut off: the next has a time of its own. */
	{ "Nov 21 10:00:01 mx postfix/smtp[1]: A18C50A: to=<bob@a.example>, rela\n"
	    "Nov 21 10:00:02 mx postfix/smtp[1]: A18C50B: host mx said: 450 4.2.0 "
	    "no (in reply to RCPT TO command)\n", "450 4.2.0 RCPT", 2, 2 },
	/* Rejected, but not by Exim */
	{ "2026-11-21 18:46:37.654 WARN 421 [main] x.Mailer : server rejected "
	    "RCPT TO: 550-5.1.1 One\n550 5.1.1 two\n", "550 5.1.1 RCPT", 1, 2 }
};

START_TEST(join)
{
	struct seen	*s = read_log(several[_i].in);

	ck_assert_msg(strcmp(s->all, several[_i].all) == 0, "%s\n\"%s\"",
	    several[_i].in, s->all);
	ck_assert_uint_eq(s->line, several[_i].line);
	ck_assert_uint_eq(s->end, several[_i].end);
}
END_TEST

/* What a client tells of a dialogue behind it, and dialogues cut short. */
static const struct {
	const char	*in, *all;
} retold[] = {
	/* Which command was refused is known after another one's reply. */
	{ "S: 220 mx.a.example ESMTP\nC: RCPT TO:<x@a.example>\nC: DATA\n"
	    "S: 550-5.1.1 no\nS: 550 5.1.1 box\nS: 503 5.5.1 whom\n"
	    "  response: '550-5.1.1 no\\n' +\n    \"550 5.1.1 it's gone\",\n"
	    "  responseCode: 550,\n", "220 CONNECT; 550 5.1.1 RCPT; "
	    "503 5.5.1 DATA; 550 5.1.1 RCPT" },
	{ "220 mx.a.example ESMTP\nMAIL FROM:<x@b.example>\n550 5.7.1 no\n"
	    "QUIT\n221 bye\njavax.mail.SendFailedException: 550 5.7.1 no\n"
	    "javax.mail.SendFailedException: 550 5.7.1\n",
	    "220 CONNECT; 550 5.7.1 MAIL; 221 QUIT; 550 5.7.1 MAIL" },
	/* A refused greeting ends a session, and so does QUIT. */
	{ "S: 220 mx.a.example ESMTP\nC: QUIT\nS: 221 bye\n"
	    "S: 554 go away\nS: 421 too many\n",
	    "220 CONNECT; 221 QUIT; 554 CONNECT; 421 CONNECT" },
	/* Sendmail shows the last command of several. */
	{ "... while talking to mx.a.example.:\n>>> DATA\n<<< 550 5.1.1 no\n"
	    "<<< 503 5.0.0 whom\n", "550 5.1.1; 503 5.0.0 DATA" },
	/* Arrows and names of any make; a program's own arrow is none. */
	{ "<= 220 mx.a.example ESMTP\n=> EHLO b\n<= 250 mx\n"
	    "(tls) => MAIL FROM:<x@b>\n(tls) <= 550 5.7.1 no\n",
	    "220 CONNECT; 250 EHLO; 550 5.7.1 MAIL" },
	{ "[Server] 220 mx.a.example ESMTP\n[Client] RSET\n"
	    "[Server] 250 ok\n", "220 CONNECT; 250 RSET" },
	{ "12:00 INFO => Sending: \tRSET\n12:00 INFO => Received: \t250 ok\n",
	    "250 RSET" },
	/* The client's words, and a code behind them or none. */
	{ "to a@b.example failed: 5.1.1 no such box (550) at x.pl line 7.\n"
	    "to a@b.example failed: quota exceeded (452) at x.pl line 7.\n"
	    "to a@b.example failed: 5.1.1 no such box\n5.1.1 at all (550)\n",
	    "550 5.1.1; ?452; 550 5.1.1" },
	{ "undelivered: a@b.example 550 {5.1.1 no such box}\n"
	    "error: diagnostic {no {such} box} args {x} code 554\n",
	    "550 5.1.1; ?554" },
	{ "0001.patch\n5.1.1 no such box\n5.1.1 at all\n0002.patch\n"
	    "554 no such box\n", "?0 5.1.1; ?554" },
	{ "failed with code 550: 5.1.1 no such box\nerror (452): 4.2.2 full\n"
	    "SMTP said code 550: no such box\n",
	    "550 5.1.1; 452 4.2.2; 550" },
	{ "<<<getline<<< 220 mx.a.example ESMTP\n>>>putline>>> RSET\n"
	    "<<<getline<<< 250 ok\n", "220 CONNECT; 250 RSET" },
	/* Fields between '@' and between tabs. */
	{ "1795289004@00/00-550-AB@0@1@B@joe@a.example@me@b.example@d@d@21@10"
	    "@550@192.0.2.7@554 5.7.1 no\n1795289005@@@@M1\n", "554 5.7.1" },
	{ "11/21/26 10:00:01\tSMTP-OU\t550.MAI\t550\t192.0.2.7\tRCPT\t"
	    "RCPT TO:<joe@a.example>\t554 5.7.1 no\t550\t421\n",
	    "554 5.7.1 RCPT" },
	{ "smtp: RCPT error\t{\"rcpt\":\"a@b.example\",\"smtp_code\":550,"
	    "\"smtp_enchcode\":\"5.1.1\",\"smtp_msg\":\"no\"}\n",
	    "550 5.1.1 RCPT" },
	/* Net::Cmd's own code. */
	{ "mail failed: 421 [Net::SMTP] Connection closed\n", "0" },
	/* Broken off, and the next begun. */
	{ "220 mx.a.example ESMTP\nHELO b\n250 mx\nDATA\n354 go\n"
	    "java.io.IOException: connection closed\n\tat A.b(A.java:250)\n"
	    "220 mx.a.example ESMTP\nQUIT\n221 bye\nclosed connection\n",
	    "220 CONNECT; 250 HELO; 354 DATA; 0; 220 CONNECT; 221 QUIT" },
	{ "*   Trying 192.0.2.1:25...\n* connect to 192.0.2.1 port 25 failed: "
	    "Connection refused\n", "0" },
	/* A debug level that says all twice, and one who reads mail too. */
	{ "S: 220 mx.a.example ESMTP\nC: AUTH LOGIN\nS: 334 VXNlcg==\n"
	    "SMTP INBOUND: \"334 VXNlcg==\"\nC: eA==\nS: 334 UGFzcw==\n"
	    "SMTP INBOUND: \"334 UGFzcw==\"\nC: eQ==\nS: 535 5.7.8 no\n",
	    "220 CONNECT; 334 AUTH; 334 AUTH; 535 5.7.8 AUTH" },
	{ "SMTP< 220 mx.a.example ESMTP\nPOP3> QUIT\nPOP3< got 550 5.1.1 x\n"
	    "SMTP> RSET\nSMTP< 250 ok\n", "220 CONNECT; 250 RSET" },
	/* Refused by a "go ahead", which the client tells of later. */
	{ "220 mx.a.example ESMTP\nEHLO b\n250 mx\nMAIL FROM:<x@b.example>\n"
	    "250 ok\nRCPT TO:<y@a.example>\n354 go on\nRSET\n250 ok\n"
	    "com.sun.mail.smtp.SMTPAddressFailedException: 354 go on\n",
	    "220 CONNECT; 250 EHLO; 250 MAIL; 354 RCPT; 250 RSET" },
	/* Codes that a client made up. */
	{ "Nov 21 10:00:01 mx sendmail[7]: 6ALItE: to=a@b.example, dsn=4.4.2, "
	    "reply=421 4.4.1 Connection reset by mx.b.example., "
	    "stat=Deferred\n", "0 4.4.2" },
	{ "post: undeliverable to a; [USER] 550 no such box\n", "550" },
	/* An application could not send: what failed, and that it was mail. */
	{ "sending mail to a@b.example: EOF\nsmtp: dial failed: i/o timeout\n"
	    "10:00AM ERR failed err=\"dial 192.0.2.1:587: no route to host\"\n"
	    "read: EOF\n", "0; 0; 0" },
	{ "{\"body\":{\"stringValue\":\"not sent: 550 5.1.1 no\"}}\n",
	    "550 5.1.1" },
	{ "{\"class\":\"Net::SMTP\",\"error\":\"execution expired\"}\n"
	    "{\"class\":\"Net::FTP\",\"error\":\"execution expired\"}\n", "0" },
	/* A mail quotes a dialogue without marks. */
	{ "> 220 mx.a.example ESMTP\n> EHLO b\n> 250 mx\n> MAIL FROM:<x@b>\n"
	    "> 250 ok\n> DATA\n> 354 go\n> Subject: x\n>\n> 550 5.1.1 in the "
	    "body\n> .\n> 554 5.7.1 spam\n", "220 CONNECT; 250 EHLO; "
	    "250 MAIL; 354 DATA; 554 5.7.1 DOT" },
	/* The client's lines are not shown. */
	{ "220 mx.a.example ESMTP\n250-mx\n250 SIZE\n250 ok\n550 5.1.1 no\n"
	    "503 5.5.1 whom\n", "220 CONNECT; 250 EHLO; 250 MAIL; "
	    "550 5.1.1 RCPT; 503 5.5.1 DATA" },
	{ "CONNECTED(00000003)\n---\n250 SIZE\n250-mx\n250 HELP\n"
	    "250 2.1.0 ok\n550 5.1.1 no\n", "250 EHLO; 250 EHLO; "
	    "250 2.1.0 MAIL; 550 5.1.1 RCPT" }
};

START_TEST(tell)
{
	struct seen	*s = read_log(retold[_i].in);

	ck_assert_msg(strcmp(s->all, retold[_i].all) == 0, "%s\n\"%s\"",
	    retold[_i].in, s->all);
}
END_TEST

static const char *const friends[] = {
	"mail errors: 550", "short response: 550 items", "Result: 250 ",
	"<td>550</td><td>mailbox</td>", "|550|mail|", "RCPT count: 550",
	"{\"line\":\"EHLO\",\"n\":550}", "550: mails moved",
	"size;550;421;mail",
	"webhook https://mail.a.example/x response code 421 (12 ms)",
	"mailer.go:450: sending mail to jo@a.example", "smtp: exit code 550",
	"banner: 220 smtp tests passed", "220 SMTP users", "error:550 mails",
	"mailer: code=550 size=5.1.1", "\xe2\x94\x94" "550 mail items",
	/* Another protocol's replies, though mail is spoken of */
	"mail-ui | call of /send failed: 500 Internal Server Error",
	"POST /mail/send response: 401 Unauthorized",
	"mail api: response: 404 Not Found - no such route",
	"ftp: 550 /pub/mail.txt: none", "ftp.a.example said: 550 no such mail",
	/* Counts, columns, metrics, lines of files, subjects */
	"mail volume: 550 sent, 421 lost", "<jo@a.example>: 550 unread messages",
	"queue mail: 450 waiting, retry: 421 s", "550 | jo@a.example | on",
	"smtp_total{code=\"550\"} 421", "java: X: 550 error at mailbox.java:12",
	"Subject: Re: error 550 5.1.1 of your mail server",
	/* Connections, but not mail's */
	"curl: (7) Failed to connect to mail.a.example port 443: refused",
	"sync: connection refused, sending jo@a.example to 192.0.2.1:2003",
	"redis mail:6379 connection refused while sending to jo@a.example",
	"Sending build context  550.4MB @ 421 files: i/o timeout",
	"imap-login: Disconnected (auth failed, 3 attempts): user=<jo@a.example>",
	/* Commands that are spoken of, and numbers amid them */
	"box wrote: EHLO b\nbox read: 12 rows\nbox took: 550 ms\n",
	"INFO: use of RCPT TO:<a@x> and so on\nINFO: 550\n",
	"Nov 21 10:00:01 mx amavis[550]: (550-01) Passed CLEAN, size: 550",
	"curl: (22) The requested URL returned error: 503",
	"Nov 21 10:00:01 mx app[7]: HTTP error: 550 for jo@a.example",
	"Nov 21 10:00:01 mx app[7]: dial tcp 192.0.2.1:9090: connection refused",
	"temp < 250 degrees", "retry if load > 450 failed",
	"reply: 404 Not Found", "Response: 404 Not Found",
	"upstream server: 500 Internal Server Error",
	"Nov 21 10:00:01 mx backup: 550 mailboxes done, 421 skipped",
	"Nov 21 10:00:01 mx dovecot: pop3-login: Disconnected: Connection "
	    "closed (no auth attempts in 5 secs): user=<>, rip=192.0.2.1",
	"Nov 21 10:00:01 mx nginx: connect() failed (111: Connection refused) "
	    "while connecting to upstream\n"
	    "Nov 21 10:00:02 mx sshd[1]: read: Connection reset by peer",
	"Nov 21 10:00:01 mx sshd[550]: Failed password for root from 192.0.2.1 "
	    "port 554 ssh2",
	"Nov 21 10:00:01 mx kernel: [  550.511000] usb 5-1.1: device 421",
	"192.0.2.1 - - [21/Nov/2026:10:00:01 +0000] \"GET /550?code=554 "
	    "HTTP/1.1\" 502 550 \"-\" \"curl/5.7.1\"",
	/* other services: telephones, news, files, queues, probes */
	"Nov 21 10:00:01 pbx kamailio[7]: ERROR: reply.c: 503 reply from "
	    "192.0.2.1: Service Unavailable",
	"slrn: NNTP server said: 480 Authentication required",
	"curl: (78) RETR response: 550",
	"Connected to mail database\nconnection refused: redis://cache:6379",
	"Webhook to https://hooks.example/mail failed: connection reset",
	"curl: (67) Access denied: 530",
	"php-fpm: pool mail: child 5 exited with code 250 after 42 seconds",
	"backup: PUT mail/550.gz: 503 Slow down",
	"chat: mail-bot: returned 503 Service Unavailable",
	"dovecot: lmtp(550): Connect from local",
	"INSERT INTO mail VALUES (550, 'jo@a.example');",
	"Nov 21 10:00:01 mx newsletter: 550 recipients, 421 bounced",
	"mailqueue: 12 deferred, 421 active",
	"policyd-spf[5]: prepend Received-SPF: Pass, receiver=<UNKNOWN>",
	"Nov 21 10:00:01 db search: index of mail: 503 no_shards_exception",
	"Nov 21 10:00:01 web requests.HTTPError: 503 Server Error: "
	    "Service Unavailable for url: https://mail.example/",
	"smtp_replies_total{host=\"mx\",code=\"550\"} 17",
	"<< 500 Internal Server Error",
	"Readiness probe failed: dial tcp 192.0.2.1:25: connect: "
	    "connection refused",
	"kafka: failed to deliver message to topic mail.out: timed out",
	"sent 550 bytes to joe@mail.example.net: connection reset",
	"connecting to upstream x.example\nrecv() failed: Connection refused",
	"dovecot: imap(joe)<550><x>: Error: read(mail) failed: Connection "
	    "reset by peer",
	"<--- 220-Welcome to this FTP server\n<--- 220 You are alone\n"
	    "---> USER joe\n<--- 530 Not allowed here\n"
	    "---> QUIT\n<--- 221 Goodbye",
	"Connected to ftp.example.\n220 ready (FTP)\nUSER joe\n"
	    "331 Password, please\nPASS x\n530 Login incorrect.",
	"< 200 news.example NNRP ready\n> GROUP x\n"
	    "< 411 No such newsgroup",
	"Nov 21 10:00:01 mx CRON[421]: (root) CMD (test 450 -lt 550)",
	"Get:550 http://deb.example/ bookworm/main postfix 5.7.4-1 [421 kB]",
	"Setting up postfix (5.7.4-1) ...",
	"550 upgraded, 421 newly installed, 450 to remove.",
	"Nov 21 10:00:01 mx postfix/qmgr[421]: 550A3C5501: from=<x@b.example>, "
	    "size=450, nrcpt=1 (queue active)",
	"Nov 21 10:00:01 mx postfix/smtpd[421]: disconnect from "
	    "u[192.0.2.9] ehlo=1 mail=1 rcpt=0/1 commands=3/4",
	"Nov 21 10:00:01 mx postfix/smtpd[421]: connect from "
	    "smtp550.b.example[192.0.2.9]",
	"2026-11-21 18:48:38 1xUq8c-00000d-1o <= x@b.example U=root P=local "
	    "S=437 id=550.2183025530@mail.b.example",
	"Nov 21 10:00:01 mx dma[15e751]: mail to=<550-5.1.1@a.example> queued "
	    "as 15e751",
	"{\"level\":\"info\",\"status\":502,\"code\":550,\"path\":\"/mail/554\","
	    "\"message\":\"request done in 450 ms\"}",
	"ratio 5.5.0 of 550 MB in 421s, 554 files",
	"call +44 20 7946 550 between 450 and 554 o'clock",
	"[416] SIZE=2022 550-5.1.1@smtp550.example",
	"TLSv1.3 with cipher AES256 (256/256 bits) error:0A000126",
	"220 volts, 450 watts, 550 grams",
	"connecting to 10.0.0.1 port 587, 250 ms",
	"cache: dial tcp 10.0.0.5:6380: i/o timeout",
	"2026/11/21 10:00:25 upstream timed out (110: Connection timed out)",
	"client_loop: send disconnect: Broken pipe",
	/* A mail's subject */
	"Nov 21 10:00:01 mx postfix/cleanup[9]: 4F1AA: warning: header "
	    "Subject: error: 550 5.1.1 User unknown from local; from=<a@b>",
	"2026-11-21T10:00:00.000Z,,,,EX01,08D,,STOREDRIVER,DELIVER,12,<m@b>,a,"
	    "x@y.example,,5500,1,,,FW: error: 550 5.1.1 User unknown",
	/* No failure, or one that another line has the words of */
	"Nov 21 10:00:01 mx sm-mta[9]: 4ALA01: to=<a@b.example>: 4ALA02: "
	    "sender notify: User unknown",
	"Nov 21 10:00:01 mx sm-mta[9]: STARTTLS=client, relay=mx.b.example., "
	    "version=TLSv1.3, verify=FAIL, cipher=X, bits=256/256",
	"2026-11-21T10:00:01.1Z [NOTICE] [5A.1] [outbound] DNS (AAAA) for "
	    "mx.b.example failed: Error: queryAaaa ENODATA mx.b.example",
	"2026-11-21T10:00:01.1Z [INFO] [-] [core] Adding missing Date header",
	"DEBUG: Providers Listed By Class Name: {com.sun.mail.smtp.SMTP="
	    "javax.mail.Provider[STORE,imap,Not blocked]}",
	"javax.mail.SendFailedException: Invalid Addresses;",
	"    s = smtplib.SMTP('192.0.2.1', 25, timeout=6)",
	"msmtp: recipient address jo@a.example not accepted by the server",
	"Sending failed: Temporary error in sending the message",
	"Nov 21 10:00:01 mx smtpd[9]: 5a mta connecting address=smtp://"
	    "192.0.2.1:25 host=refused.spammer.example",
	"Nov 21 10:00:01 mx courierd: started,id=5.A,from=<a@b.example>,"
	    "module=esmtp,host=blocked.example,addr=<jo@blocked.example>",
	"2026-11-21 10:00:01 SMTP connection from mx.spammer.example "
	    "[192.0.2.1]:50421 closed by QUIT",
	"Nov 21 10:00:01 mx postfix/qmgr[9]: queue of rejected.error.example "
	    "looked at",
	"sending mail to a@b.example: done",
	"\"me@b.example\",\"bob@a.example\",\"550 reasons\",\"Delivered\"",
	"**Note**: 550 mails, _5.5_ of them big",
	"2026-11-21T10:00:01.5Z 421 [Note] Aborted connection to db: 'mail'",
	/* Members that are none of a reply's */
	"app: mail Config(port=550, timeout=421, version=5.5.1)",
	"app: mail Object ( [code] => 421 [size] => 550 )",
	"mail size=550, dsn=5.1.1", "mailer 4.2.1 took 421, 4.2.1 s",
	"relay: 450 connections (250 active), 421 left",
	/* A number of things, whoever counts them */
	"fetchmail: 550 messages (421 seen) for joe at pop.b.example",
	"Nov 21 10:00:01 mx qmail-handlers[9]: 550 handlers started",
	"queue: subject=\"550 errors today\" to=a@b.example",
	/* No mail, or none that failed */
	"(Deferred: connection timed out)", "smtp_timeout = 550",
	"Connecting to smtp.b.example:587 with timeout 30s",
	"2026-11-21 sending mail, subject \"connection refused\"",
	"hook https://a.example/x took 554 ms, mail to bob@a.example follows",
	"--- FAIL: TestSMTPTimeout (5.50s)",
	"imap login failed for bob@mail.b.example",
	"ldap: can't connect to mail.b.example",
	""
};

START_TEST(friend)
{
	struct seen	*s = read_log(friends[_i]);

	/* A line that begins with a code may begin a list of replies. */
	ck_assert_msg(s->n == 0 || friends[_i][0] == '2' ||
	    friends[_i][0] == '5', "%s\n\"%s\"", friends[_i], s->all);
	ck_assert_msg(s->silent == 0, "%s\n\"%s\"", friends[_i], s->all);
}
END_TEST

START_TEST(friend_amid)
{
	char		 text[1024];
	struct seen	*s;

	(void)snprintf(text, sizeof(text), "Reading package lists...\n%s\n",
	    friends[_i]);
	s = read_log(text);
	ck_assert_msg(s->n + s->silent == 0, "%s\n\"%s\"", friends[_i],
	    s->all);
}
END_TEST

static const struct {
	const char	*in;
	int		 code, class;
	const char	*text;
} operands[] = {
	{ "451", 451, 0, "" },
	{ "5.7.26", 0, 5, "" },
	{ "5.1.1 User unknown", 0, 5, "User unknown" },
	{ "smtp;550 5.1.1 no", 550, 5, "no" },
	{ "SMTP; 550-no", 550, 0, "no" },
	{ "host mx.a.example[192.0.2.1] said: 450 4.2.0 later (in reply to "
	    "RCPT TO command)", 450, 4, "later" },
	{ "<a@b.example>: host mx.b.example said: 550 5.1.1 no (in reply to "
	    "RCPT TO command) <c@d.example>: Connection timed out",
	    550, 5, "no" },
	{ "553 sorry, no such domain (#5.7.1)", 553, 5,
	    "sorry, no such domain (#5.7.1)" },
	{ "550-one\n550-5.1.1 two\n550 5.1.1 three", 550, 5, "one two three" },
	{ "554 5.0.0 Remote host said: 550 5.1.1 no", 554, 5,
	    "Remote host said: 550 5.1.1 no" },
	{ "Connection timed out", 0, 0, "Connection timed out" },
	{ "Mailbox of Postfix 5.7.4 is full", 0, 0,
	    "Mailbox of Postfix 5.7.4 is full" },
	{ "550-one  550-5.1.1 two \n550 5.1.1 three ", 550, 5, "one two three" },
	{ "", 0, 0, "" }
};

START_TEST(operand)
{
	static char	 buf[LOG_TEXT_MAX];
	struct found	 f;

	log_operand((struct slice){ operands[_i].in, strlen(operands[_i].in) },
	    buf, &f);
	ck_assert_msg(f.reply.code == operands[_i].code, "%s: %d",
	    operands[_i].in, f.reply.code);
	ck_assert_msg(f.reply.status.class == operands[_i].class, "%s: %d",
	    operands[_i].in, f.reply.status.class);
	ck_assert_msg(f.reply.text.n == strlen(operands[_i].text) &&
	    (f.reply.text.n == 0 || memcmp(f.reply.text.p, operands[_i].text,
	    f.reply.text.n) == 0), "%s: \"%.*s\"", operands[_i].in,
	    (int)f.reply.text.n, f.reply.text.p);
}
END_TEST

START_TEST(nested)
{
	static char	 buf[LOG_TEXT_MAX];
	struct found	 f;

	log_operand((struct slice){ operands[9].in, strlen(operands[9].in) },
	    buf, &f);
	ck_assert_uint_eq(f.words.n, 2);
	ck_assert_int_eq(memcmp(f.words.p, "no", 2), 0);
}
END_TEST

/* Whatever bytes come, nothing is read that is not there (with sanitizers). */
START_TEST(noise)
{
	struct log	*l = log_new();
	struct seen	 s;
	char		 line[300];
	unsigned	 r = 1;
	unsigned long	 number;
	size_t		 i;

	ck_assert_ptr_nonnull(l);
	memset(&s, 0, sizeof(s));
	for (number = 1; number < 3000; number++) {
		for (i = 0; i < sizeof(line); i++) {
			r = r * 1103515245 + 12345;
			line[i] = "0245-.: \\n'\"(){}[]<>=_/#@;,SCabcx\t"
			    [r / 65536 % 35];
		}
		s.all[0] = '\0';
		log_line(l, (struct slice){ line, r / 65536 % sizeof(line) },
		    number, take, &s);
	}
	log_end(l, take, &s);
	log_free(l);
	log_free(NULL);
}
END_TEST

#define LOOP(t, test, rows)						\
	tcase_add_loop_test(t, test, 0, COUNT(rows))

int
main(void)
{
	TCase	*t = tcase_create("lines");

	LOOP(t, form, forms);
	LOOP(t, dialogue, dialogues);
	LOOP(t, join, several);
	LOOP(t, tell, retold);
	LOOP(t, friend, friends);
	LOOP(t, friend_amid, friends);
	LOOP(t, operand, operands);
	LOOP(t, by_itself, own);
	tcase_add_test(t, nested);
	tcase_add_test(t, noise);
	return share_run(t, "log", true);
}

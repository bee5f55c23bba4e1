/*
 * check_explain.c - the order in which words, status, command, code and the
 * log's own verdict decide, what they are found to disagree in, what a failure
 * turns on, and the block list's zone that they name.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"
#include "share.h"

static const char *
word_of(int cause)
{
	return table_text(table_causes[cause].word);
}

static const struct example {
	int		 code;
	struct status	 status, verdict;	/* verdict: the log's */
	int		 command;
	const char	*host, *words, *text;	/* words: innermost */
	int		 cause, also, basis;
} examples[] = {
	/* Words before the status, a clue's second cause by the status. */
	{ 550, { 5, 7, 1 }, { 0, 0, 0 }, COMMAND_RCPT, "", "",
	    "User unknown", CAUSE_USER_UNKNOWN, CAUSE_NONE, BASIS_PHRASE },
	{ 550, { 5, 1, 1 }, { 0, 0, 0 }, COMMAND_RCPT, "", "",
	    "Relaying denied", CAUSE_RELAY_DENIED, CAUSE_NONE, BASIS_PHRASE },
	{ 550, { 5, 1, 1 }, { 0, 0, 0 }, COMMAND_NONE, "", "",
	    "mailbox unavailable", CAUSE_USER_UNKNOWN, CAUSE_MAILBOX_DISABLED,
	    BASIS_CLUE },
	{ 550, { 5, 2, 1 }, { 0, 0, 0 }, COMMAND_NONE, "", "",
	    "mailbox unavailable", CAUSE_MAILBOX_DISABLED, CAUSE_USER_UNKNOWN,
	    BASIS_CLUE },

	/* Or by the code, where the second passes by itself. */
	{ 451, { 0, 0, 0 }, { 0, 0, 0 }, COMMAND_NONE, "", "",
	    "not accepting mail", CAUSE_SYSTEM_UNAVAILABLE,
	    CAUSE_MAILBOX_DISABLED, BASIS_CLUE },
	{ 551, { 0, 0, 0 }, { 0, 0, 0 }, COMMAND_NONE, "", "",
	    "not accepting mail", CAUSE_MAILBOX_DISABLED,
	    CAUSE_SYSTEM_UNAVAILABLE, BASIS_CLUE },
	{ 450, { 4, 1, 1 }, { 0, 0, 0 }, COMMAND_NONE, "", "",
	    "cannot verify this address", CAUSE_USER_UNKNOWN,
	    CAUSE_SYSTEM_ERROR, BASIS_CLUE },

	/* The status where words say nothing; x.0.0 says nothing either. */
	{ 550, { 5, 1, 1 }, { 0, 0, 0 }, COMMAND_RCPT, "", "", "Sorry.",
	    CAUSE_USER_UNKNOWN, CAUSE_NONE, BASIS_STATUS },
	{ 552, { 5, 2, 2 }, { 0, 0, 0 }, COMMAND_DOT, "", "", "",
	    CAUSE_MAILBOX_FULL, CAUSE_NONE, BASIS_STATUS },
	{ 554, { 5, 0, 0 }, { 0, 0, 0 }, COMMAND_NONE, "", "", "Sorry.",
	    CAUSE_UNKNOWN, CAUSE_NONE, BASIS_NONE },

	/* The command, then the code, then the log. */
	{ 535, { 0, 0, 0 }, { 0, 0, 0 }, COMMAND_AUTH, "", "", "No.",
	    CAUSE_SMTP_AUTH, CAUSE_NONE, BASIS_COMMAND },
	{ 454, { 0, 0, 0 }, { 0, 0, 0 }, COMMAND_STARTTLS, "", "", "No.",
	    CAUSE_TLS_FAILURE, CAUSE_NONE, BASIS_COMMAND },
	{ 552, { 0, 0, 0 }, { 0, 0, 0 }, COMMAND_RCPT, "", "", "",
	    CAUSE_MAILBOX_FULL, CAUSE_NONE, BASIS_COMMAND },
	{ 552, { 0, 0, 0 }, { 0, 0, 0 }, COMMAND_DOT, "", "", "",
	    CAUSE_MESSAGE_TOO_LARGE, CAUSE_NONE, BASIS_COMMAND },
	{ 0, { 0, 0, 0 }, { 4, 4, 7 }, COMMAND_NONE, "", "", "Sorry.",
	    CAUSE_DELIVERY_EXPIRED, CAUSE_NONE, BASIS_LOG },

	/* The innermost words, but not behind a refused sender. */
	{ 554, { 5, 4, 0 }, { 0, 0, 0 }, COMMAND_NONE, "",
	    "Mailbox full", "Relaying denied; they said: 552 Mailbox full",
	    CAUSE_MAILBOX_FULL, CAUSE_NONE, BASIS_PHRASE },
	{ 450, { 4, 1, 7 }, { 0, 0, 0 }, COMMAND_RCPT, "", "User unknown",
	    "Sender address rejected: undeliverable address: host "
	    "mx.a.example said: 550 User unknown", CAUSE_SENDER_REJECTED,
	    CAUSE_NONE, BASIS_PHRASE },
	{ 554, { 0, 0, 0 }, { 0, 0, 0 }, COMMAND_NONE, "", "Sorry.",
	    "Mailbox full: Sorry.", CAUSE_MAILBOX_FULL, CAUSE_NONE,
	    BASIS_PHRASE },

	/* Two that fit. */
	{ 554, { 0, 0, 0 }, { 0, 0, 0 }, COMMAND_NONE, "", "",
	    "Virus detected. DKIM check failed.", CAUSE_VIRUS_DETECTED,
	    CAUSE_DKIM_FAIL, BASIS_PHRASE },

	/* What is no failure. */
	{ 250, { 2, 0, 0 }, { 0, 0, 0 }, COMMAND_DOT, "", "",
	    "queued as user unknown", CAUSE_SUCCESS, CAUSE_NONE, BASIS_NONE },
	{ 354, { 0, 0, 0 }, { 0, 0, 0 }, COMMAND_DATA, "", "", "Go ahead",
	    CAUSE_SUCCESS, CAUSE_NONE, BASIS_NONE },
	{ 535, { 0, 0, 0 }, { 0, 0, 0 }, COMMAND_NONE, "", "",
	    "This account is disabled", CAUSE_SENDER_ACCOUNT_BLOCKED,
	    CAUSE_NONE, BASIS_PHRASE },
	{ 550, { 0, 0, 0 }, { 0, 0, 0 }, COMMAND_NONE, "", "",
	    "This account is disabled", CAUSE_MAILBOX_DISABLED, CAUSE_NONE,
	    BASIS_PHRASE },
	{ 0, { 2, 1, 5 }, { 0, 0, 0 }, COMMAND_NONE, "", "", "delivered",
	    CAUSE_SUCCESS, CAUSE_NONE, BASIS_NONE },
};

static void
explain_text(int code, struct status st, const char *host, const char *text,
    struct verdict *v)
{
	struct phrase	*x = phrase_new();
	struct found	 f;

	ck_assert_ptr_nonnull(x);
	memset(&f, 0, sizeof(f));
	f.reply.code = code;
	f.reply.status = st;
	f.reply.text = slice_of(text);
	f.host = slice_of(host);
	explain(x, &f, v);
	phrase_free(x);
}

START_TEST(example_row)
{
	const struct example	*e = &examples[_i];
	struct phrase		*x = phrase_new();
	struct found		 f;
	struct verdict		 v;

	ck_assert_ptr_nonnull(x);
	memset(&f, 0, sizeof(f));
	f.reply.code = e->code;
	f.reply.status = e->status;
	f.reply.text = slice_of(e->text);
	f.words = slice_of(e->words);
	f.verdict = e->verdict;
	f.command = (enum command)e->command;
	f.host = slice_of(e->host);
	explain(x, &f, &v);
	phrase_free(x);
	ck_assert_msg((int)v.cause == e->cause, "%d: \"%s\": %s, not %s", _i,
	    e->text, word_of((int)v.cause), word_of(e->cause));
	ck_assert_msg((int)v.also[0] == e->also, "%d: \"%s\": also %s", _i,
	    e->text, word_of((int)v.also[0]));
	ck_assert_msg((int)v.basis == e->basis, "%d: \"%s\": basis %d", _i,
	    e->text, (int)v.basis);
}
END_TEST

START_TEST(class_differs)
{
	struct verdict	v;

	explain_text(550, (struct status){ 4, 7, 1 }, "", "", &v);
	ck_assert(v.class_differs);
	explain_text(250, (struct status){ 5, 1, 1 }, "", "", &v);
	ck_assert(v.class_differs && v.cause != CAUSE_SUCCESS);
	explain_text(550, (struct status){ 5, 7, 1 }, "", "", &v);
	ck_assert(!v.class_differs);
	explain_text(550, (struct status){ 0, 0, 0 }, "", "", &v);
	ck_assert(!v.class_differs);
}
END_TEST

/* Microsoft's 5.4.1 is no matter of routing; elsewhere it is. */
START_TEST(own_meaning)
{
	const struct status	st = { 5, 4, 1 };
	struct verdict		v;

	explain_text(550, st, "a.mail.protection.outlook.com",
	    "Recipient address rejected: Access denied.", &v);
	ck_assert(v.rule != NULL && v.own_meaning);
	ck_assert_int_eq((int)v.cause, CAUSE_USER_UNKNOWN);
	explain_text(550, st, "mx.a.example", "", &v);
	ck_assert(v.rule == NULL && !v.own_meaning);
}
END_TEST

/* Without words no index is wanted. */
START_TEST(no_index)
{
	struct found	f;
	struct verdict	v;

	memset(&f, 0, sizeof(f));
	f.reply.code = 550;
	f.reply.status = (struct status){ 5, 1, 1 };
	explain(NULL, &f, &v);
	ck_assert_int_eq((int)v.cause, CAUSE_USER_UNKNOWN);
}
END_TEST

/* What a failure turns on: its words tell, or the log does. */

static const struct turn {
	int		 code;
	enum direction	 direction;
	const char	*recipient, *text;
	enum topic	 topic;
	enum fault	 fault;
} turns[] = {
	{ 0, DIRECTION_OUT, "jo@a.example",
	    "unable to look up host relay.b.example: No address",
	    TOPIC_OTHER_HOST, FAULT_LOCAL },
	{ 0, DIRECTION_OUT, "jo@a.example", "Host or domain name not found. "
	    "Name service error for name=mx.b.example type=AAAA: Host not found",
	    TOPIC_OTHER_HOST, FAULT_LOCAL },
	{ 0, DIRECTION_OUT, "jo@A.example",
	    "unable to look up host a.example: No address", TOPIC_NONE,
	    FAULT_RECIPIENT },
	{ 0, DIRECTION_OUT, "jo@a.example",
	    "unable to look up host mx.a.example: No address", TOPIC_DEAD_MX,
	    FAULT_RECEIVER },
	{ 550, DIRECTION_NONE, "", "all the MX records point to non-existent "
	    "hosts", TOPIC_DEAD_MX, FAULT_RECEIVER },
	{ 0, DIRECTION_OUT, "", "unable to look up host b.example: No address",
	    TOPIC_NONE, FAULT_RECIPIENT },
	{ 0, DIRECTION_IN, "", "lost connection after EHLO from x[192.0.2.1]",
	    TOPIC_CLIENT_LEFT, FAULT_NOBODY },
	{ 0, DIRECTION_OUT, "", "lost connection with x[192.0.2.1] while "
	    "sending RCPT TO", TOPIC_NONE, FAULT_NETWORK },
	{ 550, DIRECTION_NONE, "", "SMTPUTF8 needed and not supported",
	    TOPIC_SMTPUTF8, FAULT_RECEIVER },
	{ 550, DIRECTION_NONE, "", "User unknown; SMTPUTF8 not supported",
	    TOPIC_NONE, FAULT_RECIPIENT },
	{ 554, DIRECTION_NONE, "", "This sending domain is in our sandbox",
	    TOPIC_UNVERIFIED, FAULT_SENDER },
	{ 0, DIRECTION_OUT, "", "Mailing to remote domains not supported",
	    TOPIC_REMOTE_OFF, FAULT_LOCAL },
	{ 554, DIRECTION_NONE, "", "<x>: Client host rejected: Access denied",
	    TOPIC_CLIENT_REFUSED, FAULT_HOST },
	{ 421, DIRECTION_NONE, "", "Service unavailable", TOPIC_NONE,
	    FAULT_RECEIVER },
	{ 554, DIRECTION_NONE, "", "Error: no valid recipients",
	    TOPIC_NO_RECIPIENT, FAULT_NOBODY },
	{ 421, DIRECTION_NONE, "", "mx.a.example Error: too many errors",
	    TOPIC_TOO_MANY_ERRORS, FAULT_SENDER },
	{ 450, DIRECTION_NONE, "", "unverified address: connect to "
	    "mx.a.example[192.0.2.1]:25: Connection timed out",
	    TOPIC_UNREACHED, FAULT_RECEIVER },
	{ 454, DIRECTION_NONE, "", "TLS not available due to local problem",
	    TOPIC_NO_KEY, FAULT_RECEIVER },
	{ 554, DIRECTION_NONE, "", "Service unavailable", TOPIC_ANY_REFUSAL,
	    FAULT_NOBODY },
};

START_TEST(turn_row)
{
	const struct turn	*t = &turns[_i];
	struct phrase		*x = phrase_new();
	struct found		 f;
	struct verdict		 v;

	ck_assert_ptr_nonnull(x);
	memset(&f, 0, sizeof(f));
	f.reply.code = t->code;
	f.reply.text = slice_of(t->text);
	f.recipient = slice_of(t->recipient);
	f.direction = t->direction;
	explain(x, &f, &v);
	phrase_free(x);
	ck_assert_msg(v.topic == t->topic, "\"%s\": topic %d, %s", t->text,
	    (int)v.topic, word_of((int)v.cause));
	ck_assert_msg(verdict_fault(&v) == t->fault, "\"%s\": fault %d",
	    t->text, (int)verdict_fault(&v));
}
END_TEST

/* Given back, or waiting: the cause alone does not tell. */
START_TEST(retry)
{
	const struct verdict	full = { .cause = CAUSE_MAILBOX_FULL };
	const struct verdict	gone = { .cause = CAUSE_USER_UNKNOWN };
	struct found		f;

	memset(&f, 0, sizeof(f));
	ck_assert_int_eq((int)verdict_retry(&f, &full), RETRY_YES);
	f.reply.code = 452;
	ck_assert_int_eq((int)verdict_retry(&f, &full), RETRY_YES);
	f.outcome = "expired";
	ck_assert_int_eq((int)verdict_retry(&f, &full), RETRY_AGAIN);
	f.outcome = NULL;
	f.reply.code = 552;
	ck_assert_int_eq((int)verdict_retry(&f, &full), RETRY_AGAIN);
	ck_assert_int_eq((int)verdict_retry(&f, &gone), RETRY_NO);
}
END_TEST

/* The page of the list that refused, or else of the provider, comes first. */
START_TEST(page_first)
{
	static const char *const texts[] = {
		"blocked using b.barracudacentral.org", "No. (S3140)"
	};
	static const char *const pages[] = {
		"https://www.barracudacentral.org", "https://sendersupport.olc."
	};
	char		 buf[HINT_MAX];
	struct phrase	*x = phrase_new();
	struct hints	 h;
	struct found	 f;
	struct verdict	 v;

	ck_assert_ptr_nonnull(x);
	memset(&f, 0, sizeof(f));
	f.reply.code = 554;
	f.reply.text = slice_of(texts[_i]);
	explain(x, &f, &v);
	hints_find(&f, &v, &h, 1);
	ck_assert_ptr_eq(strstr(hints_text(&h, 0, buf), pages[_i]), buf);
	ck_assert_ptr_null(strstr(hints_text(&h, 1, buf), "page of the one"));
	f.reply.text = slice_of("blocked using list.a.example");
	explain(x, &f, &v);
	phrase_free(x);
	hints_find(&f, &v, &h, 1);
	ck_assert(!h.page && h.n > 0);
}
END_TEST

/* The zones of lists without a row. */

static const struct named {
	const char	*text, *zone;
} named[] = {
	{ "Your IP is in a DNS blacklist (dnsbl.x.example)",
	    "dnsbl.x.example" },
	{ "Client host blocked using all.x.example; ask there",
	    "all.x.example" },
	{ "4.2.0.192.rbl-1.x.example says that your IP is blacklisted",
	    "rbl-1.x.example" },
	{ "your IP is blacklisted, see http://bl.x.example/?a=192.0.2.4.",
	    "bl.x.example" },
	{ "<jo@bl.x.example>: your IP is blacklisted", "" },
	{ "mx.x.example: your IP 192.0.2.4 is blacklisted", "" },
	{ "your IP is blacklisted, see www.rbl.example", "" },
	{ "your IP is blacklisted, kannibl.x.example", "" },
	{ "Client host blocked using zen.spamhaus.org", "" },
	{ "rbl.x.example is what our mailbox name was: mailbox full", "" },
	{ "your IP is blacklisted by .", "" },
};

START_TEST(zone_row)
{
	const struct named	*n = &named[_i];
	struct phrase		*x = phrase_new();
	struct found		 f;
	struct verdict		 v;
	struct slice		 zone;

	ck_assert_ptr_nonnull(x);
	memset(&f, 0, sizeof(f));
	f.reply.code = 554;
	f.reply.text = slice_of(n->text);
	explain(x, &f, &v);
	phrase_free(x);
	zone = zone_find(&f, &v);
	ck_assert_msg(slice_is(zone, n->zone), "\"%s\": \"%.*s\"", n->text,
	    (int)zone.n, zone.p);
}
END_TEST

int
main(void)
{
	TCase	*tc = tcase_create("verdicts");

	tcase_add_loop_test(tc, example_row, 0, COUNT(examples));
	tcase_add_test(tc, class_differs);
	tcase_add_test(tc, own_meaning);
	tcase_add_test(tc, no_index);
	tcase_add_loop_test(tc, turn_row, 0, COUNT(turns));
	tcase_add_test(tc, retry);
	tcase_add_loop_test(tc, page_first, 0, 2);
	tcase_add_loop_test(tc, zone_row, 0, COUNT(named));
	return share_run(tc, "explain", false);
}

/*
 * check_provider.c - whose reply it is, and what that provider means by it.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"
#include "share.h"

/* A reply as it comes, and what is to be made of it. */
static const struct example {
	int		 code;
	struct status	 status;
	const char	*host;		/* that answered, "" where not known */
	const char	*text;
	const char	*provider;	/* "" for none */
	const char	*cause;
	const char	*list;		/* name of the block list, "" for none */
} examples[] = {
	/* Known by the words. */
	{ 550, { 5, 1, 1 }, "", "The account you wrote to does not exist. "
	    "https://support.google.com/mail/?p=NoSuchUser x1si2 - gsmtp",
	    "google", "user-unknown", "" },
	{ 421, { 4, 7, 0 }, "", "[TSS04] Messages from 192.0.2.7 temporarily "
	    "deferred", "yahoo", "bad-reputation", "" },
	{ 550, { 5, 7, 1 }, "", "part of their network is on our block list "
	    "(S3140). [AM0.eop-EUR03.prod.protection.outlook.com]",
	    "outlook", "blocklisted", "" },
	{ 554, { 5, 7, 1 }, "", "[HM08] Message rejected due to local policy.",
	    "apple", "policy-rejected", "" },
	{ 451, { 0, 0, 0 }, "", "Internal resources are temporarily "
	    "unavailable", "mimecast", "greylisted", "" },
	{ 554, { 0, 0, 0 }, "", "IB106. Connection refused.", "godaddy",
	    "blocklisted", "" },
	{ 554, { 0, 0, 0 }, "", "192.0.2.7 AUP#I-1310", "charter",
	    "rate-limited", "" },
	{ 554, { 0, 0, 0 }, "", "192.0.2.7 AUP#IPBL0110", "cox",
	    "blocklisted", "" },
	{ 550, { 5, 5, 0 }, "", "Mail refuse LPN007_101", "laposte",
	    "blocklisted", "" },
	{ 550, { 5, 7, 1 }, "", "(#id-5.9.0)", "improvmx", "mail-loop", "" },

	/* The marker alone. */
	{ 0, { 0, 0, 0 }, "", "TSS05", "yahoo", "bad-reputation", "" },
	{ 0, { 0, 0, 0 }, "", "S3150", "outlook", "blocklisted", "" },
	{ 550, { 5, 7, 1 }, "", "No. (S3140)", "outlook", "blocklisted", "" },
	{ 0, { 0, 0, 0 }, "", "AS(201806281)", "microsoft", "user-unknown",
	    "" },

	/* Known by the host that answers. */
	{ 550, { 5, 4, 1 }, "b.mail.protection.outlook.com",
	    "Recipient address rejected: Access denied.", "microsoft",
	    "user-unknown", "" },
	{ 550, { 5, 5, 0 }, "b.olc.protection.outlook.com",
	    "Requested action not taken: mailbox unavailable", "outlook",
	    "user-unknown", "" },
	{ 550, { 5, 7, 30 }, "aspmx.l.google.com",
	    "This message did not pass DKIM.", "google", "dkim-fail", "" },
	{ 550, { 0, 0, 0 }, "mx1.qq.com", "Ip frequency limited", "qq",
	    "rate-limited", "" },
	{ 552, { 5, 1, 1 }, "mx2.comcast.net", "user over quota", "comcast",
	    "mailbox-full", "" },
	{ 550, { 5, 4, 6 }, "mx1.titan.email", "Recipient Quota Exceeded",
	    "titan", "recipient-rate-limited", "" },
	{ 550, { 5, 2, 1 }, "mx.poczta.interia.pl", "Mailbox not available",
	    "interia", "mailbox-disabled", "" },

	/* Another's words, or a name that only looks alike. */
	{ 550, { 5, 7, 1 }, "mx.notgoogle.com", "Access denied", "",
	    "policy-rejected", "" },
	{ 550, { 5, 1, 1 }, "mx.domain.example",
	    "<a@outlook.com>: user unknown", "", "user-unknown", "" },

	/* Block lists, and what is none though it names one. */
	{ 554, { 5, 7, 1 }, "", "Client host [192.0.2.7] blocked using "
	    "pbl.spamhaus.org", "", "blocklisted", "Spamhaus PBL" },
	{ 554, { 5, 7, 1 }, "", "Client host [192.0.2.7] blocked using "
	    "dnsbl.sorbs.net", "", "blocklisted", "SORBS" },
	{ 554, { 5, 7, 1 }, "", "Client host [192.0.2.7] blocked using "
	    "zen.spamhaus.org; 127.255.255.254", "", "system-error",
	    "Spamhaus, asked wrongly" },
	{ 554, { 5, 7, 1 }, "", "blocked using zen.spamhaus.org; Error: open "
	    "resolver; https://check.spamhaus.org/returnc/pub/192.0.2.53/",
	    "", "system-error", "Spamhaus, asked wrongly" },
	{ 554, { 5, 7, 1 }, "", "blocked using multi.uribl.com; 127.0.0.1 -> "
	    "Query Refused", "", "system-error", "URIBL, asked wrongly" },
	{ 550, { 0, 0, 0 }, "", "a link in it is listed by multi.uribl.com "
	    "(127.0.0.1)", "", "system-error", "URIBL, asked wrongly" },
	{ 550, { 0, 0, 0 }, "", "list zen.spamhaus.org: too many queries from "
	    "your resolver; 127.255.255.255", "", "system-error",
	    "Spamhaus, asked wrongly" },
	{ 554, { 5, 7, 1 }, "", "192.0.2.7 is on dbl.spamhaus.org", "",
	    "blocklisted", "Spamhaus DBL" },

	{ 550, { 5, 7, 1 }, "", "Connection refused OXSUS0001_108", "vade",
	    "no-reverse-dns", "" },
	{ 550, { 0, 0, 0 }, "", "Recipient is invalid (ETP102)", "fireeye",
	    "user-unknown", "" },
	{ 421, { 4, 4, 5 }, "", "CCRT 192.0.2.7: refused, busy(RT)", "daum",
	    "blocklisted", "" },
	{ 550, { 0, 0, 0 }, "mx.x.example", "IP is refused [x; LIB_102]",
	    "libero", "blocklisted", "" },

	/* A status of the provider's own says more than words. */
	{ 550, { 5, 7, 511 }, "a.mail.protection.outlook.com",
	    "banned sender, write to delist@microsoft.com", "microsoft",
	    "blocklisted", "" },
	{ 550, { 5, 7, 133 }, "a.mail.protection.outlook.com",
	    "the sender has not authenticated", "microsoft",
	    "recipient-restricted", "" },
	{ 550, { 5, 7, 708 }, "a.mail.protection.outlook.com",
	    "no mail is taken from this IP", "microsoft",
	    "sender-account-blocked", "" },

	/* A number behind an underline belongs to a name. */
	{ 550, { 5, 5, 0 }, "", "Boite archivee LPN007_420", "laposte",
	    "mailbox-disabled", "" },

	/* The host of a division goes before the trailer of the whole. */
	{ 550, { 5, 5, 0 }, "c.olc.protection.outlook.com", "mailbox "
	    "unavailable [AB1.eop-EUR02.prod.protection.outlook.com]",
	    "outlook", "user-unknown", "" },
	{ 550, { 5, 5, 0 }, "mx.x.example", "mailbox unavailable "
	    "[AB1.eop-EUR02.prod.protection.outlook.com]", "microsoft",
	    "user-unknown", "" },
};

START_TEST(example_row)
{
	const struct example *e = &examples[_i];
	struct phrase *x = phrase_new();
	struct found f;
	struct verdict v;

	ck_assert_ptr_nonnull(x);
	memset(&f, 0, sizeof(f));
	f.reply.code = e->code;
	f.reply.status = e->status;
	f.reply.text = slice_of(e->text);
	f.host = slice_of(e->host);
	explain(x, &f, &v);
	phrase_free(x);
	ck_assert_msg(strcmp(table_text(table_providers[v.provider].name),
	    e->provider) == 0, "\"%s\": provider %s", e->text,
	    table_text(table_providers[v.provider].name));
	ck_assert_msg(strcmp(table_text(table_causes[v.cause].word),
	    e->cause) == 0, "\"%s\": cause %s", e->text,
	    table_text(table_causes[v.cause].word));
	ck_assert_msg(strcmp(table_text(table_blocklists[v.blocklist].name),
	    e->list) == 0, "\"%s\": list %s", e->text,
	    table_text(table_blocklists[v.blocklist].name));
}
END_TEST

int
main(void)
{
	TCase	*tc = tcase_create("examples");

	tcase_add_loop_test(tc, example_row, 0,
	    COUNT(examples));
	return share_run(tc, "provider", false);
}

/*
 * generate.c - logs to measure with: generate kind bytes [seed].
 *
 * The same kind, size and seed give the same bytes on every machine.
 */
#include <sys/types.h>

#include <err.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define COUNT(a)	(sizeof(a) / sizeof((a)[0]))

static uint64_t	 state;
static time_t	 clock_now = 1795255200;	/* 2026-11-21 10:00:00 */

static uint64_t
draw(uint64_t limit)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (state >> 11) % limit;
}

#define PICK(a)		((a)[draw(COUNT(a))])

static const char *const	 users[] = {
	"anna", "j.smith", "info", "sales", "550", "office", "k.meier",
	"billing", "no-reply", "newsletter", "tanaka", "o.hara", "root"
};

static const char *const	 domains[] = {
	"alpha.example", "beta.example", "mail.gamma.example", "delta.example",
	"corp.example.net", "shop.example.org", "uni.example.edu",
	"421mail.example", "a-rather-long-domain-name.example.com"
};

/* Failures to deliver: dsn, outcome, what stands in parentheses (%s: host). */
static const struct {
	const char	*dsn, *outcome, *words;
} failures[] = {
	{ "5.1.1", "bounced", "host %s said: 550 5.1.1 No such user here "
	    "(in reply to RCPT TO command)" },
	{ "5.1.1", "bounced", "host %s said: 550-5.1.1 This account is not "
	    "known to us. 550-5.1.1 Please check the spelling. 550 5.1.1 "
	    "4a7c1002 - mx (in reply to RCPT TO command)" },
	{ "5.2.2", "bounced", "host %s said: 552 5.2.2 mailbox full, quota "
	    "exceeded (in reply to RCPT TO command)" },
	{ "4.2.2", "deferred", "host %s said: 452 4.2.2 over quota, try "
	    "later (in reply to RCPT TO command)" },
	{ "4.7.1", "deferred", "host %s said: 451 4.7.1 Greylisted, please "
	    "come back in 300 seconds (in reply to RCPT TO command)" },
	{ "4.7.0", "deferred", "host %s refused to talk to me: 421 4.7.0 "
	    "too many connections from your host" },
	{ "5.7.1", "bounced", "host %s said: 554 5.7.1 Service unavailable; "
	    "client [192.0.2.9] blocked using bl.example.org "
	    "(in reply to RCPT TO command)" },
	{ "5.7.26", "bounced", "host %s said: 550 5.7.26 neither SPF nor "
	    "DKIM passed for this sender (in reply to end of DATA command)" },
	{ "5.7.1", "bounced", "host %s said: 550 5.7.1 message looks like "
	    "spam (in reply to end of DATA command)" },
	{ "5.0.0", "bounced", "host %s said: 550 rejected for policy reasons "
	    "(in reply to MAIL FROM command)" },
	{ "4.4.1", "deferred", "connect to %s:25: Connection timed out" },
	{ "4.4.1", "deferred", "connect to %s:25: Connection refused" },
	{ "4.4.2", "deferred", "lost connection with %s while sending RCPT "
	    "TO" },
	{ "4.4.3", "deferred", "Host or domain name not found. Name service "
	    "error for name=%s type=MX: Host not found, try again" },
	{ "5.4.4", "bounced", "Host or domain name not found. Name service "
	    "error for name=%s type=A: Host not found" },
	{ "4.7.5", "deferred", "Server certificate not verified" }
};

static void
postfix(const char *program)
{
	char		 when[32];
	struct tm	*tm;

	if (draw(40) == 0)
		clock_now++;
	if ((tm = gmtime(&clock_now)) == NULL ||
	    strftime(when, sizeof(when), "%b %e %H:%M:%S", tm) == 0)
		errx(1, "gmtime");
	(void)printf("%s mx1 postfix/%s[%u]: ", when, program,
	    (unsigned)(1000 + draw(30000)));
}

static void
delivery(unsigned id, bool fail)
{
	const char	*domain = PICK(domains);
	char		 host[128];
	size_t		 i = draw(COUNT(failures));

	(void)snprintf(host, sizeof(host), "mx%u.%s[192.0.2.%u]",
	    (unsigned)draw(4), domain, (unsigned)draw(256));
	postfix("smtp");
	(void)printf("%010X: to=<%s@%s>, relay=%s:25, delay=%u.%u, "
	    "delays=0.0%u/0.01/0.%u/0.55, dsn=%s, status=%s (", id,
	    PICK(users), domain, host, (unsigned)draw(9), (unsigned)draw(99),
	    (unsigned)draw(9), (unsigned)draw(99),
	    fail ? failures[i].dsn : "2.0.0",
	    fail ? failures[i].outcome : "sent");
	if (fail)
		(void)printf(failures[i].words, host);
	else
		(void)printf("250 2.0.0 Ok: queued as %010X",
		    (unsigned)draw(UINT32_MAX));
	(void)printf(")\n");
}

static void
rejection(void)
{
	static const char *const	 words[] = {
		"450 4.1.8 <%s>: Sender address rejected: Domain not found",
		"554 5.7.1 <%s>: Relay access denied",
		"550 5.1.1 <%s>: Recipient address rejected: User unknown"
	};
	const char			*domain = PICK(domains);
	char				 who[128];

	(void)snprintf(who, sizeof(who), "%s@%s", PICK(users), domain);
	postfix("smtpd");
	(void)printf("NOQUEUE: reject: RCPT from unknown[198.51.100.%u]: ",
	    (unsigned)draw(256));
	(void)printf(PICK(words), who);
	(void)printf("; from=<%s> to=<%s@home.example> proto=ESMTP "
	    "helo=<%s>\n", who, PICK(users), domain);
}

/* A message's life in a Postfix log: one delivery in twelve fails. */
static void
mixed(void)
{
	unsigned	 id = (unsigned)draw(UINT32_MAX);
	unsigned	 client = (unsigned)draw(256);

	postfix("smtpd");
	(void)printf("connect from host%u.example[203.0.113.%u]\n", client,
	    client);
	if (draw(8) == 0)
		rejection();
	postfix("smtpd");
	(void)printf("%010X: client=host%u.example[203.0.113.%u]\n", id,
	    client, client);
	postfix("cleanup");
	(void)printf("%010X: message-id=<%" PRIu64 ".%u@home.example>\n", id,
	    draw(UINT64_C(1) << 40), client);
	postfix("qmgr");
	(void)printf("%010X: from=<%s@home.example>, size=%u, nrcpt=1 "
	    "(queue active)\n", id, PICK(users), (unsigned)draw(90000));
	delivery(id, draw(12) == 0);
	postfix("qmgr");
	(void)printf("%010X: removed\n", id);
	postfix("smtpd");
	(void)printf("disconnect from host%u.example[203.0.113.%u] ehlo=1 "
	    "mail=1 rcpt=1 data=1 quit=1 commands=5\n", client, client);
}

static void
exim(void)
{
	static const char *const	 words[] = {
		"550 5.1.1 No such user here",
		"451 4.7.1 Greylisted, please come back in 300 seconds",
		"550-This account is not known to us.\\n550 Check it.",
		"452 4.2.2 over quota, try later"
	};
	const char	*domain = PICK(domains);
	char		 when[32], id[32];
	struct tm	*tm;
	unsigned	 ip = (unsigned)draw(256);
	bool		 fail = draw(12) == 0;

	if (draw(20) == 0)
		clock_now++;
	if ((tm = gmtime(&clock_now)) == NULL ||
	    strftime(when, sizeof(when), "%Y-%m-%d %H:%M:%S", tm) == 0)
		errx(1, "gmtime");
	(void)snprintf(id, sizeof(id), "1tE%03u-%06u-%02u",
	    (unsigned)draw(1000), (unsigned)draw(1000000),
	    (unsigned)draw(100));
	(void)printf("%s %s <= %s@home.example H=host%u.example "
	    "[203.0.113.%u] P=esmtps X=TLS1.3:TLS_AES_256_GCM_SHA384:256 "
	    "S=%u id=%u.%u@home.example\n", when, id, PICK(users), ip, ip,
	    (unsigned)draw(90000), (unsigned)draw(1000000), ip);
	if (fail)
		(void)printf("%s %s ** %s@%s R=dnslookup T=remote_smtp "
		    "H=mx.%s [192.0.2.%u]: SMTP error from remote mail "
		    "server after RCPT TO:<%s@%s>: %s\n", when, id,
		    PICK(users), domain, domain, ip, PICK(users), domain,
		    PICK(words));
	else
		(void)printf("%s %s => %s@%s R=dnslookup T=remote_smtp "
		    "H=mx.%s [192.0.2.%u] X=TLS1.3 C=\"250 2.0.0 Ok: queued "
		    "as %08X\"\n", when, id, PICK(users), domain, domain, ip,
		    (unsigned)draw(UINT32_MAX));
	(void)printf("%s %s Completed\n", when, id);
}

/* What other programs log beside, quiet but for some of Sendmail's lines. */
static void
others(void)
{
	unsigned	 n = (unsigned)draw(30000), ip = (unsigned)draw(256);
	const char	*user = PICK(users), *domain = PICK(domains);
	char		 when[32];
	struct tm	*tm;

	if (draw(20) == 0)
		clock_now++;
	if ((tm = gmtime(&clock_now)) == NULL ||
	    strftime(when, sizeof(when), "%b %e %H:%M:%S", tm) == 0)
		errx(1, "gmtime");
	(void)printf("%s mx1 sm-mta[%u]: 6ALBK%06u: from=<%s@home.example>, "
	    "size=%u, class=0, nrcpts=1, proto=ESMTP, daemon=MTA, "
	    "relay=host.example [203.0.113.%u]\n", when, n, n, user, n, ip);
	(void)printf("%s mx1 sm-mta[%u]: 6ALBK%06u: to=<%s@%s>, "
	    "delay=00:00:02, mailer=esmtp, relay=mx.%s. [192.0.2.%u], "
	    "dsn=%s\n", when, n, n, user, domain, domain, ip,
	    draw(12) == 0 ? "5.1.1, reply=550 5.1.1 No such user, "
	    "stat=User unknown" : "2.0.0, stat=Sent (Ok)");
	(void)printf("%s mx1 dovecot: imap-login: Login: user=<%s>, "
	    "method=PLAIN, rip=192.0.2.%u, lip=192.0.2.1, mpid=%u, TLS\n",
	    when, user, ip, n);
	(void)printf("%s mx1 sshd[%u]: Accepted publickey for %s from "
	    "192.0.2.%u port %u ssh2\n", when, n, user, ip, n);
	(void)printf("%s mx1 amavis[%u]: (%05u-01) Passed CLEAN {Inbound}, "
	    "[192.0.2.%u]:%u <%s@%s> -> <b@home.example>, Hits: -1.9, "
	    "size: %u\n", when, n, n, ip, n, user, domain, n);
	(void)printf("%s mx1 CRON[%u]: (root) CMD (run-parts "
	    "/etc/cron.hourly)\n", when, n);
}

static void
failure(void)
{
	if (draw(8) == 0)
		rejection();
	else
		delivery((unsigned)draw(UINT32_MAX), true);
}

static void
repeat(int c)
{
	char	 buf[1024];

	memset(buf, c, sizeof(buf));
	(void)fwrite(buf, 1, sizeof(buf), stdout);
}

static void
newlines(void)
{
	repeat('\n');
}

static void
nul(void)
{
	repeat('\0');
}

static void
one_line(void)
{
	unsigned	 i;

	for (i = 0; i < 200; i++)
		(void)printf("x%u550 ", (unsigned)draw(1000));
}

/* The densest candidates there can be, all of one line or none of them. */
static void
codes(void)
{
	unsigned	 i;

	for (i = 0; i < 200; i++)
		(void)fputs("550 a ", stdout);
}

static void
code_lines(void)
{
	unsigned	 i;

	for (i = 0; i < 200; i++)
		(void)fputs("550 a\n", stdout);
}

/* Failures whose words begin like phrases and end otherwise. */
static void
near_miss(void)
{
	static const char *const	 words[] = {
		"mailbox fulfilled", "user unknowing", "no such users'",
		"quota exceedingly", "blocked usury", "over quotation",
		"does not exit", "relay access dented", "grey listing",
		"message size exceedance", "too many connexions",
		"recipient addresses reject", "spam-like?", "denied-ish"
	};
	unsigned			 i;

	postfix("smtp");
	(void)printf("%010X: to=<u@beta.example>, relay=mx.beta.example"
	    "[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=5.0.0, "
	    "status=bounced (host mx.beta.example[192.0.2.1] said: 550 ",
	    (unsigned)draw(UINT32_MAX));
	for (i = 0; i < 40; i++)
		(void)printf("%s ", PICK(words));
	(void)printf("(in reply to RCPT TO command))\n");
}

static void
bounced(unsigned code, unsigned subject, unsigned detail)
{
	postfix("smtp");
	(void)printf("%010X: to=<u%u@d%u.example>, relay=mx.beta.example"
	    "[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=%u.%u.%u, "
	    "status=bounced (host mx.beta.example[192.0.2.1] said: "
	    "%u %u.%u.%u no (in reply to RCPT TO command))\n",
	    (unsigned)draw(UINT32_MAX), detail, (unsigned)draw(UINT32_MAX),
	    code / 100, subject, detail, code, code / 100, subject, detail);
}

/* A problem of its own on each line. */
static void
distinct(void)
{
	bounced(500 + (unsigned)draw(100), (unsigned)draw(1000),
	    (unsigned)draw(1000));
}

/* Keys that differ in few bits, so that a weak hash puts them together. */
static void
collide(void)
{
	bounced(550, 0, (unsigned)draw(125) * 8);
}

static const struct {
	const char	*name;
	void		(*write)(void);
} kinds[] = {
	{ "mixed", mixed },
	{ "exim", exim },
	{ "others", others },
	{ "failures", failure },
	{ "newlines", newlines },
	{ "nul", nul },
	{ "oneline", one_line },
	{ "codes", codes },
	{ "codelines", code_lines },
	{ "nearmiss", near_miss },
	{ "distinct", distinct },
	{ "collide", collide }
};

int
main(int argc, char *argv[])
{
	long long	 size;
	off_t		 at;
	size_t		 i;

	if (argc < 3 || argc > 4)
		errx(2, "usage: generate kind bytes [seed]");
	size = atoll(argv[2]);
	state = 0x9e3779b97f4a7c15;
	if (argc == 4)
		state ^= strtoull(argv[3], NULL, 10) << 1;
	for (i = 0; i < COUNT(kinds); i++)
		if (strcmp(argv[1], kinds[i].name) == 0)
			break;
	if (i == COUNT(kinds))
		errx(2, "no kind %s", argv[1]);
	while ((at = ftello(stdout)) < size) {
		if (at == -1)
			err(1, "standard output is not a file");
		kinds[i].write();
	}
	if (fflush(stdout) != 0)
		err(1, "standard output");
	return 0;
}

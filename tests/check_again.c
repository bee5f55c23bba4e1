/*
 * check_again.c - words that come again are found, and judged, as they were the
 * first time, whatever the addresses in them.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"
#include "share.h"

#define ROUNDS	20000

/* Addresses, some of which look like what is looked for in words. */
static const char *const	 addresses[] = {
	"<jo@x.example>", "<ann.b+c@y.example>", "<550@x.example>",
	"<550-a@x.example>", "<a.550@x.example>", "<x@said>",
	"<1.2.3.4@x.example>", "<x.1.2.3.4@x.example>", "<auth-a@x.example>",
	"<a b@x.example>", "<\"550 5.1.1\"@x.example>", "<@>", "<>", "<x>",
	"<a@550>", "<a@[192.0.2.1]>", "<user unknown@x.example>", "jo@x.example",
	"[192.0.2.1]", "[127.255.255.254]", "[127.0.0.2]", "[220.5.1.1]",
	"[5.7.1.1]", "[1.2.3]", "[1.2.3.4.5]", "[550 5.1.1]", "192.0.2.1",
	"[nl]", "\\n", "<spamhaus@zen.example>", "[99.1.2.300]", "<a@b", "[10.1.2.3"
};
static const char *const	 codes[] = {
	"550 5.1.1 ", "550 ", "554 5.7.1 ", "450 4.1.8 ", "450-4.2.0 ",
	"550-", "421 ", "552 5.2.2", "250 2.0.0 ", "550  ", "450 4.7.1 : ", "",
	"connect to mx.b.example", "lost connection with mx", "5.7.1 "
};
static const char *const	 words[] = {
	": Recipient address rejected: User unknown", ": Relay access denied",
	" is full", "User ", " unknown", "blocked using spamhaus ", "Service unavailable; client ", " blocked using zen.example",
	"Greylisted, try again in 300 seconds ", "said: ", " 550 5.1.1 ",
	" (#5.1.1) ", "; ", ", ", " ", ".", "https://x.example/q?ip=",
	"Helo command rejected: ", "mailbox of ", "AUTH ", "sasl",
	":25: Connection timed out", " while sending RCPT TO", ":550: no",
	" (in reply to RCPT TO command)", " (in reply to end of DATA command)"
};
static const char *const	 heads[] = {
	"postfix/smtpd[7]: NOQUEUE: reject: RCPT from x.example[192.0.2.7]: ",
	"postfix/smtpd[7]: 4F1A2B3C: reject: RCPT from unknown[192.0.2.7]: ",
	"postfix/smtp[8]: 4F1A2B3C: to=<a@b.example>, relay=mx.b.example"
	    "[192.0.2.9]:25, delay=1, dsn=4.0.0, status=deferred (",
	"postfix/lmtp[8]: 4F1A2B3C: to=<a@b.example>, relay=mx.google.com"
	    "[192.0.2.9]:25, delay=1, dsn=2.0.0, status=sent (",
};

static const char *const	 relays[] = {
	"mx.b.example[192.0.2.9]", "mx.google.com[192.0.2.77]",
	"unknown[192.0.2.9]", "none", "local", "x.y.example.[192.0.2.1]",
	"[192.0.2.9]", "a.example[2001:db8::1]", "mx.b.example",
	"mail_1.c.example[10.1.2.3]", "550.example[192.0.2.9]",
	"dsn=5.1.1, status=bounced (x[192.0.2.9]",
	"a-relay-with-a-name-that-is-long.sub.d.example[10.1.2.3]",
	"x.example[a host b]", "x.example[a host c]"
};
static const char *const	 delivered[] = {
	"dsn=5.1.1, status=bounced", "dsn=4.0.0, status=deferred",
	"dsn=5.1, status=bounced", "dsn=5.0.0, status=odd",
	"dsn=4.7.0, conn_use=2, status=deferred"
};
static const char *const	 verbs[] = {
	" said: ", " said: ", " refused to talk to me: ", ":25: ",
	" refused to go: "
};
static const char *const	 recipients[] = {
	"<jo@x.example>", "<a@b.example>, orig_to=<x@y.example>", "<a(b@c.example>"
};
static const char *const	 replies[] = {
	"550 5.1.1 user unknown", "too busy", "450 4.7.1 <jo@x.example> later",
	"550 [192.0.2.9] is listed", "550 [192.0.2.144] is listed"
};

/* A delivery to some relay, that mostly is who said something. */
static size_t
deliver(char *line, size_t size)
{
	const char	*relay = PICK(relays);
	int		 n;

	n = snprintf(line, size, "Nov 21 10:00:00 mx postfix/smtp[8]: 4F1A2B:"
	    " to=%s, relay=%s:25, delay=1, delays=0/0/0/1, %s (%s%s%s%s)",
	    PICK(recipients), relay, PICK(delivered),
	    draw(4) == 0 ? "" : "host ",
	    draw(4) == 0 ? PICK(relays) : relay, PICK(verbs), PICK(replies));
	return (size_t)n;
}

/*
 * A line of Postfix's whose words are much like those of others: mostly a code,
 * an address and words around it.
 */
static size_t
make(char *line, size_t size)
{
	size_t		 n, i, head, rare = draw(4);
	const char	*address = PICK(addresses);

	head = rare == 0 ? draw(COUNT(heads)) :
	    rare == 1 ? 2 : 0;
	n = (size_t)snprintf(line, size, "Nov 21 10:00:00 mx %s%s%s%s",
	    heads[head], rare < 2 ? PICK(codes) : codes[0],
	    draw(2) == 0 ? "" : PICK(words), address);
	for (i = rare == 0 ? draw(3) : 1; i > 0; i--)
		n += (size_t)snprintf(line + n, size - n, "%s",
		    draw(4) == 0 ? address : PICK(words));
	return n + (size_t)snprintf(line + n, size - n, "%s", head < 2 ?
	    "; from=<c@d.example> to=<e@f.example> proto=ESMTP" : ")");
}

static bool
same(struct slice a, struct slice b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static void
compare(const struct found *f, const struct found *g, const char *line)
{
	ck_assert_msg(f->reply.code == g->reply.code &&
	    f->reply.status.class == g->reply.status.class &&
	    f->reply.status.subject == g->reply.status.subject &&
	    f->reply.status.detail == g->reply.status.detail, "%s", line);
	ck_assert_msg(same(f->reply.text, g->reply.text) &&
	    same(f->words, g->words) && f->command == g->command &&
	    same(f->host, g->host) && same(f->recipient, g->recipient) &&
	    same(f->time, g->time) && f->given == g->given &&
	    f->likely == g->likely &&
	    f->verdict.class == g->verdict.class &&
	    f->verdict.subject == g->verdict.subject &&
	    f->verdict.detail == g->verdict.detail &&
	    f->direction == g->direction && f->outcome == g->outcome,
	    "%s", line);
}

static void
check_again(size_t (*make_line)(char *, size_t), size_t rounds)
{
	static char	 first[LOG_TEXT_MAX], second[LOG_TEXT_MAX];
	struct log_again *memory = log_again_new(0), *none;
	struct explain_again *verdicts = explain_again_new();
	struct phrase	*x = phrase_new();
	struct found	 f, g;
	struct verdict	 v, w;
	char		 line[1024];
	struct slice	 s;
	size_t		 i, known = 0;
	bool		 quick;

	ck_assert(memory != NULL && verdicts != NULL && x != NULL);
	for (i = 0; i < rounds; i++) {
		s = (struct slice){ line, make_line(line, sizeof(line)) };
		none = log_again_new(0);
		ck_assert_ptr_nonnull(none);
		quick = log_quick(none, s, first, &f);
		log_again_free(none);
		ck_assert_msg(log_quick(memory, s, second, &g) == quick, "%s",
		    line);
		if (!quick)
			continue;
		compare(&f, &g, line);
		known += g.again != 0;
		explain(x, &f, &v);
		explain_again(verdicts, x, &g, &w);
		ck_assert_msg(v.cause == w.cause && v.also[0] == w.also[0] &&
		    v.basis == w.basis && v.row == w.row &&
		    v.provider == w.provider && v.rule == w.rule &&
		    v.wait == w.wait && v.blocklist == w.blocklist &&
		    v.class_differs == w.class_differs, "%s", line);
	}
	ck_assert_uint_gt(known, rounds / 10);
	log_again_free(memory);
	explain_again_free(verdicts);
	phrase_free(x);
}

START_TEST(again)
{
	check_again(make, ROUNDS);
}
END_TEST

START_TEST(delivered_again)
{
	check_again(deliver, ROUNDS);
}
END_TEST

/* The same words have another number in each series. */
START_TEST(series)
{
	static char		 text[LOG_TEXT_MAX];
	static const char	 line[] = "Nov 21 10:00:00 mx1 "
				    "postfix/smtp[7]: 4BE7: to=<a@b.example>, "
				    "relay=c[192.0.2.1]:25, dsn=5.1.1, "
				    "status=bounced (host c[192.0.2.1] said: "
				    "550 5.1.1 no such user)";
	uint64_t		 numbers[3];
	struct log_again	*a;
	struct found		 f;
	unsigned		 i;

	for (i = 0; i < 3; i++) {
		a = log_again_new(i);
		ck_assert_ptr_nonnull(a);
		ck_assert(log_quick(a, slice_of(line), text, &f));
		ck_assert_uint_ne(f.again, 0);
		numbers[i] = f.again;
		log_again_free(a);
	}
	ck_assert(numbers[0] != numbers[1] && numbers[0] != numbers[2] &&
	    numbers[1] != numbers[2]);
}
END_TEST

int
main(void)
{
	TCase	*tc = tcase_create("again");

	tcase_set_timeout(tc, 60);
	tcase_add_test(tc, again);
	tcase_add_test(tc, delivered_again);
	tcase_add_test(tc, series);
	return share_run(tc, "again", false);
}

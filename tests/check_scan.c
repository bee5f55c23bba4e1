/*
 * check_scan.c - lines are passed over only where log_line() has nothing to
 * say, the same by vectors and by single bytes, however the bytes arrive.
 */
#include <sys/types.h>
#include <sys/wait.h>

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "smtpcode.h"
#include "share.h"

/* The twin without vectors, under another name. */
#define WIDE_SCALAR
#define scan_pass	scalar_pass
#include "../src/scan.c"
#undef scan_pass
void scan_pass(struct scan *s, const char *p, const char *end, bool sent,
    struct scan_run *run);

/* Pieces that lines are made of, some of them nearly right. */
static const char *const	 times[] = {
	"Nov 21 10:00:00 ", "Nov  1 23:59:59 ", "Dec 21 00:11:22 ",
	"2026-11-21T10:00:00.123456+01:00 ", "2026-11-21T10:00:00Z ",
	"Nov 21 10:00:0x ", "2026-11-21 10:00:00 ", "550 5.1.1 ", "",
	"2026-11-21 10:00:00 1xUq8c-00000d-1o ",
	"2026-11-21 10:00:00 1tE326-00000000581-6505 "
};
static const char *const	 hosts[] = {
	"mx1 ", "mx2 ", "mail.example.org ", "a b ", "",
	("a-host-of-a-name-so-long-that-no-prefix-of-a-line-may-be-as-long-"
	    "as-it-is-or-nearly.example.org ")
};
static const char *const	 programs[] = {
	"postfix/smtp[123]: ", "postfix/smtpd[4]: ", "postfix/qmgr[77]: ",
	"postfix-out/submission/smtpd[99999]: ", "postfix[1]: ",
	"postfix/smtp[12]:", "postfix/smtp [12]: ", "dovecot: ",
	"postfix/a-program-with-a-very-long-name-indeed[1]: "
};
static const char *const	 ids[] = {
	"4BE7D15A4B5: ", "0: ", "4XyzAbcDefGhi1z: ", "NOQUEUE: ",
	"warning: ", "4BE7D15A4B5:", "4BE7D15A4B5F0011: ", "", ":", "9"
};
static const char *const	 words[] = {
	"connect from host.example[192.0.2.1]", "removed", "removed 550 no",
	"disconnect from host.example[192.0.2.1] ehlo=1 commands=5",
	"client=host.example[192.0.2.1]", "message-id=<550.1@x.example>",
	"from=<a@b.example>, size=550, nrcpt=1 (queue active)",
	"from=<a@b.example>, status=expired, returned to sender",
	"sender non-delivery notification: 4BE7D15A4B6",
	"uid=550 from=<a@b.example>", "uid=0",
	"statistics: max connection rate 1/60s for (smtp:192.0.2.1)",
	"to=<a@b.example>, orig_to=<c>, relay=local, delay=1, "
	    "delays=0/0/0/1, dsn=5.2.2, status=bounced (mailbox full)",
	"to=<a@b.example>, relay=mx.b.example[192.0.2.2]:25, delay=1, "
	    "delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok)",
	"to=<a@b.example>, relay=mx.b.example[192.0.2.2]:25, delay=1, "
	    "delays=0/0/0/1, dsn=2.0.0, status=sent (250-2.0.0 Ok)",
	"to=<a@b.example>, relay=mx.b.example[192.0.2.2]:25, delay=1, "
	    "dsn=2.0.0, status=sent (250 2.0.0 x said: 550 5.1.1 no)",
	"to=<\"a (status=sent (250 \"@b.example>, relay=none, delay=1, "
	    "dsn=4.4.1, status=deferred (connect to x[192.0.2.2]:25: refused)",
	"to=<a@b.example>, relay=none, delay=1, delays=0/0/0/1, dsn=4.4.1, "
	    "status=deferred (connect to b.example[192.0.2.2]:25: refused)",
	"to=<a@b.example>, relay=mx.b.example[192.0.2.2]:25, delay=1, "
	    "dsn=5.1.1, status=bounced (host mx.b.example[192.0.2.2] said: "
	    "550 5.1.1 no such user (in reply to RCPT TO command))",
	"to=<a@b.example>, dsn=2.0.0, status=sent (251 forwarded)",
	"to=<a@b.example>, dsn=2.0.0, status=sent (250", "(", "to=<(",
	"reject: RCPT from x[192.0.2.1]: 554 5.7.1 <a@b>: Relay access "
	    "denied; from=<a@b> to=<c@d> proto=ESMTP helo=<x>",
	"connect to x[192.0.2.1]:25: Connection refused", "550 no", "",
	"lost connection after RCPT from unknown[192.0.2.1]",
	"Untrusted TLS connection established to x[192.0.2.1]:25: TLSv1.3",
	"non-SMTP command from x[192.0.2.1]: 550 5.1.1 no", "\r", "\0",
	"<= a@b.example H=c [192.0.2.1] P=esmtp S=550", "Completed",
	"=> a@b.example R=r T=t H=c [192.0.2.1] C=\"250 2.0.0 Ok\"",
	"-> a@b.example R=r T=t H=c [192.0.2.1] C=\"250-2.0.0 Ok\" QT=1s",
	"=> a@b.example R=r T=t H=c [192.0.2.1] C=\"251 forwarded\"",
	"=> a@b.example R=r DN=\"/CN=c\" C=\"250 x said: 550 5.1.1 no\"",
	"=> a@b.example R=r C=\"250 x said: 550 5.1.1 no\"",
	"** a@b.example R=r T=t H=c [192.0.2.1]: SMTP error from remote mail "
	    "server after RCPT TO:<a@b.example>: 550 5.1.1 no such user",
	"== a@b.example R=r T=t H=c [192.0.2.1]: SMTP error from remote mail "
	    "server after end of data: 451 4.7.1 come later",
	"== a@b.example R=r T=t defer (111): Connection refused",
	"** a@b.example H=c [192.0.2.1]: 550 5.1.1 no", "** a@b.example: no",
	"220 mx.example.org ESMTP", "RCPT TO:<a@b.example>", "o sender",
	"DATA", "354 go on", ".", "Server:", "550-more", "550 end"
};

/* A line to p; most of them like the last, as in a log. */
static size_t
line(char *p)
{
	static const char	*t, *h;
	char			 buf[1024], *q;
	int			 n;

	if (t == NULL || draw(20) == 0)
		t = PICK(times);
	if (h == NULL || draw(20) == 0)
		h = PICK(hosts);
	if (strlen(t) > 20 && t[10] == ' ' && draw(8) != 0)
		n = snprintf(buf, sizeof(buf), "%s%s", t, PICK(words));
	else
		n = snprintf(buf, sizeof(buf), "%s%s%s%s%s", t, h,
		    PICK(programs), PICK(ids), PICK(words));
	ck_assert_int_lt(n, (int)sizeof(buf));
	q = buf;
	if (draw(12) == 0) {
		/* The words alone, the beginning of a line, or its end. */
		q += draw((size_t)n + 1);
		n -= (int)(q - buf);
	}
	if (n > 0 && draw(12) == 0)
		q[draw((size_t)n)] = PICK("\0\n\r 5.:][<(\"o\xff");
	if (n > 0 && draw(6) == 0)
		q[draw((size_t)n)] = (char)('0' + draw(10));
	memcpy(p, q, (size_t)n);
	if (draw(20) == 0)
		p[n++] = '\r';
	p[n] = '\n';
	return (size_t)n + 1;
}

static size_t
fill(char *buf, size_t size)
{
	size_t	 n = 0;

	while (n + 1024 < size)
		n += line(buf + n);
	return n;
}

/* Of what was passed over, every line is what it was taken for. */
static void
hold(const char *p, const struct scan_run *run, bool sent)
{
	const char	*end = p + run->bytes, *lf;
	unsigned long	 lines = 0, took = 0;
	struct slice	 s;

	for (; p < end; p = lf + 1) {
		lf = memchr(p, '\n', (size_t)(end - p));
		ck_assert_ptr_nonnull(lf);
		s = (struct slice){ p, (size_t)(lf - p) };
		lines++;
		if (s.n == 0 || log_quiet(s))
			continue;
		ck_assert(sent && log_sent(s));
		took++;
	}
	ck_assert_uint_eq(run->lines, lines);
	ck_assert_uint_eq(run->sent, took);
}

#define SIZE	20000

START_TEST(as_said)
{
	static char	 text[SIZE], buf[64 + SIZE + SCAN_SLACK];
	struct scan	 s = { 0 }, t = { 0 };
	struct scan_run	 run, twin;
	size_t		 n, at;
	const char	*lf;
	char		*p;
	bool		 sent;

	/* _i: the offset in a block */
	state += (uint64_t)_i;
	for (size_t i = 0; i < sizeof(buf); i++)
		buf[i] = (char)draw(256);
	n = fill(text, SIZE);
	p = buf + _i % 64;
	memcpy(p, text, n);
	for (at = 0; at < n; ) {
		sent = draw(4) != 0;
		scan_pass(&s, p + at, p + n, sent, &run);
		scalar_pass(&t, p + at, p + n, sent, &twin);
		ck_assert_uint_eq(run.bytes, twin.bytes);
		ck_assert_uint_eq(run.lines, twin.lines);
		ck_assert_uint_eq(run.sent, twin.sent);
		ck_assert_uint_le(at + run.bytes, n);
		hold(p + at, &run, sent);
		at += run.bytes;
		lf = memchr(p + at, '\n', n - at);
		at = lf != NULL ? (size_t)(lf - p) + 1 : n;
	}
}
END_TEST

/* What a log holds, and what was done to find it. */
struct sum {
	unsigned long	 found, success, lines, known;
	uint64_t	 digest;
	bool		 plain;
};

static void
add(void *arg, const struct found *f)
{
	struct sum	*sum = arg;
	size_t		 i;

	if (f->reply.code == 250 && f->format != NULL && !f->dialogue) {
		sum->success++;
		return;
	}
	sum->found++;
	sum->digest = sum->digest * 31 + f->line * 1000 +
	    (uint64_t)f->reply.code;
	for (i = 0; i < f->reply.text.n; i++)
		sum->digest = sum->digest * 31 +
		    (unsigned char)f->reply.text.p[i];
}

/* Read all of fd as main does, or without passing over anything (0). */
static struct sum
read_all(int fd, unsigned threads)
{
	struct sum		 sum = { 0 };
	struct input		*in = input_new(fd, NULL, NULL);
	struct phrase		*x = phrase_new();
	struct log		*log = log_new();
	struct input_run	 run;
	struct input_line	 l;
	struct found		 f;

	if (threads > 1) {
		/* As main does, which looks at the first bytes before. */
		(void)input_coding(in);
		input_ahead(in, threads, draw(2) == 0, x);
	}
	while (input_next(in, &l) == 1) {
		if (!l.rest) {
			ck_assert_uint_eq(l.number, ++sum.lines);
			if (l.known != NULL && log_idle(log)) {
				f = l.known->found;
				f.line = f.end = l.number;
				add(&sum, &f);
				sum.known++;
			} else
				log_line(log, l.line, l.number, add, &sum);
		}
		if (threads == 0 || !log_idle(log))
			continue;
		input_pass(in, true, log_at_rest(log), &run);
		sum.lines += run.lines;
		sum.success += run.sent;
	}
	log_end(log, add, &sum);
	log_free(log);
	input_free(in);
	phrase_free(x);
	(void)close(fd);
	return sum;
}

static void
expect_same(struct sum a, struct sum b)
{
	ck_assert_uint_eq(a.lines, b.lines);
	ck_assert_uint_eq(a.success, b.success);
	ck_assert_uint_eq(a.found, b.found);
	ck_assert_uint_eq(a.digest, b.digest);
}

/* _i: bytes a read */
START_TEST(same_results)
{
	static char	 text[SIZE];
	struct sum	 plain;
	size_t		 n;

	state += (uint64_t)_i;
	n = fill(text, SIZE);
	plain = read_all(file_of(text, n), 0);
	ck_assert_uint_gt(plain.found, 0);
	ck_assert_uint_gt(plain.success, 0);
	expect_same(plain, read_all(file_of(text, n), 1));
	expect_same(plain, read_all(writer(text, n, (size_t)_i), 1));
	while (wait(NULL) > 0)
		continue;
}
END_TEST

/*
 * More than one buffer, with lines too long to be looked at; alone, and with
 * another thread that reads ahead.
 */
START_TEST(same_results_big)
{
	size_t		 size = 6000000, n = 0, k;	/* _i: threads */
	char		*text = malloc(size + INPUT_LINE_MAX * 3);
	struct sum	 plain;

	ck_assert_ptr_nonnull(text);
	state += (uint64_t)_i;
	while (n + 1024 < size) {
		n += line(text + n);
		if (draw(2000) == 0) {
			/* Overlong, or just about. */
			n--;
			k = INPUT_LINE_MAX - 300 + draw(600);
			memset(text + n, 'x', k);
			n += k;
			text[n++] = '\n';
		}
	}
	plain = read_all(file_of(text, n), 0);
	expect_same(plain, read_all(file_of(text, n), 1));
	for (k = 0; k < 3; k++)
		expect_same(plain, read_all(file_of(text, n),
		    2 + (unsigned)_i));
	expect_same(plain, read_all(writer(text, n, 65521), 1));
	while (wait(NULL) > 0)
		continue;
	free(text);
}
END_TEST

/* Of an ordinary log hardly a line is left to who reads it. */
START_TEST(read_ahead)
{
	static const char	 lines[] =
	    "Nov 21 10:00:00 mx1 postfix/qmgr[3]: 4BE7: from=<>, size=1\n"
	    "Nov 21 10:00:01 mx1 postfix/smtp[3]: 4BE7: to=<a@b>, relay=c, "
	    "dsn=5.1.1, status=bounced (host c said: 550 5.1.1 no)\n";
	size_t			 size = 6000000, n;
	char			*text = malloc(size + sizeof(lines));
	struct sum		 plain, ahead;

	ck_assert_ptr_nonnull(text);
	for (n = 0; n < size; n += sizeof(lines) - 1)
		memcpy(text + n, lines, sizeof(lines));
	plain = read_all(file_of(text, n), 1);
	ahead = read_all(file_of(text, n), 2);
	expect_same(plain, ahead);
	ck_assert_uint_eq(plain.known, 0);
	ck_assert_uint_gt(ahead.known, ahead.found / 10 * 9);
	free(text);
}
END_TEST

/* A line of its kind means to log_line() what its name says. */
START_TEST(as_log_has_it)
{
	char		 buf[2048];
	struct log	*log = log_new();
	struct sum	 sum;
	struct slice	 s;
	bool		 quiet, sent;
	int		 i, seen = 0;

	for (i = 0; i < 300000; i++) {
		if (i % 50 == 0)
			log_end(log, add, &sum);
		s = (struct slice){ buf, line(buf) - 1 };
		quiet = s.n == 0 || log_quiet(s);
		sent = log_sent(s);
		ck_assert(!quiet || !sent);
		if (!log_idle(log) || (!quiet && !sent)) {
			log_line(log, s, 1, add, &sum);
			continue;
		}
		sum = (struct sum){ 0 };
		log_line(log, s, 1, add, &sum);
		ck_assert(log_idle(log));
		ck_assert_uint_eq(sum.found, 0);
		ck_assert_uint_eq(sum.success, sent);
		seen++;
	}
	ck_assert_int_gt(seen, 1000);
	log_free(log);
}
END_TEST

/* Nearly all of an ordinary log is passed over. */
START_TEST(ordinary)
{
	static const char	 text[] =
	    "Nov 21 10:00:00 mx1 postfix/smtpd[2065]: connect from a[::1]\n"
	    "Nov 21 10:00:00 mx1 postfix/smtpd[2]: 4BE7D15A4B5: client=a[1]\n"
	    "Nov 21 10:00:01 mx1 postfix/cleanup[3]: 4BE7: message-id=<1>\n"
	    "Nov 21 10:00:01 mx1 postfix/qmgr[3]: 4BE7: from=<>, size=1\n"
	    "\n"
	    "Nov 21 10:00:59 mx1 postfix/smtp[3]: 4BE7: to=<a@b>, relay=c, "
	    "dsn=2.0.0, status=sent (250 ok)\n"
	    "Nov 21 10:00:59 mx1 postfix/qmgr[3]: 4BE7: removed\n";
	char			 buf[sizeof(text) + SCAN_SLACK] = { 0 };
	struct scan		 s = { 0 };
	struct scan_run		 run;

	memcpy(buf, text, sizeof(text));
	scan_pass(&s, buf, buf + sizeof(text) - 1, true, &run);
	ck_assert_uint_eq(run.bytes, sizeof(text) - 1);
	ck_assert_uint_eq(run.lines, 7);
	ck_assert_uint_eq(run.sent, 1);
	scan_pass(&s, buf, buf + sizeof(text) - 1, false, &run);
	ck_assert_uint_eq(run.lines, 5);
	ck_assert_uint_eq(run.sent, 0);
	scan_pass(&s, buf, buf + 100, true, &run);
	ck_assert_uint_eq(run.lines, 1);
	scan_pass(&s, buf, buf, true, &run);
	ck_assert_uint_eq(run.lines, 0);
}
END_TEST

/* All that an answer depends on. */
static void
add_all(void *arg, const struct found *f)
{
	struct sum		*sum = arg;
	const struct slice	 of[] = { f->recipient, f->host, f->words };
	size_t			 i, k;

	add(arg, f);
	sum->digest = sum->digest * 31 + (uint64_t)f->command * 7 +
	    f->verdict.class + (f->outcome != NULL);
	for (k = 0; k < COUNT(of); k++)
		for (i = 0; i < of[k].n; i++)
			sum->digest = sum->digest * 31 +
			    (unsigned char)of[k].p[i];
}

/* A log that never sees the dull lines finds what one finds that does. */
START_TEST(dull_lines)
{
	static const char *const	 others[] = {
		"", "a: b", "550", "Status: 5.1.1", "From: x", "> quoted",
		"Final-Recipient: rfc822; a@b.example", "220 mx.example ESMTP",
		"Diagnostic-Code: smtp; 550 5.1.1 no", "550-5.1.1 a",
		"Nov 21 10:00:00 mx sshd[1]: session opened for user root",
		"Nov 21 10:00:00 mx dovecot: imap-login: Login: user=<a>",
		("Nov 21 10:00:00 mx qmail: starting delivery 7: msg 1 to "
		    "remote a@b.example"),
		"Nov 21 10:00:00 mx qmail: delivery 7: failure: 550_no/",
		"Nov 21 10:00:00 mx x: Connected to mx.example",
		"Nov 21 10:00:00 mx x: <- 250 ok", "{\"message\":\"550 no\"}",
		"Nov 21 10:00:00 mx exim[1]: [1/2] 1uVwXy-000001-2a ** a@b",
		"From a@b.example Sat Nov 21 10:00:00 2026", "(550 no)"
	};
	struct log	*all = log_new(), *some = log_new(), *try = log_new();
	struct sum	 a = { 0 }, b = { 0 };
	char		 buf[2048];
	const char	*other;
	struct slice	 s;
	unsigned long	 i, dull = 0;

	for (i = 1; i < 200000; i++) {
		if (i % 200 == 0) {
			log_end(all, add_all, &a);
			log_end(some, add_all, &b);
		}
		/* Most of the time no dialogue. */
		other = i % 200 < 150 && draw(8) != 0 ? others[10 + draw(2)] :
		    PICK(others);
		s = draw(12) == 0 ? (struct slice){ buf, line(buf) - 1 } :
		    (struct slice){ other, strlen(other) };
		log_line(all, s, i, add_all, &a);
		if (log_dull(try, s) && log_at_rest(some))
			dull++;
		else
			log_line(some, s, i, add_all, &b);
		ck_assert_msg(a.digest == b.digest && a.found == b.found &&
		    a.success == b.success, "behind \"%.*s\"", (int)s.n, s.p);
	}
	ck_assert_uint_gt(dull, 1000);
	log_free(all);
	log_free(some);
	log_free(try);
}
END_TEST

int
main(void)
{
	TCase	*tc = tcase_create("scan");

	tcase_set_timeout(tc, 120);
	tcase_add_test(tc, ordinary);
	tcase_add_test(tc, read_ahead);
	tcase_add_test(tc, as_log_has_it);
	tcase_add_test(tc, dull_lines);
	tcase_add_loop_test(tc, as_said, 0, 64);
	tcase_add_loop_test(tc, same_results, 1, 101);
	tcase_add_loop_test(tc, same_results_big, 0, 3);
	return share_run(tc, "scan", true);
}

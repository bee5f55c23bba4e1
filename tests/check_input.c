/*
 * check_input.c - lines come out the same however the bytes arrive.
 */
#include <sys/types.h>
#include <sys/wait.h>

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "smtpcode.h"
#include "share.h"

#define BIG	(3 * INPUT_LINE_MAX)

static unsigned	 flushes;

static void
count_flush(void *arg)
{
	(void)arg;
	flushes++;
}

/* Every other line is looked at before it is taken, where that is to be had. */
static int
take(struct input *in, struct input_line *l, unsigned long number)
{
	if (number % 2 == 0 || !input_peek(in, l))
		return input_next(in, l);
	input_take(in, l);
	return 1;
}

/* Every raw byte comes out once, and every line as a simple reading has it. */
static void
expect_same(int fd, const char *text, size_t n)
{
	struct input		*in = input_new(fd, count_flush, NULL);
	struct input_line	 l;
	const char		*p = text, *lf;
	size_t			 left, line;
	unsigned long		 number = 0;
	int			 r;

	ck_assert_ptr_nonnull(in);
	while ((r = take(in, &l, number)) == 1) {
		left = n - (size_t)(p - text);
		ck_assert_uint_gt(l.raw.n, 0);
		ck_assert_uint_le(l.raw.n, left);
		ck_assert_mem_eq(l.raw.p, p, l.raw.n);
		if (l.rest) {
			ck_assert_uint_eq(l.line.n, 0);
			ck_assert_uint_eq(l.number, number);
		} else {
			ck_assert_uint_eq(l.number, ++number);
			lf = memchr(p, '\n', left);
			line = lf != NULL ? (size_t)(lf - p) : left;
			if (lf > p && lf[-1] == '\r')
				line--;
			if (line > INPUT_LINE_MAX)
				line = INPUT_LINE_MAX;
			ck_assert_uint_eq(l.line.n, line);
			ck_assert_ptr_eq(l.line.p, l.raw.p);
		}
		p += l.raw.n;
	}
	ck_assert_int_eq(r, 0);
	ck_assert_uint_eq((size_t)(p - text), n);
	ck_assert_int_eq(input_next(in, &l), 0);
	input_free(in);
	(void)close(fd);
	while (wait(NULL) > 0)
		continue;
}

static void
expect_both(const char *text, size_t n, size_t piece)
{
	flushes = 0;
	expect_same(file_of(text, n), text, n);
	ck_assert_uint_eq(flushes, 0);
	expect_same(writer(text, n, piece), text, n);
	ck_assert_uint_gt(flushes, 0);
}

#define LITERAL(s)	(s), sizeof(s) - 1

START_TEST(small_reads)
{
	static const char	 text[] = "550 no\r\n\r\n\n451\0 later\nlast\r\r\n"
				    "a\rb\n\r\nno end";

	/* _i bytes a piece */
	expect_both(LITERAL(text), (size_t)_i);
}
END_TEST

START_TEST(odd_ends)
{
	expect_both(LITERAL(""), 1);
	expect_both(LITERAL("\n"), 1);
	expect_both(LITERAL("\r\n"), 1);
	expect_both(LITERAL("\r"), 1);
	expect_both(LITERAL("\0"), 1);
	expect_both(LITERAL("250 ok\r"), 3);
	expect_both(LITERAL("250 ok"), 3);
}
END_TEST

/* Lines about as long as are looked at, _i bytes from it. */
START_TEST(long_line)
{
	size_t	 n = (size_t)(INPUT_LINE_MAX + _i);
	char	*text = malloc(n + 16);

	ck_assert_ptr_nonnull(text);
	memset(text, 'x', n);
	memcpy(text + n, "\r\n550 no\n", 9);
	expect_both(text, n + 9, 4093);
	memcpy(text + n, "\n550 no\n", 8);
	expect_both(text, n + 8, 65536);
	expect_both(text, n, 1000);
	text[n] = '\r';
	expect_both(text, n + 1, 65536);
	free(text);
}
END_TEST

START_TEST(longer_lines)
{
	char	*text = malloc(2 * BIG);
	size_t	 piece;

	ck_assert_ptr_nonnull(text);
	memset(text, 'y', 2 * BIG);
	text[5] = '\n';
	text[6 + BIG] = '\n';
	text[7 + BIG] = '\n';
	text[2 * BIG - 3] = '\n';
	for (piece = 61; piece < 2 * BIG; piece *= 7)
		expect_both(text, 2 * BIG, piece);
	free(text);
}
END_TEST

/* Lines of every length, seeded: many blocks of a big file. */
START_TEST(many_lines)
{
	size_t		 n = 2000000, i;
	char		*text = malloc(n);
	uint32_t	 x = 2463534242;

	ck_assert_ptr_nonnull(text);
	for (i = 0; i < n; i++) {
		x ^= x << 13;
		x ^= x >> 17;
		x ^= x << 5;
		text[i] = "ab\r\n5\0cdefghij "[x % 15];
	}
	expect_both(text, n, 4096);
	expect_both(text, n, 99991);
	free(text);
}
END_TEST

START_TEST(read_error)
{
	struct input_line	 l;
	struct input		*in;
	int			 fd = open("/", O_RDONLY);

	ck_assert_int_ge(fd, 0);
	in = input_new(fd, NULL, NULL);
	errno = 0;
	ck_assert_int_eq(input_next(in, &l), -1);
	ck_assert_int_eq(errno, EISDIR);
	input_free(in);
	(void)close(fd);
}
END_TEST

static void
on_alarm(int sig)
{
	(void)sig;
}

/* A signal ends a wait; the half of a line that was there is not lost. */
START_TEST(interrupted)
{
	struct sigaction	 sa = { .sa_handler = on_alarm };
	struct input_line	 l;
	struct input		*in;
	int			 fds[2];

	ck_assert_int_eq(pipe(fds), 0);
	ck_assert_int_eq(sigaction(SIGALRM, &sa, NULL), 0);
	in = input_new(fds[0], NULL, NULL);
	ck_assert_int_eq(write(fds[1], "550 n", 5), 5);
	(void)ualarm(50000, 0);
	errno = 0;
	ck_assert_int_eq(input_next(in, &l), -1);
	ck_assert_int_eq(errno, EINTR);
	ck_assert_int_eq(write(fds[1], "o\n", 2), 2);
	ck_assert_int_eq(input_next(in, &l), 1);
	ck_assert_uint_eq(l.line.n, 6);
	ck_assert_mem_eq(l.line.p, "550 no", 6);
	ck_assert_uint_eq(l.number, 1);
	input_free(in);
	(void)close(fds[0]);
	(void)close(fds[1]);
}
END_TEST

/* Output is flushed before a read that may wait, so a line shows at once. */
START_TEST(prompt)
{
	struct input_line	 l;
	struct input		*in;
	int			 fds[2];

	ck_assert_int_eq(pipe(fds), 0);
	in = input_new(fds[0], count_flush, NULL);
	ck_assert_int_eq(fcntl(fds[0], F_SETFL, O_NONBLOCK), 0);
	ck_assert_int_eq(write(fds[1], "1\n2\n", 4), 4);
	flushes = 0;
	ck_assert_int_eq(input_next(in, &l), 1);
	ck_assert_int_eq(input_next(in, &l), 1);
	ck_assert_uint_eq(flushes, 1);
	(void)close(fds[1]);
	ck_assert_int_eq(input_next(in, &l), 0);
	ck_assert_uint_eq(flushes, 2);
	input_free(in);
	(void)close(fds[0]);
}
END_TEST

static const struct {
	const char	*text;
	size_t		 n;
	const char	*command;
} packed[] = {
	{ LITERAL("\x1f\x8b\x08"), "gzip -dc <" },
	{ LITERAL("BZh91AY&SY"), "bzip2 -dc <" },
	{ LITERAL("\xfd" "7zXZ\0..."), "xz -dc <" },
	{ LITERAL("\x28\xb5\x2f\xfd...."), "zstd -dc <" },
	{ LITERAL("\x04\x22\x4d\x18"), "lz4 -dc <" },
	{ LITERAL("PK\3\4..."), "unzip -p" },
	{ LITERAL("\xff\xfe" "4\0"), "iconv -f UTF-16 -t UTF-8 <" },
	{ LITERAL("\xfe\xff\0" "4"), "iconv -f UTF-16 -t UTF-8 <" },
	{ LITERAL("4\0005\0001\0 \0"), "iconv -f UTF-16LE -t UTF-8 <" },
	{ LITERAL("\0004\0005\0001\0 "), "iconv -f UTF-16BE -t UTF-8 <" },
	{ LITERAL("4\0005\0001 \0"), NULL },
	{ LITERAL("4\0005\0"), NULL },
	{ LITERAL("PK is no magic\n"), NULL },
	{ LITERAL("\xff is none\n"), NULL },
	{ LITERAL("BZ is no magic\n"), NULL },
	{ LITERAL("\xfd" "7zX"), NULL },
	{ LITERAL("451\n"), NULL },
	{ LITERAL(""), NULL }
};

START_TEST(coded)
{
	struct input_line	 l;
	struct input		*in;
	const struct input_coding *coding;
	int			 fd;

	fd = writer(packed[_i].text, packed[_i].n, 1);
	in = input_new(fd, NULL, NULL);
	coding = input_coding(in);
	if (packed[_i].command == NULL)
		ck_assert_ptr_null(coding);
	else
		ck_assert_str_eq(coding == NULL ? "none" : coding->command,
		    packed[_i].command);
	/* Nothing was lost by looking. */
	if (packed[_i].n > 0) {
		ck_assert_int_eq(input_next(in, &l), 1);
		ck_assert_uint_eq(l.raw.n, packed[_i].n);
		ck_assert_mem_eq(l.raw.p, packed[_i].text, packed[_i].n);
	}
	input_free(in);
	(void)close(fd);
	while (wait(NULL) > 0)
		continue;
}
END_TEST

/* A mark of UTF-8 at the start is copied, but none of the line's. */
START_TEST(utf8_mark)
{
	struct input_line	 l;
	struct input		*in;
	int			 fd;

	fd = writer(LITERAL("\xef\xbb\xbf" "550\n\xef\xbb\xbf" "551\n"), 1);
	in = input_new(fd, NULL, NULL);
	ck_assert_ptr_null(input_coding(in));
	ck_assert_int_eq(input_next(in, &l), 1);
	ck_assert_uint_eq(l.line.n, 3);
	ck_assert_mem_eq(l.line.p, "550", 3);
	ck_assert_uint_eq(l.raw.n, 7);
	ck_assert_int_eq(input_next(in, &l), 1);
	ck_assert_uint_eq(l.line.n, 6);
	input_free(in);
	(void)close(fd);
	while (wait(NULL) > 0)
		continue;
}
END_TEST

int
main(void)
{
	TCase	*tc = tcase_create("input");

	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, small_reads, 1, 101);
	tcase_add_test(tc, odd_ends);
	tcase_add_loop_test(tc, long_line, -3, 4);
	tcase_add_test(tc, longer_lines);
	tcase_add_test(tc, many_lines);
	tcase_add_test(tc, read_error);
	tcase_add_test(tc, interrupted);
	tcase_add_test(tc, prompt);
	tcase_add_test(tc, utf8_mark);
	tcase_add_loop_test(tc, coded, 0,
	    COUNT(packed));
	return share_run(tc, "input", true);
}

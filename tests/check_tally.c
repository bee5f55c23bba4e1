/*
 * check_tally.c - counting is exact up to the cap, and bounded beyond it.
 */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "smtpcode.h"
#include "share.h"

static struct tally_key
key(int reply, unsigned subject, unsigned detail)
{
	struct tally_key	 k = { 0 };

	k.reply = reply;
	k.status.class = 5;
	k.status.subject = (uint16_t)subject;
	k.status.detail = (uint16_t)detail;
	return k;
}

static struct found
found(unsigned long line, const char *time, const char *text)
{
	struct found	 f = { .line = line, .end = line };

	f.time = slice_of(time);
	f.reply.text = slice_of(text);
	return f;
}

START_TEST(counts)
{
	struct tally			*t = tally_new(1);
	struct tally_key		 a = key(550, 1, 1), b = key(451, 7, 1);
	const struct tally_problem	**p;
	struct found			 f;
	size_t				 n;

	f = found(3, "10:00", "first");
	ck_assert(tally_add(t, &b, &f));
	f = found(5, "11:00", "second");
	ck_assert(tally_add(t, &a, &f));
	f = found(7, "12:00", "third");
	ck_assert(!tally_add(t, &a, &f));
	p = tally_sorted(t, &n);
	ck_assert_uint_eq(n, 2);
	ck_assert_int_eq(p[0]->key.reply, 550);
	ck_assert_uint_eq(p[0]->count, 2);
	ck_assert_uint_eq(p[0]->first, 5);
	ck_assert_uint_eq(p[0]->last, 7);
	ck_assert_str_eq(p[0]->first_time, "11:00");
	ck_assert_str_eq(p[0]->last_time, "12:00");
	ck_assert_str_eq(p[0]->text, "second");
	ck_assert_str_eq(p[1]->text, "first");
	ck_assert_uint_eq(tally_other(t), 0);
	tally_free(t);
}
END_TEST

/* As many of one as of the other: the first met comes first. */
START_TEST(ties)
{
	struct tally			*t = tally_new(2);
	const struct tally_problem	**p;
	struct tally_key		 k;
	struct found			 f;
	unsigned long			 i;
	size_t				 n;

	for (i = 0; i < 200; i++) {
		k = key(500 + (int)(i * 37 % 100), 0, 0);
		f = found(i + 1, "", "");
		ck_assert(tally_add(t, &k, &f) == (i < 100));
	}
	p = tally_sorted(t, &n);
	ck_assert_uint_eq(n, 100);
	for (i = 0; i < 100; i++)
		ck_assert_uint_eq(p[i]->first, i + 1);
	/* Each field of the key counts, and files may start anew at line 1. */
	f = found(1, "", "");
	k.provider = 1;
	ck_assert(tally_add(t, &k, &f));
	k.cause = 1;
	ck_assert(tally_add(t, &k, &f));
	k.status.class = 4;
	ck_assert(tally_add(t, &k, &f));
	k.hung_up = true;
	ck_assert(tally_add(t, &k, &f));
	p = tally_sorted(t, &n);
	ck_assert_uint_eq(n, 104);
	ck_assert(!p[102]->key.hung_up && p[103]->key.hung_up);
	ck_assert_int_eq(p[100]->key.cause, 0);
	ck_assert_int_eq(p[101]->key.status.class, 5);
	ck_assert_int_eq(p[102]->key.status.class, 4);
	tally_free(t);
}
END_TEST

/* Whatever the seed, the first TALLY_MAX keys are kept and no others. */
START_TEST(cap)
{
	struct tally			*t = tally_new((uint64_t)_i << 40);
	const struct tally_problem	**p;
	struct tally_key		 k;
	struct found			 f;
	unsigned			 i;
	size_t				 n;

	for (i = 0; i < 3 * TALLY_MAX; i++) {
		k = key(550, i / 1000, i % 1000);
		f = found(i + 1, "", "");
		ck_assert(tally_add(t, &k, &f) == (i < TALLY_MAX));
	}
	ck_assert_uint_eq(tally_other(t), 2 * TALLY_MAX);
	k = key(550, 0, 7);
	ck_assert(!tally_add(t, &k, &f));
	ck_assert_uint_eq(tally_other(t), 2 * TALLY_MAX);
	p = tally_sorted(t, &n);
	ck_assert_uint_eq(n, TALLY_MAX);
	ck_assert_uint_eq(p[0]->key.status.detail, 7);
	for (i = 1; i < TALLY_MAX; i++)
		ck_assert_uint_lt(p[i]->first, TALLY_MAX + 1);
	tally_free(t);
}
END_TEST

/* Cut to fit, never inside a character of well-formed UTF-8. */
START_TEST(cut)
{
	struct tally			*t = tally_new(3);
	const struct tally_problem	**p;
	struct tally_key		 k = key(550, 0, 0);
	struct found			 f;
	char				 text[4 * TALLY_TEXT_MAX];
	size_t				 n, i, size = strlen("\xf0\x9f\x93\xa7");

	memset(text, 'x', sizeof(text));
	for (i = (size_t)_i; i + size < sizeof(text); i += size)
		memcpy(text + i, "\xf0\x9f\x93\xa7", size);
	f = found(1, "", "");
	f.reply.text = (struct slice){ text, sizeof(text) };
	ck_assert(tally_add(t, &k, &f));
	p = tally_sorted(t, &n);
	i = strlen(p[0]->text);
	ck_assert_uint_lt(i, TALLY_TEXT_MAX);
	ck_assert_uint_ge(i, TALLY_TEXT_MAX - 4);
	ck_assert_uint_eq((i - (size_t)_i) % size, 0);
	ck_assert_mem_eq(p[0]->text, text, i);
	tally_free(t);
}
END_TEST

START_TEST(foreign_bytes)
{
	struct tally			*t = tally_new(4);
	const struct tally_problem	**p;
	struct tally_key		 k = key(550, 0, 0);
	struct found			 f;
	char				 text[2 * TALLY_TEXT_MAX];
	size_t				 n;

	/* Continuation bytes without end; NUL; the inner words first. */
	memset(text, 0x80, sizeof(text));
	f = found(1, "", "outer");
	f.words = (struct slice){ text, sizeof(text) };
	(void)tally_add(t, &k, &f);
	k = key(551, 0, 0);
	f.words = (struct slice){ "a\0b", 3 };
	f.line = 2;
	(void)tally_add(t, &k, &f);
	p = tally_sorted(t, &n);
	ck_assert_uint_eq(strlen(p[0]->text), TALLY_TEXT_MAX - 1);
	ck_assert_str_eq(p[1]->text, "a b");
	tally_free(t);
}
END_TEST

static const struct tally_problem *
names_of(struct tally *t)
{
	size_t	 n;

	return tally_sorted(t, &n)[0];
}

START_TEST(names)
{
	struct tally			*t = tally_new(5);
	const struct tally_problem	*p;
	struct tally_key		 k = key(550, 0, 0);
	struct found			 f = found(1, "", "");

	f.host = slice_of("mx.relay.example");
	(void)tally_add(t, &k, &f);
	f.recipient = slice_of("a@Example.NET");
	(void)tally_add(t, &k, &f);
	f.recipient = slice_of("<b@example.net>");
	(void)tally_add(t, &k, &f);
	f.recipient = slice_of("undisclosed@");
	(void)tally_add(t, &k, &f);
	f.recipient = slice_of("us@home.example");
	f.direction = DIRECTION_IN;
	(void)tally_add(t, &k, &f);
	p = names_of(t);
	ck_assert_str_eq(p->names[0].name, "mx.relay.example");
	ck_assert_uint_eq(p->names[0].count, 3);
	ck_assert_uint_eq(p->names[0].error, 0);
	ck_assert_str_eq(p->names[1].name, "example.net");
	ck_assert_uint_eq(p->names[1].count, 2);
	ck_assert_str_eq(p->names[2].name, "");
	tally_free(t);
}
END_TEST

/* A name of more than a sixth is found among any number of rare ones. */
START_TEST(heavy_names)
{
	struct tally			*t = tally_new(6);
	const struct tally_problem	*p;
	struct tally_key		 k = key(550, 0, 0);
	struct found			 f;
	char				 name[100];
	unsigned long			 i, heavy = 0;

	for (i = 1; i <= 100000; i++) {
		f = found(i, "", "");
		(void)snprintf(name, sizeof(name), "x@host%lu.example", i);
		if (i % 3 == 0) {
			(void)snprintf(name, sizeof(name), "x@%080d", 7);
			heavy++;
		}
		f.recipient = slice_of(name);
		(void)tally_add(t, &k, &f);
	}
	p = names_of(t);
	ck_assert_uint_eq(strlen(p->names[0].name), TALLY_NAME_MAX - 1);
	ck_assert_uint_ge(p->names[0].count, heavy);
	ck_assert_uint_le(p->names[0].count - p->names[0].error, heavy);
	tally_free(t);
}
END_TEST

int
main(void)
{
	TCase	*tc = tcase_create("tally");

	tcase_add_test(tc, counts);
	tcase_add_test(tc, ties);
	tcase_add_loop_test(tc, cap, 0, 4);
	tcase_add_loop_test(tc, cut, 0, 4);
	tcase_add_test(tc, foreign_bytes);
	tcase_add_test(tc, names);
	tcase_add_test(tc, heavy_names);
	return share_run(tc, "tally", true);
}

/*
 * check_reply.c - the grammar of a reply's code, status and line, with each of
 * its limits.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"
#include "share.h"

static const struct {
	const char	*in;
	size_t		 length;
	int		 code;
} codes[] = {
	{ "550", 3, 550 }, { "550 x", 3, 550 }, { "550-x", 3, 550 },
	{ "550\tx", 3, 550 }, { "550\r", 3, 550 }, { "100", 3, 100 },
	{ "999 x", 3, 999 }, { "", 0, 0 }, { "5", 0, 0 }, { "55", 0, 0 },
	{ "099", 0, 0 }, { "5501", 0, 0 }, { "550.", 0, 0 },
	{ "550x", 0, 0 }, { "550_x", 0, 0 }, { "x550", 0, 0 },
	{ " 550", 0, 0 }, { "55o", 0, 0 }
};

START_TEST(code)
{
	int	 c = 0;
	size_t	 n = reply_code(slice_of(codes[_i].in), &c);

	ck_assert_msg(n == codes[_i].length, "\"%s\": %zu", codes[_i].in, n);
	if (n > 0)
		ck_assert_msg(c == codes[_i].code, "\"%s\": %d",
		    codes[_i].in, c);
}
END_TEST

static const struct {
	const char	*in;
	size_t		 length;
	int		 class, subject, detail;
} statuses[] = {
	{ "5.1.1", 5, 5, 1, 1 }, { "2.0.0", 5, 2, 0, 0 },
	{ "4.7.650 x", 7, 4, 7, 650 }, { "5.999.999", 9, 5, 999, 999 },
	{ "5.7.26-x", 6, 5, 7, 26 }, { "5.1.1.", 5, 5, 1, 1 },
	{ "5.1.1:x", 5, 5, 1, 1 }, { "", 0, 0, 0, 0 }, { "5.1", 0, 0, 0, 0 },
	{ "5.1.", 0, 0, 0, 0 }, { "5..1", 0, 0, 0, 0 },
	{ "1.1.1", 0, 0, 0, 0 }, { "3.1.1", 0, 0, 0, 0 },
	{ "6.1.1", 0, 0, 0, 0 }, { "55.1.1", 0, 0, 0, 0 },
	{ "5.1.1.1", 0, 0, 0, 0 }, { "5.1000.1", 0, 0, 0, 0 },
	{ "5.1.1000", 0, 0, 0, 0 }, { "4.16.55.1", 0, 0, 0, 0 },
	{ "5,1,1", 0, 0, 0, 0 }
};

START_TEST(status)
{
	struct status	 st = { 0, 0, 0 };
	size_t		 n = reply_status(slice_of(statuses[_i].in), &st);

	ck_assert_msg(n == statuses[_i].length, "\"%s\": %zu",
	    statuses[_i].in, n);
	if (n == 0)
		return;
	ck_assert_int_eq(st.class, statuses[_i].class);
	ck_assert_int_eq(st.subject, statuses[_i].subject);
	ck_assert_int_eq(st.detail, statuses[_i].detail);
}
END_TEST

static const struct {
	const char	*in;
	int		 code;
	int		 class;
	bool		 more;
	const char	*text;
} lines[] = {
	{ "550 5.1.1 No mailbox", 550, 5, false, "No mailbox" },
	{ "550-5.1.1 No mailbox", 550, 5, true, "No mailbox" },
	{ "250-SIZE 550", 250, 0, true, "SIZE 550" },
	{ "250", 250, 0, false, "" }, { "250 ", 250, 0, false, "" },
	{ "250-", 250, 0, true, "" }, { "550 5.1.1", 550, 5, false, "" },
	{ "550\t5.1.1\tTab", 550, 5, false, "Tab" },
	{ "550 5.1.1x y", 550, 0, false, "5.1.1x y" },
	{ "550 10.0.0.1 is listed", 550, 0, false, "10.0.0.1 is listed" },
	{ "451 text\r", 451, 0, false, "text" },
	{ "Hello", 0, 0, false, NULL }, { "5.1.1 x", 0, 0, false, NULL },
	{ "", 0, 0, false, NULL }
};

START_TEST(line)
{
	struct reply	 r;
	bool		 more = false;

	if (lines[_i].text == NULL) {
		ck_assert_msg(!reply_line(slice_of(lines[_i].in), &r, &more),
		    "\"%s\"", lines[_i].in);
		return;
	}
	ck_assert_msg(reply_line(slice_of(lines[_i].in), &r, &more), "\"%s\"",
	    lines[_i].in);
	ck_assert_int_eq(r.code, lines[_i].code);
	ck_assert_int_eq(r.status.class, lines[_i].class);
	ck_assert_int_eq(more, lines[_i].more);
	ck_assert_msg(r.text.n == strlen(lines[_i].text) &&
	    memcmp(r.text.p, lines[_i].text, r.text.n) == 0,
	    "\"%s\": \"%.*s\"", lines[_i].in, (int)r.text.n, r.text.p);
}
END_TEST

int
main(void)
{
	TCase	*t = tcase_create("grammar");

	tcase_add_loop_test(t, code, 0, COUNT(codes));
	tcase_add_loop_test(t, status, 0,
	    COUNT(statuses));
	tcase_add_loop_test(t, line, 0, COUNT(lines));
	return share_run(t, "reply", true);
}

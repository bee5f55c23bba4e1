/*
 * check_query.c - operands: what they ask for, slips, patterns, searches.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"
#include "share.h"

static const struct {
	const char	*in;
	enum query_kind	 kind;
	int		 code;
	struct status	 status;
	bool		 wrong, mended;
} queries[] = {
	{ "451", QUERY_CODE, 451, { 0, 0, 0 }, false, false },
	{ "200", QUERY_CODE, 200, { 0, 0, 0 }, false, false },
	{ "599", QUERY_CODE, 599, { 0, 0, 0 }, false, false },
	{ "111", QUERY_CODE, 111, { 0, 0, 0 }, false, false },
	{ "10061", QUERY_CODE, 10061, { 0, 0, 0 }, false, false },
	{ "10062", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ "999", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ "651", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ "000", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ "099", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ "055", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ "199", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ "12", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ "1", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ "4444", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ "99999999999999999999", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ "", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ "5.1.1", QUERY_STATUS, 0, { 5, 1, 1 }, false, false },
	{ "2.0.0", QUERY_STATUS, 0, { 2, 0, 0 }, false, false },
	{ "4.999.999", QUERY_STATUS, 0, { 4, 999, 999 }, false, false },
	{ "4.1000.1", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ "3.1.1", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ "55.1.1", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ "5.1", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ "5..1", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ "5.1.1.1", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ ".", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ "4xx", QUERY_PATTERN, 0, { 0, 0, 0 }, false, false },
	{ "x5X", QUERY_PATTERN, 0, { 0, 0, 0 }, false, false },
	{ "5.7.x", QUERY_PATTERN, 0, { 5, 7, 0 }, false, false },
	{ "x.7.1", QUERY_PATTERN, 0, { 0, 7, 1 }, false, false },
	{ "45xx", QUERY_BAD, 0, { 0, 0, 0 }, true, false },
	{ "mailbox-full", QUERY_CAUSE, 0, { 0, 0, 0 }, false, false },
	{ "xx", QUERY_WORDS, 0, { 0, 0, 0 }, false, false },
	{ "User", QUERY_WORDS, 0, { 0, 0, 0 }, false, false },
	{ "550-5.1.1", QUERY_WORDS, 0, { 0, 0, 0 }, false, false },
	{ "5,1,1", QUERY_STATUS, 0, { 5, 1, 1 }, false, true },
	{ "55O", QUERY_CODE, 550, { 0, 0, 0 }, false, true },
	{ "5*", QUERY_PATTERN, 0, { 0, 0, 0 }, false, true },
	{ "4yz", QUERY_PATTERN, 0, { 0, 0, 0 }, false, true },
	{ "X3Z", QUERY_PATTERN, 0, { 0, 0, 0 }, false, true },
	{ "lazy", QUERY_WORDS, 0, { 0, 0, 0 }, false, false },
	{ "55l", QUERY_CODE, 551, { 0, 0, 0 }, false, true },
	{ "451.", QUERY_CODE, 451, { 0, 0, 0 }, false, true },
	{ "5.1.1.", QUERY_STATUS, 0, { 5, 1, 1 }, false, true },
	{ "\"550\"", QUERY_CODE, 550, { 0, 0, 0 }, false, true },
	{ "(#5.7.1)", QUERY_STATUS, 0, { 5, 7, 1 }, false, true },
	{ "**550**", QUERY_CODE, 550, { 0, 0, 0 }, false, true },
	{ "\xe2\x80\x9c" "550\xe2\x80\x9d", QUERY_CODE, 550, { 0, 0, 0 },
	    false, true },
	{ "mailbox_full", QUERY_CAUSE, 0, { 0, 0, 0 }, false, true },
	{ "Mailbox-Full.", QUERY_CAUSE, 0, { 0, 0, 0 }, false, true },
};

START_TEST(parse)
{
	struct query	 q;
	const char	*in = queries[_i].in, *why;

	why = query_parse(slice_of(in), &q);
	ck_assert_msg((why != NULL) == queries[_i].wrong, "%s: %s", in,
	    why == NULL ? "not refused" : why);
	ck_assert_msg(q.kind == queries[_i].kind, "%s: kind %d", in, q.kind);
	ck_assert_msg(q.mended == queries[_i].mended, "%s: mended", in);
	if (q.kind == QUERY_CODE)
		ck_assert_msg(q.code == queries[_i].code, "%s: %d", in,
		    q.code);
	if (q.kind == QUERY_STATUS || (q.kind == QUERY_PATTERN &&
	    strchr(in, '.') != NULL))
		ck_assert_msg(q.status.class == queries[_i].status.class &&
		    q.status.subject == queries[_i].status.subject &&
		    q.status.detail == queries[_i].status.detail,
		    "%s: %d.%d.%d", in, q.status.class, q.status.subject,
		    q.status.detail);
}
END_TEST

START_TEST(parse_long)
{
	struct query	 q;
	char		*p;

	p = malloc(10000000);
	ck_assert_ptr_nonnull(p);
	memset(p, '4', 10000000);
	ck_assert_ptr_nonnull(query_parse((struct slice){ p, 10000000 }, &q));
	ck_assert_int_eq(q.kind, QUERY_BAD);
	memset(p, 'a', 10000000);
	ck_assert_ptr_null(query_parse((struct slice){ p, 10000000 }, &q));
	ck_assert_int_eq(q.kind, QUERY_WORDS);
	free(p);
}
END_TEST

static const struct {
	const char	*pattern, *operand;
	bool		 fits;
} patterns[] = {
	{ "4xx", "451", true }, { "4xx", "551", false },
	{ "x5x", "250", true }, { "x5x", "245", false },
	{ "45x", "459", true }, { "45x", "4.5.9", false },
	{ "451", "451", true }, { "451", "4510", false },
	{ "4xx", "10061", false }, { "4xx", "4xx", true },
	{ "5.7.x", "5.7.1", true }, { "5.7.x", "5.7.26", true },
	{ "5.7.x", "5.17.1", false }, { "5.x.x", "5.17.126", true },
	{ "x.7.1", "4.7.1", true }, { "x.7.1", "4.7.10", false },
	{ "5.7.x", "5.7.x", true }, { "", "451", false },
};

START_TEST(match)
{
	ck_assert_msg(query_match(slice_of(patterns[_i].pattern),
	    slice_of(patterns[_i].operand)) == patterns[_i].fits, "%s %s",
	    patterns[_i].pattern, patterns[_i].operand);
}
END_TEST

static const struct {
	const char	*in, *out;
} pastes[] = {
	{ "", "" },
	{ "550 5.1.1 No such user", "550 5.1.1 No such user" },
	{ "\033[1;31m550\033[0m No", "550 No" },
	{ "\033[31", "\033[31" },
	{ "\033 550", "\033 550" },
	{ "\xef\xbb\xbf" "550", "550" },
	{ "\xc2\xa0" "550\xc2\xa0No", " 550 No" },
	{ "\xe2\x80\x9c" "550 No\xe2\x80\x9d", "\"550 No\"" },
	{ "\xc2\xab" "550\xc2\xbb", "\"550\"" },
	{ "he said \xe2\x80\x9cno\xe2\x80\x9d",
	    "he said \xe2\x80\x9cno\xe2\x80\x9d" },
	{ "\xe2\x80\x98" "550 doesn\xe2\x80\x99t exist\xe2\x80\x99",
	    "\"550 doesn\xe2\x80\x99t exist\"" },
	{ "550\xe2\x80\x93" "5.1.1 a \xe2\x80\x93 b",
	    "550-5.1.1 a \xe2\x80\x93 b" },
	{ "550\xe2\x80\xa6", "550 " },
	{ "550\xe2\x80", "550\xe2\x80" },
	{ "**550 No**", "550 No" },
	{ "I get _5.1.1_ here", "I get 5.1.1 here" },
	{ "****550", "****550" },
	{ "*5*", "*5*" },
	{ "5.7.*", "5.7.*" },
	{ "*** 550", "*** 550" },
	{ "a*550*b", "a*550*b" },
	{ "<b>550</b> No", "550 No" },
	{ "<span class=\"x\">550</span>", "550" },
	{ "550 No<br>such<BR/>user", "550 No such user" },
	{ "[quote=joe]550[/quote]", " 550 " },
	{ "550 <b>: No", "550 <b>: No" },
	{ "RCPT TO:<b>", "RCPT TO:<b>" },
	{ "550 <a@b.example>", "550 <a@b.example>" },
	{ "550 <b", "550 <b" },
	{ "550 [192.0.2.1]", "550 [192.0.2.1]" },
	{ "550;5.1.1", "550 5.1.1" },
	{ "(550:5.1.1)", "(550 5.1.1)" },
	{ "550, 5.1.1", "550 5.1.1" },
	{ "550/5.1.1 No", "550 5.1.1 No" },
	{ "1550;5.1.1", "1550;5.1.1" },
	{ "10.0.0.250:5.1", "10.0.0.250:5.1" },
	{ "550;No", "550;No" },
	{ "5.1.1,5.1.2", "5.1.1,5.1.2" },
};

START_TEST(paste)
{
	struct slice	 s = slice_of(pastes[_i].in);
	char		*buf = malloc(s.n + 1);

	ck_assert_ptr_nonnull(buf);
	s = paste_clean(s, buf);
	ck_assert_msg(slice_is(s, pastes[_i].out) && s.p == buf,
	    "%s: %.*s", pastes[_i].in, (int)s.n, s.p);
	free(buf);
}
END_TEST

static const struct {
	const char	*a, *b;
	size_t		 distance;
} distances[] = {
	{ "", "", 0 }, { "a", "", 1 }, { "summary", "summary", 0 },
	{ "summery", "summary", 1 }, { "sumamry", "summary", 1 },
	{ "Summary", "summary", 0 }, { "sumary", "summary", 1 },
	{ "list", "lists", 1 }, { "abc", "xyz", 3 },
};

START_TEST(distance)
{
	ck_assert_uint_eq(slip_distance(slice_of(distances[_i].a),
	    slice_of(distances[_i].b)), distances[_i].distance);
}
END_TEST

START_TEST(nearest_cause)
{
	ck_assert_int_eq(slip_cause(slice_of("mailbx-full")),
	    table_cause(slice_of("mailbox-full")));
	ck_assert_int_eq(slip_cause(slice_of("greylsted")),
	    table_cause(slice_of("greylisted")));
	ck_assert_int_eq(slip_cause(slice_of("hello")), CAUSE_NONE);
	ck_assert_int_eq(slip_cause(slice_of("")), CAUSE_NONE);
}
END_TEST

static const struct {
	const char	*word;
	int		 place;
} places[] = {
	{ "4.2.2", 1 }, { "full", 1 }, { "FULL", 1 }, { "fulls", 1 },
	{ "quota", 2 }, { "RFC 3463", 2 }, { "mailbox-full", 2 },
	{ "zebra", 0 },
};

static void
find_place(void *arg, const struct list_row *row)
{
	int	*place = arg;

	if (row->n == 5 && memcmp(row->operand, "4.2.2", 5) == 0)
		*place = search_place(row, slice_of(places[*place].word));
}

START_TEST(place)
{
	int	 found;

	found = _i;
	list_each(find_place, &found);
	ck_assert_msg(found == places[_i].place, "%s: %d", places[_i].word,
	    found);
}
END_TEST

int
main(void)
{
	TCase	*tc = tcase_create("query");

	tcase_add_loop_test(tc, parse, 0, COUNT(queries));
	tcase_add_test(tc, parse_long);
	tcase_add_loop_test(tc, paste, 0, COUNT(pastes));
	tcase_add_loop_test(tc, match, 0, COUNT(patterns));
	tcase_add_loop_test(tc, distance, 0, COUNT(distances));
	tcase_add_test(tc, nearest_cause);
	tcase_add_loop_test(tc, place, 0, COUNT(places));
	return share_run(tc, "query", true);
}

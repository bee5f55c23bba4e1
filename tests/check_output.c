/*
 * check_output.c - what leaves: no byte that a terminal obeys, and JSON that
 * every parser takes.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "smtpcode.h"
#include "share.h"

static struct output	 out;

/* ck_assert() writes a mark each time, which is slow. */
#define EXPECT(x, c) do {						\
	if (!(x))							\
		ck_abort_msg("%#lx: %s", (unsigned long)(c), #x);	\
} while (0)

/* What the door makes of s; NUL-terminated, in out.buf. */
static const char *
through(void (*door)(struct output *, struct slice), const char *p, size_t n)
{
	out.fd = -1;
	out.n = 0;
	door(&out, (struct slice){ p, n });
	EXPECT(out.n < sizeof(out.buf), out.n);
	out.buf[out.n] = '\0';
	return out.buf;
}

static size_t
encode(char *p, uint32_t c)
{
	if (c < 0x80) {
		p[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		p[0] = (char)(0xc0 | c >> 6);
		p[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		p[0] = (char)(0xe0 | c >> 12);
		p[1] = (char)(0x80 | (c >> 6 & 0x3f));
		p[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	p[0] = (char)(0xf0 | c >> 18);
	p[1] = (char)(0x80 | (c >> 12 & 0x3f));
	p[2] = (char)(0x80 | (c >> 6 & 0x3f));
	p[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

/* design.md 7, in numbers. */
static bool
unsafe(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) ||
	    (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	    (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
	    (c >= 0xd800 && c <= 0xdfff) || c > 0x10ffff;
}

static bool
ascii(const char *s, size_t n)
{
	size_t	 i;

	for (i = 0; i < n; i++)
		if (s[i] < ' ' || s[i] > '~')
			return false;
	return true;
}

static bool
safe(const char *s)
{
	return output_safe((struct slice){ s, out.n }) == out.n;
}

/* Every code point there is, and some that there are not. */
START_TEST(test_characters)
{
	const char	*got;
	uint32_t	 c;
	size_t		 n;
	char		 p[4];

	for (c = 0; c < 0x120000; c++) {
		n = encode(p, c);
		got = through(output_foreign, p, n);
		EXPECT(unsafe(c) ? ascii(got, out.n) :
		    out.n == n && memcmp(got, p, n) == 0, c);
		got = through(output_json, p, n);
		EXPECT(out.n >= 3 && got[0] == '"' && got[out.n - 1] == '"',
		    c);
		if (c == '"' || c == '\\')
			EXPECT(out.n == 4 && got[1] == '\\', c);
		else if (!unsafe(c))
			EXPECT(out.n == n + 2 && memcmp(got + 1, p, n) == 0,
			    c);
		else if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
			EXPECT(strstr(got, "\xef\xbf\xbd") != NULL, c);
		else
			EXPECT(out.n == 8 && memcmp(got, "\"\\u", 3) == 0,
			    c);
	}
}
END_TEST

static const struct {
	const char	*p;
	size_t		 n;
} malformed[] = {
#define BYTES(s) { s, sizeof(s) - 1 }
	BYTES("\x80"), BYTES("\x9b" "31m"), BYTES("\xbf"), BYTES("\xff"),
	BYTES("\xfe\xfe\xff\xff"), BYTES("\xe1\xad\x9b\x80\x80\xff"),
	BYTES("\xe1\xad\x9b\xff"), BYTES("\xe1\xad"),
	/* overlong: of NUL, /, ESC, a surrogate's neighbour */
	BYTES("\xc0\x80"), BYTES("\xc0\xaf"), BYTES("\xc1\xbf"),
	BYTES("\xe0\x80\x9b"), BYTES("\xe0\x9f\xbf"),
	BYTES("\xf0\x80\x80\x9b"), BYTES("\xf0\x8f\xbf\xbf"),
	BYTES("\xf8\x88\x80\x80\x80"), BYTES("\xfc\x84\x80\x80\x80\x80"),
	/* truncated */
	BYTES("\xc3"), BYTES("\xe2\x80"), BYTES("\xf0\x9f\x98"),
	BYTES("\xc3" "a"), BYTES("\xe2\x80" "a"), BYTES("\xf0\x9f\x98" "a"),
	BYTES("\xe2\x1b\x80"),
	/* surrogates, alone and as a pair */
	BYTES("\xed\xa0\x80"), BYTES("\xed\xbf\xbf"),
	BYTES("\xed\xa0\xbd\xed\xb8\x80"),
	/* beyond the last character */
	BYTES("\xf4\x90\x80\x80"), BYTES("\xf7\xbf\xbf\xbf"),
	/* what a terminal would answer, or be retitled by */
	BYTES("\x1b]0;root\x07"), BYTES("\x1b]2;x\x1b\\"),
	BYTES("\x1b]52;c;eA==\x07"), BYTES("\x1b[c"), BYTES("\x1b[6n"),
	BYTES("\x1b[21t"), BYTES("\x1bZ"), BYTES("\x05"),
	BYTES("\x1bP$qm\x1b\\"), BYTES("\x9d" "0;x\x9c"),
	BYTES("\xc2\x9b" "31m"), BYTES("\x1b(0"), BYTES("\x0e"), BYTES("\r"),
	BYTES("\b"), BYTES("\n"), BYTES("\t"), BYTES("\0")
};

START_TEST(test_malformed)
{
	const char	*got;
	size_t		 i;

	for (i = 0; i < COUNT(malformed); i++) {
		got = through(output_foreign, malformed[i].p, malformed[i].n);
		EXPECT(safe(got) && memchr(got, '\\', out.n) != NULL, i);
		got = through(output_json, malformed[i].p, malformed[i].n);
		EXPECT(safe(got), i);
	}
}
END_TEST

/* Whatever stands beside whatever, nothing unsafe leaves. */
START_TEST(test_pairs)
{
	unsigned	 i;
	char		 p[4];

	for (i = 0; i < 0x10000; i++) {
		p[0] = (char)(i >> 8);
		p[1] = (char)i;
		p[2] = (char)0x9b;
		p[3] = (char)(i >> 8);
		EXPECT(safe(through(output_foreign, p, sizeof(p))), i);
		EXPECT(safe(through(output_json, p, sizeof(p))), i);
	}
}
END_TEST

START_TEST(test_examples)
{
	ck_assert_str_eq(through(output_foreign, "a\x1b[31mb", 7),
	    "a\\033[31mb");
	ck_assert_str_eq(through(output_foreign, "\0", 1), "\\000");
	ck_assert_str_eq(through(output_foreign, "\\033", 4), "\\033");
	ck_assert_str_eq(through(output_foreign, "gr\xc3\xbc\xc3\x9f", 6),
	    "gr\xc3\xbc\xc3\x9f");
	ck_assert_str_eq(through(output_foreign, "\xe2\x80\xae", 3),
	    "\\342\\200\\256");
	ck_assert_str_eq(through(output_json, "a\0b", 3), "\"a\\u0000b\"");
	ck_assert_str_eq(through(output_json, "\xe2\x80\xae", 3),
	    "\"\\u202e\"");
	ck_assert_str_eq(through(output_json, "\xff", 1),
	    "\"\xef\xbf\xbd\"");
}
END_TEST

START_TEST(test_encoded)
{
	char		 a[4], b[4];
	uint32_t	 c;
	size_t		 n;

	for (c = 0; c < 0x110010; c++) {
		n = encode(b, (c >= 0xd800 && c <= 0xdfff) || c > 0x10ffff ?
		    0xfffd : c);
		EXPECT(slice_utf8(c, a) == n && memcmp(a, b, n) == 0, c);
	}
	EXPECT(slice_hex('9') == 9 && slice_hex('a') == 10 &&
	    slice_hex('F') == 15 && slice_hex('g') == -1 &&
	    slice_hex('/') == -1 && slice_hex('@') == -1, 0u);
}
END_TEST

int
main(void)
{
	TCase	*c = tcase_create("output");

	tcase_set_timeout(c, 60);
	tcase_add_test(c, test_characters);
	tcase_add_test(c, test_malformed);
	tcase_add_test(c, test_pairs);
	tcase_add_test(c, test_examples);
	tcase_add_test(c, test_encoded);
	return share_run(c, "output", true);
}

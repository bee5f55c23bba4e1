/*
 * reply.c - fuzz the readers of codes: replies, statuses, operands.
 */
#include "fuzz.h"

/* A code or status that is said to be there stands there. */
static void
codes(struct slice s)
{
	struct status	 st;
	char		 text[RENDER_CODE_MAX];
	struct slice	 t;
	size_t		 n;
	int		 code;

	code = 0;
	n = reply_code(s, &code);
	CHECK(n == 0 || n == 3);
	if (n == 3) {
		t = render_code(code, text);
		CHECK(s.n >= 3 && t.n == 3 && memcmp(t.p, s.p, 3) == 0);
	}
	memset(&st, 0, sizeof(st));
	n = reply_status(s, &st);
	CHECK(n <= s.n);
	if (n > 0) {
		CHECK(st.class == 2 || st.class == 4 || st.class == 5);
		CHECK(st.subject <= 999 && st.detail <= 999);
		CHECK(s.p[0] == '0' + st.class && s.p[1] == '.');
	}
}

static void
line(struct slice s)
{
	struct reply	 r;
	bool		 more;

	memset(&r, 0, sizeof(r));
	more = false;
	if (reply_line(s, &r, &more)) {
		CHECK(r.code >= 100 && r.code <= 999);
		CHECK(fuzz_within(r.text, s));
		CHECK(!more || s.p[3] == '-');
	}
}

static void
operand(struct slice s)
{
	struct query	 q;
	const char	*why;

	why = query_parse(s, &q);
	CHECK((unsigned)q.kind <= QUERY_WORDS);
	CHECK(q.kind != QUERY_BAD || why != NULL);
	CHECK((unsigned)q.cause < CAUSE_COUNT);
	CHECK(fuzz_within(q.operand, q.mended ?
	    (struct slice){ q.buf, sizeof(q.buf) } : s));
	(void)query_match(s, (struct slice){ "451", 3 });
	(void)query_match((struct slice){ "5.7.x", 5 }, s);
	(void)query_match(s, s);
}

/* A pasted text is never longer than before. */
static void
paste(struct slice s)
{
	char		*buf = malloc(s.n + 1);
	struct slice	 t;

	CHECK(buf != NULL);
	t = paste_clean(s, buf);
	CHECK(t.p == buf && t.n <= s.n);
	free(buf);
}

/* Words of the command line: a slice of the text, or of buf. */
static void
words(struct slice s)
{
	struct found	 f;
	char		 buf[LOG_TEXT_MAX];

	log_operand(s, buf, &f);
	fuzz_found(&f);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice	 s;
	char		*p;

	p = fuzz_copy(data, size);
	s = (struct slice){ p, size };
	codes(s);
	line(s);
	operand(s);
	paste(s);
	words(s);
	free(p);
	return (0);
}

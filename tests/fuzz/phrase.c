/*
 * phrase.c - fuzz the words: folding, finding, and the verdict on them.
 */
#include "fuzz.h"

static struct phrase	*phrases;

static size_t
rows(enum phrase_of of)
{
	switch (of) {
	case PHRASE_OF_CAUSE:
		return (table_phrases_count);
	case PHRASE_OF_MARK:
		return (table_marks_count);
	case PHRASE_OF_RULE:
		return (table_rules_count);
	case PHRASE_OF_BLOCKLIST:
		return (table_blocklists_count);
	case PHRASE_OF_TOPIC:
		return (table_topics_count);
	case PHRASE_OF_STAGE:
		return (table_stages_count);
	case PHRASE_OF_WAIT:
		return (table_waits_count);
	}
	return (0);
}

static void
find(struct slice s)
{
	static struct phrase_text	 t;
	static struct phrase_hit	 hits[PHRASE_HITS_MAX];
	size_t				 i, n;

	fold_text(s, &t);
	CHECK(t.n <= PHRASE_TEXT_MAX);
	for (i = 0; i < t.n; i++)
		CHECK(((unsigned char)t.p[i] >= ' ' || t.p[i] == '\033') &&
		    (t.p[i] < 'A' || t.p[i] > 'Z'));
	n = phrase_find(phrases, &t, hits, PHRASE_HITS_MAX);
	CHECK(n <= PHRASE_HITS_MAX);
	for (i = 0; i < n; i++) {
		CHECK(hits[i].of <= PHRASE_OF_WAIT);
		CHECK(hits[i].row < rows((enum phrase_of)hits[i].of));
		CHECK(hits[i].start <= hits[i].end && hits[i].end <= t.n);
	}
}

/* The first bytes choose codes, command and host; the rest are the words. */
static void
judge(struct slice s)
{
	struct verdict	 v;
	struct found	 f;
	unsigned char	 b[8] = { 0 };

	memset(&f, 0, sizeof(f));
	if (s.n >= sizeof(b)) {
		memcpy(b, s.p, sizeof(b));
		s = slice_skip(s, sizeof(b));
	}
	f.reply.code = b[0] < 128 ? 0 : 100 * (b[0] % 9 + 1) + b[1] % 60;
	if (b[2] & 1)
		f.reply.status = (struct status){ b[2] & 2 ? 5 : 4, b[3] % 9,
		    b[4] % 40 };
	if (b[2] & 4)
		f.verdict = (struct status){ b[2] & 8 ? 5 : 4, b[3] >> 4, 1 };
	f.command = b[5] % COMMAND_COUNT;
	f.direction = b[6] % 3;
	f.reply.text = s;
	if (b[7] & 1)
		f.host = (struct slice){ s.p, s.n < 40 ? s.n : 40 };
	if (b[7] & 2)
		f.words = slice_skip(s, s.n / 2);
	if (b[7] & 4)
		f.recipient = f.host;
	explain(phrases, &f, &v);
	fuzz_verdict(&v);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	*p;

	if (phrases == NULL && (phrases = phrase_new()) == NULL)
		abort();
	p = fuzz_copy(data, size);
	find((struct slice){ p, size });
	judge((struct slice){ p, size });
	free(p);
	return (0);
}

/*
 * log.c - fuzz the reader of logs and dialogues, and the scanner that passes
 * over what it need not see.
 */
#include "fuzz.h"

struct counts {
	unsigned long	 now, last, found;
};

static void
take(void *arg, const struct found *f)
{
	struct counts	*c = arg;

	fuzz_found(f);
	CHECK(f->line >= 1 && f->end <= c->now);
	CHECK(f->line >= c->last);
	c->last = f->line;
	c->found++;
}

/* Lines that are quiet or sent by name do to the log what is said of them. */
static void
shortcuts(struct slice line)
{
	struct counts	 c = { 1, 0, 0 };
	struct log	*l;
	size_t		 n;
	bool		 quiet, sent;

	n = log_postfix(line);
	CHECK(n <= LOG_PREFIX_MAX && n <= line.n);
	quiet = log_quiet(line);
	sent = log_sent(line);
	if (!quiet && !sent)
		return;
	CHECK(!(quiet && sent));
	l = log_new();
	CHECK(l != NULL && log_idle(l));
	log_line(l, line, 1, take, &c);
	CHECK(c.found == (sent ? 1 : 0));
	CHECK(log_idle(l));
	log_end(l, take, &c);
	CHECK(c.found == (sent ? 1 : 0));
	log_free(l);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct counts	 c = { 0, 0, 0 };
	struct log	*l;
	const uint8_t	*lf;
	size_t		 n;
	char		*p;

	l = log_new();
	CHECK(l != NULL);
	for (; size > 0; data += n, size -= n) {
		lf = memchr(data, '\n', size);
		n = lf == NULL ? size : (size_t)(lf - data);
		p = fuzz_copy(data, n);
		c.now++;
		log_line(l, (struct slice){ p, n }, c.now, take, &c);
		shortcuts((struct slice){ p, n });
		free(p);
		n += lf != NULL;
	}
	log_end(l, take, &c);
	CHECK(log_idle(l));
	log_free(l);
	return (0);
}

/*
 * mail.c - fuzz the reader of bounces: its parts, encodings and fields.
 */
#include "fuzz.h"

static unsigned long	 now, found;

static void
take(void *arg, const struct found *f)
{
	(void)arg;
	fuzz_found(f);
	CHECK(f->line >= 1 && f->end <= now);
	found++;
}

static void
part(void *arg, enum part p, struct slice line, unsigned long number)
{
	(void)arg;
	CHECK((unsigned)p <= PART_END);
	CHECK(number <= now);
	fuzz_read(line);
}

/* The parsers of single values. */
static void
fields(struct slice s)
{
	struct slice	 rest;
	char		 buf[256];

	CHECK(mime_field_name(s) <= s.n);
	fuzz_read(mime_words(s, buf, sizeof(buf)));
	fuzz_read(report_address(s, buf, sizeof(buf)));
	(void)report_outcome(s);
	CHECK(fuzz_within(report_value(s), s));
	if (prose_address(s, &rest).n > 0)
		CHECK(fuzz_within(rest, s));
	(void)prose_separator(s);
}

static size_t
length(const uint8_t *data, size_t size)
{
	const uint8_t	*lf;

	lf = memchr(data, '\n', size);
	return (lf == NULL ? size : (size_t)(lf - data));
}

/* As a stream reads it, with the mail's parts looked at besides. */
int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct mail	*m;
	struct mime	*mime;
	unsigned long	 silent;
	struct slice	 s;
	size_t		 n;
	char		*p;

	now = found = 0;
	m = mail_new();
	mime = mime_new();
	CHECK(m != NULL && mime != NULL);
	mime_start(mime, size > 0 && (data[0] & 1));
	while (size > 0) {
		n = length(data, size);
		p = fuzz_copy(data, n);
		s = (struct slice){ p, n };
		now++;
		(void)mail_line(m, s, now, take, NULL);
		mime_line(mime, s, now, part, NULL);
		fields(s);
		free(p);
		n += n < size;
		data += n;
		size -= n;
	}
	mail_end(m, take, NULL);
	mime_end(mime, part, NULL);
	(void)mail_idle(m);
	CHECK(mail_count(m, &silent) >= silent);
	mail_free(m);
	mime_free(mime);
	return (0);
}

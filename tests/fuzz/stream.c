/*
 * stream.c - fuzz the whole way from bytes to answers, in every mode, against
 * what must hold of the output whatever the input is:
 *
 *	- the answer is the same for any split of the input into reads;
 *	- no unsafe byte leaves, but for the copied lines of -a;
 *	- -a copies every byte, and adds only indented lines;
 *	- each line of -j and -js is an object (RFC 8259);
 *	- a code or status that is reported stands in the lines named;
 *	- -js adds up to as many replies as -j has objects.
 *
 * Linked with --wrap=read --wrap=write: no system call is made for either.
 */
#include <ctype.h>
#include <errno.h>
#include <sys/types.h>

#include "fuzz.h"

#define OUT_MAX		((size_t)4 << 20)
#define IN_MAX		((size_t)64 << 10)
#define FD		1000	/* no such descriptor */

ssize_t __wrap_read(int fd, void *buf, size_t n);
ssize_t __wrap_write(int fd, const void *buf, size_t n);
ssize_t __real_read(int fd, void *buf, size_t n);
ssize_t __real_write(int fd, const void *buf, size_t n);

struct text {
	size_t	 n;
	char	 p[OUT_MAX];
};

static struct {
	const uint8_t	*p;
	size_t		 n, piece, reads;
} input;
static struct text	 one, two;
static struct text	*sink;
static struct phrase	*phrases;

/* Pieces of that size, and an interruption now and then. */
ssize_t
__wrap_read(int fd, void *buf, size_t n)
{
	if (fd != FD)
		return (__real_read(fd, buf, n));
	if (input.piece != 0 && ++input.reads % 5 == 0) {
		errno = EINTR;
		return (-1);
	}
	if (input.piece != 0 && n > input.piece)
		n = input.piece;
	if (n > input.n)
		n = input.n;
	memcpy(buf, input.p, n);
	input.p += n;
	input.n -= n;
	return ((ssize_t)n);
}

/* Short writes, too. */
ssize_t
__wrap_write(int fd, const void *buf, size_t n)
{
	if (fd != FD)
		return (__real_write(fd, buf, n));
	if (input.piece != 0 && n > 3)
		n = (n + 1) / 2;
	CHECK(sink->n + n <= OUT_MAX);
	memcpy(sink->p + sink->n, buf, n);
	sink->n += n;
	return ((ssize_t)n);
}

static void
ignore(void *arg)
{
	output_flush(arg);
}

/* As main() does it.  False: it is compressed. */
static bool
run(struct text *out, const uint8_t *data, size_t size, size_t piece,
    enum mode mode, bool json)
{
	static struct output	 o;
	static struct stream	 s;
	struct input_line	 l;
	struct input		*in;
	bool			 plain;
	int			 n;

	input.p = data;
	input.n = size;
	input.piece = piece;
	input.reads = 0;
	sink = out;
	out->n = 0;
	memset(&o, 0, offsetof(struct output, buf));
	memset(&s, 0, sizeof(s));
	o.fd = FD;
	s.out = &o;
	s.mode = mode;
	s.view.stream = true;
	s.view.verbose = mode == MODE_EXPLAIN;
	s.phrase = phrases;
	s.note.fd = -1;
	s.tally = mode == MODE_JSON || mode == MODE_ANNOTATE ? NULL :
	    tally_new(1);
	s.again = explain_again_new();
	s.log = log_new();
	s.mail = mail_new();
	in = input_new(FD, ignore, &o);
	CHECK(s.again != NULL && s.log != NULL && s.mail != NULL &&
	    in != NULL);
	n = 0;
	plain = input_coding(in) == NULL;
	if (plain)
		while ((n = input_next(in, &l)) == 1 ||
		    (n == -1 && errno == EINTR))
			if (n == 1) {
				stream_line(&s, &l);
				stream_pass(&s, in);
			}
	CHECK(n == 0);
	stream_end(&s);
	if (json && mode == MODE_SUMMARY)
		summary_json(&o, s.tally, &s.totals);
	else if (mode == MODE_SUMMARY)
		summary_text(&o, &s.view, s.tally, &s.totals, true);
	output_flush(&o);
	CHECK(o.error == 0);
	CHECK(s.totals.found == s.totals.success + s.totals.failed +
	    s.totals.follows + s.totals.hung_up);
	input_free(in);
	tally_free(s.tally);
	explain_again_free(s.again);
	log_free(s.log);
	mail_free(s.mail);
	return (plain);
}

static void
check_safe(const char *p, size_t n)
{
	size_t	 i, end;

	for (i = 0; i < n; i = end + 1) {
		for (end = i; end < n && p[end] != '\n'; end++)
			continue;
		if (output_safe((struct slice){ p + i, end - i }) == end - i)
			continue;
		fwrite(p + i, 1, end - i, stderr);
		CHECK(false && "an unsafe byte left");
	}
}

/* The lines of the input, and amid them only safe lines that are indented. */
static void
check_copy(const struct text *out, const uint8_t *data, size_t size)
{
	const char	*p, *end, *lf;
	size_t		 n;

	for (p = out->p, end = p + out->n; p < end; p += n) {
		lf = memchr(p, '\n', (size_t)(end - p));
		n = lf == NULL ? (size_t)(end - p) : (size_t)(lf - p) + 1;
		/* A last line without an end gets one before a note. */
		if (n == size + 1 && lf != NULL && memcmp(p, data, size) == 0)
			n--;
		else if (n > 8 && memcmp(p, "        ", 8) == 0 &&
		    (size < n || memcmp(p, data, n) != 0)) {
			check_safe(p, n - (lf != NULL));
			continue;
		}
		CHECK(n <= size && memcmp(p, data, n) == 0);
		data += n;
		size -= n;
		if (size == 0 && p + n < end && p[n] == '\n')
			n++;
	}
	CHECK(size == 0);
}

/* A small parser of JSON: objects, arrays, strings, numbers, true. */

static const char *
json_string_end(const char *p, const char *end)
{
	int	 i;

	CHECK(p < end && *p == '"');
	for (p++; p < end && *p != '"'; p++) {
		CHECK((unsigned char)*p >= ' ');
		if (*p != '\\')
			continue;
		CHECK(++p < end);
		CHECK(strchr("\"\\/bfnrtu", *p) != NULL);
		for (i = 0; *p == 'u' && i < 4; i++)
			CHECK(p + i + 1 < end &&
			    isxdigit((unsigned char)p[i + 1]));
	}
	CHECK(p < end);
	return (p + 1);
}

static const char *
json_value_end(const char *p, const char *end, int depth)
{
	char	 close;

	CHECK(p < end && depth < 8);
	if (*p == '"')
		return (json_string_end(p, end));
	if (isdigit((unsigned char)*p)) {
		CHECK(*p != '0' || p + 1 == end ||
		    !isdigit((unsigned char)p[1]));
		while (p < end && isdigit((unsigned char)*p))
			p++;
		return (p);
	}
	if (end - p >= 4 && memcmp(p, "true", 4) == 0)
		return (p + 4);
	CHECK(*p == '{' || *p == '[');
	close = *p == '{' ? '}' : ']';
	p++;
	if (p < end && *p == close)
		return (p + 1);
	for (;; p++) {
		if (close == '}') {
			p = json_string_end(p, end);
			CHECK(p < end && *p == ':');
			p++;
		}
		p = json_value_end(p, end, depth + 1);
		CHECK(p < end && (*p == ',' || *p == close));
		if (*p == close)
			return (p + 1);
	}
}

/* Where the value of a key of the object begins; NULL: it has none. */
static const char *
json_key(struct slice object, const char *name)
{
	const char	*p = object.p + 1, *end = object.p + object.n;
	size_t		 n = strlen(name);
	bool		 is;

	while (p < end && *p == '"') {
		is = memcmp(p + 1, name, n) == 0 && p[n + 1] == '"';
		p = json_string_end(p, end) + 1;
		if (is)
			return (p);
		p = json_value_end(p, end, 0) + 1;
	}
	return (NULL);
}

static unsigned long
json_number_of(struct slice object, const char *name)
{
	const char	*p = json_key(object, name);

	return (p == NULL ? 0 : strtoul(p, NULL, 10));
}

/* The lines from first to last of the input. */
static struct slice
lines(const uint8_t *data, size_t size, unsigned long first,
    unsigned long last)
{
	struct slice	 s = { NULL, 0 };
	unsigned long	 number;
	size_t		 i;

	for (i = 0, number = 1; i < size && number <= last; i++) {
		if (number == first && s.p == NULL)
			s.p = (const char *)data + i;
		if (s.p != NULL)
			s.n++;
		if (data[i] == '\n')
			number++;
	}
	return (s);
}

/* May bytes of this input have come out of an encoding? */
static bool
encoded(struct slice in)
{
	return (slice_has(in, "quoted-printable") ||
	    slice_has(in, "base64") || slice_has(in, "utf-8") ||
	    slice_has(in, "=?") || slice_has(in, "html"));
}

static bool
is_mail(struct slice object)
{
	static const char *const names[] = { "\"dsn\"", "\"bounce\"",
	    "\"arf\"", "\"auto-reply\"" };
	const char	*p = json_key(object, "format");
	size_t		 i;

	for (i = 0; p != NULL && i < sizeof(names) / sizeof(names[0]); i++)
		if (strncmp(p, names[i], strlen(names[i])) == 0)
			return (true);
	return (false);
}

static void
check_stands(struct slice object, const char *name, const uint8_t *data,
    size_t size)
{
	struct slice	 in;
	const char	*p, *end;
	char		 word[32];
	unsigned long	 first, last;

	p = json_key(object, name);
	if (p == NULL)
		return;
	end = json_string_end(p, object.p + object.n);
	CHECK((size_t)(end - p) - 2 < sizeof(word));
	memcpy(word, p + 1, (size_t)(end - p) - 2);
	word[end - p - 2] = '\0';
	first = json_number_of(object, "line");
	last = json_number_of(object, "end");
	if (last < first)
		last = first;
	/*
	 * A bounce's fields are completed from its prose, and a diagnostic
	 * from the Status field that stands above it.
	 */
	if (is_mail(object) || strcmp(name, "status") == 0)
		in = (struct slice){ (const char *)data, size };
	else
		in = lines(data, size, first, last);
	/* JSON has the numbers of a status apart, and characters escaped. */
	if (slice_has(in, word) || slice_has(in, "\"detail\"") ||
	    slice_has(in, "\\u"))
		return;
	fprintf(stderr, "%s %s is not in lines %lu to %lu\n", name, word,
	    first, last);
	fwrite(object.p, 1, object.n, stderr);
	abort();
}

/* Returns the number of objects, or what their key adds up to. */
static unsigned long
check_json(const struct text *out, const uint8_t *data, size_t size,
    const char *key)
{
	struct slice	 object, whole;
	const char	*p, *end, *lf;
	unsigned long	 n, sum;

	whole = (struct slice){ (const char *)data, size };
	n = sum = 0;
	for (p = out->p, end = p + out->n; p < end; p = lf + 1, n++) {
		lf = memchr(p, '\n', (size_t)(end - p));
		CHECK(lf != NULL && *p == '{');
		CHECK(json_value_end(p, lf, 0) == lf);
		object = (struct slice){ p, (size_t)(lf - p) };
		if (key != NULL)
			sum += json_number_of(object, key);
		else if (!encoded(whole)) {
			check_stands(object, "reply", data, size);
			check_stands(object, "status", data, size);
		}
	}
	return (key == NULL ? n : sum);
}

static void
check_same(void)
{
	CHECK(one.n == two.n &&
	    memcmp(one.p, two.p, one.n) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum mode	 plain[] = { MODE_EXPLAIN, MODE_ONELINE,
	    MODE_SUMMARY };
	unsigned long		 n;
	size_t			 i, piece;

	if (phrases == NULL && (phrases = phrase_new()) == NULL)
		abort();
	if (size > IN_MAX)
		return (0);
	piece = size % 61 + 1;
	(void)run(&one, data, size, 0, MODE_JSON, true);
	(void)run(&two, data, size, piece, MODE_JSON, true);
	check_same();
	check_safe(one.p, one.n);
	n = check_json(&one, data, size, NULL);
	(void)run(&one, data, size, 0, MODE_SUMMARY, true);
	(void)run(&two, data, size, piece, MODE_SUMMARY, true);
	check_same();
	check_safe(one.p, one.n);
	CHECK(check_json(&one, data, size, "found") +
	    check_json(&one, data, size, "tls") +
	    check_json(&one, data, size, "retold") == n);
	for (i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		(void)run(&one, data, size, piece * 7, plain[i], false);
		check_safe(one.p, one.n);
	}
	if (run(&one, data, size, 0, MODE_ANNOTATE, false))
		check_copy(&one, data, size);
	(void)run(&two, data, size, piece, MODE_ANNOTATE, false);
	check_same();
	return (0);
}

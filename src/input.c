/*
 * input.c - bytes to lines, whatever the file is and however it arrives.
 */
#define _GNU_SOURCE		/* F_SETPIPE_SZ */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "smtpcode.h"

#define READ_SIZE	((size_t)256 * 1024)
#define READ_FIRST	((size_t)4096)		/* of a regular file */
#define PIPE_SIZE	(1024 * 1024)
#define THREADS		4			/* when not told */
#define LARGE		(4 * 1024 * 1024)	/* worth a thread */
/* What decides whether a line is overlong: the line, CR and LF. */
#define DECIDE		((size_t)INPUT_LINE_MAX + 2)

struct input {
	int			 fd;
	bool			 regular;
	bool			 eof;
	bool			 overlong;	/* inside such a line */
	int			 error;		/* to report once drained */
	unsigned long		 number;
	size_t			 start, end;	/* not yet given */
	uint64_t		 total;		/* bytes read */
	input_before_read	*flush;
	void			*arg;
	struct scan		 scan;
	struct ahead		*ahead;		/* NULL: no other thread */
	struct ahead_block	*block;		/* its last; buf is that's */
	char			*buf;
	char			 own[DECIDE + READ_SIZE + SCAN_SLACK];
};

_Static_assert(AHEAD_BEFORE >= DECIDE, "what is left of a block finds room");

struct input *
input_new(int fd, input_before_read *flush, void *arg)
{
	struct input	*in;
	struct stat	 st;

	/* Not calloc: the pages of buf need no zeroes. */
	if ((in = malloc(sizeof(*in))) == NULL)
		return NULL;
	in->fd = fd;
	in->regular = in->eof = in->overlong = false;
	in->error = 0;
	in->number = 0;
	in->start = in->end = 0;
	in->total = 0;
	in->flush = flush;
	in->arg = arg;
	memset(&in->scan, 0, sizeof(in->scan));
	in->ahead = NULL;
	in->block = NULL;
	in->buf = in->own;
	if (fstat(fd, &st) == 0) {
		in->regular = S_ISREG(st.st_mode);
#ifdef F_SETPIPE_SZ
		if (S_ISFIFO(st.st_mode))
			(void)fcntl(fd, F_SETPIPE_SZ, PIPE_SIZE);
#endif
	}
	return in;
}

void
input_free(struct input *in)
{
	if (in != NULL)
		ahead_free(in->ahead);
	free(in);
}

void
input_ahead(struct input *in, unsigned threads, bool sent, struct phrase *x)
{
	struct stat	 st;
	off_t		 at;
	long		 n;

	if (threads == 1 || !in->regular || in->eof || in->ahead != NULL ||
	    fstat(in->fd, &st) == -1 ||
	    (at = lseek(in->fd, 0, SEEK_CUR)) == -1 ||
	    st.st_size - at < LARGE)
		return;
	if (threads == 0) {
		n = sysconf(_SC_NPROCESSORS_ONLN);
		threads = n > THREADS ? THREADS : n > 1 ? (unsigned)n : 1;
	}
	if (threads > 1)
		in->ahead = ahead_new(in->fd, threads, sent, x);
}

/* The next block of the other thread, what is left of the last before it. */
static void
fill_ahead(struct input *in)
{
	struct ahead_block	*b;
	size_t			 left = in->end - in->start;

	b = ahead_next(in->ahead);
	memcpy(b->buf + AHEAD_BEFORE - left, in->buf + in->start, left);
	in->block = b;
	in->buf = b->buf;
	in->start = AHEAD_BEFORE - left;
	in->end = AHEAD_BEFORE + b->n;
	in->total += b->n;
	in->error = b->error;
	in->eof = b->n < AHEAD_SIZE;
}

/* What a non-blocking descriptor has not got yet is worth waiting for. */
static ssize_t
read_wait(int fd, char *buf, size_t size)
{
	struct pollfd	 pfd = { .fd = fd, .events = POLLIN };
	ssize_t		 n;

	while ((n = read(fd, buf, size)) == -1 &&
	    (errno == EAGAIN || errno == EWOULDBLOCK))
		if (poll(&pfd, 1, -1) == -1)
			return -1;
	return n;
}

/*
 * Read once, behind what is there.  False with errno EINTR; any other error
 * is kept until what was read before it has been given.
 */
static bool
fill(struct input *in)
{
	ssize_t	 n;

	if (in->ahead != NULL) {
		fill_ahead(in);
		return true;
	}
	if (in->start > 0) {
		memmove(in->buf, in->buf + in->start, in->end - in->start);
		in->end -= in->start;
		in->start = 0;
	}
	if (!in->regular && in->flush != NULL)
		in->flush(in->arg);
	/* After a look at how it begins other threads may go on with it. */
	n = read_wait(in->fd, in->buf + in->end, in->regular &&
	    in->total == 0 ? READ_FIRST : READ_SIZE);
	if (n == -1 && errno == EINTR)
		return false;
	if (n == -1)
		in->error = errno;
	if (n <= 0)
		in->eof = true;
	else
		in->end += (size_t)n;
	in->total += n > 0 ? (uint64_t)n : 0;
	return true;
}

/* Give n bytes as raw; the line is the first `line' of them. */
static int
give(struct input *in, struct input_line *l, size_t n, size_t line)
{
	l->raw.p = in->buf + in->start;
	l->raw.n = n;
	l->line.p = l->raw.p;
	l->line.n = line;
	l->rest = in->overlong;
	l->known = NULL;
	l->number = in->overlong ? in->number : ++in->number;
	in->start += n;
	return 1;
}

/* The next piece of an overlong line: as much of it as there is. */
static int
give_rest(struct input *in, struct input_line *l)
{
	const char	*lf;
	size_t		 n = in->end - in->start;

	lf = memchr(in->buf + in->start, '\n', n);
	if (lf != NULL)
		n = (size_t)(lf - (in->buf + in->start)) + 1;
	(void)give(in, l, n, 0);
	in->overlong = lf == NULL;
	return 1;
}

/* What the other threads have found in the line from here on; or NULL. */
static const struct ahead_found *
found(const struct input *in)
{
	struct ahead_block	*b = in->block;

	if (b == NULL)
		return NULL;
	while (b->found < b->founds_n &&
	    b->founds[b->found].start < in->start)
		b->found++;
	return b->found < b->founds_n &&
	    b->founds[b->found].start == in->start ?
	    &b->founds[b->found] : NULL;
}

/* The mark that the text is in UTF-8 (RFC 3629 6) is none of the line's. */
static void
skip_mark(struct input_line *l)
{
	if (slice_starts(l->line, "\xef\xbb\xbf"))
		l->line = slice_skip(l->line, 3);
}

/*
 * A line that ends within what is there, or that is known to be overlong: its
 * first INPUT_LINE_MAX bytes.  0: more must be read to know.
 */
static int
give_line(struct input *in, struct input_line *l)
{
	const struct ahead_found *known = found(in);
	const char	*p = in->buf + in->start, *lf;
	size_t		 n = in->end - in->start, line;

	lf = memchr(p, '\n', n < DECIDE ? n : DECIDE);
	if (lf == NULL && n < DECIDE && !in->eof)
		return 0;
	if (lf != NULL)
		n = (size_t)(lf - p) + 1;
	line = n;
	if (lf != NULL)
		line -= n > 1 && lf[-1] == '\r' ? 2 : 1;
	if (line <= INPUT_LINE_MAX) {
		(void)give(in, l, n, line);
		l->known = known;
		if (l->number == 1)
			skip_mark(l);
		return 1;
	}
	(void)give(in, l, INPUT_LINE_MAX, INPUT_LINE_MAX);
	in->overlong = true;
	return 1;
}

int
input_next(struct input *in, struct input_line *l)
{
	for (;;) {
		if (in->start < in->end) {
			if (in->overlong)
				return give_rest(in, l);
			if (give_line(in, l))
				return 1;
		}
		if (in->eof) {
			errno = in->error;
			return in->error != 0 ? -1 : 0;
		}
		if (!fill(in))
			return -1;
	}
}

bool
input_peek(struct input *in, struct input_line *l)
{
	const char	*p = in->buf + in->start, *lf;
	size_t		 n = in->end - in->start;

	if (in->overlong || in->block != NULL || in->number == 0)
		return false;
	lf = memchr(p, '\n', n < INPUT_LINE_MAX ? n : INPUT_LINE_MAX);
	if (lf == NULL)
		return false;
	n = (size_t)(lf - p);
	l->raw = (struct slice){ p, n + 1 };
	l->line = (struct slice){ p, n - (n > 0 && lf[-1] == '\r') };
	l->number = in->number + 1;
	l->known = NULL;
	l->rest = false;
	return true;
}

void
input_take(struct input *in, const struct input_line *l)
{
	in->start += l->raw.n;
	in->number = l->number;
}

/* What the other threads have found out of the lines from here on. */
static bool
noted(struct input *in, bool dull, struct input_run *run)
{
	struct ahead_block	*b = in->block;
	const struct ahead_run	*r;

	if (b == NULL)
		return false;
	while (b->run < b->runs_n && b->runs[b->run].start < in->start)
		b->run++;
	if (b->run == b->runs_n || b->runs[b->run].start != in->start ||
	    (b->runs[b->run].dull && !dull))
		return false;
	r = &b->runs[b->run++];
	run->raw.n = r->bytes;
	run->lines = r->lines;
	run->sent = r->sent;
	in->start += r->bytes;
	in->number += r->lines;
	return true;
}

void
input_pass(struct input *in, bool sent, bool dull, struct input_run *run)
{
	struct scan_run	 r;

	run->raw.p = in->buf + in->start;
	run->raw.n = 0;
	run->lines = run->sent = 0;
	if (in->overlong || noted(in, dull, run))
		return;
	scan_pass(&in->scan, run->raw.p, in->buf + in->end, sent, &r);
	run->raw.n = r.bytes;
	run->lines = r.lines;
	run->sent = r.sent;
	in->start += r.bytes;
	in->number += r.lines;
}

void
input_blank(struct input *in, struct input_run *run)
{
	const char	*p = in->buf + in->start, *end = in->buf + in->end;

	run->raw.p = p;
	run->sent = 0;
	while (!in->overlong && p < end && *p == '\n')
		p++;
	run->raw.n = run->lines = (size_t)(p - run->raw.p);
	in->start += run->raw.n;
	in->number += run->lines;
}

uint64_t
input_offset(const struct input *in)
{
	return in->total - (in->end - in->start);
}

static const struct input_coding codings[] = {
	{ "\x1f\x8b", 2, "compressed", "gzip -dc <" },
	{ "\x1f\x9d", 2, "compressed", "gzip -dc <" },	/* compress(1) */
	{ "BZh", 3, "compressed", "bzip2 -dc <" },
	{ "\xfd" "7zXZ", 6, "compressed", "xz -dc <" },
	{ "\x28\xb5\x2f\xfd", 4, "compressed", "zstd -dc <" },
	{ "\x04\x22\x4d\x18", 4, "compressed", "lz4 -dc <" },
	{ "PK\3\4", 4, "compressed", "unzip -p" },
	{ "\xff\xfe", 2, "UTF-16", "iconv -f UTF-16 -t UTF-8 <" },
	{ "\xfe\xff", 2, "UTF-16", "iconv -f UTF-16 -t UTF-8 <" }
};

#define UNMARKED	8	/* bytes that tell UTF-16 by their NULs */

/*
 * UTF-16 without a mark, as in every second byte a NUL; the low byte stands
 * first or the high one.  *more: what follows p may tell.
 */
static const struct input_coding *
unmarked(const char *p, size_t n, bool *more)
{
	static const struct input_coding ends[] = {
		{ "", UNMARKED, "UTF-16", "iconv -f UTF-16LE -t UTF-8 <" },
		{ "", UNMARKED, "UTF-16", "iconv -f UTF-16BE -t UTF-8 <" }
	};
	size_t	 i, big = n > 0 && p[0] == '\0';

	for (i = 0; i < n && i < UNMARKED; i++)
		if ((p[i] == '\0') == (i % 2 == big))
			return NULL;
	/* One byte by itself is no line, but the empty one. */
	*more = *more || n > 1 || (n == 1 && *p != '\n');
	return n < UNMARKED ? NULL : &ends[big];
}

const struct input_coding *
input_coding(struct input *in)
{
	const struct input_coding *coding;
	size_t	 i, have, n;
	bool	 more;

	/*
	 * Read on only while the bytes may become a magic number, lest a
	 * short line typed at a terminal wait for the next one.
	 */
	do {
		more = false;
		have = in->end - in->start;
		for (i = 0; i < sizeof(codings) / sizeof(codings[0]); i++) {
			n = codings[i].n < have ? codings[i].n : have;
			if (memcmp(in->buf + in->start, codings[i].magic,
			    n) != 0)
				continue;
			if (n == codings[i].n)
				return &codings[i];
			more = true;
		}
		coding = unmarked(in->buf + in->start, have, &more);
		if (coding != NULL)
			return coding;
	} while (more && !in->eof && (fill(in) || errno == EINTR));
	return NULL;
}

/*
 * ahead.c - a large file read by threads of their own, some blocks ahead of
 * who uses them, and looked through for what a line shows by itself.
 *
 * What comes out does not depend on it: a block holds the bytes of the file in
 * order, and what is noted with it is what the user of the block would find in
 * those lines, by the same functions.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "smtpcode.h"

/* What one thread carries from block to block. */
struct worker {
	struct ahead		*a;
	pthread_t		 thread;
	struct scan		 scan;
	struct phrase		*phrase;
	struct log_again	*again;
	struct explain_again	*verdicts;
	struct log		*log;		/* at rest */
	size_t			 text;		/* of the block's, in use */
};

/* Of a block: so many lines in vain, more than were dull, are enough. */
#define HOPE	32

struct ahead {
	int			 fd;
	off_t			 from;		/* where the first block is */
	bool			 sent;
	unsigned		 threads;
	struct worker		 worker[AHEAD_THREADS];	/* [0]: of who uses the
						   blocks */
	pthread_mutex_t		 lock;		/* of what follows */
	pthread_cond_t		 filled;	/* for who uses the blocks */
	pthread_cond_t		 wanted;	/* for the others */
	size_t			 claimed, used;	/* blocks, ever */
	uint64_t		 given;		/* bytes */
	bool			 stop;
	size_t			 count;
	struct ahead_block	 block[];	/* a ring of count */
};

/* The log_again of who uses the blocks is the first series. */
static void
worker_init(struct worker *w, struct ahead *a, struct phrase *x)
{
	memset(w, 0, sizeof(*w));
	w->a = a;
	w->phrase = phrase_share(x);
	w->again = log_again_new((unsigned)(w - a->worker) + 1);
	w->verdicts = explain_again_new();
	w->log = log_new();
}

static void
worker_done(struct worker *w)
{
	phrase_free(w->phrase);
	log_again_free(w->again);
	explain_again_free(w->verdicts);
	log_free(w->log);
}

/* What the line of n bytes shows, if that is to be had so soon. */
static bool
find(struct worker *w, struct ahead_block *b, const char *p, size_t n)
{
	struct ahead_found	*f = &b->founds[b->founds_n];
	const struct slice	*t = &f->found.reply.text;

	if (b->founds_n == AHEAD_FOUNDS ||
	    AHEAD_TEXT - w->text < LOG_TEXT_MAX || w->phrase == NULL ||
	    w->again == NULL || w->verdicts == NULL ||
	    !log_quick(w->again, (struct slice){ p, n }, b->text + w->text,
	    &f->found))
		return false;
	if (t->p >= b->text && t->p < b->text + AHEAD_TEXT)
		w->text = (size_t)(t->p - b->text) + t->n;
	explain_again(w->verdicts, w->phrase, &f->found, &f->verdict);
	f->start = (size_t)(p - b->buf);
	b->founds_n++;
	return true;
}

/* Lines from p on are passed over: added to the run before, or a new one. */
static bool
pass(struct ahead_block *b, const char *p, const struct scan_run *run,
    bool dull)
{
	struct ahead_run	*r = &b->runs[b->runs_n];
	uint32_t		 start = (uint32_t)(p - b->buf);

	if (b->runs_n > 0 && r[-1].start + r[-1].bytes == start)
		r--;
	else if (b->runs_n == AHEAD_RUNS)
		return false;
	else {
		*r = (struct ahead_run){ .start = start };
		b->runs_n++;
	}
	r->bytes += (uint32_t)run->bytes;
	r->lines += (uint32_t)run->lines;
	r->sent += (uint32_t)run->sent;
	r->dull |= dull;
	return true;
}

/* Note what the lines that begin in the block show. */
static void
note(struct worker *w, struct ahead_block *b)
{
	struct scan_run	 run;
	struct slice	 line;
	const char	*end = b->buf + AHEAD_BEFORE + b->n;
	const char	*p = b->buf + AHEAD_BEFORE, *lf;
	int		 hope = HOPE;

	b->runs_n = b->run = b->founds_n = b->found = w->text = 0;
	/* The first line began in the block before. */
	if (b->n == 0 || (lf = memchr(p, '\n', b->n)) == NULL)
		return;
	for (p = lf + 1; p < end; p = lf + 1) {
		scan_pass(&w->scan, p, end, w->a->sent, &run);
		if (run.lines > 0 && !pass(b, p, &run, false))
			return;
		p += run.bytes;
		if (p == end ||
		    (lf = memchr(p, '\n', (size_t)(end - p))) == NULL)
			return;
		line = (struct slice){ p, (size_t)(lf - p) };
		run = (struct scan_run){ line.n + 1, 1, 0 };
		if (line.n > INPUT_LINE_MAX || find(w, b, p, line.n) ||
		    w->log == NULL || hope == 0)
			continue;
		if (!log_dull(w->log, line))
			hope--;
		else if (pass(b, p, &run, true))
			hope += hope < HOPE;
		else
			return;
	}
}

static void
fill(struct worker *w, struct ahead_block *b, size_t number)
{
	char	*p = b->buf + AHEAD_BEFORE;
	off_t	 at = w->a->from + (off_t)number * AHEAD_SIZE;
	ssize_t	 n;

	b->n = 0;
	b->error = 0;
	while (b->n < AHEAD_SIZE && (n = pread(w->a->fd, p + b->n,
	    AHEAD_SIZE - b->n, at + (off_t)b->n)) != 0) {
		if (n > 0)
			b->n += (size_t)n;
		else if (errno != EINTR) {
			b->error = errno;
			break;
		}
	}
	note(w, b);
}

/* May the next block be claimed?  The last two given may still be in use. */
static bool
room(const struct ahead *a)
{
	return !a->stop && a->claimed < a->used + a->count - 2;
}

/* Fill the next block; the lock is held before and after, not meanwhile. */
static void
claim(struct ahead *a, struct worker *w)
{
	size_t			 number = a->claimed++;
	struct ahead_block	*b = &a->block[number % a->count];

	b->ready = false;
	(void)pthread_mutex_unlock(&a->lock);
	fill(w, b, number);
	(void)pthread_mutex_lock(&a->lock);
	b->ready = true;
	if (b->n < AHEAD_SIZE) {
		a->stop = true;
		(void)pthread_cond_broadcast(&a->wanted);
	}
	(void)pthread_cond_signal(&a->filled);
}

static void *
work(void *arg)
{
	struct worker	*w = arg;
	struct ahead	*a = w->a;

	(void)pthread_mutex_lock(&a->lock);
	while (!a->stop)
		if (room(a))
			claim(a, w);
		else
			(void)pthread_cond_wait(&a->wanted, &a->lock);
	(void)pthread_mutex_unlock(&a->lock);
	return NULL;
}

/*
 * Start the others, up to so many with the caller, which alone takes signals.
 * False: there is none.
 */
static bool
start(struct ahead *a, unsigned threads, struct phrase *x)
{
	struct worker	*w = a->worker;
	sigset_t	 all, before;

	worker_init(w, a, x);
	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_BLOCK, &all, &before);
	for (a->threads = 1; a->threads < threads; a->threads++) {
		worker_init(++w, a, x);
		if (pthread_create(&w->thread, NULL, work, w) != 0) {
			worker_done(w);
			break;
		}
	}
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return a->threads > 1;
}

struct ahead *
ahead_new(int fd, unsigned threads, bool sent, struct phrase *x)
{
	struct ahead	*a;
	size_t		 i, count;

	if (threads > AHEAD_THREADS)
		threads = AHEAD_THREADS;
	/* Of more threads each has memory of its own, too. */
	count = threads < 3 ? 7 : threads + 2;
	/* Not calloc: blocks need no zeroes. */
	a = malloc(sizeof(*a) + count * sizeof(a->block[0]));
	if (a == NULL)
		return NULL;
	a->fd = fd;
	a->from = lseek(fd, 0, SEEK_CUR);
	a->sent = sent;
	a->claimed = a->used = 0;
	a->given = 0;
	a->stop = false;
	a->count = count;
	for (i = 0; i < count; i++)
		a->block[i].ready = false;
	(void)pthread_mutex_init(&a->lock, NULL);
	(void)pthread_cond_init(&a->filled, NULL);
	(void)pthread_cond_init(&a->wanted, NULL);
	if (a->from != -1 && start(a, threads, x))
		return a;
	if (a->from != -1)
		worker_done(a->worker);
	free(a);
	return NULL;
}

void
ahead_free(struct ahead *a)
{
	unsigned	 i;

	if (a == NULL)
		return;
	(void)pthread_mutex_lock(&a->lock);
	a->stop = true;
	(void)pthread_cond_broadcast(&a->wanted);
	(void)pthread_mutex_unlock(&a->lock);
	for (i = 1; i < a->threads; i++)
		(void)pthread_join(a->worker[i].thread, NULL);
	for (i = 0; i < a->threads; i++)
		worker_done(&a->worker[i]);
	/* As if it had been read in the usual way. */
	(void)lseek(a->fd, a->from + (off_t)a->given, SEEK_SET);
	(void)pthread_cond_destroy(&a->filled);
	(void)pthread_cond_destroy(&a->wanted);
	(void)pthread_mutex_destroy(&a->lock);
	free(a);
}

struct ahead_block *
ahead_next(struct ahead *a)
{
	struct ahead_block	*b;

	(void)pthread_mutex_lock(&a->lock);
	b = &a->block[a->used % a->count];
	/* Sooner than wait for a block, fill one. */
	while (a->used >= a->claimed || !b->ready)
		if (room(a))
			claim(a, &a->worker[0]);
		else
			(void)pthread_cond_wait(&a->filled, &a->lock);
	a->used++;
	a->given += b->n;
	/* To wake a thread for one block costs more than the block. */
	if (a->claimed <= a->used + (a->count - 2) / 2)
		(void)pthread_cond_broadcast(&a->wanted);
	(void)pthread_mutex_unlock(&a->lock);
	return b;
}

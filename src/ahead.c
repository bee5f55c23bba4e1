/*
 * ahead.c - a large file read, and scanned, by a thread of its own, some
 * blocks ahead of who uses them.
 *
 * What comes out does not depend on it: a block holds the bytes that read(2)
 * gave, in order, and the runs noted with it are those that scan_pass() finds.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "smtpcode.h"

#define BLOCKS	4

struct ahead {
	int			 fd;
	bool			 sent;
	struct scan		 scan;
	pthread_t		 thread;
	pthread_mutex_t		 lock;		/* of what follows */
	pthread_cond_t		 changed;
	size_t			 filled, used;	/* blocks, ever */
	bool			 stop;
	struct ahead_block	 block[BLOCKS];
};

/* Note the runs of lines that hold nothing, as many as there is room for. */
static void
note(struct ahead *a, struct ahead_block *b)
{
	struct scan_run	 run;
	const char	*begin = b->buf + AHEAD_BEFORE, *end = begin + b->n;
	const char	*p = begin;

	/* The first line began in the block before. */
	b->count = b->next = 0;
	while (b->count < AHEAD_RUNS && p < end &&
	    (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		p++;
		scan_pass(&a->scan, p, end, a->sent, &run);
		if (run.lines == 0)
			continue;
		b->runs[b->count++] = (struct ahead_run){
		    (uint32_t)(p - b->buf), (uint32_t)run.bytes,
		    (uint32_t)run.lines, (uint32_t)run.sent };
		p += run.bytes;
	}
}

static void
fill(struct ahead *a, struct ahead_block *b)
{
	ssize_t	 n;

	do
		n = read(a->fd, b->buf + AHEAD_BEFORE, AHEAD_SIZE);
	while (n == -1 && errno == EINTR);
	b->error = n == -1 ? errno : 0;
	b->n = n > 0 ? (size_t)n : 0;
	note(a, b);
}

static void *
work(void *arg)
{
	struct ahead		*a = arg;
	struct ahead_block	*b;
	bool			 more = true;

	(void)pthread_mutex_lock(&a->lock);
	while (more) {
		/* The last two given may still be in use. */
		while (!a->stop && a->filled - a->used >= BLOCKS - 2)
			(void)pthread_cond_wait(&a->changed, &a->lock);
		if (a->stop)
			break;
		b = &a->block[a->filled % BLOCKS];
		(void)pthread_mutex_unlock(&a->lock);
		fill(a, b);
		more = b->n > 0;
		(void)pthread_mutex_lock(&a->lock);
		a->filled++;
		(void)pthread_cond_signal(&a->changed);
	}
	(void)pthread_mutex_unlock(&a->lock);
	return NULL;
}

struct ahead *
ahead_new(int fd, bool sent)
{
	struct ahead	*a;
	sigset_t	 all, before;
	int		 failed;

	/* Not calloc: blocks need no zeroes. */
	if ((a = malloc(sizeof(*a))) == NULL)
		return NULL;
	a->fd = fd;
	a->sent = sent;
	memset(&a->scan, 0, sizeof(a->scan));
	a->filled = a->used = 0;
	a->stop = false;
	(void)pthread_mutex_init(&a->lock, NULL);
	(void)pthread_cond_init(&a->changed, NULL);
	/* Signals are for the thread that everybody knows. */
	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_BLOCK, &all, &before);
	failed = pthread_create(&a->thread, NULL, work, a);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (failed == 0)
		return a;
	free(a);
	return NULL;
}

void
ahead_free(struct ahead *a)
{
	if (a == NULL)
		return;
	(void)pthread_mutex_lock(&a->lock);
	a->stop = true;
	(void)pthread_cond_signal(&a->changed);
	(void)pthread_mutex_unlock(&a->lock);
	(void)pthread_join(a->thread, NULL);
	(void)pthread_cond_destroy(&a->changed);
	(void)pthread_mutex_destroy(&a->lock);
	free(a);
}

struct ahead_block *
ahead_next(struct ahead *a)
{
	struct ahead_block	*b;

	(void)pthread_mutex_lock(&a->lock);
	while (a->filled == a->used)
		(void)pthread_cond_wait(&a->changed, &a->lock);
	b = &a->block[a->used++ % BLOCKS];
	(void)pthread_cond_signal(&a->changed);
	(void)pthread_mutex_unlock(&a->lock);
	return b;
}

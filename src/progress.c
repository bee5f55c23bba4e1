/*
 * progress.c - how far the reading of a file has come, on standard error.
 */
#include <sys/stat.h>

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "smtpcode.h"

#define PATIENCE	1.0	/* seconds before a line is shown at all */
#define INTERVAL	0.2	/* seconds between two */
#define STEP		1048576	/* bytes between two looks at the clock */

static double
now(void)
{
	struct timespec	 ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

void
progress_begin(struct progress *p, int fd, const char *name)
{
	struct stat	 st;

	memset(p, 0, sizeof(*p));
	p->name = name;
	p->begin = p->last = now();
	p->size = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_size > 0 ? (uint64_t)st.st_size : 0;
	p->line = p->size > 0 && isatty(STDERR_FILENO);
}

static void
amount(struct output *o, uint64_t bytes)
{
	if (bytes < 10000) {
		output_number(o, (unsigned long)bytes);
		output_string(o, " B");
	} else if (bytes < 10000000) {
		output_number(o, (unsigned long)(bytes / 1000));
		output_string(o, " kB");
	} else {
		output_number(o, (unsigned long)(bytes / 1000000));
		output_string(o, " MB");
	}
}

/* "mail.log: 512 MB of 1024 MB, 50%, 400 MB/s, 2 s left" */
static void
describe(struct output *o, const struct progress *p, uint64_t done)
{
	double	 rate, seconds;

	seconds = now() - p->begin;
	rate = seconds > 0 ? (double)done / seconds : 0;
	output_foreign(o, (struct slice){ p->name, strlen(p->name) });
	output_string(o, ": ");
	amount(o, done);
	if (p->size > 0) {
		output_string(o, " of ");
		amount(o, p->size);
		output_string(o, ", ");
		output_number(o, (unsigned long)(100.0 * (double)done /
		    (double)p->size));
		output_char(o, '%');
	}
	output_string(o, ", ");
	amount(o, (uint64_t)rate);
	output_string(o, "/s");
	if (p->size > done && rate > 0) {
		output_string(o, ", ");
		output_number(o, (unsigned long)((double)(p->size - done) /
		    rate + 0.5));
		output_string(o, " s left");
	}
}

void
progress_report(struct progress *p, uint64_t done)
{
	struct output	 o;

	memset(&o, 0, sizeof(o));
	o.fd = STDERR_FILENO;
	progress_end(p);
	describe(&o, p, done);
	output_char(&o, '\n');
	output_flush(&o);
}

void
progress_tick(struct progress *p, uint64_t done)
{
	struct output	 o;
	double		 t;

	if (!p->line || done < p->next)
		return;
	p->next = done + STEP;
	t = now();
	if (t - p->begin < PATIENCE || t - p->last < INTERVAL)
		return;
	p->last = t;
	memset(&o, 0, sizeof(o));
	o.fd = STDERR_FILENO;
	output_char(&o, '\r');
	describe(&o, p, done);
	output_string(&o, "   ");
	output_flush(&o);
	p->shown = true;
}

void
progress_end(struct progress *p)
{
	struct output	 o;

	if (!p->shown)
		return;
	memset(&o, 0, sizeof(o));
	o.fd = STDERR_FILENO;
	output_char(&o, '\r');
	output_blanks(&o, OUTPUT_WIDTH);
	output_char(&o, '\r');
	output_flush(&o);
	p->shown = false;
}

/*
 * files.c - the files of -f, or standard input: opened at once, read in turn.
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "smtpcode.h"

#define TICK	16	/* lines */

static volatile sig_atomic_t	 interrupted, report_wanted;

static void
interrupt(int signo)
{
	interrupted = signo;
}

static void
report(int signo)
{
	report_wanted = signo;
}

static void
flush_before_read(void *arg)
{
	output_flush(arg);
}

/* The lines of one file.  Returns as input_next() did last. */
static int
read_lines(struct stream *s, struct input *in, struct progress *p)
{
	struct input_line	 l;
	int			 n = 0;

	while (!interrupted && s->out->error == 0 &&
	    ((n = input_next(in, &l)) == 1 || (n == -1 && errno == EINTR))) {
		if (report_wanted) {
			report_wanted = 0;
			progress_report(p, input_offset(in));
		}
		if (n != 1)
			continue;
		stream_line(s, &l);
		stream_pass(s, in);
		if (l.number % TICK == 0)
			progress_tick(p, input_offset(in));
		if (s->mode == MODE_QUIET && s->totals.found > 0)
			return 0;
	}
	return interrupted || s->out->error != 0 ? 0 : n;
}

/* A mail that reports nothing is named as such; the status is 1 by itself. */
static void
complain_letters(struct stream *s, const char *name)
{
	unsigned long	 mails, silent;

	mails = mail_count(s->mail, &silent);
	if (mails == 0 || silent < mails || s->totals.found > 0 ||
	    s->mode == MODE_QUIET)
		return;
	message_file(s, name, mails == 1 ? "a mail, but not a bounce" :
	    "mails, but no bounce among them");
}

/*
 * One file, to its end, to an interrupt or until -q knows.  False: it could
 * not be read; that is said, and what was read stands.
 */
static bool
read_one(struct stream *s, int fd, const char *name)
{
	const struct input_coding	*coding;
	struct progress			 p;
	struct input			*in;
	int				 error, n;

	in = input_new(fd, flush_before_read, s->out);
	if (in == NULL) {
		message_file(s, name, strerror(errno));
		return false;
	}
	coding = input_coding(in);
	if (coding != NULL) {
		message_coded(s, name, fd != STDIN_FILENO, coding);
		input_free(in);
		return false;
	}
	input_ahead(in, s->threads, s->mode != MODE_JSON, s->phrase);
	progress_begin(&p, fd, name);
	n = read_lines(s, in, &p);
	error = errno;
	progress_end(&p);
	stream_end(s);
	if (n == -1)
		message_file(s, name, strerror(error));
	else
		complain_letters(s, name);
	input_free(in);
	return n != -1;
}

/*
 * A descriptor, or the error as a negative number.  One of a standard stream
 * that was closed at the start is not used: `-' must not mean another file.
 */
static int
open_file(const char *name)
{
	int	 fd, low;

	if (strcmp(name, "-") == 0)
		return STDIN_FILENO;
	fd = open(name, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd >= 0 && fd <= STDERR_FILENO) {
		low = fd;
		fd = fcntl(low, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
		close(low);
	}
	return fd == -1 ? -errno : fd;
}

/*
 * Those that find no descriptor are opened in their turn, as are a named pipe,
 * for its writer may wait until we have read the file before, and what comes
 * after it.
 */
void
files_open(struct files *f)
{
	const char	*name;
	struct stat	 st;
	int		 fd;

	if (f->n > 0)
		sandbox_read();
	for (; f->opened < f->n && f->opened < FILES_FIRST; f->opened++) {
		name = f->names[f->opened];
		if (stat(name, &st) == 0 && S_ISFIFO(st.st_mode))
			break;
		fd = open_file(name);
		if (fd == -EMFILE || fd == -ENFILE)
			break;
		f->fds[f->opened] = fd;
	}
	if (f->opened == f->n)
		sandbox_close();
}

/* The file of that number. */
static bool
read_named(struct stream *s, const struct files *f, size_t i)
{
	const char	*name;
	bool		 ok;
	int		 fd;

	name = f->names[i];
	fd = i < f->opened ? f->fds[i] : open_file(name);
	if (i >= f->opened && i == f->n - 1)
		sandbox_close();
	if (fd == STDIN_FILENO)
		return read_one(s, fd, "standard input");
	if (fd < 0) {
		message_file(s, name, strerror(-fd));
		return false;
	}
	s->view.file = name;
	ok = read_one(s, fd, name);
	s->view.file = NULL;
	close(fd);
	return ok;
}

static void
catch_signals(void)
{
	struct sigaction	 sa;

	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = interrupt;
	sa.sa_flags = (int)SA_RESETHAND;	/* the second ends all */
	sigaction(SIGINT, &sa, NULL);
	sa.sa_handler = report;
	sa.sa_flags = 0;
	sigaction(SIGUSR1, &sa, NULL);
#ifdef SIGINFO
	sigaction(SIGINFO, &sa, NULL);
#endif
}

bool
files_read(struct stream *s, const struct files *f)
{
	size_t	 i;
	bool	 ok;

	catch_signals();
	s->view.stream = true;
	s->view.several = f->n > 1;
	if (f->n == 0)
		return read_one(s, STDIN_FILENO, "standard input");
	ok = true;
	for (i = 0; i < f->n && !interrupted && s->out->error == 0; i++)
		ok &= read_named(s, f, i);
	return ok;
}

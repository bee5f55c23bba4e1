/*
 * share.h - what several check_*.c need.
 */
#ifndef SHARE_H
#define SHARE_H

#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define COUNT(a)	((int)(sizeof(a) / sizeof((a)[0])))
#define PICK(a)		((a)[draw(sizeof(a) / sizeof((a)[0]))])

/* A number below limit, the same ones in each run (xorshift64). */
static uint64_t	 state = 88172645463325252;

static inline size_t
draw(size_t limit)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return ((size_t)(state >> 11) % limit);
}

/* A file that holds text, to be read. */
static inline int
file_of(const char *text, size_t n)
{
	FILE	*fp = tmpfile();
	int	 fd;

	ck_assert_ptr_nonnull(fp);
	ck_assert_uint_eq(fwrite(text, 1, n, fp), n);
	ck_assert_int_eq(fflush(fp), 0);
	fd = dup(fileno(fp));
	(void)fclose(fp);
	ck_assert_int_eq(lseek(fd, 0, SEEK_SET), 0);
	return (fd);
}

/* A pipe whose other end writes text in pieces of that size. */
static inline int
writer(const char *text, size_t n, size_t piece)
{
	int	 fds[2];
	pid_t	 pid;

	ck_assert_int_eq(pipe(fds), 0);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		(void)close(fds[0]);
		for (; n > 0; text += piece, n -= piece) {
			if (piece > n)
				piece = n;
			if (write(fds[1], text, piece) != (ssize_t)piece)
				_exit(1);
		}
		_exit(0);
	}
	(void)close(fds[1]);
	return (fds[0]);
}

/*
 * Run the case and tell how the program ends.  own: each test in a process of
 * its own, which may crash; thousands of them take long so.
 */
static inline int
share_run(TCase *tc, const char *name, bool own)
{
	Suite	*s = suite_create(name);
	SRunner	*sr = srunner_create(s);
	int	 failed;

	suite_add_tcase(s, tc);
	if (!own)
		srunner_set_fork_status(sr, CK_NOFORK);
	srunner_run_all(sr, CK_ENV);
	failed = srunner_ntests_failed(sr);
	srunner_free(sr);
	return (failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE);
}

#endif

/*
 * fault.c - linked into tests/faulty, which is smtpcode with calls that fail:
 *
 *	FAULT_ALLOC=n	the n-th allocation fails
 *	FAULT_READ=n	the n-th read(2) fails with EIO
 *	FAULT_WRITE=n	the n-th write(2) to standard output, with ENOSPC
 *	FAULT_SIGNAL=1	every other read(2) and write(2) is interrupted, and
 *			those that are not take or give few bytes
 */
#include <sys/types.h>

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
ssize_t __real_read(int fd, void *buf, size_t n);
ssize_t __real_write(int fd, const void *buf, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);
ssize_t __wrap_read(int fd, void *buf, size_t n);
ssize_t __wrap_write(int fd, const void *buf, size_t n);

/* Is this the call that fails? */
static int
due(const char *name, long *calls)
{
	const char	*s;

	s = getenv(name);
	return s != NULL && ++*calls == strtol(s, NULL, 10);
}

static int
allocation_due(void)
{
	static long	 calls;

	if (!due("FAULT_ALLOC", &calls))
		return 0;
	errno = ENOMEM;
	return 1;
}

void *
__wrap_malloc(size_t n)
{
	return allocation_due() ? NULL : __real_malloc(n);
}

void *
__wrap_calloc(size_t n, size_t size)
{
	return allocation_due() ? NULL : __real_calloc(n, size);
}

void *
__wrap_realloc(void *p, size_t n)
{
	return allocation_due() ? NULL : __real_realloc(p, n);
}

ssize_t
__wrap_read(int fd, void *buf, size_t n)
{
	static long	 calls, turns;

	if (due("FAULT_READ", &calls)) {
		errno = EIO;
		return -1;
	}
	if (getenv("FAULT_SIGNAL") != NULL) {
		if (++turns % 2 == 0) {
			errno = EINTR;
			return -1;
		}
		n = n > 7 ? 7 : n;
	}
	return __real_read(fd, buf, n);
}

ssize_t
__wrap_write(int fd, const void *buf, size_t n)
{
	static long	 calls, turns;

	if (fd == STDOUT_FILENO && due("FAULT_WRITE", &calls)) {
		errno = ENOSPC;
		return -1;
	}
	if (getenv("FAULT_SIGNAL") != NULL) {
		if (++turns % 2 == 0) {
			errno = EINTR;
			return -1;
		}
		n = n > 5 ? 5 : n;
	}
	return __real_write(fd, buf, n);
}

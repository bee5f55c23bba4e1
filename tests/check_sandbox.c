/*
 * check_sandbox.c - what the sandbox denies, seen from inside of it.
 */
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>

#include <netinet/in.h>

#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>
#endif

#include "smtpcode.h"
#include "share.h"

/* The version of Landlock; 0: nothing is denied here. */
static long
version(void)
{
#if defined(SYS_landlock_create_ruleset) && !defined(NO_SANDBOX)
	return syscall(SYS_landlock_create_ruleset, NULL, 0, 1);
#else
	return 0;
#endif
}

/* errno, or 0 where it can be opened. */
static int
try_open(const char *path, int flags)
{
	int	 fd;

	fd = open(path, flags, 0600);
	if (fd == -1)
		return errno;
	close(fd);
	return 0;
}

/* Nobody listens at port 1, yet that must not come to be known. */
static int
try_connect(void)
{
	struct sockaddr_in	 sin;
	int			 error, fd;

	memset(&sin, 0, sizeof(sin));
	sin.sin_family = AF_INET;
	sin.sin_port = htons(1);
	sin.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	fd = socket(AF_INET, SOCK_STREAM, 0);
	if (fd == -1)
		return errno;
	error = connect(fd, (struct sockaddr *)&sin, sizeof(sin)) == 0 ? 0 :
	    errno;
	close(fd);
	return error;
}

/* A child's exit status: 0, or the number of what was not as it should be. */
static int
inside(int (*body)(int fd))
{
	char	 path[] = "/tmp/smtpcode.XXXXXX";
	pid_t	 pid;
	int	 fd, status;

	fd = mkstemp(path);
	ck_assert_int_ge(fd, 0);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0)
		_exit(body(fd));
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	unlink(path);
	close(fd);
	ck_assert_msg(WIFEXITED(status), "killed");
	return WEXITSTATUS(status);
}

static int
reading(int fd)
{
	sandbox_read();
	if (try_open("/etc/passwd", O_RDONLY) != 0 ||
	    try_open("/", O_RDONLY) != 0)
		return 1;
	if (try_open("/etc/passwd", O_WRONLY) != EACCES)
		return 2;
	if (try_open("/tmp/smtpcode.new", O_WRONLY | O_CREAT) != EACCES)
		return 3;
	if (mkdir("/tmp/smtpcode.new", 0700) == 0 || errno != EACCES)
		return 4;
	if (write(fd, "x", 1) != 1)	/* what is open stays so */
		return 5;
	execl("/bin/true", "true", (char *)NULL);
	return errno == EACCES ? 0 : 6;
}

static int
closed(int fd)
{
	sandbox_read();
	sandbox_close();
	if (try_open("/etc/passwd", O_RDONLY) != EACCES)
		return 1;
	if (try_open("/", O_RDONLY) != EACCES)
		return 2;
	if (try_open("/dev/null", O_WRONLY) != EACCES)
		return 3;
	if (write(fd, "x", 1) != 1)
		return 4;
	if (version() >= 4 && try_connect() != EACCES)
		return 5;
	return 0;
}

START_TEST(test_reading)
{
	ck_assert_int_eq(inside(reading), 0);
}
END_TEST

START_TEST(test_closed)
{
	ck_assert_int_eq(inside(closed), 0);
}
END_TEST

START_TEST(test_not_foreign)
{
	ck_assert(!sandbox_foreign());
}
END_TEST

int
main(void)
{
	TCase	*c = tcase_create("sandbox");

	if (version() > 0) {
		tcase_add_test(c, test_reading);
		tcase_add_test(c, test_closed);
	} else
		puts("skipped: no sandbox in this kernel or build");
	tcase_add_test(c, test_not_foreign);
	return share_run(c, "sandbox", true);
}

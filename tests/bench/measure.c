/*
 * measure.c - run a command with its output thrown away and print its wall
 * seconds, CPU seconds and peak kilobytes: measure command [arg ...].
 */
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>

#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double
seconds(struct timeval tv)
{
	return (double)tv.tv_sec + (double)tv.tv_usec / 1e6;
}

int
main(int argc, char *argv[])
{
	struct timespec	 start, end;
	struct rusage	 ru;
	pid_t		 pid;
	int		 status, fd;

	if (argc < 2)
		errx(2, "usage: measure command [arg ...]");
	(void)clock_gettime(CLOCK_MONOTONIC, &start);
	if ((pid = fork()) == -1)
		err(2, "fork");
	if (pid == 0) {
		if ((fd = open("/dev/null", O_RDWR)) == -1 ||
		    dup2(fd, STDIN_FILENO) == -1 ||
		    dup2(fd, STDOUT_FILENO) == -1)
			err(126, "/dev/null");
		(void)execvp(argv[1], argv + 1);
		err(127, "%s", argv[1]);
	}
	if (wait4(pid, &status, 0, &ru) == -1)
		err(2, "wait4");
	(void)clock_gettime(CLOCK_MONOTONIC, &end);
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 1)
		errx(1, "%s: status %#x", argv[1], (unsigned)status);
	(void)printf("%.3f %.3f %ld\n",
	    (double)(end.tv_sec - start.tv_sec) +
	    (double)(end.tv_nsec - start.tv_nsec) / 1e9,
	    seconds(ru.ru_utime) + seconds(ru.ru_stime), ru.ru_maxrss);
	return 0;
}

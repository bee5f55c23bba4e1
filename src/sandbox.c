/*
 * sandbox.c - give up the rights that reading replies does not need: pledge(2)
 * where there is one, Landlock on Linux, nothing elsewhere.
 */
#ifdef __linux__
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#include <stdint.h>
#include <unistd.h>

#ifdef __has_include
#if __has_include(<linux/landlock.h>)
#include <linux/landlock.h>
#endif
#endif

#include "smtpcode.h"

bool
sandbox_foreign(void)
{
#ifdef AT_SECURE
	return getauxval(AT_SECURE) != 0;
#else
	return getuid() != geteuid() || getgid() != getegid();
#endif
}

#if defined(__OpenBSD__)

void
sandbox_read(void)
{
	(void)pledge("stdio rpath", NULL);
}

void
sandbox_close(void)
{
	(void)pledge("stdio", NULL);
}

#elif defined(LANDLOCK_ACCESS_FS_READ_FILE) && \
    defined(SYS_landlock_create_ruleset) && !defined(NO_SANDBOX)

#define READING	(LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)

/*
 * Deny what this kernel can deny, but for the accesses allowed: there are no
 * rules that would give any of it back.  A header may be older than the
 * kernel, so what versions 2 to 6 added stands here in numbers; a kernel that
 * knows less refuses bits that it does not know.
 */
static void
deny(uint64_t allowed)
{
	static const unsigned char	 rights[] = { 0, 13, 14, 15, 15, 16 };
	struct {
		uint64_t	 files, net, scope;
	}				 attr = { 0, 0, 0 };
	long				 version;
	int				 fd;

	version = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION);
	if (version < 1)
		return;
	attr.files = (UINT64_C(1) << rights[version < 5 ? version : 5]) - 1;
	attr.files &= ~allowed;
	if (version >= 4)
		attr.net = 3;		/* bind and connect TCP */
	if (version >= 6)
		attr.scope = 3;		/* abstract sockets, signals */
	fd = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);
	if (fd == -1)
		return;
	/* Not prctl(): each name of the C library costs time to find. */
	if (syscall(SYS_prctl, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
		(void)syscall(SYS_landlock_restrict_self, fd, 0);
	(void)close(fd);
}

void
sandbox_read(void)
{
	deny(READING);
}

void
sandbox_close(void)
{
	deny(0);
}

#else

void
sandbox_read(void)
{
}

void
sandbox_close(void)
{
}

#endif

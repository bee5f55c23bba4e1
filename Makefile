# smtpcode: for GNU make and BSD make.  Users' CPPFLAGS, CFLAGS, LDFLAGS and
# LDLIBS hold nothing that is needed and come last.

VERSION =	0.1
PREFIX ?=	/usr/local
BINDIR ?=	$(PREFIX)/bin
MANDIR ?=	$(PREFIX)/share/man
INSTALL ?=	install
CFLAGS ?=	-O2 -g

# libbsd where the C library has no strtonum(3) and vis(3).  Its archive, where
# there is one: loading the shared library costs more than all we do for
# `smtpcode 451'.
BSD_CFLAGS != pkg-config --cflags libbsd-overlay 2>/dev/null || true
BSD_LIBS != d=$$(pkg-config --variable=libdir libbsd 2>/dev/null); \
	if test -f "$$d/libbsd.a"; then echo "$$d/libbsd.a"; \
	else pkg-config --libs libbsd-overlay 2>/dev/null || true; fi
CHECK_CFLAGS != pkg-config --cflags check 2>/dev/null || true
CHECK_LIBS != pkg-config --libs check 2>/dev/null || echo -lcheck

XCPPFLAGS =	-I. -Isrc -DVERSION=\"$(VERSION)\" -D_DEFAULT_SOURCE \
		-DLIBBSD_OPENBSD_VIS $(BSD_CFLAGS)
XCFLAGS =	-std=c11 -Wall -Wextra -Wpedantic -Wshadow \
		-Wstrict-prototypes -Wconversion -MMD -MP

CORE =		src/log.o src/log_find.o src/log_form.o src/log_join.o \
		src/log_prefix.o src/log_talk.o src/log_text.o src/reply.o \
		src/table.o
OBJ =		$(CORE)

all: smtpcode

.SUFFIXES: .c .o
.c.o:
	$(CC) $(XCPPFLAGS) $(CPPFLAGS) $(XCFLAGS) $(CFLAGS) -c -o $@ $<

smtpcode: $(OBJ)
	$(CC) $(LDFLAGS) -o $@ $(OBJ) $(BSD_LIBS) $(LDLIBS)

-include $(OBJ:.o=.d)

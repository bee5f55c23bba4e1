# smtpcode: for GNU make and BSD make.  The user's CPPFLAGS, CFLAGS, LDFLAGS
# and LDLIBS hold nothing that is needed and come last.

VERSION =	0.1
PREFIX ?=	/usr/local
BINDIR ?=	$(PREFIX)/bin
MANDIR ?=	$(PREFIX)/share/man
BASHDIR ?=	$(PREFIX)/share/bash-completion/completions
ZSHDIR ?=	$(PREFIX)/share/zsh/site-functions
FISHDIR ?=	$(PREFIX)/share/fish/vendor_completions.d
INSTALL ?=	install
CFLAGS ?=	-g
BUILD_CC ?=	$(CC)

# One line a module, and the only list of them: make has no portable wildcard.
CORE =		src/ahead.o \
		src/ask.o \
		src/basis.o \
		src/explain.o \
		src/explain_topic.o \
		src/explain_words.o \
		src/files.o \
		src/fold.o \
		src/hints.o \
		src/html.o \
		src/input.o \
		src/json.o \
		src/list.o \
		src/log.o \
		src/log_again.o \
		src/log_before.o \
		src/log_close.o \
		src/log_command.o \
		src/log_delivery.o \
		src/log_event.o \
		src/log_exim.o \
		src/log_fail.o \
		src/log_find.o \
		src/log_form.o \
		src/log_free.o \
		src/log_hint.o \
		src/log_join.o \
		src/log_json.o \
		src/log_own.o \
		src/log_paste.o \
		src/log_postfix.o \
		src/log_prefix.o \
		src/log_quick.o \
		src/log_reply.o \
		src/log_short.o \
		src/log_talk.o \
		src/log_text.o \
		src/log_wrap.o \
		src/mail.o \
		src/meaning.o \
		src/message.o \
		src/metrics.o \
		src/mime.o \
		src/options.o \
		src/output.o \
		src/para.o \
		src/paste.o \
		src/phrase.o \
		src/phrase_index.o \
		src/progress.o \
		src/prose.o \
		src/prose_reply.o \
		src/query.o \
		src/render.o \
		src/reply.o \
		src/report.o \
		src/report_field.o \
		src/rows.o \
		src/sandbox.o \
		src/scan.o \
		src/search.o \
		src/slice.o \
		src/slip.o \
		src/stream.o \
		src/summary.o \
		src/table.o \
		src/tally.o \
		src/verdict.o \
		src/wait.o \
		src/zone.o
OBJ =		src/main.o $(CORE)
CHECKS =	tests/check_again \
		tests/check_explain \
		tests/check_input \
		tests/check_log \
		tests/check_mail \
		tests/check_match \
		tests/check_output \
		tests/check_phrase \
		tests/check_provider \
		tests/check_query \
		tests/check_reply \
		tests/check_sandbox \
		tests/check_scan \
		tests/check_table \
		tests/check_tally \
		tests/check_text

# libbsd where the C library has no strtonum(3) and vis(3).  Its archive, where
# there is one: loading the shared library costs more than all we do for
# `smtpcode 451'.  The C library goes before it and gives what both have.
BSD_CFLAGS != pkg-config --cflags libbsd-overlay 2>/dev/null || true
BSD_LIBS != d=$$(pkg-config --variable=libdir libbsd 2>/dev/null); \
	if test -f "$$d/libbsd.a"; then echo "-lc $$d/libbsd.a"; \
	else pkg-config --libs libbsd-overlay 2>/dev/null || true; fi
CHECK_CFLAGS != pkg-config --cflags-only-I check 2>/dev/null || true
CHECK_LIBS != pkg-config --libs check 2>/dev/null || echo -lcheck

# Small by default, and fast where the bytes of a log go by.  An -O in CFLAGS
# comes later and is for all.
OPT =		-Os
HOT =		src/explain.o \
		src/fold.o \
		src/input.o \
		src/log_again.o \
		src/log_delivery.o \
		src/log_postfix.o \
		src/log_quick.o \
		src/log_short.o \
		src/log_text.o \
		src/output.o \
		src/phrase.o \
		src/reply.o \
		src/scan.o \
		src/slice.o \
		src/stream.o \
		src/tally.o
HOT_OPT =	-O2

# Hardening, all or none: what this compiler and linker take.  _FORTIFY_SOURCE
# wants an optimising compiler, and blinds the sanitizers.  These, as coverage,
# open files when the program ends, which the sandbox would deny.  No `-z now':
# it looks up every symbol at the start, a sixth of what `smtpcode 451' costs.
HARD_CFLAGS != f='-fPIE -fstack-protector-strong'; \
	echo 'int main(void) { return 0; }' | \
	$(CC) -Werror $$f -x c -c -o /dev/null - 2>/dev/null && echo $$f || true
HARD_LDFLAGS != f='-pie -Wl,-z,relro -Wl,-z,lazy'; \
	echo 'int main(void) { return 0; }' | \
	$(CC) -Werror -fPIE $$f -x c -o /dev/null - 2>/dev/null && echo $$f || true
HARD_CPPFLAGS != case '$(CPPFLAGS) $(CFLAGS)' in \
	*-fsanitize* | *-coverage* | *-fprofile*) echo -DNO_SANDBOX ;; \
	*FORTIFY_SOURCE* | *-O0*) ;; \
	*) for n in 3 2; do f="-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$$n"; \
		echo '\#include <stdlib.h>' | $(CC) -Werror -O2 $$f -x c -c \
		    -o /dev/null - 2>/dev/null && echo "$$f" && break; \
	done ;; esac

# Smaller: no tables for exceptions, which C has none of, no functions that
# nobody calls, and no look-up at every start of the weak names in the
# compiler's own start code, which are for other languages and for profiling.
SMALL_CFLAGS != f='-fno-asynchronous-unwind-tables -fno-unwind-tables \
	-ffunction-sections -fdata-sections'; \
	echo 'int main(void) { return 0; }' | \
	$(CC) -Werror $$f -x c -c -o /dev/null - 2>/dev/null && echo $$f || true
SMALL_LDFLAGS != for f in -Wl,--gc-sections -Wl,-z,noseparate-code \
	-Wl,-z,nodynamic-undefined-weak; do \
	echo 'int main(void) { return 0; }' | \
	$(CC) -Werror -fPIE $(HARD_LDFLAGS) -Wl,--fatal-warnings $$f \
	    -x c -o /dev/null - 2>/dev/null && echo $$f; done; true

XCPPFLAGS =	-I. -Isrc -DVERSION=\"$(VERSION)\" -D_DEFAULT_SOURCE \
		-DLIBBSD_OPENBSD_VIS $(BSD_CFLAGS) $(CHECK_CFLAGS) \
		$(HARD_CPPFLAGS)
XCFLAGS =	-std=c11 -Wall -Wextra -Wpedantic -Wshadow \
		-Wstrict-prototypes -Wconversion -Wsign-conversion \
		$(HARD_CFLAGS) $(SMALL_CFLAGS) -pthread -MMD -MP
XLDFLAGS =	$(HARD_LDFLAGS) $(SMALL_LDFLAGS) -pthread

all: smtpcode man/smtpcodes.7

.SUFFIXES: .c .o
.c.o:
	$(CC) $(XCPPFLAGS) $(CPPFLAGS) $(XCFLAGS) $(OPT) $(CFLAGS) -c -o $@ $<

$(HOT):
	$(CC) $(XCPPFLAGS) $(CPPFLAGS) $(XCFLAGS) $(HOT_OPT) $(CFLAGS) -c \
	    -o $@ $(@:.o=.c)

smtpcode: $(OBJ)
	$(CC) $(XLDFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $(OBJ) $(BSD_LIBS) \
	    $(LDLIBS)

# The prose of the table, packed.
src/packed.h: src/pack
	src/pack > $@.new && mv $@.new $@

src/pack: src/pack.c src/columns.h codes.def
	$(BUILD_CC) $(XCPPFLAGS) $(CPPFLAGS) -std=c11 $(OPT) $(CFLAGS) -o $@ \
	    src/pack.c

src/table.o src/table.fo: src/packed.h

# The table as a manual page, from codes.def alone.
man/smtpcodes.7: man/table
	man/table > $@.new && mv $@.new $@

man/table: man/table.o src/table.o
	$(CC) $(XLDFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ man/table.o \
	    src/table.o $(BSD_LIBS) $(LDLIBS)

# Wants check(3) for the unit tests; TESTS='tests/run' runs only that.
TESTS =		$(CHECKS) tests/run tests/cli tests/manual tests/follow \
		tests/parts tests/safety tests/faults tests/hardening

check: smtpcode man/smtpcodes.7 $(CHECKS) tests/faulty
	@failed=; for t in $(TESTS); do echo "$$t:"; $$t || failed="$$failed $$t"; \
	done; test -z "$$failed" || { echo "failed:$$failed" >&2; exit 1; }

checks: $(CHECKS)

$(CHECKS): $(CORE)
.c:
	$(CC) $(XCPPFLAGS) $(CPPFLAGS) $(XCFLAGS) -MF $@.d -MT $@ \
	    $(OPT) $(XLDFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $< $(CORE) \
	    $(CHECK_LIBS) $(BSD_LIBS) $(LDLIBS)

# smtpcode with calls that fail (tests/fault.c).
tests/faulty: $(OBJ) tests/fault.o
	$(CC) $(HARD_LDFLAGS) $(CFLAGS) $(LDFLAGS) -Wl,--wrap=malloc \
	    -Wl,--wrap=calloc,--wrap=realloc,--wrap=read,--wrap=write \
	    -o $@ $(OBJ) tests/fault.o $(BSD_LIBS) $(LDLIBS)

# The completions in their shells; the manual's recipes with their programs;
# Postfix, Exim, swaks and curl (as root).  A program that is missing is left
# out.
check-shells: smtpcode
	tests/shells

check-recipes: smtpcode
	tests/recipes

check-live: smtpcode
	tests/live

# Other architectures, where their compilers are.
check-cross:
	MAKE='$(MAKE)' tests/cross

# Figures, never a verdict: SIZE=bytes ROUNDS=n make bench.
bench: smtpcode
	CC='$(CC)' tests/bench/run

bench-instructions: smtpcode
	CC='$(CC)' tests/bench/instructions

# Not what takes every slice for one without bytes, and what stands behind the
# first NUL of a literal, as in our lists of words, for garbage.
ANALYZE =	-*,clang-analyzer-*,-clang-analyzer-security.insecureAPI.*, \
		-clang-analyzer-core.N*,-clang-analyzer-deadcode.DeadStores, \
		-clang-analyzer-core.UndefinedBinaryOperatorResult

lint: man/smtpcodes.7
	@echo mandoc -T lint -W style man/smtpcode.1 man/smtpcodes.7
	@! mandoc -T lint -W style man/smtpcode.1 man/smtpcodes.7 | \
	    grep -v 'manual not found: Xr smtpcode'
	cppcheck --quiet --error-exitcode=1 --std=c11 --inline-suppr \
	    --enable=warning,performance,portability \
	    --suppress=missingIncludeSystem --suppress=uninitvar \
	    --suppress=ctuuninitvar --suppress=preprocessorErrorDirective \
	    -D_DEFAULT_SOURCE -I. -Isrc -i src/table.c src man
	if command -v clang-tidy >/dev/null; then echo $(OBJ:.o=.c) | \
	    tr ' ' '\n' | xargs -n 1 -P 2 sh -c 'clang-tidy --quiet "$$0" \
	    --checks="$(ANALYZE)" --warnings-as-errors="*" -- $(XCPPFLAGS) \
	    $(CPPFLAGS) -std=c11 2>/dev/null'; fi

# libFuzzer's targets (clang); tests/fuzz/run runs them over their corpus.
FUZZ =		tests/fuzz/log tests/fuzz/mail tests/fuzz/phrase \
		tests/fuzz/reply tests/fuzz/stream
FUZZ_CC =	clang
FUZZ_CFLAGS =	-O1 -g -U_FORTIFY_SOURCE -DNO_SANDBOX \
		-fno-omit-frame-pointer \
		-fsanitize=fuzzer-no-link,address,undefined \
		-fno-sanitize-recover=all

fuzz: $(FUZZ)

.SUFFIXES: .fo
.c.fo:
	$(FUZZ_CC) $(XCPPFLAGS) $(CPPFLAGS) $(XCFLAGS) -MF $@.d \
	    $(FUZZ_CFLAGS) -c -o $@ $<

# The whole stream reads and writes memory in place of files.
$(FUZZ): $(CORE:.o=.fo)
	$(FUZZ_CC) $(XCPPFLAGS) $(CPPFLAGS) $(XCFLAGS) -MF $@.d -MT $@ \
	    $(FUZZ_CFLAGS) -fsanitize=fuzzer -o $@ $@.c $(CORE:.o=.fo) \
	    $$(grep -q __wrap_read $@.c && \
	    echo -Wl,--wrap=read,--wrap=write) $(BSD_LIBS) $(LDLIBS)

# What else clang-tidy knows; what analyses the flow runs in lint.  Left out are
# those that speak against what is meant: slices have no NUL at the end, X-macros
# no parentheses, a switch of equal branches finds duplicates, c | 0x20 fits a
# char, products of small constants an int, and no one minds if usage is lost.
TIDY =		-*, bugprone-*, cert-*, -bugprone-branch-clone, \
		-bugprone-easily-swappable-parameters, \
		-bugprone-implicit-widening-of-multiplication-result, \
		-bugprone-macro-parentheses, -bugprone-narrowing-conversions, \
		-bugprone-not-null-terminated-result, \
		-bugprone-reserved-identifier, -bugprone-sizeof-expression, \
		-cert-dcl37-c, -cert-dcl51-cpp, -cert-err33-c

tidy: src/packed.h
	clang-tidy --quiet --warnings-as-errors='*' \
	    -checks="$$(echo '$(TIDY)' | tr -d ' ')" $(OBJ:.o=.c) -- \
	    $(XCPPFLAGS) $(CPPFLAGS) -std=c11

install: all
	$(INSTALL) -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(MANDIR)/man1 \
	    $(DESTDIR)$(MANDIR)/man7 $(DESTDIR)$(BASHDIR) \
	    $(DESTDIR)$(ZSHDIR) $(DESTDIR)$(FISHDIR)
	$(INSTALL) -m 755 smtpcode $(DESTDIR)$(BINDIR)
	$(INSTALL) -m 644 man/smtpcode.1 $(DESTDIR)$(MANDIR)/man1
	$(INSTALL) -m 644 man/smtpcodes.7 $(DESTDIR)$(MANDIR)/man7
	$(INSTALL) -m 644 src/completion/smtpcode.bash \
	    $(DESTDIR)$(BASHDIR)/smtpcode
	$(INSTALL) -m 644 src/completion/_smtpcode $(DESTDIR)$(ZSHDIR)
	$(INSTALL) -m 644 src/completion/smtpcode.fish $(DESTDIR)$(FISHDIR)

uninstall:
	rm -f $(DESTDIR)$(BINDIR)/smtpcode \
	    $(DESTDIR)$(MANDIR)/man1/smtpcode.1 \
	    $(DESTDIR)$(MANDIR)/man7/smtpcodes.7 \
	    $(DESTDIR)$(BASHDIR)/smtpcode $(DESTDIR)$(ZSHDIR)/_smtpcode \
	    $(DESTDIR)$(FISHDIR)/smtpcode.fish

# A Debian package, smtpcode_$(VERSION)_ARCH.deb, from a staged install;
# tests/package tries it.
deb: all
	src/package/deb $(VERSION) "$(MAKE)"

dist:
	@test -e .git || { echo 'dist: wants a git checkout; this is' \
	    'smtpcode-$(VERSION) as distributed' >&2; exit 1; }
	git archive --prefix=smtpcode-$(VERSION)/ HEAD | \
	    gzip -9n > smtpcode-$(VERSION).tar.gz

clean:
	rm -f smtpcode man/table man/smtpcodes.7 src/pack src/packed.h \
	    $(CHECKS) tests/faulty $(FUZZ) src/*.[do] src/*.fo src/*.fo.d \
	    man/*.[do] tests/*.[do] tests/fuzz/*.d smtpcode-*.tar.gz smtpcode_*.deb

.PHONY: all bench bench-instructions check check-cross check-live check-recipes \
	check-shells checks clean deb dist fuzz install lint tidy uninstall

-include $(OBJ:.o=.d) $(CHECKS:=.d) man/table.d $(CORE:.o=.fo.d) $(FUZZ:=.d)

/*
 * log_prefix.c - the time, host and program that a log line begins with.
 */
#include <string.h>

#include "log.h"

/* Programs that carry mail, by a part of their name, lower case. */
static const char mailers[] =
    "smtp\0mail\0postfix\0exim\0lmtp\0qmail\0courier\0amavis\0haraka\0"
    "dovecot\0milter\0dkim\0dmarc\0postgrey\0policyd\0spf\0mutt\0fetch\0"
    "pmta\0kumo\0maddy\0chasquid\0stalwart\0sm-mta\0dma\0nail\0spamd\0"
    "rspamd\0nullmailer\0zimbra\0cyrus\0mimedefang\0swaks\0imap\0postsrsd\0"
    "mta\0exchange\0domino\0splogger\0postscreen\0cleanup\0bounce\0rblsmtpd\0"
    "saslauthd\0kerio\0assp\0mlmmj\0sympa\0axigen\0icewarp\0";

/* The length of a pattern at s: 9 a digit, anything else itself; or 0. */
static size_t
shape(struct slice s, const char *pattern)
{
	size_t i;

	for (i = 0; pattern[i] != '\0'; i++) {
		if (i >= s.n)
			return 0;
		if (pattern[i] == '9' ? !slice_digit(s.p[i]) :
		    pattern[i] == 'A' ? !log_word(s.p[i]) ||
		    slice_digit(s.p[i]) :
		    pattern[i] == '_' ? !slice_digit(s.p[i]) && s.p[i] != ' ' :
		    s.p[i] != pattern[i])
			return 0;
	}
	return i;
}

static size_t
fraction(struct slice s, size_t i)
{
	if (i + 1 < s.n && (s.p[i] == '.' || s.p[i] == ',') &&
	    slice_digit(s.p[i + 1]))
		for (i++; i < s.n && slice_digit(s.p[i]); i++)
			;
	return i;
}

/* Z, +01:00, +0100, " +0100": a zone. */
static size_t
zone(struct slice s, size_t i)
{
	size_t n;

	if (i < s.n && s.p[i] == 'Z')
		return i + 1;
	n = i;
	if (n < s.n && s.p[n] == ' ')
		n++;
	if (n < s.n && (s.p[n] == '+' || s.p[n] == '-')) {
		if (shape(slice_skip(s, n + 1), "99:99") > 0)
			return n + 6;
		if (shape(slice_skip(s, n + 1), "9999") > 0)
			return n + 5;
	}
	return i;
}

/* TAI64N (and TAI64), an epoch with a fraction. */
static size_t
machine_time(struct slice s)
{
	size_t i;

	if (s.n > 17 && *s.p == '@') {
		for (i = 1; i < s.n && log_word(s.p[i]); i++)
			;
		return i == 25 || i == 17 ? i : 0;
	}
	if (shape(s, "9999999999.9") == 0)
		return 0;
	return fraction(s, 10);
}

/* One that begins with a digit. */
static size_t
time_of_digits(struct slice s)
{
	size_t i;

	if (s.p[4] == '-' || s.p[2] == ':') {
		if ((i = shape(s, "9999-99-99T99:99:99")) > 0 ||
		    (i = shape(s, "9999-99-99 99:99:99")) > 0)
			return zone(s, fraction(s, i));
		i = shape(s, "99:99:99");
		return i > 0 ? fraction(s, i) : 0;
	}
	if ((i = shape(s, "9999/99/99 99:99:99")) > 0 ||
	    (i = shape(s, "99/99/9999 99:99:99")) > 0)
		return fraction(s, i);
	return machine_time(s);
}

/* One that begins with a weekday or a month. */
static size_t
time_of_letters(struct slice s)
{
	size_t i;

	if (s.p[3] == '-')
		return shape(s, "AAA-99-99 99:99:99");
	if (s.p[3] != ' ')
		return 0;
	if ((i = shape(s, "AAA _9 99:99:99")) > 0)
		return shape(slice_skip(s, i), " 9999 ") > 0 ? i + 5 :
		    fraction(s, i);
	if ((i = shape(s, "AAA _9 9999 99:99:99")) > 0)
		return fraction(s, i);
	if (shape(s, "AAA 9 99:99:99") > 0)
		return fraction(s, 14);
	return shape(s, "AAA AAA _9 99:99:99 9999");
}

/* The length of the time stamp that s begins with. */
static size_t
time_length(struct slice s)
{
	if (s.n < 8)
		return 0;
	if (slice_digit(*s.p))
		return time_of_digits(s);
	if (*s.p == '@')
		return machine_time(s);
	if (*s.p == '[')
		return shape(s, "[99/AAA/9999 99:99:99]");
	return log_word(*s.p) ? time_of_letters(s) : 0;
}

static size_t
blanks(struct slice s, size_t i)
{
	while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t'))
		i++;
	return i;
}

/* A time stamp, perhaps in brackets, taken off l->msg. */
static bool
take_time(struct log_line *l)
{
	struct slice s;
	size_t i, n;

	s = l->msg;
	i = s.n > 0 && *s.p == '[' && time_length(s) == 0 ? 1 : 0;
	n = time_length(slice_skip(s, i));
	if (n == 0)
		return false;
	if (l->time.p == NULL)
		l->time = log_to(slice_skip(s, i), n);
	i += n;
	/* [TIME], time="TIME", 'TIME' */
	if (i < s.n && (s.p[i] == ']' ||
	    ((s.p[i] == '"' || s.p[i] == '\'') && s.p > l->line.p &&
	    s.p[-1] == s.p[i])))
		i++;
	if (i < s.n && memchr(" \t,:|;", s.p[i], 6) == NULL)
		return false;
	if (i < s.n && memchr(",:|;", s.p[i], 4) != NULL)
		i++;
	l->msg = slice_skip(s, blanks(s, i));
	return true;
}

/* INFO, ERROR, C: levels and speakers, no programs. */
static bool
shouted(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if (s.p[i] >= 'a' && s.p[i] <= 'z')
			return false;
	return true;
}

/* "NAME[123]: " or "NAME: " at s: the length of it all, or 0. */
static size_t
program_length(struct slice s, struct slice *name)
{
	size_t i, n;

	for (i = 0; i < s.n && (log_word(s.p[i]) || s.p[i] == '-' ||
	    s.p[i] == '/' || s.p[i] == '.' || s.p[i] == '@'); i++)
		;
	n = i;
	if (n == 0 || slice_digit(*s.p) || shouted(log_to(s, n)))
		return 0;
	if (i < s.n && s.p[i] == '[') {
		while (i < s.n && s.p[i] != ']' && s.p[i] != ' ')
			i++;
		if (i == s.n || s.p[i] != ']')
			return 0;
		i++;
	}
	if (i + 1 >= s.n || s.p[i] != ':' || s.p[i + 1] != ' ')
		return 0;
	*name = log_to(s, n);
	return blanks(s, i + 1);
}

/* RFC 5424: "HOST APP PROCID MSGID SD MSG" behind version and time. */
static void
take_5424(struct log_line *l)
{
	struct slice s;
	size_t i, k;

	s = l->msg;
	for (k = 0; k < 4; k++) {
		for (i = 0; i < s.n && s.p[i] != ' '; i++)
			;
		if (k == 1)
			l->program = log_to(s, i);
		s = slice_skip(s, blanks(s, i));
	}
	if (s.n > 0 && *s.p == '[')
		for (i = 1; i < s.n && !(s.p[i] == ']' &&
		    (i + 1 == s.n || s.p[i + 1] == ' ')); i++)
			;
	else
		i = 0;
	if (i < s.n)
		i++;
	l->msg = slice_skip(s, blanks(s, i));
	if (log_starts(l->msg, "\xef\xbb\xbf"))
		l->msg = slice_skip(l->msg, 3);
}

bool
log_mailer(struct slice name)
{
	return slice_has_any(name, mailers) && !slice_has(name, "kamailio");
}

/* log_mailer(), of a name that comes again at once. */
static bool
mailer(const struct log_line *l, struct slice name)
{
	size_t i;

	if (l->names == NULL || name.n == 0 ||
	    name.n > sizeof(l->names->of[0].p))
		return log_mailer(name);
	i = (name.n + (unsigned char)name.p[name.n - 1] * 3U +
	    (unsigned char)name.p[name.n / 2] * 5U) % LOG_NAMES;
	if (!log_same(name, (struct slice){ l->names->of[i].p,
	    l->names->of[i].n })) {
		l->names->of[i].n = (uint8_t)log_copy(l->names->of[i].p,
		    sizeof(l->names->of[i].p), name).n;
		l->names->of[i].mailer = log_mailer(name);
	}
	return l->names->of[i].mailer;
}

/*
 * What other programs put before a log's lines: grep's file names, compose's
 * container names, "> " of a mail, the time and stream of a container's log.
 * The line begins with the time that follows, if one does.
 */
static struct slice
unwrap(struct slice s)
{
	struct slice rest;
	size_t i;
	int code;

	for (i = 0; i < s.n && i < 80; i++) {
		/* JSON is taken apart by its own rules. */
		if (log_begins(slice_skip(s, i), "{\""))
			break;
		if (!slice_digit(s.p[i]) && s.p[i] != '@' &&
		    (s.p[i] < 'A' || s.p[i] > 'Z'))
			continue;
		/* A colour ends with an m. */
		if (i > 0 && memchr(" :\t\"=m|+`'>", s.p[i - 1], 11) == NULL &&
		    (i > 1 || *s.p != '-'))
			continue;
		rest = slice_skip(s, i);
		/* A time within a server's words begins nothing; but a line's
		 * number may look like a code. */
		if (reply_code(rest, &code) > 0 &&
		    time_length(slice_skip(rest, blanks(rest, 3))) < 15)
			break;
		if (rest.n > 15 && time_length(rest) >= 15)
			return rest;
	}
	return s;
}

/*
 * Kerio's "[18/Jan/2014 06:42:12] " and ASSP's "Apr-07-13 07:08:36 ": no
 * program is named, but few others write the time so.
 */
static bool
gateway(const struct log_line *l)
{
	return (*l->time.p == '[' || shape(l->time, "AAA-99-99 ") > 0) &&
	    slice_has_any(l->msg, "smtp\0 mail \0<\0recipient\0sender \0"
	    "ip address \0[worker\0[ssl-\0[tls-\0");
}

/* "205 <22>1 ": the length of the frame that follows (RFC 6587 3.4.1). */
static size_t
octets(struct slice s)
{
	size_t i;

	for (i = 0; i < s.n && i < 6 && slice_digit(s.p[i]); i++)
		continue;
	return i > 0 && log_starts(slice_skip(s, i), " <") && s.n > i + 3 &&
	    slice_digit(s.p[i + 2]) ? i + 1 : 0;
}

/* <PRI>, and perhaps the version of RFC 5424: was it there? */
static bool
take_priority(struct log_line *l)
{
	struct slice s;
	size_t i;
	bool version;

	if (l->msg.n <= 3 || *l->msg.p != '<' || !slice_digit(l->msg.p[1]))
		return false;
	i = log_at(log_to(l->msg, 5), ">");
	if (i >= 5 || i >= l->msg.n)
		return false;
	s = slice_skip(l->msg, i + 1);
	version = log_starts(s, "1 ");
	l->msg = slice_skip(s, version ? 2 : 0);
	return version;
}

/* The time, behind what other programs put before it. */
static void
find_time(struct log_line *l)
{
	struct slice s;

	if (!take_time(l)) {
		l->msg = unwrap(l->msg);
		if (l->msg.p == l->line.p)
			return;
		/* "smtp: TIME words", but not grep's "mail.log:". */
		s = log_to(l->line, (size_t)(l->msg.p - l->line.p));
		l->mail = log_ends(s, ": ") && log_mailer(s);
		take_time(l);
	} else if (log_starts(l->msg, "stdout ") ||
	    log_starts(l->msg, "stderr ")) {
		/* The container's log has a time of its own. */
		s = unwrap(l->msg);
		l->msg = s.p == l->msg.p ? slice_skip(s, 9) : s;
		if (s.p != l->line.p)
			take_time(l);
	}
}

/* "postfix/smtp[1]: " where there is no time. */
static void
bare_program(struct log_line *l)
{
	struct slice name;
	size_t n;

	n = program_length(l->msg, &name);
	if (n == 0 || !mailer(l, name))
		return;
	l->program = name;
	l->mail = true;
	if (memchr(l->msg.p, '[', n) != NULL)
		l->msg = slice_skip(l->msg, n);
}

/* "PROGRAM[1]: ", or behind a host's name. */
static void
take_program(struct log_line *l)
{
	struct slice name, s = l->msg;
	size_t i, n;

	n = program_length(s, &name);
	if (n > 0 && s.p[name.n] != '[' && !mailer(l, name))
		return;
	if (n == 0) {
		for (i = 0; i < s.n && s.p[i] != ' ' && s.p[i] != '['; i++)
			;
		if (i == s.n || s.p[i] != ' ')
			return;
		i = blanks(s, i);
		n = program_length(slice_skip(s, i), &name);
		if (n == 0)
			return;
		n += i;
	}
	l->program = name;
	l->mail = mailer(l, name);
	l->msg = slice_skip(s, n);
}

/* What stands before the message of one line. */
static void
outer(struct log_line *l)
{
	bool version;

	l->msg = slice_skip(l->line, octets(l->line));
	version = take_priority(l);
	find_time(l);
	if (l->time.p == NULL) {
		bare_program(l);
		return;
	}
	if (version) {
		take_5424(l);
		l->mail = mailer(l, l->program);
		take_time(l);
		return;
	}
	take_program(l);
	take_time(l);
	if (l->program.n == 0 && gateway(l))
		l->mail = true;
}

void
log_prefix(struct log_line *l)
{
	struct slice s;

	outer(l);
	/* A collector's line may hold the mail program's. */
	if (l->mail || l->time.p == NULL)
		return;
	s = unwrap(l->msg);
	if (s.p == l->msg.p && time_length(s) < 15)
		return;
	l->line = s;
	l->program = (struct slice){ NULL, 0 };
	l->time = l->program;
	outer(l);
}

/* "mail-1  | ": the name that compose puts before a container's lines. */
static size_t
container(struct slice s)
{
	size_t	 i, n;

	for (i = 0; i < s.n && (log_word(s.p[i]) || s.p[i] == '-' ||
	    s.p[i] == '.'); i++)
		continue;
	if (i < 3 || !slice_digit(s.p[i - 1]) ||
	    (s.p[i - 2] != '-' && s.p[i - 2] != '_'))
		return 0;
	n = blanks(s, i);
	return n > i && log_starts(slice_skip(s, n), "| ") ? n + 2 : 0;
}

struct slice
log_unwrap(struct slice s, bool *quoted, bool begins)
{
	struct slice	 rest;

	s = slice_skip(s, container(s));
	if (!log_starts(s, ">")) {
		*quoted = false;
		return s;
	}
	rest = slice_skip(s, log_starts(s, "> ") ? 2 : 1);
	if (begins && !*quoted)
		*quoted = slice_starts_any(rest, "<- \0 -> \0<~\0 ~> \0"
		    "<** \0=== \0*** \0< \0* \0<-- \0--> \0net::smtp\0") ||
		    (rest.n > 2 && slice_digit(*rest.p) &&
		    log_begins(slice_skip(rest, 1), "< "));
	return *quoted ? rest : s;
}

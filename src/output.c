/*
 * output.c - bytes to standard output: the buffer, and the one door that
 * foreign bytes leave by.
 */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>
#include <vis.h>

#include "smtpcode.h"
#include "wide.h"

void
output_flush(struct output *o)
{
	struct pollfd	 pfd = { .fd = o->fd, .events = POLLOUT };
	size_t		 done;
	ssize_t		 n;

	for (done = 0; done < o->n && o->error == 0; done += (size_t)n) {
		n = write(o->fd, o->buf + done, o->n - done);
		if (n == -1) {
			if (errno == EAGAIN || errno == EWOULDBLOCK)
				(void)poll(&pfd, 1, -1);
			else if (errno != EINTR)
				o->error = errno;
			n = 0;
		}
	}
	o->n = 0;
}

/* More than there is room for: apart, to keep what happens always short. */
static void __attribute__((noinline))
spill(struct output *o, const char *p, size_t n)
{
	size_t	 room;

	while (n > (room = sizeof(o->buf) - o->n)) {
		memcpy(o->buf + o->n, p, room);
		o->n += room;
		p += room;
		n -= room;
		output_flush(o);
	}
	output_bytes(o, p, n);
}

void
output_bytes(struct output *o, const char *p, size_t n)
{
	char	*to;

	if (n > sizeof(o->buf) - o->n) {
		spill(o, p, n);
		return;
	}
	to = o->buf + o->n;
	o->n += n;
	memcpy(to, p, n);
}

void
output_string(struct output *o, const char *s)
{
	output_bytes(o, s, strlen(s));
}

void
output_char(struct output *o, char c)
{
	if (o->n == sizeof(o->buf)) {
		output_flush(o);
		output_char(o, c);
		return;
	}
	o->buf[o->n++] = c;
}

void
output_number(struct output *o, unsigned long n)
{
	char	 digits[3 * sizeof(n)];
	size_t	 i;

	i = sizeof(digits);
	do
		digits[--i] = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	output_bytes(o, digits + i, sizeof(digits) - i);
}

void
output_blanks(struct output *o, size_t n)
{
	static const char	 blanks[] = "                ";

	for (; n > 16; n -= 16)
		output_bytes(o, blanks, 16);
	output_bytes(o, blanks, n);
}

/* What a code point does to a terminal or to the order of the words. */
static bool
harmful(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) ||
	    (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	    (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

size_t
output_utf8(struct slice s, uint32_t *c)
{
	static const uint32_t	 least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	unsigned char		 b;
	size_t			 i, n;

	b = (unsigned char)s.p[0];
	if (b < 0x80) {
		*c = b;
		return 1;
	}
	n = b >= 0xf0 && b < 0xf8 ? 4 : b >= 0xe0 && b < 0xf0 ? 3 :
	    b >= 0xc0 && b < 0xe0 ? 2 : 0;
	if (n == 0 || n > s.n)
		return 0;
	*c = b & (0x7fu >> n);
	for (i = 1; i < n; i++) {
		b = (unsigned char)s.p[i];
		if ((b & 0xc0) != 0x80)
			return 0;
		*c = *c << 6 | (b & 0x3f);
	}
	if (*c < least[n] || *c > 0x10ffff || (*c >= 0xd800 && *c <= 0xdfff))
		return 0;
	return n;
}

size_t
output_safe(struct slice s)
{
	uint32_t c;
	size_t	 i, n;

	for (i = 0; i < s.n; i += n) {
		n = output_utf8((struct slice){ s.p + i, s.n - i }, &c);
		if (n == 0 || harmful(c))
			break;
	}
	return i;
}

void
output_foreign(struct output *o, struct slice s)
{
	char	 octal[8];
	size_t	 n;

	while (s.n > 0) {
		n = output_safe(s);
		output_bytes(o, s.p, n);
		s.p += n;
		s.n -= n;
		if (s.n == 0)
			break;
		vis(octal, (unsigned char)s.p[0], VIS_OCTAL | VIS_WHITE, 0);
		output_string(o, octal);
		s.p++;
		s.n--;
	}
}

/* One harmful or plain character as JSON writes it (RFC 8259 7). */
static void
json_character(struct output *o, uint32_t c)
{
	static const char	 hex[] = "0123456789abcdef";
	char			 u[6] = { '\\', 'u' };

	if (c == '"' || c == '\\') {
		output_char(o, '\\');
		output_char(o, (char)c);
		return;
	}
	u[2] = hex[c >> 12 & 15];
	u[3] = hex[c >> 8 & 15];
	u[4] = hex[c >> 4 & 15];
	u[5] = hex[c & 15];
	output_bytes(o, u, sizeof(u));
}

/* ASCII that a JSON string holds as it is, from s's beginning. */
static size_t
json_plain(struct slice s)
{
	size_t	 n;
	wide	 v;
	unsigned m;

	for (n = 0; n + WIDE <= s.n; n += WIDE) {
		v = wide_load(s.p + n);
		m = wide_range(v, ' ', 0x7f - ' ') &
		    ~wide_among(v, '"', '\\', '\\');
		if (m != (1U << WIDE) - 1)
			return n + wide_lowest(~m);
	}
	for (; n < s.n && s.p[n] >= ' ' && s.p[n] < 0x7f &&
	    s.p[n] != '"' && s.p[n] != '\\'; n++)
		;
	return n;
}

void
output_json(struct output *o, struct slice s)
{
	uint32_t c;
	size_t	 i, n;

	output_char(o, '"');
	for (i = 0; i < s.n; i += n) {
		n = json_plain((struct slice){ s.p + i, s.n - i });
		output_bytes(o, s.p + i, n);
		i += n;
		if (i == s.n)
			break;
		n = output_utf8((struct slice){ s.p + i, s.n - i }, &c);
		if (n == 0) {
			output_string(o, "\xef\xbf\xbd");	/* U+FFFD */
			n = 1;
		} else if (c == '"' || c == '\\' || harmful(c))
			json_character(o, c);
		else
			output_bytes(o, s.p + i, n);
	}
	output_char(o, '"');
}

/* How much of s fits into room: up to its last blank there, or all. */
static size_t
fits(const char *s, size_t left, size_t room)
{
	if (left <= room)
		return left;
	while (room > 0 && s[room] != ' ')
		room--;
	return room;
}

/* Whole lines are copied: this is most of what `smtpcode 451' does. */
size_t
output_prose(struct output *o, const char *s, size_t indent, size_t at)
{
	size_t	 blank, left, n;

	left = strlen(s);
	while (left > 0) {
		blank = at != indent;
		n = at + blank < OUTPUT_WIDTH ?
		    fits(s, left, OUTPUT_WIDTH - at - blank) : 0;
		if (n == 0 && !blank)
			n = strcspn(s, " ");
		if (n > 0) {
			if (blank)
				output_char(o, ' ');
			output_bytes(o, s, n);
			at += blank + n;
			s += n;
			left -= n;
			if (left == 0)
				break;
			s++;
			left--;
		}
		output_char(o, '\n');
		output_blanks(o, indent);
		at = indent;
	}
	return at;
}

/*
 * Foreign words of a line: from column `at' on, later lines begin at `indent'.
 * A blank is written before a word but the first.
 */
size_t
output_fill(struct output *o, struct slice s, size_t indent, size_t at)
{
	size_t	 i, n;
	bool	 first;

	first = at == indent;
	for (i = 0; i < s.n; i += n) {
		for (; i < s.n && s.p[i] == ' '; i++)
			;
		for (n = 0; i + n < s.n && s.p[i + n] != ' '; n++)
			;
		if (n == 0)
			break;
		if (!first && at + 1 + n > OUTPUT_WIDTH) {
			output_char(o, '\n');
			output_blanks(o, indent);
			at = indent;
			first = true;
		}
		if (!first) {
			output_char(o, ' ');
			at++;
		}
		output_foreign(o, (struct slice){ s.p + i, n });
		at += n;
		first = false;
	}
	return at;
}

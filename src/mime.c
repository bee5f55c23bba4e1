/*
 * mime.c - a mail to the lines of its parts, decoded (RFC 2045, 2046, 2047).
 *
 * Only the outer structure is followed: a returned message is handed on as it
 * is, and ends at a boundary of the multipart that holds it.
 */
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"

#define BOUNDARY_MAX	200	/* RFC 2046 5.1.1 allows 70 */
#define FIELD_MAX	4096	/* bytes kept of a header field */
#define LINE_MAX_OUT	4096	/* bytes of a decoded line */

enum encoding {
	ENCODING_NONE,
	ENCODING_QUOTED,
	ENCODING_BASE64
};

struct boundary {
	char		 p[BOUNDARY_MAX];
	size_t		 n;
};

struct mime {
	bool		 in_header, top;	/* top: the mail's own */
	bool		 multipart, closed;
	enum part	 part;
	enum encoding	 encoding;
	size_t		 depth;
	struct boundary	 level[MIME_DEPTH];
	struct boundary	 next;		/* that the header at hand declares */
	struct boundary	 guess;		/* a line that may be one */
	char		 field[FIELD_MAX];
	size_t		 field_n;
	unsigned long	 field_line;
	char		 out[LINE_MAX_OUT];
	size_t		 out_n;
	unsigned long	 out_line;
	uint32_t	 bits;		/* of base64, not yet whole bytes */
	unsigned	 nbits;
	struct html	 html;
	mime_emit	*emit;		/* while a line is being read */
	void		*arg;
};

struct mime *
mime_new(void)
{
	struct mime *m;

	m = malloc(sizeof(*m));
	if (m != NULL)
		mime_start(m, false);
	return m;
}

void
mime_free(struct mime *m)
{
	free(m);
}

static void
start_part(struct mime *m)
{
	m->in_header = true;
	m->top = m->multipart = false;
	m->part = PART_TEXT;
	m->encoding = ENCODING_NONE;
	m->next.n = m->guess.n = m->field_n = m->out_n = 0;
	m->nbits = 0;
	m->bits = 0;
	html_start(&m->html);
}

void
mime_start(struct mime *m, bool body)
{
	start_part(m);
	m->top = true;
	m->in_header = !body;
	m->closed = false;
	m->depth = 0;
}

bool
mime_closed(const struct mime *m)
{
	return m->closed;
}

/* field-name = 1*ftext, any printable but `:' (RFC 5322 3.6.8) */
size_t
mime_field_name(struct slice line)
{
	size_t i;

	for (i = 0; i < line.n && line.p[i] > ' ' && line.p[i] < 0x7f &&
	    line.p[i] != ':'; i++)
		;
	return i < line.n && line.p[i] == ':' ? i : 0;
}

/* attribute=value or attribute="value" in a Content-Type (RFC 2045 5.1) */
static struct slice
parameter(struct slice s, const char *name)
{
	struct slice none = { NULL, 0 };
	size_t i;

	for (;;) {
		i = slice_find(s, ";");
		if (i == s.n)
			return none;
		s = slice_trim(slice_skip(s, i + 1));
		if (!slice_starts(s, name))
			continue;
		s = slice_trim(slice_skip(s, strlen(name)));
		if (s.n > 0 && s.p[0] == '=')
			break;
	}
	s = slice_trim(slice_skip(s, 1));
	if (s.n > 0 && s.p[0] == '"') {
		s = slice_skip(s, 1);
		i = slice_find(s, "\"");
	} else
		for (i = 0; i < s.n && s.p[i] != ';' && s.p[i] != ' ' &&
		    s.p[i] != '\t'; i++)
			;
	s.n = i;
	return s;
}

static void
set_boundary(struct boundary *b, struct slice s)
{
	b->n = s.n < BOUNDARY_MAX ? s.n : BOUNDARY_MAX;
	if (b->n > 0)
		memcpy(b->p, s.p, b->n);
}

static void
content_type(struct mime *m, struct slice v)
{
	static const struct {
		char		 type[32];
		enum part	 part;
	} types[] = {
		{ "multipart/", PART_PREAMBLE },
		{ "message/delivery-status", PART_FIELDS },
		{ "message/global-delivery-status", PART_FIELDS },
		{ "message/feedback-report", PART_FEEDBACK },
		{ "text/rfc822", PART_ORIGINAL },
		{ "message/", PART_ORIGINAL },
		{ "text/html", PART_HTML },
		{ "text", PART_TEXT },
	};
	size_t i;

	m->part = PART_OTHER;
	for (i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (slice_starts(v, types[i].type)) {
			m->part = types[i].part;
			break;
		}
	m->multipart = i == 0;
	if (m->multipart)
		set_boundary(&m->next, parameter(v, "boundary"));
}

static void
content_encoding(struct mime *m, struct slice v)
{
	if (slice_starts(v, "quoted-printable"))
		m->encoding = ENCODING_QUOTED;
	else if (slice_starts(v, "base64"))
		m->encoding = ENCODING_BASE64;
	else
		m->encoding = ENCODING_NONE;
}

/* The field in m->field is whole. */
static void
end_field(struct mime *m)
{
	struct slice s, value;
	size_t n;

	s.p = m->field;
	s.n = m->field_n;
	m->field_n = 0;
	n = mime_field_name(s);
	if (n == 0)
		return;
	value = slice_trim(slice_skip(s, n + 1));
	if (slice_starts(s, "content-type:"))
		content_type(m, value);
	else if (slice_starts(s, "content-transfer-encoding:"))
		content_encoding(m, value);
	if (m->top)
		m->emit(m->arg, PART_HEADER, s, m->field_line);
}

static void
add_field(struct mime *m, struct slice s, unsigned long number)
{
	if (m->field_n == 0)
		m->field_line = number;
	if (s.n > FIELD_MAX - m->field_n)
		s.n = FIELD_MAX - m->field_n;
	if (s.n > 0)
		memcpy(m->field + m->field_n, s.p, s.n);
	m->field_n += s.n;
}

/* The header is over; where the depth is used up the rest is not ours. */
static void
end_header(struct mime *m)
{
	end_field(m);
	m->in_header = false;
	if (!m->multipart)
		return;
	m->encoding = ENCODING_NONE;
	if (m->depth == MIME_DEPTH)
		m->part = PART_OTHER;
	else if (m->next.n > 0)
		m->level[m->depth++] = m->next;
}

/* Returns whether the line belongs to the header. */
static bool
header_line(struct mime *m, struct slice line, unsigned long number)
{
	if (line.n == 0) {
		end_header(m);
		return true;
	}
	if (line.p[0] == ' ' || line.p[0] == '\t') {
		if (slice_trim(line).n == 0 && m->field_n == 0) {
			end_header(m);
			return true;
		}
		add_field(m, line, number);
		return true;
	}
	if (mime_field_name(line) == 0) {
		if (m->top && slice_starts(line, "From "))
			return true;
		end_header(m);
		return false;
	}
	end_field(m);
	add_field(m, line, number);
	return true;
}

static void
emit_text(void *arg, struct slice line)
{
	struct mime *m = arg;

	m->emit(m->arg, PART_HTML, line, m->out_line);
}

/* A decoded line. */
static void
text_line(struct mime *m, struct slice line, unsigned long number)
{
	m->out_line = number;
	if (m->part == PART_HTML)
		html_line(&m->html, line, emit_text, m);
	else
		m->emit(m->arg, m->part, line, number);
}

static void
flush_line(struct mime *m)
{
	struct slice line;

	line.p = m->out;
	line.n = m->out_n;
	if (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	m->out_n = 0;
	text_line(m, line, m->out_line);
}

static void
put(struct mime *m, char c)
{
	if (m->out_n == LINE_MAX_OUT)
		flush_line(m);
	m->out[m->out_n++] = c;
}

/* RFC 2045 6.7; a `=' that is followed by no number stands for itself. */
static void
quoted_line(struct mime *m, struct slice s, unsigned long number)
{
	size_t i;

	m->out_line = number;
	while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
		s.n--;
	for (i = 0; i < s.n; i++)
		if (s.p[i] != '=')
			put(m, s.p[i]);
		else if (i + 1 == s.n)
			return;
		else if (i + 2 < s.n && slice_hex(s.p[i + 1]) >= 0 &&
		    slice_hex(s.p[i + 2]) >= 0) {
			put(m, (char)(slice_hex(s.p[i + 1]) * 16 +
			    slice_hex(s.p[i + 2])));
			i += 2;
		} else
			put(m, '=');
	flush_line(m);
}

/* The value of a base64 digit (RFC 4648 4), or -1. */
static int
base64(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	return c == '+' ? 62 : c == '/' ? 63 : -1;
}

static void
base64_line(struct mime *m, struct slice s, unsigned long number)
{
	size_t i;
	int v;
	char c;

	m->out_line = number;
	for (i = 0; i < s.n; i++) {
		v = base64(s.p[i]);
		if (v < 0)
			continue;
		m->bits = (m->bits << 6 | (uint32_t)v) & 0xffffff;
		m->nbits += 6;
		if (m->nbits < 8)
			continue;
		m->nbits -= 8;
		c = (char)(m->bits >> m->nbits & 0xff);
		if (c == '\n')
			flush_line(m);
		else
			put(m, c);
	}
}

static void
end_part(struct mime *m)
{
	struct slice none = { NULL, 0 };

	if (m->in_header)
		end_header(m);
	if (m->out_n > 0)
		flush_line(m);
	if (m->part == PART_HTML)
		html_end(&m->html, emit_text, m);
	m->emit(m->arg, PART_END, none, 0);
}

/*
 * delimiter := "--" boundary; close-delimiter := delimiter "--"; both may be
 * followed by blanks (RFC 2046 5.1.1) and by nothing else.
 */
static bool
is_boundary(struct slice line, const struct boundary *b, bool *close)
{
	if (line.n < b->n + 2 || memcmp(line.p + 2, b->p, b->n) != 0)
		return false;
	line = slice_skip(line, b->n + 2);
	*close = line.n >= 2 && line.p[0] == '-' && line.p[1] == '-';
	if (*close)
		line = slice_skip(line, 2);
	return slice_trim(line).n == 0;
}

/* Boundaries of all multiparts count: an inner one may lack its end. */
static bool
boundary_line(struct mime *m, struct slice line)
{
	size_t i;
	bool close;

	for (i = m->depth; i-- > 0;)
		if (is_boundary(line, &m->level[i], &close)) {
			end_part(m);
			start_part(m);
			m->depth = i + 1;
			if (close) {
				m->depth = i;
				m->in_header = false;
				m->part = PART_OTHER;
				m->closed = i == 0;
			}
			return true;
		}
	return false;
}

/*
 * A multipart whose boundary is not declared, or a body without its header: a
 * line that begins with "--", and after it a header field "Content-...".
 */
static bool
guess_boundary(struct mime *m, struct slice line, unsigned long number)
{
	struct boundary b;

	if (m->depth > 0 || m->guess.n == 0 ||
	    !slice_starts(line, "content-"))
		return false;
	b = m->guess;
	end_part(m);
	start_part(m);
	m->level[0] = b;
	m->depth = 1;
	header_line(m, line, number);
	return true;
}

static void
remember_guess(struct mime *m, struct slice line)
{
	line = slice_trim(line);
	m->guess.n = 0;
	if (m->depth == 0 && line.n > 2 && line.n < BOUNDARY_MAX &&
	    line.p[0] == '-' && line.p[1] == '-' &&
	    slice_find(line, " ") == line.n)
		set_boundary(&m->guess, slice_skip(line, 2));
}

static void
body_line(struct mime *m, struct slice line, unsigned long number)
{
	if (line.n > 2 && line.p[0] == '-' && line.p[1] == '-' &&
	    boundary_line(m, line))
		return;
	if (guess_boundary(m, line, number))
		return;
	remember_guess(m, line);
	if (m->part == PART_ORIGINAL)
		m->emit(m->arg, m->part, line, number);
	else if (m->encoding == ENCODING_QUOTED)
		quoted_line(m, line, number);
	else if (m->encoding == ENCODING_BASE64)
		base64_line(m, line, number);
	else
		text_line(m, line, number);
}

void
mime_line(struct mime *m, struct slice line, unsigned long number,
    mime_emit *emit, void *arg)
{
	m->emit = emit;
	m->arg = arg;
	/* A part without a header may lack the empty line also. */
	if (m->in_header && !m->top && line.n > 2 && line.p[0] == '-' &&
	    boundary_line(m, line))
		return;
	if (!m->in_header || !header_line(m, line, number))
		body_line(m, line, number);
}

void
mime_end(struct mime *m, mime_emit *emit, void *arg)
{
	m->emit = emit;
	m->arg = arg;
	end_part(m);
}

/* encoded-word = "=?" charset "?" encoding "?" encoded-text "?=" */
static size_t
encoded_word(struct slice s, struct slice *text, char *encoding)
{
	size_t i, start;

	if (!slice_starts(s, "=?"))
		return 0;
	for (i = 2; i < s.n && s.p[i] != '?'; i++)
		;
	if (i + 3 >= s.n || s.p[i + 2] != '?')
		return 0;
	*encoding = s.p[i + 1];
	start = i + 3;
	for (i = start; i + 1 < s.n && (s.p[i] != '?' || s.p[i + 1] != '=');
	    i++)
		;
	if (i + 1 >= s.n)
		return 0;
	text->p = s.p + start;
	text->n = i - start;
	return i + 2;
}

static size_t
decode_word(struct slice s, char encoding, char *buf, size_t size)
{
	uint32_t bits;
	unsigned nbits;
	size_t i, n;
	int v;

	bits = 0;
	nbits = 0;
	for (i = n = 0; i < s.n && n < size; i++) {
		if (encoding == 'b' || encoding == 'B') {
			v = base64(s.p[i]);
			if (v < 0)
				continue;
			bits = (bits << 6 | (uint32_t)v) & 0xffffff;
			nbits += 6;
			if (nbits < 8)
				continue;
			nbits -= 8;
			buf[n++] = (char)(bits >> nbits & 0xff);
		} else if (s.p[i] == '=' && i + 2 < s.n &&
		    slice_hex(s.p[i + 1]) >= 0 && slice_hex(s.p[i + 2]) >= 0) {
			buf[n++] = (char)(slice_hex(s.p[i + 1]) * 16 +
			    slice_hex(s.p[i + 2]));
			i += 2;
		} else
			buf[n++] = s.p[i] == '_' ? ' ' : s.p[i];
	}
	return n;
}

struct slice
mime_words(struct slice s, char *buf, size_t size)
{
	struct slice word, blanks, out;
	size_t n, used;
	char encoding;
	bool after;

	used = 0;
	after = false;
	while (s.n > 0 && used < size) {
		/* Blanks between two encoded words are not text. */
		for (n = 0; after && n < s.n &&
		    (s.p[n] == ' ' || s.p[n] == '\t'); n++)
			;
		blanks = slice_skip(s, n);
		if (n > 0 && encoded_word(blanks, &word, &encoding) > 0)
			s = blanks;
		n = encoded_word(s, &word, &encoding);
		after = n > 0;
		if (after)
			used += decode_word(word, encoding, buf + used,
			    size - used);
		else {
			buf[used++] = s.p[0];
			n = 1;
		}
		s = slice_skip(s, n);
	}
	out.p = buf;
	out.n = used;
	return out;
}

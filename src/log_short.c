/*
 * log_short.c - lines that are read by a short way: deliveries and rejections
 * of Postfix's, failures of Exim's.
 */
#include <string.h>

#include "log.h"

/*
 * What the words of a delivery answer: "(in reply to RCPT TO command)", or
 * what they name.
 */
static enum command
answered(const struct log_line *ln, bool code)
{
	struct slice	 w = ln->words;
	enum command	 c = ln->command;
	size_t		 i;

	i = log_ends(w, ")") ? log_at_last(w, "(in reply to ") : w.n;
	if (i < w.n && c == COMMAND_NONE) {
		w = slice_skip(w, i + 13);
		c = log_starts(w, "RCPT TO ") ? COMMAND_RCPT :
		    log_starts(w, "MAIL FROM ") ? COMMAND_MAIL :
		    log_starts(w, "end of DATA ") ? COMMAND_DOT :
		    log_command(w);
	}
	if (c == COMMAND_NONE && !code)
		c = log_command(w);
	return c == COMMAND_NONE && ln->sent && code ? COMMAND_DOT : c;
}

/*
 * What a delivery or rejection of Postfix's holds, where that is plain; asked:
 * log_again_delivery() did not know it.
 */
static bool
found_in_words(struct log_again *a, struct log_line *ln, bool asked,
    char *buf, struct found *f)
{
	struct log_hit	 h;
	int		 code = 0;
	bool		 has;

	memset(f, 0, sizeof(*f));
	if (ln->own) {
		ln->command = answered(ln, false);
		log_fill(f, ln);
		f->reply.text = ln->words;
		return true;
	}
	has = reply_code(ln->words, &code) > 0 && log_likely(code);
	/* Exim's lines name more before the words than is taken from there. */
	if (!ln->mail && (!has || ln->recipient.n == 0 || ln->host.n == 0 ||
	    ln->command == COMMAND_NONE))
		return false;
	if (!asked && log_again_words(a, ln, buf, f)) {
		ln->command = f->command;
		log_fill(f, ln);
		return true;
	}
	if (!has && (ln->recipient.n == 0 || (ln->host.n == 0 &&
	    (log_has(ln->words, "host ") || log_has(ln->words, "server "))) ||
	    log_find(ln->words, LOG_SERVER, &h)))
		return false;
	ln->command = answered(ln, has);
	log_fill(f, ln);
	if (has)
		log_understand(ln->words, 0, buf, f);
	else
		log_wordless(ln->words, false, f);
	log_again_keep(a, ln, f);
	return true;
}

/* The time that begins a line which has a log_message(). */
static struct slice
time_of(struct slice line)
{
	return log_to(line, slice_digit(*line.p) ? log_at(line, " ") : 15);
}

/* A line of a log_message(), or of Exim's, that is known at once. */
static bool
short_form(struct log_line *ln, const struct log_fields *d)
{
	if (ln->msg.p == NULL)
		return log_exim_failed(ln);
	if (!log_delivery(ln, d) && !log_rejection(ln) &&
	    !(log_handshake(ln->msg) && log_by_own(ln)))
		return false;
	ln->time = time_of(ln->line);
	return true;
}

enum log_short
log_short(struct log_again *a, struct slice line, struct slice msg,
    char buf[LOG_TEXT_MAX], struct log_line *ln, struct found *f)
{
	struct log_fields	 d;
	bool			 fields = log_fields_of(msg, &d);

	if (fields && log_again_delivery(a, &d, buf, f)) {
		f->time = time_of(line);
		return LOG_SHORT_FOUND;
	}
	memset(ln, 0, sizeof(*ln));
	ln->line = line;
	ln->msg = msg;
	if (!short_form(ln, fields ? &d : NULL))
		return LOG_SHORT_NONE;
	return found_in_words(a, ln, fields, buf, f) ? LOG_SHORT_FOUND :
	    LOG_SHORT_FORM;
}

bool
log_quick(struct log_again *a, struct slice line, char buf[LOG_TEXT_MAX],
    struct found *f)
{
	struct log_line	 ln;

	while (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	return log_short(a, line, log_message(line, log_again_postfix(a, line)),
	    buf, &ln, f) == LOG_SHORT_FOUND;
}

/*
 * para.c - a label and the text behind it, filled.
 */
#include <string.h>

#include "smtpcode.h"


void
para_color(struct output *o, const struct view *w, const char *sgr)
{
	if (w->color) {
		output_string(o, "\033[");
		output_string(o, sgr);
		output_char(o, 'm');
	}
}

size_t
para_label(struct output *o, const struct view *w, const char *label,
    const char *text)
{
	size_t	 at, n;

	n = strlen(label);
	at = n < PARA_INDENT ? PARA_INDENT : n + 1;
	para_color(o, w, "1");
	output_string(o, label);
	para_color(o, w, "0");
	output_blanks(o, at - n);
	return output_prose(o, text, PARA_INDENT, at);
}

size_t
para_add(struct output *o, const char *text, size_t at)
{
	return output_prose(o, text, PARA_INDENT, at);
}

size_t
para_prose(struct output *o, prose_ref ref, size_t at)
{
	char	 buf[TABLE_PROSE_MAX];

	return output_prose(o, table_prose(ref, buf), PARA_INDENT, at);
}

size_t
para_begin(struct output *o, const struct view *w, const char *label,
    prose_ref ref)
{
	char	 buf[TABLE_PROSE_MAX];

	return para_label(o, w, label, table_prose(ref, buf));
}

void
para_source(struct output *o, prose_ref ref, size_t at)
{
	char	 text[1 + TABLE_PROSE_MAX + 1];
	size_t	 n;

	text[0] = '(';
	n = strlen(table_prose(ref, text + 1)) + 1;
	text[n] = ')';
	text[n + 1] = '\0';
	para_add(o, text, at);
	output_char(o, '\n');
}

size_t
para_sign(struct output *o, char c, size_t at)
{
	output_char(o, c);
	return at + 1;
}

void
para_row(struct output *o, const struct view *w, const char *label,
    prose_ref title, prose_ref meaning, prose_ref src)
{
	size_t	 at;

	at = para_begin(o, w, label, title);
	at = para_sign(o, ':', at);
	at = para_prose(o, meaning, at);
	para_source(o, src, at);
}

void
para_note(struct output *o, const struct view *w, enum note n)
{
	para_begin(o, w, "note", table_notes[n].words);
	output_char(o, '\n');
}

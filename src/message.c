/*
 * message.c - what is wrong, on standard error: no byte of an operand or of a
 * file's name reaches the terminal as it is.
 */
#include <string.h>
#include <unistd.h>

#include "smtpcode.h"

/* Behind what was written so far. */
static void
begin(struct output *o, const struct stream *s)
{
	const char	*base;

	base = strrchr(s->program, '/');
	if (s->out != NULL)
		output_flush(s->out);
	memset(o, 0, sizeof(*o));
	o->fd = STDERR_FILENO;
	output_foreign(o, slice_of(base == NULL ? s->program : base + 1));
	output_string(o, ": ");
}

static void
end(struct output *o)
{
	output_char(o, '\n');
	output_flush(o);
}

void
message_operand(const struct stream *s, struct slice operand,
    const char *why, struct slice meant)
{
	struct output	 o;
	size_t		 n;

	if (s->mode == MODE_QUIET)
		return;
	begin(&o, s);
	n = operand.n < 40 ? operand.n : 40;
	if (operand.p != NULL) {
		output_char(&o, '`');
		output_foreign(&o, (struct slice){ operand.p, n });
		output_string(&o, operand.n > n ? "...': " : "': ");
	}
	output_string(&o, why);
	output_foreign(&o, meant);
	end(&o);
}

void
message_mended(const struct stream *s, const char *operand,
    const struct query *q)
{
	if (q->mended && strlen(operand) == q->operand.n)
		message_operand(s, slice_of(operand), "taken as ", q->operand);
}

void
message_file(const struct stream *s, const char *name, const char *why)
{
	struct output	 o;

	begin(&o, s);
	output_foreign(&o, slice_of(name));
	output_string(&o, ": ");
	output_string(&o, why);
	end(&o);
}

/* Does it mean itself to sh(1), and is it no option? */
static bool
plain(struct slice name)
{
	size_t	 i;
	char	 c;

	for (i = 0; i < name.n; i++) {
		c = name.p[i];
		if (!slice_letter(c) && !slice_digit(c) && c != '/' &&
		    c != '.' && c != '_' && (c != '-' || i == 0))
			return false;
	}
	return name.n > 0;
}

/* As one word for sh(1): in single quotes, where it must be. */
static void
word(struct output *o, struct slice name)
{
	size_t	 n;

	if (plain(name)) {
		output_foreign(o, name);
		return;
	}
	output_string(o, name.n > 0 && name.p[0] == '-' ? "'./" : "'");
	for (; name.n > 0; name = slice_skip(name, n)) {
		for (n = 0; n < name.n && name.p[n] != '\''; n++)
			continue;
		output_foreign(o, (struct slice){ name.p, n });
		if (n < name.n) {
			output_string(o, "'\\''");
			n++;
		}
	}
	output_char(o, '\'');
}

void
message_coded(const struct stream *s, const char *name, bool named,
    const struct input_coding *c)
{
	struct output	 o;

	begin(&o, s);
	output_foreign(&o, slice_of(name));
	output_string(&o, ": ");
	output_string(&o, c->what);
	output_string(&o, "; try: ");
	output_string(&o, c->command);
	output_char(&o, ' ');
	if (named)
		word(&o, slice_of(name));
	else
		output_string(&o, "file");
	output_string(&o, " | smtpcode");
	end(&o);
}

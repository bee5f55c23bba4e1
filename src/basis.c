/*
 * basis.c - what a verdict rests on, with the words that decided.
 */
#include <string.h>

#include "smtpcode.h"

/*
 * Where in t from on one of the alternatives between '|' stands at the
 * beginning of a word, the first and of these the longest, as in phrase.c; n 0:
 * none does.
 */
static struct slice
alternative(struct slice part, const struct phrase_text *t, size_t from)
{
	struct slice	 best = { NULL, 0 };
	const char	*p, *end = part.p + part.n, *bar;
	size_t		 i, n;

	for (i = from; i < t->n && best.n == 0; i++) {
		if (i > 0 && fold_word(t->p[i - 1]) && fold_word(t->p[i]))
			continue;
		for (p = part.p; p < end; p = bar + 1) {
			bar = memchr(p, '|', (size_t)(end - p));
			if (bar == NULL)
				bar = end;
			n = (size_t)(bar - p);
			if (n > best.n && n <= t->n - i + 1 &&
			    memcmp(t->p + i, p, n) == 0)
				best = (struct slice){ t->p + i, n };
		}
	}
	return best;
}

/*
 * The words of s that a row's words match, "user ... unknown", into buf; false:
 * they stand elsewhere.
 */
static bool
said(const char *row, struct slice s, char buf[TABLE_PROSE_MAX])
{
	static const char	 gap[] = " ... ";
	struct phrase_text	 t;
	struct slice		 part, found;
	const char		*next;
	size_t			 from = 0, n = 0;

	if (s.n == 0)
		return false;
	fold_text(s, &t);
	for (; row != NULL; row = next) {
		next = strstr(row, gap);
		part = (struct slice){ row, next == NULL ? strlen(row) :
		    (size_t)(next - row) };
		found = alternative(part, &t, from);
		if (found.n == 0)
			return false;
		from = (size_t)(found.p - t.p) + found.n;
		memcpy(buf + n, found.p, found.n);
		n += found.n;
		if (next != NULL) {
			memcpy(buf + n, gap, sizeof(gap) - 1);
			n += sizeof(gap) - 1;
			next += sizeof(gap) - 1;
		}
	}
	buf[n] = '\0';
	return true;
}

/* The words of the row that decided; empty: it has none. */
static prose_ref
row_words(const struct verdict *v)
{
	switch (v->basis) {
	case BASIS_CLUE:
	case BASIS_PHRASE:
		return table_phrases[v->row].words;
	case BASIS_BLOCKLIST:
		return table_blocklists[v->row].words;
	case BASIS_RULE:
		return table_rules[v->row].words;
	default:
		return 0;
	}
}

void
basis_write(struct output *o, const struct view *w, const struct found *f,
    const struct verdict *v)
{
	static const char	 why[][40] = {
		[BASIS_NONE] = "by nothing",
		[BASIS_LOG] = "by the log's own status",
		[BASIS_REPLY] = "by the reply code",
		[BASIS_COMMAND] = "by the code and what it answers",
		[BASIS_STATUS] = "by the status",
		[BASIS_CLUE] = "by the words, a hint only (practice)",
		[BASIS_BLOCKLIST] = "by a block list's name",
		[BASIS_PHRASE] = "by the words (practice)",
		[BASIS_RULE] = "by the provider's own rule"
	};
	char			 row[TABLE_PROSE_MAX], words[TABLE_PROSE_MAX];
	size_t			 at;

	at = para_label(o, w, "decided", why[v->basis]);
	(void)table_prose(row_words(v), row);
	if (row[0] != '\0') {
		at = para_sign(o, ':', at);
		para_add(o, said(row, f->words, words) ||
		    said(row, f->reply.text, words) ? words : row, at);
	}
	output_char(o, '\n');
}

/*
 * log_close.c - where a server's words end, and which belong to a bare number.
 */
#include <string.h>

#include "log.h"

static bool
odd_quotes(struct slice s)
{
	size_t i;
	bool odd;

	odd = false;
	for (i = 0; i < s.n; i++)
		if (s.p[i] == '"' && (i == 0 || s.p[i - 1] != '\\'))
			odd = !odd;
	return odd;
}

struct slice
log_close(struct slice before, struct slice s)
{
	size_t i;
	int depth;
	char q;

	q = before.n > 0 ? before.p[before.n - 1] : '\0';
	if (q == '"' || q == '\'' || q == '`') {
		if (q == '`')
			q = '\'';
		for (i = 0; i < s.n; i++)
			if (s.p[i] == q && (i == 0 || s.p[i - 1] != '\\') &&
			    (i + 1 == s.n || memchr(" ,)]};:.\t\r\n&>",
			    s.p[i + 1], 13) != NULL) &&
			    !(i + 1 < s.n && s.p[i + 1] == ' ' && q == '\'' &&
			    i + 2 < s.n &&
			    slice_lower(s.p[i + 2]) != s.p[i + 2]))
				return log_to(s, i);
	}
	/* A quote that opened further ahead: err="smtp: 550 ..." */
	if (q != '"' && odd_quotes(before)) {
		i = log_at(s, "\"");
		if (i < s.n && (i + 1 == s.n || memchr(" ,)}", s.p[i + 1],
		    4) != NULL))
			s = log_to(s, i);
	}
	/* "a=1|err=550 words|b=2" */
	if (q == '=' && memchr(before.p, '|', before.n) != NULL)
		q = '|';
	if (q == '|' || q == '>')
		s = log_before(s, q == '|' ? "|" : "</");
	if (memchr("({<", q, 3) != NULL) {
		depth = 1;
		for (i = 0; i < s.n; i++) {
			if (s.p[i] == q)
				depth++;
			else if (s.p[i] == (q == '(' ? ')' :
			    q == '<' ? '>' : '}') &&
			    --depth == 0)
				return log_to(s, i);
		}
	}
	return s;
}

void
log_number_words(struct log_hit *h, struct slice s)
{
	struct slice rest, before;
	size_t i;
	int code;

	h->bare = true;
	rest = slice_skip(s, 3);
	i = log_at(log_to(rest, 24), "response: ") + 10;
	if (i < 24 && i < rest.n && rest.p[i] != '\'' && rest.p[i] != '"') {
		h->words = log_close(LOG_S("("), slice_skip(rest, i));
		return;
	}
	for (i = 0; i < rest.n && i < 40; i++)
		if (rest.p[i] == '\'' || rest.p[i] == '"')
			if (i + 1 < rest.n && rest.p[i + 1] != ',' &&
			    rest.p[i + 1] != ';' && rest.p[i + 1] != ')' &&
			    rest.p[i + 1] != ':')
				break;
	h->list = log_starts(rest, "', [");
	if (i == rest.n || i == 40) {
		for (i = 0; i < rest.n && !log_word(rest.p[i]); i++)
			;
		h->words = slice_skip(rest, i);
		return;
	}
	before = log_to(rest, i + 1);
	h->words = slice_skip(rest, i + 1);
	/* "(550): no recipient "joe@a.example" (5.1.1 unknown)" */
	if (!h->list && log_is_address(slice_skip(rest, i - (i > 2 ? 3 : i)))) {
		for (i = 0; i < rest.n && !log_word(rest.p[i]); i++)
			continue;
		h->words = slice_skip(rest, i);
		return;
	}
	if (h->list) {
		i = log_at(h->words, "'])");
		if (i == h->words.n)
			i = log_at(h->words, "\"])");
		h->words = log_to(h->words, i);
	} else
		h->words = log_close(before, h->words);
	if (reply_code(h->words, &code) > 0 && code == h->code)
		h->bare = false;
}

struct slice
log_details(struct slice before)
{
	struct slice w = { NULL, 0 };

	if (log_ends(before, " SMTP code: "))
		w = log_after_last(before, "Detail: ");
	return log_to(w, w.n - (w.n > 0 ? sizeof(" SMTP code: ") - 1 : 0));
}

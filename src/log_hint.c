/*
 * log_hint.c - words that are a server's only if a phrase of theirs is known:
 * those behind a status or before a code.
 */
#include <string.h>

#include "log.h"

/*
 * The code behind the words of s: "x (550)", with Perl's " at FILE line 1."
 * perhaps, or Tcl's "{x} args {} code 550"; 0: none.  *n: the words' length.
 */
static int
code_behind(struct slice s, size_t *n)
{
	size_t i;
	int code;

	*n = s.n;
	if (log_ends(s, ".")) {
		i = log_at_last(s, " at ");
		if (log_has(slice_skip(s, i), " line "))
			*n = s.n = i;
	}
	if (s.n < 9)
		return 0;
	i = log_ends(s, ")") ? s.n - 4 : s.n - 3;
	if (reply_code(log_to(slice_skip(s, i), 3), &code) == 0 ||
	    !log_likely(code) || code < 400)
		return 0;
	if (i < s.n - 3 ? s.p[i - 1] != '(' : !log_ends(log_to(s, i),
	    "} code "))
		return 0;
	*n = i < s.n - 3 ? i - 1 : log_at(s, "} ");
	return code;
}

/* "4.2.2 full" at i. */
static bool
status_at(struct slice s, size_t i)
{
	struct status st;
	size_t n;

	s = slice_skip(s, i);
	n = s.n > 5 && (*s.p == '4' || *s.p == '5') && s.p[1] == '.' ?
	    reply_status(s, &st) : 0;
	return n > 0 && n < s.n && s.p[n] == ' ' && st.subject <= 7;
}

/*
 * Where one stands first, at the head or behind ": ", "{" or "message="; s.n:
 * nowhere.
 */
static size_t
status_first(struct slice s)
{
	const char *dot;
	size_t i;

	if (status_at(s, 0))
		return 0;
	for (i = 2; i < s.n; i++) {
		dot = memchr(s.p + i, '.', s.n - i);
		if (dot == NULL)
			break;
		i = (size_t)(dot - s.p);
		if ((s.p[i - 2] == '{' || s.p[i - 2] == ':' ||
		    (s.p[i - 2] == '=' && log_keeps_words(log_to(s, i - 1))) ||
		    (i > 2 &&
		    memchr(" \"'", s.p[i - 2], 3) != NULL && memchr(":={<(",
		    s.p[i - 3 - (i > 3 && s.p[i - 3] == ' ')], 5) != NULL)) &&
		    status_at(s, i - 1))
			return i - 1;
	}
	return s.n;
}

/*
 * The code that the status at i stands beside: log_status_beside(); or that of
 * Tcl's "550 {no such user}", whose words begin there; or 0.
 */
static int
code_before(struct slice s, size_t i)
{
	size_t k, end = i > 48 ? i - 48 : 0;
	bool words = log_ends(log_to(s, i), " {");
	int code;

	for (k = i > 4 ? i - 4 : 0; k > 0 && k >= end; k--)
		if (log_digits_at(s, k - 1) &&
		    (k == 1 || !log_word(s.p[k - 2])) &&
		    ((words && k + 4 == i) ||
		    log_status_beside(slice_skip(s, k - 1)) == i - (k - 1)) &&
		    log_names_code(log_to(s, k - 1))) {
			code = (s.p[k - 1] - '0') * 100 +
			    (s.p[k] - '0') * 10 + s.p[k + 1] - '0';
			return code >= 400 && log_likely(code) ? code : 0;
		}
	return 0;
}

bool
log_hint(struct slice s, struct log_hit *h)
{
	size_t i, n;
	int code;

	*h = (struct log_hit){ .before = { s.p, 0 }, .words = s,
	    .unsure = true };
	if (reply_code(s, &code) > 0 && s.n > 4 && s.p[3] != '-' &&
	    code >= 400 && log_likely(code) && !log_of_thread(s) &&
	    !log_of_web(s) && !log_unit_follows(slice_skip(s, 3))) {
		h->code = code;
		return true;
	}
	/* "554: words", as Yahoo's bounces have it */
	if (s.n > 5 && log_begins(slice_skip(s, 3), ": ") &&
	    reply_code(log_to(s, 3), &code) > 0 && code >= 400 &&
	    log_likely(code)) {
		h->code = code;
		h->bare = true;
		h->words = slice_skip(s, 5);
		return true;
	}
	h->code = code_behind(s, &n);
	i = status_first(s);
	h->unsure = i == s.n;
	if (i == s.n) {
		i = log_at(s, "{") + 1;
		if (i > s.n || (h->code == 0 && code_before(s, i) == 0))
			i = h->code == 0 ? s.n : log_at(s, ": ") + 2;
	}
	if (i >= s.n || i > n)
		return false;
	if ((code = code_before(s, i)) != 0)
		h->code = code;
	h->unsure = h->unsure || h->code / 100 != s.p[i] - '0';
	h->at = i;
	h->bare = h->code != 0;
	h->before = log_to(s, i);
	h->words = log_close(h->before, slice_skip(log_to(s, n), i));
	return true;
}

int
log_code_behind(struct slice s)
{
	size_t n;

	return code_behind(s, &n);
}

/*
 * log_find.c - where in a line a server's words stand: never "the first three
 * digits", but a code with what stands before and behind it.
 */
#include <string.h>

#include "log.h"
#include "wide.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Signs, anywhere before the code, that mail is spoken of. */
static const char signs[][12] = {
	"smtp", "rcpt", "recipient", "mail", "relay", "helo", "ehlo", "deliver",
	"bounce", "envelope", "sender", "defer", "said", "lmtp", "retcode",
	"spf ", "dkim", "dmarc"
};

/* Units: "250 bytes" is no reply. */
static const struct log_name units[] = {
	W("bytes"), W("byte"), W("octets"), W("kb"), W("mb"), W("gb"),
	W("kib"), W("mib"), W("ms"), W("msec"), W("s"), W("sec"),
	W("seconds"), W("minutes"), W("hours"), W("days"), W("lines"),
	W("files"), W("messages"), W("packets"), W("recipients"), W("users"),
	W("connections"), W("items"), W("entries"), W("times"), W("pages"),
	W("points"), W("percent"), W("of"), W("rows"), W("dpi"), W("hz"),
	W("mhz"), W("mails"), W("requests"), W("processes"), W("threads"),
	W("blocks")
};

/* Codes that servers give: 2yz to 5yz, y to 5; above that only known ones. */
bool
log_likely(int code)
{
	if (code >= 200 && code <= 259)
		return code == 200 || (code >= 211 && code <= 215) ||
		    (code >= 220 && code <= 221) || code == 235 ||
		    (code >= 250 && code <= 253);
	if (code >= 300 && code < 400)
		return code == 334 || code == 354;
	return (code >= 400 && code <= 459) || (code >= 500 && code <= 559) ||
	    (code >= 570 && code <= 579) || (code >= 590 && code <= 599) ||
	    code == 471 || code == 499;
}

/* Where mail is first spoken of in s; s.n: nowhere. */
static size_t
first_sign(struct slice s)
{
	size_t i, k;
	char c;

	for (i = 0; i < s.n; i++) {
		c = slice_lower(s.p[i]);
		if (c == '@')
			return i;
		for (k = 0; k < COUNT(signs); k++)
			if (signs[k][0] == c &&
			    slice_starts(slice_skip(s, i), signs[k]))
				return i;
	}
	return s.n;
}

/* What else a line may be about. */
enum spoken { HTTP, WEBHOOK, SMTP, FTP, SUBJECT, EXIT };
#define TOPICS	6

static const char topics[TOPICS][9] = {
	"http", "webhook", "smtp", "ftp", "subject:", "exit"
};

/*
 * A text being searched.  What is asked of all that stands before a code is
 * looked for but once, however many codes there are.
 */
struct finder {
	struct slice	 s;
	enum log_trust	 trust;
	bool		 looked, looked_words, looked_topics, looked_page;
	bool		 words;			/* signed_words() */
	size_t		 sign;			/* first_sign() */
	size_t		 topic[TOPICS];		/* where it ends, first */
	size_t		 page;			/* asks_page() */
};

/* Is the topic spoken of in before, which s begins with? */
static bool
speaks_of(struct finder *f, enum spoken topic, struct slice before)
{
	size_t	 i;

	for (i = 0; !f->looked_topics && i < TOPICS; i++)
		f->topic[i] = slice_find(f->s, topics[i]) + strlen(topics[i]);
	f->looked_topics = true;
	return f->topic[topic] <= before.n;
}

/*
 * Is mail spoken of in words, behind the code too, and not only in the name of
 * a file: "mailbox.java:12"?
 */
static bool
find_words(struct slice s)
{
	size_t	 i, n;

	for (; (i = first_sign(s)) < s.n; s = slice_skip(s, i + n)) {
		for (n = 1; i + n < s.n && log_word(s.p[i + n]); n++)
			continue;
		if (s.p[i] == '@' || i + n + 1 >= s.n || s.p[i + n] != '.' ||
		    !log_word(s.p[i + n + 1]))
			return true;
	}
	return false;
}

static bool
signed_words(struct finder *f)
{
	if (!f->looked_words)
		f->words = find_words(f->s);
	f->looked_words = true;
	return f->words;
}

/* Is mail spoken of before that? */
static bool
signed_mail(struct finder *f, struct slice before)
{
	if (!f->looked) {
		f->sign = first_sign(f->s);
		f->looked = true;
	}
	return f->sign < before.n || log_wished(before);
}

bool
log_unit_follows(struct slice after)
{
	size_t n;

	after = slice_trim(after);
	for (n = 0; n < after.n && log_word(after.p[n]); n++)
		;
	return n > 0 && LOG_AMONG(log_to(after, n), units);
}

/*
 * "550-5.1.1 a 550 5.1.1 b": the code comes again as that of the next line,
 * a line having 512 bytes at most (RFC 5321 4.5.3.1.5).
 */
static bool
repeated(struct slice s)
{
	char again[6];

	again[0] = s.p[0];
	again[1] = s.p[1];
	again[2] = s.p[2];
	again[3] = ' ';
	again[4] = '\0';
	return log_has(log_to(slice_skip(s, 4), 512), again);
}

bool
log_is_address(struct slice s)
{
	size_t i;

	for (i = 3; i < s.n && s.p[i] != ' ' && s.p[i] != '>'; i++)
		if (s.p[i] == '@')
			return true;
	return false;
}

/* "(550-01)", as amavis numbers what it looks at. */
static bool
is_id(struct slice s)
{
	size_t i;

	for (i = 4; i < s.n && slice_digit(s.p[i]); i++)
		continue;
	return i > 4 && i < s.n && s.p[i] == ')';
}

/* A status with a blank or a sign behind it, not "5.7.1-generic". */
static bool
whole_status(struct slice s, struct status *st)
{
	size_t n;

	n = reply_status(s, st);
	return n > 0 && (n == s.n ||
	    memchr(" \t\r\n,;:.)]\"'<[(\\#?|", s.p[n], 19) != NULL);
}

bool
log_of_web(struct slice s)
{
	static const char http[] =
	    "400 bad request\000401 unauthorized\000403 forbidden\000"
	    "404 not found\000405 method not allowed\000"
	    "408 request timeout\000409 conflict\000410 gone\000"
	    "413 content too large\000413 payload too large\000"
	    "422 unprocessable\000429 too many requests\000"
	    "500 internal server error\000502 bad gateway\000"
	    "503 service unavailable\000504 gateway time\0";

	return slice_starts_any(s, http);
}

/* What is counted or done to what was counted: "550 sent, 421 skipped". */
static const struct log_name counts[] = {
	W("sent"), W("skipped"), W("waiting"), W("unread"), W("pending"),
	W("delivered"), W("bounced"), W("deferred"), W("records"),
	W("objects"), W("emails"), W("workers"), W("jobs"), W("tasks"),
	W("events"), W("errors"), W("failures"), W("retries"), W("attempts"),
	W("deliveries"), W("new"), W("total"), W("more"), W("days"),
	W("people"), W("members"), W("subscribers"), W("characters"),
	W("bounces"), W("seen"), W("received"), W("queued"),
	W("mailboxes"), W("accounts"), W("domains"), W("files"), W("left"),
	W("active"), W("open"), W("idle")
};

bool
log_of_thread(struct slice s)
{
	static const char levels[] = "[note]\0[warning]\0[error]\0[system]\0"
	    "[info]\0[debug]\0";

	return slice_starts_any(slice_skip(s, 4), levels);
}

/*
 * Of a line that no server's words are known in: is it another protocol's
 * reply, a mail's subject, a count or a column, though mail is spoken of?
 */
static bool
other_number(struct finder *f, struct slice before, struct slice s)
{
	struct slice	 text = slice_trim(slice_skip(s, 4));
	size_t		 n;

	if (log_of_web(s) || log_of_thread(s))
		return true;
	for (n = 0; n < text.n && log_word(text.p[n]); n++)
		continue;
	if (n > 0 && LOG_AMONG(log_to(text, n), counts))
		return true;
	return f->trust == LOG_ANY && (speaks_of(f, SUBJECT, before) ||
	    (speaks_of(f, FTP, before) && !speaks_of(f, SMTP, before)) ||
	    (n == 0 && text.n > 0 && memchr("|/+=", *text.p, 4) != NULL));
}

/*
 * "550 handlers started": a word in the plural, in lower case, that a number
 * may count.  What a server says seldom begins so.
 */
static bool
counted(struct slice words)
{
	size_t	 n;

	words = slice_skip(words, 4);
	for (n = 0; n < words.n && words.p[n] >= 'a' && words.p[n] <= 'z'; n++)
		continue;
	return n > 3 && words.p[n - 1] == 's' &&
	    memchr("sui", words.p[n - 2], 3) == NULL &&
	    (n == words.n || memchr(" ,)\"'", words.p[n], 5) != NULL);
}

/* "PUT /x", "app: GET y": HTTP's methods (RFC 9110 9), in capitals. */
static bool
asks_page(struct finder *f, struct slice before)
{
	static const char methods[][8] = { "GET ", "PUT ", "POST ", "HEAD ",
	    "DELETE ", "PATCH " };
	size_t	 i, at, end;

	if (!f->looked_page)
		f->page = f->s.n + 1;
	for (i = 0; !f->looked_page && i < COUNT(methods); i++) {
		at = log_at(f->s, methods[i]);
		end = at + strlen(methods[i]);
		if (at < f->s.n && end < f->page &&
		    (at == 0 || !log_word(f->s.p[at - 1])))
			f->page = end;
	}
	f->looked_page = true;
	return f->page <= before.n;
}

/* Was a page asked for, and no mail sent? */
static bool
web(struct finder *f, struct slice before)
{
	return (speaks_of(f, HTTP, before) || speaks_of(f, WEBHOOK, before) ||
	    asks_page(f, before)) && !speaks_of(f, SMTP, before);
}

/* A code that HTTP has not: then the words behind it may speak of mail. */
static bool
mails_own(int code)
{
	return code / 10 == 55 || (code / 10 == 45 && code != 451) ||
	    code == 535;
}

/*
 * Does nothing before a code lead to it, or nothing in all the text speak of
 * mail?  It costs little to see.
 */
static bool
hopeless(struct finder *f, struct slice before, bool mark)
{
	static const struct log_name plain[] = {
		W("said"), W("code"), W("reply"), W("response"), W("replied")
	};
	struct slice word;
	bool colon;

	word = log_word_before(before, &colon);
	if (!mark && (word.n == 0 || colon || !LOG_AMONG(word, plain)))
		return true;
	return f->trust == LOG_ANY && !signed_mail(f, f->s) &&
	    !log_wished(before);
}

/*
 * Is a code that ends its line a server's, and no number?  Go's net/textproto
 * says "short response: 550", others name the command or whom mail failed.
 */
static bool
alone(struct slice before, int code)
{
	struct slice	 who;

	if (code < 400 || !log_ends(before, ": "))
		return false;
	if (log_ends(before, " SMTP code: ") ||
	    log_ends(before, "short response: ") ||
	    log_has(before, "RCPT") || log_has(before, "MAIL FROM"))
		return true;
	who = slice_skip(before, log_at_last(log_to(before, before.n - 2),
	    " "));
	return mails_own(code) && log_has(who, "@") &&
	    slice_has_any(before, "cannot \0fail\0error\0reject\0");
}

/* 550 with a blank, hyphen or the end behind it. */
static bool
accept_code(struct finder *f, struct slice before, struct slice s, int code)
{
	struct status st;
	struct slice word;
	bool colon, status, mark;

	if (log_starts(slice_skip(s, 3), " HTTP/") ||
	    (log_ends(before, " code ") && speaks_of(f, EXIT, before) &&
	    !speaks_of(f, SMTP, before)))
		return false;
	if (s.n > 3 && s.p[3] == '-' && (log_is_address(s) || is_id(s) ||
	    (s.n > 4 && s.p[4] == ':')))
		return false;
	status = s.n > 4 && whole_status(slice_trim(slice_skip(s, 4)), &st);
	mark = log_marked(before) || (f->trust != LOG_ANY &&
	    log_ends(before, "=> ")) || ((log_ends(before, "> => ") ||
	    log_ends(before, ">\" => ")) &&
	    slice_has_any(before, "rcpt to:\0mail from:\0"));
	if (!status && s.n > 3 && s.p[3] != '-' && hopeless(f, before, mark))
		return false;
	if (f->trust != LOG_SERVER && other_number(f, before, s))
		return false;
	if (status && st.class == code / 100 && st.subject <= 7)
		return log_likely(code) || log_marked(before) ||
		    signed_mail(f, before);
	word = log_word_before(before, &colon);
	if (colon && log_is_key(word) && !log_announced(before))
		return false;
	if (!log_likely(code) && f->trust != LOG_SERVER &&
	    !log_announced(before))
		return false;
	if (log_unit_follows(slice_skip(s, 3)))
		return false;
	if (s.n == 3 && alone(before, code))
		return true;
	if (s.n == 3)
		return log_announced(before) && mark && f->trust != LOG_ANY &&
		    !log_ends(before, "} code ") && !speaks_of(f, EXIT, before);
	if (status)
		return mark;
	/* Of several lines Ruby's errors show the first. */
	if (s.p[3] == '-' && !repeated(s) && f->trust != LOG_SERVER)
		return log_announced(before) ||
		    (mark && (f->trust == LOG_MAIL ||
		    (mails_own(code) && s.n > 4 && !slice_digit(s.p[4]) &&
		    signed_mail(f, f->s))));
	if (log_ends(before, "code=") || (log_ends(before, "=") &&
	    (f->trust == LOG_ANY || log_ends(before, "error=")) &&
	    !(log_keeps_words(before) && mails_own(code) && signed_words(f))))
		return false;
	if ((!mark && !log_announced(before)) || (f->trust == LOG_ANY &&
	    web(f, before)))
		return false;
	return f->trust != LOG_ANY || signed_mail(f, before) ||
	    (mails_own(code) && !log_ends(before, "(") &&
	    !speaks_of(f, HTTP, before) && signed_words(f));
}

/*
 * Where a status of the code's class is the next value behind it: "550;5.1.1",
 * "550 text="5.1.1 words"", "550, Msg:"5.1.1 words"", "550), source: "5.1.1";
 * 0: nowhere.  What stands between are signs, and names that have a value.
 */
size_t
log_status_beside(struct slice s)
{
	static const char between[] = " \t\"'`=:,;|/()[]{}<>-";
	struct status st;
	size_t i = 3, from, names = 0;

	while (i < s.n && i < 48 && !slice_digit(s.p[i])) {
		if (!log_word(s.p[i])) {
			if (memchr(between, s.p[i++],
			    sizeof(between) - 1) == NULL)
				return 0;
			continue;
		}
		for (from = i; i < s.n && (log_word(s.p[i]) || s.p[i] == '.');
		    i++)
			continue;
		if (log_is_key((struct slice){ s.p + from, i - from }) ||
		    ++names > 2)
			return 0;
		while (i < s.n && memchr(" \"']", s.p[i], 4) != NULL)
			i++;
		if (i == s.n || (s.p[i] != '=' && s.p[i] != ':'))
			return 0;
	}
	return i < s.n && whole_status(slice_skip(s, i), &st) &&
	    st.class == *s.p - '0' && st.subject <= 7 ? i : 0;
}

/*
 * What encloses the status at n behind the code: a quote of its own, or the
 * bracket that is open where the code stands; a row's next field is part of it.
 */
static struct slice
enclosing(struct slice before, struct slice s, size_t n)
{
	size_t i;

	if (memchr("\"'`", s.p[n - 1], 3) != NULL)
		return log_to(s, n);
	if (s.p[n - 1] == '|')
		return log_to(s, 0);
	for (i = before.n; i > 0 && before.n - i < 40 &&
	    memchr(")}", before.p[i - 1], 2) == NULL; i--)
		if (before.p[i - 1] == '(' || before.p[i - 1] == '{')
			return log_to(before, i);
	return log_to(s, n);
}

#define LABELS	512		/* bytes of a metric's labels */

/* The label of a metric: "smtp_replies{host="mx",code="550"} 17". */
static bool
of_metric(struct slice before, struct slice rest)
{
	size_t	 i;

	if (!log_ends(before, "=\"") || !log_begins(rest, "\""))
		return false;
	/* No further than labels reach, for there may be many codes. */
	before = slice_skip(before, before.n > LABELS ? before.n - LABELS : 0);
	i = log_at_last(before, "{");
	return log_has(log_to(rest, LABELS), "}") && i > 0 && i < before.n &&
	    (log_word(before.p[i - 1]) || log_ends(before, "{code=\""));
}

/* The code alone: "(550, b'...", "('550', ['...", "code \"550\"". */
static bool
accept_number(struct finder *f, struct slice before, struct slice s)
{
	static const struct log_name named[] = {
		W("code"), W("status"), W("reply"), W("error"), W("response")
	};
	struct slice rest;
	bool colon;

	rest = slice_skip(s, 3);
	if (rest.n > 1 && (*rest.p == '.' || *rest.p == ',') &&
	    slice_digit(rest.p[1]))
		return false;
	/* A process, a row of a table, a field beside the reply. */
	if (log_ends(before, "lmtp(") || log_ends(before, "VALUES (") ||
	    of_metric(before, rest) || (log_ends(before, "=") && s.n > 4 &&
	    repeated(s)))
		return false;
	if (log_ends(before, "short response: "))
		return true;
	/* "(SMTP 550): words" */
	if (log_ends(before, "(SMTP ") && log_begins(rest, ")"))
		return true;
	/* "response code received (550)" */
	if (log_ends(before, "(") && log_begins(rest, ")") && !web(f, before) &&
	    slice_has_any(slice_skip(before, before.n > 48 ? before.n - 48 : 0),
	    "response code \0reply code \0"))
		return true;
	/* "x (550)": the words stand before it. */
	if (log_ends(before, "(") && (rest.n == 1 ||
	    log_starts(rest, ") at ")) && !LOG_AMONG(log_word_before(
	    log_to(before, before.n - 1), &colon), named))
		return false;
	if ((log_ends(before, "(") || log_ends(before, ": ")) &&
	    (log_starts(rest, ", b'") || log_starts(rest, ", b\"")))
		return true;
	if (log_ends(before, "(") && (log_starts(rest, ", '") ||
	    log_starts(rest, ", \"")))
		return true;
	if (log_ends(before, "('") && log_starts(rest, "', ["))
		return true;
	return log_announced(before) && (f->trust != LOG_ANY ||
	    (signed_mail(f, before) && !web(f, before)));
}

/*
 * "mailer: 550: words", "SMTP 452 (4.2.2) words", "error 550 words": the number
 * is a code only if the words are a server's.
 */
static bool
perhaps(struct finder *f, struct slice before, struct slice s)
{
	struct slice rest = slice_skip(s, 3);
	struct status st;

	if (log_begins(rest, ": ")) {
		if (log_ends(before, " #") ? !log_announced(before) :
		    (before.n > 0 && !log_ends(before, " ")) ||
		    !log_marked(before))
			return false;
	} else if (!(log_begins(rest, " ") && log_leads(before)) &&
	    (!log_begins(rest, " (") ||
	    !whole_status(slice_skip(rest, 2), &st) ||
	    st.class != s.p[0] - '0' || st.subject > 7))
		return false;
	if (f->trust == LOG_ANY && (web(f, before) || (log_of_web(s) &&
	    !speaks_of(f, SMTP, before))))
		return false;
	return s.p[0] > '3' && (f->trust != LOG_ANY ||
	    (log_leads(before) ? signed_words(f) : signed_mail(f, before)));
}

/* May a code begin at i, by the byte before it? */
static bool
begins(struct slice s, size_t i)
{
	return i == 0 || memchr(" \t([{'\"`:=;,\n|><#", s.p[i - 1], 17) != NULL;
}

/* A tab as programs show it, then a status: "550#0115.1.1", "550?5.1.1". */
static size_t
tabbed(struct slice s)
{
	struct status st;
	size_t i, n;

	i = log_starts(slice_skip(s, 3), "#011") ? 7 :
	    log_starts(slice_skip(s, 3), "\\t") ? 5 :
	    s.p[3] == '?' || s.p[3] == '.' ? 4 : 0;
	n = i == 0 ? 0 : reply_status(slice_skip(s, i), &st);
	if (n == 0 || st.class != s.p[0] - '0' || st.subject > 7)
		return 0;
	/* 221.2.5.9 is an address; Courier's dots stand for control bytes. */
	if (s.p[3] == '.' && (i + n + 1 >= s.n || s.p[i + n] != '.' ||
	    slice_digit(s.p[i + n + 1])))
		return 0;
	return i;
}

/* The code, and a status beside it that is no part of a plain reply. */
static bool
try_beside(struct finder *f, int code, struct slice rest, struct log_hit *h)
{
	size_t n;

	n = log_likely(code) && !log_begins(slice_skip(rest, 3), " (") ?
	    log_status_beside(rest) : 0;
	if (n < 4 || (n == 4 && memchr(" -", rest.p[3], 2) != NULL) ||
	    !log_names_code(h->before) ||
	    (f->trust == LOG_ANY && !signed_words(f)))
		return false;
	h->code = code;
	h->bare = true;
	h->unsure = f->trust == LOG_ANY && n < 7 &&
	    (n == 4 || rest.p[3] == ',') && !log_ends(h->before, ": ");
	h->words = log_close(enclosing(h->before, rest, n),
	    slice_skip(rest, n));
	return true;
}

/* 'smtp_code=550 smtp_msg="no such user"': a code, and its words next to it. */
static bool
words_beside(struct finder *f, struct slice before, struct slice s)
{
	static const char keys[] =
	    "msg=\"\0text=\"\0message=\"\0reason=\"\0response=\"\0"
	    "reply=\"\0";
	struct slice	 key = log_to(slice_skip(s, 4), 26);
	size_t		 i = log_at(key, "\"");

	return log_ends(before, "code=") && i > 3 && i + 1 < key.n &&
	    i < 24 && log_at(key, " ") > i && slice_letter(key.p[i + 1]) &&
	    slice_has_any(log_to(key, i + 1), keys) &&
	    (f->trust != LOG_ANY || (!web(f, before) && signed_words(f)));
}

/* "503: no_service": a program's name for its own error. */
static bool
names_error(struct slice s)
{
	size_t	 n, from;

	for (from = 3; from < s.n && from < 6 &&
	    memchr(": \"", s.p[from], 3) != NULL; from++)
		continue;
	for (n = from; n < s.n && log_word(s.p[n]); n++)
		continue;
	return n > from && memchr(s.p + from, '_', n - from) != NULL &&
	    (n == s.n || s.p[n] != '=');
}

/* "550 words", as a server says it (RFC 5321 4.2). */
static bool
try_reply(struct finder *f, struct slice rest, int code, struct log_hit *h)
{
	struct slice before = h->before;

	if ((before.n > 0 || f->trust != LOG_SERVER) &&
	    !accept_code(f, before, rest, code)) {
		if (!log_likely(code) || !perhaps(f, before, rest))
			return false;
		h->unsure = true;
	}
	h->unsure = h->unsure || (f->trust != LOG_SERVER && counted(rest));
	h->code = code;
	h->words = log_close(before, rest);
	if (rest.n == 3 && log_details(before).n > 0) {
		h->words = log_details(before);
		h->bare = true;
	}
	return true;
}

/* "550, words", "(550)", "550<tab>words": the code by itself. */
static bool
try_number(struct finder *f, struct slice rest, int code, struct log_hit *h)
{
	struct slice before = h->before;
	size_t n;

	if (rest.n == 3 || memchr("'\"),;:.\\]#?", rest.p[3], 11) == NULL ||
	    !log_likely(code))
		return false;
	if ((n = tabbed(rest)) > 0 && log_marked(before)) {
		h->code = code;
		h->bare = true;
		h->words = log_close(before, slice_skip(rest, n));
		return true;
	}
	if (!accept_number(f, before, rest)) {
		if (!perhaps(f, before, rest))
			return false;
		h->unsure = true;
	}
	h->code = code;
	log_number_words(h, rest);
	return true;
}

static bool
try_code(struct finder *f, size_t i, struct log_hit *h)
{
	struct slice rest = slice_skip(f->s, i), before = log_to(f->s, i);
	int code;

	if ((rest.p[0] < '2' || rest.p[0] > '5') && (i > 0 ||
	    f->trust != LOG_SERVER))
		return false;
	if (log_hoped_for(before) || (f->trust == LOG_ANY && names_error(rest)))
		return false;
	h->at = i;
	h->before = before;
	h->bare = h->list = h->unsure = false;
	code = (rest.p[0] - '0') * 100 + (rest.p[1] - '0') * 10 +
	    rest.p[2] - '0';
	if (try_beside(f, code, rest, h))
		return true;
	if (log_likely(code) && words_beside(f, before, rest)) {
		h->code = code;
		log_number_words(h, rest);
		return true;
	}
	return reply_code(rest, &code) > 0 ? try_reply(f, rest, code, h) :
	    try_number(f, rest, code, h);
}

/* "The mail server responded: 5.1.1 ...": a status and no code. */
static bool
try_status(struct finder *f, size_t i, struct log_hit *h)
{
	struct slice s = f->s;
	struct status st;
	struct slice rest;
	size_t n;

	rest = slice_skip(s, i);
	n = reply_status(rest, &st);
	if (n == 0 || (n < rest.n && rest.p[n] != ' ' && rest.p[n] != ','))
		return false;
	if (st.subject > 7 || !(i == 0 ? f->trust == LOG_SERVER :
	    log_marked(log_to(s, i)) && log_announced(log_to(s, i))))
		return false;
	if (f->trust == LOG_ANY && !signed_mail(f, log_to(s, i)))
		return false;
	h->at = i;
	h->before = log_to(s, i);
	h->words = log_close(h->before, rest);
	h->code = 0;
	h->bare = h->list = h->unsure = false;
	return true;
}

/* The bytes of s before its first digit. */
static size_t
not_digits(struct slice s)
{
	size_t n;
	unsigned m;

	for (n = 0; n + WIDE <= s.n; n += WIDE) {
		m = wide_range(wide_load(s.p + n), '0', 10);
		if (m != 0)
			return n + wide_lowest(m);
	}
	while (n < s.n && !slice_digit(s.p[n]))
		n++;
	return n;
}

bool
log_find(struct slice s, enum log_trust trust, struct log_hit *h)
{
	struct finder f;
	size_t i;

	f = (struct finder){ .s = s, .trust = trust };
	for (i = 0; (i += not_digits(slice_skip(s, i))) + 3 <= s.n; i++) {
		if (begins(s, i)) {
			if (log_digits_at(s, i) && (i + 3 == s.n ||
			    !slice_digit(s.p[i + 3])) &&
			    try_code(&f, i, h))
				return true;
			if (s.p[i + 1] == '.' && try_status(&f, i, h))
				return true;
		}
		while (i + 1 < s.n && (log_word(s.p[i + 1])))
			i++;
	}
	return false;
}

struct slice
log_innermost(struct slice words)
{
	struct slice last, rest;
	struct log_hit h;

	last = (struct slice){ NULL, 0 };
	rest = words;
	while (rest.n > 8 && log_find(slice_skip(rest, 4), LOG_ANY, &h)) {
		if (h.before.n > 0 && log_announced(h.before))
			last = h.words;
		rest = slice_skip(slice_skip(rest, 4), h.at);
	}
	return last;
}

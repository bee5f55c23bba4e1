/*
 * log_find.c - where in a line a server's words stand: never "the first three
 * digits", but a code with what stands before and behind it.
 */
#include <string.h>

#include "log.h"
#include "wide.h"

/* Words that say "a server's reply follows"; they end before the code. */
#define W(word) { sizeof(word) - 1, word }
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct word {
	unsigned char	 n;
	char		 p[12];
};

static const struct {
	unsigned char	 n;
	char		 p[35];
} says[] = {
	W("said"), W("replied"), W("reply"), W("replies"), W("responded"),
	W("response"), W("resp"), W("rsp"), W("was"), W("smtp"), W("lmtp"),
	W("esmtp"), W("smtpmsg"), W("smtp error"), W("smtp code"),
	W("smtpstatus"), W("response code"), W("responsecode"),
	W("reply code"), W("smtp_code"), W("smtp status"), W("smtp response"),
	W("retcode"), W("diagnostic-code"), W("stat"), W("lr"), W("led"),
	W("refused to talk to me"), W("refused to start tls"),
	W("server message"), W("smtp reply"), W("remote error"),
	W("server error"), W("server response"), W("upstream error"),
	W("reject"), W("unexpected response"),
	W("unexpected smtp-server response"), W("unexpected reply"),
	W("remote smtp"), W("error code"), W("got code"), W("rcpt failed"),
	W("mail failed"), W("data failed"), W("access denied"), W("code"),
	W("last error"), W("error"), W("exception")
};

/* Signs, anywhere before the code, that mail is spoken of. */
static const char signs[][12] = {
	"smtp", "rcpt", "recipient", "mail", "relay", "helo", "ehlo", "deliver",
	"bounce", "envelope", "sender", "defer", "said", "lmtp", "retcode",
	"spf ", "dkim", "dmarc"
};

/* Units: "250 bytes" is no reply. */
static const struct word units[] = {
	W("bytes"), W("byte"), W("octets"), W("kb"), W("mb"), W("gb"),
	W("kib"), W("mib"), W("ms"), W("msec"), W("s"), W("sec"),
	W("seconds"), W("minutes"), W("hours"), W("days"), W("lines"),
	W("files"), W("messages"), W("packets"), W("recipients"), W("users"),
	W("connections"), W("items"), W("entries"), W("times"), W("pages"),
	W("points"), W("percent"), W("of"), W("rows"), W("dpi"), W("hz"),
	W("mhz"), W("mails"), W("requests"), W("processes"), W("threads"),
	W("blocks")
};

/* Keys whose number is something else. */
static const struct word keys[] = {
	W("size"), W("pid"), W("port"), W("line"), W("lines"), W("count"),
	W("total"), W("length"), W("number"), W("uid"), W("gid"), W("time"),
	W("score"), W("id"), W("no"), W("delay"), W("bytes"), W("nrcpt"),
	W("nrcpts"), W("rank"), W("pri"), W("qp"), W("fd"), W("ttl"),
	W("len"), W("age"), W("status"), W("limit"), W("max"), W("min"),
	W("session"), W("user"), W("version"), W("http")
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

/* The last word before the code, lower case, without marks between. */
static struct slice
word_before(struct slice s, bool *colon)
{
	size_t n, i;

	*colon = false;
	n = s.n;
	while (n > 0 && !log_word(s.p[n - 1])) {
		if (s.p[n - 1] == ':' || s.p[n - 1] == '=')
			*colon = true;
		if (s.p[n - 1] == ')' || s.p[n - 1] == ']' ||
		    s.p[n - 1] == '>' || s.p[n - 1] == '.')
			return (struct slice){ NULL, 0 };
		n--;
	}
	i = n;
	while (i > 0 && (log_word(s.p[i - 1]) || s.p[i - 1] == '-'))
		i--;
	return (struct slice){ s.p + i, n - i };
}

static bool
among(struct slice word, const struct word *list, size_t count)
{
	char c = word.n > 0 ? slice_lower(*word.p) : '\0';
	size_t i;

	for (i = 0; i < count; i++)
		if (word.n == list[i].n && c == list[i].p[0] &&
		    slice_starts(word, list[i].p))
			return true;
	return false;
}
#define AMONG(word, list)	among((word), (list), COUNT(list))

/* "?smtp=550&code=554" */
static bool
in_url(struct slice before)
{
	size_t n;

	for (n = before.n - 1; n > 0 && log_word(before.p[n - 1]); n--)
		;
	return n > 0 && (before.p[n - 1] == '&' || before.p[n - 1] == '?');
}

/*
 * 'Expected response code "250" but got ': what Swift Mailer and its heirs say
 * of a server; HTTP has no such success.
 */
static bool
wished(struct slice before)
{
	struct slice s = slice_skip(before, before.n > 72 ? before.n - 72 : 0);
	size_t i = slice_find(s, "expected response code ");
	int code;

	s = slice_skip(s, i + 23);
	if (log_starts(s, "\""))
		s = slice_skip(s, 1);
	return reply_code(log_to(s, 3), &code) > 0 && code > 200 &&
	    code < 400 && log_likely(code) && log_has(s, " but got ");
}

/* Do the words before end in one of says? */
static bool
announced(struct slice before)
{
	size_t n, i, len;
	struct slice tail;

	n = before.n;
	if (n > 0 && before.p[n - 1] == '=' && in_url(before))
		return false;
	if (log_ends(before, " but got "))
		return wished(before);
	while (n > 0 && !log_word(before.p[n - 1])) {
		if (before.p[n - 1] == ']' || before.p[n - 1] == '.')
			return false;
		n--;
	}
	for (i = 0; i < COUNT(says); i++) {
		len = says[i].n;
		if (len > n || slice_lower(before.p[n - 1]) !=
		    says[i].p[len - 1])
			continue;
		tail = (struct slice){ before.p + n - len, len };
		/* SMTPFatalError, SMTPAddressFailedException */
		if (slice_starts(tail, says[i].p) && (len == n ||
		    i + 2 >= COUNT(says) || !log_word(before.p[n - len - 1])))
			/* "smtp; 550", but not the banner "ESMTP 554-ready". */
			return !log_ends(log_to(before, n), "MTP") ||
			    (n < before.n && before.p[n] != ' ');
	}
	return false;
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
	bool		 looked, looked_words, looked_topics;
	bool		 words;			/* signed_words() */
	size_t		 sign;			/* first_sign() */
	size_t		 topic[TOPICS];		/* where it ends, first */
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
	return f->sign < before.n || wished(before);
}

bool
log_unit_follows(struct slice after)
{
	size_t n;

	after = slice_trim(after);
	for (n = 0; n < after.n && log_word(after.p[n]); n++)
		;
	return n > 0 && AMONG(log_to(after, n), units);
}

/* "[USER] ": a class of errors in brackets, and no process ID. */
static bool
bracketed(struct slice before)
{
	size_t i;

	if (!log_ends(before, "] "))
		return false;
	for (i = before.n - 2; i > 0 && before.p[i - 1] >= 'A' &&
	    before.p[i - 1] <= 'Z'; i--)
		;
	return i > 0 && i < before.n - 2 && before.p[i - 1] == '[';
}

/* Keys whose value may be a server's words. */
static const struct word quoted[] = {
	W("result"), W("message"), W("details"), W("msg"), W("error"),
	W("err"), W("reason"), W("text"), W("description")
};

/* The mark that stands right before a code: ": ", "=", "(", a quote, ";". */
bool
log_marked(struct slice before)
{
	size_t n;
	bool colon;
	char c;

	if (before.n == 0)
		return true;
	n = before.n;
	c = before.p[n - 1];
	if (log_ends(before, "code ") || log_ends(before, "> -> ") ||
	    bracketed(before))
		return true;
	if (c == '=' && in_url(before))
		return false;
	if ((c == '"' || c == '\'') && n > 1 && before.p[n - 2] == '=' &&
	    AMONG(word_before(before, &colon), quoted))
		return true;
	if (c == '=' || ((c == '"' || c == '\'') && n > 1 &&
	    before.p[n - 2] == '='))
		return announced(before);
	if (c == '"' || c == '\'' || c == '`' || c == '(' || c == ';' ||
	    c == '{' || c == '\n')
		return true;
	/* "msg:530 words" */
	if (c == ':')
		return AMONG(word_before(before, &colon), quoted);
	while (n > 0 && (before.p[n - 1] == ' ' || before.p[n - 1] == '\t'))
		n--;
	return n < before.n && n > 0 && (before.p[n - 1] == ':' ||
	    before.p[n - 1] == ';' || before.p[n - 1] == '=');
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

/* "550-5.1.1@host.example" is an address. */
static bool
is_address(struct slice s)
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

/* 'Expected response code "250" but got ...': our own wish, no reply. */
static bool
hoped_for(struct slice before)
{
	struct slice near;

	near = slice_skip(before, before.n > 32 ? before.n - 32 : 0);
	return slice_has(near, "expected") && !slice_has(near, "unexpected") &&
	    !log_has(near, "got");
}

/* HTTP's reason phrases (RFC 9110 15), which mail programs log too. */
static const char http[] =
    "400 bad request\000401 unauthorized\000403 forbidden\000404 not found\0"
    "405 method not allowed\000408 request timeout\000409 conflict\0"
    "410 gone\000413 content too large\000413 payload too large\0"
    "422 unprocessable\000429 too many requests\0"
    "500 internal server error\000502 bad gateway\0"
    "503 service unavailable\000504 gateway time\0";

/* What is counted or done to what was counted: "550 sent, 421 skipped". */
static const struct word counts[] = {
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

/* "421 [Note] Aborted connection": a database's thread, and a level. */
static bool
of_thread(struct slice s)
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

	if (slice_starts_any(s, http) || of_thread(s))
		return true;
	for (n = 0; n < text.n && log_word(text.p[n]); n++)
		continue;
	if (n > 0 && AMONG(log_to(text, n), counts))
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

/* Was a page asked for, and no mail sent? */
static bool
web(struct finder *f, struct slice before)
{
	return (speaks_of(f, HTTP, before) || speaks_of(f, WEBHOOK, before)) &&
	    !speaks_of(f, SMTP, before);
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
	static const struct word plain[] = {
		W("said"), W("code"), W("reply"), W("response"), W("replied")
	};
	struct slice word;
	bool colon;

	word = word_before(before, &colon);
	if (!mark && (word.n == 0 || colon || !AMONG(word, plain)))
		return true;
	return f->trust == LOG_ANY && !signed_mail(f, f->s) &&
	    !wished(before);
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

	if (log_starts(slice_skip(s, 3), " HTTP/"))
		return false;
	if (s.n > 3 && s.p[3] == '-' && (is_address(s) || is_id(s) ||
	    (s.n > 4 && s.p[4] == ':')))
		return false;
	status = s.n > 4 && whole_status(slice_trim(slice_skip(s, 4)), &st);
	mark = log_marked(before) || (f->trust != LOG_ANY &&
	    log_ends(before, "=> ")) || (log_ends(before, "> => ") &&
	    slice_has_any(before, "rcpt to:\0mail from:\0"));
	if (!status && s.n > 3 && s.p[3] != '-' && hopeless(f, before, mark))
		return false;
	if (f->trust != LOG_SERVER && other_number(f, before, s))
		return false;
	if (status && st.class == code / 100 && st.subject <= 7)
		return log_likely(code) || log_marked(before) ||
		    signed_mail(f, before);
	word = word_before(before, &colon);
	if (colon && AMONG(word, keys) && !announced(before))
		return false;
	if (!log_likely(code) && f->trust != LOG_SERVER && !announced(before))
		return false;
	if (log_unit_follows(slice_skip(s, 3)))
		return false;
	if (s.n == 3 && alone(before, code))
		return true;
	if (s.n == 3)
		return announced(before) && mark && f->trust != LOG_ANY &&
		    !log_ends(before, "} code ") && !speaks_of(f, EXIT, before);
	if (status)
		return mark;
	/* Of several lines Ruby's errors show the first. */
	if (s.p[3] == '-' && !repeated(s) && f->trust != LOG_SERVER)
		return announced(before) || (mark && (f->trust == LOG_MAIL ||
		    (mails_own(code) && s.n > 4 && !slice_digit(s.p[4]) &&
		    signed_mail(f, f->s))));
	if ((f->trust == LOG_ANY && log_ends(before, "=")) ||
	    log_ends(before, "code=") || log_ends(before, "error="))
		return false;
	if ((!mark && !announced(before)) || (f->trust == LOG_ANY &&
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
static size_t
status_beside(struct slice s)
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
		if (AMONG(((struct slice){ s.p + from, i - from }), keys) ||
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

/* Is the number behind before a code, if it has a name? */
static bool
names_code(struct slice before)
{
	static const char names[] = "code\0status\0reply\0response\0error\0"
	    "result\0smtp\0";
	struct slice word;
	const char *p;
	bool colon;

	word = word_before(before, &colon);
	if (!colon || word.n == 0)
		return true;
	if (log_ends(before, ": "))
		return slice_is(word, "status") || !AMONG(word, keys);
	for (p = names; *p != '\0'; p = slice_next(p))
		if (slice_starts(slice_skip(word, word.n - (word.n <
		    strlen(p) ? word.n : strlen(p))), p))
			return true;
	return false;
}

/* The code alone: "(550, b'...", "('550', ['...", "code \"550\"". */
static bool
accept_number(struct finder *f, struct slice before, struct slice s)
{
	static const struct word named[] = {
		W("code"), W("status"), W("reply"), W("error"), W("response")
	};
	struct slice rest;
	bool colon;

	rest = slice_skip(s, 3);
	if (rest.n > 1 && (*rest.p == '.' || *rest.p == ',') &&
	    slice_digit(rest.p[1]))
		return false;
	/* A label of a metric: {code="550"}; a field beside the reply. */
	if ((log_ends(before, "code=\"") && log_begins(rest, "\"}")) ||
	    (log_ends(before, "=") && s.n > 4 && repeated(s)))
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
	    log_starts(rest, ") at ")) && !AMONG(word_before(log_to(before,
	    before.n - 1), &colon), named))
		return false;
	if (log_ends(before, "(") && (log_starts(rest, ", b'") ||
	    log_starts(rest, ", b\"") || log_starts(rest, ", '") ||
	    log_starts(rest, ", \"")))
		return true;
	if (log_ends(before, "('") && log_starts(rest, "', ["))
		return true;
	return announced(before) && (f->trust != LOG_ANY ||
	    (signed_mail(f, before) && !web(f, before)));
}

/* "error 550 ", "server returned 452 ": a word that leads to a code. */
static bool
given(struct slice before)
{
	static const struct word leads[] = {
		W("error"), W("returned"), W("returns"), W("answered"),
		W("status"), W("got"), W("gave"), W("reply"), W("with")
	};
	bool colon;

	return log_ends(before, " ") && AMONG(word_before(before, &colon),
	    leads) && !colon;
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
		if (log_ends(before, " #") ? !announced(before) :
		    (before.n > 0 && !log_ends(before, " ")) ||
		    !log_marked(before))
			return false;
	} else if (!(log_begins(rest, " ") && given(before)) &&
	    (!log_begins(rest, " (") ||
	    !whole_status(slice_skip(rest, 2), &st) ||
	    st.class != s.p[0] - '0' || st.subject > 7))
		return false;
	return s.p[0] > '3' && (f->trust != LOG_ANY ||
	    (given(before) ? signed_words(f) : signed_mail(f, before)));
}

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

/* The words end where the quote or the bracket before them closes. */
static struct slice
close_words(struct slice before, struct slice s)
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
			    i + 2 < s.n && slice_lower(s.p[i + 2]) != s.p[i + 2]))
				return log_to(s, i);
	}
	/* A quote that opened further ahead: err="smtp: 550 ..." */
	if (q != '"' && odd_quotes(before)) {
		i = log_at(s, "\"");
		if (i < s.n && (i + 1 == s.n || memchr(" ,)}", s.p[i + 1],
		    4) != NULL))
			s = log_to(s, i);
	}
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

/* Behind a bare number: the quoted words that go with it, if any. */
static void
number_words(struct log_hit *h, struct slice s)
{
	struct slice rest, before;
	size_t i;
	int code;

	h->bare = true;
	rest = slice_skip(s, 3);
	i = log_at(log_to(rest, 24), "response: ") + 10;
	if (i < 24 && i < rest.n && rest.p[i] != '\'' && rest.p[i] != '"') {
		h->words = close_words(LOG_S("("), slice_skip(rest, i));
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
	if (!h->list && is_address(slice_skip(rest, i - (i > 2 ? 3 : i)))) {
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
		h->words = close_words(before, h->words);
	if (reply_code(h->words, &code) > 0 && code == h->code)
		h->bare = false;
}

static bool
digits_at(struct slice s, size_t i)
{
	return slice_digit(s.p[i]) && slice_digit(s.p[i + 1]) &&
	    slice_digit(s.p[i + 2]);
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

/* PHPMailer's "Detail: words SMTP code: 550": the words that stand before. */
static struct slice
details(struct slice before)
{
	struct slice w = { NULL, 0 };

	if (log_ends(before, " SMTP code: "))
		w = log_after_last(before, "Detail: ");
	return log_to(w, w.n - (w.n > 0 ? sizeof(" SMTP code: ") - 1 : 0));
}

/* The code, and a status beside it that is no part of a plain reply. */
static bool
try_beside(struct finder *f, int code, struct slice rest, struct log_hit *h)
{
	size_t n;

	n = log_likely(code) && !log_begins(slice_skip(rest, 3), " (") ?
	    status_beside(rest) : 0;
	if (n < 4 || (n == 4 && memchr(" -", rest.p[3], 2) != NULL) ||
	    !names_code(h->before) ||
	    (f->trust == LOG_ANY && !signed_words(f)))
		return false;
	h->code = code;
	h->bare = true;
	h->unsure = f->trust == LOG_ANY && n < 7 &&
	    (n == 4 || rest.p[3] == ',') && !log_ends(h->before, ": ");
	h->words = close_words(enclosing(h->before, rest, n),
	    slice_skip(rest, n));
	return true;
}

static bool
try_code(struct finder *f, size_t i, struct log_hit *h)
{
	struct slice s = f->s;
	struct slice rest, before;
	size_t n;
	int code;

	rest = slice_skip(s, i);
	before = log_to(s, i);
	if ((rest.p[0] < '2' || rest.p[0] > '5') && (i > 0 ||
	    f->trust != LOG_SERVER))
		return false;
	if (hoped_for(before))
		return false;
	h->at = i;
	h->before = before;
	h->bare = h->list = h->unsure = false;
	code = (rest.p[0] - '0') * 100 + (rest.p[1] - '0') * 10 +
	    rest.p[2] - '0';
	if (try_beside(f, code, rest, h))
		return true;
	if (reply_code(rest, &code) > 0) {
		if (i == 0 && f->trust == LOG_SERVER)
			;
		else if (!accept_code(f, before, rest, code)) {
			if (!log_likely(code) || !perhaps(f, before, rest))
				return false;
			h->unsure = true;
		}
		h->unsure = h->unsure || (f->trust != LOG_SERVER &&
		    counted(rest));
		h->code = code;
		h->words = close_words(before, rest);
		if (rest.n == 3 && details(before).n > 0) {
			h->words = details(before);
			h->bare = true;
		}
		return true;
	}
	if (rest.n == 3 || memchr("'\"),;:.\\]#?", rest.p[3], 11) == NULL)
		return false;
	if (log_likely(code) && (n = tabbed(rest)) > 0 && log_marked(before)) {
		h->code = code;
		h->bare = true;
		h->words = close_words(before, slice_skip(rest, n));
		return true;
	}
	if (!log_likely(code))
		return false;
	if (!accept_number(f, before, rest)) {
		if (!perhaps(f, before, rest))
			return false;
		h->unsure = true;
	}
	h->code = code;
	number_words(h, rest);
	return true;
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
	    log_marked(log_to(s, i)) && announced(log_to(s, i))))
		return false;
	if (f->trust == LOG_ANY && !signed_mail(f, log_to(s, i)))
		return false;
	h->at = i;
	h->before = log_to(s, i);
	h->words = close_words(h->before, rest);
	h->code = 0;
	h->bare = h->list = h->unsure = false;
	return true;
}

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
	bool colon;

	if (status_at(s, 0))
		return 0;
	for (i = 2; i < s.n; i++) {
		dot = memchr(s.p + i, '.', s.n - i);
		if (dot == NULL)
			break;
		i = (size_t)(dot - s.p);
		if ((s.p[i - 2] == '{' || s.p[i - 2] == ':' ||
		    (s.p[i - 2] == '=' && AMONG(word_before(log_to(s, i - 1),
		    &colon), quoted)) || (i > 2 &&
		    memchr(" \"'", s.p[i - 2], 3) != NULL && memchr(":={<(",
		    s.p[i - 3 - (i > 3 && s.p[i - 3] == ' ')], 5) != NULL)) &&
		    status_at(s, i - 1))
			return i - 1;
	}
	return s.n;
}

/*
 * The code that the status at i stands beside: status_beside(); or that of
 * Tcl's "550 {no such user}", whose words begin there; or 0.
 */
static int
code_before(struct slice s, size_t i)
{
	size_t k, end = i > 48 ? i - 48 : 0;
	bool words = log_ends(log_to(s, i), " {");
	int code;

	for (k = i > 4 ? i - 4 : 0; k > 0 && k >= end; k--)
		if (digits_at(s, k - 1) && (k == 1 || !log_word(s.p[k - 2])) &&
		    ((words && k + 4 == i) ||
		    status_beside(slice_skip(s, k - 1)) == i - (k - 1)) &&
		    names_code(log_to(s, k - 1))) {
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
	    code >= 400 && log_likely(code) && !of_thread(s)) {
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
	h->words = close_words(h->before, slice_skip(log_to(s, n), i));
	return true;
}

int
log_code_behind(struct slice s)
{
	size_t n;

	return code_behind(s, &n);
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
			if (digits_at(s, i) && (i + 3 == s.n ||
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
		if (h.before.n > 0 && announced(h.before))
			last = h.words;
		rest = slice_skip(slice_skip(rest, 4), h.at);
	}
	return last;
}

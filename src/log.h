/*
 * log.h - what the log_*.c share: slices, the finder, one line's findings and
 * what is carried from line to line.
 */
#ifndef LOG_H
#define LOG_H

#include "smtpcode.h"

/* log_text.c: slices searched, cut and joined */

#define LOG_S(lit)	((struct slice){ (lit), sizeof(lit) - 1 })

/* Letter, digit or `_'. */
static inline bool
log_word(char c)
{
	return slice_digit(c) || slice_letter(c) || c == '_';
}
/* The first n bytes of s, or all. */
static inline struct slice
log_to(struct slice s, size_t n)
{
	if (n < s.n)
		s.n = n;
	return s;
}
bool log_same(struct slice s, struct slice t);
bool log_starts(struct slice s, const char *lit);

/* The same for a literal where it matters: a compare, no call. */
static inline bool
log_begins(struct slice s, const char *lit)
{
	return s.n >= strlen(lit) && memcmp(s.p, lit, strlen(lit)) == 0;
}
bool log_ends(struct slice s, const char *lit);

/* The offset of lit in s, or s.n.  _last: its last place. */
size_t log_at(struct slice s, const char *lit);
size_t log_at_last(struct slice s, const char *lit);
bool log_has(struct slice s, const char *lit);

/*
 * Which two bytes stand side by side in a line, of each its low five bits: most
 * of what is looked for in it is known not to be there without a search.
 */
struct log_pairs {
	uint8_t	 seen[1024];
};

void log_pairs_of(struct log_pairs *x, struct slice s);
void log_pairs_add(struct log_pairs *x, struct slice s);	/* those of s */

/* All pairs of lit, which is not empty, are there. */
bool log_pairs_have(const struct log_pairs *x, const char *lit);

/* May lit, or letters that differ in their case, be there?  x NULL: yes. */
static inline bool
log_may_have(const struct log_pairs *x, const char *lit)
{
	return x == NULL || lit[0] == '\0' || lit[1] == '\0' ||
	    (x->seen[(lit[0] & 31) << 5 | (lit[1] & 31)] &&
	    log_pairs_have(x, lit + 1));
}

/* Where the first of the bytes of ends stands, two at most; s.n: nowhere. */
size_t log_first(struct slice s, const char *ends);

/* What stands behind lit, up to one of ends, two bytes at most; or none. */
struct slice log_value(struct slice s, const char *lit, const char *ends);

/* The rest of s behind lit (behind its last place), none without it; and what
 * stands before it. */
struct slice log_after(struct slice s, const char *lit);
struct slice log_after_last(struct slice s, const char *lit);
struct slice log_before(struct slice s, const char *lit);
struct slice log_unbracket(struct slice s);	/* "<a>" to "a" */
/* A host's name, or its address where it has none, in "NAME[IP]:25". */
struct slice log_host(struct slice s);
/* The length of what s begins with that ends no host's name, or less. */
size_t log_plain_host(struct slice s);

/* As much of s as buf holds, copied there. */
struct slice log_copy(char *buf, size_t size, struct slice s);

/* The text of s without quoting: \" \\ \u00e4 (JSON); into buf. */
struct slice log_unquote(struct slice s, char *buf, size_t size);

/* log_before.c: what stands before a code */

/* A short word and its length: W("said"). */
struct log_name {
	unsigned char	 n;
	char		 p[12];
};
#define W(word)	{ sizeof(word) - 1, word }

/* Is the word, in any case, one of the list of count? */
bool log_among(struct slice word, const struct log_name *list, size_t count);
#define LOG_AMONG(word, list) \
    log_among((word), (list), sizeof(list) / sizeof((list)[0]))

/*
 * The last word of s, in its own case, and whether a colon or "=" stands behind
 * it; none: a bracket's end or a full stop is nearer.
 */
struct slice log_word_before(struct slice s, bool *colon);

/* "size", "port": the key of a number that is no code. */
bool log_is_key(struct slice word);

/* Does before end in a key whose value may be a server's words ("msg=")? */
bool log_keeps_words(struct slice before);

/* Do the words before a code say that a reply follows ("said: ")? */
bool log_announced(struct slice before);

/*
 * 'Expected response code "250" but got ': what Swift Mailer and its heirs say
 * of a server; HTTP has no such success.
 */
bool log_wished(struct slice before);

/* 'Expected response code "': the client's own wish, no reply. */
bool log_hoped_for(struct slice before);

/* Is the number behind before a code, if it has a name ("status=")? */
bool log_names_code(struct slice before);

/* "error ", "server returned ": a word that leads to a code. */
bool log_leads(struct slice before);

/* Does a mark stand right before a code: ": ", "(", a quote, "reply="? */
bool log_marked(struct slice before);

/* log_find.c: where in a line a server's words stand */

/* How much of s is known to be a server's words. */
enum log_trust {
	LOG_ANY,		/* nothing is known of the line */
	LOG_MAIL,		/* a mail program wrote it */
	LOG_SERVER		/* words of a server, or of a failure */
};

struct log_hit {
	size_t		 at;		/* of the code, or of the status */
	struct slice	 before;	/* what stands before it */
	struct slice	 words;		/* from the code on, ended */
	int		 code;		/* that the line states; 0: none */
	bool		 bare;		/* words hold no code of their own */
	bool		 unsure;	/* see struct found */
	bool		 list;		/* Python's or Cisco's ['..', '..'] */
};

/* Is it a code that servers give? */
bool log_likely(int code);

/* "250 bytes": does a unit make a number of it? */
bool log_unit_follows(struct slice after);

/* "550-5.1.1@host.example" is an address. */
bool log_is_address(struct slice s);

/* "421 [Note] Aborted": a database's thread, and a level. */
bool log_of_thread(struct slice s);

/*
 * Where a status of the class of the code that s begins with is the next value
 * behind it: "550;5.1.1", "550, msg="5.1.1 x""; 0: nowhere.
 */
size_t log_status_beside(struct slice s);

/* "503 Service Unavailable": HTTP's words (RFC 9110 15), or mail's that are
 * the same. */
bool log_of_web(struct slice s);

/* Are the three bytes at i digits? */
static inline bool
log_digits_at(struct slice s, size_t i)
{
	return slice_digit(s.p[i]) && slice_digit(s.p[i + 1]) &&
	    slice_digit(s.p[i + 2]);
}

bool log_find(struct slice s, enum log_trust trust, struct log_hit *h);

/* The last reply that the words of another quote: "... said: 450 ...". */
struct slice log_innermost(struct slice words);

/* log_close.c: where a server's words end */

/* s up to where the quote or the bracket that ends before closes. */
struct slice log_close(struct slice before, struct slice s);

/* h's words for the bare number that s begins with: quoted, behind it. */
void log_number_words(struct log_hit *h, struct slice s);

/* PHPMailer's "Detail: words SMTP code: ": the words; none: it is not that. */
struct slice log_details(struct slice before);

/* log_hint.c */

/*
 * Words that are a server's only if a phrase of theirs is known: those behind a
 * status ("failed: 5.1.1 x") or before the code ("failed: x (550)"), and a line
 * that begins with a code amid other text.
 */
bool log_hint(struct slice s, struct log_hit *h);
int log_code_behind(struct slice s);	/* 0: none */

/* log_command.c */

/* The command that words like "after RCPT TO:<x>" or "greeting" name. */
enum command log_command(struct slice s);

/* The command that a client's line holds; COMMAND_NONE: none. */
enum command log_verb(struct slice s);

/* log_join.c: the lines of a reply made one */

/*
 * Take words (a reply of perhaps several lines, however joined, without its
 * code where the log states that apart) to r, whose text lies in t.  The
 * first code counts, and the last status.  True: its last line had a hyphen,
 * so that more should follow.
 */
bool log_join(struct slice words, int code, char *buf, struct reply *r);

/* A status in words that do not begin with one: "(#5.7.1)"; 0: none. */
bool log_inner_status(struct slice words, int code, struct status *st);

/* log_quick.c: Postfix's lines, known by how they begin */

/*
 * What stands behind "postfix/smtp[123]: ", n being log_postfix(); none: that
 * is not there.
 */
struct slice log_message(struct slice line, size_t n);

/* What stands behind the queue ID and its colon; none likewise. */
struct slice log_behind_id(struct slice message);

/* The same of a line of Exim's main log and its message ID. */
struct slice log_behind_exim_id(struct slice line);

/* log_quiet() of Exim's lines; where the quote of its log_sent() stands. */
bool log_exim_nothing(struct slice line);
size_t log_exim_taken(struct slice line);

/* log_quiet() by the line's message. */
bool log_nothing(struct slice message);

/*
 * Where the bracket of log_sent() stands in the line, rest of which is behind
 * the queue ID; 0: it is no such line.
 */
size_t log_taken(struct slice line, struct slice rest);

/* log_form.c: what each program's lines say beside the reply */

/* Programs that were asked for of late: do they carry mail? */
#define LOG_NAMES	16
struct log_names {
	struct {
		uint8_t	 n;		/* 0: free */
		bool	 mailer;
		char	 p[30];
	} of[LOG_NAMES];
};

/* A line and what is known of it. */
struct log_line {
	struct slice	 line;
	const struct log_pairs *pairs;	/* of line and msg; NULL: not known */
	struct log_names *names;	/* NULL: nothing is remembered */
	struct slice	 time;
	struct slice	 program;
	struct slice	 msg;		/* behind time, host and program */
	struct slice	 words;		/* the server's, or of the failure */
	struct slice	 host, recipient;
	const char	*format, *outcome;
	enum direction	 direction;
	enum command	 command;
	struct status	 verdict;
	struct status	 stated;	/* the server's, apart from words */
	enum cause	 given;		/* that the form decides, and not
					   the words; CAUSE_NONE: none */
	enum cause	 likely;	/* see struct found */
	int		 code;		/* likewise; 0: none */
	bool		 whole;		/* no line follows that belongs to it */
	bool		 below;		/* the recipient stands on the next */
	bool		 cut;		/* the entry goes on there */
	bool		 mail;		/* a mail program wrote it */
	bool		 client;	/* a client's error of no fixed form */
	bool		 failed;	/* words say why, a code or none */
	bool		 sent;		/* delivered, perhaps without words */
	bool		 own;		/* words are no server's: no reply */
	bool		 quiet;		/* known to hold nothing */
	bool		 unsure;	/* see struct found */
	bool		 follows;	/* see struct found */
	bool		 retold;	/* likewise */
};

/* Does it name the program that wrote it, and is that none for mail? */
static inline bool
log_stranger(const struct log_line *l)
{
	return l->program.n > 0 && !l->mail;
}

/* log_at() in s, which is part of l's line or message. */
static inline size_t
log_holds_at(const struct log_line *l, struct slice s, const char *lit)
{
	return log_may_have(l->pairs, lit) ? log_at(s, lit) : s.n;
}

/* log_has() likewise. */
static inline bool
log_holds(const struct log_line *l, struct slice s, const char *lit)
{
	return log_may_have(l->pairs, lit) && log_has(s, lit);
}

/* slice_has_any() likewise. */
bool log_holds_any(const struct log_line *l, struct slice s,
    const char *words);

/* Is it the name of a program that carries mail? */
bool log_mailer(struct slice name);

/* Time, host and program taken off. */
void log_prefix(struct log_line *l);

/* log_fail.c: what a line tells by its words alone */

/* Of a service whose replies have three digits, too: FTP, NNTP, SIP? */
bool log_other_service(const struct log_line *l);
/* Does a mail program's line of no known form say that something failed? */
bool log_failure(const struct log_line *l);

/* log_postfix.c, log_exim.c: two of the recognisers */
bool log_by_postfix(struct log_line *l);
bool log_by_exim(struct log_line *l);

/*
 * The line without what was put before it when the log was shown or sent on: a
 * container's name, or the "> " of a mail that quotes a dialogue which bears
 * marks of its own.  quoted is carried on; begins: no dialogue is known yet.
 */
struct slice log_unwrap(struct slice line, bool *quoted, bool begins);

/*
 * log_paste.c: the line without what a terminal or a page put around a reply in
 * it; into l->plain if anything.  Its pairs are l->pairs.
 */
struct slice log_plain(struct log *l, struct slice line);

/* log_own.c: what mail programs log by themselves, with no reply */

bool log_by_own(struct log_line *l);
/* Does s name a port, and none that mail is sent to? */
bool log_elsewhere(struct slice s);
/* What a client's error comes from where its words are unknown; or NONE. */
enum cause log_likely_cause(const struct log_line *l);
/* What an application tells of mail that it could not send. */
bool log_unsent(struct log_line *l);
/*
 * A mail program's line that holds no reply and tells of no failure, or of one
 * that another line has the words of.
 */
bool log_calm(const struct log_line *l);
/* Does Postfix's message say that TLS was agreed on? */
bool log_handshake(struct slice message);

/* The recognisers in turn; false: none knows the line. */
bool log_form(struct log_line *l);

/* A delivery of Exim's that failed, by all of its line. */
bool log_exim_failed(struct log_line *l);

/* Fill what is still unknown from what stands before and behind the words. */
void log_context(struct log_line *l, struct slice before, struct slice after);

/* "bounced", "TempFail" to the words of found.outcome; NULL: none. */
const char *log_outcome(struct slice word);

/* log_delivery.c: Postfix's deliveries, by their fields, and its rejections */

/*
 * The fields of nearly all lines of Postfix's delivery agents, not read yet:
 * "to=<x>, relay=NAME[IP]:25, ..., dsn=5.1.1, status=WORD (REASON", with no
 * parenthesis before.
 */
struct log_fields {
	struct slice	 recipient;	/* x */
	struct slice	 relay;		/* from there to the line's end */
	struct slice	 peer;		/* "NAME[IP]"; none: no such relay */
	struct slice	 host;		/* the relay's, as log_host() has it */
	bool		 dotted;	/* and that has a dot */
	struct slice	 dsn;
	struct slice	 outcome;	/* WORD */
	struct slice	 reason;	/* from the parenthesis to the end */
};

/* Of a log_message(); false: they are not there, or not in that way. */
bool log_fields_of(struct slice message, struct log_fields *d);

/*
 * A Postfix delivery agent's line, by its log_message() in l->msg and by those
 * fields; NULL: it has them not.
 */
bool log_delivery(struct log_line *l, const struct log_fields *d);

/* A recipient that Postfix's server refused, likewise. */
bool log_rejection(struct log_line *l);

/* "host NAME[IP] said: 550 ...", the reason of a delivery, to words and host. */
void log_reason(struct log_line *l, struct slice s);

/* What stands behind NAME[IP], a rejection's client, and postscreen's port. */
struct slice log_behind_client(struct slice s);

/* Submission's last rule refuses who has not logged in by these words. */
enum cause log_not_logged_in(const struct log_line *l);

/* log_json.c: a line of JSON as a row of keys and values */

enum log_key {
	LOG_KEY_OTHER,
	LOG_KEY_MAIL,		/* its name speaks of mail */
	LOG_KEY_TEXT,		/* may hold a server's words */
	LOG_KEY_WORDS,		/* holds them */
	LOG_KEY_CODE,
	LOG_KEY_STATUS,		/* the program's own */
	LOG_KEY_ENHANCED,	/* the server's */
	LOG_KEY_CLASS,		/* the same in three numbers, in order */
	LOG_KEY_SUBJECT,
	LOG_KEY_DETAIL,
	LOG_KEY_COMMAND,
	LOG_KEY_RECIPIENT,
	LOG_KEY_HOST,
	LOG_KEY_PROGRAM,
	LOG_KEY_TIME,
	LOG_KEY_EVENT
};

struct log_value {
	enum log_key	 key;
	struct slice	 text;		/* still quoted */
};

/* Does s begin as JSON with a key? */
bool log_json(struct slice s);
/* The next value behind *at; false: no more. */
bool log_json_next(struct slice s, size_t *at, struct log_value *v);

/* log_again.c */

/* log_postfix(), at once of a line that begins as the last one that had it. */
size_t log_again_postfix(struct log_again *a, struct slice line);

/*
 * A delivery that is like one before but for addresses and what stands before
 * its status: f but for the time, the text a part of d's reason or in buf.
 */
bool log_again_delivery(struct log_again *a, const struct log_fields *d,
    char buf[LOG_TEXT_MAX], struct found *f);

/*
 * Words said before: f's reply, command and number, the text a part of l's
 * words or in buf.  l's command is what is known of it without them.
 */
bool log_again_words(struct log_again *a, const struct log_line *l,
    char buf[LOG_TEXT_MAX], struct found *f);

/* What was found there, where one of these has just said false. */
void log_again_keep(struct log_again *a, const struct log_line *l,
    struct found *f);

/* log_short.c: lines that are read by a short way */

enum log_short { LOG_SHORT_NONE, LOG_SHORT_FORM, LOG_SHORT_FOUND };

/*
 * What a line with that log_message() is: no such line; or ln, and what it
 * holds is to be found in the usual way; or it is f, whose text is in buf or in
 * line.
 */
enum log_short log_short(struct log_again *a, struct slice line,
    struct slice message, char buf[LOG_TEXT_MAX], struct log_line *ln,
    struct found *f);

/* log_talk.c: who speaks in a dialogue */

enum log_side { LOG_NOBODY, LOG_CLIENT, LOG_SERVER_SIDE };

#define LOG_PIPELINE	64		/* commands that await their replies */
#define LOG_ADDRESS	128
#define LOG_REFUSED	8	/* refusals that a client may tell of later */
#define LOG_REFUSED_TEXT	48

struct log_asked {
	enum command	 command;
	size_t		 n;
	char		 recipient[LOG_ADDRESS];
};

struct log_refused {
	enum command	 command;
	int		 code;
	char		 text[LOG_REFUSED_TEXT];	/* how it begins */
};

struct log_talk {
	bool		 open;		/* a greeting or a command was seen */
	bool		 commands;	/* the client's lines are shown */
	bool		 bare;		/* they bear no mark */
	bool		 stray;		/* but those before did */
	bool		 body;		/* between 354 and the dot */
	bool		 first;		/* first line of the body */
	bool		 prose;		/* a line was neither side's */
	bool		 fresh;		/* connected, and nothing said yet */
	bool		 tries;		/* Sendmail's, host by host */
	bool		 quoted;	/* the mark is a mail's, before all */
	bool		 free;		/* the marks are unknown ones */
	bool		 other;		/* it is FTP's, or NNTP's */
	uint32_t	 lead;		/* and those of the server, a number */
	char		 server;	/* '<' or '>': the server's mark */
	size_t		 host_n;
	char		 host[LOG_ADDRESS];	/* as the greeting names it */
	enum log_side	 turn;		/* "Server:" stood alone above */
	enum command	 last;		/* that was answered */
	int		 last_code;
	enum command	 refusal;	/* that later commands of the same
					   transaction suffer by; NONE: none */
	bool		 taken;		/* a recipient was, in it */
	bool		 follows;	/* the last reply, from the refusal */
	size_t		 refusals;	/* so far; the ring of the latest */
	struct log_refused refused[LOG_REFUSED];
	size_t		 head, count;	/* the ring of what was asked */
	struct log_asked asked[LOG_PIPELINE];
};

/*
 * Who speaks on the line, and what; NOBODY: it is no dialogue's.  whole: msg
 * is all of the line, so that the server's words may stand bare.
 */
enum log_side log_speaker(struct log_talk *t, const struct log_line *l,
    bool whole, struct slice *said);
/* Is it what a server says before all, by its name and protocol? */
bool log_greeting(const struct reply *r);
/* Quotes, "\r\n" in letters and a CSV's last comma taken off. */
struct slice log_unmark(struct slice said);
void log_asks(struct log_talk *t, struct slice said);
/*
 * The command that r answers, more lines of which follow or not; *to is the
 * RCPT's address.
 */
enum command log_answers(struct log_talk *t, const struct reply *r, bool more,
    struct slice *to);
/* Is code that of the last reply, or of a refusal before it?  *c: of what. */
bool log_repeats(const struct log_talk *t, int code, enum command *c);
/* Nothing was asked since, and r says once more what was refused last. */
bool log_echoes(const struct log_talk *t, const struct reply *r);
/* Do words hold those of a refusal before? */
bool log_retells(const struct log_talk *t, struct slice words);
/* The greeting's words: the server's name is their first. */
void log_greets(struct log_talk *t, struct slice text);
/* A line that tells that a connection failed, or broke off? */
bool log_breaks(struct log_talk *t, const struct log_line *l);
/* A line that tells of a new connection? */
bool log_connects(struct log_talk *t, const struct log_line *l);

/* No dialogue is or was going on, nor is one about to begin. */
bool log_closed(const struct log_talk *t);

/* log_free.c: log_speaker() where no known mark stands */
enum log_side log_free_speaker(struct log_talk *t, const struct log_line *l,
    struct slice *said);

/* log.c: what is carried from line to line */

#define LOG_DELIVERIES	256		/* of qmail, by number modulo this */
#define LOG_RAW_MAX	8192	/* of one reply's lines, as they stand */
#define LOG_FIELD_MAX	256
#define LOG_SCRATCH_MAX	65536

struct log_delivery {
	unsigned long	 number;
	size_t		 n;
	char		 recipient[LOG_ADDRESS];
};

/* A reply some lines of which may be still to come. */
struct log_pending {
	bool		 open;
	bool		 dialogue;
	bool		 loose;		/* later lines bear a status only */
	bool		 held;		/* complete, but void if another host
					   is asked next */
	bool		 below;		/* complete, but for the recipient */
	bool		 cut;		/* Exim's entry goes on, "[1/2] ..." */
	bool		 folded;	/* lines may be, as Postfix's mails are */
	bool		 more;		/* and a further line of the reply comes */
	size_t		 indent;	/* of its first line */
	bool		 wordless;	/* no reply: words that hold no code */
	char		 quote;		/* that they stand in, or NUL */
	int		 code;
	unsigned long	 line, end;
	struct log_line	 of;		/* its slices lie in fields below */
	size_t		 n, lead_n;
	char		 raw[LOG_RAW_MAX];
	char		 lead[LOG_FIELD_MAX];
	char		 time[LOG_FIELD_MAX];
	char		 host[LOG_FIELD_MAX];
	char		 recipient[LOG_FIELD_MAX];
};

/* A delivery report's fields so far. */
struct log_report {
	struct status	 verdict;
	const char	*outcome;
	size_t		 recipient_n, host_n;
	char		 recipient[LOG_FIELD_MAX], host[LOG_FIELD_MAX];
};

/* The pieces of a line that was broken, a newline between; n = 0: none. */
struct log_wrap {
	bool		 full;		/* no more can come */
	size_t		 n, first;	/* bytes; and of the first piece */
	unsigned long	 line, end;
	char		 text[LOG_RAW_MAX];
};

struct log {
	struct log_again	*again;
	bool			 quick;	/* the last line was log_quick() */
	struct log_pairs	 pairs;	/* of the line */
	struct log_names	 names;
	struct log_talk		 talk;
	struct log_report	 report;
	struct log_refused	 thrown; /* with the last error */
	enum command		 step;	/* that a client's error named */
	unsigned long		 stepped; /* the line it stood on */
	unsigned long		 hinted; /* the line of the last reply */
	struct status		 status; /* that its words begin with */
	bool			 quoted;	/* "> " begins each line */
	struct log_pending		 pending;
	struct log_delivery	 deliveries[LOG_DELIVERIES];
	char			 text[LOG_TEXT_MAX];
	char			 scratch[LOG_SCRATCH_MAX];
	char			 plain[LOG_SCRATCH_MAX]; /* without colours */
	struct log_wrap		 wrap;
	char			 mended[LOG_RAW_MAX];
};

/* Where what is found goes. */
struct log_sink {
	log_emit	*emit;
	void		*arg;
	unsigned long	 number;
};
/* A line that may be a dialogue's under marks unknown: did the server speak? */
bool log_overheard(struct log *l, struct log_line *ln,
    const struct log_sink *to);
/* Whatever line it is, once its prefix is off: was there anything in it? */
bool log_any(struct log *l, struct log_line *ln, bool bare,
    const struct log_sink *to);

/* A line as it is, which none was broken into. */
void log_one(struct log *l, struct slice line, unsigned long number,
    log_emit *emit, void *arg);

/* log_wrap.c: a log's line that was broken into several */

/* Is it the first of such, and kept? */
bool log_broken(struct log *l, const struct log_line *ln,
    unsigned long number);
/* Is it the next of those that are kept? */
bool log_goes_on(struct log *l, struct slice line, unsigned long number);
/* Read what is kept, if anything, as one line. */
void log_mend(struct log *l, log_emit *emit, void *arg);

/* log_reply.c: a reply gathered from lines, and what was found given out */

/* What the line says of the reply. */
void log_fill(struct found *f, const struct log_line *of);

/* The reply in words, with code where they hold none; its text is in buf. */
void log_understand(struct slice words, int code, char *buf,
    struct found *f);

/* What words without a code hold; own: a program's, and no server's. */
void log_wordless(struct slice words, bool own, struct found *f);

/* What stands behind the code, if words begin with one. */
struct slice log_code_off(struct slice words);

/* The blanks, and the marks of a mail that is quoted, that s begins with. */
size_t log_indent(struct slice s);

/* Nothing but levels and names in brackets, as may stand before a reply. */
bool log_plain_lead(struct slice s);
/* Does s go on, codes taken off, what the line before gave out? */
bool log_codeless_rest(struct log *l, struct slice s, unsigned long number);

/* The length of Exim's "[2/3] ", or 0; *more: a later part will come. */
size_t log_entry_part(struct slice s, bool *more);

/*
 * Begin a reply of ln, behind lead; complete: no further line of it can come.
 */
void log_begin(struct log *l, const struct log_line *ln, struct slice lead,
    struct slice words, int code, bool dialogue, bool complete,
    const struct log_sink *to);

/* Was the line a further one of the reply begun?  There is one. */
bool log_continues(struct log *l, const struct log_line *ln,
    const struct log_sink *to);

/* Give out the reply begun, if there is one. */
void log_finish(struct log *l, const struct log_sink *to);

/* Give out a failure, or a reply without a code. */
void log_without_code(struct log *l, struct log_line *ln,
    const struct log_sink *to);

/* log_event.c: a line of JSON, text by text */

/* json: ln's message, or the end of it; false: not what it seemed to be. */
bool log_event(struct log *l, struct log_line *ln, struct slice json,
    const struct log_sink *to);

#endif

/*
 * smtpcode.h - every struct and prototype, grouped by file, in the order the
 * data flows:
 *
 *	bytes -> input -> log, mail -> reply -> explain -> tally -> render
 *	                                           |
 *	                                   phrase, table <- codes.def
 */
#ifndef SMTPCODE_H
#define SMTPCODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * Bytes that belong to somebody else: no NUL at the end, NUL possible inside.
 * p may be NULL only where n is 0, which is "none".
 */
struct slice {
	const char	*p;
	size_t		 n;
};

/* table.c: codes.def as arrays */

/* A word of the table; 0 is the empty string.  table_text() reads it. */
typedef uint16_t text_ref;

/* A packed string of the table; 0 is the empty string: table_prose(). */
typedef uint16_t prose_ref;

#define TABLE_PROSE_MAX	768	/* bytes of an unpacked string and its NUL */

enum command {
	COMMAND_NONE,
#define COMMAND(id, word, title) COMMAND_##id,
#include "codes.def"
	COMMAND_COUNT
};

enum cause {
#define CAUSE(id, word, fault, retry, title, meaning) CAUSE_##id,
#include "codes.def"
	CAUSE_COUNT
};

enum provider {
#define PROVIDER(id, name, domains, page) PROVIDER_##id,
#include "codes.def"
	PROVIDER_COUNT
};

enum blocklist {
#define BLOCKLIST(id, words, name, page, note) BLOCKLIST_##id,
#include "codes.def"
	BLOCKLIST_COUNT
};

enum page {
#define PAGE(id, url) PAGE_##id,
#include "codes.def"
	PAGE_COUNT
};

/* What kind of document defines a reply code. */
enum kind {
#define KIND(id, words) KIND_##id,
#include "codes.def"
	KIND_COUNT
};

enum fault {
#define FAULT(id, word, title) FAULT_##id,
#include "codes.def"
	FAULT_COUNT
};

enum retry {
#define RETRY(id, word, title) RETRY_##id,
#include "codes.def"
	RETRY_COUNT
};

enum who {
#define WHO(id, title) WHO_##id,
#include "codes.def"
	WHO_COUNT
};

enum note {
#define NOTE(id, words) NOTE_##id,
#include "codes.def"
	NOTE_COUNT
};

enum topic {
#define TOPIC(id, cause, fault, words) TOPIC_##id,
#include "codes.def"
	TOPIC_COUNT
};

struct table_digit {
	unsigned char	 position, first, last;
	prose_ref	 title, source, meaning;
};

struct table_command {
	text_ref	 word, title;
};

/* A REPLY or ALSO row: which says whether it is the code's own meaning. */
struct table_reply {
	uint16_t	 code;
	uint8_t		 kind;		/* enum kind */
	uint8_t		 cause;		/* enum cause */
	bool		 also;
	prose_ref	 title, source, meaning;
};

struct table_stray {
	uint16_t	 code;
	uint8_t		 class;		/* 0: no status */
	uint8_t		 cause;
	uint16_t	 subject, detail;
	prose_ref	 title, source, meaning;
};

struct table_answer {
	uint16_t	 code;
	uint8_t		 command;	/* enum command */
};

struct table_port {
	uint16_t	 port;
	prose_ref	 title, source, meaning;
};

/* A KIND or WHO row has no word. */
struct table_word {
	text_ref	 word, title;
};

struct table_note {
	prose_ref	 words;
};

/* A CLASS row has number = class, a SUBJECT row its subject. */
struct table_part {
	uint16_t	 number;
	prose_ref	 title, source, meaning;
};

struct table_status {
	uint8_t		 class;		/* 0: any */
	uint8_t		 cause;
	uint16_t	 subject, detail;
	text_ref	 classes, codes;
	prose_ref	 title, source, meaning;
};

struct table_cause {
	text_ref	 word;
	uint8_t		 fault;		/* enum fault */
	uint8_t		 retry;		/* enum retry */
	text_ref	 title;
	prose_ref	 meaning;
};

struct table_hint {
	uint8_t		 cause;
	uint8_t		 who;		/* enum who */
	prose_ref	 advice;
};

struct table_code_hint {
	uint16_t	 code;		/* below 10: a first digit */
	uint8_t		 who;
	prose_ref	 advice;
};

struct table_status_hint {
	uint8_t		 class, who;
	uint16_t	 subject, detail;
	prose_ref	 advice;
};

struct table_topic {
	uint8_t		 cause;
	uint8_t		 fault;
	prose_ref	 words;		/* empty: none tell it */
};

struct table_topic_hint {
	uint8_t		 topic;		/* enum topic */
	uint8_t		 who;
	prose_ref	 advice;
};

/* A PHRASE, CLUE or EITHER row. */
struct table_phrase {
	unsigned	 cause : 8;
	unsigned	 also : 8;	/* CAUSE_NONE: no other */
	unsigned	 clue : 1;
	unsigned	 words : 15;	/* a prose_ref */
};

struct table_suggestion {
	uint8_t		 command, cause;
	uint16_t	 code;		/* below 10: a first digit */
};

struct table_page {
	prose_ref	 url;
};

struct table_provider {
	text_ref	 name, domains;
	uint16_t	 page;		/* enum page */
};

struct table_mark {
	uint8_t		 provider;
	prose_ref	 words;
};

struct table_rule {
	uint8_t		 provider, cause;
	uint8_t		 class;		/* 0: any */
	uint8_t		 subject;
	uint16_t	 code;		/* 0: any */
	uint16_t	 detail;
	uint16_t	 page;		/* enum page */
	prose_ref	 words, meaning, remedy;
};

struct table_blocklist {
	prose_ref	 words;
	text_ref	 name;
	prose_ref	 note;
	uint16_t	 page;
};

struct table_wait {
	prose_ref	 words;
};

struct table_implied {
	uint8_t		 command, cause;
	uint8_t		 provider;	/* PROVIDER_NONE: any */
	uint8_t		 subject;	/* 0: any */
	uint16_t	 first, last;
};

struct table_stage {
	uint8_t		 command;
	prose_ref	 words;
};

/* An array of the table with its length. */
#define TABLE(type, name)						\
	extern const struct table_##type table_##name[];		\
	extern const size_t table_##name##_count;
TABLE(digit, digits)
TABLE(command, commands)	/* by enum command; [0] is empty */
TABLE(reply, replies)
TABLE(stray, strays)
TABLE(answer, answers)
TABLE(port, ports)
TABLE(part, classes)
TABLE(part, subjects)
TABLE(status, statuses)
TABLE(word, kinds)		/* by enum kind */
TABLE(word, faults)		/* by enum fault */
TABLE(word, retries)		/* by enum retry */
TABLE(word, whos)		/* by enum who */
TABLE(note, notes)		/* by enum note */
TABLE(cause, causes)		/* by enum cause */
TABLE(hint, hints)
TABLE(code_hint, code_hints)
TABLE(status_hint, status_hints)
TABLE(topic, topics)		/* by enum topic */
TABLE(topic_hint, topic_hints)
TABLE(phrase, phrases)
TABLE(wait, waits)
TABLE(suggestion, suggestions)
TABLE(implied, implieds)
TABLE(stage, stages)
TABLE(page, pages)		/* by enum page */
TABLE(provider, providers)	/* by enum provider */
TABLE(mark, marks)
TABLE(rule, rules)
TABLE(blocklist, blocklists)	/* by enum blocklist */
#undef TABLE

/* Bytes of all words that are looked for in texts, with a NUL each. */
extern const size_t table_words_size;

/* The row that matches, the best first; NULL: none. */
const struct table_reply *table_reply(int code);
const struct table_stray *table_stray(int code);
const struct table_digit *table_digit(int position, int digit);
const struct table_part *table_class(int class);
const struct table_part *table_subject(int subject);
struct status;
const struct table_status *table_status(const struct status *st);

/* Does an ANSWERS row let the code answer the command? */
bool table_may_answer(enum command command, int code);

/*
 * The command that a reply of the provider with this cause, code and status is
 * said to, where the log names none; COMMAND_NONE: to one as well as another.
 */
enum command table_answered(enum provider provider, enum cause cause,
    int code, const struct status *st);

/* The row for any class, where practice gives this one another meaning. */
const struct table_status *table_status_any(const struct status *st);

/* The cause whose word this is; CAUSE_NONE: none. */
enum cause table_cause(struct slice word);

/* The NUL-terminated string behind ref; static, never NULL. */
const char *table_text(text_ref ref);

/* The string behind ref, unpacked into buf, which is returned. */
const char *table_prose(prose_ref ref, char buf[TABLE_PROSE_MAX]);

/* Is it the empty string? */
bool table_empty(prose_ref ref);

/* reply.c: words to code, status and text (RFC 5321 4.2, RFC 3463 2) */

/* An enhanced status code; class 0: none. */
struct status {
	uint8_t		 class;		/* 2, 4 or 5 */
	uint16_t	 subject;	/* 0 to 999 */
	uint16_t	 detail;	/* 0 to 999 */
};

struct reply {
	int		 code;		/* 100 to 999; 0: none */
	struct status	 status;
	struct slice	 text;		/* the words behind both */
};

/*
 * The code that s begins with: three digits, then the end, a blank, a tab, CR
 * or `-' (RFC 5321 4.2).  Returns the length taken, 3, or 0: none.
 */
size_t reply_code(struct slice s, int *code);

/*
 * The enhanced status code that s begins with: class 2, 4 or 5, subject and
 * detail of one to three digits (RFC 3463 2), not followed by `.' and a digit
 * (that is an address or a version).  Returns the length taken or 0: none.
 */
size_t reply_status(struct slice s, struct status *st);

/*
 * One line of a reply: code, separator, optional status, text.  *more tells
 * whether the separator is `-'.  False: the line does not begin with a code.
 */
bool reply_line(struct slice s, struct reply *r, bool *more);

/* log.c: a line to the server's words in it */

/* Which side of the conversation wrote the log. */
enum direction {
	DIRECTION_NONE,
	DIRECTION_OUT,		/* we sent, they answered */
	DIRECTION_IN		/* we answered */
};

/*
 * A reply, or a failure without one, as the input holds it.  The slices live
 * until the callback returns.  Whatever is unknown is none (0, empty).
 */
struct found {
	struct reply	 reply;		/* code 0: no reply came */
	struct slice	 words;		/* innermost words, where nested
					   (else none: reply.text has them) */
	struct status	 verdict;	/* the log's own status (dsn=4.4.1), or
					   a report's (RFC 3464 2.3.4) */
	enum cause	 given;		/* that the form itself decides: an
					   auto-reply, a complaint, a receipt;
					   CAUSE_NONE: none */
	enum cause	 likely;	/* of two that its words leave open,
					   or where they tell nothing and no
					   code came; CAUSE_NONE: not known */
	enum command	 command;	/* that the reply answers */
	enum direction	 direction;
	const char	*format;	/* "postfix"; NULL: none known */
	struct slice	 time;		/* as written */
	struct slice	 host;		/* that answered (out) or asked (in) */
	struct slice	 recipient;
	const char	*outcome;	/* sent deferred bounced rejected
					   expired ...; NULL: none */
	unsigned long	 line, end;	/* from 1; end >= line */
	uint64_t	 again;		/* the same number: the same words but
					   for addresses, from the same log; 0:
					   not known */
	bool		 dialogue;	/* a transcript, or a list of replies:
					   every reply is explained */
	bool		 unsure;	/* nothing was found, unless the words
					   are known */
	bool		 follows;	/* from a refusal earlier in the same
					   dialogue: no problem of its own */
	bool		 retold;	/* the client tells of a refusal
					   before it once more */
};

typedef void log_emit(void *arg, const struct found *f);

#define LOG_TEXT_MAX	4096	/* bytes kept of one reply's joined lines */

/* What is carried from line to line; opaque but to the log_*.c. */
struct log;

struct log *log_new(void);	/* NULL: no memory */
void log_free(struct log *l);	/* NULL is fine */

/*
 * Take one line (without its end), calling emit for each reply or failure
 * that is complete with it.  Emitted lines never run backwards.
 */
void log_line(struct log *l, struct slice line, unsigned long number,
    log_emit *emit, void *arg);

/* A log at rest, whose lines so far were no dialogue's nor a mere list. */
bool log_at_rest(const struct log *l);

/*
 * A line in which no log at rest finds anything, and that leaves it as it is.
 * Tried on l, which is of use for nothing else.
 */
bool log_dull(struct log *l, struct slice line);

/*
 * Lines that log_quick() knows follow each other.  Of an idle log that has just
 * met such a one, so that it may hope: is the next one more?  f is what
 * log_line() would emit for it, but for its number.
 */
bool log_hopes(const struct log *l);
bool log_next(struct log *l, struct slice line, struct found *f);

/*
 * Nothing is pending and no dialogue is in a state that a line which
 * log_quiet() or log_sent() knows could change.
 */
bool log_idle(const struct log *l);

/* No more lines: emit what is pending and forget the dialogue. */
void log_end(struct log *l, log_emit *emit, void *arg);

/*
 * A text from the command line, perhaps of several lines: the first reply in
 * it, wherever it stands ("smtp; 550 5.1.1 ...", "host x said: 550 ...", a bare
 * "5.1.1 User unknown" has a status and no code).  buf holds the joined text.
 * With no reply f has the words alone.
 */
void log_operand(struct slice text, char buf[LOG_TEXT_MAX], struct found *f);

/* slice.c: comparing and cutting; letters are compared without their case */

/* ASCII alone, whatever the locale. */
static inline bool
slice_digit(char c)
{
	return c >= '0' && c <= '9';
}
static inline char
slice_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}
static inline bool
slice_letter(char c)
{
	return slice_lower(c) >= 'a' && slice_lower(c) <= 'z';
}

/* The value of a hexadecimal digit; -1: it is none. */
static inline int
slice_hex(char c)
{
	if (slice_digit(c))
		return c - '0';
	c = slice_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/*
 * A character as UTF-8 (RFC 3629 3) and its length; a number that is none's, as
 * of half a surrogate, is U+FFFD.
 */
size_t slice_utf8(unsigned long c, char out[4]);

/* The bytes of a string but its NUL. */
struct slice slice_of(const char *s);
/* Is s the word, or does it begin so? */
bool slice_is(struct slice s, const char *word);
bool slice_starts(struct slice s, const char *word);
/* Where word begins in s; s.n: nowhere, as an empty one does. */
size_t slice_find(struct slice s, const char *word);
/* Does it stand anywhere? */
bool slice_has(struct slice s, const char *word);

/*
 * The same of any word of a list, which is one string: each word ends with its
 * NUL, the list with an empty word.  (Pointers would cost a relocation each at
 * every start.)
 */
bool slice_starts_any(struct slice s, const char *words);
bool slice_has_any(struct slice s, const char *words);

/* The word behind this one in a list. */
static inline const char *
slice_next(const char *word)
{
	return word + strlen(word) + 1;
}
/* Letters enough for a word: more than a number in brackets. */
bool slice_has_words(struct slice s);
/* s without its first n bytes (all of them, where it has fewer). */
static inline struct slice
slice_skip(struct slice s, size_t n)
{
	if (n > s.n)
		n = s.n;
	if (n > 0)
		s.p += n;
	s.n -= n;
	return s;
}
/* s without the blanks, tabs and line ends around it. */
struct slice slice_trim(struct slice s);

/* html.c: HTML to the lines that a reader sees */

#define HTML_LINE_MAX	4096

/* What is carried from line to line. */
struct html {
	char		 out[HTML_LINE_MAX];
	size_t		 n;
	char		 tag[12];	/* name of the tag being read */
	size_t		 tag_n;
	char		 entity[12];
	size_t		 entity_n;
	bool		 in_tag, in_entity, named;
	char		 quote;		/* around an attribute's value */
	bool		 hidden;	/* inside style, script or head */
};

typedef void html_emit(void *arg, struct slice line);

/* Forget what went before. */
void html_start(struct html *h);
/* Take one line of HTML, calling emit for each line of text it completes. */
void html_line(struct html *h, struct slice line, html_emit *emit, void *arg);
/* No more lines: emit the last line of text. */
void html_end(struct html *h, html_emit *emit, void *arg);

/* mime.c: a mail to the lines of its parts, decoded (RFC 2045 to 2047) */

enum part {
	PART_HEADER,		/* a header field of the mail, unfolded */
	PART_PREAMBLE,		/* before the first boundary */
	PART_HTML,
	PART_TEXT,
	PART_FIELDS,		/* message/delivery-status */
	PART_FEEDBACK,		/* message/feedback-report */
	PART_ORIGINAL,		/* the returned message, not decoded */
	PART_OTHER,
	PART_END		/* no line: a part is over */
};

#define MIME_DEPTH	8	/* multiparts within multiparts */

struct mime;

typedef void mime_emit(void *arg, enum part part, struct slice line,
    unsigned long number);

struct mime *mime_new(void);	/* NULL: no memory */
void mime_free(struct mime *m);	/* NULL is fine */
/* A new mail begins, with its header or (body) without one. */
void mime_start(struct mime *m, bool body);
/* Take one line of it, calling emit for each decoded line it completes. */
void mime_line(struct mime *m, struct slice line, unsigned long number,
    mime_emit *emit, void *arg);
/* No more lines: emit what is pending, and the ends of all parts. */
void mime_end(struct mime *m, mime_emit *emit, void *arg);
/* The last boundary of a multipart mail has gone by. */
bool mime_closed(const struct mime *m);
/* The length of the name of the header field in line, before ':'; 0: none. */
size_t mime_field_name(struct slice line);
/* Encoded words to bytes (RFC 2047 2); what is left of buf. */
struct slice mime_words(struct slice s, char *buf, size_t size);

/* prose.c: the sentences of a bounce to the recipients that they name */

#define PROSE_RECIPIENTS	32

struct prose;

struct prose *prose_new(void);	/* NULL: no memory */
void prose_free(struct prose *p);	/* NULL is fine */
void prose_start(struct prose *p);	/* forget what went before */
/* Take a line; beyond 24 KB or 600 lines they are passed over. */
void prose_line(struct prose *p, enum part part, struct slice line,
    unsigned long number);
/* The addresses that the mail's header says were not reached. */
void prose_failed(struct prose *p, struct slice addresses);
/* No more lines.  Returns how often the prose names a recipient. */
size_t prose_end(struct prose *p);
/* The i-th of them; empty: one that was named before. */
struct slice prose_recipient(const struct prose *p, size_t i);
/* Is the address among them? */
bool prose_lists(const struct prose *p, struct slice address);
/* Do the words stand in one of the lines? */
bool prose_has(const struct prose *p, const char *words);
/* The address with which a line begins, as in a list of recipients; *rest:
 * what follows it.  Empty: none. */
struct slice prose_address(struct slice line, struct slice *rest);
/* The line that parts a bounce's own words from the returned message. */
bool prose_separator(struct slice line);

/* prose_reply.c: the words on a recipient */

/*
 * The words on a recipient, or all of them, where the prose does not list it:
 * the reply in them, with line and end.  False: there is none, and the reply's
 * text has the words.  The slices live until the next call.
 */
bool prose_reply(struct prose *p, struct slice address, struct found *f);
/* The reply in a dialogue with the server that begins as start does, which
 * may be cut; where start is empty the first failing one of the last server. */
bool prose_dialogue(struct prose *p, struct slice address,
    struct slice start, struct found *f);

/* report.c: a bounce to the replies it reports (RFC 3464) */

struct report;

struct report *report_new(void);	/* NULL: no memory */
void report_free(struct report *r);	/* NULL is fine */
/* A mail begins in line number; bounce: its first line has told that it is. */
void report_start(struct report *r, unsigned long number, bool bounce);
/*
 * Take a line.  What is found is emitted by report_end(), or here when there
 * are more recipients than are kept.
 */
void report_line(struct report *r, enum part part, struct slice line,
    unsigned long number, log_emit *emit, void *arg);
/* Returns how many were emitted for this mail. */
unsigned long report_end(struct report *r, log_emit *emit, void *arg);

/* report_field.c: the values of a report's fields (RFC 3464 2.3) */

/* "rfc822; <a@b.example>" to a@b.example, in buf where it must be decoded
 * (RFC 6533 3) and cut where buf is too small. */
struct slice report_address(struct slice value, char *buf, size_t size);
/* "failed" to "bounced"; NULL: no such action. */
const char *report_outcome(struct slice action);
/* What follows the type: "smtp; 550 5.1.1 x" to "550 5.1.1 x". */
struct slice report_value(struct slice value);

/* log_quick.c: the lines that fill a log, known by how they begin */

#define LOG_PREFIX_MAX	96

/*
 * The length of the prefix of a line that Postfix wrote (time, host and
 * "postfix"), the same whatever its digits are; 0: it has none.
 */
size_t log_postfix(struct slice line);

#define LOG_EXIM	20	/* length of such a prefix */

/* A line with the prefix of Exim's lines, whatever the digits. */
bool log_exim(struct slice line);

/* A line of Postfix's or Exim's that holds nothing, and leaves an idle log
 * idle. */
bool log_quiet(struct slice line);

/*
 * A line of theirs that says a server took a message, with 250: one found,
 * a success, and the log is as idle as before.
 */
bool log_sent(struct slice line);

/* log_again.c: words that a log has said before, but for addresses */

struct log_again;

/*
 * So many are remembered at a time, found.again of each with another remainder
 * by this; a power of two.
 */
#define LOG_AGAIN	512

/* NULL: no memory.  The found.again of one series are none of another's. */
struct log_again *log_again_new(unsigned series);
void log_again_free(struct log_again *a);	/* NULL is fine */

/* log_short.c: lines that are read by a short way */

/*
 * A delivery or rejection of Postfix's that log_line() would find the same in,
 * were it idle: but for the line's number, f, whose text is in buf or in line.
 */
bool log_quick(struct log_again *a, struct slice line,
    char buf[LOG_TEXT_MAX], struct found *f);

/* mail.c: a bounce mail to the replies it reports */

/* Opaque; bounded, whatever the mail. */
struct mail;

struct mail *mail_new(void);	/* NULL: no memory */
void mail_free(struct mail *m);	/* NULL is fine */

/*
 * Offer a line to the mail reader.  False: this is not (or no longer) part of
 * a mail, and the line is the log's; while two lines are needed to be sure,
 * the first is the log's also.  A mail starts at the start of the input, at a
 * `From ' line of an mbox, and after the end of a multipart mail.  Emits as
 * log_line() does, one found for each recipient, when the mail is over.
 */
bool mail_line(struct mail *m, struct slice line, unsigned long number,
    log_emit *emit, void *arg);
/* mail_line() says false to any line that begins no mail, and forgets it. */
bool mail_idle(const struct mail *m);

/* No line but empty ones was seen, and another is nothing to it. */
bool mail_waits(const struct mail *m);

/* No more lines: emit what the mail holds, and forget it. */
void mail_end(struct mail *m, log_emit *emit, void *arg);

/* How many mails went by, and in how many of them nothing was found. */
unsigned long mail_count(const struct mail *m, unsigned long *silent);

/* fold.c: a text so that its words compare byte by byte */

#define PHRASE_INPUT_MAX	16384	/* bytes of a text that are looked at */
#define PHRASE_TEXT_MAX		4096	/* bytes that it may fold to */
#define PHRASE_TEXT_PAD		16	/* NULs behind it */

/* A folded text. */
struct phrase_text {
	size_t		 n;
	char		 p[PHRASE_TEXT_MAX + 4 + PHRASE_TEXT_PAD];
};

/*
 * Fold s so that words compare byte by byte: ASCII lower case; blanks and
 * control characters to one blank; typographic quotes, dashes and accented
 * Latin letters to plain ones, other bytes beyond ASCII to %xx; "doesn't" to
 * "does not".  Mail addresses, IPv4 addresses (but 127.x.y.z) and repeated
 * reply and status codes are left out with their brackets: they stand amid
 * words that belong together ("User <a@b.example> unknown"), and a mailbox may
 * have any name.  An IPv4 address that no word announces ("IP 192.0.2.1", "host
 * 192.0.2.1") is "ip", for it may be what the words speak of.
 */
void fold_text(struct slice s, struct phrase_text *t);

/* A byte of a word of a folded text. */
static inline bool
fold_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* phrase.c: words to rows: which phrases of the table a text holds */

#define PHRASE_HITS_MAX		192

/* The section of the table that a row stands in. */
enum phrase_of {
	PHRASE_OF_CAUSE,	/* table_phrases */
	PHRASE_OF_MARK,
	PHRASE_OF_RULE,
	PHRASE_OF_BLOCKLIST,
	PHRASE_OF_TOPIC,
	PHRASE_OF_STAGE,
	PHRASE_OF_WAIT
};

/* A row whose words stand in the text, from start to end. */
struct phrase_hit {
	uint8_t		 of;		/* enum phrase_of */
	uint16_t	 row;
	uint16_t	 start, end;
	uint16_t	 weight;	/* length of its words, without gaps */
};

/* An index of all rows with words; opaque, filled when first used. */
struct phrase;

struct phrase *phrase_new(void);	/* NULL: no memory */

/*
 * The same for another thread: with the index of that one, which is filled now
 * and has to outlive it.
 */
struct phrase *phrase_share(struct phrase *of);
void phrase_free(struct phrase *x);	/* NULL is fine */

/*
 * The rows whose words stand in t, at most max of them, by place.  Words match
 * at the beginning of a word only, but may end inside one.
 */
size_t phrase_find(struct phrase *x, const struct phrase_text *t,
    struct phrase_hit *hits, size_t max);

/*
 * The provider's rules without words, in no order: the one behind rule, the
 * first for NULL; NULL: no more.
 */
const struct table_rule *phrase_rule(struct phrase *x,
    enum provider provider, const struct table_rule *rule);

/*
 * Whose reply it is: marked, the provider that the words show, or where there
 * is none that with the longest of the domains that host ends in.  So too where
 * host ends in one of marked's: a division of its own is the nearer.
 */
enum provider phrase_provider(struct phrase *x, struct slice host,
    enum provider marked);

/* wait.c: how long to wait */

/*
 * Seconds that the words at a place of t say, those behind a WAIT row's; 0 for
 * none, and for a number that is none: a count, a size, the time of day.
 */
unsigned long wait_parse(const struct phrase_text *t, size_t at);

/* explain.c: a reply to the rows that apply */

/* What the cause rests on, the most telling last. */
enum basis {
	BASIS_NONE,
	BASIS_LOG,		/* the log's own status */
	BASIS_REPLY,		/* the reply code's row */
	BASIS_COMMAND,		/* table_suggestions[row] */
	BASIS_STATUS,		/* the status's row */
	BASIS_CLUE,		/* table_phrases[row], a clue */
	BASIS_BLOCKLIST,	/* table_blocklists[row] */
	BASIS_PHRASE,		/* table_phrases[row] */
	BASIS_RULE		/* table_rules[row] */
};

#define VERDICT_ALSO	2

struct verdict {
	enum cause	 cause;
	enum cause	 also[VERDICT_ALSO];	/* CAUSE_NONE at the end */
	enum basis	 basis;
	size_t		 row;		/* of the table that basis names */
	enum provider	 provider;
	const struct table_rule *rule;	/* of that provider; NULL: none */
	enum blocklist	 blocklist;
	enum topic	 topic;		/* that the failure turns on */
	enum command	 implied;	/* by the words or the cause, where the
					   log does not say what is answered */
	unsigned long	 wait;		/* seconds the words ask for; 0 none */
	bool		 class_differs;	/* 550 4.7.1 */
	bool		 own_meaning;	/* provider's differs from registry's */
};

/*
 * The verdict on a reply, or on a failure without one, from its words, its
 * codes, the command and host: what is most telling decides (enum basis).  x
 * may be NULL where there are no words.  Allocates nothing.
 */
void explain(struct phrase *x, const struct found *f, struct verdict *v);

/* The verdicts on words that come again. */
struct explain_again;

struct explain_again *explain_again_new(void);	/* NULL: no memory */
void explain_again_free(struct explain_again *a);	/* NULL is fine */

/* explain(), at once where f->again is known to a. */
void explain_again(struct explain_again *a, struct phrase *x,
    const struct found *f, struct verdict *v);

/* zone.c: a block list's zone */

/*
 * The zone that a reply names, when it refuses for a block list without a row;
 * empty: it names none.  Letters, digits, hyphens, underscores and dots alone.
 */
struct slice zone_find(const struct found *f, const struct verdict *v);

/* paste.c: what pasting adds to a reply */

/*
 * s without colours of a terminal, tags, characters that are not seen, and
 * marks of emphasis before a code or a status; typographic quotes, dashes and
 * dots there made plain, blanks of any kind made blanks, and a sign between a
 * code and a status ("550;5.1.1") made one.  Other words stay as they are.  out
 * has room for s.n bytes and holds what is returned.
 */
struct slice paste_clean(struct slice s, char *out);

/* slip.c: a slip of the keyboard to what was probably meant */

#define SLIP_MAX	32

/* Letters too many, too few, wrong or changed about; great for long words. */
size_t slip_distance(struct slice a, struct slice b);

/*
 * A code or a status with its quotes, brackets and stops taken off, O for 0 and
 * a comma for a dot mended, in buf; none: it is no number.
 */
struct slice slip_number(struct slice s, char buf[SLIP_MAX]);

/* The same of a cause's word: "Mailbox_Full" is mailbox-full. */
struct slice slip_word(struct slice s, char buf[SLIP_MAX]);

/* The cause whose word is one or two letters away; CAUSE_NONE: none. */
enum cause slip_cause(struct slice s);

/* query.c: an operand to what it asks for */

enum query_kind {
	QUERY_BAD,
	QUERY_CODE,		/* 451, 10061 */
	QUERY_STATUS,		/* 5.7.26 */
	QUERY_PATTERN,		/* 4xx x5x 5.7.x */
	QUERY_CAUSE,		/* mailbox-full */
	QUERY_WORDS		/* anything else */
};

struct query {
	enum query_kind	 kind;
	struct slice	 operand;
	int		 code;
	struct status	 status;
	int		 parts;		/* numbers read of a status */
	enum cause	 cause;		/* of QUERY_WORDS: one that was meant */
	bool		 mended;	/* operand is what was meant: in buf */
	char		 buf[SLIP_MAX];
};

/*
 * What one operand asks for, slips mended. NULL, or what is wrong with it:
 * then kind is QUERY_BAD, and q holds what could be read of it. q->operand may
 * lie in q->buf: do not copy q.
 */
const char *query_parse(struct slice s, struct query *q);

/* Whether "4xx", "5.7.x" stands for that operand, "451", "5.7.26". */
bool query_match(struct slice pattern, struct slice operand);

/* scan.c: pass over lines that hold nothing */

#define SCAN_SLACK	256	/* bytes behind a buffer's end that are read */

/* What is known of the lines before; all 0 at first. */
struct scan {
	size_t	 n;
	bool	 exim;
	unsigned vain;		/* lines that were looked at so, of late */
	unsigned skip;		/* so many calls that pass over none */
	char	 prefix[LOG_PREFIX_MAX];
};

struct scan_run {
	size_t		 bytes;
	unsigned long	 lines;
	unsigned long	 sent;		/* of them: log_sent() */
};

/*
 * Pass over whole lines from p on, a line's start: those that are empty,
 * log_quiet() or, with sent, log_sent(), up to the first that may be anything
 * else, or to end.  Which lines are passed over depends on s; what they mean
 * does not.
 */
void scan_pass(struct scan *s, const char *p, const char *end, bool sent,
    struct scan_run *run);

/* ahead.c: a large file read by other threads */

#define AHEAD_BEFORE	(65536 + 64)	/* room before a block's bytes */
#define AHEAD_SIZE	(96 * 1024)
#define AHEAD_RUNS	1024
#define AHEAD_FOUNDS	528
#define AHEAD_TEXT	32768
#define AHEAD_THREADS	4

/* A scan_run, by its place in buf, and lines that are log_dull() amid. */
struct ahead_run {
	uint32_t	 start, bytes, lines, sent;
	bool		 dull;		/* there are such */
};

/* What a whole line holds: log_quick() and explain(). */
struct ahead_found {
	size_t		 start;		/* of the line in buf */
	struct found	 found;
	struct verdict	 verdict;
};

struct ahead_block {
	size_t			 n;	/* bytes read; fewer than AHEAD_SIZE:
					   the end, or an error */
	int			 error;	/* errno of the read; 0: none */
	bool			 ready;
	size_t			 runs_n, run, founds_n, found;
	struct ahead_run	 runs[AHEAD_RUNS];
	struct ahead_found	 founds[AHEAD_FOUNDS];
	char			 text[AHEAD_TEXT];
	char			 buf[AHEAD_BEFORE + AHEAD_SIZE + SCAN_SLACK];
};

struct ahead;

/*
 * Begin to read fd from where it is, with so many threads, the caller's among
 * them: it fills a block sooner than wait for one.  sent: as scan_pass() has
 * it; x: the caller's, which has to live as long.  NULL: no memory, or no
 * thread.
 */
struct ahead *ahead_new(int fd, unsigned threads, bool sent,
    struct phrase *x);
void ahead_free(struct ahead *a);	/* NULL is fine */

/*
 * The next block; the caller's, to write in the room before its bytes too,
 * until the next but one.  None must be asked for behind the last.
 */
struct ahead_block *ahead_next(struct ahead *a);

/* input.c: bytes to lines */

#define INPUT_LINE_MAX	65536	/* bytes of a line that are looked at */

/* One file being read; opaque but to input.c. */
struct input;

/* Called before every read(2) of what is not a regular file. */
typedef void input_before_read(void *arg);

/* fd stays the caller's.  NULL: no memory. */
struct input *input_new(int fd, input_before_read *flush, void *arg);
void input_free(struct input *in);	/* NULL is fine */

/*
 * Let other threads read ahead, where in is a large regular file and threads
 * is more than one, or 0 and there is more than one processor; sent: as
 * input_pass() will have it, x: as ahead_new().  What comes out is the same.
 */
void input_ahead(struct input *in, unsigned threads, bool sent,
    struct phrase *x);

struct input_line {
	struct slice	 line;		/* without LF or CRLF; at most
					   INPUT_LINE_MAX bytes */
	struct slice	 raw;		/* the same with its end, as read */
	unsigned long	 number;	/* from 1 */
	const struct ahead_found *known;	/* NULL: the line is to be
					   looked at */
	bool		 rest;		/* raw is a later piece of an overlong
					   line: line is empty, to be copied
					   but not looked at */
};

/*
 * The next line; its slices live until the next call.  Returns 1, 0 at the
 * end, or -1 with errno set (a read error; what was read before is given
 * first).  EINTR: returns -1 with errno EINTR, and can be called again.
 */
int input_next(struct input *in, struct input_line *l);

/*
 * The same line without taking it, if its end has been read and no other thread
 * has looked at it; and taking it.
 */
bool input_peek(struct input *in, struct input_line *l);
void input_take(struct input *in, const struct input_line *l);

/* Lines passed over together. */
struct input_run {
	struct slice	 raw;
	unsigned long	 lines;
	unsigned long	 sent;		/* of them: log_sent() */
};

/*
 * Pass over lines as scan_pass() does, and with dull over log_dull() ones, as
 * far as they have been read: for when the readers of lines are idle and, with
 * dull, at rest.  raw lives until the next call.
 */
void input_pass(struct input *in, bool sent, bool dull, struct input_run *run);

/* Pass over empty lines alone, likewise. */
void input_blank(struct input *in, struct input_run *run);

/* Bytes taken so far. */
uint64_t input_offset(const struct input *in);

/* What a file that is no text yet begins with. */
struct input_coding {
	char		 magic[8];
	size_t		 n;		/* of magic */
	char		 what[12];
	char		 command[29];	/* that reads it, but for its name */
};

/*
 * How the file is coded, by its first bytes, if compressed or in UTF-16; else
 * NULL.  Peeks; nothing is lost.
 */
const struct input_coding *input_coding(struct input *in);

/* tally.c: distinct problems and their counts */

/* What makes two replies the same problem. */
struct tally_key {
	int		 reply;
	struct status	 status;
	enum provider	 provider;
	enum cause	 cause;
	bool		 hung_up;	/* by a client of ours */
};

#define TALLY_TIME_MAX	40
#define TALLY_TEXT_MAX	160
#define TALLY_NAME_MAX	64
#define TALLY_NAMES	3

/* A commonest domain or relay; count errs by at most error, upwards. */
struct tally_name {
	char		 name[TALLY_NAME_MAX];
	unsigned long	 count, error;
};

struct tally_problem {
	struct tally_key key;
	unsigned long	 count;
	unsigned long	 first, last;			/* lines */
	char		 first_time[TALLY_TIME_MAX];	/* as written */
	char		 last_time[TALLY_TIME_MAX];
	char		 text[TALLY_TEXT_MAX];		/* one example */
	const struct tally_name *names;		/* TALLY_NAMES, commonest first;
						   count 0: no more */
};

struct tally;

#define TALLY_MAX	3072	/* distinct problems; the rest is "other" */

/* seed: of the hash, unpredictable.  NULL: no memory. */
struct tally *tally_new(uint64_t seed);
void tally_free(struct tally *t);	/* NULL is fine */

/* Count one; true when the problem is new.  Text that is cut is cut between
 * UTF-8 characters. */
bool tally_add(struct tally *t, const struct tally_key *k,
    const struct found *f);

/*
 * The same in two steps: the problem, which stays where it is, or NULL, and
 * then it is one of the others; and counting it.
 */
struct tally_problem *tally_find(struct tally *t, const struct tally_key *k);
void tally_count(struct tally *t, struct tally_problem *p,
    const struct found *f);

/* Those that found no room among TALLY_MAX. */
unsigned long tally_other(const struct tally *t);

/* The problems by count, then by first line; *n of them.  Valid until the
 * next tally_add(). */
const struct tally_problem **tally_sorted(struct tally *t, size_t *n);

/* output.c: bytes to standard output */

#define OUTPUT_WIDTH	78	/* columns that prose is filled to */

struct output {
	int	 fd;
	int	 error;		/* errno of the first write that failed; 0 */
	size_t	 n;
	char	 buf[32768];
};

/* Write out what is buffered; a failure stands in error. */
void output_flush(struct output *o);

/* Our own bytes, as they are. */
void output_bytes(struct output *o, const char *p, size_t n);
void output_string(struct output *o, const char *s);
void output_char(struct output *o, char c);
void output_number(struct output *o, unsigned long n);
void output_blanks(struct output *o, size_t n);

/*
 * The well-formed UTF-8 character that s begins with (RFC 3629 4: no overlong
 * form, no surrogate, nothing above U+10FFFF).  Its length, or 0.
 */
size_t output_utf8(struct slice s, uint32_t *c);

/*
 * The length of what s begins with that may stand on a terminal: well-formed
 * UTF-8 (RFC 3629) but for C0, DEL, C1 and characters that hide or reorder
 * text (U+200B-200F, 2028-202E, 2060-206F, FEFF).
 */
size_t output_safe(struct slice s);

/* Foreign bytes: what output_safe() passes, the rest as \033 by vis(3). */
void output_foreign(struct output *o, struct slice s);

/* A JSON string, quotes included; what is not UTF-8 becomes U+FFFD. */
void output_json(struct output *o, struct slice s);

/*
 * Prose of the table, single blanks between its words, filled to OUTPUT_WIDTH;
 * indent and at as below.
 */
size_t output_prose(struct output *o, const char *s, size_t indent,
    size_t at);

/*
 * Foreign words filled to OUTPUT_WIDTH: the cursor stands in column at,
 * lines after the first begin in column indent; at == indent: no blank goes
 * before the first word.  Returns the column reached.
 */
size_t output_fill(struct output *o, struct slice s, size_t indent, size_t at);

/* verdict.c: what a reply and the verdict on it come to */

#define VERDICT_UNDEFINED	"a code that no document defines"

/* 2 to 5: of the reply, else of the status, else of the log's; 0: none. */
int verdict_class(const struct found *f);

/* The reply's status; the log's own where no reply came; class 0: none. */
const struct status *verdict_status(const struct found *f);

/*
 * The status that a log or a report states beside a server's reply, where it
 * says something that the reply's does not; class 0: none.
 */
const struct status *verdict_stated(const struct found *f);

/* Nothing is known of the cause, and there were no words to tell it. */
bool verdict_unsaid(const struct found *f, enum cause c);

/* Who has to act. */
enum fault verdict_fault(const struct verdict *v);

/* Was the mail given back, whatever the code? */
bool verdict_ended(const struct found *f);

/*
 * Does waiting help?  What is refused for now, nobody says why, is retried;
 * what was given back is not.
 */
enum retry verdict_retry(const struct found *f, const struct verdict *v);

/* What it is in a few words, from the table; static, or in buf. */
const char *verdict_title(const struct found *f, const struct verdict *v,
    char buf[TABLE_PROSE_MAX]);

/* hints.c: a verdict to the hints of the table for each reader */

#define HINTS_MAX	5	/* hints for one reader */
#define HINT_MAX	(2 * TABLE_PROSE_MAX)	/* bytes of one */

struct hints {
	enum who	 who;
	unsigned int	 n;
	bool		 page;		/* list[0] is one's address */
	prose_ref	 list[HINTS_MAX];
};

/* The hints for the first n readers, whoever can do most before all others. */
void hints_find(const struct found *f, const struct verdict *v,
    struct hints *list, size_t n);

/* The i-th of a reader's hints, in buf. */
const char *hints_text(const struct hints *h, size_t i, char buf[HINT_MAX]);

/* para.c: a label, and text filled behind it */

/* How the reader wants to see it. */
struct view {
	bool		 color, verbose;
	bool		 stream;	/* from input: say where it stands */
	bool		 terminal;	/* what is copied is shown there */
	bool		 brief;		/* leave out what is common knowledge */
	bool		 several;	/* files: a line number tells little */
	const char	*file;		/* the input's name; NULL: none */
};

#define PARA_INDENT	9	/* columns before the text */

/* Select Graphic Rendition (ECMA-48 8.3.117), where colour is wanted. */
void para_color(struct output *o, const struct view *w, const char *sgr);

/*
 * The label and the first words of a paragraph; the words go through
 * output_prose().  Returns the column reached, the at of what follows.
 */
size_t para_label(struct output *o, const struct view *w, const char *label,
    const char *text);
size_t para_begin(struct output *o, const struct view *w, const char *label,
    prose_ref ref);

/* More words. */
size_t para_add(struct output *o, const char *text, size_t at);
size_t para_prose(struct output *o, prose_ref ref, size_t at);

/* A sign right behind the last word. */
size_t para_sign(struct output *o, char c, size_t at);

/* A source in parentheses, and the end of the line. */
void para_source(struct output *o, prose_ref ref, size_t at);

/* Whole ones: title, meaning and source of a row; a note. */
void para_row(struct output *o, const struct view *w, const char *label,
    prose_ref title, prose_ref meaning, prose_ref source);
void para_note(struct output *o, const struct view *w, enum note n);

/* meaning.c: what the table says of a code and of a status, digit by digit */

/* Position 1: what 5xx means; 2: x5x.  Nothing, where no row has the digit. */
void meaning_digit(struct output *o, const struct view *w, int position,
    int d);

/* The reply's code, which it has, and its status, if it has one. */
void meaning_code(struct output *o, const struct view *w,
    const struct found *f);
void meaning_status(struct output *o, const struct view *w,
    const struct found *f);

/* Class and, if asked for, subject of a status, a paragraph each. */
void meaning_status_parts(struct output *o, const struct view *w,
    const struct status *st, bool subject);

/* What verdict_stated() means, if anything. */
void meaning_stated(struct output *o, const struct view *w,
    const struct found *f);

/* The codes that suggest the cause. */
void meaning_causes(struct output *o, const struct view *w, enum cause c);

/* What is spoken on which port, if the connection or its TLS failed. */
void meaning_ports(struct output *o, const struct view *w, enum cause c);

/* basis.c: what a verdict rests on */

/*
 * For -v the line "decided": what decided, and the words that did it as they
 * were folded (fold_text()); where these are not met, the row's.
 */
void basis_write(struct output *o, const struct view *w, const struct found *f,
    const struct verdict *v);

/* render.c: an explanation as text */

#define RENDER_CODE_MAX		32	/* bytes of a code or a status */

/* "451" and "4.7.1", in text. */
struct slice render_code(int code, char text[RENDER_CODE_MAX]);
struct slice render_status(const struct status *st,
    char text[RENDER_CODE_MAX]);

/* In full. */
void render_answer(struct output *o, const struct view *w,
    const struct found *f, const struct verdict *v);

/* On one line, without its end. */
void render_line(struct output *o, const struct view *w,
    const struct found *f, const struct verdict *v);

/* A cause by itself. */
void render_cause(struct output *o, const struct view *w, enum cause c,
    bool one_line);

/* The heading of a pattern's list, and the advice that goes below it. */
void render_pattern(struct output *o, const struct view *w,
    const struct query *q);
void render_pattern_hints(struct output *o, const struct view *w,
    const struct query *q);

/* What the first digits of a QUERY_BAD say. */
void render_bad(struct output *o, const struct view *w,
    const struct query *q);

/* Three digits, the first of which is none of a reply's; as they were typed. */
void render_outside(struct output *o, const struct view *w,
    struct slice number, bool one_line);

/* json.c: one JSON object a line (RFC 8259); absent means unknown */

/* A key with its value inside an object; an empty value writes nothing. */
void json_string(struct output *o, const char *name, struct slice s);
void json_text(struct output *o, const char *name, const char *s);
void json_number(struct output *o, const char *name, unsigned long n);

/* The keys reply, status, class, provider, cause. */
void json_problem(struct output *o, int code, const struct status *st,
    enum provider p, enum cause c);

/* The whole object of design.md 4 and its newline. */
void json_answer(struct output *o, const char *file, const struct found *f,
    const struct verdict *v);

/* The object of a number that is no reply code, as it was typed. */
void json_outside(struct output *o, struct slice number);

/* A cause by itself. */
void json_cause(struct output *o, enum cause c);

/* list.c: the table as lines */

struct list_row {
	char		 operand[32];	/* of n bytes: what smtpcode takes */
	size_t		 n;
	const char	*kind;		/* digit reply also unregistered class
					   subject status cause */
	char		 title[TABLE_PROSE_MAX];
	char		 source[TABLE_PROSE_MAX];
	char		 meaning[TABLE_PROSE_MAX];
	enum cause	 cause;
	bool		 unusual;	/* a class that no document gives it */
};

typedef void list_each_row(void *arg, const struct list_row *row);

/* Every row of the table that an operand can name. */
void list_each(list_each_row *each, void *arg);

/* One greppable line; one JSON object. */
void list_line(struct output *o, const struct list_row *row);
void list_json(struct output *o, const struct list_row *row);

/* stream.c: what is found in the input to answers */

enum mode {
	MODE_EXPLAIN,
	MODE_ONELINE,
	MODE_ANNOTATE,
	MODE_JSON,
	MODE_SUMMARY,
	MODE_QUIET
};

#define STREAM_OUTCOMES	12	/* words that found.outcome may be */

struct stream_totals {
	unsigned long	 lines;
	unsigned long	 found;		/* replies and failures without one */
	unsigned long	 success, failed;
	unsigned long	 follows;	/* found.follows; not of failed */
	unsigned long	 retold;	/* found.retold; not of found */
	unsigned long	 hung_up;	/* clients of ours; not of failed */
	unsigned long	 no_reply;	/* of failed: no reply code */
	unsigned long	 silent;	/* a program's words, not understood */
	unsigned long	 tls;		/* connections said to be encrypted */
	struct {
		const char	*name;	/* found.outcome; NULL: the rest */
		unsigned long	 count;
	} outcomes[STREAM_OUTCOMES];
};

/* What an answer to words that come again depends on, but for names. */
struct stream_words {
	uint64_t	 again;		/* 0: none */
	const char	*outcome;
	enum provider	 provider;
	enum topic	 topic;
	enum direction	 direction;
	struct status	 status;	/* the log's own */
};

#define STREAM_NOTES	64
#define STREAM_COUNTS	256

/* What -a has noted of such words. */
struct stream_note {
	struct stream_words words;
	size_t		 n;
	char		 text[768];
};

/* Where such a failure is counted. */
struct stream_count {
	struct stream_words words;
	struct tally_problem *problem;
	unsigned long	*outcome;	/* of the totals'; NULL: none */
};

/* All that is needed while input is read; set up by the caller. */
struct stream {
	const char	*program;	/* as it was called */
	struct output	*out;		/* NULL: nothing was written yet */
	struct view	 view;
	enum mode	 mode;
	unsigned	 threads;	/* as input_ahead() has it */
	struct tally	*tally;		/* NULL: nothing is counted */
	struct phrase	*phrase;
	struct explain_again *again;
	struct log	*log;
	struct mail	*mail;
	struct stream_totals totals;
	enum { SHOWN_NOTHING, SHOWN_LINE, SHOWN_ANSWER } shown;	/* last */
	unsigned long	 hidden;	/* counted, but not shown */
	unsigned long	 number;	/* of the line being read */
	bool		 open;		/* output ends amid a line */
	struct output	 note;		/* for the end of this line; no fd */
	struct stream_note notes[STREAM_NOTES];
	struct stream_count counts[STREAM_COUNTS];
};

/* Count outcomes; name NULL is none.  Where they are counted, or NULL. */
unsigned long *stream_outcome(struct stream_totals *t, const char *name,
    unsigned long count);

/*
 * Take a line, or the rest of one: what is found in it, or complete with it, is
 * counted and, as the mode wants it, written.
 */
void stream_line(struct stream *s, const struct input_line *l);

/* Pass over the lines that follow and hold nothing, where that is safe. */
void stream_pass(struct stream *s, struct input *in);

/* The end of a file: what is pending is answered, the next starts afresh. */
void stream_end(struct stream *s);

/* summary.c: the tally as text, as JSON */

/* tty: draw bars. */
void summary_text(struct output *o, const struct view *w, struct tally *t,
    const struct stream_totals *n, bool tty);

/* One object a problem, the totals in a last one. */
void summary_json(struct output *o, struct tally *t,
    const struct stream_totals *n);

/* metrics.c: the tally as OpenMetrics text */

/* One sample a line, each family behind its HELP and TYPE, then # EOF. */
void metrics_text(struct output *o, struct tally *t,
    const struct stream_totals *n);

/* search.c: the rows of the table that hold words */

/*
 * Where the row holds the word, whatever its case and its ending: 1 its name or
 * title, 2 its meaning, source or cause, 3 the phrases and advice of a cause; 0
 * nowhere.
 */
int search_place(const struct list_row *row, struct slice word);

/* A word that is nowhere, and the one that is nearest to it. */
struct search {
	struct slice	 word;
	size_t		 distance;	/* only nearer ones are taken */
	char		 buf[SLIP_MAX];
	size_t		 n;		/* of buf; 0: none is near */
};

/* For list_each(): arg is a struct search. */
void search_nearest(void *arg, const struct list_row *row);

/* progress.c: how far the reading of a file has come, on standard error */

struct progress {
	const char	*name;
	uint64_t	 size;		/* bytes; 0: not known */
	uint64_t	 next;		/* byte to look at the clock again */
	double		 begin, last;	/* seconds of a clock */
	bool		 line, shown;	/* a line is wanted; stands there */
};

/* A line is wanted of a regular file when standard error is a terminal. */
void progress_begin(struct progress *p, int fd, const char *name);

/* Show the line, from one second on, five times a second at most. */
void progress_tick(struct progress *p, uint64_t done);

/* One line that stays, for SIGUSR1. */
void progress_report(struct progress *p, uint64_t done);

/* Erase the line. */
void progress_end(struct progress *p);

/* message.c: what is wrong, on standard error; foreign bytes escaped */

/*
 * What is wrong with an operand, which may be NULL, and what was probably
 * meant.  Not with -q, for its exit status tells that.
 */
void message_operand(const struct stream *s, struct slice operand,
    const char *why, struct slice meant);
/* What was written for q, if more than signs around it were mended. */
void message_mended(const struct stream *s, const char *operand,
    const struct query *q);
/* What is wrong with a file. */
void message_file(const struct stream *s, const char *name, const char *why);

/* The command that reads such a file; named: by that name. */
void message_coded(const struct stream *s, const char *name, bool named,
    const struct input_coding *c);

/* ask.c: operands to answers */

/*
 * Answer each operand as a query, where all of them are; else all, joined by
 * blanks, as the words of a reply.  What is wrong with them, or was mended, is
 * said.  False: nothing was found.
 */
bool ask_operands(struct stream *s, int argc, char *argv[]);

/* rows.c: the rows of the table that -l and -k show */

/* Those that fit a pattern, or all; a pattern of none is said.  False: none. */
bool rows_list(struct stream *s, int argc, char *argv[]);

/* Those that hold word and all of argv, the best first.  False: none. */
bool rows_search(struct stream *s, const char *word, int argc, char *argv[]);

/* files.c: the files of -f, or standard input: opened at once, read in turn */

#define FILES_FIRST	64	/* opened before the first is read */

struct files {
	const char	**names;
	size_t		 n;		/* 0: standard input is read */
	size_t		 opened;	/* so many of the first */
	int		 fds[FILES_FIRST];	/* of those; -errno: not open */
};

/* Open what can be before a byte is read; if that is all, no more can be. */
void files_open(struct files *f);

/*
 * Read them to their ends, to SIGINT or until -q knows.  False: one could not
 * be read; that is said, and what was read stands.
 */
bool files_read(struct stream *s, const struct files *f);

/* options.c: the command line to what is wanted */

enum action { ACTION_READ, ACTION_LIST, ACTION_SEARCH };

enum options_color { OPTIONS_AUTO, OPTIONS_ALWAYS, OPTIONS_NEVER };

struct options {
	const struct stream *stream;	/* for messages */
	enum action	 action;
	enum mode	 mode;
	bool		 json, summary;
	bool		 verbose, metrics;
	unsigned	 threads;	/* 0: as many as there are processors */
	enum options_color color;
	const char	*word;		/* of -k */
	const char	**files;	/* of -f; the caller's to free */
	size_t		 nfiles;
	bool		 several;	/* more than one mode was asked for */
};

/*
 * Into o, all 0 but for stream.  Returns where in argv the operands begin.  If
 * something is wrong, that is said, and the program ends; likewise with -h, -V.
 */
int options_parse(struct options *o, int argc, char *argv[]);

/* --color, then NO_COLOR, CLICOLOR_FORCE, then what the terminal can do. */
bool options_color(const struct options *o);

/* sandbox.c: rights given up */

/* Does the program run with rights that its caller lacks (set-uid)? */
bool sandbox_foreign(void);

/*
 * From here on files can be opened for reading only; from here on no file can
 * be opened at all.  Neither is there a way to the network, where the kernel
 * can deny it.  What is open stays so.  Silent where the kernel has no means.
 */
void sandbox_read(void);
void sandbox_close(void);

#endif

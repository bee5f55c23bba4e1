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

/*
 * Bytes that belong to somebody else: no NUL at the end, NUL possible inside.
 * p may be NULL only where n is 0, which is "none".
 */
struct slice {
	const char	*p;
	size_t		 n;
};

/* table.c: codes.def as arrays */

/* A string of the table; 0 is the empty string.  table_text() reads it. */
typedef uint32_t text_ref;

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
	KIND_STANDARD,
	KIND_EXTENSION,
	KIND_EXPERIMENTAL,
	KIND_REGISTRY,		/* in IANA's list, defined by no RFC */
	KIND_OBSOLETE,
	KIND_DRAFT,
	KIND_COUNT
};

enum fault {
	FAULT_NOBODY,
	FAULT_RECIPIENT,
	FAULT_SENDER,
	FAULT_CONTENT,
	FAULT_HOST,		/* the sending host: its IP, DNS, reputation */
	FAULT_DOMAIN,		/* the sending domain's DNS records */
	FAULT_RECEIVER,		/* the system that answers */
	FAULT_NETWORK,
	FAULT_LOCAL,		/* the sending system's configuration */
	FAULT_COUNT
};

enum retry {
	RETRY_YES,		/* a queue retries by itself: wait */
	RETRY_NO,
	RETRY_SLOW,		/* wait, and send less */
	RETRY_FIX,		/* works once repaired */
	RETRY_ASK,		/* somebody has to be asked */
	RETRY_SPLIT,		/* in smaller portions */
	RETRY_COUNT
};

enum who {
	WHO_WRITER,		/* the person who wrote the mail */
	WHO_SENDER,		/* administrator of the sending side */
	WHO_RECEIVER,		/* administrator of the answering side */
	WHO_COUNT
};

struct table_digit {
	unsigned char	 position, first, last;
	text_ref	 title, source, meaning;
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
	text_ref	 title, source, meaning;
};

struct table_stray {
	uint16_t	 code;
	uint8_t		 class;		/* 0: no status */
	uint8_t		 cause;
	uint16_t	 subject, detail;
	text_ref	 title, source, meaning;
};

struct table_answer {
	uint8_t		 command;	/* enum command */
	uint16_t	 code;
	text_ref	 source, note;
};

struct table_port {
	uint16_t	 port;
	text_ref	 title, source, meaning;
};

/* A CLASS row has number = class, a SUBJECT row its subject. */
struct table_part {
	uint16_t	 number;
	text_ref	 title, source, meaning;
};

struct table_status {
	uint8_t		 class;		/* 0: any */
	uint8_t		 cause;
	uint16_t	 subject, detail;
	text_ref	 classes, codes, title, source, meaning;
};

struct table_cause {
	text_ref	 word;
	uint8_t		 fault;		/* enum fault */
	uint8_t		 retry;		/* enum retry */
	text_ref	 title, meaning;
};

struct table_hint {
	uint8_t		 cause;
	uint8_t		 who;		/* enum who */
	text_ref	 advice;
};

struct table_code_hint {
	uint16_t	 code;		/* below 10: a first digit */
	uint8_t		 who;
	text_ref	 advice;
};

struct table_status_hint {
	uint8_t		 class, who;
	uint16_t	 subject, detail;
	text_ref	 advice;
};

struct table_phrase {
	uint8_t		 cause;
	bool		 clue;
	text_ref	 words;
};

struct table_page {
	text_ref	 url;
};

struct table_provider {
	text_ref	 name, domains;
	uint16_t	 page;		/* enum page */
};

struct table_mark {
	uint8_t		 provider;
	text_ref	 words;
};

struct table_rule {
	uint8_t		 provider, cause;
	uint8_t		 class;		/* 0: any */
	uint16_t	 code;		/* 0: any */
	uint16_t	 subject, detail;
	uint16_t	 page;		/* enum page */
	text_ref	 words, meaning, remedy;
};

struct table_blocklist {
	text_ref	 words, name, note;
	uint16_t	 page;
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
TABLE(cause, causes)		/* by enum cause */
TABLE(hint, hints)
TABLE(code_hint, code_hints)
TABLE(status_hint, status_hints)
TABLE(phrase, phrases)
TABLE(page, pages)		/* by enum page */
TABLE(provider, providers)	/* by enum provider */
TABLE(mark, marks)
TABLE(rule, rules)
TABLE(blocklist, blocklists)	/* by enum blocklist */
#undef TABLE

/* The NUL-terminated string behind ref; static, never NULL. */
const char *table_text(text_ref ref);

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
	struct status	 verdict;	/* the log's own status (dsn=4.4.1) */
	enum command	 command;	/* that the reply answers */
	enum direction	 direction;
	const char	*format;	/* "postfix"; NULL: none known */
	struct slice	 time;		/* as written */
	struct slice	 host;		/* that answered (out) or asked (in) */
	struct slice	 recipient;
	const char	*outcome;	/* sent deferred bounced rejected
					   expired delayed ...; NULL: none */
	unsigned long	 line, end;	/* from 1; end >= line */
	bool		 dialogue;	/* a transcript, or a list of replies:
					   every reply is explained */
};

/* phrase.c: words to cause */

/* explain.c: a reply to the rows that apply */

/* What the cause rests on, the most telling last. */
enum basis {
	BASIS_NONE,
	BASIS_CLASS,		/* the first digit alone */
	BASIS_REPLY,		/* the reply code's row */
	BASIS_STATUS,		/* the status's row */
	BASIS_CLUE,		/* table_phrases[row], a clue */
	BASIS_PHRASE,		/* table_phrases[row] */
	BASIS_BLOCKLIST,	/* table_blocklists[row] */
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
	unsigned long	 wait;		/* seconds the words ask for; 0 none */
	bool		 class_differs;	/* 550 4.7.1 */
	bool		 own_meaning;	/* provider's differs from registry's */
};

/*
 * The verdict on a reply, or on a failure without one, from its words, its
 * codes, the command and host: design.md 2.  Pure; allocates nothing.
 */
void explain(const struct found *f, struct verdict *v);

#endif

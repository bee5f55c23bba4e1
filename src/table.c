/*
 * table.c - codes.def as arrays, and the checks that a compiler can make.
 */
#include <string.h>

#include "smtpcode.h"
#include "packed.h"

/* clang-format off */

/*
 * Short words stand in one object and rows hold offsets into it: a pointer in
 * each row would cost a relocation at every start (musl does so for strerror).
 * A member is named for its column and the line of codes.def that its row ends
 * on: two rows on one line do not compile.  Prose is packed, and numbered in
 * the order of codes.def.
 */
#define PASTE(a, n, line) a##n##_##line
#define NAME(a, n, line) PASTE(a, n, line)
#define REF(n)		offsetof(struct texts, NAME(text, n, __LINE__))
#define PREF(n)		NAME(prose, n, __LINE__)

struct texts {
	char	empty[1];
#define TEXT(n, words)	char NAME(text, n, __LINE__)[sizeof(words)];
#define PROSE(n, words)
#include "columns.h"
};

static const struct texts texts = {
	"",
#define TEXT(n, words)	words,
#define PROSE(n, words)
#include "columns.h"
};

enum {
	PROSE_NONE,
#define TEXT(n, words)
#define PROSE(n, words)	NAME(prose, n, __LINE__),
#include "columns.h"
	PROSE_COUNT
};

#define TEXT(n, words)
#define PROSE(n, words)	_Static_assert(sizeof(words) + PACKED_TOKEN <= \
    TABLE_PROSE_MAX, \
    "a string is too long");
#include "columns.h"
_Static_assert(PROSE_COUNT == PACKED_COUNT, "src/packed.h is not of this "
    "codes.def: make clean");
_Static_assert(PROSE_COUNT < 1 << 15 && sizeof(texts) <= UINT16_MAX,
    "rows hold them in 15 bits, and in 16");

#define COUNT(name) \
    const size_t table_##name##_count = \
    sizeof(table_##name) / sizeof(table_##name[0])

const struct table_digit table_digits[] = {
#define DIGIT(position, first, last, t, s, m) \
    { position, first, last, PREF(1), PREF(2), PREF(3) },
#include "codes.def"
};
COUNT(digits);

const struct table_command table_commands[] = {
	{ 0, 0 },
#define COMMAND(id, w, t) { REF(1), REF(2) },
#include "codes.def"
};
COUNT(commands);

const struct table_reply table_replies[] = {
#define REPLY(code, kind, cause, t, s, m) \
    { code, KIND_##kind, CAUSE_##cause, false, PREF(1), PREF(2), PREF(3) },
#define ALSO(code, kind, cause, t, s, m) \
    { code, KIND_##kind, CAUSE_##cause, true, PREF(1), PREF(2), PREF(3) },
#include "codes.def"
};
COUNT(replies);

const struct table_stray table_strays[] = {
#define STRAY(code, class, subject, detail, cause, t, s, m) \
    { code, class, CAUSE_##cause, subject, detail, PREF(1), PREF(2), PREF(3) },
#include "codes.def"
};
COUNT(strays);

const struct table_answer table_answers[] = {
#define ANSWERS(command, code, s, n) \
    { code, COMMAND_##command },
#include "codes.def"
};
COUNT(answers);

const struct table_port table_ports[] = {
#define PORT(port, t, s, m) { port, PREF(1), PREF(2), PREF(3) },
#include "codes.def"
};
COUNT(ports);

const struct table_part table_classes[] = {
#define CLASS(class, t, s, m) { class, PREF(1), PREF(2), PREF(3) },
#include "codes.def"
};
COUNT(classes);

const struct table_part table_subjects[] = {
#define SUBJECT(subject, t, s, m) { subject, PREF(1), PREF(2), PREF(3) },
#include "codes.def"
};
COUNT(subjects);

const struct table_status table_statuses[] = {
#define STATUS(class, subject, detail, cause, c, r, t, s, m) \
    { class, CAUSE_##cause, subject, detail, REF(1), REF(2), PREF(3), PREF(4), \
    PREF(5) },
#include "codes.def"
};
COUNT(statuses);

const struct table_word table_kinds[] = {
#define KIND(id, t) { 0, REF(1) },
#include "codes.def"
};
COUNT(kinds);

const struct table_word table_faults[] = {
#define FAULT(id, w, t) { REF(1), REF(2) },
#include "codes.def"
};
COUNT(faults);

const struct table_word table_retries[] = {
#define RETRY(id, w, t) { REF(1), REF(2) },
#include "codes.def"
};
COUNT(retries);

const struct table_word table_whos[] = {
#define WHO(id, t) { 0, REF(1) },
#include "codes.def"
};
COUNT(whos);

const struct table_note table_notes[] = {
#define NOTE(id, w) { PREF(1) },
#include "codes.def"
};
COUNT(notes);

const struct table_cause table_causes[] = {
#define CAUSE(id, w, fault, retry, t, m) \
    { REF(1), FAULT_##fault, RETRY_##retry, REF(2), PREF(3) },
#include "codes.def"
};
COUNT(causes);

const struct table_hint table_hints[] = {
#define HINT(cause, who, a) { CAUSE_##cause, WHO_##who, PREF(1) },
#include "codes.def"
};
COUNT(hints);

const struct table_code_hint table_code_hints[] = {
#define CODE_HINT(code, who, a) { code, WHO_##who, PREF(1) },
#include "codes.def"
};
COUNT(code_hints);

const struct table_status_hint table_status_hints[] = {
#define STATUS_HINT(class, subject, detail, who, a) \
    { class, WHO_##who, subject, detail, PREF(1) },
#include "codes.def"
};
COUNT(status_hints);

const struct table_topic table_topics[] = {
#define TOPIC(id, cause, fault, w) { CAUSE_##cause, FAULT_##fault, PREF(1) },
#include "codes.def"
};
COUNT(topics);

const struct table_topic_hint table_topic_hints[] = {
#define TOPIC_HINT(topic, who, a) { TOPIC_##topic, WHO_##who, PREF(1) },
#include "codes.def"
};
COUNT(topic_hints);

const struct table_phrase table_phrases[] = {
#define PHRASE(cause, w) { CAUSE_##cause, CAUSE_NONE, false, PREF(1) },
#define CLUE(cause, w) { CAUSE_##cause, CAUSE_NONE, true, PREF(1) },
#define EITHER(cause, also, w) { CAUSE_##cause, CAUSE_##also, true, PREF(1) },
#include "codes.def"
};
COUNT(phrases);

const struct table_wait table_waits[] = {
#define WAIT(w) { PREF(1) },
#include "codes.def"
};
COUNT(waits);

const struct table_suggestion table_suggestions[] = {
#define SUGGESTS(command, code, cause) \
    { COMMAND_##command, CAUSE_##cause, code },
#include "codes.def"
};
COUNT(suggestions);

const struct table_implied table_implieds[] = {
#define IMPLIES(command, provider, cause, first, last, subject) \
    { COMMAND_##command, CAUSE_##cause, PROVIDER_##provider, subject, first, \
    last },
#include "codes.def"
};
COUNT(implieds);

const struct table_stage table_stages[] = {
#define STAGE(command, w) { COMMAND_##command, PREF(1) },
#include "codes.def"
};
COUNT(stages);

const struct table_page table_pages[] = {
#define PAGE(id, u) { PREF(1) },
#include "codes.def"
};
COUNT(pages);

const struct table_provider table_providers[] = {
#define PROVIDER(id, n, d, page) { REF(1), REF(2), PAGE_##page },
#include "codes.def"
};
COUNT(providers);

const struct table_mark table_marks[] = {
#define MARK(provider, w) { PROVIDER_##provider, PREF(1) },
#include "codes.def"
};
COUNT(marks);

const struct table_rule table_rules[] = {
#define RULE(provider, code, class, subject, detail, w, cause, page, m, r) \
    { PROVIDER_##provider, CAUSE_##cause, class, subject, code, detail, \
    PAGE_##page, PREF(1), PREF(2), PREF(3) },
#include "codes.def"
};
COUNT(rules);

const struct table_blocklist table_blocklists[] = {
#define BLOCKLIST(id, w, n, page, o) { PREF(1), REF(2), PREF(3), PAGE_##page },
#include "codes.def"
};
COUNT(blocklists);

const size_t table_words_size = 0
#define PHRASE(cause, w) + sizeof(w)
#define CLUE(cause, w) + sizeof(w)
#define EITHER(cause, also, w) + sizeof(w)
#define TOPIC(id, cause, fault, w) + sizeof(w)
#define STAGE(command, w) + sizeof(w)
#define WAIT(w) + sizeof(w)
#define MARK(provider, w) + sizeof(w)
#define RULE(provider, code, class, subject, detail, w, cause, page, m, r) \
    + sizeof(w)
#define BLOCKLIST(id, w, n, page, o) + sizeof(w)
#include "codes.def"
;

/*
 * A number or an identifier written twice does not compile: the error names
 * both lines of codes.def.
 */
static void __attribute__((unused))
table_duplicates(uint32_t n)
{
	switch (n) {
#define REPLY(code, kind, cause, t, s, m) case code: break;
#include "codes.def"
	default: break;
	}
	switch (n) {
#define STRAY(code, class, subject, detail, cause, t, s, m) case code: break;
#include "codes.def"
	default: break;
	}
	switch (n) {
#define STATUS(class, subject, detail, cause, c, r, t, s, m) \
    case (class) * 1000000 + (subject) * 1000 + (detail): break;
#include "codes.def"
	default: break;
	}
	switch (n) {
#define PORT(port, t, s, m) case port: break;
#include "codes.def"
	default: break;
	}
	switch (n) {
#define ANSWERS(command, code, s, n) case COMMAND_##command * 1000 + (code): \
    break;
#include "codes.def"
	default: break;
	}
}

/* Ranges and lengths. */
#define REPLY(code, kind, cause, t, s, m) \
    _Static_assert((code) >= 100 && (code) <= 599, "reply code " #code); \
    _Static_assert(sizeof(t) > 1 && sizeof(t) <= 64, "title of " #code); \
    _Static_assert(sizeof(s) > 1, "source of " #code);
#define ALSO(code, kind, cause, t, s, m) REPLY(code, kind, cause, t, s, m)
#define DIGIT(position, first, last, t, s, m) \
    _Static_assert(((position) == 1 || (position) == 2) && \
    (first) >= 0 && (first) <= (last) && (last) <= 9, "digit " #first);
#define STRAY(code, class, subject, detail, cause, t, s, m) \
    _Static_assert((code) >= 100 && (code) <= UINT16_MAX, "stray " #code); \
    _Static_assert((class) == 0 || (class) == 4 || (class) == 5, \
    "class of " #code); \
    _Static_assert(sizeof(t) > 1 && sizeof(t) <= 64, "title of " #code); \
    _Static_assert(sizeof(s) > 1, "source of " #code);
#define PORT(port, t, s, m) \
    _Static_assert((port) > 0 && (port) <= UINT16_MAX, "port " #port);
#define ANSWERS(command, code, s, n) \
    _Static_assert((code) >= 100 && (code) <= 599, #command " " #code);
#define STATUS(class, subject, detail, cause, c, r, t, s, m) \
    _Static_assert((class) == 0 || (class) == 2 || (class) == 4 || \
    (class) == 5, "class of " #class "." #subject "." #detail); \
    _Static_assert((subject) <= 999 && (detail) <= 999, "status too long"); \
    _Static_assert(sizeof(s) > 1, "source of a status");
#define CAUSE(id, word, fault, retry, t, m) \
    _Static_assert(sizeof(word) <= 24, "word of " #id); \
    _Static_assert(sizeof(t) <= 64, "title of " #id);
#define PHRASE(cause, w) \
    _Static_assert(sizeof(w) > 4 && sizeof(w) <= TABLE_PROSE_MAX, \
	"length of a phrase");
#define CLUE(cause, w) PHRASE(cause, w)
#define EITHER(cause, also, w) PHRASE(cause, w)
#include "codes.def"
_Static_assert(CAUSE_COUNT < 256 && PROVIDER_COUNT < 256 &&
    BLOCKLIST_COUNT < 256, "rows hold them in a byte");

/* clang-format on */

#define LOOK_UP(row, name, condition)					\
	for (row = table_##name; row < table_##name + table_##name##_count; \
	    row++)							\
		if (condition)						\
			return row;					\
	return (NULL)

/* Where rows stand; ALSO rows by their lines of codes.def. */
#define AT(name, number)	AT_(name, number)
#define AT_(name, number)	name##number
enum {
#define REPLY(code, kind, cause, t, s, m) REPLY_##code,
#define ALSO(code, kind, cause, t, s, m) AT(ALSO_, __LINE__),
#include "codes.def"
};
enum {
#define STRAY(code, class, subject, detail, cause, t, s, m) STRAY_##code,
#include "codes.def"
};

/* A switch is searched in halves. */
const struct table_reply *
table_reply(int code)
{
	switch (code) {
#define REPLY(code, kind, cause, t, s, m) \
	case code: return &table_replies[REPLY_##code];
#include "codes.def"
	}
	return NULL;
}

const struct table_stray *
table_stray(int code)
{
	switch (code) {
#define STRAY(code, class, subject, detail, cause, t, s, m) \
	case code: return &table_strays[STRAY_##code];
#include "codes.def"
	}
	return NULL;
}

const struct table_digit *
table_digit(int position, int digit)
{
	const struct table_digit	*d;

	LOOK_UP(d, digits, d->position == position && d->first <= digit &&
	    digit <= d->last);
}

const struct table_part *
table_class(int class)
{
	const struct table_part		*c;

	LOOK_UP(c, classes, c->number == class);
}

const struct table_part *
table_subject(int subject)
{
	const struct table_part		*s;

	LOOK_UP(s, subjects, s->number == subject);
}

enum {
#define STATUS(class, subject, detail, cause, classes, codes, title, source, \
    meaning) STATUS_##class##_##subject##_##detail,
#include "codes.def"
};

/* The row of exactly these numbers. */
static const struct table_status *
status_row(int class, int subject, int detail)
{
	switch (class * 1000000 + subject * 1000 + detail) {
#define STATUS(class, subject, detail, cause, classes, codes, title, source, \
    meaning)								\
	case (class) * 1000000 + (subject) * 1000 + (detail):		\
		return &table_statuses[STATUS_##class##_##subject##_##detail];
#include "codes.def"
	}
	return NULL;
}

bool
table_may_answer(enum command command, int code)
{
	const struct table_answer	*a = table_answers;

	for (; a < table_answers + table_answers_count; a++)
		if (a->code == code && (a->command == COMMAND_ANY ||
		    a->command == (int)command))
			return true;
	return false;
}

enum command
table_answered(enum provider provider, enum cause cause, int code,
    const struct status *st)
{
	const struct table_implied	*r, *best = NULL;
	int				 subject = st->class == 0 ? 0 :
					    st->subject;

	for (r = table_implieds; r < table_implieds + table_implieds_count; r++)
		if (r->cause == cause && code >= r->first && code <= r->last &&
		    (r->subject == 0 || r->subject == subject) &&
		    (r->provider == provider ||
		    (r->provider == PROVIDER_NONE && best == NULL)))
			best = r;
	return best == NULL ? COMMAND_NONE : (enum command)best->command;
}

const struct table_status *
table_status_any(const struct status *st)
{
	return status_row(0, st->subject, st->detail);
}

const struct table_status *
table_status(const struct status *st)
{
	const struct table_status	*s;

	if (st->class == 0)
		return NULL;
	s = status_row(st->class, st->subject, st->detail);
	return s != NULL ? s : table_status_any(st);
}

enum cause
table_cause(struct slice word)
{
	const char	*w;
	size_t		 i;

	for (i = 1; i < table_causes_count; i++) {
		w = table_text(table_causes[i].word);
		if (strlen(w) == word.n && memcmp(w, word.p, word.n) == 0)
			return (enum cause)i;
	}
	return CAUSE_NONE;
}

const char *
table_text(text_ref ref)
{
	return (const char *)&texts + ref;
}

bool
table_empty(prose_ref ref)
{
	return packed_sizes[ref] == 0;
}

static const unsigned char *
packed(prose_ref ref)
{
	uint32_t	 at;
	prose_ref	 i;

	at = packed_at[ref / PACKED_STEP];
	for (i = (prose_ref)(ref - ref % PACKED_STEP); i < ref; i++)
		at += packed_sizes[i];
	return packed_bytes + at;
}

/* 64 bits, the first in the highest: to compilers this is one load. */
static uint64_t
bits(const unsigned char *p)
{
	return (uint64_t)p[0] << 56 | (uint64_t)p[1] << 48 |
	    (uint64_t)p[2] << 40 | (uint64_t)p[3] << 32 |
	    (uint64_t)p[4] << 24 | (uint64_t)p[5] << 16 |
	    (uint64_t)p[6] << 8 | p[7];
}

/*
 * A token of a packed string (pack.c) stands for up to PACKED_TOKEN bytes.  All
 * of them are copied and some overwritten: that is faster than to look.  They
 * begin at half-bytes, so that next holds 60 bits at least.
 */
const char *
table_prose(prose_ref ref, char buf[TABLE_PROSE_MAX])
{
	const unsigned char	*p;
	uint64_t		 next;
	char			*to;
	size_t			 bit, end, stop, token;

	p = packed(ref);
	end = packed_sizes[ref] * (size_t)8;
	to = buf;
	for (bit = 0; bit + 4 < end;) {
		next = bits(p + bit / 8) << bit % 8;
		stop = bit + 61 - PACKED_BITS;
		if (stop > end - 4)
			stop = end - 4;
		do {
			token = (size_t)(next >> (64 - PACKED_BITS));
			if (token < PACKED_SHORTS << 4) {
				token >>= 4;
				next <<= PACKED_BITS - 4;
				bit += PACKED_BITS - 4;
			} else {
				token -= (PACKED_SHORTS << 4) - PACKED_SHORTS;
				next <<= PACKED_BITS;
				bit += PACKED_BITS;
			}
			token = packed_tokens[token];
			memcpy(to, packed_text + token / PACKED_TOKEN *
			    PACKED_ALIGN, PACKED_TOKEN);
			to += token % PACKED_TOKEN + 1;
		} while (bit < stop);
	}
	*to = '\0';
	return buf;
}

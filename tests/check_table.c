/*
 * check_table.c - every row of codes.def: what the compiler cannot check.
 */
#include <check.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"
#include "share.h"

#define TITLE_MAX_LEN	63
#define MEANINGS_MAX	4096
#define ROW_MAX		64
#define WORDS_MIN_LEN	3
#define RULE_MEANING_MAX 110
#define RULE_REMEDY_MAX	130
#define NOTE_MAX	130

/* A failing row is named as codes.def writes it. */
static const char *const cause_names[] = {
#define CAUSE(id, word, fault, retry, title, meaning) #id,
#include "codes.def"
};

static const char *const command_names[] = {
	"NONE",
#define COMMAND(id, word, title) #id,
#include "codes.def"
};

static const char *const provider_names[] = {
#define PROVIDER(id, name, domains, page) #id,
#include "codes.def"
};

/* Every string that is packed, by its prose_ref. */
static const char *const packed[] = {
	"",
#define TEXT(n, words)
#define PROSE(n, words) words,
#include "columns.h"
};

#define PACKED	(COUNT(packed))

/* Unpacked once: rows are compared with each other. */
static const char *
prose(prose_ref ref)
{
	static char *unpacked[PACKED];
	char buf[TABLE_PROSE_MAX];

	ck_assert_uint_lt(ref, PACKED);
	if (unpacked[ref] == NULL)
		unpacked[ref] = strdup(table_prose(ref, buf));
	ck_assert_ptr_nonnull(unpacked[ref]);
	return unpacked[ref];
}

/* Printable ASCII, no blank at either end, none doubled. */
static bool
is_tidy(const char *s)
{
	size_t i, n = strlen(s);

	if (n > 0 && (s[0] == ' ' || s[n - 1] == ' '))
		return false;
	for (i = 0; i < n; i++) {
		if ((unsigned char)s[i] < ' ' || (unsigned char)s[i] > '~')
			return false;
		if (s[i] == ' ' && s[i + 1] == ' ')
			return false;
	}
	return true;
}

static bool
is_lower(const char *s)
{
	for (; *s != '\0'; s++)
		if (isupper((unsigned char)*s))
			return false;
	return true;
}

/* Sentences: capital, full stop. */
static void
check_sentence(const char *row, const char *s)
{
	size_t n = strlen(s);

	ck_assert_msg(n > 1, "%s: nothing is said", row);
	ck_assert_msg(is_tidy(s), "%s: blanks or bytes in \"%s\"", row, s);
	ck_assert_msg(isupper((unsigned char)s[0]), "%s: no capital: \"%s\"",
	    row, s);
	ck_assert_msg(s[n - 1] == '.' && s[n - 2] != '.',
	    "%s: no full stop: \"%s\"", row, s);
}

/* As a sentence, but it may begin with the name of a program or an option. */
static void
check_advice(const char *row, const char *s)
{
	size_t n = strlen(s);

	ck_assert_msg(n > 1, "%s: nothing is said", row);
	ck_assert_msg(is_tidy(s), "%s: blanks or bytes in \"%s\"", row, s);
	ck_assert_msg(s[n - 1] == '.' && s[n - 2] != '.',
	    "%s: no full stop: \"%s\"", row, s);
}

/* A title: no sentence; a capital only where a word is written so (TLS). */
static void
check_title(const char *row, const char *s)
{
	size_t n = strlen(s);

	ck_assert_msg(n > 1 && n <= TITLE_MAX_LEN, "%s: title of %zu bytes",
	    row, n);
	ck_assert_msg(is_tidy(s), "%s: blanks or bytes in \"%s\"", row, s);
	ck_assert_msg(!isupper((unsigned char)s[0]) ||
	    !islower((unsigned char)s[1]), "%s: capital: \"%s\"", row, s);
	ck_assert_msg(s[n - 1] != '.', "%s: full stop: \"%s\"", row, s);
}

/* "RFC 5321 4.2.2", "RFC 3886", a draft, or a word such as "practice". */
static void
check_source(const char *row, const char *s)
{
	const char *p;

	ck_assert_msg(*s != '\0' && is_tidy(s), "%s: source \"%s\"", row, s);
	if (strncmp(s, "RFC", 3) != 0) {
		ck_assert_msg(strchr(s, ' ') == NULL, "%s: source \"%s\"",
		    row, s);
		return;
	}
	p = s + 3 + strspn(s + 3, " ");
	ck_assert_msg(isdigit((unsigned char)*p), "%s: source \"%s\"", row, s);
	p += strspn(p, "0123456789");
	if (*p == ' ')
		p += 1 + strspn(p + 1, "ABCDEF.0123456789");
	ck_assert_msg(*p == '\0' && p[-1] != '.', "%s: source \"%s\"", row, s);
}

/* Names of providers and hosts. */
static void
check_words(const char *row, const char *s)
{
	ck_assert_msg(is_tidy(s) && is_lower(s), "%s: words \"%s\"", row, s);
}

/*
 * What a reply is searched for: parts with " ... " between, alternatives with
 * `|'.  A blank may stand at an alternative's end, where the word ends.
 * phrase.c finds none that is shorter than three bytes.
 */
static void
check_found(const char *row, const char *words)
{
	const char *end, *gap, *s;
	size_t i, n;

	for (i = 0; words[i] != '\0'; i++)
		ck_assert_msg(words[i] >= ' ' && words[i] <= '~' &&
		    !isupper((unsigned char)words[i]), "%s: bytes in \"%s\"",
		    row, words);
	for (s = words; i > 0; s = gap + 5) {
		gap = strstr(s, " ... ");
		end = gap == NULL ? s + strlen(s) : gap;
		for (; s <= end; s += n + 1) {
			n = strcspn(s, "|");
			if (s + n > end)
				n = (size_t)(end - s);
			ck_assert_msg(n >= WORDS_MIN_LEN &&
			    (s[0] != ' ' || s[1] != ' '),
			    "%s: \"%.*s\" in \"%s\"", row, (int)n, s, words);
		}
		if (gap == NULL)
			break;
	}
}

/* A sentence that may be left out, and must not grow into a lecture. */
static void
check_note(const char *row, const char *s, size_t max)
{
	if (*s == '\0')
		return;
	check_sentence(row, s);
	ck_assert_msg(strlen(s) <= max, "%s: %zu bytes: \"%s\"", row,
	    strlen(s), s);
}

static const struct table_reply *
find_reply(int code)
{
	size_t i;

	for (i = 0; i < table_replies_count; i++)
		if (table_replies[i].code == code && !table_replies[i].also)
			return &table_replies[i];
	return NULL;
}

static bool
is_stray(int code)
{
	size_t i;

	for (i = 0; i < table_strays_count; i++)
		if (table_strays[i].code == code)
			return true;
	return false;
}

START_TEST(digit_row)
{
	const struct table_digit *d = &table_digits[_i];
	char row[ROW_MAX];

	snprintf(row, sizeof(row), "DIGIT %d, %d", d->position, d->first);
	ck_assert_msg(d->position == 1 || d->position == 2, "%s", row);
	ck_assert_msg(d->first <= d->last && d->last <= 9, "%s", row);
	check_title(row, prose(d->title));
	check_source(row, prose(d->source));
	check_sentence(row, prose(d->meaning));
}
END_TEST

/* Ten digits at each position, each explained once. */
START_TEST(digit_cover)
{
	int position = _i / 10 + 1, digit = _i % 10, n = 0;
	size_t i;

	for (i = 0; i < table_digits_count; i++)
		if (table_digits[i].position == position &&
		    digit >= table_digits[i].first &&
		    digit <= table_digits[i].last)
			n++;
	ck_assert_msg(n == 1, "digit %d at %d: %d rows", digit, position, n);
}
END_TEST

/* Row 0 is no command. */
START_TEST(command_row)
{
	const char *row = command_names[_i];
	const char *word = table_text(table_commands[_i].word);
	size_t i;

	if (_i == COMMAND_NONE)
		return;
	ck_assert_msg(*word != '\0', "%s: no word", row);
	for (i = 0; word[i] != '\0'; i++)
		ck_assert_msg(isupper((unsigned char)word[i]), "%s", row);
	check_title(row, table_text(table_commands[_i].title));
	for (i = 0; i < table_answers_count; i++)
		if (table_answers[i].command == _i)
			return;
	ck_abort_msg("%s: no reply answers it", row);
}
END_TEST

START_TEST(reply_row)
{
	const struct table_reply *r = &table_replies[_i];
	char row[ROW_MAX];

	snprintf(row, sizeof(row), "%s %d", r->also ? "ALSO" : "REPLY",
	    r->code);
	if (r->also)
		ck_assert_msg(_i > 0 && r[-1].code == r->code,
		    "%s: not behind its REPLY", row);
	else
		ck_assert_msg(_i == 0 || r[-1].code < r->code,
		    "%s: out of order", row);
	check_title(row, prose(r->title));
	check_source(row, prose(r->source));
	check_sentence(row, prose(r->meaning));
	if (r->code / 100 == 2)
		ck_assert_msg(r->cause == CAUSE_SUCCESS, "%s: cause", row);
	else
		ck_assert_msg(r->cause != CAUSE_SUCCESS, "%s: cause", row);
	ck_assert_msg(r->code / 100 != 3 || r->cause == CAUSE_NONE,
	    "%s: cause", row);
}
END_TEST

START_TEST(stray_row)
{
	const struct table_stray *s = &table_strays[_i];
	char row[ROW_MAX];

	snprintf(row, sizeof(row), "STRAY %d", s->code);
	ck_assert_msg(_i == 0 || s[-1].code < s->code, "%s: order", row);
	ck_assert_msg(s->class == 0 || s->class == 4 || s->class == 5,
	    "%s: class", row);
	ck_assert_msg(s->class == 0 || s->code >= 600 ||
	    s->code / 100 == s->class, "%s: class", row);
	ck_assert_msg(s->class != 0 || (s->subject == 0 && s->detail == 0),
	    "%s: status without a class", row);
	check_title(row, prose(s->title));
	check_source(row, prose(s->source));
	check_sentence(row, prose(s->meaning));
}
END_TEST

/* What the program does not keep of them. */
static const struct {
	const char *source, *note;
} answers[] = {
#define ANSWERS(command, code, source, note) { source, note },
#include "codes.def"
};

START_TEST(answer_row)
{
	const struct table_answer *a = &table_answers[_i];
	char row[ROW_MAX];

	snprintf(row, sizeof(row), "ANSWERS %s, %d",
	    command_names[a->command], a->code);
	ck_assert_msg(_i == 0 || a[-1].command < a->command ||
	    (a[-1].command == a->command && a[-1].code < a->code),
	    "%s: order", row);
	ck_assert_msg(find_reply(a->code) != NULL, "%s: no REPLY", row);
	check_source(row, answers[_i].source);
	ck_assert_msg(is_tidy(answers[_i].note), "%s: note", row);
}
END_TEST

START_TEST(port_row)
{
	const struct table_port *p = &table_ports[_i];
	char row[ROW_MAX];

	snprintf(row, sizeof(row), "PORT %d", p->port);
	ck_assert_msg(_i == 0 || p[-1].port < p->port, "%s: order", row);
	check_title(row, prose(p->title));
	check_source(row, prose(p->source));
	check_sentence(row, prose(p->meaning));
}
END_TEST

START_TEST(class_row)
{
	static const int classes[] = { 2, 4, 5 };
	const struct table_part *p = &table_classes[_i];
	char row[ROW_MAX];

	snprintf(row, sizeof(row), "CLASS %d", p->number);
	ck_assert_uint_eq(table_classes_count, 3);
	ck_assert_msg(p->number == classes[_i], "%s: order", row);
	check_title(row, prose(p->title));
	check_source(row, prose(p->source));
	check_sentence(row, prose(p->meaning));
}
END_TEST

START_TEST(subject_row)
{
	const struct table_part *p = &table_subjects[_i];
	char row[ROW_MAX];

	snprintf(row, sizeof(row), "SUBJECT %d", p->number);
	ck_assert_uint_eq(table_subjects_count, 8);
	ck_assert_msg(p->number == _i, "%s: order", row);
	check_title(row, prose(p->title));
	check_source(row, prose(p->source));
	check_sentence(row, prose(p->meaning));
}
END_TEST

static long
status_rank(const struct table_status *s)
{
	return (s->subject * 1000L + s->detail) * 10 + s->class;
}

static void
name_status(char row[ROW_MAX], const struct table_status *s)
{
	snprintf(row, ROW_MAX, "STATUS %d.%d.%d", s->class, s->subject,
	    s->detail);
}

START_TEST(status_row)
{
	const struct table_status *s = &table_statuses[_i];
	const char *classes = table_text(s->classes);
	char row[ROW_MAX];
	size_t i;

	name_status(row, s);
	ck_assert_msg(_i == 0 || status_rank(s - 1) < status_rank(s),
	    "%s: order", row);
	ck_assert_msg(*classes != '\0', "%s: no class", row);
	for (i = 0; classes[i] != '\0'; i++) {
		ck_assert_msg(strchr("245", classes[i]) != NULL,
		    "%s: classes \"%s\"", row, classes);
		ck_assert_msg(i == 0 || classes[i - 1] < classes[i],
		    "%s: classes \"%s\"", row, classes);
		ck_assert_msg(s->class == 0 || classes[i] == '0' + s->class,
		    "%s: classes \"%s\"", row, classes);
	}
	check_title(row, prose(s->title));
	check_source(row, prose(s->source));
	check_sentence(row, prose(s->meaning));
}
END_TEST

/* A detail that is described for one class is described for all. */
START_TEST(status_any)
{
	const struct table_status *s = &table_statuses[_i];
	char row[ROW_MAX];

	name_status(row, s);
	if (s->class != 0)
		ck_assert_msg(_i > 0 && s[-1].subject == s->subject &&
		    s[-1].detail == s->detail, "%s: no row for class 0", row);
}
END_TEST

START_TEST(status_codes)
{
	const char *p = table_text(table_statuses[_i].codes);
	char row[ROW_MAX];
	int before = 0, code;

	name_status(row, &table_statuses[_i]);
	while (*p != '\0') {
		ck_assert_msg(strspn(p, "0123456789") == 3,
		    "%s: codes at \"%s\"", row, p);
		code = atoi(p);
		ck_assert_msg(before < code, "%s: %d: order", row, code);
		ck_assert_msg(find_reply(code) != NULL || is_stray(code),
		    "%s: %d has no row", row, code);
		before = code;
		p += 3;
		ck_assert_msg(*p == '\0' || (*p == ' ' && p[1] != '\0'),
		    "%s: codes at \"%s\"", row, p);
		p += *p == ' ';
	}
}
END_TEST

/* What JSON says is one word. */
static void
check_word(const char *row, const struct table_word *w)
{
	const char *word = table_text(w->word), *title = table_text(w->title);

	ck_assert_msg(*word != '\0' && word[strspn(word,
	    "abcdefghijklmnopqrstuvwxyz-")] == '\0', "%s: \"%s\"", row, word);
	ck_assert_msg(*title != '\0' && is_tidy(title), "%s: \"%s\"", row,
	    title);
}

/* Only where cause, code and status together leave no other command. */
START_TEST(answered)
{
	static const struct {
		enum provider	 provider;
		enum cause	 cause;
		int		 code;
		struct status	 status;
		enum command	 command;
	} t[] = {
		{ PROVIDER_NONE, CAUSE_USER_UNKNOWN, 550, { 5, 1, 1 },
		    COMMAND_RCPT },
		{ PROVIDER_NONE, CAUSE_USER_UNKNOWN, 550, { 0, 0, 0 },
		    COMMAND_RCPT },
		{ PROVIDER_NONE, CAUSE_USER_UNKNOWN, 554, { 0, 0, 0 },
		    COMMAND_NONE },
		{ PROVIDER_NONE, CAUSE_USER_UNKNOWN, 0, { 5, 1, 1 },
		    COMMAND_NONE },
		{ PROVIDER_NONE, CAUSE_MAILBOX_FULL, 554, { 5, 2, 2 },
		    COMMAND_NONE },
		{ PROVIDER_NONE, CAUSE_SPAM_CONTENT, 554, { 0, 0, 0 },
		    COMMAND_DOT },
		{ PROVIDER_NONE, CAUSE_SPAM_CONTENT, 571, { 5, 7, 1 },
		    COMMAND_NONE },
		{ PROVIDER_NONE, CAUSE_BLOCKLISTED, 554, { 5, 7, 1 },
		    COMMAND_CONNECT },
		{ PROVIDER_NONE, CAUSE_BLOCKLISTED, 550, { 5, 7, 1 },
		    COMMAND_NONE },
		{ PROVIDER_YAHOO, CAUSE_BLOCKLISTED, 553, { 5, 7, 1 },
		    COMMAND_MAIL },
		{ PROVIDER_GOOGLE, CAUSE_RATE_LIMITED, 421, { 4, 7, 28 },
		    COMMAND_DOT },
		{ PROVIDER_NONE, CAUSE_SYSTEM_FULL, 452, { 4, 3, 1 },
		    COMMAND_MAIL },
		{ PROVIDER_NONE, CAUSE_SYSTEM_FULL, 452, { 0, 3, 1 },
		    COMMAND_NONE },
		{ PROVIDER_NONE, CAUSE_POLICY_REJECTED, 550, { 5, 1, 1 },
		    COMMAND_RCPT },
		{ PROVIDER_NONE, CAUSE_POLICY_REJECTED, 550, { 5, 7, 1 },
		    COMMAND_NONE }
	};
	size_t	 i;

	for (i = 0; i < COUNT(t); i++)
		ck_assert_msg(table_answered(t[i].provider, t[i].cause,
		    t[i].code, &t[i].status) == t[i].command, "%s, %d",
		    cause_names[t[i].cause], t[i].code);
}
END_TEST

START_TEST(fault_row)
{
	check_word("FAULT", &table_faults[_i]);
}
END_TEST

START_TEST(retry_row)
{
	check_word("RETRY", &table_retries[_i]);
}
END_TEST

START_TEST(note_row)
{
	check_advice("NOTE", prose(table_notes[_i].words));
}
END_TEST

START_TEST(cause_row)
{
	const struct table_cause *c = &table_causes[_i];
	const char *row = cause_names[_i], *word = table_text(c->word);
	size_t i;

	if (_i == CAUSE_NONE)
		return;
	ck_assert_msg(*word != '\0' && word[strspn(word,
	    "abcdefghijklmnopqrstuvwxyz-")] == '\0', "%s: \"%s\"", row, word);
	for (i = 0; i < (size_t)_i; i++)
		ck_assert_msg(strcmp(word,
		    table_text(table_causes[i].word)) != 0, "%s: twice", row);
	check_title(row, table_text(c->title));
	check_sentence(row, prose(c->meaning));
}
END_TEST

/* A failure must come with something to do. */
START_TEST(cause_hint)
{
	size_t i;

	if (_i == CAUSE_NONE || _i == CAUSE_SUCCESS)
		return;
	for (i = 0; i < table_hints_count; i++)
		if (table_hints[i].cause == _i)
			return;
	ck_abort_msg("%s: no HINT", cause_names[_i]);
}
END_TEST

static bool
cause_is_named(int cause)
{
	size_t i;

	for (i = 0; i < table_replies_count; i++)
		if (table_replies[i].cause == cause)
			return true;
	for (i = 0; i < table_strays_count; i++)
		if (table_strays[i].cause == cause)
			return true;
	for (i = 0; i < table_statuses_count; i++)
		if (table_statuses[i].cause == cause)
			return true;
	for (i = 0; i < table_phrases_count; i++)
		if (table_phrases[i].cause == cause)
			return true;
	for (i = 0; i < table_rules_count; i++)
		if (table_rules[i].cause == cause)
			return true;
	return false;
}

/*
 * UNKNOWN is what is left when no row speaks; what a mail is tells that it is
 * an automatic answer or a complaint (mail.c).
 */
START_TEST(cause_named)
{
	ck_assert_msg(_i == CAUSE_UNKNOWN || _i == CAUSE_AUTO_REPLY ||
	    _i == CAUSE_COMPLAINT || cause_is_named(_i),
	    "%s: no row leads to it", cause_names[_i]);
}
END_TEST

START_TEST(hint_row)
{
	const struct table_hint *h = &table_hints[_i];
	size_t i;

	check_advice(cause_names[h->cause], prose(h->advice));
	for (i = 0; i < (size_t)_i; i++)
		ck_assert_msg(table_hints[i].cause != h->cause ||
		    strcmp(prose(table_hints[i].advice),
		    prose(h->advice)) != 0, "%s: twice: \"%s\"",
		    cause_names[h->cause], prose(h->advice));
}
END_TEST

START_TEST(code_hint_row)
{
	const struct table_code_hint *h = &table_code_hints[_i];
	char row[ROW_MAX];

	snprintf(row, sizeof(row), "CODE_HINT %d", h->code);
	if (h->code < 10)
		ck_assert_msg(h->code >= 2 && h->code <= 5, "%s", row);
	else
		ck_assert_msg(find_reply(h->code) != NULL || is_stray(h->code),
		    "%s: no such code", row);
	check_advice(row, prose(h->advice));
}
END_TEST

START_TEST(status_hint_row)
{
	const struct table_status_hint *h = &table_status_hints[_i];
	char row[ROW_MAX];
	size_t i;

	snprintf(row, sizeof(row), "STATUS_HINT %d.%d.%d", h->class,
	    h->subject, h->detail);
	check_advice(row, prose(h->advice));
	for (i = 0; i < table_statuses_count; i++)
		if (table_statuses[i].subject == h->subject &&
		    table_statuses[i].detail == h->detail)
			return;
	ck_abort_msg("%s: no such STATUS", row);
}
END_TEST

/* A topic is told by words or by explain.c, and somebody can do something. */
START_TEST(topic_row)
{
	const struct table_topic *t = &table_topics[_i];
	char row[ROW_MAX];
	size_t i;

	if (_i == TOPIC_NONE)
		return;
	snprintf(row, sizeof(row), "TOPIC %d", _i);
	ck_assert_msg(t->cause > CAUSE_SUCCESS, "%s: cause", row);
	check_found(row, prose(t->words));
	for (i = 0; i < table_topic_hints_count; i++)
		if (table_topic_hints[i].topic == _i)
			return;
	ck_abort_msg("%s: no TOPIC_HINT", row);
}
END_TEST

START_TEST(topic_hint_row)
{
	const struct table_topic_hint *h = &table_topic_hints[_i];

	ck_assert_int_ne(h->topic, TOPIC_NONE);
	check_advice(cause_names[table_topics[h->topic].cause],
	    prose(h->advice));
}
END_TEST

START_TEST(phrase_row)
{
	const struct table_phrase *p = &table_phrases[_i];
	const char *words = prose(p->words);
	size_t i;

	ck_assert_msg(p->cause != CAUSE_NONE, "\"%s\": no cause", words);
	ck_assert_msg(*words != '\0', "%s: no words", cause_names[p->cause]);
	check_found(cause_names[p->cause], words);
	for (i = 0; i < (size_t)_i; i++)
		ck_assert_msg(strcmp(words,
		    prose(table_phrases[i].words)) != 0,
		    "\"%s\": twice: %s and %s", words,
		    cause_names[table_phrases[i].cause],
		    cause_names[p->cause]);
}
END_TEST

START_TEST(wait_row)
{
	const char *words = prose(table_waits[_i].words);
	size_t i;

	ck_assert_msg(*words != '\0', "WAIT %d: no words", _i);
	check_found("WAIT", words);
	for (i = 0; i < (size_t)_i; i++)
		ck_assert_msg(strcmp(words,
		    prose(table_waits[i].words)) != 0,
		    "WAIT \"%s\": twice", words);
}
END_TEST

/* No reply has two IMPLIES rows: their order would decide. */
START_TEST(implied_row)
{
	const struct table_implied *r = &table_implieds[_i], *q;

	ck_assert_msg(r->first <= r->last && r->first >= 400,
	    "IMPLIES %s: %d to %d", cause_names[r->cause], r->first, r->last);
	for (q = table_implieds; q < r; q++)
		ck_assert_msg(q->cause != r->cause ||
		    q->provider != r->provider || q->last < r->first ||
		    q->first > r->last || (q->subject != 0 &&
		    r->subject != 0 && q->subject != r->subject),
		    "IMPLIES %s: two for %d to %d", cause_names[r->cause],
		    r->first, r->last);
}
END_TEST

START_TEST(stage_row)
{
	const char *words = prose(table_stages[_i].words);

	ck_assert_msg(*words != '\0', "STAGE %d: no words", _i);
	check_found("STAGE", words);
}
END_TEST

START_TEST(page_row)
{
	const char *url = prose(table_pages[_i].url);
	size_t i;

	if (_i == PAGE_NONE)
		return;
	ck_assert_msg(strncmp(url, "https://", 8) == 0 ||
	    strncmp(url, "http://", 7) == 0, "page \"%s\"", url);
	ck_assert_msg(is_tidy(url) && strchr(url, ' ') == NULL,
	    "page \"%s\"", url);
	for (i = 0; i < (size_t)_i; i++)
		ck_assert_msg(strcmp(url, prose(table_pages[i].url)) != 0,
		    "page \"%s\": twice", url);
}
END_TEST

START_TEST(provider_row)
{
	const struct table_provider *p = &table_providers[_i];
	const char *row = provider_names[_i], *name = table_text(p->name);
	size_t i;

	if (_i == PROVIDER_NONE)
		return;
	ck_assert_msg(*name != '\0', "%s: no name", row);
	check_words(row, name);
	check_words(row, table_text(p->domains));
	for (i = 0; i < (size_t)_i; i++)
		ck_assert_msg(strcmp(name,
		    table_text(table_providers[i].name)) != 0,
		    "%s: twice", row);
}
END_TEST

START_TEST(mark_row)
{
	const struct table_mark *m = &table_marks[_i];
	const char *words = prose(m->words);
	size_t i;

	ck_assert_msg(*words != '\0', "%s: mark", provider_names[m->provider]);
	check_found(provider_names[m->provider], words);
	for (i = 0; i < (size_t)_i; i++)
		ck_assert_msg(strcmp(words,
		    prose(table_marks[i].words)) != 0,
		    "mark \"%s\": twice", words);
}
END_TEST

static bool
same_rule(const struct table_rule *a, const struct table_rule *b)
{
	return a->provider == b->provider && a->code == b->code &&
	    a->class == b->class && a->subject == b->subject &&
	    a->detail == b->detail &&
	    strcmp(prose(a->words), prose(b->words)) == 0;
}

START_TEST(rule_row)
{
	const struct table_rule *r = &table_rules[_i];
	char row[ROW_MAX * 2];
	size_t i;

	snprintf(row, sizeof(row), "RULE %s, %d %d.%d.%d, \"%.40s\"",
	    provider_names[r->provider], r->code, r->class, r->subject,
	    r->detail, prose(r->words));
	ck_assert_msg(r->provider != PROVIDER_NONE, "%s", row);
	ck_assert_msg(r->code != 0 || r->class != 0 || r->subject != 0 ||
	    r->detail != 0 || *prose(r->words) != '\0',
	    "%s: nothing to go by", row);
	check_found(row, prose(r->words));
	check_note(row, prose(r->meaning), RULE_MEANING_MAX);
	check_note(row, prose(r->remedy), RULE_REMEDY_MAX);
	for (i = 0; i < (size_t)_i; i++)
		ck_assert_msg(!same_rule(&table_rules[i], r), "%s: twice",
		    row);
}
END_TEST

START_TEST(blocklist_row)
{
	const struct table_blocklist *b = &table_blocklists[_i];
	const char *name = table_text(b->name), *words = prose(b->words);
	size_t i;

	if (_i == BLOCKLIST_NONE)
		return;
	ck_assert_msg(*name != '\0' && is_tidy(name), "blocklist %d", _i);
	ck_assert_msg(*words != '\0', "%s: words", name);
	check_found(name, words);
	check_note(name, prose(b->note), NOTE_MAX);
	for (i = 0; i < (size_t)_i; i++)
		ck_assert_msg(strcmp(words,
		    prose(table_blocklists[i].words)) != 0,
		    "list \"%s\": twice", words);
}
END_TEST

static int
compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* One meaning for two rows would explain neither. */
START_TEST(meanings_differ)
{
	static const char *all[MEANINGS_MAX];
	size_t i, n = 0;

#define ADD(table) \
	for (i = 0; i < table_##table##_count; i++) { \
		ck_assert_uint_lt(n, MEANINGS_MAX); \
		all[n++] = prose(table_##table[i].meaning); \
	}
	ADD(digits)
	ADD(replies)
	ADD(strays)
	ADD(ports)
	ADD(classes)
	ADD(subjects)
	ADD(statuses)
	ADD(causes)
#undef ADD
	qsort(all, n, sizeof(all[0]), compare_texts);
	for (i = 1; i < n; i++)
		ck_assert_msg(strcmp(all[i - 1], all[i]) != 0,
		    "twice: \"%s\"", all[i]);
}
END_TEST

/* What pack.c packed table_prose() unpacks. */
START_TEST(prose_unpacks)
{
	char buf[TABLE_PROSE_MAX];

	ck_assert_str_eq(table_prose((prose_ref)_i, buf), packed[_i]);
	ck_assert(table_empty((prose_ref)_i) == (*packed[_i] == '\0'));
}
END_TEST

START_TEST(look_up_reply)
{
	const struct table_reply *r = &table_replies[_i];
	const struct table_reply *found = table_reply(r->code);

	ck_assert_msg(found != NULL && found->code == r->code && !found->also,
	    "REPLY %d", r->code);
}
END_TEST

START_TEST(look_up_stray)
{
	ck_assert_ptr_eq(table_stray(table_strays[_i].code),
	    &table_strays[_i]);
}
END_TEST

/* The row for the class where there is one, else that for any; 0 is none. */
START_TEST(look_up_status)
{
	const struct table_status *s = &table_statuses[_i];
	struct status st = { s->class, s->subject, s->detail };
	char row[ROW_MAX];

	name_status(row, s);
	ck_assert_msg(table_status(&st) == (s->class == 0 ? NULL : s), "%s",
	    row);
	st.class = 9;
	ck_assert_msg(table_status(&st) != NULL &&
	    table_status(&st)->class == 0, "%s: any class", row);
}
END_TEST

START_TEST(look_up_cause)
{
	const char *word = table_text(table_causes[_i].word);
	struct slice s = { word, strlen(word) };

	ck_assert_msg(table_cause(s) == (enum cause)_i, "\"%s\"", word);
	if (s.n > 0) {
		s.n--;
		ck_assert_msg(table_cause(s) != (enum cause)_i,
		    "\"%s\" without its last letter", word);
	}
}
END_TEST

START_TEST(look_up_nothing)
{
	static const struct status none = { 5, 999, 999 };
	static const struct slice word = { "no-such-cause", 13 };

	ck_assert_ptr_null(table_reply(0));
	ck_assert_ptr_null(table_reply(599));
	ck_assert_ptr_null(table_stray(550));
	ck_assert_ptr_null(table_digit(3, 0));
	ck_assert_ptr_null(table_class(3));
	ck_assert_ptr_null(table_subject(8));
	ck_assert_ptr_null(table_status(&none));
	ck_assert_int_eq(table_cause(word), CAUSE_NONE);
	ck_assert_str_eq(table_text(0), "");
}
END_TEST

int
main(void)
{
	TCase	*tc = tcase_create("rows");

#define ROWS(test, table) \
	tcase_add_loop_test(tc, test, 0, (int)table_##table##_count)
	ROWS(digit_row, digits);
	tcase_add_loop_test(tc, digit_cover, 0, 20);
	ROWS(command_row, commands);
	ROWS(reply_row, replies);
	ROWS(stray_row, strays);
	ROWS(answer_row, answers);
	ROWS(port_row, ports);
	ROWS(class_row, classes);
	ROWS(subject_row, subjects);
	ROWS(status_row, statuses);
	ROWS(status_any, statuses);
	ROWS(status_codes, statuses);
	tcase_add_test(tc, answered);
	ROWS(fault_row, faults);
	ROWS(retry_row, retries);
	ROWS(note_row, notes);
	ROWS(cause_row, causes);
	ROWS(cause_hint, causes);
	ROWS(cause_named, causes);
	ROWS(hint_row, hints);
	ROWS(code_hint_row, code_hints);
	ROWS(status_hint_row, status_hints);
	ROWS(topic_row, topics);
	ROWS(topic_hint_row, topic_hints);
	ROWS(phrase_row, phrases);
	ROWS(wait_row, waits);
	ROWS(implied_row, implieds);
	ROWS(stage_row, stages);
	ROWS(page_row, pages);
	ROWS(provider_row, providers);
	ROWS(mark_row, marks);
	ROWS(rule_row, rules);
	ROWS(blocklist_row, blocklists);
	tcase_add_loop_test(tc, prose_unpacks, 0, (int)PACKED);
	ROWS(look_up_reply, replies);
	ROWS(look_up_stray, strays);
	ROWS(look_up_status, statuses);
	ROWS(look_up_cause, causes);
	tcase_add_test(tc, look_up_nothing);
	tcase_add_test(tc, meanings_differ);
#undef ROWS
	return share_run(tc, "table", false);
}

/* The rows are only read, and a process for each would cost seconds. */

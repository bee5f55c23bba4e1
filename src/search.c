/*
 * search.c - the rows of the table that hold words, as people search: whatever
 * the case, the ending, grey or gray.
 */
#include <string.h>

#include "smtpcode.h"

/* Lower case; authorised and authorized are one word. */
static char
fold(char c)
{
	if (c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	return c == 'z' ? 's' : c;
}

static bool
starts(const char *text, struct slice word)
{
	size_t	 i;

	for (i = 0; i < word.n; i++)
		if (text[i] == '\0' || fold(text[i]) != fold(word.p[i]))
			return false;
	return true;
}

static bool
holds(const char *text, struct slice word)
{
	for (; *text != '\0'; text++)
		if (starts(text, word))
			return true;
	return word.n == 0;
}

static bool
rule_holds(const struct table_rule *r, struct slice word)
{
	char	 buf[TABLE_PROSE_MAX];

	return holds(table_text(table_providers[r->provider].name), word) ||
	    holds(table_prose(r->words, buf), word) ||
	    holds(table_prose(r->meaning, buf), word);
}

/* Among the phrases, the advice and the providers' rules of a cause. */
static bool
cause_holds(enum cause c, struct slice word)
{
	char	 buf[TABLE_PROSE_MAX];
	size_t	 i;

	for (i = 0; i < table_phrases_count; i++)
		if (table_phrases[i].cause == c &&
		    holds(table_prose(table_phrases[i].words, buf), word))
			return true;
	for (i = 0; i < table_hints_count; i++)
		if (table_hints[i].cause == c &&
		    holds(table_prose(table_hints[i].advice, buf), word))
			return true;
	for (i = 0; i < table_topic_hints_count; i++)
		if (table_topics[table_topic_hints[i].topic].cause == c &&
		    holds(table_prose(table_topic_hints[i].advice, buf), word))
			return true;
	for (i = 0; i < table_rules_count; i++)
		if (table_rules[i].cause == c && rule_holds(&table_rules[i],
		    word))
			return true;
	return false;
}

static int
place(const struct list_row *row, struct slice word)
{
	char	 operand[sizeof(row->operand) + 1];

	memcpy(operand, row->operand, row->n);
	operand[row->n] = '\0';
	if (holds(operand, word) || holds(row->title, word))
		return 1;
	if (holds(row->meaning, word) || holds(row->source, word) ||
	    holds(table_text(table_causes[row->cause].word), word))
		return 2;
	if (strcmp(row->kind, "cause") == 0 && cause_holds(row->cause, word))
		return 3;
	return 0;
}

/* The word without its ending, where five letters or more are left. */
static struct slice
stem(struct slice word)
{
	static const char	 endings[] = "ings\0ing\0ed\0es\0s\0e\0";
	const char		*end;
	size_t			 n;

	for (end = endings; *end != '\0'; end = slice_next(end)) {
		n = strlen(end);
		if (word.n >= n + 4 && starts(end,
		    (struct slice){ word.p + word.n - n, n })) {
			word.n -= n;
			break;
		}
	}
	return word;
}

int
search_place(const struct list_row *row, struct slice word)
{
	int	 found;
	char	 grey[16];

	if (word.n >= 4 && word.n <= sizeof(grey) && starts("gray",
	    (struct slice){ word.p, 4 })) {
		memcpy(grey, word.p, word.n);
		grey[2] = 'e';
		word.p = grey;
	}
	found = place(row, word);
	return found != 0 ? found : place(row, stem(word));
}

/* Keep the word of text that is nearest to s->word. */
static void
nearest(struct search *s, const char *text)
{
	struct slice	 word;
	size_t		 d;

	for (; *text != '\0'; text += word.n) {
		text += strspn(text, " ,.;:()`'\"");
		word.p = text;
		word.n = strcspn(text, " ,.;:()`'\"");
		if (word.n < 4 || word.n > SLIP_MAX)
			continue;
		d = slip_distance(word, s->word);
		if (d > 0 && d < s->distance) {
			s->distance = d;
			memcpy(s->buf, word.p, word.n);
			s->n = word.n;
		}
	}
}

void
search_nearest(void *arg, const struct list_row *row)
{
	struct search	*s = arg;
	char		 operand[sizeof(row->operand) + 1];

	if (search_place(row, s->word) != 0)
		s->distance = s->n = 0;
	memcpy(operand, row->operand, row->n);
	operand[row->n] = '\0';
	if (strcmp(row->kind, "cause") == 0)
		nearest(s, operand);
	nearest(s, row->title);
	nearest(s, row->meaning);
}

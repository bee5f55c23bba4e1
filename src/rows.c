/*
 * rows.c - the rows of the table that -l and -k show.
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"

static const struct slice	 none;

struct searching {
	struct stream	*s;		/* NULL: rows are only counted */
	char		**words;	/* patterns of -l, words of -k */
	size_t		 n, found;
	int		 place;		/* of -k: where the words stand */
};

static void
show_row(struct searching *l, const struct list_row *row)
{
	l->found++;
	if (l->s == NULL)
		return;
	if (l->s->mode == MODE_JSON)
		list_json(l->s->out, row);
	else if (l->s->mode != MODE_QUIET)
		list_line(l->s->out, row);
}

static void
list_row(void *arg, const struct list_row *row)
{
	struct searching	*l = arg;
	struct slice		 name;
	size_t			 i;

	name.p = row->operand;
	name.n = row->n;
	for (i = 0; i < l->n; i++)
		if (query_match(slice_of(l->words[i]), name))
			break;
	if (l->n == 0 ? !row->unusual : i < l->n)
		show_row(l, row);
}

static void
search_row(void *arg, const struct list_row *row)
{
	struct searching	*l = arg;
	size_t			 i;
	int			 place, worst;

	worst = 1;
	for (i = 0; i < l->n; i++) {
		place = search_place(row, slice_of(l->words[i]));
		if (place == 0 || row->unusual)
			return;
		if (place > worst)
			worst = place;
	}
	if (worst == l->place)
		show_row(l, row);
}

/* -k's words: its argument and all operands, each cut at blanks. */
static char **
split_words(const char *first, int argc, char *argv[], size_t *n)
{
	char	**words, *copy, *word;
	size_t	  len;
	int	  i;

	len = strlen(first) + 1;
	for (i = 0; i < argc; i++)
		len += strlen(argv[i]) + 1;
	/* The pointers, and behind them the bytes that they point to. */
	words = calloc(len + 1, sizeof(*words) + 1);
	if (words == NULL)
		err(2, NULL);
	copy = (char *)(words + len + 1);
	len = strlen(first) + 1;
	memcpy(copy, first, len);
	for (i = 0; i < argc; i++) {
		copy[len - 1] = ' ';
		memcpy(copy + len, argv[i], strlen(argv[i]) + 1);
		len += strlen(argv[i]) + 1;
	}
	*n = 0;
	while ((word = strsep(&copy, " \t\n")) != NULL)
		if (*word != '\0')
			words[(*n)++] = word;
	return words;
}

/* A word that no row holds may be a slip of one that some do.  False: none. */
static bool
suggest(struct stream *s, struct slice word)
{
	struct search	 near;

	memset(&near, 0, sizeof(near));
	near.word = word;
	near.distance = word.n < 4 ? 0 : word.n < 8 ? 2 : 3;
	list_each(search_nearest, &near);
	if (near.n > 0)
		message_operand(s, word, "in no row; did you mean ",
		    (struct slice){ near.buf, near.n });
	return near.n > 0;
}

/* The rows that fit a pattern; one that no row fits is named. */
static bool
list_table(struct searching *l)
{
	struct searching	 one = *l;
	size_t			 i;

	list_each(list_row, l);
	one.s = NULL;
	one.n = 1;
	for (i = 0; i < l->n; i++, one.words++) {
		one.found = 0;
		list_each(list_row, &one);
		if (one.found == 0)
			message_operand(l->s, slice_of(*one.words),
			    **one.words == '-' ?
			    "no row is named so; options come first" :
			    "no row is named so; -k searches their words",
			    none);
	}
	return l->found > 0;
}

/* The rows that hold all words, those with the words in their titles first. */
static bool
search_table(struct searching *l)
{
	size_t	 i;
	bool	 said;

	for (l->place = 1; l->place <= 3 && l->n > 0; l->place++)
		list_each(search_row, l);
	said = false;
	for (i = 0; i < l->n && l->found == 0; i++)
		said |= suggest(l->s, slice_of(l->words[i]));
	if (l->found == 0 && !said)
		message_operand(l->s, none, l->n == 0 ?
		    "-k: a word is wanted" : l->n == 1 ?
		    "no row holds that word" :
		    "no row holds all these words", none);
	return l->found > 0;
}

bool
rows_list(struct stream *s, int argc, char *argv[])
{
	struct searching	 l = { .s = s, .words = argv };

	l.n = (size_t)argc;
	return list_table(&l);
}

bool
rows_search(struct stream *s, const char *word, int argc, char *argv[])
{
	struct searching	 l = { .s = s };
	bool			 found;

	l.words = split_words(word, argc, argv, &l.n);
	found = search_table(&l);
	free(l.words);
	return found;
}

/*
 * wait.c - how long the words of a reply ask to wait.
 *
 *   wait   = clock / 1*( number [ "." digits ] unit ) / spelled unit
 *   clock  = 1*2DIGIT ":" 2DIGIT [ ":" 2DIGIT ]
 *
 * A number that the asking words lead up to directly may lack its unit: it is
 * one of seconds.
 */
#include <string.h>

#include "smtpcode.h"

#define LEAD_MAX	20	/* bytes between the words and the number */
#define NUMBER_MAX	100000
#define MINUTE		60
#define HOUR		3600
#define DAY		86400

/* Seconds; beginnings of words of several languages, folded; letters alone. */
static const struct word {
	char		text[20];
	uint32_t	value;
} units[] = {
	{ "s", 1 }, { "sec", 1 }, { "sek", 1 }, { "seg", 1 },
	{ "%d1%81%d0%b5%d0%ba", 1 },
	{ "m", MINUTE }, { "min", MINUTE }, { "%d0%bc%d0%b8%d0%bd", MINUTE },
	{ "h", HOUR }, { "hr", HOUR }, { "hour", HOUR }, { "heure", HOUR },
	{ "hora", HOUR }, { "ore", HOUR }, { "stund", HOUR }, { "godz", HOUR },
	{ "hodin", HOUR }, { "%d1%87%d0%b0%d1%81", HOUR },
	{ "d", DAY }, { "day", DAY }, { "tag", DAY }, { "jour", DAY },
	{ "dia", DAY }, { "giorn", DAY }, { "dni", DAY }
};

static const struct word spelled[] = {
	{ "an ", 1 }, { "one ", 1 }, { "two ", 2 }, { "five ", 5 },
	{ "ten ", 10 }, { "fifteen ", 15 }, { "thirty ", 30 }
};

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || c == '%';
}

static unsigned long
number(const struct phrase_text *t, size_t *at)
{
	unsigned long	n;

	for (n = 0; *at < t->n && slice_digit(t->p[*at]); ++*at)
		if (n < NUMBER_MAX)
			n = n * 10 + (unsigned long)(t->p[*at] - '0');
	return n;
}

/* Seconds in the unit that stands at a place, 0 for none. */
static unsigned long
unit_at(const struct phrase_text *t, size_t at)
{
	size_t	i, n;

	for (i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		n = strlen(units[i].text);
		if (at + n <= t->n &&
		    memcmp(t->p + at, units[i].text, n) == 0 &&
		    (n > 1 || !is_word(t->p[at + 1])))
			return units[i].value;
	}
	return 0;
}

/* The wait that a spelled number and its unit ask for, 0 for none. */
static unsigned long
spelled_at(const struct phrase_text *t, size_t at)
{
	size_t	i, n;

	if (t->p[at - 1] != ' ')
		return 0;
	for (i = 0; i < sizeof(spelled) / sizeof(spelled[0]); i++) {
		n = strlen(spelled[i].text);
		if (at + n <= t->n &&
		    memcmp(t->p + at, spelled[i].text, n) == 0)
			return spelled[i].value * unit_at(t, at + n);
	}
	return 0;
}

/* What is left of a clock behind its first number; not the time of day. */
static unsigned long
clock_rest(const struct phrase_text *t, size_t at, unsigned long n, bool direct)
{
	size_t	parts;

	for (parts = 1; parts < 3 && t->p[at] == ':' &&
	    slice_digit(t->p[at + 1]); parts++) {
		at++;
		n = n * 60 + number(t, &at);
	}
	if ((parts == 2 && !direct) || memcmp(t->p + at, " utc", 4) == 0 ||
	    memcmp(t->p + at, " gmt", 4) == 0)
		return 0;
	return parts == 2 ? n * 60 : n;
}

/* The place of the next number with a unit, behind "5 minute(s) and". */
static size_t
next_part(const struct phrase_text *t, size_t at)
{
	while (is_word(t->p[at]) || slice_digit(t->p[at]))
		at++;
	if (memcmp(t->p + at, "(s)", 3) == 0)
		at += 3;
	while (t->p[at] == ' ' || t->p[at] == ',')
		at++;
	if (memcmp(t->p + at, "and ", 4) == 0)
		at += 4;
	return at;
}

unsigned long
wait_parse(const struct phrase_text *t, size_t at)
{
	unsigned long	n, tenths, unit, all = 0;
	size_t		i;
	bool		direct = true;

	for (i = at; !slice_digit(t->p[i]); i++) {
		if (i >= t->n || i - at == LEAD_MAX)
			return 0;
		if (i > at && (n = spelled_at(t, i)) != 0)
			return n;
		direct &= strchr(" :(=", t->p[i]) != NULL;
	}
	do {
		n = number(t, &i);
		if (t->p[i] == ':' && slice_digit(t->p[i + 1]))
			return all != 0 ? 0 : clock_rest(t, i, n, direct);
		tenths = 0;
		if (t->p[i] == '.' && slice_digit(t->p[i + 1])) {
			tenths = (unsigned long)(t->p[i + 1] - '0');
			i++;
			(void)number(t, &i);
		}
		i += t->p[i] == ' ';
		unit = unit_at(t, i);
		if (unit == 0 && all == 0)
			return direct && !is_word(t->p[i]) &&
			    t->p[i] != '-' ? n : 0;
		all += n * unit + tenths * unit / 10;
		i = next_part(t, i);
	} while (unit != 0 && slice_digit(t->p[i]));
	return all;
}

/*
 * zone.c - the zone of a block list that the words of a reply name.
 *
 *   zone   = label 1*( "." label )	; the last of letters alone
 *   label  = 1*( letter / digit / "-" / "_" )
 *
 * A host name is a zone when one of its labels says so ("dnsbl-1", "rbl"), or
 * the words in front of it do ("blocked using", "listed at").
 */
#include "smtpcode.h"

#define LIST_LABEL_MAX	6	/* "dnsrbl", no "kanbl" in a longer name */

static bool
is_name(char c)
{
	return slice_letter(c) || slice_digit(c) || c == '-' || c == '_' ||
	    c == '.';
}

static bool
all(struct slice s, bool (*is)(char))
{
	size_t	i;

	for (i = 0; i < s.n; i++)
		if (!is(s.p[i]))
			return false;
	return s.n > 0;
}

/* The first label of s, which is left without it and its dot. */
static struct slice
next_label(struct slice *s)
{
	struct slice	label = { s->p, 0 };

	while (label.n < s->n && s->p[label.n] != '.')
		label.n++;
	*s = slice_skip(*s, label.n + 1);
	return label;
}

/* Two labels at least, the last one of letters. */
static bool
is_host(struct slice s)
{
	struct slice	label = { s.p, 0 };
	size_t		labels = 0;

	for (; s.n > 0; labels++)
		if ((label = next_label(&s)).n == 0)
			return false;
	return labels > 1 && label.n > 1 && all(label, slice_letter);
}

static bool
says_list(struct slice label)
{
	if (slice_starts_any(label, "blacklist\0blocklist\0blackhole\0"))
		return true;
	while (label.n > 0 && (slice_digit(label.p[label.n - 1]) ||
	    label.p[label.n - 1] == '-'))
		label.n--;
	return label.n >= 2 && label.n <= LIST_LABEL_MAX &&
	    slice_is(slice_skip(label, label.n - 2), "bl");
}

static bool
has_list_label(struct slice s)
{
	if (slice_starts(s, "www."))
		return false;
	while (s.n > 0)
		if (says_list(next_label(&s)))
			return true;
	return false;
}

/* Do the words that end here lead up to a zone? */
static bool
leads_up(struct slice before)
{
	static const char	 leads[] = "blocked using\0rejected using\0"
				    "refused using\0listed at\0listed in\0"
				    "listed on\0listed by\0found in\0found on\0"
				    "found at\0rbl\0dnsbl\0blacklist\0"
				    "blocklist\0block list\0black list\0";
	const char		*lead = leads;
	size_t			 n;

	while (before.n > 0 && !is_name(before.p[before.n - 1]))
		before.n--;
	for (; *lead != '\0'; lead = slice_next(lead)) {
		n = (size_t)(slice_next(lead) - lead) - 1;
		if (before.n >= n && slice_is(
		    slice_skip(before, before.n - n), lead))
			return true;
	}
	return false;
}

/* Without the IPv4 address in front of it that was looked up. */
static struct slice
skip_address(struct slice s)
{
	struct slice	rest = s;
	size_t		parts;

	for (parts = 0; parts < 4; parts++)
		if (!all(next_label(&rest), slice_digit))
			return s;
	return rest;
}

static struct slice
first_zone(struct slice s)
{
	struct slice	name;
	size_t		i, end;

	for (i = 0; i < s.n; i = end + 1) {
		for (end = i; end < s.n && is_name(s.p[end]); end++)
			continue;
		name = (struct slice){ s.p + i, end - i };
		if (name.n > 0 && name.p[name.n - 1] == '.')
			name.n--;
		name = skip_address(name);
		if (is_host(name) && (i == 0 || s.p[i - 1] != '@') &&
		    (has_list_label(name) ||
		    leads_up((struct slice){ s.p, i })))
			return name;
	}
	return (struct slice){ s.p, 0 };
}

struct slice
zone_find(const struct found *f, const struct verdict *v)
{
	struct slice	zone = { NULL, 0 };

	if (v->cause != CAUSE_BLOCKLISTED || v->blocklist != BLOCKLIST_NONE)
		return zone;
	zone = first_zone(f->words);
	return zone.n > 0 ? zone : first_zone(f->reply.text);
}

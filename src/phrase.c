/*
 * phrase.c - words to rows: which phrases of the table a text holds.
 */
#include <stdlib.h>
#include <string.h>

#include "smtpcode.h"

/*
 * The words of a row are parts in sequence, each with its alternatives; equal
 * alternatives of all rows are one atom.  A text is folded once (phrase_fold),
 * then looked at where words begin: three bytes tell how many more are worth
 * hashing, and only where an atom has the same hash are the two compared.
 */
#define ATOM_MIN	3
#define HASH_BITS	14
#define HASH_SIZE	(1U << HASH_BITS)
#define ATOMS_MAX	4096
#define USES_MAX	8192
#define RULES_MAX	1024
#define GAP		" ... "
#define GAP_LEN		5
#define GAP_COST	3	/* bytes of a gap that take one off the weight */
#define GAP_FIXED	2	/* what any gap but a blank takes off */
#define WEIGHT_MIN	4

#define DOMAIN_TAIL	6	/* "le.com" of google.com: "le.c" is hashed */
#define DOMAIN_HEADS	128
#define DOMAINS_MAX	256

/* An alternative, and the first of the places in rows where it stands. */
struct atom {
	const char	*p;
	uint16_t	 next;		/* of the same hash; 0: none */
	uint16_t	 uses;
	uint8_t		 n;
	bool		 whole;		/* the word ends with it */
};

/* An atom's place in a row. */
struct use {
	uint16_t	 next;		/* of the same atom; 0: none */
	uint16_t	 row;
	uint16_t	 place;		/* of its part, a row's being in sequence;
					   0: the row has but one part */
	uint8_t		 of;		/* enum phrase_of */
	bool		 first : 1, last : 1;	/* part of the row */
};

/* The parts of a row that a text holds up to some place. */
struct partial {
	uint16_t	 text;		/* the text it was found in */
	uint16_t	 start, end, weight;
};

/* A provider's domain, filed under four of its last bytes. */
struct domain {
	const char	*p;
	uint8_t		 n;
	uint8_t		 provider;
	uint8_t		 next;		/* of the same hash; 0: none */
};

struct phrase {
	size_t		 domains_n;	/* [0] is not used; 0: not yet built */
	uint8_t		 hosts[DOMAIN_HEADS];
	struct domain	 domains[DOMAINS_MAX];
	size_t		 atoms_n;	/* [0] is not used; 0: not yet built */
	size_t		 uses_n, places_n;
	uint16_t	 text;		/* counts the texts */
	uint8_t		 lengths[HASH_SIZE];	/* by hash of three bytes: bit
						   i, of hashed[i] */
	uint16_t	 heads[HASH_SIZE];
	struct atom	 atoms[ATOMS_MAX];
	struct use	 uses[USES_MAX];
	struct partial	 partials[ATOMS_MAX][2];	/* the latest first */
	uint16_t	 rules[PROVIDER_COUNT];	/* its first rule without
						   words: row + 1; 0: none */
	uint16_t	 rule_next[RULES_MAX];
	size_t		 length;	/* of what words holds */
	char		 words[];	/* of all rows, unpacked */
};

struct phrase *
phrase_new(void)
{
	return (calloc(1, sizeof(struct phrase) + table_words_size +
	    TABLE_PROSE_MAX));
}

void
phrase_free(struct phrase *x)
{
	free(x);
}

/* Bytes of an atom that are hashed: the most that it has. */
static const uint8_t	hashed[] = { 3, 4, 5, 6, 7, 8, 12, 16 };
#define HASHED_COUNT	8

/* Of n bytes at p; there are eight to read. */
static uint32_t
hash(const char *p, size_t n)
{
	uint64_t	a, b = 0;

	memcpy(&a, p, sizeof(a));
	if (n > 8)
		memcpy(&b, p + n - 8, sizeof(b));
	else
		a &= UINT64_MAX >> (64 - 8 * n);
	return ((uint32_t)((a + b * 31) * 0x9e3779b97f4a7c15U >>
	    (64 - HASH_BITS)));
}

static bool
is_word(char c)
{
	return ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
}

/* The atom of these n bytes, made if there is none; 0: no room or too short. */
static size_t
atom_intern(struct phrase *x, const char *p, size_t n)
{
	uint32_t	h;
	size_t		i, k = HASHED_COUNT - 1;
	bool		whole;

	whole = n > ATOM_MIN && p[n - 1] == ' ';
	n -= whole;
	if (n < ATOM_MIN || n > UINT8_MAX)
		return (0);
	while (hashed[k] > n)
		k--;
	h = hash(p, hashed[k]);
	for (i = x->heads[h]; i != 0; i = x->atoms[i].next)
		if (x->atoms[i].n == n && x->atoms[i].whole == whole &&
		    memcmp(x->atoms[i].p, p, n) == 0)
			return (i);
	if (x->atoms_n + 1 >= ATOMS_MAX)
		return (0);
	i = ++x->atoms_n;
	x->atoms[i] = (struct atom){ .p = p, .next = x->heads[h],
	    .n = (uint8_t)n, .whole = whole };
	x->heads[h] = (uint16_t)i;
	x->lengths[hash(p, ATOM_MIN)] |= (uint8_t)(1U << k);
	return (i);
}

static void
use_add(struct phrase *x, size_t atom, struct use u)
{
	if (atom == 0 || x->uses_n + 1 >= USES_MAX)
		return;
	u.next = x->atoms[atom].uses;
	x->uses[++x->uses_n] = u;
	x->atoms[atom].uses = (uint16_t)x->uses_n;
}

static void
words_add(struct phrase *x, enum phrase_of of, size_t row, prose_ref words)
{
	const char	*s = table_prose(words, x->words + x->length);
	const char	*gap, *end;
	struct use	 u = { .of = (uint8_t)of, .row = (uint16_t)row,
			    .first = true };
	size_t		 n;

	x->length += strlen(s) + 1;
	for (;; s = end + GAP_LEN, u.first = false) {
		gap = strstr(s, GAP);
		end = gap == NULL ? s + strlen(s) : gap;
		u.last = gap == NULL;
		if (!u.first || !u.last)
			u.place = (uint16_t)++x->places_n;
		for (; s < end; s += n + 1) {
			n = strcspn(s, "|");
			if (s + n > end)
				n = (size_t)(end - s);
			use_add(x, atom_intern(x, s, n), u);
		}
		if (u.last)
			return;
	}
}

static void
index_build(struct phrase *x)
{
	size_t	i;

	for (i = 0; i < table_phrases_count; i++)
		words_add(x, PHRASE_OF_CAUSE, i, table_phrases[i].words);
	for (i = 0; i < table_marks_count; i++)
		words_add(x, PHRASE_OF_MARK, i, table_marks[i].words);
	for (i = 0; i < table_rules_count && i < RULES_MAX; i++) {
		words_add(x, PHRASE_OF_RULE, i, table_rules[i].words);
		if (!table_empty(table_rules[i].words))
			continue;
		x->rule_next[i] = x->rules[table_rules[i].provider];
		x->rules[table_rules[i].provider] = (uint16_t)(i + 1);
	}
	for (i = 0; i < table_blocklists_count; i++)
		words_add(x, PHRASE_OF_BLOCKLIST, i,
		    table_blocklists[i].words);
	for (i = 0; i < table_waits_count; i++)
		words_add(x, PHRASE_OF_WAIT, i, table_waits[i].words);
}

/* Latin letters of U+00C0 to U+017F without their accents. */
static const char latin[] =
    "aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/*
 * The character of several bytes at s, when it has a plain form: a quote, a
 * dash, a blank, an accented letter.  Returns its length or 0.
 */
static size_t
fold_utf8(struct slice s, char *c)
{
	const unsigned char *p = (const unsigned char *)s.p;

	if (p[0] >= 0xc0 && (s.n < 2 || p[1] < 0x80)) {
		*c = latin[p[0] - 0xc0];	/* ISO 8859-1 */
		return (1);
	}
	if (s.n >= 2 && p[0] == 0xc2 && p[1] == 0xa0) {
		*c = ' ';
		return (2);
	}
	if (s.n >= 2 && p[0] >= 0xc3 && p[0] <= 0xc5 && p[1] >= 0x80 &&
	    p[1] <= 0xbf) {
		*c = latin[(p[0] - 0xc3) * 64 + p[1] - 0x80];
		return (2);
	}
	if (s.n >= 3 && p[0] == 0xe2 && p[1] == 0x80) {
		if (p[2] >= 0x90 && p[2] <= 0x95)
			*c = '-';
		else if (p[2] == 0x98 || p[2] == 0x99)
			*c = '\'';
		else if (p[2] == 0x9c || p[2] == 0x9d)
			*c = '"';
		else
			return (0);
		return (3);
	}
	if (s.n >= 3 && p[0] == 0xe3 && p[1] == 0x80 && p[2] == 0x80) {
		*c = ' ';
		return (3);
	}
	return (0);
}

static size_t
digits(struct slice s, size_t max)
{
	size_t n = 0;

	while (n < s.n && n < max && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return (n);
}

static struct slice
slice_from(struct slice s, size_t n)
{
	return ((struct slice){ s.p + n, s.n - n });
}

static bool
is_blank_at(struct slice s, size_t i)
{
	return (i >= s.n || s.p[i] == ' ' || s.p[i] == '\t' ||
	    s.p[i] == '\r' || s.p[i] == '\n');
}

/*
 * Numbers that part words which belong together: a reply code or an enhanced
 * status code repeated at a line's start ("that this 550-5.7.1 message"), and
 * an IPv4 address but 127.x.y.z, which a block list answers with.  Returns the
 * length to be left out, or 0.
 */
static size_t
fold_number(struct slice s)
{
	size_t n, i, parts;

	n = digits(s, 3);
	if (n == 3 && (s.p[0] == '4' || s.p[0] == '5') &&
	    (is_blank_at(s, 3) || s.p[3] == '-'))
		return (s.n > 3 && s.p[3] == '-' ? 4 : 3);
	for (i = n, parts = 1; parts < 4 && i < s.n && s.p[i] == '.';
	    parts++) {
		n = digits(slice_from(s, i + 1), 3);
		if (n == 0)
			break;
		i += 1 + n;
	}
	if (parts == 3 && s.p[1] == '.' && is_blank_at(s, i))
		return (s.p[0] == '4' || s.p[0] == '5' ? i : 0);
	if (parts != 4 || (s.n > 3 && memcmp(s.p, "127.", 4) == 0) ||
	    (i + 1 < s.n && s.p[i] == '.' && is_word(s.p[i + 1])))
		return (0);
	return (i);
}

static bool
is_address_end(char c)
{
	return (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '<' ||
	    c == '>' || c == '(' || c == ')' || c == '"' || c == '\'' ||
	    c == ',' || c == ';' || c == '[' || c == ']');
}

static bool
is_open(char c)
{
	return (c == '<' || c == '(' || c == '[' || c == '"' || c == '\'');
}

static bool
is_close(char c)
{
	return (c == '>' || c == ')' || c == ']' || c == '"' || c == '\'');
}

/*
 * Forget what was folded of a mail address, its opening bracket and the blank
 * before it.
 */
static void
fold_forget(struct phrase_text *t)
{
	while (t->n > 0 && !is_address_end(t->p[t->n - 1]) &&
	    t->p[t->n - 1] != ':')
		t->n--;
	if (t->n > 0 && is_open(t->p[t->n - 1]))
		t->n--;
	if (t->n > 0 && t->p[t->n - 1] == ' ')
		t->n--;
}

/* What is left of an address from its @ on: its length. */
static size_t
fold_address(struct slice s)
{
	size_t n = 0;

	while (n < s.n && !is_address_end(s.p[n]) && s.p[n] != ':')
		n++;
	while (n < s.n && is_close(s.p[n]))
		n++;
	return (n);
}

/* "doesn't" is read as "does not", "can't" as "cannot". */
static size_t
fold_not(struct slice s, struct phrase_text *t)
{
	if (t->n < 2 || t->p[t->n - 1] != 'n' || s.n < 2 ||
	    (s.p[1] | 0x20) != 't' || t->n + 4 > PHRASE_TEXT_MAX)
		return (0);
	if (t->p[t->n - 2] == 'a')
		memcpy(t->p + t->n, "not", 3);
	else
		memcpy(t->p + t->n - 1, " not", 4);
	t->n += 3;
	return (2);
}

static void
fold_put(struct phrase_text *t, char c)
{
	if (c == ' ' && (t->n == 0 || t->p[t->n - 1] == ' '))
		return;
	t->p[t->n++] = c;
}

static void
fold_hex(struct phrase_text *t, unsigned c)
{
	t->p[t->n++] = '%';
	t->p[t->n++] = "0123456789abcdef"[c >> 4];
	t->p[t->n++] = "0123456789abcdef"[c & 15];
}

/* One thing at s that is not an ASCII letter: returns the bytes taken. */
static size_t
fold_other(struct slice s, struct phrase_text *t)
{
	unsigned char c = (unsigned char)s.p[0];
	char plain;
	size_t n;

	if (c <= ' ' || c == 0x7f) {
		/* ESC begins legacy Japanese and stays. */
		fold_put(t, c == 0x1b ? (char)c : ' ');
		return (1);
	}
	/* Amid other bytes this may be a legacy character set. */
	if (c >= 0xc2 && (t->n < 3 || t->p[t->n - 3] != '%') &&
	    (n = fold_utf8(s, &plain)) != 0) {
		if (plain == '\'' && s.n > n &&
		    fold_not(slice_from(s, n - 1), t) != 0)
			return (n + 1);
		fold_put(t, plain);
		return (n);
	}
	if (c == '@' && t->n > 0 && t->p[t->n - 1] != ' ') {
		fold_forget(t);
		return (fold_address(s));
	}
	if (c == '\'' && (n = fold_not(s, t)) != 0)
		return (n);
	if (c >= '0' && c <= '9' &&
	    (t->n == 0 || (!is_word(t->p[t->n - 1]) && t->p[t->n - 1] != '_')) &&
	    (n = fold_number(s)) != 0) {
		if (t->n > 0 && is_open(t->p[t->n - 1])) {
			t->n--;
			n += n < s.n && is_close(s.p[n]);
		}
		if (t->n > 0 && t->p[t->n - 1] == ' ' && n < s.n &&
		    !is_word((char)(s.p[n] | 0x20)))
			t->n--;
		return (n);
	}
	if (c >= 0x80) {
		if (t->n + 3 > PHRASE_TEXT_MAX)
			return (s.n);
		n = s.n > 1 ? (unsigned char)s.p[1] : 0;
		if (c == 0xd0 && n >= 0x90 && n < 0xb0 &&
		    t->n + 6 <= PHRASE_TEXT_MAX) {
			/* Cyrillic capitals: U+0410 to U+042F */
			fold_hex(t, n < 0xa0 ? 0xd0 : 0xd1);
			fold_hex(t, (unsigned)n + 0x20 - (n >= 0xa0) * 0x40U);
			return (2);
		}
		fold_hex(t, c);
	} else
		fold_put(t, (char)c);
	return (1);
}

void
phrase_fold(struct slice s, struct phrase_text *t)
{
	const char	*p, *end;
	char		*out = t->p, *const limit = t->p + PHRASE_TEXT_MAX;

	if (s.n > PHRASE_INPUT_MAX)
		s.n = PHRASE_INPUT_MAX;
	p = s.n == 0 ? "" : s.p;
	end = p + s.n;
	while (p < end && out < limit) {
		if ((unsigned char)((*p | 0x20) - 'a') < 26) {
			*out++ = (char)(*p++ | 0x20);
			continue;
		}
		if (*p == ' ' && out > t->p && out[-1] != ' ') {
			*out++ = *p++;
			continue;
		}
		t->n = (size_t)(out - t->p);
		p += fold_other((struct slice){ p, (size_t)(end - p) }, t);
		out = t->p + t->n;
	}
	t->n = (size_t)(out - t->p);
	memset(out, 0, PHRASE_TEXT_PAD);
}

/*
 * Does a part follow those before it in its row?  They belong together when
 * they stand in one sentence (the last one ended before stop) and not too far
 * apart for their length.  If so now becomes all of them.
 */
static bool
part_join(const struct partial *before, struct partial *now, size_t stop)
{
	size_t	gap;	/* first its length, then its cost */

	if (before->text != now->text || before->end > now->start ||
	    (stop >= before->end && stop <= now->start))
		return (false);
	gap = now->start - before->end;
	gap = gap / GAP_COST + (gap > 1 ? GAP_FIXED : 0);
	if (before->weight + now->weight < gap + WEIGHT_MIN)
		return (false);
	now->weight = (uint16_t)(before->weight + now->weight - gap);
	now->start = before->start;
	return (true);
}

/* Note a part that is not its row's last; of one end the longest. */
static void
part_note(struct partial p[2], const struct partial *now)
{
	if (p[0].text == now->text && p[0].end >= now->end)
		return;
	p[1] = p[0];
	p[0] = *now;
}

static size_t
atom_found(struct phrase *x, const struct atom *a, size_t at, size_t stop,
    struct phrase_hit *hits, size_t max)
{
	const struct partial	*before;
	const struct use	*u;
	struct partial		 now;
	size_t			 i, n = 0;

	for (i = a->uses; i != 0 && n < max; i = u->next) {
		u = &x->uses[i];
		now = (struct partial){ x->text, (uint16_t)at,
		    (uint16_t)(at + a->n), a->n };
		if (!u->first) {
			before = x->partials[u->place - 1];
			if (!part_join(&before[0], &now, stop) &&
			    !part_join(&before[1], &now, stop))
				continue;
		}
		if (u->last)
			hits[n++] = (struct phrase_hit){ u->of, u->row,
			    now.start, now.end, now.weight };
		else
			part_note(x->partials[u->place], &now);
	}
	return (n);
}

/* The atoms that stand at a place of t where a word begins. */
static size_t
atoms_at(struct phrase *x, const struct phrase_text *t, size_t at, size_t stop,
    struct phrase_hit *hits, size_t max)
{
	const struct atom	*a;
	unsigned		 lengths = x->lengths[hash(t->p + at, ATOM_MIN)];
	size_t			 i, k, n = 0;

	for (k = 0; lengths != 0; k++, lengths >>= 1) {
		if ((lengths & 1) == 0)
			continue;
		i = x->heads[hash(t->p + at, hashed[k])];
		for (; i != 0; i = a->next) {
			a = &x->atoms[i];
			if (at + a->n <= t->n &&
			    memcmp(t->p + at, a->p, a->n) == 0 &&
			    (!a->whole || !is_word(t->p[at + a->n])))
				n += atom_found(x, a, at, stop, hits + n,
				    max - n);
		}
	}
	return (n);
}

size_t
phrase_find(struct phrase *x, const struct phrase_text *t,
    struct phrase_hit *hits, size_t max)
{
	const char	*p = t->p;
	size_t		 at = 0, stop = 0, n = 0;

	if (x->atoms_n == 0)
		index_build(x);
	if (++x->text == 0) {
		memset(x->partials, 0, sizeof(x->partials));
		x->text = 1;
	}
	while (at < t->n) {
		if (p[at] == ' ') {
			if (at > 0 && p[at - 1] == '.')
				stop = at + 1;
			at++;
			continue;
		}
		n += atoms_at(x, t, at, stop, hits + n, max - n);
		if (!is_word(p[at++]))
			continue;
		while (is_word(p[at]))
			at++;
	}
	return (n);
}

static char
lower(char c)
{
	return (c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
}

/* Where s is filed; [0] is for what is shorter than that. */
static size_t
domain_head(struct slice s)
{
	char	 g[8] = { 0 };
	size_t	 i;

	if (s.n < DOMAIN_TAIL)
		return (0);
	for (i = 0; i < 4; i++)
		g[i] = lower(s.p[s.n - DOMAIN_TAIL + i]);
	return (1 + hash(g, 4) % (DOMAIN_HEADS - 1));
}

static void
domains_build(struct phrase *x)
{
	struct domain	*d;
	const char	*s;
	size_t		 i, n, h;

	for (i = 1; i < table_providers_count; i++)
		for (s = table_text(table_providers[i].domains);
		    *s != '\0' && x->domains_n + 1 < DOMAINS_MAX;
		    s += n + (s[n] == ' ')) {
			n = strcspn(s, " ");
			h = domain_head((struct slice){ s, n });
			d = &x->domains[++x->domains_n];
			*d = (struct domain){ s, (uint8_t)n, (uint8_t)i,
			    x->hosts[h] };
			x->hosts[h] = (uint8_t)x->domains_n;
		}
}

/* Does host end in the domain, at a label's beginning? */
static bool
host_ends(struct slice host, const struct domain *d)
{
	size_t	i, at;

	if (host.n < d->n)
		return (false);
	at = host.n - d->n;
	for (i = 0; i < d->n; i++)
		if (lower(host.p[at + i]) != d->p[i])
			return (false);
	return (at == 0 || host.p[at - 1] == '.');
}

enum provider
phrase_provider(struct phrase *x, struct slice host, enum provider marked)
{
	const struct domain	*d, *best = &x->domains[0];
	size_t			 i, k, heads[2] = { 0, 0 };
	bool			 own = marked == PROVIDER_NONE;

	if (x->domains_n == 0)
		domains_build(x);
	if (host.n > 0 && host.p[host.n - 1] == '.')
		host.n--;
	heads[1] = domain_head(host);
	for (k = heads[1] == 0; k < 2; k++)
		for (i = x->hosts[heads[k]]; i != 0; i = d->next) {
			d = &x->domains[i];
			if (!host_ends(host, d))
				continue;
			own |= d->provider == marked;
			if (d->n > best->n)
				best = d;
		}
	return (own ? (enum provider)best->provider : marked);
}

const struct table_rule *
phrase_rule(struct phrase *x, enum provider provider,
    const struct table_rule *rule)
{
	size_t	i;

	if (x->atoms_n == 0)
		index_build(x);
	i = rule == NULL ? x->rules[provider] :
	    x->rule_next[rule - table_rules];
	return (i == 0 ? NULL : &table_rules[i - 1]);
}

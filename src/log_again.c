/*
 * log_again.c - the words of a reply or a failure that a log has said before,
 * but for the addresses in them, and what was found in them then; and how its
 * lines begin.
 *
 * Most failures of a busy server are a few sentences with other addresses.
 * Words count as the same where they are, byte by byte, but for mail addresses
 * in angle brackets and IPv4 addresses in square brackets, of a form in which
 * neither log_join() nor log_innermost() nor fold_text() looks for anything.
 * Of a delivery the key is all from its status on, so that what is known need
 * not be read at all.
 */
#include <stdlib.h>
#include <string.h>

#include "log.h"
#include "wide.h"

#define KEY_HEAD	3		/* bytes of a key before the words */
#define KEY_MAX		248		/* bytes of words without addresses */
#define WORDS_MAX	1024
#define FIELDS_MAX	48
#define HASHED		96		/* bytes of a key */
#define ADDRESS_MAX	255
#define WAYS		4		/* places that a key may have */
#define SKIP_MAX	48		/* bytes of words before the text */

/* Words without addresses; NULs behind their end. */
struct key {
	size_t		 n;
	size_t		 head;		/* bytes before those of words */
	struct slice	 words;		/* as they stand in the line */
	bool		 mailbox;	/* a mail address was among them */
	const struct log_fields *fields;	/* of a delivery; or NULL */
	struct slice	 host;		/* the relay, if it may be said */
	bool		 named;		/* the words begin behind its name */
	char		 p[KEY_MAX + HASHED];
};

struct entry {
	uint64_t	 number;	/* 0: free */
	uint16_t	 n;
	uint16_t	 worth;		/* how often it was of use of late */
	uint16_t	 skip, cut;	/* bytes of words around the text */
	int		 code;
	struct status	 status;
	uint8_t		 joined;	/* bytes of a text that is no part of
					   words, behind the key; 0: it is */
	enum command	 command;
	const char	*outcome;	/* these two of a delivery alone */
	struct status	 verdict;
	char		 key[KEY_MAX];
};

struct log_again {
	uint64_t	 kept;		/* ever */
	size_t		 prefix_n;
	char		 prefix[LOG_PREFIX_MAX];
	struct key	 key;		/* asked for last; n 0: none */
	struct entry	*place;		/* where it belongs */
	struct entry	 entry[LOG_AGAIN];
};

struct log_again *
log_again_new(unsigned series)
{
	struct log_again	*a;

	if ((a = calloc(1, sizeof(*a))) != NULL)
		a->kept = (uint64_t)series << 32;
	return a;
}

void
log_again_free(struct log_again *a)
{
	free(a);
}

size_t
log_again_postfix(struct log_again *a, struct slice line)
{
	size_t	 i, n = a->prefix_n;

	if (n > 0 && line.n >= n && wide_begins(line.p, a->prefix, n))
		return n;
	if ((n = log_postfix(line)) == 0)
		return 0;
	for (i = 0; i < n; i++)
		a->prefix[i] = slice_digit(line.p[i]) ? '0' : line.p[i];
	return a->prefix_n = n;
}

/* Which of the next WIDE bytes may stand in a plain mail address; *at: an @. */
static unsigned
of_address(const char *p, unsigned *at)
{
	wide	 v = wide_load(p);

	*at = wide_equal(v, '@');
	return wide_range(wide_lower(v), 'a', 26) | wide_range(v, '0', 10) |
	    wide_range(v, '-', 2) | wide_among(v, '_', '+', '@');
}

/* "<jo@x.example>": its length, or 0, as where few bytes follow. */
static size_t
mail_address(struct slice s)
{
	size_t	 i;
	unsigned m, here, at = 0;

	if (s.n < 5 || !slice_letter(s.p[1]))
		return 0;
	for (i = 1; i + WIDE <= s.n && i < ADDRESS_MAX; i += WIDE) {
		m = ~of_address(s.p + i, &here) & ((1U << WIDE) - 1);
		if (m != 0) {
			/* What stands before the first other byte. */
			at |= here & (m - 1) & ~m;
			i += wide_lowest(m);
			return at != 0 && s.p[i] == '>' ? i + 1 : 0;
		}
		at |= here;
	}
	return 0;
}

/*
 * "[192.0.2.1]": its length, or 0.  Not what may be a code, a status or the
 * answer of a block list: 220, 5. and 127. at its beginning.
 */
static size_t
ip_address(struct slice s)
{
	char		 p[WIDE] = "";
	wide		 v;
	unsigned	 dots, n, end, parts;

	if (s.n < 9)
		return 0;
	if (s.n <= WIDE)
		memcpy(p, s.p + 1, s.n - 1);
	v = wide_load(s.n > WIDE ? s.p + 1 : p);
	end = wide_equal(v, ']');
	dots = wide_equal(v, '.');
	end = end == 0 ? 0 : wide_lowest(end);
	/* Digits, and before the bracket the last of three dots. */
	if ((~(wide_range(v, '0', 10) | dots) & ((1U << end) - 1)) != 0)
		return 0;
	dots = (dots & ((1U << end) - 1)) | 1U << end;
	n = wide_lowest(dots);
	if (n < 2 || (n == 3 && (s.p[1] != '1' ||
	    log_begins(slice_skip(s, 1), "127."))))
		return 0;
	for (parts = 0; parts < 4; parts++, dots >>= n + 1) {
		n = dots == 0 ? 0 : wide_lowest(dots);
		if (n == 0 || n > 3)
			return 0;
	}
	return dots == 0 ? end + 2 : 0;
}

/*
 * Copy what stands before the next bracket or NUL, as far as there is room;
 * the bytes taken.
 */
static size_t
copy_plain(struct slice s, char *to)
{
	wide		 v;
	unsigned	 m;
	size_t		 n, last = s.n - WIDE;

	if (s.n < WIDE) {
		for (n = 0; n < s.n && s.p[n] != '<' && s.p[n] != '[' &&
		    s.p[n] != '\0'; n++)
			to[n] = s.p[n];
		return n;
	}
	/* The last bytes again with those before them. */
	for (n = 0;; n = n + WIDE < last ? n + WIDE : last) {
		v = wide_load(s.p + n);
		wide_store(to + n, v);
		if ((m = wide_among(v, '<', '[', '\0')) != 0)
			return n + wide_lowest(m);
		if (n == last)
			return s.n;
	}
}

/* The rest of a key: the words. */
static bool
add_words(struct key *k, struct slice s)
{
	size_t	 n;

	k->head = k->n;
	k->words = s;
	k->mailbox = false;
	if (s.n > WORDS_MAX)
		return false;
	for (; s.n > 0; s = slice_skip(s, n == 0 ? 1 : n)) {
		n = copy_plain(log_to(s, KEY_MAX - k->n), k->p + k->n);
		k->n += n;
		s = slice_skip(s, n);
		if (k->n + 2 > KEY_MAX)
			return false;
		if (s.n == 0)
			break;
		if (*s.p == '\0')
			return false;
		k->p[k->n++] = *s.p;
		n = *s.p == '<' ? mail_address(s) : ip_address(s);
		k->mailbox = k->mailbox || (n > 0 && *s.p == '<');
		if (n > 0)
			k->p[k->n++] = '\0';
	}
	memset(k->p + k->n, 0, HASHED);
	return true;
}

/* What else is known of the line that counts, and its words. */
static bool
key_of_words(const struct log_line *l, struct key *k)
{
	k->p[0] = (char)l->command;
	k->p[1] = (char)(1 | l->sent << 1 | (l->recipient.n > 0) << 2 |
	    (l->host.n > 0) << 3);
	k->p[2] = (char)l->likely;
	k->n = KEY_HEAD;
	k->fields = NULL;
	return add_words(k, l->words);
}

/*
 * "5.1.1, status=bounced (host " and what the relay says: its name there is no
 * part of the words.
 */
static bool
key_of_delivery(const struct log_fields *d, struct key *k)
{
	struct slice	 s = slice_skip(d->reason, 1), said;
	size_t		 n = (size_t)(s.p - d->dsn.p);

	if (s.n == 0 || s.p[s.n - 1] != ')' || n > FIELDS_MAX)
		return false;
	s.n--;
	k->host = d->dotted ? d->host : (struct slice){ NULL, 0 };
	k->named = false;
	memcpy(k->p + KEY_HEAD, d->dsn.p, n);
	k->n = KEY_HEAD + n;
	k->fields = d;
	if (d->peer.n > 0 && log_begins(s, "host ") &&
	    s.n > 5 + d->peer.n &&
	    memcmp(s.p + 5, d->peer.p, d->peer.n) == 0) {
		said = slice_skip(s, 5 + d->peer.n);
		if (log_begins(said, " said: ") ||
		    log_begins(said, " refused to ")) {
			k->p[k->n++] = '\0';
			k->host = d->host;
			k->named = true;
			s = said;
		}
	}
	k->p[0] = k->host.n > 0;
	k->p[1] = k->p[2] = 0;		/* as of no words */
	return add_words(k, s);
}

/*
 * Of the last bytes, always as many: a loop that ends now here and now there
 * costs more.  Two products need not wait for each other.
 */
static size_t
hash(const struct key *k)
{
	const uint64_t	 odd = 0x9e3779b97f4a7c15;
	const char	*p = k->p + (k->n > HASHED ? k->n - HASHED : 0);
	uint64_t	 a = k->n, b = 0, w[2];
	size_t		 i;

	for (i = 0; i < HASHED; i += sizeof(w)) {
		memcpy(w, p + i, sizeof(w));
		a = (a ^ w[0]) * odd;
		b = (b ^ w[1]) * odd;
	}
	a ^= b >> 7 ^ b << 57;
	a = (a ^ a >> 29) * odd;
	return (size_t)(a >> 32) & (LOG_AGAIN - 1);
}

static bool
same(const struct entry *e, const struct key *k)
{
	return e->n == k->n && memcmp(e->key, k->p, k->n) == 0;
}

/*
 * The entry of that key, or NULL, and then the place where it belongs: of those
 * that it may have the one of least worth.  Words said once do not drive out
 * what is said all day.
 */
static struct entry *
find(struct log_again *a, const struct key *k)
{
	size_t		 i = hash(k), way;
	struct entry	*e, *place = &a->entry[i];

	a->place = NULL;
	for (way = 0; way < WAYS; way++) {
		e = &a->entry[i ^ way];
		if (same(e, k))
			return e;
		if (e->worth < place->worth)
			place = e;
	}
	a->place = place;
	place->worth /= 2;
	return NULL;
}

/* What was found in such words. */
static void
found_again(struct entry *e, struct slice words, char buf[LOG_TEXT_MAX],
    struct found *f)
{
	if (e->worth < UINT16_MAX)
		e->worth++;
	f->reply.code = e->code;
	f->reply.status = e->status;
	if (e->joined > 0)
		f->reply.text = log_copy(buf, LOG_TEXT_MAX,
		    (struct slice){ e->key + e->n, e->joined });
	else
		f->reply.text = (struct slice){ words.p + e->skip,
		    words.n - e->skip - e->cut };
	f->command = e->command;
	f->again = e->number;
}

bool
log_again_delivery(struct log_again *a, const struct log_fields *d,
    char buf[LOG_TEXT_MAX], struct found *f)
{
	struct entry	*e;

	a->place = NULL;
	if (!key_of_delivery(d, &a->key) || (e = find(a, &a->key)) == NULL)
		return false;
	memset(f, 0, sizeof(*f));
	found_again(e, a->key.words, buf, f);
	f->verdict = e->verdict;
	f->direction = DIRECTION_OUT;
	f->format = "postfix";
	f->host = a->key.host;
	f->recipient = d->recipient;
	f->outcome = e->outcome;
	return true;
}

bool
log_again_words(struct log_again *a, const struct log_line *l,
    char buf[LOG_TEXT_MAX], struct found *f)
{
	struct entry	*e;

	a->place = NULL;
	if (!key_of_words(l, &a->key) || (e = find(a, &a->key)) == NULL)
		return false;
	found_again(e, l->words, buf, f);
	return true;
}

/*
 * Does something that may be a code or a status stand behind an address?  For
 * what stands before it decides whether it is one.
 */
static bool
has_number(const struct key *k)
{
	const char	*p = memchr(k->p + k->head, '\0', k->n - k->head);

	for (; p != NULL && p < k->p + k->n; p++)
		if (slice_digit(*p) && !log_word(p[-1]) && p[-1] != '.' &&
		    p[-1] != '/' && p[-1] != '-' && (p[1] == '.' ||
		    (slice_digit(p[1]) && slice_digit(p[2]) &&
		    !slice_digit(p[3]))))
			return true;
	return false;
}

/* How many bytes of the words stand before the text; SKIP_MAX: it is no part
 * of them that is to be had so with other addresses. */
static size_t
place_of(struct slice text, const struct key *k, struct slice words)
{
	struct slice	 rest;
	size_t		 skip;

	for (skip = 0; skip < SKIP_MAX && skip + text.n <= words.n; skip++)
		if (words.p[skip] == *text.p &&
		    memcmp(words.p + skip, text.p, text.n) == 0)
			break;
	if (skip == SKIP_MAX || skip + text.n > words.n)
		return SKIP_MAX;
	rest = slice_skip(words, skip + text.n);
	return has_number(k) || memchr(rest.p, '<', rest.n) != NULL ||
	    memchr(rest.p, '[', rest.n) != NULL ? SKIP_MAX : skip;
}

/* Is there room for such a text behind the key, and is it always the same? */
static bool
has_room(const struct key *k, size_t n)
{
	return k->n + n <= KEY_MAX &&
	    memchr(k->p + k->head, '\0', k->n - k->head) == NULL;
}

/* Is a delivery what its key and its fields alone make of it? */
static bool
plain_delivery(const struct key *k, const struct log_line *l)
{
	struct status	 st;

	return reply_status(k->fields->dsn, &st) == k->fields->dsn.n &&
	    l->words.p >= k->words.p &&
	    (k->named || l->host.n == 0 || l->host.p == k->host.p);
}

void
log_again_keep(struct log_again *a, const struct log_line *l,
    struct found *f)
{
	struct entry	*e = a->place;
	struct slice	 s = f->reply.text;
	size_t		 skip;

	/* How long the words are decides about such a tail; and where there is
	 * no code a mailbox may be named like a command. */
	if (e == NULL || f->words.n > 0 || s.n == 0 ||
	    log_has(s, "(in reply to ") ||
	    (f->reply.code == 0 && a->key.mailbox) ||
	    (a->key.fields != NULL && !plain_delivery(&a->key, l)))
		return;
	skip = place_of(s, &a->key, a->key.words);
	if (skip == SKIP_MAX && !has_room(&a->key, s.n))
		return;
	*e = (struct entry){ .number = ++a->kept * LOG_AGAIN +
	    (uint64_t)(e - a->entry), .n = (uint16_t)a->key.n,
	    .code = f->reply.code, .status = f->reply.status,
	    .command = f->command, .outcome = l->outcome,
	    .verdict = l->verdict };
	memcpy(e->key, a->key.p, a->key.n);
	if (skip < SKIP_MAX) {
		e->skip = (uint16_t)skip;
		e->cut = (uint16_t)(a->key.words.n - skip - s.n);
	} else {
		e->joined = (uint8_t)s.n;
		memcpy(e->key + e->n, s.p, s.n);
	}
	f->again = e->number;
}

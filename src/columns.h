/*
 * columns.h - every string of codes.def, row by row: TEXT(n, words) where it is
 * kept as it is, PROSE(n, words) where it is packed (pack.c).  n: the how
 * manieth string of its row.  The includer defines both; they are undefined
 * here.
 */
/* clang-format off */
#define DIGIT(position, first, last, t, s, m) \
    PROSE(1, t) PROSE(2, s) PROSE(3, m)
#define COMMAND(id, w, t) TEXT(1, w) TEXT(2, t)
#define REPLY(code, kind, cause, t, s, m) PROSE(1, t) PROSE(2, s) PROSE(3, m)
#define ALSO(code, kind, cause, t, s, m) PROSE(1, t) PROSE(2, s) PROSE(3, m)
#define STRAY(code, class, subject, detail, cause, t, s, m) \
    PROSE(1, t) PROSE(2, s) PROSE(3, m)
#define PORT(port, t, s, m) PROSE(1, t) PROSE(2, s) PROSE(3, m)
#define CLASS(class, t, s, m) PROSE(1, t) PROSE(2, s) PROSE(3, m)
#define SUBJECT(subject, t, s, m) PROSE(1, t) PROSE(2, s) PROSE(3, m)
#define STATUS(class, subject, detail, cause, c, r, t, s, m) \
    TEXT(1, c) TEXT(2, r) PROSE(3, t) PROSE(4, s) PROSE(5, m)
#define KIND(id, w) TEXT(1, w)
#define FAULT(id, w, t) TEXT(1, w) TEXT(2, t)
#define RETRY(id, w, t) TEXT(1, w) TEXT(2, t)
#define WHO(id, t) TEXT(1, t)
#define NOTE(id, w) PROSE(1, w)
#define CAUSE(id, w, fault, retry, t, m) TEXT(1, w) TEXT(2, t) PROSE(3, m)
#define HINT(cause, who, a) PROSE(1, a)
#define CODE_HINT(code, who, a) PROSE(1, a)
#define STATUS_HINT(class, subject, detail, who, a) PROSE(1, a)
#define TOPIC(id, cause, fault, w) PROSE(1, w)
#define TOPIC_HINT(topic, who, a) PROSE(1, a)
#define PHRASE(cause, w) PROSE(1, w)
#define CLUE(cause, w) PROSE(1, w)
#define EITHER(cause, also, w) PROSE(1, w)
#define WAIT(w) PROSE(1, w)
#define STAGE(command, w) PROSE(1, w)
#define PAGE(id, u) PROSE(1, u)
#define PROVIDER(id, n, d, page) TEXT(1, n) TEXT(2, d)
#define MARK(provider, w) PROSE(1, w)
#define RULE(provider, code, class, subject, detail, w, cause, page, m, r) \
    PROSE(1, w) PROSE(2, m) PROSE(3, r)
#define BLOCKLIST(id, w, n, page, o) PROSE(1, w) TEXT(2, n) PROSE(3, o)
#include "codes.def"
#undef TEXT
#undef PROSE
/* clang-format on */

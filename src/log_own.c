/*
 * log_own.c - what mail programs log by themselves, with no reply: a
 * connection that was lost, TLS that failed, a client that spoke nonsense; and
 * what applications say of mail that they could not send.
 */
#include <string.h>

#include "log.h"

enum side { IN = DIRECTION_IN, OUT = DIRECTION_OUT };

/*
 * How Postfix's own messages begin, and what they hold besides: such a line is
 * Postfix's even where nothing stands before it.  cause: where the form decides
 * it, and not the words.
 */
static const struct begin {
	char		 begins[44], holds[36];
	uint8_t		 command, cause, side;
} begins[] = {
	{ "Untrusted TLS connection ", "established ", COMMAND_STARTTLS,
	    CAUSE_SUCCESS, OUT },
	{ "Trusted TLS connection ", "established ", COMMAND_STARTTLS,
	    CAUSE_SUCCESS, OUT },
	{ "Verified TLS connection ", "established ", COMMAND_STARTTLS,
	    CAUSE_SUCCESS, OUT },
	{ "Anonymous TLS connection ", "established ", COMMAND_STARTTLS,
	    CAUSE_SUCCESS, OUT },
	{ "lost connection after ", " from ", COMMAND_NONE, CAUSE_NONE, IN },
	{ "lost connection with ", " while ", COMMAND_NONE, CAUSE_NONE, OUT },
	{ "conversation with ", " timed out while ", COMMAND_NONE, CAUSE_NONE,
	    OUT },
	{ "timeout after ", " from ", COMMAND_NONE, CAUSE_NONE, IN },
	{ "too many errors after ", " from ", COMMAND_NONE, CAUSE_NONE, IN },
	{ "improper command pipelining after ", " from ", COMMAND_NONE,
	    CAUSE_NONE, IN },
	{ "PREGREET ", " from [", COMMAND_CONNECT, CAUSE_PROTOCOL_ERROR, IN },
	{ "HANGUP ", " from [", COMMAND_NONE, CAUSE_CONNECTION_FAILED, IN },
	{ "DNSBL rank ", " for [", COMMAND_CONNECT, CAUSE_BLOCKLISTED, IN },
	{ "BLACKLISTED [", "]:", COMMAND_CONNECT, CAUSE_BLOCKLISTED, IN },
	{ "DENYLISTED [", "]:", COMMAND_CONNECT, CAUSE_BLOCKLISTED, IN },
	{ "BARE NEWLINE from [", "]", COMMAND_NONE, CAUSE_PROTOCOL_ERROR, IN },
	{ "NON-SMTP COMMAND from [", "]", COMMAND_NONE, CAUSE_PROTOCOL_ERROR,
	    IN },
	{ "COMMAND PIPELINING from [", "]", COMMAND_NONE,
	    CAUSE_PROTOCOL_ERROR, IN },
	{ "COMMAND COUNT LIMIT from [", "]", COMMAND_NONE,
	    CAUSE_PROTOCOL_ERROR, IN },
	{ "COMMAND LENGTH LIMIT from [", "]", COMMAND_NONE,
	    CAUSE_PROTOCOL_ERROR, IN },
	{ "COMMAND TIME LIMIT from [", "]", COMMAND_NONE,
	    CAUSE_CONNECTION_FAILED, IN },
	{ "non-SMTP command from ", "]", COMMAND_NONE, CAUSE_PROTOCOL_ERROR,
	    IN },
	{ "Illegal address syntax from ", " in ", COMMAND_NONE,
	    CAUSE_BAD_ADDRESS, IN },
	{ "SSL_accept error from ", "]", COMMAND_STARTTLS, CAUSE_TLS_FAILURE,
	    IN },
	{ "SSL_connect error to ", "]", COMMAND_STARTTLS, CAUSE_TLS_FAILURE,
	    OUT },
	{ "certificate verification failed for ", ": ", COMMAND_STARTTLS,
	    CAUSE_TLS_FAILURE, OUT },
	{ "server certificate verification failed for ", ": ",
	    COMMAND_STARTTLS, CAUSE_TLS_FAILURE, OUT },
	{ "Cannot start TLS", "", COMMAND_STARTTLS, CAUSE_TLS_FAILURE, OUT },
	{ "TLS is required, but", " ", COMMAND_STARTTLS, CAUSE_TLS_FAILURE,
	    OUT },
	{ "TLS library problem: ", ":", COMMAND_STARTTLS, CAUSE_TLS_FAILURE,
	    DIRECTION_NONE },
	{ "hostname ", "emporary failure in", COMMAND_CONNECT,
	    CAUSE_DNS_FAILURE, IN },
	{ "hostname ", "does not resolve", COMMAND_CONNECT,
	    CAUSE_NO_REVERSE_DNS, IN },
	{ "address not listed for hostname ", "", COMMAND_CONNECT,
	    CAUSE_NO_REVERSE_DNS, IN },
	{ "problem talking to ", ": ", COMMAND_NONE, CAUSE_SYSTEM_ERROR,
	    DIRECTION_NONE },
	{ "dnsblog_query: ", "lookup error", COMMAND_NONE, CAUSE_DNS_FAILURE,
	    DIRECTION_NONE },
	{ "dnsblog reply timeout ", " for ", COMMAND_NONE, CAUSE_DNS_FAILURE,
	    DIRECTION_NONE },
	{ "connect to Milter service ", ": ", COMMAND_NONE,
	    CAUSE_SYSTEM_ERROR, DIRECTION_NONE },
	{ "connect to mysql server ", ": ", COMMAND_NONE, CAUSE_SYSTEM_ERROR,
	    DIRECTION_NONE },
	{ "connect to pgsql server ", ": ", COMMAND_NONE, CAUSE_SYSTEM_ERROR,
	    DIRECTION_NONE },
	{ "dict_", ": Search error ", COMMAND_NONE, CAUSE_SYSTEM_ERROR,
	    DIRECTION_NONE },
	{ "dict_", ": Unable to ", COMMAND_NONE, CAUSE_SYSTEM_ERROR,
	    DIRECTION_NONE },
	{ "proxy:", " lookup error for ", COMMAND_NONE, CAUSE_SYSTEM_ERROR,
	    DIRECTION_NONE },
	{ "connect to transport ", ": ", COMMAND_NONE, CAUSE_SYSTEM_ERROR,
	    DIRECTION_NONE },
	{ "connect to subsystem ", ": ", COMMAND_NONE, CAUSE_SYSTEM_ERROR,
	    DIRECTION_NONE },
	{ "connect to private/", ": ", COMMAND_NONE, CAUSE_SYSTEM_ERROR,
	    DIRECTION_NONE },
	{ "SASL: Connect to ", " failed", COMMAND_AUTH, CAUSE_SYSTEM_ERROR,
	    DIRECTION_NONE },
	{ "SASL authentication failed; ", "to server ", COMMAND_AUTH,
	    CAUSE_SMTP_AUTH, OUT },
	{ "Server certificate ", "not ", COMMAND_STARTTLS, CAUSE_TLS_FAILURE,
	    OUT },
	{ "milter ", ": can't ", COMMAND_NONE, CAUSE_SYSTEM_ERROR,
	    DIRECTION_NONE },
	{ "no MX host for ", " has a valid address record", COMMAND_CONNECT,
	    CAUSE_NONE, OUT },
	{ "Connection rate limit exceeded: ", " from ", COMMAND_CONNECT,
	    CAUSE_RATE_LIMITED, IN },
	{ "Connection concurrency limit exceeded: ", " from ",
	    COMMAND_CONNECT, CAUSE_RATE_LIMITED, IN },
	{ "Message delivery request rate limit ", " from ", COMMAND_MAIL,
	    CAUSE_RATE_LIMITED, IN },
	{ "Recipient address rate limit ", " from ", COMMAND_RCPT,
	    CAUSE_RATE_LIMITED, IN },
	{ "AUTH command rate limit ", " from ", COMMAND_AUTH,
	    CAUSE_RATE_LIMITED, IN },
	{ "New TLS session rate limit ", " from ", COMMAND_STARTTLS,
	    CAUSE_RATE_LIMITED, IN },
	{ "host ", " greeted me with my own hostname", COMMAND_EHLO,
	    CAUSE_MAIL_LOOP, OUT },
	{ "connect to ", "]:", COMMAND_CONNECT, CAUSE_NONE, OUT }
};

/* What a mail program's line holds wherever. */
static const struct hold {
	char		 holds[52];
	uint8_t		 command, cause, side;
} holds[] = {
	/* Postfix */
	{ "fatal: ", COMMAND_NONE, CAUSE_SYSTEM_ERROR, DIRECTION_NONE },
	{ "panic: ", COMMAND_NONE, CAUSE_SYSTEM_ERROR, DIRECTION_NONE },
	{ "warning: process /", COMMAND_NONE, CAUSE_SYSTEM_ERROR,
	    DIRECTION_NONE },
	{ ": RBL lookup error: ", COMMAND_NONE, CAUSE_DNS_FAILURE,
	    DIRECTION_NONE },
	{ ": bad command startup ", COMMAND_NONE, CAUSE_SYSTEM_ERROR,
	    DIRECTION_NONE },
	{ " verification failed: Name or service not known", COMMAND_CONNECT,
	    CAUSE_NO_REVERSE_DNS, IN },
	{ "address not listed for hostname ", COMMAND_CONNECT,
	    CAUSE_NO_REVERSE_DNS, IN },
	/* OpenSMTPD, Busybox */
	{ "server-cert-check result=\"failure\"", COMMAND_STARTTLS,
	    CAUSE_TLS_FAILURE, OUT },
	{ "applet not found", COMMAND_NONE, CAUSE_SYSTEM_ERROR,
	    DIRECTION_NONE },
	/* qmail */
	{ "badmailfrom: ", COMMAND_MAIL, CAUSE_SENDER_REJECTED, IN },
	/* milter-greylist, spamd */
	{ "> delayed for ", COMMAND_RCPT, CAUSE_GREYLISTED, IN },
	{ "identified spam (", COMMAND_DOT, CAUSE_SPAM_CONTENT, IN },
	/* Sendmail */
	{ " did not issue MAIL/EXPN/VRFY/ETRN", COMMAND_NONE,
	    CAUSE_PROTOCOL_ERROR, IN },
	{ "rejecting connections on daemon ", COMMAND_CONNECT,
	    CAUSE_SYSTEM_UNAVAILABLE, IN },
	{ " due to pre-greeting traffic", COMMAND_CONNECT,
	    CAUSE_PROTOCOL_ERROR, IN },
	{ "possible SMTP attack: command=AUTH", COMMAND_AUTH,
	    CAUSE_SMTP_AUTH, IN },
	{ "possible SMTP attack: command=", COMMAND_NONE,
	    CAUSE_PROTOCOL_ERROR, IN },
	{ "lost input channel from ", COMMAND_NONE, CAUSE_NONE, IN },
	{ "AUTH failure (", COMMAND_AUTH, CAUSE_SMTP_AUTH, IN }
};

/* What went well, in words that could mislead. */
static const char fine[] =
    "CHKUSER accepted \0CHKUSER relaying \0ALLOWED from: \0"
    "Action: prepend\0Action: dunno\0Action: None\0";

/*
 * What tells of no failure though it may sound so, or sums up one that another
 * line has the words of.
 */
static const char calm[] =
    /* Haraka */
    "Adding missing \0DNS (AAAA) for \0"
    /* Sendmail: of the bounce, and of certificates nobody asked for */
    ": sender notify: \0: postmaster notify: \0: DSN: \0"
    ": return to sender: \0, verify=FAIL, \0"
    /* sendEmail, nullmailer, msmtp, fetchmail */
    "server, error follows:\0No recipients were accepted for delivery\0"
    "Temporary error in sending the message\0"
    "Permanent error in sending the message\0"
    "not accepted by the server\0server does not accept \0"
    "SMTP listener refused delivery\0smtp listener protocol error\0"
    /* Jakarta Mail, mutt, Postfix with -v */
    "Providers Listed By \0Invalid Addresses;\0mutt_socket_\0"
    "match_list_match: \0match_hostname: \0match_hostaddr: \0"
    /* Dovecot: who reads mail */
    "imap-login: \0pop3-login: \0"
    /* policy servers that let a mail pass */
    "action=pass\0action=dunno\0action=DUNNO\0"
    /* OpenSMTPD, Courier: what is begun, and with whom */
    "smtp connected address=\0mta connecting address=\0"
    "started,id=\0";

/* "4BE7D15A4B5: ", "NOQUEUE: ": its length, 0: none. */
static size_t
queue_id(struct slice s)
{
	size_t	 i;
	bool	 digit = log_starts(s, "NOQUEUE");

	for (i = 0; i < s.n && log_word(s.p[i]); i++)
		digit = digit || slice_digit(s.p[i]);
	return digit && i > 5 && i < 24 && log_starts(slice_skip(s, i), ": ") ?
	    i + 2 : 0;
}

/* Without the queue ID and the level that may stand before a message. */
static struct slice
bare(struct slice s)
{
	static const char levels[][12] = { "warning: ", "error: ",
	    "fatal: ", "info: " };
	size_t	 i;

	s = slice_skip(s, queue_id(s));
	for (i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		if (log_starts(s, levels[i]))
			return slice_skip(s, strlen(levels[i]));
	return s;
}

static bool
take(struct log_line *l, uint8_t command, uint8_t cause, struct slice words)
{
	l->mail = l->failed = l->own = true;
	l->command = (enum command)command;
	l->given = (enum cause)cause;
	l->words = words;
	return true;
}

/* The host behind " from ", " to ", " with " or " for " in s. */
static struct slice
peer(struct slice s, enum direction side)
{
	static const char words[][12] = { " from ", " server ", " to ",
	    " with ", " for " };
	struct slice	 h;
	size_t		 i;

	for (i = side == DIRECTION_OUT; i < 5; i++) {
		h = log_after(s, words[i]);
		if (h.p != NULL && log_has(h, "["))
			return log_host(h);
	}
	return log_value(s, "[", "]");
}

bool
log_handshake(struct slice s)
{
	return s.n > 40 && memchr("UTVA", *s.p, 4) != NULL &&
	    log_has(log_to(s, 40), " TLS connection established ");
}

/* A message of Postfix's own. */
static bool
postfix(struct log_line *l)
{
	const struct begin	*b;
	struct slice		 s;
	size_t			 i;

	s = bare(l->msg);
	for (i = 0; i < sizeof(begins) / sizeof(begins[0]); i++) {
		b = &begins[i];
		if (s.n == 0 || *s.p != b->begins[0] ||
		    !log_starts(s, b->begins) ||
		    !log_holds(l, slice_skip(s, strlen(b->begins)), b->holds))
			continue;
		l->format = "postfix";
		l->direction = (enum direction)b->side;
		if (b->cause == CAUSE_SUCCESS && log_holds(l, s, " from "))
			l->direction = DIRECTION_IN;
		if (b->side != DIRECTION_NONE)
			l->host = peer(s, l->direction);
		return take(l, b->command, b->cause, s);
	}
	return false;
}

/* "NAME[IP]: SASL LOGIN authentication failed: ...". */
static bool
login(struct log_line *l)
{
	struct slice	 s;

	s = bare(l->msg);
	if (!log_holds(l, log_to(s, 240), " authentication failed") ||
	    !log_holds(l, s, "SASL"))
		return false;
	l->format = "postfix";
	l->direction = DIRECTION_IN;
	l->host = log_host(s);
	s = slice_skip(s, log_at(s, "SASL"));
	if (log_holds(l, s, "said: "))
		return false;
	take(l, COMMAND_AUTH, CAUSE_NONE, s);
	l->own = false;		/* perhaps "... failed: 535 ..." */
	return true;
}

/* "DENIED_RBL_MATCH from: a@b.example to: c@d.example origin_ip: ...". */
static bool
spamdyke(struct log_line *l)
{
	struct slice	 s = l->msg;

	if (!log_holds(l, log_to(s, 40), " from: ") ||
	    !log_holds(l, s, " origin_ip: "))
		return false;
	l->format = "spamdyke";
	l->direction = DIRECTION_IN;
	l->outcome = "rejected";
	l->host = log_value(s, " origin_ip: ", " ");
	l->recipient = log_value(s, " to: ", " ");
	return take(l, COMMAND_RCPT, CAUSE_NONE, log_before(s, " from: "));
}

enum port { PORT_NONE, PORT_MAIL, PORT_OTHER };

/* Of services that applications and servers talk to beside mail (IANA). */
static const char others[] =
    "21\00022\00080\000110\000143\000389\000443\000636\000993\000995\0"
    "2003\0003306\0005432\0005672\0006379\0008080\0008443\0009092\0009200\0"
    "11211\00027017\0";

static bool
other_service(struct slice number)
{
	const char	*p;

	for (p = others; *p != '\0'; p = slice_next(p))
		if (slice_is(number, p))
			return true;
	return false;
}

/*
 * What the number at i is: a port in "192.0.2.1:25", "mx.b.example:587",
 * "[::1]:2525", "mx:5432" or "port 443".  Those that mail is moved to end like
 * its own; a time has no dot, and "mail.go:443" is a line of a file.
 */
static enum port
port_at(struct slice s, size_t i)
{
	struct slice	 number = slice_skip(s, i), host = log_to(s, i);
	bool		 mail, dot;
	size_t		 n;

	for (n = 0; n < number.n && slice_digit(number.p[n]); n++)
		continue;
	number = log_to(number, n);
	mail = log_same(number, LOG_S("25")) || log_ends(number, "465") ||
	    log_ends(number, "587") || (n > 3 && log_ends(number, "25"));
	if (!mail && !other_service(number))
		return PORT_NONE;
	if (log_ends(host, "port "))
		return mail ? PORT_MAIL : PORT_OTHER;
	if (n < 2 || n > 5 || host.n < 2 || host.p[i - 1] != ':')
		return PORT_NONE;
	for (n = i - 1; n > 0 && log_word(s.p[n - 1]); n--)
		continue;
	dot = n > 0 && s.p[n - 1] == '.';
	if (mail)
		return dot || s.p[i - 2] == ']' ? PORT_MAIL : PORT_NONE;
	return s.p[i - 2] == ']' || dot == slice_digit(s.p[i - 2]) ?
	    PORT_OTHER : PORT_NONE;
}

/* The port that s names, mail's if there are others beside it. */
static enum port
service(struct slice s)
{
	enum port	 p, found = PORT_NONE;
	size_t		 i;

	for (i = 1; i < s.n && found != PORT_MAIL; i++)
		if (slice_digit(s.p[i]) && (s.p[i - 1] == ':' ||
		    s.p[i - 1] == ' ') &&
		    (p = port_at(s, i)) != PORT_NONE)
			found = p;
	return found;
}

bool
log_elsewhere(struct slice s)
{
	return service(s) == PORT_OTHER;
}

/* "joe@a.example", where letters stand around the "@" and a dot behind. */
static bool
address(struct slice s)
{
	size_t	 i = log_at(s, "@"), n;

	if (i == 0 || i + 1 >= s.n || !log_word(s.p[i - 1]))
		return false;
	for (n = i + 1; n < s.n && (log_word(s.p[n]) || s.p[n] == '-'); n++)
		continue;
	return n > i + 1 && n + 1 < s.n && s.p[n] == '.' &&
	    log_word(s.p[n + 1]);
}

/* Is a page of the web all that is spoken of? */
static bool
of_web(const struct log_line *l, struct slice s)
{
	return log_holds_any(l, s, "http\0") &&
	    slice_find(s, "smtp") >= slice_find(s, "http");
}

/* Does an application speak of mail that it sends? */
static bool
sending(const struct log_line *l, struct slice s)
{
	enum port	 to = service(s);

	if (to != PORT_NONE)
		return to == PORT_MAIL;
	if (of_web(l, s) && !log_holds_any(l, s, "mail\0"))
		return false;
	return log_holds_any(l, s, "smtp\0mailer::\0"
	    "expected response code \0mail server\0mailserver\0post: \0"
	    "rfc822;\0remote domain\0permanent_failure\0command: 'conn'\0"
	    "'eauth'\0maildeliver\0mail error\0mail failed\0mail transport\0"
	    "mail could not\0mail to \0cdo.message\0"
	    "retries_exceeded\0no_more_hosts\0mailkit.\0"
	    "mail.messagingexception\0") ||
	    (log_holds_any(l, s, "send\0sent\0deliver\0notif\0") &&
	    log_holds_any(l, s, "mail\0")) ||
	    (log_holds_any(l, s, "send\0deliver message to \0"
	    "delivery to \0") && address(s));
}

/* Go's io.EOF is all that is said of a connection that was lost. */
static bool
eof(struct slice s)
{
	size_t	 i = log_at_last(s, "EOF");

	return i < s.n && i > 0 && memchr(" =\"", s.p[i - 1], 3) != NULL &&
	    (i + 3 == s.n || s.p[i + 3] == ' ' || s.p[i + 3] == '"');
}

/*
 * Does it tell of a connection that failed, or of a login?  The cause, unknown
 * where the words tell it; NONE: it tells of no failure.
 */
static enum cause
failing(const struct log_line *l, struct slice s)
{
	static const char	 names[] =
	    " lookup \0enotfound\0no such host\0not be resolved\0"
	    "not resolve\0lookup address\0"
	    "getaddrinfo\0name or service not known\0name resolution\0"
	    "host not found\0server not found\0unknown smtp host\0"
	    "unknownhost\0no mx record\0";
	static const char	 secure[] =
	    "x509: \0certificate verify\0certificate_verify\0"
	    "self signed cert\0self-signed cert\0handshake\0"
	    "[ssl: \0[ssl] \0ssl routines\0socket to tls\0"
	    "remote certificate\0certificate is invalid\0altnames\0";
	static const char	 network[] =
	    "got an empty response\0but got empty code\0but got code \"\"\0"
	    "greeting never \0end of file reached\0premature end\0"
	    "execution expired\0net::readtimeout\0net::opentimeout\0"
	    "econn\0etimedout\0ehostunreach\0network_failure\0"
	    "i/o timeout\0timed out\0connection timeout\0"
	    "connection refused\0refused connection\0connection reset\0"
	    "connection dropped\0connection closed\0closed connection\0"
	    "closed the connection\0connection lost\0lost connection\0"
	    "connection failed\0failed connection\0connection attempt\0"
	    "connectionrefused\0failed to connect\0unable to connect\0"
	    "not connect\0n't connect\0not open\0not establish\0"
	    "not be established\0not respond\0unexpectedly closed\0"
	    "unexpectedly disc\0transport connection\0socket close\0"
	    "write to socket\0server refused\0actively refused\0"
	    "no route to host\0unreachable\0broken pipe\0network error\0"
	    "deadline exceeded\0peer closed\0hung up\0";
	static const char	 marks[] =
	    "fail\0error\0exception\0unable\0cannot\0could not\0n't \0"
	    "refused\0lost\0";

	if (log_holds_any(l, s, names))
		return CAUSE_UNKNOWN;
	if (log_holds_any(l, s, secure))
		return CAUSE_TLS_FAILURE;
	if (eof(s) || log_holds_any(l, s, network))
		return CAUSE_CONNECTION_FAILED;
	if (!log_holds_any(l, s, marks))
		return CAUSE_NONE;
	if (log_holds_any(l, s, " tls\0 ssl\0"))
		return CAUSE_TLS_FAILURE;
	if (log_holds_any(l, s, " timeout\0"))
		return CAUSE_CONNECTION_FAILED;
	return log_holds_any(l, s, "authenticat\0login\0log in\0"
	    "auth_fail\0support auth\0'eauth'\0") ?
	    CAUSE_SMTP_AUTH : CAUSE_NONE;
}

enum cause
log_likely_cause(const struct log_line *l)
{
	enum cause	 why = failing(l, l->msg);

	return why == CAUSE_UNKNOWN ? CAUSE_NONE : why;
}

bool
log_unsent(struct log_line *l)
{
	/* Subjects, and those who ask whether a server is there. */
	static const char	 not[] =
	    "subject \0subject=\0webhook\0probe failed\0check duration\0";
	/* What is sent is counted, or goes to a queue, or is read. */
	static const char	 moved[] =
	    "kafka\0broker\0topic \0 bytes \0imap\0sshd\0";
	struct slice		 s = slice_trim(l->msg);
	enum cause		 why;

	/* What sending() looks for is seldom there. */
	if (s.n == 0 || (memchr(s.p, '@', s.n) == NULL &&
	    !log_holds_any(l, s, "smtp\0mail\0:25\0:465\0:587\0port 25\0"
	    "port 465\0port 587\0cdo.message\0"
	    "expected response code \0post: \0rfc822;\0remote domain\0"
	    "permanent_failure\0command: 'conn'\0'eauth'\0"
	    "retries_exceeded\0no_more_hosts\0")))
		return false;
	why = failing(l, s);
	if (why == CAUSE_NONE || !sending(l, s) || log_holds_any(l, s, not) ||
	    (service(s) != PORT_MAIL && log_holds_any(l, l->line, moved)) ||
	    (why == CAUSE_SMTP_AUTH && service(s) != PORT_MAIL &&
	    !log_holds_any(l, s, "smtp\0'eauth'\0")))
		return false;
	l->likely = why == CAUSE_UNKNOWN ? CAUSE_NONE : why;
	return take(l, COMMAND_NONE, CAUSE_NONE, s);
}

bool
log_calm(const struct log_line *l)
{
	struct slice	 s = l->whole ? l->msg : l->line;

	/* Exim's; PHPMailer's, which may have the words behind it. */
	if ((log_holds(l, s, "SMTP connection from ") &&
	    log_holds(l, s, " closed")) || log_ends(s, ": data not accepted."))
		return true;
	return log_holds_any(l, s, calm) &&
	    !log_holds(l, s, "Cannot send message for ");
}

bool
log_by_own(struct log_line *l)
{
	struct log_hit	 h;
	size_t		 i;

	/* Another program's line, which may hold a host and a colon too. */
	if (log_stranger(l))
		return false;
	/* A client dies of a reply: "fatal: bad startup: 554 words". */
	if (log_holds(l, l->msg, "fatal: ") && log_find(l->msg, LOG_MAIL, &h))
		return false;
	if ((l->program.n == 0 || log_holds(l, l->program, "postfix")) &&
	    (postfix(l) || login(l)))
		return true;
	if (l->mail && slice_starts_any(l->msg, fine))
		return l->quiet = true;
	if (log_begins(l->msg, "CHKUSER rejected rcpt: "))
		return take(l, COMMAND_RCPT, CAUSE_NONE, l->msg);
	if (log_begins(l->msg, "simscan:[") &&
	    log_holds(l, l->msg, ":SPAM REJECT "))
		return take(l, COMMAND_DOT, CAUSE_SPAM_CONTENT, l->msg);
	if (l->mail && spamdyke(l))
		return true;
	if (log_holds(l, l->program, "dovecot") && log_starts(l->msg, "auth") &&
	    slice_has_any(l->msg, "unknown user\0mismatch\0failed\0"))
		return take(l, COMMAND_AUTH, CAUSE_SMTP_AUTH, l->msg);
	if (log_holds(l, l->program, "rblsmtpd") &&
	    log_holds(l, l->msg, " blocked "))
		return take(l, COMMAND_CONNECT, CAUSE_BLOCKLISTED, l->msg);
	for (i = 0; l->mail && i < sizeof(holds) / sizeof(holds[0]); i++)
		if (log_holds(l, l->msg, holds[i].holds)) {
			l->direction = (enum direction)holds[i].side;
			return take(l, holds[i].command, holds[i].cause,
			    l->msg);
		}
	return false;
}
